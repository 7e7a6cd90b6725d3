//! News posted to a running service without a pause, beside readers who turn its pages.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::{Value, json};

use super::cost::peak_of;
use super::dice::Dice;
use super::room::Room;
use super::words;

/// `cargo xtask torture load`
#[derive(Debug, Args)]
pub(crate) struct Load {
    /// How long, in seconds
    #[arg(long, default_value_t = 120)]
    seconds: u64,
    /// Articles posted a second
    #[arg(long, default_value_t = 116)]
    rate: usize,
    /// Readers, each with a request a second
    #[arg(long, default_value_t = 100)]
    readers: usize,
    /// Articles that are there before
    #[arg(long, default_value_t = 5_000)]
    before: usize,
    /// The program
    #[arg(long, value_name = "FILE")]
    program: PathBuf,
}

/// Posts a second: a token may send ten.
const POSTS: usize = 4;

/// A reader looks at a page for this long.
const LOOKING: Duration = Duration::from_secs(1);

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// An answer is read no further.
const ANSWER_BYTES_MAX: u64 = 16 << 20;

const HEADLINE: (usize, usize) = (8, 50);
const BODY: (usize, usize) = (120, 20);

/// What is asked for, and how often among ten.
const KINDS: [(&str, &str); 10] = [
    ("page", "/"),
    ("page", "/"),
    ("page", "STORY"),
    ("page", "STORY"),
    ("page", "STORY"),
    ("API", "/api/v1/rundown"),
    ("API", "API"),
    ("API", "API"),
    ("search", "/search?q=common12"),
    ("search", "/search?q=common7+common40"),
];

#[derive(Default)]
struct Told {
    /// Milliseconds by kind.
    times: Mutex<BTreeMap<&'static str, Vec<u64>>>,
    dropped: AtomicU64,
    posted: AtomicU64,
    accepted: AtomicU64,
}

pub(crate) fn run(load: &Load) -> Result<()> {
    let room = Room::new("load")?;
    let said = |args: &[&str]| -> Result<String> {
        let mut command = Command::new(&load.program);
        let output = command.arg("--data").arg(&room.0).args(args).output()?;
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "{args:?}: {wrong}");
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let file = room.0.join("before.jsonl");
    std::fs::write(&file, lines(0..load.before))?;
    said(&["ingest", &file.to_string_lossy()])?;
    let token = said(&["token", "new", "load"])?;
    let token = token.split_whitespace().find(|word| word.len() > 40);
    let token = token.context("no token was told")?.to_owned();
    let (mut child, address) = serve(&load.program, &room.0)?;
    let told = Told::default();
    let until = Instant::now() + Duration::from_secs(load.seconds);
    scope(|scope| {
        scope.spawn(|| post(load, address, &token, until, &told));
        for reader in 0..load.readers {
            let told = &told;
            scope.spawn(move || read(reader, address, until, told));
        }
    });
    let memory = peak_of(child.id());
    child.kill()?;
    child.wait()?;
    report(load, &told, &memory)
}

