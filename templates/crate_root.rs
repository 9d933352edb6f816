{{ header }}
//! {{ title }}
//!
{{ front }}
#![forbid(unsafe_code)]
#![warn(missing_docs)]

{{ modules }}
