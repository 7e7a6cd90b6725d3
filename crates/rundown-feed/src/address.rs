//! Addresses made absolute.

use url::Url;

use crate::tree::{NodeId, Tree};

/// The longest address that is kept.
const ADDRESS_BYTES_MAX: usize = 4 << 10;

/// The absolute web address that `text` means beside `base`; nothing if it is not one
/// for the web (`javascript:`, `tag:`, `urn:`).
pub(crate) fn absolute(text: &str, base: Option<&Url>) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.len() > ADDRESS_BYTES_MAX {
        return None;
    }
    let url = match base {
        Some(base) => base.join(text).ok()?,
        None => Url::parse(text).ok()?,
    };
    // The address as the feed wrote it is kept where it is whole already.
    let is_web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    let whole = Url::parse(text).is_ok() && !text.contains(char::is_whitespace);
    is_web.then(|| if whole { text.to_owned() } else { url.into() })
}

/// The base for addresses inside `node`: `outer` is that of the element `above` it, to
/// which each `xml:base` in between is added.
pub(crate) fn base_of(
    tree: &Tree<'_>,
    node: NodeId,
    above: NodeId,
    outer: Option<&Url>,
) -> Option<Url> {
    let mut bases = Vec::new();
    let mut at = node;
    while at != above && at != 0 {
        bases.extend(tree.attribute(at, "xml:base"));
        at = tree.parent(at);
    }
    let mut base = outer.cloned();
    for text in bases.iter().rev() {
        let joined = match &base {
            Some(base) => base.join(text).ok(),
            None => Url::parse(text).ok(),
        };
        base = joined.or(base);
    }
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_joined_to_their_base() {
        let base = Url::parse("https://courier.test/news/feed.xml").unwrap();
        for (text, expected) in [
            ("/a", Some("https://courier.test/a")),
            ("b?c=1", Some("https://courier.test/news/b?c=1")),
            ("//cdn.test/x", Some("https://cdn.test/x")),
            (" https://other.test/y ", Some("https://other.test/y")),
            ("javascript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(absolute(text, Some(&base)).as_deref(), expected, "{text}");
        }
    }
}
