//! Text to shapes: what of a file decides whether it parses, without what does not.
//!
//! Whether a text is Rust does not depend on which identifiers and which strings stand in it, as long as none is a keyword.
//! So a file is cut into pieces (items, and within them fields, variants and functions), every identifier of a piece becomes
//! `a`, every string `""`, every run of documentation lines one attribute, and what stands between the brackets of a macro
//! call or of an attribute is left out, because any balanced tokens may stand there. Of more than two equal statements or
//! list elements in a row two are kept: behind the second the parser is where it was behind the first. Thousands of types
//! have some hundred such shapes, and each needs to be parsed only once.
//!
//! The cutting need not be clever: a list of items is Rust if each part of it is a list of items, wherever it was cut. A
//! text with anything unusual in it (a character literal, a block comment, an identifier beyond ASCII) has no shapes, and is
//! parsed as it stands.

use memchr::{memchr, memchr3};

/// Keywords of any edition, and words that are one in some places. They stand in a shape as themselves.
const KEYWORDS: &[&str] = &[
    "Self",
    "_",
    "abstract",
    "as",
    "async",
    "auto",
    "await",
    "become",
    "box",
    "break",
    "builtin",
    "catch",
    "const",
    "continue",
    "crate",
    "default",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "reuse",
    "safe",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// Where in the sorted keywords those begin whose first byte is at least the index.
const BEGINS: [usize; 128] = begins();

const fn begins() -> [usize; 128] {
    let mut begins = [0; 128];
    let (mut first, mut at) = (0, 0);
    while first < begins.len() {
        while at < KEYWORDS.len() && (KEYWORDS[at].as_bytes()[0] as usize) < first {
            at += 1;
        }
        begins[first] = at;
        first += 1;
    }
    begins
}

/// Whether a word is a keyword. Few begin with the same letter, and hardly any of those is as long.
fn is_keyword(word: &str) -> bool {
    let first = usize::from(word.as_bytes().first().copied().unwrap_or_default());
    let Some(&[begin, end]) = BEGINS.get(first..first + 2) else { return false };
    KEYWORDS[begin..end].contains(&word)
}

/// Hands out the shapes of a file, to be parsed in place of it: together they decide about the whole. `None` if something in
/// the file has to be seen by the parser itself; what was handed out until then decides nothing.
pub(super) fn shapes(text: &str, found: &mut dyn FnMut(&str)) -> Option<()> {
    let mut cutter = Cutter::new(found);
    let mut rest = text;
    while !rest.is_empty() {
        let (token, after) = token(rest)?;
        cutter.take(token)?;
        rest = after;
    }
    cutter.finish()
}

/// One token, as far as its kind matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Space,
    InnerDoc,
    OuterDoc,
    /// A keyword, a lifetime, punctuation.
    Itself(&'a str),
    Identifier,
    Text,
    Number,
    Open(char),
    Close(char),
}

fn token(text: &str) -> Option<(Token<'_>, &str)> {
    let first = text.chars().next()?;
    match first {
        ' ' | '\n' => Some((Token::Space, split_where(text, |byte| !matches!(byte, b' ' | b'\n')).1)),
        '/' if text.starts_with("//") => comment(text),
        '"' => string(text),
        '{' | '(' | '[' => Some((Token::Open(first), text.get(1..)?)),
        '}' | ')' | ']' => Some((Token::Close(first), text.get(1..)?)),
        '\'' => lifetime(text),
        '0'..='9' => number(text),
        'a'..='z' | 'A'..='Z' | '_' => word(text),
        '!' | '#' | '&' | '*' | '+' | ',' | '-' | '.' | ':' | ';' | '<' | '=' | '>' | '?' | '|' => {
            Some((Token::Itself(text.get(..1)?), text.get(1..)?))
        }
        _ => None,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Splits before the first byte that ends what is ASCII only.
fn split_where(text: &str, ends: impl Fn(u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().position(ends).unwrap_or(text.len()))
}

fn comment(text: &str) -> Option<(Token<'_>, &str)> {
    let (line, rest) = text.split_at(memchr(b'\n', text.as_bytes()).unwrap_or(text.len()));
    // A carriage return alone may stand in no documentation.
    if memchr(b'\r', line.as_bytes()).is_some() {
        return None;
    }
    let token = if line.starts_with("//!") {
        Token::InnerDoc
    } else if line.starts_with("///") && !line.starts_with("////") {
        Token::OuterDoc
    } else {
        Token::Space
    };
    Some((token, rest))
}

/// A string with the escapes that generated code has. What follows it must not be glued to it.
fn string(text: &str) -> Option<(Token<'_>, &str)> {
    let mut rest = text.get(1..)?;
    loop {
        let at = memchr3(b'"', b'\\', b'\r', rest.as_bytes())?;
        let mut found = rest.get(at..)?.chars();
        match (found.next()?, found.next()) {
            ('"', _) => return unglued(Token::Text, rest.get(at + 1..)?),
            ('\\', Some('n' | 't' | 'r' | '0' | '\\' | '"' | '\'' | '\n')) => {}
            ('\\', Some('u')) => {
                let (digits, _) = rest.get(at..)?.strip_prefix("\\u{")?.split_once('}')?;
                char::from_u32(u32::from_str_radix(digits, 16).ok().filter(|_| digits.len() <= 6)?)?;
            }
            _ => return None,
        }
        rest = rest.get(at + 2..)?;
    }
}

/// Digits, with or without a fraction: `7`, `0.5`.
fn number(text: &str) -> Option<(Token<'_>, &str)> {
    let behind_digits = |text| split_where(text, |byte| !byte.is_ascii_digit()).1;
    let rest = behind_digits(text);
    let fraction = rest.strip_prefix('.').filter(|fraction| fraction.starts_with(|first: char| first.is_ascii_digit()));
    unglued(Token::Number, fraction.map_or(rest, behind_digits))
}

fn lifetime(text: &str) -> Option<(Token<'_>, &str)> {
    let (name, rest) = split_where(text.get(1..)?, |byte| !is_word(byte));
    // A quote behind it makes it a character.
    let is_lifetime = name.starts_with(|first: char| first.is_ascii_lowercase()) && !rest.starts_with('\'');
    is_lifetime.then(|| text.get(..=name.len())).flatten().map(|name| (Token::Itself(name), rest))
}

fn word(text: &str) -> Option<(Token<'_>, &str)> {
    if let Some(raw) = text.strip_prefix("r#") {
        let (name, rest) = split_where(raw, |byte| !is_word(byte));
        let may_be_raw =
            name.starts_with(|first: char| first.is_ascii_alphabetic()) && !matches!(name, "self" | "Self" | "super" | "crate");
        return if may_be_raw { plain(Token::Identifier, rest) } else { None };
    }
    let (word, rest) = split_where(text, |byte| !is_word(byte));
    let token = if is_keyword(word) { Token::Itself(word) } else { Token::Identifier };
    plain(token, rest)
}

/// A word, unless what follows makes it the begin of something else: `b"..."`, `r#"..."#`, `c'x'`, an identifier beyond ASCII.
fn plain<'a>(token: Token<'a>, rest: &'a str) -> Option<(Token<'a>, &'a str)> {
    let follows = rest.chars().next();
    follows.is_none_or(|next| next.is_ascii() && !matches!(next, '"' | '\'' | '#')).then_some((token, rest))
}

/// A literal that no suffix follows.
fn unglued<'a>(token: Token<'a>, rest: &'a str) -> Option<(Token<'a>, &'a str)> {
    let follows = rest.bytes().next();
    follows
        .is_none_or(|next| next.is_ascii() && !is_word(next) && !matches!(next, b'"' | b'\'' | b'#' | b'.'))
        .then_some((token, rest))
}

/// Puts shapes together from tokens.
struct Cutter<'f> {
    /// Takes the shapes that are done.
    found: &'f mut dyn FnMut(&str),
    /// Some are.
    begun: bool,
    /// The piece at hand: an item, or a member of one.
    piece: String,
    /// The item around the member at hand, up to its opening brace.
    around: Option<String>,
    /// Brackets that are open.
    open: Vec<Open>,
    /// How many brackets were open where the arguments of a macro or an attribute began.
    arguments: Option<usize>,
    /// The last two tokens, spaces left out, are a name and `!`.
    calls: Calls,
}

