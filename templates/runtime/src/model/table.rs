//! The names of a type's properties, and how a name is found among them.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

/// What shared code knows about one type: its name, the names of its properties in the order of its fields, and which
/// of them a request leaves out.
#[derive(Debug)]
pub struct Table {
    /// The type's name on the wire, with its namespace: `microsoft.graph.user`. Empty for a body that has no type.
    pub name: &'static str,
    /// The name as it is sent: `#microsoft.graph.user`.
    pub odata_type: &'static str,
    /// The names of the properties, in the order in which the model hands out its fields.
    pub properties: &'static [&'static str],
    /// The fields that the reference calls read-only, ascending.
    pub read_only: &'static [u16],
    /// The field that identifies an entity.
    pub key: Option<u16>,
    index: OnceLock<Index>,
}

impl Table {
    /// A table; the generator writes one `static` for each type. The first is the name as it is sent.
    #[must_use]
    pub const fn new(
        odata_type: &'static str,
        key: Option<u16>,
        read_only: &'static [u16],
        properties: &'static [&'static str],
    ) -> Self {
        let (_, name) = odata_type.split_at(1);
        Self { name, odata_type, properties, read_only, key, index: OnceLock::new() }
    }

    /// The field of a property.
    #[must_use]
    pub fn find(&self, property: &str) -> Option<usize> {
        self.index().find(self.properties, property)
    }

    /// A reader's place at the begin of an object.
    #[inline]
    pub(super) fn start(&'static self) -> Cursor {
        Cursor { names: self.properties, index: self.index(), before: 0 }
    }

    #[inline]
    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.properties))
    }

    /// Whether a request leaves the field out.
    #[must_use]
    pub fn is_read_only(&self, field: usize) -> bool {
        u16::try_from(field).is_ok_and(|field| self.read_only.binary_search(&field).is_ok())
    }

    /// The part of the name behind the last dot.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// Whether an `@odata.type` names this type. Services write it with and without `#`, with a URL before it, and not
    /// always in the case of the reference.
    #[must_use]
    pub fn is_named(&self, odata_type: &str) -> bool {
        same_type(self.name, odata_type)
    }
}

/// Whether an `@odata.type` names the type.
#[must_use]
pub fn same_type(name: &str, odata_type: &str) -> bool {
    !name.is_empty() && odata_type.rsplit('#').next().is_some_and(|written| written.eq_ignore_ascii_case(name))
}

/// The place of a reader among the properties of an object.
///
/// The objects of one answer mostly have the same properties in the same order. So each place remembers what was found
/// behind it last, and one comparison is mostly enough.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    names: &'static [&'static str],
    index: &'static Index,
    /// The place behind the field that was found before; 0 at the begin.
    before: usize,
}

impl Cursor {
    /// The field that is expected here, if this is its name.
    #[inline]
    pub(super) fn advance(&mut self, name: &str) -> Option<usize> {
        let field = usize::from(self.index.next.get(self.before)?.load(Ordering::Relaxed));
        if !is_same(self.names.get(field)?, name) {
            return None;
        }
        self.before = field + 1;
        Some(field)
    }

    /// The field of another name, which is expected at this place from now on.
    #[inline]
    pub(super) fn find(&mut self, name: &str) -> Option<usize> {
        let field = self.index.find(self.names, name)?;
        if let Some(memory) = self.index.next.get(self.before) {
            memory.store(u16::try_from(field).unwrap_or(FREE), Ordering::Relaxed);
        }
        self.before = field + 1;
        Some(field)
    }
}

