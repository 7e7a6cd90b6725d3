//! Words to articles.

use jiff::Timestamp;
use rundown_news::limits::QUERY_BYTES_MAX;
use rundown_news::{Article, ArticleId, Set, StoryId};

use crate::articles::listed;
use crate::engine::{self, Connection, ToValue as _, Transaction, params};
use crate::rows::{THERE_BY, found};

/// Terms of one query that count; the rest is left out.
const TERMS_MAX: usize = 16;

/// Notes the words that some articles are found by.
pub(crate) fn note(
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

/// Those of some articles that hold all the words.
pub(crate) fn holding(
    connection: &Connection,
    words: &str,
    seqs: &[u64],
) -> engine::Result<Set<u64>> {
    let Some(query) = fts_query(words) else { return Ok(Set::default()) };
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

pub(crate) fn search(
    connection: &Connection,
    words: &str,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<(Option<StoryId>, ArticleId)>> {
    let Some(query) = fts_query(words) else { return Ok(Vec::new()) };
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
    let given = params![until.as_millisecond(), query, limit as i64];
    let rows = find.query_map(given, found)?;
    rows.collect()
}

/// What the reader typed as a query that cannot be misread: every word quoted, all
/// of them wanted, the last one perhaps unfinished. Words between double quotes stay
/// together.
pub(crate) fn fts_query(words: &str) -> Option<String> {
    let mut end = words.len().min(QUERY_BYTES_MAX);
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let words = &words[..end];
    let mut terms = Vec::new();
    for (i, part) in words.split('"').enumerate() {
        let clean = |word: &str| -> String {
            word.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect()
        };
        if i % 2 == 1 {
            terms.extend(Some(clean(part)).filter(|phrase| !phrase.trim().is_empty()));
        } else {
            terms.extend(clean(part).split_whitespace().map(str::to_owned));
        }
    }
    terms.truncate(TERMS_MAX);
    let unfinished = !words.ends_with(['"', ' ']);
    let last = terms.len().checked_sub(1)?;
    let quoted: Vec<String> = terms
        .iter()
        .enumerate()
        .map(|(i, term)| {
            let star = if i == last && unfinished && term.len() > 2 { "*" } else { "" };
            format!("\"{}\"{star}", term.trim())
        })
        .collect();
    Some(quoted.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_query_can_be_misread() {
        assert_eq!(
            fts_query("ferry OR -sink*").as_deref(),
            Some("\"ferry\" \"OR\" \"sink\"*")
        );
        assert_eq!(
            fts_query("\"bow door\" log ").as_deref(),
            Some("\"bow door\" \"log\"")
        );
        assert_eq!(fts_query("\" ( ' "), None);
    }
}
