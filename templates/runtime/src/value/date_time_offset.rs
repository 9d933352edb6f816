//! `DateTimeOffset`

use std::cmp::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::calendar::{DAY, Digits, Fraction, Line, civil_from_days, days_from_civil};
use super::date::Date;

/// A moment with its offset from UTC: `2014-01-01T00:00:00Z`, `0001-01-01T00:00:00.0000000+02:00`.
///
/// Keeps its offset and the number of its fractional digits, up to twelve. A text that is no such moment is kept as it is,
/// and is written as it was read. Two are equal if their texts mean the same field by field; the order is that of time.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTimeOffset(Form);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    Moment(Moment),
    Text(Box<str>),
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Moment {
    /// Seconds since 1970-01-01T00:00:00Z.
    seconds: i64,
    fraction: Fraction,
    /// Minutes east of UTC; none for `Z`.
    offset: Option<i16>,
}

impl DateTimeOffset {
    /// A moment in UTC, by seconds since 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix(seconds, 0)
    }

    /// The same with nanoseconds, of which there are less than 1,000,000,000.
    #[must_use]
    pub fn from_unix(seconds: i64, nanoseconds: u32) -> Option<Self> {
        let years = days_from_civil(1, 1, 1) * DAY..days_from_civil(10_000, 1, 1) * DAY;
        let moment = Moment { seconds, fraction: Fraction::of_nanoseconds(nanoseconds), offset: None };
        (years.contains(&seconds) && nanoseconds < 1_000_000_000).then_some(Self(Form::Moment(moment)))
    }

    /// The moment of now, to the second.
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().try_into().unwrap_or_else(|_| Self::from("1970-01-01T00:00:00Z"))
    }

    /// Whether the text is a moment of the documented form. If it is not, every part is `None`.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.moment().is_some()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        self.moment().map(|moment| moment.seconds)
    }

    /// The part of the second, in nanoseconds.
    #[must_use]
    pub fn nanosecond(&self) -> Option<u32> {
        self.moment().map(|moment| moment.fraction.nanoseconds())
    }

    /// The date at its offset.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        let (year, month, day) = civil_from_days(self.local_seconds()?.div_euclid(DAY));
        Date::new(year, month, day)
    }

    /// The year at its offset.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.date()?.year()
    }

    /// The month at its offset, from 1.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.date()?.month()
    }

    /// The day of the month at its offset, from 1.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.date()?.day()
    }

    /// The hour at its offset.
    #[must_use]
    pub fn hour(&self) -> Option<u8> {
        self.second_of_day().and_then(|second| u8::try_from(second / 3_600).ok())
    }

    /// The minute at its offset.
    #[must_use]
    pub fn minute(&self) -> Option<u8> {
        self.second_of_day().and_then(|second| u8::try_from(second / 60 % 60).ok())
    }

    /// The second at its offset.
    #[must_use]
    pub fn second(&self) -> Option<u8> {
        self.second_of_day().and_then(|second| u8::try_from(second % 60).ok())
    }

    /// Minutes east of UTC.
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i16> {
        self.moment().map(|moment| moment.offset.unwrap_or(0))
    }

    fn moment(&self) -> Option<&Moment> {
        match &self.0 {
            Form::Moment(moment) => Some(moment),
            Form::Text(_) => None,
        }
    }

    fn local_seconds(&self) -> Option<i64> {
        self.moment().map(Moment::local_seconds)
    }

    fn second_of_day(&self) -> Option<i64> {
        Some(self.local_seconds()?.rem_euclid(DAY))
    }

    pub(super) fn with_str<R>(&self, to: impl FnOnce(&str) -> R) -> R {
        match &self.0 {
            Form::Moment(moment) => to(moment.line().as_str()),
            Form::Text(text) => to(text),
        }
    }
}

impl Moment {
    /// The moment that a text is, if writing it gives the same text again.
    fn parse(text: &str) -> Option<Self> {
        let mut digits = Digits(text.as_bytes());
        let (year, month, day) = digits.date()?;
        digits.mark(b'T')?;
        let (second, fraction) = digits.time()?;
        let offset = match digits.0 {
            b"Z" => None,
            _ => Some(offset(digits)?),
        };
        let local = days_from_civil(year, month, day) * DAY + i64::from(second);
        Some(Self { seconds: local - i64::from(offset.unwrap_or(0)) * 60, fraction, offset })
    }

    fn local_seconds(&self) -> i64 {
        self.seconds + i64::from(self.offset.unwrap_or(0)) * 60
    }

    fn line(&self) -> Line {
        let (local, mut line) = (self.local_seconds(), Line::new());
        let (year, month, day) = civil_from_days(local.div_euclid(DAY));
        line.date(year, month, day);
        line.push(b'T');
        line.time(u32::try_from(local.rem_euclid(DAY)).unwrap_or_default(), self.fraction);
        match self.offset {
            None => line.push(b'Z'),
            Some(minutes) => {
                line.push(if minutes < 0 { b'-' } else { b'+' });
                line.number(u64::from(minutes.unsigned_abs() / 60), 2);
                line.push(b':');
                line.number(u64::from(minutes.unsigned_abs() % 60), 2);
            }
        }
        line
    }
}

