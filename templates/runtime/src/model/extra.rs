//! What a model keeps beside its documented properties.

mod members;

pub(super) use self::members::Begun;
use self::members::Members;
use super::json::Json;
use super::table::Table;

/// The properties that arrived as `null`, the properties and annotations that no page documents, the `@odata.type`, and
/// how a value was written where that matters. All of it is sent again.
///
/// Costs two words and no memory beside them as long as nothing is kept but the nulls of the first 63 properties.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// One bit a field; the highest says that `@odata.type` arrived and named the very type.
    bits: u64,
    rest: Option<Box<Rest>>,
}

#[derive(Clone, Debug, Default)]
struct Rest {
    members: Members,
    /// The JSON text of the `@odata.type` where it names another type: a string without escapes.
    odata_type: Option<Box<str>>,
    /// Fields behind those that have a bit, ascending.
    nulls: Vec<u16>,
    notes: Vec<(u16, Note)>,
}

/// How a value was written, where encoding the value would not say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// The JSON text of a value, and the text that the value would be encoded as; holds as long as it still would.
    Text { arrived: Box<str>, encoded: Box<str> },
    /// A floating point number that was written as an integer; holds as long as it is one that small.
    Whole,
    /// The places of `null` among the elements of a collection; holds as long as the collection has so many other elements.
    Nulls(Box<[u32]>, usize),
}

/// The state of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It did not arrive and is not sent.
    Absent,
    /// It is `null`.
    Null,
    /// It has a value.
    Value,
}

const TYPE: &str = "@odata.type";
const NAMED: u64 = 1 << 63;
const INLINE_NULLS: usize = 63;

