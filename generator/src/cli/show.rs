//! `docwright show`: how a page, type or operation was understood, and why; without a name, the tree of what is generated.

mod why;

use std::fmt::Write as _;

use self::why::Why;
use super::args::{ShowArgs, ShowStage};
use super::{Failure, Outcome, input, output};
use crate::generate;
use crate::lock::Naming;
use crate::plan::Plan;
use crate::run::{self, Understood};

/// Runs the command.
pub(super) fn run(args: &ShowArgs) -> Result<Outcome, Failure> {
    input::threads(&args.input)?;
    let config = input::config(&args.input, None, None)?;
    let mut text = String::new();
    for api in &config.apis {
        let understood = input::understood(api, true)?;
        // With the names of the lock file, as they will be generated.
        let lock = generate::lock_of(api).map_err(|error| input::failure(&error))?;
        let plan = run::plan(&understood.api, api, &Naming { lock: &lock, renames: &api.renames });
        match &args.name {
            None => tree(&plan, &mut text),
            Some(name) => named(name, args.stage, &understood, &plan, &mut text),
        }
    }
    if text.is_empty() {
        let name = args.name.as_deref().unwrap_or_default();
        return Err(Failure::new(format!(
            "nothing is called `{name}`; name a page (v1.0/api/user-get.md), a type (user), an operation (GET /users/{{id}}) or a function \
             (user::get), or leave the name out to see the tree"
        )));
    }
    output(&text)?;
    Ok(Outcome::Clean)
}

/// Modules, types and functions, as they will be generated.
fn tree(plan: &Plan, text: &mut String) {
    let _ = writeln!(text, "{}", plan.crate_name);
    for version in &plan.versions {
        let _ = writeln!(text, "  {}  ({}, feature {})", version.module, version.wire, version.feature);
        for (namespace, module) in version.modules() {
            let gate = if module.features.is_empty() { String::new() } else { format!("  [{}]", module.features.join(" or ")) };
            let _ = writeln!(text, "    {}{gate}", namespace.path(&module.module));
            for item in &module.structs {
                let _ = writeln!(text, "      struct {}  {} fields", item.name, item.fields.len());
            }
            for item in &module.enums {
                let _ = writeln!(text, "      enum {}  {} members", item.name, item.variants.len());
            }
            for operation in &module.operations {
                let _ = writeln!(text, "      fn {}  {} {}", operation.name, operation.method, operation.path);
            }
        }
    }
}

fn named(name: &str, stage: ShowStage, understood: &Understood, plan: &Plan, text: &mut String) {
    match stage {
        ShowStage::Page => read(name, understood, text),
        ShowStage::Model => text.push_str(&Why::of(name, understood, plan)),
        ShowStage::Plan => planned(name, plan, text),
    }
}

/// The pages as they were read, by path, file name or a part of the path.
fn read(name: &str, understood: &Understood, text: &mut String) {
    for page in &understood.pages {
        let path = &understood.sources.file(page.file).path;
        if path.contains(name) {
            let _ = writeln!(text, "{path}\n{page:#?}");
        }
    }
}

fn nameless(path: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_usize;
    for character in path.trim_end_matches('/').chars() {
        match character {
            '{' => {
                depth += 1;
                text.push_str("{}");
            }
            '}' => depth = depth.saturating_sub(1),
            other if depth == 0 => text.push(other),
            _ => {}
        }
    }
    text
}

fn planned(name: &str, plan: &Plan, text: &mut String) {
    for version in &plan.versions {
        for module in version.namespaces.iter().flat_map(|namespace| namespace.areas.iter().flat_map(|area| &area.modules)) {
            for item in module.structs.iter().filter(|item| item.name == name || item.wire.rsplit('.').next() == Some(name)) {
                let _ = writeln!(text, "{}::{} {item:#?}", version.module, module.module);
            }
            for item in module.enums.iter().filter(|item| item.name == name || item.wire.rsplit('.').next() == Some(name)) {
                let _ = writeln!(text, "{}::{} {item:#?}", version.module, module.module);
            }
            for operation in &module.operations {
                let line = format!("{} {}", operation.method, operation.path);
                if operation.label == name || nameless(&line) == nameless(name) || module.module == name {
                    let _ = writeln!(text, "{}::{} {operation:#?}", version.module, module.module);
                }
            }
        }
    }
}
