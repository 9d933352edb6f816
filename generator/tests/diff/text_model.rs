//! A model from a few lines of text, so that a test shows what it is about and nothing else.
//!
//! ```text
//! version beta                                  what follows belongs to it; v1.0 without the line
//! page api/x.md "Title" [skipped=CODE]
//! type user : directoryObject key=id open abstract mentioned deprecated="..." @resources/user.md
//!   .name String nav nonnull nullable required readonly select deprecated json norow default=x query=$filter "words"
//! enum color flags inferred @resources/color.md
//!   -red 1 "words"
//! op GET /users/{id}/range(address={address}) call @api/x.md deprecated="..." parent=user/manager
//!   alias /me
//!   query name String required default=5
//!   option $top
//!   options unspecified | refused
//!   header Prefer required "words"
//!   body user | params | bytes text/plain | json
//!   member name String required "words"
//!   answer 200 user header=Location
//!   permission application A, B+C | unsupported
//!   request PATCH
//!   response 200 {"json": true}
//! ```

use docwright::model::{
    Address, Answer, AnswerContent, Api, ApiVersion, Body, BodyContent, Enumeration, Evidence, Example, ExampleContent,
    ExampleSide, FileRecord, HeaderParameter, IR_VERSION, Member, Operation, PageOutcome, PageRecord, Parameter, ParameterKind,
    Permission, PermissionSet, Place, Primitive, Property, PropertyKind, QualifiedName, QueryOption, QueryOptionSupport, Segment,
    StructuredType, Target, TargetRole, TypeKind, TypeRef,
};

/// Reads the text.
pub(crate) fn model(text: &str) -> Api {
    let mut reader = Reader { api: Api { ir_version: IR_VERSION, ..Api::default() }, names: declared(text) };
    reader.api.versions.push(ApiVersion { version: "v1.0".to_owned(), ..ApiVersion::default() });
    for (number, line) in text.lines().enumerate() {
        let words = words(line);
        if !words.is_empty() {
            reader.line(u32::try_from(number + 1).unwrap(), &words);
        }
    }
    reader.finish()
}

/// The names of types and of enumerations.
fn declared(text: &str) -> (Vec<String>, Vec<String>) {
    let of = |kind: &str| {
        text.lines()
            .filter_map(|line| line.trim().strip_prefix(kind))
            .filter_map(|rest| rest.split_whitespace().next())
            .map(full)
            .collect()
    };
    (of("type "), of("enum "))
}

fn full(name: &str) -> String {
    if name.contains('.') { name.to_owned() } else { format!("microsoft.graph.{name}") }
}

/// Words between spaces; a quoted word keeps its spaces and opening quote, JSON is one word.
fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        if rest.starts_with("{\"") {
            out.push(rest.to_owned());
            break;
        }
        let mut quoted = false;
        let end = rest
            .char_indices()
            .find(|(_, character)| {
                quoted ^= *character == '"';
                *character == ' ' && !quoted
            })
            .map_or(rest.len(), |(end, _)| end);
        out.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    out
}

fn flag(words: &[String], name: &str) -> bool {
    words.iter().any(|word| word == name)
}

fn value(words: &[String], name: &str) -> Option<String> {
    words.iter().find_map(|word| word.strip_prefix(name)?.strip_prefix('=')).map(|value| value.trim_matches('"').to_owned())
}

fn prose(words: &[String]) -> String {
    words.iter().find(|word| word.starts_with('"')).map(|word| word.trim_matches('"').to_owned()).unwrap_or_default()
}

struct Reader {
    api: Api,
    names: (Vec<String>, Vec<String>),
}

impl Reader {
    fn version(&mut self) -> &mut ApiVersion {
        self.api.versions.last_mut().unwrap()
    }

    fn operation(&mut self) -> &mut Operation {
        self.version().operations.last_mut().unwrap()
    }

