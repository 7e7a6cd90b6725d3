//! Articles that are in no story yet: an intake that was cut off leaves some behind, and one that
//! goes on has some.

use anyhow::Result;
use rundown_desk::Desk;
use rundown_news::counted;

use crate::show::aside;

/// Tells of those there are, beside the answer to what was asked.
pub(super) fn tell(desk: &Desk) -> Result<()> {
    let waiting = desk.counts()?.waiting;
    if waiting > 0 {
        aside(&format!("note: {}", told(waiting)));
    }
    Ok(())
}

/// How many there are, and what puts them into stories.
pub(super) fn told(waiting: u64) -> String {
    let wait = if waiting == 1 { "waits" } else { "wait" };
    format!(
        "{} {wait} to be put into stories. An intake that goes on does that, and so does `rundown \
         serve` when it starts; else give `rundown rebuild`.",
        counted(waiting, "article")
    )
}
