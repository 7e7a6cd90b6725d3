//! Speakers without a name who go on speaking: "a spokesman for the ministry" is "the
//! spokesman" and "he" behind it, and no other spokesman whom the article names later.

use std::ops::Range;

use rundown_lexicon::Kinds;
use rundown_news::Map;

use crate::copy::SENTENCE_WORDS_MAX;
use crate::spoken::Meant;
use crate::subjects::Scene;

/// "the spokesman": so many words name somebody by what was said before.
const SHORT_WORDS: usize = 2;
/// "the spokesman" is looked for over so many words, some eight pages: behind that a reader
/// no longer knows whom a report means, and reports introduce their source anew.
const SHORT_REACH_MAX: usize = 4_000;

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
    let mut told = Told::of(scene);
    for speaker in speakers {
        let words = speaker.words.clone();
        let introduced = if scene.is_he_or_she(&words) {
            told.who_goes_on(&speaker, meant.get(&words.start).copied())
        } else {
            told.in_full(&words)
        };
        if let Some(introduced) = introduced {
            let whole = found.get(&introduced.start).cloned();
            let whole = whole.unwrap_or_else(|| scene.without_surroundings(&introduced));
            found.insert(words.start, whole);
        }
        if scene.is_unnamed(&words) {
            told.push(speaker);
        }
    }
    found
}

/// The speakers without a name up to a place, in order.
struct Told<'s, 'c, 'a> {
    scene: &'s Scene<'c, 'a>,
    /// Each once.
    speakers: Vec<Speaker>,
    /// Those introduced by more than "the spokesman", by their role in small letters.
    by_role: Map<String, OfRole>,
    /// Per person: where they are named outside quotations, in order.
    named: Map<usize, Vec<usize>>,
    /// The roles in small letters of those whose roles were asked for.
    roles: Map<usize, Vec<String>>,
}

/// Who has a role.
#[derive(Default)]
struct OfRole {
    /// Those without a name, in order.
    unnamed: Vec<Range<usize>>,
    /// So many mentions were looked through for those who have a name…
    looked_at: usize,
    /// …and here the last of these stands.
    named: Option<usize>,
}

impl<'s, 'c, 'a> Told<'s, 'c, 'a> {
    fn of(scene: &'s Scene<'c, 'a>) -> Self {
        let mut named: Map<usize, Vec<usize>> = Map::default();
        let mentions = scene.cast.mentions.iter();
        for name in mentions.filter(|name| scene.cast.is_person(name.member)) {
            let open = name.words.clone().filter(|at| scene.quoted.is_open(*at));
            named.entry(name.member).or_default().extend(open);
        }
        let (by_role, roles) = (Map::default(), Map::default());
        Self { scene, speakers: Vec::new(), by_role, named, roles }
    }

    fn push(&mut self, speaker: Speaker) {
        let words = &speaker.words;
        // One may say several things; the last of them tells the paragraph.
        if self.speakers.last().is_some_and(|last| last.words == *words) {
            self.speakers.pop();
        } else if let Some(role) = self.scene.role_of(words).filter(|_| is_long(words)) {
            let role = self.scene.word(role).to_ascii_lowercase();
            self.by_role.entry(role).or_default().unnamed.push(words.clone());
        }
        self.speakers.push(speaker);
    }

    /// Who goes on as "he" or "she": the last speaker without a name, rather than the
    /// person whom the pronoun would mean.
    fn who_goes_on(&self, he: &Speaker, member: Option<usize>) -> Option<Range<usize>> {
        let at = he.words.start;
        let last = self.speakers.iter().rev().find(|one| one.words.end <= at)?;
        let near = last.block + 1 >= he.block;
        let named = member.and_then(|member| self.named.get(&member));
        let is_named_since = named.is_some_and(|named| {
            let next = named.partition_point(|name| *name < last.words.end);
            named.get(next).is_some_and(|name| *name < at)
        });
        let rather = near && self.scene.fits(&last.words, at) && !is_named_since;
        rather.then(|| last.words.clone())
    }

    /// "a spokesman for Halden" of "the spokesman", unless somebody of that role is named
    /// in between.
    fn in_full(&mut self, short: &Range<usize>) -> Option<Range<usize>> {
        let scene = self.scene;
        let role = scene.role_of(short).filter(|_| scene.is_short(short))?;
        let role = scene.word(role);
        let of_role = self.by_role.get_mut(&role.to_ascii_lowercase())?;
        let reach = short.start.saturating_sub(SHORT_REACH_MAX);
        of_role.look_to(scene, short.start, reach, &role.to_lowercase(), &mut self.roles);
        let (named, unnamed) = (of_role.named, of_role.unnamed.iter().rev());
        // What began a sentence before somebody's name cannot end behind it.
        let first = named.map_or(0, |named| named.saturating_sub(SENTENCE_WORDS_MAX));
        let mut near = unnamed.take_while(|one| one.start >= reach.max(first));
        let is_last = |one: &&Range<usize>| {
            one.end <= short.start && named.is_none_or(|named| named < one.end)
        };
        near.find(is_last).cloned()
    }
}

