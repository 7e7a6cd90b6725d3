//! The stages apart, with a NATS server of its own between them: how readers scale, and what
//! is left when each worker is killed in turn, and the leader of a cluster with them.

mod flock;
mod servers;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use rundown_log::{Log, Position, Shards, chained};
use rundown_store::{SqlStore, Store};
use serde_json::json;

use self::flock::Worker;
pub(super) use self::flock::{Flock, SHARDS};
pub(super) use self::servers::Servers;
use crate::torture::dice::Dice;
use crate::torture::program::{Program, done};
use crate::torture::room::Room;
use crate::torture::words;

#[derive(Debug, Args)]
pub(crate) struct Nats {
    /// Messages that are read and threaded while workers are killed, in two languages
    #[arg(long, default_value_t = 1_000)]
    messages: usize,
    /// Messages that one reader takes, and then two
    #[arg(long, default_value_t = 400)]
    reading: usize,
    /// Servers; three keep three copies of each entry, and their leader is killed, too
    #[arg(long, default_value_t = 1)]
    nodes: usize,
    /// Words of a message
    #[arg(long, default_value_t = 60)]
    words: usize,
    /// The program
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// The hours over which messages are spread: what comes late within them leaves no trace.
const HOURS: i64 = 36;

/// Words of a headline, and how many in a hundred of them are of its event.
const HEADLINE: (usize, usize) = (8, 30);

/// Words in a hundred of a text that are of its event.
const OWN: usize = 8;

/// How long something is waited for that does not move.
const PATIENCE: Duration = Duration::from_mins(5);

/// How often it is looked.
const LOOK_EVERY: Duration = Duration::from_millis(20);

pub(crate) fn run(args: &Nats) -> Result<()> {
    let program = Program::or_beside(args.program.as_ref())?;
    let room = Room::new("scale-nats")?;
    let servers = Servers::start(&room.0, args.nodes)?;
    let version = Flock::new(&program, &servers, "first", &room.0)?.connect()?;
    println!(
        "{} of nats-server {} with its defaults: what it acknowledges outlasts its end, and \
         that of its machine with copies alone",
        args.nodes,
        version.server_version()
    );
    readers_scale(args, &program, &servers, &room.0)?;
    killed(args, &program, &servers, &room.0)
}

/// So many messages as a file.
fn stream(args: &Nats, room: &Path, messages: usize) -> Result<PathBuf> {
    let begin: jiff::Timestamp = "2026-03-02T00:00:00Z".parse()?;
    let apart = HOURS * 3_600_000 / messages.max(1) as i64;
    let line = |number: usize| -> Result<String> {
        let mut dice = Dice(number as u64);
        let event = number - dice.below(number.min(40) + 1);
        let own = format!("Own{event}");
        let published = begin + jiff::SignedDuration::from_millis(apart * number as i64);
        let line = json!({
            "url": format!("https://outlet{}.example/{number}", number % 97),
            "lang": SHARDS[number % SHARDS.len()],
            "published": published.to_string(),
            "title": words::text(&mut dice, &own, HEADLINE),
            "body": words::text(&mut dice, &own, (args.words, OWN)),
        });
        Ok(format!("{line}\n"))
    };
    let lines = (0..messages).map(line).collect::<Result<String>>()?;
    let file = room.join(format!("{messages}.jsonl"));
    std::fs::write(&file, lines)?;
    Ok(file)
}

/// One reader with one thread, and two of them.
fn readers_scale(
    args: &Nats,
    program: &Program,
    servers: &Servers,
    room: &Path,
) -> Result<()> {
    let file = stream(args, room, args.reading)?;
    let mut rates = Vec::new();
    for readers in [1, 2] {
        let flock = Flock::new(program, servers, &format!("readers{readers}"), room)?;
        flock.publish(&file)?;
        let log = flock.connect()?;
        let working: Vec<Worker> =
            (0..readers).map(|number| flock.reader(number)).collect::<Result<_>>()?;
        let left = || log.jobs_left().map(|left| left as usize);
        // Time counts from when they are at it.
        until("reading begins", || Ok(left()? < args.reading))?;
        let (begun, before) = (Instant::now(), left()?);
        until_many("all is read", args.reading, || Ok(args.reading - left()?))?;
        let rate = before as f64 / begun.elapsed().as_secs_f64();
        println!("{readers} readers with a thread each: {rate:.0} messages a second");
        rates.push(rate);
        drop(working);
        log.remove_all()?;
    }
    println!(
        "two readers read {:.2} times as much as one ({} cores, load {})",
        rates[1] / rates[0],
        std::thread::available_parallelism()?,
        load()
    );
    Ok(())
}

/// How busy the machine is, as it says.
fn load() -> String {
    let said = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    said.split(' ').next().unwrap_or_default().to_owned()
}

/// Two readers, a worker with a standby for each shard; each is killed in turn.
fn killed(args: &Nats, program: &Program, servers: &Servers, room: &Path) -> Result<()> {
    let file = stream(args, room, args.messages)?;
    let flock = Flock::new(program, servers, "killed", room)?;
    let begun = Instant::now();
    flock.publish(&file)?;
    let took = begun.elapsed().as_secs_f64();
    println!(
        "{} messages published in {took:.1} s ({:.0} a second)",
        args.messages,
        args.messages as f64 / took
    );
    let begun = Instant::now();
    let mut readers = [flock.reader(0)?, flock.reader(1)?];
    let mut first = Vec::new();
    for shard in SHARDS {
        first.push(flock.threader(shard)?);
    }
    let mut longest = Duration::ZERO;
    for (turn, shard) in SHARDS.iter().enumerate() {
        let share = |part: usize| args.messages * (2 * turn + part) / 6;
        until_many("some are threaded", share(1), || Ok(flock.threaded()))?;
        // What it had is given to the others when its time is over.
        readers[turn].kill()?;
        readers[turn] = flock.reader(2 + turn)?;
        if turn == 0 && args.nodes > 1 {
            servers.kill_leader("killed-articles")?;
        }
        let mut standby = flock.threader(shard)?;
        until_many("more are threaded", share(2), || Ok(flock.threaded()))?;
        let both = [&mut first[turn], &mut standby];
        // Where the servers were without a leader either may have it.
        let at = Cell::new(0);
        until("one of both has its shard", || {
            let holder = flock.holder(shard)?;
            let found = both.iter().position(|worker| Some(worker.id()) == holder);
            found.inspect(|found| at.set(*found));
            Ok(found.is_some())
        })?;
        let (number, gone) = (flock.number(shard), Instant::now());
        both[at.get()].kill()?;
        until("a standby follows", || Ok(flock.number(shard) > number))?;
        longest = longest.max(gone.elapsed());
        if at.get() == 0 {
            first[turn] = standby;
        }
    }
    until_many("all is threaded", args.messages, || Ok(flock.threaded()))?;
    let took = begun.elapsed().as_secs_f64();
    drop((readers, first));
    println!(
        "{} messages read and threaded in {took:.1} s, two readers and two threading workers \
         killed{}; a standby followed within {:.1} s",
        args.messages,
        if args.nodes > 1 { ", and the leader of the servers" } else { "" },
        longest.as_secs_f64()
    );
    same(args, program, &flock)
}

/// Holds what is left against what one process makes of the same log.
fn same(args: &Nats, program: &Program, flock: &Flock<'_>) -> Result<()> {
    let log = flock.connect()?;
    ensure!(log.jobs_left()? == 0, "captures are left");
    for shard in SHARDS {
        let (sum, entries) = summed(&log, &shard.parse()?)?;
        let left = flock.drained(shard, &flock.store(shard))?;
        let fresh = flock.room.join(format!("{}-{shard}-alone", flock.prefix));
        let alone = flock.drained(shard, &fresh)?;
        let sum = format!("{sum:016x}");
        ensure!(
            left["sum"] == sum,
            "{shard}: {} was applied, {sum} stands there",
            left["sum"]
        );
        ensure!(alone["sum"] == sum, "{shard}: one process applied {}", alone["sum"]);
        ensure!(alone["read"] == entries, "{shard}: one process read {}", alone["read"]);
        for dir in [&flock.store(shard), &fresh] {
            done(program.over(dir).arg("rebuild"))?;
            let counts = SqlStore::reading(dir)?.counts()?;
            let expected = (args.messages / SHARDS.len()) as u64;
            ensure!(
                (counts.articles, counts.revisions) == (expected, expected),
                "{shard}: {counts:?}, expected {expected}"
            );
        }
        let (one, other) = (program.state(&flock.store(shard))?, program.state(&fresh)?);
        ensure!(one == other, "{shard}: the stores do not hold the same");
        println!(
            "{shard}: {entries} entries, sum over their order {sum} as of one process, \
             state {} as of one process",
            one.trim()
        );
    }
    println!("0 lost, 0 doubled");
    Ok(())
}

/// What one reader of all entries of a shard sums up, and how many these are.
fn summed(log: &rundown_nats::Nats, shards: &Shards) -> Result<(u64, u64)> {
    let (mut at, mut sum, mut count) = (Position::START, 0, 0);
    loop {
        let some = log.read(shards, at, 1_000, Duration::from_secs(2))?;
        let Some(last) = some.last() else { return Ok((sum, count)) };
        at = last.position;
        sum = some.iter().fold(sum, |sum, entry| chained(sum, &entry.key));
        count += some.len() as u64;
    }
}

/// Waits for something.
fn until(what: &str, is_so: impl Fn() -> Result<bool>) -> Result<()> {
    until_many(what, 1, || is_so().map(usize::from))
}

/// Waits until there are so many; what does not grow for long is not waited for.
fn until_many(what: &str, many: usize, count: impl Fn() -> Result<usize>) -> Result<()> {
    let (mut most, mut since) = (0, Instant::now());
    let mut failed = None;
    loop {
        match count() {
            Ok(found) if found >= many => return Ok(()),
            Ok(found) if found > most => (most, since) = (found, Instant::now()),
            Ok(_) => {}
            // A cluster without a leader does not answer for a while.
            Err(error) => failed = Some(error),
        }
        if since.elapsed() > PATIENCE {
            let told = format!("waited in vain until {what}: {most} of {many}");
            return Err(failed.unwrap_or_else(|| anyhow::anyhow!("nothing moves")))
                .context(told);
        }
        std::thread::sleep(LOOK_EVERY);
    }
}
