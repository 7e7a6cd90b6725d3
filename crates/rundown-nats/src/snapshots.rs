//! Snapshots as objects of a bucket, in the form of the client's own object store: what
//! works on such buckets (`nats object ls`) works on this one.
//!
//! They are put there by code of ours, since the client names the parts of an object by
//! chance. Here they bear the name of the snapshot, which tells whose they are: what a holder
//! that was killed left of one is known and removed by the next one, and what a holder that
//! was overtaken removes is never the next one's.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, Read, Write};

use async_nats::datetime;
use async_nats::jetstream::object_store::{ObjectInfo, ObjectOptions};
use async_nats::jetstream::stream::{self, LastRawMessageErrorKind, Stream};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE;
use futures_util::TryStreamExt as _;
use ring::digest::{Context, SHA256};
use rundown_log::{
    KeptSnapshot, LogError, Position, Shards, Snapshot, SnapshotName, Snapshots, outdated,
};
use tokio::time::Instant;

use crate::Nats;
use crate::cursor::Cursor;
use crate::server::{ANSWER_WITHIN, Outgoing};

/// Bytes of a part, of which one is on its way at a time: what came late would stand out of
/// its place.
const PART_BYTES: usize = 256 << 10;

/// Bytes of an entry beside its body.
const BESIDE_BYTES: usize = 512;

/// Parts that are read at a time.
const PARTS_AT_ONCE: usize = 16;

/// How often parts that do not come are asked for again.
const TRIES: usize = 6;

const LOOKING: &str = "looking at its snapshots";
const PUTTING: &str = "putting a snapshot";
const READING: &str = "reading a snapshot";
const PRUNING: &str = "removing old snapshots";

/// What stands in the bucket.
#[derive(Default)]
struct Found {
    /// The names of snapshots that are told of.
    told: Vec<SnapshotName>,
    /// How many parts there are of each.
    parts: BTreeMap<SnapshotName, usize>,
}

impl Nats {
    fn snapshots_bucket(&self) -> String {
        format!("{}-snapshots", self.address.prefix)
    }

    /// The stream that is the bucket.
    fn bucket(&self) -> Result<Stream, LogError> {
        let bucket = self.snapshots_bucket();
        self.stream(stream::Config {
            name: format!("OBJ_{bucket}"),
            subjects: vec![format!("$O.{bucket}.C.>"), format!("$O.{bucket}.M.>")],
            allow_rollup: true,
            allow_direct: true,
            ..self.stream_config("snapshots")
        })
    }

    /// The subject of the parts of a snapshot.
    fn parts_of(&self, name: &SnapshotName) -> String {
        format!("$O.{}.C.{name}", self.snapshots_bucket())
    }

    /// The subject of what is told of a snapshot.
    fn told_of(&self, name: &SnapshotName) -> String {
        let encoded = URL_SAFE.encode(name.to_string());
        format!("$O.{}.M.{encoded}", self.snapshots_bucket())
    }

    fn found(&self, bucket: &Stream, shards: &Shards) -> Result<Found, LogError> {
        let stream = bucket.clone();
        let all = format!("$O.{}.>", self.snapshots_bucket());
        let subjects = self.wait(async move {
            let subjects = stream.info_with_subjects(all).await;
            let subjects = subjects.map_err(|error| error.to_string())?;
            let subjects = subjects.try_collect::<Vec<(String, usize)>>().await;
            subjects.map_err(|error| error.to_string())
        });
        let subjects = subjects.map_err(|why| self.refused(LOOKING, why))?;
        let prefix = format!("$O.{}.", self.snapshots_bucket());
        let mut found = Found::default();
        for (subject, count) in subjects {
            let Some(rest) = subject.strip_prefix(&prefix) else { continue };
            let of_shards = |name: &str| {
                let name = name.parse::<SnapshotName>().ok()?;
                (name.shards == *shards).then_some(name)
            };
            if let Some(name) = rest.strip_prefix("C.").and_then(of_shards) {
                found.parts.insert(name, count);
            } else if let Some(encoded) = rest.strip_prefix("M.") {
                let name = URL_SAFE.decode(encoded).ok();
                let name = name.and_then(|name| String::from_utf8(name).ok());
                found.told.extend(name.as_deref().and_then(of_shards));
            }
        }
        found.told.sort_by(|a, b| b.cmp(a));
        Ok(found)
    }