impl OfRole {
    /// Looks for those who have the role and a name, up to a word.
    fn look_to(
        &mut self,
        scene: &Scene<'_, '_>,
        end: usize,
        reach: usize,
        role: &str,
        roles: &mut Map<usize, Vec<String>>,
    ) {
        let mentions = &scene.cast.mentions;
        let before = |at: usize| mentions.partition_point(|one| one.words.start < at);
        let behind = before(end);
        let unseen = self.looked_at.max(before(reach)).min(behind);
        let mut has_role = |member: usize| {
            let roles = roles.entry(member).or_insert_with(|| scene.roles_of(member));
            scene.cast.is_person(member) && roles.iter().any(|own| own.contains(role))
        };
        let last = mentions[unseen..behind].iter().rev().find(|one| has_role(one.member));
        self.named = last.map(|one| one.words.start).or(self.named);
        self.looked_at = behind;
    }
}

/// Whether words name somebody by more than "the spokesman".
fn is_long(words: &Range<usize>) -> bool {
    words.len() > SHORT_WORDS
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

    /// "the spokesman".
    fn is_short(&self, words: &Range<usize>) -> bool {
        words.len() == SHORT_WORDS && self.word(words.start).eq_ignore_ascii_case("the")
    }

    /// A member's roles in small letters.
    fn roles_of(&self, member: usize) -> Vec<String> {
        let roles = self.cast.members[member].roles.iter();
        roles.map(|span| span.of(self.copy.text).to_lowercase()).collect()
    }

    /// Whether "he" or "she" may be somebody of a role.
    fn fits(&self, speaker: &Range<usize>, pronoun: usize) -> bool {
        self.role_of(speaker).is_some_and(|role| {
            let other =
                if self.copy.is(pronoun, Kinds::HE) { Kinds::WOMAN } else { Kinds::MAN };
            !self.copy.is(role, other)
        })
    }
}

#[cfg(test)]
mod tests {
    use rundown_news::Annotations;

    /// What the last one who speaks in a text is called.
    fn last_name(said: &Annotations) -> Option<&str> {
        said.attributions.last()?.source.as_ref()?.name.as_deref()
    }

    const FULL: &str = "A spokesman for the town said that the road would be closed. ";
    const SHORT: &str = "The spokesman said that the road would be closed. ";
    const NAMED: &str = "Ministry spokesman John Smith said that it would be closed. ";
    const FILLER: &str = "The rain fell on the town. ";

    #[test]
    fn who_was_introduced_pages_ago_is_no_longer_meant() {
        let name = |filler: usize| {
            let text = [FULL, &FILLER.repeat(filler), SHORT].concat();
            let said = crate::annotate(&crate::sample::article(&text)).value;
            last_name(&said).unwrap().to_owned()
        };
        assert_eq!(name(10), "A spokesman for the town");
        assert_eq!(name(500), "A spokesman for the town");
        assert_eq!(name(600), "The spokesman");
    }

    /// Without an index each of these speakers is compared with all before it, over all words
    /// between the two.
    #[test]
    fn speakers_without_a_name_are_found_by_their_role() {
        let (full, short) = (FULL.repeat(2_000), SHORT.repeat(2_500));
        let text = [&full, &*FILLER.repeat(5_000), NAMED, &short].concat();
        let said = crate::annotate(&crate::sample::article(&text)).value;
        assert!(said.attributions.len() >= 4_500, "{}", said.attributions.len());
        assert_eq!(last_name(&said), Some("The spokesman"));
    }

    #[test]
    fn of_two_in_one_role_the_one_named_last_is_not_the_one_without_a_name() {
        let name = |before: &str| {
            let text = [before, SHORT].concat();
            let said = crate::annotate(&crate::sample::article(&text)).value;
            last_name(&said).unwrap().to_owned()
        };
        assert_eq!(name(&[NAMED, FULL].concat()), "A spokesman for the town");
        assert_eq!(name(&[FULL, NAMED].concat()), "The spokesman");
        assert_eq!(
            name(&[FULL, SHORT, NAMED, SHORT, FULL].concat()),
            "A spokesman for the town"
        );
    }
}
