//! A line on a page: words, the link to where they stand, and who says so.

use std::collections::BTreeMap;

use askama::Template;
use rundown_desk::ArticleCard;
use rundown_news::{ArticleId, Evidence, Naming, Outlet, Shown};

use crate::links;

/// Outlets named beside a line; the rest are counted.
const NAMED_OUTLETS_MAX: usize = 4;

/// Words that lead to their evidence, with the outlets that carry them.
#[derive(Template)]
#[template(path = "line.html")]
pub(crate) struct Line {
    /// The words, cut where a name belongs that they lack.
    cuts: Vec<Cut>,
    /// Their language, if it is known and not that of the page.
    lang: Option<String>,
    /// Where they stand.
    href: String,
    /// The outlet they are taken from; empty to leave it out.
    outlet: String,
    /// Other outlets with the same, each leading to its own words.
    also: Vec<OutletLink>,
    /// How many more there are.
    more: usize,
    /// Whether quotation marks are to be put around: the words are a speaker's own and
    /// their marks stand outside the evidence.
    quoted: bool,
}

impl askama::filters::HtmlSafe for Line {}

/// A run of words, and the name to set behind it.
pub(crate) struct Cut {
    words: String,
    name: Option<String>,
}

/// An outlet that leads to its words.
pub(crate) struct OutletLink {
    pub(crate) name: String,
    pub(crate) href: String,
}

impl Line {
    /// The same line without the outlets.
    pub(crate) fn bare(mut self) -> Self {
        self.outlet.clear();
        self.also.clear();
        self.more = 0;
        self
    }

    /// The same line as words out of someone's mouth.
    pub(crate) fn in_quotes(mut self) -> Self {
        let marks =
            |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '‚' | '’');
        let has_marks = |cut: &Cut| cut.words.contains(['"', '“', '”', '„', '«', '»']);
        let opens = self.cuts.first().is_some_and(|cut| cut.words.starts_with(marks));
        self.quoted = !opens && !self.cuts.iter().any(has_marks);
        self
    }
}

/// The articles that lines point at.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    cards: &'a BTreeMap<ArticleId, ArticleCard>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(cards: &'a BTreeMap<ArticleId, ArticleCard>) -> Self {
        Self { cards }
    }

    pub(crate) fn card(self, id: &ArticleId) -> Option<&'a ArticleCard> {
        self.cards.get(id)
    }

    /// What is shown as a line.
    pub(crate) fn line(self, shown: &Shown) -> Line {
        let card = shown.evidence.first().and_then(|first| self.card(&first.article));
        let first = card.map(|card| &card.outlet);
        let (also, more) =
            self.also(&shown.evidence[links::pieces(shown).len()..], first);
        let cut = |(words, name): (&str, Option<&Naming>)| Cut {
            words: words.to_owned(),
            name: name.map(|name| name.name.clone()),
        };
        Line {
            cuts: shown.cuts().map(cut).collect(),
            lang: card.and_then(lang_of),
            href: links::shown_href(shown),
            outlet: first.map(|outlet| outlet.label().to_owned()).unwrap_or_default(),
            also,
            more,
            quoted: false,
        }
    }

    /// Words that stand at one place.
    pub(crate) fn words(self, text: &str, evidence: &[Evidence]) -> Line {
        let one = evidence.iter().take(1).cloned().collect();
        let (text, named) = (text.to_owned(), Vec::new());
        self.line(&Shown { text, evidence: one, pieces: 1, named }).bare()
    }

    /// The outlets of further evidences, each once, without the first one's.
    fn also(
        self,
        evidence: &[Evidence],
        first: Option<&Outlet>,
    ) -> (Vec<OutletLink>, usize) {
        let mut seen: Vec<&str> = first.map(Outlet::key).into_iter().collect();
        let mut also = Vec::new();
        for one in evidence {
            let Some(card) = self.card(&one.article) else { continue };
            if seen.contains(&card.outlet.key()) {
                continue;
            }
            seen.push(card.outlet.key());
            also.push(OutletLink {
                name: card.outlet.label().to_owned(),
                href: links::evidence_href(std::slice::from_ref(one)).unwrap_or_default(),
            });
        }
        let more = also.len().saturating_sub(NAMED_OUTLETS_MAX);
        also.truncate(NAMED_OUTLETS_MAX);
        (also, more)
    }
}

/// The language of an article for a `lang` attribute; none where it is not known.
pub(crate) fn lang_of(card: &ArticleCard) -> Option<String> {
    (card.lang != rundown_news::Lang::UNKNOWN).then(|| card.lang.to_string())
}
