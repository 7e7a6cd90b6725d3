//! Whether a store is sound: every checksum, every relation, and what it comes to.

use rundown_news::ArticleId;
use xxhash_rust::xxh3::Xxh3;

use crate::Damage;
use crate::engine::{self, Connection, Row, without_zeros};
use crate::rows::WRONG_SUM;
use crate::sums::{CAPTURE_SUM, READ_SUM, ROW_SOUND};

/// Findings kept of one kind; a store with more is broken as a whole.
const FINDINGS_MAX: usize = 10_000;

/// What a walk over every byte that is shown found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// Revisions whose checksums were compared.
    pub revisions: u64,
    /// Damaged revisions.
    pub damaged: Vec<Damage>,
    /// What else is wrong, in words.
    pub problems: Vec<String>,
}

impl Check {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.problems.is_empty()
    }
}

/// Relations that must hold: what is told of a row for which one does not.
const RELATIONS: &[(&str, &str)] = &[
    (
        "row {} of the state of threading is damaged (`rundown rebuild` makes it anew)",
        "SELECT CAST(key AS TEXT) FROM threading WHERE sum IS DISTINCT FROM row_sum(key, body)",
    ),
    (
        "article {} lacks its latest revision",
        "SELECT id FROM article a WHERE NOT EXISTS
         (SELECT 1 FROM revision r WHERE r.article = a.seq AND r.number = a.revision)",
    ),
    (
        "article {} is known under no address",
        "SELECT id FROM article a WHERE NOT EXISTS
         (SELECT 1 FROM alias k WHERE k.article = a.seq)",
    ),
    (
        "article {} is in a story that there is not",
        "SELECT id FROM article a WHERE story IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM story s WHERE s.id = a.story)",
    ),
    (
        "story {} does not count its articles right",
        "SELECT slug FROM story s
         WHERE articles <> (SELECT count(*) FROM article a WHERE a.story = s.id)",
    ),
    (
        "story {} is named for an article that there is not",
        "SELECT slug FROM story s
         WHERE NOT EXISTS (SELECT 1 FROM article a WHERE a.id = s.title_article)",
    ),
    (
        "the name {} leads to a story that there is not",
        "SELECT slug FROM redirect d
         WHERE NOT EXISTS (SELECT 1 FROM story s WHERE s.id = d.story)",
    ),
    (
        "article {} stands among those that are kept no longer",
        "SELECT id FROM article WHERE id IN (SELECT id FROM dropped)",
    ),
    (
        "the name {} stands among those that are kept no longer",
        "SELECT slug FROM dropped_name WHERE slug IN (SELECT slug FROM story)
         OR slug IN (SELECT slug FROM redirect)",
    ),
    (
        "article {} is not found by its words",
        "SELECT id FROM article a WHERE NOT EXISTS
         (SELECT 1 FROM words_docsize w WHERE w.id = a.seq)",
    ),
    (
        "article {} is in no list of its outlet",
        "SELECT id FROM article a WHERE a.domain <> ''
         AND octet_length(a.domain) <= 80 AND NOT EXISTS
         (SELECT 1 FROM about b JOIN topic t ON t.id = b.topic
          WHERE b.article = a.seq AND t.kind = 2)",
    ),
];

/// Walks the whole store. A part that cannot be read is a finding and stops no other.
pub(crate) fn check(connection: &Connection) -> Check {
    let mut check = Check::default();
    check.structure(connection);
    check.blobs(connection);
    for (told, sql) in RELATIONS {
        check.relation(told, listed(connection, sql, |row| row.get::<String>(0)));
    }
    let told = "article {} is not found by what it means";
    check.relation(told, crate::meaning::not_found(connection, FINDINGS_MAX));
    check
}

impl Check {
    /// Tells what was found of one kind.
    fn relation(&mut self, told: &str, found: engine::Result<Vec<String>>) {
        match found {
            Ok(found) => {
                self.problems.extend(found.iter().map(|of| told.replace("{}", of)));
            }
            Err(error) => self.problems.push(format!("could not check: {error}")),
        }
    }

