//! The index of words of `PostgreSQL`: stems by the rules of each article's language.

use icu_normalizer::DecomposingNormalizerBorrowed;
use jiff::Timestamp;
use rundown_news::{Article, ArticleId, Lang, Set, StoryId};

use super::query::{Query, clean};
use crate::engine::{self, Connection, ToValue as _, Transaction, Value, listed, params};
use crate::rows::{THERE_BY, found};

/// Of many articles that hold the words so many of the latest are weighed.
const WEIGHED_MAX: usize = 2_000;

/// So much of a text is found by its words: the engine takes no more in one row.
const TEXT_BYTES_MAX: usize = 400 << 10;

/// Languages with rules of their own (`migrations/postgres/001-start.sql`).
const RULES: &[(&str, &str)] = &[
    ("ar", "all_arabic"),
    ("da", "all_danish"),
    ("nl", "all_dutch"),
    ("en", "all_english"),
    ("fi", "all_finnish"),
    ("fr", "all_french"),
    ("de", "all_german"),
    ("el", "all_greek"),
    ("hu", "all_hungarian"),
    ("id", "all_indonesian"),
    ("it", "all_italian"),
    ("no", "all_norwegian"),
    ("nb", "all_norwegian"),
    ("nn", "all_norwegian"),
    ("pt", "all_portuguese"),
    ("ro", "all_romanian"),
    ("ru", "all_russian"),
    ("es", "all_spanish"),
    ("sv", "all_swedish"),
    ("tr", "all_turkish"),
];

/// The rules of all others: words as they are.
const NO_RULES: &str = "simple";

fn rules_of(lang: Lang) -> &'static str {
    let known = RULES.iter().find(|(code, _)| *code == lang.as_str());
    known.map_or(NO_RULES, |(_, rules)| rules)
}

pub(super) fn note(
    transaction: &Transaction<'_>,
    articles: &[(i64, &Article)],
) -> engine::Result<()> {
    const STEMS: &str =
        "(?, setweight(to_tsvector(CAST(CAST(? AS TEXT) AS regconfig), ?), 'A')
         || setweight(to_tsvector(CAST(CAST(? AS TEXT) AS regconfig), ?), 'D'))";
    let sql = format!(
        "INSERT INTO words (rowid, found) VALUES {}
         ON CONFLICT (rowid) DO UPDATE SET found = excluded.found",
        listed(STEMS, articles.len())
    );
    let plain: Vec<(String, String)> = articles
        .iter()
        .map(|(_, article)| (plain(&article.headline), plain(&article.text)))
        .collect();
    let given: Vec<Value<'_>> = articles
        .iter()
        .zip(&plain)
        .flat_map(|((seq, article), (headline, text))| {
            let rules = Value::Text(rules_of(article.lang));
            [seq.value(), rules, headline.value(), rules, text.value()]
        })
        .collect();
    transaction.execute(&sql, given).map(drop)
}

pub(super) fn holding(
    connection: &Connection,
    query: &Query,
    seqs: &[u64],
) -> engine::Result<Set<u64>> {
    let stems = stems(connection, query)?;
    let mut held = Set::default();
    for some in seqs.chunks(WEIGHED_MAX) {
        let sql = format!(
            "SELECT rowid FROM words WHERE found @@ CAST(CAST(? AS TEXT) AS tsquery)
             AND rowid IN ({})",
            listed("?", some.len())
        );
        let mut given = vec![stems.value()];
        given.extend(some.iter().map(|seq| Value::Integer(seq.cast_signed())));
        let mut find = connection.prepare_cached(&sql)?;
        for seq in find.query_map(given, |row| row.get::<i64>(0))? {
            held.insert(seq?.cast_unsigned());
        }
    }
    Ok(held)
}

pub(super) fn search(
    connection: &Connection,
    query: &Query,
    until: Timestamp,
    limit: usize,
) -> engine::Result<Vec<(Option<StoryId>, ArticleId)>> {
    let stems = stems(connection, query)?;
    // A word in the headline counts as much as four in the text.
    let sql = format!(
        "WITH held AS MATERIALIZED (
           SELECT rowid AS seq, found FROM words
           WHERE found @@ CAST(CAST(?2 AS TEXT) AS tsquery) ORDER BY rowid DESC LIMIT ?4
         )
         SELECT a.story, a.id FROM held JOIN article a ON a.seq = held.seq WHERE {THERE_BY}
         ORDER BY ts_rank('{{0.25, 0.25, 0.25, 1}}', held.found,
           CAST(CAST(?2 AS TEXT) AS tsquery), 1) DESC, a.seq DESC LIMIT ?3"
    );
    let weighed = limit.max(WEIGHED_MAX) as i64;
    let given = params![until.as_millisecond(), stems, limit as i64, weighed];
    let mut find = connection.prepare_cached(&sql)?;
    let rows = find.query_map(given, found)?;
    rows.collect()
}

/// What is asked, by the rules of one language or another: nobody says in which they ask.
fn stems(connection: &Connection, query: &Query) -> engine::Result<String> {
    let quoted = query.terms().map(|(term, is_unfinished)| {
        let star = if is_unfinished { ":*" } else { "" };
        format!("'{}'{star}", plain(term))
    });
    let asked = quoted.collect::<Vec<_>>().join(" & ");
    let mut rules: Vec<&str> = RULES.iter().map(|(_, rules)| *rules).collect();
    rules.push(NO_RULES);
    rules.dedup();
    let names = rules.iter().map(|one| format!("('{one}')")).collect::<Vec<_>>();
    let sql = format!(
        "SELECT string_agg(DISTINCT '(' || CAST(to_tsquery(CAST(name AS regconfig), ?) AS TEXT)
           || ')', ' | ') FROM (VALUES {}) AS rules (name)",
        names.join(", ")
    );
    connection.query_row(&sql, [asked], |row| row.get(0))
}

/// A text as words without accents, with blanks between.
fn plain(text: &str) -> String {
    let mut end = text.len().min(TEXT_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    if text.is_ascii() {
        return clean(text);
    }
    let parts = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    let is_accent = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    clean(&parts.chars().filter(|c| !is_accent(c)).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_letters_without_accents() {
        assert_eq!(plain("Küste: “Café-au-lait”"), "Kuste   Cafe au lait ");
        assert_eq!(plain("it's 5 o'clock"), "it s 5 o clock");
    }

    #[test]
    fn a_long_text_is_cut_before_the_letter_that_passes_its_bound() {
        let long = format!("a{}", "é".repeat(TEXT_BYTES_MAX));
        assert_eq!(plain(&long).len(), 1 + (TEXT_BYTES_MAX - 1) / 2);
    }
}