/// Equality of names, which needs no call for those of 4 to 32 bytes, as nearly all are.
#[inline]
fn is_same(a: &str, b: &str) -> bool {
    /// Both ends, which overlap.
    #[inline]
    fn ends<const N: usize>(a: &[u8], b: &[u8]) -> bool {
        a.first_chunk::<N>() == b.first_chunk::<N>() && a.last_chunk::<N>() == b.last_chunk::<N>()
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    a.len() == b.len()
        && match a.len() {
            4..=8 => ends::<4>(a, b),
            9..=16 => ends::<8>(a, b),
            17..=32 => ends::<16>(a, b),
            _ => a == b,
        }
}

/// A hash table with open addressing, made when a type is first decoded; at most half full.
#[derive(Debug)]
struct Index {
    /// The field that was last found behind each field, and at the begin.
    next: Box<[AtomicU16]>,
    slots: Box<[u16]>,
    mask: usize,
}

const FREE: u16 = u16::MAX;

impl Index {
    fn new(names: &[&str]) -> Self {
        let size = (names.len() * 2).next_power_of_two().max(4);
        let next = (0..=names.len()).map(|field| AtomicU16::new(u16::try_from(field).unwrap_or(FREE))).collect();
        let mut index = Self { next, slots: vec![FREE; size].into_boxed_slice(), mask: size - 1 };
        for (field, name) in names.iter().enumerate() {
            index.insert(hash(name.as_bytes()), u16::try_from(field).unwrap_or(FREE));
        }
        index
    }

    fn insert(&mut self, hash: usize, field: u16) {
        for step in 0..self.slots.len() {
            if let Some(slot) = self.slots.get_mut((hash.wrapping_add(step)) & self.mask)
                && *slot == FREE
            {
                *slot = field;
                return;
            }
        }
    }

    #[inline]
    fn find(&self, names: &[&str], name: &str) -> Option<usize> {
        let mut place = hash(name.as_bytes());
        loop {
            let field = usize::from(*self.slots.get(place & self.mask)?);
            if is_same(names.get(field)?, name) {
                return Some(field);
            }
            place = place.wrapping_add(1);
        }
    }
}

/// Mixes length, first and last bytes, eight of each where there are as many: property names of one type differ there, and
/// the few that do not only cost one more comparison.
#[inline]
fn hash(name: &[u8]) -> usize {
    let (head, tail) = match (name.first_chunk::<8>(), name.last_chunk::<8>(), name.first_chunk::<4>(), name.last_chunk::<4>()) {
        (Some(head), Some(tail), ..) => (u64::from_le_bytes(*head), u64::from_le_bytes(*tail)),
        (.., Some(head), Some(tail)) => (u32::from_le_bytes(*head).into(), u32::from_le_bytes(*tail).into()),
        _ => (name.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)), 0),
    };
    let length = name.len() as u64;
    let mixed = (head ^ tail.rotate_left(23) ^ length).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: Table =
        Table::new("#microsoft.graph.user", Some(0), &[0, 2], &["id", "displayName", "createdDateTime", "mail", "a", ""]);

    #[test]
    fn every_name_is_found_in_any_order() {
        for (field, name) in TABLE.properties.iter().enumerate() {
            assert_eq!(TABLE.find(name), Some(field), "{name}");
        }
        assert_eq!(TABLE.find("displayname"), None);
        assert_eq!(TABLE.find("idd"), None);
    }

    #[test]
    fn the_order_of_members_is_learnt() {
        let mut cursor = TABLE.start();
        assert_eq!(cursor.advance("id"), Some(0));
        assert_eq!((cursor.advance("mail"), cursor.find("mail")), (None, Some(3)));
        assert_eq!((cursor.advance("undocumented"), cursor.find("undocumented")), (None, None));
        assert_eq!(cursor.advance("a"), Some(4));
        let mut cursor = TABLE.start();
        cursor.advance("id");
        assert_eq!(cursor.advance("mail"), Some(3));
        assert_eq!(cursor.find(""), Some(5));
        assert_eq!(cursor.advance(""), None, "nothing is expected behind the last");
        assert_eq!(cursor.find("id"), Some(0));
    }

    #[test]
    fn names_of_any_length_are_compared_whole() {
        for length in 0..40 {
            let name = "n".repeat(length);
            assert!(is_same(&name, &name.clone()));
            assert!(!is_same(&name, &"n".repeat(length + 1)));
            for place in 0..length {
                let mut other = name.clone();
                other.replace_range(place..=place, "x");
                assert!(!is_same(&name, &other), "{length} {place}");
            }
        }
    }

    #[test]
    fn two_hundred_names_are_found() {
        let names: Vec<&'static str> = (0..200).map(|n| &*Box::leak(format!("propertyNumber{n}").into_boxed_str())).collect();
        let table = Table::new("#t", None, &[], Box::leak(names.clone().into_boxed_slice()));
        assert!(names.iter().enumerate().all(|(field, name)| table.find(name) == Some(field)));
        assert_eq!(table.find("propertyNumber200"), None);
    }

    #[test]
    fn an_odata_type_is_recognised_however_it_is_written() {
        for text in
            ["#microsoft.graph.user", "microsoft.graph.user", "https://x/$metadata#microsoft.graph.user", "#Microsoft.Graph.User"]
        {
            assert!(TABLE.is_named(text), "{text}");
        }
        assert!(!TABLE.is_named("#microsoft.graph.users"));
        assert!(!TABLE.is_named(""));
        assert_eq!(TABLE.short_name(), "user");
    }

    #[test]
    fn read_only_fields_are_those_listed() {
        assert!(TABLE.is_read_only(2));
        assert!(!TABLE.is_read_only(1));
    }
}
