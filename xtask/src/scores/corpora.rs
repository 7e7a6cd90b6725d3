//! What is measured with what.

use std::path::{Path, PathBuf};

use super::specs::Subject;

/// A corpus with gold labels, and how it is scored.
pub(super) struct Corpus {
    /// What the figures are headed with.
    pub name: String,
    /// The file of `scores/` they stand in.
    pub file: &'static str,
    pub gold: PathBuf,
    pub scorer: &'static str,
    pub options: Vec<&'static str>,
    pub task: Task,
    /// The articles, where the gold file does not hold them.
    pub documents: Option<PathBuf>,
    /// Files of gold labels that are scored as one, in the place of `gold`.
    pub together: Vec<PathBuf>,
}

/// What the binary does with a corpus.
#[derive(Clone, Copy)]
pub(super) enum Task {
    /// Reads whole pages, of which more is asked than their scorer does.
    Pages,
    Read,
    Thread,
    /// Articles of many languages, scored by pairs of two languages.
    Languages,
    /// Stories of months in the middle of a stream that nobody labelled.
    Stories {
        stream: &'static str,
    },
    /// Stories written down by hand, threaded in a stream and briefed.
    Whole {
        stream: &'static str,
    },
    /// What is new day by day; scored here, there is no scorer of it.
    New,
    Highlights,
    Timeline {
        story: &'static str,
    },
    /// Sentences with what must be read in them.
    Specs(Subject),
    /// Proper nouns of treebanks in many languages.
    Propers,
    /// Trees of single sentences.
    Trees,
    /// Events of single sentences.
    Events,
    /// Dates of labelled sentences of Wikinews, and their predicates.
    WikinewsDates,
    /// The speed of annotating, and the size of its models.
    Cost,
}

/// The stories of the T17 development half.
const T17_STORIES: &[&str] = &["egypt", "h1n1", "haiti", "mj"];

/// All corpora, in the order of the pipeline.
pub(super) fn corpora(data: &Path) -> Vec<Corpus> {
    let corpus = |file, gold: &str, scorer, task| Corpus {
        name: gold.trim_end_matches(".jsonl.gz").to_owned(),
        file,
        gold: data.join(gold),
        scorer,
        options: Vec::new(),
        task,
        documents: None,
        together: Vec::new(),
    };
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("cases");
    let mut all = Vec::new();
    let more = ["more/newspop", "more/daniel", "more/l3s", "more/dragnet"];
    for name in ["fundus", "wcxb", "scrapinghub"].into_iter().chain(more) {
        let gold = format!("pages/{name}.jsonl.gz");
        all.push(corpus("pages.txt", &gold, "pages.py", Task::Pages));
    }
    let pieces = "pages/trafilatura.jsonl.gz";
    all.push(corpus("pages.txt", pieces, "snippets.py", Task::Read));
    for name in ["uner_pud_test", "uner_ewt_test", "crossner_politics", "gum", "meantime"]
    {
        let gold = format!("language/names/{name}.jsonl.gz");
        all.push(corpus("names.txt", &gold, "names.py", Task::Read));
    }
    all.push(corpus("propers.txt", "language/trees", "", Task::Propers));
    let quotes = "language/quotes/polnear_dev.jsonl.gz";
    all.push(corpus("quotes.txt", quotes, "quotes.py", Task::Read));
    for name in ["timebank", "aquaint", "meantime"] {
        let gold = format!("language/dates/{name}.jsonl.gz");
        all.push(corpus("dates.txt", &gold, "dates.py", Task::Read));
    }
    let both = [
        data.join("language/dates/timebank.jsonl.gz"),
        data.join("language/dates/aquaint.jsonl.gz"),
    ];
    all.push(Corpus {
        name: "language/dates/timebank+aquaint".to_owned(),
        together: both.to_vec(),
        ..corpus("dates.txt", "language/dates/timebank.jsonl.gz", "dates.py", Task::Read)
    });
    for (name, file, subject) in [
        ("dates", "dates.txt", Subject::Dates),
        ("figures", "figures.txt", Subject::Figures),
    ] {
        all.push(Corpus {
            name: format!("language/specifications/{name}"),
            ..corpus(file, "language/recognizers_specs.tar.gz", "", Task::Specs(subject))
        });
    }
    for name in ["en-ewt_test", "en-pud"] {
        let gold = format!("language/trees/{name}.conll5.gz");
        all.push(Corpus {
            name: format!("trees/{name}"),
            ..corpus("grammar.txt", &gold, "", Task::Trees)
        });
    }
    all.push(Corpus {
        name: "trees/teacher on held-out text".to_owned(),
        gold: crate::files::work().join("held-out.conll"),
        ..corpus("grammar.txt", "", "", Task::Trees)
    });
    all.push(Corpus {
        name: "wikinews/events".to_owned(),
        gold: cases.join("wikinews/events.jsonl"),
        ..corpus("events.txt", "", "", Task::Events)
    });
    all.push(Corpus {
        name: "wikinews/dates".to_owned(),
        gold: cases.join("wikinews/dates.jsonl"),
        ..corpus("wikinews.txt", "", "", Task::WikinewsDates)
    });
    all.push(Corpus {
        name: "annotating".to_owned(),
        ..corpus("annotating.txt", "language/quotes/polnear_dev.jsonl.gz", "", Task::Cost)
    });
    for name in
        ["allsides_stream", "basil", "news_cluster", "ecbplus", "og2021", "uci_sample"]
    {
        let gold = format!("thread/{name}.jsonl.gz");
        all.push(corpus("threads.txt", &gold, "thread.py", Task::Thread));
    }
    all.push(Corpus {
        name: "thread/og2021/English".to_owned(),
        options: vec!["--lang", "en"],
        ..corpus("threads.txt", "thread/og2021.jsonl.gz", "thread.py", Task::Thread)
    });
    all.push(Corpus {
        name: "thread/og2021/languages".to_owned(),
        ..corpus("threads.txt", "thread/og2021.jsonl.gz", "", Task::Languages)
    });
    all.push(Corpus {
        name: "timeline/t17 in thread/allsides_stream".to_owned(),
        options: vec!["--level", "story"],
        ..corpus(
            "stories.txt",
            "timeline/t17.docs.jsonl.gz",
            "thread.py",
            Task::Stories { stream: "thread/allsides_stream.jsonl.gz" },
        )
    });
    all.push(corpus(
        "stories-whole.txt",
        "stories",
        "stories.py",
        Task::Whole { stream: "thread/allsides_stream.jsonl.gz" },
    ));
    let highlights = "language/highlights/cnndm_dev.jsonl.gz";
    all.push(corpus("highlights.txt", highlights, "highlights.py", Task::Highlights));
    let updates = "timeline/background.updates.jsonl.gz";
    all.push(corpus("new.txt", updates, "", Task::New));
    for story in T17_STORIES {
        let gold = "timeline/t17.timelines.jsonl.gz";
        all.push(Corpus {
            name: format!("timeline/t17 {story}"),
            documents: Some(data.join("timeline/t17.docs.jsonl.gz")),
            ..corpus("timelines.txt", gold, "timeline.py", Task::Timeline { story })
        });
    }
    all
}
