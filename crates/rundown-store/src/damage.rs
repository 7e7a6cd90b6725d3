//! Revisions whose stored bytes are not what was stored: kept apart until mended.

use rundown_news::{Article, ArticleId, ReadArticle};

use crate::Damage;
use crate::engine::{self, Connection, Optional, Transaction, params};
use crate::identity::content_hash;
use crate::packing::pack_article;
use crate::sums::ROW_SOUND;

/// Whether a revision `r` of an article `a` is not in quarantine.
pub(crate) const SOUND: &str = "NOT EXISTS (SELECT 1 FROM quarantine q \
     WHERE q.article = r.article AND q.number = r.number)";

/// Puts revisions apart.
pub(crate) fn quarantine(
    transaction: &Transaction<'_>,
    found: &[Damage],
) -> engine::Result<()> {
    let mut note = transaction.prepare_cached(
        "INSERT INTO quarantine (article, number, why)
         SELECT seq, ?2, ?3 FROM article WHERE id = ?1 ON CONFLICT DO NOTHING",
    )?;
    for damage in found {
        note.execute(params![damage.article.as_str(), damage.revision, damage.why])?;
    }
    Ok(())
}

/// All that is apart, by article.
pub(crate) fn all(connection: &Connection) -> engine::Result<Vec<Damage>> {
    let mut all = connection.prepare_cached(
        "SELECT a.id, q.number, q.why FROM quarantine q JOIN article a ON a.seq = q.article
         ORDER BY a.id, q.number",
    )?;
    let rows = all.query_map((), |row| {
        let (article, revision, why) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Damage { article: ArticleId(article), revision, why })
    })?;
    rows.collect()
}

/// Whether a revision is apart.
pub(crate) fn is_apart(
    transaction: &Transaction<'_>,
    seq: i64,
    revision: u32,
) -> engine::Result<bool> {
    transaction
        .prepare_cached("SELECT 1 FROM quarantine WHERE article = ? AND number = ?")?
        .exists(params![seq, revision])
}

/// Stores a revision's article anew and takes it out of quarantine.
pub(crate) fn mend(
    transaction: &Transaction<'_>,
    id: &ArticleId,
    revision: u32,
    read: &ReadArticle,
) -> engine::Result<()> {
    let mut read = read.clone();
    read.article.id = id.clone();
    transaction.execute(
        "UPDATE revision SET read = ?3, content_hash = ?4,
         read_sum = row_sum(?1, number, ?4, seen_ms, ?3)
         WHERE number = ?2 AND article = (SELECT seq FROM article WHERE id = ?1)",
        params![id.as_str(), revision, pack_article(&read), content_hash(&read.article)],
    )?;
    let is_row_mended = mend_row(transaction, id, revision, &read.article)?;
    let newest: Option<i64> = transaction
        .prepare_cached("SELECT seq FROM article WHERE id = ? AND revision = ?")?
        .query_row(params![id.as_str(), revision], |row| row.get(0))
        .optional()?;
    if let Some(seq) = newest {
        if is_row_mended {
            crate::meaning::note(transaction, seq, &read.article.headline)?;
        }
        crate::subjects::note(transaction, seq, &read)?;
    }
    transaction.execute(
        "DELETE FROM quarantine WHERE number = ?2
         AND article = (SELECT seq FROM article WHERE id = ?1)",
        params![id.as_str(), revision],
    )?;
    Ok(())
}

/// Writes anew what the row of an article says, if it is not what was stored: its place
/// among the stories is then found anew too. Whether it was not.
fn mend_row(
    transaction: &Transaction<'_>,
    id: &ArticleId,
    revision: u32,
    article: &Article,
) -> engine::Result<bool> {
    let sql = format!(
        "UPDATE article AS a SET domain = ?3, outlet = ?4, headline = ?5,
         published_ms = coalesce(?6, published_ms), development = NULL, story = NULL,
         copy_of = NULL, copy_percent = NULL
         WHERE id = ?1 AND revision = ?2 AND NOT ({ROW_SOUND})"
    );
    let published = article.published.map(|time| time.instant().as_millisecond());
    let given = params![
        id.as_str(),
        revision,
        article.outlet.key(),
        article.outlet.label(),
        article.headline,
        published,
    ];
    let is_mended = transaction.execute(&sql, given)? > 0;
    if is_mended {
        crate::stories::recount(transaction)?;
    }
    Ok(is_mended)
}
