//! `Duration`

use std::cmp::Ordering;

/// A span of time as ISO 8601 writes it: `P2W`, `PT10M`, `-P1DT0.5S`. Keeps its text; equal are those of equal text.
///
/// Spans with years or months have no length of their own, and no order among the others.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Duration(Box<str>);

/// The parts of a span of time, as they are written. All count backwards if `negative`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Parts {
    /// Whether the text begins with `-`.
    pub negative: bool,
    /// `Y`
    pub years: u64,
    /// `M` before the `T`
    pub months: u64,
    /// `W`
    pub weeks: u64,
    /// `D`
    pub days: u64,
    /// `H`
    pub hours: u64,
    /// `M` behind the `T`
    pub minutes: u64,
    /// `S`, whole
    pub seconds: u64,
    /// The fraction of the seconds; digits behind the ninth are only in the text.
    pub nanoseconds: u32,
}

impl Duration {
    /// Whether the text is a span of time.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.parts().is_some()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts; `None` if the text is no span of time.
    #[must_use]
    pub fn parts(&self) -> Option<Parts> {
        parse(&self.0)
    }

    /// The length in nanoseconds, negative if it counts backwards; `None` with years or months.
    #[must_use]
    pub fn total_nanoseconds(&self) -> Option<i128> {
        let parts = self.parts()?;
        if parts.years != 0 || parts.months != 0 {
            return None;
        }
        let days = i128::from(parts.weeks) * 7 + i128::from(parts.days);
        let minutes = (days * 24 + i128::from(parts.hours)) * 60 + i128::from(parts.minutes);
        let total = (minutes * 60 + i128::from(parts.seconds)) * 1_000_000_000 + i128::from(parts.nanoseconds);
        Some(if parts.negative { -total } else { total })
    }

    /// The length; `None` if it counts backwards, is too long, or has years or months.
    #[must_use]
    pub fn to_std(&self) -> Option<std::time::Duration> {
        let total = u128::try_from(self.total_nanoseconds()?).ok()?;
        let seconds = u64::try_from(total / 1_000_000_000).ok()?;
        Some(std::time::Duration::new(seconds, u32::try_from(total % 1_000_000_000).ok()?))
    }

    pub(super) fn with_str<R>(&self, to: impl FnOnce(&str) -> R) -> R {
        to(&self.0)
    }
}

fn parse(text: &str) -> Option<Parts> {
    let mut parts = Parts { negative: text.starts_with('-'), ..Parts::default() };
    let (date, time) = match text.strip_prefix(['-', '+']).unwrap_or(text).strip_prefix('P')?.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (text.trim_start_matches(['-', '+']).strip_prefix('P')?, ""),
    };
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let Parts { years, months, weeks, days, hours, minutes, .. } = &mut parts;
    let rest = fields(date, &mut [('Y', years), ('M', months), ('W', weeks), ('D', days)])?;
    let seconds = fields(time, &mut [('H', hours), ('M', minutes)])?;
    if !rest.is_empty() {
        return None;
    }
    if !seconds.is_empty() {
        let number = seconds.strip_suffix('S')?;
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        if !fraction.bytes().all(|digit| digit.is_ascii_digit()) || fraction.is_empty() {
            return None;
        }
        parts.seconds = digits(whole)?;
        parts.nanoseconds = format!("{fraction:0<9.9}").parse().ok()?;
    }
    Some(parts)
}

/// Reads numbers with their marks, in the order of the marks, and returns what follows.
fn fields<'a>(mut text: &'a str, marks: &mut [(char, &mut u64)]) -> Option<&'a str> {
    for (mark, field) in marks {
        let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        if let Some(rest) = text.get(end..).and_then(|rest| rest.strip_prefix(*mark)) {
            **field = digits(text.get(..end)?)?;
            text = rest;
        }
    }
    Some(text)
}

fn digits(text: &str) -> Option<u64> {
    text.bytes().all(|digit| digit.is_ascii_digit()).then(|| text.parse().ok())?
}

impl From<&str> for Duration {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<std::time::Duration> for Duration {
    fn from(duration: std::time::Duration) -> Self {
        let fraction = match duration.subsec_nanos() {
            0 => String::new(),
            nanoseconds => format!(".{nanoseconds:09}").trim_end_matches('0').to_owned(),
        };
        Self(format!("PT{}{fraction}S", duration.as_secs()).into())
    }
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self == other {
            return Some(Ordering::Equal);
        }
        match self.total_nanoseconds()?.cmp(&other.total_nanoseconds()?) {
            Ordering::Equal => None,
            order => Some(order),
        }
    }
}

super::text::text_scalar!(Duration, "string (Duration)");

#[cfg(test)]
mod tests {
    use super::*;

    fn nanoseconds(text: &str) -> Option<i128> {
        Duration::from(text).total_nanoseconds()
    }

    #[test]
    fn lengths_are_read() {
        assert_eq!(nanoseconds("P2W"), Some(14 * 86_400_000_000_000));
        assert_eq!(nanoseconds("PT10M"), Some(600_000_000_000));
        assert_eq!(nanoseconds("-P1D"), Some(-86_400_000_000_000));
        assert_eq!(nanoseconds("P1DT2H3M4.5S"), Some(93_784_500_000_000));
        assert_eq!(nanoseconds("PT0.0000000019S"), Some(1));
        assert_eq!(nanoseconds("P1M"), None);
        assert_eq!(Duration::from("P1Y2M").parts().map(|parts| (parts.years, parts.months)), Some((1, 2)));
    }

    #[test]
    fn what_is_no_span_of_time_is_kept() {
        for text in
            ["", "P", "PT", "10M", "P1H", "PT1.S", "PT1", "P1DT", "PTM", "PS", "--P1D", "PT99999999999999999999S", "PT\u{664}S"]
        {
            let duration = Duration::from(text);
            assert!(!duration.is_valid(), "{text}");
            assert_eq!(duration.to_string(), text);
        }
    }

    #[test]
    fn the_order_is_that_of_length_where_there_is_one() {
        assert!(Duration::from("PT90M") > Duration::from("PT1H"));
        assert_eq!(Duration::from("PT60M").partial_cmp(&Duration::from("PT1H")), None);
        assert_eq!(Duration::from("P1M").partial_cmp(&Duration::from("P30D")), None);
    }

    #[test]
    fn a_length_of_the_standard_library_is_written() {
        let length = std::time::Duration::from_millis(90_500);
        assert_eq!(Duration::from(length).to_string(), "PT90.5S");
        assert_eq!(Duration::from("PT1M30.5S").to_std(), Some(length));
    }
}
