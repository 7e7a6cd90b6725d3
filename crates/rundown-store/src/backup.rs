//! Copies of a whole store: made while it is used, proven before they take its place.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::{StoreError, private};

/// Pages copied at a time: writers wait no longer than for these.
const PAGES_AT_ONCE: i32 = 1_024;

/// Stores that restoring keeps beside each other under names of their own; more than these are to
/// be looked through first.
const RESTORES_KEPT_MAX: u32 = 1_000;

/// What is done with a backup.
const RESTORING: &str = "put back the backup";

/// What to try where a new file could not be written.
const NAME_ANOTHER: &str = "name a file that is not there yet, on a disk with free space";

/// What to try where a file cannot be read at all.
const NAME_A_BACKUP: &str =
    "name a file that `rundown backup` wrote and that you may read";

/// What to try with a file that is damaged.
const SALVAGE_IT: &str = "if it is a database of rundown, `rundown restore --salvage FILE` takes in what can still \
     be read of it; best into a new directory, with --data DIR";

/// How long to let others write before the next pages.
const PAUSE: Duration = Duration::from_millis(2);

/// Copies the database into a new file, as it stands now. Others may read and write
/// meanwhile. The file has its name only once it is whole; there is none where `goes_on` said
/// that nobody wants it any more. Whether it is there.
pub(crate) fn back_up(
    from: &Connection,
    to: &Path,
    goes_on: &dyn Fn() -> bool,
) -> Result<bool, StoreError> {
    let wrong = |why: String| failed("write the backup", to, why, NAME_ANOTHER);
    if to.exists() {
        return Err(wrong("there is a file of that name".to_owned()));
    }
    let part = beside(to, "part");
    let _ = fs::remove_file(&part);
    private::open(&part).map_err(|error| wrong(error.to_string()))?;
    if !copy(from, &part, goes_on).map_err(|error| wrong(error.to_string()))? {
        let _ = fs::remove_file(&part);
        return Ok(false);
    }
    settle(&part, to).map_err(|error| wrong(error.to_string()))?;
    Ok(true)
}

fn copy(
    from: &Connection,
    part: &Path,
    goes_on: &dyn Fn() -> bool,
) -> rusqlite::Result<bool> {
    let mut into = Connection::open(part)?;
    // A copy of what changes begins anew with every change; what is read in a transaction
    // does not change for it.
    let standing = from.unchecked_transaction()?;
    let _: i64 =
        standing.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    let backup = Backup::new(from, &mut into)?;
    while backup.step(PAGES_AT_ONCE)? != StepResult::Done {
        if !goes_on() {
            return Ok(false);
        }
        std::thread::sleep(PAUSE);
    }
    drop(backup);
    standing.finish()?;
    // A backup is one file: no journal beside it.
    into.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(true)
}

/// Makes sure that there is a file to put back.
pub(crate) fn is_there(from: &Path) -> Result<(), StoreError> {
    let found = fs::metadata(from).and_then(|found| {
        if found.is_dir() {
            Err(std::io::ErrorKind::IsADirectory.into())
        } else {
            File::open(from)
        }
    });
    found
        .map(drop)
        .map_err(|error| failed(RESTORING, from, error.to_string(), NAME_A_BACKUP))
}

/// Puts a backup in the place of the database of a directory that nobody uses; what was
/// there is kept beside it. Gives the name it is kept under.
pub(crate) fn restore(
    from: &Path,
    database: &Path,
) -> Result<Option<PathBuf>, StoreError> {
    sound(from).map_err(|why| failed(RESTORING, from, why, SALVAGE_IT))?;
    let put = || -> std::io::Result<Option<PathBuf>> {
        let part = beside(database, "part");
        let _ = fs::remove_file(&part);
        private::open(&part)?;
        // Not the bytes of the file alone: the last of it may stand in a journal beside it.
        let whole = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)
            .and_then(|from| copy(&from, &part, &|| true));
        whole.map_err(|error| std::io::Error::other(error.to_string()))?;
        let kept = move_aside(database)?;
        remove_journals(database);
        settle(&part, database)?;
        Ok(kept)
    };
    let hint =
        "look at the data directory: it has to be yours, on a disk with free space";
    put().map_err(|error| failed(RESTORING, from, error.to_string(), hint))
}

/// Gives the database of a directory, if there is one, a name that nothing has; what an earlier
/// restore kept stays. What stands in its journal alone goes with it.
fn move_aside(database: &Path) -> std::io::Result<Option<PathBuf>> {
    if !database.try_exists()? {
        return Ok(None);
    }
    let names = std::iter::once("before-restore".to_owned())
        .chain((2..=RESTORES_KEPT_MAX).map(|number| format!("before-restore-{number}")));
    for name in names {
        let kept = beside(database, &name);
        if !kept.try_exists()? && !journal_of(&kept, "-wal").try_exists()? {
            fs::rename(database, &kept)?;
            let journal = journal_of(database, "-wal");
            if journal.try_exists()? {
                fs::rename(journal, journal_of(&kept, "-wal"))?;
            }
            return Ok(Some(kept));
        }
    }
    Err(std::io::Error::other(format!(
        "{RESTORES_KEPT_MAX} stores are kept beside it from earlier restores already"
    )))
}

/// Makes a copy the database of a directory that has none; it is there no longer then.
pub(crate) fn move_in(from: &Path, database: &Path) -> Result<(), StoreError> {
    let hint = "name a directory that holds no store, and a copy that is whole";
    let wrong = |why: String| failed("make a store of the copy", from, why, hint);
    if database.exists() {
        return Err(wrong("there is a store already".to_owned()));
    }
    sound(from).map_err(wrong)?;
    remove_journals(database);
    settle(from, database).map_err(|error| wrong(error.to_string()))
}

/// Journals that another file of this name left would be taken for this one's.
fn remove_journals(database: &Path) {
    for journal in ["-wal", "-shm"] {
        let _ = fs::remove_file(journal_of(database, journal));
    }
}

/// The name of what `SQLite` keeps beside a database.
fn journal_of(database: &Path, end: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Whether a file is a sound store; why not where it is none.
fn sound(file: &Path) -> Result<(), String> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let sound = Connection::open_with_flags(file, flags).and_then(|backup| {
        let said: String =
            backup.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let tables = "SELECT count(*) FROM sqlite_master WHERE name = 'revision'";
        Ok(said == "ok" && backup.query_row(tables, [], |row| row.get::<_, i64>(0))? == 1)
    });
    match sound {
        Ok(true) => Ok(()),
        Ok(false) => Err("it is not a sound store".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Gives a finished file its name, for good.
fn settle(part: &Path, to: &Path) -> std::io::Result<()> {
    File::open(part)?.sync_all()?;
    fs::rename(part, to)?;
    match to.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

/// The name of a file with a word behind it.
pub(crate) fn beside(file: &Path, word: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(word);
    name.into()
}

fn failed(
    doing: &'static str,
    file: &Path,
    why: String,
    hint: &'static str,
) -> StoreError {
    StoreError::Backup { doing, file: file.to_owned(), why, hint }
}
