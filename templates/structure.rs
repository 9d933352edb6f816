{{ doc }}{{ gate }}{{ deprecated }}#[non_exhaustive]
pub struct {{ name }} {
{% for field in fields %}{{ field.doc }}{{ field.deprecated }}    pub {{ field.name }}: {{ field.ty }},
{% endfor %}    /// What arrived besides: nulls, undocumented properties, annotations.
    pub extra: runtime::model::Extra,
}
{% if has_methods %}
{{ gate }}impl {{ name }} {
{% if let Some(new) = new %}{{ new.doc }}    #[must_use]
    pub fn new({{ new.arguments }}) -> Self {
        Self::default(){{ new.calls }}
    }
{% endif %}{% for field in fields %}{% if let Some(setter) = field.setter %}    /// Sets `{{ field.wire_doc }}`.
    #[must_use]
    pub fn {{ setter }}(mut self, value: impl runtime::model::IntoProperty<{{ field.setter_ty }}>) -> Self {
        runtime::model::set(&mut self.{{ field.name }}, &mut self.extra, {{ field.index }}, value);
        self
    }
{% if let Some(former) = field.former_setter %}    /// The former name of [`Self::{{ setter }}`].
    #[deprecated(note = "renamed to `{{ setter }}`")]
    #[must_use]
    pub fn {{ former }}(self, value: impl runtime::model::IntoProperty<{{ field.setter_ty }}>) -> Self {
        self.{{ setter }}(value)
    }
{% endif %}{% endif %}{% endfor %}}
{% endif %}
{{ gate }}runtime::model::model! {
    {{ name }} {{ wire }}, key {{ key }}, read_only [{{ read_only }}];
{% for field in fields %}    {{ field.name }} {{ field.wire }} {{ field.kind }},
{% endfor %}}
{% if !derived.is_empty() %}
/// The types derived from [`{{ name }}`].
{{ gate }}#[non_exhaustive]
pub enum {{ name }}Derived {
{% for variant in derived %}    /// `{{ variant.wire }}`
{% if !variant.gate.is_empty() %}    {{ variant.gate }}
{% endif %}    {{ variant.name }}(Box<{{ variant.name }}>),
{% endfor %}    /// An object whose `@odata.type` is absent, that of the base or unknown.
    Other(Box<{{ name }}>),
}

{{ gate }}runtime::model::derived_types! {
    {{ name }} as {{ name }}Derived;
{% for variant in derived %}{% if !variant.gate.is_empty() %}    {{ variant.gate }}
{% endif %}    {{ variant.name }} {{ variant.wire_name }},
{% endfor %}}
{% endif %}{% if let Some(former) = former %}
/// The former name of [`{{ name }}`].
{{ gate }}#[deprecated(note = "renamed to `{{ name }}`")]
pub type {{ former }} = {{ name }};
{% if !derived.is_empty() %}
/// The former name of [`{{ name }}Derived`].
{{ gate }}#[deprecated(note = "renamed to `{{ name }}Derived`")]
pub type {{ former }}Derived = {{ name }}Derived;
{% endif %}{% endif %}
