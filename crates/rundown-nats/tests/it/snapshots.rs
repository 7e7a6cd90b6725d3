//! Snapshots in the bucket of a server, and what is told of it when some of one is gone.

use std::collections::BTreeSet;

use async_nats::jetstream::{self, stream::Stream};
use futures_util::TryStreamExt as _;
use rundown_log::snapshot_laws::SNAPSHOT_LAWS;
use rundown_log::{KeptSnapshot, LogError, Position, Snapshot, SnapshotName, Snapshots};
use rundown_nats::Nats;
use tokio::io::AsyncReadExt as _;
use tokio::runtime::Runtime;

use crate::{Room, en};

/// Parts of the snapshots of these tests.
const PARTS: usize = 4;

/// The same bucket as others see it.
struct Others {
    runtime: Runtime,
    jetstream: jetstream::Context,
    bucket: String,
}

impl Others {
    fn of(room: &Room) -> Self {
        let runtime = Runtime::new().unwrap();
        let server = room.server.clone();
        let jetstream = runtime.block_on(async {
            jetstream::new(async_nats::connect(server).await.unwrap())
        });
        let bucket = format!("{}-snapshots", room.prefix);
        Self { runtime, jetstream, bucket }
    }

    fn stream(&self) -> Stream {
        let name = format!("OBJ_{}", self.bucket);
        self.runtime.block_on(self.jetstream.get_stream(name)).unwrap()
    }

    fn parts_of(&self, name: &SnapshotName) -> String {
        format!("$O.{}.C.{name}", self.bucket)
    }

    /// The names of snapshots of which there are parts.
    fn parts(&self) -> BTreeSet<String> {
        let stream = self.stream();
        let subjects = self.runtime.block_on(async {
            let subjects = stream.info_with_subjects(format!("$O.{}.C.>", self.bucket));
            let subjects = subjects.await.unwrap();
            subjects.try_collect::<Vec<(String, usize)>>().await.unwrap()
        });
        let prefix = format!("$O.{}.C.", self.bucket);
        let name = |subject: &String| subject.strip_prefix(&prefix).map(str::to_owned);
        subjects.iter().filter_map(|(subject, _)| name(subject)).collect()
    }

    /// Puts parts there that nothing is told of.
    fn publish(&self, name: &SnapshotName, parts: usize) {
        let subject = self.parts_of(name);
        self.runtime.block_on(async {
            for _ in 0..parts {
                let part = vec![7_u8; PART].into();
                let sent = self.jetstream.publish(subject.clone(), part).await.unwrap();
                sent.await.unwrap();
            }
        });
    }
}

/// Bytes of a part as it is put.
const PART: usize = 256 << 10;

fn name(number: u64, serial: u64) -> SnapshotName {
    SnapshotName { shards: en(), epoch: 1, number, serial }
}

fn put(log: &Nats, name: SnapshotName) -> KeptSnapshot {
    let about = Snapshot {
        name,
        at_ms: 1_936_000_000_000,
        made_by: "0.0.1".to_owned(),
        log: "a log".to_owned(),
        through: Position(9),
        sum: 8,
        articles: 7,
        state: 6,
        unpacked: 5,
    };
    log.put_snapshot(&about, &mut bytes().as_slice()).unwrap()
}

fn bytes() -> Vec<u8> {
    (0..=250).cycle().take((PARTS - 1) * PART + 100).collect()
}

fn read(log: &Nats, kept: &KeptSnapshot) -> Result<Vec<u8>, LogError> {
    let mut read = Vec::new();
    log.read_snapshot(kept, &mut read).map(|()| read)
}

fn listed(log: &Nats) -> Vec<KeptSnapshot> {
    log.snapshots(&en()).unwrap()
}

