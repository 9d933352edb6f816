//! Names and JSON texts in one piece of memory. Most objects keep none or a few of them: asking for memory once for all costs less
//! than twice for each, and less than what they hold.

use std::fmt;

/// What no page documents of an object, in the order in which it arrived, and its `@odata.type`.
///
/// Each member is a name and a JSON text, each behind its length; that of the name is one more than it is. Where it is nothing the
/// `@odata.type` follows, behind its length. A length is written six bits at a time, the lowest first, in characters of ASCII, of
/// which all but the last have a seventh bit.
#[derive(Clone, Default)]
pub(super) struct Members(String);

/// A member whose JSON follows.
#[derive(Clone, Copy)]
pub(in super::super) struct Begun(usize);

/// An entry.
enum Entry<'a> {
    Member(&'a str, &'a str),
    Type(&'a str),
}

/// Few objects keep more.
const ROOM: usize = 240;
const BITS: u32 = 6;
const MORE: u8 = 1 << BITS;

impl Members {
    pub(super) const fn new() -> Self {
        Self(String::new())
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes the name of a member, the JSON of which follows.
    pub(super) fn begin(&mut self, name: &str) -> Begun {
        let begun = Begun(self.0.len());
        if self.0.is_empty() {
            self.0.reserve(ROOM);
        }
        self.push(name.len() + 1, name);
        begun
    }

    /// Takes the JSON of the member that was begun.
    pub(super) fn end(&mut self, json: &str) {
        self.push(json.len(), json);
    }

    /// Takes a member that was begun out again, and what came behind it.
    pub(super) fn cancel(&mut self, Begun(start): Begun) {
        self.0.truncate(start);
    }

    /// Takes the `@odata.type`; there must be none.
    pub(super) fn push_type(&mut self, odata_type: &str) {
        if self.0.is_empty() {
            self.0.reserve(ROOM);
        }
        self.push(0, "");
        self.push(odata_type.len(), odata_type);
    }

    /// The names and texts of the members.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries().filter_map(|entry| match entry {
            Entry::Member(name, json) => Some((name, json)),
            Entry::Type(_) => None,
        })
    }

    pub(super) fn odata_type(&self) -> Option<&str> {
        self.entries().find_map(|entry| match entry {
            Entry::Type(odata_type) => Some(odata_type),
            Entry::Member(..) => None,
        })
    }

    /// Takes out all members of a name.
    pub(super) fn remove(&mut self, name: &str) {
        self.retain(|entry| !matches!(entry, Entry::Member(member, _) if *member == name));
    }

    pub(super) fn remove_type(&mut self) {
        self.retain(|entry| !matches!(entry, Entry::Type(_)));
    }

    fn retain(&mut self, kept: impl Fn(&Entry<'_>) -> bool) {
        let mut others = Self::new();
        for entry in self.entries().filter(kept) {
            match entry {
                Entry::Member(name, json) => {
                    others.begin(name);
                    others.end(json);
                }
                Entry::Type(odata_type) => others.push_type(odata_type),
            }
        }
        *self = others;
    }

    #[inline]
    fn push(&mut self, mut length: usize, text: &str) {
        while length >= usize::from(MORE) {
            self.0.push(char::from(MORE | low_bits(length)));
            length >>= BITS;
        }
        self.0.push(char::from(low_bits(length)));
        self.0.push_str(text);
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || match take_length(&mut rest)?.checked_sub(1) {
            Some(name) => Some(Entry::Member(take(&mut rest, name)?, take_text(&mut rest)?)),
            None => Some(Entry::Type(take_text(&mut rest)?)),
        })
    }
}

fn low_bits(length: usize) -> u8 {
    length.to_le_bytes()[0] & (MORE - 1)
}

#[inline]
fn take_length(rest: &mut &str) -> Option<usize> {
    let mut length = 0;
    for (at, byte) in rest.bytes().enumerate() {
        length |= usize::from(byte & (MORE - 1)) << (BITS as usize * at);
        if byte < MORE {
            take(rest, at + 1)?;
            return Some(length);
        }
    }
    None
}

#[inline]
fn take_text<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let length = take_length(rest)?;
    take(rest, length)
}

#[inline]
fn take<'a>(rest: &mut &'a str, length: usize) -> Option<&'a str> {
    let (text, behind) = rest.split_at_checked(length)?;
    *rest = behind;
    Some(text)
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
