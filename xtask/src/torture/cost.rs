//! What a process took of its machine, as Linux counts it.

use std::time::Duration;

/// What this process has computed: a busy machine does not blur it.
pub(crate) fn computed() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind = stat.rsplit(')').next().unwrap_or_default();
    let field = |place: usize| {
        behind.split_whitespace().nth(place).and_then(|ticks| ticks.parse::<u64>().ok())
    };
    // A tick is 10 ms on every Linux.
    Duration::from_millis(10 * (field(11).unwrap_or(0) + field(12).unwrap_or(0)))
}

/// The most memory that this process held.
pub(crate) fn peak() -> String {
    peak_in("/proc/self/status")
}

/// The most memory that another process held.
pub(crate) fn peak_of(process: u32) -> String {
    peak_in(&format!("/proc/{process}/status"))
}

fn peak_in(file: &str) -> String {
    let status = std::fs::read_to_string(file).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(
        || "memory unknown".to_owned(),
        |peak| format!("peak {}", peak.trim()),
    )
}