#[test]
fn it_keeps_to_the_laws_of_snapshots() {
    for (name, law) in SNAPSHOT_LAWS {
        let Some(room) = Room::new(&format!("snapshot-law-{name}")) else { return };
        if let Err(wrong) = law(&room.log()) {
            panic!("{name}: {wrong}");
        }
    }
}

#[test]
fn others_find_a_snapshot_as_an_object_of_a_bucket() {
    let Some(room) = Room::new("object") else { return };
    let (log, others) = (room.log(), Others::of(&room));
    let kept = put(&log, name(1, 1));
    let read = others.runtime.block_on(async {
        let bucket = others.jetstream.get_object_store(&others.bucket).await.unwrap();
        let all: Vec<_> = bucket.list().await.unwrap().try_collect().await.unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].name.as_str(), all[0].chunks), ("en_1_1_1", PARTS));
        assert_eq!(all[0].digest.as_deref(), Some(kept.checksum.as_str()));
        assert_eq!(all[0].metadata["through"], "9");
        let mut object = bucket.get("en_1_1_1").await.unwrap();
        let mut read = Vec::new();
        // It compares the checksum itself.
        object.read_to_end(&mut read).await.unwrap();
        read
    });
    assert!(read == bytes());
}

#[test]
fn a_snapshot_that_lost_a_part_is_damaged_and_counts_for_nothing() {
    let Some(room) = Room::new("part") else { return };
    let (log, others) = (room.log(), Others::of(&room));
    let (first, second, third) =
        (put(&log, name(1, 1)), put(&log, name(1, 2)), put(&log, name(1, 3)));
    let stream = others.stream();
    others.runtime.block_on(async {
        let subject = others.parts_of(&third.about.name);
        let last = stream.get_last_raw_message_by_subject(&subject).await.unwrap();
        stream.delete_message(last.sequence).await.unwrap();
    });
    let found = listed(&log);
    assert_eq!(
        found.iter().map(|one| one.is_whole).collect::<Vec<_>>(),
        [false, true, true]
    );
    let refused = read(&log, &found[0]);
    assert!(matches!(refused, Err(LogError::Damaged { .. })), "{refused:?}");
    assert_eq!(read(&log, &second).unwrap().len(), bytes().len());
    // Two whole ones stay beside the next one's way in.
    assert_eq!(log.prune_snapshots(&third.about.name, 2).unwrap(), 1);
    assert_eq!(listed(&log), [second, first]);
}

#[test]
fn a_snapshot_whose_bytes_are_others_is_damaged() {
    let Some(room) = Room::new("bytes") else { return };
    let (log, others) = (room.log(), Others::of(&room));
    let kept = put(&log, name(1, 1));
    let stream = others.stream();
    let subject = others.parts_of(&kept.about.name);
    others.runtime.block_on(async { stream.purge().filter(subject).await }).unwrap();
    others.publish(&kept.about.name, PARTS);
    let found = listed(&log);
    assert!(found[0].is_whole, "as many parts as there were");
    let refused = read(&log, &found[0]);
    assert!(matches!(refused, Err(LogError::Damaged { .. })), "{refused:?}");
}

#[test]
fn what_a_killed_holder_left_is_removed_by_the_next_one_and_no_newer_one_s() {
    let Some(room) = Room::new("left") else { return };
    let (log, others) = (room.log(), Others::of(&room));
    let first = put(&log, name(1, 1));
    others.publish(&name(1, 2), 2);
    // One with a later number is putting its own just now.
    others.publish(&name(3, 1), 2);
    assert_eq!(listed(&log), std::slice::from_ref(&first));
    assert_eq!(read(&log, &first).unwrap().len(), bytes().len());
    let second = put(&log, name(2, 1));
    assert_eq!(log.prune_snapshots(&second.about.name, 2).unwrap(), 0);
    assert_eq!(listed(&log), [second, first]);
    let left = ["en_1_1_1", "en_1_2_1", "en_1_3_1"].map(str::to_owned);
    assert_eq!(others.parts(), left.into());
}
