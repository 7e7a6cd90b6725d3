//! Learns the weights of threading.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::batches::{self, Stories};
use super::invented;
use crate::files::{into_file, read, unzipped};
use crate::scores::unlabelled;

/// Where the weights of threading lie.
const WEIGHTS: &str = "crates/rundown-thread/data/weights.txt";

/// Corpora of developments, under `thread/`, those first that are threaded fast; and what
/// none of their figures should fall below, the second that of their English part.
const DEVELOPMENTS: [(&str, &str); 6] = [
    ("basil", "1.0"),
    ("news_cluster", "0.868"),
    ("uci_sample", "0.883"),
    ("ecbplus", "0.873"),
    ("og2021", "0.7,0.765"),
    ("allsides_stream", "0.909"),
];

/// How often those count that few comparisons are of and whose figures are to hold.
const TIMES: [(&str, &str); 4] = [
    ("basil", "*16"),
    ("ecbplus", "*5"),
    ("news_cluster", "*2.5"),
    ("allsides_stream", "*2"),
];

/// Those of them that small stores are cut out of, how many, and what is known of these.
const SMALL: [(&str, u64, Stories); 4] = [
    ("allsides_stream", 900, Stories::Unknown),
    ("basil", 100, Stories::Developments),
    ("ecbplus", 400, Stories::Developments),
    ("news_cluster", 200, Stories::Developments),
];

/// Small stores cut out of the corpus of stories, and those of invented news.
const SMALL_STORIES: u64 = 400;
const INVENTED: u64 = 6_000;

/// Networks that stay as they are: those of headlines, which learn from nothing new here.
const KEPT: &str = "3456";

/// Those of them that are learned from once more with half of their bodies taken away.
const HALVED: [&str; 2] = ["news_cluster", "basil"];

/// The corpus of stories; it is learned in the middle of a stream of other news.
const STORIES: &str = "timeline/t17.docs.jsonl.gz";
const STREAM: &str = "thread/allsides_stream.jsonl.gz";

/// Tries at tuning on the figures themselves, after learning.
const TRIES: &str = "600";

/// Learns the weights and tunes them; says how many bytes they are.
pub(super) fn run(data: &Path) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), Into::into);
    let work = target.join("train");
    fs::create_dir_all(&work)?;
    let corpora = corpora(data, &work)?;
    for (example, tries) in [("train_thread", None), ("tune_thread", Some(TRIES))] {
        let mut command = Command::new("cargo");
        command.current_dir(&root).args(["run", "--release", "--quiet"]);
        command.args(["-p", "rundown-thread", "--example", example, "--"]);
        command.args(tries).arg(KEPT).args(&corpora);
        let learned = work.join("weights.txt");
        into_file(&mut command, &learned)?;
        let bytes = fs::copy(&learned, root.join(WEIGHTS)).context("keeping weights")?;
        println!("{example}: {bytes} bytes");
    }
    Ok(())
}

/// The corpora unpacked, as arguments of the examples.
fn corpora(data: &Path, work: &Path) -> Result<Vec<String>> {
    let mut arguments = Vec::new();
    for (name, floors) in DEVELOPMENTS {
        let path = work.join(format!("{name}.jsonl"));
        fs::write(&path, unzipped(&data.join(format!("thread/{name}.jsonl.gz")))?)?;
        let times =
            TIMES.iter().find(|(of, _)| *of == name).map_or("", |(_, times)| times);
        arguments.push(format!("development{times}@{floors}:{}", path.display()));
    }
    for (name, count, stories) in SMALL {
        let corpus = read(&data.join(format!("thread/{name}.jsonl.gz")), |article| {
            Some(article.clone())
        })?;
        let path = work.join(format!("{name}.small.jsonl"));
        fs::write(&path, batches::cut(&corpus, count, stories))?;
        arguments.push(format!("batches*2:{}", path.display()));
    }
    let all = |path: &str| read(&data.join(path), |article| Some(article.clone()));
    let path = work.join("stories.small.jsonl");
    let small = batches::cut_stories(&all(STORIES)?, &all(STREAM)?, SMALL_STORIES);
    fs::write(&path, small)?;
    arguments.push(format!("batches:{}", path.display()));
    let path = work.join("invented.jsonl");
    fs::write(&path, invented::stores(INVENTED)?)?;
    arguments.push(format!("batches*8:{}", path.display()));
    for name in HALVED {
        let path = work.join(format!("{name}.jsonl"));
        arguments.push(format!("headlines:{}", path.display()));
    }
    let path = work.join("stories.jsonl");
    let stories = unzipped(&data.join(STORIES))?;
    fs::write(&path, unlabelled(&stories, &unzipped(&data.join(STREAM))?)?)?;
    arguments.push(format!("story:{}", path.display()));
    Ok(arguments)
}
