//! Compares errata with the model and corrects it; names those that fit no longer.

use std::collections::BTreeSet;

use super::facts::{self, Found};
use super::set::set;
use super::target::ABSENT;
use super::{Errata, Erratum, FactValue};
use crate::model::{Api, ApiVersion, QualifiedName};
use crate::toml_file::{Mistake, TomlError, nearest};

/// What became of the errata.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many changed the model.
    pub applied: usize,
    /// Those that fit no longer. The run must not go on as if they had been applied.
    pub errors: Option<TomlError>,
    /// Those about things that none of the versions read has: perhaps they are not in this docs folder.
    pub unused: Option<TomlError>,
}

/// Corrects the model.
#[must_use]
pub fn apply(errata: &Errata, api: &mut Api) -> Outcome {
    let mut outcome = Outcome::default();
    let (mut errors, mut unused) = (Vec::new(), Vec::new());
    for erratum in &errata.errata {
        let mut found = false;
        let mut failed = false;
        let versions = api.versions.iter_mut();
        for version in versions.filter(|version| erratum.version.as_ref().is_none_or(|wanted| *wanted == version.version)) {
            match apply_one(erratum, version) {
                Applied::Nowhere => {}
                Applied::Done => found = true,
                Applied::Failed(message, help) => {
                    failed = true;
                    let message = format!("the erratum about {} ({}): {message}", erratum.target, version.version);
                    errors.push(Mistake::new(erratum.span.clone(), message, help));
                }
            }
        }
        outcome.applied += usize::from(found && !failed);
        if !found && !failed {
            unused.push(unused_mistake(erratum, api));
        }
    }
    outcome.errors = TomlError::of(&errata.path, &errata.text, errors);
    outcome.unused = TomlError::of(&errata.path, &errata.text, unused);
    outcome
}

enum Applied {
    Nowhere,
    Done,
    Failed(String, String),
}

fn apply_one(erratum: &Erratum, version: &mut ApiVersion) -> Applied {
    let failed = |message: String, help: &str| Applied::Failed(message, help.to_owned());
    let absent = |facts: &super::Facts| facts.get(ABSENT) == Some(&FactValue::Boolean(true));
    let (was_absent, is_absent) = (absent(&erratum.was), absent(&erratum.is));
    let found = facts::of(version, &erratum.target);
    match &found {
        Found::NoOwner => return Applied::Nowhere,
        // An operation has no owner that could tell whether the docs are those that the erratum is about.
        Found::Absent if matches!(erratum.target, super::Target::Operation(_)) => return Applied::Nowhere,
        Found::Absent if is_absent => return failed("it is no longer in the pages".to_owned(), "remove the erratum"),
        Found::Absent if !was_absent => {
            return failed("it is not in the pages".to_owned(), "see what became of it, and mend or remove the erratum");
        }
        Found::Facts(now) if was_absent => {
            let mended = erratum.is.iter().all(|(name, value)| now.get(name) == Some(value));
            let help = if mended {
                "the pages were mended; remove the erratum"
            } else {
                "the pages have it with other facts; look again"
            };
            return failed("`was` says that it is absent, and it is there".to_owned(), help);
        }
        Found::Absent => {}
        Found::Facts(now) => {
            let mended = !is_absent && erratum.is.iter().all(|(name, value)| now.get(name) == Some(value));
            if mended {
                return failed("the pages say what `is` says".to_owned(), "they were mended; remove the erratum");
            }
            let other = erratum.was.iter().find(|(name, value)| now.get(*name) != Some(value));
            if let Some((name, value)) = other {
                let says = now.get(name).map_or_else(|| "nothing".to_owned(), ToString::to_string);
                let message = format!("the pages say {name} = {says}, and `was` says {value}");
                return failed(message, "see whether the correction is still right, and mend `was` or remove the erratum");
            }
        }
    }
    match set(version, &erratum.target, &erratum.is) {
        Ok(()) => Applied::Done,
        Err(message) => failed(message, "mend `is`"),
    }
}

fn unused_mistake(erratum: &Erratum, api: &Api) -> Mistake {
    let versions =
        || api.versions.iter().filter(|version| erratum.version.as_ref().is_none_or(|wanted| *wanted == version.version));
    if versions().next().is_none() {
        let version = erratum.version.as_deref().unwrap_or_default();
        let known: Vec<&str> = api.versions.iter().map(|version| version.version.as_str()).collect();
        let message = format!("the erratum about {} is not used: version {version} was not read", erratum.target);
        return Mistake::new(erratum.span.clone(), message, format!("versions that were read: {}", known.join(", ")));
    }
    let names: Vec<String> = versions().flat_map(|version| facts::owners(version, &erratum.target)).collect();
    let written = match &erratum.target {
        super::Target::Type(name)
        | super::Target::Property(name, _)
        | super::Target::Enumeration(name)
        | super::Target::Member(name, _)
        | super::Target::Operation(name)
        | super::Target::Answer(name, _) => name,
    };
    let help = nearest(written, names.iter().map(String::as_str)).map_or_else(
        || "no page has it; remove the erratum if it left the docs".to_owned(),
        |near| format!("did you mean `{near}`? If it left the docs, remove the erratum"),
    );
    Mistake::new(erratum.span.clone(), format!("the erratum about {} is not used", erratum.target), help)
}

/// A type and all types that descend from it.
pub(super) fn heirs(version: &ApiVersion, name: &QualifiedName) -> BTreeSet<QualifiedName> {
    let mut heirs = BTreeSet::from([name.clone()]);
    loop {
        let before = heirs.len();
        for found in &version.types {
            if found.base.as_ref().is_some_and(|base| heirs.contains(base)) {
                heirs.insert(found.name.clone());
            }
        }
        if heirs.len() == before {
            return heirs;
        }
    }
}

/// Gives a type another base (none, when empty): it and its heirs lose what they had from the old one and get what the
/// new one has.
pub(super) fn rebase(version: &mut ApiVersion, name: &QualifiedName, base: &str) -> Result<(), String> {
    let heirs = heirs(version, name);
    let base = (!base.is_empty()).then(|| QualifiedName(base.to_owned()));
    let mut gained = Vec::new();
    let mut key = None;
    if let Some(base) = &base {
        let Some(found) = version.structured(base) else { return Err(format!("there is no type `{base}`")) };
        if heirs.contains(base) {
            return Err(format!("{base} descends from {name} itself"));
        }
        gained.clone_from(&found.properties);
        key.clone_from(&found.key);
    }
    for found in version.types.iter_mut().filter(|found| heirs.contains(&found.name)) {
        if found.name == *name {
            found.base.clone_from(&base);
        }
        found.properties.retain(|property| heirs.contains(&property.declared_in));
        for property in &gained {
            if found.properties.iter().all(|own| own.name != property.name) {
                found.properties.push(property.clone());
            }
        }
        let own_key = |key: &String| found.properties.iter().any(|property| property.name == *key);
        if !found.key.as_ref().is_some_and(own_key) {
            found.key.clone_from(&key);
        }
    }
    Ok(())
}
