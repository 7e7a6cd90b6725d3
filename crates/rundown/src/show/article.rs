//! An article on the terminal: its text with everything found in it coloured.

use std::io::Write;

use anyhow::Result;
use rundown_news::{
    Annotations, Article, Block, BlockKind, Directness, EntityKind, ReadArticle, Span,
};

use super::style::{BOLD, CUE, DIM, FIGURE, LABEL, SAID, SOURCE, Style, WHEN};

pub(crate) fn article(out: &mut impl Write, read: &ReadArticle) -> Result<()> {
    head(out, &read.article)?;
    let marks = marks(&read.annotations, read.article.text.len());
    for block in &read.article.blocks {
        block_text(out, block, &read.article.text, &marks)?;
    }
    found(out, read)?;
    for note in &read.notes {
        writeln!(out, "{DIM}note: {note}{DIM:#}")?;
    }
    Ok(writeln!(out)?)
}

fn head(out: &mut impl Write, article: &Article) -> Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}", article.headline)?;
    if let Some(deck) = &article.deck {
        writeln!(out, "{deck}")?;
    }
    let names: Vec<&str> = article.byline.iter().map(|name| name.name.as_str()).collect();
    let mut facts = vec![article.outlet.label().to_owned()];
    facts.extend(article.published.map(|time| time.to_string()));
    facts.extend((!names.is_empty()).then(|| format!("by {}", names.join(", "))));
    facts.extend(article.dateline.as_ref().map(|dateline| dateline.text.clone()));
    writeln!(out, "{DIM}{}{DIM:#}", facts.join("  ·  "))?;
    for highlight in &article.highlights {
        writeln!(out, "  {LABEL}•{LABEL:#} {highlight}")?;
    }
    Ok(writeln!(out)?)
}

/// The style of every byte: what stands later in this list shows above.
fn marks(found: &Annotations, len: usize) -> Vec<Option<Style>> {
    let mut marks = vec![None; len];
    let mut paint = |span: Span, style: Style| {
        if let Some(bytes) = marks.get_mut(span.range()) {
            bytes.fill(Some(style));
        }
    };
    for attribution in &found.attributions {
        attribution.content.iter().for_each(|span| paint(*span, SAID));
    }
    for date in &found.dates {
        paint(date.span, WHEN);
    }
    for figure in &found.figures {
        paint(figure.span, FIGURE);
    }
    for attribution in &found.attributions {
        attribution.cue.iter().for_each(|cue| paint(*cue, CUE));
        attribution.source.iter().for_each(|source| paint(source.span, SOURCE));
    }
    marks
}

fn block_text(
    out: &mut impl Write,
    block: &Block,
    text: &str,
    marks: &[Option<Style>],
) -> Result<()> {
    match block.kind {
        BlockKind::Paragraph => {}
        BlockKind::Heading => write!(out, "{BOLD}")?,
        BlockKind::ListItem => write!(out, "  - ")?,
        BlockKind::Quote => write!(out, "  | ")?,
        BlockKind::Caption => write!(out, "{DIM}[picture]{DIM:#} ")?,
        BlockKind::Embed => write!(out, "{DIM}[post]{DIM:#} ")?,
        BlockKind::LiveEntry => {
            let at = block.at.map(|at| at.to_string()).unwrap_or_default();
            write!(out, "{LABEL}[{at}]{LABEL:#} ")?;
        }
        BlockKind::Table => write!(out, "{DIM}[table]{DIM:#} ")?,
        BlockKind::Correction => write!(out, "{DIM}[correction]{DIM:#} ")?,
    }
    styled(out, block.span, text, marks)?;
    Ok(writeln!(out, "{BOLD:#}\n")?)
}

fn styled(
    out: &mut impl Write,
    span: Span,
    text: &str,
    marks: &[Option<Style>],
) -> Result<()> {
    let mut start = span.range().start;
    for (offset, _) in span.of(text).char_indices().skip(1) {
        let at = span.range().start + offset;
        if marks[at] != marks[start] {
            run(out, &text[start..at], marks[start])?;
            start = at;
        }
    }
    run(out, &text[start..span.range().end], marks.get(start).copied().flatten())
}

fn run(out: &mut impl Write, words: &str, style: Option<Style>) -> Result<()> {
    let _: () = match style {
        Some(style) => write!(out, "{style}{words}{style:#}")?,
        None => write!(out, "{words}")?,
    };
    Ok(())
}

fn found(out: &mut impl Write, read: &ReadArticle) -> Result<()> {
    let (text, found) = (&read.article.text, &read.annotations);
    section(out, "Who's who", found.entities.is_empty())?;
    for entity in &found.entities {
        let kind = match entity.kind {
            EntityKind::Person => "person",
            EntityKind::Organization => "body",
            EntityKind::Place => "place",
        };
        let roles = entity.roles.join("; ");
        writeln!(out, "  {DIM}{kind:7}{DIM:#} {}  {DIM}{roles}{DIM:#}", entity.name)?;
    }
    section(out, "Who said what", found.attributions.is_empty())?;
    for attribution in &found.attributions {
        let source = attribution.source.as_ref();
        let name = source.map_or("(not told)", |source| {
            source.name.as_deref().unwrap_or(source.span.of(text))
        });
        let directness = match attribution.directness {
            Directness::Direct => "direct",
            Directness::Indirect => "indirect",
            Directness::Mixed => "mixed",
        };
        let content: Vec<&str> =
            attribution.content.iter().map(|span| span.of(text)).collect();
        writeln!(
            out,
            "  {SOURCE}{name}{SOURCE:#} {DIM}{directness}{DIM:#} {}",
            content.join(" … ")
        )?;
    }
    section(out, "When", found.dates.is_empty())?;
    for date in &found.dates {
        writeln!(out, "  {WHEN}{:16}{WHEN:#} {}", date.value, date.span.of(text))?;
    }
    section(out, "How many", found.figures.is_empty())?;
    for figure in &found.figures {
        writeln!(
            out,
            "  {FIGURE}{}{FIGURE:#} {DIM}{} {} {}{DIM:#}",
            figure.span.of(text),
            figure.value,
            figure.unit,
            figure.counted
        )?;
    }
    Ok(())
}

fn section(out: &mut impl Write, title: &str, empty: bool) -> Result<()> {
    if !empty {
        writeln!(out, "{LABEL}{title}{LABEL:#}")?;
    }
    Ok(())
}