/// An open bracket.
struct Open {
    bracket: char,
    /// Where in the piece its last three elements begin, the one at hand first.
    elements: [usize; 3],
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Calls {
    #[default]
    No,
    Name,
    Macro,
}

impl<'f> Cutter<'f> {
    fn new(found: &'f mut dyn FnMut(&str)) -> Self {
        let (piece, around, open) = (String::new(), None, Vec::new());
        Self { found, begun: false, piece, around, open, arguments: None, calls: Calls::No }
    }

    fn done(&mut self, shape: &str) {
        self.begun = true;
        (self.found)(shape);
    }

    /// The piece at hand is a shape.
    fn piece_done(&mut self) {
        let mut piece = std::mem::take(&mut self.piece);
        self.done(&piece);
        piece.clear();
        self.piece = piece;
        for open in &mut self.open {
            open.elements = [0; 3];
        }
    }

    fn take(&mut self, token: Token<'_>) -> Option<()> {
        match token {
            Token::Open(bracket) => self.open(bracket),
            Token::Close(bracket) => self.close(bracket)?,
            _ if self.arguments.is_some() => {}
            Token::Space if self.piece.is_empty() || self.piece.ends_with(' ') => {}
            Token::Space => self.piece.push(' '),
            // Below the first item it would belong to nothing, though a piece of its own would pass.
            Token::InnerDoc if self.begun || !self.open.is_empty() => return None,
            Token::InnerDoc => self.doc("#![doc=\"\"]"),
            Token::OuterDoc => self.doc("#[doc=\"\"]"),
            Token::Itself(text) => {
                let is_inner = text == "!" && self.piece == "#";
                if is_inner && (self.begun || self.around.is_some()) {
                    return None;
                }
                self.piece.push_str(text);
                if !self.cut_behind(text) && matches!(text, ";" | ",") {
                    self.end_element();
                }
            }
            Token::Identifier => self.piece.push('a'),
            Token::Text => self.piece.push_str("\"\""),
            Token::Number => self.piece.push('0'),
        }
        self.calls = match (token, self.calls) {
            (Token::Identifier, _) => Calls::Name,
            (Token::Itself("!"), Calls::Name) => Calls::Macro,
            (Token::Space, calls) => calls,
            _ => Calls::No,
        };
        Some(())
    }

