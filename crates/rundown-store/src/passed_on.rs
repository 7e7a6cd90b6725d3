//! What readers did with a story, as its row has it, and what becomes of it when the story
//! becomes part of another.

use rundown_news::Snooze;

use crate::engine::{self, Transaction};
use crate::rows::at;

/// What two columns of a story's row say of how it is put off.
pub(crate) fn snooze_of(until: Option<i64>, since: Option<i64>) -> Option<Snooze> {
    let since = since.map(|ms| Snooze::MaterialSince(at(ms)));
    until.map(|ms| Snooze::Until(at(ms))).or(since)
}

/// Gives a story what readers did with one that became part of it.
pub(crate) fn pass_on(
    transaction: &Transaction<'_>,
    story: i64,
    into: i64,
) -> engine::Result<()> {
    transaction.execute(
        "INSERT INTO reader_story (reader, story, last_look_ms, follow, snoozed_until_ms,
           material_since_ms, look_before_ms)
         SELECT reader, ?2, last_look_ms, follow, snoozed_until_ms, material_since_ms,
           look_before_ms FROM reader_story WHERE story = ?1
         ON CONFLICT (reader, story) DO NOTHING",
        [story, into],
    )?;
    transaction.execute("DELETE FROM reader_story WHERE story = ?", [story])?;
    Ok(())
}
