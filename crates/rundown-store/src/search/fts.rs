//! The index of words of `SQLite` (FTS5).

use jiff::Timestamp;
use rundown_news::{Article, ArticleId, Set, StoryId};

use super::query::Query;
use crate::engine::{self, Connection, ToValue as _, Transaction, listed, params};
use crate::rows::{THERE_BY, found};

pub(super) fn note(
    transaction: &Transaction<'_>,
    articles: &[(i64, &Article)],
) -> engine::Result<()> {
    let rows = listed("(?, ?, ?)", articles.len());
    let sql =
        format!("INSERT OR REPLACE INTO words (rowid, headline, text) VALUES {rows}");
    let given: Vec<_> = articles
        .iter()
        .flat_map(|(seq, article)| {
            [seq.value(), article.headline.value(), article.text.value()]
        })
        .collect();
    transaction.execute(&sql, given).map(drop)
}

pub(super) fn holding(
    connection: &Connection,
    query: &Query,
    seqs: &[u64],
) -> engine::Result<Set<u64>> {
    let query = told(query);
    let mut find = connection
        .prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1 AND rowid = ?2")?;
    let mut found = Set::default();
    for seq in seqs {
        if find.exists(params![query, *seq as i64])? {
            found.insert(*seq);
        }
    }
    Ok(found)
}

pub(super) fn search(
    connection: &Connection,
    query: &Query,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<(Option<StoryId>, ArticleId)>> {
    // A word in the headline counts as much as four in the text. Of many that hold the
    // words the best are chosen before their rows are looked at, where all were there.
    let (of_best, is_there, of_all) = if until == Timestamp::MAX {
        ("LIMIT ?3", "true", "")
    } else {
        ("", THERE_BY, "LIMIT ?3")
    };
    let sql = format!(
        "WITH best AS MATERIALIZED (
           SELECT rowid AS seq, bm25(words, 4.0, 1.0) AS score FROM words
           WHERE words MATCH ?2 ORDER BY score, seq DESC {of_best}
         )
         SELECT a.story, a.id FROM best CROSS JOIN article a ON a.seq = best.seq
         WHERE {is_there} ORDER BY best.score, best.seq DESC {of_all}"
    );
    let mut find = connection.prepare_cached(&sql)?;
    let given = params![until.as_millisecond(), told(query), limit as i64];
    let rows = find.query_map(given, found)?;
    rows.collect()
}

/// Every term quoted.
fn told(query: &Query) -> String {
    let quoted = query.terms().map(|(term, is_unfinished)| {
        let star = if is_unfinished { "*" } else { "" };
        format!("\"{term}\"{star}")
    });
    quoted.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_query_can_be_misread() {
        let query = |words| Query::of(words).map(|query| told(&query));
        assert_eq!(
            query("ferry OR -sink*").as_deref(),
            Some("\"ferry\" \"OR\" \"sink\"*")
        );
        assert_eq!(query("\"bow door\" log ").as_deref(), Some("\"bow door\" \"log\""));
        assert_eq!(query("\" ( ' "), None);
    }
}
