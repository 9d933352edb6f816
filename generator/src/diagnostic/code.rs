//! The table of codes: name, severity, help, and the page that explains it.

use std::fmt;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The reader bridged it and is sure of the reading.
    Note,
    /// The reader chose between readings, or something of the page is not used.
    Warning,
    /// Part of the page could not be used at all.
    Error,
}

impl Severity {
    /// `note`, `warning`, `error`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $help:literal)*) => {
        /// A kind of finding. Names are stable: they stand in configurations and reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $help] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// The stable kebab-case name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// How grave it is.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity,)* }
            }

            /// What to do about it, one sentence.
            #[must_use]
            pub fn help(self) -> &'static str {
                match self { $(Code::$variant => $help,)* }
            }

            /// The page that explains it, Markdown.
            #[must_use]
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("explain/", $name, ".md")),)* }
            }
        }
    };
}

codes! {
    // source
    UnreadableFile "unreadable-file" Error "save the file as UTF-8 text"
    // parse: the frame of the page
    NotAReferencePage "not-a-reference-page" Warning "put reference pages only below api/ and resources/, or leave the file out with --exclude"
    UnclosedFence "unclosed-fence" Error "close the code block with a line of back-ticks"
    UnclosedComment "unclosed-comment" Error "close the comment with `-->`"
    BrokenAnnotation "broken-annotation" Error "write the annotation as a JSON object"
}

impl Code {
    /// The code of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
