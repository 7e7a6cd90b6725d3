//! The module of Python (`python/`): built into an environment of its own, and tried.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;

/// Build the module of Python into an environment of its own, and run its tests
#[derive(Debug, Args)]
pub(crate) struct Wheel {
    /// The program that it is held against
    #[arg(long, default_value = "target/release/rundown")]
    program: PathBuf,
    /// Only tests that have this in their name
    #[arg(long)]
    only: Option<String>,
    /// Try the Spark job, too: brings Spark in, 450 MB
    #[arg(long)]
    spark: bool,
}

/// What is needed beside the module.
const PACKAGES: [&str; 4] = ["maturin>=1.9,<2", "pytest", "pyarrow", "mypy"];

/// The Spark that the job was tried with, and what it asks for.
const SPARK: [&str; 2] = ["pyspark==4.*", "pandas<3"];

pub(crate) fn run(wheel: &Wheel) -> Result<()> {
    let Some(python) = Python::with_the_module()? else { return Ok(()) };
    if wheel.spark {
        python.bring_spark()?;
    }
    let program = wheel.program.canonicalize();
    let program = program.context("there is no program there; build it, or name it")?;
    let mut tests = python.command();
    tests.args(["-m", "pytest", "-q", "-ra"]).current_dir(project());
    tests.env("RUNDOWN", program);
    if let Some(only) = &wheel.only {
        tests.args(["-k", only]);
    }
    done(&mut tests)?;
    let mut types = python.command();
    types.args(["-m", "mypy", "--strict", "--package", "rundown"]);
    done(types.current_dir(project().join("lib")))
}

/// The folder of the module.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("python")
}

/// An environment in which the module is installed.
pub(crate) struct Python {
    home: PathBuf,
}

impl Python {
    /// Makes the environment, or brings the module in it up to date; says so where there is
    /// no Python to make it with.
    pub(crate) fn with_the_module() -> Result<Option<Self>> {
        let Some(python) = ["python3", "python"].into_iter().find(|name| is_there(name))
        else {
            println!("skipped: there is no Python here (python3)");
            return Ok(None);
        };
        let room = crate::files::target().join("python");
        let made = Self { home: room.join("environment") };
        if !made.program("maturin").exists() {
            done(Command::new(python).args(["-m", "venv"]).arg(&made.home))?;
            made.bring(&PACKAGES)?;
        }
        let wheels = room.join("wheels");
        let mut build = Command::new(made.program("maturin"));
        build.args(["build", "--quiet", "--release", "--locked", "--out"]).arg(&wheels);
        build.arg("--interpreter").arg(made.program("python"));
        build.current_dir(project()).env("CARGO_TARGET_DIR", room.join("target"));
        done(&mut build)?;
        let mut pip = made.command();
        pip.args(["-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps"]);
        pip.args(["--no-index", "--find-links"]).arg(&wheels).arg("rundown-news");
        done(&mut pip)?;
        Ok(Some(made))
    }

    fn bring(&self, packages: &[&str]) -> Result<()> {
        let mut pip = self.command();
        done(pip.args(["-m", "pip", "install", "--quiet"]).args(packages))
    }

    /// Brings Spark in.
    pub(crate) fn bring_spark(&self) -> Result<()> {
        self.bring(&SPARK)
    }

    /// Its interpreter.
    pub(crate) fn command(&self) -> Command {
        Command::new(self.program("python"))
    }

    /// Hands a job to Spark on two cores of this machine, in one process or (`master`) a
    /// cluster of several.
    pub(crate) fn spark(&self, master: &str) -> Command {
        let mut submit = Command::new(self.program("spark-submit"));
        submit.args(["--master", master, "--driver-memory", "2g"]);
        submit.args(["--conf", "spark.ui.enabled=false"]);
        submit.args(["--conf", "spark.sql.shuffle.partitions=8"]);
        submit.env("PYSPARK_PYTHON", self.program("python"));
        submit
    }

    fn program(&self, name: &str) -> PathBuf {
        self.home.join("bin").join(name)
    }
}

/// Runs a command to a good end.
pub(crate) fn done(command: &mut Command) -> Result<()> {
    let status =
        command.status().with_context(|| format!("could not start {command:?}"))?;
    ensure!(status.success(), "{command:?} failed");
    Ok(())
}

/// Whether a program can be started.
pub(crate) fn is_there(program: &str) -> bool {
    let mut asked = Command::new(program);
    asked.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
    asked.status().is_ok_and(|status| status.success())
}
