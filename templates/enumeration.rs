{{ doc }}{{ gate }}#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum {{ name }} {
{% for variant in variants %}{{ variant.doc }}    {{ variant.name }},
{% endfor %}    /// A member that no page documents, by its text.
    Undocumented(runtime::model::Undocumented),
}

{{ gate }}runtime::model::enumeration! {
    {{ name }};
{% for variant in variants %}    {{ variant.name }} {{ variant.wire }},
{% endfor %}}
