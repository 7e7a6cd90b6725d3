//! Reads one file, and says what it cost: for hostile files.
//!
//! ```sh
//! cargo run --release -p rundown-extract --example read_one -- FILE
//! ```
//!
//! Writes one line of JSON: seconds, the largest memory of the process in MiB (where the
//! system tells it), the kind and the notes.

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]
#![allow(clippy::disallowed_methods, reason = "a measurement needs a clock and a file")]

use std::time::Instant;

use rundown_news::{Capture, CaptureKind};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let capture = Capture {
        bytes: std::fs::read(path)?,
        url: Some("https://portcourier.test/a".to_owned()),
        at: None,
        charset: None,
        kind: CaptureKind::Unknown,
    };
    let start = Instant::now();
    let read = rundown_extract::extract(&capture);
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak_kib: u64 =
        peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    let line = serde_json::json!({
        "seconds": (seconds * 1e3).round() / 1e3,
        "peak_mib": peak_kib / 1024,
        "kind": read.value.kind,
        "notes": read.notes,
    });
    println!("{line}");
    Ok(())
}
