//! The model for other programs: facts for the rod of `measure/`, and the IR as versioned JSON.

mod facts;
mod ir;

pub use facts::facts;
pub use ir::{IrError, ir, read_ir};
