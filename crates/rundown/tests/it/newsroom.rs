//! A store at a server: what is refused without one, and the whole way where one is named.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use crate::service::Service;
use crate::{Room, Run, program, run, rundown, text};

#[test]
fn a_store_that_is_none_is_told_and_its_password_is_not() {
    for store in ["mysql://a@b.example/c", "somewhere", "postgres:///news"] {
        let run = rundown(["--store", store, "stories"]);
        assert_eq!(run.code, 2, "{store}: {}", run.err);
        assert!(run.err.contains("setting store"), "{store}: {}", run.err);
    }
    let store = "postgres://desk:opensesame@127.0.0.1:1/news";
    let told = rundown(["--store", store, "config"]).ok();
    assert!(told.contains("postgres://127.0.0.1:1/news"), "{told}");
    assert!(!told.contains("opensesame"), "{told}");
    let run = rundown(["--store", store, "stories"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("while connecting to it"), "{}", run.err);
    assert!(run.err.contains("hint: check that PostgreSQL runs"), "{}", run.err);
    assert!(!run.err.contains("opensesame"), "{}", run.err);
}

#[test]
fn a_directory_named_on_the_command_line_is_meant() {
    let room = Room::new("store-or-data");
    let data = text(&room.dir.join("data"));
    let mut named = program();
    named.env("RUNDOWN_STORE", "postgres://desk@127.0.0.1:1/news");
    named.args(["--data", &data, "stories", "--json"]);
    run(&mut named, b"").ok();
    let both =
        rundown(["--data", &data, "--store", "postgres://127.0.0.1:1/a", "stories"]);
    assert_eq!(both.code, 2);
    assert!(both.err.contains("both --data and --store"), "{}", both.err);
}

#[test]
fn a_copy_needs_two_places_and_an_empty_one() {
    let room = Room::new("copy-files");
    let [one, other] = ["one", "other"].map(|name| text(&room.dir.join(name)));
    let line = room.file("news.jsonl", LINES);
    rundown(["--data", &one, "ingest", &text(&line)]).ok();
    rundown(["--data", &one, "token", "new", "crawler"]).ok();
    let report = rundown(["copy", "--from", &one, "--to", &other, "--json"]).json();
    assert_eq!(
        (&report["articles"], &report["notes"]),
        (&Value::from(2), &Value::from(1))
    );
    assert_eq!(report["from"], report["to"]);
    let again = rundown(["copy", "--from", &one, "--to", &other]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("is not empty"), "{}", again.err);
    assert!(rundown(["--data", &other, "token", "list"]).ok().contains("crawler"));
    let service = Service::start(&["--offline", "--data", &one], &[]);
    let held = rundown(["copy", "--from", &one, "--to", &text(&room.dir.join("third"))]);
    assert!(held.code == 1 && held.err.contains("--from"), "{}", held.err);
    drop(service);
    assert_eq!(rundown(["copy", "--from", &one, "--to", "ftp://a/b"]).code, 2);
}

const LINES: &str = "\
{\"url\":\"https://a.example/1\",\"title\":\"The harbor of Port Elm is shut\",\"published\":\"2031-05-14T09:00:00Z\",\"body\":\"The harbor of Port Elm was shut on Monday after a storm, warden Ian Pell said.\"}
{\"url\":\"https://b.example/1\",\"title\":\"Choir of Ardmore wins round 3\",\"published\":\"2031-05-15T09:00:00Z\",\"body\":\"The choir of Ardmore won round 3 of a song contest on Friday, conductor Mara Ode said.\"}
";

/// A schema of a server that goes with the test; none where none is named, which is told.
pub(crate) struct Schema {
    server: String,
    name: String,
}

impl Schema {
    pub(crate) fn new(name: &str) -> Option<Self> {
        let Ok(server) = std::env::var("RUNDOWN_TEST_POSTGRES") else {
            let skipped = format!(
                "SKIPPED on PostgreSQL: {name} (RUNDOWN_TEST_POSTGRES names no server)\n"
            );
            let _ = std::io::stderr().write_all(skipped.as_bytes());
            return None;
        };
        let name = format!("rundown_it_{}_{name}", std::process::id());
        let schema = Self { server, name };
        schema.run("DROP SCHEMA IF EXISTS NAME CASCADE; CREATE SCHEMA NAME");
        Some(schema)
    }

    fn run(&self, sql: &str) {
        let mut client = postgres::Client::connect(&self.server, postgres::NoTls)
            .expect("RUNDOWN_TEST_POSTGRES names a server that is there");
        client.batch_execute(&sql.replace("NAME", &self.name)).unwrap();
    }

    /// Ends the connection that holds the store, as a server does that is started anew.
    pub(crate) fn cut_off(&self) {
        self.run(
            "SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = 'advisory'
             AND (l.classid::bigint << 32 | l.objid::bigint)
               = hashtextextended('rundown NAME', 0)",
        );
    }

    pub(crate) fn address(&self) -> String {
        let sign = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{sign}options=-csearch_path%3D{}", self.server, self.name)
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.run("DROP SCHEMA IF EXISTS NAME CASCADE");
        }
    }
}

/// What a service answers to a post of an article.
fn posted(service: &Service, token: &str, article: &str) -> String {
    let mut stream = TcpStream::connect(&service.address).unwrap();
    write!(
        stream,
        "POST /api/v1/articles HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{article}",
        article.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn a_newsroom_goes_to_a_server_and_back() {
    let Some(schema) = Schema::new("newsroom") else { return };
    let room = Room::new("newsroom");
    let [data, back] = ["data", "back"].map(|name| text(&room.dir.join(name)));
    let (store, line) = (schema.address(), text(&room.file("news.jsonl", LINES)));
    rundown(["--data", &data, "ingest", &line]).ok();
    rundown(["copy", "--from", &data, "--to", &store]).ok();
    let at_server = |args: &[&str]| rundown([&["--store", &store], args].concat());
    at_server(&["ingest", &line]).ok();
    at_server(&["token", "new", "crawler"]).ok();
    // All but the time at which it is told.
    let told = |run: Run| {
        let all = run.json();
        [all["counts"].clone(), all["stories"].clone()]
    };
    let stories = told(at_server(&["stories", "--json"]));
    assert_eq!(stories, told(rundown(["--data", &data, "stories", "--json"])));

    {
        let writer = Service::start(&["--offline", "--store", &store], &[]);
        let token = at_server(&["token", "new", "beside"]).ok();
        let token = token.split_whitespace().find(|word| word.len() > 40).unwrap();
        let reader = Service::start(&["--read-only", "--store", &store], &[]);
        // Who reads beside it reads; who would write is told.
        at_server(&["search", "harbor"]).ok();
        for args in [&["serve", "--offline"][..], &["ingest", &line], &["follow", "1"]] {
            let refused = at_server(args);
            assert_eq!(refused.code, 1, "{args:?}");
            assert!(refused.err.contains("hint:"), "{args:?}: {}", refused.err);
        }
        let front = reader.get("localhost", "/", "");
        assert!(front.contains("Port Elm") && !front.contains("Dunmore"), "{front}");
        let post = "{\"url\":\"https://c.example/1\",\"title\":\"Dam of Dunmore holds\",\
                    \"body\":\"The dam of Dunmore held on Tuesday, warden Ana Ruiz said.\"}";
        let posted = posted(&writer, token, post);
        assert!(posted.starts_with("HTTP/1.0 20"), "{posted}");
        let refused = self::posted(&reader, token, post);
        assert!(refused.starts_with("HTTP/1.0 409"), "{refused}");
        assert!(refused.contains("the one that writes"), "{refused}");
        let shows = |service: &Service| {
            (0..100).any(|_| {
                std::thread::sleep(std::time::Duration::from_millis(100));
                service.get("localhost", "/", "").contains("Dunmore")
            })
        };
        assert!(shows(&writer) && shows(&reader), "what is written is heard of");
        let asked = at_server(&["add", "http://127.0.0.1:1/feed"]);
        assert!(asked.err.contains("subscribing is not for it"), "{}", asked.err);
        at_server(&["user", "add", "ana"]).ok();
        assert!(at_server(&["user", "list"]).ok().contains("ana"));
    }

    rundown(["copy", "--from", &store, "--to", &back]).ok();
    let hash = |args: &[&str]| rundown([args, &["fsck", "--state-hash"]].concat()).ok();
    assert_eq!(hash(&["--data", &back]), hash(&["--store", &store]));
    at_server(&["fsck"]).ok();
    at_server(&["verify"]).ok();
    let backup = at_server(&["backup", &text(&room.dir.join("copy"))]);
    assert!(backup.code == 1 && backup.err.contains("pg_dump"), "{}", backup.err);
}
