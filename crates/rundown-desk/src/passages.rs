//! The words around what is shown: what a reader sees who rests on a sentence and does not
//! leave the page for its article.

use std::collections::BTreeMap;

use rundown_news::limits::PASSAGES_BYTES_MAX;
use rundown_news::{
    Article, Brief, EntityKind, Evidence, Part, ReadArticle, Role, Shown, Span,
};

/// Words on one side of what is shown, in bytes: a sentence, seldom two.
const SIDE_BYTES_MAX: usize = 180;

/// Passages of one name: people, then organisations and places.
const PASSAGES_A_PERSON: usize = 3;
const PASSAGES_A_NAME: usize = 2;

/// What stands around some words of an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// What stands before them; begins with "…" where it is cut.
    pub before: String,
    /// The words.
    pub words: String,
    /// What stands behind them; ends with "…" where it is cut.
    pub after: String,
}

/// Passages by the evidence they stand around.
pub type Passages = BTreeMap<Evidence, Passage>;

/// The passages of a brief, what is read first on its page first, within
/// [`PASSAGES_BYTES_MAX`]; `read` gives an article in a revision.
pub(crate) fn passages<E>(
    brief: &Brief,
    mut read: impl FnMut(&Evidence) -> Result<Option<Passage>, E>,
) -> Result<Passages, E> {
    let mut passages = Passages::new();
    let mut bytes = 0;
    for evidence in shown_by(brief) {
        if passages.contains_key(evidence) {
            continue;
        }
        let Some(passage) = read(evidence)? else { continue };
        bytes += passage.before.len() + passage.words.len() + passage.after.len();
        if bytes > PASSAGES_BYTES_MAX {
            break;
        }
        passages.insert(evidence.clone(), passage);
    }
    Ok(passages)
}

/// Where everything that a page of a story shows stands, in the order of the page.
fn shown_by(brief: &Brief) -> Vec<&Evidence> {
    let mut all: Vec<&Evidence> = Vec::new();
    all.extend(brief.title.iter().chain(&brief.state).filter_map(first));
    all.extend(brief.figures.iter().flat_map(|figure| {
        figure.history.iter().rev().filter_map(|point| point.evidence.first())
    }));
    all.extend(brief.new.iter().filter_map(|one| first(&one.shown)));
    all.extend(brief.highlights.iter().filter_map(|one| first(&one.shown)));
    all.extend(brief.timeline.iter().rev().filter_map(|one| first(&one.shown)));
    all.extend(
        brief.developments.iter().flat_map(|one| one.highlights.iter().filter_map(first)),
    );
    all.extend(brief.people.iter().flat_map(|person| {
        let most = match person.kind {
            EntityKind::Person => PASSAGES_A_PERSON,
            EntityKind::Organization | EntityKind::Place => PASSAGES_A_NAME,
        };
        person.evidence.iter().take(most).chain(person.roles.iter().map(told_by))
    }));
    all.extend(
        brief.voices.iter().flat_map(|voice| {
            voice.statements.iter().filter_map(|one| first(&one.shown))
        }),
    );
    all.extend(
        brief
            .elsewhere
            .iter()
            .flat_map(|one| &one.adds)
            .filter_map(|one| first(&one.shown)),
    );
    all
}

fn first(shown: &Shown) -> Option<&Evidence> {
    shown.evidence.first()
}

fn told_by(role: &Role) -> &Evidence {
    &role.evidence
}

/// What stands around `evidence` in an article: the rest of its sentence, and where it is
/// a whole sentence, the one before and the one behind. None in a headline, which stands
/// alone.
///
/// ```
/// use rundown_desk::passage;
/// use rundown_news::{ArticleId, Evidence, Part, ReadArticle, Span};
///
/// let mut read = ReadArticle::default();
/// read.article.text = "The ferry sank. Ana Ruiz called it slow. She left.".to_owned();
/// read.annotations.sentences =
///     [(0, 15), (16, 40), (41, 50)].map(|(start, end)| Span::new(start, end)).into();
/// let at = |start, end| Evidence {
///     article: ArticleId("a".to_owned()),
///     revision: 0,
///     part: Part::Text,
///     span: Span::new(start, end),
/// };
/// let name = passage(&read, &at(16, 24)).unwrap();
/// assert_eq!((name.before.as_str(), name.after.as_str()), ("", " called it slow."));
/// let sentence = passage(&read, &at(16, 40)).unwrap();
/// assert_eq!((sentence.before.as_str(), sentence.after.as_str()), ("The ferry sank. ", " She left."));
/// ```
#[must_use]
pub fn passage(read: &ReadArticle, evidence: &Evidence) -> Option<Passage> {
    if evidence.part != Part::Text {
        return None;
    }
    let text = &read.article.text;
    let (start, end) = (evidence.span.start as usize, evidence.span.end as usize);
    let words = text.get(start..end)?;
    let around = around(&read.article, &read.annotations.sentences, evidence.span);
    let (from, to) = (around.start as usize, around.end as usize);
    Some(Passage {
        before: cut_before(text.get(from.min(start)..start)?),
        words: words.to_owned(),
        after: cut_behind(text.get(end..to.max(end))?),
    })
}

