//! `docwright init`: a commented configuration to start from.

use super::args::InitArgs;
use super::{Failure, Outcome, say};
use crate::config::{CONFIG_FILE, Start, template};

/// Runs the command.
pub(super) fn run(args: &InitArgs) -> Result<Outcome, Failure> {
    let path = std::path::Path::new(CONFIG_FILE);
    if path.exists() && !args.force {
        return Err(Failure::new(format!("{CONFIG_FILE} is there already; edit it, or replace it with --force")));
    }
    #[expect(clippy::disallowed_methods, reason = "the configuration is the user's file, not output of the generator")]
    std::fs::write(path, template(Start { name: "my-api", docs: "api-reference", out: "my-api" })).map_err(|error| Failure::new(format!("cannot write {CONFIG_FILE}: {error}")))?;
    say(&format!("wrote {CONFIG_FILE}; set `docs` to your checkout of the pages, then run `docwright generate`"));
    Ok(Outcome::Clean)
}
