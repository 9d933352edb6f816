//! Rules about what is answered and who may call: statuses, errors, permissions, properties.

use super::table;

table! {
    RESP_PROP_ADDED = "resp-prop-added", Additive, Minor,
        "response property", "property row added to a resource",
        "additive", "minor",
        "Clients ignore properties that they do not know; the struct is open, so a field more is a minor change.",
        "V-add (nullable), OD; C: no lint, struct is non_exhaustive";
    RESP_PROP_ADDED_NONNULL = "resp-prop-added-nonnull", Risky, Minor,
        "response property", "added with Nullable=false to an existing type",
        "risky", "minor while fields are Option, major if emitted as T",
        "The guideline counts a property that is never null as breaking on an existing type, the policy for customers does not.",
        "G-nonnull (guideline says breaking)";
    RESP_PROP_REMOVED = "resp-prop-removed", Breaking, Major,
        "response property", "row removed, JSON and other pages no longer show it",
        "breaking", "major",
        "A client that reads it finds nothing; the field goes from the struct.",
        "V-remove, G-remove; C:struct_pub_field_missing; oas:response-required-property-removed";
    RESP_PROP_REMOVED_INHERITED = "resp-prop-removed-inherited", Documentation, Patch,
        "response property", "row removed from a derived type but still on the base",
        "documentation", "patch if the generator flattens, else major",
        "The row went from this page, the property is still inherited from the base type.",
        "userIdentity.id/displayName in the truth set";
    RESP_PROP_REMOVED_SECTION = "resp-prop-removed-section", Documentation, Minor,
        "response property", "moved between Properties and Relationships",
        "documentation", "minor/major by generated shape",
        "The row moved between the tables of properties and of relationships.",
        "J; docs mix both";
    RESP_PROP_RENAMED = "resp-prop-renamed", Breaking, Major,
        "response property", "one removed + one added on the same type, same type text, similar description",
        "breaking", "major",
        "A client that reads the old name finds nothing.",
        "V-rename, G-remove; S:item-remove";
    RESP_PROP_RECASED = "resp-prop-recased", Risky, Patch,
        "response property", "ConferenceId -> conferenceId",
        "risky (JSON names are case-sensitive)", "patch when the snake_case name is unchanged (serde rename)",
        "Names in JSON are case-sensitive, but pages get the case wrong more often than services change it.",
        "2 in the window; J";
    RESP_PROP_TYPE_CHANGED = "resp-prop-type-changed", Breaking, Major,
        "response property", "incompatible type",
        "breaking", "major",
        "Old code cannot read the new values.",
        "V-type, G-type; J (probe 2.3); cargo-semver-checks cannot see it (#148)";
    RESP_PROP_TYPE_REFINED = "resp-prop-type-refined", Documentation, Major,
        "response property", "String -> named enum/complex type, wire form the same",
        "documentation (REST) - usually a documentation correction", "major",
        "The text on the wire is the same; the page now says which texts or members there are. Nearly all such edits are corrections of the page.",
        "31 of 33 documented type edits were corrections; J";
    RESP_PROP_TYPE_LINK_FIXED = "resp-prop-type-link-fixed", Documentation, Patch,
        "response property", "same type, namespace or link text added",
        "documentation", "patch",
        "The type is the same, only better named.",
        "\"requalified\" in the truth set";
    RESP_PROP_TYPE_TO_DERIVED = "resp-prop-type-to-derived", Additive, Major,
        "response property", "identitySet -> chatMessageFromIdentitySet (derived)",
        "additive", "major",
        "The derived type has all that the base has.",
        "OD allows derived types; 3 real ones in the window";
    RESP_PROP_DEFAULT_SET = "resp-prop-default-set", Breaking, Patch,
        "response property", "leaves / enters the default ($select-less) set",
        "breaking / additive", "patch",
        "What is returned without $select changes: a client that does not select loses or gains it.",
        "P-default";
    RESP_TYPE_CHANGED = "resp-type-changed", Breaking, Major,
        "response property", "the operation returns another entity",
        "breaking", "major",
        "The operation returns another type than before.",
        "G-url; C: none (type change)";
    RESP_BODY_TO_NONE = "resp-body-to-none", Breaking, Major,
        "response property", "200 + body -> 204",
        "breaking", "major",
        "A client that decodes the answer finds an empty body.",
        "G-url; C: misses Result<T> -> Result<()> (probe 2.3)";
    RESP_NONE_TO_BODY = "resp-none-to-body", Additive, Major,
        "response property", "204 -> 200 + body",
        "additive", "major (return type)",
        "A client that ignored the empty body can ignore the full one; the Rust answer type moves.",
        "C: misses it (probe 2.3); J";
    PROP_BECAME_NULLABLE = "prop-became-nullable", Risky, Patch,
        "nullability", "not null -> nullable in a response",
        "risky", "patch (already Option) / major if T -> Option<T>",
        "A client that trusts the value to be there meets null.",
        "oas:response-property-became-nullable (ERR)";
    PROP_BECAME_NONNULL_RESP = "prop-became-nonnull-resp", Additive, Patch,
        "nullability", "nullable -> not null in a response",
        "additive", "patch / major if the field type follows",
        "Clients that expect null still work.",
        "oas INFO";
    PROP_BECAME_NONNULL_REQ = "prop-became-nonnull-req", Breaking, Patch,
        "nullability", "null no longer accepted",
        "breaking", "patch",
        "A body that sends null is refused.",
        "oas:request-property-became-not-nullable";
    PROP_REQUIRED_PROSE = "prop-required-prose", Breaking, Patch,
        "required/optional", "\"Required.\" / \"Optional.\" moves in a description",
        "breaking (to required) / additive", "as req-prop-became-*",
        "The description now says that the property is required, or no longer says so.",
        "G-param-required";
    COLLECTION_ADDED = "collection-added", Breaking, Major,
        "collection-ness", "T -> T collection",
        "breaking", "major",
        "A single value became an array.",
        "G-type; J (probe 2.3)";
    COLLECTION_REMOVED = "collection-removed", Breaking, Major,
        "collection-ness", "T collection -> T",
        "breaking", "major",
        "An array became a single value.",
        "G-type";
    COLLECTION_PAGED = "collection-paged", Risky, Minor,
        "collection-ness", "paging (@odata.nextLink) introduced",
        "risky", "minor/major by generated pager",
        "A client that reads one page misses the rest. The policy for customers calls it compatible, the guideline breaking.",
        "conflict: V compatible, G breaking";
    STATUS_SUCCESS_ADDED = "status-success-added", Additive, Minor,
        "status code", "another 2xx documented",
        "additive", "minor / major if the return type becomes an enum",
        "A client that checks for one status meets another.",
        "oas:response-success-status-added";
    STATUS_SUCCESS_REMOVED = "status-success-removed", Breaking, Major,
        "status code", "2xx gone or replaced (200 -> 204, 201 -> 202)",
        "breaking", "major if the return shape changes, else patch",
        "A client that waits for the old status does not see it.",
        "oas:response-success-status-removed; several PATCH pages 200 -> 204 in the window";
    STATUS_ERROR_ADDED = "status-error-added", Documentation, Patch,
        "status code", "4xx/5xx documented",
        "documentation", "patch",
        "Errors may always occur; the page names one more.",
        "V-errors; oas:response-non-success-status-added";
    STATUS_ERROR_REMOVED = "status-error-removed", Documentation, Patch,
        "status code", "4xx/5xx no longer documented",
        "documentation", "patch",
        "The page names one error fewer.",
        "oas INFO";
    ERROR_CODE_ADDED = "error-code-added", Additive, Patch,
        "error", "new code in the innererror level",
        "additive", "patch / minor if codes are an enum",
        "Inner codes are made to be added to.",
        "ER";
    ERROR_CODE_CHANGED = "error-code-changed", Risky, Major,
        "error", "top-level code changed or added",
        "risky", "major if an enum variant is dropped",
        "The policy for customers lets codes change, the guideline forbids it at the top level.",
        "conflict: V compatible, G and ER breaking";
    PERMISSION_ADDED = "permission-added", Additive, Patch,
        "permission/scope", "alternative scope accepted",
        "additive", "patch (docs, constants: minor)",
        "Old tokens are still accepted.",
        "J; oas:api-security-scope-added (INFO)";
    PERMISSION_REMOVED = "permission-removed", Breaking, Patch,
        "permission/scope", "scope no longer accepted",
        "breaking (token may be refused)", "patch / major if scope constants are removed",
        "A token that carries only this permission may be refused.",
        "J; oas:api-security-scope-removed is INFO - raise it";
    PERMISSION_CONJUNCTION_CHANGED = "permission-conjunction-changed", Additive, Patch,
        "permission/scope", "\"A and B\" -> \"A or C\": an OR of ANDs, not a set of names",
        "additive if every old accepted combination is still accepted, else breaking", "patch",
        "What counts are the accepted combinations, not the names in the cell.",
        "J; a plain set diff calls a relaxed cell a removal: 36 of the 53 removals in the window sit in such cells";
    PERMISSION_LEAST_CHANGED = "permission-least-changed", Risky, Patch,
        "permission/scope", "first (least privileged) scope changed",
        "risky", "patch",
        "Reviewers grant the least privileged permission; another one leads the list now.",
        "J";
    PERMISSION_KIND_SUPPORTED = "permission-kind-supported", Additive, Patch,
        "permission/scope", "\"Not supported\" -> scopes (delegated / app / personal)",
        "additive", "patch",
        "Callers of this kind are let in.",
        "J";
    PERMISSION_KIND_UNSUPPORTED = "permission-kind-unsupported", Breaking, Patch,
        "permission/scope", "scopes -> \"Not supported\"",
        "breaking", "patch",
        "Callers of this kind are turned away.",
        "J";
    NAVIGATION_ADDED = "navigation-added", Additive, Minor,
        "relationship", "relationship row added",
        "additive", "minor",
        "Clients ignore what they do not follow.",
        "OD";
    NAVIGATION_REMOVED = "navigation-removed", Breaking, Major,
        "relationship", "relationship gone",
        "breaking", "major",
        "A client that follows or expands it gets an error.",
        "G-remove";
    NAVIGATION_CONTAINED_CHANGED = "navigation-contained-changed", Additive, Minor,
        "relationship", "containment on/off (new paths appear)",
        "additive / risky", "minor",
        "Addresses through the relationship appear or go.",
        "teamsApp.appDefinitions", never "pages do not say whether a relationship contains its target; addresses that come and go are reported as endpoints";
}
