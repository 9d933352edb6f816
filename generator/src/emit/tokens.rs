//! Fragments with grammar (types, attributes, literals) as tokens, and tokens as text laid out like rustfmt lays it out.
//!
//! Whole files are not re-formatted: the templates print the final layout, which is what keeps a run over thousands of pages
//! below a second. What they print must still parse (`format`).

use std::collections::BTreeSet;
use std::fmt::Write as _;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::quote;

/// The tokens as text.
pub(super) fn print(tokens: TokenStream) -> String {
    let mut out = String::new();
    let mut glue = Glue::Start;
    print_into(tokens, &mut out, &mut glue);
    out
}

/// What was printed last, as far as the next token's spacing depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glue {
    /// Nothing, or an opening bracket: no space may follow.
    Start,
    /// An identifier or literal.
    Word,
    /// A closing bracket.
    Closed,
    /// Punctuation that holds on to what follows: `::`, `<`, `&`, `#`, `'`, `!`.
    Tight,
    /// Punctuation that a space follows: `,`, `:`, `=`, `->`, `+`.
    Spaced,
    /// `>` of a generic list.
    Angle,
}

fn print_into(tokens: TokenStream, out: &mut String, glue: &mut Glue) {
    let mut previous_punct: Option<(char, Spacing)> = None;
    let mut stream = tokens.into_iter().peekable();
    while let Some(token) = stream.next() {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{ ", " }"),
                    Delimiter::None => ("", ""),
                };
                if *glue == Glue::Spaced || (open == "{ " && *glue != Glue::Start) {
                    out.push(' ');
                }
                out.push_str(open);
                *glue = Glue::Start;
                let stream = group.stream();
                // Tokens that nobody else holds are taken apart, others copied.
                drop(group);
                print_into(stream, out, glue);
                out.push_str(close);
                *glue = Glue::Closed;
                previous_punct = None;
            }
            TokenTree::Ident(ident) => {
                if matches!(*glue, Glue::Word | Glue::Spaced | Glue::Angle | Glue::Closed) {
                    out.push(' ');
                }
                let _ = write!(out, "{ident}");
                *glue = Glue::Word;
                previous_punct = None;
            }
            TokenTree::Literal(literal) => {
                if matches!(*glue, Glue::Word | Glue::Spaced) {
                    out.push(' ');
                }
                let _ = write!(out, "{literal}");
                *glue = Glue::Word;
                previous_punct = None;
            }
            TokenTree::Punct(punct) => {
                let character = punct.as_char();
                let joined = previous_punct.is_some_and(|(_, spacing)| spacing == Spacing::Joint);
                let before = previous_punct.map(|(character, _)| character);
                let doubled = joined && before == Some(character) && character == ':';
                let arrow = joined && character == '>' && matches!(before, Some('-' | '='));
                let begins_path = character == ':'
                    && punct.spacing() == Spacing::Joint
                    && matches!(stream.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':');
                let space_before = !joined
                    && match character {
                        '=' | '-' | '+' | '|' => *glue != Glue::Start,
                        '&' | '\'' | '#' => *glue == Glue::Spaced || (*glue == Glue::Word && character == '\''),
                        ':' if begins_path => *glue == Glue::Spaced,
                        '<' => *glue == Glue::Spaced,
                        _ => false,
                    };
                if space_before {
                    out.push(' ');
                }
                out.push(character);
                *glue = match character {
                    ':' if doubled || begins_path => Glue::Tight,
                    '>' if !arrow => Glue::Angle,
                    ',' | ';' | '+' | '|' | ':' | '=' | '>' => Glue::Spaced,
                    _ => Glue::Tight,
                };
                previous_punct = Some((character, punct.spacing()));
            }
        }
    }
}

/// Whether all bytes are of a kind. Looks at every byte: without a way out on the first that is not, many are looked at at once.
fn all(text: &str, is_of_kind: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(true, |all, byte| all & is_of_kind(byte))
}

/// Printable ASCII.
fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// A string literal that holds exactly this text, whatever stands in it.
pub(super) fn literal(text: &str) -> String {
    let is_plain = |byte: u8| is_printable(byte) && !matches!(byte, b'"' | b'\\');
    if all(text, is_plain) {
        return ["\"", text, "\""].concat();
    }
    proc_macro2::Literal::string(text).to_string()
}

