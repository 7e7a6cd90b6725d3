//! What is left of articles and stories that are kept no longer: enough to know them again,
//! and to say that they are gone.

use std::collections::BTreeMap;

use rundown_news::ArticleId;
use xxhash_rust::xxh3::xxh3_64;

use crate::engine::{self, Connection, ToValue, Transaction, Value, listed, params};

/// The article kept no longer that was known under one of these keys.
pub(crate) fn known(
    connection: &Connection,
    keys: &[String],
) -> engine::Result<Option<ArticleId>> {
    if keys.is_empty() {
        return Ok(None);
    }
    let sql = format!(
        "SELECT k.key, d.id FROM dropped_key k JOIN dropped d ON d.number = k.article
         WHERE k.key IN ({})",
        listed("?", keys.len())
    );
    let hashes: Vec<i64> = keys.iter().map(|key| hash(key)).collect();
    let given: Vec<Value<'_>> = hashes.iter().map(ToValue::value).collect();
    let mut find = connection.prepare_cached(&sql)?;
    let rows = find.query_map(given, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found: BTreeMap<i64, String> = rows.collect::<engine::Result<_>>()?;
    Ok(hashes.iter().find_map(|hash| found.get(hash)).cloned().map(ArticleId))
}

/// Whether there was an article of this id, which is kept no longer.
pub(crate) fn is_article(connection: &Connection, id: &str) -> engine::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM dropped WHERE id = ?")?.exists([id])
}

/// Whether there was a story of this name or number, which is kept no longer.
pub(crate) fn is_story(connection: &Connection, name: &str) -> engine::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM dropped_name WHERE slug = ?1 OR story = ?2")?
        .exists(params![name, name.parse::<i64>().ok()])
}

/// Forgets an article but for what it is known again by.
pub(crate) fn bury(
    transaction: &Transaction<'_>,
    (seq, id): (i64, &str),
) -> engine::Result<()> {
    let number = transaction
        .prepare_cached(
            "INSERT INTO dropped (id, content_hash) SELECT ?2, coalesce((SELECT content_hash
             FROM revision WHERE article = ?1 ORDER BY number DESC LIMIT 1), 0)
             RETURNING number",
        )?
        .query_row(params![seq, id], |row| row.get(0))?;
    add_keys(transaction, seq, number)?;
    for sql in [
        "DELETE FROM quarantine WHERE article = ?",
        "DELETE FROM revision WHERE article = ?",
        "DELETE FROM alias WHERE article = ?",
        "DELETE FROM words WHERE rowid = ?",
        "DELETE FROM meaning WHERE article = ?",
        "DELETE FROM about WHERE article = ?",
        "DELETE FROM article WHERE seq = ?",
        "UPDATE dropped_threaded SET articles = articles + 1 WHERE ? > 0",
    ] {
        transaction.prepare_cached(sql)?.execute([seq])?;
    }
    Ok(())
}

fn add_keys(transaction: &Transaction<'_>, seq: i64, number: i64) -> engine::Result<()> {
    let mut keys =
        transaction.prepare_cached("SELECT key FROM alias WHERE article = ?")?;
    let mut add = transaction
        .prepare_cached("INSERT INTO dropped_key VALUES (?, ?) ON CONFLICT DO NOTHING")?;
    for key in keys.query_map([seq], |row| row.get::<String>(0))? {
        add.execute([hash(&key?), number])?;
    }
    Ok(())
}

/// Forgets a story that has no articles any more, but for its names.
pub(crate) fn bury_story(
    transaction: &Transaction<'_>,
    story: i64,
) -> engine::Result<()> {
    for sql in [
        "INSERT INTO dropped_name SELECT slug, old_story FROM redirect WHERE story = ?
         ON CONFLICT DO NOTHING",
        "DELETE FROM redirect WHERE story = ?",
        "INSERT INTO dropped_name SELECT slug, id FROM story WHERE id = ?
         ON CONFLICT DO NOTHING",
        "DELETE FROM reader_story WHERE story = ?",
        "DELETE FROM reader_item WHERE story = ?",
        "DELETE FROM item WHERE story = ?",
        "DELETE FROM story WHERE id = ?",
    ] {
        transaction.prepare_cached(sql)?.execute([story])?;
    }
    Ok(())
}

/// A key as 64 bits. Two keys of one number are as rare as two of a hundred million in
/// eighteen million million million; one of them would then count as dropped.
fn hash(key: &str) -> i64 {
    xxh3_64(key.as_bytes()).cast_signed()
}
