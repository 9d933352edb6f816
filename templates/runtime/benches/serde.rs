//! Decoding and encoding by tables against `#[derive(Serialize, Deserialize)]` on the same fields.
//!
//! Prints how many times as fast as the derived code each case is; both sides run in turns within one run, and the best
//! of many turns counts. `cargo bench -p docwright-runtime`.
//!
//! `instructions.py` beside this file counts instructions instead, which a busy machine does not disturb: with the arguments
//! `DOCUMENT RUNNER ROUNDS`, three numbers, one runner is run so many times and nothing is printed.

#![allow(clippy::print_stdout, reason = "the figures are what it is run for")]

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

/// Names of the runners of a document, in the order of their numbers; the derived ones are what the others are measured by.
const RUNNERS: [&str; 6] = ["derived", "from_slice", "own", "derived", "to_vec", "own"];

fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let documents = documents::all();
    if let [document, runner, rounds] = numbers[..] {
        if let Some(document) = documents.get(document) {
            with_runners(document, &mut |runners, _| {
                if let Some(runner) = runners.get_mut(runner) {
                    (0..rounds).for_each(|_| runner());
                }
            });
        }
        return;
    }
    println!("{:<44} {:>10} {:>9} {:>9} {:>9}", "times as fast as derived code", RUNNERS[1], RUNNERS[2], RUNNERS[4], RUNNERS[5]);
    for document in &documents {
        with_runners(document, &mut |runners, same| {
            let (decode, encode) = runners.split_at_mut(RUNNERS.len() / 2);
            let (decode, encode) = (race(decode), race(encode));
            let ratio = |times: &[Duration], index: usize| format!("{:.2}", times[0].as_secs_f64() / times[index].as_secs_f64());
            let encoded = |index: usize| if same { ratio(&encode, index) } else { "-".to_owned() };
            println!(
                "{:<44} {:>10} {:>9} {:>9} {:>9}",
                document.name,
                ratio(&decode, 1),
                ratio(&decode, 2),
                encoded(1),
                encoded(2)
            );
        });
    }
}

/// Takes the runners of a document, and whether both sides write the same: where the derived code drops what arrived it
/// writes less, and there is nothing to compare.
type Take<'t> = &'t mut dyn FnMut(&mut [&mut dyn FnMut()], bool);

fn with_runners(document: &documents::Document, to: Take<'_>) {
    let json = document.json.as_bytes();
    match document.of {
        documents::Of::Users => case::<Collection<tabled::User>, DerivedPage<derived::User>>(document.name, json, to),
        documents::Of::Devices => case::<Collection<tabled::Device>, DerivedPage<derived::Device>>(document.name, json, to),
        documents::Of::User => case::<tabled::User, derived::User>(document.name, json, to),
    }
}

fn case<T, D>(name: &str, json: &[u8], to: Take<'_>)
where
    T: runtime::model::Model + Default + Serialize + DeserializeOwned,
    D: Serialize + DeserializeOwned,
{
    let (Ok(tabled), Ok(derived)) = (serde_json::from_slice::<T>(json), serde_json::from_slice::<D>(json)) else {
        println!("{name}: cannot be decoded");
        return;
    };
    let mut runners: [&mut dyn FnMut(); RUNNERS.len()] = [
        &mut || drop(black_box(serde_json::from_slice::<D>(black_box(json)))),
        &mut || drop(black_box(serde_json::from_slice::<T>(black_box(json)))),
        &mut || drop(black_box(runtime::model::from_slice::<T>(black_box(json)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&derived)))),
        &mut || drop(black_box(serde_json::to_vec(black_box(&tabled)))),
        &mut || drop(black_box(runtime::model::to_vec(black_box(&tabled)))),
    ];
    to(&mut runners, serde_json::to_value(&tabled).ok() == serde_json::to_value(&derived).ok());
}

/// The best time of each, taken in turns so that whatever else the machine does hits all alike.
fn race(runners: &mut [&mut dyn FnMut()]) -> Vec<Duration> {
    let rounds = calibrate(runners[0]);
    let mut best = vec![Duration::MAX; runners.len()];
    for _ in 0..250 {
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

/// How many rounds take about a millisecond.
fn calibrate(runner: &mut dyn FnMut()) -> u32 {
    let start = Instant::now();
    let mut rounds = 0;
    while start.elapsed() < Duration::from_millis(1) {
        runner();
        rounds += 1;
    }
    rounds.max(1)
}
