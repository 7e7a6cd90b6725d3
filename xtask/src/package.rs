//! What a package holds besides the program: manual pages and completions, made by the
//! program itself so that they fit it, and what it is made of.

mod bill;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use clap::Args;

/// The files of completions, named as the shells look for them.
const COMPLETIONS: [(&str, &str); 3] =
    [("bash", "rundown.bash"), ("zsh", "_rundown"), ("fish", "rundown.fish")];

/// Write what packages hold: manual pages, completions, a bill of materials, licences
#[derive(Debug, Args)]
pub(crate) struct Package {
    /// The program that writes them
    #[arg(long, value_name = "FILE", default_value = "target/release/rundown")]
    program: PathBuf,
    /// Where to
    #[arg(long, value_name = "DIR", default_value = "dist")]
    into: PathBuf,
}

pub(crate) fn run(args: &Package) -> Result<()> {
    let program = &args.program;
    let into = &args.into;
    fs::create_dir_all(into)
        .with_context(|| format!("could not make {}", into.display()))?;
    let run = |words: &[&str]| -> Result<Vec<u8>> {
        let output = Command::new(program).args(words).stderr(Stdio::inherit()).output();
        let output = output.with_context(|| {
            format!("could not run {}; build it before", program.display())
        })?;
        ensure!(output.status.success(), "{} {words:?} failed", program.display());
        Ok(output.stdout)
    };
    let man = into.join("man");
    run(&["man", "--into", &man.display().to_string()])?;
    for (shell, file) in COMPLETIONS {
        let file = into.join(file);
        fs::write(&file, run(&["completions", shell])?)
            .with_context(|| format!("could not write {}", file.display()))?;
    }
    bill::write("rundown", into)?;
    println!("{}", into.display());
    Ok(())
}
