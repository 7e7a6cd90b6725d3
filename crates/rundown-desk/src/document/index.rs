//! A folder's own word on where its pages came from and when.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use jiff::Timestamp;
use rundown_stages::lenient_time;
use serde::Deserialize;

/// What an index says of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexLine {
    /// The address it was fetched from.
    pub url: Option<String>,
    /// When it was fetched.
    pub fetched_at: Option<Timestamp>,
    /// What is wrong with the entry, and in which line it stands, if anything is: then it
    /// cannot be told where the file came from, or when.
    pub fault: Option<IndexFault>,
}

/// Something in an index that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexFault {
    /// The line, counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// The lines of an `index.jsonl`: `{"file", "url", "fetched_at"}`, the files named
/// from the folder that holds it. Whoever saves pages can write one beside them.
#[derive(Debug, Clone, Default)]
pub struct CaptureIndex {
    lines: BTreeMap<String, (usize, IndexLine)>,
    faults: Vec<IndexFault>,
}

#[derive(Deserialize)]
struct Fields {
    file: String,
    url: Option<String>,
    fetched_at: Option<String>,
}

impl CaptureIndex {
    /// Reads an index; lines that are none are left out and named by [`Self::faults`].
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let mut index = Self::default();
        for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            if let Err(why) = index.take(at + 1, line) {
                index.faults.push(IndexFault { line: at + 1, why });
            }
        }
        index
    }

    /// Takes a line in; why not where it tells of no file.
    fn take(&mut self, number: usize, line: &[u8]) -> Result<(), String> {
        let fields: Fields = serde_json::from_slice(line).map_err(|error| {
            format!("not a line of {{\"file\", \"url\", \"fetched_at\"}}: {error}")
        })?;
        let name = name_within(&fields.file).ok_or_else(|| {
            format!("{:?} is no file of the folder that the index is in", fields.file)
        })?;
        let wrong = |why: String| IndexFault { line: number, why };
        let mut entry = IndexLine { url: None, fetched_at: None, fault: None };
        if let Some(time) = fields.fetched_at {
            entry.fetched_at = lenient_time(&time);
            if entry.fetched_at.is_none() {
                entry.fault = Some(wrong(format!("its fetched_at {time:?} is no time")));
            }
        }
        match fields.url {
            Some(url) if is_web_address(&url) => entry.url = Some(url),
            Some(url) => {
                entry.fault = Some(wrong(format!(
                    "its url {url:?} is no address that begins with http:// or https://"
                )));
            }
            None => {}
        }
        self.lines.insert(name, (number, entry));
        Ok(())
    }

    /// What it says of a file.
    #[must_use]
    pub fn line(&self, file: &Path) -> Option<IndexLine> {
        let parts: Vec<String> =
            file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        self.lines.get(&parts.join("/")).map(|(_, line)| line.clone())
    }

    /// The lines that tell of no file, in their order.
    #[must_use]
    pub fn faults(&self) -> &[IndexFault] {
        &self.faults
    }

    /// The files it tells of, each with the number of its line.
    pub fn files(&self) -> impl Iterator<Item = (&str, usize)> {
        self.lines.iter().map(|(file, (number, _))| (file.as_str(), *number))
    }
}

/// The path of a file within its folder, its parts joined by slashes; none where it leads out.
fn name_within(file: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in Path::new(file).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            _ => return None,
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn is_web_address(url: &str) -> bool {
    let known = url::Url::parse(url).ok();
    known.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_file_and_bad_lines_are_named() {
        let index = CaptureIndex::parse(
            b"{\"file\":\"./a/b.html\",\"url\":\"https://a.example/b\",\"fetched_at\":\"2031-05-06T06:30:00+01:00\"}\nnonsense\n\n{}\n{\"file\":\"../c\"}",
        );
        let line = index.line(Path::new("a/b.html")).unwrap();
        assert_eq!(line.url.as_deref(), Some("https://a.example/b"));
        assert_eq!(line.fetched_at.unwrap().to_string(), "2031-05-06T05:30:00Z");
        assert_eq!(line.fault, None);
        assert_eq!(index.line(Path::new("b.html")), None);
        let faults: Vec<usize> = index.faults().iter().map(|fault| fault.line).collect();
        assert_eq!(faults, [2, 4, 5]);
        assert_eq!(index.files().collect::<Vec<_>>(), [("a/b.html", 1)]);
    }

    #[test]
    fn an_address_or_a_time_that_is_none_is_no_entry_to_go_by() {
        let told = |entry: &str| {
            let line = format!("\n{{\"file\":\"a\",{entry}}}");
            CaptureIndex::parse(line.as_bytes()).line(Path::new("a")).unwrap()
        };
        for entry in [
            r#""url":"courier""#,
            r#""url":"javascript:alert(1)""#,
            r#""url":"https://a.example/","fetched_at":"yesterday""#,
        ] {
            let line = told(entry);
            assert_eq!(line.fault.expect(entry).line, 2);
        }
        assert_eq!(told(r#""url":"javascript:alert(1)""#).url, None);
        assert_eq!(told(r#""fetched_at":"2031-05-06 06:30""#).fault, None);
    }
}
