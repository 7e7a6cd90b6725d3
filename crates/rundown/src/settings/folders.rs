//! Folders of the user's own.

use std::path::{Path, PathBuf};

/// A folder of the user's own, named by a variable or else below the home directory.
pub(super) fn own_folder(variable: &str, below_home: &[&str]) -> Option<PathBuf> {
    let set = |name| std::env::var_os(name).filter(|path| !path.is_empty());
    let named = set(variable).map(PathBuf::from);
    let folder = named.or_else(|| {
        let home = set("HOME").or_else(|| set("USERPROFILE"))?;
        Some(below_home.iter().fold(PathBuf::from(home), |path, part| path.join(part)))
    });
    folder.map(|folder| folder.join("rundown"))
}

/// The settings file that is read if it is there: the one that was named, or the user's
/// own.
pub(crate) fn settings_file(named: Option<&Path>) -> Option<PathBuf> {
    let own = || Some(own_folder("XDG_CONFIG_HOME", &[".config"])?.join("rundown.toml"));
    named.map(Path::to_owned).or_else(own)
}
