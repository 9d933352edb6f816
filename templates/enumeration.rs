{{ doc }}{{ gate }}#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum {{ name }} {
{% for variant in variants %}{{ variant.doc }}    {{ variant.name }},
{% endfor %}    /// A member that no page documents, by its text.
    Undocumented(runtime::model::Undocumented),
}

{{ gate }}runtime::model::enumeration! {
    {{ name }};
{% for variant in variants %}    {{ variant.name }} {{ variant.wire }},
{% endfor %}}{% if renamed %}

{{ gate }}#[allow(non_upper_case_globals, reason = "former names of variants")]
impl {{ name }} {
{% for variant in variants %}{% if let Some(former) = variant.former %}    /// The former name of [`Self::{{ variant.name }}`].
    #[deprecated(note = "renamed to `{{ variant.name }}`")]
    pub const {{ former }}: Self = Self::{{ variant.name }};
{% endif %}{% endfor %}}{% endif %}{% if let Some(former) = former %}

/// The former name of [`{{ name }}`].
{{ gate }}#[deprecated(note = "renamed to `{{ name }}`")]
pub type {{ former }} = {{ name }};{% endif %}
