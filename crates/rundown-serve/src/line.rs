//! A line on a page: words, the link to where they stand, and who says so.

use std::collections::BTreeMap;

use askama::Template;
use rundown_desk::{ArticleCard, Passages};
use rundown_news::{ArticleId, Evidence, Naming, Outlet, Shown};

use crate::links;
use crate::times::Moment;

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
    /// Other outlets with the same; the card has a link to the words of each.
    also: Vec<OutletLink>,
    /// How many more there are.
    more: usize,
    /// Whether quotation marks are to be put around: the words are a speaker's own and
    /// their marks stand outside the evidence.
    quoted: bool,
    /// What stands around them, to be read without leaving the page.
    around: Option<Around>,
}

impl askama::filters::HtmlSafe for Line {}

impl askama::filters::HtmlSafe for Around {}

/// A run of words, and the name to set behind it.
pub(crate) struct Cut {
    words: String,
    name: Option<String>,
}

/// Words with what stands around them in their article.
#[derive(Template)]
#[template(path = "around.html")]
pub(crate) struct Around {
    pub(crate) before: String,
    pub(crate) words: String,
    pub(crate) after: String,
    pub(crate) headline: String,
    pub(crate) outlet: String,
    pub(crate) at: Moment,
    pub(crate) lang: Option<String>,
    pub(crate) href: String,
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

    /// The same line in quotation marks.
    pub(crate) fn in_quotes(self) -> Self {
        Self { quoted: true, ..self }
    }
}

/// The articles that lines point at.
#[derive(Clone, Copy)]
pub(crate) struct Sources<'a> {
    cards: &'a BTreeMap<ArticleId, ArticleCard>,
    passages: Option<&'a Passages>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(cards: &'a BTreeMap<ArticleId, ArticleCard>) -> Self {
        Self { cards, passages: None }
    }

    /// The same, with the words around what lines show.
    pub(crate) fn with_passages(self, passages: &'a Passages) -> Self {
        Self { passages: Some(passages), ..self }
    }

    /// What stands around some words of an article.
    pub(crate) fn around(self, evidence: &Evidence) -> Option<Around> {
        let passage = self.passages?.get(evidence)?;
        let card = self.card(&evidence.article)?;
        Some(Around {
            before: passage.before.clone(),
            words: passage.words.clone(),
            after: passage.after.clone(),
            headline: headline_of(&card.headline).to_owned(),
            outlet: card.outlet.label().to_owned(),
            at: Moment::exact(card.at),
            lang: lang_of(card),
            href: links::evidence_href(std::slice::from_ref(evidence))?,
        })
    }

    pub(crate) fn card(self, id: &ArticleId) -> Option<&'a ArticleCard> {
        self.cards.get(id)
    }

    /// The outlet of some words, leading to them.
    pub(crate) fn link(self, evidence: &Evidence) -> Option<OutletLink> {
        Some(OutletLink {
            name: self.card(&evidence.article)?.outlet.label().to_owned(),
            href: links::evidence_href(std::slice::from_ref(evidence))?,
        })
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
            around: shown.evidence.first().and_then(|first| self.around(first)),
        }
    }

    /// Words that stand at several places, which are told by what stands around them.
    pub(crate) fn words(self, text: &str, evidence: &[Evidence]) -> Line {
        let (text, evidence) = (text.to_owned(), evidence.to_vec());
        self.line(&Shown { text, evidence, pieces: 1, named: Vec::new() })
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
            also.extend(self.link(one));
        }
        let more = also.len().saturating_sub(NAMED_OUTLETS_MAX);
        also.truncate(NAMED_OUTLETS_MAX);
        (also, more)
    }
}

/// What to call an article that has no headline.
pub(crate) fn headline_of(headline: &str) -> &str {
    if headline.trim().is_empty() { crate::say("Without a headline") } else { headline }
}

/// The language of an article for a `lang` attribute; none where it is not known.
pub(crate) fn lang_of(card: &ArticleCard) -> Option<String> {
    (card.lang != rundown_news::Lang::UNKNOWN).then(|| card.lang.to_string())
}
