//! Looks at generated code as the compiler does: every item, every identifier, every attribute and every macro call must
//! come from the plan or from the templates; whatever else there is was text once.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use docwright::plan::{ModulePlan, Plan};
use docwright::run::Generated;
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{configuration, promises};

/// Panics where the crate holds anything that neither the plan nor the templates know.
pub(crate) fn only_what_was_planned(generated: &Generated) {
    let known = known(&generated.plan);
    let mut items = Items::default();
    for (path, text) in written(generated) {
        if let Some(line) = text.lines().find(|line| line.contains(promises::is_unprintable)) {
            panic!("{path} holds characters that nobody sees: {line:?}");
        }
        let file = syn::parse_file(text).unwrap();
        let whole = matches!(path, "src/lib.rs" | "tests/replay/main.rs" | "tests/tables/main.rs");
        for attribute in &file.attrs {
            assert!(whole || attribute.path().is_ident("doc"), "{path} has an attribute of its own");
        }
        let tokens: TokenStream = text.parse().unwrap();
        let mut names = BTreeSet::new();
        identifiers(tokens, &mut names);
        let allowed = |name: &str| known.contains(name) || vocabulary().contains(name);
        let strange: Vec<&String> = names.iter().filter(|name| !allowed(name)).collect();
        assert!(strange.is_empty(), "{path} holds identifiers from nowhere: {strange:?}");
        if path.starts_with("src/") {
            items.add(&file.items);
        }
        documentation(path, text, &allowed);
    }
    items.compare(&generated.plan);
    manifest(generated);
}

/// The Rust files that are made from pages.
fn written(generated: &Generated) -> impl Iterator<Item = (&str, &str)> {
    generated
        .tree
        .iter()
        .filter(|(path, _)| std::path::Path::new(path).extension().is_some_and(|end| end == "rs"))
        .filter(|(path, _)| !path.starts_with("src/runtime/"))
}

/// The words of the templates: those of a crate that is made of one harmless page, and of what is printed only in some cases.
fn vocabulary() -> &'static BTreeSet<String> {
    static WORDS: OnceLock<BTreeSet<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-input");
        let understood = docwright::run::read(&folder, &[]).unwrap();
        let files = understood.sources.files().iter().map(|file| (file.path.clone(), file.text.clone())).collect();
        let (_, generated) = promises::hold(files, &configuration());
        let mut words = BTreeSet::new();
        for (path, text) in written(&generated) {
            identifiers(text.parse().unwrap(), &mut words);
            for sample in doc_blocks(text).iter().flat_map(|block| prose_and_samples(path, block)) {
                identifiers(sample.parse().unwrap(), &mut words);
            }
        }
        // Types and methods of the runtime that no page of ours needs.
        let rare = "any Display std fmt Wrapped Single bytes optional accepted nothing items no_fields Date Decimal Duration TimeOfDay Guid Binary \
                    scalars texts jsons models json binary double float int long flags Flags Put Head Options Json i8 i16 i32 i64 \
                    u8 f32 f64 bool str line arg user on Bytes Accepted derived_types as deprecated note since required \
                    json_optional json_of json_of_optional json_with member query header bytes_of DelegatedPersonal Application \
                    DelegatedWork UserArgument Me Patch Delete Get Post CanSelect CanExpand CanFilter CanOrderBy CanSearch CanTop \
                    CanSkip CanCount filter search select expand order_by top skip count Value None Some Vec String Box true false \
                    content len answer body done println send poll next stream Result Ok Error Client client example async";
        words.extend(rare.split_whitespace().map(str::to_owned));
        words
    })
}

