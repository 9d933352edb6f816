
/// The operation behind [`{{ link }}`].
{{ gate }}pub static {{ constant }}: runtime::operation::Operation = runtime::operation::Operation {
    text: {{ text }},
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
