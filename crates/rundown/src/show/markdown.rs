//! Articles and briefs as Markdown: the words as they stand, nothing added but form.

use std::io::Write;

use anyhow::Result;
use rundown_news::{BlockKind, Brief, ReadArticle, Shown, Statement};

use super::brief::{OutletOf, change_words, elsewhere_words, point, span_of};
use crate::show::kinds::kind_word;
use crate::show::rows::is_showable;

pub(crate) fn article(out: &mut impl Write, read: &ReadArticle) -> Result<()> {
    let article = &read.article;
    writeln!(out, "# {}\n", plain(&article.headline))?;
    if let Some(deck) = &article.deck {
        writeln!(out, "*{}*\n", plain(deck))?;
    }
    let names: Vec<&str> = article.byline.iter().map(|name| name.name.as_str()).collect();
    let mut facts = vec![article.outlet.label().to_owned()];
    facts.extend(article.published.map(|time| time.to_string()));
    facts.extend((!names.is_empty()).then(|| names.join(", ")));
    facts.extend(article.dateline.as_ref().map(|dateline| dateline.text.clone()));
    writeln!(out, "{}\n", plain(&facts.join(" · ")))?;
    for highlight in &article.highlights {
        writeln!(out, "- {}", plain(highlight))?;
    }
    if !article.highlights.is_empty() {
        writeln!(out)?;
    }
    for block in &article.blocks {
        let words = plain(block.span.of(&article.text));
        match block.kind {
            BlockKind::Paragraph => writeln!(out, "{words}\n")?,
            BlockKind::Heading => writeln!(out, "## {words}\n")?,
            BlockKind::ListItem => writeln!(out, "- {words}\n")?,
            BlockKind::Quote | BlockKind::Embed => writeln!(out, "> {words}\n")?,
            BlockKind::Caption => writeln!(out, "*{words}*\n")?,
            BlockKind::LiveEntry => match block.at {
                Some(at) => writeln!(out, "### {at}: {words}\n")?,
                None => writeln!(out, "### {words}\n")?,
            },
            BlockKind::Table => writeln!(out, "{words}\n")?,
            BlockKind::Correction => writeln!(out, "**{words}**\n")?,
        }
    }
    Ok(())
}

