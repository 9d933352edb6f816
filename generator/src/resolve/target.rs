//! Which type stands at an address: walked from known types, and learned from what GET, POST and PATCH pages say.

use std::collections::{BTreeMap, BTreeSet};

use super::path;
use super::type_index::TypeIndex;
use crate::model::{Primitive, PropertyKind, QualifiedName, Segment, StructuredType, Target, TargetRole, TypeKind};

/// A type and whether several stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) ty: QualifiedName,
    pub(super) collection: bool,
}

/// What pages say that addresses answer, by path key, and which addresses are documented at all.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned {
    standing: BTreeMap<String, Standing>,
    documented: BTreeSet<String>,
}

impl Learned {
    /// Notes that an address is documented.
    pub(super) fn visit(&mut self, segments: &[Segment]) {
        self.documented.insert(path::key(segments));
    }

    /// Notes what a page says that an address answers. The first word on an address stands: pages come in the order of
    /// [`OperationDraft::pages`](super::operations::OperationDraft::pages).
    pub(super) fn learn(&mut self, segments: &[Segment], ty: &QualifiedName, collection: bool) {
        let standing = Standing { ty: ty.clone(), collection };
        self.standing.entry(path::key(segments)).or_insert(standing);
    }

    /// Where only the items of a collection are documented, the collection is known too, and the other way round.
    pub(super) fn complete(&mut self) {
        let mut more = Vec::new();
        for (key, standing) in &self.standing {
            if standing.collection {
                more.push((format!("{key}/{{}}"), Standing { ty: standing.ty.clone(), collection: false }));
            } else if let Some(parent) = key.strip_suffix("/{}") {
                more.push((parent.to_owned(), Standing { ty: standing.ty.clone(), collection: true }));
            }
        }
        for (key, standing) in more {
            self.standing.entry(key).or_insert(standing);
        }
    }

    /// Takes over what the pages of another version say of addresses that this version passes through and does not
    /// document itself: a preview leaves out the page of a root that it shares with the released version.
    pub(super) fn borrow(&mut self, other: &Self) {
        for (key, standing) in &other.standing {
            if !self.standing.contains_key(key) && !self.documented.contains(key) && self.has_children(key) {
                self.standing.insert(key.clone(), standing.clone());
            }
        }
    }

    /// Some documented address goes on behind this one.
    fn has_children(&self, key: &str) -> bool {
        let start = format!("{key}/");
        self.documented.range(start.clone()..).next().is_some_and(|next| next.starts_with(&start))
    }
}

/// The types at addresses.
pub(super) struct Atlas<'m> {
    pub(super) types: &'m BTreeMap<QualifiedName, StructuredType>,
    pub(super) index: &'m TypeIndex,
    pub(super) learned: &'m Learned,
}

/// The result of a walk.
struct Walk {
    here: Option<Standing>,
    parent: Option<Standing>,
    member: String,
    cast: Option<QualifiedName>,
    /// The last named segment is a declared member of its parent.
    known_member: bool,
    /// The last named segment is a property that is no relationship.
    structural: bool,
}

/// A declared member of a type.
struct Member {
    standing: Option<Standing>,
    /// It is no relationship.
    structural: bool,
    /// It holds text, a number or the like, and no object.
    plain: bool,
}