fn serve(program: &Path, dir: &Path) -> Result<(Child, SocketAddr)> {
    let mut child = Command::new(program)
        .arg("--data")
        .arg(dir)
        .args(["serve", "--listen", "127.0.0.1:0", "--json", "--offline"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut line = String::new();
    let stdout = child.stdout.take().context("no output")?;
    BufReader::new(stdout).read_line(&mut line)?;
    let said: Value = serde_json::from_str(&line)?;
    let url = said["url"].as_str().context("no address was told")?;
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    Ok((child, address.parse()?))
}

/// Articles as lines of JSON; two in five tell of an event that was told before.
pub(crate) fn lines(numbers: std::ops::Range<usize>) -> String {
    let line = |number: usize| {
        let mut dice = Dice(number as u64);
        let event = if dice.below(5) < 2 {
            number - dice.below(number.min(400) + 1)
        } else {
            number
        };
        let own = format!("Own{event}");
        let line = json!({
            "url": format!("https://outlet{}.example/{number}", number % 97),
            "title": words::text(&mut dice, &own, HEADLINE),
            "body": words::text(&mut dice, &own, BODY),
        });
        format!("{line}\n")
    };
    numbers.map(line).collect()
}

fn post(load: &Load, address: SocketAddr, token: &str, until: Instant, told: &Told) {
    let each = load.rate / POSTS;
    let pause = Duration::from_secs(1) / POSTS as u32;
    let (mut number, mut next) = (load.before, Instant::now());
    while Instant::now() < until {
        let body = lines(number..number + each);
        number += each;
        told.posted.fetch_add(each as u64, Ordering::SeqCst);
        let head = format!(
            "POST /api/v1/articles HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\
             \r\nContent-Type: application/x-ndjson\r\nContent-Length: {}\r\n",
            body.len()
        );
        if let Some(answer) = timed(address, &head, &body, "post", told) {
            let accepted = answer["accepted"].as_u64().unwrap_or(0);
            told.accepted.fetch_add(accepted, Ordering::SeqCst);
        }
        next += pause;
        sleep(next.saturating_duration_since(Instant::now()));
    }
}

fn read(reader: usize, address: SocketAddr, until: Instant, told: &Told) {
    let mut dice = Dice(reader as u64);
    let mut slugs: Vec<String> = Vec::new();
    sleep(Duration::from_millis(dice.below(1_000) as u64));
    while Instant::now() < until {
        let (kind, path) = KINDS[dice.below(KINDS.len())];
        let slug = slugs.get(dice.below(slugs.len())).cloned().unwrap_or_default();
        let path = match path {
            "STORY" | "API" if slug.is_empty() => "/api/v1/rundown".to_owned(),
            "STORY" => format!("/stories/{slug}"),
            "API" => format!("/api/v1/stories/{slug}"),
            path => path.to_owned(),
        };
        let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\n");
        let answer = timed(address, &head, "", kind, told);
        if let Some(stories) = answer.as_ref().and_then(|all| all["items"].as_array()) {
            let slug = |story: &Value| story["slug"].as_str().map(str::to_owned);
            slugs = stories.iter().filter_map(slug).collect();
        }
        sleep(LOOKING);
    }
}

/// Asks, and notes how long the whole answer took; the answer, if it is JSON.
fn timed(
    address: SocketAddr,
    head: &str,
    body: &str,
    kind: &'static str,
    told: &Told,
) -> Option<Value> {
    let began = Instant::now();
    let answer = ask(address, head, body).ok().filter(|answer| {
        let status = answer.split(' ').nth(1).unwrap_or_default();
        status.starts_with(['2', '3'])
    });
    let Some(answer) = answer else {
        told.dropped.fetch_add(1, Ordering::SeqCst);
        return None;
    };
    let mut times = told.times.lock().unwrap_or_else(PoisonError::into_inner);
    times.entry(kind).or_default().push(began.elapsed().as_millis() as u64);
    drop(times);
    let json = answer.find('{').and_then(|from| answer.get(from..=answer.rfind('}')?));
    json.and_then(|json| serde_json::from_str(json).ok())
}

fn ask(address: SocketAddr, head: &str, body: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "{head}Connection: close\r\n\r\n{body}")?;
    let mut answer = Vec::new();
    stream.take(ANSWER_BYTES_MAX).read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn report(load: &Load, told: &Told, memory: &str) -> Result<()> {
    let Load { seconds, rate, readers, .. } = load;
    let [posted, accepted, dropped] = [&told.posted, &told.accepted, &told.dropped]
        .map(|count| count.load(Ordering::SeqCst));
    let busy = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let busy: Vec<&str> = busy.split(' ').take(3).collect();
    println!(
        "{seconds} s, {rate} articles/s wanted, {:.0}/s posted, {accepted} of {posted} \
         accepted; {readers} readers; {dropped} dropped; {memory}; load average {}",
        posted as f64 / *seconds as f64,
        busy.join(" ")
    );
    let mut times = told.times.lock().unwrap_or_else(PoisonError::into_inner);
    for (kind, all) in times.iter_mut() {
        all.sort_unstable();
        let at = |share: usize| all.get(all.len() * share / 100).copied().unwrap_or(0);
        let (half, most) = (at(50), at(99));
        println!("{kind}: {} answers, p50 {half} ms, p99 {most} ms", all.len());
    }
    ensure!(dropped == 0, "answers were dropped");
    ensure!(accepted == posted, "articles were not accepted");
    Ok(())
}
