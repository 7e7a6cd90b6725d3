//! Stories written down by hand: their articles, and the events a reader wants.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::sync::Arc;

use fancy_regex::Regex;
use jiff::Timestamp;
use rundown_brief::{Digest, Told};
use rundown_news::{
    Article, ArticleId, DevelopmentId, FigureHistory, Lang, NewsTime, Outlet, ReadArticle,
};
use rundown_thread::{ThreadConfig, Threads, close, thread};
use serde_json::Value;

/// An event that somebody who read the story wrote down.
pub(crate) struct Wanted {
    /// The days on which it may stand.
    days: Vec<String>,
    /// What the sentence that tells it must hold.
    patterns: Vec<Regex>,
    /// 1 to 3; 0 for background.
    pub(crate) weight: u64,
}

impl Wanted {
    /// Whether a sentence tells it.
    pub(crate) fn fits(&self, text: &str) -> bool {
        self.patterns.iter().all(|one| one.is_match(text).unwrap_or(false))
    }

    /// Whether a sentence tells it, as of a day.
    pub(crate) fn is_told(&self, day: &str, text: &str) -> bool {
        self.days.iter().any(|own| day.starts_with(own.as_str())) && self.fits(text)
    }
}

/// One story.
pub(crate) struct Gold {
    pub(crate) name: String,
    pub(crate) told: Vec<Told>,
    pub(crate) wanted: Vec<Wanted>,
    pub(crate) figures: Vec<Asked>,
}

/// A figure that a reader asks for.
pub(crate) struct Asked {
    /// The numbers that were reported.
    values: Vec<f64>,
    /// What its sentence must hold.
    patterns: Vec<Regex>,
}

impl Asked {
    /// Whether a row gives it: one of its values, in a sentence that tells what of.
    pub(crate) fn is_given(&self, row: &FigureHistory, told: &[Told]) -> bool {
        let fits = |text: &str| {
            self.patterns.iter().all(|one| one.is_match(text).unwrap_or(false))
        };
        let counted = format!("{} {}", row.counted, row.unit);
        row.history.iter().any(|point| {
            self.values.iter().any(|value| (value - point.value).abs() < 1e-6)
        }) && (fits(&counted)
            || row.history.iter().flat_map(|point| &point.evidence).any(|at| {
                let own = told.iter().map(|one| &one.digest.read().article);
                let article = own.into_iter().find(|article| article.id == at.article);
                article.is_some_and(|article| fits(at.span.of(&article.text)))
            }))
    }
}

/// Reads the stories of a folder; their articles stand in a stream.
pub(crate) fn read(folder: &str, stream: &str) -> Result<Vec<Gold>, Box<dyn Error>> {
    let stream = fs::read_to_string(stream)?;
    let mut lines: BTreeMap<String, Value> = BTreeMap::new();
    for line in stream.lines() {
        let line: Value = serde_json::from_str(line)?;
        lines.insert(line["id"].as_str().unwrap_or_default().to_owned(), line);
    }
    let mut files: Vec<_> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    let story = |file| story(&serde_json::from_str(&fs::read_to_string(file)?)?, &lines);
    files.iter().map(story).collect()
}

fn story(gold: &Value, lines: &BTreeMap<String, Value>) -> Result<Gold, Box<dyn Error>> {
    let members = gold["members"].as_array().into_iter().flatten();
    let members = members.filter_map(|id| lines.get(id.as_str()?));
    let mut wanted = Vec::new();
    for (list, background) in [("events", false), ("background", true)] {
        for event in gold[list].as_array().into_iter().flatten() {
            wanted.push(one_wanted(event, background)?);
        }
    }
    let name = gold["story"].as_str().unwrap_or_default().to_owned();
    let asked = gold["figures"].as_array().into_iter().flatten().map(asked);
    let figures = asked.collect::<Result<_, _>>()?;
    Ok(Gold { name, told: told(members.map(article).collect()), wanted, figures })
}

fn one_wanted(event: &Value, background: bool) -> Result<Wanted, Box<dyn Error>> {
    let mut days = strings(&event["alt"]);
    days.extend(event["date"].as_str().map(str::to_owned));
    let weight = if background { 0 } else { event["weight"].as_u64().unwrap_or(1) };
    Ok(Wanted { days, patterns: patterns(&event["all"])?, weight })
}

fn strings(list: &Value) -> Vec<String> {
    let all = list.as_array().into_iter().flatten();
    all.filter_map(|one| one.as_str().map(str::to_owned)).collect()
}

fn patterns(list: &Value) -> Result<Vec<Regex>, Box<dyn Error>> {
    let pattern =
        |one: &String| Regex::new(&format!("(?i){one}")).map_err(Box::<dyn Error>::from);
    strings(list).iter().map(pattern).collect()
}

fn asked(figure: &Value) -> Result<Asked, Box<dyn Error>> {
    let number = |value: &String| {
        let all = value.replace(',', "");
        let all = all.split(|c: char| !c.is_ascii_digit() && c != '.');
        all.filter_map(|number| number.parse().ok()).collect::<Vec<f64>>()
    };
    let values = strings(&figure["values"]).iter().flat_map(number).collect();
    Ok(Asked { values, patterns: patterns(&figure["all"])? })
}

fn article(line: &Value) -> Article {
    let field = |name: &str| line[name].as_str().unwrap_or_default().to_owned();
    let mut article = Article {
        id: ArticleId(field("id")),
        outlet: Outlet { name: field("source"), domain: String::new() },
        lang: Lang::ENGLISH,
        headline: field("title"),
        published: field("published").parse().ok(),
        ..Article::default()
    };
    rundown_extract::read_body(&field("body"), &mut article);
    article
}

/// The articles threaded, as a brief needs them.
fn told(articles: Vec<Article>) -> Vec<Told> {
    let mut reads: Vec<ReadArticle> = articles
        .into_iter()
        .map(|article| {
            let annotations = rundown_annotate::annotate(&article).value;
            ReadArticle { article, annotations, notes: Vec::new() }
        })
        .collect();
    reads.sort_by_key(|read| {
        (read.article.published.map(NewsTime::instant), read.article.id.clone())
    });
    let mut threads = Threads::new(ThreadConfig::default());
    thread(&mut threads, &reads);
    close(&mut threads);
    let developments: BTreeMap<ArticleId, (DevelopmentId, Option<ArticleId>)> = threads
        .placements()
        .into_iter()
        .map(|one| {
            let copy = one.copy_of.as_ref().map(|copy| copy.original.clone());
            (one.article.clone(), (one.development, copy))
        })
        .collect();
    reads
        .into_iter()
        .map(|read| {
            let at =
                read.article.published.map_or(Timestamp::UNIX_EPOCH, NewsTime::instant);
            let (development, copy_of) = developments
                .get(&read.article.id)
                .cloned()
                .unwrap_or((DevelopmentId(0), None));
            let digest = Arc::new(Digest::of(read));
            Told {
                digest,
                revision: 0,
                at,
                arrived: at,
                development,
                copy_of,
                earlier: Vec::new(),
            }
        })
        .collect()
}
