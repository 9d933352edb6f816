
/// The operation behind [`{{ name }}`].
{{ gate }}pub static {{ constant }}: runtime::operation::Operation = runtime::operation::Operation {
    text: {{ text }},
};

{{ doc }}{{ gate }}{{ deprecated }}pub fn {{ name }}({{ arguments }}) -> runtime::request::Request<{{ answer }}> {
    runtime::request::Request::new(&{{ constant }}){{ calls }}
}
