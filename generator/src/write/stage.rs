//! New files are made ready beside the old ones, and the fewest steps are found that put all of them in place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::exchange;
use super::journal::{Journal, Step, within};
use super::manifest::MANIFEST;

/// A folder with more foreign files than this is not made anew for a swap: linking them would take longer than it is worth.
const MAX_CARRIED: usize = 500;

/// What a switch has to do.
pub(super) struct Task<'a> {
    /// The output folder, resolved.
    pub(super) folder: &'a Path,
    /// Where new files are made ready.
    pub(super) staged: &'a Path,
    /// New texts by path.
    pub(super) writes: BTreeMap<&'a str, &'a str>,
    /// Paths of files that go.
    pub(super) removes: BTreeSet<&'a str>,
    /// The text of the list of owned files.
    pub(super) manifest: &'a str,
    /// All folders that hold owned files, now or afterwards.
    pub(super) owned_folders: BTreeSet<&'a str>,
    /// Whether folders may trade places.
    pub(super) swaps: bool,
}

/// Everything in a folder that is to be swapped: paths from the output folder, and whether each is a folder.
type Survey = BTreeMap<String, bool>;

impl Task<'_> {
    /// Makes all new files ready; gives the steps.
    pub(super) fn stage(&self, was: BTreeMap<String, Option<String>>) -> std::io::Result<Journal> {
        std::fs::create_dir_all(self.staged)?;
        let mut steps = Vec::new();
        let changes: Vec<&str> = self.writes.keys().chain(&self.removes).copied().collect();
        self.steps("", &changes, &mut steps)?;
        let whole = steps.iter().any(|step| matches!(step, Step::Swap(path, _) | Step::Place(path) if path.is_empty()));
        if !whole {
            std::fs::write(self.staged.join(MANIFEST), self.manifest)?;
            steps.push(Step::Place(MANIFEST.to_owned()));
        }
        // On systems that do not distinguish case a removed file may have the name of a new one.
        steps.sort_by_key(|step| !matches!(step, Step::Remove(_)));
        Ok(Journal { steps, was })
    }

    /// The steps for the changes below a folder.
    fn steps(&self, folder: &str, changes: &[&str], steps: &mut Vec<Step>) -> std::io::Result<()> {
        let exists = within(self.folder, folder).is_dir();
        if !exists && changes.iter().all(|path| self.writes.contains_key(path)) {
            self.stage_folder(folder, &Survey::new())?;
            steps.push(Step::Place(folder.to_owned()));
            return Ok(());
        }
        if let [path] = changes {
            return self.file_step(path, steps);
        }
        let mut common = common_folder(folder, changes);
        while common.len() > folder.len() && self.survey(common).is_some_and(|survey| self.empties(common, &survey)) {
            // A folder that is left empty goes, and its successor cannot be nothing: the one around it trades places.
            common = common.rfind('/').map_or("", |at| common.get(..at).unwrap_or(""));
        }
        if common.len() > folder.len() {
            return self.steps(common, changes, steps);
        }
        if let Some(survey) = self.survey(folder).filter(|survey| !self.empties(folder, survey)) {
            self.stage_folder(folder, &survey)?;
            let successor = exchange::identity(&within(self.staged, folder))?;
            steps.push(Step::Swap(folder.to_owned(), successor));
            return Ok(());
        }
        let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in changes {
            match child_folder(folder, path) {
                Some(child) => below.entry(child).or_default().push(path),
                None => self.file_step(path, steps)?,
            }
        }
        for (child, changes) in below {
            self.steps(child, &changes, steps)?;
        }
        Ok(())
    }

    /// Whether nothing of ours or anybody's would be left in a folder.
    fn empties(&self, folder: &str, survey: &Survey) -> bool {
        let kept = |path: &String, is_folder: bool| !is_folder && !self.removes.contains(path.as_str());
        let inside = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        !folder.is_empty()
            && survey.iter().any(|(_, is_folder)| !is_folder)
            && !survey.iter().any(|(path, is_folder)| kept(path, *is_folder))
            && !self.writes.keys().any(|path| inside(path))
    }

    fn file_step(&self, path: &str, steps: &mut Vec<Step>) -> std::io::Result<()> {
        if let Some(text) = self.writes.get(path) {
            self.write(path, text)?;
            steps.push(Step::Place(path.to_owned()));
        } else {
            steps.push(Step::Remove(path.to_owned()));
        }
        Ok(())
    }

    /// Writes a new text where it is made ready. A file that is there already passes on its permissions.
    fn write(&self, path: &str, text: &str) -> std::io::Result<()> {
        let place = self.staged.join(path);
        // Most folders are there already: the file before made them.
        match (std::fs::write(&place, text), place.parent()) {
            (Err(error), Some(parent)) if error.kind() == std::io::ErrorKind::NotFound => {
                std::fs::create_dir_all(parent)?;
                std::fs::write(&place, text)?;
            }
            (written, _) => written?,
        }
        match std::fs::metadata(self.folder.join(path)) {
            Ok(old) => std::fs::set_permissions(&place, old.permissions()),
            Err(_) => Ok(()),
        }
    }

    /// What a folder holds, if it may trade places with a successor: plain files and folders only, none of them busy.
    fn survey(&self, folder: &str) -> Option<Survey> {
        let root = within(self.folder, folder);
        // Whoever stands in a folder that is swapped out finds the ground gone; at least we must not do it to ourselves.
        let stands_in = std::env::current_dir().and_then(|here| here.canonicalize()).is_ok_and(|here| here.starts_with(&root));
        if !self.swaps || stands_in || !exchange::same_device(&root, self.staged) {
            return None;
        }
        let mut survey = Survey::new();
        let mut carried = 0;
        self.survey_into(folder, &root, &mut survey, &mut carried).then_some(survey)
    }

    fn survey_into(&self, folder: &str, root: &PathBuf, survey: &mut Survey, carried: &mut usize) -> bool {
        let Ok(entries) = std::fs::read_dir(root) else { return false };
        for entry in entries {
            let Ok(entry) = entry else { return false };
            let Ok(kind) = entry.file_type() else { return false };
            let Ok(name) = entry.file_name().into_string() else { return false };
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let ours = kind.is_dir() && self.owned_folders.contains(path.as_str());
            // Folders of version control, editors and cargo are in use by others while we run.
            let busy = kind.is_dir() && !ours && (name.starts_with('.') || name == "target");
            if busy || !(kind.is_dir() || kind.is_file()) || !exchange::same_device(&entry.path(), self.staged) {
                return false;
            }
            let known = ours || self.removes.contains(path.as_str()) || self.writes.contains_key(path.as_str());
            *carried += usize::from(!known && !self.owned_folders.contains(folder));
            if *carried > MAX_CARRIED || (kind.is_dir() && !self.survey_into(&path, &entry.path(), survey, carried)) {
                return false;
            }
            survey.insert(path, kind.is_dir());
        }
        true
    }

    /// Makes a whole folder ready: new files are written, files that stay are linked, so that they keep everything.
    fn stage_folder(&self, folder: &str, survey: &Survey) -> std::io::Result<()> {
        let root = within(self.staged, folder);
        std::fs::create_dir_all(&root)?;
        for (path, is_folder) in survey {
            let (from, to) = (self.folder.join(path), self.staged.join(path));
            if *is_folder {
                std::fs::create_dir(&to)?;
            } else if !self.removes.contains(path.as_str()) && !self.writes.contains_key(path.as_str()) && path != MANIFEST {
                std::fs::hard_link(from, to)?;
            }
        }
        let inside = |path: &&str| folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let texts: Vec<(&&str, &&str)> = self.writes.iter().filter(|(path, _)| inside(path)).collect();
        texts.par_iter().try_for_each(|(path, text)| self.write(path, text))?;
        if folder.is_empty() {
            std::fs::write(root.join(MANIFEST), self.manifest)?;
        }
        for path in self.removes.iter().filter(|path| inside(path)) {
            let mut parent = Path::new(path).parent();
            while let Some(name) = parent.filter(|name| name.as_os_str().len() > folder.len()) {
                if std::fs::remove_dir(self.staged.join(name)).is_err() {
                    break;
                }
                parent = name.parent();
            }
        }
        self.copy_folder_facts(folder, survey)
    }

    /// Permissions of folders are kept, and times of those in which no name came or went.
    fn copy_folder_facts(&self, folder: &str, survey: &Survey) -> std::io::Result<()> {
        let folders = survey.iter().filter(|(_, is_folder)| **is_folder).map(|(path, _)| path.as_str());
        // From the inside out, because making a folder ready changes the time of the one around it.
        for path in folders.rev().chain([folder]) {
            let (Ok(old), new) = (std::fs::metadata(within(self.folder, path)), within(self.staged, path)) else { continue };
            if !new.is_dir() {
                continue;
            }
            std::fs::set_permissions(&new, old.permissions())?;
            let parent = |file: &str| file.rfind('/').map_or("", |at| file.get(..at).unwrap_or("")).to_owned();
            let mut came_or_went = self.writes.keys().chain(&self.removes).filter(|file| !survey.contains_key(**file));
            let touched = came_or_went.any(|file| parent(file) == path) || self.removes.iter().any(|file| parent(file) == path);
            if let (false, Ok(time)) = (touched, old.modified()) {
                let _ = std::fs::File::open(&new).and_then(|new| new.set_modified(time));
            }
        }
        Ok(())
    }
}

/// The deepest folder, at or below `folder`, that all paths are in.
fn common_folder<'a>(folder: &'a str, paths: &[&'a str]) -> &'a str {
    let Some(first) = paths.first() else { return folder };
    let ends = first.match_indices('/').map(|(at, _)| at).filter(|at| *at > folder.len() || folder.is_empty());
    let mut common = folder;
    for end in ends {
        let prefix = &first[..=end];
        if !paths.iter().all(|path| path.starts_with(prefix)) {
            break;
        }
        common = &first[..end];
    }
    common
}

/// The folder directly below `folder` that a path is in; `None` for a file of the folder itself.
fn child_folder<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    let start = if folder.is_empty() { 0 } else { folder.len() + 1 };
    let end = start + path.get(start..)?.find('/')?;
    path.get(..end)
}
