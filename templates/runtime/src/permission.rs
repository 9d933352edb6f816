//! Permissions as data, and the least set for a list of operations.

use std::collections::BTreeSet;

use super::operation::Operation;

/// Who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caller {
    /// A person with a work or school account.
    DelegatedWork,
    /// A person with a personal Microsoft account.
    DelegatedPersonal,
    /// The application itself.
    Application,
}

/// What one kind of caller needs for an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionSet {
    /// Who calls.
    pub caller: Caller,
    /// What the set applies to where the page splits its table: a resource or workload.
    pub scope: Option<&'static str>,
    /// Alternatives from least to most privileged ("A or B"); the permissions of one alternative must be held together
    /// ("A and B"). Empty: the page says that this caller is not supported.
    pub alternatives: Vec<Vec<&'static str>>,
    /// How many alternatives, from the front, the page marks as least privileged.
    pub least: usize,
}

impl PermissionSet {
    /// Reads a line of an operation's text: `work 1 User.Read, Group.Read.All + Member.Read`, with ` | calendar` behind it
    /// where the set applies to calendars only.
    pub(super) fn read(line: &'static str) -> Option<Self> {
        let (caller, rest) = line.split_once(' ')?;
        let caller = match caller {
            "work" => Caller::DelegatedWork,
            "personal" => Caller::DelegatedPersonal,
            "application" => Caller::Application,
            _ => return None,
        };
        let (rest, scope) = rest.split_once(" | ").map_or((rest, None), |(rest, scope)| (rest, Some(scope)));
        let (least, names) = rest.split_once(' ').unwrap_or((rest, ""));
        let alternatives = names.split(", ").filter(|all| !all.is_empty()).map(|all| all.split(" + ").collect()).collect();
        Some(Self { caller, scope, alternatives, least: least.parse().unwrap_or(0) })
    }

    /// Whether a caller of this kind can use the operation at all.
    #[must_use]
    pub fn is_supported(&self) -> bool {
        !self.alternatives.is_empty()
    }

    /// The alternatives that the page marks as least privileged; the first one where it marks none.
    #[must_use]
    pub fn least_privileged(&self) -> &[Vec<&'static str>] {
        self.alternatives.get(..self.least.max(1)).unwrap_or(&self.alternatives)
    }

    /// Whether the held permissions are enough.
    #[must_use]
    pub fn is_met_by(&self, held: &BTreeSet<&str>) -> bool {
        self.alternatives.iter().any(|alternative| alternative.iter().all(|permission| held.contains(permission)))
    }
}

/// What [`least_permissions`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeastPermissions {
    /// The permissions, sorted; none of them can be left out.
    pub permissions: Vec<&'static str>,
    /// Operations that the page says are closed to this caller.
    pub unsupported: Vec<&'static Operation>,
    /// Operations whose page does not speak of this caller.
    pub undocumented: Vec<&'static Operation>,
}

/// The least permissions with which a caller can use all of the operations.
///
/// Takes the least privileged alternative of each operation, prefers one that is covered already, and then leaves out what
/// another permission of the set makes needless (`User.Read.All` where `User.ReadWrite.All` is needed anyway).
/// Where a page splits its table by resource or workload, each part that this caller may use is asked for.
#[must_use]
pub fn least_permissions(operations: &[&'static Operation], caller: Caller) -> LeastPermissions {
    let mut found = LeastPermissions::default();
    let mut needed: Vec<PermissionSet> = Vec::new();
    for operation in operations {
        let mut sets = operation.permissions().filter(|set| set.caller == caller).peekable();
        if sets.peek().is_none() {
            found.undocumented.push(operation);
            continue;
        }
        let before = needed.len();
        needed.extend(sets.filter(PermissionSet::is_supported));
        if needed.len() == before {
            found.unsupported.push(operation);
        }
    }
    // The sets without a choice come first, so that the others can choose what is there anyway.
    needed.sort_by_key(|set| set.least_privileged().len());
    let mut held: BTreeSet<&'static str> = BTreeSet::new();
    for set in &needed {
        let cost = |alternative: &&Vec<&'static str>| alternative.iter().filter(|name| !held.contains(*name)).count();
        if let Some(cheapest) = set.least_privileged().iter().min_by_key(cost) {
            held.extend(cheapest.iter());
        }
    }
    // Reading permissions go before writing ones by name, which is the order in which they become needless.
    for permission in held.clone() {
        held.remove(permission);
        if !needed.iter().all(|set| set.is_met_by(&held)) {
            held.insert(permission);
        }
    }
    found.permissions = held.into_iter().collect();
    found
}
