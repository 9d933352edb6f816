//! Errata: what they change in the model, and that one which fits no longer is named.

#![expect(clippy::unwrap_used, reason = "a helper of a test fails as the test does")]

use std::fmt::Write as _;
use std::path::Path;

use docwright::config::path_template;
use docwright::errata::{self, Outcome};
use docwright::model::{
    Address, Answer, AnswerContent, Api, ApiVersion, Enumeration, Evidence, Member, Operation, Parameter, ParameterKind,
    Primitive, Property, PropertyKind, QualifiedName, QueryOptionSupport, Segment, StructuredType, TypeKind, TypeRef,
};

fn name(short: &str) -> QualifiedName {
    QualifiedName::new("microsoft.graph", short)
}

fn string(collection: bool) -> TypeRef {
    TypeRef { kind: TypeKind::Primitive(Primitive::String), collection }
}

fn property(wire: &str, declared_in: &str) -> Property {
    Property {
        name: wire.to_owned(),
        kind: PropertyKind::Structural,
        ty: string(false),
        ty_evidence: Evidence::Table,
        declared_in: name(declared_in),
        description: String::new(),
        required: None,
        nullable: None,
        read_only: false,
        write_only: false,
        only_on_select: false,
        default: None,
        query_support: Vec::new(),
        deprecated: false,
        rows: Vec::new(),
        in_json: false,
        claims: Vec::new(),
    }
}

fn structured(short: &str, base: Option<&str>, properties: Vec<Property>) -> StructuredType {
    StructuredType {
        name: name(short),
        base: base.map(name),
        key: None,
        is_abstract: false,
        open: false,
        description: String::new(),
        properties,
        deprecated: None,
        declared_at: Vec::new(),
        claims: Vec::new(),
    }
}

fn operation(method: &str, segments: &[&str]) -> Operation {
    let segments = segments.iter().map(|text| match text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        None => Segment::Literal((*text).to_owned()),
        Some(name) => Segment::Parameter(Parameter {
            name: name.to_owned(),
            written: name.to_owned(),
            kind: ParameterKind::Path,
            ty: string(false),
            quoted: false,
            literal: None,
            required: Some(true),
            read_only: false,
            default: None,
            description: "kept".to_owned(),
            rows: Vec::new(),
        }),
    });
    Operation {
        method: method.to_owned(),
        address: Address { segments: segments.collect(), query: None, at: Vec::new() },
        aliases: Vec::new(),
        target: docwright::model::Target::default(),
        title: String::new(),
        description: String::new(),
        parameters: Vec::new(),
        headers: Vec::new(),
        query_options: QueryOptionSupport::default(),
        body: None,
        answers: vec![Answer { status: 200, content: AnswerContent::Json, headers: Vec::new(), claims: Vec::new() }],
        permissions: Vec::new(),
        deprecated: None,
        pages: Vec::new(),
        examples: Vec::new(),
        claims: Vec::new(),
    }
}

/// `entity` with `id`; `unit` with `mail` on it; `siteUnit` on that; `loner` apart.
fn api() -> Api {
    let version = ApiVersion {
        version: "v1.0".to_owned(),
        pages: Vec::new(),
        types: vec![
            structured("entity", None, vec![property("id", "entity")]),
            structured("loner", None, vec![property("alone", "loner")]),
            structured(
                "siteUnit",
                Some("unit"),
                vec![property("id", "entity"), property("mail", "unit"), property("url", "siteUnit")],
            ),
            structured("unit", Some("entity"), vec![property("id", "entity"), property("mail", "unit")]),
        ],
        enumerations: vec![Enumeration {
            name: name("status"),
            flags: false,
            description: String::new(),
            members: vec![Member { name: "on".to_owned(), value: None, description: String::new(), at: Vec::new() }],
            inferred: false,
            declared_at: Vec::new(),
            claims: Vec::new(),
        }],
        operations: vec![operation("GET", &["units"]), operation("GET", &["units", "{unit-id}"]), operation("PATCH", &["zebra"])],
    };
    Api { ir_version: 1, files: Vec::new(), versions: vec![version] }
}

/// Applies errata, given as `target | was | is`.
fn apply(rows: &[&str]) -> (Api, Outcome) {
    let mut text = String::new();
    for row in rows {
        let [target, was, is] = row.split(" | ").collect::<Vec<_>>()[..] else { panic!("{row}") };
        let target = target.replace('~', "microsoft.graph.");
        let (was, is) = (was.replace('~', "microsoft.graph."), is.replace('~', "microsoft.graph."));
        text.push_str("[[erratum]]\nreason = \"so it is\"\nlink = \"https://example.com/1\"\n");
        let _ = writeln!(text, "target = {{ {target} }}\nwas = {{ {was} }}\nis = {{ {is} }}");
    }
    let errata = errata::parse(Path::new("errata.toml"), &text).unwrap();
    let mut api = api();
    let outcome = errata::apply(&errata, &mut api);
    (api, outcome)
}