impl Atlas<'_> {
    /// What stands at an address, before it is known what the operation answers.
    pub(super) fn target(&self, method: &str, segments: &[Segment]) -> Target {
        let walk = self.walk(segments);
        let role = role(method, segments, &walk);
        let mut target = Target {
            role,
            parent: walk.parent.as_ref().map(|parent| parent.ty.clone()),
            parent_collection: walk.parent.as_ref().is_some_and(|parent| parent.collection),
            item: walk.here.as_ref().map(|here| here.ty.clone()),
            collection: walk.here.as_ref().is_some_and(|here| here.collection),
            cast: walk.cast,
            member: walk.member,
        };
        if matches!(role, TargetRole::Action | TargetRole::Function) && !walk.known_member {
            // What it returns is filled in from the answer.
            target.item = None;
            target.collection = false;
        }
        target
    }

    fn walk(&self, segments: &[Segment]) -> Walk {
        let mut walk =
            Walk { here: None, parent: None, member: String::new(), cast: None, known_member: false, structural: false };
        for (index, segment) in segments.iter().enumerate() {
            let key = path::key(&segments[..=index]);
            self.step(segment, &key, &mut walk);
        }
        walk
    }

    fn step(&self, segment: &Segment, key: &str, walk: &mut Walk) {
        let learned = self.learned.standing.get(key);
        match segment {
            Segment::Literal(text) if text.starts_with('$') => {}
            Segment::Literal(text) => {
                if text.contains('.')
                    && let Some(cast) = self.cast(text)
                {
                    if let Some(here) = &mut walk.here {
                        here.ty = cast.clone();
                    }
                    walk.cast = Some(cast);
                    return;
                }
                let on_one = walk.here.as_ref().filter(|here| !here.collection);
                let member = on_one.and_then(|here| self.member(&here.ty, text));
                // A name that the type doesn't declare is a resource only where addresses go on behind it, or where
                // nothing is known of the type; a name behind a collection never is.
                let undeclared = match &walk.here {
                    None => learned.is_some(),
                    Some(here) => !here.collection && learned.is_some() && self.learned.has_children(key),
                };
                walk.known_member = member.is_some() || undeclared;
                walk.structural = member.as_ref().is_some_and(|member| member.structural);
                walk.parent = walk.here.take();
                let text_member = text.rsplit('.').next().unwrap_or(text);
                text_member.clone_into(&mut walk.member);
                walk.here = match member {
                    // No object stands there, whatever a page about several addresses answers at others.
                    Some(Member { plain: true, .. }) => None,
                    member => member.and_then(|member| member.standing).or_else(|| learned.cloned()),
                };
            }
            Segment::Parameter(_) => {
                walk.here = match walk.here.take() {
                    Some(mut here) if here.collection => {
                        here.collection = false;
                        Some(here)
                    }
                    _ => learned.cloned(),
                };
                walk.cast = None;
            }
            Segment::Function { name, .. } => {
                walk.parent = walk.here.take();
                walk.known_member = false;
                walk.structural = false;
                name.clone_into(&mut walk.member);
                walk.here = learned.cloned();
            }
            Segment::PathAddress { anchor, .. } => {
                // `root:/a/b:` stands for an item of the same type as the anchor.
                self.step(anchor, "", walk);
                walk.here = walk.here.take().or_else(|| learned.cloned());
            }
        }
    }

    fn cast(&self, text: &str) -> Option<QualifiedName> {
        let entry = self.index.find(text, super::library::DEFAULT_NAMESPACE)?;
        self.types.contains_key(&entry.name).then(|| entry.name.clone())
    }

    /// A member of a type or of its bases.
    fn member(&self, ty: &QualifiedName, name: &str) -> Option<Member> {
        let declared = self.types.get(ty)?;
        let property = declared.properties.iter().find(|property| property.name.eq_ignore_ascii_case(name))?;
        let standing = match &property.ty.kind {
            TypeKind::Structured(target) => Some(Standing { ty: target.clone(), collection: property.ty.collection }),
            _ => None,
        };
        let plain = match property.ty.kind {
            TypeKind::Primitive(primitive) => primitive != Primitive::Json,
            TypeKind::Enumeration(_) => true,
            TypeKind::Structured(_) | TypeKind::Unknown(_) => false,
        };
        Some(Member { standing, structural: property.kind == PropertyKind::Structural, plain })
    }
}

fn role(method: &str, segments: &[Segment], walk: &Walk) -> TargetRole {
    match segments.last() {
        Some(Segment::Literal(last)) if last == "$ref" => TargetRole::Reference,
        Some(Segment::Literal(last)) if last == "$value" => TargetRole::Value,
        Some(Segment::Literal(last)) if last == "$count" => TargetRole::Count,
        Some(Segment::Function { .. }) => {
            if method == "POST" {
                TargetRole::Action
            } else {
                TargetRole::Function
            }
        }
        Some(Segment::Literal(last)) if !walk.known_member && !is_cast(last, walk) => match method {
            // At the root, and below a type that nobody knows, a name is taken for a resource.
            "POST" if walk.parent.is_some() => TargetRole::Action,
            "GET" if walk.parent.is_some() => TargetRole::Function,
            _ => TargetRole::Resource,
        },
        Some(Segment::Literal(_)) if walk.structural && !walk.here.as_ref().is_some_and(|here| here.collection) => {
            TargetRole::Property
        }
        _ => TargetRole::Resource,
    }
}

fn is_cast(last: &str, walk: &Walk) -> bool {
    walk.cast.as_ref().is_some_and(|cast| cast.0.eq_ignore_ascii_case(last))
}
