//! Learns what speaks for events and figures of a story.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::files::{into_file, unzipped, work};

/// Where the weights lie, as source.
const WEIGHTS: &str = "crates/rundown-brief/src/weights.rs";

/// Stories written down by hand, and the stream that holds their articles.
const STORIES: &str = "stories";
const STREAM: &str = "thread/allsides_stream.jsonl.gz";

/// Learns the weights; what each story scores under the others' weights is printed.
pub(super) fn run(data: &Path) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let work = work();
    fs::create_dir_all(&work)?;
    let stream = work.join("stream.jsonl");
    fs::write(&stream, unzipped(&data.join(STREAM))?)?;
    let mut command = Command::new("cargo");
    command.current_dir(&root).args(["run", "--release", "--quiet"]);
    command.args(["-p", "rundown-brief", "--example", "train_brief", "--"]);
    command.arg(data.join(STORIES)).arg(&stream);
    let learned = work.join("brief.rs");
    into_file(&mut command, &learned)?;
    fs::copy(&learned, root.join(WEIGHTS)).context("keeping weights")?;
    Ok(())
}
