//! Addresses: to our own pages, to evidence inside articles, and out to the web.

use std::fmt::Write as _;

use rundown_news::{ArticleId, Evidence, Part, Shown, Slug};

/// Ranges of bytes one link may ask to be marked: a quotation in pieces has few.
pub(crate) const MARKS_MAX: usize = 16;

/// The page of a story.
pub(crate) fn story_href(slug: &Slug) -> String {
    format!("/stories/{}", segment(&slug.0))
}

/// The page of an article.
pub(crate) fn article_href(id: &ArticleId) -> String {
    format!("/articles/{}", segment(id.as_str()))
}

/// The page that tells why an article stands in its story.
pub(crate) fn why_href(id: &ArticleId) -> String {
    format!("{}/why", article_href(id))
}

/// The page of an article with the bytes marked that say what is shown.
///
/// The revision is always named: the bytes are those of one revision, and a later
/// one may come in between.
pub(crate) fn evidence_href(evidence: &[Evidence]) -> Option<String> {
    let first = evidence.first()?;
    let mut href =
        format!("{}?revision={}&show=", article_href(&first.article), first.revision);
    let same_place = |other: &&Evidence| {
        (&other.article, other.revision, other.part)
            == (&first.article, first.revision, first.part)
    };
    for (index, piece) in evidence.iter().filter(same_place).take(MARKS_MAX).enumerate() {
        if index > 0 {
            href.push(',');
        }
        let _ = write!(href, "{}-{}", piece.span.start, piece.span.end);
    }
    if let Some(part) = part_name(first.part) {
        href.push_str("&part=");
        href.push_str(&part);
    }
    href.push_str("#evidence");
    Some(href)
}

/// Where the words of `shown` stand.
pub(crate) fn shown_href(shown: &Shown) -> String {
    evidence_href(pieces(shown)).unwrap_or_default()
}

/// The evidences that make up the text, without those that say it in other words.
pub(crate) fn pieces(shown: &Shown) -> &[Evidence] {
    let count = usize::from(shown.pieces.max(1)).min(shown.evidence.len());
    &shown.evidence[..count]
}

fn part_name(part: Part) -> Option<String> {
    match part {
        Part::Text => None,
        Part::Headline => Some("headline".to_owned()),
        Part::Deck => Some("deck".to_owned()),
        Part::Highlight(index) => Some(format!("highlight-{index}")),
    }
}

/// Reads the name of a part as it stands in an address.
pub(crate) fn part_of(name: &str) -> Option<Part> {
    match name {
        "" | "text" => Some(Part::Text),
        "headline" => Some(Part::Headline),
        "deck" => Some(Part::Deck),
        name => name.strip_prefix("highlight-")?.parse().ok().map(Part::Highlight),
    }
}

/// The address if it is one a browser may be sent to: `http` or `https`, nothing else.
pub(crate) fn outward(url: Option<&str>) -> Option<String> {
    let url = url?.trim();
    let scheme = url.split_once("://")?.0;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (web && !url.chars().any(char::is_control)).then(|| url.to_owned())
}

/// A text as one segment of a path (RFC 3986: all but unreserved bytes encoded).
pub(crate) fn segment(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use rundown_news::Span;

    fn evidence(article: &str, start: usize, end: usize, part: Part) -> Evidence {
        let span = Span::new(start, end);
        Evidence { article: ArticleId(article.to_owned()), revision: 0, part, span }
    }

    #[test]
    fn evidence_is_addressed_to_the_byte() {
        let one = evidence("a:1", 5, 9, Part::Text);
        assert_eq!(
            evidence_href(&[one]).unwrap(),
            "/articles/a%3A1?revision=0&show=5-9#evidence"
        );
        let headline = evidence("a", 0, 4, Part::Highlight(2));
        assert_eq!(
            evidence_href(&[headline]).unwrap(),
            "/articles/a?revision=0&show=0-4&part=highlight-2#evidence"
        );
    }

    #[test]
    fn pieces_of_one_quotation_are_marked_together() {
        let evidence = vec![
            evidence("a", 5, 9, Part::Text),
            evidence("a", 20, 30, Part::Text),
            evidence("b", 1, 2, Part::Text),
        ];
        let text = "x … y".to_owned();
        let shown = Shown { text, evidence, pieces: 2, named: Vec::new() };
        assert_eq!(shown_href(&shown), "/articles/a?revision=0&show=5-9,20-30#evidence");
    }

    #[test]
    fn parts_read_back_as_they_are_written() {
        for part in [Part::Headline, Part::Deck, Part::Highlight(7)] {
            assert_eq!(part_of(&part_name(part).unwrap()), Some(part));
        }
        assert_eq!(part_of("footer"), None);
    }

    #[test]
    fn only_web_addresses_lead_out() {
        assert!(outward(Some("https://harbor.example/a")).is_some());
        assert!(outward(Some("HTTP://harbor.example/a")).is_some());
        for url in
            ["javascript:alert(1)", "data:text/html,x", "//x.example", "java\nscript://x"]
        {
            assert_eq!(outward(Some(url)), None, "{url}");
        }
    }
}