    fn place(&mut self, path: &str, line: u32) -> Place {
        let path = format!("{}/{path}", self.version().version);
        let known = self.api.files.iter().position(|file| file.path == path);
        let file = known.unwrap_or_else(|| {
            self.api.files.push(FileRecord { path });
            self.api.files.len() - 1
        });
        let file = u32::try_from(file).unwrap();
        if !self.version().pages.iter().any(|page| page.file == file) {
            let record = PageRecord {
                file,
                title: "A page".to_owned(),
                outcome: PageOutcome::Planned,
                unplaced: Vec::new(),
                rows: Vec::new(),
            };
            self.version().pages.push(record);
        }
        Place { file, line, column: 1, start: 0, end: 1 }
    }

    /// The place on the page that `@` names, or on the one that stands for the element.
    fn page_of(&mut self, words: &[String], default: &str, line: u32) -> Place {
        let path = words.iter().find_map(|word| word.strip_prefix('@')).unwrap_or(default).to_owned();
        self.place(&path, line)
    }

    fn ty(&self, text: &str) -> TypeRef {
        let (name, collection) = text.strip_suffix("[]").map_or((text, false), |name| (name, true));
        let primitive: Result<Primitive, _> = serde_json::from_value(serde_json::Value::String(name.to_owned()));
        let qualified = full(name);
        let kind = match primitive {
            Ok(primitive) => TypeKind::Primitive(primitive),
            Err(_) if self.names.0.contains(&qualified) => TypeKind::Structured(QualifiedName(qualified)),
            Err(_) if self.names.1.contains(&qualified) => TypeKind::Enumeration(QualifiedName(qualified)),
            Err(_) => TypeKind::Unknown(name.to_owned()),
        };
        TypeRef { kind, collection }
    }

    fn line(&mut self, line: u32, words: &[String]) {
        let name = words.get(1).cloned().unwrap_or_default();
        match words[0].as_str() {
            "version" => self.api.versions.push(ApiVersion { version: name, ..ApiVersion::default() }),
            "page" => {
                let place = self.place(&name, line);
                let title = prose(words);
                let page = self.version().pages.iter_mut().find(|page| page.file == place.file).unwrap();
                page.title = title;
                if let Some(code) = value(words, "skipped") {
                    page.outcome = PageOutcome::Skipped(code);
                }
            }
            "type" => self.structured(line, words),
            "enum" => {
                let at = self.page_of(words, &format!("resources/{}.md", name.to_lowercase()), line);
                let inferred = flag(words, "inferred");
                self.version().enumerations.push(Enumeration {
                    name: QualifiedName(full(&name)),
                    flags: flag(words, "flags"),
                    description: prose(words),
                    members: Vec::new(),
                    inferred,
                    declared_at: if inferred { Vec::new() } else { vec![at] },
                    claims: Vec::new(),
                });
            }
            "op" => self.begin_operation(line, words),
            property if property.starts_with('.') => self.property(line, words),
            member if member.starts_with('-') => {
                let enumeration = self.version().enumerations.last_mut().unwrap();
                let at = enumeration.declared_at.iter().map(|place| Place { line, ..*place }).collect();
                let value = words.get(1).and_then(|word| word.parse().ok());
                enumeration.members.push(Member { name: member[1..].to_owned(), value, description: prose(words), at });
            }
            _ => self.part(line, words),
        }
    }

    fn structured(&mut self, line: u32, words: &[String]) {
        let name = words[1].clone();
        let at = self.page_of(words, &format!("resources/{}.md", name.to_lowercase()), line);
        let base = words.iter().position(|word| word == ":").map(|index| QualifiedName(full(&words[index + 1])));
        let mentioned = flag(words, "mentioned");
        self.version().types.push(StructuredType {
            name: QualifiedName(full(&name)),
            base,
            key: value(words, "key"),
            is_abstract: flag(words, "abstract"),
            open: flag(words, "open"),
            description: prose(words),
            properties: Vec::new(),
            deprecated: value(words, "deprecated"),
            declared_at: if mentioned { Vec::new() } else { vec![at] },
            claims: Vec::new(),
        });
    }

