//! Families of outlets: what one owner publishes is one witness.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rundown_news::{ArticleId, Brief, Outlet};

use crate::DeskError;
use crate::notes::Notes;
use crate::views::ArticleCard;

/// The families that Rundown knows without being told.
const KNOWN: &str = include_str!("../data/families.txt");

/// The reader's own file in the data directory; it takes the place of what is known.
const FILE_NAME: &str = "families.txt";

/// A file longer than this is no list of outlets, in bytes.
const FILE_BYTES_MAX: u64 = 4 << 20;

/// What a copy of a store takes along, and how long it may be.
pub(crate) const NOTES: [(&str, u64); 1] = [(FILE_NAME, FILE_BYTES_MAX)];

/// Which outlets have one owner.
///
/// ```
/// use rundown_desk::Families;
/// use rundown_news::Outlet;
/// let families = Families::parse("Tidewater Press: courier.example gazette.example");
/// let at = |domain: &str| Outlet { domain: domain.into(), ..Outlet::default() };
/// assert_eq!(families.witness(&at("sport.courier.example")), "Tidewater Press");
/// assert_eq!(families.witness(&at("gazette.example")), "Tidewater Press");
/// assert_eq!(families.witness(&at("news.herald.co.uk")), "herald.co.uk");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Families {
    of_domain: BTreeMap<String, String>,
}

impl Families {
    /// The families that the reader listed, else those known.
    pub(crate) fn noted(notes: &Notes) -> Result<Self, DeskError> {
        let failed =
            |source| DeskError::Families { file: notes.place(FILE_NAME), source };
        let own = notes.read(FILE_NAME, FILE_BYTES_MAX).map_err(failed)?;
        Ok(Self::parse(own.as_deref().unwrap_or(KNOWN)))
    }

    /// The families that are listed in a data directory, else those known.
    ///
    /// # Errors
    /// When the list cannot be read.
    pub fn of_directory(dir: &Path) -> Result<Self, DeskError> {
        Self::noted(&Notes::Directory(dir.to_owned()))
    }

    /// Reads families: a line each, its name, a colon, the domains of its outlets; `#`
    /// begins a remark. Lines of another form tell nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut of_domain = BTreeMap::new();
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((name, domains)) = line.split_once(':') else { continue };
            for domain in domains.split([' ', ',', '\t']).filter(|word| !word.is_empty())
            {
                of_domain.insert(Outlet::domain_of(domain), name.trim().to_owned());
            }
        }
        Self { of_domain }
    }

    /// Who bears witness when this outlet reports: its family, else its site, else its
    /// name. Hosts of one site are one witness: they cost nothing to make up.
    #[must_use]
    pub fn witness<'a>(&'a self, outlet: &'a Outlet) -> &'a str {
        if let Some(family) = self.family(outlet) {
            return family;
        }
        match outlet.site() {
            "" => &outlet.name,
            site => site,
        }
    }

    /// The family of each outlet of a brief that has one, by the outlet's key.
    pub(crate) fn of(&self, brief: &Brief) -> BTreeMap<String, String> {
        let outlets = brief.outlets.list.iter().map(|one| &one.outlet);
        let family = |outlet: &Outlet| {
            let family = self.family(outlet)?.to_owned();
            Some((outlet.key().to_owned(), family))
        };
        outlets.filter_map(family).collect()
    }

    /// The family of an outlet, by the name of its owner.
    fn family(&self, outlet: &Outlet) -> Option<&str> {
        let mut host = outlet.domain.as_str();
        while !host.is_empty() {
            if let Some(family) = self.of_domain.get(host) {
                return Some(family);
            }
            host = host.split_once('.').map_or("", |(_, parent)| parent);
        }
        None
    }

    /// Counts the witnesses of a brief anew: outlets of one family are one.
    pub(crate) fn recount(
        &self,
        brief: &mut Brief,
        cards: &BTreeMap<ArticleId, ArticleCard>,
    ) {
        let own = brief.outlets.list.iter().filter(|outlet| !outlet.own.is_empty());
        let surplus = self.surplus(own.map(|outlet| &outlet.outlet));
        brief.outlets.independent = brief.outlets.independent.saturating_sub(surplus);
        for development in &mut brief.developments {
            let cards = development.articles.iter().filter_map(|id| cards.get(id));
            let own = cards.filter(|card| card.copy_of.is_none());
            let surplus = self.surplus(own.map(|card| &card.outlet));
            let counted = development.independent;
            development.independent = counted.saturating_sub(surplus).max(counted.min(1));
        }
    }

    /// How many outlets there are more than witnesses.
    fn surplus<'a>(&'a self, outlets: impl Iterator<Item = &'a Outlet>) -> u32 {
        let (mut keys, mut witnesses) = (BTreeSet::new(), BTreeSet::new());
        for outlet in outlets.filter(|outlet| !outlet.key().is_empty()) {
            keys.insert(outlet.key());
            witnesses.insert(self.witness(outlet));
        }
        (keys.len() - witnesses.len().min(keys.len())) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_families_are_read() {
        let known = Families::parse(KNOWN);
        let at = |domain: &str| Outlet { domain: domain.into(), ..Outlet::default() };
        assert_eq!(
            known.witness(&at("mirror.co.uk")),
            known.witness(&at("express.co.uk"))
        );
        assert_eq!(known.witness(&at("herald.example")), "herald.example");
        let nameless = Outlet { name: "The Herald".into(), ..Outlet::default() };
        assert_eq!(known.witness(&nameless), "The Herald");
    }

    #[test]
    fn a_list_in_the_directory_takes_the_place_of_what_is_known() {
        let at = |domain: &str| Outlet { domain: domain.into(), ..Outlet::default() };
        let dir = std::env::temp_dir();
        let dir = dir.join(format!("rundown-families-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let known = Families::of_directory(&dir).unwrap();
        assert_eq!(known, Families::parse(KNOWN));
        std::fs::write(dir.join(FILE_NAME), "Tidewater Press: courier.example").unwrap();
        let own = Families::of_directory(&dir).unwrap();
        assert_eq!(own.witness(&at("courier.example")), "Tidewater Press");
        assert_eq!(own.witness(&at("mirror.co.uk")), "mirror.co.uk");
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn two_outlets_of_a_family_are_one_more_than_there_are_witnesses() {
        let known = Families::parse(KNOWN);
        let at = |domain: &str| Outlet { domain: domain.into(), ..Outlet::default() };
        let told =
            ["mirror.co.uk", "express.co.uk", "mirror.co.uk", "herald.example", ""];
        assert_eq!(known.surplus(told.map(at).iter()), 1);
        assert_eq!(known.surplus([at("mirror.co.uk"), at("a.example")].iter()), 0);
    }
}
