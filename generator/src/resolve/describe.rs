//! One operation described from the pages that document it and from its examples.

use std::collections::BTreeMap;

use super::answer::{ResponseReading, Shape};
use super::answering::answers;
use super::body::BodyReader;
use super::enumerations::paragraphs;
use super::example::{self, Pair};
use super::include::{self, Fragments};
use super::library::Library;
use super::lineage::Lineage;
use super::operations::{Grouping, OperationDraft};
use super::permission;
use super::placement::on_page;
use super::query;
use super::reading::TypeReader;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Body, BodyContent, Operation, Parameter, ParameterKind, Primitive, QualifiedName, Segment, StructuredType, Target,
    TargetRole, TypeKind, TypeRef,
};
use crate::page::{Page, RowKind};

/// What is needed to describe operations.
pub(super) struct Describer<'d, 'a> {
    pub(super) library: &'d Library<'a>,
    pub(super) reader: TypeReader<'d, 'a>,
    pub(super) types: &'d BTreeMap<QualifiedName, StructuredType>,
    pub(super) grouping: &'d Grouping,
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
        let readings = self.own_readings(draft, &pages, &target, placed, findings);
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
            Some((TypeKind::Structured(name), _)) => Lineage(self.types).of(name).count(),
            _ => 0,
        }
    }

    fn body(
        &self,
        draft: &OperationDraft,
        pages: &[usize],
        target: &Target,
        placed: &[(usize, Pair<'a>)],
        findings: &mut Vec<Diagnostic>,
    ) -> Option<Body> {
        let reader = BodyReader { reader: &self.reader, types: self.types };
        let mut bodies: Vec<(&Page, Body)> = Vec::new();
        for &number in pages {
            let Some(&page) = self.library.pages.get(number) else { continue };
            if let Some(body) = reader.read(number, page, &draft.method, target, &on_page(placed, number)) {
                bodies.push((page, body));
            }
        }
        // Pages of properties and extensions show how to send them with any resource, and name themselves.
        let stands = |body: &Body| match (&body.content, &target.item) {
            (BodyContent::Resource(TypeRef { kind: TypeKind::Structured(name), .. }), Some(item)) => {
                Lineage(self.types).related(name, item)
            }
            _ => false,
        };
        if target.role == TargetRole::Resource
            && let Some(at) = bodies.iter().position(|(_, body)| stands(body))
        {
            let content = bodies[at].1.content.clone();
            for (_, body) in
                bodies.iter_mut().filter(|(_, body)| matches!(body.content, BodyContent::Resource(_)) && !stands(body))
            {
                body.content = content.clone();
            }
        }
        let mut bodies = bodies.into_iter();
        let (_, mut merged) = bodies.next()?;
        for (page, body) in bodies {
            self.merge_body(&mut merged, body, page, findings);
        }
        Some(merged)
    }

    fn merge_body(&self, known: &mut Body, other: Body, page: &Page, findings: &mut Vec<Diagnostic>) {
        let mut differ = false;
        match (&mut known.content, &other.content) {
            (BodyContent::Resource(one), BodyContent::Resource(two)) => {
                if let (TypeKind::Structured(first), TypeKind::Structured(second)) = (&one.kind, &two.kind) {
                    match Lineage(self.types).common(first, second) {
                        Some(base) => one.kind = TypeKind::Structured(base.clone()),
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
