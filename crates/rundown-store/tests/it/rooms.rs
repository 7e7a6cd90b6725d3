//! Where a test keeps its store: a directory, or a schema of a server.

use std::io::Write as _;
use std::path::PathBuf;

use postgres::NoTls;
use rundown_store::{SqlStore, StoreError};
use rusqlite::Connection;

/// Names the server that the suite runs on beside files: an address of a user who may
/// create schemas.
const SERVER: &str = "RUNDOWN_TEST_POSTGRES";

/// A directory of its own that goes with the test.
pub(crate) struct Directory {
    pub dir: PathBuf,
}

impl Directory {
    #[expect(clippy::unnecessary_wraps, reason = "a schema is not always to be had")]
    pub(crate) fn new(name: &str) -> Option<Self> {
        let dir = std::env::temp_dir()
            .join(format!("rundown-store-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&dir);
        Some(Self { dir })
    }

    pub(crate) fn store(&self) -> SqlStore {
        SqlStore::open(&self.dir).expect("a new directory can be opened")
    }

    pub(crate) fn reading(&self) -> SqlStore {
        SqlStore::reading(&self.dir).expect("a store can be read")
    }

    pub(crate) fn database(&self) -> Connection {
        Connection::open(self.dir.join("rundown.sqlite")).expect("the store's own file")
    }

    /// Runs something beneath the store.
    pub(crate) fn run(&self, sql: &str) {
        let done = self.database().execute_batch(sql);
        done.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    /// Turns one bit in the stored article of the first row.
    pub(crate) fn turn_a_bit(&self) {
        let database = self.database();
        let read = |row: &rusqlite::Row<'_>| row.get::<_, Vec<u8>>(0);
        let mut blob = database
            .query_row("SELECT read FROM revision WHERE article = 1", [], read)
            .expect("the store's own table");
        let middle = blob.len() / 2;
        blob[middle] ^= 4;
        database
            .execute("UPDATE revision SET read = ? WHERE article = 1", [blob])
            .expect("the store's own table");
    }

    /// Alters the rows of all articles behind the store's back.
    pub(crate) fn alter_headlines(&self, headline: &str) {
        let database = self.database();
        database.execute_batch("DROP TRIGGER article_changed").expect("its trigger");
        database
            .execute("UPDATE article SET headline = ?", [headline])
            .expect("the store's own table");
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// A schema of its own that goes with the test.
pub(crate) struct Schema {
    name: String,
    server: String,
}

impl Schema {
    /// None where no server is named; that is told.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            // What tests print is shown only where they fail; this is always.
            let skipped =
                format!("SKIPPED on PostgreSQL: {name} ({SERVER} names no server)\n");
            let _ = std::io::stderr().write_all(skipped.as_bytes());
            return None;
        };
        let name = format!("rundown_{}_{}", std::process::id(), name.replace('-', "_"));
        let room = Self { name, server };
        room.run(&format!(
            "DROP SCHEMA IF EXISTS {0} CASCADE; CREATE SCHEMA {0}",
            room.name
        ));
        Some(room)
    }

    /// The address of a store in it.
    pub(crate) fn address(&self) -> String {
        let sign = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{sign}options=-csearch_path%3D{}", self.server, self.name)
    }

    pub(crate) fn store(&self) -> SqlStore {
        // The server ends the connection of a store that was dropped when it comes to it.
        let opened = (0..20).find_map(|_| match SqlStore::at(&self.address()) {
            Err(StoreError::Written { .. }) => None,
            opened => Some(opened),
        });
        opened.expect("nobody else writes there").expect("a new schema can be opened")
    }

    pub(crate) fn reading(&self) -> SqlStore {
        SqlStore::reading_at(&self.address()).expect("a store can be read")
    }

    fn client(&self) -> postgres::Client {
        let mut client =
            postgres::Client::connect(&self.server, NoTls).unwrap_or_else(|error| {
                panic!("{SERVER} names a server that is not there: {error}")
            });
        client
            .batch_execute(&format!("SET search_path = {}", self.name))
            .expect("any schema may be named");
        client
    }

    /// Runs something beneath the store.
    pub(crate) fn run(&self, sql: &str) {
        let done = self.client().batch_execute(sql);
        done.unwrap_or_else(|error| panic!("{sql}: {error:?}"));
    }

    /// Turns one bit in the stored article of the first row.
    pub(crate) fn turn_a_bit(&self) {
        self.run(
            "UPDATE revision SET read = set_byte(read, length(read) / 2,
               get_byte(read, length(read) / 2) # 4) WHERE article = 1",
        );
    }

    /// Alters the rows of all articles behind the store's back.
    pub(crate) fn alter_headlines(&self, headline: &str) {
        self.run(&format!(
            "ALTER TABLE article DISABLE TRIGGER article_summed;
             UPDATE article SET headline = '{headline}';
             ALTER TABLE article ENABLE TRIGGER article_summed"
        ));
    }

    /// Ends all connections of its stores, as a server does that is started anew.
    pub(crate) fn cut_off(&self) {
        self.run(&format!(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = 'advisory'
             AND (l.classid::bigint << 32 | l.objid::bigint)
               = hashtextextended('rundown {}', 0)",
            self.name
        ));
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.run(&format!("DROP SCHEMA IF EXISTS {} CASCADE", self.name));
        }
    }
}
