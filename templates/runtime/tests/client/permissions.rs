//! The least permissions for a list of operations.

use docwright_runtime::operation::Operation;
use docwright_runtime::permission::{Caller, PermissionSet, least_permissions};

use super::support::PLAIN;

const fn set(caller: Caller, alternatives: &'static [&'static [&'static str]], least: usize) -> PermissionSet {
    PermissionSet { caller, scope: None, alternatives, least }
}

/// The part of a table that speaks of one resource.
const fn part(scope: &'static str, alternatives: &'static [&'static [&'static str]], least: usize) -> PermissionSet {
    PermissionSet { caller: Caller::DelegatedWork, scope: Some(scope), alternatives, least }
}

static READ: Operation = Operation {
    name: "user::get",
    permissions: &[
        set(Caller::DelegatedWork, &[&["User.Read"], &["User.ReadWrite"], &["Directory.Read.All"]], 1),
        set(Caller::DelegatedPersonal, &[], 0),
    ],
    ..PLAIN
};
static WRITE: Operation = Operation {
    name: "user::update",
    permissions: &[set(Caller::DelegatedWork, &[&["User.ReadWrite"], &["Directory.ReadWrite.All"]], 1)],
    ..PLAIN
};
static BOTH: Operation = Operation {
    name: "group::assign",
    permissions: &[set(Caller::DelegatedWork, &[&["Group.Read.All", "User.Read"], &["Directory.Read.All"]], 1)],
    ..PLAIN
};
static EITHER: Operation = Operation {
    name: "thing::list",
    permissions: &[set(Caller::DelegatedWork, &[&["Thing.Read"], &["Group.Read.All"]], 2)],
    ..PLAIN
};

static PARTS: Operation = Operation {
    name: "book::get",
    permissions: &[
        part("shelf", &[&["Shelf.Read", "Book.Read"], &["Library.Read.All"]], 1),
        part("box", &[&["Box.Read"], &["Library.Read.All"]], 1),
        part("vault", &[], 0),
    ],
    ..PLAIN
};

fn least(operations: &[&'static Operation]) -> Vec<&'static str> {
    least_permissions(operations, Caller::DelegatedWork).permissions
}

#[test]
fn the_least_of_each_and_nothing_that_another_covers() {
    assert_eq!(least(&[&READ]), ["User.Read"]);
    assert_eq!(least(&[&READ, &WRITE]), ["User.ReadWrite"]);
    assert_eq!(least(&[&WRITE, &READ, &READ]), ["User.ReadWrite"]);
    assert_eq!(least(&[]), [""; 0]);
}

#[test]
fn and_is_not_or() {
    assert_eq!(least(&[&BOTH]), ["Group.Read.All", "User.Read"]);
    assert_eq!(least(&[&EITHER]), ["Thing.Read"]);
    assert_eq!(least(&[&EITHER, &BOTH]), ["Group.Read.All", "User.Read"], "one that is held anyway is preferred");
}

#[test]
fn callers_that_are_shut_out_are_told() {
    let found = least_permissions(&[&READ, &WRITE], Caller::DelegatedPersonal);
    assert_eq!((found.permissions.len(), found.unsupported, found.undocumented), (0, vec![&READ], vec![&WRITE]));
}

#[test]
fn each_part_of_a_split_table_is_asked_for() {
    assert_eq!(least(&[&PARTS]), ["Book.Read", "Box.Read", "Shelf.Read"], "and a part that is closed asks for nothing");
    let scopes: Vec<_> = PARTS.permissions.iter().map(|set| (set.scope, set.is_supported())).collect();
    assert_eq!(scopes, [(Some("shelf"), true), (Some("box"), true), (Some("vault"), false)]);
    let held = ["Shelf.Read", "Book.Read"].into();
    let met: Vec<_> = PARTS.permissions.iter().filter(|set| set.is_met_by(&held)).map(|set| set.scope).collect();
    assert_eq!(met, [Some("shelf")], "both of one alternative, and for that part only");
    assert!(PARTS.permissions.iter().all(|set| !set.is_met_by(&["Shelf.Read"].into())));
}
