//! The power cut: of what was written since a file was last made safe, the disk has some,
//! half of some, and nothing of the rest. What was acknowledged is there all the same.
//!
//! The program runs once, and all that it writes is noted. Disks as they may stand at any
//! moment of that run are then made from the notes.

mod disk;
mod notes;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use clap::Args;
use rundown_news::ArticleId;

use super::dice::Dice;
use super::news;
use super::program::{Program, done, stored};
use super::room::Room;
use super::strace;
use disk::Disk;
use notes::{Write, noted, written};

/// `cargo xtask torture power`
#[derive(Debug, Args)]
pub(crate) struct Power {
    /// How often the power is cut
    #[arg(long, default_value_t = 500)]
    count: u64,
    /// The first seed; each cut has the next one
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Articles that are taken in, in four parts
    #[arg(long, default_value_t = 80)]
    articles: usize,
    /// The program [default: the one beside this one]
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

/// Runs in which articles come in.
const PARTS: usize = 4;

pub(crate) fn run(power: &Power) -> Result<()> {
    strace::ensure_there()?;
    let program = Program::or_beside(power.program.as_ref())?;
    let begun = Instant::now();
    let tally = cut(&program, power)?;
    println!(
        "seeds from {}: {} cuts among {} writes, {} with writes lost, {} acknowledged \
         articles; 0 lost, 0 doubled, every state as without a cut; {:.0} s",
        power.seed,
        tally.cuts,
        tally.writes,
        tally.lossy,
        tally.acknowledged,
        begun.elapsed().as_secs_f64()
    );
    Ok(())
}

/// What came of it.
#[derive(Debug, Default)]
struct Tally {
    cuts: u64,
    writes: usize,
    /// Cuts at which the disk had not all that was written.
    lossy: u64,
    acknowledged: usize,
}

/// The run that is cut, and what it had acknowledged when.
#[derive(Default)]
struct Record {
    writes: Vec<Write>,
    /// Behind so many writes these articles were told to be stored.
    told: Vec<(usize, BTreeSet<ArticleId>)>,
}

fn cut(program: &Program, power: &Power) -> Result<Tally> {
    let room = Room::new("power")?;
    let works = Works::new(program, &room.0, power.articles)?;
    let (whole, dir) = (room.0.join("whole"), room.0.join("cut"));
    let record = works.recorded(&whole)?;
    works.finish(&whole)?;
    let (state, all) = (program.state(&whole)?, stored(&whole));
    ensure!(!all.is_empty(), "nothing was stored");
    let mut tally = Tally { writes: record.writes.len(), ..Tally::default() };
    for seed in power.seed..power.seed + power.count {
        let mut dice = Dice(seed);
        let at = dice.below(record.writes.len() + 1);
        let mut disk = Disk::default();
        record.writes.iter().take(at).for_each(|write| disk.take(write));
        tally.lossy += u64::from(disk.cut(&mut dice, &dir)?);
        tally.cuts += 1;
        let told = format!("seed {seed}, cut behind write {at}");
        let before = record.told.iter().rev().find(|(by, _)| *by <= at);
        if let Some((_, before)) = before {
            tally.acknowledged += before.len();
            let lost = before.difference(&stored(&dir)).count();
            ensure!(lost == 0, "{told}: {lost} acknowledged articles lost");
        }
        works.finish(&dir).with_context(|| told.clone())?;
        let now = stored(&dir);
        ensure!(now == all, "{told}: {} articles of {}", now.len(), all.len());
        ensure!(program.state(&dir)? == state, "{told}: another state");
        program.sound(&dir).with_context(|| told.clone())?;
    }
    Ok(tally)
}

/// What the program does.
struct Works<'a> {
    program: &'a Program,
    parts: Vec<PathBuf>,
    notes: PathBuf,
}

impl<'a> Works<'a> {
    fn new(program: &'a Program, room: &Path, articles: usize) -> Result<Self> {
        let numbers: Vec<usize> = (0..articles).collect();
        let mut parts = Vec::new();
        for some in numbers.chunks(articles.div_ceil(PARTS).max(1)) {
            let part = room.join(format!("part{}.jsonl", parts.len()));
            let lines = some.iter().map(|number| news::story(*number).line());
            fs::write(&part, lines.collect::<String>())?;
            parts.push(part);
        }
        Ok(Self { program, parts, notes: room.join("notes") })
    }

    /// Each part taken in, then everything threaded anew.
    fn all(&self, dir: &Path) -> Vec<Command> {
        let over = || self.program.over(dir);
        let mut all: Vec<Command> = Vec::new();
        for part in &self.parts {
            let mut command = over();
            command.arg("ingest").arg(part);
            all.push(command);
        }
        let mut command = over();
        command.arg("rebuild");
        all.push(command);
        all
    }

    fn finish(&self, dir: &Path) -> Result<()> {
        self.all(dir).iter_mut().try_for_each(|command| done(command).map(drop))
    }

    fn recorded(&self, dir: &Path) -> Result<Record> {
        let mut record = Record::default();
        for command in self.all(dir) {
            let status = noted(&command, &self.notes).status()?;
            ensure!(status.success(), "{command:?} failed though nothing was cut");
            record.writes.extend(written(&self.notes, dir)?);
            record.told.push((record.writes.len(), stored(dir)));
        }
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Needs the program beside the tests, as a build of the workspace puts it there.
    #[test]
    fn a_power_cut_loses_nothing_that_was_acknowledged() {
        if let Err(why) = strace::ensure_there() {
            println!("SKIPPED a_power_cut_loses_nothing_that_was_acknowledged: {why:#}");
            return;
        }
        let program =
            Program::or_beside(None).expect("the workspace is built as a whole");
        let power = Power { count: 12, seed: 1, articles: 24, program: None };
        let tally = cut(&program, &power).expect("nothing lost");
        assert!(tally.lossy > 0 && tally.acknowledged > 0, "{tally:?}");
    }
}
