//! The request body of an operation: a resource, the parameters of an action, bytes, or JSON that nothing describes.

use std::collections::BTreeMap;

use super::declare::root_type;
use super::enumerations::paragraphs;
use super::example::Pair;
use super::lineage::Lineage;
use super::query;
use super::reading::TypeReader;
use crate::json::{Json, JsonValue};
use crate::model::{
    Body, BodyContent, Parameter, ParameterKind, Primitive, QualifiedName, StructuredType, Target, TargetRole, TypeKind, TypeRef,
};
use crate::page::{ExampleBlock, ExampleBody, Page, RowKind};

/// What is needed to read bodies.
pub(super) struct BodyReader<'r, 'l, 'a> {
    pub(super) reader: &'r TypeReader<'l, 'a>,
    pub(super) types: &'r BTreeMap<QualifiedName, StructuredType>,
}

impl BodyReader<'_, '_, '_> {
    /// The body that page number `number` documents for an operation, of which `pairs` are the examples.
    pub(super) fn read(&self, number: usize, page: &Page, method: &str, target: &Target, pairs: &[Pair<'_>]) -> Option<Body> {
        if !matches!(method, "POST" | "PATCH" | "PUT" | "DELETE") {
            return None;
        }
        let requests: Vec<&ExampleBlock> = pairs.iter().filter_map(|pair| pair.request).collect();
        // In which form a body is sent is the same for all addresses of a page; whose body it is, is not.
        let of_page = self.reader.library.examples.get(number).map_or(&[][..], |examples| &examples.pairs);
        let of_page = of_page.iter().filter(|pair| !pair.leaves_api()).filter_map(|pair| pair.request);
        let shown: Vec<&ExampleBlock> = if requests.is_empty() { of_page.collect() } else { requests.clone() };
        let members = self.members(number, page);
        let samples: Vec<&Json> = requests
            .iter()
            .filter_map(|block| match &block.body {
                ExampleBody::Json(text) => text.value.as_ref(),
                _ => None,
            })
            .collect();
        let sample = samples.first().copied();
        let described = !members.is_empty() || sample.is_some();
        if method == "DELETE" && !described {
            return None;
        }
        let content = if let Some(types) = bytes(page, &shown).filter(|_| members.is_empty() || sample.is_none()) {
            BodyContent::Bytes(types)
        } else if target.role == TargetRole::Value {
            BodyContent::Bytes(requests.iter().filter_map(|block| content_type(block)).take(1).collect())
        } else if target.role == TargetRole::Reference && described {
            BodyContent::Json
        } else if let Some(resource) = self.resource((number, page), method, target, &members, &samples) {
            BodyContent::Resource(resource)
        } else if !members.is_empty() {
            BodyContent::Parameters
        } else if sample.is_some_and(|sample| !sample.members().is_empty()) {
            BodyContent::Json
        } else {
            return None;
        };
        let around = self.around(number, &members, &samples).filter(|_| content == BodyContent::Parameters);
        let members = around.map_or(members, |around| vec![around]);
        let alternatives = if matches!(content, BodyContent::Bytes(_)) { Vec::new() } else { sent_types(&shown) };
        let mut body = Body { content, alternatives, members, description: paragraphs(&page.body.prose) };
        if let BodyContent::Resource(resource) = &body.content {
            self.take_types_from(resource, &mut body.members);
        }
        Some(body)
    }

    fn members(&self, number: usize, page: &Page) -> Vec<Parameter> {
        let mut members: Vec<Parameter> = Vec::new();
        for row in page.rows.iter().filter(|row| row.kind == RowKind::Body) {
            if members.iter().any(|known| known.name == row.name.value) {
                continue;
            }
            let ty = self.reader.cell(number, &row.ty).ty;
            members.push(query::parameter(self.reader.library, row, ParameterKind::Body, ty));
        }
        members
    }

    /// The one member that all examples send, where the table lists what stands below it and not the member itself ("a
    /// `passwordCredential` object with the following properties").
    fn around(&self, number: usize, members: &[Parameter], samples: &[&Json]) -> Option<Parameter> {
        let (name, value) = samples.first().copied().and_then(only_member)?;
        let all = samples.iter().all(|sample| only_member(sample).is_some_and(|(other, _)| other == name));
        let several = matches!(value.value, JsonValue::Array(_));
        let object = if several { value.elements().first()? } else { value };
        let listed = |name: &str| members.iter().any(|member| member.name == name);
        let below = object.members().iter().filter(|(key, _)| listed(&key.value)).count();
        if !all || listed(name) || below == 0 || below * 2 < object.members().len() {
            return None;
        }
        let kind = match self.reader.named(number, name, None).ty.kind {
            TypeKind::Structured(known) if members.iter().all(|member| self.has(&known, &member.name)) => {
                TypeKind::Structured(known)
            }
            _ => TypeKind::Primitive(Primitive::Json),
        };
        let ty = TypeRef { kind, collection: several };
        Some(Parameter { ty, ..Parameter::undocumented(name, ParameterKind::Body) })
    }

    /// The resource that the body is, where it is one.
    fn resource(
        &self,
        (number, page): (usize, &Page),
        method: &str,
        target: &Target,
        members: &[Parameter],
        samples: &[&Json],
    ) -> Option<TypeRef> {
        let sample = samples.first().copied();
        let roots = samples.iter().filter_map(|sample| root_type(sample));
        // "Supply an array of commands": the example says it more reliably than the sentence.
        let several = sample.is_some_and(|sample| matches!(sample.value, JsonValue::Array(_)));
        let typed = |name: QualifiedName| TypeRef { kind: TypeKind::Structured(name), collection: several };
        let structured = |kind: TypeKind| match kind {
            TypeKind::Structured(name) if self.types.contains_key(&name) => Some(name),
            _ => None,
        };
        let mentioned: Vec<QualifiedName> =
            page.body.mentions.iter().filter_map(|mention| structured(self.reader.mention(number, mention).ty.kind)).collect();
        let roots: Vec<QualifiedName> =
            roots.filter_map(|root| structured(self.reader.named(number, root, None).ty.kind)).collect();
        // Examples of several derived types: the body is any of them.
        let lineage = Lineage(self.types);
        let rooted = roots.iter().cloned().reduce(|one, other| lineage.common(&one, &other).cloned().unwrap_or(one));
        if matches!(target.role, TargetRole::Action | TargetRole::Function) {
            // A table on an action's page lists parameters; without one the body is what the sentence links to.
            if !members.is_empty() {
                return None;
            }
            return rooted.or_else(|| mentioned.first().cloned()).map(typed);
        }
        if page.body.none.is_some() && members.is_empty() && rooted.is_none() {
            return None;
        }
        let described = !page.body.mentions.is_empty() || rooted.is_some() || page.body.section.is_some();
        let fits = |name: &QualifiedName| {
            let shown = roots.iter().filter(|root| lineage.derives(root, name)).chain([name]);
            let known = |member: &&Parameter| shown.clone().any(|ty| self.has(ty, &member.name));
            members.iter().filter(known).count() * 2 >= members.len()
        };
        // The example's own word is the most exact one: it names the derived type where the sentence names the base.
        let candidates = rooted
            .into_iter()
            .chain(mentioned.iter().cloned())
            .chain(target.item.clone().filter(|_| method != "DELETE" && target.role != TargetRole::Value));
        let mut candidates: Vec<QualifiedName> = candidates.collect();
        candidates.dedup();
        if members.is_empty() {
            // A page without a word on the body still shows one.
            let shows = |name: &QualifiedName| {
                let shown: Vec<&str> =
                    sample.iter().flat_map(|sample| sample.members()).map(|(key, _)| key.value.as_str()).collect();
                !shown.is_empty() && shown.iter().filter(|member| self.has(name, member)).count() * 2 >= shown.len()
            };
            return candidates.into_iter().next().filter(|name| method != "DELETE" && (described || shows(name))).map(typed);
        }
        candidates.into_iter().find(fits).map(typed)
    }

    /// Whether a type has a property of a name.
    fn has(&self, name: &QualifiedName, property: &str) -> bool {
        let named = |ty: &StructuredType| ty.properties.iter().any(|known| known.name.eq_ignore_ascii_case(property));
        self.types.get(name).is_some_and(named)
    }

    /// Rows of a resource's body repeat the resource's properties: where a row says less, the property's type stands.
    fn take_types_from(&self, resource: &TypeRef, members: &mut [Parameter]) {
        let TypeKind::Structured(name) = &resource.kind else { return };
        let Some(ty) = self.types.get(name) else { return };
        for member in members {
            let Some(property) = ty.properties.iter().find(|property| property.name == member.name) else { continue };
            let text = matches!(member.ty.kind, TypeKind::Primitive(Primitive::String));
            let vague = matches!(member.ty.kind, TypeKind::Unknown(_) | TypeKind::Primitive(Primitive::Json));
            if vague || (text && matches!(property.ty.kind, TypeKind::Enumeration(_))) {
                member.ty = TypeRef {
                    kind: property.ty.kind.clone(),
                    collection: member.ty.collection || (vague && property.ty.collection),
                };
            }
        }
    }
}

