//! `docwright import`: captured pages to canonical Markdown.

use std::path::Path;

use super::args::ImportArgs;
use super::{Failure, Outcome, findings, output, say};
use crate::diagnostic::Severity;
use crate::import::{Imported, form_name, import};
use crate::page::Form;
use crate::source::{SourceFile, Sources};

/// Runs the command.
pub(super) fn run(args: &ImportArgs) -> Result<Outcome, Failure> {
    if args.out.is_none() && args.files.len() > 1 {
        return Err(Failure::new("several pages make no one page; name a folder for them with --out DIR"));
    }
    let mut outcome = Outcome::Clean;
    let mut pages = 0;
    for path in &args.files {
        let text = read(path)?;
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        let sources = Sources::from_files(vec![SourceFile::new(name, text)]);
        let Some((_, file)) = sources.iter().next() else { continue };
        let imported = import(file);
        tell(path, &imported, &sources);
        if !imported.is_page() {
            outcome = Outcome::Findings;
            continue;
        }
        pages += 1;
        if imported.is_damaged() {
            outcome = Outcome::Findings;
        }
        match &args.out {
            None => output(&imported.markdown)?,
            Some(folder) => write(&folder.join(&imported.path), &imported.markdown)?,
        }
    }
    if pages == 0 {
        return Err(Failure::new("none of the files is a captured page of the reference; nothing was imported"));
    }
    Ok(outcome)
}

#[expect(clippy::disallowed_methods, reason = "the file is named by the user")]
fn read(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::new(format!("{} is not UTF-8; save it as UTF-8 text", path.display())))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn tell(path: &Path, imported: &Imported, sources: &Sources) {
    let form = imported.page.form;
    if form == Form::Markdown {
        say(&format!("{}: is Markdown already, nothing to recover", path.display()));
        return;
    }
    say(&format!("{}: {}", path.display(), form_name(form)));
    for line in &imported.lost {
        say(&format!("  lost: {line}"));
    }
    for line in &imported.inferred {
        say(&format!("  inferred: {line}"));
    }
    // What is only inferred was told above.
    let grave: Vec<&crate::diagnostic::Diagnostic> =
        imported.findings.iter().filter(|finding| finding.code.severity() > Severity::Note).collect();
    findings::print_all(&grave, sources);
}

/// Writes a page; a file that is there already and says something else is not touched.
#[expect(clippy::disallowed_methods, reason = "the folder is named by the user")]
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::new(format!("cannot write {}: {error}", path.display()));
    match std::fs::read(path) {
        Ok(known) if known == text.as_bytes() => {
            say(&format!("  unchanged {}", path.display()));
            return Ok(());
        }
        Ok(_) => {
            return Err(Failure::new(format!(
                "{} is there already and differs; move it away or choose another --out",
                path.display()
            )));
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(fail(error)),
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(fail)?;
    }
    std::fs::write(path, text).map_err(fail)?;
    say(&format!("  wrote {}", path.display()));
    Ok(())
}