    /// Several lines are one attribute.
    fn doc(&mut self, attribute: &str) {
        if !self.piece.trim_end().ends_with(attribute) {
            self.piece.push_str(attribute);
        }
    }

    fn open(&mut self, bracket: char) {
        if self.arguments.is_none() {
            self.piece.push(bracket);
            if self.calls == Calls::Macro || self.piece.ends_with("#[a(") {
                self.arguments = Some(self.open.len());
            } else if bracket == '{' && self.open.is_empty() && matches!(keyword(&self.piece), "struct" | "enum" | "impl") {
                self.around = Some(std::mem::take(&mut self.piece));
            }
        }
        self.open.push(Open { bracket, elements: [self.piece.len(); 3] });
    }

    /// A statement or an element of a list ends: the third of equal ones goes.
    fn end_element(&mut self) {
        let Some(open) = self.open.last_mut() else { return };
        let [third, second, first] = open.elements;
        let text = |range: std::ops::Range<usize>| self.piece.get(range).unwrap_or_default().trim_start();
        let last = text(third..self.piece.len());
        if last == text(second..third) && last == text(first..second) {
            self.piece.truncate(third);
        } else {
            open.elements = [self.piece.len(), third, second];
        }
    }

    fn close(&mut self, bracket: char) -> Option<()> {
        let pair = (self.open.pop()?.bracket, bracket);
        if !matches!(pair, ('{', '}') | ('(', ')') | ('[', ']')) {
            return None;
        }
        if self.arguments.is_some_and(|depth| self.open.len() > depth) {
            return Some(());
        }
        self.arguments = None;
        if self.open.is_empty()
            && let Some(around) = self.around.take()
        {
            // The item without members, and with what stands behind the last comma.
            self.piece.insert_str(0, &around);
            self.piece.push('}');
            self.piece_done();
            return Some(());
        }
        self.piece.push(bracket);
        if bracket == '}' {
            self.cut_behind("}");
        }
        Some(())
    }