/// The sentences that tell what a reader of `span` would ask.
fn around(article: &Article, sentences: &[Span], span: Span) -> Span {
    let first = sentences.partition_point(|sentence| sentence.end <= span.start);
    let behind = sentences.partition_point(|sentence| sentence.start < span.end);
    let (Some(from), Some(to)) = (sentences.get(first), sentences.get(behind.max(1) - 1))
    else {
        return span;
    };
    let (start, end) = (from.start.min(span.start), to.end.max(span.end));
    let said = article.text.get(start as usize..end as usize).map_or(0, str::len);
    // Quotation marks and the full stop may stand outside what is shown.
    if said > span.of(&article.text).len() + EDGE_BYTES {
        return Span { start, end };
    }
    let block = article.blocks.iter().map(|block| block.span);
    let block = block.clone().find(|block| block.start <= start && end <= block.end);
    let block = block.unwrap_or(Span { start: 0, end: article.text.len() as u32 });
    let before = first.checked_sub(1).and_then(|at| sentences.get(at));
    let next = sentences.get(behind);
    Span {
        start: before.map_or(start, |one| one.start).max(block.start),
        end: next.map_or(end, |one| one.end).min(block.end),
    }
}

/// Marks at the edges of a sentence, in bytes.
const EDGE_BYTES: usize = 8;

fn cut_before(text: &str) -> String {
    if text.len() <= SIDE_BYTES_MAX {
        return text.to_owned();
    }
    let kept = &text[text.ceil_char_boundary(text.len() - SIDE_BYTES_MAX)..];
    let word = kept.find(char::is_whitespace).unwrap_or(0);
    format!("…{}", &kept[word..])
}

fn cut_behind(text: &str) -> String {
    if text.len() <= SIDE_BYTES_MAX {
        return text.to_owned();
    }
    let kept = &text[..text.floor_char_boundary(SIDE_BYTES_MAX)];
    let word = kept.rfind(char::is_whitespace).unwrap_or(kept.len());
    format!("{}…", &kept[..word])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rundown_news::ArticleId;

    fn evidence(start: usize, end: usize) -> Evidence {
        let article = ArticleId("a".to_owned());
        Evidence { article, revision: 0, part: Part::Text, span: Span::new(start, end) }
    }

    #[test]
    fn long_sides_are_cut_between_words() {
        let mut read = ReadArticle::default();
        let side = "größer ".repeat(60);
        read.article.text = format!("{side}WORD {side}");
        let text = read.article.text.len();
        read.annotations.sentences = vec![Span::new(0, text)];
        let passage = passage(&read, &evidence(side.len(), side.len() + 4)).unwrap();
        assert_eq!(passage.words, "WORD");
        assert!(passage.before.starts_with("… größer"), "{passage:?}");
        assert!(passage.after.ends_with("größer…"), "{passage:?}");
        assert!(passage.before.len() + passage.after.len() <= 2 * SIDE_BYTES_MAX + 6);
    }

    #[test]
    fn whatever_is_asked_for_harms_nothing() {
        let mut read = ReadArticle::default();
        read.article.text = "Größe. Ende".to_owned();
        for (start, end) in [(0, 0), (3, 3), (3, 4), (5, 400), (400, 500), (0, 12)] {
            let _ = passage(&read, &evidence(start, end));
        }
        read.annotations.sentences = vec![Span::new(0, 900), Span::new(2, 3)];
        for (start, end) in [(0, 2), (2, 4), (8, 11), (11, 11)] {
            let _ = passage(&read, &evidence(start, end));
        }
    }

    #[test]
    fn what_is_read_first_is_kept_within_the_bound() {
        let mut brief = Brief::default();
        for number in 0..2_000 {
            brief.state.push(Shown::new("x", evidence(number, number + 1)));
        }
        let long = |_: &Evidence| {
            let side = "x".repeat(100);
            let passage =
                Passage { before: side.clone(), words: String::new(), after: side };
            Ok::<_, ()>(Some(passage))
        };
        let passages = passages(&brief, long).unwrap();
        assert_eq!(passages.len(), PASSAGES_BYTES_MAX / 200);
        assert!(passages.contains_key(&evidence(0, 1)));
    }
}
