//! One operation described from the pages that document it and from its examples.

use std::collections::BTreeMap;

use super::answer::{self, ResponseReading, Shape};
use super::body::BodyReader;
use super::enumerations::paragraphs;
use super::example::{self, Pair};
use super::include::{self, Fragments};
use super::library::Library;
use super::operations::OperationDraft;
use super::permission;
use super::query;
use super::reading::TypeReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Answer, AnswerContent, BodyContent, Operation, Parameter, ParameterKind, Primitive, QualifiedName, Segment, StructuredType,
    Target, TargetRole, TypeKind, TypeRef,
};
use crate::page::{Page, RowKind};

/// What is needed to describe operations.
pub(super) struct Describer<'d, 'a> {
    pub(super) library: &'d Library<'a>,
    pub(super) reader: TypeReader<'d, 'a>,
    pub(super) types: &'d BTreeMap<QualifiedName, StructuredType>,
    /// The reading of each page's response section with all of its examples.
    pub(super) readings: &'d [Option<ResponseReading>],
    /// What each page includes.
    pub(super) fragments: &'d [Fragments<'a>],
}

impl<'a> Describer<'_, 'a> {
    /// The finished operation.
    pub(super) fn describe(
        &self,
        draft: &OperationDraft,
        mut target: Target,
        placed: &[(usize, Pair<'a>)],
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Operation> {
        let mut pages = draft.pages.clone();
        pages.sort_by_key(|&page| (!draft.is_defined_by(page), self.depth_of(page)));
        let defining = pages.iter().filter(|&&page| draft.is_defined_by(page));
        let defining: Vec<&Page> = defining.filter_map(|&page| self.library.pages.get(page).copied()).collect();
        let main = pages.first().copied().unwrap_or_default();
        let page = *self.library.pages.get(main)?;
        let mut addresses = draft.addresses.clone();
        let query_line = addresses.iter().find_map(|address| address.query.clone());
        for address in &mut addresses {
            self.type_parameters(&pages, &mut address.segments);
        }
        let readings = self.own_readings(&pages, placed);
        let shape = self.shape(draft, &readings, &target, findings);
        if matches!(target.role, TargetRole::Action | TargetRole::Function)
            && let Some((TypeKind::Structured(name), several)) = shape.as_ref().and_then(Shape::item)
        {
            target.item = Some(name.clone());
            target.collection = several;
        }
        let body = self.body(draft, &pages, &target, placed, findings);
        let mut parameters = Vec::new();
        let requests = placed.iter().filter_map(|(_, pair)| pair.request?.request.as_ref());
        let targets: Vec<&str> = requests.map(|(_, target)| target.value.as_str()).collect();
        for &number in &pages {
            let Some(&page) = self.library.pages.get(number) else { continue };
            for parameter in query::parameters(&self.reader, number, page, query_line.as_deref(), &targets) {
                if !parameters.iter().any(|known: &Parameter| known.name.eq_ignore_ascii_case(&parameter.name)) {
                    parameters.push(parameter);
                }
            }
        }
        let fragments = self.fragments.get(main).map_or(&[][..], Vec::as_slice);
        let tables = include::permission_tables(page, fragments);
        let deprecated =
            page.deprecation.as_ref().or_else(|| fragments.iter().find_map(|(_, fragment)| fragment.deprecation.as_ref()));
        let mut addresses = addresses.into_iter();
        Some(Operation {
            method: draft.method.clone(),
            address: addresses.next()?,
            aliases: addresses.collect(),
            answers: answers(&draft.method, shape.as_ref(), &readings, &target),
            claims: readings.first().map(|(_, reading)| reading.claims.clone()).unwrap_or_default(),
            target,
            title: page.title.as_ref().map(|title| title.value.clone()).unwrap_or_default(),
            description: paragraphs(&page.intro),
            parameters,
            headers: query::headers(self.library, &defining),
            query_options: query::options(&defining, query_line.as_deref()),
            body,
            permissions: permission::sets(self.library, &tables, findings),
            deprecated: deprecated.map(|text| super::structure::notice(&text.value).to_owned()),
            pages: pages.iter().filter_map(|&page| self.library.pages.get(page)).map(|page| page.file.0).collect(),
            examples: self.examples(placed),
        })
    }

    /// How far the type that a page is about derives: the page of the base stands for the operation.
    fn depth_of(&self, page: usize) -> usize {
        let item =
            self.readings.get(page).and_then(Option::as_ref).and_then(|reading| reading.content.as_ref()).and_then(Shape::item);
        match item {
            Some((TypeKind::Structured(name), _)) => self.depth(name),
            _ => usize::MAX,
        }
    }

    fn depth(&self, name: &QualifiedName) -> usize {
        std::iter::successors(self.types.get(name), |ty| ty.base.as_ref().and_then(|base| self.types.get(base))).count()
    }

    /// Each page read with the examples of this operation; with all of its examples where it has none of its own.
    fn own_readings(&self, pages: &[usize], placed: &[(usize, Pair<'a>)]) -> Vec<(usize, ResponseReading)> {
        let mut readings = Vec::new();
        for &number in pages {
            let Some(&page) = self.library.pages.get(number) else { continue };
            let own: Vec<Pair<'a>> = placed.iter().filter(|(page, _)| *page == number).map(|(_, pair)| *pair).collect();
            let general = self.readings.get(number).and_then(Option::as_ref);
            match general {
                // Findings were reported when the page was read as a whole.
                Some(_) if own.iter().any(|pair| pair.response.is_some()) => {
                    readings.push((number, answer::read(&self.reader, self.types, number, page, &own, &mut Vec::new())));
                }
                Some(reading) => readings.push((number, reading.clone())),
                None => {}
            }
        }
        readings
    }

    /// The shape of the success body over all pages that define it: the common base where derived types have pages of their
    /// own.
    fn shape(
        &self,
        draft: &OperationDraft,
        readings: &[(usize, ResponseReading)],
        target: &Target,
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Shape> {
        match target.role {
            TargetRole::Count => return Some(Shape::One(TypeKind::Primitive(Primitive::Int32))),
            TargetRole::Value if draft.method == "GET" => return Some(Shape::Bytes),
            TargetRole::Reference => return (draft.method == "GET").then_some(Shape::Json),
            _ => {}
        }
        let all = readings.iter().filter_map(|(page, reading)| Some((*page, reading.content.as_ref()?)));
        let defined = all.clone().any(|(page, _)| draft.is_defined_by(page));
        let shapes: Vec<(usize, &Shape)> = all.filter(|(page, _)| !defined || draft.is_defined_by(*page)).collect();
        let first = shapes.first()?.1.clone();
        let Some((TypeKind::Structured(name), _)) = first.item() else { return Some(first) };
        let mut common = name.clone();
        for &(page, shape) in shapes.iter().skip(1) {
            let Some((TypeKind::Structured(other), _)) = shape.item() else { continue };
            match self.common_base(&common, other) {
                Some(base) => common = base,
                None => {
                    if let Some(title) = self.library.pages.get(page).and_then(|page| page.title.as_ref()) {
                        let message =
                            format!("this page gives the answer of the operation as `{other}`, another page as `{common}`");
                        findings.push(Diagnostic::new(Code::OperationBodiesDiffer, title.span, message));
                    }
                }
            }
        }
        // A path that ends with a cast answers the type that it names.
        let ends_with_cast = || {
            let last = draft.addresses.first().and_then(|address| address.segments.last());
            matches!(last, Some(Segment::Literal(text)) if text.contains('.'))
        };
        if let Some(cast) = target.cast.as_ref().filter(|_| ends_with_cast())
            && self.common_base(cast, &common).as_ref() == Some(&common)
        {
            common = cast.clone();
        }
        Some(match first {
            Shape::Many(_) => Shape::Many(TypeKind::Structured(common)),
            Shape::Array(_) => Shape::Array(TypeKind::Structured(common)),
            _ => Shape::One(TypeKind::Structured(common)),
        })
    }

    fn common_base(&self, one: &QualifiedName, other: &QualifiedName) -> Option<QualifiedName> {
        let chain = |name: &QualifiedName| -> Vec<QualifiedName> {
            std::iter::successors(self.types.get(name), |ty| ty.base.as_ref().and_then(|base| self.types.get(base)))
                .map(|ty| ty.name.clone())
                .collect()
        };
        let others = chain(other);
        chain(one).into_iter().find(|name| others.contains(name))
    }

    fn body(
        &self,
        draft: &OperationDraft,
        pages: &[usize],
        target: &Target,
        placed: &[(usize, Pair<'a>)],
        findings: &mut Vec<Diagnostic>,
    ) -> Option<crate::model::Body> {
        let bodies = BodyReader { reader: &self.reader, types: self.types };
        let mut merged: Option<crate::model::Body> = None;
        for &number in pages {
            let Some(&page) = self.library.pages.get(number) else { continue };
            let own: Vec<Pair<'a>> = placed.iter().filter(|(page, _)| *page == number).map(|(_, pair)| *pair).collect();
            let Some(body) = bodies.read(number, page, &draft.method, target, &own) else { continue };
            let Some(known) = &mut merged else {
                merged = Some(body);
                continue;
            };
            self.merge_body(known, body, page, findings);
        }
        merged
    }

    fn merge_body(&self, known: &mut crate::model::Body, other: crate::model::Body, page: &Page, findings: &mut Vec<Diagnostic>) {
        let mut differ = false;
        match (&mut known.content, &other.content) {
            (BodyContent::Resource(one), BodyContent::Resource(two)) => {
                if let (TypeKind::Structured(first), TypeKind::Structured(second)) = (&one.kind, &two.kind) {
                    match self.common_base(first, second) {
                        Some(base) => one.kind = TypeKind::Structured(base),
                        None => differ = true,
                    }
                }
            }
            (one, two) => differ = std::mem::discriminant(one) != std::mem::discriminant(two),
        }
        if differ && let Some(title) = &page.title {
            let message = "this page describes another request body than the other pages of the operation".to_owned();
            findings.push(Diagnostic::new(Code::OperationBodiesDiffer, title.span, message));
        }
        for (one, two) in
            other.members.iter().filter_map(|two| Some((known.members.iter().find(|one| one.name == two.name)?, two)))
        {
            if let (false, Some(row)) = (one.ty == two.ty, two.rows.first()) {
                let message = format!(
                    "`{}` of the request body is {} here and {} on another page of the operation",
                    two.name, two.ty, one.ty
                );
                let mut finding = Diagnostic::new(Code::OperationBodiesDiffer, row.span(), message);
                if let Some(row) = one.rows.first() {
                    finding = finding.with_related(row.span(), "the other page's row");
                }
                findings.push(finding);
            }
        }
        let further = other.alternatives.into_iter().filter(|media| !known.alternatives.contains(media));
        let further: Vec<String> = further.collect();
        known.alternatives.extend(further);
        for member in other.members {
            match known.members.iter_mut().find(|known| known.name == member.name) {
                Some(known) => known.rows.extend(member.rows),
                None => known.members.push(member),
            }
        }
    }

    /// Types and descriptions of path and function parameters from the rows that name them.
    fn type_parameters(&self, pages: &[usize], segments: &mut [Segment]) {
        for segment in segments {
            match segment {
                Segment::Literal(_) => {}
                Segment::Parameter(parameter) => self.type_parameter(pages, parameter),
                Segment::Function { parameters, .. } => {
                    for parameter in parameters {
                        self.type_parameter(pages, parameter);
                    }
                }
                Segment::PathAddress { anchor, path, .. } => {
                    self.type_parameters(pages, std::slice::from_mut(anchor));
                    self.type_parameter(pages, path);
                }
            }
        }
    }

    fn type_parameter(&self, pages: &[usize], parameter: &mut Parameter) {
        for &number in pages {
            let Some(&page) = self.library.pages.get(number) else { continue };
            // Generated pages describe the arguments of a function in the section of the request body.
            let bodies = parameter.kind == ParameterKind::Function;
            let row =
                page.rows.iter().filter(|row| row.kind == RowKind::Parameter || (bodies && row.kind != RowKind::Response)).find(
                    |row| {
                        row.name.value.eq_ignore_ascii_case(&parameter.name)
                            || row.name.value.eq_ignore_ascii_case(parameter.written.trim())
                    },
                );
            let Some(row) = row else { continue };
            let ty = self.reader.cell(number, &row.ty).ty;
            if !matches!(ty.kind, TypeKind::Primitive(Primitive::Json) | TypeKind::Unknown(_)) {
                parameter.ty = ty;
            }
            row.description.value.trim().clone_into(&mut parameter.description);
            parameter.required = row.markers.required;
            parameter.default = row.markers.default.as_ref().map(|literal| literal.value.clone());
            parameter.rows.push(self.library.place(row.span));
            return;
        }
    }

    fn examples(&self, placed: &[(usize, Pair<'a>)]) -> Vec<crate::model::Example> {
        placed
            .iter()
            .filter_map(|(number, pair)| Some(example::example(self.library, self.library.pages.get(*number)?, pair)))
            .collect()
    }
}

/// The answers by status, success first.
fn answers(method: &str, shape: Option<&Shape>, readings: &[(usize, ResponseReading)], target: &Target) -> Vec<Answer> {
    let readings: Vec<&ResponseReading> = readings.iter().map(|(_, reading)| reading).collect();
    let mut statuses: Vec<u16> = Vec::new();
    for status in readings.iter().flat_map(|reading| &reading.statuses) {
        if !statuses.contains(status) {
            statuses.push(*status);
        }
    }
    if !statuses.iter().any(|status| (200..400).contains(status)) {
        // Nothing says how success looks: a body means 200, none means 204.
        let answered = shape.is_some() || method == "GET";
        statuses.insert(0, if answered { 200 } else { 204 });
    }
    statuses.sort_by_key(|status| (*status >= 400, *status));
    let with_body = |status: u16| readings.iter().any(|reading| reading.with_body.contains(&status));
    let without_body = |status: u16| readings.iter().any(|reading| reading.without_body.contains(&status));
    let nothing = readings.iter().all(|reading| reading.nothing);
    statuses
        .iter()
        .map(|&status| {
            let content = match status {
                204 | 205 | 300..400 => AnswerContent::None,
                202 if !with_body(202) => AnswerContent::None,
                400.. => AnswerContent::Error,
                _ if without_body(status) && !with_body(status) && (nothing || method == "DELETE" || shape.is_none()) => {
                    AnswerContent::None
                }
                _ => success(method, shape, nothing && !with_body(status), target),
            };
            let mut headers: Vec<String> = readings
                .iter()
                .flat_map(|reading| &reading.headers)
                .filter(|(of, _)| of.is_none_or(|of| of == status) && status < 400)
                .map(|(_, name)| name.clone())
                .collect();
            headers.sort();
            headers.dedup();
            Answer { status, content, headers, claims: Vec::new() }
        })
        .collect()
}

fn success(method: &str, shape: Option<&Shape>, nothing: bool, target: &Target) -> AnswerContent {
    let one = |kind: &TypeKind| TypeRef { kind: kind.clone(), collection: false };
    match shape {
        _ if nothing => AnswerContent::None,
        Some(Shape::One(kind)) => AnswerContent::Value(one(kind)),
        Some(Shape::Many(kind)) => AnswerContent::Collection(one(kind)),
        Some(Shape::Array(kind)) => AnswerContent::Value(TypeRef { kind: kind.clone(), collection: true }),
        Some(Shape::Wrapped(ty)) => AnswerContent::Wrapped(ty.clone()),
        Some(Shape::Bytes) => AnswerContent::Bytes,
        Some(Shape::Json) => AnswerContent::Json,
        // The page is silent; a GET answers what stands at its address.
        None if method == "GET" => match &target.item {
            Some(item) if target.collection => AnswerContent::Collection(one(&TypeKind::Structured(item.clone()))),
            Some(item) => AnswerContent::Value(one(&TypeKind::Structured(item.clone()))),
            None => AnswerContent::Json,
        },
        None => AnswerContent::None,
    }
}
