//! A configuration for pages that are in memory.

use std::sync::OnceLock;

use docwright::config::ApiConfig;

#[path = "../../tests/in_memory/mod.rs"]
mod in_memory;

pub(crate) fn configuration() -> &'static ApiConfig {
    static CONFIGURATION: OnceLock<ApiConfig> = OnceLock::new();
    CONFIGURATION.get_or_init(|| in_memory::configuration("fuzzed"))
}
