//! A title without the site's name.

use crate::phrases::simple;

/// What stands between a headline and a site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", " ~ ", "｜",
    " ‹ ", " › ",
];

/// The names by which a site may call itself in its titles.
#[derive(Debug)]
pub(crate) struct Site {
    /// As letters without blanks.
    names: Vec<String>,
    /// The same without an article before them.
    bare: Vec<String>,
}

impl Site {
    /// The site with these names, one a line.
    pub(crate) fn of(names: &str) -> Self {
        let squeezed = names.split('\n').map(|name| squeezed(&simple(name)));
        Self {
            names: squeezed.filter(|name| name.len() >= 2).collect(),
            bare: names.split('\n').map(bare).collect(),
        }
    }

    /// Whether a piece is a name of the site to the letter, an article before it aside.
    fn is_named(&self, piece: &str) -> bool {
        let own = bare(piece);
        own.len() >= 4 && self.bare.contains(&own)
    }

    /// Whether a text names the site.
    pub(super) fn is(&self, text: &str) -> bool {
        self.is_meant(&simple(text), text)
    }

    /// Whether letters without blanks are those of a name of the site, or in one.
    pub(super) fn holds(&self, letters: &str) -> bool {
        self.names.iter().any(|name| name.contains(letters))
    }

    /// Whether a piece of a title, given as simple words, names the site: its name, its
    /// domain, or a part of either.
    pub(super) fn is_meant(&self, words: &str, piece: &str) -> bool {
        /// More words hold more than a name.
        const WORDS_MAX: usize = 5;
        let is_short = || piece.split(' ').count() <= WORDS_MAX;
        let letters = words.bytes().filter(|byte| *byte != b' ').count();
        if self.names.iter().all(|name| name.len() < letters) && !is_short() {
            return false;
        }
        let own = squeezed(words);
        own.len() >= 2
            && self.names.iter().any(|name| {
                *name == own
                    || (own.len() >= 4 && name.contains(&own))
                    || (name.len() >= 4 && is_short() && own.contains(name))
            })
    }
}

fn squeezed(words: &str) -> String {
    words.replace(' ', "")
}

fn bare(name: &str) -> String {
    let words = simple(name);
    squeezed(words.strip_prefix("the ").unwrap_or(&words))
}

/// Cuts the site's name off a title, if it stands at either end.
pub(crate) fn without_site(title: &str, site: &Site) -> String {
    let mut title = title.trim();
    for _ in 0..3 {
        let Some(cut) = cut_once(title, site) else { break };
        title = cut;
    }
    title.to_owned()
}

fn cut_once<'t>(title: &'t str, site: &Site) -> Option<&'t str> {
    if let Some((head, tail)) = title.split_once(": ")
        && site.is_named(head)
    {
        return Some(tail.trim());
    }
    if let Some(head) = before_named(title, site) {
        return Some(head);
    }
    let is_site = |piece: &str| site.is_meant(&simple(piece), piece);
    let held = || SEPARATORS.iter().filter(|separator| title.contains(**separator));
    let (at, separator) = held()
        .filter_map(|separator| Some((title.rfind(separator)?, *separator)))
        .max_by_key(|(at, _)| *at)?;
    let (head, tail) = (title[..at].trim(), title[at + separator.len()..].trim());
    if is_site(tail) && !head.is_empty() {
        return Some(head);
    }
    let (at, separator) = held()
        .filter_map(|separator| Some((title.find(separator)?, *separator)))
        .min_by_key(|(at, _)| *at)?;
    let (head, tail) = (title[..at].trim(), title[at + separator.len()..].trim());
    (is_site(head) && !tail.is_empty()).then_some(tail)
}

/// "Harbor shut | The Port Courier - news from the coast": what stands before the site's
/// own name, whatever it says of itself behind it.
fn before_named<'t>(title: &'t str, site: &Site) -> Option<&'t str> {
    const HEADLINE_WORDS_MIN: usize = 3;
    let held = SEPARATORS.iter().filter(|separator| title.contains(**separator));
    let cuts = held.flat_map(|separator| {
        title.match_indices(separator).map(|(at, own)| (at, at + own.len()))
    });
    let is_before_name = |(_, behind): &(usize, usize)| {
        let rest = &title[*behind..];
        let ends = SEPARATORS.iter().filter_map(|separator| rest.find(separator));
        ends.min().is_some_and(|end| site.is_named(&rest[..end]))
    };
    let (at, _) = cuts.filter(is_before_name).min_by_key(|(at, _)| *at)?;
    let head = title[..at].trim();
    (head.split(' ').count() >= HEADLINE_WORDS_MIN).then_some(head)
}

/// The parts at either end of a title, cut at each place where it may be cut.
pub(super) fn ends_of(title: &str) -> impl Iterator<Item = &str> {
    const CUTS_MAX: usize = 6;
    let separators = SEPARATORS.iter().chain(&[": ", " > "]);
    let held = separators.filter(|separator| title.contains(**separator));
    let cuts = held.flat_map(|separator| {
        title.match_indices(separator).map(|(at, own)| (at, at + own.len()))
    });
    cuts.take(CUTS_MAX).flat_map(|(end, start)| [&title[..end], &title[start..]])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: &str) {
        let site = Site::of("The Port Courier\nportcourier.test");
        assert_eq!(without_site(title, &site), expected);
    }

    #[test]
    fn the_site_is_cut_off_a_headline() {
        check("Harbor shut after storm | The Port Courier", "Harbor shut after storm");
        check("Harbor shut - Port Courier", "Harbor shut");
        check(
            "Harbor shut again | The Port Courier - from the coast",
            "Harbor shut again",
        );
        check("Port Courier: Harbor shut", "Harbor shut");
        check("Port Elm: Harbor shut", "Port Elm: Harbor shut");
        check("Storm – what we know", "Storm – what we know");
    }
}
