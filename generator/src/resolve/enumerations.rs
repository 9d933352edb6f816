//! Enumerations that the pages document by name: tables of members on pages of their own or under `x values`.

use std::collections::BTreeMap;

use super::declare::PageTypes;
use super::library::Library;
use super::type_index::{NameKind, TypeIndex};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Claim, Enumeration, Evidence, Member, QualifiedName};
use crate::page::{EnumerationMember, PageKind};
use crate::source::Span;

/// The documented enumerations by name; tables of the same enumeration are merged.
pub(super) fn documented(
    library: &Library<'_>,
    declared: &[PageTypes],
    index: &TypeIndex,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<QualifiedName, Enumeration> {
    let mut found: BTreeMap<QualifiedName, Enumeration> = BTreeMap::new();
    for (page, own) in library.pages.iter().zip(declared) {
        for (table, site) in page.enumerations.iter().zip(&own.enumerations) {
            let Some(site) = site else {
                let message = "the table lists members of an enumeration that nothing names".to_owned();
                findings.push(Diagnostic::new(Code::EnumerationWithoutName, table.span, message));
                continue;
            };
            let Some(entry) = index
                .find(&site.written.0, site.written.namespace())
                .filter(|entry| entry.kind == NameKind::Enumeration)
                .or_else(|| index.find_enumeration(&site.written.0, site.written.namespace()))
            else {
                continue;
            };
            let enumeration = found.entry(entry.name.clone()).or_insert_with(|| Enumeration {
                name: entry.name.clone(),
                flags: false,
                description: String::new(),
                members: Vec::new(),
                inferred: false,
                declared_at: Vec::new(),
                claims: Vec::new(),
            });
            enumeration.flags |= table.flags;
            enumeration.declared_at.push(library.place(site.span));
            if page.kind == PageKind::Enumeration && enumeration.description.is_empty() && page.enumerations.len() == 1 {
                enumeration.description = paragraphs(&page.intro);
            }
            for member in &table.members {
                add_member(library, enumeration, member, findings);
            }
        }
    }
    found
}

/// Paragraphs as one Markdown text.
pub(super) fn paragraphs(parts: &[crate::source::Spanned<String>]) -> String {
    parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>().join("\n\n")
}

fn add_member(library: &Library<'_>, enumeration: &mut Enumeration, row: &EnumerationMember, findings: &mut Vec<Diagnostic>) {
    let at = library.place(row.name.span);
    let number = row.value.as_ref().and_then(|value| value.value.trim().parse::<i64>().ok());
    let description = row.description.as_ref().map_or("", |description| description.value.trim());
    let Some(member) = enumeration.members.iter_mut().find(|member| member.name == row.name.value) else {
        enumeration.members.push(Member {
            name: row.name.value.clone(),
            value: number,
            description: description.to_owned(),
            at: vec![at],
        });
        return;
    };
    if let (Some(old), Some(new)) = (member.value, number)
        && old != new
    {
        let message =
            format!("`{}` has the number {new} here and {old} in another table of `{}`", member.name, enumeration.name.short());
        let mut finding = Diagnostic::new(Code::EnumerationNumbersDiffer, row.name.span, message);
        if let Some(other) = member.at.first() {
            finding = finding.with_related(other.span(), "the number that is used");
        }
        findings.push(finding);
    }
    member.value = member.value.or(number);
    if member.description.is_empty() {
        description.clone_into(&mut member.description);
    }
    member.at.push(at);
}

/// Adds values that a row lists and the enumeration's own table lacks: what a sentence names does exist.
pub(super) fn add_listed(
    library: &Library<'_>,
    enumeration: &mut Enumeration,
    values: &[String],
    span: Span,
    findings: &mut Vec<Diagnostic>,
) {
    let missing: Vec<&String> =
        values.iter().filter(|value| !enumeration.members.iter().any(|member| member.name.eq_ignore_ascii_case(value))).collect();
    if missing.is_empty() {
        return;
    }
    let names = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if !enumeration.inferred {
        let message = format!("the row lists {names}, which the table of `{}` lacks", enumeration.name.short());
        let mut finding = Diagnostic::new(Code::EnumerationListsDiffer, span, message);
        if let Some(table) = enumeration.declared_at.first() {
            finding = finding.with_related(table.span(), "the table of the enumeration");
        }
        findings.push(finding);
    }
    let at = library.place(span);
    for name in missing {
        enumeration.members.push(Member { name: name.clone(), value: None, description: String::new(), at: vec![at] });
    }
    enumeration.claims.push(Claim { about: "members".to_owned(), says: names, evidence: Evidence::InlineValues, at, used: true });
}
