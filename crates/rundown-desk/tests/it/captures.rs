//! The pages of the demo as they were captured; the tests of the web pages read them here too.

use std::path::Path;

use rundown_desk::{CaptureIndex, Document, documents};
use rundown_news::{Capture, CaptureKind};

/// All of them, in the order in which they were there.
pub(crate) fn demo() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/pages");
    let index = CaptureIndex::parse(&std::fs::read(folder.join("index.jsonl")).unwrap());
    let mut pages = Vec::new();
    for outlet in std::fs::read_dir(&folder).unwrap() {
        for file in std::fs::read_dir(outlet.unwrap().path()).into_iter().flatten() {
            let file = file.unwrap().path();
            let name = file.strip_prefix(&folder).unwrap();
            let Some(line) = index.line(name) else { continue };
            let at = line.fetched_at.unwrap();
            let capture = Capture {
                bytes: std::fs::read(&file).unwrap(),
                url: line.url,
                at: Some(at),
                charset: None,
                kind: CaptureKind::Unknown,
            };
            pages.extend(documents(&name.display().to_string(), capture, at));
        }
    }
    pages.sort_by(|a, b| (a.seen_at, &a.name).cmp(&(b.seen_at, &b.name)));
    pages
}
