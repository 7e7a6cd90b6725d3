//! A title without the site's name.

use crate::phrases::simple;

/// What stands between a headline and a site's name.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " · ", " • ", " :: ", " » ", " « ", " / ", " ~ ", "｜",
    " ‹ ", " › ",
];

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
pub(super) fn is_site(piece: &str, site: &str) -> bool {
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

/// The parts at either end of a title, cut at each place where it may be cut.
pub(super) fn ends_of(title: &str) -> impl Iterator<Item = &str> {
    const CUTS_MAX: usize = 6;
    let cuts = SEPARATORS.iter().chain(&[": ", " > "]).flat_map(|separator| {
        title.match_indices(separator).map(|(at, own)| (at, at + own.len()))
    });
    cuts.take(CUTS_MAX).flat_map(|(end, start)| [&title[..end], &title[start..]])
}

#[cfg(test)]
mod tests {
    use super::*;

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
