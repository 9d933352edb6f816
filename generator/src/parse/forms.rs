//! Pages as people copy them: which form a text came in, from its content alone, and its outline.
//!
//! Each form has a reader; all end in the outline that the Markdown reader makes, with places in the captured text. What a
//! form loses and its reader finds elsewhere is noted as an inference.

mod builder;
mod canonical;
mod capture;
mod conclude;
mod detect;
mod flat_table;
mod headings;
mod html;
mod json_end;
mod redecorate;
mod rendered_sections;
mod title;
mod traffic;

use super::outline::Outline;
use crate::diagnostic::Diagnostic;
use crate::page::Form;
use crate::source::FileId;

pub(super) use canonical::{is_known_include, write};
pub(super) use conclude::{report, understood, version};
pub(super) use detect::detect;

/// Reads the outline of a captured page; `form` is any but Markdown.
pub(super) fn outline<'a>(form: Form, source: &'a str, file: FileId, findings: &mut Vec<Diagnostic>) -> Outline<'a> {
    match form {
        Form::Html => html::outline(source, file, findings),
        _ => capture::outline(form, source, file, findings),
    }
}
