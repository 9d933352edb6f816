//! Names of the structs of action bodies: `SearchBody` for `search`, found in the module of the function.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::function_names::OperationPlace;
use super::naming::{Names, Settled, Wish};
use super::operations::{needs_body_struct, template};
use super::placing::{ModuleKey, Places};
use crate::model::{ApiVersion, Operation};
use crate::names::{self, Scope};

/// What the identities of bodies in the lock file begin with; the rest is that of the operation.
const KIND: &str = "body ";

fn identity(version: &ApiVersion, operation: &Operation) -> String {
    format!("{KIND}{} {} {}", version.version, operation.method, template(&operation.address))
}

/// The name of a function's body.
fn body_name(function: &str) -> String {
    format!("{}Body", names::type_name(names::unraw(function)))
}

/// Names with those of bodies that follow an asked rename of their function: `stir` takes `StirBody`.
pub(super) fn with_asked(names: &Names) -> Cow<'_, Names> {
    let mut followed: Vec<(String, String, String)> = Vec::new();
    for (asked, function) in &names.asked {
        let Some(operation) = asked.strip_prefix("operation ") else { continue };
        let body = format!("{KIND}{operation}");
        match names.kept.get(&body) {
            Some(kept) if !names.asked.contains_key(&body) => followed.push((body, body_name(function), kept.clone())),
            _ => {}
        }
    }
    if followed.is_empty() {
        return Cow::Borrowed(names);
    }
    let mut names = names.clone();
    for (body, name, kept) in followed {
        names.former.entry(body.clone()).or_insert(kept);
        names.asked.insert(body, name);
    }
    Cow::Owned(names)
}

/// The names that bodies of a version have from an earlier run.
pub(super) fn kept<'n>(version: &ApiVersion, names: &'n Names) -> impl Iterator<Item = &'n str> {
    let begin = format!("{KIND}{} ", version.version);
    let of_version = names.kept.range(begin.clone()..).take_while(move |(identity, _)| identity.starts_with(&begin));
    of_version.map(|(_, name)| name.as_str())
}

/// Names the bodies of all operations, in their order; `taken` makes the scope of a module: what else is in it.
pub(super) fn name_bodies(
    version: &ApiVersion,
    operations: &[OperationPlace],
    places: &Places,
    taken: impl Fn(&ModuleKey) -> Scope,
) -> Vec<Option<Settled>> {
    let mut by_module: BTreeMap<&ModuleKey, Vec<usize>> = BTreeMap::new();
    for (index, (source, place)) in version.operations.iter().zip(operations).enumerate() {
        if needs_body_struct(source).is_some() {
            by_module.entry(&place.module).or_default().push(index);
        }
    }
    let mut named = vec![None; operations.len()];
    for (module, members) in by_module {
        let wish = |&index: &usize| Wish {
            identity: identity(version, &version.operations[index]),
            name: body_name(&operations[index].function),
        };
        let settled = places.settle(&mut taken(module), members.iter().map(wish).collect());
        for (index, settled) in members.into_iter().zip(settled) {
            named[index] = Some(settled);
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(identity, name)| ((*identity).to_owned(), (*name).to_owned())).collect()
    }

    #[test]
    fn a_body_follows_its_function_unless_it_is_asked_for_itself() {
        let mut names = Names {
            kept: map(&[("operation v1.0 POST /a/mix", "a::mix"), ("body v1.0 POST /a/mix", "MixBody")]),
            asked: map(&[("operation v1.0 POST /a/mix", "stir")]),
            former: BTreeMap::new(),
        };
        let followed = with_asked(&names);
        assert_eq!(followed.get("body v1.0 POST /a/mix"), Some("StirBody"));
        assert_eq!(followed.former("body v1.0 POST /a/mix", "StirBody"), Some("MixBody"));
        names.asked.insert("body v1.0 POST /a/mix".to_owned(), "Recipe".to_owned());
        assert_eq!(with_asked(&names).get("body v1.0 POST /a/mix"), Some("Recipe"));
    }
}
