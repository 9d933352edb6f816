//! `Date`

use super::calendar::{Digits, Line, civil_from_days, days_from_civil, days_in_month};

/// A day: `2014-01-01`. A text that is none is kept as it is. In the order of time, texts that are no days last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Form);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Day(i32, u8, u8),
    Text(Box<str>),
}

impl Date {
    /// A day of the years 0 to 9999; `None` if there is no such day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let exists = (0..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self(Form::Day(year, month, day)))
    }

    /// A day by the number of days since 1970-01-01.
    #[must_use]
    pub fn from_unix_days(days: i64) -> Option<Self> {
        if !(-800_000..=3_000_000).contains(&days) {
            return None;
        }
        let (year, month, day) = civil_from_days(days);
        Self::new(year, month, day)
    }

    /// Whether the text is a day. If it is not, every part is `None`.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.parts().is_some()
    }

    /// The year.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.parts().map(|(year, _, _)| year)
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.parts().map(|(_, month, _)| month)
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.parts().map(|(_, _, day)| day)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn unix_days(&self) -> Option<i64> {
        self.parts().map(|(year, month, day)| days_from_civil(year, month, day))
    }

    fn parts(&self) -> Option<(i32, u8, u8)> {
        match self.0 {
            Form::Day(year, month, day) => Some((year, month, day)),
            Form::Text(_) => None,
        }
    }

    pub(super) fn with_str<R>(&self, to: impl FnOnce(&str) -> R) -> R {
        match &self.0 {
            Form::Day(year, month, day) => {
                let mut line = Line::new();
                line.date(*year, *month, *day);
                to(line.as_str())
            }
            Form::Text(text) => to(text),
        }
    }
}

impl From<&str> for Date {
    fn from(text: &str) -> Self {
        let mut digits = Digits(text.as_bytes());
        match digits.date() {
            Some((year, month, day)) if digits.0.is_empty() => Self(Form::Day(year, month, day)),
            _ => Self(Form::Text(text.into())),
        }
    }
}

super::text::text_scalar!(Date, "string (Date)");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_as_it_was_read() {
        for text in ["0001-01-01", "2020-02-29", "2021-02-29", "2020-1-1", "2020-01-01T00:00:00Z", ""] {
            assert_eq!(Date::from(text).to_string(), text);
        }
        assert!(!Date::from("2021-02-29").is_valid());
    }

    #[test]
    fn days_are_counted() {
        assert_eq!(Date::from("2000-03-01").unix_days(), Some(11_017));
        assert_eq!(Date::from_unix_days(11_017), Date::new(2000, 3, 1));
        assert!(Date::from("1999-12-31") < Date::from("2000-01-01"));
        assert_eq!(Date::new(2021, 2, 29), None);
    }
}
