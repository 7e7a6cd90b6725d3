//! A brief on the terminal.

use std::io::Write;

use anyhow::Result;
use rundown_news::{
    ArticleId, Brief, BriefDevelopment, Change, Elsewhere, Evidence, FigurePoint,
    Highlight, LastLook, NewItem, Shown, Statement, TimelineEntry, counted, figure_words,
};

use super::dates;
use super::style::{BOLD, DIM, FIGURE, HANG, LABEL, SOURCE, WHEN};
use crate::show::kinds::kind_word;

/// What a page of the terminal has room for; `--json` has it all.
const TIMELINE_SHOWN: usize = 14;
const NEW_SHOWN: usize = 12;
const VOICES_SHOWN: usize = 8;
const STATEMENTS_SHOWN: usize = 3;
/// Pairs of statements of one voice that deny each other.
const CONTRASTS_SHOWN: usize = 2;
const FIGURES_SHOWN: usize = 8;
const PEOPLE_SHOWN: usize = 12;

/// Says which outlet an article is of.
pub(crate) type OutletOf<'a> = &'a dyn Fn(&ArticleId) -> String;

/// Says which outlet tells what evidence shows.
pub(crate) type SourceOf<'a> = &'a dyn Fn(&Evidence) -> String;

/// Says where an article stands on the web; empty where it has no address.
pub(crate) type UrlOf<'a> = &'a dyn Fn(&ArticleId) -> String;

pub(crate) fn brief(
    out: &mut impl Write,
    brief: &Brief,
    last_look: Option<LastLook>,
    outlet: SourceOf<'_>,
) -> Result<()> {
    let title = brief.title.as_ref().map_or("(no headline)", |title| &title.text);
    writeln!(out, "{BOLD}{title}{BOLD:#}")?;
    if let Some(was) = &brief.was {
        writeln!(out, "{DIM}was: {}{DIM:#}", was.text)?;
    }
    writeln!(out, "{DIM}{}{DIM:#}\n", span_of(brief))?;
    for sentence in &brief.state {
        writeln!(out, "  {} {}", sentence.with_names(), by(sentence, outlet))?;
    }
    if !brief.state.is_empty() && !brief.highlights.is_empty() {
        head(out, "The story so far")?;
    }
    for highlight in &brief.highlights {
        let Highlight { date, shown } = highlight;
        let by = by(shown, outlet);
        writeln!(out, "  {WHEN}{date}{WHEN:#} {HANG}{} {by}", shown.with_names())?;
    }
    new(out, brief, last_look, outlet)?;
    timeline(out, brief, outlet)?;
    elsewhere(out, brief, outlet)?;
    voices(out, brief, outlet)?;
    figures(out, brief)?;
    people(out, brief)?;
    outlets(out, brief)?;
    changes(out, brief)?;
    for story in &brief.related {
        writeln!(
            out,
            "{DIM}related:{DIM:#} {}  {DIM}{}{DIM:#}",
            story.title, story.slug
        )?;
    }
    Ok(())
}

/// The time whose year is told in the head.
fn around(brief: &Brief) -> jiff::Timestamp {
    brief.last_at.unwrap_or_default()
}

/// From when to when, and by how many.
pub(crate) fn span_of(brief: &Brief) -> String {
    let day = |at: Option<jiff::Timestamp>| {
        at.map_or_else(String::new, |at| at.strftime("%b %-d, %Y").to_string())
    };
    let (first, last) = (day(brief.first_at), day(brief.last_at));
    let days = if first == last { first } else { format!("{first} to {last}") };
    let days = if days.is_empty() { days } else { format!("{days}  ·  ") };
    let outlets = &brief.outlets;
    format!(
        "{days}{}, {} independent, {}",
        counted(outlets.total, "outlet"),
        outlets.independent,
        counted(outlets.wire, "copy")
    )
}

/// What other languages add, each under its name.
fn elsewhere(out: &mut impl Write, brief: &Brief, outlet: SourceOf<'_>) -> Result<()> {
    for other in &brief.elsewhere {
        head(out, &elsewhere_words(other))?;
        for one in &other.adds {
            let by = by(&one.shown, outlet);
            writeln!(out, "  [{}] {HANG}{} {by}", other.lang, one.shown.with_names())?;
        }
    }
    Ok(())
}

/// How many outlets write in a language, and whether they add anything.
pub(crate) fn elsewhere_words(other: &Elsewhere) -> String {
    let outlets = counted(other.outlets.len(), "outlet");
    let adds = if other.adds.is_empty() { ": nothing more" } else { " only" };
    format!("In {}, {outlets}{adds}", other.lang.english_name())
}

fn by(shown: &Shown, outlet: SourceOf<'_>) -> String {
    let name = shown.evidence.first().map(outlet);
    format!("{DIM}({}){DIM:#}", name.unwrap_or_default())
}

