//! Workers of one log, and what they made.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use rundown_log::LogError;
use rundown_nats::Nats;
use rundown_store::{SqlStore, Store};
use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use super::servers::Servers;
use crate::torture::program::{DATABASE, Program, done};

/// The shards, each of a language.
pub(crate) const SHARDS: [&str; 2] = ["en", "de"];

/// A log with those who work on it.
pub(crate) struct Flock<'a> {
    program: &'a Program,
    address: String,
    pub(crate) prefix: String,
    pub(crate) room: &'a Path,
}

/// A process that is killed when it is done with.
pub(crate) struct Worker(Child);

impl Worker {
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// Kills it without a word.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.0.kill()?;
        self.0.wait()?;
        Ok(())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

impl<'a> Flock<'a> {
    pub(crate) fn new(
        program: &'a Program,
        servers: &Servers,
        prefix: &str,
        room: &'a Path,
    ) -> Result<Self> {
        let address = servers.address(prefix);
        let flock = Self { program, address, prefix: prefix.to_owned(), room };
        // Whether it can be reached is better known at once.
        flock.connect()?;
        Ok(flock)
    }

    pub(crate) fn connect(&self) -> Result<Nats> {
        let address = self.address.parse().map_err(anyhow::Error::msg)?;
        Ok(Nats::connect(&address)?)
    }

    fn command(&self, data: &Path) -> Command {
        let mut command = Command::new(&self.program.0);
        command.arg("--data").arg(data).args(["--log", &self.address]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Puts the documents of a file where workers read.
    pub(crate) fn publish(&self, file: &Path) -> Result<()> {
        done(self.command(self.room).arg("ingest").arg(file)).map(drop)
    }

    /// The same as if it were another time.
    pub(crate) fn publish_at(&self, now: &str, file: &Path) -> Result<()> {
        done(self.command(self.room).args(["--now", now, "ingest"]).arg(file)).map(drop)
    }

    /// Starts one that reads, on one core.
    pub(crate) fn reader(&self, number: usize) -> Result<Worker> {
        let data = self.room.join(format!("{}-reader-{number}", self.prefix));
        let mut command = self.command(&data);
        command.args(["work", "--read"]).env("RAYON_NUM_THREADS", "1");
        Ok(Worker(command.spawn()?))
    }

    /// Starts one that threads a shard, or stands by.
    pub(crate) fn threader(&self, shard: &str) -> Result<Worker> {
        let mut command = self.command(&self.store(shard));
        command.args(["work", "--thread", shard, "--standby"]);
        Ok(Worker(command.spawn()?))
    }

    /// Threads what is left of a shard, and tells where it came to.
    pub(crate) fn drained(&self, shard: &str, store: &Path) -> Result<Value> {
        let mut command = self.command(store);
        command.args(["work", "--thread", shard, "--standby", "--drain", "--json"]);
        let said = done(&mut command)?;
        serde_json::from_str(&said).with_context(|| format!("a worker said {said:?}"))
    }

    /// Where a shard is threaded into.
    pub(crate) fn store(&self, shard: &str) -> PathBuf {
        self.room.join(format!("{}-{shard}", self.prefix))
    }

    /// Articles that are threaded, in all shards.
    pub(crate) fn threaded(&self) -> usize {
        let of = |shard: &&str| {
            let counts =
                SqlStore::reading(&self.store(shard)).and_then(|store| store.counts());
            counts.map_or(0, |counts| (counts.articles - counts.waiting) as usize)
        };
        SHARDS.iter().map(of).sum()
    }

    /// The process that threads a shard now, if any does.
    pub(crate) fn holder(&self, shard: &str) -> Result<Option<u32>> {
        match self.connect()?.lease(&shard.parse()?, "the measurement") {
            Err(LogError::Leased { owner, .. }) => {
                let id = owner
                    .strip_prefix("process ")
                    .and_then(|rest| rest.split(' ').next());
                Ok(id.and_then(|id| id.parse().ok()))
            }
            Ok(_) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The number of the latest worker that threads a shard.
    pub(crate) fn number(&self, shard: &str) -> i64 {
        let file = self.store(shard).join(DATABASE);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
        let number = Connection::open_with_flags(file, flags).and_then(|database| {
            let sql = "SELECT coalesce(max(number), 0) FROM fence";
            database.query_row(sql, [], |row| row.get(0))
        });
        number.unwrap_or(0)
    }
}
