//! Why nothing was generated.

use std::fmt;
use std::path::PathBuf;

use crate::config::ConfigError;
use crate::diagnostic::TextStyle;
use crate::format::FormatError;
use crate::run::Understood;
use crate::source::ReadError;
use crate::toml_file::TomlError;
use crate::write::WriteError;

/// Why nothing was generated. Each says the way out, also when it is what `main` of a build script returns.
pub enum GenerateError {
    /// The configuration cannot be used.
    Config(ConfigError),
    /// The pages cannot be read.
    Pages(ReadError),
    /// The lock file cannot be read.
    Lock(TomlError),
    /// A correction is wrong or no longer applies.
    Errata(TomlError),
    /// No page documents an operation or a type.
    Nothing {
        /// The docs folder.
        docs: PathBuf,
        /// What was read; the findings say what is wrong with the pages.
        understood: Box<Understood>,
    },
    /// The filter leaves out every operation, this many. What an earlier run wrote stays: a crate without anything in it is not
    /// what a mistyped pattern was to make.
    NothingSelected(usize),
    /// Names that were asked for belong to other things: the identity, and the name.
    NamesTaken(Vec<(String, String)>),
    /// What was generated does not parse: a fault of docwright.
    NotRust(FormatError),
    /// The output cannot be written.
    Write(WriteError),
    /// The call is not one from a build script, and was to write into the folder that cargo gives those.
    NoOutDir,
}

impl GenerateError {
    /// The error as text for people.
    #[must_use]
    pub fn render(&self, style: TextStyle) -> String {
        match self {
            Self::Config(error) => error.render(style),
            Self::Lock(error) | Self::Errata(error) => error.render(style),
            Self::Pages(error) => error.to_string(),
            Self::NotRust(error) => error.to_string(),
            Self::Write(error) => error.to_string(),
            Self::Nothing { docs, .. } => format!(
                "no page of {} documents an operation or a type; is it the right folder? It should hold v1.0/ or beta/ with api/ \
                 and resources/",
                docs.display()
            ),
            Self::NothingSelected(operations) => format!(
                "include and exclude leave out all of the {operations} operations, and nothing is written\n\
                 help: try the patterns with `docwright show`, which lists what they leave"
            ),
            Self::NamesTaken(names) => {
                let lines = names.iter().map(|(identity, name)| {
                    format!("error: `{identity}` cannot be renamed to `{name}`: something beside it has that name\n")
                });
                lines.collect::<String>() + "help: choose another name under [api.NAME.rename] in docwright.toml\n"
            }
            Self::NoOutDir => {
                "OUT_DIR is not set; cargo sets it for build scripts. Elsewhere name a folder with `out`".to_owned()
            }
        }
    }
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(TextStyle::Plain).trim_end())
    }
}

/// `main` prints what it returns this way; the text is for people there as well.
impl fmt::Debug for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for GenerateError {}
