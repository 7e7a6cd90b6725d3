//! What readers do, in a real browser: the scripts are in `browser/`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;

/// Drive a real browser through the pages: what readers do, what axe finds, hostile articles
#[derive(Debug, Args)]
pub(crate) struct Browser {
    /// The program to be tried
    #[arg(long, default_value = "target/release/rundown")]
    program: PathBuf,
    /// Only what has this in its name
    #[arg(long, default_value = "")]
    only: String,
    /// Hostile articles beside our own: a folder of pages, or of such folders
    #[arg(long)]
    hostile: Option<PathBuf>,
    /// Write pictures of the pages into this folder
    #[arg(long)]
    pictures: Option<PathBuf>,
}

/// What the browser may be called.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

pub(crate) fn run(browser: &Browser) -> Result<()> {
    let Some(chromium) = BROWSERS.into_iter().find(|name| is_there(name)) else {
        println!("skipped: there is no browser here (chromium)");
        return Ok(());
    };
    if let Some(missing) = ["node", "npm"].into_iter().find(|name| !is_there(name)) {
        println!("skipped: what drives the browser is not here ({missing})");
        return Ok(());
    }
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
    install(&project)?;
    let program = browser.program.canonicalize();
    let program = program.context("there is no program there; build it, or name it")?;
    let mut driven = Command::new("node");
    driven
        .arg(project.join("run.mjs"))
        .env("RUNDOWN", program)
        .env("CHROMIUM", chromium)
        .env("DEMO", project.join("../../demo/pages"))
        .env("ONLY", &browser.only);
    for (name, path) in [("HOSTILE", &browser.hostile), ("PICTURES", &browser.pictures)] {
        if let Some(path) = path {
            driven.env(name, std::path::absolute(path)?);
        }
    }
    ensure!(driven.status()?.success(), "the browser met what it should not");
    Ok(())
}

/// Brings the driver and axe in, at the versions that are written down.
fn install(project: &Path) -> Result<()> {
    if project.join("node_modules").exists() {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(project);
    ensure!(npm.status()?.success(), "npm could not bring the driver in");
    Ok(())
}

fn is_there(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}
