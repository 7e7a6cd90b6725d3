//! Copies of the store beside the log, for when the store is lost with its machine.
//!
//! A snapshot is the file of `rundown backup`, packed. It is made from a copy that stands
//! still, so that what is told of it (the place in the log, the articles, the state hash) is
//! true of its bytes. Whoever begins without a store takes the newest one that proves to be
//! what was put, and goes on from its place in the log as if it had never been lost.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rundown_log::{
    KeptSnapshot, Log, LogError, Position, Shards, Snapshot, SnapshotName, Snapshots,
};
use rundown_news::limits::{SNAPSHOT_BYTES_MAX, SNAPSHOTS_KEPT};
use rundown_store::{SqlStore, Store, StoreError, private_file};
use zstd::stream::read::Encoder;
use zstd::stream::write::Decoder;

use super::following::name_of;
use crate::{Desk, DeskError};

/// The folder in the data directory where a copy lies while it is made or taken.
const FOLDER: &str = "snapshot";

/// Most of a store is packed already; higher levels gain next to nothing.
const ZSTD_LEVEL: i32 = 3;

/// The version of the program, which knows what its own state hash means.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Desk {
    /// Puts a snapshot of the store of a data directory, and lets go of old ones. None where
    /// `goes_on` ended it on the way.
    ///
    /// # Errors
    /// When the store cannot be copied, or the place of snapshots fails.
    pub fn put_snapshot(
        &self,
        dir: &Path,
        log: &dyn Log,
        place: &dyn Snapshots,
        name: SnapshotName,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Option<KeptSnapshot>, DeskError> {
        let folder = Folder::make(dir)?;
        let copy = SqlStore::file_in(&folder.0);
        if !self.store.back_up_while(&copy, goes_on)? || !goes_on() {
            return Ok(None);
        }
        let about = self.told_of_copy(&folder, log, name)?;
        let unreadable = |error: io::Error| unusable("read the copy", &copy, &error);
        let file = File::open(&copy).map_err(unreadable)?;
        let guarded = Guarded { file, goes_on };
        let mut packed = Encoder::new(guarded, ZSTD_LEVEL).map_err(unreadable)?;
        // The state hash does not tell of every byte.
        packed.include_checksum(true).map_err(unreadable)?;
        let kept = match place.put_snapshot(&about, &mut packed) {
            Ok(kept) => kept,
            Err(_) if !goes_on() => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        place.prune_snapshots(&about.name, SNAPSHOTS_KEPT)?;
        Ok(Some(kept))
    }

    /// What is true of a copy.
    fn told_of_copy(
        &self,
        folder: &Folder,
        log: &dyn Log,
        name: SnapshotName,
    ) -> Result<Snapshot, DeskError> {
        let identity = log.identity()?;
        let store = SqlStore::reading(&folder.0)?;
        let mark = store.mark(&name_of(&identity, &name.shards))?.unwrap_or_default();
        let (articles, state) = (store.counts()?.articles, store.state_hash()?);
        // Only what nobody has open is one file.
        drop(store);
        let copy = SqlStore::file_in(&folder.0);
        let length = fs::metadata(&copy).map(|found| found.len());
        let unpacked =
            length.map_err(|error| unusable("look at the copy", &copy, &error))?;
        if unpacked > SNAPSHOT_BYTES_MAX {
            let why = format!("its {unpacked} bytes are more than {SNAPSHOT_BYTES_MAX}");
            return Err(unusable("make a snapshot of", &copy, &io::Error::other(why)));
        }
        Ok(Snapshot {
            name,
            at_ms: self.now().as_millisecond(),
            made_by: VERSION.to_owned(),
            log: identity,
            through: Position(mark.records),
            sum: mark.sum,
            articles,
            state,
            unpacked,
        })
    }

    /// Whether anything was written to the store since this was asked last; the first time it
    /// counts as written.
    ///
    /// # Errors
    /// When the store fails.
    pub fn was_written(&self) -> Result<bool, DeskError> {
        Ok(self.store.changed(std::time::Duration::ZERO)?)
    }
}

/// What became of looking for a snapshot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenSnapshot {
    /// The one that is the store now, if any.
    pub taken: Option<KeptSnapshot>,
    /// Newer ones that proved to be damaged, or could not be had.
    pub passed_over: Vec<SnapshotName>,
}

/// Makes the newest good snapshot of some shards the store of a data directory that has none.
/// None where the directory has a store, or where there is no good snapshot; what is damaged is
/// told in the log.
///
/// # Errors
/// When snapshots cannot be reached, the directory cannot be written, or a newer version of the
/// program made the snapshot: then another try may do better than a store that begins with
/// nothing.
pub fn take_snapshot(
    dir: &Path,
    place: &dyn Snapshots,
    shards: &Shards,
) -> Result<TakenSnapshot, DeskError> {
    let mut done = TakenSnapshot::default();
    if SqlStore::file_in(dir).exists() {
        return Ok(done);
    }
    let mut unreached = None;
    for kept in place.snapshots(shards)? {
        match take(dir, place, &kept) {
            Ok(()) => {
                done.taken = Some(kept);
                return Ok(done);
            }
            Err(DeskError::Log(error)) => {
                tracing::warn!(why = %error, "a snapshot is passed over");
                done.passed_over.push(kept.about.name);
                if !matches!(error, LogError::Damaged { .. }) {
                    unreached = Some(error);
                }
            }
            Err(error) => return Err(error),
        }
    }
    unreached.map_or(Ok(done), |error| Err(error.into()))
}

