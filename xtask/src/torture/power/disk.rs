//! What a disk has of files, and what it may have of them once the power was cut.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;

use super::notes::Write;
use crate::torture::dice::Dice;

/// A disk writes so much at once or not at all.
const SECTOR: usize = 512;

/// Of a hundred writes that are not safe, so many are kept: by the cut, none to nearly all.
const KEPT: [usize; 4] = [0, 20, 60, 95];

/// Of a hundred that are not kept, so many are kept in part.
const TORN: usize = 20;

/// The files of a directory.
#[derive(Debug, Default)]
pub(super) struct Disk(BTreeMap<String, File>);

#[derive(Debug, Default)]
struct File {
    safe: Vec<u8>,
    /// What was written since.
    since: Vec<Change>,
    /// Its name was taken away, which is not safe yet.
    is_gone: bool,
}

#[derive(Debug, Clone)]
enum Change {
    Bytes { at: usize, bytes: Vec<u8> },
    Length(usize),
}

impl Disk {
    /// Does what was done to the files.
    pub(super) fn take(&mut self, write: &Write) {
        match write {
            Write::Bytes { file, at, bytes } => {
                let change = Change::Bytes { at: *at, bytes: bytes.clone() };
                self.living(file).since.push(change);
            }
            Write::Length { file, bytes } => {
                self.living(file).since.push(Change::Length(*bytes));
            }
            Write::Safe { file } => {
                let file = self.living(file);
                for change in std::mem::take(&mut file.since) {
                    change.apply(&mut file.safe);
                }
            }
            Write::NamesSafe => self.0.retain(|_, file| !file.is_gone),
            Write::Gone { file } => {
                if let Some(file) = self.0.get_mut(file) {
                    file.is_gone = true;
                }
            }
        }
    }

    /// The file of a name; where one went by it that is gone, a new one.
    fn living(&mut self, name: &str) -> &mut File {
        let file = self.0.entry(name.to_owned()).or_default();
        if file.is_gone {
            *file = File::default();
        }
        file
    }

    /// Cuts the power: puts what is then left into a new directory. Whether anything was
    /// lost.
    pub(super) fn cut(&self, dice: &mut Dice, dir: &Path) -> Result<bool> {
        let _ = fs::remove_dir_all(dir);
        fs::create_dir_all(dir)?;
        let kept = KEPT[dice.below(KEPT.len())];
        let mut is_lossy = false;
        for (name, file) in &self.0 {
            if file.is_gone && dice.below(2) == 0 {
                continue;
            }
            let mut left = file.safe.clone();
            for change in &file.since {
                if dice.below(100) < kept {
                    change.apply(&mut left);
                    continue;
                }
                is_lossy = true;
                if dice.below(100) < TORN {
                    change.torn(dice).apply(&mut left);
                }
            }
            fs::write(dir.join(name), left)?;
        }
        Ok(is_lossy)
    }
}

impl Change {
    fn apply(&self, file: &mut Vec<u8>) {
        match self {
            Self::Length(bytes) => file.resize(*bytes, 0),
            Self::Bytes { at, bytes } => {
                let end = at + bytes.len();
                file.resize(file.len().max(end), 0);
                if let Some(place) = file.get_mut(*at..end) {
                    place.copy_from_slice(bytes);
                }
            }
        }
    }

    /// Its first sectors.
    fn torn(&self, dice: &mut Dice) -> Self {
        let mut torn = self.clone();
        if let Self::Bytes { bytes, .. } = &mut torn {
            let sectors = dice.below(bytes.len() / SECTOR + 1);
            bytes.truncate(sectors * SECTOR);
        }
        torn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_safe_outlives_every_cut() {
        let file = || "a".to_owned();
        let bytes =
            |at, bytes: &[u8]| Write::Bytes { file: file(), at, bytes: bytes.to_vec() };
        let mut disk = Disk::default();
        for write in [bytes(0, b"old"), Write::Safe { file: file() }, bytes(0, b"new")] {
            disk.take(&write);
        }
        let dir =
            std::env::temp_dir().join(format!("rundown-disk-{}", std::process::id()));
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..40 {
            let lossy = disk.cut(&mut Dice(seed), &dir).unwrap();
            let left = fs::read(dir.join("a")).unwrap();
            assert_eq!(lossy, left == b"old", "{seed}");
            seen.insert(left);
        }
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(seen.len(), 2);
    }
}
