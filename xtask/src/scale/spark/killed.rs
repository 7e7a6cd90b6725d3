//! The job on a small cluster of this machine, whose executor is killed while it reads: Spark
//! does its tasks again, and what is written must be the same.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::wheel::{Python, done, project};

/// Two executors of a core each, with so many MiB.
const CLUSTER: &str = "local-cluster[2,1,1536]";

/// Files that the corpus is dealt to: so many tasks read it.
const FILES: usize = 8;

/// How long a job may take.
const PATIENCE: Duration = Duration::from_mins(30);

/// Processor time after which a worker of an executor is in the middle of its reading, in
/// hundredths of a second.
const READING_TICKS: u64 = 300;

/// How often it is looked whether something has come.
const GLANCE: Duration = Duration::from_millis(200);

/// Runs the job in peace, and then with an executor killed in the middle of its reading.
pub(super) fn run(python: &Python, room: &Path, corpus: &Path) -> Result<()> {
    let files = dealt(corpus, &room.join("dealt"))?;
    let peace = room.join("peace");
    ensure!(job(python, &peace, &files)?.wait()?.success(), "the job failed in peace");
    let torn = room.join("torn");
    let mut disturbed = job(python, &torn, &files)?;
    let killed = kill_one(&mut disturbed)?;
    ensure!(ended(&mut disturbed)?, "the job failed, an executor of which was killed");
    let (whole, after) = (state(python, &peace)?, state(python, &torn)?);
    println!("executor {killed} killed while it read; state {after}, in peace {whole}");
    ensure!(whole == after, "killing an executor changed what the job writes");
    Ok(())
}

/// The lines of a corpus dealt to files by turns.
fn dealt(corpus: &Path, room: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(room)?;
    let text = std::fs::read_to_string(corpus)
        .with_context(|| format!("reading {}", corpus.display()))?;
    let mut parts = vec![String::new(); FILES];
    for (at, line) in text.lines().enumerate() {
        parts[at % FILES].extend([line, "\n"]);
    }
    let named = |at: usize| room.join(format!("{at}.jsonl"));
    for (at, part) in parts.iter().enumerate() {
        std::fs::write(named(at), part)?;
    }
    Ok((0..FILES).map(named).collect())
}

fn job(python: &Python, out: &Path, files: &[PathBuf]) -> Result<Child> {
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    let mut job = python.spark(CLUSTER);
    job.arg(project().join("spark/rundown_job.py")).arg("--out").arg(out);
    job.args(["--cut", "none"]).args(files).stderr(Stdio::null());
    job.spawn().context("starting Spark")
}

/// Kills an executor whose Python has been reading for a while.
fn kill_one(job: &mut Child) -> Result<u32> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        ensure!(job.try_wait()?.is_none(), "the job ended before an executor was killed");
        if let Some(executor) = processes()?.into_iter().find(|&id| is_reading(id)) {
            done(Command::new("kill").args(["-9", &executor.to_string()]))?;
            return Ok(executor);
        }
        std::thread::sleep(GLANCE);
    }
    bail!("no executor was seen to read within {PATIENCE:?}")
}

/// Whether a process is an executor, of whose workers one has been at work for a while.
fn is_reading(process: u32) -> bool {
    is_executor(process)
        && below(process).iter().any(|&worker| ticks(worker) > READING_TICKS)
}

/// Whom a process started, and those whom they started.
fn below(process: u32) -> Vec<u32> {
    let children = format!("/proc/{process}/task");
    let threads = std::fs::read_dir(children).into_iter().flatten().flatten();
    let lists =
        threads.map(|thread| std::fs::read_to_string(thread.path().join("children")));
    let told: Vec<String> = lists.flatten().collect();
    let ids = told.iter().flat_map(|list| list.split_whitespace()).flat_map(str::parse);
    ids.flat_map(|id| std::iter::once(id).chain(below(id))).collect()
}

/// The processor time of a process, in ticks of a hundredth of a second.
fn ticks(process: u32) -> u64 {
    let stat =
        std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    behind_name.split_whitespace().nth(11).and_then(|user| user.parse().ok()).unwrap_or(0)
}

fn processes() -> Result<Vec<u32>> {
    let processes = std::fs::read_dir("/proc").context("looking for processes")?;
    let names = processes.flatten().map(|entry| entry.file_name());
    Ok(names.filter_map(|name| name.to_str()?.parse().ok()).collect())
}

fn is_executor(process: u32) -> bool {
    let command = std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    let java =
        command.split(|&byte| byte == 0).next().is_some_and(|one| one.ends_with(b"java"));
    java && String::from_utf8_lossy(&command).contains("CoarseGrainedExecutorBackend")
}

fn ended(job: &mut Child) -> Result<bool> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(status) = job.try_wait()? {
            return Ok(status.success());
        }
        std::thread::sleep(GLANCE);
    }
    job.kill()?;
    bail!("the job went on for {PATIENCE:?}")
}

fn state(python: &Python, out: &Path) -> Result<String> {
    let mut state = python.command();
    let told = state.arg(project().join("spark/state.py")).arg(out).output()?;
    ensure!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    Ok(String::from_utf8(told.stdout)?.trim().to_owned())
}
