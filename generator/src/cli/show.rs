//! `docwright show`: how a page, type or operation was understood, and why; without a name, the tree of what is generated.

use std::fmt::Write as _;

use super::args::{ShowArgs, ShowStage};
use super::{Failure, Outcome, input, output};
use crate::generate;
use crate::lock::Naming;
use crate::model::{ApiVersion, Claim, Operation, Place};
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
    if stage == ShowStage::Plan {
        planned(name, plan, text);
        return;
    }
    for page in &understood.pages {
        let path = &understood.sources.file(page.file).path;
        if path == name || path.rsplit('/').next() == Some(name) || (stage == ShowStage::Page && path.contains(name)) {
            let _ = writeln!(text, "{path}\n{page:#?}");
        }
    }
    if stage == ShowStage::Page {
        return;
    }
    for version in &understood.api.versions {
        types(name, version, understood, text);
        enumerations(name, version, understood, text);
        for operation in &version.operations {
            if is_named(name, version, operation, plan) {
                show_operation(version, operation, understood, text);
            }
        }
    }
}

fn types(name: &str, version: &ApiVersion, understood: &Understood, text: &mut String) {
    for ty in version.types.iter().filter(|ty| ty.name.0.eq_ignore_ascii_case(name) || ty.name.short().eq_ignore_ascii_case(name))
    {
        let _ = writeln!(text, "type {}  ({})", ty.name, version.version);
        if let Some(base) = &ty.base {
            let _ = writeln!(text, "  base {base}");
        }
        for place in &ty.declared_at {
            let _ = writeln!(text, "  declared at {}", at(*place, understood));
        }
        claims(&ty.claims, "  ", understood, text);
        for property in &ty.properties {
            let _ = write!(text, "  {}: {}", property.name, property.ty);
            for (is, word) in [(property.read_only, "read-only"), (property.deprecated, "deprecated")] {
                if is {
                    let _ = write!(text, ", {word}");
                }
            }
            if property.declared_in != ty.name {
                let _ = write!(text, ", declared in {}", property.declared_in.short());
            }
            let _ = writeln!(text, "   (type from {:?})", property.ty_evidence);
            for row in &property.rows {
                let _ = writeln!(text, "    row at {}", at(*row, understood));
            }
            claims(&property.claims, "    ", understood, text);
        }
    }
}

fn enumerations(name: &str, version: &ApiVersion, understood: &Understood, text: &mut String) {
    let is = |wire: &crate::model::QualifiedName| wire.0.eq_ignore_ascii_case(name) || wire.short().eq_ignore_ascii_case(name);
    for source in version.enumerations.iter().filter(|source| is(&source.name)) {
        let how = if source.inferred { ", inferred from listed values" } else { "" };
        let flags = if source.flags { ", flags" } else { "" };
        let _ = writeln!(text, "enumeration {}  ({}{flags}{how})", source.name, version.version);
        for place in &source.declared_at {
            let _ = writeln!(text, "  declared at {}", at(*place, understood));
        }
        for member in &source.members {
            let value = member.value.map(|value| format!(" = {value}")).unwrap_or_default();
            let _ = writeln!(text, "  {}{value}", member.name);
        }
        claims(&source.claims, "  ", understood, text);
    }
}

/// `GET /users/{id}` (placeholders by any name) or the function's path.
fn is_named(name: &str, version: &ApiVersion, operation: &Operation, plan: &Plan) -> bool {
    let template = crate::plan::path_template(&operation.address);
    if let Some((method, path)) = name.split_once(' ') {
        return method.eq_ignore_ascii_case(&operation.method) && nameless(path) == nameless(&template);
    }
    let key = format!("operation {} {} {template}", version.version, operation.method);
    plan.names.get(&key).is_some_and(|function| function == name || function.ends_with(&format!("::{name}")))
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

fn show_operation(version: &ApiVersion, operation: &Operation, understood: &Understood, text: &mut String) {
    let _ =
        writeln!(text, "operation {} {}  ({})", operation.method, crate::plan::address_text(&operation.address), version.version);
    for alias in &operation.aliases {
        let _ = writeln!(text, "  also at {}", crate::plan::address_text(alias));
    }
    for place in &operation.address.at {
        let _ = writeln!(text, "  documented at {}", at(*place, understood));
    }
    let _ = writeln!(text, "  target {:?}", operation.target);
    if let Some(body) = &operation.body {
        let or: String = body.alternatives.iter().map(|media| format!(" or {media}")).collect();
        let _ = writeln!(text, "  body {:?}{or}", body.content);
        for member in &body.members {
            let required = match member.required {
                Some(true) => ", required",
                Some(false) => ", optional",
                None => "",
            };
            let _ = writeln!(text, "    {}: {}{required}", member.name, member.ty);
        }
    }
    for answer in &operation.answers {
        let _ = writeln!(text, "  answer {} {:?} {}", answer.status, answer.content, answer.headers.join(", "));
        claims(&answer.claims, "    ", understood, text);
    }
    for set in &operation.permissions {
        let alternatives: Vec<String> =
            set.alternatives.iter().map(|all| all.iter().map(|name| name.0.as_str()).collect::<Vec<_>>().join(" and ")).collect();
        let _ = writeln!(text, "  {}: {}", set.caller, alternatives.join(" or "));
    }
    for example in &operation.examples {
        for (side, kind) in
            example.request.iter().map(|side| (side, "request")).chain(example.response.iter().map(|side| (side, "response")))
        {
            let _ = writeln!(text, "  example {kind} at {}", at(side.at, understood));
        }
    }
    claims(&operation.claims, "  ", understood, text);
}

fn claims(claims: &[Claim], indent: &str, understood: &Understood, text: &mut String) {
    for claim in claims {
        let used = if claim.used { "used" } else { "not used" };
        let _ = writeln!(
            text,
            "{indent}{} is {} by {:?} at {} ({used})",
            claim.about,
            claim.says,
            claim.evidence,
            at(claim.at, understood)
        );
    }
}

fn at(place: Place, understood: &Understood) -> String {
    let path = understood.api.files.get(place.file as usize).map_or("", |file| file.path.as_str());
    format!("{path}:{}:{}", place.line, place.column)
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