    /// What is told of a snapshot; none where it went meanwhile, or is told otherwise.
    fn told(
        &self,
        bucket: &Stream,
        name: &SnapshotName,
        parts: usize,
    ) -> Result<Option<KeptSnapshot>, LogError> {
        let (stream, subject) = (bucket.clone(), self.told_of(name));
        let told = self.wait(async move {
            match stream.get_last_raw_message_by_subject(&subject).await {
                Ok(message) => Ok(Some(message.payload)),
                Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => {
                    Ok(None)
                }
                Err(error) => Err(error.to_string()),
            }
        });
        let told = told.map_err(|why: String| self.refused(LOOKING, why))?;
        let Some(told) = told else { return Ok(None) };
        let info = serde_json::from_slice::<ObjectInfo>(&told);
        let kept = info.ok().and_then(|info| kept(name, &info, parts));
        if kept.is_none() {
            tracing::warn!(%name, "it is not known what is told of this snapshot: left out");
        }
        Ok(kept)
    }

    fn put_parts(
        &self,
        name: &SnapshotName,
        bytes: &mut dyn Read,
    ) -> Result<Parts, LogError> {
        let most = PART_BYTES.min(self.most_bytes().saturating_sub(BESIDE_BYTES));
        let (mut sum, mut size, mut count) = (Context::new(&SHA256), 0, 0);
        loop {
            let part = some(bytes, most).map_err(|error| LogError::Snapshot {
                doing: "read",
                name: name.to_string(),
                why: error.to_string(),
            })?;
            if part.is_empty() {
                return Ok(Parts { count, size, checksum: written(sum) });
            }
            sum.update(&part);
            (size, count) = (size + part.len(), count + 1);
            let (subject, key) = (self.parts_of(name), format!("{name}:{count}"));
            self.publish(PUTTING, vec![Outgoing { subject, key, body: part }])?;
        }
    }

    fn tell(&self, about: &Snapshot, parts: &Parts) -> Result<(), LogError> {
        let name = about.name.to_string();
        let info = ObjectInfo {
            description: Some(format!("what was read through entry {}", about.through.0)),
            metadata: metadata(about),
            headers: None,
            options: Some(ObjectOptions { link: None, max_chunk_size: Some(PART_BYTES) }),
            bucket: self.snapshots_bucket(),
            nuid: name.clone(),
            size: parts.size,
            chunks: parts.count,
            modified: datetime::from_nanos(i128::from(about.at_ms) * 1_000_000).ok(),
            digest: Some(parts.checksum.clone()),
            deleted: false,
            name,
        };
        let body = serde_json::to_vec(&info).expect("it is text and numbers");
        let (subject, key) = (self.told_of(&about.name), format!("{}:told", about.name));
        self.publish(PUTTING, vec![Outgoing { subject, key, body }]).map(drop)
    }

    /// Takes away what stands under a subject.
    fn purge(&self, bucket: &Stream, subject: String) -> Result<(), LogError> {
        let stream = bucket.clone();
        let purged = self.wait(async move { stream.purge().filter(subject).await });
        purged.map(drop).map_err(|error| self.refused(PRUNING, error.to_string()))
    }

    /// What is told of it first: without its parts it would count as damaged.
    fn remove(&self, bucket: &Stream, name: &SnapshotName) -> Result<(), LogError> {
        self.purge(bucket, self.told_of(name))?;
        self.purge(bucket, self.parts_of(name))
    }

    fn damaged(&self, name: &SnapshotName, why: &str) -> LogError {
        let (log, name) = (self.address.to_string(), name.to_string());
        LogError::Damaged { log, name, why: why.to_owned() }
    }
}

/// What was put of a snapshot.
struct Parts {
    count: usize,
    size: usize,
    checksum: String,
}

impl Snapshots for Nats {
    fn put_snapshot(
        &self,
        about: &Snapshot,
        bytes: &mut dyn Read,
    ) -> Result<KeptSnapshot, LogError> {
        let bucket = self.bucket()?;
        let put = self.put_parts(&about.name, bytes);
        let put = put.and_then(|parts| self.tell(about, &parts).map(|()| parts));
        match put {
            Ok(Parts { size, checksum, .. }) => Ok(KeptSnapshot {
                about: about.clone(),
                bytes: size as u64,
                checksum,
                is_whole: true,
            }),
            Err(error) => {
                // What cannot be removed now is by whoever prunes next.
                let _ = self.remove(&bucket, &about.name);
                Err(error)
            }
        }
    }

