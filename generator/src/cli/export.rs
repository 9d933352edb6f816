//! `docwright export`: the facts or the whole model as JSON.

use super::args::{ExportArgs, ExportKind};
use super::input;
use super::{Failure, Outcome, output};
use crate::export;

/// Runs the command.
pub(super) fn run(args: &ExportArgs) -> Result<Outcome, Failure> {
    input::threads(&args.input)?;
    let config = input::config(&args.input, None, None)?;
    let [api] = config.apis.as_slice() else {
        return Err(Failure::new("the configuration has several APIs; choose one with --api NAME"));
    };
    let understood = input::understood(api, true)?;
    let text = match args.what {
        ExportKind::Ir => export::ir(&understood.api),
        ExportKind::Facts => {
            let versions: Vec<&str> = understood.api.versions.iter().map(|version| version.version.as_str()).collect();
            let [version] = versions.as_slice() else {
                return Err(Failure::new(format!(
                    "facts are written for one version at a time, and the folder has {}; choose one with --api-version",
                    versions.join(" and ")
                )));
            };
            export::facts(&understood.sources, &understood.pages, &understood.api, version)
        }
    };
    match &args.output {
        None => output(&text)?,
        #[expect(clippy::disallowed_methods, reason = "the file is named by the user")]
        Some(path) => {
            std::fs::write(path, text).map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))?;
        }
    }
    Ok(Outcome::Clean)
}
