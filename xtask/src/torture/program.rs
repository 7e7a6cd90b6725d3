//! The program that is tortured, as a command over a directory of data.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use rundown_news::ArticleId;
use rundown_news::limits::TORTURE_ARTICLES_MAX;
use rundown_store::{SqlStore, Store};

use super::news;

/// The database's name in its directory.
pub(crate) const DATABASE: &str = "rundown.sqlite";

/// Lets the program ask outlets on loopback.
pub(crate) const LOOPBACK: &str = "--allow-private=127.0.0.0/8";

/// A built program.
#[derive(Debug, Clone)]
pub(crate) struct Program(pub PathBuf);

impl Program {
    /// The one that is named, else the one that was built together with this one.
    pub(crate) fn or_beside(named: Option<&PathBuf>) -> Result<Self> {
        if let Some(named) = named {
            return Ok(Self(named.clone()));
        }
        let this = std::env::current_exe().context("could not find this program")?;
        let found = this.ancestors().skip(1).take(2).map(|dir| dir.join("rundown"));
        let mut found = found.filter(|program| program.is_file());
        found
            .next()
            .map(Self)
            .context("build the program first, or name it with --program")
    }

    /// A run over a directory when the news is two months old, which says nothing.
    pub(crate) fn over(&self, dir: &Path) -> Command {
        self.at(news::NOW, dir)
    }

    /// The same at another time.
    pub(crate) fn at(&self, now: &str, dir: &Path) -> Command {
        let mut command = Command::new(&self.0);
        command.arg("--data").arg(dir).args(["--now", now]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// The hash of what the store holds.
    pub(crate) fn state(&self, dir: &Path) -> Result<String> {
        done(self.over(dir).args(["fsck", "--state-hash"]))
    }

    /// Fails where the store is not sound.
    pub(crate) fn sound(&self, dir: &Path) -> Result<()> {
        done(self.over(dir).arg("fsck")).map(drop)
    }
}

/// What a run says that comes to its end.
pub(crate) fn done(command: &mut Command) -> Result<String> {
    let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output();
    let output = output.with_context(|| format!("could not start {command:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {said}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Puts the files of a directory into another.
pub(crate) fn copy_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Articles that another process finds in the store; none where it is not there yet or
/// of an older format.
pub(crate) fn stored(dir: &Path) -> BTreeSet<ArticleId> {
    if !dir.join(DATABASE).is_file() {
        return BTreeSet::new();
    }
    let page = SqlStore::open_beside(dir)
        .and_then(|store| store.articles_by_time(None, TORTURE_ARTICLES_MAX));
    let articles = page.map(|page| page.articles).unwrap_or_default();
    articles.into_iter().map(|one| one.read.article.id).collect()
}