/// Which outlet's words are shown, and which had the news first, whose time it is.
fn by_and_first(item: &NewItem, outlet: SourceOf<'_>) -> String {
    let shown = item.shown.evidence.first().map(outlet).unwrap_or_default();
    let first = item.first_outlet.label();
    if shown == first {
        format!("{DIM}({shown}){DIM:#}")
    } else {
        format!("{DIM}({shown}; first {first}){DIM:#}")
    }
}

fn head(out: &mut impl Write, title: &str) -> Result<()> {
    Ok(writeln!(out, "\n{LABEL}{title}{LABEL:#}")?)
}

fn new(
    out: &mut impl Write,
    brief: &Brief,
    last_look: Option<LastLook>,
    outlet: SourceOf<'_>,
) -> Result<()> {
    let Some(LastLook(at)) = last_look else { return Ok(()) };
    head(out, &format!("New since {}", dates::time(at, around(brief))))?;
    new_items(out, brief, outlet)?;
    match (brief.new.len(), brief.only_repeats.len()) {
        (0, 0) => writeln!(out, "  Nothing new.")?,
        (0, 1) => writeln!(out, "  Nothing new: 1 article only repeats.")?,
        (0, repeats) => {
            writeln!(out, "  Nothing new: {} only repeat.", counted(repeats, "article"))?;
        }
        _ => {}
    }
    Ok(())
}

/// What is new, under the title of its development where there are several.
pub(crate) fn new_items(
    out: &mut impl Write,
    brief: &Brief,
    outlet: SourceOf<'_>,
) -> Result<()> {
    let several =
        brief.new.iter().any(|item| item.development != brief.new[0].development);
    let mut under = None;
    for item in by_development(brief.new.iter().take(NEW_SHOWN)) {
        if several && under != Some(item.development) {
            under = Some(item.development);
            let same = |one: &&BriefDevelopment| one.development == item.development;
            let title = brief.developments.iter().find(same).map(|one| &*one.title.text);
            writeln!(out, "  {DIM}{}{DIM:#}", title.unwrap_or_default())?;
        }
        writeln!(
            out,
            "  {LABEL}{:11}{LABEL:#} {HANG}{} {} {DIM}{}{DIM:#}",
            kind_word(item.kind),
            item.shown.with_names(),
            by_and_first(item, outlet),
            dates::time(item.at, around(brief))
        )?;
    }
    let all = brief.new.len();
    if all > NEW_SHOWN {
        writeln!(
            out,
            "  {DIM}{NEW_SHOWN} of {all} shown; --json has all of them{DIM:#}"
        )?;
    }
    Ok(())
}

/// Items development by development, each where its first item stands.
fn by_development<'a>(items: impl Iterator<Item = &'a NewItem>) -> Vec<&'a NewItem> {
    let items: Vec<&NewItem> = items.collect();
    let first_of = |item: &&NewItem| {
        items.iter().position(|one| one.development == item.development)
    };
    let mut grouped = items.clone();
    grouped.sort_by_key(first_of);
    grouped
}

fn timeline(out: &mut impl Write, brief: &Brief, outlet: SourceOf<'_>) -> Result<()> {
    if brief.timeline.is_empty() {
        return Ok(());
    }
    head(out, "Timeline")?;
    let past = brief.timeline.iter().filter(|entry| !entry.ahead && !entry.background);
    let mut weights: Vec<f64> = past.clone().map(|entry| entry.weight).collect();
    weights.sort_by(|a, b| b.total_cmp(a));
    let least = weights.get(TIMELINE_SHOWN - 1).copied().unwrap_or(f64::MIN);
    let open: Vec<&TimelineEntry> = past.filter(|entry| entry.weight >= least).collect();
    // Of equals the newest stay.
    entries(out, &open[open.len().saturating_sub(TIMELINE_SHOWN)..], outlet)?;
    let apart = |wanted: fn(&TimelineEntry) -> bool| -> Vec<&TimelineEntry> {
        brief.timeline.iter().filter(|entry| wanted(entry)).collect()
    };
    let groups = [
        ("Background", apart(|entry| entry.background)),
        ("Said to lie ahead", apart(|entry| entry.ahead)),
    ];
    for (title, group) in groups.iter().filter(|(_, group)| !group.is_empty()) {
        head(out, title)?;
        entries(out, group, outlet)?;
    }
    Ok(())
}

fn entries(
    out: &mut impl Write,
    entries: &[&TimelineEntry],
    outlet: SourceOf<'_>,
) -> Result<()> {
    for entry in entries {
        let by = by(&entry.shown, outlet);
        writeln!(
            out,
            "  {WHEN}{:10}{WHEN:#} {HANG}{} {by}",
            entry.date,
            entry.shown.with_names()
        )?;
    }
    Ok(())
}

