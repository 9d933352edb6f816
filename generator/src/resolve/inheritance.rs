//! Which type is the direct base of which: from annotations, prose and "Inherited from" rows.

use std::collections::{BTreeMap, BTreeSet};

use super::library::Library;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Claim, Evidence, QualifiedName};
use crate::source::Span;

/// One source's word on the base of a type.
#[derive(Clone, Debug)]
pub(super) struct BaseClaim {
    pub(super) base: QualifiedName,
    pub(super) evidence: Evidence,
    pub(super) span: Span,
}

/// The direct bases, and what was said about each type.
#[derive(Debug, Default)]
pub(super) struct Bases {
    direct: BTreeMap<QualifiedName, QualifiedName>,
    pub(super) claims: BTreeMap<QualifiedName, Vec<Claim>>,
}

impl Bases {
    pub(super) fn base(&self, name: &QualifiedName) -> Option<&QualifiedName> {
        self.direct.get(name)
    }

    /// The bases from the nearest to the farthest. There are no cycles.
    pub(super) fn chain<'b>(&'b self, name: &QualifiedName) -> impl Iterator<Item = &'b QualifiedName> {
        std::iter::successors(self.direct.get(name), |base| self.direct.get(*base))
    }

    pub(super) fn derives(&self, name: &QualifiedName, base: &QualifiedName) -> bool {
        name == base || self.chain(name).any(|ancestor| ancestor == base)
    }

    /// The nearest type that all the given ones are or derive from.
    pub(super) fn common(&self, names: &[&QualifiedName]) -> Option<QualifiedName> {
        let (first, rest) = names.split_first()?;
        std::iter::once(*first).chain(self.chain(first)).find(|base| rest.iter().all(|name| self.derives(name, base))).cloned()
    }
}

/// Chooses one direct base for each type.
///
/// An annotation and a sentence often name two types of the same chain: the one nearer to the type is its direct
/// base. Where they name unrelated types the annotation wins. Rows decide only where both are silent.
pub(super) fn choose(
    library: &Library<'_>,
    claims: &BTreeMap<QualifiedName, Vec<BaseClaim>>,
    findings: &mut Vec<Diagnostic>,
) -> Bases {
    // What each type is said to derive from, whoever says it: enough to tell which of two claims is nearer.
    let loose: BTreeMap<&QualifiedName, BTreeSet<&QualifiedName>> =
        claims.iter().map(|(name, claims)| (name, claims.iter().map(|claim| &claim.base).collect())).collect();
    let mut bases = Bases::default();
    for (name, own) in claims {
        let stated: Vec<&BaseClaim> =
            own.iter().filter(|claim| claim.evidence != Evidence::Table && claim.base != *name).collect();
        let pool: Vec<&BaseClaim> =
            if stated.is_empty() { own.iter().filter(|claim| claim.base != *name).collect() } else { stated.clone() };
        let Some(chosen) = nearest(&pool, &loose) else { continue };
        bases.direct.insert(name.clone(), chosen.base.clone());
        if let Some(other) = stated.iter().find(|claim| claim.base != chosen.base) {
            let related = reaches(&chosen.base, &other.base, &loose);
            let nearer = if related { "which is farther up the same chain" } else { "which is unrelated" };
            findings.push(
                Diagnostic::new(
                    Code::BaseDisagrees,
                    other.span,
                    format!(
                        "`{}` is said to derive from `{}` here, {nearer}; `{}` is used",
                        name.short(),
                        other.base,
                        chosen.base
                    ),
                )
                .with_related(chosen.span, "the base that is used"),
            );
        }
        let mut kept: Vec<Claim> = Vec::new();
        for claim in own {
            let claim = Claim {
                about: "base".to_owned(),
                says: claim.base.0.clone(),
                evidence: claim.evidence,
                at: library.place(claim.span),
                used: claim.base == chosen.base,
            };
            if !kept.iter().any(|known| known.says == claim.says && known.evidence == claim.evidence) {
                kept.push(claim);
            }
        }
        bases.claims.insert(name.clone(), kept);
    }
    break_cycles(&mut bases, claims, findings);
    bases
}

/// The claim whose base reaches all others, else the one with the best evidence.
fn nearest<'c>(pool: &[&'c BaseClaim], loose: &BTreeMap<&QualifiedName, BTreeSet<&QualifiedName>>) -> Option<&'c BaseClaim> {
    let reaching = pool.iter().find(|claim| {
        pool.iter().all(|other| {
            other.base == claim.base || (reaches(&claim.base, &other.base, loose) && !reaches(&other.base, &claim.base, loose))
        })
    });
    reaching.or_else(|| pool.iter().min_by_key(|claim| claim.evidence)).copied()
}

fn reaches(from: &QualifiedName, to: &QualifiedName, loose: &BTreeMap<&QualifiedName, BTreeSet<&QualifiedName>>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            open.extend(loose.get(name).into_iter().flatten());
        }
    }
    false
}

/// Removes the base of the last type, by name, of each circle.
fn break_cycles(bases: &mut Bases, claims: &BTreeMap<QualifiedName, Vec<BaseClaim>>, findings: &mut Vec<Diagnostic>) {
    let names: Vec<QualifiedName> = bases.direct.keys().cloned().collect();
    for name in names {
        let mut seen = BTreeSet::from([name.clone()]);
        let mut at = name.clone();
        while let Some(base) = bases.direct.get(&at).cloned() {
            if !seen.insert(base.clone()) {
                bases.direct.remove(&at);
                if let Some(claim) = claims.get(&at).and_then(|own| own.iter().find(|claim| claim.base == base)) {
                    let message = format!("`{}` would derive from itself through `{}`; this base is left out", at.short(), base);
                    findings.push(Diagnostic::new(Code::BaseCycle, claim.span, message));
                }
                break;
            }
            at = base;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn claim(base: &str, evidence: Evidence) -> BaseClaim {
        BaseClaim { base: QualifiedName(base.to_owned()), evidence, span: Span::default() }
    }

    #[test]
    fn the_nearer_base_wins_and_circles_are_broken() {
        let sources = Sources::from_files(vec![crate::source::SourceFile::new("a.md", "x")]);
        let library = Library::new(&sources, Vec::new());
        let name = |text: &str| QualifiedName(text.to_owned());
        let claims = BTreeMap::from([
            (name("n.item"), vec![claim("n.entity", Evidence::Annotation)]),
            (name("n.file"), vec![claim("n.entity", Evidence::Annotation), claim("n.item", Evidence::Prose)]),
            (name("n.a"), vec![claim("n.b", Evidence::Prose)]),
            (name("n.b"), vec![claim("n.a", Evidence::Prose)]),
        ]);
        let mut findings = Vec::new();
        let bases = choose(&library, &claims, &mut findings);
        assert_eq!(bases.base(&name("n.file")), Some(&name("n.item")));
        assert_eq!(bases.chain(&name("n.file")).count(), 2);
        assert!(bases.chain(&name("n.a")).count() < 2);
        let codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, [Code::BaseDisagrees, Code::BaseCycle]);
    }
}
