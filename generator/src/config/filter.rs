//! Which operations are generated: globs over path templates, with the method behind `#`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use globset::{GlobBuilder, GlobMatcher};

use super::needed;
use crate::model::{Address, Api, Operation, Parameter, QualifiedName, Segment};

/// The methods that a pattern can name.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// One `GLOB` or `GLOB#METHOD`.
///
/// `*` stands for a part of one segment, `**` for any number of segments, and a placeholder in braces for one segment,
/// whatever it is called: `/users/{id}` is `/users/*`. A pattern that ends in `/**` matches the path before it too.
/// Case does not count, as the service does not distinguish it.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As written.
    written: String,
    paths: Vec<GlobMatcher>,
    methods: Vec<&'static str>,
    /// Shared by all copies, as filters are copied and used from many threads.
    used: Arc<AtomicBool>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// When it is not a glob or names an unknown method: what is wrong, and the way out.
    pub fn parse(written: &str) -> Result<Self, (String, String)> {
        let (path, method) = written.split_once('#').map_or((written, None), |(path, method)| (path, Some(method)));
        if path.trim().is_empty() {
            return Err(("the pattern names no path".to_owned(), "write a path before the #, or ** for every path".to_owned()));
        }
        let mut methods = Vec::new();
        for name in method.into_iter().flat_map(|method| method.split(',')).map(str::trim) {
            let known = METHODS.iter().find(|known| known.eq_ignore_ascii_case(name));
            methods.push(*known.ok_or_else(|| {
                (format!("`{name}` is not a method"), format!("write one of {} behind the #", METHODS.join(", ")))
            })?);
        }
        let path = placeholders_as_globs(path.trim());
        let path = if path.starts_with('/') || path.starts_with("**") { path } else { format!("/{path}") };
        let mut paths = vec![glob(&path)?];
        if let Some(before) = path.strip_suffix("/**").filter(|before| !before.is_empty()) {
            paths.push(glob(before)?);
        }
        Ok(Self { written: written.to_owned(), paths, methods, used: Arc::default() })
    }

    /// As written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether a path template and a method are meant. Remembered for [`Pattern::is_used`].
    #[must_use]
    pub fn matches(&self, path: &str, method: &str) -> bool {
        let path = path.split('?').next().unwrap_or(path);
        let matches = (self.methods.is_empty() || self.methods.iter().any(|known| known.eq_ignore_ascii_case(method)))
            && self.paths.iter().any(|glob| glob.is_match(path));
        if matches {
            self.used.store(true, Ordering::Relaxed);
        }
        matches
    }

    /// Whether anything matched so far.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }
}

fn glob(path: &str) -> Result<GlobMatcher, (String, String)> {
    match GlobBuilder::new(path).literal_separator(true).case_insensitive(true).backslash_escape(true).build() {
        Ok(glob) => Ok(glob.compile_matcher()),
        Err(error) => Err((
            format!("the pattern cannot be read: {}", error.kind()),
            "use * for a part of one segment, ** for any number of segments, and \\ before a character that is meant as such"
                .to_owned(),
        )),
    }
}

/// Braces of a path template would be alternatives of a glob; a placeholder matches any one segment instead.
fn placeholders_as_globs(path: &str) -> String {
    let mut globs = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        let inside = &rest[open + 1..open + length];
        globs.push_str(&rest[..open]);
        if inside.contains(',') {
            globs.push_str(&rest[open..=open + length]);
        } else {
            globs.push('*');
        }
        rest = &rest[open + length + 1..];
    }
    globs.push_str(rest);
    globs
}

/// Includes and excludes.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
}

impl Filter {
    /// A filter of patterns; no include means everything.
    #[must_use]
    pub fn new(include: Vec<Pattern>, exclude: Vec<Pattern>) -> Self {
        Self { include, exclude }
    }

