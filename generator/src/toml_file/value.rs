//! TOML values with their places, and typed access that says what it expected instead.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::Mistake;
use super::nearest;

/// A key of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The name, unquoted.
    pub name: String,
    /// Where it is written.
    pub span: Range<usize>,
}

/// A table; its keys in the order in which they stand in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Keys and values.
    pub entries: Vec<(Key, Value)>,
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Where it is written.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of value that our files use.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `"text"`
    String(String),
    /// `12`
    Integer(i64),
    /// `true`
    Boolean(bool),
    /// `[1, 2]`, or several `[[table]]`
    Array(Vec<Value>),
    /// `[table]`, `{ a = 1 }`
    Table(Table),
    /// A kind that none of our files uses, by name.
    Other(&'static str),
}

impl Table {
    /// Reads a text. A fault of syntax is one mistake.
    ///
    /// # Errors
    /// When the text is not TOML.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        match DeTable::parse(text) {
            Ok(table) => Ok(Self::of(table.get_ref())),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let message = error.message().lines().next().unwrap_or("this is not TOML").to_owned();
                let help = if message.contains("duplicate key") {
                    "each name can be given once; remove or rename one of the two"
                } else {
                    "strings stand in quotation marks, lists in brackets: key = \"text\", key = [\"a\", \"b\"]"
                };
                Err(Mistake::new(span, message, help))
            }
        }
    }

    fn of(table: &DeTable<'_>) -> Self {
        let mut entries: Vec<_> = table
            .iter()
            .map(|(key, value)| (Key { name: key.get_ref().to_string(), span: key.span() }, Value::of(value)))
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        Self { entries }
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, value)| value)
    }

    /// Complains about every key that is not known; `place` is the table as people write it: `[api.NAME]`.
    pub fn check_keys(&self, place: &str, known: &[&str], mistakes: &mut Vec<Mistake>) {
        for (key, _) in &self.entries {
            if known.contains(&key.name.as_str()) {
                continue;
            }
            let help = match nearest(&key.name, known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("known keys of {place}: {}", known.join(", ")),
            };
            mistakes.push(Mistake::new(key.span.clone(), format!("`{}` is not a key of {place}", key.name), help));
        }
    }

    /// A string, if the key is there.
    pub fn string<'a>(&'a self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<(&'a str, Range<usize>)> {
        self.get(name)?.as_string(name, mistakes)
    }

    /// A list of strings, if the key is there; each with its place.
    pub fn strings<'a>(&'a self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<Vec<(&'a str, Range<usize>)>> {
        self.get(name)?.as_strings(name, mistakes)
    }

    /// `true` or `false`, if the key is there.
    pub fn boolean(&self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<bool> {
        let value = self.get(name)?;
        match value.kind {
            Kind::Boolean(boolean) => Some(boolean),
            _ => value.complain(name, "true or false", &format!("{name} = true"), mistakes),
        }
    }

    /// A whole number, if the key is there.
    pub fn integer(&self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<i64> {
        let value = self.get(name)?;
        match value.kind {
            Kind::Integer(integer) => Some(integer),
            _ => value.complain(name, "a whole number", &format!("{name} = 200"), mistakes),
        }
    }

    /// A table, if the key is there.
    pub fn table<'a>(&'a self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<&'a Table> {
        let value = self.get(name)?;
        match &value.kind {
            Kind::Table(table) => Some(table),
            _ => value.complain(name, "a table", &format!("[{name}] on a line of its own, its keys below"), mistakes),
        }
    }
}

impl Value {
    fn of(value: &Spanned<DeValue<'_>>) -> Self {
        let kind = match value.get_ref() {
            DeValue::String(text) => Kind::String(text.to_string()),
            DeValue::Boolean(boolean) => Kind::Boolean(*boolean),
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                i64::from_str_radix(&digits, number.radix()).map_or(Kind::Other("a number out of range"), Kind::Integer)
            }
            DeValue::Array(items) => Kind::Array(items.iter().map(Self::of).collect()),
            DeValue::Table(table) => Kind::Table(Table::of(table)),
            DeValue::Float(_) => Kind::Other("a number with a point"),
            DeValue::Datetime(_) => Kind::Other("a date"),
        };
        Self { span: value.span(), kind }
    }

    /// What people call the kind.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match &self.kind {
            Kind::String(_) => "a string",
            Kind::Integer(_) => "a whole number",
            Kind::Boolean(_) => "true or false",
            Kind::Array(_) => "a list",
            Kind::Table(_) => "a table",
            Kind::Other(name) => name,
        }
    }

    /// The string that this is.
    pub fn as_string<'a>(&'a self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<(&'a str, Range<usize>)> {
        match &self.kind {
            Kind::String(text) => Some((text, self.span.clone())),
            _ => self.complain(name, "a string", &format!("{} = \"...\"", quoted_key(name)), mistakes),
        }
    }

    /// The list of strings that this is.
    pub fn as_strings<'a>(&'a self, name: &str, mistakes: &mut Vec<Mistake>) -> Option<Vec<(&'a str, Range<usize>)>> {
        let example = format!("{} = [\"...\"]", quoted_key(name));
        let Kind::Array(items) = &self.kind else {
            return self.complain(name, "a list of strings", &example, mistakes);
        };
        let mut strings = Vec::new();
        for item in items {
            match &item.kind {
                Kind::String(text) => strings.push((text.as_str(), item.span.clone())),
                _ => {
                    let _: Option<()> = item.complain(&format!("an entry of {name}"), "a string", &example, mistakes);
                }
            }
        }
        Some(strings)
    }

    fn complain<T>(&self, name: &str, expected: &str, example: &str, mistakes: &mut Vec<Mistake>) -> Option<T> {
        let message = format!("`{name}` is {}, and {expected} is needed", self.kind_name());
        mistakes.push(Mistake::new(self.span.clone(), message, format!("write it as: {example}")));
        None
    }
}

/// A key as it must be written: in quotation marks unless it consists of letters, digits, `-` and `_`.
fn quoted_key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { format!("{name:?}") }
}
