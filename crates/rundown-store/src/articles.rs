//! Taking articles in, and giving them out.

use jiff::Timestamp;
use rundown_news::{Article, ArticleId, Set};

use crate::damage::{SOUND, is_apart, mend};
use crate::engine::{
    self, Connection, Optional, Row, ToValue, Transaction, Value, listed, params,
};
use crate::error::doing;
use crate::identity::{article_id, article_keys, content_hash};
use crate::packing::{pack, pack_article};
use crate::rows::{
    ArticleRow, LATEST_BY, Sorted, THERE_BY, article_columns, article_rows,
};
use crate::{Cursor, Incoming, Put, StoreError, StoredArticle, dropped};

/// An article row as taking-in needs it.
struct Known {
    seq: i64,
    id: ArticleId,
    revision: u32,
    content_hash: i64,
    revised_ms: i64,
}

pub(crate) fn put_all(
    transaction: &Transaction<'_>,
    batch: &[Incoming<'_>],
) -> Result<Vec<Put>, StoreError> {
    let mut found_by = Vec::with_capacity(batch.len());
    let puts = batch
        .iter()
        .map(|incoming| put(transaction, incoming, &mut found_by))
        .collect::<Result<Vec<Put>, StoreError>>()?;
    add_words(transaction, found_by).map_err(doing("noting the words of articles"))?;
    Ok(puts)
}

/// Rows of articles, and the texts whose words find them.
type FoundBy<'a> = Vec<(i64, &'a Article)>;

/// Articles whose words are noted by one statement: each statement makes the index write
/// what it has gathered, and merge it later.
const WORDS_AT_ONCE: usize = 128;

fn add_words(
    transaction: &Transaction<'_>,
    mut found_by: FoundBy<'_>,
) -> engine::Result<()> {
    // Of an article that came twice the later words are those of its newest revision.
    found_by.reverse();
    let mut seen = Set::default();
    found_by.retain(|(seq, _)| seen.insert(*seq));
    found_by.reverse();
    found_by
        .chunks(WORDS_AT_ONCE)
        .try_for_each(|some| crate::search::note(transaction, some))
}

fn put<'a>(
    transaction: &Transaction<'_>,
    incoming: &Incoming<'a>,
    found_by: &mut FoundBy<'a>,
) -> Result<Put, StoreError> {
    let keys = article_keys(&incoming.read.article);
    let hash = content_hash(&incoming.read.article);
    let known = known(transaction, &keys).map_err(doing("looking an article up"))?;
    let Some(known) = known else {
        let dropped = dropped::known(transaction, &keys);
        if let Some(id) = dropped.map_err(doing("looking an article up"))? {
            return Ok(Put::Dropped(id));
        }
        return add(transaction, incoming, &keys, hash, found_by)
            .map_err(doing("adding an article"));
    };
    let mut revise = || -> engine::Result<Put> {
        add_aliases(transaction, &keys, known.seq)?;
        if is_apart(transaction, known.seq, known.revision)? {
            mend(transaction, &known.id, known.revision, incoming.read)?;
            return Ok(Put::Revised(known.id.clone()));
        }
        // An older state of a page, come late, does not undo what is known since.
        let older = incoming.arrived_at.as_millisecond() < known.revised_ms;
        if older
            || known.content_hash == hash
            || was_taken_in(transaction, known.seq, hash, incoming)?
        {
            return Ok(Put::Unchanged(known.id.clone()));
        }
        update_row(transaction, incoming, &known)?;
        add_revision(
            transaction,
            incoming,
            &known.id,
            (known.seq, known.revision + 1),
            hash,
        )?;
        found_by.push((known.seq, &incoming.read.article));
        Ok(Put::Revised(known.id.clone()))
    };
    revise().map_err(doing("revising an article"))
}

fn known(
    transaction: &Transaction<'_>,
    keys: &[String],
) -> engine::Result<Option<Known>> {
    let sql = format!(
        "SELECT k.key, a.seq, a.id, a.revision, r.content_hash, r.seen_ms FROM alias k
         JOIN article a ON a.seq = k.article
         JOIN revision r ON r.article = a.seq AND r.number = a.revision
         WHERE k.key IN ({})",
        listed("?", keys.len())
    );
    strongest(transaction, &sql, keys, |row| {
        Ok(Known {
            seq: row.get(1)?,
            id: ArticleId(row.get(2)?),
            revision: row.get(3)?,
            content_hash: row.get(4)?,
            revised_ms: row.get(5)?,
        })
    })
}

