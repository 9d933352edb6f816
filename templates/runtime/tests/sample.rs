//! The contract of models, on code in the form that the generator prints.

// As in a generated crate, the runtime is a module and generated code is its sibling.
#[path = "../src/lib.rs"]
#[allow(dead_code, unused_imports, unreachable_pub, reason = "a crate uses some of its runtime, this test less")]
mod runtime;
#[path = "sample/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the test uses some of each type")]
mod sample;

use runtime::model::Null;
use sample::{DirectoryObject, User};

#[test]
fn smoke() {
    let user: User = serde_json::from_str(r#"{"id":"1","displayName":null,"x":1.10,"accountEnabled":true}"#).unwrap();
    assert_eq!(serde_json::to_string(&user).unwrap(), r#"{"id":"1","accountEnabled":true,"displayName":null,"x":1.10}"#);
    let user = User::default().with_display_name("Adele").with_mail(Null);
    assert_eq!(serde_json::to_string(&user).unwrap(), r#"{"displayName":"Adele","mail":null}"#);
    let object = DirectoryObject::from(user.clone());
    println!("{object:?} {:?}", object.derived());
}
