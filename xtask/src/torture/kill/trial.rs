//! What is run, over what, and how its outcome is asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use rusqlite::Connection;

use super::work::Work;
use crate::torture::news;
use crate::torture::origin::Origin;
use crate::torture::program::{DATABASE, LOOPBACK, Program, copy_files, done};

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
    DROP TABLE dropped_threaded; DROP TABLE meaning;
    DROP TABLE session; DROP TABLE account; DROP TABLE reader_item; DROP TABLE reader_story;
    DROP TABLE reader_sweep; DROP TABLE browser; DROP TABLE push_key;
    DROP TABLE alert_wish; DROP TABLE mail_asked;
    DROP TABLE about; DROP TABLE topic; DROP TABLE log; DROP TABLE fence;
    CREATE TABLE reader_story (story INTEGER PRIMARY KEY, last_look_ms INTEGER,
      follow TEXT NOT NULL DEFAULT 'none');
    PRAGMA user_version = 2;";

/// One kind of work over the same news.
pub(super) struct Trial {
    pub(super) program: Program,
    work: Work,
    /// The directory of the data that a run begins with.
    base: PathBuf,
    /// The file that is taken in.
    file: PathBuf,
    _origin: Option<Origin>,
}

impl Trial {
    pub(super) fn new(
        program: &Program,
        work: Work,
        room: &Path,
        articles: usize,
    ) -> Result<Self> {
        let (base, file) = (room.join("base"), room.join("news"));
        fs::create_dir_all(&base)?;
        let of = |origin| Self {
            program: program.clone(),
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
                done(trial.program.over(&base).arg("import").arg(&file))?;
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
                    done(trial.program.over(&base).arg("ingest").arg(&trial.file))?;
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
        copy_files(&self.base, dir)
    }

    /// The run that is killed.
    pub(super) fn working(&self, dir: &Path) -> Command {
        if self.work != Work::Polling {
            return self.finishing(dir);
        }
        let mut command = self.program.over(dir);
        command.args(["serve", "--listen", "127.0.0.1:0", LOOPBACK]);
        command
    }

    /// The run that comes to its end.
    pub(super) fn finishing(&self, dir: &Path) -> Command {
        let mut command = self.program.over(dir);
        match self.work {
            Work::Lines | Work::Archive => command.arg("ingest").arg(&self.file),
            Work::Polling => command.args(["fetch", LOOPBACK]),
            Work::Rebuild | Work::Migration => command.arg("rebuild"),
            Work::Prune => command.args(["prune", "--older-than", "30"]),
        };
        command
    }

    /// Fails where a word shown is not proven.
    pub(super) fn proven(&self, dir: &Path) -> Result<()> {
        done(self.program.over(dir).arg("verify")).map(drop)
    }
}