fn voices(out: &mut impl Write, brief: &Brief, outlet: SourceOf<'_>) -> Result<()> {
    if brief.voices.is_empty() {
        return Ok(());
    }
    head(out, "Voices")?;
    for voice in brief.voices.iter().take(VOICES_SHOWN) {
        let role = voice.roles.first().map_or("", |role| role.text.as_str());
        writeln!(out, "  {SOURCE}{}{SOURCE:#}  {DIM}{role}{DIM:#}", voice.name)?;
        for statement in voice.statements.iter().take(STATEMENTS_SHOWN) {
            let on = statement.said_on.as_deref().unwrap_or("");
            let (said, by) = (statement.words(), by(&statement.shown, outlet));
            writeln!(out, "    {DIM}{on:10}{DIM:#} {HANG}{said} {by}")?;
        }
        for pair in voice.contrasts.iter().take(CONTRASTS_SHOWN) {
            let said = |at: usize| voice.statements.get(at).map(Statement::words);
            if let (Some(earlier), Some(later)) = (said(pair.earlier), said(pair.later)) {
                writeln!(
                    out,
                    "    {DIM}said otherwise{DIM:#} {earlier} {DIM}/{DIM:#} {later}"
                )?;
            }
        }
    }
    Ok(())
}

fn figures(out: &mut impl Write, brief: &Brief) -> Result<()> {
    if brief.figures.is_empty() {
        return Ok(());
    }
    head(out, "Figures")?;
    for figure in brief.figures.iter().take(FIGURES_SHOWN) {
        let points: Vec<String> = figure.history.iter().map(point).collect();
        let disagree = if figure.disagree { "  (outlets disagree)" } else { "" };
        let before = if figure.before { "  (before this story)" } else { "" };
        writeln!(
            out,
            "  {FIGURE}{}{FIGURE:#} {} {}{before}{disagree}",
            points.join(" → "),
            figure.unit,
            figure.counted
        )?;
    }
    Ok(())
}

/// A figure with its qualifier.
pub(crate) fn point(point: &FigurePoint) -> String {
    let second = point.value_high.or(point.against);
    figure_words(point.value, second, point.qualifier, "")
}

fn people(out: &mut impl Write, brief: &Brief) -> Result<()> {
    if brief.people.is_empty() {
        return Ok(());
    }
    head(out, "Who's who")?;
    for person in brief.people.iter().take(PEOPLE_SHOWN) {
        let role = person.roles.first().map_or("", |role| role.text.as_str());
        writeln!(out, "  {}  {DIM}{role}{DIM:#}", person.name)?;
    }
    Ok(())
}

fn changes(out: &mut impl Write, brief: &Brief) -> Result<()> {
    if brief.changes.is_empty() {
        return Ok(());
    }
    head(out, "Changed after publication")?;
    for change in &brief.changes {
        let at = dates::time(change.at, around(brief));
        writeln!(out, "  {DIM}{at:12}{DIM:#} {HANG}{}", change_words(change))?;
        if let Some(within) = &change.within {
            writeln!(out, "  {:12} {HANG}{DIM}{}{DIM:#}", "", within.text)?;
        }
    }
    Ok(())
}

/// "Meridian changed “12” to “15”".
pub(crate) fn change_words(change: &Change) -> String {
    let outlet = change.outlet.label();
    let text = |shown: &Shown| shown.text.clone();
    match (change.before.as_ref().map(text), change.after.as_ref().map(text)) {
        (Some(before), Some(after)) => {
            format!("{outlet} changed “{before}” to “{after}”")
        }
        (Some(before), None) => format!("{outlet} took out “{before}”"),
        (None, Some(after)) => format!("{outlet} put in “{after}”"),
        (None, None) => outlet.to_owned(),
    }
}

fn outlets(out: &mut impl Write, brief: &Brief) -> Result<()> {
    head(out, "Outlets")?;
    for outlet in &brief.outlets.list {
        let first = dates::time(outlet.first_at, around(brief));
        let copies = match outlet.copies.len() {
            0 => String::new(),
            copies => format!(", {}", counted(copies, "copy")),
        };
        writeln!(
            out,
            "  {DIM}{first:12}{DIM:#} {HANG}{}  {DIM}{} own{copies}{DIM:#}",
            outlet.outlet.label(),
            outlet.own.len()
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use rundown_news::{DevelopmentId, NewKind, Outlet, Part, Span};

    #[test]
    fn a_development_is_told_in_one_go() {
        let item = |text: &str, development: u64| {
            let evidence = Evidence {
                article: ArticleId("a".to_owned()),
                revision: 0,
                part: Part::Text,
                span: Span::new(0, 1),
            };
            NewItem {
                shown: Shown::new(text, evidence),
                kind: NewKind::Detail,
                development: Some(DevelopmentId(development)),
                first_outlet: Outlet::default(),
                at: jiff::Timestamp::UNIX_EPOCH,
            }
        };
        let new = [("fire", 1), ("vote", 2), ("smoke", 1), ("count", 2)];
        let new: Vec<NewItem> = new.map(|(text, of)| item(text, of)).into();
        let order = by_development(new.iter());
        let words: Vec<&str> = order.iter().map(|one| &*one.shown.text).collect();
        assert_eq!(words, ["fire", "smoke", "vote", "count"]);
    }
}
