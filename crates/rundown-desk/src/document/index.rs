//! A folder's own word on where its pages came from and when.

use std::collections::BTreeMap;
use std::path::Path;

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
}

/// The lines of an `index.jsonl`: `{"file", "url", "fetched_at"}`, the files named
/// from the folder that holds it. Whoever saves pages can write one beside them.
#[derive(Debug, Clone, Default)]
pub struct CaptureIndex(BTreeMap<String, IndexLine>);

#[derive(Deserialize)]
struct Fields {
    file: String,
    url: Option<String>,
    fetched_at: Option<String>,
}

impl CaptureIndex {
    /// Reads an index; lines that are none are left out.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Self {
        let lines = bytes.split(|byte| *byte == b'\n');
        let fields = lines.filter_map(|line| serde_json::from_slice::<Fields>(line).ok());
        let entry = |fields: Fields| {
            let fetched_at = fields.fetched_at.as_deref().and_then(lenient_time);
            (fields.file, IndexLine { url: fields.url, fetched_at })
        };
        Self(fields.map(entry).collect())
    }

    /// What it says of a file.
    #[must_use]
    pub fn line(&self, file: &Path) -> Option<IndexLine> {
        let parts: Vec<String> =
            file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        self.0.get(&parts.join("/")).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_file_and_bad_lines_are_left_out() {
        let index = CaptureIndex::parse(
            b"{\"file\":\"a/b.html\",\"url\":\"https://a.example/b\",\"fetched_at\":\"2031-05-06T06:30:00+01:00\"}\nnonsense\n{}",
        );
        let line = index.line(Path::new("a/b.html")).unwrap();
        assert_eq!(line.url.as_deref(), Some("https://a.example/b"));
        assert_eq!(line.fetched_at.unwrap().to_string(), "2031-05-06T05:30:00Z");
        assert_eq!(index.line(Path::new("b.html")), None);
    }
}
