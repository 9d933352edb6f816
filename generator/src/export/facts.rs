//! What the model says of each documented row, request line and example, in the form that `measure/FORMAT.md` asks for.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Api, ApiVersion, Example, ExampleContent, ExampleSide, PageRecord, PropertyKind, TypeKind, TypeRef};
use crate::page::{Page, Primitive, RowKind};
use crate::source::Sources;

#[derive(Serialize)]
struct Facts<'f> {
    version: &'f str,
    endpoints: Vec<Endpoint<'f>>,
    types: Vec<TypeFact<'f>>,
    enums: Vec<EnumFact<'f>>,
    request_bodies: Vec<RowFact<'f>>,
    examples: Vec<ExampleFact<'f>>,
}

#[derive(Serialize)]
struct Endpoint<'f> {
    page: &'f str,
    line: u32,
    method: String,
    path: &'f str,
}

#[derive(Serialize)]
struct TypeFact<'f> {
    name: &'f str,
    namespace: &'f str,
    base: Option<&'f str>,
    page: &'f str,
    line: u32,
    properties: Vec<RowFact<'f>>,
}

#[derive(Serialize)]
struct RowFact<'f> {
    name: &'f str,
    #[serde(rename = "type")]
    ty: &'f str,
    collection: bool,
    page: &'f str,
    line: u32,
    kind: &'static str,
}

#[derive(Serialize)]
struct EnumFact<'f> {
    name: &'f str,
    namespace: &'f str,
    page: &'f str,
    line: u32,
    members: Vec<MemberFact<'f>>,
}

#[derive(Serialize)]
struct MemberFact<'f> {
    name: &'f str,
    value: Option<String>,
    line: u32,
}

#[derive(Serialize)]
struct ExampleFact<'f> {
    page: &'f str,
    line: u32,
    kind: &'static str,
    status: Option<u16>,
    json_valid: Option<bool>,
    #[serde(rename = "type")]
    ty: Option<&'f str>,
    round_trips: Option<bool>,
    round_trip_json: Option<&'f str>,
}

/// The facts of one version as JSON; an empty set of facts for a version that is not there.
#[must_use]
pub fn facts(sources: &Sources, pages: &[Page], api: &Api, version: &str) -> String {
    let empty = ApiVersion::default();
    let found = api.versions.iter().find(|known| known.version == version).unwrap_or(&empty);
    let writer = Writer { sources, pages: pages.iter().map(|page| (page.file.0, page)).collect() };
    let facts = Facts {
        version,
        endpoints: writer.endpoints(found),
        types: writer.types(found),
        enums: writer.enums(found),
        request_bodies: found.pages.iter().flat_map(|record| writer.rows(record)).collect(),
        examples: writer.examples(found),
    };
    let mut text = serde_json::to_string(&facts).unwrap_or_default();
    text.push('\n');
    text
}

struct Writer<'f> {
    sources: &'f Sources,
    pages: BTreeMap<u32, &'f Page>,
}

