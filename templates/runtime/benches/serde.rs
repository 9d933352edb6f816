//! Decoding and encoding by tables against `#[derive(Serialize, Deserialize)]` on the same fields.
//!
//! Prints how many times as fast as the derived code each case is; both sides run in turns within one run, and the best
//! of many turns counts. `cargo bench -p docwright-runtime`.

#[path = "../src/lib.rs"]
#[allow(dead_code, unused_imports, unreachable_pub, missing_docs, reason = "a crate uses some of its runtime, this less")]
mod runtime;

#[path = "serde/documents.rs"]
mod documents;
#[path = "serde/twins.rs"]
mod twins;

use std::hint::black_box;
use std::time::{Duration, Instant};

use runtime::model::Collection;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use twins::{derived, tabled};

/// A page of a collection as one would write it with derives.
#[derive(Serialize, Deserialize)]
struct DerivedPage<T> {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    context: Option<String>,
    #[serde(rename = "@odata.nextLink", skip_serializing_if = "Option::is_none")]
    next_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Vec<T>>,
}

fn main() {
    println!("{:<44} {:>9} {:>9} {:>9} {:>9}", "times as fast as derived code", "from_vec", "own", "to_vec", "own");
    let documents = documents::all();
    for document in &documents {
        let json = document.json.as_bytes();
        match document.of {
            documents::Of::Users => case::<Collection<tabled::User>, DerivedPage<derived::User>>(document.name, json),
            documents::Of::Devices => case::<Collection<tabled::Device>, DerivedPage<derived::Device>>(document.name, json),
            documents::Of::User => case::<tabled::User, derived::User>(document.name, json),
        }
    }
}

fn case<T, D>(name: &str, json: &[u8])
where
    T: runtime::model::Model + Default + Serialize + DeserializeOwned,
    D: Serialize + DeserializeOwned,
{
    let (Ok(tabled), Ok(derived)) = (serde_json::from_slice::<T>(json), serde_json::from_slice::<D>(json)) else {
        println!("{name}: cannot be decoded");
        return;
    };
    let decode = race(&mut [
        &mut || drop(black_box(serde_json::from_slice::<D>(black_box(json)))),
        &mut || drop(black_box(serde_json::from_slice::<T>(black_box(json)))),
        &mut || drop(black_box(runtime::model::from_slice::<T>(black_box(json)))),
    ]);
    let encode = race(&mut [
        &mut || drop(black_box(serde_json::to_vec(black_box(&derived)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&tabled)))),
        &mut || drop(black_box(runtime::model::to_vec(black_box(&tabled)))),
    ]);
    let ratio = |times: &[Duration], index: usize| times[0].as_secs_f64() / times[index].as_secs_f64();
    println!(
        "{name:<44} {:>9.2} {:>9.2} {:>9.2} {:>9.2}",
        ratio(&decode, 1),
        ratio(&decode, 2),
        ratio(&encode, 1),
        ratio(&encode, 2)
    );
}

/// The best time of each, taken in turns so that whatever else the machine does hits all alike.
fn race(runners: &mut [&mut dyn FnMut()]) -> Vec<Duration> {
    let rounds = calibrate(runners[0]);
    let mut best = vec![Duration::MAX; runners.len()];
    for _ in 0..60 {
        for (runner, best) in runners.iter_mut().zip(&mut best) {
            let start = Instant::now();
            for _ in 0..rounds {
                runner();
            }
            *best = start.elapsed().min(*best);
        }
    }
    best
}

/// How many rounds take about four milliseconds.
fn calibrate(runner: &mut dyn FnMut()) -> u32 {
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < Duration::from_millis(4) {
        runner();
        rounds += 1;
    }
    rounds.max(1)
}