fn good(rows: &[&str]) -> ApiVersion {
    let (api, outcome) = apply(rows);
    assert_eq!((outcome.errors.map(|error| error.to_string()), outcome.unused.map(|error| error.to_string())), (None, None));
    assert_eq!(outcome.applied, rows.len());
    api.versions.into_iter().next().unwrap()
}

fn find<'a>(version: &'a ApiVersion, owner: &str, wire: &str) -> Option<&'a Property> {
    version.structured(&name(owner)).unwrap().properties.iter().find(|property| property.name == wire)
}

#[test]
fn a_property_is_corrected_wherever_it_is_inherited() {
    let version = good(&[
        "type = '~unit', property = 'mail' | collection = false, nullable = 'unsaid' | collection = true, nullable = true",
    ]);
    for owner in ["unit", "siteUnit"] {
        let mail = find(&version, owner, "mail").unwrap();
        assert!(mail.ty.collection && mail.nullable == Some(true) && mail.ty_evidence == Evidence::Erratum, "{owner}");
        assert_eq!(mail.claims.iter().filter(|claim| claim.evidence == Evidence::Erratum && claim.used).count(), 2);
    }
    let version = good(&["type = '~unit', property = 'mail' | type = 'String' | type = '~status'"]);
    assert_eq!(find(&version, "siteUnit", "mail").unwrap().ty.kind, TypeKind::Enumeration(name("status")));
}

#[test]
fn properties_and_members_come_and_go() {
    let version = good(&[
        "type = '~unit', property = 'mail' | collection = false | absent = true",
        "type = '~unit', property = 'post' | absent = true | type = 'Int64', collection = true, read-only = true",
        "enumeration = '~status', member = 'off' | absent = true | value = 2",
        "enumeration = '~status', member = 'on' | value = 'unsaid' | absent = true",
        "enumeration = '~status' | flags = false | flags = true",
    ]);
    for owner in ["unit", "siteUnit"] {
        assert!(find(&version, owner, "mail").is_none());
        let post = find(&version, owner, "post").unwrap();
        assert_eq!((&post.ty.kind, post.ty.collection, post.read_only), (&TypeKind::Primitive(Primitive::Int64), true, true));
    }
    let status = version.enumeration(&name("status")).unwrap();
    assert_eq!(status.members.iter().map(|member| (member.name.as_str(), member.value)).collect::<Vec<_>>(), [("off", Some(2))]);
    assert!(status.flags);
}

#[test]
fn a_base_takes_its_properties_along() {
    let version = good(&["type = '~unit' | base = '~entity', open = false | base = '~loner', open = true"]);
    let names = |owner: &str| {
        version.structured(&name(owner)).unwrap().properties.iter().map(|own| own.name.as_str()).collect::<Vec<_>>()
    };
    assert_eq!((names("unit"), names("siteUnit")), (vec!["mail", "alone"], vec!["mail", "url", "alone"]));
    assert!(version.structured(&name("unit")).unwrap().open);
    let (_, outcome) = apply(&["type = '~entity' | base = '' | base = '~siteUnit'"]);
    assert!(outcome.errors.unwrap().to_string().contains("descends from"));
}

#[test]
fn operations_and_answers_are_corrected() {
    let version = good(&[
        "operation = 'GET /units/{id}' | path = '/units/{unit-id}', body = 'none' | path = '/zoo/{unit-id}/{kind}', body = 'Collection(~unit)'",
        "operation = 'GET /units', answer = 200 | content = 'json' | content = 'Collection(~unit)'",
        "operation = 'GET /units', answer = 404 | absent = true | content = 'error'",
        "operation = 'PATCH /zebra', answer = 200 | status = 200, content = 'json' | status = 204, content = 'none'",
    ]);
    let paths: Vec<_> = version.operations.iter().map(|operation| path_template(&operation.address)).collect();
    assert_eq!(paths, ["/units", "/zebra", "/zoo/{unit-id}/{kind}"], "the list stays sorted");
    let Segment::Parameter(kept) = &version.operations[2].address.segments[1] else { panic!() };
    assert_eq!(kept.description, "kept");
    assert_eq!(version.operations[0].answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [200, 404]);
    assert!(matches!(&version.operations[0].answers[0].content, AnswerContent::Collection(item) if !item.collection));
    assert_eq!((version.operations[1].answers[0].status, &version.operations[1].answers[0].content), (204, &AnswerContent::None));
    let version = good(&["operation = 'GET /units' | method = 'GET' | absent = true"]);
    assert_eq!(version.operations.len(), 2);
}

