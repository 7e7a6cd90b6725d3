//! The small scenario: a few articles taken in, one feed polled and served, one story
//! briefed.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use rundown_news::limits::TORTURE_RUN_SECONDS_MAX;
use rusqlite::{Connection, OpenFlags};

use super::counting::{self, TOLD};
use super::fault::{Counts, Fault};
use super::judge::Ended;
use super::work::Work;
use crate::torture::news;
use crate::torture::origin::Origin;
use crate::torture::program::{DATABASE, LOOPBACK, Program, copy_files, done};

/// Articles taken in.
const ARTICLES: usize = 6;

/// When what failed is due again, and the page that came is not.
const LATER: &str = "2031-06-28T18:25:00Z";

/// How long a run may take.
const RUN_MAX: Duration = Duration::from_secs(TORTURE_RUN_SECONDS_MAX / 4);

/// How long the service has to keep the page of its feed, and to show its own.
const SERVE_FOR: Duration = Duration::from_secs(4);

/// How often it is looked whether something has happened.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Bytes of an answer of the service that are read.
const ANSWER_BYTES_MAX: u64 = 1 << 20;

/// One kind of work, and what it comes to.
pub(super) struct Scenario {
    program: Program,
    work: Work,
    /// The data that a run begins with.
    base: PathBuf,
    news: PathBuf,
    /// A story of it.
    slug: String,
    /// What a run ends with in which nothing fails.
    reference: Reference,
    origin: Origin,
}

/// What a store comes to.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reference {
    hash: String,
    /// Articles with what they hold at last.
    contents: Vec<String>,
}

impl Scenario {
    pub(super) fn new(program: &Program, work: Work, room: &Path) -> Result<Self> {
        let (base, news) = (room.join("base"), room.join("news.jsonl"));
        fs::create_dir_all(&base)?;
        let lines: String =
            (0..ARTICLES).map(|number| news::story(number).line()).collect();
        fs::write(&news, lines)?;
        let origin = Origin::new(1, 1)?;
        let mut scenario = Self {
            program: program.clone(),
            work,
            base,
            news,
            slug: String::new(),
            reference: Reference::default(),
            origin,
        };
        scenario.fill()?;
        let whole = room.join("whole");
        scenario.prepare(&whole)?;
        scenario.finish(&whole)?;
        scenario.reference = scenario.told(&whole)?;
        Ok(scenario)
    }

    /// Makes the data that a run begins with.
    fn fill(&mut self) -> Result<()> {
        match self.work {
            Work::Ingest => {}
            Work::Fetch | Work::Serve => {
                let list = self.base.join("feeds.opml");
                fs::write(&list, self.origin.subscriptions())?;
                done(self.program.over(&self.base).arg("import").arg(&list))?;
            }
            Work::Brief => {
                done(self.program.over(&self.base).arg("ingest").arg(&self.news))?;
                let told =
                    done(self.program.over(&self.base).args(["stories", "--json"]))?;
                let told: serde_json::Value = serde_json::from_str(&told)?;
                let slug = told["stories"][0]["slug"].as_str().context("no story")?;
                slug.clone_into(&mut self.slug);
            }
        }
        Ok(())
    }

    pub(super) fn prepare(&self, data: &Path) -> Result<()> {
        copy_files(&self.base, data)
    }

    /// The work, in which something fails.
    fn working(&self, data: &Path) -> Command {
        let mut command = self.program.over(data);
        match self.work {
            Work::Serve => {
                command.args(["serve", "--json", "--listen", "127.0.0.1:0", LOOPBACK])
            }
            Work::Fetch => command.args(["fetch", LOOPBACK]),
            Work::Ingest => command.arg("ingest").arg(&self.news),
            Work::Brief => command.args(["story", &self.slug]),
        };
        command
    }

    /// The run that makes up for what failed.
    pub(super) fn finish(&self, data: &Path) -> Result<()> {
        let mut command = self.program.at(LATER, data);
        match self.work {
            Work::Serve | Work::Fetch => command.args(["fetch", LOOPBACK]),
            Work::Ingest => command.arg("ingest").arg(&self.news),
            Work::Brief => command.args(["story", &self.slug]),
        };
        done(&mut command).map(drop)
    }

