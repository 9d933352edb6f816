//! Rules about notices, samples, words and pages, and those that only the crate sees.

use super::table;

table! {
    DEPRECATED_ADDED = "deprecated-added", Additive, Minor,
        "deprecated flag", "page, property, member, type marked deprecated",
        "additive + documentation, as a notice", "minor (#[deprecated] warns)",
        "It still works; the compiler warns where it is used.",
        "DP; S:new-lints; C:struct_field_marked_deprecated, function_marked_deprecated, enum_variant_marked_deprecated (Minor)";
    DEPRECATED_REMOVED = "deprecated-removed", Additive, Patch,
        "deprecated flag", "mark withdrawn",
        "additive", "patch",
        "The notice is withdrawn.",
        "oas:endpoint-reactivated";
    DEPRECATED_DATE_EARLIER = "deprecated-date-earlier", Risky, Patch,
        "deprecated flag", "removal date moved nearer",
        "risky", "patch",
        "Who planned by the old date has less time.",
        "oas:api-sunset-date-changed-too-small";
    DEPRECATED_NO_REPLACEMENT = "deprecated-no-replacement", Documentation, Patch,
        "deprecated flag", "deprecated with no date or no successor named",
        "documentation, as a notice", "patch",
        "The notice should say until when and what to use instead.",
        "DP asks for Date, Version, Kind, Description, RemovalDate";
    EXAMPLE_CHANGED = "example-changed", Documentation, Patch,
        "example", "JSON sample edited, no type consequence",
        "documentation", "patch",
        "The sample shows other values of the same shape.",
        "oas diff only";
    EXAMPLE_TYPE_CONTRADICTION = "example-type-contradiction", Documentation, Patch,
        "example", "sample now shows a property or type the tables lack",
        "documentation, as a notice (evidence)", "patch, or minor if the IR uses samples",
        "The sample shows a property that no table documents: the page's tables or the sample are wrong.",
        "J";
    EXAMPLE_REMOVED = "example-removed", Documentation, Patch,
        "example", "sample gone",
        "documentation", "patch",
        "The crate loses a replayed test, the contract is the same.",
        "J";
    SNIPPET_CHANGED = "snippet-changed", Documentation, None,
        "example", "SDK snippet tabs edited",
        "documentation (hidden by default)", "none",
        "Tabs with SDK code say nothing about the contract.",
        "noise: ~7,000 files each side", never "the reader drops SDK tabs, so the model cannot show an edit of them";
    DESCRIPTION_CHANGED = "description-changed", Documentation, Patch,
        "description", "prose of a property/type/page edited",
        "documentation", "patch (doc comments)",
        "Words changed, none that carries a rule was found among them.",
        "graphql ignoreDescriptionChanges; oas exclude-elements";
    DESCRIPTION_SEMANTICS = "description-semantics", Risky, Patch,
        "description", "prose that carries a rule (read-only, required, key, supports $filter, max N) changed",
        "by the rule it carries", "by the rule",
        "The words that changed carry a rule: which options a property supports.",
        "G: changing semantics is always breaking";
    TITLE_CHANGED = "title-changed", Documentation, Patch,
        "description", "page title / H1 edited",
        "documentation", "patch, or major if the function is named from it",
        "Titles are for readers; functions are named from method and path.",
        "J";
    DERIVE_LOST = "derive-lost", Additive, Major,
        "crate only", "added field (Double, open map, dyn value) removes Eq/Hash/Copy/Ord from a struct",
        "additive", "major",
        "A trait that the struct implemented is gone, though nothing changed on the wire.",
        "C:derive_trait_impl_removed";
    RUST_NAME_COLLISION = "rust-name-collision", Additive, Major,
        "crate only", "new item makes the generator rename an old one",
        "additive", "major",
        "The element is the same in the pages, but its Rust item is named or typed otherwise now.",
        "diff the emitted names, not the documents";
    RUST_FEATURE_REMOVED = "rust-feature-removed", Additive, Major,
        "crate only", "Cargo feature (module gate) gone or split",
        "additive", "major",
        "A Cargo feature that a dependent may name is gone.",
        "S:cargo-feature-remove, C:feature_missing";
    RUST_BOXING_CHANGED = "rust-boxing-changed", Additive, Major,
        "crate only", "new cycle makes a field Box<T>",
        "additive", "major",
        "A new cycle of types puts the field into a box.",
        "field type";
    DOC_PAGE_ADDED = "doc-page-added", Documentation, None,
        "page", "page with no request line and no type",
        "documentation", "none",
        "A page for readers, without request or type.",
        "J";
    DOC_PAGE_REMOVED = "doc-page-removed", Documentation, Patch,
        "page", "page gone, its endpoints still on another page",
        "documentation", "patch",
        "The page is gone, what it documented is on another page or was nothing that a client uses.",
        "endpoint identity";
    TOC_OR_METADATA = "toc-or-metadata", None, None,
        "page", "front matter (author, ms.prod, localization_priority) only",
        "none (hidden)", "none",
        "Front matter is for the site.",
        "noise", never "the model keeps no front matter and no table of contents";
    EVIDENCE_PARSE_CHANGED = "evidence-parse-changed", Documentation, Patch,
        "tool", "reader's confidence or diagnostics changed, e.g. table no longer read",
        "documentation, as a notice", "by effect",
        "The reader understands the page otherwise than before, so a difference may be the reader's.",
        "stops a reader bug from looking like an API removal";
}
