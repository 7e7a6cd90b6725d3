//! A PostgreSQL server of its own, on loopback, that can be killed.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// Where Debian puts the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// How long a killed server may take to be gone.
const GONE_WITHIN: Duration = Duration::from_secs(30);

/// How long one may take to recover, in seconds: it writes all of its files first.
const RECOVERED_WITHIN: &str = "300";

/// A server with its defaults: what is acknowledged is on the disk.
pub(crate) struct Cluster {
    programs: PathBuf,
    dir: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes one in a directory and starts it. PostgreSQL does not run as root: then it is
    /// the user `postgres` who runs it.
    pub(crate) fn new(dir: &Path) -> Result<Self> {
        let programs = programs()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Self { programs, dir: dir.join("cluster"), port };
        std::fs::create_dir_all(&cluster.dir)?;
        if is_root() {
            said(Command::new("chown").arg("postgres").arg(dir).arg(&cluster.dir))?;
        }
        let data = cluster.data();
        let made = cluster
            .program("initdb")
            .args([
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-D",
            ])
            .arg(&data)
            .output()?;
        ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cluster.start()?;
        Ok(cluster)
    }

    fn data(&self) -> PathBuf {
        self.dir.join("data")
    }

    fn program(&self, name: &str) -> Command {
        let program = self.programs.join(name);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.stdin(Stdio::null()).current_dir(&self.dir);
        command
    }

    /// Starts it; a killed one once all of it is gone.
    pub(crate) fn start(&self) -> Result<()> {
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1",
            self.port,
            self.dir.display()
        );
        let begun = Instant::now();
        loop {
            let mut start = self.program("pg_ctl");
            start.arg("-D").arg(self.data()).args(["-w", "-t", RECOVERED_WITHIN]);
            start.args(["-s", "-o", &options, "-l"]);
            start.arg(self.dir.join("log")).arg("start");
            // What it starts keeps these open.
            start.stdout(Stdio::null()).stderr(Stdio::null());
            if start.status()?.success() {
                return Ok(());
            }
            if begun.elapsed() > GONE_WITHIN {
                let log =
                    std::fs::read_to_string(self.dir.join("log")).unwrap_or_default();
                bail!("PostgreSQL does not start: {log}");
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Kills it as a failing machine does: nothing is written down first.
    pub(crate) fn kill(&self) -> Result<()> {
        let file = std::fs::read_to_string(self.data().join("postmaster.pid"))?;
        let process = file.lines().next().context("it does not run")?;
        said(Command::new("kill").args(["-9", process]))?;
        Ok(())
    }

    /// Makes a database; its address.
    pub(crate) fn database(&self, name: &str) -> Result<String> {
        said(self.asking("createdb").arg(name))?;
        Ok(format!("postgres://postgres@127.0.0.1:{}/{name}", self.port))
    }

    /// Removes a database: what is gone need not be recovered again and again.
    pub(crate) fn remove(&self, name: &str) -> Result<()> {
        said(self.asking("dropdb").arg("--force").arg(name)).map(drop)
    }

    fn asking(&self, name: &str) -> Command {
        let mut program = self.program(name);
        let port = self.port.to_string();
        program.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &port]);
        program
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = self.program("pg_ctl");
        stop.arg("-D").arg(self.data()).args(["-m", "immediate", "-s", "stop"]);
        let _ = stop.status();
    }
}

fn is_root() -> bool {
    said(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}

/// Where the programs of PostgreSQL are.
fn programs() -> Result<PathBuf> {
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let mut places: Vec<PathBuf> = std::env::split_paths(&on_path).collect();
    if let Ok(versions) = std::fs::read_dir(DEBIAN) {
        places.extend(versions.flatten().map(|version| version.path().join("bin")));
    }
    let has_all = |place: &PathBuf| {
        ["initdb", "pg_ctl", "createdb", "dropdb"]
            .iter()
            .all(|name| place.join(name).is_file())
    };
    let found = places.into_iter().find(has_all);
    found.context(
        "PostgreSQL is not here: install it, as with `apt-get install postgresql`",
    )
}

fn said(command: &mut Command) -> Result<String> {
    let output =
        command.output().with_context(|| format!("could not start {command:?}"))?;
    let wrong = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} failed: {wrong}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
