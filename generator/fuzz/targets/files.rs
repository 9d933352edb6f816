//! The readers of our own files: the exported model, the lock file, the configuration, the errata.
#![no_main]

use std::path::Path;

use docwright::diff::{self, Options};
use docwright::model::Api;
use docwright::{config, errata, export, lock};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(read) = lock::parse(Path::new("docwright.lock"), text) {
        let again = lock::parse(Path::new("docwright.lock"), &lock::render(&read)).expect("what is written can be read");
        assert_eq!(read.names, again.names);
    }
    let _ = config::parse(Path::new("docwright.toml"), text);
    let _ = errata::parse(Path::new("errata.toml"), text);
    // A model that somebody hands over is compared; nothing says that its parts fit together.
    if let Ok(api) = export::read_ir(text) {
        let _ = diff::compare(&Api::default(), &api, &Options::default());
        let _ = diff::compare(&api, &Api::default(), &Options::default());
        assert!(diff::compare(&api, &api, &Options::default()).changes.is_empty(), "a model differs from itself");
    }
});