    fn property(&mut self, line: u32, words: &[String]) {
        let ty = self.ty(&words[1]);
        let owner = self.version().types.last_mut().unwrap();
        let place = Place { line, ..owner.declared_at.first().copied().unwrap_or_default() };
        owner.properties.push(Property {
            name: words[0][1..].to_owned(),
            kind: if flag(words, "nav") { PropertyKind::Navigation } else { PropertyKind::Structural },
            ty,
            ty_evidence: Evidence::Table,
            declared_in: owner.name.clone(),
            description: prose(words),
            required: flag(words, "required").then_some(true),
            nullable: if flag(words, "nonnull") { Some(false) } else { flag(words, "nullable").then_some(true) },
            read_only: flag(words, "readonly"),
            write_only: false,
            only_on_select: flag(words, "select"),
            default: value(words, "default"),
            query_support: value(words, "query").map(|option| vec![(option, Vec::new())]).unwrap_or_default(),
            deprecated: flag(words, "deprecated"),
            rows: if flag(words, "norow") { Vec::new() } else { vec![place] },
            in_json: flag(words, "json"),
            claims: Vec::new(),
        });
    }

    fn parameter(&self, name: &str, ty: &str, kind: ParameterKind, words: &[String], at: Place) -> Parameter {
        Parameter {
            name: name.to_owned(),
            written: name.to_owned(),
            kind,
            ty: self.ty(ty),
            quoted: false,
            literal: None,
            required: if flag(words, "required") { Some(true) } else { flag(words, "optional").then_some(false) },
            read_only: false,
            default: value(words, "default"),
            description: prose(words),
            rows: vec![at],
        }
    }

    fn begin_operation(&mut self, line: u32, words: &[String]) {
        let (method, path) = (words[1].clone(), words[2].clone());
        let stem = path.replace(['/', '{', '}', '(', ')', '=', ','], "-");
        let at = self.page_of(words, &format!("api/{}{stem}.md", method.to_lowercase()), line);
        let address = self.address(&path, at);
        let (parent, member) = value(words, "parent")
            .and_then(|text| text.split_once('/').map(|(parent, member)| (Some(QualifiedName(full(parent))), member.to_owned())))
            .unwrap_or_default();
        let role = if flag(words, "call") {
            if method == "GET" { TargetRole::Function } else { TargetRole::Action }
        } else {
            TargetRole::Resource
        };
        self.version().operations.push(Operation {
            method,
            address,
            aliases: Vec::new(),
            target: Target { role, parent, member, ..Target::default() },
            title: String::new(),
            description: prose(words),
            parameters: Vec::new(),
            headers: Vec::new(),
            query_options: QueryOptionSupport::default(),
            body: None,
            answers: Vec::new(),
            permissions: Vec::new(),
            deprecated: value(words, "deprecated"),
            pages: vec![at.file],
            examples: Vec::new(),
            claims: Vec::new(),
        });
    }

