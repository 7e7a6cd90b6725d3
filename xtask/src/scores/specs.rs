//! Specification cases: sentences with the date or figure that must be read in them.
//!
//! The cases are those of Recognizers-Text (MIT), an archive of JSON files that is not
//! in the repository. Their conventions are not ours: what our contract cannot hold is
//! counted as left out, under its reason. A case is right if everything it expects is
//! found, and nothing at all where it expects nothing.

mod dates;
mod figures;
mod wanted;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use rundown_news::{Annotations, Article, Block, BlockKind, Lang, Span};
use serde_json::Value;

use wanted::{Expected, Reading, Wanted};

/// What the cases are about.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    Dates,
    Figures,
}

/// A case that applies.
struct Case {
    language: &'static Language,
    model: &'static str,
    input: String,
    /// The moment of writing, where the case names one.
    reference: String,
    wanted: Vec<Wanted>,
}

/// The moment of writing of cases that need none.
const ANY_MOMENT: &str = "2016-11-07T00:00:00";

/// A language of the cases.
struct Language {
    name: &'static str,
    code: &'static str,
}

const LANGUAGES: &[Language] = &[
    Language { name: "English", code: "en" },
    Language { name: "German", code: "de" },
    Language { name: "French", code: "fr" },
    Language { name: "Spanish", code: "es" },
    Language { name: "Portuguese", code: "pt" },
    Language { name: "Italian", code: "it" },
    Language { name: "Dutch", code: "nl" },
    Language { name: "Turkish", code: "tr" },
    Language { name: "Chinese", code: "zh" },
    Language { name: "Japanese", code: "ja" },
    Language { name: "Arabic", code: "ar" },
    Language { name: "Swedish", code: "sv" },
];

/// Reads all cases of a subject and tells how many come out right, by language.
/// Cases that do not are written to `misses.txt` in the working folder.
pub(super) fn score(subject: Subject, archive: &Path, work: &Path) -> Result<String> {
    let (folders, models) = match subject {
        Subject::Dates => (dates::FOLDERS, dates::MODELS),
        Subject::Figures => (figures::FOLDERS, figures::MODELS),
    };
    let archive = unpacked(archive, folders, work)?;
    let mut cases = Vec::new();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for language in LANGUAGES {
        let mut own = Vec::new();
        for (folder, model) in
            folders.iter().flat_map(|f| models.iter().map(move |m| (f, m)))
        {
            let file =
                archive.join(folder).join(language.name).join(format!("{model}.json"));
            for case in read(&file)?.as_array().into_iter().flatten() {
                let expected = match subject {
                    Subject::Dates => dates::expected(case, language.code),
                    Subject::Figures => figures::expected(case, language.code),
                };
                let input = case["Input"].as_str().unwrap_or("").to_owned();
                let reference = case["Context"]["ReferenceDateTime"].as_str();
                let expected = match reference {
                    None => expected.and_then(without_moment),
                    Some(_) => expected,
                };
                let reference = reference.unwrap_or(ANY_MOMENT).to_owned();
                match expected {
                    Ok(wanted) => {
                        own.push(Case { language, model, input, reference, wanted });
                    }
                    Err(reason) => *left_out.entry(reason).or_default() += 1,
                }
            }
        }
        own.sort_by(|a, b| (&a.input, &a.reference).cmp(&(&b.input, &b.reference)));
        own.dedup_by(|a, b| a.input == b.input && a.reference == b.reference);
        cases.extend(own);
    }
    table(&cases, &left_out, &work.join("misses.txt"))
}

/// What is wanted where no moment of writing is told: nothing that depends on one.
fn without_moment(wanted: Vec<Wanted>) -> Expected {
    let depends = |wanted: &Wanted| match &wanted.reading {
        Reading::Date(values) => {
            values.iter().any(|value| value.starts_with(|c: char| c.is_ascii_digit()))
        }
        Reading::Figure(..) => false,
    };
    if wanted.iter().any(depends) {
        return Err("the case tells no moment of writing");
    }
    Ok(wanted)
}

/// The cases as files.
fn unpacked(archive: &Path, folders: &[&str], work: &Path) -> Result<PathBuf> {
    let root = "recognizers_specs";
    let mut tar = Command::new("tar");
    tar.arg("-xzf").arg(archive).arg("-C").arg(work);
    tar.args(folders.iter().map(|folder| format!("{root}/{folder}")));
    ensure!(tar.status()?.success(), "could not unpack {}", archive.display());
    Ok(work.join(root))
}

/// The cases of a file; none where the language has no such file.
fn read(file: &Path) -> Result<Value> {
    if !file.exists() {
        return Ok(Value::Null);
    }
    let text = fs::read_to_string(file)?;
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text)
        .with_context(|| format!("could not read {}", file.display()))
}

/// What is read in an input: an article of one paragraph.
fn annotations(case: &Case) -> Annotations {
    let text = case.input.clone();
    let span = Span::new(0, text.len());
    let article = Article {
        blocks: vec![Block { kind: BlockKind::Paragraph, span, at: None }],
        text,
        lang: Lang::parse(case.language.code).unwrap_or_default(),
        published: case.reference.get(..10).and_then(|day| day.parse().ok()),
        ..Article::default()
    };
    rundown_annotate::annotate(&article).value
}

fn table(
    cases: &[Case],
    left_out: &BTreeMap<&str, usize>,
    misses: &Path,
) -> Result<String> {
    let mut rows: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = String::new();
    for case in cases {
        let found = annotations(case);
        let right = is_right(case, &found);
        let row = rows.entry(case.language.name).or_default();
        row.0 += usize::from(right);
        row.1 += 1;
        if !right {
            let wanted: Vec<String> = case.wanted.iter().map(shown).collect();
            let line =
                (case.language.code, case.model, &case.input, &case.reference, wanted);
            writeln!(missed, "{line:?} got {:?} {:?}", found.dates, found.figures)?;
        }
    }
    fs::write(misses, missed)?;
    let all = rows.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    let mut text = String::from("language    share  right  cases\n");
    for (language, (right, of)) in rows.iter().chain([(&"all", &all)]) {
        let share = 100.0 * *right as f64 / (*of).max(1) as f64;
        writeln!(text, "{language:<10}  {share:>5.1}  {right:>5}  {of:>5}")?;
    }
    for (reason, count) in left_out {
        writeln!(text, "left out: {count:>4}, {reason}")?;
    }
    Ok(text)
}

fn shown(wanted: &Wanted) -> String {
    match &wanted.reading {
        Reading::Date(values) => values.join(" or "),
        Reading::Figure(value, unit) => format!("{value} {unit}"),
    }
}

/// Whether all that is wanted is among what was found; nothing where nothing is.
fn is_right(case: &Case, found: &Annotations) -> bool {
    if case.wanted.is_empty() {
        return if figures::MODELS.contains(&case.model) {
            figures::nothing(case.model, found)
        } else {
            found.dates.is_empty()
        };
    }
    case.wanted.iter().all(|wanted| match &wanted.reading {
        Reading::Date(values) => found
            .dates
            .iter()
            .filter(|date| date.span.overlaps(wanted.span))
            .any(|date| dates::fits(&date.value, values)),
        Reading::Figure(value, unit) => {
            found
            .figures
            .iter()
            .filter(|figure| figure.span.overlaps(wanted.span))
            .any(|figure| figures::fits(figure, *value, unit))
            // A number that is part of a date is read as the date.
            || unit.is_empty() && found.dates.iter().any(|d| d.span.contains(wanted.span))
        }
    })
}
