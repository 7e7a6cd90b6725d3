//! What the reader decided about the stories of two articles.

use rundown_news::{ArticleId, Constraint, limits::CORRECTIONS_MAX};

use crate::engine::{self, Connection, Transaction, params};

/// Takes back some decisions and makes a new one, which replaces what was decided on
/// the same two articles before. The oldest go when there are too many.
pub(crate) fn decide(
    transaction: &Transaction<'_>,
    decision: Option<&Constraint>,
    taken_back: &[Constraint],
) -> engine::Result<()> {
    let mut forget = transaction.prepare_cached(
        "DELETE FROM correction WHERE (article = ?1 AND other = ?2)
         OR (article = ?2 AND other = ?1)",
    )?;
    for constraint in taken_back.iter().chain(decision) {
        let [a, b] = constraint.articles();
        forget.execute([a.as_str(), b.as_str()])?;
    }
    let Some(decision) = decision else { return Ok(()) };
    let [article, other] = decision.articles();
    let together = matches!(decision, Constraint::Together(..));
    transaction
        .prepare_cached(
            "INSERT INTO correction (article, other, together) VALUES (?, ?, ?)",
        )?
        .execute(params![article.as_str(), other.as_str(), together])?;
    transaction.execute(
        "DELETE FROM correction WHERE number <=
         (SELECT max(number) FROM correction) - ?",
        [CORRECTIONS_MAX as i64],
    )?;
    Ok(())
}

/// All decisions, in the order in which they were made.
pub(crate) fn all(connection: &Connection) -> engine::Result<Vec<Constraint>> {
    let mut rows = connection.prepare_cached(
        "SELECT article, other, together FROM correction ORDER BY number",
    )?;
    let constraints = rows.query_map((), |row| {
        let (article, other) = (ArticleId(row.get(0)?), ArticleId(row.get(1)?));
        Ok(if row.get(2)? {
            Constraint::Together(article, other)
        } else {
            Constraint::Apart(article, other)
        })
    })?;
    constraints.collect()
}
