//! Rules about types and enumerations as a whole.

use super::table;

table! {
    TYPE_ADDED = "type-added", Additive, Minor,
        "type", "resource, complex type",
        "additive", "minor",
        "Nothing that exists refers to it yet in old clients.",
        "G-add; S:item-new; C:non_exhaustive_struct_added";
    TYPE_REMOVED = "type-removed", Breaking, Major,
        "type", "type gone from all pages",
        "breaking if any kept endpoint or property used it, else documentation", "major",
        "Whatever still used the type has no documented shape any more; a type that nothing used takes nothing away.",
        "G-remove; C:struct_missing; graphql safeUnreachable";
    TYPE_RENAMED = "type-renamed", Documentation, Major,
        "type", "removed + added with high member overlap",
        "documentation on the wire (except @odata.type) / breaking if @odata.type is sent or cast", "major",
        "Names of types do not travel, except in @odata.type and in casts; in Rust every use breaks.",
        "oas issue 267; C:struct_missing";
    TYPE_KIND_CHANGED = "type-kind-changed", Risky, Major,
        "type", "entity <-> complex, struct <-> enum",
        "risky / breaking", "major",
        "Entities have identity and own addresses, complex types and enumerations have not; values look different.",
        "C:struct_with_pub_fields_changed_type, enum_changed_kind";
    TYPE_OPEN_CHANGED = "type-open-changed", Additive, Minor,
        "type", "open type on/off",
        "additive (both listed as allowed)", "minor when on (map added) / major when off",
        "OData lists opening a type as compatible; closing it takes the map of extra properties from the struct.",
        "G-open";
    TYPE_ABSTRACT_CHANGED = "type-abstract-changed", Additive, Major,
        "type", "abstract <-> concrete",
        "additive when made concrete, breaking the other way", "major if constructor/trait shape follows",
        "A type that became abstract cannot be sent by itself any more.",
        "J";
    ENUM_ADDED = "enum-added", Additive, Minor,
        "enum", "new enumeration",
        "additive", "minor",
        "Nothing that exists refers to it yet in old clients.",
        "G-add; C:non_exhaustive_enum_added";
    ENUM_REMOVED = "enum-removed", Breaking, Major,
        "enum", "enumeration gone",
        "breaking", "major",
        "Its variants go from the crate; where it was used, no values are documented any more.",
        "C:enum_missing";
    ENUM_MEMBER_ADDED_EVOLVABLE = "enum-member-added-evolvable", Additive, Minor,
        "enum member", "member added, enum has unknownFutureValue",
        "additive", "minor",
        "The sentinel told clients to expect new members.",
        "E, G-enum-evolvable; C:enum_variant_added does not fire under non_exhaustive";
    ENUM_MEMBER_ADDED_CLOSED = "enum-member-added-closed", Risky, Minor,
        "enum member", "member added, no sentinel, used in responses",
        "risky", "minor (non_exhaustive + Unknown)",
        "The two policies contradict each other: compatible for customers, breaking for service teams where no sentinel promises growth.",
        "conflict: V says compatible, G says breaking; oas:response-property-enum-value-added (WARN)";
    ENUM_MEMBER_ADDED_REQUEST = "enum-member-added-request", Additive, Minor,
        "enum member", "member added, used in requests only",
        "additive", "minor",
        "Only callers send it, and nobody has to.",
        "oas:request-property-enum-value-added";
    ENUM_MEMBER_REMOVED = "enum-member-removed", Breaking, Major,
        "enum member", "member gone",
        "breaking", "major",
        "A request that sends it is refused; the variant goes from the crate.",
        "Azure enum rule; C:enum_variant_missing; oas:request-property-enum-value-removed";
    ENUM_MEMBER_RENAMED = "enum-member-renamed", Breaking, Major,
        "enum member", "removed + added at the same position/value",
        "breaking", "major",
        "Both directions of the wire know only the new name.",
        "G-remove";
    ENUM_MEMBER_RECASED = "enum-member-recased", Risky, Patch,
        "enum member", "letter case only",
        "risky", "patch when the variant name is unchanged",
        "Names on the wire are case-sensitive, but pages get the case wrong more often than services change it.",
        "J";
    ENUM_SENTINEL_ADDED = "enum-sentinel-added", Additive, Minor,
        "enum evolvability", "unknownFutureValue appears",
        "additive", "minor (or patch if Unknown maps to it)",
        "From now on the enumeration may grow without notice.",
        "E";
    ENUM_SENTINEL_REMOVED = "enum-sentinel-removed", Breaking, Major,
        "enum evolvability", "unknownFutureValue disappears",
        "breaking", "major if a variant",
        "The promise that unknown members are announced by the sentinel is withdrawn.",
        "E";
    ENUM_SENTINEL_MOVED = "enum-sentinel-moved", Breaking, Patch,
        "enum evolvability", "numeric value of the sentinel changes",
        "breaking", "patch (names on the wire)",
        "Clients that keep numbers misread what they kept. Names travel, so most see nothing.",
        "E; not visible in docs";
    ENUM_BECAME_OPEN = "enum-became-open", Risky, Major,
        "enum evolvability", "enum typed -> String",
        "risky", "major",
        "Values that no list names may arrive.",
        "oas:response-property-type-generalized";
    ENUM_BECAME_CLOSED = "enum-became-closed", Documentation, Major,
        "enum evolvability", "String -> enum",
        "see resp-prop-type-refined", "major",
        "Texts that were accepted before may be refused in requests.",
        "oas:request-property-became-enum (ERR)";
    ENUM_FLAGS_CHANGED = "enum-flags-changed", Breaking, Major,
        "enum evolvability", "single <-> multi-valued",
        "breaking", "major",
        "One value or several at once: the text on the wire differs.",
        "J";
    NAMESPACE_ADDED = "namespace-added", Additive, Minor,
        "namespace", "new sub-namespace",
        "additive", "minor",
        "Nothing that exists refers to it yet in old clients.",
        "N";
    NAMESPACE_CHANGED = "namespace-changed", Breaking, Major,
        "namespace", "type moves namespace",
        "breaking where @odata.type or casts qualify it", "major (module path)",
        "The qualified name travels in @odata.type and in casts.",
        "N; C:struct_missing";
    BASE_CHANGED = "base-changed", Additive, Patch,
        "base type", "base replaced, effective members a superset",
        "additive", "patch if flattened, else major",
        "All effective properties are still there.",
        "J; userIdentity, chatMessageHostedContent";
    BASE_MEMBERS_LOST = "base-members-lost", Breaking, Major,
        "base type", "effective members lost",
        "breaking", "major",
        "Properties that came from the old base are gone.",
        "G-remove";
    BASE_REMOVED_ENTITY = "base-removed-entity", Documentation, Patch,
        "base type", "microsoft.graph.entity dropped or added in the page comment only",
        "documentation", "patch",
        "The comment of the page gained or lost the root type that only says what the page implies anyway.",
        "6 of 6 base edits in the docs were corrections";
    KEY_CHANGED = "key-changed", Breaking, Major,
        "key", "key property renamed, added, made composite",
        "breaking", "major",
        "Keys make addresses; old addresses do not fit the new key.",
        "OD (keys must not change)";
    KEY_DOC_ADDED = "key-doc-added", Documentation, Patch,
        "key", "keyProperty comment filled in",
        "documentation", "patch",
        "The page now says which property is the key.",
        "J";
}
