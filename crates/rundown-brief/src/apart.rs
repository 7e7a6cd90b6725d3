//! Outlets of one name are told apart.

use rundown_news::{Brief, Claims, Outlet};

use crate::told::Story;

/// Tells the domain beside every name in a brief that several sites of the story claim.
pub(crate) fn tell_apart(brief: &mut Brief, story: &Story<'_>) {
    let claims = Claims::of(story.told.iter().map(|told| &told.article().outlet));
    for outlet in named_in(brief) {
        *outlet = claims.told_apart(outlet);
    }
}

/// Every outlet that a brief names.
fn named_in(brief: &mut Brief) -> impl Iterator<Item = &mut Outlet> {
    let said = brief.voices.iter_mut().flat_map(|voice| &mut voice.statements);
    let points = brief.figures.iter_mut().flat_map(|figure| &mut figure.history);
    let listed = brief.outlets.list.iter_mut().map(|one| &mut one.outlet);
    let timeline = brief.timeline.iter_mut().flat_map(|entry| &mut entry.outlets);
    let elsewhere = brief.elsewhere.iter_mut().flat_map(|other| &mut other.outlets);
    let changes = brief.changes.iter_mut().map(|change| &mut change.outlet);
    let new = brief.new.iter_mut().map(|item| &mut item.first_outlet);
    listed
        .chain(new)
        .chain(timeline)
        .chain(said.flat_map(|said| &mut said.outlets))
        .chain(points.map(|point| &mut point.outlet))
        .chain(elsewhere)
        .chain(changes)
}

#[cfg(test)]
mod tests {
    use crate::brief;
    use crate::sample::{article, told};

    #[test]
    fn a_name_that_two_sites_claim_stands_with_the_domain_of_each() {
        let text = "The dam at Hollin broke on Friday and 12 people died, police said.";
        let both = ["courier.example", "evil.example"].map(|domain| {
            let mut read = article(domain, &format!("{text} Seen at {domain}."));
            read.article.outlet.name = "The Courier".to_owned();
            read.article.outlet.domain = domain.to_owned();
            told(&read)
        });
        let names = |told: &[crate::Told]| -> Vec<String> {
            let list = brief(told, None).outlets.list;
            list.iter().map(|one| one.outlet.label().to_owned()).collect()
        };
        let mut apart = names(&both);
        apart.sort();
        assert_eq!(
            apart,
            ["The Courier (courier.example)", "The Courier (evil.example)"]
        );
        assert_eq!(names(&both[..1]), ["The Courier"]);
        let every = serde_json::to_string(&brief(&both, None)).unwrap();
        assert!(!every.contains("\"The Courier\""), "{every}");
    }
}
