//! Rules about operations: their addresses, their placeholders, actions and functions.

use super::table;

table! {
    ENDPOINT_ADDED = "endpoint-added", Additive, Minor,
        "endpoint", "method + path appears on a new page",
        "additive", "minor",
        "A new request disturbs no caller of the old ones; the crate gains a function.",
        "G-add, OD; S:item-new";
    ENDPOINT_ADDED_TO_PAGE = "endpoint-added-to-page", Additive, Minor,
        "endpoint", "extra request form on an existing page (alias path, e.g. /me next to /users/{id})",
        "additive", "minor",
        "A second address of the same thing; callers of the first see no difference, and the function keeps its address.",
        "G-add; S:item-new";
    ENDPOINT_REMOVED = "endpoint-removed", Breaking, Major,
        "endpoint", "method + path gone, page gone too, not deprecated before",
        "breaking", "major",
        "A caller of the old request gets 404 or 405. The page is gone with it and no other page names the address.",
        "G-remove, V-remove; S:item-remove, C:function_missing / inherent_method_missing; oas:api-path-removed-without-deprecation";
    ENDPOINT_REMOVED_DEPRECATED = "endpoint-removed-deprecated", Risky, Major,
        "endpoint", "as above, was marked deprecated for >= 24 months (or past its removal date)",
        "risky", "major",
        "The removal was announced and its time has passed, so a reader of the notice has moved on; the function still goes from the crate.",
        "DP, V-24months; oas:api-removed-with-deprecation (INFO); the crate is still major";
    ENDPOINT_REMOVED_EARLY = "endpoint-removed-early", Breaking, Major,
        "endpoint", "removed before the announced removal date",
        "breaking", "major",
        "The notice named a later date; callers who trusted it are cut off before.",
        "DP; oas:api-removed-before-sunset";
    ENDPOINT_FORM_REMOVED = "endpoint-form-removed", Risky, Major,
        "endpoint", "one of several request forms on a page dropped, page stays",
        "risky", "major",
        "Pages drop an address of several far more often than services do, so the page alone does not decide.",
        "all 379 checkable ones in the window were edits of the page only; S:item-remove if that form had its own function";
    ENDPOINT_PATH_REWRITTEN = "endpoint-path-rewritten", Documentation, Major,
        "endpoint", "same page, same method, similar path (shorthand -> full path, typo fix)",
        "documentation (with evidence) / risky", "major if the function's arguments or name change, else patch",
        "A line that vanished has a partner of the same method on the same page. Rewriting request lines is the commonest edit of the reference, and the service does not move with it.",
        "303 of 383 lost request lines pair this way in the window; J";
    ENDPOINT_METHOD_CHANGED = "endpoint-method-changed", Breaking, Patch,
        "endpoint", "same page and path, other HTTP method (PUT -> PATCH)",
        "breaking", "patch if the function keeps name and signature, else major",
        "A request with the old method is refused, unless the page only corrects its own mistake.",
        "G-url";
    ENDPOINT_MOVED_PAGE = "endpoint-moved-page", Documentation, Patch,
        "endpoint", "same method + path documented on another page (file rename, merge or split)",
        "documentation", "patch, or major if the function/module name is taken from the file",
        "What is documented is method and path; the file that holds it is not part of the contract.",
        "J; identity must be method + path, not file";
    ENDPOINT_STABILITY_LOWERED = "endpoint-stability-lowered", Breaking, Major,
        "endpoint", "v1.0 page becomes beta-only / (preview)",
        "breaking", "major",
        "A stable request that only the preview still documents has no promise behind it any more.",
        "oas:api-stability-decreased";
    ENDPOINT_STABILITY_RAISED = "endpoint-stability-raised", Additive, Minor,
        "endpoint", "beta -> v1.0",
        "additive", "minor",
        "A preview request became stable; its preview callers go on, stable callers gain it.",
        "oas:api-stability-increased";
    PATH_PLACEHOLDER_RENAMED = "path-placeholder-renamed", Documentation, Patch,
        "path placeholder", "{id} -> {user-id}, same position",
        "documentation", "patch (positional argument) / major if a named builder setter or struct field",
        "The name in braces never travels; the position counts. Arguments of the function are positional.",
        "oas default ignores names (MATCHING-ENDPOINTS)";
    PATH_PLACEHOLDER_ADDED = "path-placeholder-added", Breaking, Major,
        "path placeholder", "a new required segment",
        "breaking", "major",
        "A client that builds the old address misses a segment; the function takes one argument more.",
        "G-url; S:fn-change-arity, C:function_parameter_count_changed; oas:new-request-path-parameter";
    PATH_PLACEHOLDER_REMOVED = "path-placeholder-removed", Breaking, Major,
        "path placeholder", "segment dropped (e.g. key became implied)",
        "breaking", "major",
        "A client that builds the old address has a segment too many; the function takes one argument fewer.",
        "G-url; S:fn-change-arity";
    PATH_PLACEHOLDER_TYPE_CHANGED = "path-placeholder-type-changed", Risky, Major,
        "path placeholder", "string -> guid/int in function call syntax",
        "risky", "major if argument type follows it",
        "The value stands in the address as text either way; a stricter type may refuse what was accepted.",
        "J";
    PATH_KEY_SYNTAX_ADDED = "path-key-syntax-added", Additive, Minor,
        "path placeholder", "alternate key form added, users/{upn} or (name='{x}')",
        "additive", "minor",
        "The collection answers to another key beside the old one.",
        "graph/patterns/alternate-key";
    ACTION_ADDED = "action-added", Additive, Minor,
        "action/function", "bound or unbound operation",
        "additive", "minor",
        "A new operation disturbs no caller of the old ones.",
        "G-add";
    ACTION_REMOVED = "action-removed", Breaking, Major,
        "action/function", "operation gone",
        "breaking", "major",
        "A caller of the operation gets an error.",
        "G-remove";
    ACTION_PARAM_ADDED_NULLABLE = "action-param-added-nullable", Additive, Minor,
        "action/function", "nullable/optional parameter added",
        "additive", "minor with a builder or non_exhaustive params struct, major with plain arguments",
        "Nobody has to send it.",
        "O-param, OD; call.answer and managedDevice.wipe in the window";
    ACTION_PARAM_ADDED_REQUIRED = "action-param-added-required", Breaking, Major,
        "action/function", "non-nullable parameter",
        "breaking", "major",
        "Calls without it are refused.",
        "G-param-required, O-param";
    ACTION_PARAM_REMOVED = "action-param-removed", Breaking, Major,
        "action/function", "parameter gone",
        "breaking", "major",
        "Calls that send it are refused, or the value is dropped in silence.",
        "G-remove";
    ACTION_PARAM_RENAMED = "action-param-renamed", Breaking, Major,
        "action/function", "parameter renamed",
        "breaking", "major",
        "Calls with the old name are refused.",
        "V-param";
    ACTION_PARAM_REORDERED = "action-param-reordered", Documentation, Major,
        "action/function", "table order only",
        "documentation", "major if positional: keep the old order in the generator",
        "Parameters travel by name.",
        "Azure 1042 ChangedParameterOrder";
    ACTION_RETURN_CHANGED = "action-return-changed", Breaking, Major,
        "action/function", "return type or collection changed",
        "breaking", "major",
        "The operation returns another type than before.",
        "G-url";
    ACTION_BINDING_CHANGED = "action-binding-changed", Breaking, Major,
        "action/function", "bound to another type / to the collection",
        "breaking", "major",
        "The operation is called on something else than before.",
        "G-url";
    ACTION_TO_FUNCTION = "action-to-function", Breaking, Major,
        "action/function", "POST action <-> GET function",
        "breaking", "major",
        "POST became GET, or GET became POST; the old call is refused.",
        "O";
}
