//! Modules that are being filled.

#![expect(
    clippy::disallowed_types,
    reason = "modules are looked up by key thousands of times, and their order is settled at the end"
)]

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::ModulePlan;
use super::placing::{ModuleKey, Places};

/// The modules of a version.
#[derive(Default)]
pub(super) struct Drafts {
    numbers: HashMap<ModuleKey, usize>,
    drafts: Vec<Draft>,
}

impl Drafts {
    /// The module of a key, which is begun if it is not there.
    pub(super) fn of(&mut self, key: &ModuleKey) -> &mut Draft {
        let number = self.numbers.get(key).copied().unwrap_or_else(|| {
            self.numbers.insert(key.clone(), self.drafts.len());
            self.drafts.push(Draft::default());
            self.drafts.len() - 1
        });
        &mut self.drafts[number]
    }

    /// The module of a key, if it is there.
    pub(super) fn find(&self, key: &ModuleKey) -> Option<&Draft> {
        self.numbers.get(key).and_then(|&number| self.drafts.get(number))
    }

    /// All modules, by key.
    pub(super) fn in_order(mut self) -> Vec<(ModuleKey, Draft)> {
        let mut keys: Vec<(ModuleKey, usize)> = self.numbers.drain().collect();
        keys.par_sort_unstable();
        keys.into_iter().map(|(key, number)| (key, std::mem::take(&mut self.drafts[number]))).collect()
    }
}

/// A module that is being filled.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) module: ModulePlan,
    pub(super) folder: Option<String>,
    pub(super) title: Option<String>,
    /// The pages of what is in it, as file numbers.
    pub(super) pages: BTreeSet<u32>,
}

impl Draft {
    /// Gates that all items of the module share move to the module.
    pub(super) fn finish(mut self, key: &ModuleKey, places: &Places) -> ModulePlan {
        let module = &mut self.module;
        module.module.clone_from(&key.module);
        let paths: BTreeSet<&str> = self.pages.iter().map(|&file| places.file_path(file)).collect();
        module.pages = paths.into_iter().filter(|path| !path.is_empty()).map(str::to_owned).collect();
        let title = self.title.unwrap_or_default();
        module.doc = vec![match (module.operations.is_empty(), module.structs.is_empty() && module.enums.is_empty()) {
            (true, _) => format!("`{title}` and what belongs to it."),
            (false, true) => format!("Operations on `{title}`."),
            (false, false) => format!("`{title}`, what belongs to it, and its operations."),
        }];
        module.operations.sort_by(|a, b| a.name.cmp(&b.name));
        let gates: Vec<&Vec<String>> = module
            .structs
            .iter()
            .map(|item| &item.features)
            .chain(module.enums.iter().map(|item| &item.features))
            .chain(module.operations.iter().map(|item| &item.features))
            .collect();
        if gates.iter().all(|gate| !gate.is_empty()) {
            let mut union: Vec<&String> = Vec::new();
            for feature in gates.into_iter().flatten() {
                if !union.contains(&feature) {
                    union.push(feature);
                }
            }
            union.sort();
            module.features = union.into_iter().cloned().collect();
        }
        let gate = module.features.clone();
        for features in module
            .structs
            .iter_mut()
            .map(|item| &mut item.features)
            .chain(module.enums.iter_mut().map(|item| &mut item.features))
            .chain(module.operations.iter_mut().map(|item| &mut item.features))
        {
            if *features == gate {
                features.clear();
            }
        }
        self.module
    }
}
