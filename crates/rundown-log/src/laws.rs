//! What every log keeps to, as a suite that each of them runs in its tests.
//!
//! Each law takes a log of its own that nothing was appended to, and says what does not hold
//! of it.

use std::time::{Duration, Instant};

use crate::{Entry, Log, LogError, NewEntry, Position, Shard, Shards};

/// What a law found: nothing, or what does not hold.
pub type Held = Result<(), String>;

/// A law: its name, and what looks whether a log keeps to it.
pub type Law = (&'static str, fn(&dyn Log) -> Held);

/// All laws.
pub const LAWS: &[Law] = &[
    ("order", entries_are_read_in_the_order_in_which_they_were_appended),
    ("keys", an_entry_is_appended_once),
    ("shards", a_shard_is_read_by_itself),
    ("bytes", an_entry_holds_any_bytes),
    ("waiting", a_reader_waits_for_the_first_entry),
    ("going-on", a_reader_goes_on_behind_its_position),
    ("settling", what_is_settled_is_not_read_again),
    ("writers", writers_beside_each_other_lose_nothing),
];

/// How long a law waits for what is there already.
const SOON: Duration = Duration::from_secs(2);
/// How long it waits for what does not come.
const BRIEFLY: Duration = Duration::from_millis(150);

fn shard(name: &str) -> Shard {
    name.parse().expect("laws name shards rightly")
}

fn entry(of: &str, key: &str, body: impl Into<Vec<u8>>) -> NewEntry {
    NewEntry { shard: shard(of), key: key.to_owned(), body: body.into() }
}

pub(crate) fn one(of: &str) -> Shards {
    Shards::One(shard(of))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` takes")]
pub(crate) fn failed(error: LogError) -> String {
    error.to_string()
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are told"
)]
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: T,
    expected: T,
) -> Held {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: found {found:?}, expected {expected:?}"))
}

/// All entries of some shards behind a place, a few at a time.
fn all(log: &dyn Log, shards: &Shards, behind: Position) -> Result<Vec<Entry>, String> {
    let mut found: Vec<Entry> = Vec::new();
    loop {
        let after = found.last().map_or(behind, |last| last.position);
        let wait = if found.is_empty() { SOON } else { BRIEFLY };
        let more = log.read(shards, after, 3, wait).map_err(failed)?;
        if more.is_empty() {
            return Ok(found);
        }
        if more.len() > 3 {
            return Err(format!("{} entries where 3 were wanted", more.len()));
        }
        found.extend(more);
    }
}

fn keys(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.key.as_str()).collect()
}

fn entries_are_read_in_the_order_in_which_they_were_appended(log: &dyn Log) -> Held {
    let names: Vec<String> = (0..10).map(|i| format!("k{}", (i * 7) % 10)).collect();
    let entries: Vec<_> = names.iter().map(|key| entry("en", key, "x")).collect();
    let new = log.append(&entries).map_err(failed)?;
    same("each is new", new, vec![true; 10])?;
    let found = all(log, &one("en"), Position::START)?;
    same("order", keys(&found), names.iter().map(String::as_str).collect())?;
    let grow = found.windows(2).all(|two| two[0].position < two[1].position);
    same("positions grow", grow && found[0].position > Position::START, true)
}

fn an_entry_is_appended_once(log: &dyn Log) -> Held {
    let two = [entry("en", "a", "first"), entry("en", "b", "x")];
    log.append(&two).map_err(failed)?;
    let again = [entry("en", "a", "second"), entry("en", "c", "x")];
    let new = log.append(&again).map_err(failed)?;
    same("only one is new", new, vec![false, true])?;
    let found = all(log, &one("en"), Position::START)?;
    same("each once", keys(&found), vec!["a", "b", "c"])?;
    same("the first stands", found[0].body.as_slice(), b"first".as_slice())
}

fn a_shard_is_read_by_itself(log: &dyn Log) -> Held {
    let mixed = [("en", "1"), ("de", "2"), ("en", "3"), ("fr", "4"), ("de", "5")];
    let entries: Vec<_> = mixed.iter().map(|(of, key)| entry(of, key, "x")).collect();
    log.append(&entries).map_err(failed)?;
    let of = |shards: &Shards| all(log, shards, Position::START);
    same("en", keys(&of(&one("en"))?), vec!["1", "3"])?;
    same("de", keys(&of(&one("de"))?), vec!["2", "5"])?;
    same("all", keys(&of(&Shards::All)?), vec!["1", "2", "3", "4", "5"])?;
    let nothing = log.read(&one("es"), Position::START, 5, BRIEFLY).map_err(failed)?;
    same("es", nothing.len(), 0)
}

fn an_entry_holds_any_bytes(log: &dyn Log) -> Held {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    log.append(&[entry("en", "long", bytes.clone()), entry("en", "empty", [])])
        .map_err(failed)?;
    let found = all(log, &one("en"), Position::START)?;
    same("entries", found.len(), 2)?;
    same("bytes as they were", found[0].body == bytes && found[1].body.is_empty(), true)
}

fn a_reader_waits_for_the_first_entry(log: &dyn Log) -> Held {
    let began = Instant::now();
    let none = log.read(&one("en"), Position::START, 1, BRIEFLY * 2).map_err(failed)?;
    same("nothing yet", none.len(), 0)?;
    same("it waited", began.elapsed() >= BRIEFLY, true)?;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(BRIEFLY);
            let _ = log.append(&[entry("en", "late", "x")]);
        });
        let found = log.read(&one("en"), Position::START, 1, 5 * SOON).map_err(failed)?;
        same("what came meanwhile", keys(&found), vec!["late"])
    })
}

fn a_reader_goes_on_behind_its_position(log: &dyn Log) -> Held {
    let entries: Vec<_> = (0..6).map(|i| entry("en", &format!("k{i}"), "x")).collect();
    log.append(&entries).map_err(failed)?;
    let first = log.read(&one("en"), Position::START, 2, SOON).map_err(failed)?;
    let at = first.last().map(|last| last.position).ok_or("nothing was read")?;
    // One that was killed reads the same again, one that kept its position goes on.
    for _ in 0..2 {
        let again = log.read(&one("en"), Position::START, 2, SOON).map_err(failed)?;
        same("again from the start", keys(&again), vec!["k0", "k1"])?;
        let rest = all(log, &one("en"), at)?;
        same("the rest", keys(&rest), vec!["k2", "k3", "k4", "k5"])?;
    }
    Ok(())
}

fn what_is_settled_is_not_read_again(log: &dyn Log) -> Held {
    let entries = [entry("en", "a", "x"), entry("de", "b", "x"), entry("en", "c", "x")];
    log.append(&entries).map_err(failed)?;
    let found = all(log, &one("en"), Position::START)?;
    log.settle(&one("en"), found[0].position).map_err(failed)?;
    let rest = all(log, &one("en"), found[0].position)?;
    same("what is behind stays", keys(&rest), vec!["c"])?;
    let other = all(log, &one("de"), Position::START)?;
    same("other shards stay", keys(&other), vec!["b"])
}

fn writers_beside_each_other_lose_nothing(log: &dyn Log) -> Held {
    const EACH: usize = 20;
    let append = |writer: usize| {
        for i in 0..EACH {
            // Every other one is appended by both.
            let key = if i % 2 == 0 { format!("{i}") } else { format!("{writer}-{i}") };
            log.append(&[entry("en", &key, key.as_bytes())]).map_err(failed)?;
        }
        Ok::<(), String>(())
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| append(1));
        append(0)?;
        other.join().map_err(|_| "a writer panicked".to_owned())?
    })?;
    let found = all(log, &one("en"), Position::START)?;
    let mut distinct = keys(&found);
    distinct.sort_unstable();
    distinct.dedup();
    same("each once", (found.len(), distinct.len()), (EACH * 3 / 2, EACH * 3 / 2))
}
