//! Rules about what is sent: query options, headers, bodies.

use super::table;

table! {
    QUERY_ADDED_OPTIONAL = "query-added-optional", Additive, Minor,
        "query parameter", "new optional parameter or OData option ($search, $count)",
        "additive", "minor (new setter)",
        "Nobody has to send it.",
        "G-add; oas:new-optional-request-parameter";
    QUERY_ADDED_REQUIRED = "query-added-required", Breaking, Major,
        "query parameter", "new required parameter",
        "breaking", "major",
        "A request without it is refused.",
        "G-param-required; oas:new-required-request-parameter";
    QUERY_REMOVED = "query-removed", Breaking, Major,
        "query parameter", "parameter or OData option no longer listed",
        "breaking (custom) / risky (OData option, often prose edit)", "major",
        "A service that no longer knows the parameter ignores or refuses it. For an OData option the page's list is prose and often edited without a change of the service.",
        "G-remove; oas:request-parameter-removed (WARN)";
    QUERY_BECAME_REQUIRED = "query-became-required", Breaking, Major,
        "query parameter", "optional -> required",
        "breaking", "major",
        "A request that left it out is refused now.",
        "oas:request-parameter-became-required; S:fn-change-arity";
    QUERY_BECAME_OPTIONAL = "query-became-optional", Additive, Major,
        "query parameter", "required -> optional",
        "additive", "major if it leaves the argument list, else minor",
        "Every old request still carries it.",
        "oas:request-parameter-became-optional; Azure SDK Rust issue 1582";
    QUERY_TYPE_CHANGED = "query-type-changed", Breaking, Major,
        "query parameter", "type or allowed values narrowed",
        "breaking", "major",
        "A value that was right is refused or read otherwise.",
        "oas:request-parameter-type-changed";
    QUERY_TYPE_WIDENED = "query-type-widened", Additive, Minor,
        "query parameter", "allowed values widened",
        "additive", "minor / major if Rust type changes",
        "Every old value is still right.",
        "oas:request-parameter-type-generalized";
    QUERY_DEFAULT_CHANGED = "query-default-changed", Risky, Patch,
        "query parameter", "default (page size, order) changes",
        "risky", "patch",
        "Callers who leave the parameter out get another answer.",
        "oas:request-parameter-default-value-changed (ERR there)";
    QUERY_OPTIONS_PROSE = "query-options-prose", Risky, Patch,
        "query parameter", "the sentence listing supported OData options changes",
        "risky if an option left the list, else additive", "patch (docs) or minor/major if typed setters are generated",
        "The page says in a sentence that options are supported, without naming them, or takes that sentence back.",
        "J; needs an option set in the IR";
    HEADER_ADDED_OPTIONAL = "header-added-optional", Additive, Minor,
        "header", "new optional request header",
        "additive", "minor",
        "Nobody has to send it.",
        "G-add";
    HEADER_ADDED_REQUIRED = "header-added-required", Breaking, Major,
        "header", "new required request header",
        "breaking", "major if an argument, patch if the client sends it itself",
        "A request without the header is refused.",
        "G-header, V-header; oas:new-required-request-header-property";
    HEADER_REMOVED = "header-removed", Additive, Minor,
        "header", "request header no longer listed",
        "additive if optional, risky if it selected behaviour (Prefer, ConsistencyLevel)", "minor/major (setter removed = major)",
        "A header that nobody needs may go; one that selects behaviour changes what old requests get.",
        "J; C:inherent_method_missing";
    HEADER_BECAME_REQUIRED = "header-became-required", Breaking, Major,
        "header", "optional -> required",
        "breaking", "major",
        "A request that left it out is refused now.",
        "oas:request-header-property-became-required";
    HEADER_VALUE_CHANGED = "header-value-changed", Risky, Patch,
        "header", "allowed values changed (ConsistencyLevel: eventual)",
        "risky", "patch",
        "Old requests send a value that the page no longer names.",
        "J";
    RESPONSE_HEADER_REMOVED = "response-header-removed", Breaking, Major,
        "header", "documented response header (Location, Retry-After) gone",
        "breaking if required by a flow, else risky", "major if typed",
        "A client that follows the header finds nothing to follow.",
        "oas:required-response-header-removed";
    RESPONSE_HEADER_ADDED = "response-header-added", Additive, Minor,
        "header", "new response header",
        "additive", "minor",
        "Clients ignore headers that they do not know.",
        "oas:response-header-added";
    REQ_PROP_ADDED_OPTIONAL = "req-prop-added-optional", Additive, Minor,
        "request property", "optional body property added",
        "additive", "minor (non_exhaustive struct) / major if request structs are exhaustive",
        "Old bodies are still whole.",
        "G-add; C:constructible_struct_adds_field does not fire under non_exhaustive; oas:new-optional-request-property";
    REQ_PROP_ADDED_REQUIRED = "req-prop-added-required", Breaking, Major,
        "request property", "required body property added",
        "breaking", "major if a constructor argument, else minor in types but behaviour breaks",
        "Old bodies lack it and are refused.",
        "G-nonnull, O-param; oas:new-required-request-property";
    REQ_PROP_REMOVED = "req-prop-removed", Breaking, Major,
        "request property", "body property gone",
        "breaking", "major",
        "A body that sends it is refused, or the value is dropped in silence.",
        "G-remove; C:struct_pub_field_missing; oas:request-property-removed (WARN)";
    REQ_PROP_BECAME_REQUIRED = "req-prop-became-required", Breaking, Major,
        "request property", "optional -> required",
        "breaking", "major if constructor changes",
        "Bodies that left it out are refused now.",
        "oas:request-property-became-required";
    REQ_PROP_BECAME_OPTIONAL = "req-prop-became-optional", Additive, Major,
        "request property", "required -> optional",
        "additive", "major if constructor argument or field type T -> Option<T>",
        "Bodies that carry it are still right.",
        "oas:request-property-became-optional";
    REQ_PROP_BECAME_READONLY = "req-prop-became-readonly", Breaking, Major,
        "request property", "now read-only / no longer settable",
        "breaking", "major if dropped from the write struct, else patch",
        "A body that sets it is refused, or the value is dropped in silence.",
        "oas:request-optional-property-became-read-only (INFO there)";
    REQ_PROP_BECAME_WRITABLE = "req-prop-became-writable", Additive, Minor,
        "request property", "read-only -> settable, incl. \"on create\"",
        "additive", "minor",
        "Nobody has to set it.",
        "oas:...-became-not-read-only";
    REQ_PROP_TYPE_CHANGED = "req-prop-type-changed", Breaking, Major,
        "request property", "type replaced",
        "breaking", "major",
        "Old values are refused or read otherwise.",
        "G-type; oas:request-property-type-changed";
    REQ_PROP_TYPE_WIDENED = "req-prop-type-widened", Additive, Major,
        "request property", "int32 -> int64, base type accepted",
        "additive", "major",
        "Every old value is still right; the field's Rust type moves all the same.",
        "oas:request-property-type-generalized; every field type edit is major in Rust";
    REQ_PROP_MAXLEN = "req-prop-maxlen", Risky, Patch,
        "request property", "length/range/pattern tightened in prose",
        "risky (breaking when typed)", "patch",
        "A value of the old length may be refused. The limit stands in prose, so the page does not prove that the service changed.",
        "oas constraints group (118 rules)";
    REQ_BODY_ADDED = "req-body-added", Breaking, Major,
        "request body", "\"no body\" -> body",
        "breaking if required, additive if optional", "major",
        "A request without the body is refused if the body is needed; the function takes one argument more.",
        "oas:request-body-added-required";
    REQ_BODY_REMOVED = "req-body-removed", Breaking, Major,
        "request body", "body -> \"do not supply\"",
        "breaking", "major",
        "A body that used to carry meaning is refused or ignored.",
        "oas:request-body-removed";
    REQ_CONTENT_TYPE_CHANGED = "req-content-type-changed", Breaking, Major,
        "request body", "media type removed / added",
        "breaking / additive", "major / minor",
        "A request in a media type that is no longer named may get 415.",
        "oas:request-body-media-type-removed";
    DEFAULT_VALUE_CHANGED = "default-value-changed", Risky, Patch,
        "default", "documented default changes",
        "risky", "patch, or major if Default impl follows",
        "Who leaves the value out gets another behaviour.",
        "oas INFO; J";
}
