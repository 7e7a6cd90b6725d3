//! Noting what articles are about, for lists of stories to be narrowed down by.

use rundown_news::ReadArticle;

use crate::about::{Topic, topics};
use crate::engine::{self, ToValue as _, Transaction, Value, listed};

/// Notes what the newest revision of an article is about.
pub(crate) fn note(
    transaction: &Transaction<'_>,
    seq: i64,
    read: &ReadArticle,
) -> engine::Result<()> {
    transaction.execute("DELETE FROM about WHERE article = ?", [seq])?;
    let topics = topics(read);
    if topics.is_empty() {
        return Ok(());
    }
    let kind = |topic: &Topic| Value::Integer(topic.kind as i64);
    let rows = listed("(?, ?, ?)", topics.len());
    let add = format!(
        "INSERT INTO topic (kind, name, label) VALUES {rows} ON CONFLICT DO NOTHING"
    );
    let given: Vec<_> = topics
        .iter()
        .flat_map(|topic| [kind(topic), topic.name.value(), topic.label.value()])
        .collect();
    transaction.execute(&add, given)?;
    let these = vec!["(kind = ? AND name = ?)"; topics.len()].join(" OR ");
    let note = format!("INSERT INTO about SELECT id, ? FROM topic WHERE {these}");
    let given: Vec<_> = std::iter::once(Value::Integer(seq))
        .chain(topics.iter().flat_map(|topic| [kind(topic), topic.name.value()]))
        .collect();
    transaction.execute(&note, given).map(drop)
}
