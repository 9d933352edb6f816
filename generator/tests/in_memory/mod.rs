//! A configuration for pages that are in memory. The fuzz targets and a benchmark use it too.

use std::path::Path;

use docwright::config::{self, ApiConfig, Flags};

/// That of flags alone; nothing is read or written where they point.
pub(crate) fn configuration(crate_name: &str) -> ApiConfig {
    let flags =
        Flags { docs: Some(".".into()), out: Some("out".into()), crate_name: Some(crate_name.to_owned()), ..Flags::default() };
    config::load(&flags, Path::new(".")).expect("these flags are right").apis.remove(0)
}
