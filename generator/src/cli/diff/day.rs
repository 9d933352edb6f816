//! Today's date, for the end of ignore entries and of announced removals.

use std::time::{SystemTime, UNIX_EPOCH};

use time::OffsetDateTime;

/// Today in UTC as `2026-11-22`; `SOURCE_DATE_EPOCH` stands in for the clock where a build sets it, so that its output can
/// be made again.
pub(super) fn today() -> Option<String> {
    let asked = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<u64>().ok());
    let seconds = asked.or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|time| time.as_secs()))?;
    date(seconds)
}

/// The date of a second since 1970-01-01; none where that is beyond the calendar.
fn date(seconds: u64) -> Option<String> {
    let time = OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).ok()?).ok()?;
    Some(time.date().to_string())
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_dates() {
        for (days, text) in [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_779, "2026-11-22")] {
            assert_eq!(date(days * 86_400).as_deref(), Some(text));
        }
    }
}
