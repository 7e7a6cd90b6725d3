//! What the press printed, against what lies on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// The folder of the printed pages, and the answer key beside it.
pub(crate) const PAGES: &str = "pages";

/// Files named in a complaint, at most.
const NAMED_MAX: usize = 10;

/// The printed files by their path below the demo folder, `/` between folders.
pub(crate) type Printed = BTreeMap<String, Vec<u8>>;

/// Writes what changed and removes pages that are no longer printed.
pub(crate) fn write(demo: &Path, printed: &Printed) -> Result<()> {
    for (path, bytes) in printed {
        let file = demo.join(path);
        if fs::read(&file).is_ok_and(|old| old == *bytes) {
            continue;
        }
        let folder = file.parent().unwrap_or(demo);
        fs::create_dir_all(folder).with_context(|| format!("could not make {path}"))?;
        fs::write(&file, bytes).with_context(|| format!("could not write {path}"))?;
    }
    for path in stale(demo, printed)? {
        fs::remove_file(demo.join(&path))
            .with_context(|| format!("could not remove {path}"))?;
    }
    Ok(())
}

/// Fails, with names, if the files on disk are not the printed ones.
pub(crate) fn check(demo: &Path, printed: &Printed) -> Result<()> {
    let differs = |(path, bytes): (&String, &Vec<u8>)| {
        let same = fs::read(demo.join(path)).is_ok_and(|old| old == *bytes);
        (!same).then(|| path.clone())
    };
    let mut wrong: Vec<String> = printed.iter().filter_map(differs).collect();
    wrong.extend(stale(demo, printed)?);
    let named = wrong.iter().take(NAMED_MAX).cloned().collect::<Vec<_>>().join("\n  ");
    ensure!(
        wrong.is_empty(),
        "{} printed files differ from the copy:\n  {named}\nhint: cargo xtask press",
        wrong.len()
    );
    Ok(())
}

/// Pages on disk that are not printed any more.
fn stale(demo: &Path, printed: &Printed) -> Result<BTreeSet<String>> {
    let pages = files(&demo.join(PAGES), PAGES)?;
    Ok(pages.into_iter().filter(|path| !printed.contains_key(path)).collect())
}

/// All files below a folder, as `prefix/…`; none if there is no such folder.
pub(crate) fn files(folder: &Path, prefix: &str) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut open = vec![(folder.to_path_buf(), prefix.to_owned())];
    while let Some((folder, prefix)) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        let listed = fs::read_dir(&folder)
            .with_context(|| format!("could not list {}", folder.display()))?;
        for entry in listed {
            let entry = entry?;
            let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                open.push((entry.path(), path));
            } else {
                found.insert(path);
            }
        }
    }
    Ok(found)
}
