//! A worker that threads and loses its directory, or its life on the way: what the next one
//! begins with. Where no server is named all of it is skipped, and says so.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rundown_log::{KeptSnapshot, Shards, SnapshotName, Snapshots as _};

use crate::Room;
use crate::apart::{Log, PATIENCE, pages, state};

/// A way to a server that is held before a part of a snapshot gets there.
struct Gate {
    address: String,
    is_held: Arc<AtomicBool>,
}

impl Gate {
    /// Holds the part of this number.
    fn before_part(log: &Log, part: usize) -> Self {
        let (server, prefix) = log.address["nats://".len()..].split_once('/').unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("nats://{}/{prefix}", listener.local_addr().unwrap());
        let is_held = Arc::new(AtomicBool::new(false));
        let (held, server) = (Arc::clone(&is_held), server.to_owned());
        std::thread::spawn(move || {
            for from in listener.incoming().map_while(Result::ok) {
                let to = TcpStream::connect(&server).unwrap();
                let (mut back, mut answers) =
                    (from.try_clone().unwrap(), to.try_clone().unwrap());
                std::thread::spawn(move || std::io::copy(&mut answers, &mut back));
                let held = Arc::clone(&held);
                std::thread::spawn(move || forward(from, to, part, &held));
            }
        });
        Self { address, is_held }
    }

    fn until_held(&self) {
        let began = Instant::now();
        while !self.is_held.load(Ordering::Acquire) {
            assert!(began.elapsed() < PATIENCE, "no snapshot is put");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Forwards what is asked of a server, until a part of a snapshot is to be held: from then on
/// nothing gets there.
fn forward(mut from: TcpStream, mut to: TcpStream, part: usize, is_held: &AtomicBool) {
    const PART: &[u8] = b"-snapshots.C.all_";
    let (mut bytes, mut seen, mut last) = (vec![0; 64 << 10], 0, Vec::new());
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        last.extend_from_slice(&bytes[..count]);
        seen += last.windows(PART.len()).filter(|window| *window == PART).count();
        last.drain(..last.len().saturating_sub(PART.len() - 1));
        if seen >= part {
            is_held.store(true, Ordering::Release);
        } else if to.write_all(&bytes[..count]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}

/// The files of the demo, half of them and the other half.
fn halves() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut files: Vec<PathBuf> = pages().into_iter().map(|(file, _)| file).collect();
    let rest = files.split_off(files.len() / 2);
    (files, rest)
}

/// Puts files into the log as read; how many entries there are then.
fn read_in(log: &Log, room: &Room, files: &[PathBuf]) -> u64 {
    log.publish(files);
    log.worker(&room.dir.join("reader"), &["--read", "--drain"]).done();
    log.summed(&Shards::All).1
}

fn snapshots(log: &Log) -> Vec<KeptSnapshot> {
    log.connect().snapshots(&Shards::All).unwrap()
}

fn names(of: &[KeptSnapshot]) -> Vec<SnapshotName> {
    of.iter().map(|kept| kept.about.name.clone()).collect()
}

/// What threads all there is, and ends; one that was killed has the shard a while longer.
const THREAD: [&str; 4] = ["--thread", "all", "--standby", "--drain"];

#[test]
fn a_worker_that_is_killed_while_it_puts_a_snapshot_leaves_the_one_before() {
    let Some(log) = Log::new("cut") else { return };
    let room = Room::new("snapshots-cut");
    let (one, two) = (room.dir.join("one"), room.dir.join("two"));
    let (first, second) = halves();
    let half = read_in(&log, &room, &first);
    let told = log.worker(&one, &THREAD).done();
    assert_eq!(told["read"], half);
    let before = snapshots(&log);
    assert_eq!(before.len(), 1);
    assert_eq!(told["through"], before[0].about.through.0);
    assert_eq!(state(&one).0, before[0].about.state);
    // There is nothing new in it.
    log.worker(&one, &THREAD).done();
    assert_eq!(snapshots(&log), before);

    let all = read_in(&log, &room, &second);
    // Two parts get there.
    let gate = Gate::before_part(&log, 3);
    let killed = Log::worker_by(&gate.address, &one, &THREAD);
    gate.until_held();
    killed.kill();
    assert!(one.join("snapshot").exists(), "it died on the way");
    let whole = state(&one);
    assert_ne!(whole.0, before[0].about.state);
    assert_eq!(snapshots(&log), before, "what was cut off is none");

    let (told, said) = log.worker(&two, &THREAD).done_telling();
    assert!(said.contains("held no store"), "{said}");
    assert!(said.contains(&before[0].about.name.to_string()), "{said}");
    assert_eq!(told["read"], all - half, "what the snapshot held is not read again");
    let (sum, _) = log.summed(&Shards::All);
    assert_eq!(told["sum"], format!("{sum:016x}"));
    assert_eq!(state(&two), whole, "as the one that was never lost");
    let after = snapshots(&log);
    assert_eq!((after.len(), &after[1]), (2, &before[0]));
    assert_eq!(after[0].about.state, whole.0);
    // The one that was killed goes on where it was, too.
    assert_eq!(log.worker(&one, &THREAD).done()["read"], 0);
    assert_eq!((state(&one), names(&snapshots(&log))), (whole, names(&after)));
}

#[test]
fn a_directory_that_is_lost_is_had_again_from_the_newest_good_snapshot() {
    let Some(log) = Log::new("lost") else { return };
    let room = Room::new("snapshots-lost");
    let lost = room.dir.join("lost");
    let (first, second) = halves();
    let half = read_in(&log, &room, &first);
    let often = ["--thread", "all", "--standby", "--snapshot-every", "10s"];
    let worker = log.worker(&lost, &often);
    let began = Instant::now();
    while snapshots(&log).first().is_none_or(|newest| newest.about.through.0 < half) {
        assert!(began.elapsed() < PATIENCE, "no snapshot is put");
        std::thread::sleep(Duration::from_millis(200));
    }
    worker.kill();
    std::fs::remove_dir_all(&lost).unwrap();
    // A newer one is no store at all.
    let good = snapshots(&log).remove(0);
    let mut about = good.about.clone();
    about.name.number += 1_000;
    about.through.0 += 5;
    log.connect().put_snapshot(&about, &mut &b"this is no store"[..]).unwrap();

    let all = read_in(&log, &room, &second);
    let (told, said) = log.worker(&lost, &THREAD).done_telling();
    let damaged = format!("the snapshot {} of the log", about.name);
    assert!(said.contains(&damaged) && said.contains("is damaged"), "{said}");
    assert!(said.contains(&format!("the snapshot {} now", good.about.name)), "{said}");
    assert_eq!(told["read"], all - half);
    // One that never lost anything, and wants nobody's snapshot.
    let never = room.dir.join("never");
    let args = ["--thread", "all", "--standby", "--drain", "--snapshot-every", "never"];
    let (told, said) = log.worker(&never, &args).done_telling();
    assert_eq!(told["read"], all);
    assert!(!said.contains("snapshot"), "{said}");
    assert_eq!(state(&lost), state(&never));
}
