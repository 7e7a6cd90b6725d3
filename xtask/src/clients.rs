//! Published clients against a running server, over a store of their own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::server::Server;

/// Ask a server as published clients do: the crates of `NewsFlash`, and newsboat if it is there
#[derive(Debug, Args)]
pub(crate) struct Clients {
    /// The program to be asked
    #[arg(long, default_value = "target/release/rundown")]
    program: PathBuf,
}

pub(crate) fn run(clients: &Clients) -> Result<()> {
    let room =
        std::env::temp_dir().join(format!("rundown-clients-{}", std::process::id()));
    let data = room.join("data");
    fs::create_dir_all(&data)?;
    let done = ask_all(&clients.program, &room, &data);
    fs::remove_dir_all(&room)?;
    done
}

fn ask_all(program: &Path, room: &Path, data: &Path) -> Result<()> {
    let reading = token(program, data, "phone", "reading")?;
    let posting = token(program, data, "crawler", "posting")?;
    // Where there is no password, any opens.
    let password = room.join("password");
    fs::write(&password, "a password that nobody gives")?;
    let server = serve(program, data, &password)?;
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("clients/Cargo.toml");
    let asked = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--target-dir", "target/clients"])
        .arg("--manifest-path")
        .arg(project)
        .args(["--", &server.url, &reading, &posting])
        .status()?;
    ensure!(asked.success(), "a client was not answered as it expects");
    newsboat(room, &server.url, &reading)
}

fn token(program: &Path, data: &Path, name: &str, purpose: &str) -> Result<String> {
    let mut make = Command::new(program);
    make.args(["token", "new", name, "--for", purpose, "--data"]).arg(data);
    let made = make.output().with_context(|| format!("running {}", program.display()))?;
    ensure!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    Ok(String::from_utf8(made.stdout)?.trim().to_owned())
}

fn serve(program: &Path, data: &Path, password: &Path) -> Result<Server> {
    let mut start = Command::new(program);
    start.args(["serve", "--offline", "--data"]).arg(data);
    Server::start(start.env("RUNDOWN_PASSWORD_FILE", password))
}

/// Lets newsboat fetch and count what it was given, as a client of `FeedHQ`: the oldest
/// relative of the Google Reader API that it knows.
fn newsboat(room: &Path, url: &str, secret: &str) -> Result<()> {
    if Command::new("newsboat").arg("--version").output().is_err() {
        println!("newsboat is not here");
        return Ok(());
    }
    let config = room.join("config");
    let mut file = fs::File::create(&config)?;
    let url = url.trim_end_matches('/');
    writeln!(
        file,
        "urls-source \"feedhq\"\nfeedhq-url \"{url}\"\nfeedhq-login \"anybody\""
    )?;
    writeln!(file, "feedhq-password \"{secret}\"\nfeedhq-show-special-feeds no")?;
    let cache = room.join("cache.db");
    let mut ask = Command::new("newsboat");
    ask.arg("-C").arg(&config).arg("-c").arg(&cache).args([
        "-x",
        "reload",
        "print-unread",
    ]);
    let told = ask.env("HOME", room).output()?;
    let said = String::from_utf8_lossy(&told.stdout);
    println!("newsboat: {}", said.trim());
    ensure!(said.contains("1 unread"), "newsboat: {said}");
    Ok(())
}
