//! Context of `templates/enumeration.rs`: an open enumeration.

use askama::Template;

use super::structure::rendered;
use super::tokens::{doc, gate, literal};
use crate::plan::EnumPlan;
use crate::plan::prose::code_span;

#[derive(Template)]
#[template(path = "enumeration.rs", escape = "txt")]
struct EnumerationTemplate {
    name: String,
    doc: String,
    gate: String,
    variants: Vec<Variant>,
    former: Option<String>,
    renamed: bool,
}

struct Variant {
    doc: String,
    name: String,
    wire: String,
    former: Option<String>,
}

/// The text of an enumeration.
pub(super) fn enumeration(plan: &EnumPlan) -> String {
    let variants = plan.variants.iter().map(|variant| {
        let mut lines = variant.doc.clone();
        if lines.is_empty() {
            lines.push(code_span(&variant.wire));
        }
        Variant {
            doc: doc(&lines, "    "),
            name: variant.name.clone(),
            wire: literal(&variant.wire),
            former: variant.former.clone(),
        }
    });
    rendered(&EnumerationTemplate {
        name: plan.name.clone(),
        doc: doc(&plan.doc, ""),
        gate: gate(&plan.features),
        variants: variants.collect(),
        former: plan.former.clone(),
        renamed: plan.variants.iter().any(|variant| variant.former.is_some()),
    })
}
