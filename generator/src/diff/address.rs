//! Addresses as identities: placeholders without names, because what a page calls them never travels.

use crate::model::{Address, Parameter, Segment, TypeKind, TypeRef};

/// The placeholder of every value.
pub(super) const PLACEHOLDER: &str = "{}";

/// The segments with nameless placeholders.
pub(super) fn nameless(address: &Address) -> Vec<String> {
    address.segments.iter().map(nameless_segment).collect()
}

fn nameless_segment(segment: &Segment) -> String {
    match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(_) => PLACEHOLDER.to_owned(),
        Segment::Function { name, parameters } => {
            let arguments: Vec<String> = parameters
                .iter()
                .map(|parameter| argument(parameter, parameter.literal.as_deref().unwrap_or(PLACEHOLDER)))
                .collect();
            format!("{name}({})", arguments.join(","))
        }
        Segment::PathAddress { anchor, closed, .. } => {
            format!("{}:/{PLACEHOLDER}{}", nameless_segment(anchor), if *closed { ":" } else { "" })
        }
    }
}

/// The path as a page writes it.
pub(super) fn written(address: &Address) -> String {
    let mut out = String::new();
    for segment in &address.segments {
        out.push('/');
        out.push_str(&written_segment(segment));
    }
    if out.is_empty() {
        out.push('/');
    }
    out
}

fn written_segment(segment: &Segment) -> String {
    match segment {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(parameter) => placeholder(parameter),
        Segment::Function { name, parameters } => {
            let arguments: Vec<String> = parameters
                .iter()
                .map(|parameter| {
                    let value = parameter.literal.clone().unwrap_or_else(|| placeholder(parameter));
                    argument(parameter, &if parameter.quoted { format!("'{value}'") } else { value })
                })
                .collect();
            format!("{name}({})", arguments.join(","))
        }
        Segment::PathAddress { anchor, path, closed } => {
            format!("{}:/{}{}", written_segment(anchor), placeholder(path), if *closed { ":" } else { "" })
        }
    }
}

fn argument(parameter: &Parameter, value: &str) -> String {
    if parameter.name.is_empty() { value.to_owned() } else { format!("{}={value}", parameter.name) }
}

fn placeholder(parameter: &Parameter) -> String {
    let name = if parameter.written.is_empty() { &parameter.name } else { &parameter.written };
    if is_sample(name) {
        return name.clone();
    }
    format!("{{{}}}", name.trim_matches(['{', '}', '\'', '"', '<', '>']))
}

/// Whether a page shows a value where others have a placeholder: a GUID, or a long number. A report quotes it as it is.
pub(super) fn is_sample(segment: &str) -> bool {
    let lengths: Vec<usize> = segment.split('-').map(str::len).collect();
    let guid = lengths == [8, 4, 4, 4, 12] && segment.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    guid || (segment.len() >= 5 && segment.chars().all(|c| c.is_ascii_digit()))
}

/// The parameters of an address, in order.
pub(super) fn parameters(address: &Address) -> Vec<&Parameter> {
    fn of<'a>(segment: &'a Segment, out: &mut Vec<&'a Parameter>) {
        match segment {
            Segment::Literal(_) => {}
            Segment::Parameter(parameter) => out.push(parameter),
            Segment::Function { parameters, .. } => {
                out.extend(parameters.iter().filter(|parameter| parameter.literal.is_none()));
            }
            Segment::PathAddress { anchor, path, .. } => {
                of(anchor, out);
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    for segment in &address.segments {
        of(segment, &mut out);
    }
    out
}

/// A type as a report writes it: `microsoft.graph.user collection`.
pub(super) fn type_text(ty: &TypeRef) -> String {
    let name = kind_text(&ty.kind);
    if ty.collection { format!("{name} collection") } else { name.to_owned() }
}

/// The name of what one value is.
pub(super) fn kind_text(kind: &TypeKind) -> &str {
    match kind {
        TypeKind::Primitive(primitive) => primitive.edm_name(),
        TypeKind::Structured(name) | TypeKind::Enumeration(name) => &name.0,
        TypeKind::Unknown(name) => name,
    }
}
