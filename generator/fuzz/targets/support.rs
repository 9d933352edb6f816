//! A configuration for pages that are in memory.

use std::path::Path;
use std::sync::OnceLock;

use docwright::config::{self, ApiConfig, Flags};

pub(crate) fn configuration() -> &'static ApiConfig {
    static CONFIGURATION: OnceLock<ApiConfig> = OnceLock::new();
    CONFIGURATION.get_or_init(|| {
        let flags =
            Flags { docs: Some(".".into()), out: Some("out".into()), crate_name: Some("fuzzed".to_owned()), ..Flags::default() };
        config::load(&flags, Path::new(".")).expect("these flags are right").apis.remove(0)
    })
}
