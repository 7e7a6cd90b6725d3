//! Speakers without a name who go on speaking: "a spokesman for the ministry" is "the
//! spokesman" and "he" behind it, and no other spokesman whom the article names later.

use std::ops::Range;

use rundown_lexicon::Kinds;
use rundown_news::Map;

use crate::antecedents::Meant;
use crate::subjects::Scene;

/// "the spokesman": so many words name somebody by what was said before.
const SHORT_WORDS: usize = 2;

/// A speaker, in words and by the number of the paragraph.
pub(crate) struct Speaker {
    pub(crate) words: Range<usize>,
    pub(crate) block: usize,
}

/// The words by which each speaker was introduced that has no name, by where the words of
/// the speaker begin.
pub(crate) fn introductions(
    scene: &Scene<'_, '_>,
    meant: &Meant,
    mut speakers: Vec<Speaker>,
) -> Map<usize, Range<usize>> {
    speakers.sort_by_key(|speaker| (speaker.words.start, speaker.words.end));
    let mut found = Map::default();
    let mut told: Vec<Speaker> = Vec::new();
    for speaker in speakers {
        let words = speaker.words.clone();
        let before = told.iter().rev().filter(|one| one.words.end <= words.start);
        let introduced = if scene.is_he_or_she(&words) {
            let near = |one: &&Speaker| one.block + 1 >= speaker.block;
            let last = before.take(1).find(near).map(|one| &one.words);
            last.filter(|last| scene.is_meant_rather(last, &words, meant))
        } else {
            before.map(|one| &one.words).find(|one| scene.is_short_for(&words, one))
        };
        let introduced = introduced.cloned();
        if let Some(introduced) = &introduced {
            let whole = found.get(&introduced.start).cloned();
            let whole = whole.unwrap_or_else(|| scene.without_surroundings(introduced));
            found.insert(words.start, whole);
        }
        if scene.is_unnamed(&words) {
            told.push(speaker);
        }
    }
    found
}

impl Scene<'_, '_> {
    fn is_he_or_she(&self, words: &Range<usize>) -> bool {
        words.len() == 1 && self.copy.is(words.start, Kinds::HE.or(Kinds::SHE))
    }

    /// The role that a phrase calls somebody by: "spokesman" of "a spokesman for Halden".
    fn role_of(&self, words: &Range<usize>) -> Option<usize> {
        let link =
            |at: &usize| self.copy.is(*at, Kinds::PREPOSITION) || self.is_sign(*at);
        let end = words.clone().find(link).unwrap_or(words.end);
        let role = end.checked_sub(1).filter(|role| *role >= words.start)?;
        self.copy.is(role, Kinds::ROLE.or(Kinds::KIN)).then_some(role)
    }

    /// "a spokesman for Halden" of "a spokesman for Halden in a letter to the port".
    fn without_surroundings(&self, words: &Range<usize>) -> Range<usize> {
        let link = |at: &usize| self.copy.is(*at, Kinds::PREPOSITION);
        let end = words.clone().filter(link).nth(1).unwrap_or(words.end);
        words.start..end
    }

    /// Whether a phrase is one person without a name: "a spokesman", "the Halden
    /// spokesman". "The senator" may be one whom the article has named.
    fn is_unnamed(&self, words: &Range<usize>) -> bool {
        let Some(role) = self.role_of(words) else { return false };
        let first = rundown_text::fold(self.word(words.start));
        let is_new = matches!(&*first, "a" | "an" | "one" | "another");
        let of_another =
            || (words.start..role).any(|at| self.cast.person_at(at).is_some());
        !self.word(role).ends_with('s')
            && self.person_in(words).is_none()
            && (is_new || of_another())
    }

    /// "the spokesman" of "a spokesman for Halden", unless somebody of that role is named
    /// in between.
    fn is_short_for(&self, words: &Range<usize>, whole: &Range<usize>) -> bool {
        let opens = self.word(words.start).eq_ignore_ascii_case("the");
        let roles = self.role_of(words).zip(self.role_of(whole));
        let same = roles.is_some_and(|(short, long)| {
            self.word(short).eq_ignore_ascii_case(self.word(long))
        });
        let holds_role = |at: usize| {
            let Some(name) = self.cast.person_at(at).filter(|n| n.words.start == at)
            else {
                return false;
            };
            let role = roles.map_or("", |(short, _)| self.word(short));
            self.cast.members[name.member].roles.iter().any(|span| {
                let text = span.of(self.copy.text);
                text.to_lowercase().contains(&role.to_lowercase())
            })
        };
        opens
            && words.len() == SHORT_WORDS
            && whole.len() > SHORT_WORDS
            && same
            && !(whole.end..words.start).any(holds_role)
    }

    /// Whether "he" is rather who spoke last, without a name, than whom it would mean by
    /// name: nobody of that name is spoken of in between, but in what is said.
    fn is_meant_rather(
        &self,
        last: &Range<usize>,
        pronoun: &Range<usize>,
        meant: &Meant,
    ) -> bool {
        let fits = self.role_of(last).is_some_and(|role| {
            let other = if self.copy.is(pronoun.start, Kinds::HE) {
                Kinds::WOMAN
            } else {
                Kinds::MAN
            };
            !self.copy.is(role, other)
        });
        let member = meant.get(&pronoun.start);
        let is_named = |at: usize| {
            let name = self.cast.person_at(at).filter(|_| self.quoted.is_open(at));
            name.is_some_and(|name| Some(&name.member) == member)
        };
        fits && !(last.end..pronoun.start).any(is_named)
    }
}
