//! The stages on their own: what is refused without a log, and the whole way through one
//! where a server is named.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rundown_desk::{
    CaptureIndex, Clock, Desk, Document, DocumentKind, Families, documents, entries_of,
};
use rundown_log::{Log as _, LogError, Position, Shards, chained};
use rundown_nats::Nats;
use rundown_news::{Capture, CaptureKind};
use rundown_store::{Counts, SqlStore, Store as _};
use serde_json::Value;

use crate::{Room, demo, program, rundown, text};

/// Names the server that the suite runs on.
const SERVER: &str = "RUNDOWN_TEST_NATS";

/// After the news of the demo: nothing is seen later than it is taken in.
const NOW: &str = "2031-07-01T00:00:00Z";

/// What is under way is done within this on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

#[test]
fn a_stage_needs_a_log_and_a_log_an_address() {
    let room = Room::new("apart-misuse");
    let data = text(&room.dir.join("data"));
    let run = rundown(["--data", &data, "work", "--read"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("which log"), "{}", run.err);
    for log in ["nats://", "nats://a:opensesame@h:port", "kafka://a:opensesame@b"] {
        let run = rundown(["--data", &data, "--log", log, "work", "--read"]);
        assert_eq!(run.code, 2, "{log}: {}", run.err);
        assert!(!run.err.contains("opensesame"), "{}", run.err);
    }
    let log = "nats://desk:opensesame@127.0.0.1:1/news";
    for stage in [&["--read", "--thread", "en"][..], &[], &["--thread", "No/Shard"]] {
        let mut args = vec!["--data", &data, "--log", log, "work"];
        args.extend(stage);
        assert_eq!(rundown(args).code, 2, "{stage:?}");
    }
    let told = rundown(["--data", &data, "--log", log, "config"]).ok();
    assert!(told.contains("nats://127.0.0.1:1/news"), "{told}");
    assert!(!told.contains("opensesame"), "{told}");
    for stage in [&["work", "--read"][..], &["ingest", "Cargo.toml"]] {
        let mut args = vec!["--data", &data, "--log", log];
        args.extend(stage);
        let run = rundown(args);
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(
            run.err.contains("could not reach the log nats://127.0.0.1:1"),
            "{}",
            run.err
        );
        assert!(run.err.contains("hint: see whether nats-server runs"), "{}", run.err);
        assert!(!run.err.contains("opensesame"), "{}", run.err);
    }
}

/// A log of its own that goes with the test.
pub(crate) struct Log {
    pub(crate) address: String,
}

impl Log {
    /// None where no server is named; that is told.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            let skipped = format!("SKIPPED on NATS: {name} ({SERVER} names no server)\n");
            let _ = std::io::stderr().write_all(skipped.as_bytes());
            return None;
        };
        let server = server.trim_end_matches('/');
        let address = format!("{server}/apart-{}-{name}", std::process::id());
        Some(Self { address })
    }

    pub(crate) fn connect(&self) -> Nats {
        let address = self.address.parse().expect("the server's own address");
        Nats::connect(&address).unwrap_or_else(|error| {
            panic!("{SERVER} names a server that is not there: {error}")
        })
    }

    /// Starts a worker.
    pub(crate) fn worker(&self, data: &Path, stage: &[&str]) -> Worker {
        Self::worker_by(&self.address, data, stage)
    }

    /// The same by another way to the server.
    pub(crate) fn worker_by(address: &str, data: &Path, stage: &[&str]) -> Worker {
        Self::start(address, data, "work", stage)
    }

    /// Starts something over a log.
    fn start(address: &str, data: &Path, command: &str, more: &[&str]) -> Worker {
        let child = program()
            .args(["--data", &text(data), "--log", address, command, "--json"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Worker(child)
    }

    /// Puts files where workers read; how many documents were new.
    pub(crate) fn publish(&self, files: &[PathBuf]) -> u64 {
        let mut args = vec!["--log".to_owned(), self.address.clone()];
        args.extend(["--now", NOW, "ingest", "--json"].map(str::to_owned));
        args.extend(files.iter().map(|file| text(file)));
        rundown(args).json()["published"].as_u64().unwrap()
    }

    /// What a reader of all that was ever appended has summed up, and how many that is.
    pub(crate) fn summed(&self, shards: &Shards) -> (u64, u64) {
        let log = self.connect();
        let (mut at, mut sum, mut count) = (Position::START, 0, 0);
        loop {
            let wait = Duration::from_secs(1);
            let some = log.read(shards, at, 100, wait).unwrap();
            let Some(last) = some.last() else { return (sum, count) };
            at = last.position;
            sum = some.iter().fold(sum, |sum, entry| chained(sum, &entry.key));
            count += some.len() as u64;
        }
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        let _ = self.connect().remove_all();
    }
}

/// A process that is killed with the test.
pub(crate) struct Worker(Child);

impl Worker {
    /// Waits for its end; what it answered.
    pub(crate) fn done(self) -> Value {
        self.done_telling().0
    }

    /// The same, and what it told on standard error.
    pub(crate) fn done_telling(mut self) -> (Value, String) {
        let began = Instant::now();
        while self.0.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < PATIENCE, "a worker does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        let (mut out, mut err) = (String::new(), String::new());
        std::io::Read::read_to_string(self.0.stdout.as_mut().unwrap(), &mut out).unwrap();
        std::io::Read::read_to_string(self.0.stderr.as_mut().unwrap(), &mut err).unwrap();
        assert!(self.0.wait().unwrap().success(), "{err}");
        let told = serde_json::from_str(&out);
        (told.unwrap_or_else(|error| panic!("{error}: {out}{err}")), err)
    }

    /// Has the system send it a signal.
    fn signal(&self, name: &str) {
        let id = self.0.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success(), "{name}");
    }

    /// Kills it without a word.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The pages of the demo with what its index says of them, in its order.
pub(crate) fn pages() -> Vec<(PathBuf, Document)> {
    let folder = demo().join("pages");
    let index = CaptureIndex::parse(&std::fs::read(folder.join("index.jsonl")).unwrap());
    let lines = std::fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let files = lines.lines().map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        PathBuf::from(line["file"].as_str().unwrap())
    });
    let pages = files.filter(|file| file.extension().is_some_and(|end| end == "html"));
    let pages = pages.map(|file| {
        let line = index.line(&file).expect("it stands in the index");
        let at = line.fetched_at.expect("with its time");
        let bytes = std::fs::read(folder.join(&file)).unwrap();
        let (url, kind) = (line.url, CaptureKind::Unknown);
        let frame = Capture { bytes, url, at: Some(at), charset: None, kind };
        let path = folder.join(file);
        let document = documents(&text(&path), frame, at).next().expect("a page");
        (path, document)
    });
    pages.collect()
}

