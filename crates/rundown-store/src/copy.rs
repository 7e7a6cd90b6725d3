//! A whole store into an empty one, whichever engines the two have.
//!
//! Rows go over as they are, with their numbers. What an engine makes of them for itself is
//! made anew there: the index of words, what headlines mean, checksums. A row that does not
//! match its checksum here has none there, so that it stays damaged.

mod tables;

use rundown_news::{Article, ReadArticle};

use crate::engine::{self, Connection, Owned, ToValue as _, Transaction, Value, listed};
use crate::error::doing;
use crate::packing::unpack;
use crate::sums::{CAPTURE_SUM, READ_SUM, ROW_SOUND};
use crate::{SqlStore, StoreError};
use tables::{NUMBERED, TABLES, Table};

/// Rows written by one statement, and about so many bytes of them.
const ROWS_AT_ONCE: usize = 200;
const BYTES_AT_ONCE: usize = 4 << 20;

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Copied {
    /// Rows of all tables.
    pub rows: u64,
    /// Articles among them.
    pub articles: u64,
}

const WHAT: &str = "copying the store";

impl SqlStore {
    /// Copies all of this store into an empty one, in one transaction.
    ///
    /// # Errors
    /// When the other store holds anything, or either fails: then nothing is there.
    pub fn copy_to(&self, to: &SqlStore) -> Result<Copied, StoreError> {
        self.read(|from| {
            to.write(WHAT, |into| {
                if !is_empty(into).map_err(doing(WHAT))? {
                    return Err(StoreError::NotEmpty { store: to.name() });
                }
                copy(from, into).map_err(doing(WHAT))
            })
        })
    }
}

fn is_empty(into: &Transaction<'_>) -> engine::Result<bool> {
    for table in ["article", "subscription", "account", "dropped", "reader_story"] {
        if into.prepare_cached(&format!("SELECT 1 FROM {table} LIMIT 1"))?.exists(())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn copy(from: &Connection, into: &Transaction<'_>) -> engine::Result<Copied> {
    let mut done = Copied::default();
    for table in TABLES {
        // What triggers wrote of the rows before is written again as it was.
        into.execute(&format!("DELETE FROM {}", table.name), ())?;
        done.rows += copy_table(from, into, table)?;
    }
    done.rows += copy_revisions(from, into)?;
    done.articles = find_anew(from, into)?;
    if let Connection::Postgres(_) = &**into {
        for (table, number) in NUMBERED {
            into.execute_batch(&format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{number}'),
                   coalesce((SELECT max({number}) FROM {table}), 0) + 1, false)"
            ))?;
        }
    }
    Ok(done)
}

/// Rows on their way.
#[derive(Default)]
struct Load {
    values: Vec<Owned>,
    rows: usize,
    bytes: usize,
}

impl Load {
    fn add(&mut self, row: Vec<Owned>) -> bool {
        self.bytes += row.iter().map(Owned::len).sum::<usize>();
        self.values.extend(row);
        self.rows += 1;
        self.rows >= ROWS_AT_ONCE || self.bytes >= BYTES_AT_ONCE
    }

    /// Writes what has gathered; how many rows it was.
    fn put(&mut self, into: &Transaction<'_>, sql: &str) -> engine::Result<u64> {
        if self.rows > 0 {
            let given: Vec<Value<'_>> = self.values.iter().map(Owned::value).collect();
            into.execute(sql, given)?;
        }
        Ok(std::mem::take(self).rows as u64)
    }
}

/// Copies the rows of a query; `insert` tells how so many are written.
fn load(
    from: &Connection,
    into: &Transaction<'_>,
    query: &str,
    columns: usize,
    insert: impl Fn(usize) -> String,
) -> engine::Result<u64> {
    let (mut load, mut done) = (Load::default(), 0);
    from.prepare_cached(query)?.each((), |row| {
        let row = (0..columns).map(|at| row.owned(at)).collect::<engine::Result<_>>()?;
        if load.add(row) {
            done += load.put(into, &insert(load.rows))?;
        }
        Ok(())
    })?;
    let rest = insert(load.rows);
    Ok(done + load.put(into, &rest)?)
}

fn copy_table(
    from: &Connection,
    into: &Transaction<'_>,
    Table { name, columns }: &Table,
) -> engine::Result<u64> {
    let query = format!("SELECT {} FROM {name}", columns.join(", "));
    let row = format!("({})", listed("?", columns.len()));
    load(from, into, &query, columns.len(), |rows| {
        format!(
            "INSERT INTO {name} ({}) VALUES {}",
            columns.join(", "),
            listed(&row, rows)
        )
    })
}

