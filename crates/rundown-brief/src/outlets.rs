//! Who reported a story.

use std::collections::BTreeMap;

use rundown_news::{BriefOutlet, BriefOutlets, Map};

use crate::told::Story;

pub(crate) fn outlets(story: &Story<'_>) -> BriefOutlets {
    let mut list: Vec<BriefOutlet> = Vec::new();
    let mut independent: Vec<bool> = Vec::new();
    let mut places: Map<u32, usize> = Map::default();
    let mut names: Vec<BTreeMap<&str, u32>> = Vec::new();
    let mut wire = 0;
    for (at, told) in story.told.iter().enumerate() {
        let place = *places.entry(story.outlet[at]).or_insert(list.len());
        if place == list.len() {
            list.push(BriefOutlet {
                outlet: told.article().outlet.clone(),
                first_at: told.at,
                own: Vec::new(),
                copies: Vec::new(),
            });
            independent.push(false);
            names.push(BTreeMap::new());
        }
        independent[place] |= story.witness[at];
        match &told.copy_of {
            Some(original) => {
                wire += 1;
                list[place].copies.push((told.id().clone(), original.clone()));
            }
            None => list[place].own.push(told.id().clone()),
        }
        *names[place].entry(told.article().outlet.name.as_str()).or_default() += 1;
    }
    for (outlet, names) in list.iter_mut().zip(&names) {
        commonest(names).unwrap_or_default().clone_into(&mut outlet.outlet.name);
    }
    BriefOutlets {
        total: list.len() as u32,
        independent: independent.iter().filter(|own| **own).count() as u32,
        wire,
        list,
    }
}

/// The name that most articles give their outlet; a column's or guest's is the rarer one.
fn commonest<'a>(names: &BTreeMap<&'a str, u32>) -> Option<&'a str> {
    let best = names.iter().max_by_key(|(name, count)| (!name.is_empty(), **count));
    best.map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use rundown_news::Outlet;

    use super::*;
    use crate::sample::{article, told};

    /// Names and articles of the outlets that these, each with one article, come to.
    fn told_as(outlets: &[(&str, &str)]) -> Vec<(String, usize)> {
        let told: Vec<_> = outlets
            .iter()
            .enumerate()
            .map(|(at, (name, domain))| {
                let mut read = article(&format!("a{at}"), &format!("It burned {at}."));
                let (name, domain) = ((*name).to_owned(), (*domain).to_owned());
                read.article.outlet = Outlet { name, domain };
                told(&read)
            })
            .collect();
        let found = outlets_of(&told);
        assert_eq!(found.total as usize, found.list.len());
        found.list.iter().map(|one| (one.outlet.name.clone(), one.own.len())).collect()
    }

    fn outlets_of(told: &[crate::Told]) -> BriefOutlets {
        outlets(&Story::of(told))
    }

    #[test]
    fn one_name_at_one_site_is_one_outlet() {
        let outlets =
            [("Gazette", "gazette.example"), ("GAZETTE", "blogs.gazette.example")];
        assert_eq!(told_as(&outlets).len(), 1);
        let blogs =
            [("Mill Notes", "mill.press.example"), ("Quay", "quay.press.example")];
        assert_eq!(told_as(&blogs).len(), 2);
        let far = [("Herald", "herald.co.uk"), ("Herald", "aske-herald.co.uk")];
        assert_eq!(told_as(&far).len(), 2);
    }

    #[test]
    fn an_outlet_is_called_as_most_of_its_articles_call_it() {
        let guest = ("Guest Writer", "gazette.example");
        let own = ("Gazette", "gazette.example");
        assert_eq!(told_as(&[guest, own, own]), [("Gazette".to_owned(), 3)]);
    }
}
