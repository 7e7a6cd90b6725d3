//! Measures quality: runs the release binary over corpora that are not in the
//! repository and writes what their scorers say to `scores/*.txt`.
//!
//! The data folder holds `pages/`, `language/`, `thread/` and `timeline/`; beside it
//! (or where `--scorers` says) lie the scorers, Python programs that print a table.
//! A corpus that is not there is left out and said so. A figure that falls below its
//! floor in `scores/floors.txt` fails the run, after all files are written.

mod corpora;
mod cost;
mod events;
mod floors;
mod languages;
mod new;
mod pages;
mod propers;
mod specs;
mod stories;
mod trees;
mod wikinews;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use self::corpora::{Corpus, Task, corpora};
use self::floors::{fallen, floors};
pub(crate) use self::stories::unlabelled;
use self::stories::{means_by_name, stories_of_topics};
use crate::files::{into_file, output_of, unzipped};

/// Measure quality over corpora of gold labels
#[derive(Debug, clap::Args)]
pub(crate) struct Scores {
    /// The folder of corpora; without it only those of the repository are measured
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The folder of scorers [default: `score` beside the data]
    #[arg(long, value_name = "DIR")]
    scorers: Option<PathBuf>,
    /// Only the files of scores/ whose name holds this
    #[arg(long)]
    only: Option<String>,
}

/// Where things are during a run.
struct Room {
    root: PathBuf,
    binary: PathBuf,
    scorers: PathBuf,
    data: PathBuf,
    work: PathBuf,
}

/// Runs the job.
pub(crate) fn run(scores: &Scores) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    build(&root)?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), Into::into);
    let data = scores.data.clone().unwrap_or_default();
    let beside = data.with_file_name("score");
    let room = Room {
        root: root.clone(),
        binary: target.join("release/rundown"),
        scorers: scores.scorers.clone().unwrap_or(beside),
        data: data.clone(),
        work: target.join("scores"),
    };
    fs::create_dir_all(&room.work)?;
    let floors_text = fs::read_to_string(root.join("scores/floors.txt"))
        .context("could not read the floors in scores/floors.txt")?;
    let floors = floors(&floors_text)?;
    let mut fallen_all = Vec::new();
    for (file, all) in by_file(&data) {
        if scores.only.as_ref().is_some_and(|only| !file.contains(only.as_str())) {
            continue;
        }
        let mut text = String::new();
        for mut corpus in all {
            room.join(&mut corpus)?;
            if !corpus.gold.exists() {
                println!("{}: not at hand, left out", corpus.name);
                continue;
            }
            println!("{}", corpus.name);
            let table = room.score(&corpus).with_context(|| corpus.name.clone())?;
            fallen_all.extend(fallen(&floors, &corpus.name, &table));
            writeln!(text, "# {}\n{}\n", corpus.name, table.trim_end())?;
        }
        if !text.is_empty() {
            fs::write(root.join("scores").join(file), text)?;
        }
    }
    if !fallen_all.is_empty() {
        bail!("figures fell below their floors:\n{}", fallen_all.join("\n"));
    }
    Ok(())
}

fn build(root: &Path) -> Result<()> {
    let status = Command::new("cargo")
        .args(["build", "--release", "--workspace", "--bin", "rundown"])
        .current_dir(root)
        .status()?;
    if !status.success() {
        bail!("the release binary could not be built");
    }
    Ok(())
}

