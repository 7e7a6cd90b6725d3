//! A story's timeline, voices, figures and changes as tables (RFC 4180: commas, lines that
//! end in CR LF, quotation marks doubled).

use std::io::Write;

use anyhow::Result;
use rundown_news::{
    Brief, Directness, Evidence, Outlet, Part, Qualifier, Shown, Span, WhenPrecision,
};

use super::brief::UrlOf;
use crate::cli::Table;

/// Columns that every table ends with: where the words stand.
const PLACE: [&str; 6] = ["article", "revision", "part", "start", "end", "url"];

pub(crate) fn table(
    out: &mut impl Write,
    brief: &Brief,
    table: Table,
    url: UrlOf<'_>,
) -> Result<()> {
    match table {
        Table::Timeline => timeline(out, brief, url),
        Table::Voices => voices(out, brief, url),
        Table::Figures => figures(out, brief, url),
        Table::Changes => changes(out, brief, url),
    }
}

fn timeline(out: &mut impl Write, brief: &Brief, url: UrlOf<'_>) -> Result<()> {
    head(out, &["date", "precision", "ahead", "weight", "words", "outlets"])?;
    for entry in &brief.timeline {
        let precision = match entry.precision {
            WhenPrecision::Year => "year",
            WhenPrecision::Month => "month",
            _ => "day",
        };
        let mut row = vec![
            entry.date.clone(),
            precision.to_owned(),
            entry.ahead.to_string(),
            weight(entry.weight),
            text(&entry.shown.text),
            names(&entry.outlets),
        ];
        row.extend(place(entry.shown.evidence.first(), url));
        line(out, &row)?;
    }
    Ok(())
}

/// A weight as people read it: to the thousandth, without zeros at the end.
fn weight(weight: f64) -> String {
    let rounded = (weight * 1_000.0).round() / 1_000.0;
    rounded.to_string()
}

fn voices(out: &mut impl Write, brief: &Brief, url: UrlOf<'_>) -> Result<()> {
    let own = ["speaker", "role", "said_on", "published", "form", "words", "outlets"];
    head(out, &own)?;
    for voice in &brief.voices {
        let role = voice.roles.first().map_or("", |role| role.text.as_str());
        for said in &voice.statements {
            let form = match said.directness {
                Directness::Direct => "direct",
                Directness::Indirect => "indirect",
                Directness::Mixed => "mixed",
            };
            let mut row = vec![
                text(&voice.name),
                text(role),
                said.said_on.clone().unwrap_or_default(),
                said.at.to_string(),
                form.to_owned(),
                text(&said.shown.text),
                names(&said.outlets),
            ];
            row.extend(place(said.shown.evidence.first(), url));
            line(out, &row)?;
        }
    }
    Ok(())
}

fn figures(out: &mut impl Write, brief: &Brief, url: UrlOf<'_>) -> Result<()> {
    let own = [
        "counted",
        "unit",
        "qualifier",
        "value",
        "value_high",
        "against",
        "published",
        "outlet",
        "outlets_disagree",
    ];
    head(out, &own)?;
    for figure in &brief.figures {
        for point in &figure.history {
            let qualifier = match point.qualifier {
                Qualifier::Exact => "exact",
                Qualifier::AtLeast => "at least",
                Qualifier::MoreThan => "more than",
                Qualifier::About => "about",
                Qualifier::Nearly => "nearly",
                Qualifier::UpTo => "up to",
                Qualifier::LessThan => "fewer than",
            };
            let high = point.value_high.map(|high| high.to_string());
            let against = point.against.map(|against| against.to_string());
            let mut row = vec![
                text(&figure.counted),
                text(&figure.unit),
                qualifier.to_owned(),
                point.value.to_string(),
                high.unwrap_or_default(),
                against.unwrap_or_default(),
                point.at.to_string(),
                text(point.outlet.label()),
                figure.disagree.to_string(),
            ];
            row.extend(place(point.evidence.first(), url));
            line(out, &row)?;
        }
    }
    Ok(())
}

fn changes(out: &mut impl Write, brief: &Brief, url: UrlOf<'_>) -> Result<()> {
    let own = [
        "change",
        "found",
        "outlet",
        "before",
        "after",
        "sentence",
        "before_revision",
        "before_part",
        "before_start",
        "before_end",
    ];
    head(out, &own)?;
    for change in &brief.changes {
        let kind = match (&change.before, &change.after) {
            (Some(_), Some(_)) => "replaced",
            (None, _) => "put in",
            (Some(_), None) => "taken out",
        };
        let before = evidence_of(change.before.as_ref());
        let words =
            |shown: Option<&Shown>| shown.map_or(String::new(), |s| text(&s.text));
        let mut row = vec![
            kind.to_owned(),
            change.at.to_string(),
            text(change.outlet.label()),
            words(change.before.as_ref()),
            words(change.after.as_ref()),
            words(change.within.as_ref()),
        ];
        row.extend(spot(before));
        // What was taken out stands nowhere now.
        row.extend(place(evidence_of(change.after.as_ref()).or(before), url));
        line(out, &row)?;
    }
    Ok(())
}

fn head(out: &mut impl Write, own: &[&str]) -> Result<()> {
    let names = own.iter().chain(&PLACE);
    line(out, &names.map(|name| (*name).to_owned()).collect::<Vec<_>>())
}

fn place(evidence: Option<&Evidence>, url: UrlOf<'_>) -> Vec<String> {
    let Some(of) = evidence else { return vec![String::new(); PLACE.len()] };
    let mut cells = vec![text(of.article.as_str())];
    cells.extend(spot(evidence));
    cells.push(text(&url(&of.article)));
    cells
}

/// Where shown words stand.
fn evidence_of(shown: Option<&Shown>) -> Option<&Evidence> {
    shown?.evidence.first()
}

/// Revision, part, start and end of a place, for one whose article is told already.
fn spot(evidence: Option<&Evidence>) -> [String; 4] {
    let Some(evidence) = evidence else { return Default::default() };
    let part = match evidence.part {
        Part::Text => "text".to_owned(),
        Part::Headline => "headline".to_owned(),
        Part::Deck => "deck".to_owned(),
        Part::Highlight(number) => format!("highlight {number}"),
    };
    let Span { start, end } = evidence.span;
    [evidence.revision.to_string(), part, start.to_string(), end.to_string()]
}

fn names(outlets: &[Outlet]) -> String {
    let names: Vec<&str> = outlets.iter().map(Outlet::label).collect();
    text(&names.join("; "))
}

/// Words of others, made harmless: a spreadsheet runs what begins like a formula.
fn text(words: &str) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{words}")
    } else {
        words.to_owned()
    }
}

fn line(out: &mut impl Write, cells: &[String]) -> Result<()> {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    Ok(write!(out, "{}\r\n", cells.join(","))?)
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
        assert_eq!(quoted("plain"), "plain");
    }

    #[test]
    fn words_cannot_become_formulas() {
        for words in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            assert_eq!(text(words), format!("'{words}"));
        }
        assert_eq!(text("12 = 12"), "12 = 12");
    }
}
