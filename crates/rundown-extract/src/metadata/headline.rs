//! The headline alone: without the site's name, a section or a counter.

use crate::html::{NodeId, Tree, decode_text};
use crate::metadata::survey::Survey;
use crate::phrases::{is_opinion_label, simple, start_of};

/// What stands between a headline and a site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", " ~ ", "｜",
    " ‹ ", " › ",
];

/// A longer heading is a paragraph in disguise.
const HEADLINE_BYTES_MAX: usize = 600;

/// A heading that nothing agrees with is no headline if it is longer than this.
const LONE_HEADING_BYTES_MAX: usize = 200;

/// A headline and the element it stands in, if it is on the page.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) text: String,
    pub(crate) node: Option<NodeId>,
}

/// Reconciles what a page gives as its headline.
pub(crate) fn headline_of(
    tree: &Tree<'_>,
    survey: &Survey<'_>,
    stated: Option<(&str, bool)>,
    site: &str,
) -> Found {
    let h1s: Vec<(NodeId, String)> = survey
        .headings
        .iter()
        .map(|id| (*id, tree.text_of(*id, HEADLINE_BYTES_MAX)))
        .filter(|(_, text)| !text.is_empty() && !names_site(text, site))
        .collect();
    let social =
        survey.meta(&["og:title", "twitter:title", "title", "dc.title", "headline"]);
    let social = social.map(|title| without_site(title, site));
    // Where the page's heading and its social title agree, two have spoken.
    let is_shared =
        |text: &str| social.as_deref().is_some_and(|own| same_words(own, text));
    let title = survey.title.as_deref().map(|title| without_site(title, site));
    let is_news = stated.is_some_and(|(_, is_news)| is_news);
    let stated = stated.map(|(headline, _)| without_site(headline, site));
    let claims: Vec<&str> = [stated.as_deref(), social.as_deref(), title.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let h1s = if h1s.is_empty() { in_titles(tree, survey, &claims) } else { h1s };
    let seen = h1s.iter().max_by_key(|(id, text)| {
        let agreeing =
            claims.iter().map(|claim| agreement(claim, text)).max().unwrap_or(0);
        (agreeing, std::cmp::Reverse(*id))
    });
    let mut found = settle(seen, &claims, h1s.len());
    let is_backed = found.node.is_some() && is_shared(&found.text);
    if let Some(stated) = stated
        .as_deref()
        .filter(|stated| is_news && !is_backed && is_fuller(stated, &found.text))
    {
        stated.clone_into(&mut found.text);
    }
    let decoded = decode_text(&found.text).into_owned();
    without_label(start_of(&decoded, HEADLINE_BYTES_MAX)).clone_into(&mut found.text);
    found
}

/// On a page without a heading that fits: the longest line that its title holds as a
/// whole or at one end is the headline, and the rest of the title is not.
pub(crate) fn headline_in_lines<'l>(
    found: &mut Found,
    lines: impl Iterator<Item = (&'l str, NodeId)>,
) {
    const LINE_BYTES: std::ops::RangeInclusive<usize> = 12..=300;
    if found.node.is_some() || found.text.is_empty() {
        return;
    }
    let title = found.text.clone();
    let ends_title = |line: &str| {
        let behind = title.strip_prefix(line).map(|rest| rest.chars().next());
        let before = title.strip_suffix(line).map(|rest| rest.chars().next_back());
        let parts = |next: Option<char>| next.is_none_or(|c| !c.is_alphanumeric());
        behind.is_some_and(parts) || before.is_some_and(parts)
    };
    let is_first_part = |line: &str| {
        let rest = title.strip_prefix(line).unwrap_or("");
        SEPARATORS.iter().any(|separator| rest.starts_with(separator))
    };
    let fits = |(line, _): &(&str, NodeId)| {
        LINE_BYTES.contains(&line.len())
            && (line.len() * 3 >= title.len() || is_first_part(line))
            && ends_title(line)
    };
    let longest =
        lines.filter(fits).max_by_key(|(line, id)| (line.len(), std::cmp::Reverse(*id)));
    if let Some((line, node)) = longest {
        line.clone_into(&mut found.text);
        found.node = Some(node);
    }
}

/// "A bridge too far | Opinion": what an article is does not belong to its headline.
fn without_label(headline: &str) -> &str {
    let cut = headline.rsplit_once('|').filter(|(_, label)| is_opinion_label(label));
    cut.map_or(headline, |(rest, _)| rest.trim_end())
}

/// On a page without a heading of the first level: those of the second that are a part
/// of its titles to the letter.
fn in_titles(
    tree: &Tree<'_>,
    survey: &Survey<'_>,
    claims: &[&str],
) -> Vec<(NodeId, String)> {
    let headings = survey.subheadings.iter().map(|id| {
        let text = tree.text_of(*id, HEADLINE_BYTES_MAX);
        (*id, text)
    });
    headings
        .filter(|(_, text)| text.len() >= 12 && claims.iter().any(|c| c.contains(text)))
        .collect()
}

/// The heading on the page if anything agrees with it, or if nothing else speaks.
fn settle(seen: Option<&(NodeId, String)>, claims: &[&str], h1_count: usize) -> Found {
    let Some((node, heading)) = seen else {
        let text = claims.first().map(|claim| (*claim).to_owned()).unwrap_or_default();
        return Found { text, node: None };
    };
    let agreeing =
        claims.iter().map(|claim| agreement(claim, heading)).max().unwrap_or(0);
    let is_alone = h1_count == 1
        && heading.len() <= LONE_HEADING_BYTES_MAX
        && (heading.split(' ').count() >= 4 || is_unspaced(heading));
    if agreeing >= 40 || claims.is_empty() || is_alone {
        return Found { text: heading.clone(), node: Some(*node) };
    }
    Found { text: claims[0].to_owned(), node: None }
}

/// Whether a news article's stated headline is to be believed before the heading on
/// its page: it says much the same, and it is not the same cut short.
fn is_fuller(stated: &str, heading: &str) -> bool {
    /// Search engines ask for headlines of 110 characters at most; many cut there.
    const CUT_BYTES: usize = 100;
    let is_cut = stated.ends_with('…')
        || stated.ends_with("...")
        || (stated.len() >= CUT_BYTES && heading.len() > stated.len());
    !is_cut && agreement(stated, heading) >= 25
}

/// Whether two headlines are the same words.
pub(crate) fn same_words(one: &str, other: &str) -> bool {
    let (one, other) = (simple(one), simple(other));
    !one.is_empty() && one == other
}

/// How far two headlines share their words, in percent of the longer one.
pub(crate) fn agreement(one: &str, other: &str) -> usize {
    let (one, other) = (simple(one), simple(other));
    if one == other {
        return 100;
    }
    if is_unspaced(&one) && is_unspaced(&other) {
        let shared = one.chars().take(60).filter(|own| other.contains(*own)).count();
        let longer = one.chars().count().max(other.chars().count());
        return shared * 100 / longer.max(1);
    }
    let words: Vec<&str> = one.split(' ').take(60).collect();
    let others: Vec<&str> = other.split(' ').take(60).collect();
    let shared = words.iter().filter(|word| others.contains(word)).count();
    shared * 100 / words.len().max(others.len()).max(1)
}

/// Whether a text is of a script that sets no blanks between words.
fn is_unspaced(text: &str) -> bool {
    let letters = text.chars().filter(|letter| !letter.is_ascii()).count();
    letters >= 4
        && text.split(' ').count() * 4 <= letters
        && text.chars().any(|letter| matches!(letter, '\u{3040}'..='\u{9FFF}'))
}

/// Cuts the site's name off a title, if it stands at either end.
pub(crate) fn without_site(title: &str, site: &str) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some(cut) = cut_once(title, site) else { break };
        title = cut;
    }
    title.to_owned()
}

