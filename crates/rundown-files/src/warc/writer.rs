//! Writing a web archive: what was captured, record by record, each packed by itself, so that
//! a file that was cut off holds all records before its end.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use rundown_news::limits::ARCHIVED_FILE_BYTES_MAX;
use xxhash_rust::xxh3::xxh3_128;

/// Something captured, to be kept as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveRecord {
    /// The address it came from; a name that is no address where it has none.
    pub url: String,
    /// When.
    pub at: Timestamp,
    /// What kind of thing it is, as in HTTP.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Writes archives into a folder; a new file is begun when one is long.
#[derive(Debug)]
pub struct ArchiveWriter {
    dir: PathBuf,
    /// What tells its files from those of others.
    name: String,
    files: u32,
    file: File,
    written: u64,
}

impl ArchiveWriter {
    /// Makes the folder, if it is not there, and a new file in it.
    ///
    /// # Errors
    /// When they cannot be made.
    pub fn create(dir: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(dir)?;
        let began = Timestamp::now().as_millisecond();
        let name = format!("captures-{began}-{}", std::process::id());
        let file = begin(dir, &name, 0)?;
        Ok(Self { dir: dir.to_owned(), name, files: 1, file, written: 0 })
    }

    /// Writes records, and sees to it that they are on the disk when it returns.
    ///
    /// # Errors
    /// When the disk refuses: some of them may be there.
    pub fn add(&mut self, records: &[ArchiveRecord]) -> io::Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        let mut packed = Vec::new();
        for record in records {
            let mut member = GzEncoder::new(&mut packed, Compression::fast());
            write(&mut member, record)?;
            member.finish()?;
        }
        if self.written > 0
            && self.written + packed.len() as u64 > ARCHIVED_FILE_BYTES_MAX
        {
            self.file = begin(&self.dir, &self.name, self.files)?;
            self.files += 1;
            self.written = 0;
        }
        self.file.write_all(&packed)?;
        self.written += packed.len() as u64;
        self.file.sync_data()
    }
}

/// A new file, which is there after a loss of power, too.
fn begin(dir: &Path, name: &str, number: u32) -> io::Result<File> {
    let path = dir.join(format!("{name}-{number}.warc.gz"));
    let file = OpenOptions::new().create_new(true).append(true).open(path)?;
    #[cfg(unix)]
    File::open(dir)?.sync_all()?;
    Ok(file)
}

fn write(out: &mut impl io::Write, record: &ArchiveRecord) -> io::Result<()> {
    let ArchiveRecord { url, at, content_type, bytes } = record;
    // A line of a header ends at its end.
    let line = |text: &str| text.replace(|c: char| c.is_control(), "");
    let id = xxh3_128(format!("{url} {at}").as_bytes()) ^ xxh3_128(bytes);
    write!(
        out,
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:rundown:{id:032x}>\r\n\
         WARC-Target-URI: {}\r\nWARC-Date: {at}\r\nContent-Type: {}\r\n\
         Content-Length: {}\r\n\r\n",
        line(url),
        line(content_type),
        bytes.len()
    )?;
    out.write_all(bytes)?;
    out.write_all(b"\r\n\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Archive, ArchivedPage};

    fn record(url: &str, content_type: &str, bytes: &str) -> ArchiveRecord {
        ArchiveRecord {
            url: url.to_owned(),
            at: "2031-05-14T09:40:00.123Z".parse().unwrap(),
            content_type: content_type.to_owned(),
            bytes: bytes.as_bytes().to_vec(),
        }
    }

    fn pages(dir: &Path) -> Vec<ArchivedPage> {
        let file = std::fs::read_dir(dir).unwrap().next().unwrap().unwrap();
        let archive = Archive::open(&file.path()).unwrap().expect("an archive");
        archive.flatten().collect()
    }

    #[test]
    fn what_is_written_is_read_again_and_a_cut_costs_the_last_alone() {
        let dir = std::env::temp_dir()
            .join(format!("rundown-warc-writer-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        let mut writer = ArchiveWriter::create(&dir).unwrap();
        let page = "<p>The harbor\r\n\r\nis shut.";
        writer
            .add(&[
                record("https://a.example/1", "text/html; charset=latin1", page),
                record("urn:rundown:mail", "message/rfc822", "From: a"),
            ])
            .unwrap();
        writer.add(&[record("https://a.example/2", "text/plain", "Low tide.")]).unwrap();
        let found = pages(&dir);
        let told = |page: &ArchivedPage| (page.url.clone(), page.is_plain_text);
        assert_eq!(
            found.iter().map(told).collect::<Vec<_>>(),
            [
                ("https://a.example/1".to_owned(), false),
                ("https://a.example/2".to_owned(), true)
            ]
        );
        assert_eq!(found[0].bytes, page.as_bytes());
        assert_eq!(found[0].charset.as_deref(), Some("latin1"));
        assert_eq!(found[0].at, "2031-05-14T09:40:00.123Z".parse().ok());
        let file = std::fs::read_dir(&dir).unwrap().next().unwrap().unwrap().path();
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, &bytes[..bytes.len() - 20]).unwrap();
        assert_eq!(pages(&dir).len(), 1);
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
