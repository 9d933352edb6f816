//! `TimeOfDay`

use super::calendar::{Digits, Fraction, Line};

/// A time of the day: `08:00:00.0000000`. Keeps the number of its fractional digits, up to twelve; a text that is no time
/// is kept as it is. In the order of time, texts that are no times last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(Form);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Time(u32, Fraction),
    Text(Box<str>),
}

impl TimeOfDay {
    /// A time; `None` if there is no such time.
    #[must_use]
    pub fn new(hour: u8, minute: u8, second: u8, nanosecond: u32) -> Option<Self> {
        let exists = hour < 24 && minute < 60 && second < 60 && nanosecond < 1_000_000_000;
        let seconds = u32::from(hour) * 3_600 + u32::from(minute) * 60 + u32::from(second);
        exists.then_some(Self(Form::Time(seconds, Fraction::of_nanoseconds(nanosecond))))
    }

    /// Whether the text is a time. If it is not, every part is `None`.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.second_of_day().is_some()
    }

    /// The hour.
    #[must_use]
    pub fn hour(&self) -> Option<u8> {
        self.second_of_day().and_then(|second| u8::try_from(second / 3_600).ok())
    }

    /// The minute.
    #[must_use]
    pub fn minute(&self) -> Option<u8> {
        self.second_of_day().and_then(|second| u8::try_from(second / 60 % 60).ok())
    }

    /// The second.
    #[must_use]
    pub fn second(&self) -> Option<u8> {
        self.second_of_day().and_then(|second| u8::try_from(second % 60).ok())
    }

    /// The part of the second, in nanoseconds.
    #[must_use]
    pub fn nanosecond(&self) -> Option<u32> {
        match &self.0 {
            Form::Time(_, fraction) => Some(fraction.nanoseconds()),
            Form::Text(_) => None,
        }
    }

    /// Seconds since midnight.
    #[must_use]
    pub fn second_of_day(&self) -> Option<u32> {
        match &self.0 {
            Form::Time(seconds, _) => Some(*seconds),
            Form::Text(_) => None,
        }
    }

    pub(super) fn with_str<R>(&self, to: impl FnOnce(&str) -> R) -> R {
        match &self.0 {
            Form::Time(seconds, fraction) => {
                let mut line = Line::new();
                line.time(*seconds, *fraction);
                to(line.as_str())
            }
            Form::Text(text) => to(text),
        }
    }
}

impl From<&str> for TimeOfDay {
    fn from(text: &str) -> Self {
        let mut digits = Digits(text.as_bytes());
        match digits.time() {
            Some((seconds, fraction)) if digits.0.is_empty() => Self(Form::Time(seconds, fraction)),
            _ => Self(Form::Text(text.into())),
        }
    }
}

super::text::text_scalar!(TimeOfDay, "string (TimeOfDay)");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_as_it_was_read() {
        for text in ["00:00:00", "08:30:00.0000000", "23:59:59.999999999999", "24:00:00", "8:00", "08:00:00Z", ""] {
            assert_eq!(TimeOfDay::from(text).to_string(), text);
        }
    }

    #[test]
    fn the_parts_are_read() {
        let time = TimeOfDay::from("08:30:01.5000000");
        assert_eq!(
            (time.hour(), time.minute(), time.second(), time.nanosecond()),
            (Some(8), Some(30), Some(1), Some(500_000_000))
        );
        assert_eq!(TimeOfDay::new(8, 30, 1, 500_000_000).unwrap().to_string(), "08:30:01.5");
        assert!(TimeOfDay::from("08:00:00") < TimeOfDay::from("08:00:00.1"));
    }
}