fn cut_once<'t>(title: &'t str, site: &str) -> Option<&'t str> {
    if let Some((head, tail)) = title.split_once(": ")
        && names_site(head, site)
    {
        return Some(tail.trim());
    }
    let (at, separator) = SEPARATORS
        .iter()
        .filter_map(|separator| Some((title.rfind(separator)?, *separator)))
        .max_by_key(|(at, _)| *at)?;
    let (head, tail) = (title[..at].trim(), title[at + separator.len()..].trim());
    if is_site(tail, site) && !head.is_empty() {
        return Some(head);
    }
    let (at, separator) = SEPARATORS
        .iter()
        .filter_map(|separator| Some((title.find(separator)?, *separator)))
        .min_by_key(|(at, _)| *at)?;
    let (head, tail) = (title[..at].trim(), title[at + separator.len()..].trim());
    (is_site(head, site) && !tail.is_empty()).then_some(tail)
}

/// Whether a piece is a name of the site to the letter, an article before it aside.
fn names_site(piece: &str, site: &str) -> bool {
    let bare = |text: &str| {
        let words = simple(text);
        words.strip_prefix("the ").unwrap_or(&words).replace(' ', "")
    };
    let own = bare(piece);
    own.len() >= 4 && site.split('\n').any(|name| bare(name) == own)
}

/// Whether a piece of a title names the site: its name, its domain, or a part of
/// either.
fn is_site(piece: &str, site: &str) -> bool {
    let squeeze = |text: &str| simple(text).replace(' ', "");
    let piece_words = squeeze(piece);
    if piece_words.len() < 2 {
        return false;
    }
    site.split('\n').map(squeeze).filter(|name| name.len() >= 2).any(|name| {
        name == piece_words
            || (piece_words.len() >= 4 && name.contains(&piece_words))
            || (name.len() >= 4
                && piece_words.contains(&name)
                && piece.split(' ').count() <= 5)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_no_part_of_a_headline() {
        assert_eq!(without_label("Let the ferry sail | Opinion"), "Let the ferry sail");
        assert_eq!(
            without_label("Opinion is split | Harbor"),
            "Opinion is split | Harbor"
        );
    }

    fn check(title: &str, expected: &str) {
        assert_eq!(without_site(title, "The Port Courier\nportcourier.test"), expected);
    }

    #[test]
    fn the_site_is_cut_off_a_headline() {
        check("Harbor shut after storm | The Port Courier", "Harbor shut after storm");
        check("Harbor shut - Port Courier", "Harbor shut");
        check("Port Courier: Harbor shut", "Harbor shut");
        check("Port Elm: Harbor shut", "Port Elm: Harbor shut");
        check("Storm – what we know", "Storm – what we know");
    }
}