    fn snapshots(&self, shards: &Shards) -> Result<Vec<KeptSnapshot>, LogError> {
        let bucket = self.bucket()?;
        let found = self.found(&bucket, shards)?;
        let parts = |name: &SnapshotName| found.parts.get(name).copied().unwrap_or(0);
        let all = found.told.iter().map(|name| self.told(&bucket, name, parts(name)));
        Ok(all.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    fn read_snapshot(
        &self,
        kept: &KeptSnapshot,
        into: &mut dyn Write,
    ) -> Result<(), LogError> {
        let name = &kept.about.name;
        if !kept.is_whole {
            return Err(self.damaged(name, "parts of it are missing"));
        }
        let mut coming = Coming {
            log: self,
            bucket: self.bucket()?,
            subject: self.parts_of(name),
            at: Position::START,
            cursor: None,
        };
        let (mut sum, mut size) = (Context::new(&SHA256), 0);
        while size < kept.bytes {
            for part in coming.some()? {
                sum.update(&part);
                size += part.len() as u64;
                if size > kept.bytes {
                    return Err(self.damaged(name, "it is longer than it was"));
                }
                into.write_all(&part).map_err(|error| LogError::Snapshot {
                    doing: "write",
                    name: name.to_string(),
                    why: error.to_string(),
                })?;
            }
        }
        if written(sum) == kept.checksum {
            return Ok(());
        }
        Err(self.damaged(name, "its checksum is not that of its bytes"))
    }

    fn prune_snapshots(
        &self,
        through: &SnapshotName,
        keep: usize,
    ) -> Result<usize, LogError> {
        let bucket = self.bucket()?;
        let all = self.snapshots(&through.shards)?;
        let old = outdated(all, through, keep);
        for name in &old {
            self.remove(&bucket, name)?;
        }
        let Found { told, parts } = self.found(&bucket, &through.shards)?;
        let is_cut_off = |name: &&SnapshotName| *name <= through && !told.contains(*name);
        for name in parts.keys().filter(is_cut_off) {
            self.purge(&bucket, self.parts_of(name))?;
        }
        Ok(old.len())
    }
}

/// The parts of a snapshot, as they come.
struct Coming<'n> {
    log: &'n Nats,
    bucket: Stream,
    subject: String,
    at: Position,
    cursor: Option<Cursor>,
}

impl Coming<'_> {
    /// At least one more.
    fn some(&mut self) -> Result<Vec<Vec<u8>>, LogError> {
        let mut why = "nothing comes".to_owned();
        for _ in 0..TRIES {
            let (bucket, subject, at) =
                (self.bucket.clone(), self.subject.clone(), self.at);
            let cursor = self.cursor.take();
            let read = self.log.wait(async move {
                let mut cursor = match cursor {
                    Some(cursor) => cursor,
                    None => Cursor::at(&bucket, subject, at).await?,
                };
                let within = Instant::now() + ANSWER_WITHIN;
                let some = cursor.some(PARTS_AT_ONCE, within).await?;
                Ok::<_, String>((some, cursor))
            });
            match read {
                Ok((some, cursor)) => {
                    if let Some(last) = some.last() {
                        (self.at, self.cursor) = (last.position, Some(cursor));
                        return Ok(some.into_iter().map(|part| part.body).collect());
                    }
                }
                Err(wrong) => why = wrong,
            }
        }
        let log = self.log.address.to_string();
        Err(LogError::Unreachable { log, doing: READING, why })
    }
}

/// As many bytes as there are, up to so many.
fn some(from: &mut dyn Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(most);
    from.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A sum as buckets write it.
fn written(sum: Context) -> String {
    format!("SHA-256={}", URL_SAFE.encode(sum.finish()))
}

fn metadata(about: &Snapshot) -> HashMap<String, String> {
    let told = [
        ("shard", about.name.shards.to_string()),
        ("number", about.name.number.to_string()),
        ("at-ms", about.at_ms.to_string()),
        ("made-by", about.made_by.clone()),
        ("log", about.log.clone()),
        ("through", about.through.0.to_string()),
        ("sum", format!("{:016x}", about.sum)),
        ("articles", about.articles.to_string()),
        ("state", format!("{:032x}", about.state)),
        ("unpacked", about.unpacked.to_string()),
    ];
    told.map(|(key, value)| (key.to_owned(), value)).into()
}

fn kept(name: &SnapshotName, info: &ObjectInfo, parts: usize) -> Option<KeptSnapshot> {
    let told = |key: &str| info.metadata.get(key);
    let about = Snapshot {
        name: name.clone(),
        at_ms: told("at-ms")?.parse().ok()?,
        made_by: told("made-by")?.clone(),
        log: told("log")?.clone(),
        through: Position(told("through")?.parse().ok()?),
        sum: u64::from_str_radix(told("sum")?, 16).ok()?,
        articles: told("articles")?.parse().ok()?,
        state: u128::from_str_radix(told("state")?, 16).ok()?,
        unpacked: told("unpacked")?.parse().ok()?,
    };
    let (bytes, checksum) = (info.size as u64, info.digest.clone()?);
    Some(KeptSnapshot { about, bytes, checksum, is_whole: info.chunks == parts })
}
