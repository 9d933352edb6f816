#![allow(missing_docs, clippy::all, clippy::pedantic, clippy::print_stderr, clippy::print_stdout, clippy::disallowed_methods)]
use docwright::source::Sources;
use std::time::Instant;
fn main() {
    let mut args = std::env::args().skip(1);
    let dir = args.next().unwrap();
    let version = args.next().unwrap_or("v1.0".into());
    let t = Instant::now();
    let sources = Sources::read(std::path::Path::new(&dir)).unwrap();
    eprintln!("read {:?}", t.elapsed());
    let t = Instant::now();
    let mut findings = Vec::new();
    let pages: Vec<docwright::page::Page> = {
        use rayon::prelude::*;
        let r: Vec<_> = sources
            .files()
            .par_iter()
            .enumerate()
            .map(|(i, f)| docwright::parse::parse(f, docwright::source::FileId(i as u32)))
            .collect();
        r.into_iter()
            .map(|(p, f)| {
                findings.extend(f);
                p
            })
            .collect()
    };
    eprintln!("parse {:?} pages {}", t.elapsed(), pages.len());
    let n = findings.len();
    for _ in 0..2 {
        let t = Instant::now();
        let mut f = Vec::new();
        let _ = docwright::resolve::resolve(&sources, &pages, &mut f);
        eprintln!("resolve {:?}", t.elapsed());
    }
    let t = Instant::now();
    let mut own = Vec::new();
    let api = docwright::resolve::resolve(&sources, &pages, &mut own);
    eprintln!("resolve {:?}", t.elapsed());
    for v in &api.versions {
        eprintln!(
            "{}: pages {} types {} enums {} operations {} examples {} unplaced {}",
            v.version,
            v.pages.len(),
            v.types.len(),
            v.enumerations.len(),
            v.operations.len(),
            v.operations.iter().map(|o| o.examples.len()).sum::<usize>(),
            v.pages.iter().map(|p| p.unplaced.len()).sum::<usize>()
        );
    }
    let mut counts = std::collections::BTreeMap::new();
    for f in &own {
        *counts.entry((f.severity(), f.code.name())).or_insert(0) += 1;
    }
    for (c, k) in counts {
        eprintln!("  {k:6} {} {}", c.0, c.1);
    }
    let _ = n;
    let facts = docwright::export::facts(&sources, &pages, &api, &version);
    std::fs::write("/tmp/measure-resolve/facts.json", facts).unwrap();
    let t = Instant::now();
    let ir = docwright::export::ir(&api);
    eprintln!("ir {:?} {} bytes", t.elapsed(), ir.len());
    let back = docwright::export::read_ir(&ir).unwrap();
    assert!(back == api);
    std::fs::write("/tmp/measure-resolve/ir.json", ir).unwrap();
    let mut text = String::new();
    docwright::diagnostic::sort(&mut own);
    for f in &own {
        let at = f
            .span
            .map(|s| {
                let lc = sources.line_column(s);
                format!("{}:{}:{}", sources.file(s.file).path, lc.line, lc.column)
            })
            .or(f.path.clone())
            .unwrap_or_default();
        text.push_str(&format!("{}\t{}\t{}\t{}\n", f.code.name(), f.severity(), at, f.message));
    }
    std::fs::write("/tmp/measure-resolve/findings.tsv", text).unwrap();
}