fn address_of(page: &Document) -> Option<String> {
    match &page.kind {
        DocumentKind::Capture(capture) => capture.url.clone(),
        _ => None,
    }
}

/// What one process makes of the documents of each language, taken in directly.
fn directly(room: &Room, pages: &[Document]) -> BTreeMap<String, (u128, Counts)> {
    let mut by_shard: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for page in pages {
        let (entries, _) = entries_of(vec![page.clone()], &Families::default());
        for shard in entries.iter().map(|entry| entry.shard.to_string()) {
            by_shard.entry(shard).or_default().push(page.clone());
        }
        by_shard.entry("all".to_owned()).or_default().push(page.clone());
    }
    let made = by_shard.into_iter().map(|(shard, pages)| {
        let dir = room.dir.join(format!("direct-{shard}"));
        let desk = Desk::open(&dir, Clock::System).unwrap();
        desk.take_in(pages).unwrap();
        desk.place_news().unwrap();
        drop(desk);
        (shard, state(&dir))
    });
    made.collect()
}

pub(crate) fn state(dir: &Path) -> (u128, Counts) {
    let store = SqlStore::reading(dir).unwrap();
    (store.state_hash().unwrap(), store.counts().unwrap())
}

/// Waits until a store holds so many articles.
fn until_articles(dir: &Path, count: u64) {
    let began = Instant::now();
    let held = || SqlStore::reading(dir).and_then(|store| store.counts());
    while held().map_or(0, |counts| counts.articles) < count {
        assert!(began.elapsed() < PATIENCE, "{count} articles do not come");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Waits until a shard is a worker's.
fn until_held(log: &Nats, shard: &Shards, worker: &Worker) {
    let began = Instant::now();
    let name = format!("process {} of ", worker.0.id());
    loop {
        match log.lease(shard, "a test that looks") {
            Err(LogError::Leased { owner, .. }) if owner.starts_with(&name) => return,
            Err(LogError::Leased { .. }) | Ok(_) => {}
            Err(error) => panic!("{error}"),
        }
        assert!(began.elapsed() < PATIENCE, "it never has the shard");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_worker_that_hung_stands_by_and_follows_again() {
    hung("hung", |log, threaded| log.worker(threaded, &["--thread", "all", "--standby"]));
}

#[test]
fn one_that_serves_and_hung_stands_by_and_serves_again() {
    hung("hung-serving", |log, threaded| {
        let serve = ["--offline", "--thread", "all", "--standby"];
        Log::start(
            &log.address,
            threaded,
            "serve",
            &[&serve[..], &["--listen", "127.0.0.1:0"]].concat(),
        )
    });
}

/// One hangs, another one follows, and is followed by the first in turn.
fn hung(name: &str, first: impl Fn(&Log, &Path) -> Worker) {
    let Some(log) = Log::new(name) else { return };
    let room = Room::new(&format!("apart-{name}"));
    let (files, _): (Vec<_>, Vec<_>) = pages().into_iter().unzip();
    let (connection, shard) = (log.connect(), Shards::All);
    let threaded = room.dir.join("threaded");
    let mut parts = files.chunks(files.len().div_ceil(3));
    // The next part of the news, through a reader; how many articles there are then at least.
    let mut more = || {
        log.publish(parts.next().expect("there are three"));
        log.worker(&room.dir.join("reader"), &["--read", "--drain"]).done();
        let (_, entries) = log.summed(&shard);
        // A few pages are there in two states.
        entries - 3
    };
    let thread = ["--thread", "all", "--standby"];
    let one = first(&log, &threaded);
    until_articles(&threaded, more());
    let other = log.worker(&threaded, &thread);
    one.signal("STOP");
    until_held(&connection, &shard, &other);
    one.signal("CONT");
    until_articles(&threaded, more());
    until_held(&connection, &shard, &other);
    other.kill();
    until_articles(&threaded, more());
    until_held(&connection, &shard, &one);
}

#[test]
fn the_demo_through_a_log_makes_the_same_stories() {
    let Some(log) = Log::new("demo") else { return };
    let room = Room::new("apart-demo");
    let (files, pages): (Vec<_>, Vec<_>) = pages().into_iter().unzip();
    let direct = directly(&room, &pages);
    assert!(direct.len() > 2, "the demo has more than one language");
    assert_eq!(log.publish(&files), pages.len() as u64);
    assert_eq!(log.publish(&files[..3]), 0, "what is there is not there twice");
    let readers = ["one", "two"]
        .map(|name| log.worker(&room.dir.join(name), &["--read", "--drain"]));
    let read: Vec<Value> = readers.map(Worker::done).into();
    let count =
        |key: &str| read.iter().map(|one| one[key].as_u64().unwrap()).sum::<u64>();
    assert_eq!((count("read"), count("refused")), (pages.len() as u64, 0));
    for (shard, direct) in &direct {
        let dir = room.dir.join(format!("log-{shard}"));
        let told = log.worker(&dir, &["--thread", shard, "--drain"]).done();
        assert_eq!(&state(&dir), direct, "{shard}");
        let (sum, entries) = log.summed(&shard.parse().unwrap());
        assert_eq!(told["sum"], format!("{sum:016x}"), "{shard}");
        assert_eq!(told["read"], entries, "{shard}");
        // There is nothing more in it, whoever asks again.
        let again = log.worker(&dir, &["--thread", shard, "--drain"]).done();
        assert_eq!((&again["read"], &again["sum"]), (&0.into(), &told["sum"]));
    }
    // What was read is kept as it came, and can be taken in from there.
    let kept = room.dir.join("from-captures");
    let captures = ["one", "two"].map(|name| text(&room.dir.join(name).join("captures")));
    rundown(["--data", &text(&kept), "--now", NOW, "ingest", &captures[0], &captures[1]])
        .ok();
    assert_eq!(state(&kept), direct["all"]);
}

#[test]
fn what_is_killed_loses_and_doubles_nothing() {
    let Some(log) = Log::new("killed") else { return };
    let room = Room::new("apart-killed");
    // Of a page that is there twice the second state may come before the first.
    let mut seen = BTreeSet::new();
    let once = pages().into_iter().filter(|(_, page)| seen.insert(address_of(page)));
    let (files, pages): (Vec<_>, Vec<_>) = once.unzip();
    let direct = directly(&room, &pages);
    let shard: Shards = "en".parse().unwrap();
    let (first, second) = files.split_at(files.len() / 2);
    let readers = room.dir.join("readers");
    log.publish(first);
    let reader = log.worker(&readers, &["--read", "--drain"]);
    let threaded = room.dir.join("threaded");
    let thread = ["--thread", "en", "--standby"];
    let one = log.worker(&threaded, &thread);
    reader.done();
    let (_, entries) = log.summed(&shard);
    until_articles(&threaded, entries);
    // A second one is refused, or waits.
    let refused = program()
        .args(["--data", &text(&room.dir.join("other")), "--log", &log.address])
        .args(["work", "--thread", "en"])
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(1));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("another worker threads the shard en"), "{said}");
    let other = log.worker(&threaded, &thread);
    // Killed in the midst: one reads what it does not finish, one threads.
    log.publish(second);
    let killed = log.worker(&readers, &["--read"]);
    let began = Instant::now();
    while log.connect().jobs_left().unwrap() == second.len() as u64 {
        assert!(began.elapsed() < PATIENCE, "nothing is read");
    }
    killed.kill();
    until_articles(&threaded, entries + 1);
    one.kill();
    // Whatever is left is read by another, and threaded by the one that stood by.
    let reader = log.worker(&readers, &["--read", "--drain"]);
    let (_, there) = log.summed(&shard);
    until_articles(&threaded, there);
    reader.done();
    let (sum, all) = log.summed(&shard);
    until_articles(&threaded, direct["en"].1.articles);
    other.kill();
    let last = log.worker(&threaded, &["--thread", "en", "--standby", "--drain"]).done();
    assert_eq!(last["sum"], format!("{sum:016x}"), "each entry once, in order");
    let (_, held) = state(&threaded);
    let (hash, expected) = &direct["en"];
    assert_eq!((held.articles, held.revisions), (expected.articles, expected.revisions));
    assert_eq!(all, expected.revisions, "nothing stands in the log twice");
    assert_eq!((held.waiting, held.damaged), (0, 0));
    // What a reader died over came later than all the rest: seen in its place it is the same.
    rundown(["--data", &text(&threaded), "rebuild"]).ok();
    assert_eq!(&state(&threaded).0, hash);
}
