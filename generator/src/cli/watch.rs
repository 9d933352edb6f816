//! `docwright watch`: generates again whenever a page changes, until it is interrupted.

use std::ops::ControlFlow;

use super::args::GenerateArgs;
use super::{Failure, Outcome, error_text, input, say};
use crate::watch::{Watched, watch};

/// Runs the command.
pub(super) fn run(args: &GenerateArgs) -> Result<Outcome, Failure> {
    input::threads(&args.input)?;
    let config = input::config(&args.input, args.out.as_deref(), args.crate_name.as_deref())?;
    let watched = Watched {
        folders: config.apis.iter().map(|api| api.docs.clone()).collect(),
        files: config.apis.iter().filter_map(|api| api.errata.clone()).chain(config.file.clone()).collect(),
    };
    say("watching the pages; stop with Ctrl-C");
    watch(&watched, &mut |changed| {
        for path in changed.iter().take(3) {
            say(&format!("changed: {}", path.display()));
        }
        // A broken page or configuration is told and mended by the next save; the watch goes on.
        if let Err(Failure(message)) = super::generate::once(args) {
            error_text(message.trim_end());
        }
        ControlFlow::Continue(())
    })
    .map_err(|error| Failure::new(error.to_string()))?;
    Ok(Outcome::Clean)
}