/// The one member of an example beside annotations.
fn only_member(sample: &Json) -> Option<(&str, &Json)> {
    let mut sent = sample.members().iter().filter(|(key, _)| !key.value.contains('@'));
    let (key, value) = sent.next().filter(|_| sent.next().is_none())?;
    Some((&key.value, value))
}

/// The content type of an example, without its parameters.
fn content_type(block: &ExampleBlock) -> Option<String> {
    let (_, value) = block.headers.iter().find(|(name, _)| name.value.eq_ignore_ascii_case("content-type"))?;
    Some(value.value.split(';').next().unwrap_or("").trim().to_ascii_lowercase())
}

/// The content types of a body that is not JSON.
fn bytes(page: &Page, requests: &[&ExampleBlock]) -> Option<Vec<String>> {
    let json = |block: &&ExampleBlock| {
        matches!(block.body, ExampleBody::Json(_)) || content_type(block).is_some_and(|stated| stated.contains("json"))
    };
    if requests.iter().any(json) {
        return None;
    }
    let types = sent_types(requests);
    let other = requests.iter().any(|block| matches!(block.body, ExampleBody::Other(_)));
    (page.body.raw_content.is_some() || (other && !types.is_empty())).then_some(types)
}

/// The media types that examples name for bodies that are not JSON.
fn sent_types(requests: &[&ExampleBlock]) -> Vec<String> {
    let mut types: Vec<String> = Vec::new();
    for block in requests.iter().filter(|block| !matches!(block.body, ExampleBody::None | ExampleBody::Json(_))) {
        let stated = content_type(block).filter(|stated| stated.contains('/') && !stated.contains("json"));
        types.extend(stated.filter(|stated| !types.contains(stated)));
    }
    types
}