impl<'f> Writer<'f> {
    fn path(&self, file: u32) -> &'f str {
        self.sources.files().get(file as usize).map_or("", |file| file.path_in_version())
    }

    fn line(&self, span: crate::source::Span) -> u32 {
        self.sources.line_column(span).line
    }

    fn endpoints(&self, version: &ApiVersion) -> Vec<Endpoint<'f>> {
        let pages = version.pages.iter().filter_map(|record| self.pages.get(&record.file));
        pages
            .flat_map(|page| {
                page.requests.iter().map(|line| Endpoint {
                    page: self.path(page.file.0),
                    line: self.line(line.target.span),
                    method: line.method.value.to_uppercase(),
                    path: line.target.value.as_str(),
                })
            })
            .collect()
    }

    fn types<'m: 'f>(&self, version: &'m ApiVersion) -> Vec<TypeFact<'f>> {
        version
            .types
            .iter()
            .filter_map(|ty| {
                let at = ty.declared_at.first()?;
                let properties = ty.properties.iter().flat_map(|property| {
                    property.rows.iter().map(|row| RowFact {
                        name: &property.name,
                        ty: type_name(&property.ty),
                        collection: property.ty.collection,
                        page: self.path(row.file),
                        line: row.line,
                        kind: match property.kind {
                            PropertyKind::Structural => "property",
                            PropertyKind::Navigation => "navigation",
                        },
                    })
                });
                Some(TypeFact {
                    name: ty.name.short(),
                    namespace: ty.name.namespace(),
                    base: ty.base.as_ref().map(|base| base.0.as_str()),
                    page: self.path(at.file),
                    line: at.line,
                    properties: properties.collect(),
                })
            })
            .collect()
    }

    /// Tables of members. Enumerations that only a row's list of values reveals are no tables.
    fn enums<'m: 'f>(&self, version: &'m ApiVersion) -> Vec<EnumFact<'f>> {
        version
            .enumerations
            .iter()
            .filter(|enumeration| !enumeration.inferred)
            .filter_map(|enumeration| {
                let at = enumeration.declared_at.first()?;
                let members = enumeration.members.iter().map(|member| MemberFact {
                    name: &member.name,
                    value: member.value.map(|value| value.to_string()),
                    line: member.at.first().map_or(at.line, |place| place.line),
                });
                Some(EnumFact {
                    name: enumeration.name.short(),
                    namespace: enumeration.name.namespace(),
                    page: self.path(at.file),
                    line: at.line,
                    members: members.collect(),
                })
            })
            .collect()
    }

    fn rows<'m: 'f>(&self, record: &'m PageRecord) -> Vec<RowFact<'f>> {
        let Some(page) = self.pages.get(&record.file) else { return Vec::new() };
        let path = self.path(record.file);
        let rows = page.rows.iter().zip(&record.rows).filter_map(|(row, parameter)| {
            let kind = match row.kind {
                RowKind::Body => "body",
                RowKind::Parameter => "parameter",
                RowKind::Query => "query",
                RowKind::Response => "response",
                RowKind::Property | RowKind::Relationship | RowKind::Other => "other",
            };
            let line = parameter.rows.first()?.line;
            Some(RowFact {
                name: &parameter.name,
                ty: type_name(&parameter.ty),
                collection: parameter.ty.collection,
                page: path,
                line,
                kind,
            })
        });
        rows.collect()
    }

    fn examples<'m: 'f>(&self, version: &'m ApiVersion) -> Vec<ExampleFact<'f>> {
        let placed = version.operations.iter().flat_map(|operation| &operation.examples);
        let unplaced = version.pages.iter().flat_map(|record| &record.unplaced).map(|unplaced| &unplaced.example);
        let mut facts: Vec<ExampleFact<'f>> = placed.chain(unplaced).flat_map(|example| self.sides(example)).collect();
        facts.sort_by_key(|fact| (fact.page, fact.line));
        facts
    }

    fn sides<'m: 'f>(&self, example: &'m Example) -> Vec<ExampleFact<'f>> {
        let sides = [(&example.request, "request"), (&example.response, "response")];
        sides.into_iter().filter_map(|(side, kind)| Some(self.side(side.as_ref()?, kind))).collect()
    }

    fn side<'m: 'f>(&self, side: &'m ExampleSide, kind: &'static str) -> ExampleFact<'f> {
        ExampleFact {
            page: self.path(side.at.file),
            line: side.at.line,
            kind,
            status: side.status.filter(|_| kind == "response"),
            json_valid: match &side.content {
                ExampleContent::Json { strict, .. } => Some(*strict),
                ExampleContent::BrokenJson { .. } => Some(false),
                ExampleContent::None | ExampleContent::Other(_) => None,
            },
            ty: side.odata_type.as_deref(),
            round_trips: None,
            round_trip_json: None,
        }
    }
}

fn type_name(ty: &TypeRef) -> &str {
    match &ty.kind {
        // The documents' own word for any value; `Edm.Untyped` stands for it in the model.
        TypeKind::Primitive(Primitive::Json) => "Json",
        kind => kind.name(),
    }
}
