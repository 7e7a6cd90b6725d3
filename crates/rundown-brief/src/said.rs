//! What was said in a story, speaker by speaker.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rundown_news::{EntityKind, Part, Shown, Span};

use crate::names::Names;
use crate::statements::{Stated, Unnamed};
use crate::told::{Story, Told};

/// A statement in its story.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said<'a> {
    /// The place of its article in the story.
    pub(crate) article: usize,
    pub(crate) stated: &'a Stated,
    /// The day it was made: one named beside it but not in it, or that of publication.
    pub(crate) day: Date,
}

impl Said<'_> {
    /// When it was published.
    pub(crate) fn at(&self, told: &Told) -> Timestamp {
        told.at_of(Part::Text, self.stated.place())
    }

    pub(crate) fn shown(&self, told: &Told) -> Shown {
        let text = &told.article().text;
        let runs = &self.stated.runs;
        let pieces: Vec<&str> = runs.iter().map(|run| run.of(text)).collect();
        Shown {
            text: pieces.join(Shown::SEAM),
            evidence: runs.iter().map(|run| told.evidence(Part::Text, *run)).collect(),
            pieces: runs.len().min(usize::from(u16::MAX)) as u16,
            named: Vec::new(),
        }
    }

    /// Whether both stand in the same words of the same article: one sentence may hold
    /// two things said; it is shown once.
    pub(crate) fn same_place(&self, other: &Self) -> bool {
        self.holds(other) && other.holds(self)
    }

    /// Whether its words hold those of another one: the sentence around a quotation.
    pub(crate) fn holds(&self, other: &Self) -> bool {
        let holds = |run: &Span| self.stated.runs.iter().any(|own| own.contains(*run));
        self.article == other.article && other.stated.runs.iter().all(holds)
    }
}

/// Who says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Speaker<'a> {
    /// A name of the story.
    Named(usize),
    /// The words of an unnamed source, folded.
    Unnamed(&'a str),
}

/// All statements of the story's witnesses, by who made them.
pub(crate) fn by_speaker<'a>(
    story: &Story<'a>,
    names: &Names<'_>,
) -> BTreeMap<Speaker<'a>, Vec<Said<'a>>> {
    let mut found: BTreeMap<Speaker<'a>, Vec<Said<'a>>> = BTreeMap::new();
    for (article, told) in story.witnesses() {
        for stated in &told.digest.stated {
            let Some(speaker) = stated.speaker(story, article, names) else { continue };
            let published = told.day_of(Part::Text, stated.place());
            let mut beside = stated.beside.iter().copied();
            let day = beside.rfind(|day| *day <= published).unwrap_or(published);
            found.entry(speaker).or_default().push(Said { article, stated, day });
        }
    }
    found
}

impl Stated {
    /// Where it begins.
    fn place(&self) -> Span {
        self.runs.first().copied().unwrap_or_default()
    }

    /// Who it is: the name it has in the story; the body of these words; the one person
    /// of the article whose office they name; else the words themselves.
    fn speaker(
        &self,
        story: &Story<'_>,
        article: usize,
        names: &Names<'_>,
    ) -> Option<Speaker<'_>> {
        let named = self.entity.and_then(|entity| names.of_entity(article, entity));
        if let Some(named) = named {
            return Some(Speaker::Named(named));
        }
        let Unnamed { folded, definite, .. } = self.unnamed.as_ref()?;
        let holder = || {
            let holder = definite.then(|| names.holder(story, article, folded));
            holder.flatten()
        };
        let known = names.body(folded).or_else(holder);
        Some(known.map_or(Speaker::Unnamed(folded), Speaker::Named))
    }
}

/// Whether a name is that of a person.
pub(crate) fn is_person(names: &Names<'_>, speaker: Speaker<'_>) -> bool {
    match speaker {
        Speaker::Named(at) => names.all[at].kind == EntityKind::Person,
        Speaker::Unnamed(_) => false,
    }
}