/// Of the rows that a query finds by some keys (its first column) that of the strongest.
fn strongest<T>(
    connection: &Connection,
    sql: &str,
    keys: &[String],
    mut read: impl FnMut(&Row<'_>) -> engine::Result<T>,
) -> engine::Result<Option<T>> {
    if keys.is_empty() {
        return Ok(None);
    }
    let mut find = connection.prepare_cached(sql)?;
    let given: Vec<Value<'_>> = keys.iter().map(ToValue::value).collect();
    let place = |key: &String| keys.iter().position(|one| one == key);
    let rows = find.query_map(given, |row| Ok((place(&row.get(0)?), read(row)?)))?;
    let mut found: Vec<_> = rows.collect::<engine::Result<_>>()?;
    found.sort_by_key(|(place, _)| *place);
    Ok(found.into_iter().next().map(|(_, one)| one))
}

/// Whether this content was taken in before, and not only at an earlier time: a page may
/// go back to what it said, but an input that holds two contents of one page, and is taken
/// in twice, does not.
fn was_taken_in(
    transaction: &Transaction<'_>,
    seq: i64,
    hash: i64,
    incoming: &Incoming<'_>,
) -> engine::Result<bool> {
    let since =
        if incoming.noted { incoming.arrived_at.as_millisecond() } else { i64::MIN };
    transaction
        .prepare_cached(
            "SELECT 1 FROM revision WHERE article = ? AND content_hash = ? AND seen_ms >= ?",
        )?
        .exists(params![seq, hash, since])
}

fn add<'a>(
    transaction: &Transaction<'_>,
    incoming: &Incoming<'a>,
    keys: &[String],
    hash: i64,
    found_by: &mut FoundBy<'a>,
) -> engine::Result<Put> {
    let article = &incoming.read.article;
    let id = article_id(&keys[0]);
    let seq = transaction
        .prepare_cached(
            "INSERT INTO article (id, domain, outlet, headline, published_ms, seen_ms, revision)
             VALUES (?, ?, ?, ?, ?, ?, 0) RETURNING seq",
        )?
        .query_row(
            params![
                id.as_str(),
                article.outlet.key(),
                article.outlet.label(),
                article.headline,
                article.published.map(|time| time.instant().as_millisecond()),
                incoming.seen_at.as_millisecond(),
            ],
            |row| row.get(0),
        )?;
    add_aliases(transaction, keys, seq)?;
    crate::meaning::note(transaction, seq, &article.headline)?;
    add_revision(transaction, incoming, &id, (seq, 0), hash)?;
    found_by.push((seq, article));
    Ok(Put::New(id))
}

fn add_aliases(
    transaction: &Transaction<'_>,
    keys: &[String],
    seq: i64,
) -> engine::Result<()> {
    let rows = listed("(?, ?)", keys.len());
    let sql =
        format!("INSERT INTO alias (key, article) VALUES {rows} ON CONFLICT DO NOTHING");
    let given: Vec<_> =
        keys.iter().flat_map(|key| [key.value(), Value::Integer(seq)]).collect();
    transaction.execute(&sql, given).map(drop)
}

fn update_row(
    transaction: &Transaction<'_>,
    incoming: &Incoming<'_>,
    known: &Known,
) -> engine::Result<()> {
    let article = &incoming.read.article;
    // The first publication stands: outlets that touch up a date do not reorder a story.
    transaction
        .prepare_cached(
            "UPDATE article SET headline = ?, revision = ?,
             published_ms = coalesce(published_ms, ?) WHERE seq = ?",
        )?
        .execute(params![
            article.headline,
            known.revision + 1,
            article.published.map(|time| time.instant().as_millisecond()),
            known.seq,
        ])?;
    crate::meaning::note(transaction, known.seq, &article.headline)
}

