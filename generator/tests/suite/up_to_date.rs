//! The checked-in crate is what the checked-in pages make.

use docwright::write::{self, DiffLimits};

use crate::project::{own_config, own_crate};

#[test]
fn generated_is_up_to_date() {
    let out = &own_config().apis[0].out;
    let changes = write::compare(&own_crate().tree, out).unwrap();
    assert!(
        changes.is_up_to_date(),
        "generated/ is stale; run: cargo run --release -- generate\n{}",
        changes.diff(DiffLimits::default())
    );
}

#[test]
fn what_is_generated_is_rust() {
    docwright::format::check(&own_crate().tree, &|_| false).unwrap();
}
