//! Who goes by which name.

use std::collections::{BTreeMap, BTreeSet};

use crate::Outlet;

/// The names by which the outlets of a story go, and the sites that go by each.
///
/// A name is only what a page claims: anybody may call himself as another does. Where two
/// sites do, readers are told the domain of both, since nobody knows whose name it is.
///
/// ```
/// use rundown_news::{Claims, Outlet};
/// let of = |name: &str, domain: &str| Outlet { name: name.into(), domain: domain.into() };
/// let courier = of("The Courier", "courier.example");
/// let other = of("THE COURIER", "evil.example");
/// let alone = Claims::of([&courier]);
/// assert_eq!(alone.told_apart(&courier).label(), "The Courier");
/// let both = Claims::of([&courier, &other]);
/// assert_eq!(both.told_apart(&courier).label(), "The Courier (courier.example)");
/// assert_eq!(both.told_apart(&other).label(), "THE COURIER (evil.example)");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// The sites of each label, by the label without case, marks and blanks.
    sites: BTreeMap<String, BTreeSet<String>>,
    /// All sites.
    all: BTreeSet<String>,
}

impl Claims {
    /// The names of these outlets; one that is given several times counts once.
    #[must_use]
    pub fn of<'a>(outlets: impl IntoIterator<Item = &'a Outlet>) -> Self {
        let mut claims = Self::default();
        for outlet in outlets {
            let site = outlet.site().to_owned();
            claims.all.insert(site.clone());
            claims.sites.entry(folded(outlet.label())).or_default().insert(site);
        }
        claims
    }

    /// An outlet as readers are to be told of it: under its name, with the domain beside it
    /// where another site goes by the same name, or the name speaks of another's site.
    #[must_use]
    pub fn told_apart(&self, outlet: &Outlet) -> Outlet {
        let mut told = outlet.clone();
        if !outlet.name.is_empty()
            && !outlet.domain.is_empty()
            && self.is_doubtful(outlet)
        {
            told.name = format!("{} ({})", outlet.name, outlet.domain);
        }
        told
    }

    fn is_doubtful(&self, outlet: &Outlet) -> bool {
        let own = outlet.site();
        let is_other = |site: &String| site != own;
        let shared = self.sites.get(&folded(outlet.label()));
        if shared.is_some_and(|sites| sites.iter().any(is_other)) {
            return true;
        }
        let name = outlet.name.to_lowercase();
        let mut words =
            name.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-');
        words.any(|word| {
            let site = Outlet::site_of(word.trim_matches('.'));
            site.contains('.') && site != own && self.all.contains(site)
        })
    }
}

/// A name by its letters and digits alone; one without any by what it is.
fn folded(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    let folded: String = letters.flat_map(char::to_lowercase).collect();
    if folded.is_empty() { name.to_owned() } else { folded }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What readers are told of each of these outlets.
    fn told(outlets: &[(&str, &str)]) -> Vec<String> {
        let of = |(name, domain): &(&str, &str)| Outlet {
            name: (*name).to_owned(),
            domain: (*domain).to_owned(),
        };
        let outlets: Vec<Outlet> = outlets.iter().map(of).collect();
        let claims = Claims::of(&outlets);
        outlets.iter().map(|one| claims.told_apart(one).label().to_owned()).collect()
    }

    #[test]
    fn one_site_under_several_hosts_is_nobody_else() {
        let courier = [
            ("The Courier", "courier.example"),
            ("The Courier", "sport.courier.example"),
        ];
        assert_eq!(told(&courier), ["The Courier", "The Courier"]);
    }

    #[test]
    fn other_marks_and_letters_are_no_other_name() {
        let two = [("The Courier", "courier.example"), (" the courier.", "evil.example")];
        let apart = ["The Courier (courier.example)", " the courier. (evil.example)"];
        assert_eq!(told(&two), apart);
    }

    #[test]
    fn the_domain_of_another_is_no_name_to_wear() {
        let bare = [("", "courier.example"), ("courier.example", "evil.example")];
        assert_eq!(told(&bare), ["courier.example", "courier.example (evil.example)"]);
        let beside = [
            ("The Courier", "courier.example"),
            ("The Courier (www.courier.example)", "evil.example"),
        ];
        let apart = ["The Courier", "The Courier (www.courier.example) (evil.example)"];
        assert_eq!(told(&beside), apart);
        let own = [("Courier.example", "courier.example"), ("Mill", "mill.example")];
        assert_eq!(told(&own), ["Courier.example", "Mill"]);
    }

    #[test]
    fn what_has_no_domain_has_none_to_tell() {
        let two = [("The Courier", ""), ("The Courier", "evil.example")];
        assert_eq!(told(&two), ["The Courier", "The Courier (evil.example)"]);
    }
}
