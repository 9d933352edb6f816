{{ header }}
//! Runs the examples.
{% for example in examples %}
#[cfg({{ example.gate }})]
mod {{ example.name }} {
    include!("../examples/{{ example.name }}.rs");

    #[test]
    fn runs() {
        main().expect("the example runs");
    }
}
{% endfor %}
