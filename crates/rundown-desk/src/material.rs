//! Whether something material happened in a story: enough to wake one that was put off.

use std::collections::BTreeSet;

use rundown_brief::{Told, new_since};
use rundown_news::{DevelopmentId, LastLook, NewKind, Outlet};

/// So many independent outlets tell a development before it counts as material.
const WITNESSES_MIN: usize = 2;

/// Whether something material happened in a story since a look: a new development that two
/// independent outlets tell in texts of their own, or a figure that changed. What is new is
/// told by [`new_since`]; `witness` names whoever is behind an outlet.
///
/// ```
/// use rundown_news::{LastLook, Outlet};
/// let witness = |outlet: &Outlet| outlet.label().to_owned();
/// assert!(!rundown_desk::is_material(&[], LastLook("2031-06-01T00:00:00Z".parse()?), witness));
/// # Ok::<(), jiff::Error>(())
/// ```
#[must_use]
pub fn is_material(
    told: &[Told],
    since: LastLook,
    witness: impl Fn(&Outlet) -> String,
) -> bool {
    let (new, _) = new_since(told, since);
    if new.iter().any(|item| item.kind == NewKind::Figure) {
        return true;
    }
    let of = |kind| new.iter().filter(move |item| item.kind == kind);
    let developments: BTreeSet<DevelopmentId> =
        of(NewKind::Development).filter_map(|item| item.development).collect();
    developments.iter().any(|development| {
        let own = told.iter().filter(|one| {
            one.development == *development
                && one.copy_of.is_none()
                && one.arrived > since.0
        });
        let outlets = own.map(|one| witness(&one.digest.read().article.outlet));
        outlets.collect::<BTreeSet<String>>().len() >= WITNESSES_MIN
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;
    use rundown_brief::Digest;
    use rundown_news::{ArticleId, Lang, ReadArticle};

    use super::*;

    fn told(outlet: &str, arrived: &str, development: u64, text: &str) -> Told {
        let mut read = ReadArticle::default();
        read.article.id = ArticleId(outlet.to_owned());
        read.article.lang = Lang::ENGLISH;
        read.article.outlet =
            Outlet { name: outlet.to_owned(), domain: format!("{outlet}.example") };
        text.clone_into(&mut read.article.text);
        read.annotations.sentences = rundown_text::sentences(text, Lang::ENGLISH);
        let arrived: Timestamp = format!("2031-05-{arrived}:00Z").parse().unwrap();
        Told {
            digest: Arc::new(Digest::of(read)),
            revision: 0,
            at: arrived,
            arrived,
            development: DevelopmentId(development),
            copy_of: None,
            earlier: Vec::new(),
        }
    }

    #[test]
    fn a_copy_is_no_second_witness_and_a_report_of_another_event_neither() {
        let since = LastLook("2031-05-13T00:00:00Z".parse().unwrap());
        let is_news =
            |told: &[Told]| is_material(told, since, |one| one.label().to_owned());
        let crane = "A crane fell on a freighter in Port Elm and hurt two sailors badly.";
        let mut told = vec![
            told("courier", "12T08:00", 1, "Dock workers walked off the job on Monday."),
            told("herald", "13T08:00", 2, crane),
            Told {
                copy_of: Some(ArticleId("herald".to_owned())),
                ..told("post", "13T09:00", 2, crane)
            },
            told("echo", "13T10:00", 3, "The mayor opened the flower market at noon."),
        ];
        assert!(!is_news(&told));
        let own = "Two sailors were hurt when a crane toppled onto their freighter.";
        told.push(self::told("gazette", "13T11:00", 2, own));
        assert!(is_news(&told));
    }
}
