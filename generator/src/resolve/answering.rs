//! What an operation answers, from the pages that document it, from its examples and from its address.

use super::answer::{self, AtAddress, ResponseReading, Shape};
use super::describe::Describer;
use super::example::Pair;
use super::lineage::Lineage;
use super::operations::OperationDraft;
use super::placement::on_page;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Answer, AnswerContent, Claim, Evidence, Primitive, Segment, Target, TargetRole, TypeKind, TypeRef};

impl<'a> Describer<'_, 'a> {
    /// Each page read with the examples of this operation, or with all of its examples where it has none of its own.
    pub(super) fn own_readings(
        &self,
        draft: &OperationDraft,
        pages: &[usize],
        target: &Target,
        placed: &[(usize, Pair<'a>)],
        findings: &mut Vec<Diagnostic>,
    ) -> Vec<(usize, ResponseReading)> {
        let stands = matches!(target.role, TargetRole::Resource | TargetRole::Property);
        let address = AtAddress { several: draft.lists, item: target.item.as_ref().filter(|_| stands) };
        let mut readings = Vec::new();
        for &number in pages {
            let Some(&page) = self.library.pages.get(number) else { continue };
            let Some(general) = self.readings.get(number).and_then(Option::as_ref) else { continue };
            let own = on_page(placed, number);
            let answered = own.iter().any(|pair| pair.response.is_some());
            // What a page says of a use of the operation is no word on the operation; what it shows is.
            let shows_use = !draft.is_defined_by(number);
            if shows_use && !answered {
                continue;
            }
            if answered {
                let mut of_page = Vec::new();
                let mut reading = answer::read(&self.reader, self.types, (number, page), &own, address, &mut of_page);
                // All else was reported when the page was read as a whole.
                of_page.retain(|finding| reading.by_address && finding.code == Code::ResponseTypeDiffers);
                findings.append(&mut of_page);
                if shows_use {
                    let ResponseReading { statuses, with_body, without_body, .. } = &mut reading;
                    statuses.retain(|status| with_body.contains(status) || without_body.contains(status));
                }
                readings.push((number, reading));
            } else {
                let mut reading = general.clone();
                let shares = self.grouping.by_page.get(&number).is_some_and(|operations| operations.len() > 1);
                if let Some(shape) = self.other_than_shown(draft, target, general.content.as_ref()).filter(|_| shares) {
                    follow_address(&mut reading, draft, shape);
                }
                readings.push((number, reading));
            }
        }
        readings
    }

    /// What an operation answers that its page shows no answer of, where it can't be what other operations of the page answer:
    /// what stands at its address then.
    fn other_than_shown(&self, draft: &OperationDraft, target: &Target, shown: Option<&Shape>) -> Option<Shape> {
        if target.role == TargetRole::Property {
            return self.property(draft, target);
        }
        let (kind, several) = shown.and_then(Shape::item).filter(|_| target.role == TargetRole::Resource)?;
        let TypeKind::Structured(name) = kind else { return None };
        let other = target.item.as_ref().filter(|item| !Lineage(self.types).related(item, name));
        let guess = if other.is_some() { draft.method == "GET" && target.collection } else { several };
        let lists = draft.lists.unwrap_or(guess);
        if other.is_none() && lists == several {
            return None;
        }
        let kind = TypeKind::Structured(other.unwrap_or(name).clone());
        Some(if lists { Shape::Many(kind) } else { Shape::One(kind) })
    }

    /// What a GET of a single property answers; what is no object stands in `value` (OData JSON Format 4.01, section 11).
    fn property(&self, draft: &OperationDraft, target: &Target) -> Option<Shape> {
        let owner = self.types.get(target.parent.as_ref()?).filter(|_| draft.method == "GET")?;
        let property = owner.properties.iter().find(|property| property.name.eq_ignore_ascii_case(&target.member))?;
        Some(match &property.ty.kind {
            TypeKind::Primitive(Primitive::Stream) => Shape::Bytes,
            kind @ (TypeKind::Primitive(_) | TypeKind::Enumeration(_)) => {
                Shape::Wrapped(TypeRef { kind: kind.clone(), collection: property.ty.collection })
            }
            kind if property.ty.collection => Shape::Many(kind.clone()),
            kind => Shape::One(kind.clone()),
        })
    }

    /// The shape of the success body over all pages that define it: the common base where derived types have pages of their
    /// own.
    pub(super) fn shape(
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
            match Lineage(self.types).common(&common, other) {
                Some(base) => common = base.clone(),
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
            && Lineage(self.types).common(cast, &common) == Some(&common)
        {
            common = cast.clone();
        }
        Some(match first {
            Shape::Many(_) => Shape::Many(TypeKind::Structured(common)),
            Shape::Array(_) => Shape::Array(TypeKind::Structured(common)),
            _ => Shape::One(TypeKind::Structured(common)),
        })
    }
}

/// Gives a reading the shape that the address tells, and puts the page's words on record as not followed.
fn follow_address(reading: &mut ResponseReading, draft: &OperationDraft, shape: Shape) {
    for claim in &mut reading.claims {
        claim.used = false;
    }
    let at = draft.addresses.first().and_then(|address| address.at.first()).copied();
    if let (Some((kind, several)), Some(at)) = (shape.item(), at) {
        for (about, says) in [("type", kind.name().to_owned()), ("collection", several.to_string())] {
            reading.claims.push(Claim { about: about.to_owned(), says, evidence: Evidence::Path, at, used: true });
        }
    }
    reading.content = Some(shape);
}

/// The answers by status, success first.
pub(super) fn answers(
    method: &str,
    shape: Option<&Shape>,
    readings: &[(usize, ResponseReading)],
    target: &Target,
) -> Vec<Answer> {
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
                // A client that follows it gets what stands behind it.
                301 | 302 | 303 | 307 | 308 if method == "GET" => AnswerContent::Bytes,
                204 | 205 | 300..400 => AnswerContent::None,
                // A GET that is answered is answered with what it asks for.
                202 if !(with_body(202) || (method == "GET" && statuses.contains(&200))) => AnswerContent::None,
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
