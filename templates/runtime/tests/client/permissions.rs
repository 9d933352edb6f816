//! The least permissions for a list of operations.

use docwright_runtime::operation::Operation;
use docwright_runtime::permission::{Caller, least_permissions};

static READ: Operation = Operation {
    text: "user::get\nGET v1.0 /users/{}\nwork 1 User.Read, User.ReadWrite, Directory.Read.All\npersonal 0\nidempotent",
};
static WRITE: Operation =
    Operation { text: "user::update\nPATCH v1.0 /users/{}\nwork 1 User.ReadWrite, Directory.ReadWrite.All" };
static BOTH: Operation =
    Operation { text: "group::assign\nPOST v1.0 /groups/{}/assign\nwork 1 Group.Read.All + User.Read, Directory.Read.All" };
static EITHER: Operation = Operation { text: "thing::list\nGET v1.0 /things\nwork 2 Thing.Read, Group.Read.All\nidempotent" };

static PARTS: Operation = Operation {
    text: "book::get\nGET v1.0 /books/{}\nwork 1 Shelf.Read + Book.Read, Library.Read.All | shelf\n\
           work 1 Box.Read, Library.Read.All | box\nwork 0 | vault\nidempotent",
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
    let scopes: Vec<_> = PARTS.permissions().map(|set| (set.scope, set.is_supported())).collect();
    assert_eq!(scopes, [(Some("shelf"), true), (Some("box"), true), (Some("vault"), false)]);
    let held = ["Shelf.Read", "Book.Read"].into();
    let met: Vec<_> = PARTS.permissions().filter(|set| set.is_met_by(&held)).map(|set| set.scope).collect();
    assert_eq!(met, [Some("shelf")], "both of one alternative, and for that part only");
    assert!(PARTS.permissions().all(|set| !set.is_met_by(&["Shelf.Read"].into())));
}