/// The corpora by the file their scores stand in, in the order of the pipeline.
fn by_file(data: &Path) -> Vec<(&'static str, Vec<Corpus>)> {
    let mut files: Vec<(&'static str, Vec<Corpus>)> = Vec::new();
    for corpus in corpora(data) {
        match files.last_mut() {
            Some((file, all)) if *file == corpus.file => all.push(corpus),
            _ => files.push((corpus.file, vec![corpus])),
        }
    }
    files
}

impl Room {
    /// Makes one file of those that are scored together: zipped files can be strung.
    fn join(&self, corpus: &mut Corpus) -> Result<()> {
        if corpus.together.is_empty() || !corpus.together.iter().all(|file| file.exists())
        {
            return Ok(());
        }
        corpus.gold = self.work.join("together.jsonl.gz");
        let mut all = Vec::new();
        for file in &corpus.together {
            all.extend(fs::read(file)?);
        }
        Ok(fs::write(&corpus.gold, all)?)
    }

    fn score(&self, corpus: &Corpus) -> Result<String> {
        let out =
            self.work.join(format!("{}.jsonl", corpus.name.replace(['/', ' '], "-")));
        match corpus.task {
            Task::Pages => return self.pages(corpus, &out),
            Task::Read => self.read(corpus, &out)?,
            Task::Thread => self.thread(corpus, &out)?,
            Task::Languages => return self.languages(corpus, &out),
            Task::Stories { stream } => return self.stories(corpus, stream, &out),
            Task::Whole { stream } => return self.whole_stories(corpus, stream),
            Task::New => return self.what_is_new(corpus),
            Task::Highlights => self.highlights(corpus, &out)?,
            Task::Timeline { story } => return self.timeline(corpus, story, &out),
            Task::Propers => return propers::score(&corpus.gold),
            Task::Trees => return trees::score(&corpus.gold),
            Task::Events => return events::score(&corpus.gold),
            Task::Cost => return cost::score(&corpus.gold, &self.root),
            Task::Specs(subject) => {
                return specs::score(subject, &corpus.gold, &self.work);
            }
            Task::WikinewsDates => return wikinews::dates(&corpus.gold),
        }
        let mut command = self.scorer(corpus.scorer);
        command.arg(&corpus.gold).arg(&out).args(&corpus.options);
        output_of(&mut command)
    }

    fn scorer(&self, name: &str) -> Command {
        let mut command = Command::new("python3");
        command.arg(self.scorers.join(name));
        command
    }

    /// The captures that a scorer makes of its gold file.
    fn captures(&self, corpus: &Corpus) -> Result<PathBuf> {
        let path = self.work.join("captures.jsonl");
        // The scorer of pieces takes the same files as that of pages, but writes none.
        let scorer = corpus.scorer.replace("snippets.py", "pages.py");
        let mut command = self.scorer(&scorer);
        command.arg(&corpus.gold).arg("--captures");
        into_file(&mut command, &path)?;
        Ok(path)
    }

    fn read(&self, corpus: &Corpus, out: &Path) -> Result<()> {
        let captures = self.captures(corpus)?;
        let mut command = Command::new(&self.binary);
        into_file(command.arg("read").arg("--jsonl").arg(captures), out)
    }

    fn pages(&self, corpus: &Corpus, out: &Path) -> Result<String> {
        self.read(corpus, out)?;
        let table = output_of(self.scorer(corpus.scorer).arg(&corpus.gold).arg(out))?;
        let details =
            pages::details(&unzipped(&corpus.gold)?, &fs::read_to_string(out)?)?;
        Ok(format!("{}\n{details}", table.trim_end()))
    }

    fn thread(&self, corpus: &Corpus, out: &Path) -> Result<()> {
        let mut command = Command::new(&self.binary);
        into_file(command.args(["thread", "--final"]).arg(&corpus.gold), out)
    }

    /// Reports of one event in different languages.
    fn languages(&self, corpus: &Corpus, out: &Path) -> Result<String> {
        self.thread(corpus, out)?;
        languages::table(&unzipped(&corpus.gold)?, &fs::read_to_string(out)?)
    }

    /// Labelled stories mixed with a stream whose labels are taken off.
    fn stories(&self, corpus: &Corpus, stream: &str, out: &Path) -> Result<String> {
        let gold = unzipped(&corpus.gold)?;
        let mixed = self.work.join("mixed.jsonl");
        fs::write(&mixed, unlabelled(&gold, &unzipped(&self.data.join(stream))?)?)?;
        let mut command = Command::new(&self.binary);
        into_file(command.args(["thread", "--final"]).arg(&mixed), out)?;
        let mut command = self.scorer(corpus.scorer);
        let table = output_of(command.arg(&corpus.gold).arg(out).args(&corpus.options))?;
        let topics = stories_of_topics(&gold, &fs::read_to_string(out)?)?;
        Ok(format!("{}\n{topics}", table.trim_end()))
    }

    /// Stories written down by hand: whether they are found, and what is told of them.
    fn whole_stories(&self, corpus: &Corpus, stream: &str) -> Result<String> {
        let mut command = self.scorer(corpus.scorer);
        command.arg(&self.binary).arg(&corpus.gold).arg(self.data.join(stream));
        let table = output_of(&mut command)?;
        Ok(format!("{}\n\n{}", table.trim_end(), means_by_name(&table)))
    }

    /// A brief of each article alone.
    fn highlights(&self, corpus: &Corpus, out: &Path) -> Result<()> {
        let captures = fs::read_to_string(self.captures(corpus)?)?;
        let one = self.work.join("one.jsonl");
        let mut briefs = String::new();
        for line in captures.lines() {
            fs::write(&one, line)?;
            let brief = output_of(
                Command::new(&self.binary).args(["brief", "--json"]).arg(&one),
            )?;
            let mut brief: serde_json::Value = serde_json::from_str(&brief)?;
            let capture: serde_json::Value = serde_json::from_str(line)?;
            brief["id"] = capture["id"].clone();
            writeln!(briefs, "{brief}")?;
        }
        Ok(fs::write(out, briefs)?)
    }

    /// What is new day by day, for a reader who had everything before.
    fn what_is_new(&self, corpus: &Corpus) -> Result<String> {
        let days = new::days(&unzipped(&corpus.gold)?)?;
        let one = self.work.join("days.jsonl");
        let mut briefs = Vec::new();
        for day in &days {
            fs::write(&one, &day.articles)?;
            let mut command = Command::new(&self.binary);
            command.args(["brief", "--json", "--since", &day.since]).arg(&one);
            briefs.push(serde_json::from_str(&output_of(&mut command)?)?);
        }
        new::table(&days, &briefs)
    }

    fn timeline(&self, corpus: &Corpus, story: &str, out: &Path) -> Result<String> {
        let Some(documents) = &corpus.documents else { bail!("no documents") };
        let all = unzipped(documents)?;
        let mark = format!("\"story\": \"{story}\"");
        let lines: Vec<&str> = all
            .lines()
            .filter(|line| {
                line.contains(&mark) || line.contains(&mark.replace(": ", ":"))
            })
            .collect();
        if lines.is_empty() {
            bail!("no documents of the story {story}");
        }
        let one = self.work.join("story.jsonl");
        fs::write(&one, lines.join("\n"))?;
        into_file(Command::new(&self.binary).args(["brief", "--json"]).arg(&one), out)?;
        let mut command = self.scorer(corpus.scorer);
        output_of(command.arg(&corpus.gold).arg(out).args(["--story", story]))
    }
}
