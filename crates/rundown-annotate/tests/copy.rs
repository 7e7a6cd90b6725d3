//! Runs the marked copy of `cases/copy/*.md`.
//!
//! A case is a heading and a fence of copy in which `[words]{label}` marks what must be
//! found. `cases/copy/README.md` explains the labels.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rundown_news::{
    Annotations, Article, Block, BlockKind, Entity, EntityKind, Lang, Span,
};

/// One mark: where, which label, and the value behind `=`.
struct Mark {
    span: Span,
    label: String,
    value: Option<String>,
}

#[test]
fn all_marked_copy_reads_as_marked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let folder = root.join("cases/copy");
    let wanted = std::env::var("RUNDOWN_CASE").unwrap_or_default();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    files.sort();
    let (mut cases, mut wrong) = (0, String::new());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for Case { line, title, options, copy } in fences(&text) {
            cases += 1;
            let file = file.strip_prefix(root).unwrap_or(&file);
            let place = format!("{}:{line}", file.display());
            if !format!("{place} {title}").contains(&wanted) {
                continue;
            }
            let problems = check(&options, &copy);
            if !problems.is_empty() {
                let _ = writeln!(
                    wrong,
                    "{place}: annotate reads it otherwise\n# {title}\n{copy}{problems}"
                );
            }
        }
    }
    assert!(cases > 20, "only {cases} cases were found");
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A fence of copy.
struct Case {
    /// The line it begins at.
    line: usize,
    title: String,
    /// The words behind the fence.
    options: String,
    copy: String,
}

fn fences(text: &str) -> Vec<Case> {
    let (mut title, mut found) = (String::new(), Vec::new());
    let mut open: Option<Case> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line) {
            (None, line) if line.starts_with('#') => {
                line.trim_start_matches(['#', ' ']).clone_into(&mut title);
            }
            (None, line) => {
                if let Some(options) = line.strip_prefix("```copy") {
                    let (title, options) = (title.clone(), options.trim().to_owned());
                    open = Some(Case {
                        line: number + 1,
                        title,
                        options,
                        copy: String::new(),
                    });
                }
            }
            (Some(_), "```") => found.extend(open.take()),
            (Some(case), line) => {
                case.copy.push_str(line);
                case.copy.push('\n');
            }
        }
    }
    found
}

fn check(options: &str, marked: &str) -> String {
    let (article, marks) = read_copy(options, marked);
    let annotations = rundown_annotate::annotate(&article).value;
    let mut problems = String::new();
    for mark in &marks {
        if let Err(problem) = fits(&article.text, &annotations, mark) {
            let words = mark.span.of(&article.text);
            let _ = writeln!(problems, "  [{words}]{{{}}}: {problem}", mark.label);
        }
    }
    if marks.iter().any(|mark| matches!(&*mark.label, "content" | "no-content")) {
        only_marked_content(&article.text, &annotations, &marks, &mut problems);
    }
    problems
}

/// Nothing may be taken for speech that is not marked.
fn only_marked_content(
    text: &str,
    annotations: &Annotations,
    marks: &[Mark],
    problems: &mut String,
) {
    for content in annotations.attributions.iter().flat_map(|a| &a.content) {
        let is_marked =
            |mark: &Mark| mark.label == "content" && mark.span.overlaps(*content);
        if !marks.iter().any(is_marked) {
            let _ = writeln!(problems, "  not marked as content: {}", content.of(text));
        }
    }
}

fn fits(text: &str, annotations: &Annotations, mark: &Mark) -> Result<(), String> {
    let kind = |kind| named(text, &annotations.entities, kind, mark);
    match mark.label.as_str() {
        "person" => kind(EntityKind::Person),
        "organization" => kind(EntityKind::Organization),
        "place" => kind(EntityKind::Place),
        "no-name" => no_name(&annotations.entities, mark),
        "role" => role(text, &annotations.entities, mark),
        "content" => content(text, annotations, mark),
        "no-content" => Ok(()),
        "cue" => {
            let cues = annotations.attributions.iter().filter_map(|a| a.cue);
            found(text, cues, mark.span)
        }
        "source" => source(text, annotations, mark),
        "when" => {
            let date = annotations.dates.iter().find(|d| d.span == mark.span);
            let value = date.map(|date| date.value.clone());
            if value == mark.value { Ok(()) } else { Err(format!("got {value:?}")) }
        }
        "no-when" => {
            let mut dates = annotations.dates.iter();
            let date = dates.find(|date| date.span.overlaps(mark.span));
            date.map_or(Ok(()), |date| Err(format!("got {}", date.value)))
        }
        other => Err(format!("no such label: {other}")),
    }
}

fn found(
    text: &str,
    spans: impl Iterator<Item = Span>,
    wanted: Span,
) -> Result<(), String> {
    let all: Vec<Span> = spans.collect();
    let words: Vec<&str> = all.iter().map(|span| span.of(text)).collect();
    if all.contains(&wanted) { Ok(()) } else { Err(format!("only {words:?}")) }
}