/// Makes one snapshot the store of a directory.
fn take(dir: &Path, place: &dyn Snapshots, kept: &KeptSnapshot) -> Result<(), DeskError> {
    let about = &kept.about;
    if about.unpacked > SNAPSHOT_BYTES_MAX {
        return Err(damaged(about, "it is said to be larger than any"));
    }
    let folder = Folder::make(dir)?;
    let copy = SqlStore::file_in(&folder.0);
    unpack(place, kept, &copy)?;
    prove(&folder, about)?;
    match SqlStore::move_in(dir, &copy) {
        Err(StoreError::Backup { why, .. }) => Err(damaged(about, &why)),
        moved => Ok(moved?),
    }
}

/// Writes a snapshot into a file, as it was before it was packed.
fn unpack(
    place: &dyn Snapshots,
    kept: &KeptSnapshot,
    copy: &Path,
) -> Result<(), DeskError> {
    let about = &kept.about;
    let unwritable = |error: io::Error| unusable("write", copy, &error);
    let file = private_file(copy).map_err(unwritable)?;
    let bounded = Bounded { file, left: about.unpacked, failed: None };
    let mut into = Decoder::new(bounded).map_err(unwritable)?;
    let read = place.read_snapshot(kept, &mut into);
    let flushed = into.flush();
    let Bounded { file, left, failed } = into.into_inner();
    if let Some(error) = failed {
        return Err(unwritable(error));
    }
    match read {
        // What this side refused was no packed store, or a longer one.
        Err(LogError::Snapshot { why, .. }) => return Err(damaged(about, &why)),
        read => read?,
    }
    if let Err(error) = flushed {
        return Err(damaged(about, &error.to_string()));
    }
    if left > 0 {
        return Err(damaged(about, "it is shorter than it was"));
    }
    file.sync_all().map_err(unwritable)
}

/// Whether a copy is what was told of it. What another version made is proven by its bytes
/// alone: their state hash may mean something else there.
fn prove(folder: &Folder, about: &Snapshot) -> Result<(), DeskError> {
    let store = match SqlStore::reading(&folder.0) {
        Ok(store) => store,
        Err(StoreError::Newer { found, known, .. }) if found < known => return Ok(()),
        Err(error @ StoreError::Newer { .. }) => return Err(error.into()),
        Err(error) => return Err(damaged(about, &error.to_string())),
    };
    let holds = || {
        let counts = store.counts()?;
        Ok::<_, StoreError>((counts.articles, store.state_hash()?))
    };
    let held = holds().map_err(|error| damaged(about, &error.to_string()))?;
    if about.made_by != VERSION || held == (about.articles, about.state) {
        return Ok(());
    }
    let (articles, state) = held;
    let why = format!(
        "it holds {articles} articles with the state hash {state:032x}, and held {} with {:032x}",
        about.articles, about.state
    );
    Err(damaged(about, &why))
}

fn damaged(about: &Snapshot, why: &str) -> DeskError {
    let (log, name) = (about.log.clone(), about.name.to_string());
    DeskError::Log(LogError::Damaged { log, name, why: why.to_owned() })
}

fn unusable(doing: &'static str, file: &Path, error: &io::Error) -> DeskError {
    let (file, why) = (file.to_owned(), error.to_string());
    let hint =
        "look at the data directory: it has to be yours, on a disk with free space";
    DeskError::Store(StoreError::Backup { doing, file, why, hint })
}

/// A folder of the data directory that goes with what is done in it.
struct Folder(PathBuf);

impl Folder {
    /// Makes it anew: what is there was left by a process that was killed.
    fn make(dir: &Path) -> Result<Self, DeskError> {
        let folder = dir.join(FOLDER);
        let _ = fs::remove_dir_all(&folder);
        let made = fs::create_dir_all(&folder);
        made.map_err(|error| unusable("make the folder", &folder, &error))?;
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What is read as long as the work goes on.
struct Guarded<'a> {
    file: File,
    goes_on: &'a dyn Fn() -> bool,
}

impl Read for Guarded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // Asked at the end, too: what is whole then is told of.
        if (self.goes_on)() {
            return self.file.read(into);
        }
        Err(io::Error::other("the work is over"))
    }
}

/// A file that takes no more bytes than it is to have.
struct Bounded {
    file: File,
    left: u64,
    /// Why the file took no more.
    failed: Option<io::Error>,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() as u64 > self.left {
            return Err(io::Error::other("it is longer than it was"));
        }
        match self.file.write(bytes) {
            Ok(written) => {
                self.left -= written as u64;
                Ok(written)
            }
            Err(error) => {
                let why = io::Error::new(error.kind(), error.to_string());
                self.failed = Some(error);
                Err(why)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
