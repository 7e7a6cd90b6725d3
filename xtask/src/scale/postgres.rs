//! A store at a PostgreSQL server held against one in a file: how fast it takes news in and
//! shows pages, who may write, how soon another one writes, and what is left when the
//! program or the server is killed.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use rundown_store::{SqlStore, Store};

use super::cluster::Cluster;
use crate::server::Server;
use crate::torture::dice::Dice;
use crate::torture::load::lines;
use crate::torture::program::{Program, done};
use crate::torture::room::Room;

#[derive(Debug, Args)]
pub(crate) struct Postgres {
    /// Articles in order of publication, one a line; invented ones without
    file: Option<PathBuf>,
    /// Articles of it that are taken in
    #[arg(long, default_value_t = 2_000)]
    articles: usize,
    /// Pairs of intakes, one into each store
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Requests to each store
    #[arg(long, default_value_t = 600)]
    requests: usize,
    /// Intakes that are killed; of every third the server is
    #[arg(long, default_value_t = 30)]
    kills: u64,
    /// Articles of an intake that is killed
    #[arg(long, default_value_t = 400)]
    killed_articles: usize,
    /// The program
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a store is called on the command line.
#[derive(Debug, Clone)]
enum At {
    File(PathBuf),
    Server(String),
}

impl At {
    fn name(&self) -> &'static str {
        match self {
            Self::File(_) => "SQLite",
            Self::Server(_) => "PostgreSQL",
        }
    }

