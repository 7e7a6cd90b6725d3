//! The outlet's name in a page's title, told by the domain that serves it.

/// Signs that part a headline from what the site adds.
const PARTERS: [char; 8] = ['|', '–', '—', '-', '«', '»', '·', '•'];

/// Names are short; a longer part is a headline.
const NAME_BYTES_MAX: usize = 60;

/// The part of a title that names the site: the last one whose words, some perhaps
/// left out, or whose initials make up the domain.
///
/// A site that states no name still signs its titles: "Harbor shut | News | The Port
/// Courier" at portcourier.example.
pub(crate) fn name_in_title(title: &str, domain: &str) -> Option<String> {
    let label = label(domain);
    let parts = title.split(PARTERS).map(str::trim);
    let fits = |part: &&str| {
        !part.is_empty() && part.len() <= NAME_BYTES_MAX && makes_up(part, label)
    };
    parts.rev().find(fits).map(str::to_owned)
}

/// The part of a domain that is the site's own: before its endings.
fn label(domain: &str) -> &str {
    let mut labels = domain.split('.').rev().skip(1);
    let first = labels.next().unwrap_or("");
    // As in outlet.co.uk: what is so short under a country is no site's name.
    match labels.next() {
        Some(second) if first.len() <= 3 => second,
        _ => first,
    }
}

fn makes_up(part: &str, label: &str) -> bool {
    if label.len() < 3 {
        return false;
    }
    let words =
        part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let (mut rest, mut initials) = (label.as_str(), String::new());
    for word in words {
        let word = word.to_lowercase();
        initials.extend(word.chars().next());
        rest = rest.strip_prefix(word.as_str()).unwrap_or(rest);
    }
    rest.is_empty() || initials == label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_signed_with_the_name_that_makes_up_the_domain() {
        let cases = [
            (
                "Harbor shut | News | The Port Courier",
                "portcourier.example",
                "The Port Courier",
            ),
            (
                "Harbor shut « Wex & Elm Observer",
                "wexobserver.example",
                "Wex & Elm Observer",
            ),
            (
                "Harbor shut - Elm Broadcasting Company",
                "ebc.co.example",
                "Elm Broadcasting Company",
            ),
            ("Harbor shut - a courier's tale", "portcourier.example", ""),
            ("", "portcourier.example", ""),
            ("Harbor shut", "", ""),
        ];
        for (title, domain, name) in cases {
            assert_eq!(name_in_title(title, domain).unwrap_or_default(), name, "{title}");
        }
    }
}
