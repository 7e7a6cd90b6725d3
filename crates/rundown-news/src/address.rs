//! Addresses that stand in other addresses.

/// The address of a page at its outlet, from one under which a cache of AMP pages shows it
/// and that carries it in its own path. None for any other address.
///
/// The address is to be in the form that an URL parser writes: the host in small letters,
/// no blanks.
///
/// ```
/// use rundown_news::uncached_address;
/// for cached in [
///     "https://www.google.com/amp/s/courier.example/a?id=7",
///     "https://courier-example.cdn.ampproject.org/c/s/courier.example/a?id=7",
/// ] {
///     let own = uncached_address(cached);
///     assert_eq!(own.as_deref(), Some("https://courier.example/a?id=7"));
/// }
/// assert_eq!(uncached_address("https://courier.example/amp/s/evil.example/a"), None);
/// ```
#[must_use]
pub fn uncached_address(address: &str) -> Option<String> {
    let address = address.strip_prefix("https://").or(address.strip_prefix("http://"))?;
    let (host, path) = address.split_at(address.find('/')?);
    let rest = if host.ends_with(".cdn.ampproject.org") {
        path.strip_prefix("/c/").or_else(|| path.strip_prefix("/v/"))?
    } else if is_google(host) {
        path.strip_prefix("/amp/")?
    } else {
        return None;
    };
    let rest = rest.strip_prefix("s/").unwrap_or(rest);
    let inner = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    let is_named = inner.contains('.') && inner.chars().all(is_host);
    is_named.then(|| format!("https://{rest}"))
}

/// The search engine itself, in any country: nobody else's page lies there.
fn is_google(host: &str) -> bool {
    let host = host.strip_prefix("www.").unwrap_or(host);
    let country = |rest: &str| {
        let rest = rest.strip_prefix("co.").or(rest.strip_prefix("com.")).unwrap_or(rest);
        rest == "com" || rest.len() == 2 && !rest.contains('.')
    };
    host.strip_prefix("google.").is_some_and(country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_search_engine_itself_unwraps_pages() {
        for (host, is) in [
            ("google.com", true),
            ("www.google.co.uk", true),
            ("google.com.br", true),
            ("google.de", true),
            ("www.google.evil", false),
            ("sites.google.com", false),
            ("google.com.evil.example", false),
        ] {
            assert_eq!(is_google(host), is, "{host}");
        }
    }

    #[test]
    fn what_carries_no_address_is_left_as_it_is() {
        for address in [
            "https://www.google.com/amp/",
            "https://www.google.com/amp/s/nowhere",
            "https://www.google.com/amp/s/user@courier.example/a",
            "https://www.google.com/search?q=amp",
            "https://courier-example.cdn.ampproject.org/i/s/courier.example/a.png",
            "https://reader@www.google.com/amp/s/courier.example/a",
            "mailto:desk@courier.example",
            "",
        ] {
            assert_eq!(uncached_address(address), None, "{address}");
        }
    }
}
