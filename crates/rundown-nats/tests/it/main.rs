//! What the log at a server keeps to, over one that is named; without one all is skipped,
//! and says so.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod own;
mod snapshots;

use std::io::Write as _;
use std::time::{Duration, Instant};

use rundown_log::laws::LAWS;
use rundown_log::{LogError, Shards};
use rundown_nats::{Nats, NatsAddress, NewJob};

/// Names the server that the suite runs on.
const SERVER: &str = "RUNDOWN_TEST_NATS";

const BRIEFLY: Duration = Duration::from_millis(200);

/// What comes by itself does so within this on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// Streams of their own that go with the test.
struct Room {
    address: NatsAddress,
    server: String,
    prefix: String,
}

impl Room {
    /// None where no server is named; that is told.
    fn new(name: &str) -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            // What tests print is shown only where they fail; this is always.
            let skipped = format!("SKIPPED on NATS: {name} ({SERVER} names no server)\n");
            let _ = std::io::stderr().write_all(skipped.as_bytes());
            return None;
        };
        let prefix = format!("it-{}-{name}", std::process::id());
        let server = server.trim_end_matches('/').to_owned();
        let address = format!("{server}/{prefix}");
        let address = address.parse().expect("the server's own address");
        Some(Self { address, server, prefix })
    }

    fn log(&self) -> Nats {
        Nats::connect(&self.address).unwrap_or_else(|error| {
            panic!("{SERVER} names a server that is not there: {error}")
        })
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if let Ok(log) = Nats::connect(&self.address) {
            let _ = log.remove_all();
        }
    }
}

fn en() -> Shards {
    "en".parse().unwrap()
}

fn job(key: &str) -> NewJob {
    NewJob { key: key.to_owned(), body: key.as_bytes().to_vec() }
}

#[test]
fn it_keeps_to_the_laws_of_logs() {
    for (name, law) in LAWS {
        let Some(room) = Room::new(&format!("law-{name}")) else { return };
        if let Err(wrong) = law(&room.log()) {
            panic!("{name}: {wrong}");
        }
    }
}

#[test]
fn a_log_that_was_begun_anew_is_another() {
    use rundown_log::Log as _;
    let Some(room) = Room::new("anew") else { return };
    let log = room.log();
    let first = log.identity().unwrap();
    assert_eq!(room.log().identity().unwrap(), first);
    log.remove_all().unwrap();
    assert_ne!(log.identity().unwrap(), first);
}

#[test]
fn what_is_not_done_is_given_to_another_and_what_is_done_to_nobody() {
    let Some(room) = Room::new("work") else { return };
    let (one, other) = (room.log(), room.log());
    assert_eq!(one.put_jobs(["a", "b", "c"].map(job).into()).unwrap(), [true; 3]);
    assert_eq!(one.put_jobs(vec![job("b")]).unwrap(), [false]);
    let mine = one.take_jobs(2, BRIEFLY).unwrap();
    let theirs = other.take_jobs(9, BRIEFLY).unwrap();
    let names = |jobs: &[rundown_nats::Job]| -> Vec<String> {
        jobs.iter().map(|job| String::from_utf8_lossy(&job.body).into_owned()).collect()
    };
    assert_eq!(
        (names(&mine), names(&theirs)),
        (vec!["a".into(), "b".into()], vec!["c".into()])
    );
    assert!(other.take_jobs(9, BRIEFLY).unwrap().is_empty(), "all are given out");
    other.done(theirs).unwrap();
    // The one goes without a word: what it had comes to the other when its time is over.
    drop(mine);
    drop(one);
    let began = Instant::now();
    let mut again = Vec::new();
    while again.len() < 2 && began.elapsed() < PATIENCE {
        again.extend(other.take_jobs(9, Duration::from_secs(2)).unwrap());
    }
    assert_eq!(names(&again), ["a", "b"]);
    assert!(again.iter().all(|job| job.tries == 2));
    other.done(again).unwrap();
    assert_eq!(other.jobs_left().unwrap(), 0);
}

#[test]
fn an_entry_that_is_too_long_is_told() {
    let Some(room) = Room::new("long") else { return };
    let log = room.log();
    let long = NewJob { key: "a".to_owned(), body: vec![0; log.job_bytes_max() + 1] };
    let refused = log.put_jobs(vec![long]);
    assert!(matches!(refused, Err(LogError::TooLong { .. })), "{refused:?}");
}

#[test]
fn a_shard_is_one_workers_and_the_next_has_a_higher_number() {
    let Some(room) = Room::new("lease") else { return };
    let (one, other) = (room.log(), room.log());
    let first = one.lease(&en(), "the first").unwrap();
    match other.lease(&en(), "the second") {
        Err(LogError::Leased { owner, .. }) => assert_eq!(owner, "the first"),
        leased => panic!("{leased:?}"),
    }
    let elsewhere = other.lease(&"de".parse().unwrap(), "the second").unwrap();
    // It lasts longer than it would without being renewed.
    std::thread::sleep(Duration::from_secs(5));
    first.check().unwrap();
    elsewhere.check().unwrap();
    assert!(other.lease(&en(), "the second").is_err());
    let before = first.fence().clone();
    drop(first);
    let second = other.lease(&en(), "the second").unwrap();
    assert_eq!(second.fence().lease, before.lease);
    assert!(second.fence().number > before.number);
}

#[test]
fn a_worker_that_is_cut_off_is_followed_when_its_lease_is_over() {
    let Some(room) = Room::new("gone") else { return };
    let (one, other) = (room.log(), room.log());
    let first = one.lease(&en(), "the first").unwrap();
    // With its connection its renewals end, as when it is killed or its network is.
    drop(one);
    let began = Instant::now();
    let second = loop {
        match other.lease(&en(), "the second") {
            Ok(lease) => break lease,
            Err(LogError::Leased { .. } | LogError::Refused { .. }) => {}
            Err(error) => panic!("{error}"),
        }
        assert!(began.elapsed() < PATIENCE, "nobody followed");
        std::thread::sleep(Duration::from_millis(100));
    };
    assert!(first.check().is_err(), "it does not believe in it any more");
    assert!(second.fence().number > first.fence().number);
    second.check().unwrap();
}
