//! What is run, over what, and how its outcome is asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;

use super::Work;
use crate::torture::news;
use crate::torture::origin::Origin;

/// The database's name in its directory.
pub(super) const DATABASE: &str = "rundown.sqlite";

/// Outlets of the polled articles. Each is a host of its own.
const OUTLETS: usize = 24;

/// Pages of each: a host is asked once a second.
const PAGES: usize = 3;

/// Takes a database back to its second format.
const OLDER: &str = "DROP TRIGGER alert_placed; DROP TRIGGER alert_followed;
    DROP TRIGGER alert_refollowed; DROP TRIGGER alert_unfollowed;
    DROP TRIGGER alert_forgotten; DROP TABLE alert_watch; DROP TABLE alert_look;
    DROP TABLE delivery; DROP TABLE alert; DROP TABLE alerted;
    DROP TRIGGER article_added; DROP TRIGGER article_changed;
    ALTER TABLE article DROP COLUMN sum; ALTER TABLE revision DROP COLUMN read_sum;
    ALTER TABLE revision DROP COLUMN capture_sum; DROP TABLE quarantine;
    DROP TABLE push; DROP TABLE item; DROP INDEX revision_seen;
    DROP TABLE poll; DROP TABLE page; DROP INDEX subscription_due;
    DROP TABLE mark; DROP TABLE threading; DROP INDEX alias_article;
    DROP TABLE dropped_key; DROP TABLE dropped; DROP TABLE dropped_name;
    DROP TABLE dropped_threaded; DROP TRIGGER article_means;
    DROP TRIGGER article_means_otherwise; DROP TABLE meaning; PRAGMA user_version = 2;";

/// One kind of work over the same news.
pub(super) struct Trial {
    program: PathBuf,
    work: Work,
    /// The directory of the data that a run begins with.
    base: PathBuf,
    /// The file that is taken in.
    file: PathBuf,
    _origin: Option<Origin>,
}

impl Trial {
    pub(super) fn new(
        program: &Path,
        work: Work,
        room: &Path,
        articles: usize,
    ) -> Result<Self> {
        let (base, file) = (room.join("base"), room.join("news"));
        fs::create_dir_all(&base)?;
        let of = |origin| Self {
            program: program.to_owned(),
            work,
            base: base.clone(),
            file: file.clone(),
            _origin: origin,
        };
        let news = || (0..articles).map(news::story);
        match work {
            Work::Archive => {
                let file = file.with_extension("warc");
                fs::write(&file, news().map(|one| one.record()).collect::<String>())?;
                Ok(Self { file, ..of(None) })
            }
            Work::Polling => {
                let origin = Origin::new(OUTLETS, PAGES)?;
                fs::write(&file, origin.subscriptions())?;
                let trial = of(Some(origin));
                trial.done(trial.over(&base).arg("import").arg(&file))?;
                Ok(trial)
            }
            Work::Lines | Work::Rebuild | Work::Migration | Work::Prune => {
                let file = file.with_extension("jsonl");
                // Half of what is pruned over is old.
                let old = if work == Work::Prune { articles / 2 } else { 0 };
                let news = (0..old).map(news::old_story);
                let news = news.chain((old..articles).map(news::story));
                fs::write(&file, news.map(|one| one.line()).collect::<String>())?;
                let trial = Self { file, ..of(None) };
                if work != Work::Lines {
                    trial.done(trial.over(&base).arg("ingest").arg(&trial.file))?;
                }
                if work == Work::Migration {
                    Connection::open(base.join(DATABASE))?.execute_batch(OLDER)?;
                }
                Ok(trial)
            }
        }
    }

    /// Puts a directory there that no run has seen yet.
    pub(super) fn prepare(&self, dir: &Path) -> Result<()> {
        fs::create_dir_all(dir)?;
        for entry in fs::read_dir(&self.base)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                fs::copy(entry.path(), dir.join(entry.file_name()))?;
            }
        }
        Ok(())
    }

    /// The run that is killed.
    pub(super) fn working(&self, dir: &Path) -> Command {
        if self.work != Work::Polling {
            return self.finishing(dir);
        }
        let mut command = self.over(dir);
        command.args(["serve", "--listen", "127.0.0.1:0", "--allow-private=127.0.0.0/8"]);
        command
    }

    /// The run that comes to its end.
    pub(super) fn finishing(&self, dir: &Path) -> Command {
        let mut command = self.over(dir);
        match self.work {
            Work::Lines | Work::Archive => command.arg("ingest").arg(&self.file),
            Work::Polling => command.args(["fetch", "--allow-private=127.0.0.0/8"]),
            Work::Rebuild | Work::Migration => command.arg("rebuild"),
            Work::Prune => command.args(["prune", "--older-than", "30"]),
        };
        command
    }

    /// The hash of what the store holds.
    pub(super) fn state(&self, dir: &Path) -> Result<String> {
        self.done(self.over(dir).args(["fsck", "--state-hash"]))
    }

    /// Fails where the store is not sound.
    pub(super) fn sound(&self, dir: &Path) -> Result<()> {
        self.done(self.over(dir).arg("fsck")).map(drop)
    }

    /// Fails where a word shown is not proven.
    pub(super) fn proven(&self, dir: &Path) -> Result<()> {
        self.done(self.over(dir).arg("verify")).map(drop)
    }

    fn over(&self, dir: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(dir).args(["--now", news::NOW]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn done(&self, command: &mut Command) -> Result<String> {
        let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output();
        let output = output
            .with_context(|| format!("could not start {}", self.program.display()))?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{command:?} failed: {said}");
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