    /// What the database says of its own pages and keys.
    fn structure(&mut self, connection: &Connection) {
        // A server holds to its keys, and checks its pages itself (`pg_amcheck`).
        let Connection::Sqlite(_) = connection else { return };
        let said: engine::Result<Vec<String>> =
            listed(connection, "PRAGMA integrity_check(1000)", |row| row.get(0));
        let said = said.unwrap_or_else(|error| vec![error.to_string()]);
        let wrong = said.into_iter().filter(|line| line != "ok");
        self.problems.extend(wrong.map(|line| format!("the database: {line}")));
        let orphan = |row: &Row<'_>| row.get::<String>(0);
        match listed(connection, "PRAGMA foreign_key_check", orphan) {
            Ok(tables) => self.problems.extend(
                tables.iter().map(|table| format!("a row of {table} belongs to nothing")),
            ),
            Err(error) => self.problems.push(format!("the database: {error}")),
        }
    }

    /// Every stored blob against its checksum.
    fn blobs(&mut self, connection: &Connection) {
        let sql = format!(
            "SELECT a.id, r.number, r.read_sum IS NOT DISTINCT FROM {READ_SUM} AND {ROW_SOUND},
             r.capture_sum IS NOT DISTINCT FROM {CAPTURE_SUM}
             FROM revision r JOIN article a ON a.seq = r.article"
        );
        let walked = connection.prepare_cached(&sql).and_then(|mut all| {
            all.each((), |row| {
                self.revisions += 1;
                self.blob(row)
            })
        });
        if let Err(error) = walked {
            self.problems.push(format!("could not read every revision: {error}"));
        }
    }

    fn blob(&mut self, row: &Row<'_>) -> engine::Result<()> {
        let (id, revision): (String, u32) = (row.get(0)?, row.get(1)?);
        let wrong = match (row.get(2)?, row.get(3)?) {
            (true, true) => return Ok(()),
            (false, _) => WRONG_SUM.to_owned(),
            (true, false) => format!("its capture: {WRONG_SUM}"),
        };
        if self.damaged.len() < FINDINGS_MAX {
            self.damaged.push(Damage { article: ArticleId(id), revision, why: wrong });
        }
        Ok(())
    }
}

fn listed<T>(
    connection: &Connection,
    sql: &str,
    one: impl FnMut(&Row<'_>) -> engine::Result<T>,
) -> engine::Result<Vec<T>> {
    let mut all = connection.prepare_cached(sql)?;
    let rows = all.query_map((), one)?;
    rows.take(FINDINGS_MAX).collect()
}

/// What makes two stores the same: their articles with the content of every revision,
/// which articles share a story and a development and repeat one another, what is kept no
/// longer, what is followed or put off, and what the reader decided. Numbers of rows, times of arrival and the
/// states of polls are left out: they are those of one run.
const STATE: &[&str] = &[
    "SELECT a.id || ' ' || a.domain || ' ' || coalesce(CAST(a.published_ms AS TEXT), '') || ' '
        || a.headline FROM article a ORDER BY a.id",
    "SELECT a.id || ' ' || r.number || ' ' || r.content_hash FROM revision r
        JOIN article a ON a.seq = r.article ORDER BY a.id, r.number",
    "SELECT id || ' ' || coalesce((SELECT min(b.id) FROM article b WHERE b.story = a.story), '')
        || ' ' || coalesce((SELECT min(b.id) FROM article b WHERE b.story = a.story
        AND b.development = a.development), '') || ' ' || coalesce(copy_of, '')
        FROM article a ORDER BY id",
    "SELECT url || ' ' || coalesce(title, '') || ' ' || coalesce(folder, '')
        FROM subscription ORDER BY url",
    "SELECT article || ' ' || other || ' ' || together FROM correction
        ORDER BY article, other",
    "SELECT id || ' ' || content_hash FROM dropped ORDER BY id",
    "SELECT slug FROM dropped_name ORDER BY slug",
    "SELECT reader || ' ' || (SELECT min(a.id) FROM article a WHERE a.story = p.story)
        || ' ' || follow || ' ' || coalesce(CAST(snoozed_until_ms AS TEXT), '')
        || CASE WHEN material_since_ms IS NULL THEN '' ELSE ' material' END
        FROM reader_story p WHERE follow <> 'none' OR snoozed_until_ms IS NOT NULL
        OR material_since_ms IS NOT NULL ORDER BY 1",
];

/// A number for what a store holds: equal for two that hold the same.
pub(crate) fn state_hash(connection: &Connection) -> engine::Result<u128> {
    let mut hash = Xxh3::new();
    for sql in STATE {
        connection.prepare_cached(sql)?.each((), |row| {
            let line: Option<String> = row.get(0)?;
            hash.update(without_zeros(&line.unwrap_or_default()).as_bytes());
            hash.update(b"\n");
            Ok(())
        })?;
        hash.update(&[0]);
    }
    Ok(hash.digest128())
}
