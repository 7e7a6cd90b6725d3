//! `rundown man` and `rundown completions`: made from the command line itself.

use std::io::Write;

use anyhow::{Context, Result};
use clap::CommandFactory;

use crate::cli::{Cli, Completions, Man};

pub(crate) fn completions(args: &Completions) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rundown", &mut script);
    Ok(crate::output::plain().write_all(&script)?)
}

pub(crate) fn man(args: &Man) -> Result<()> {
    let Some(dir) = &args.into else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Cli::command()).render(&mut page)?;
        return Ok(crate::output::plain().write_all(&page)?);
    };
    let failed = || format!("could not write manual pages into {}", dir.display());
    std::fs::create_dir_all(dir).with_context(failed)?;
    clap_mangen::generate_to(Cli::command(), dir).with_context(failed)
}
