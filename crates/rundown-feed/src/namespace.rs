//! The namespaces of feeds, by address where declared, by custom where not.

/// How many declarations may be in force at once; no real feed has more than 40.
const BINDINGS_MAX: usize = 64;

/// Whose name an element's name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// RSS, sitemaps, OPML, and whatever stands without a prefix.
    Plain,
    /// Atom, in all its drafts.
    Atom,
    /// Dublin Core, both sets.
    Dc,
    /// `content:encoded`.
    Content,
    /// Media RSS.
    Media,
    /// Podcasts.
    Itunes,
    /// News sitemaps.
    News,
    /// `rdf:RDF`, `rdf:li`.
    Rdf,
    /// XHTML bodies.
    Xhtml,
    /// `feedburner:origLink`.
    Feedburner,
    /// Any other.
    Other,
}

/// The declarations in force.
#[derive(Default)]
pub(crate) struct Bindings<'t> {
    bound: Vec<(usize, &'t str, Namespace)>,
}

impl<'t> Bindings<'t> {
    /// Takes note of an attribute, if it is a declaration, on an element at `depth`.
    pub(crate) fn bind(&mut self, key: &'t str, address: &str, depth: usize) {
        let prefix = match key.split_once(':') {
            Some(("xmlns", prefix)) => prefix,
            None if key == "xmlns" => "",
            _ => return,
        };
        if self.bound.len() < BINDINGS_MAX {
            self.bound.push((depth, prefix, by_address(prefix, address)));
        }
    }

    /// Forgets the declarations of elements at `depth` and below.
    pub(crate) fn leave(&mut self, depth: usize) {
        while self.bound.last().is_some_and(|(bound, _, _)| *bound >= depth) {
            self.bound.pop();
        }
    }

    /// The namespace of a name with its prefix.
    pub(crate) fn namespace(&self, name: &str) -> Namespace {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let bound = self.bound.iter().rev().find(|(_, bound, _)| *bound == prefix);
        bound.map_or_else(|| by_custom(prefix), |(_, _, namespace)| *namespace)
    }
}

/// Addresses are compared by what is typical of them: feeds get slashes, schemes and
/// versions wrong.
fn by_address(prefix: &str, address: &str) -> Namespace {
    let address = address.trim().to_ascii_lowercase();
    let has = |part: &str| address.contains(part);
    match () {
        () if has("w3.org/2005/atom") || has("purl.org/atom") => Namespace::Atom,
        () if has("purl.org/dc/") => Namespace::Dc,
        () if has("rss/1.0/modules/content") => Namespace::Content,
        () if has("search.yahoo.com/mrss") || has("rss.php.net/mrss") => Namespace::Media,
        () if has("itunes.com/dtds") || has("www.itunes.com") => Namespace::Itunes,
        () if has("sitemap-news") => Namespace::News,
        () if has("22-rdf-syntax-ns") => Namespace::Rdf,
        () if has("w3.org/1999/xhtml") => Namespace::Xhtml,
        () if has("feedburner") => Namespace::Feedburner,
        // The default namespace, and prefixes bound to RSS itself.
        () if prefix.is_empty() || has("purl.org/rss/1.0/") && !has("modules") => {
            Namespace::Plain
        }
        () if has("netscape.com/rdf") || has("backend.userland.com") => Namespace::Plain,
        () if has("sitemaps.org/") || has("opml") => Namespace::Plain,
        () if address.is_empty() => by_custom(prefix),
        () => Namespace::Other,
    }
}

fn by_custom(prefix: &str) -> Namespace {
    match prefix.to_ascii_lowercase().as_str() {
        "" | "rss" => Namespace::Plain,
        "atom" | "atom10" | "a10" => Namespace::Atom,
        "dc" | "dcterms" => Namespace::Dc,
        "content" => Namespace::Content,
        "media" => Namespace::Media,
        "itunes" => Namespace::Itunes,
        "news" | "n" => Namespace::News,
        "rdf" => Namespace::Rdf,
        "xhtml" => Namespace::Xhtml,
        "feedburner" => Namespace::Feedburner,
        _ => Namespace::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_mean_what_they_are_bound_to() {
        let mut bindings = Bindings::default();
        bindings.bind("xmlns:x", "http://purl.org/dc/elements/1.1/", 1);
        assert_eq!(bindings.namespace("x:date"), Namespace::Dc);
        assert_eq!(bindings.namespace("media:title"), Namespace::Media);
        bindings.leave(1);
        assert_eq!(bindings.namespace("x:date"), Namespace::Other);
    }
}