impl Extra {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { bits: 0, rest: None }
    }

    /// Whether there is nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bits == 0 && !self.has_members() && self.odata_type().is_none() && self.is_plain()
    }

    /// The JSON of a property that no page documents, or of an annotation such as `@odata.etag`, `owner@odata.bind`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<Json> {
        self.get_text(name).map(Json::from_checked)
    }

    /// The same as [`get`](Self::get), as the text that it arrived as.
    #[must_use]
    pub fn get_text(&self, name: &str) -> Option<&str> {
        let member = self.iter().filter(|(member, _)| *member == name).last().map(|(_, json)| json);
        member.or_else(|| self.rest.as_ref()?.odata_type.as_deref().filter(|_| name == TYPE))
    }

    /// The text of a property or annotation, if it is a string: `user.extra.get_str("@odata.etag")`.
    #[must_use]
    pub fn get_str(&self, name: &str) -> Option<String> {
        serde_json::from_str(self.get_text(name)?).ok()
    }

    /// Sets a property or annotation that is none of the documented properties. `@odata.type` is set as
    /// [`set_odata_type`](Self::set_odata_type) sets it.
    pub fn insert(&mut self, name: &str, value: impl Into<Json>) {
        let value = value.into();
        self.remove(name);
        if name == TYPE && name_in(value.as_str()).is_some() {
            self.rest_mut().odata_type = Some(value.as_str().into());
        } else {
            self.push(name, value.as_str());
        }
    }

    /// Takes a property or annotation out.
    pub fn remove(&mut self, name: &str) -> Option<Json> {
        if name == TYPE {
            self.bits &= !NAMED;
        }
        let value = self.get(name)?;
        let rest = self.rest_mut();
        rest.members.remove(name);
        if name == TYPE {
            rest.odata_type = None;
        }
        Some(value)
    }

    /// The properties and annotations in the order in which they arrived, with their JSON texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.rest.iter().flat_map(|rest| rest.members.iter())
    }

    /// The number of properties and annotations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// The `@odata.type` where it is another than the name of the model's own type: that of a derived type, which
    /// `derived()` and `downcast()` of the model look at.
    #[must_use]
    pub fn odata_type(&self) -> Option<&str> {
        name_in(self.rest.as_ref()?.odata_type.as_deref()?)
    }

    /// Sends this `@odata.type`; `None` sends none. What JSON has to escape (quotes, control characters) is the name of no type, and
    /// is sent as any other annotation is.
    pub fn set_odata_type(&mut self, odata_type: Option<&str>) {
        match odata_type {
            Some(odata_type) => self.insert(TYPE, odata_type),
            None => _ = self.remove(TYPE),
        }
    }

    /// Whether the model's own type name is sent as `@odata.type`.
    #[must_use]
    pub fn is_own_type_sent(&self) -> bool {
        self.bits & NAMED != 0
    }

    /// Whether an `@odata.type` is sent.
    #[inline]
    pub(super) fn is_type_sent(&self) -> bool {
        self.is_own_type_sent() || self.odata_type().is_some()
    }

    /// Sends the name of the model's own type as `@odata.type`, as some services want it.
    pub fn send_own_type(&mut self) {
        self.set_odata_type(None);
        self.bits |= NAMED;
    }

    /// Whether nothing is kept about any field: there are no nulls and no notes.
    #[inline]
    pub(super) fn is_plain(&self) -> bool {
        self.bits & !NAMED == 0 && self.rest.as_ref().is_none_or(|rest| rest.nulls.is_empty() && rest.notes.is_empty())
    }

    /// Whether there are properties or annotations.
    #[inline]
    pub(super) fn has_members(&self) -> bool {
        self.rest.as_ref().is_some_and(|rest| !rest.members.is_empty())
    }

    /// Takes an `@odata.type` as it arrived.
    pub(super) fn read_odata_type(&mut self, table: &Table, json: &str) {
        // The last of repeated members counts.
        if self.is_type_sent() || self.has_members() {
            self.remove(TYPE);
        }
        match name_in(json) {
            Some(name) if name == table.odata_type => self.bits |= NAMED,
            Some(_) => self.rest_mut().odata_type = Some(json.into()),
            None => self.read_unusual_type(table, json),
        }
    }

    /// A type with escapes in it, as no service writes it, or what is no string.
    #[cold]
    fn read_unusual_type(&mut self, table: &Table, json: &str) {
        match serde_json::from_str::<String>(json) {
            Ok(text) if text == table.odata_type => self.bits |= NAMED,
            Ok(text) => self.insert(TYPE, text),
            Err(_) => self.insert(TYPE, Json::from_checked(json)),
        }
    }

    #[inline]
    pub(super) fn is_null(&self, field: usize) -> bool {
        if field < INLINE_NULLS {
            self.bits & (1 << field) != 0
        } else {
            self.rest
                .as_ref()
                .is_some_and(|rest| u16::try_from(field).is_ok_and(|field| rest.nulls.binary_search(&field).is_ok()))
        }
    }

    #[inline]
    pub(super) fn set_null(&mut self, field: usize, null: bool) {
        if field < INLINE_NULLS {
            self.bits = if null { self.bits | (1 << field) } else { self.bits & !(1 << field) };
        } else if let Ok(field) = u16::try_from(field)
            && (null || self.rest.is_some())
        {
            let nulls = &mut self.rest_mut().nulls;
            match nulls.binary_search(&field) {
                Err(place) if null => nulls.insert(place, field),
                Ok(place) if !null => _ = nulls.remove(place),
                _ => {}
            }
        }
    }

    /// Takes the name of a member, the JSON of which follows.
    pub(super) fn begin_member(&mut self, name: &str) -> Begun {
        self.members_mut().begin(name)
    }

    /// Takes the JSON of the member that was begun.
    pub(super) fn end_member(&mut self, json: &str) {
        self.members_mut().end(json);
    }

    /// Takes a member out again whose JSON could not be read.
    pub(super) fn cancel_member(&mut self, begun: Begun) {
        self.members_mut().cancel(begun);
    }

    pub(super) fn push(&mut self, name: &str, json: &str) {
        let members = self.members_mut();
        members.begin(name);
        members.end(json);
    }

    #[inline]
    pub(super) fn note(&self, field: usize) -> Option<&Note> {
        self.rest.as_ref()?.notes.iter().find(|(of, _)| usize::from(*of) == field).map(|(_, note)| note)
    }

    /// Where `null` stood among the elements of a collection.
    pub(super) fn null_elements(&self, field: usize) -> &[u32] {
        match self.note(field) {
            Some(Note::Nulls(places, _)) => places,
            _ => &[],
        }
    }

    pub(super) fn set_note(&mut self, field: usize, note: Option<Note>) {
        let Ok(field) = u16::try_from(field) else { return };
        let notes = &mut self.rest_mut().notes;
        notes.retain(|(of, _)| *of != field);
        notes.extend(note.map(|note| (field, note)));
    }

    /// Forgets what was kept about a field: it has a new value now.
    #[inline]
    pub(super) fn forget(&mut self, field: usize) {
        self.set_null(field, false);
        if self.rest.is_some() {
            self.set_note(field, None);
        }
    }

    /// What is compared between two models beside their fields, members in the order of their names.
    pub(super) fn same_members(&self, other: &Self) -> bool {
        let sorted = |extra: &Self| {
            let mut members: Vec<(String, Json)> =
                extra.iter().map(|(name, json)| (name.to_owned(), Json::from_checked(json))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            members
        };
        if self.len() != other.len()
            || self.is_own_type_sent() != other.is_own_type_sent()
            || self.odata_type() != other.odata_type()
        {
            return false;
        }
        self.iter().next().is_none() || self.iter().eq(other.iter()) || sorted(self) == sorted(other)
    }

    #[inline]
    fn members_mut(&mut self) -> &mut Members {
        &mut self.rest_mut().members
    }

    #[inline]
    fn rest_mut(&mut self) -> &mut Rest {
        self.rest.get_or_insert_default()
    }
}