    /// How often each call is made while nothing fails.
    pub(super) fn counts(&self, room: &Path) -> Result<Counts> {
        let (data, log) = (room.join("counted"), room.join("calls.log"));
        self.prepare(&data)?;
        let ended =
            self.ended(room, counting::noted(&self.working(&data), &log), &data)?;
        ensure!(ended.status.success(), "it fails though nothing does: {}", ended.said);
        counting::counts(&self.program, room, &log)
    }

    /// Does the work while a call fails.
    pub(super) fn run(&self, dir: &Path, data: &Path, fault: &Fault) -> Result<Ended> {
        self.ended(
            dir,
            counting::failing(&self.working(data), fault, &dir.join(TOLD)),
            data,
        )
    }

    fn ended(&self, dir: &Path, mut command: Command, data: &Path) -> Result<Ended> {
        let (told, said) = (dir.join(TOLD), dir.join("said"));
        command.stdout(File::create(&told)?).stderr(File::create(&said)?);
        let mut child = command.spawn().context("could not start strace")?;
        if self.work == Work::Serve {
            served(&mut child, &told, data);
            signal(&child, "-TERM");
        }
        let status = waited(&mut child)?;
        Ok(Ended { status, said: fs::read_to_string(said)? })
    }

    /// Whether a store holds what one holds in whose making nothing failed.
    pub(super) fn holds(&self, data: &Path) -> Result<()> {
        let Reference { hash, contents } = self.told(data)?;
        let wanted = &self.reference;
        if self.polls() {
            ensure!(contents == wanted.contents, "other articles than without the fault");
        } else {
            ensure!(hash == wanted.hash, "another state than without the fault");
        }
        Ok(())
    }

    /// Whether it asks others: what did not come is asked for later, and no failure; the
    /// store keeps the words of the feed that stood in until then.
    pub(super) fn polls(&self) -> bool {
        matches!(self.work, Work::Fetch | Work::Serve)
    }

    /// Whether it goes on until it is asked to end.
    pub(super) fn is_stopped(&self) -> bool {
        self.work == Work::Serve
    }

    pub(super) fn sound(&self, data: &Path) -> Result<()> {
        self.program.sound(data)
    }

    fn told(&self, data: &Path) -> Result<Reference> {
        let hash = self.program.state(data)?;
        Ok(Reference { hash, contents: contents(data)? })
    }
}

/// The articles of a store with the sum of what each holds at last.
fn contents(data: &Path) -> Result<Vec<String>> {
    let path = data.join(DATABASE);
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut all = database.prepare(
        "SELECT a.id || ' ' || (SELECT r.content_hash FROM revision r
         WHERE r.article = a.seq ORDER BY r.number DESC LIMIT 1) FROM article a ORDER BY a.id",
    )?;
    let rows = all.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lets the service serve a page and keep an article, for as long as it may take.
fn served(child: &mut Child, told: &Path, data: &Path) {
    let (begun, mut is_shown) = (Instant::now(), false);
    while begun.elapsed() < SERVE_FOR && matches!(child.try_wait(), Ok(None)) {
        is_shown = is_shown || shown(told).is_some();
        if is_shown && contents(data).is_ok_and(|all| !all.is_empty()) {
            return;
        }
        std::thread::sleep(LOOK_EVERY);
    }
}

/// The service's own page, if it has one to show.
fn shown(told: &Path) -> Option<Vec<u8>> {
    let told: serde_json::Value = serde_json::from_slice(&fs::read(told).ok()?).ok()?;
    let host = told["url"].as_str()?.strip_prefix("http://")?.trim_end_matches('/');
    let mut stream = TcpStream::connect(host).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(1))).ok()?;
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").ok()?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer).ok()?;
    (!answer.is_empty()).then_some(answer)
}

/// Sends a signal to what strace runs.
fn signal(strace: &Child, signal: &str) {
    let id = strace.id();
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
    for child in children.unwrap_or_default().split_whitespace().take(1) {
        // One that has ended needs no asking.
        let _ = Command::new("kill").args([signal, child]).status();
    }
}

fn waited(child: &mut Child) -> Result<ExitStatus> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if begun.elapsed() > RUN_MAX {
            // With strace goes what it traces.
            signal(child, "-KILL");
            child.kill()?;
            child.wait()?;
            bail!("it did not end in {RUN_MAX:?}");
        }
        std::thread::sleep(LOOK_EVERY);
    }
}