pub(crate) fn brief(
    out: &mut impl Write,
    brief: &Brief,
    outlet: OutletOf<'_>,
) -> Result<()> {
    let title = brief.title.as_ref().map_or("(no headline)", |title| &title.text);
    writeln!(out, "# {}\n\n{}\n", plain(title), span_of(brief))?;
    let by = |words: &str, shown: &Shown| {
        let by = shown.evidence.first().map(|evidence| outlet(&evidence.article));
        format!("{} ({})", plain(words), plain(&by.unwrap_or_default()))
    };
    let item = |shown: &Shown| by(&shown.with_names(), shown);
    let said = |statement: &Statement| by(&statement.words(), &statement.shown);
    for sentence in &brief.state {
        writeln!(out, "- {}", item(sentence))?;
    }
    for highlight in &brief.highlights {
        writeln!(out, "- **{}** {}", highlight.date, item(&highlight.shown))?;
    }
    heading(out, "New since you looked", brief.new.is_empty())?;
    for new in &brief.new {
        writeln!(out, "- **{}** {}", kind_word(new.kind), item(&new.shown))?;
    }
    heading(out, "Timeline", brief.timeline.is_empty())?;
    for entry in &brief.timeline {
        writeln!(out, "- **{}** {}", entry.date, item(&entry.shown))?;
    }
    for other in &brief.elsewhere {
        heading(out, &elsewhere_words(other), false)?;
        for one in &other.adds {
            writeln!(out, "- [{}] {}", other.lang, item(&one.shown).trim_end())?;
        }
    }
    heading(out, "Voices", brief.voices.is_empty())?;
    for voice in &brief.voices {
        let role = voice.roles.first().map(|role| format!(", {}", plain(&role.text)));
        writeln!(out, "\n### {}{}\n", plain(&voice.name), role.unwrap_or_default())?;
        for statement in &voice.statements {
            let on = statement.said_on.as_deref().map(|on| format!(" [{on}]"));
            writeln!(out, "- {}{}", said(statement), on.unwrap_or_default())?;
        }
        for pair in &voice.contrasts {
            let said = |at: usize| voice.statements.get(at).map(said);
            if let (Some(earlier), Some(later)) = (said(pair.earlier), said(pair.later)) {
                writeln!(out, "- said otherwise: {earlier} / {later}")?;
            }
        }
    }
    heading(out, "Figures", brief.figures.is_empty())?;
    for figure in &brief.figures {
        let points: Vec<String> = figure
            .history
            .iter()
            .map(|p| {
                format!(
                    "{} ({}, {})",
                    point(p),
                    plain(p.outlet.label()),
                    p.at.strftime("%b %-d")
                )
            })
            .collect();
        let disagree = if figure.disagree { " — outlets disagree" } else { "" };
        let before = if figure.before { " — before this story" } else { "" };
        let counted = plain(&format!("{} {}", figure.unit, figure.counted));
        writeln!(out, "- {}: {}{before}{disagree}", counted.trim(), points.join(", "))?;
    }
    heading(out, "Changed after publication", brief.changes.is_empty())?;
    for change in &brief.changes {
        let at = change.at.strftime("%b %-d, %H:%M");
        writeln!(out, "- {at}: {}", plain(&change_words(change)))?;
    }
    heading(out, "Who's who", brief.people.is_empty())?;
    for person in &brief.people {
        let role = person.roles.first().map(|role| format!(", {}", plain(&role.text)));
        writeln!(out, "- {}{}", plain(&person.name), role.unwrap_or_default())?;
    }
    Ok(())
}

fn heading(out: &mut impl Write, title: &str, empty: bool) -> Result<()> {
    if !empty {
        writeln!(out, "\n## {title}\n")?;
    }
    Ok(())
}

/// Words that Markdown cannot mistake for markup, on one line, without what turns the
/// direction of the words that follow.
fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' => {
                text.push('\\');
                text.push(c);
            }
            '\n' | '\r' | '\t' => text.push(' '),
            c if !is_showable(c) => {}
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use rundown_news::{
        ArticleId, Brief, Evidence, FigureHistory, FigurePoint, Outlet, Part, Qualifier,
        Shown, Span,
    };

    #[test]
    fn words_cannot_become_markup() {
        assert_eq!(super::plain("a *b*\n<c>\u{202e}"), "a \\*b\\* \\<c\\>");
    }

    #[test]
    fn nor_can_the_name_of_an_outlet() {
        let name = "<script>alert(1)</script> \u{202e}Times";
        let evidence = Evidence {
            article: ArticleId("a".to_owned()),
            revision: 0,
            part: Part::Text,
            span: Span::new(0, 1),
        };
        let figure = FigureHistory {
            counted: "people".to_owned(),
            unit: String::new(),
            history: vec![FigurePoint {
                value: 12.0,
                value_high: None,
                against: None,
                qualifier: Qualifier::Exact,
                at: jiff::Timestamp::UNIX_EPOCH,
                outlet: Outlet { name: name.to_owned(), domain: String::new() },
                evidence: vec![evidence.clone()],
            }],
            disagree: false,
            before: false,
        };
        let brief = Brief {
            state: vec![Shown::new("It burned.", evidence)],
            figures: vec![figure],
            ..Brief::default()
        };
        let mut out = Vec::new();
        super::brief(&mut out, &brief, &|_| name.to_owned()).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out.matches("\\<script\\>alert").count(), 2, "{out}");
        assert!(!out.contains('\u{202e}'), "{out}");
    }
}