fn named(
    text: &str,
    entities: &[Entity],
    kind: EntityKind,
    mark: &Mark,
) -> Result<(), String> {
    let name = mark.value.as_deref().unwrap_or_else(|| mark.span.of(text));
    let here = entities.iter().find(|e| e.mentions.contains(&mark.span));
    match here {
        Some(entity) if entity.kind == kind && entity.name == name => Ok(()),
        Some(entity) => Err(format!("got {:?} {}", entity.kind, entity.name)),
        None => {
            let near = entities
                .iter()
                .find(|e| e.mentions.iter().any(|mention| mention.overlaps(mark.span)));
            Err(format!("no mention; near: {:?}", near.map(|entity| &entity.name)))
        }
    }
}

fn no_name(entities: &[Entity], mark: &Mark) -> Result<(), String> {
    let near = entities
        .iter()
        .find(|e| e.mentions.iter().any(|mention| mention.overlaps(mark.span)));
    near.map_or(Ok(()), |entity| Err(format!("got {}", entity.name)))
}

fn role(text: &str, entities: &[Entity], mark: &Mark) -> Result<(), String> {
    let name = mark.value.as_deref().unwrap_or("");
    let Some(entity) = entities.iter().find(|entity| entity.name == name) else {
        return Err(format!("nobody is called {name}"));
    };
    found(text, entity.role_spans.iter().copied(), mark.span)
}

/// A content run is right if it is the marked one but for signs at its ends.
fn content(text: &str, annotations: &Annotations, mark: &Mark) -> Result<(), String> {
    let bare = |span: Span| {
        span.of(text).trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    };
    let wanted = bare(mark.span);
    let mut near = Vec::new();
    for attribution in &annotations.attributions {
        for run in attribution.content.iter().filter(|run| run.overlaps(mark.span)) {
            let name = attribution.source.as_ref().and_then(|s| s.name.clone());
            let speaker = mark.value.as_deref().is_none_or(|value| match value {
                "nobody" => attribution.source.is_none(),
                value => name.as_deref() == Some(value),
            });
            if bare(*run) == wanted && speaker {
                return Ok(());
            }
            near.push(format!("{} by {name:?}", bare(*run)));
        }
    }
    Err(format!("got {near:?}"))
}

fn source(text: &str, annotations: &Annotations, mark: &Mark) -> Result<(), String> {
    let sources: Vec<_> =
        annotations.attributions.iter().filter_map(|a| a.source.as_ref()).collect();
    let here = sources.iter().find(|source| source.span == mark.span);
    match (here, &mark.value) {
        (None, _) => found(text, sources.iter().map(|source| source.span), mark.span),
        (Some(_), None) => Ok(()),
        (Some(source), value) if source.name == *value => Ok(()),
        (Some(source), _) => Err(format!("is {:?}", source.name)),
    }
}

/// The article and its marks. Options: a language, `published=DAY`.
fn read_copy(options: &str, marked: &str) -> (Article, Vec<Mark>) {
    let mut article = Article { lang: Lang::ENGLISH, ..Article::default() };
    for option in options.split_whitespace() {
        match option.split_once('=') {
            Some(("published", day)) => article.published = day.parse().ok(),
            _ => article.lang = Lang::parse(option).expect("a language"),
        }
    }
    let mut marks = Vec::new();
    for paragraph in marked.split("\n\n") {
        let paragraph = paragraph.trim();
        let (kind, paragraph) = match paragraph.split_at_checked(2) {
            Some(("> ", rest)) => (BlockKind::Quote, rest),
            Some(("@ ", rest)) => (BlockKind::Embed, rest),
            _ => (BlockKind::Paragraph, paragraph),
        };
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        read_marks(paragraph, &mut article.text, &mut marks);
        let span = Span::new(start, article.text.len());
        article.blocks.push(Block { kind, span, at: None });
    }
    (article, marks)
}

/// Copies a paragraph without its marks; marks may stand inside one another.
fn read_marks(paragraph: &str, text: &mut String, marks: &mut Vec<Mark>) {
    let mut open = Vec::new();
    let mut rest = paragraph;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => open.push(text.len()),
            ']' if rest.starts_with('{') => {
                let end = rest.find('}').expect("a label ends with a brace");
                let label = &rest[1..end];
                rest = &rest[end + 1..];
                let (label, value) = label
                    .split_once('=')
                    .map_or((label, None), |(l, v)| (l, Some(v.to_owned())));
                let start = open.pop().expect("a mark begins with a bracket");
                let span = Span::new(start, text.len());
                marks.push(Mark { span, label: label.to_owned(), value });
            }
            _ => text.push(c),
        }
    }
}
