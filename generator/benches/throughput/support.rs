//! Stands in for the support of the replay tests: each documented body is decoded and encoded over and over, by the crate and by
//! the same structs with derived serde, and the times are written down.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use whole::answer::{Accepted, Bytes};
use whole::model::{Collection, Json, Model, Single, from_slice, to_vec};
use whole::request::{Content, Request};

/// How long the rounds of one turn take, and how many turns there are; the best turn counts.
const TURN: Duration = Duration::from_micros(100);
const TURNS: usize = 25;

/// The bodies of a module's examples.
pub struct Cases(BTreeMap<String, Case>);

/// The bodies of one example, as JSON without blanks, in the order of the page.
pub struct Case {
    page: String,
    request: Option<String>,
    response: Option<String>,
}

impl Cases {
    pub fn new(data: &str) -> Self {
        let all: BTreeMap<String, BTreeMap<String, Option<String>>> = serde_json::from_str(data).expect("the data file is JSON");
        let case = |mut side: BTreeMap<String, Option<String>>| Case {
            page: side.remove("page").flatten().unwrap_or_default(),
            request: side.remove("request").flatten(),
            response: side.remove("response").flatten(),
        };
        Self(all.into_iter().map(|(test, sides)| (test, case(sides))).collect())
    }

    pub fn case(&self, test: &str) -> &Case {
        &self.0[test]
    }
}

impl Case {
    pub fn body<T: Answered + Default + DeserializeOwned>(&self, _: Compare<T>) -> T {
        let json = self.request.as_deref().unwrap_or("{}");
        T::measure(&self.page, json);
        serde_json::from_str(json).unwrap_or_default()
    }

    pub fn bodies<T: DeserializeOwned>(&self) -> Vec<T> {
        self.request.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default()
    }

    pub fn bytes(&self) -> Bytes {
        Bytes::from(self.request.clone().unwrap_or_default())
    }

    pub fn content(&self, media_type: &'static str) -> Content {
        Content::new(media_type, self.bytes())
    }

    fn answered<T: Answered>(&self) {
        if let Some(json) = &self.response {
            T::measure(&self.page, json);
        }
    }
}

/// A model, and the same struct with derived serde.
pub trait Twin: Model + Default + Serialize + DeserializeOwned {
    type Derived: Serialize + DeserializeOwned;
}

/// What stands in a collection.
pub trait Held {
    type Derived: Serialize + DeserializeOwned;
}

/// What an operation answers with.
pub trait Answered {
    fn measure(page: &str, json: &str);
}

/// Says which struct is which model's twin.
macro_rules! twins {
    ($($model:ty, $derived:ty;)*) => {$(
        impl $crate::support::Twin for $model {
            type Derived = $derived;
        }
        impl $crate::support::Held for $model {
            type Derived = $derived;
        }
        impl $crate::support::Answered for $model {
            fn measure(page: &str, json: &str) {
                $crate::support::race::<Self>(page, json);
            }
        }
    )*};
}
pub(crate) use twins;

macro_rules! plain {
    ($($held:ty),*) => {$(
        impl Held for $held {
            type Derived = Self;
        }
    )*};
}
plain!(String, bool, i32, Json);

/// A page of a collection as one would write it with derives.
#[derive(Serialize, Deserialize)]
pub struct Page<T> {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    context: Option<String>,
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
    #[serde(rename = "@odata.deltaLink", skip_serializing_if = "Option::is_none")]
    delta_link: Option<String>,
    #[serde(rename = "@odata.count", skip_serializing_if = "Option::is_none")]
    count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Vec<T>>,
}

/// Likewise, one value.
#[derive(Serialize, Deserialize)]
pub struct One<T> {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    context: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<T>,
}

impl<T: Held> Twin for Collection<T>
where
    Self: Model + Default + Serialize + DeserializeOwned,
{
    type Derived = Page<T::Derived>;
}

impl<T: Held> Twin for Single<T>
where
    Self: Model + Default + Serialize + DeserializeOwned,
{
    type Derived = One<T::Derived>;
}

impl<T> Answered for Collection<T>
where
    Self: Twin,
{
    fn measure(page: &str, json: &str) {
        race::<Self>(page, json);
    }
}

