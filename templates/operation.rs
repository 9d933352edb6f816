/// The operation behind [`{{ link }}`].
{{ gate }}pub static {{ constant }}: runtime::operation::Operation = runtime::operation::Operation {
    name: {{ label }},
    method: runtime::operation::Method::{{ method }},
    version: {{ version }},
    path: {{ path }},
    aliases: &[{{ aliases }}],
    page: {{ page }},
    permissions: &[{% for set in permissions %}
        runtime::permission::PermissionSet { caller: runtime::permission::Caller::{{ set.caller }}, scope: {{ set.scope }}, alternatives: &[{{ set.alternatives }}], least: {{ set.least }} },{% endfor %}{% if !permissions.is_empty() %}
    {% endif %}],
    idempotent: {{ idempotent }},
    long_running: {{ long_running }},
};

{{ doc }}{{ gate }}{{ deprecated }}pub fn {{ name }}({{ arguments }}) -> runtime::request::Request<{{ answer }}> {
    runtime::request::Request::new(&{{ constant }}){{ calls }}
}{% if let Some(former) = former %}

/// The former name of [`{{ name }}`].
{{ gate }}#[deprecated(note = "renamed to `{{ name }}`")]
pub fn {{ former.name }}({{ arguments }}) -> runtime::request::Request<{{ answer }}> {
    {{ name }}({{ former.arguments }})
}
{{ gate }}#[doc(hidden)]
pub use self::{{ constant }} as {{ former.constant }};{% endif %}