/// A row of a revision: its columns, the id of its article, and whether the article that it
/// reads and its capture are what was stored.
const REVISION: &str = "(#1, #2, #3, #4, #5, #6,
     CASE WHEN #8 = 1 THEN row_sum(#7, #2, #3, #4, #5) END,
     CASE WHEN #9 = 1 THEN row_sum(#7, #2, #6) END)";

/// Revisions with their checksums as the other engine reckons them, and none where they are
/// not what was stored; the same of the rows of their articles, and of the state of threading.
fn copy_revisions(from: &Connection, into: &Transaction<'_>) -> engine::Result<u64> {
    let query = format!(
        "SELECT r.article, r.number, r.content_hash, r.seen_ms, r.read, r.capture, a.id,
         CASE WHEN r.read_sum IS NOT DISTINCT FROM {READ_SUM} THEN 1 ELSE 0 END,
         CASE WHEN r.capture_sum IS NOT DISTINCT FROM {CAPTURE_SUM} THEN 1 ELSE 0 END
         FROM revision r JOIN article a ON a.seq = r.article"
    );
    let one = |row: usize| {
        // From the last, so that no number is taken for the beginning of another.
        (1..=9).rev().fold(REVISION.to_owned(), |sql, place| {
            sql.replace(&format!("#{place}"), &format!("?{}", row * 9 + place))
        })
    };
    let done = load(from, into, &query, 9, |rows| {
        let rows: Vec<String> = (0..rows).map(one).collect();
        format!(
            "INSERT INTO revision (article, number, content_hash, seen_ms, read, capture,
             read_sum, capture_sum) VALUES {}",
            rows.join(", ")
        )
    })?;
    let altered = format!("SELECT a.seq FROM article a WHERE NOT ({ROW_SOUND})");
    let mut unsound = Vec::new();
    from.prepare_cached(&altered)?.each((), |row| {
        unsound.push(row.get::<i64>(0)?);
        Ok(())
    })?;
    for seq in unsound {
        into.execute("UPDATE article SET sum = NULL WHERE seq = ?", [seq])?;
    }
    // A row that is missing is as good as a damaged one: threading makes all of it anew.
    let sound = "SELECT key, body FROM threading WHERE sum IS NOT DISTINCT FROM row_sum(key, body)";
    let rows = load(from, into, sound, 2, |rows| {
        let row = |row: usize| {
            let (key, body) = (row * 2 + 1, row * 2 + 2);
            format!("(?{key}, ?{body}, row_sum(?{key}, ?{body}))")
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("INSERT INTO threading (key, body, sum) VALUES {}", rows.join(", "))
    })?;
    Ok(done + rows)
}

/// Lets every article be found by its words and by what it means; how many there are.
fn find_anew(from: &Connection, into: &Transaction<'_>) -> engine::Result<u64> {
    const AT_ONCE: usize = 64;
    let query = "SELECT a.seq, a.headline, r.read FROM article a LEFT JOIN revision r
         ON r.article = a.seq AND r.number = a.revision ORDER BY a.seq";
    let (mut some, mut done) = (Vec::<(i64, Article)>::new(), 0);
    let note = |some: &mut Vec<(i64, Article)>| {
        let these: Vec<(i64, &Article)> =
            some.iter().map(|(seq, article)| (*seq, article)).collect();
        if !these.is_empty() {
            crate::search::note(into, &these)?;
        }
        some.clear();
        Ok(())
    };
    from.prepare_cached(query)?.each((), |row| {
        let (seq, headline): (i64, String) = (row.get(0)?, row.get(1)?);
        crate::meaning::note(into, seq, &headline)?;
        let read: Option<Vec<u8>> = row.get(2)?;
        some.push((seq, article_of(read.as_deref())));
        done += 1;
        if some.len() >= AT_ONCE { note(&mut some) } else { Ok(()) }
    })?;
    note(&mut some)?;
    Ok(done)
}

/// What is damaged is found by no words until it is mended.
fn article_of(packed: Option<&[u8]>) -> Article {
    let json = packed.and_then(|packed| unpack(packed).ok());
    let read = json.and_then(|json| serde_json::from_slice::<ReadArticle>(&json).ok());
    read.map(|read| read.article).unwrap_or_default()
}
