//! Who was spoken of up to a pronoun, mention by mention. It is read once, as the pronouns of
//! an article are resolved one after another, so that an article of pronouns costs no more
//! than another one.

use std::ops::Range;

use rundown_news::Map;

use crate::clause_places::ClausePlace;
use crate::entities::Cast;
use crate::syntax::Syntax;

/// Whoever was spoken of before so many mentions is not meant any more: the sentences in
/// which a pronoun finds somebody hold some dozen mentions, those of a list of names more.
const SPOKEN_MAX: usize = 128;

/// Whom each pronoun means: members by the index of the pronoun's word.
pub(crate) type Meant = Map<usize, usize>;

/// Somebody spoken of by name or pronoun, outside quotations.
#[derive(Debug, Clone)]
pub(crate) struct Spoken {
    pub(crate) member: usize,
    pub(crate) sentence: usize,
    pub(crate) place: ClausePlace,
    /// Whether it is the subject of a main clause.
    pub(crate) is_main_subject: bool,
}

/// All who were spoken of up to a word, and whom each pronoun means.
pub(crate) struct Record<'r> {
    syntax: &'r Syntax,
    is_quoted: &'r [bool],
    pub(crate) meant: Meant,
    spoken: Vec<Spoken>,
    /// Per sentence: how many were spoken of before it.
    before: Vec<usize>,
    /// The word that is read next.
    next: usize,
    /// Per member: mentions by name in the whole article.
    named: Vec<usize>,
    /// Who is named first of all people.
    pub(crate) first_person: Option<usize>,
}

impl<'r> Record<'r> {
    pub(crate) fn of(cast: &Cast, syntax: &'r Syntax, is_quoted: &'r [bool]) -> Self {
        let mut named = vec![0; cast.members.len()];
        cast.mentions.iter().for_each(|one| named[one.member] += 1);
        let mut people = cast.mentions.iter().map(|one| one.member);
        let first_person = people.find(|member| cast.is_person(*member));
        Self {
            syntax,
            is_quoted,
            meant: Meant::default(),
            spoken: Vec::new(),
            before: Vec::new(),
            next: 0,
            named,
            first_person,
        }
    }

    /// Begins a sentence.
    pub(crate) fn open(&mut self, first: usize) {
        self.before.push(self.spoken.len());
        self.next = first;
    }

    /// Reads on to a word of the sentence that was begun last.
    pub(crate) fn read_to(&mut self, end: usize, cast: &Cast) {
        while self.next < end {
            let at = self.next;
            let by_name = cast.person_at(at).map(|name| (name.member, name.words.end));
            let found = by_name.or_else(|| Some((*self.meant.get(&at)?, at + 1)));
            self.next = found.map_or(at + 1, |(_, end)| end.max(at + 1));
            if let Some((member, _)) = found.filter(|_| !self.is_quoted[at]) {
                self.add(at..self.next, member);
            }
        }
    }

    fn add(&mut self, words: Range<usize>, member: usize) {
        let place = ClausePlace::of(&words, self.syntax);
        let is_main_subject = place.is_subject && place.is_main(self.syntax);
        let sentence = self.before.len().saturating_sub(1);
        self.spoken.push(Spoken { member, sentence, place, is_main_subject });
    }

    /// Who was spoken of last, in a sentence and those behind it.
    pub(crate) fn since(&self, sentence: usize) -> &[Spoken] {
        let first = self.before.get(sentence).copied().unwrap_or(self.spoken.len());
        &self.spoken[first.max(self.spoken.len().saturating_sub(SPOKEN_MAX))..]
    }

    /// Who was spoken of in a sentence.
    pub(crate) fn in_sentence(&self, sentence: usize) -> &[Spoken] {
        let end = |number: usize| self.before.get(number).copied();
        let all = self.spoken.len();
        &self.spoken[end(sentence).unwrap_or(all)..end(sentence + 1).unwrap_or(all)]
    }

    /// How often the whole article names a member.
    pub(crate) fn times_named(&self, member: usize) -> usize {
        self.named.get(member).copied().unwrap_or(0)
    }
}
