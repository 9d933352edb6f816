//! `Binary` and `Stream`

/// Bytes, written as base64 or base64url, with or without padding. Keeps its text; equal are those of equal text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Binary(Box<str>);

/// The content of a property of type Stream where it is sent with the other properties: bytes as base64. Most services
/// only send where the content is, in the annotations `name@odata.mediaReadLink` and `name@odata.mediaEditLink`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stream(Box<str>);

macro_rules! bytes_as_text {
    ($type:ident) => {
        impl $type {
            /// From bytes, as base64 with padding.
            #[must_use]
            pub fn from_bytes(bytes: &[u8]) -> Self {
                Self(encode(bytes).into())
            }

            /// The bytes; `None` if the text is no base64.
            #[must_use]
            pub fn bytes(&self) -> Option<Vec<u8>> {
                decode(&self.0)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub(super) fn with_str<R>(&self, to: impl FnOnce(&str) -> R) -> R {
                to(&self.0)
            }
        }

        impl From<&str> for $type {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<&[u8]> for $type {
            fn from(bytes: &[u8]) -> Self {
                Self::from_bytes(bytes)
            }
        }

        impl From<Vec<u8>> for $type {
            fn from(bytes: Vec<u8>) -> Self {
                Self::from_bytes(&bytes)
            }
        }
    };
}

bytes_as_text!(Binary);
bytes_as_text!(Stream);
super::text::text_scalar!(Binary, "string (Binary)");
super::text::text_scalar!(Stream, "string (Stream)");

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = LETTERS.get((bits >> (18 - place * 6) & 63) as usize).copied().unwrap_or(b'=');
            text.push(if place <= chunk.len() { letter.into() } else { '=' });
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0u32;
        for letter in chunk {
            bits = bits << 6 | u32::from(value(*letter)?);
        }
        bits <<= 6 * (4 - chunk.len());
        let count = match chunk.len() {
            4 => 3,
            3 => 2,
            2 => 1,
            _ => return None,
        };
        bytes.extend(bits.to_be_bytes().iter().skip(1).take(count));
    }
    Some(bytes)
}

fn value(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_texts_are_inverse() {
        for (bytes, text) in [(&b""[..], ""), (b"f", "Zg=="), (b"fo", "Zm8="), (b"foo", "Zm9v"), (&[0xFB, 0xFF], "+/8=")] {
            assert_eq!(Binary::from_bytes(bytes).as_str(), text);
            assert_eq!(Binary::from(text).bytes().as_deref(), Some(bytes));
        }
        assert_eq!(Binary::from("-_8").bytes(), Some(vec![0xFB, 0xFF]));
    }

    #[test]
    fn what_is_no_base64_is_kept() {
        for text in ["binary", "a", "x y=", "Z=g="] {
            assert_eq!(Binary::from(text).to_string(), text);
        }
        assert_eq!(Binary::from("a").bytes(), None);
        assert_eq!(Binary::from("x y=").bytes(), None);
    }
}
