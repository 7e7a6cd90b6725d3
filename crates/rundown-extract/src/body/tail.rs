//! Second thoughts about lines, once the fate of their neighbours is known: posts in
//! quotations, what trails after the copy, headings over nothing.

use rundown_news::BlockKind;

use crate::body::choose::copy_bytes;
use crate::body::fate::Fate;
use crate::html::Tree;
use crate::lines::ends_sentence;
use crate::lines::{Line, LineKind, Lines};

/// A post with its signature takes at most so many lines.
const POST_LINES_MAX: usize = 8;

/// A page sets its paragraphs in a few ways, not more.
const SETS_MAX: usize = 8;

/// A block quotation that ends with "— Name (@handle)" is a post.
pub(super) fn posts_in_quotes(lines: &Lines, fates: &mut [(usize, Fate)]) {
    let is_quote = |fate: &Fate| *fate == Fate::Kept(BlockKind::Quote);
    for place in 0..fates.len() {
        let line = &lines.all[fates[place].0];
        let text = line.text.as_str();
        let is_signed = || {
            text.rfind("(@").is_some_and(|at| {
                text.len() - at < 80 && text[..at].contains(['—', '–', '-'])
            })
        };
        if line.kind != LineKind::Quote || !is_signed() {
            continue;
        }
        fates[place].1 = Fate::Kept(BlockKind::Embed);
        let own = fates[..place].iter_mut().rev().take(POST_LINES_MAX);
        for (_, fate) in own.take_while(|(_, fate)| is_quote(fate)) {
            *fate = Fate::Kept(BlockKind::Embed);
        }
    }
}

/// Drops the lines at the end that tell who wrote the article: "Ana Ruiz is a reporter
/// ...", and what follows.
pub(super) fn drop_biography(
    lines: &Lines,
    byline: &[String],
    fates: &mut [(usize, Fate)],
) {
    /// A biography is so many lines long at most.
    const LINES_MAX: usize = 4;
    const VERBS: &[&str] = &[
        "is", "was", "has", "covers", "writes", "ist", "war", "schreibt", "est", "es",
        "è",
    ];
    let is_copy = |fate: &Fate| *fate == Fate::Kept(BlockKind::Paragraph);
    let opens = |text: &str| {
        byline.iter().filter(|name| name.contains(' ')).any(|name| {
            let rest = text.strip_prefix(name.as_str()).unwrap_or("");
            VERBS.contains(&rest.split_ascii_whitespace().next().unwrap_or(""))
        })
    };
    let places: Vec<usize> =
        (0..fates.len()).filter(|place| is_copy(&fates[*place].1)).collect();
    // What is all about one person is an article.
    let tail = &places[places.len().saturating_sub(LINES_MAX).max(places.len().min(2))..];
    let from = tail.iter().find(|place| opens(&lines.all[fates[**place].0].text));
    if let Some(from) = from {
        for (_, fate) in &mut fates[*from..] {
            if *fate != Fate::Kept(BlockKind::Correction) {
                *fate = Fate::Dropped;
            }
        }
    }
}

/// Drops what trails after the last copy, and headings that head nothing.
pub(super) fn end_well(tree: &Tree<'_>, lines: &Lines, fates: &mut [(usize, Fate)]) {
    // A short sentence set just like the paragraphs before it is one.
    let set_of = |line: &Line| {
        let class = tree.raw_attribute(line.node, "class");
        (tree.tag(line.node), class, tree.parent(line.node))
    };
    let mut sets = Vec::new();
    for (place, fate) in fates.iter() {
        let line = &lines.all[*place];
        let is_copy = *fate == Fate::Kept(BlockKind::Paragraph) && copy_bytes(line) > 0;
        if is_copy && sets.len() < SETS_MAX && !sets.contains(&set_of(line)) {
            sets.push(set_of(line));
        }
    }
    let is_set_alike =
        |line: &Line| ends_sentence(&line.text) && sets.contains(&set_of(line));
    let is_copy = |(place, fate): &(usize, Fate)| {
        let line = &lines.all[*place];
        match fate {
            Fate::Kept(BlockKind::Paragraph | BlockKind::Quote) => {
                copy_bytes(line) > 0
                    || (line.is_p && line.text.len() > 25)
                    || is_set_alike(line)
            }
            Fate::Kept(BlockKind::ListItem | BlockKind::Table) => {
                line.link_bytes * 2 < line.text.len()
            }
            Fate::Kept(BlockKind::Embed | BlockKind::Correction) => true,
            _ => false,
        }
    };
    let last = fates.iter().rposition(is_copy).map_or(0, |place| place + 1);
    for (_, fate) in &mut fates[last..] {
        if !matches!(*fate, Fate::Kept(BlockKind::Caption) | Fate::Dropped) {
            *fate = Fate::Left;
        }
    }
    // From below: a heading stays over copy, or over a heading of a lower level.
    let mut has_copy = false;
    let mut level_below = None;
    for (place, fate) in fates.iter_mut().rev() {
        match (*fate, lines.all[*place].kind) {
            (Fate::Kept(BlockKind::Heading), LineKind::Heading(level)) => {
                let text = lines.all[*place].text.as_str();
                let is_copy_itself = text.len() >= 40 && text.ends_with('.');
                if has_copy
                    || is_copy_itself
                    || level_below.is_some_and(|below| below > level)
                {
                    level_below = Some(level);
                    has_copy = false;
                } else {
                    *fate = Fate::Left;
                }
            }
            (Fate::Kept(BlockKind::Caption) | Fate::Dropped | Fate::Left, _) => {}
            _ => {
                has_copy = true;
                level_below = None;
            }
        }
    }
}
