{{ header }}
//! Version {{ wire }} of the API.
{% for module in modules %}
{{ module }}{% endfor %}
