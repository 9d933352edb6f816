{{ header }}
{{ doc }}
{{ uses }}{% for item in items %}
{{ item }}{% endfor %}
