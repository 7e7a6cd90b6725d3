//! Files and folders: sorted, bounded, and what cannot be read is named.

use std::fs::{self, File, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rundown_news::limits::INGEST_FILES_MAX;

use crate::inflate::{InflateProblem, gunzip, unzstd};

/// A file of a walk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it lies, beginning with the path that was given.
    pub path: PathBuf,
    /// When it was last changed, if the system knows.
    pub changed_at: Option<Timestamp>,
    /// How long it is.
    pub bytes: u64,
}

/// A file or folder that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("could not read {}: {why}", .path.display())]
pub struct FileProblem {
    path: PathBuf,
    why: String,
}

impl FileProblem {
    pub(crate) fn new(path: &Path, why: String) -> Self {
        Self { path: path.to_owned(), why }
    }

    /// Which file or folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The reason alone, without the path.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// Finds the files of folders, each folder sorted by name; a path that is a file gives
/// itself.
///
/// Names that begin with a dot are passed over, unless they are given. A link is followed
/// when it is given, or when it leads to a file under the folder that was given; links to
/// folders never are, so the walk ends. After [`INGEST_FILES_MAX`] files it ends with a
/// problem that says so.
pub fn walk(paths: &[PathBuf]) -> impl Iterator<Item = Result<FoundFile, FileProblem>> {
    Walk {
        // Taken from the back.
        ahead: paths.iter().rev().map(|path| Ahead::Given(path.clone())).collect(),
        root: PathBuf::new(),
        files_left: INGEST_FILES_MAX,
    }
}

struct Walk {
    ahead: Vec<Ahead>,
    /// The folder that was given, all links resolved.
    root: PathBuf,
    files_left: usize,
}

enum Ahead {
    Given(PathBuf),
    Found(PathBuf),
}

impl Iterator for Walk {
    type Item = Result<FoundFile, FileProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(ahead) = self.ahead.pop() {
            let (path, step) = match ahead {
                Ahead::Given(path) => {
                    let step = self.given(&path);
                    (path, step)
                }
                Ahead::Found(path) => {
                    let step = self.found(&path);
                    (path, step)
                }
            };
            match step {
                Ok(None) => {}
                Err(why) => return Some(Err(FileProblem::new(&path, why.to_string()))),
                Ok(Some(_)) if self.files_left == 0 => {
                    self.ahead.clear();
                    let why = format!(
                        "more than {INGEST_FILES_MAX} files; the rest is left out"
                    );
                    return Some(Err(FileProblem::new(&path, why)));
                }
                Ok(Some(metadata)) => {
                    self.files_left -= 1;
                    let changed_at = metadata.modified().ok();
                    let changed_at =
                        changed_at.and_then(|at| Timestamp::try_from(at).ok());
                    let bytes = metadata.len();
                    return Some(Ok(FoundFile { path, changed_at, bytes }));
                }
            }
        }
        None
    }
}

impl Walk {
    /// What the user names is read whatever it is: a pipe, a link, a hidden file.
    fn given(&mut self, path: &Path) -> io::Result<Option<Metadata>> {
        let metadata = fs::metadata(path)?;
        if !metadata.is_dir() {
            return Ok(Some(metadata));
        }
        self.root = fs::canonicalize(path)?;
        self.enter(path)?;
        Ok(None)
    }

    fn found(&mut self, path: &Path) -> io::Result<Option<Metadata>> {
        let metadata = fs::symlink_metadata(path)?;
        if metadata.is_dir() {
            self.enter(path)?;
            return Ok(None);
        }
        if metadata.is_file() {
            return Ok(Some(metadata));
        }
        if !metadata.is_symlink() {
            return Err(io::Error::other("not a regular file"));
        }
        let metadata = fs::metadata(path)?;
        if metadata.is_dir() {
            return Ok(None);
        }
        if !metadata.is_file() || !fs::canonicalize(path)?.starts_with(&self.root) {
            return Err(io::Error::other("a link that leads out of the folder"));
        }
        Ok(Some(metadata))
    }

    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder)?.take(INGEST_FILES_MAX) {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default();
            if !name.as_encoded_bytes().starts_with(b".") {
                inside.push(path);
            }
        }
        inside.sort_unstable_by(|one, other| other.cmp(one));
        self.ahead.extend(inside.into_iter().map(Ahead::Found));
        Ok(())
    }
}

/// Reads a file; gzip and zstd, told by their first bytes, are unpacked.
///
/// # Errors
/// When it cannot be read, is damaged, is larger than `bytes_max`, unpacked or not, or
/// unpacks to absurdly more than it is.
pub fn read_file(path: &Path, bytes_max: usize) -> Result<Vec<u8>, FileProblem> {
    read(path, bytes_max).map_err(|why| FileProblem::new(path, why))
}