fn identifiers(tokens: TokenStream, into: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => identifiers(group.stream(), into),
            TokenTree::Ident(name) => {
                into.insert(name.to_string());
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Every name that the plan gives.
fn known(plan: &Plan) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut add = |name: &str| {
        names.extend(name.split("::").map(str::to_owned));
    };
    add(&plan.crate_name.replace('-', "_"));
    for version in &plan.versions {
        add(&version.module);
        version.query_sets.iter().for_each(|set| add(&set.name));
        for namespace in &version.namespaces {
            add(&namespace.module);
            for area in &namespace.areas {
                add(&area.module);
                for module in &area.modules {
                    module_names(module, &mut add);
                    // The test of its tables.
                    add(&format!("{}_{}", namespace.module, module.module));
                }
            }
        }
    }
    for example in &plan.examples {
        add(&example.test);
        let function = example.function.replace("::", "_");
        add(function.rsplit_once('_').map_or("", |(module, _)| module));
        let modules: Vec<&str> = example.function.split("::").collect();
        add(&modules[..modules.len().saturating_sub(1)].join("_"));
        example.answer_fields.iter().chain(&example.request.body_fields).for_each(|field| add(&field.name));
    }
    names
}

fn module_names(module: &ModulePlan, add: &mut impl FnMut(&str)) {
    add(&module.module);
    for structure in &module.structs {
        add(&structure.name);
        add(&format!("{}Derived", structure.name));
        for field in &structure.fields {
            add(&field.name);
            field.setter.iter().for_each(|setter| add(setter));
        }
        for derived in &structure.derived {
            add(&derived.variant);
            add(&derived.path);
        }
    }
    for enumeration in &module.enums {
        add(&enumeration.name);
        enumeration.variants.iter().for_each(|variant| add(&variant.name));
    }
    for operation in &module.operations {
        add(&operation.name);
        add(&operation.constant);
        operation.arguments.iter().chain(&operation.required_query).for_each(|argument| add(&argument.name));
    }
}

/// The items of a crate, by kind and name.
#[derive(Default)]
struct Items {
    structs: Vec<String>,
    functions: Vec<String>,
    statics: Vec<String>,
    /// How often `model!` and `enumeration!` are called.
    models: usize,
    enumerations: usize,
}

impl Items {
    fn add(&mut self, items: &[syn::Item]) {
        for item in items {
            match item {
                syn::Item::Struct(item) => self.structs.push(item.ident.to_string()),
                syn::Item::Fn(item) => self.functions.push(item.sig.ident.to_string()),
                syn::Item::Static(item) => self.statics.push(item.ident.to_string()),
                syn::Item::Macro(item) => match item.mac.path.segments.last().map(|last| last.ident.to_string()).as_deref() {
                    Some("model") => self.models += 1,
                    Some("enumeration") => self.enumerations += 1,
                    Some("derived_types") => {}
                    other => panic!("a call of {other:?} that no template makes"),
                },
                syn::Item::Mod(item) => self.add(item.content.as_ref().map_or(&[], |(_, items)| items)),
                syn::Item::Enum(_) | syn::Item::Impl(_) | syn::Item::Use(_) => {}
                other => panic!("an item that no template has: {}", quote::quote!(#other)),
            }
        }
    }

    fn compare(mut self, plan: &Plan) {
        let versions = plan.versions.iter();
        let modules: Vec<&ModulePlan> = versions
            .flat_map(|version| &version.namespaces)
            .flat_map(|namespace| &namespace.areas)
            .flat_map(|area| &area.modules)
            .collect();
        let mut structs: Vec<String> = modules.iter().flat_map(|module| &module.structs).map(|item| item.name.clone()).collect();
        let operations = || modules.iter().flat_map(|module| &module.operations);
        let mut functions: Vec<String> = operations().map(|item| item.name.clone()).collect();
        let mut statics: Vec<String> = operations().map(|item| item.constant.clone()).collect();
        for list in [&mut self.structs, &mut self.functions, &mut self.statics, &mut structs, &mut functions, &mut statics] {
            list.sort();
        }
        assert_eq!(self.structs, structs);
        assert_eq!(self.functions, functions);
        assert_eq!(self.statics, statics);
        assert_eq!(self.models, modules.iter().map(|module| module.structs.len()).sum::<usize>());
        assert_eq!(self.enumerations, modules.iter().map(|module| module.enums.len()).sum::<usize>());
    }
}

/// Documentation is prose and the sample calls of the templates: no other code that rustdoc would compile, and no markup
/// that a browser would obey. Samples may say only what `allowed` knows.
fn documentation(path: &str, text: &str, allowed: &impl Fn(&str) -> bool) {
    for block in doc_blocks(text) {
        for sample in prose_and_samples(path, &block) {
            let mut names = BTreeSet::new();
            identifiers(sample.parse().unwrap_or_else(|error| panic!("{path}: {error} in\n{sample}")), &mut names);
            let strange: Vec<&String> = names.iter().filter(|name| !allowed(name)).collect();
            assert!(strange.is_empty(), "{path}: rustdoc would compile {strange:?} from nowhere:\n{sample}");
        }
    }
}

/// The doc comments of a file, each as the Markdown that rustdoc reads. The front page opens its samples by an attribute, so
/// that they are compiled only with the features they need.
fn doc_blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim_start();
        if let Some(fence) = line.strip_prefix("#![cfg_attr(").and_then(|rest| rest.split_once(", doc = \"```")) {
            if !fence.0.starts_with("not(") {
                block.push_str("```");
                block.push_str(fence.1.trim_end_matches("\")]"));
                block.push('\n');
            }
            continue;
        }
        match line.strip_prefix("/// ").or_else(|| line.strip_prefix("//! ")) {
            Some(prose) => {
                block.push_str(prose);
                block.push('\n');
            }
            None if line == "///" || line == "//!" => block.push('\n'),
            None => blocks.push(std::mem::take(&mut block)),
        }
    }
    blocks
}

/// Panics at markup that would be obeyed, and at code that is not marked as text or as a sample; answers with the samples, whole
/// as rustdoc compiles them.
fn prose_and_samples(path: &str, markdown: &str) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    let mut in_sample = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{path}: rustdoc would print {html:?} as it is"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => match &*info {
                "text" => {}
                "no_run" | "ignore" => {
                    samples.push(String::new());
                    in_sample = true;
                }
                _ => panic!("{path}: rustdoc would run this:\n{markdown}"),
            },
            Event::End(TagEnd::CodeBlock) => in_sample = false,
            Event::Text(code) if in_sample => samples.last_mut().unwrap().push_str(&code),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("{path}: rustdoc would run this:\n{markdown}"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                let scheme = dest_url.split(['/', '#', '?']).next().unwrap_or_default();
                let harmless = !scheme.contains(':') || dest_url.starts_with("crate::") || matches!(scheme, "https:" | "http:");
                assert!(harmless, "{path}: a link to {dest_url:?}");
            }
            _ => {}
        }
    }
    let hidden = |line: &str| line.strip_prefix("# ").unwrap_or(line).to_owned();
    samples.iter().map(|sample| sample.lines().map(hidden).collect::<Vec<_>>().join("\n")).collect()
}

/// The manifest has the features that the plan has, and no dependency beside the runtime's.
fn manifest(generated: &Generated) {
    let ours: toml::Table = generated.tree.get("Cargo.toml").unwrap().parse().unwrap();
    let runtime: toml::Table = include_str!("../../../templates/runtime/Cargo.toml").parse().unwrap();
    let keys = |table: &toml::Table, name: &str| -> Vec<String> { table[name].as_table().unwrap().keys().cloned().collect() };
    assert_eq!(keys(&ours, "dependencies"), keys(&runtime, "dependencies"));
    let mut features: Vec<String> = generated.plan.features.iter().map(|feature| feature.name.clone()).collect();
    features.extend(["default", "client", "reqwest", "reqwest-no-provider", "azure-identity", "tracing"].map(str::to_owned));
    features.sort();
    let mut written = keys(&ours, "features");
    written.sort();
    assert_eq!(written, features);
    assert!(ours.keys().all(|key| {
        ["package", "features", "dependencies", "dev-dependencies", "lib", "test", "example", "lints"].contains(&key.as_str())
    }));
}
