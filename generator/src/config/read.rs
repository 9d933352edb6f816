//! From the text of `docwright.toml` to a configuration; every mistake in it is found in one go.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::check::{self, Fault};
use super::filter::{Filter, Pattern};
use super::keys::{API, KeyRow, TOP, names};
use super::{ApiConfig, Config, Level, Lints};
use crate::diagnostic::Code;
use crate::lock::LOCK_FILE;
use crate::toml_file::{Kind, Mistake, Table, TomlError, nearest};

/// Reads a file.
pub(super) fn file(path: &Path) -> Result<Config, TomlError> {
    #[expect(clippy::disallowed_methods, reason = "the configuration is no page, and nothing else reads it")]
    match std::fs::read_to_string(path) {
        Ok(content) => text(path, &content),
        Err(error) => {
            let help = "name another file with --config, or make one with `docwright init`";
            Err(TomlError::unreadable(path, &error.to_string(), help))
        }
    }
}

/// Reads a text.
pub(super) fn text(path: &Path, text: &str) -> Result<Config, TomlError> {
    let mut mistakes = Vec::new();
    let apis = match Table::parse(text) {
        Ok(table) => apis(&table, path.parent().unwrap_or(Path::new("")), &mut mistakes),
        Err(mistake) => {
            mistakes.push(mistake);
            Vec::new()
        }
    };
    match TomlError::of(path, text, mistakes) {
        Some(error) => Err(error),
        None => Ok(Config { file: Some(path.to_owned()), apis }),
    }
}

fn apis(top: &Table, folder: &Path, mistakes: &mut Vec<Mistake>) -> Vec<ApiConfig> {
    check_keys(top, "the file", TOP, mistakes);
    let Some(value) = top.get("api") else {
        if mistakes.is_empty() {
            let message = "the file names no API";
            mistakes.push(Mistake::new(0..0, message, "add a table [api.NAME] with docs = \"...\" and out = \"...\""));
        }
        return Vec::new();
    };
    let help = "write [api.NAME], with a name of your own, and the keys below";
    let Kind::Table(table) = &value.kind else {
        mistakes.push(Mistake::new(
            value.span.clone(),
            format!("`api` is {}, and a table of APIs is needed", value.kind_name()),
            help,
        ));
        return Vec::new();
    };
    if table.entries.is_empty() {
        mistakes.push(Mistake::new(value.span.clone(), "the file names no API", help));
    }
    let mut apis = Vec::new();
    let mut outs: Vec<(PathBuf, String)> = Vec::new();
    for (name, value) in &table.entries {
        let Kind::Table(keys) = &value.kind else {
            // `[api]` with the keys of one API directly below.
            let message = format!("`{}` stands directly in [api], and [api] holds one table for each API", name.name);
            mistakes.push(Mistake::new(name.span.clone(), message, help));
            continue;
        };
        let mut reader = Reader { name: &name.name, at: name.span.clone(), keys, folder, mistakes };
        let api = reader.api(top);
        if let (Some(api), Some(out)) = (&api, keys.get("out")) {
            let place = lexical(&api.out);
            let clash = outs.iter().find(|(other, _)| place.starts_with(other) || other.starts_with(&place));
            if let Some((_, other)) = clash {
                let message = format!("the output folder of `{}` and that of `{other}` are not apart", name.name);
                mistakes.push(Mistake::new(out.span.clone(), message, "give each API a folder of its own"));
            }
            outs.push((place, name.name.clone()));
        }
        apis.extend(api);
    }
    let several = table.entries.len() > 1;
    for api in &mut apis {
        let (alone, among) = (folder.join(LOCK_FILE), folder.join(format!("docwright-{}.lock", api.name)));
        let (lock, before) = if several { (among, alone) } else { (alone, among) };
        (api.lock, api.lock_before) = (lock, Some(before));
    }
    apis
}

fn check_keys(table: &Table, place: &str, keys: &[KeyRow], mistakes: &mut Vec<Mistake>) {
    table.check_keys(place, &names(keys), mistakes);
}

/// A path without `.` and `..`, as far as that can be told without the disk.
fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// Reads one `[api.NAME]`.
struct Reader<'a> {
    name: &'a str,
    at: Range<usize>,
    keys: &'a Table,
    folder: &'a Path,
    mistakes: &'a mut Vec<Mistake>,
}

