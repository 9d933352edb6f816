//! Time and memory of the worst pages: `cargo bench -p docwright --bench worst_shapes [SHAPE ...]`. Each shape is read and
//! made into a crate at half a megabyte and at one, each in a process of its own; the ratio tells whether time is linear.
//!
//! Seconds are those that a processor worked for the process, on one thread: what else the machine does is not among them.
//! The two sizes take turns, and what is printed is the median of their runs.

#![allow(clippy::print_stdout, reason = "a benchmark prints")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on should stop")]
#![expect(clippy::disallowed_methods, reason = "time and memory of a process are told by files")]

#[path = "../tests/in_memory/mod.rs"]
mod in_memory;

use std::collections::BTreeMap;
use std::process::Command;

use docwright::lock::{Lock, Naming};
use docwright::run;
use docwright::source::{SourceFile, Sources};

/// Name, what stands before, one piece by its number, what stands behind.
type Shape = (&'static str, &'static str, fn(usize) -> String, &'static str);

const ROWS: &str =
    "# lid resource type\n\nNamespace: microsoft.graph\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n";
const MEMBERS: &str = "# lid enum type\n\nNamespace: microsoft.graph\n\n## Members\n\n|Member|Description|\n|:--|:--|\n";
const TEXT: &str = "# lid resource type\n\nNamespace: microsoft.graph\n\n";
const CELL: &str = "# lid resource type\n\nNamespace: microsoft.graph\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|";
const LINES: &str = "# Get lid\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\n";
const PATH: &str = "# Get lid\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\nGET /lids/f(";
const ANSWER: &str = "# Get lid\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\nGET /lids/{id}\n```\n\n## Examples\n\n\
    <!-- { \"blockType\": \"response\" } -->\n``` http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{\n";
const REQUEST: &str = "# Get lid\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\nGET /lids/{id}\n```\n\n## Examples\n\n\
    <!-- { \"blockType\": \"request\" } -->\n``` http\nGET https://graph.microsoft.com/v1.0/lids/7\n";
const PERMISSIONS: &str = "# Get lid\n\nNamespace: microsoft.graph\n\n## HTTP request\n\n``` http\nGET /lids/{id}\n```\n\n## Permissions\n\n\
    |Permission type|Permissions (from least to most privileged)|\n|:--|:--|\n";

const SHAPES: &[Shape] = &[
    ("rows", ROWS, |n| format!("|p{n}|String|x|\n"), ""),
    ("rows of links", ROWS, |n| format!("|p{n}|[t{n}](t{n}.md)|x|\n"), ""),
    ("rows of one name", ROWS, |n| format!("|p{}{}x|String|x|\n", "-".repeat(n % 60), ".".repeat(n / 60 % 60)), ""),
    ("members", MEMBERS, |n| format!("|m{n}|x|\n"), ""),
    ("cells", ROWS, |_| "a|".to_owned(), "\n"),
    ("words of a cell", CELL, |_| "word ".to_owned(), "|\n"),
    ("values of a cell", CELL, |n| format!("`v{n}`, "), "|\n"),
    ("request lines", LINES, |n| format!("GET /lids/{{id}}/p{n}\n"), "```\n"),
    ("arguments of a path", PATH, |_| "a={a},".to_owned(), ")\n```\n"),
    ("members of JSON", ANSWER, |n| format!("\"k{n}\": {n},\n"), "\"z\": 1 }\n```\n"),
    ("brackets of JSON", ANSWER, |_| "[".to_owned(), "\n```\n"),
    ("headers", REQUEST, |n| format!("X-H{n}: a\n"), "```\n"),
    ("rows of permissions", PERMISSIONS, |n| format!("|Application|A{n}.Read|\n"), ""),
    ("brackets", TEXT, |_| "[".to_owned(), ""),
    ("half links", TEXT, |_| "[a](".to_owned(), ""),
    ("emphasis", TEXT, |_| "*a_ ".to_owned(), ""),
    ("quotes", TEXT, |_| ">".to_owned(), ""),
    ("headings", TEXT, |n| format!("## Properties {n}\n\n"), ""),
    ("fences", TEXT, |_| "```\n".to_owned(), ""),
    ("half comments", TEXT, |_| "<!-- ".to_owned(), ""),
];

fn page((_, before, piece, behind): &Shape, bytes: usize) -> String {
    let mut text = (*before).to_owned();
    for number in 0.. {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&piece(number));
    }
    text + behind
}

/// How often each size is tried.
const RUNS: usize = 9;

/// Seconds that processors have worked for the threads of this process.
fn worked() -> f64 {
    let threads = std::fs::read_dir("/proc/self/task").unwrap();
    let nanoseconds = threads.map(|thread| {
        let line = std::fs::read_to_string(thread.unwrap().path().join("schedstat")).unwrap();
        line.split(' ').next().unwrap().parse::<f64>().unwrap()
    });
    nanoseconds.sum::<f64>() / 1e9
}

/// Reads the page and makes a crate of it; prints seconds and megabytes.
fn child(shape: &Shape, bytes: usize) {
    let folder = if shape.1.contains("## HTTP request") { "api" } else { "resources" };
    let text = page(shape, bytes);
    let config = in_memory::configuration("lids");
    let start = worked();
    let understood = run::understand(Sources::from_files(vec![SourceFile::new(format!("v1.0/{folder}/lid.md"), text)]));
    let lock = Lock::default();
    let generated = run::generate(&understood.api, &config, &Naming { lock: &lock, renames: &BTreeMap::new() });
    docwright::format::check(&generated.tree, &|path| path.starts_with("src/runtime/")).unwrap();
    let seconds = worked() - start;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|text| text.split_whitespace().next());
    println!("{seconds} {}", peak.and_then(|text| text.parse::<f64>().ok()).unwrap_or_default() / 1024.0);
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [name, bytes] = arguments.as_slice()
        && let Ok(bytes) = bytes.parse::<usize>()
    {
        return child(SHAPES.iter().find(|shape| shape.0 == name).unwrap(), bytes);
    }
    println!("{:20} {:>9} {:>9} {:>6} {:>6}", "shape", "0.5 MB: s", "1 MB: s", "ratio", "MB");
    for shape in SHAPES.iter().filter(|shape| arguments.is_empty() || arguments.iter().any(|name| name == shape.0)) {
        let run = |bytes: usize| {
            let mut child = Command::new(std::env::current_exe().unwrap());
            let output = child.args([shape.0, &bytes.to_string()]).env("RAYON_NUM_THREADS", "1").output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let (seconds, megabytes) = text.trim().split_once(' ').unwrap();
            (seconds.parse::<f64>().unwrap(), megabytes.parse::<f64>().unwrap())
        };
        let (halves, wholes): (Vec<_>, Vec<_>) = (0..RUNS).map(|_| (run(500_000), run(1_000_000))).unzip();
        let median = |mut runs: Vec<f64>| {
            runs.sort_by(f64::total_cmp);
            runs[runs.len() / 2]
        };
        let half = median(halves.iter().map(|run| run.0).collect());
        let whole = median(wholes.iter().map(|run| run.0).collect());
        let megabytes = median(wholes.iter().map(|run| run.1).collect());
        println!("{:20} {half:9.3} {whole:9.3} {:6.2} {megabytes:6.0}", shape.0, whole / half);
    }
}
