//! lock
/// k
pub const KINDS: &[&str] = &["type", "field", "variant", "operation", "module"];
/// f
pub const LOCK_FILE: &str = "docwright.lock";
