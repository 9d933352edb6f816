{{ header }}
use {{ crate_ident }}::{{ version }} as api;
#[allow(unused_imports, reason = "only some tests speak of the signed-in user")]
use {{ crate_ident }}::runtime::path::Me;
#[allow(unused_imports, reason = "only some values need their type said")]
use {{ crate_ident }}::runtime;

#[allow(unused_imports, reason = "not every module has updates")]
use {{ up }}::states;
use {{ up }}::support;

const DATA: &str = include_str!("{{ data }}");
{% for test in tests %}
{{ test.doc }}{{ test.gate }}#[test]
fn {{ test.name }}() {
{% match test.stub %}{% when Some with ((page, method, url)) %}    support::line({{ page }}, {{ test.call }}, {{ method }}, {{ url }});
{% when None %}    let case = support::case(DATA, "{{ test.name }}");
{% match test.sample %}{% when Some with ((ty, checked)) %}    support::sample::<{{ ty }}>(&case, {{ checked }});
{% when None %}    support::{{ test.shape }}(&case, {{ test.call }}{% match test.fields %}{% when Some with (fields) %}, {{ fields }}{% when None %}{% endmatch %});
{% endmatch %}{% endmatch %}}
{% endfor %}{% for update in updates %}
{{ update.doc }}{{ update.gate }}#[test]
fn {{ update.name }}() {
    let send = |body: &{{ update.body }}| states::sent({{ update.call }});
    let update = states::Update::new({{ update.line }}, &send);
{% for line in update.lines %}    {{ line }}
{% endfor %}}
{% endfor %}
