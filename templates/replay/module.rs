{{ header }}
use std::sync::LazyLock;

use {{ crate_ident }}::{{ version }} as api;
use {{ crate_ident }}::runtime::path::Me;
use {{ crate_ident }}::runtime;

use crate::support;

static CASES: LazyLock<support::Cases> = LazyLock::new(|| support::Cases::new(include_str!("{{ data }}")));
{% for test in tests %}
{{ test.doc }}{{ test.gate }}#[test]
fn {{ test.name }}() {
{% match test.stub %}{% when Some with ((page, method, url)) %}    support::line({{ page }}, {{ test.call }}, {{ method }}, {{ url }});
{% when None %}    let case = CASES.case("{{ test.name }}");
{% match test.sample %}{% when Some with ((ty, checked)) %}    support::sample::<{{ ty }}>(case, {{ checked }});
{% when None %}    support::{{ test.shape }}(case, {{ test.call }}{% match test.fields %}{% when Some with (fields) %}, {{ fields }}{% when None %}{% endmatch %});
{% endmatch %}{% endmatch %}}
{% endfor %}