    /// A path: `{id}`, `{id:Guid}`, `name(a={a},b={b})`.
    fn address(&self, path: &str, at: Place) -> Address {
        let typed = |text: &str, kind| {
            let (name, ty) = text.split_once(':').unwrap_or((text, "String"));
            self.parameter(name, ty, kind, &[], at)
        };
        let segments = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| {
                if let Some(name) = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                    return Segment::Parameter(typed(name, ParameterKind::Path));
                }
                let Some((name, arguments)) = segment.split_once('(') else { return Segment::Literal(segment.to_owned()) };
                let parameters = arguments
                    .trim_end_matches(')')
                    .split(',')
                    .filter_map(|argument| argument.split_once('='))
                    .map(|(name, _)| typed(name, ParameterKind::Function))
                    .collect();
                Segment::Function { name: name.to_owned(), parameters }
            })
            .collect();
        Address { segments, query: None, at: vec![at] }
    }

    /// A line below an operation.
    fn part(&mut self, line: u32, words: &[String]) {
        let at = Place { line, ..self.operation().address.at[0] };
        let name = words[1].clone();
        match words[0].as_str() {
            "alias" => {
                let address = self.address(&name, at);
                self.operation().aliases.push(address);
            }
            "query" => {
                let parameter = self.parameter(&name, &words[2], ParameterKind::Query, words, at);
                self.operation().parameters.push(parameter);
            }
            "option" => {
                let option: QueryOption =
                    serde_json::from_value(serde_json::Value::String(name.trim_start_matches('$').to_owned())).unwrap();
                self.operation().query_options.options.push(option);
            }
            "options" => {
                self.operation().query_options.unspecified = name == "unspecified";
                self.operation().query_options.refused = name == "refused";
            }
            "header" => {
                let header = HeaderParameter { name, description: prose(words), required: flag(words, "required"), at };
                self.operation().headers.push(header);
            }
            "body" => {
                let content = match name.as_str() {
                    "params" => BodyContent::Parameters,
                    "bytes" => BodyContent::Bytes(words[2..].to_vec()),
                    "json" => BodyContent::Json,
                    ty => BodyContent::Resource(self.ty(ty)),
                };
                let alternatives = words.iter().skip_while(|word| *word != "or").skip(1).cloned().collect();
                let body = Body { content, alternatives, members: Vec::new(), description: String::new() };
                self.operation().body = Some(body);
            }
            "member" => {
                let member = self.parameter(&name, &words[2], ParameterKind::Body, words, at);
                self.operation().body.as_mut().unwrap().members.push(member);
            }
            "answer" => {
                let content = match words[2].as_str() {
                    "none" => AnswerContent::None,
                    "json" => AnswerContent::Json,
                    "error" => AnswerContent::Error,
                    ty if ty.ends_with("[]") => AnswerContent::Collection(self.ty(ty.trim_end_matches("[]"))),
                    ty => AnswerContent::Value(self.ty(ty)),
                };
                let headers = value(words, "header").into_iter().collect();
                let answer = Answer { status: name.parse().unwrap(), content, headers, claims: Vec::new() };
                self.operation().answers.push(answer);
            }
            "permission" => {
                let unsupported = words[2] == "unsupported";
                let alternatives = if unsupported {
                    Vec::new()
                } else {
                    let of = |text: &str| text.split('+').map(|name| Permission(name.trim().to_owned())).collect();
                    words[2..].join(" ").split(',').map(|text| of(text.trim())).collect()
                };
                let set = PermissionSet { caller: name, scope: None, alternatives, least: 1, unsupported, unread: None, at };
                self.operation().permissions.push(set);
            }
            "request" => {
                let line = Some((name, "https://service.example/v1.0".to_owned()));
                let side = side(at, line, None, words.get(2));
                self.operation().examples.push(Example { name: String::new(), request: Some(side), response: None });
            }
            "response" => {
                let side = side(at, None, name.parse().ok(), words.get(2));
                self.operation().examples.push(Example { name: String::new(), request: None, response: Some(side) });
            }
            other => panic!("no line of a model begins with {other}"),
        }
    }

    fn finish(mut self) -> Api {
        for version in &mut self.api.versions {
            version.types.sort_by(|a, b| a.name.cmp(&b.name));
            version.enumerations.sort_by(|a, b| a.name.cmp(&b.name));
            let declared = version.types.clone();
            for ty in &mut version.types {
                let mut base = ty.base.clone();
                while let Some(from) = base.take().and_then(|name| declared.iter().find(|other| other.name == name)) {
                    for property in &from.properties {
                        if !ty.properties.iter().any(|own| own.name == property.name) {
                            ty.properties.push(Property { rows: Vec::new(), ..property.clone() });
                        }
                    }
                    let next = from.base.clone();
                    base = next;
                }
            }
        }
        self.api
    }
}

fn side(at: Place, request_line: Option<(String, String)>, status: Option<u16>, body: Option<&String>) -> ExampleSide {
    ExampleSide {
        at,
        end_line: at.line + 1,
        request_line,
        status,
        headers: Vec::new(),
        content: body.map_or(ExampleContent::None, |text| ExampleContent::Json { text: text.clone(), strict: true }),
        odata_type: None,
        is_collection: false,
        truncated: false,
        annotated: true,
    }
}
