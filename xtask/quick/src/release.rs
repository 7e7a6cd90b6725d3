//! `cargo release VERSION`: sets the version everywhere, closes the part of the changelog that
//! is open, and says what is left to do by hand. It commits and publishes nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{Outcome, done};

/// Manifests that have a version, with the part it stands in.
const MANIFESTS: [(&str, &str); 2] =
    [("Cargo.toml", "[workspace.package]"), ("python/Cargo.toml", "[package]")];

/// Workspaces whose lock files name our versions.
const LOCKED: [&str; 3] = ["Cargo.toml", "python/Cargo.toml", "fuzz/Cargo.toml"];

/// Runs the job.
pub(crate) fn run(root: &Path, version: &str) -> Outcome {
    let changelog = root.join("CHANGELOG.md");
    let mut texts =
        vec![(changelog.clone(), closed(&read(&changelog)?, version, &today()?)?)];
    for (path, part) in MANIFESTS {
        let path = root.join(path);
        let text = with_version(&read(&path)?, part, version)?;
        texts.push((path, text));
    }
    for (path, text) in &texts {
        write(path, text)?;
    }
    for path in LOCKED {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
        cargo.args(["update", "--quiet", "--workspace", "--manifest-path", path]);
        done(cargo.current_dir(root), "writing a lock file")?;
    }
    println!(
        "{version} stands in the manifests, their lock files and CHANGELOG.md. Left to do:\n  \
         cargo ready\n  git commit -am 'Release {version}' && git tag v{version}\n  \
         packaging/release {version}"
    );
    Ok(())
}

/// The day in UTC, as `date` tells it.
fn today() -> Result<String, String> {
    let date = Command::new("date").args(["-u", "+%Y-%m-%d"]).output();
    let date = date.map_err(|error| format!("could not run date: {error}"))?;
    Ok(String::from_utf8_lossy(&date.stdout).trim().to_owned())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path)
        .map_err(|error| format!("could not read {}: {error}", path.display()))
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text)
        .map_err(|error| format!("could not write {}: {error}", path.display()))
}

/// Three numbers with dots between them.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let parts: Vec<u64> =
        version.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    parts.try_into().ok()
}

/// A manifest with a version, which is not before the one it has.
fn with_version(manifest: &str, part: &str, version: &str) -> Result<String, String> {
    let new = numbers(version).ok_or("a version is three numbers, as in 1.2.0")?;
    let line = manifest
        .lines()
        .skip_while(|line| *line != part)
        .find(|line| line.starts_with("version = "))
        .ok_or("a manifest has no version")?;
    let old = line.trim_start_matches("version = ").trim_matches('"');
    if numbers(old).is_none_or(|old| new < old) {
        return Err(format!("{version} is before {old}"));
    }
    Ok(manifest.replacen(line, &format!("version = \"{version}\""), 1))
}

/// The changelog with what is unreleased under a version, and room for what comes.
fn closed(changelog: &str, version: &str, day: &str) -> Result<String, String> {
    const OPEN: &str = "## Unreleased\n";
    let (before, after) =
        changelog.split_once(OPEN).ok_or("CHANGELOG.md has no part \"Unreleased\"")?;
    if changelog.contains(&format!("\n## {version},")) {
        return Err(format!("CHANGELOG.md tells of {version} already"));
    }
    let entries = after.split("\n## ").next().unwrap_or_default();
    if !entries.lines().any(|line| line.starts_with("- ")) {
        return Err("CHANGELOG.md tells of nothing that is unreleased".to_owned());
    }
    Ok(format!("{before}{OPEN}\n## {version}, {day}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[workspace]\n\n[workspace.package]\nversion = \"0.9.1\"\n";

    const PART: &str = "[workspace.package]";

    #[test]
    fn a_version_is_set_once_and_only_forward() {
        assert_eq!(
            with_version(MANIFEST, PART, "0.10.0").unwrap(),
            MANIFEST.replace("0.9.1", "0.10.0")
        );
        assert_eq!(
            with_version(MANIFEST, PART, "0.9.1").unwrap(),
            MANIFEST,
            "the first release"
        );
        for version in ["0.9.0", "1.0", "v1.0.0", ""] {
            assert!(with_version(MANIFEST, PART, version).is_err(), "{version}");
        }
    }

    #[test]
    fn what_is_unreleased_goes_under_the_version() {
        let log =
            "# Changelog\n\n## Unreleased\n\n### Added\n\n- A.\n\n## 0.9.1, 2031-01-01\n";
        let told = closed(log, "1.0.0", "2031-05-14").unwrap();
        let expected = "# Changelog\n\n## Unreleased\n\n## 1.0.0, 2031-05-14\n\n\
                        ### Added\n\n- A.\n\n## 0.9.1, 2031-01-01\n";
        assert_eq!(told, expected);
        assert!(closed(&told, "1.0.1", "2031-05-15").is_err(), "nothing new to tell");
        assert!(closed(log, "0.9.1", "2031-05-15").is_err(), "it was released before");
    }
}
