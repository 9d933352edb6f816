{{ header }}
//! The tables of version {{ wire }}.

use std::sync::LazyLock;

use {{ crate_ident }}::{{ module }} as api;
use {{ crate_ident }}::runtime;

use crate::{Tables, derived, model, options};

{% for file in updates %}mod {{ file }};
{% endfor %}{% if !updates.is_empty() %}
{% endif %}static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::new(include_str!("{{ module }}.json")));
{% for set in sets %}
options!({{ set }});
{% endfor %}{% for module in modules %}
{{ module.gate }}#[test]
fn {{ module.test }}() {
{% for line in module.lines %}    {{ line }}
{% endfor %}}
{% endfor %}
