//! The structs of action bodies: `SearchBody` for `search`, found in the module of the function. Requests of a module that the
//! same pages document with the same body share one.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::function_names::OperationPlace;
use super::naming::{Names, Settled, Wish};
use super::operations::{needs_body_struct, template};
use super::placing::{ModuleKey, Places};
use crate::model::{ApiVersion, Operation};
use crate::names::{self, Scope};

/// What the identities of bodies in the lock file begin with; the rest is that of the operation.
const KIND: &str = "body ";

/// A struct that bodies share.
pub(super) struct BodyPlace {
    /// The name.
    pub(super) name: Settled,
    /// The operations whose body it is, by their numbers in the model and in their order: at least one.
    pub(super) operations: Vec<usize>,
}

impl BodyPlace {
    /// Whether the struct is written where this operation is: once, with the first.
    pub(super) fn is_written_with(&self, index: usize) -> bool {
        self.operations.first() == Some(&index)
    }
}

fn identity(version: &ApiVersion, operation: &Operation) -> String {
    format!("{KIND}{} {} {}", version.version, operation.method, template(&operation.address))
}

/// The name of a function's body.
fn body_name(function: &str) -> String {
    format!("{}Body", names::type_name(names::unraw(function)))
}

/// Names with those of bodies that follow an asked rename of the function that they are called by: `stir` takes `StirBody`.
pub(super) fn with_asked(names: &Names) -> Cow<'_, Names> {
    let mut followed: Vec<(String, String, String)> = Vec::new();
    for (asked, function) in &names.asked {
        let Some(operation) = asked.strip_prefix("operation ") else { continue };
        let body = format!("{KIND}{operation}");
        let Some(kept) = names.kept.get(&body).filter(|_| !names.asked.contains_key(&body)) else { continue };
        let earlier = names.kept.get(asked).map(|path| body_name(path.rsplit("::").next().unwrap_or(path)));
        // A body that is called by the function of another request stays as it is.
        if earlier.is_none_or(|earlier| kept.starts_with(&earlier)) {
            followed.push((body, body_name(function), kept.clone()));
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

/// The struct of each operation's body, in the order of the operations; `taken` makes the scope of a module: what else is in it.
pub(super) fn place_bodies(
    version: &ApiVersion,
    operations: &[OperationPlace],
    places: &Places,
    taken: impl Fn(&ModuleKey) -> Scope,
) -> Vec<Option<Arc<BodyPlace>>> {
    let mut by_module: BTreeMap<&ModuleKey, Vec<usize>> = BTreeMap::new();
    for (index, (source, place)) in version.operations.iter().zip(operations).enumerate() {
        if needs_body_struct(source).is_some() {
            by_module.entry(&place.module).or_default().push(index);
        }
    }
    let mut bodies = vec![None; operations.len()];
    for (module, members) in by_module {
        let shared = share(version, operations, places.names(), members);
        let wishes = shared.iter().map(|shared| shared.wish.clone()).collect();
        let settled = places.settle(&mut taken(module), wishes);
        for (Shared { members, .. }, name) in shared.into_iter().zip(settled) {
            for &index in &members {
                places.note(identity(version, &version.operations[index]), &name.name);
            }
            let place = Arc::new(BodyPlace { name, operations: members });
            for &index in &place.operations {
                bodies[index] = Some(Arc::clone(&place));
            }
        }
    }
    bodies
}

/// Requests of one struct.
struct Shared<'n> {
    wish: Wish,
    kept: Option<&'n str>,
    asked: Option<&'n str>,
    members: Vec<usize>,
}

/// Puts together requests with a body of the same members on the same pages. Names that they had, or are asked to have, keep
/// them apart: nobody's program changes because bodies could have been one. The shortest function gives the name.
fn share<'n>(version: &ApiVersion, operations: &[OperationPlace], names: &'n Names, mut members: Vec<usize>) -> Vec<Shared<'n>> {
    let given = |index: usize| {
        let identity = identity(version, &version.operations[index]);
        (names.asked.get(&identity).map(String::as_str), names.kept.get(&identity).map(String::as_str), identity)
    };
    members.sort_by_cached_key(|&index| {
        let (asked, kept, _) = given(index);
        let function = &operations[index].function;
        (Reverse(asked), Reverse(kept), function.len(), function.clone())
    });
    let mut shared: Vec<Shared<'n>> = Vec::new();
    for index in members {
        let source = &version.operations[index];
        let (asked, kept, identity) = given(index);
        let fits = |of: &&mut Shared<'_>| {
            let other = &version.operations[of.members[0]];
            let agree = |one: Option<&str>, other: Option<&str>| one.is_none() || one == other;
            agree(asked, of.asked)
                && agree(kept, of.kept)
                && source.pages == other.pages
                && needs_body_struct(source) == needs_body_struct(other)
        };
        if let Some(of) = shared.iter_mut().find(fits) {
            of.members.push(index);
        } else {
            let wish = Wish { identity, name: body_name(&operations[index].function) };
            shared.push(Shared { wish, kept, asked, members: vec![index] });
        }
    }
    for of in &mut shared {
        of.members.sort_unstable();
    }
    shared.sort_by_key(|of| of.members[0]);
    shared
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
            kept: Arc::new(map(&[("operation v1.0 POST /a/mix", "a::mix"), ("body v1.0 POST /a/mix", "MixBody")])),
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