impl<T> Answered for Single<T>
where
    Self: Twin,
{
    fn measure(page: &str, json: &str) {
        race::<Self>(page, json);
    }
}

/// A document of any shape and a number have no struct to compare.
macro_rules! unmeasured {
    ($($answer:ty),*) => {$(
        impl Answered for $answer {
            fn measure(_: &str, _: &str) {}
        }
    )*};
}
unmeasured!(Json, Value, i64);

pub struct Fields;
pub type Compare<T> = fn(&T, &mut Fields);

pub fn no_fields<T>(_: &T, _: &mut Fields) {}

macro_rules! fields {
    ($($any:tt)*) => {
        $crate::support::no_fields
    };
}
pub(crate) use {fields, fields as items};

pub fn json<T: Answered, Q>(case: &Case, _: Request<T, Q>, _: Compare<T>) {
    case.answered::<T>();
}

pub fn optional<T: Answered, Q>(case: &Case, _: Request<Option<T>, Q>, _: Compare<T>) {
    case.answered::<T>();
}

pub fn accepted<T: Answered, Q>(case: &Case, _: Request<Accepted<T>, Q>, _: Compare<T>) {
    case.answered::<T>();
}

pub fn sample<T: Answered>(case: &Case, _: Compare<T>) {
    case.answered::<T>();
}

pub fn nothing<Q>(_: &Case, _: Request<(), Q>) {}

pub fn bytes<Q>(_: &Case, _: Request<Bytes, Q>) {}

pub fn line<T, Q>(_: &str, _: Request<T, Q>, _: &str, _: &str) {}

/// Measures a document; what one of both sides cannot read is named.
pub fn race<T: Twin>(page: &str, json: &str) {
    let bytes = json.as_bytes();
    let (tabled, derived) = match (from_slice::<T>(bytes), serde_json::from_slice::<T::Derived>(bytes)) {
        (Ok(tabled), Ok(derived)) => (tabled, derived),
        (tabled, derived) => {
            write_down(&format!(
                "{page}\t{}\t{}",
                tabled.is_ok(),
                derived.err().map(|error| error.to_string()).unwrap_or_default()
            ));
            return;
        }
    };
    let kept = kept(&derived, json);
    let mut runners: [&mut dyn FnMut(); 6] = [
        &mut || drop(black_box(serde_json::from_slice::<T::Derived>(black_box(bytes)))),
        &mut || drop(black_box(serde_json::from_slice::<T>(black_box(bytes)))),
        &mut || drop(black_box(from_slice::<T>(black_box(bytes)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&derived)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&tabled)))),
        &mut || drop(black_box(to_vec(black_box(&tabled)))),
    ];
    let times: Vec<String> = best(&mut runners).iter().map(|nanoseconds| format!("{nanoseconds:.1}")).collect();
    write_down(&format!("{page}\t{}\t{kept}\t{}", json.len(), times.join("\t")));
}

/// How much of a document's text comes back, in percent; 100 if nothing is lost.
fn kept(value: &impl Serialize, json: &str) -> usize {
    if serde_json::to_value(value).ok() == serde_json::from_str::<Value>(json).ok() {
        return 100;
    }
    let text = serde_json::to_string(value).unwrap_or_default();
    (100 * text.len() / json.len()).min(99)
}

/// Nanoseconds of one run of each, in its best turn. They take turns, so that whatever else the machine does hits all alike.
fn best(runners: &mut [&mut dyn FnMut(); 6]) -> [f64; 6] {
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < TURN {
        runners[0]();
        rounds += 1;
    }
    let mut best = [f64::MAX; 6];
    for _ in 0..TURNS {
        for (runner, best) in runners.iter_mut().zip(&mut best) {
            let start = Instant::now();
            for _ in 0..rounds {
                runner();
            }
            *best = best.min(start.elapsed().as_secs_f64() * 1e9 / f64::from(rounds));
        }
    }
    best
}

fn write_down(line: &str) {
    let path = std::env::var_os("THROUGHPUT").expect("THROUGHPUT names a file");
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).expect("the file can be written");
    writeln!(file, "{line}").expect("the file can be written");
}
