//! Settles changes by the metadata of both sides. What it does not speak of stays as it is, except that nothing is
//! called breaking that the service does not confirm.

use std::collections::BTreeMap;

use super::super::comparison::Comparison;
use super::super::draft::Draft;
use super::super::index::Side;
use super::super::report::{Action, Element, EvidenceKind};
use super::super::rules;
use super::super::verdict::Rest;
use super::{Metadata, MetadataPair};

/// What the metadata says of a change.
enum Word {
    /// The service changed likewise.
    Agrees,
    /// The service did not change.
    Disagrees(&'static str),
    /// It does not speak of this.
    Silent,
}

/// Settles the drafts of one version.
pub(in super::super) fn settle(comparison: &mut Comparison<'_>, pair: &MetadataPair) {
    let mut drafts = std::mem::take(&mut comparison.drafts);
    let lines = Lines { base: paths(&comparison.base), revision: paths(&comparison.revision) };
    for draft in &mut drafts {
        match word(&lines, pair, draft) {
            Word::Agrees => {
                if draft.rest >= Rest::Risky || matches!(draft.rule.rest, Rest::Breaking) && draft.action != Action::Added {
                    draft.rest = confirmed(draft);
                    draft.evidence.decides = None;
                }
                draft.evidence.kind = EvidenceKind::MetadataAgrees;
                "the service metadata changed likewise".clone_into(&mut draft.evidence.note);
            }
            Word::Disagrees(note) => {
                draft.rest = draft.rest.min(Rest::Documentation);
                draft.evidence.kind = EvidenceKind::MetadataDisagrees;
                note.clone_into(&mut draft.evidence.note);
                draft.evidence.decides = None;
            }
            Word::Silent if draft.rest == Rest::Breaking => {
                let note = format!("{}; the service metadata does not speak of it", draft.evidence.note);
                *draft = draft.clone().unproven(note, "Try it against the service: its metadata does not hold this fact.");
            }
            Word::Silent => {}
        }
    }
    comparison.drafts = drafts;
}

/// The verdict of a change that the service confirms.
fn confirmed(draft: &Draft) -> Rest {
    let goes_with_owner = draft.rest == Rest::Documentation;
    if goes_with_owner {
        Rest::Documentation
    } else if std::ptr::eq(draft.rule, &raw const rules::ENDPOINT_PATH_REWRITTEN)
        || std::ptr::eq(draft.rule, &raw const rules::ENDPOINT_FORM_REMOVED)
    {
        Rest::Breaking
    } else {
        draft.rule.rest
    }
}

fn word(lines: &Lines, pair: &MetadataPair, draft: &Draft) -> Word {
    match draft.element {
        Element::Type => kind(draft, |side, name| side.ty(name).is_some(), pair),
        Element::Enum => kind(draft, |side, name| side.enumeration(name).is_some(), pair),
        Element::Property | Element::Navigation => property(draft, pair),
        Element::EnumMember => {
            let has = |side: &Metadata, name: &str| {
                side.enumeration(&draft.owner).map(|members| members.values().any(|member| member.name == name))
            };
            presence(draft, &|name| has(&pair.base, name), &|name| has(&pair.revision, name))
        }
        Element::Endpoint => endpoint(lines, pair, draft),
        Element::Param => parameter(pair, draft),
        Element::Permission | Element::Header | Element::Query | Element::Body | Element::Status | Element::Page => Word::Silent,
    }
}

/// Came, went or was renamed: by whether each side of the metadata has the name.
fn presence(draft: &Draft, base: &dyn Fn(&str) -> Option<bool>, revision: &dyn Fn(&str) -> Option<bool>) -> Word {
    let old_name = if draft.action == Action::Renamed { draft.before.as_deref().unwrap_or(&draft.name) } else { &draft.name };
    match draft.action {
        Action::Added => added(base(&draft.name), revision(&draft.name)),
        Action::Removed | Action::Renamed => removed(base(old_name), revision(old_name)),
        Action::Changed | Action::Deprecated => Word::Silent,
    }
}

fn added(base: Option<bool>, revision: Option<bool>) -> Word {
    match (base, revision) {
        (Some(true), Some(true)) => Word::Disagrees("the service had it before; the page says so now"),
        (_, Some(true)) => Word::Agrees,
        (_, Some(false)) => Word::Disagrees("the metadata of the revision does not have it"),
        (_, None) => Word::Silent,
    }
}

fn removed(base: Option<bool>, revision: Option<bool>) -> Word {
    match (base, revision) {
        (_, Some(true)) => Word::Disagrees("the metadata of the revision still has it"),
        (Some(true), _) => Word::Agrees,
        (Some(false), _) => Word::Disagrees("the metadata of the base never had it"),
        (None, _) => Word::Silent,
    }
}

fn kind(draft: &Draft, has: impl Fn(&Metadata, &str) -> bool, pair: &MetadataPair) -> Word {
    match draft.action {
        Action::Added => added(Some(has(&pair.base, &draft.owner)), Some(has(&pair.revision, &draft.owner))),
        Action::Removed => removed(Some(has(&pair.base, &draft.owner)), Some(has(&pair.revision, &draft.owner))),
        Action::Renamed => {
            let old = draft.before.as_deref().unwrap_or(&draft.owner);
            removed(Some(has(&pair.base, old)), Some(has(&pair.revision, old)))
        }
        Action::Changed => type_fact(draft, pair),
        Action::Deprecated => Word::Silent,
    }
}

/// A changed fact of a type: its base, its key, whether it is open.
fn type_fact(draft: &Draft, pair: &MetadataPair) -> Word {
    let (Some(old), Some(new)) = (pair.base.ty(&draft.owner), pair.revision.ty(&draft.owner)) else { return Word::Silent };
    let same = match draft.rule.name {
        "base-changed" | "base-members-lost" | "base-removed-entity" => old.base == new.base,
        "type-open-changed" => old.open == new.open,
        "type-kind-changed" | "key-changed" => old.base == new.base && old.has_stream == new.has_stream,
        _ => return Word::Silent,
    };
    if same { Word::Disagrees("the metadata says the same on both sides") } else { Word::Agrees }
}

fn property(draft: &Draft, pair: &MetadataPair) -> Word {
    let exact = |side: &Metadata, name: &str| {
        side.ty(&draft.owner).map(|_| side.property(&draft.owner, name).is_some_and(|property| property.name == name))
    };
    let changed_type = matches!(draft.action, Action::Changed);
    if !changed_type {
        let base = |name: &str| exact(&pair.base, name).or(Some(false).filter(|_| draft.action == Action::Added));
        return presence(draft, &base, &|name| exact(&pair.revision, name));
    }
    let (Some(old), Some(new)) =
        (pair.base.property(&draft.owner, &draft.name), pair.revision.property(&draft.owner, &draft.name))
    else {
        return Word::Silent;
    };
    let same = match draft.rule.name {
        "prop-became-nullable" | "prop-became-nonnull-resp" | "prop-became-nonnull-req" => old.nullable == new.nullable,
        "resp-prop-removed-section" => old.navigation == new.navigation,
        "collection-added" | "collection-removed" => old.ty.collection == new.ty.collection,
        name if name.contains("-type-") || name.starts_with("enum-became") => old.ty == new.ty,
        _ => return Word::Silent,
    };
    if same { Word::Disagrees("the metadata says the same on both sides") } else { Word::Agrees }
}

/// The addresses of request lines, as written.
struct Lines {
    base: BTreeMap<String, Vec<String>>,
    revision: BTreeMap<String, Vec<String>>,
}

fn paths(side: &Side<'_>) -> BTreeMap<String, Vec<String>> {
    side.forms.values().map(|form| (form.written(), form.segments.clone())).collect()
}

fn endpoint(lines: &Lines, pair: &MetadataPair, draft: &Draft) -> Word {
    let before = || draft.before.as_ref().and_then(|text| lines.base.get(text));
    let both = |path: &[String]| (Some(pair.base.has_path(path)), Some(pair.revision.has_path(path)));
    match draft.action {
        Action::Added => {
            let Some(path) = draft.after.as_ref().and_then(|text| lines.revision.get(text)) else { return Word::Silent };
            let (base, revision) = both(path);
            added(base, revision)
        }
        Action::Removed => {
            let Some(path) = before() else { return Word::Silent };
            let (base, revision) = both(path);
            removed(base, revision)
        }
        Action::Renamed | Action::Changed if draft.before != draft.after => {
            let Some(path) = before() else { return Word::Silent };
            let (base, revision) = both(path);
            removed(base, revision)
        }
        _ => Word::Silent,
    }
}

/// A parameter of a call: any call of the name on either side counts, because pages do not tell overloads apart.
fn parameter(pair: &MetadataPair, draft: &Draft) -> Word {
    if !draft.rule.name.starts_with("action-param") {
        return Word::Silent;
    }
    let call = draft.owner.rsplit('/').next().unwrap_or_default();
    let call = call.split('(').next().unwrap_or(call).rsplit('.').next().unwrap_or(call).to_lowercase();
    let has = |side: &Metadata, name: &str| {
        side.calls.get(&call).map(|calls| calls.iter().any(|call| call.parameters.contains_key(&name.to_lowercase())))
    };
    presence(draft, &|name| has(&pair.base, name), &|name| has(&pair.revision, name))
}
