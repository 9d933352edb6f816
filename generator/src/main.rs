//! The binary: arguments in, exit status out.

use std::process::ExitCode;

fn main() -> ExitCode {
    docwright::cli::run()
}
