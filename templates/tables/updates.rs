{{ header }}
use {{ crate_ident }}::{{ version }} as api;
use {{ crate_ident }}::runtime;

use crate::states;
{% for update in updates %}
{{ update.doc }}{{ update.gate }}#[test]
fn {{ update.name }}() {
    let send = |body: &{{ update.body }}| states::sent({{ update.call }});
    let update = states::Update::new({{ update.line }}, &send);
{% for line in update.lines %}    {{ line }}
{% endfor %}}
{% endfor %}
