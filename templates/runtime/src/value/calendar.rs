//! Days of the proleptic Gregorian calendar, and the digits of dates.

pub(super) const DAY: i64 = 86_400;

/// Days since 1970-01-01. The algorithm of eras of 400 years, each of 146,097 days, with years that begin in March.
pub(super) fn days_from_civil(year: i32, month: u8, day: u8) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
pub(super) fn civil_from_days(days: i64) -> (i32, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (i32::try_from(year).unwrap_or(i32::MAX), u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// The days of a month.
pub(super) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads fixed numbers of digits and marks from the front of a text.
#[derive(Clone, Copy)]
pub(super) struct Digits<'a>(pub(super) &'a [u8]);

impl Digits<'_> {
    /// A number of exactly `count` digits.
    pub(super) fn number(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let mut value = 0;
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            value = value * 10 + u32::from(digit - b'0');
        }
        self.0 = rest;
        Some(value)
    }

    /// The same, as a small number.
    pub(super) fn small(&mut self, count: usize, least: u8, most: u8) -> Option<u8> {
        let value = u8::try_from(self.number(count)?).ok()?;
        (least..=most).contains(&value).then_some(value)
    }

    /// A mark.
    pub(super) fn mark(&mut self, mark: u8) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        if *first != mark {
            return None;
        }
        self.0 = rest;
        Some(())
    }

    /// A date: `2020-02-29`.
    pub(super) fn date(&mut self) -> Option<(i32, u8, u8)> {
        let year = i32::try_from(self.number(4)?).ok()?;
        self.mark(b'-')?;
        let month = self.small(2, 1, 12)?;
        self.mark(b'-')?;
        let day = self.small(2, 1, days_in_month(year, month))?;
        Some((year, month, day))
    }

    /// A time: `23:59:59.0000000`, in seconds of the day, and the fraction in picoseconds with its number of digits.
    pub(super) fn time(&mut self) -> Option<(u32, Fraction)> {
        let hour = self.small(2, 0, 23)?;
        self.mark(b':')?;
        let minute = self.small(2, 0, 59)?;
        self.mark(b':')?;
        let second = self.small(2, 0, 59)?;
        let seconds = u32::from(hour) * 3_600 + u32::from(minute) * 60 + u32::from(second);
        Some((seconds, self.fraction()?))
    }

    fn fraction(&mut self) -> Option<Fraction> {
        if self.mark(b'.').is_none() {
            return Some(Fraction::default());
        }
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let places = u8::try_from(count).ok().filter(|places| (1..=12).contains(places))?;
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        let value = digits.iter().fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'));
        Some(Fraction { picoseconds: value * 10u64.pow(12 - u32::from(places)), places })
    }
}

/// A fraction of a second as it was written: up to twelve digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Fraction {
    pub(super) picoseconds: u64,
    pub(super) places: u8,
}

impl Fraction {
    /// With as many digits as it takes.
    pub(super) fn of_nanoseconds(nanoseconds: u32) -> Self {
        let mut places = if nanoseconds == 0 { 0 } else { 9 };
        let mut value = nanoseconds;
        while places > 0 && value % 10 == 0 {
            value /= 10;
            places -= 1;
        }
        Self { picoseconds: u64::from(nanoseconds) * 1_000, places }
    }

    pub(super) fn nanoseconds(self) -> u32 {
        u32::try_from(self.picoseconds / 1_000).unwrap_or_default()
    }
}

/// A short text on the stack.
pub(super) struct Line {
    bytes: [u8; 40],
    len: usize,
}

impl Line {
    pub(super) fn new() -> Self {
        Self { bytes: [0; 40], len: 0 }
    }

    pub(super) fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    /// The last `count` digits of a number.
    pub(super) fn number(&mut self, value: u64, count: u8) {
        let mut unit = 10u64.pow(u32::from(count.saturating_sub(1)));
        for _ in 0..count {
            self.push(b'0' + u8::try_from(value / unit % 10).unwrap_or_default());
            unit /= 10;
        }
    }

    pub(super) fn date(&mut self, year: i32, month: u8, day: u8) {
        self.number(u64::try_from(year).unwrap_or_default(), 4);
        self.push(b'-');
        self.number(month.into(), 2);
        self.push(b'-');
        self.number(day.into(), 2);
    }

    pub(super) fn time(&mut self, seconds: u32, fraction: Fraction) {
        self.number((seconds / 3_600).into(), 2);
        self.push(b':');
        self.number((seconds / 60 % 60).into(), 2);
        self.push(b':');
        self.number((seconds % 60).into(), 2);
        if fraction.places > 0 {
            self.push(b'.');
            self.number(fraction.picoseconds / 10u64.pow(12 - u32::from(fraction.places.min(12))), fraction.places);
        }
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_inverse() {
        assert_eq!(days_from_civil(1970, 1, 1), 0);
        assert_eq!(days_from_civil(1, 1, 1), -719_162);
        assert_eq!(days_from_civil(9999, 12, 31), 2_932_896);
        for days in (-719_162..2_932_896).step_by(17) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
            assert!(day <= days_in_month(year, month));
        }
    }
}
