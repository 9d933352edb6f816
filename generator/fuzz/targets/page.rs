//! One file in any form.
#![no_main]

#[path = "../../tests/hostile/promises.rs"]
mod promises;
#[path = "support.rs"]
mod support;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((folder, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let path = match folder % 5 {
        0 => "v1.0/api/a.md",
        1 => "v1.0/resources/r.md",
        2 => "v1.0/includes/permissions/i.md",
        3 => "f.txt",
        _ => "h.html",
    };
    promises::hold(vec![(path.to_owned(), text.to_owned())], support::configuration());
});
