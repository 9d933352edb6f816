//! Names and JSON texts in one piece of memory. Most objects keep none or a few of them: asking for memory once for all costs less
//! than twice for each, and less than what they hold.

use std::fmt;

/// What no page documents of an object, in the order in which it arrived: a name and a JSON text for each member, each behind its
/// length. A length is written six bits at a time, the lowest first, in characters of ASCII, of which all but the last have a seventh
/// bit.
#[derive(Clone, Default)]
pub(super) struct Members(String);

/// A member whose JSON follows.
#[derive(Clone, Copy)]
pub(in super::super) struct Begun(usize);

/// Few objects keep more.
const ROOM: usize = 240;
const BITS: u32 = 6;
const MORE: u8 = 1 << BITS;

impl Members {
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
        self.push(name);
        begun
    }

    /// Takes the JSON of the member that was begun.
    pub(super) fn end(&mut self, json: &str) {
        self.push(json);
    }

    /// Takes a member that was begun out again, and what came behind it.
    pub(super) fn cancel(&mut self, Begun(start): Begun) {
        self.0.truncate(start);
    }

    /// The names and texts.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || Some((take_text(&mut rest)?, take_text(&mut rest)?)))
    }

    /// Takes out all members of a name.
    pub(super) fn remove(&mut self, name: &str) {
        let mut others = Self::default();
        for (member, json) in self.iter().filter(|(member, _)| *member != name) {
            others.begin(member);
            others.end(json);
        }
        *self = others;
    }

    #[inline]
    fn push(&mut self, text: &str) {
        let mut length = text.len();
        while length >= usize::from(MORE) {
            self.0.push(char::from(MORE | low_bits(length)));
            length >>= BITS;
        }
        self.0.push(char::from(low_bits(length)));
        self.0.push_str(text);
    }
}

fn low_bits(length: usize) -> u8 {
    length.to_le_bytes()[0] & (MORE - 1)
}

#[inline]
fn take_text<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let mut length = 0;
    for (at, byte) in rest.bytes().enumerate() {
        length |= usize::from(byte & (MORE - 1)) << (BITS as usize * at);
        if byte < MORE {
            let (text, behind) = rest.get(at + 1..)?.split_at_checked(length)?;
            *rest = behind;
            return Some(text);
        }
    }
    None
}

impl fmt::Debug for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
