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

/// `cargo test --workspace` replays every example only with every area and version switched on.
#[test]
fn the_workspace_switches_every_area_on() {
    let manifest = std::fs::read_to_string(crate::project::root().join("templates/runtime/Cargo.toml")).unwrap();
    let line = manifest.lines().find(|line| line.starts_with("msgraph-backup = ")).unwrap();
    let missing: Vec<&str> = own_crate()
        .plan
        .features
        .iter()
        .map(|feature| feature.name.as_str())
        .filter(|name| !line.contains(&format!("\"{name}\"")))
        .collect();
    assert!(missing.is_empty(), "templates/runtime/Cargo.toml leaves out {missing:?}");
}

#[test]
fn what_is_generated_is_rust() {
    docwright::format::check(&own_crate().tree, &|_| false).unwrap();
}