fn add_revision(
    transaction: &Transaction<'_>,
    incoming: &Incoming<'_>,
    id: &ArticleId,
    (seq, number): (i64, u32),
    hash: i64,
) -> engine::Result<()> {
    let mut read = incoming.read.clone();
    read.article.id = id.clone();
    transaction
        .prepare_cached(
            "INSERT INTO revision (article, number, content_hash, seen_ms, read, capture,
             read_sum, capture_sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6,
             row_sum(?7, ?2, ?3, ?4, ?5), row_sum(?7, ?2, ?6))",
        )?
        .execute(params![
            seq,
            number,
            hash,
            incoming.arrived_at.as_millisecond(),
            pack_article(&read),
            incoming.capture.map(pack),
            id.as_str(),
        ])?;
    crate::subjects::note(transaction, seq, incoming.read)
}

pub(crate) fn article(
    connection: &Connection,
    id: &ArticleId,
    revision: Option<u32>,
    until: Timestamp,
) -> Result<Option<StoredArticle>, StoreError> {
    let columns = article_columns();
    let sql = format!(
        "SELECT {columns}, {LATEST_BY} FROM article a JOIN revision r
         ON r.article = a.seq AND r.number = coalesce(?3, {LATEST_BY})
         WHERE a.id = ?2 AND r.number <= {LATEST_BY} AND {THERE_BY}"
    );
    let given = params![until.as_millisecond(), id.as_str(), revision];
    let latest = |row: &Row<'_>| Ok((ArticleRow::of(row)?, row.get(12)?));
    let row: Option<(ArticleRow, u32)> =
        (|| connection.prepare_cached(&sql)?.query_row(given, latest).optional())()
            .map_err(doing("reading an article"))?;
    let known = |(row, latest_revision): (ArticleRow, u32)| {
        Ok(StoredArticle { latest_revision, ..row.unpack()? })
    };
    row.map(known).transpose()
}

pub(crate) fn articles_by_time(
    connection: &Connection,
    after: Option<&Cursor>,
    limit: usize,
) -> Result<(Sorted, Option<Cursor>), StoreError> {
    let arrived = match after {
        Some(cursor) => cursor.arrived,
        None => latest_arrival(connection).map_err(doing("reading articles"))?,
    };
    let columns = article_columns();
    let sql = format!(
        "SELECT {columns} FROM article a JOIN revision r ON r.article = a.seq
         AND r.number = a.revision
         WHERE (min(coalesce(a.published_ms, a.seen_ms), a.seen_ms), a.id) > (?, ?)
         AND a.seq <= ?
         ORDER BY min(coalesce(a.published_ms, a.seen_ms), a.seen_ms), a.id LIMIT ?"
    );
    let (ms, id) = match after {
        Some(Cursor { behind: (at, id), .. }) => (at.as_millisecond(), id.as_str()),
        None => (i64::MIN, ""),
    };
    let given = params![ms, id, arrived, limit as i64];
    let mut sorted = Sorted::of(article_rows(connection, &sql, given)?);
    let next = sorted.last.take().map(|behind| Cursor { behind, arrived });
    Ok((sorted, next))
}

/// The number of the latest arrival; 0 before the first.
fn latest_arrival(connection: &Connection) -> engine::Result<i64> {
    const SQL: &str = "SELECT coalesce(max(seq), 0) FROM article";
    connection.prepare_cached(SQL)?.query_row((), |row| row.get(0))
}

pub(crate) fn unplaced(
    connection: &Connection,
    limit: usize,
) -> Result<Sorted, StoreError> {
    let columns = article_columns();
    let sql = format!(
        "SELECT {columns} FROM article a JOIN revision r ON r.article = a.seq
         AND r.number = a.revision WHERE a.story IS NULL AND {SOUND}
         ORDER BY min(coalesce(a.published_ms, a.seen_ms), a.seen_ms), a.id LIMIT ?"
    );
    let rows = article_rows(connection, &sql, params![limit as i64])?;
    Ok(Sorted::of(rows))
}

pub(crate) fn known_under(
    connection: &Connection,
    keys: &[String],
) -> engine::Result<Option<ArticleId>> {
    let sql = format!(
        "SELECT k.key, a.id FROM alias k JOIN article a ON a.seq = k.article
         WHERE k.key IN ({}) AND NOT EXISTS (SELECT 1 FROM quarantine q
           WHERE q.article = a.seq AND q.number = a.revision)",
        listed("?", keys.len())
    );
    let found = strongest(connection, &sql, keys, |row| row.get(1).map(ArticleId))?;
    if found.is_some() { Ok(found) } else { dropped::known(connection, keys) }
}