/// The attribute that gates an item by features: none where the list is empty.
pub(super) fn gate(features: &[String]) -> String {
    match features {
        [] => String::new(),
        [one] => format!("{}\n", print(quote!(#[cfg(feature = #one)]))),
        many => format!("{}\n", print(quote!(#[cfg(any(#(feature = #many),*))]))),
    }
}

/// The gate of an item that needs the HTTP part of the runtime as well.
pub(super) fn client_gate(features: &[String]) -> String {
    let tokens = match features {
        [] => quote!(#[cfg(feature = "client")]),
        [one] => quote!(#[cfg(all(feature = "client", feature = #one))]),
        many => quote!(#[cfg(all(feature = "client", any(#(feature = #many),*)))]),
    };
    format!("{}\n", print(tokens))
}

/// The gate of what types and operations share (an import, a folder): open when any of them is there. Each list holds the
/// features of one of them.
pub(super) fn shared_gate(types: &[&[String]], operations: &[&[String]]) -> String {
    if types.iter().any(|features| features.is_empty()) || (types.is_empty() && operations.is_empty()) {
        return String::new();
    }
    let of_types: BTreeSet<&String> = types.iter().copied().flatten().collect();
    let of_operations: BTreeSet<&String> = operations.iter().copied().flatten().filter(|name| !of_types.contains(name)).collect();
    let mut conditions: Vec<TokenStream> = of_types.iter().map(|name| quote!(feature = #name)).collect();
    if operations.iter().any(|features| features.is_empty()) {
        conditions.push(quote!(feature = "client"));
    } else if !of_operations.is_empty() {
        let names = of_operations.iter();
        let any = any(names.map(|name| quote!(feature = #name)).collect());
        conditions.push(quote!(all(feature = "client", #any)));
    }
    let condition = any(conditions);
    format!("{}\n", print(quote!(#[cfg(#condition)])))
}

/// The gate of what needs two items: open when both are there.
pub(super) fn gate_of_both(one: &[String], other: &[String]) -> String {
    match (one, other) {
        ([], only) | (only, []) => gate(only),
        (one, other) => {
            let one = any(one.iter().map(|name| quote!(feature = #name)).collect());
            let other = any(other.iter().map(|name| quote!(feature = #name)).collect());
            format!("{}\n", print(quote!(#[cfg(all(#one, #other))])))
        }
    }
}

fn any(mut conditions: Vec<TokenStream>) -> TokenStream {
    if conditions.len() == 1 { conditions.remove(0) } else { quote!(any(#(#conditions),*)) }
}

/// Documentation lines as `///` comments with an indentation; an empty list gives nothing.
pub(super) fn doc(lines: &[String], indent: &str) -> String {
    let mut out = String::new();
    for line in lines {
        out.push_str(indent);
        out.push_str("///");
        if !line.is_empty() {
            out.push(' ');
            if all(line, is_printable) {
                out.push_str(line);
            } else {
                out.extend(line.chars().map(in_comment));
            }
        }
        out.push('\n');
    }
    out
}

/// Paths and names stand in documentation too, and in comments there are no escapes: what would end the line, or what rustc
/// refuses because nobody sees it, is replaced.
fn in_comment(character: char) -> char {
    match character {
        '\t' => ' ',
        control if control.is_control() => '\u{fffd}',
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_laid_out_as_rustfmt_would() {
        let cases = [
            (quote!(Option<Vec<api::call_records::Session>>), "Option<Vec<api::call_records::Session>>"),
            (quote!(id: impl Into<PathArgument>, body: &api::User), "id: impl Into<PathArgument>, body: &api::User"),
            (quote!(-> Request<Collection<api::User>, FilterTop>), "-> Request<Collection<api::User>, FilterTop>"),
            (quote!(#[cfg(any(feature = "a", feature = "b"))]), "#[cfg(any(feature = \"a\", feature = \"b\"))]"),
            (quote!(&'static str), "&'static str"),
            (quote!(#[deprecated(note = "x")]), "#[deprecated(note = \"x\")]"),
            (quote!(Request<()>), "Request<()>"),
        ];
        for (tokens, text) in cases {
            assert_eq!(print(tokens), text);
        }
    }

    #[test]
    fn documentation_stays_on_its_line() {
        let lines = ["a\nb\rc\u{202e}d".to_owned(), String::new()];
        assert_eq!(doc(&lines, "  "), "  /// a\u{fffd}b\u{fffd}c\u{fffd}d\n  ///\n");
    }

    #[test]
    fn literals_hold_any_text() {
        for text in ["\"", "\\", "a\nb", "\u{202e}", "#\"", "\0"] {
            let parsed: syn::LitStr = syn::parse_str(&literal(text)).unwrap();
            assert_eq!(parsed.value(), text);
        }
    }
}
