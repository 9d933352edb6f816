//! The scalar types of the reference, none of which loses what it was read from.
//!
//! Services and their documentation write values that a strict type would refuse (`0001-01-01T00:00:00Z` for "never", a
//! placeholder where an example needs an identifier). So every type takes any text and gives it back unchanged; what it
//! means is asked for, and is an `Option`.

mod binary;
mod calendar;
mod date;
mod date_time_offset;
mod decimal;
mod duration;
mod guid;
mod text;
mod time_of_day;

pub use binary::{Binary, Stream};
pub use date::Date;
pub use date_time_offset::{DateTimeOffset, OutOfRange};
pub use decimal::{Decimal, NotDecimal};
pub use duration::{Duration, Parts};
pub use guid::Guid;
pub use time_of_day::TimeOfDay;