    /// Ends the piece behind what ends an item or a member; whether it did.
    fn cut_behind(&mut self, end: &str) -> bool {
        let depth = self.open.len();
        match &self.around {
            Some(around) if depth == 1 && (end == "}" || (end == "," && keyword(around) != "impl")) => {
                self.piece.insert_str(0, without_attributes(around));
                self.piece.push('}');
                self.piece_done();
            }
            None if depth == 0 && (end == ";" || (end == "}" && !continues(&self.piece))) => {
                self.piece_done();
            }
            _ => return false,
        }
        true
    }

    fn finish(mut self) -> Option<()> {
        if !self.open.is_empty() {
            return None;
        }
        if !self.piece.trim().is_empty() {
            self.piece_done();
        }
        Some(())
    }
}

/// Whether a closing brace does not end the item: `static A: B = B { ... };`, `use a::{b, c};`.
fn continues(piece: &str) -> bool {
    matches!(keyword(piece), "static" | "const" | "use")
}

/// The word that says what an item is.
fn keyword(item: &str) -> &str {
    let item = without_attributes(item);
    let item = match item.strip_prefix("pub") {
        Some(seen) if seen.starts_with(' ') => seen,
        Some(seen) if seen.starts_with('(') => seen.split_once(')').map_or("", |(_, item)| item),
        _ => item,
    };
    split_where(item.trim_start(), |byte| !is_word(byte)).0
}

/// An item without the attributes before it, which only its own shape has to show.
fn without_attributes(item: &str) -> &str {
    let mut rest = item.trim_start();
    while let Some(attribute) = rest.strip_prefix("#[").or_else(|| rest.strip_prefix("#![")) {
        let mut depth = 1;
        let end = attribute.find(|character| {
            depth += i32::from(character == '[') - i32::from(character == ']');
            depth == 0
        });
        let Some(end) = end else { return rest };
        rest = attribute.get(end + 1..).unwrap_or_default().trim_start();
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Option<Vec<String>> {
        let mut pieces = Vec::new();
        shapes(text, &mut |piece| pieces.push(piece.to_owned())).map(|()| pieces)
    }

    fn accepted(text: &str) -> bool {
        pieces(text).is_some_and(|pieces| pieces.iter().all(|piece| syn::parse_file(piece).is_ok()))
    }

    #[test]
    fn every_keyword_stands_for_itself() {
        for keyword in KEYWORDS {
            assert_eq!(word(keyword), Some((Token::Itself(keyword), "")), "{keyword}");
        }
    }

    #[test]
    fn items_of_one_form_have_one_shape() {
        let one = pieces("/// A.\n/// More.\npub struct User { pub id: Option<String>, }\nmodel! { User \"u\"; id }").unwrap();
        let other = pieces("/// B.\npub struct Group { pub name: Option<r#Type>, }\nmodel! { Group [1, 2] }").unwrap();
        assert_eq!(one, other);
        assert_eq!(one, ["pub struct a {pub a: a<a>,}", "#[doc=\"\"] pub struct a {}", "a! {}"]);
    }

    #[test]
    fn of_equal_elements_two_are_kept() {
        let both = |text: &str| pieces(text).unwrap().concat();
        assert_eq!(both("fn a() { b(); b(); c(); d(); }"), "fn a() { a(); a(); }");
        assert_eq!(both("static A: B = [1, 2, 3, 4, d];"), "static a: a = [0, 0, a];");
        assert_eq!(both("fn a() { b(); b(1); c(); }"), "fn a() { a(); a(0); a(); }");
        assert_eq!(
            both("fn a() { b([1, 2, 3]); b([1, 2]); c([4, 5, 6, 7]); }"),
            "fn a() { a([0, 0, 0]); a([0, 0]); a([0, 0, 0]); }"
        );
        assert_eq!(both("#[cfg(any(a, b))] struct A;"), both("#[cfg(c)] struct A;"));
    }

    #[test]
    fn what_is_rust_has_shapes_that_are() {
        for text in [
            "//! Doc.\n\nuse super::super as api;\nuse a::{b, c as d};\n",
            "#[derive(Clone)]\n#[cfg(feature = \"x\")]\npub enum A { /// One.\n One, Two(Box<B>), }",
            "impl A { #[must_use] pub fn a(mut self, v: impl Into<Vec<B>>) -> Self { set(&mut self.a, 3, v); self } pub fn b() {} }",
            "pub static A: Operation = Operation { text: \"a\\n\\\n   b \\\" c\" };\npub fn a<'a>(b: &'static str) -> C<()> { D::new(&A).b(b) }",
        ] {
            assert!(syn::parse_file(text).is_ok(), "{text}");
            assert!(accepted(text), "{text}: {:?}", pieces(text));
        }
    }

    #[test]
    fn what_is_not_rust_has_no_shapes_that_are() {
        for text in [
            "pub struct A { pub a: B, /// of nothing\n}",
            "pub struct A { pub a: B, pub fn: C, }",
            "pub struct fn { }",
            "use a;\n//! Doc.\nuse b;",
            "use a;\n#![allow(b)]\nuse b;",
            "impl A { fn a() {} #![allow(b)] fn b() {} }",
            "impl A { fn a() { }",
            "pub fn a(] {}",
            "model! { ( ] }",
            "static A: &str = \"\\x\";",
            "static A: &str = \"a\"b;",
            "struct A { a: B } }",
            "enum A { A(B, C), D(, }",
            "static A: [B, B, B, B] = c;",
            "impl A { fn a(self, self, self, self) {} }",
            "fn a() { #![b] c(); #![b] c(); #![b] c(); }",
            "/// of nothing",
            "struct A { r#self: B }",
        ] {
            assert!(syn::parse_file(text).is_err() || pieces(text).is_none(), "{text} is Rust");
            assert!(!accepted(text), "{text}");
        }
    }

    /// Leaves out, doubles and swaps tokens of a file of many forms: whatever then passes as shapes passes as a whole.
    #[test]
    fn what_passes_as_shapes_passes_as_a_whole() {
        passes(include_str!("../../../generated/src/beta/backup/site_protection_unit.rs"), 300);
        passes(include_str!("../../../generated/tests/tables/beta.rs"), 60);
        let runs = "fn a(a: B, b: B, c: B, d: B) { b(1, 2, 3, 4); b(1, 2, 3, 4); b(1, 2, 3, 4); c(); c(); c(); [d, e, f, g]; }";
        passes(
            &format!("{runs} impl A {{ {runs} }} struct A([B; 1], C, D, E); #[cfg(any(a, b))] use a::{{b, c, d, e}};"),
            20_000,
        );
    }

    fn passes(text: &str, tries: usize) {
        assert!(accepted(text));
        let mut ends = Vec::new();
        let mut rest = text;
        while let Some((token, after)) = token(rest) {
            if token != Token::Space {
                ends.push((text.len() - rest.len(), text.len() - after.len()));
            }
            rest = after;
        }
        let mut passed = 0;
        // Far apart and without a common measure, so that all places and all pairs have their turn.
        for number in (0..tries).map(|number| number * 7919) {
            let (start, end) = ends[number % ends.len()];
            let (other, to) = ends[number / ends.len() % ends.len()];
            let changed = match number % 3 {
                0 => [&text[..start], &text[end..]].concat(),
                1 => [&text[..end], " ", &text[other..to], " ", &text[end..]].concat(),
                _ => [&text[..start], " ", &text[other..to], " ", &text[end..]].concat(),
            };
            if accepted(&changed) {
                passed += 1;
                assert!(syn::parse_file(&changed).is_ok(), "passed as shapes, and is not Rust:\n{changed}");
            }
        }
        assert!(passed > 3, "{passed}");
    }
}
