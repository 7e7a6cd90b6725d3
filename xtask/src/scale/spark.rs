//! The Spark job (`python/spark`) over a stream: how long it takes, and how far the stories
//! of months that were threaded apart are from those of the stream threaded at once.

mod killed;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;
use serde_json::{Value, json};

use crate::wheel::{Python, done, is_there, project};

#[derive(Debug, Args)]
pub(crate) struct Spark {
    /// Articles as lines of JSON; the demo's without
    #[arg(long, value_name = "FILE")]
    corpus: Option<PathBuf>,
    /// Days of warm-up before each month
    #[arg(long, value_delimiter = ',', default_values_t = [0, 14])]
    warm_up: Vec<u32>,
    /// Kill an executor of a cluster of two instead, and compare with a run in peace
    #[arg(long, conflicts_with = "warm_up")]
    kill: bool,
}

pub(crate) fn run(spark: &Spark) -> Result<()> {
    if !is_there("java") {
        println!("skipped: there is no Java here, which Spark runs on (java 17)");
        return Ok(());
    }
    let Some(python) = Python::with_the_module()? else { return Ok(()) };
    python.bring_spark()?;
    let room = crate::files::target().join("python");
    let corpus = match &spark.corpus {
        Some(corpus) => corpus.canonicalize().context("reading the corpus")?,
        None => demo(&room)?,
    };
    if spark.kill {
        return killed::run(&python, &room, &corpus);
    }
    let mut cuts = vec![(vec!["--cut".to_owned(), "none".to_owned()], "threaded whole")];
    cuts.push((vec!["--cut".to_owned(), "language".to_owned()], "cut by language"));
    for days in &spark.warm_up {
        cuts.push((
            vec!["--warm-up".to_owned(), days.to_string()],
            "cut by language and month",
        ));
    }
    for (at, (mut args, told)) in cuts.into_iter().enumerate() {
        println!("{told} ({}):", args.join(" "));
        args.extend((at > 0).then(|| "--reuse".to_owned()));
        one(&python, &room.join("spark"), &args, &corpus)?;
    }
    Ok(())
}

fn one(python: &Python, out: &Path, args: &[String], corpus: &Path) -> Result<()> {
    let mut job = python.spark("local[2]");
    job.arg(project().join("spark/rundown_job.py")).arg("--out").arg(out);
    job.args(args).arg(corpus).stderr(Stdio::null());
    let began = Instant::now();
    done(&mut job)?;
    println!("{:.1} s, the start of Spark with it", began.elapsed().as_secs_f64());
    let mut seam = python.command();
    done(seam.arg(project().join("spark/seam.py")).arg(out))
}

/// The pages of the demo as lines of JSON.
fn demo(room: &Path) -> Result<PathBuf> {
    let pages = project().with_file_name("demo").join("pages");
    let file = room.join("demo.jsonl");
    let mut out = std::io::BufWriter::new(std::fs::File::create(&file)?);
    for line in std::fs::read_to_string(pages.join("index.jsonl"))?.lines() {
        let page: Value = serde_json::from_str(line)?;
        let path = page["file"].as_str().context("a line of the index names no file")?;
        let html = std::fs::read(pages.join(path))?;
        let line = json!({
            "id": page["url"],
            "url": page["url"],
            "fetched_at": page["fetched_at"],
            "html": String::from_utf8_lossy(&html),
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(file)
}
