//! What a comparison is told: plain data that a configuration file or a command line fills.

use super::policy::{Ignore, Level};
use super::verdict::{Crate, Stability};

/// What a comparison is told.
#[derive(Clone, Debug)]
pub struct Options {
    /// What the reader calls the older side.
    pub base: String,
    /// What the reader calls the newer side.
    pub revision: String,
    /// How firm the promise behind a version is.
    pub stability: Stability,
    /// Other levels than the table's, by rule.
    pub levels: Vec<Level>,
    /// Changes that are not reported.
    pub ignore: Vec<Ignore>,
    /// Today as `2026-11-22`, for the end of ignore entries and of announced removals; without it neither ends.
    pub today: Option<String>,
    /// Pair what vanished with what appeared.
    pub renames: bool,
    /// The least score at which request lines of one page are a pair, between 0 and 1.
    pub threshold: f64,
    /// The service metadata of both sides, which settles what the pages cannot.
    pub metadata: Vec<super::metadata::MetadataPair>,
    /// The least bump that is reported, whatever changed.
    pub least_bump: Crate,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            base: "base".to_owned(),
            revision: "revision".to_owned(),
            stability: Stability::default(),
            levels: Vec::new(),
            ignore: Vec::new(),
            today: None,
            renames: true,
            threshold: 0.3,
            metadata: Vec::new(),
            least_bump: Crate::None,
        }
    }
}