    /// Patterns of the command line: includes take the place of those of the file, excludes join them.
    pub(super) fn put_over(&mut self, include: Vec<Pattern>, exclude: Vec<Pattern>) {
        if !include.is_empty() {
            self.include = include;
        }
        self.exclude.extend(exclude);
    }

    /// Everything passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Whether an operation of a path template and a method is generated.
    #[must_use]
    pub fn selects(&self, path: &str, method: &str) -> bool {
        // Every pattern is asked, so that each learns that it is used.
        let any = |patterns: &[Pattern]| patterns.iter().filter(|pattern| pattern.matches(path, method)).count() > 0;
        let excluded = any(&self.exclude);
        let included = any(&self.include) || self.include.is_empty();
        included && !excluded
    }

    /// Whether an operation is generated: one of its addresses is included, and none is excluded.
    #[must_use]
    pub fn selects_operation(&self, operation: &Operation) -> bool {
        let paths: Vec<String> = std::iter::once(&operation.address).chain(&operation.aliases).map(path_template).collect();
        let count = |patterns: &[Pattern]| {
            let pairs = paths.iter().flat_map(|path| patterns.iter().map(move |pattern| (path, pattern)));
            pairs.filter(|(path, pattern)| pattern.matches(path, &operation.method)).count()
        };
        let excluded = count(&self.exclude) > 0;
        let included = count(&self.include) > 0 || self.include.is_empty();
        included && !excluded
    }

    /// Takes the operations out of the model that are not generated, and the types that only they need; tells how many
    /// operations. Types that no operation needs at all stay, unless only some operations are to be included.
    pub fn apply(&self, api: &mut Api) -> usize {
        let mut left_out = 0;
        for version in &mut api.versions {
            let before = version.operations.len();
            let unneeded: Vec<QualifiedName> = if self.include.is_empty() {
                let needed = needed::of_operations(version);
                version.types.iter().map(|ty| &ty.name).filter(|name| !needed.contains(name)).cloned().collect()
            } else {
                Vec::new()
            };
            version.operations.retain(|operation| self.selects_operation(operation));
            if version.operations.len() == before {
                continue;
            }
            left_out += before - version.operations.len();
            let mut kept = needed::of_operations(version);
            kept.extend(needed::of(version, unneeded.into_iter()));
            version.types.retain(|ty| kept.contains(&ty.name));
            version.enumerations.retain(|ty| kept.contains(&ty.name));
        }
        left_out
    }

    /// The patterns that matched nothing so far, as written.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        self.include.iter().chain(&self.exclude).filter(|pattern| !pattern.is_used()).map(Pattern::written)
    }
}

/// An address as people write it: `/users/{user-id}/messages`.
#[must_use]
pub fn path_template(address: &Address) -> String {
    let mut path = String::new();
    for segment in &address.segments {
        path.push('/');
        push_segment(&mut path, segment);
    }
    if path.is_empty() {
        path.push('/');
    }
    path
}

fn push_segment(path: &mut String, segment: &Segment) {
    let placeholder = |path: &mut String, parameter: &Parameter| {
        path.push('{');
        path.push_str(&parameter.name);
        path.push('}');
    };
    match segment {
        Segment::Literal(text) => path.push_str(text),
        Segment::Parameter(parameter) => placeholder(path, parameter),
        Segment::Function { name, parameters } => {
            path.push_str(name);
            path.push('(');
            for (index, parameter) in parameters.iter().enumerate() {
                if index > 0 {
                    path.push(',');
                }
                path.push_str(&parameter.name);
                path.push('=');
                match &parameter.literal {
                    Some(literal) => path.push_str(literal),
                    None => placeholder(path, parameter),
                }
            }
            path.push(')');
        }
        Segment::PathAddress { anchor, path: inner, closed } => {
            push_segment(path, anchor);
            path.push_str(":/");
            placeholder(path, inner);
            if *closed {
                path.push(':');
            }
        }
    }
}
