{{ header }}
//! The tables of version {{ wire }}.

use std::sync::LazyLock;

use {{ crate_ident }}::{{ module }} as api;
#[allow(unused_imports, reason = "not every version has query options")]
use {{ crate_ident }}::runtime;

use super::Tables;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::new(include_str!("{{ module }}.json")));
{% for set in sets %}
super::options!({{ set }});
{% endfor %}{% for module in modules %}
{{ module.gate }}#[test]
fn {{ module.test }}() {
{% for line in module.lines %}    {{ line }}
{% endfor %}}
{% endfor %}
