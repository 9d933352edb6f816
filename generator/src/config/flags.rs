//! The flags of the command line that say what the file also can: they go before it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::check;
use super::filter::{Filter, Pattern};
use super::{ApiConfig, Config, ConfigError, Lints};
use crate::lock::LOCK_FILE;
use crate::toml_file::nearest;

/// What the command line says about the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `--config FILE`
    pub config: Option<PathBuf>,
    /// `--api NAME`: the API of the file that is meant; all, when left out.
    pub api: Option<String>,
    /// `--docs DIR`
    pub docs: Option<PathBuf>,
    /// `--api-version VERSION`, several times.
    pub versions: Vec<String>,
    /// `--out PATH`
    pub out: Option<PathBuf>,
    /// `--crate-name NAME`
    pub crate_name: Option<String>,
    /// `--include GLOB[#METHOD]`, several times.
    pub include: Vec<String>,
    /// `--exclude GLOB[#METHOD]`, several times.
    pub exclude: Vec<String>,
}

/// The output folder of a run that names only pages.
const DEFAULT_OUT: &str = "generated";

fn fault(flag: &str, (message, help): check::Fault) -> ConfigError {
    ConfigError::Flags { message: format!("{flag}: {message}"), help }
}

impl Flags {
    /// A configuration of flags alone; the nearest file is about other pages and is not looked at.
    pub(super) fn alone(&self, here: &Path) -> Result<Config, ConfigError> {
        let out = here.join(self.out.as_deref().unwrap_or(Path::new(DEFAULT_OUT)));
        let folder = out.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        // The folder names the crate where it can, as `cargo new` does it.
        let named = if check::crate_name(&folder).is_ok() { folder } else { "generated-api".to_owned() };
        let api = ApiConfig {
            is_module: false,
            name: named.clone(),
            docs: PathBuf::new(),
            versions: Vec::new(),
            out,
            crate_name: named,
            crate_version: "0.1.0".to_owned(),
            filter: Filter::default(),
            areas: BTreeMap::new(),
            features: BTreeMap::new(),
            lints: Lints::default(),
            errata: None,
            renames: BTreeMap::new(),
            lock: PathBuf::new(),
            lock_before: None,
        };
        let mut config = self.over(Config { file: None, apis: vec![api] }, here)?;
        for api in &mut config.apis {
            api.lock = api.out.join(LOCK_FILE);
        }
        Ok(config)
    }

    /// Puts the flags over a configuration.
    pub(super) fn over(&self, mut config: Config, here: &Path) -> Result<Config, ConfigError> {
        if let Some(name) = &self.api {
            let known: Vec<String> = config.apis.iter().map(|api| api.name.clone()).collect();
            config.apis.retain(|api| api.name == *name);
            if config.apis.is_empty() {
                let help = nearest(name, known.iter().map(String::as_str))
                    .map_or_else(|| format!("the file has: {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
                return Err(fault("--api", (format!("`{name}` is not in the file"), help)));
            }
        }
        let alone = config.apis.len() == 1;
        for (flag, given) in
            [("--docs", self.docs.is_some()), ("--out", self.out.is_some()), ("--crate-name", self.crate_name.is_some())]
        {
            if given && !alone {
                let names: Vec<&str> = config.apis.iter().map(|api| api.name.as_str()).collect();
                let message = format!("the file has several APIs, and the flag fits one: {}", names.join(", "));
                return Err(fault(flag, (message, "choose one with --api NAME".to_owned())));
            }
        }
        for version in &self.versions {
            check::api_version(version).map_err(|error| fault("--api-version", error))?;
        }
        if let Some(name) = &self.crate_name {
            check::crate_name(name).map_err(|error| fault("--crate-name", error))?;
        }
        let patterns = |flag: &str, written: &[String]| -> Result<Vec<Pattern>, ConfigError> {
            written.iter().map(|pattern| Pattern::parse(pattern).map_err(|error| fault(flag, error))).collect()
        };
        let include = patterns("--include", &self.include)?;
        let exclude = patterns("--exclude", &self.exclude)?;
        for api in &mut config.apis {
            if let Some(docs) = &self.docs {
                api.docs = here.join(docs);
            }
            if let Some(out) = &self.out {
                api.out = here.join(out);
            }
            if let Some(name) = &self.crate_name {
                api.crate_name.clone_from(name);
            }
            if !self.versions.is_empty() {
                api.versions.clone_from(&self.versions);
            }
            api.filter.put_over(include.clone(), exclude.clone());
        }
        Ok(config)
    }
}
