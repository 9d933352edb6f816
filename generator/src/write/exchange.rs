//! Two folders change places in one step, where the system can do that; and how a folder is known again afterwards.

use std::io;
use std::path::{Path, PathBuf};

/// Puts each of two folders where the other one was. No moment lies between.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// Puts each of two folders where the other one was. No moment lies between.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

/// What stays the same about a file or folder when it is moved: device and inode.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> io::Result<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = std::fs::symlink_metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

/// What stays the same about a file or folder when it is moved: device and inode.
#[cfg(not(unix))]
pub(super) fn identity(_: &Path) -> io::Result<(u64, u64)> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

/// Whether two folders lie on one device, so that files can be moved between them.
#[cfg(unix)]
pub(super) fn same_device(one: &Path, other: &Path) -> bool {
    matches!((identity(one), identity(other)), (Ok(one), Ok(other)) if one.0 == other.0)
}

/// Whether two folders lie on one device: the parent of a folder does, as drives have letters.
#[cfg(not(unix))]
pub(super) fn same_device(_: &Path, _: &Path) -> bool {
    true
}

/// The folders of a work folder on which the exchange is tried.
fn probes(room: &Path) -> [PathBuf; 2] {
    ["probe-1", "probe-2"].map(|name| room.join(name))
}

/// Tries the exchange on two empty folders of a work folder.
pub(super) fn is_possible(room: &Path) -> bool {
    let [one, other] = probes(room);
    let made = std::fs::create_dir_all(&one).and_then(|()| std::fs::create_dir_all(&other));
    let possible = made.and_then(|()| exchange(&one, &other)).is_ok() && identity(&one).is_ok();
    remove_probes(room);
    possible
}

/// Removes what a trial leaves, or one that was killed.
pub(super) fn remove_probes(room: &Path) {
    for probe in probes(room) {
        let _ = std::fs::remove_dir(probe);
    }
}
