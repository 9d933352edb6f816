//! One page of a collection.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::answer::{Answer, Json, RawAnswer};
use super::error::DecodeError;

/// One page of a collection: its items and what the service says about the rest. Encodes to equal JSON.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Collection<T> {
    /// The items; empty where the service sent null.
    pub value: Vec<T>,
    /// `@odata.nextLink`: where the next page is.
    pub next_link: Option<String>,
    /// `@odata.deltaLink`: where changes from now on are, at the end of a delta query.
    pub delta_link: Option<String>,
    /// `@odata.count`: how many match in all.
    pub count: Option<i64>,
    /// `@odata.context`.
    pub context: Option<String>,
    /// All other members.
    pub annotations: Map<String, Value>,
    /// The service sent null in place of items.
    null: bool,
}

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

impl<T> Collection<T> {
    /// A page of these items, as a service would answer it.
    #[must_use]
    pub fn of(value: Vec<T>) -> Self {
        Self { value, next_link: None, delta_link: None, count: None, context: None, annotations: Map::new(), null: false }
    }
}

impl<T: Json> Answer for Collection<T> {
    fn read(answer: &RawAnswer) -> Result<Self, DecodeError> {
        super::answer::read_json(answer)
    }
}

/// The place of a member that has a field of its own, if the value has the type of the field.
fn known<'a, T>(page: &'a mut Collection<T>, name: &str, value: Value) -> Result<(), Value> {
    let slot: &'a mut Option<String> = match name {
        "@odata.nextLink" => &mut page.next_link,
        "@odata.deltaLink" => &mut page.delta_link,
        "@odata.context" => &mut page.context,
        "@odata.count" => {
            page.count = Some(value.as_i64().ok_or(value)?);
            return Ok(());
        }
        _ => return Err(value),
    };
    match value {
        Value::String(text) => {
            *slot = Some(text);
            Ok(())
        }
        other => Err(other),
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Collection<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Members<T> {
            type Value = Collection<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the member `value`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut page = Collection::default();
                let mut items: Option<Option<Vec<T>>> = None;
                while let Some(name) = map.next_key::<String>()? {
                    if name == "value" {
                        items = Some(map.next_value()?);
                    } else if let Err(value) = known(&mut page, &name, map.next_value()?) {
                        page.annotations.insert(name, value);
                    }
                }
                let items = items.ok_or_else(|| serde::de::Error::missing_field("value"))?;
                page.null = items.is_none();
                page.value = items.unwrap_or_default();
                Ok(page)
            }
        }

        deserializer.deserialize_map(Members(PhantomData))
    }
}

impl<T: Serialize> Serialize for Collection<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(context) = &self.context {
            map.serialize_entry("@odata.context", context)?;
        }
        if let Some(count) = &self.count {
            map.serialize_entry("@odata.count", count)?;
        }
        if let Some(link) = &self.next_link {
            map.serialize_entry("@odata.nextLink", link)?;
        }
        if let Some(link) = &self.delta_link {
            map.serialize_entry("@odata.deltaLink", link)?;
        }
        for (name, value) in &self.annotations {
            map.serialize_entry(name, value)?;
        }
        if self.null && self.value.is_empty() {
            map.serialize_entry("value", &())?;
        } else {
            map.serialize_entry("value", &self.value)?;
        }
        map.end()
    }
}

impl<T> IntoIterator for Collection<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}