/// `+02:00`; not `-00:00`, which would be written as `+00:00`.
fn offset(mut digits: Digits<'_>) -> Option<i16> {
    let west = digits.mark(b'-').is_some();
    if !west {
        digits.mark(b'+')?;
    }
    let hours = i16::from(digits.small(2, 0, 23)?);
    digits.mark(b':')?;
    let minutes = hours * 60 + i16::from(digits.small(2, 0, 59)?);
    (digits.0.is_empty() && !(west && minutes == 0)).then_some(if west { -minutes } else { minutes })
}

impl From<&str> for DateTimeOffset {
    fn from(text: &str) -> Self {
        Self(Moment::parse(text).map_or_else(|| Form::Text(text.into()), Form::Moment))
    }
}

/// In the order of time; texts that are no moments come last.
impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Form::Moment(a), Form::Moment(b)) => (a.seconds, a.fraction, a.offset).cmp(&(b.seconds, b.fraction, b.offset)),
            (Form::Text(a), Form::Text(b)) => a.cmp(b),
            (Form::Moment(_), Form::Text(_)) => Ordering::Less,
            (Form::Text(_), Form::Moment(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Why a value cannot be had in another type: its text is not of the documented form, or out of that type's range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfRange(pub(super) String);

impl std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} cannot be converted", self.0)
    }
}

impl std::error::Error for OutOfRange {}

impl TryFrom<SystemTime> for DateTimeOffset {
    type Error = OutOfRange;

    fn try_from(time: SystemTime) -> Result<Self, OutOfRange> {
        let out_of_range = || OutOfRange(format!("{time:?}"));
        let (seconds, nanoseconds) = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => (i64::try_from(after.as_secs()).ok(), after.subsec_nanos()),
            Err(before) => {
                let before = before.duration();
                let borrow = i64::from(before.subsec_nanos() > 0);
                let seconds = i64::try_from(before.as_secs()).ok().map(|seconds| -seconds - borrow);
                (seconds, (1_000_000_000 - before.subsec_nanos()) % 1_000_000_000)
            }
        };
        seconds.and_then(|seconds| Self::from_unix(seconds, nanoseconds)).ok_or_else(out_of_range)
    }
}

impl TryFrom<&DateTimeOffset> for SystemTime {
    type Error = OutOfRange;

    fn try_from(time: &DateTimeOffset) -> Result<Self, OutOfRange> {
        let converted = time.moment().and_then(|moment| {
            let seconds = Duration::from_secs(moment.seconds.unsigned_abs());
            let whole = if moment.seconds < 0 { UNIX_EPOCH.checked_sub(seconds) } else { UNIX_EPOCH.checked_add(seconds) };
            whole?.checked_add(Duration::from_nanos(moment.fraction.nanoseconds().into()))
        });
        converted.ok_or_else(|| OutOfRange(time.to_string()))
    }
}

super::text::text_scalar!(DateTimeOffset, "string (DateTimeOffset)");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_as_it_was_read() {
        for text in [
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00.0000000+14:00",
            "9999-12-31T23:59:59.999999999999Z",
            "2020-02-29T12:00:00.1-08:30",
            "2016-12-31T23:59:60Z",
            "2021-02-29T00:00:00Z",
            "2020-01-01T00:00:00-00:00",
            "2020-01-01 00:00:00",
            "2020-01-01t00:00:00z",
            "2020-01-01T00:00Z",
            "2020-01-01T00:00:00.Z",
            "2020-01-01T00:00:00.0000000000000Z",
            "2020-01-01T24:00:00Z",
            "DateTimeOffset",
            "",
            "2020-01-01T00:00:00Z\u{e9}",
        ] {
            assert_eq!(DateTimeOffset::from(text).to_string(), text);
        }
    }

    #[test]
    fn the_parts_are_those_at_its_offset() {
        let time = DateTimeOffset::from("2020-01-01T00:30:15.25+01:00");
        assert_eq!((time.year(), time.month(), time.day()), (Some(2020), Some(1), Some(1)));
        assert_eq!((time.hour(), time.minute(), time.second()), (Some(0), Some(30), Some(15)));
        assert_eq!(time.unix_seconds(), Some(1_577_835_015));
        assert_eq!(time.nanosecond(), Some(250_000_000));
        assert_eq!(time.offset_minutes(), Some(60));
        assert_eq!(DateTimeOffset::from("tomorrow").year(), None);
    }

    #[test]
    fn the_order_is_that_of_time() {
        let mut times =
            ["x", "2020-01-01T01:00:00+02:00", "2020-01-01T00:00:00Z", "0001-01-01T00:00:00Z"].map(DateTimeOffset::from);
        times.sort();
        assert_eq!(
            times.map(|time| time.to_string()),
            ["0001-01-01T00:00:00Z", "2020-01-01T01:00:00+02:00", "2020-01-01T00:00:00Z", "x"]
        );
    }

    #[test]
    fn the_system_time_is_the_same_moment() {
        for text in ["1969-12-31T23:59:58.75Z", "2020-01-01T00:00:00.0000001Z"] {
            let time = SystemTime::try_from(&DateTimeOffset::from(text)).unwrap();
            assert_eq!(DateTimeOffset::try_from(time).unwrap().to_string(), text);
        }
        assert!(SystemTime::try_from(&DateTimeOffset::from("never")).is_err());
        assert_eq!(DateTimeOffset::from_unix_seconds(i64::MAX), None);
    }
}