/// The text of a JSON string without escapes.
#[inline]
fn name_in(json: &str) -> Option<&str> {
    json.strip_prefix('"')?.strip_suffix('"').filter(|text| !text.contains('\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    static TABLE: Table = Table::new("#t", None, &[], &[]);

    fn members(extra: &Extra) -> Vec<(&str, &str)> {
        extra.iter().collect()
    }

    #[test]
    fn nulls_are_kept_of_any_number_of_fields() {
        let mut extra = Extra::new();
        for field in [0, 61, 62, 63, 64, 300] {
            assert!(!extra.is_null(field));
            extra.set_null(field, true);
            assert!(extra.is_null(field), "{field}");
        }
        assert!(!extra.is_own_type_sent() && extra.odata_type().is_none(), "the highest bit is no field");
        extra.send_own_type();
        assert!(extra.is_null(63) && !extra.is_null(65));
        for field in [0, 61, 62, 63, 64, 300] {
            extra.forget(field);
            assert!(!extra.is_null(field), "{field}");
        }
    }

    #[test]
    fn nothing_is_kept_in_two_words() {
        assert_eq!(size_of::<Extra>(), 16);
        assert!(Extra::new().is_empty());
        let mut extra = Extra::new();
        extra.forget(70);
        assert!(extra.is_empty() && extra.is_plain());
    }

    #[test]
    fn a_member_that_was_not_ended_does_not_count() {
        let mut extra = Extra::new();
        let begun = extra.begin_member("begun");
        extra.cancel_member(begun);
        assert!(extra.is_empty());
        extra.push("a", "1");
        extra.set_odata_type(Some("#t"));
        let begun = extra.begin_member("begun");
        extra.cancel_member(begun);
        extra.push("b", "[2]");
        assert_eq!(extra.iter().collect::<Vec<_>>(), [("a", "1"), ("b", "[2]")]);
        assert_eq!(extra.remove("a").map(|json| json.to_string()).as_deref(), Some("1"));
        assert_eq!(extra.iter().collect::<Vec<_>>(), [("b", "[2]")]);
        assert_eq!(extra.odata_type(), Some("#t"));
    }

    #[test]
    fn members_of_any_length_are_kept() {
        let lengths = [0, 1, 62, 63, 64, 65, 4095, 4096, 5000, 300_000];
        let names: Vec<String> = lengths.iter().map(|length| "\u{e4}".repeat(*length)).collect();
        let mut extra = Extra::new();
        for name in &names {
            extra.push(name, name);
        }
        assert!(extra.iter().eq(names.iter().map(|name| (name.as_str(), name.as_str()))));
        assert_eq!(extra.len(), lengths.len());
    }

    #[test]
    fn the_type_that_was_set_last_is_sent() {
        let mut extra = Extra::new();
        extra.push("a", "1");
        for odata_type in [Some("#v"), Some("#u"), None, Some("#w")] {
            extra.set_odata_type(odata_type);
            assert_eq!((extra.odata_type(), extra.len()), (odata_type, 1));
            assert_eq!(extra.get_str(TYPE).as_deref(), odata_type);
        }
        extra.send_own_type();
        assert_eq!((extra.odata_type(), extra.is_own_type_sent(), extra.len()), (None, true, 1));
        extra.insert(TYPE, "#u");
        assert_eq!((extra.odata_type(), extra.is_own_type_sent()), (Some("#u"), false));
        assert_eq!(members(&extra), [("a", "1")]);
        extra.insert(TYPE, 5);
        assert_eq!((extra.odata_type(), extra.is_type_sent()), (None, false));
        assert_eq!(members(&extra), [("a", "1"), (TYPE, "5")]);
        extra.send_own_type();
        assert_eq!(members(&extra), [("a", "1")]);
        extra.remove(TYPE);
        assert!(!extra.is_type_sent());
    }

    #[test]
    fn a_type_is_told_however_it_was_written() {
        for other in [r##""#u""##, r#""\u0023u""#] {
            let mut extra = Extra::new();
            extra.read_odata_type(&TABLE, other);
            assert_eq!((extra.odata_type(), extra.is_own_type_sent(), extra.len()), (Some("#u"), false, 0), "{other}");
        }
        for own in [r##""#t""##, r#""\u0023t""#] {
            let mut extra = Extra::new();
            extra.read_odata_type(&TABLE, own);
            assert!(extra.is_own_type_sent() && extra.odata_type().is_none() && members(&extra).is_empty(), "{own}");
        }
        for none in ["null", "5", r#"["a"]"#, r#""a\"b""#, r#""a\\b""#] {
            let mut extra = Extra::new();
            extra.read_odata_type(&TABLE, none);
            assert_eq!((extra.odata_type(), extra.is_type_sent()), (None, false), "{none}");
            assert_eq!(members(&extra), [(TYPE, none)], "is sent as any other member is");
        }
    }

    #[test]
    fn the_last_of_repeated_types_counts() {
        let (own, other, another) = (r##""#t""##, r##""#u""##, r##""#v""##);
        for (types, expected) in [
            ([own, other], Some("#u")),
            ([other, own], None),
            ([other, another], Some("#v")),
            ([own, own], None),
            (["5", own], None),
        ] {
            let mut extra = Extra::new();
            for json in types {
                extra.read_odata_type(&TABLE, json);
            }
            assert_eq!((extra.odata_type(), extra.is_own_type_sent()), (expected, expected.is_none()), "{types:?}");
            assert_eq!(extra.len(), 0, "{types:?}");
        }
    }
}