impl Reader<'_> {
    fn complain(&mut self, span: Range<usize>, (message, help): Fault) {
        self.mistakes.push(Mistake::new(span, message, help));
    }

    fn check(&mut self, span: &Range<usize>, checked: Result<(), Fault>) {
        if let Err(fault) = checked {
            self.complain(span.clone(), fault);
        }
    }

    fn api(&mut self, top: &Table) -> Option<ApiConfig> {
        let place = format!("[api.{}]", self.name);
        check_keys(self.keys, &place, API, self.mistakes);
        for key in API.iter().filter(|key| key.required && self.keys.get(key.name).is_none()) {
            let message = format!("{place} has no `{}`", key.name);
            self.complain(self.at.clone(), (message, format!("add: {} = {}", key.name, key.example)));
        }
        let mut lints = Lints::default();
        for table in [top, self.keys] {
            self.lints(table, &mut lints);
        }
        let include = self.patterns("include");
        let exclude = self.patterns("exclude");
        let areas = self.areas();
        let features = self.features(&areas);
        let versions = self.versions();
        let renames = self.renames();
        let crate_name = self.text("crate-name", check::crate_name).unwrap_or_else(|| {
            let checked = if self.keys.get("crate-name").is_none() { check::crate_name(self.name) } else { Ok(()) };
            self.check(&self.at.clone(), checked.map_err(|(message, _)| (message, "add a crate-name".to_owned())));
            self.name.to_owned()
        });
        let crate_version = self.text("crate-version", check::crate_version).unwrap_or_else(|| "0.1.0".to_owned());
        let errata = self.path("errata");
        if let (Some(path), Some(value)) = (&errata, self.keys.get("errata"))
            && !path.is_file()
        {
            let fault = (format!("there is no file {}", path.display()), "make the file, or remove the key".to_owned());
            self.complain(value.span.clone(), fault);
        }
        let (docs, out) = (self.path("docs"), self.path("out"));
        let (docs, out) = (docs?, out?);
        self.folders(&docs, &out);
        let name = self.name.to_owned();
        Some(ApiConfig {
            is_module: false,
            name,
            docs,
            versions,
            out,
            crate_name,
            crate_version,
            filter: Filter::new(include, exclude),
            areas,
            features,
            lints,
            errata,
            renames,
            lock: PathBuf::new(),
            lock_before: None,
        })
    }

    fn folders(&mut self, docs: &Path, out: &Path) {
        let span = |key: &str| self.keys.get(key).map_or(0..0, |value| value.span.clone());
        let (docs_at, out_at) = (span("docs"), span("out"));
        if !docs.is_dir() {
            let what = if docs.exists() { "is not a folder" } else { "does not exist" };
            let help = "name the folder that holds v1.0/ or beta/; the path starts at the folder of this file".to_owned();
            self.complain(docs_at, (format!("the docs folder {} {what}", docs.display()), help));
        }
        if out.is_file() {
            let help = "name a folder; it is made when it is not there".to_owned();
            self.complain(out_at.clone(), (format!("the output path {} is a file", out.display()), help));
        }
        if lexical(out).starts_with(lexical(docs)) {
            let help = "choose a folder apart from the pages".to_owned();
            self.complain(out_at, ("the output folder is the docs folder or lies in it".to_owned(), help));
        }
    }

    fn text(&mut self, key: &str, check: fn(&str) -> Result<(), Fault>) -> Option<String> {
        let (text, span) = self.keys.string(key, self.mistakes)?;
        let checked = check(text);
        let valid = checked.is_ok();
        self.check(&span, checked);
        valid.then(|| text.to_owned())
    }

    fn path(&mut self, key: &str) -> Option<PathBuf> {
        let (text, span) = self.keys.string(key, self.mistakes)?;
        if text.trim().is_empty() {
            self.complain(span, (format!("`{key}` is empty"), format!("write a path, or remove `{key}`")));
            return None;
        }
        Some(self.folder.join(text))
    }

    fn versions(&mut self) -> Vec<String> {
        let mut versions: Vec<String> = Vec::new();
        for (text, span) in self.keys.strings("versions", self.mistakes).unwrap_or_default() {
            self.check(&span, check::api_version(text));
            if versions.iter().any(|other| other == text) {
                self.complain(span, (format!("`{text}` is there twice"), "remove one of the two".to_owned()));
            }
            versions.push(text.to_owned());
        }
        versions
    }

    fn patterns(&mut self, key: &str) -> Vec<Pattern> {
        let written = self.keys.strings(key, self.mistakes).unwrap_or_default();
        self.parse_patterns(written)
    }

    fn parse_patterns(&mut self, written: Vec<(&str, Range<usize>)>) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for (text, span) in written {
            match Pattern::parse(text) {
                Ok(pattern) => patterns.push(pattern),
                Err(fault) => self.complain(span, fault),
            }
        }
        patterns
    }

    fn areas(&mut self) -> BTreeMap<String, Vec<Pattern>> {
        let mut areas = BTreeMap::new();
        for (key, value) in &self.keys.table("areas", self.mistakes).cloned().unwrap_or_default().entries {
            self.check(&key.span, check::area_name(&key.name));
            let written = value.as_strings(&key.name, self.mistakes).unwrap_or_default();
            areas.insert(key.name.clone(), self.parse_patterns(written));
        }
        areas
    }

    fn features(&mut self, areas: &BTreeMap<String, Vec<Pattern>>) -> BTreeMap<String, Vec<String>> {
        let mut features = BTreeMap::new();
        for (key, value) in &self.keys.table("features", self.mistakes).cloned().unwrap_or_default().entries {
            self.check(&key.span, check::area_name(&key.name));
            if areas.contains_key(&key.name) {
                let fault = format!("`{}` is an area, and each area is a feature already", key.name);
                self.complain(key.span.clone(), (fault, "give the feature another name".to_owned()));
            }
            if crate::plan::is_runtime_feature(&key.name) {
                let fault = format!("`{}` is a feature that every generated crate has", key.name);
                self.complain(key.span.clone(), (fault, "give the feature another name".to_owned()));
            }
            let parts = value.as_strings(&key.name, self.mistakes).unwrap_or_default();
            for (part, span) in &parts {
                if check::api_version(part).is_err() {
                    self.check(span, check::area_name(part));
                }
                if *part == key.name {
                    self.complain(span.clone(), (format!("`{part}` switches on itself"), "remove it from the list".to_owned()));
                }
            }
            features.insert(key.name.clone(), parts.into_iter().map(|(part, _)| part.to_owned()).collect());
        }
        features
    }

    fn lints(&mut self, table: &Table, lints: &mut Lints) {
        for (key, value) in &table.table("lints", self.mistakes).cloned().unwrap_or_default().entries {
            let code = Code::from_name(&key.name);
            if code.is_none() {
                let near = nearest(&key.name, Code::ALL.iter().map(|code| code.name()));
                let help = near.map_or_else(
                    || "codes stand in brackets behind `error`, `warning` and `note` of every finding".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.complain(key.span.clone(), (format!("`{}` is not the code of a finding", key.name), help));
            }
            let Some((text, span)) = value.as_string(&key.name, self.mistakes) else { continue };
            match (Level::from_name(text), code) {
                (Some(level), Some(code)) => lints.set(code, level),
                (Some(_), None) => {}
                (None, _) => {
                    let all = Level::ALL.map(|(name, _)| name);
                    let help = nearest(text, all)
                        .map_or_else(|| format!("write one of {}", all.join(", ")), |near| format!("did you mean `{near}`?"));
                    self.complain(span, (format!("`{text}` is not a level"), help));
                }
            }
        }
    }

    fn renames(&mut self) -> BTreeMap<String, String> {
        let mut renames = BTreeMap::new();
        for (key, value) in &self.keys.table("rename", self.mistakes).cloned().unwrap_or_default().entries {
            let Some((text, span)) = value.as_string(&key.name, self.mistakes) else { continue };
            if let Err(fault) = check::rust_name(&key.name, text) {
                let at = if fault.0.contains("does not name a thing") { key.span.clone() } else { span };
                self.complain(at, fault);
            }
            renames.insert(key.name.clone(), text.to_owned());
        }
        renames
    }
}

#[cfg(test)]
mod tests {
    use super::API;
    use crate::config::keys::Expected;

    #[test]
    fn examples_have_the_kind_of_their_key() {
        for key in API {
            let bracket = match key.expected {
                Expected::Text => '"',
                Expected::Texts => '[',
                Expected::TextByName | Expected::TextsByName | Expected::LevelByCode | Expected::Apis => '{',
            };
            assert!(key.example.starts_with(bracket), "{}", key.name);
        }
    }
}