#[test]
fn errata_that_fit_no_longer_are_named() {
    for (row, expected) in [
        (
            "type = '~unit', property = 'mail' | collection = true | collection = false",
            &["property mail of microsoft.graph.unit", "mended", "errata.toml:1:1"][..],
        ),
        (
            "type = '~unit', property = 'mail' | type = 'Int32' | type = 'Int64'",
            &["the pages say type = \"String\", and `was` says \"Int32\""],
        ),
        ("type = '~unit', property = 'gone' | collection = false | collection = true", &["it is not in the pages"]),
        ("type = '~unit', property = 'gone' | collection = false | absent = true", &["it is no longer in the pages"]),
        ("type = '~unit', property = 'mail' | absent = true | type = 'String'", &["it is there", "the pages were mended"]),
        (
            "type = '~unit', property = 'mail' | type = 'String' | type = '~nothing'",
            &["there is no type `microsoft.graph.nothing`"],
        ),
        ("type = '~siteUnit', property = 'mail' | collection = false | collection = true", &["declared in microsoft.graph.unit"]),
        ("operation = 'GET /units' | path = '/units' | path = '/a b'", &["`a b` is not a segment"]),
        ("operation = 'GET /units', answer = 200 | status = 200 | status = 20000", &["not a status code"]),
    ] {
        let (after, outcome) = apply(&[row]);
        let error = outcome.errors.unwrap().to_string();
        for part in expected {
            assert!(error.contains(part), "{part:?} is missing:\n{error}");
        }
        assert_eq!(outcome.applied, 0, "{row}");
        assert_eq!(outcome.unused, None, "{row}");
        assert_eq!(after.versions[0].types, api().versions[0].types, "{row}");
    }
}

#[test]
fn unused_errata_are_told() {
    let (_, outcome) =
        apply(&["type = '~unti' | open = false | open = true", "operation = 'GET /unit' | body = 'none' | body = 'json'"]);
    let told = outcome.unused.unwrap().to_string();
    assert!(
        told.contains("type microsoft.graph.unti is not used") && told.contains("did you mean `microsoft.graph.unit`?"),
        "{told}"
    );
    assert!(told.contains("operation GET /unit is not used") && told.contains("did you mean `GET /units`?"), "{told}");
    assert_eq!((outcome.errors, outcome.applied), (None, 0));
    let text = "[[erratum]]\nreason='x'\nlink='y'\nversion='beta'\ntarget={type='microsoft.graph.unit'}\nwas={open=false}\nis={open=true}\n";
    let outcome = errata::apply(&errata::parse(Path::new("e"), text).unwrap(), &mut api());
    assert!(outcome.unused.unwrap().to_string().contains("version beta was not read"));
}

#[test]
fn mistakes_in_the_file_have_a_place_and_a_way_out() {
    let whole = "[[erratum]]\nreason = \"x\"\nlink = \"y\"\ntarget = { type = \"a.b\", property = \"c\" }\nwas = { collection = false }\nis = { collection = true }\n";
    for (from, to, expected) in [
        ("reason = \"x\"\n", "", "has no `reason`"),
        ("link = \"y\"", "link = \" \"", "`link` is empty"),
        ("reason", "raeson", "did you mean `reason`?"),
        ("property = \"c\"", "member = \"c\"", "does not name one thing"),
        ("property", "propety", "did you mean `property`?"),
        ("target", "tagret", "has no `target`"),
        ("type = \"a.b\", property = \"c\"", "operation = \"/a\"", "not a method and a path"),
        ("type = \"a.b\", property = \"c\"", "operation = \"GET /a\", answer = 9", "not a status code"),
        ("was = { collection = false }\n", "", "has no `was`"),
        ("was = { collection = false }", "was = { nullable = false }", "`was` does not state `collection`"),
        ("was = { collection = false }", "was = { collection = true }", "say the same about `collection`"),
        ("{ collection = true }", "{ colection = true }", "did you mean `collection`?"),
        ("{ collection = true }", "{ collection = \"yes\" }", "must be true or false"),
        ("{ collection = true }", "{ absent = true, type = \"String\" }", "`absent` stands alone"),
        ("{ collection = true }", "{ absent = false }", "`absent` stands alone"),
        ("[[erratum]]", "[erratum]", "is not a list of tables"),
        ("[[erratum]]", "[[errata]]", "did you mean `erratum`?"),
    ] {
        let text = whole.replace(from, to);
        assert_ne!(text, whole);
        let error = errata::parse(Path::new("errata.toml"), &text).unwrap_err().to_string();
        assert!(error.contains(expected) && error.contains("errata.toml:") && error.contains("help: "), "{expected}:\n{error}");
    }
    assert!(errata::parse(Path::new("errata.toml"), whole).is_ok());
    assert!(errata::parse(Path::new("errata.toml"), "").unwrap().errata.is_empty());
}
