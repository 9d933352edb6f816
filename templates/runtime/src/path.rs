//! Path arguments: from a value to the bytes between two slashes.
//!
//! A template has one place for each argument:
//!
//! * `{}` stands for one value: `/users/{}/messages`, `range(row={})`. Everything that could end the segment is encoded.
//! * `'{}'` stands for a string literal of OData: quotes of the value are doubled, then it is encoded.
//! * `{/}` stands for a path that may hold slashes: `/drive/root:/{/}:/content`. Its segments are encoded one by one.

use std::borrow::Cow;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::value::{Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay};

/// What must be encoded in a segment: all but the unreserved characters of RFC 3986 and those of its sub-delimiters that
/// identifiers of the reference hold and no server splits at (`19:abc@thread.v2`, `MjAyNA==`).
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'@')
    .remove(b'=')
    .remove(b',')
    .remove(b';')
    .remove(b'!')
    .remove(b'*');

/// The same within the quotes of a literal, where a quote is doubled and may stand.
const LITERAL: &AsciiSet = &SEGMENT.remove(b'\'');

/// One argument of a path: an identifier, or an argument of a function.
///
/// Made from text, whole numbers, truth values and the scalar types of this crate; [`PathArgument::new`] takes anything else
/// that can be displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathArgument {
    text: Cow<'static, str>,
}

impl PathArgument {
    /// An argument from the text of a value.
    pub fn new(value: impl std::fmt::Display) -> Self {
        Self { text: Cow::Owned(value.to_string()) }
    }

    /// The text before any encoding.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for PathArgument {
    fn from(value: &str) -> Self {
        Self { text: Cow::Owned(value.to_owned()) }
    }
}

impl From<String> for PathArgument {
    fn from(value: String) -> Self {
        Self { text: Cow::Owned(value) }
    }
}

impl From<&String> for PathArgument {
    fn from(value: &String) -> Self {
        Self { text: Cow::Owned(value.clone()) }
    }
}

impl From<bool> for PathArgument {
    fn from(value: bool) -> Self {
        Self { text: Cow::Borrowed(if value { "true" } else { "false" }) }
    }
}

/// `From` by way of `Display`, whose text is what the URL holds.
macro_rules! displayed {
    ($($ty:ty),* $(,)?) => {$(
        impl From<$ty> for PathArgument {
            fn from(value: $ty) -> Self {
                Self::new(value)
            }
        }
    )*};
}

displayed!(i8, i16, i32, i64, u8, u16, u32, u64, usize, f32, f64);
displayed!(Date, DateTimeOffset, Decimal, Duration, Guid, TimeOfDay);
displayed!(&Date, &DateTimeOffset, &Decimal, &Duration, &Guid, &TimeOfDay);

/// The signed-in person, in place of a user's identifier: `user::get(Me)` asks for `/me`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Me;

/// Whom an operation below `/users/{id}` is about: [`Me`], or anything that a [`PathArgument`] is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserArgument(pub(super) Option<PathArgument>);

impl From<Me> for UserArgument {
    fn from(_: Me) -> Self {
        Self(None)
    }
}

impl<T: Into<PathArgument>> From<T> for UserArgument {
    fn from(value: T) -> Self {
        Self(Some(value.into()))
    }
}

/// The path of a template with its arguments in place, encoded.
///
/// An empty argument and the segments `.` and `..` are refused: they would make the address of something else.
pub(super) fn expand(template: &str, arguments: &[PathArgument]) -> Result<String, String> {
    let mut path = String::with_capacity(template.len() + arguments.iter().map(|a| a.text.len() + 8).sum::<usize>());
    let mut arguments = arguments.iter();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        let (kind, after) = after.split_once('}').ok_or_else(|| format!("the path template `{template}` has an open brace"))?;
        let argument = arguments.next().ok_or_else(|| format!("the path `{template}` needs more arguments than were given"))?;
        if kind == "/" {
            push_path(&mut path, &argument.text)?;
        } else if before.ends_with('\'') {
            push(&mut path, &argument.text.replace('\'', "''"), LITERAL);
        } else {
            check_segment(&argument.text)?;
            push(&mut path, &argument.text, SEGMENT);
        }
        rest = after;
    }
    path.push_str(rest);
    if arguments.next().is_some() {
        return Err(format!("the path `{template}` takes fewer arguments than were given"));
    }
    Ok(path)
}

fn push(path: &mut String, text: &str, set: &'static AsciiSet) {
    let _ = write!(path, "{}", utf8_percent_encode(text, set));
}

fn push_path(path: &mut String, text: &str) -> Result<(), String> {
    for (index, segment) in text.strip_prefix('/').unwrap_or(text).split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        check_segment(segment)?;
        push(path, segment, SEGMENT);
    }
    Ok(())
}

fn check_segment(text: &str) -> Result<(), String> {
    match text {
        "" => Err("a path argument is empty".to_owned()),
        "." | ".." => Err(format!("the path argument `{text}` would climb out of the path")),
        _ => Ok(()),
    }
}
