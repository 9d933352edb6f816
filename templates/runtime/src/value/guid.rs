//! `Guid`

use std::hash::{Hash, Hasher};

/// A globally unique identifier: `fa3d95b5-5ac7-4a9c-8d2b-6a1e4f0f0c3d`. Equal are those of equal bits, in whatever case
/// they are written; a text that is none is kept as it is.
#[derive(Clone)]
pub struct Guid(Form);

#[derive(Clone)]
enum Form {
    Lower([u8; 16]),
    Upper([u8; 16]),
    Text(Box<str>),
}

const LOWER: &[u8; 16] = b"0123456789abcdef";
const UPPER: &[u8; 16] = b"0123456789ABCDEF";
const LEN: usize = 36;

impl Guid {
    /// All bits zero.
    pub const NIL: Self = Self(Form::Lower([0; 16]));

    /// From its bytes, in the order in which they are written.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(Form::Lower(bytes))
    }

    /// The bytes, in the order in which they are written; `None` if the text is no identifier.
    #[must_use]
    pub fn bytes(&self) -> Option<[u8; 16]> {
        match self.0 {
            Form::Lower(bytes) | Form::Upper(bytes) => Some(bytes),
            Form::Text(_) => None,
        }
    }

    /// Whether the text is an identifier.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.bytes().is_some()
    }

    pub(super) fn with_str<R>(&self, to: impl FnOnce(&str) -> R) -> R {
        let (bytes, digits) = match &self.0 {
            Form::Lower(bytes) => (bytes, LOWER),
            Form::Upper(bytes) => (bytes, UPPER),
            Form::Text(text) => return to(text),
        };
        let line = write(bytes, digits);
        to(std::str::from_utf8(&line).unwrap_or_default())
    }
}

fn write(bytes: &[u8; 16], digits: &[u8; 16]) -> [u8; LEN] {
    let mut line = [b'-'; LEN];
    let places = (0..LEN).filter(|place| !is_hyphen(*place));
    for (nibble, place) in places.enumerate() {
        let byte = bytes.get(nibble / 2).copied().unwrap_or(0);
        let value = if nibble % 2 == 0 { byte >> 4 } else { byte & 15 };
        if let (Some(letter), Some(digit)) = (line.get_mut(place), digits.get(usize::from(value))) {
            *letter = *digit;
        }
    }
    line
}

const fn is_hyphen(place: usize) -> bool {
    matches!(place, 8 | 13 | 18 | 23)
}

fn parse(text: &str) -> Option<Form> {
    if text.len() != LEN {
        return None;
    }
    let (mut bytes, mut nibbles, mut lower, mut upper) = ([0u8; 16], 0, false, false);
    for (place, letter) in text.bytes().enumerate() {
        let value = match letter {
            b'-' if is_hyphen(place) => continue,
            b'0'..=b'9' => letter - b'0',
            b'a'..=b'f' => letter - b'a' + 10,
            b'A'..=b'F' => letter - b'A' + 10,
            _ => return None,
        };
        lower |= letter.is_ascii_lowercase();
        upper |= letter.is_ascii_uppercase();
        let byte = bytes.get_mut(nibbles / 2)?;
        *byte = (*byte << 4) | value;
        nibbles += 1;
    }
    match (nibbles, lower, upper) {
        (32, _, false) => Some(Form::Lower(bytes)),
        (32, false, true) => Some(Form::Upper(bytes)),
        _ => None,
    }
}

impl From<&str> for Guid {
    fn from(text: &str) -> Self {
        Self(parse(text).unwrap_or_else(|| Form::Text(text.into())))
    }
}

impl From<u128> for Guid {
    fn from(bits: u128) -> Self {
        Self::from_bytes(bits.to_be_bytes())
    }
}

impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Form::Text(a), Form::Text(b)) => a == b,
            _ => self.bytes().is_some() && self.bytes() == other.bytes(),
        }
    }
}

impl Eq for Guid {}

impl Hash for Guid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Form::Lower(bytes) | Form::Upper(bytes) => bytes.hash(state),
            Form::Text(text) => text.hash(state),
        }
    }
}

super::text::text_scalar!(Guid, "string (Guid)");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_as_it_was_read() {
        for text in [
            "00000000-0000-0000-0000-000000000000",
            "fa3d95b5-5ac7-4a9c-8d2b-6a1e4f0f0c3d",
            "FA3D95B5-5AC7-4A9C-8D2B-6A1E4F0F0C3D",
            "Fa3d95b5-5ac7-4a9c-8d2b-6a1e4f0f0c3d",
            "fa3d95b55-ac7-4a9c-8d2b-6a1e4f0f0c3d",
            "fa3d95b5x5ac7-4a9c-8d2b-6a1e4f0f0c3d",
            "0fa3d95b5-5ac7-4a9c-8d2b-6a1e4f0f0c3",
            "{guid}",
            "",
        ] {
            assert_eq!(Guid::from(text).to_string(), text);
        }
    }

    #[test]
    fn the_case_does_not_count() {
        let guid = Guid::from("fa3d95b5-5ac7-4a9c-8d2b-6a1e4f0f0c3d");
        assert_eq!(guid, Guid::from("FA3D95B5-5AC7-4A9C-8D2B-6A1E4F0F0C3D"));
        assert_ne!(guid, Guid::NIL);
        assert_ne!(Guid::from("x"), Guid::from("y"));
        assert_eq!(guid, Guid::from_bytes(guid.bytes().unwrap()));
    }
}
