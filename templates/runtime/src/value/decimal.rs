//! `Decimal`

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::super::model::{Json, Scalar, Token};

/// A decimal number of any size, by its digits: `1.10` stays `1.10`. Compared by its value.
#[derive(Clone)]
pub struct Decimal {
    text: Box<str>,
    quoted: bool,
}

impl Decimal {
    /// The digits as they are written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest floating point number.
    #[must_use]
    pub fn to_f64(&self) -> Option<f64> {
        self.text.parse().ok()
    }

    /// The integer, if it is one.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        let (negative, digits, exponent) = self.parts();
        let zeros = usize::try_from(exponent.checked_sub(i64::try_from(digits.len()).ok()?)?).ok()?;
        if digits.len() + zeros > 39 {
            return None;
        }
        format!("{}{digits}{}", if negative { "-" } else { "" }, "0".repeat(zeros))
            .parse()
            .ok()
            .or(digits.is_empty().then_some(0))
    }

    /// Sign, digits without zeros at either end, and the power of ten of which the digits are the fraction.
    fn parts(&self) -> (bool, String, i64) {
        let (mantissa, power) = self.text.split_once(['e', 'E']).unwrap_or((&self.text, "0"));
        let negative = mantissa.starts_with('-');
        let (whole, fraction) =
            mantissa.trim_start_matches(['-', '+']).split_once('.').unwrap_or((mantissa.trim_start_matches(['-', '+']), ""));
        let all = format!("{whole}{fraction}");
        let significant = all.trim_start_matches('0');
        if significant.is_empty() {
            return (false, String::new(), 0);
        }
        let leading = all.len() - significant.len();
        let power = power.parse::<i64>().unwrap_or(if power.starts_with('-') { i64::MIN / 4 } else { i64::MAX / 4 });
        let shift = i64::try_from(whole.len()).unwrap_or(0) - i64::try_from(leading).unwrap_or(0);
        (negative, significant.trim_end_matches('0').to_owned(), power.saturating_add(shift))
    }
}

impl Scalar for Decimal {
    const EXPECTED: &'static str = "number (Decimal)";
    const EXACT: bool = true;

    fn read(token: Token<'_>) -> Option<(Self, bool)> {
        match token {
            Token::Digits(text) => Some((Self { text: text.into(), quoted: false }, true)),
            Token::Text(text) => text.parse().ok().map(|value: Self| (Self { quoted: true, ..value }, true)),
            Token::Int(value) => Some((value.into(), true)),
            Token::Large(value) => Some((Self { text: value.to_string().into(), quoted: false }, true)),
            Token::Float(value) => format!("{value:?}").parse().ok().map(|value| (value, true)),
            Token::Bool(_) | Token::Built(_) => None,
        }
    }

    fn token(&self) -> Token<'_> {
        if self.quoted { Token::Text(&self.text) } else { Token::Digits(&self.text) }
    }
}

super::text::scalar_traits!(Decimal);

/// The text is not a number as JSON writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDecimal;

impl fmt::Display for NotDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number")
    }
}

impl std::error::Error for NotDecimal {}

impl std::str::FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        let starts = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        let json = text.parse::<Json>().ok().filter(|json| starts && json.as_str() == text).ok_or(NotDecimal)?;
        Ok(Self { text: json.as_str().into(), quoted: false })
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self { text: value.to_string().into(), quoted: false }
    }
}

impl From<i32> for Decimal {
    fn from(value: i32) -> Self {
        i64::from(value).into()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || self.parts() == other.parts()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.parts(), other.parts());
        let sign = |parts: &(bool, String, i64)| match parts {
            (_, digits, _) if digits.is_empty() => 0,
            (true, ..) => -1,
            (false, ..) => 1,
        };
        let magnitude = || a.2.cmp(&b.2).then_with(|| a.1.cmp(&b.1));
        sign(&a).cmp(&sign(&b)).then_with(|| if a.0 { magnitude().reverse() } else { magnitude() })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.quoted { serializer.serialize_str(&self.text) } else { Token::Digits(&self.text).serialize(serializer) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn values_are_compared_not_texts() {
        for (a, b) in [("1.10", "1.1"), ("100", "1e2"), ("0", "-0.00"), ("0.001", "1E-3"), ("12.50", "125e-1")] {
            assert_eq!(decimal(a), decimal(b));
        }
        let mut numbers = ["3", "-1e400", "0", "0.02", "1e400", "-0.5", "0.1", "20"].map(decimal);
        numbers.sort();
        assert_eq!(numbers.map(|number| number.to_string()), ["-1e400", "-0.5", "0", "0.02", "0.1", "3", "20", "1e400"]);
    }

    #[test]
    fn digits_are_kept() {
        let text = "79228162514264337593543950335.000000000000000000001";
        let number: Decimal = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&number).unwrap(), text);
        let quoted: Decimal = serde_json::from_str("\"1.10\"").unwrap();
        assert_eq!(serde_json::to_string(&quoted).unwrap(), "\"1.10\"");
        assert_eq!(quoted, decimal("1.1"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "one", "1.", ".5", "+1", "0x1", "NaN", "1 ", "true", "[1]"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }

    #[test]
    fn integers_are_had_as_such() {
        assert_eq!(decimal("12e2").to_i128(), Some(1_200));
        assert_eq!(decimal("-7.0").to_i128(), Some(-7));
        assert_eq!(decimal("0").to_i128(), Some(0));
        assert_eq!(decimal("1.5").to_i128(), None);
        assert_eq!(decimal("1e999999999999999999999").to_i128(), None);
    }
}
