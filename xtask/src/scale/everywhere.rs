//! One corpus on every road that news takes: into a file, to a PostgreSQL server, as an
//! archive, and over a NATS server with two readers and a threading worker a language. The
//! stories have to be the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;

use super::cluster::Cluster;
use super::nats::{Flock, SHARDS, Servers};
use crate::torture::news::NOW;
use crate::torture::program::{Program, done};
use crate::torture::room::Room;

#[derive(Debug, Args)]
pub(crate) struct Everywhere {
    /// Articles in order of publication, one a line
    file: PathBuf,
    /// The program
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// How often it is looked whether all is read.
const LOOK_EVERY: Duration = Duration::from_millis(200);

pub(crate) fn run(args: &Everywhere) -> Result<()> {
    let program = Program::or_beside(args.program.as_ref())?;
    let room = Room::new("scale-everywhere")?;
    let whole = direct(&program, &room.0.join("direct"), &args.file)?;
    println!("a directory: {whole}");
    held(&whole, "PostgreSQL", || on_a_server(&program, &room.0, &args.file))?;
    held(&whole, "batch", || as_an_archive(&program, &room.0, &args.file))?;
    over_a_log(&program, &room.0, &args.file)?;
    println!("the same stories everywhere");
    Ok(())
}

/// Fails where another road leads elsewhere.
fn held(whole: &str, road: &str, state: impl Fn() -> Result<String>) -> Result<()> {
    let state = state().with_context(|| road.to_owned())?;
    ensure!(state == whole, "{road} holds {state}, a directory {whole}");
    println!("{road}: {state}");
    Ok(())
}

fn direct(program: &Program, dir: &Path, file: &Path) -> Result<String> {
    done(program.over(dir).arg("ingest").arg(file))?;
    Ok(program.state(dir)?.trim().to_owned())
}

fn on_a_server(program: &Program, room: &Path, file: &Path) -> Result<String> {
    let cluster = Cluster::new(&room.join("postgres"))?;
    let store = cluster.database("everywhere")?;
    let command = || {
        let mut command = Command::new(&program.0);
        command.args(["--store", &store, "--now", NOW]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    done(command().arg("ingest").arg(file))?;
    Ok(done(command().args(["fsck", "--state-hash"]))?.trim().to_owned())
}

fn as_an_archive(program: &Program, room: &Path, file: &Path) -> Result<String> {
    let out = room.join("batch");
    let mut batch = Command::new(&program.0);
    batch.args(["--now", NOW, "batch"]).arg(file).arg("--out").arg(&out);
    done(batch.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()))?;
    Ok(program.state(&out.join("store"))?.trim().to_owned())
}

/// Each language that has a shard is held against a directory of that language alone.
fn over_a_log(program: &Program, room: &Path, file: &Path) -> Result<()> {
    let servers = Servers::start(room, 1)?;
    for (shard, lines) in by_language(file)? {
        let some = room.join(format!("{shard}.jsonl"));
        std::fs::write(&some, lines)?;
        let alone = direct(program, &room.join(format!("direct-{shard}")), &some)?;
        let flock = Flock::new(program, &servers, shard, room)?;
        flock.publish_at(NOW, &some)?;
        let _readers = [flock.reader(0)?, flock.reader(1)?];
        let log = flock.connect()?;
        while log.jobs_left()? > 0 {
            std::thread::sleep(LOOK_EVERY);
        }
        flock.drained(shard, &flock.store(shard))?;
        let state = program.state(&flock.store(shard))?.trim().to_owned();
        ensure!(state == alone, "NATS, {shard}: {state}, a directory {alone}");
        println!("NATS with two readers, {shard}: {state}");
    }
    Ok(())
}

/// The lines of the languages that have shards.
fn by_language(file: &Path) -> Result<BTreeMap<&'static str, String>> {
    let text = std::fs::read_to_string(file);
    let text = text.with_context(|| file.display().to_string())?;
    let mut by_language: BTreeMap<&str, String> = BTreeMap::new();
    for line in text.lines() {
        let article: Value = serde_json::from_str(line).context("a line of JSON")?;
        let of = article["lang"].as_str().unwrap_or("");
        if let Some(shard) = SHARDS.into_iter().find(|shard| *shard == of) {
            let lines = by_language.entry(shard).or_default();
            lines.push_str(line);
            lines.push('\n');
        }
    }
    Ok(by_language)
}