    fn command(&self, program: &Program) -> Command {
        let mut command = Command::new(&program.0);
        match self {
            Self::File(dir) => command.arg("--data").arg(dir),
            Self::Server(address) => command.args(["--store", address]),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn state(&self, program: &Program) -> Result<String> {
        done(self.command(program).args(["fsck", "--state-hash"]))
    }

    /// Articles that another process finds there.
    fn articles(&self) -> u64 {
        let store = match self {
            Self::File(dir) => SqlStore::reading(dir),
            Self::Server(address) => SqlStore::reading_at(address),
        };
        store.and_then(|store| store.counts()).map_or(0, |counts| counts.articles)
    }
}

pub(crate) fn run(args: &Postgres) -> Result<()> {
    let program = Program::or_beside(args.program.as_ref())?;
    let room = Room::new("scale-postgres")?;
    let cluster = Cluster::new(&room.0)?;
    let file = stream(args, &room.0, args.articles)?;
    let stores = rates(args, &program, &cluster, (&room.0, &file))?;
    copied(&program, &cluster, &room.0, &stores)?;
    pages(args, &program, &stores)?;
    let [_, server] = &stores;
    one_writer(&program, server, &file)?;
    failover(&program, server)?;
    killed(args, &program, &cluster, &room.0)
}

/// So many articles as a file.
fn stream(args: &Postgres, room: &Path, articles: usize) -> Result<PathBuf> {
    let text = match &args.file {
        None => lines(0..articles),
        Some(file) => {
            let all = std::fs::read_to_string(file);
            let all = all.with_context(|| file.display().to_string())?;
            all.lines().take(articles).flat_map(|line| [line, "\n"]).collect()
        }
    };
    let file = room.join(format!("{articles}.jsonl"));
    std::fs::write(&file, text)?;
    Ok(file)
}

/// Takes the same in by turns; the last pair of stores is kept.
fn rates(
    args: &Postgres,
    program: &Program,
    cluster: &Cluster,
    (room, file): (&Path, &Path),
) -> Result<[At; 2]> {
    let mut best = [f64::INFINITY; 2];
    let mut stores = [At::File(room.to_owned()), At::Server(String::new())];
    for round in 0..args.rounds {
        let dir = room.join(format!("round-{round}"));
        stores = [At::File(dir), At::Server(cluster.database(&format!("round{round}"))?)];
        for (store, best) in stores.iter().zip(&mut best) {
            let begun = Instant::now();
            done(store.command(program).arg("ingest").arg(file))?;
            *best = best.min(begun.elapsed().as_secs_f64());
        }
    }
    let [one, other] = best.map(|seconds| args.articles as f64 / seconds);
    println!(
        "{} articles taken in, best of {}: SQLite {one:.0} a second, PostgreSQL {other:.0} \
         ({:.2} of it)",
        args.articles,
        args.rounds,
        other / one
    );
    let states = stores.each_ref().map(|store| store.state(program));
    let [one, other] = states;
    ensure!(one? == other?, "the two stores do not hold the same");
    println!("state hashes equal");
    Ok(stores)
}

/// There and back, each proven by its state hash.
fn copied(
    program: &Program,
    cluster: &Cluster,
    room: &Path,
    [file, _]: &[At; 2],
) -> Result<()> {
    let At::File(dir) = file else { unreachable!("the first is a file") };
    let (there, back) = (cluster.database("copied")?, room.join("back"));
    let copy = |from: &std::ffi::OsStr, to: &std::ffi::OsStr| -> Result<f64> {
        let begun = Instant::now();
        let mut copy = Command::new(&program.0);
        copy.arg("copy").arg("--from").arg(from).arg("--to").arg(to);
        done(&mut copy)?;
        Ok(begun.elapsed().as_secs_f64())
    };
    let to = copy(dir.as_os_str(), there.as_ref())?;
    let from = copy(there.as_ref(), back.as_os_str())?;
    ensure!(
        file.state(program)? == At::File(back).state(program)?,
        "it came back another"
    );
    println!(
        "copied to PostgreSQL in {to:.1} s and back in {from:.1} s, state hashes equal"
    );
    Ok(())
}

/// Asks both for the same pages by turns.
fn pages(args: &Postgres, program: &Program, stores: &[At; 2]) -> Result<()> {
    let serve = |at: &At| Server::start(at.command(program).args(["serve", "--offline"]));
    let servers = [serve(&stores[0])?, serve(&stores[1])?];
    // What a story is called hangs on which of its articles was placed first.
    let slugs = [slugs(&servers[0].url)?, slugs(&servers[1].url)?];
    let most = slugs.iter().map(Vec::len).min().unwrap_or(0);
    ensure!(most > 0, "there are no stories to look at");
    let mut dice = Dice(7);
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..args.requests {
        let story = dice.below(most);
        for ((server, slugs), times) in servers.iter().zip(&slugs).zip(&mut times) {
            let path = match number % 5 {
                0 => "/".to_owned(),
                1 => "/search?q=common7".to_owned(),
                2 => "/stories".to_owned(),
                _ => format!("/stories/{}", slugs[story]),
            };
            let begun = Instant::now();
            let answer = asked(&server.url, &path)?;
            times.push(begun.elapsed());
            ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer:.200}");
        }
    }
    for (store, times) in stores.iter().zip(&mut times) {
        times.sort();
        let at =
            |share: f64| times[(times.len() as f64 * share) as usize].as_secs_f64() * 1e3;
        println!(
            "{} pages of {}: half within {:.1} ms, 99 of 100 within {:.1} ms",
            times.len(),
            store.name(),
            at(0.5),
            at(0.99)
        );
    }
    Ok(())
}

fn slugs(url: &str) -> Result<Vec<String>> {
    let answer = asked(url, "/api/v1/rundown")?;
    let parts = answer.split("\"slug\":\"").skip(1);
    Ok(parts.filter_map(|part| part.split('"').next()).map(str::to_owned).collect())
}

fn asked(url: &str, path: &str) -> Result<String> {
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// While one process writes, a second one is refused, and readers are not.
fn one_writer(program: &Program, server: &At, file: &Path) -> Result<()> {
    let writer = Server::start(server.command(program).args(["serve", "--offline"]))?;
    for args in [&["serve", "--offline"][..], &["ingest", &file.to_string_lossy()]] {
        let refused =
            server.command(program).args(args).stderr(Stdio::piped()).output()?;
        let said = String::from_utf8_lossy(&refused.stderr);
        ensure!(!refused.status.success(), "a second writer was let in: {args:?}");
        let words = ["another rundown process writes", "only reads the store"];
        ensure!(words.iter().any(|words| said.contains(words)), "{args:?} says {said}");
    }
    let reader = Server::start(server.command(program).args(["serve", "--read-only"]))?;
    let (one, other) = (slugs(&writer.url)?, slugs(&reader.url)?);
    ensure!(one == other, "a reader shows other stories");
    println!(
        "a second writer is refused; a reader beside shows the same {} stories",
        one.len()
    );
    Ok(())
}

/// How long nobody writes after the writer is killed, where another one stands by.
fn failover(program: &Program, server: &At) -> Result<()> {
    const TRIES: usize = 5;
    let mut longest = Duration::ZERO;
    let mut writer = Server::start(server.command(program).args(["serve", "--offline"]))?;
    for _ in 0..TRIES {
        let mut standby = server.command(program);
        standby.args(["serve", "--offline", "--standby"]);
        let (told, heard) = std::sync::mpsc::channel();
        let waiting = std::thread::spawn(move || {
            let _ = told.send(());
            Server::start(&mut standby)
        });
        heard.recv()?;
        std::thread::sleep(Duration::from_secs(2));
        let begun = Instant::now();
        drop(writer);
        let next =
            waiting.join().map_err(|_| anyhow::anyhow!("the standby failed"))??;
        longest = longest.max(begun.elapsed());
        ensure!(asked(&next.url, "/")?.starts_with("HTTP/1.1 200"), "it does not answer");
        writer = next;
    }
    println!(
        "writer killed {TRIES} times: a standby serves within {:.1} s",
        longest.as_secs_f64()
    );
    Ok(())
}

/// Kills the program or the server at random moments of an intake, and lets another one
/// finish it.
fn killed(
    args: &Postgres,
    program: &Program,
    cluster: &Cluster,
    room: &Path,
) -> Result<()> {
    let file = stream(args, room, args.killed_articles)?;
    let whole = At::File(room.join("whole"));
    done(whole.command(program).arg("ingest").arg(&file))?;
    let (state, all) = (whole.state(program)?, whole.articles());
    let unhurt = At::Server(cluster.database("unhurt")?);
    let begun = Instant::now();
    done(unhurt.command(program).arg("ingest").arg(&file))?;
    let takes = begun.elapsed();
    let (mut seen, mut servers) = (0, 0);
    for seed in 0..args.kills {
        let mut dice = Dice(seed);
        let name = format!("killed{seed}");
        let store = At::Server(cluster.database(&name)?);
        let mut intake = store.command(program).arg("ingest").arg(&file).spawn()?;
        let wait = takes.mul_f64(dice.below(1_000) as f64 / 900.0);
        std::thread::sleep(wait);
        let before = store.articles();
        if seed % 3 == 2 {
            cluster.kill()?;
            let _ = ended(&mut intake)?;
            cluster.start()?;
            servers += 1;
        } else {
            intake.kill()?;
            intake.wait()?;
        }
        let told = format!("seed {seed}, killed after {wait:?}");
        let after = store.articles();
        ensure!(after >= before, "{told}: {before} articles were there, {after} are");
        seen += before;
        given_again(&store, program, &file).with_context(|| told.clone())?;
        let now = store.articles();
        ensure!(now == all, "{told}: {now} articles of {all}");
        ensure!(store.state(program)? == state, "{told}: another state");
        done(store.command(program).arg("fsck")).with_context(|| told)?;
        cluster.remove(&name)?;
    }
    println!(
        "{} intakes of {all} articles killed, {servers} by the server, with {seen} articles \
         stored: 0 lost, 0 doubled, every state as unfaulted",
        args.kills
    );
    Ok(())
}

/// Takes a file in again, as whoever minds a service does: the connection of the killed one
/// holds its lock until the server has seen that it is gone.
fn given_again(store: &At, program: &Program, file: &Path) -> Result<()> {
    let begun = Instant::now();
    loop {
        let taken = done(store.command(program).arg("ingest").arg(file));
        let Err(refused) = taken else { return Ok(()) };
        let held = format!("{refused:#}").contains("another rundown process writes");
        if !held || begun.elapsed() > PATIENCE {
            return Err(refused);
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// The end of an intake whose server is gone.
fn ended(intake: &mut Child) -> Result<bool> {
    let begun = Instant::now();
    loop {
        if let Some(status) = intake.try_wait()? {
            return Ok(status.success());
        }
        ensure!(begun.elapsed() < 6 * PATIENCE, "it waits for a server that is gone");
        std::thread::sleep(Duration::from_millis(20));
    }
}