fn read(path: &Path, bytes_max: usize) -> Result<Vec<u8>, String> {
    let in_words = |error: io::Error| error.to_string();
    let unpacked = |error: InflateProblem| error.to_string();
    let mut file = File::open(path).map_err(in_words)?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err("it is a folder".to_owned());
    }
    let mut magic = Vec::with_capacity(4);
    file.by_ref().take(4).read_to_end(&mut magic).map_err(in_words)?;
    let (gzip, zstd) = (magic.starts_with(b"\x1f\x8b\x08"), magic == b"\x28\xb5\x2f\xfd");
    let packed = BufReader::new(Cursor::new(magic).chain(file));
    match (gzip, zstd) {
        (true, _) => gunzip(packed, bytes_max).map_err(unpacked),
        (_, true) => unzstd(packed, bytes_max).map_err(unpacked),
        _ => read_plain(packed, bytes_max),
    }
}

fn read_plain(file: impl BufRead, bytes_max: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let one_more = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
    file.take(one_more).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() > bytes_max {
        return Err(format!("it is larger than {bytes_max} bytes"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for one test, gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let name = format!("rundown-fetch-{name}-{}", std::process::id());
            let path = std::env::temp_dir().join(name);
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
            path
        }

        /// The names a walk finds, problems as `name!`.
        fn walked(&self) -> Vec<String> {
            let name = |path: &Path| {
                path.strip_prefix(&self.0).unwrap().to_string_lossy().into_owned()
            };
            walk(std::slice::from_ref(&self.0))
                .map(|file| match file {
                    Ok(file) => name(&file.path),
                    Err(problem) => name(problem.path()) + "!",
                })
                .collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn files_come_sorted_without_hidden_ones() {
        let folder = Folder::new("sorted");
        for name in
            ["b.html", "a/2.html", "a/10.html", ".git/config", "a/.hidden", "c/d/e.txt"]
        {
            folder.write(name, b"x");
        }
        assert_eq!(folder.walked(), ["a/10.html", "a/2.html", "b.html", "c/d/e.txt"]);
    }

    #[test]
    fn what_is_given_is_taken_in_its_order_and_the_missing_named() {
        let folder = Folder::new("given");
        let (b, a) = (folder.write("b", b"x"), folder.write(".a", b"x"));
        let missing = folder.0.join("missing");
        let found: Vec<_> = walk(&[b.clone(), missing.clone(), a.clone()]).collect();
        assert_eq!(found[0].as_ref().unwrap().path, b);
        assert!(found[0].as_ref().unwrap().changed_at.is_some());
        let problem = found[1].as_ref().unwrap_err();
        assert_eq!(problem.path(), missing);
        assert!(problem.to_string().contains("missing: "), "{problem}");
        assert_eq!(found[2].as_ref().unwrap().path, a);
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_neither_in_circles_nor_out_of_the_folder() {
        use std::os::unix::fs::symlink;
        let (folder, outside) = (Folder::new("links"), Folder::new("outside"));
        folder.write("a/page.html", b"x");
        let secret = outside.write("secret", b"x");
        symlink(&folder.0, folder.0.join("a/circle")).unwrap();
        symlink(folder.0.join("a/page.html"), folder.0.join("link.html")).unwrap();
        symlink(secret, folder.0.join("out.html")).unwrap();
        symlink("nowhere", folder.0.join("broken")).unwrap();
        assert_eq!(folder.walked(), ["a/page.html", "broken!", "link.html", "out.html!"]);
    }

    #[test]
    fn packed_files_are_told_by_their_bytes() {
        use std::io::Write;
        let folder = Folder::new("packed");
        let text = b"{\"id\":1}\n";
        let mut packed =
            flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text).unwrap();
        let gz = folder.write("lines", &packed.finish().unwrap());
        let zst = folder.write("lines.zst", &zstd::encode_all(&text[..], 0).unwrap());
        let plain = folder.write("lines.gz", text);
        for path in [gz, zst, plain] {
            assert_eq!(read_file(&path, usize::MAX).unwrap(), text, "{}", path.display());
            assert_eq!(read_file(&path, text.len()).unwrap(), text);
            let problem = read_file(&path, text.len() - 1).unwrap_err().to_string();
            assert!(
                problem.contains("more than 8 bytes")
                    || problem.contains("larger than 8 bytes")
            );
        }
        assert_eq!(read_file(&folder.write("empty", b""), 10).unwrap(), b"");
        assert!(read_file(&folder.0, 10).unwrap_err().why().contains("folder"));
    }
}
