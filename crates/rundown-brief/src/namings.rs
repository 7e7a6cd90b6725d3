//! Whom a line means that says "he" or gives a surname alone: the full name, to be set
//! in brackets behind it as an editor does. Lines of a brief stand far from the words
//! that first named their people. "President Ruiz" tells enough, and in "a Ruiz aide" nobody
//! but the aide is meant: there a bracket would only be in the way.

use rundown_news::{Brief, Entity, EntityKind, Map, Naming, NewItem, Part, Shown, Span};

use crate::forms::{begins_name, title_before};
use crate::names::{Named, Names};
use crate::told::Story;
use crate::words::words;

/// Gives the lines of a brief the names they lack. A surname whose full name the reader
/// has had above, in the title, the state or the highlights, needs none.
pub(crate) fn give_names(brief: &mut Brief, story: &Story<'_>, names: &Names<'_>) {
    name_new(&mut brief.new, story, names);
    let mut namer = Namer::of(story, names);
    brief.title.iter().chain(&brief.was).for_each(|shown| namer.reads(shown));
    let highlights = brief.highlights.iter_mut().map(|one| &mut one.shown);
    for shown in brief.state.iter_mut().chain(highlights) {
        namer.name(shown, None);
        namer.reads(shown);
    }
    brief.timeline.iter_mut().for_each(|one| namer.name(&mut one.shown, None));
    for development in &mut brief.developments {
        development.highlights.iter_mut().for_each(|shown| namer.name(shown, None));
    }
    for voice in &mut brief.voices {
        let speaker = Some(voice.name.as_str());
        voice.statements.iter_mut().for_each(|one| namer.name(&mut one.shown, speaker));
    }
}

/// Gives what is new the names it lacks: it is shown without the rest of the brief too,
/// so that nothing counts as had above.
pub(crate) fn name_new(new: &mut [NewItem], story: &Story<'_>, names: &Names<'_>) {
    let namer = Namer::of(story, names);
    for one in new {
        namer.name(&mut one.shown, None);
    }
}

struct Namer<'a> {
    story: &'a Story<'a>,
    names: &'a Names<'a>,
    /// Where the witnesses stand in the story.
    at_id: Map<&'a str, usize>,
    /// The weight of the weightiest name that has each word.
    heaviest: Map<&'a str, u64>,
    /// What the reader has had above.
    had: String,
}

impl<'a> Namer<'a> {
    fn of(story: &'a Story<'a>, names: &'a Names<'a>) -> Self {
        let articles = (0..story.told.len()).filter(|at| story.witness[*at]);
        let at_id = articles.map(|at| (story.told[at].id().as_str(), at)).collect();
        let mut heaviest: Map<&str, u64> = Map::default();
        for named in &names.all {
            for word in words(named.name) {
                let most = heaviest.entry(word).or_default();
                *most = (*most).max(named.weight);
            }
        }
        Self { story, names, at_id, heaviest, had: String::new() }
    }

    fn reads(&mut self, shown: &Shown) {
        self.had.extend([&shown.text, "\n"]);
        self.had.extend(shown.named.iter().flat_map(|name| [&name.name, "\n"]));
    }

    /// Names those whom a line means, but for the speaker under whose name it stands.
    fn name(&self, shown: &mut Shown, speaker: Option<&str>) {
        let mut named: Vec<Naming> = Vec::new();
        let mut start = 0;
        for evidence in shown.evidence.iter().take(usize::from(shown.pieces)) {
            if let Some(at) = self.at_id.get(evidence.article.as_str())
                && evidence.part == Part::Text
                && evidence.revision == self.story.told[*at].revision
            {
                named.extend(self.in_piece(*at, evidence.span, start));
            }
            start += evidence.span.len() + Shown::SEAM.len();
        }
        named.sort();
        named.retain(|one| speaker != Some(&*one.name));
        named.dedup_by(|later, first| later.at == first.at || later.name == first.name);
        shown.named = named;
    }

    /// The names that a run of an article's text lacks, set behind the first mention.
    fn in_piece(&self, at: usize, piece: Span, start: usize) -> Vec<Naming> {
        let told = self.story.told[at];
        let entities = told.found().entities.iter().enumerate();
        let persons = entities.filter(|(_, one)| one.kind == EntityKind::Person);
        let in_piece = |one: &&Span| piece.start <= one.start;
        let mentions =
            persons.clone().filter_map(|(_, one)| one.mentions.iter().find(in_piece));
        let first_person = mentions.map(|one| one.start).min().unwrap_or_default();
        let lacking = persons.filter_map(|(number, entity)| {
            let first = lacks_name(&told.article().text, entity, piece)?;
            let named = &self.names.all[self.names.of_entity(at, number)?];
            let text = piece.of(&told.article().text);
            let end = (first.end - piece.start) as usize;
            let said = first.of(&told.article().text);
            let is_person = named.kind == EntityKind::Person;
            // Behind somebody's name a pronoun may be theirs.
            let is_clear = if is_pronoun(said) {
                first.start <= first_person
            } else {
                self.is_borne_by(said, named)
            };
            if !is_person || !is_clear || words(named.name).nth(1).is_none() {
                return None;
            }
            let evidence = named.evidence().into_iter().next()?;
            let at = (start + behind_possessive(text, end)) as u32;
            Some(Naming { at, name: named.name.to_owned(), evidence })
        });
        lacking.collect()
    }

    /// Whether one word says which person is meant whom the reader has not had by name:
    /// nobody else of whose name it is matters more to the story.
    fn is_borne_by(&self, word: &str, named: &Named<'_>) -> bool {
        words(named.name).last() == Some(word)
            && self.heaviest.get(word).is_none_or(|most| *most <= named.weight)
            && !self.had.contains(named.name)
    }
}

/// The first mention of somebody in a run of text that has only a pronoun or one
/// word of the name.
fn lacks_name(text: &str, entity: &Entity, piece: Span) -> Option<Span> {
    let from = entity.mentions.partition_point(|one| one.start < piece.start);
    let here = &entity.mentions[from..];
    let mut here = here.iter().take_while(|one| one.end <= piece.end);
    let first = here.clone().next()?;
    let is_short = |one: &Span| words(one.of(text)).nth(1).is_none();
    let said = first.of(text);
    let is_clear = || {
        stands_as_place(text, first.start as usize)
            || describes(text, first.start as usize)
            || title_before(text, *first).is_some()
    };
    let fits = is_pronoun(said) || said.starts_with(begins_name) && !is_clear();
    (fits && here.all(is_short)).then_some(*first)
}

/// "the former Ruiz aide", "a Ruiz appointee": behind such a word a surname says of whom a
/// noun is, and a name in brackets would part the two.
fn describes(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.split_whitespace().next_back());
    before.is_some_and(|word| DESCRIBED.contains(&word))
}

/// Words that stand before a noun and before no surname alone.
const DESCRIBED: [&str; 10] =
    ["the", "The", "a", "A", "an", "An", "former", "Former", "another", "top"];

/// "On landing in Talvik": where somebody is, nobody is called so there, though somebody or a
/// firm of the article bears the name.
fn stands_as_place(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.split_whitespace().next_back());
    before.is_some_and(|word| PLACING.contains(&word))
}

/// Prepositions behind which places stand, and people do not.
const PLACING: [&str; 6] = ["in", "off", "near", "outside", "across", "around"];

/// The end of "Ruiz’s" where the name ends before the mark.
fn behind_possessive(text: &str, end: usize) -> usize {
    let after = text.get(end..).unwrap_or_default();
    let mark = ["'s", "’s"].into_iter().find(|mark| after.starts_with(mark));
    end + mark.map_or(0, str::len)
}

/// Pronouns behind which a name reads well; behind "his" it does not.
fn is_pronoun(said: &str) -> bool {
    matches!(said, "he" | "she" | "him" | "He" | "She" | "Him")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{article, person, told};

    /// A text in which "Ruiz" or "she" is Ana Ruiz, whom another article names.
    #[track_caller]
    fn check(text: &str, mention: &str, title: &str, expected: &str) {
        let mut reads = [article("a", text), article("b", "Ana Ruiz is in Port Elm.")];
        person(&mut reads[0], mention, "Ana Ruiz");
        person(&mut reads[1], "Ana Ruiz", "Ana Ruiz");
        reads[0].annotations.entities[0].name = mention.to_owned();
        let told = reads.each_ref().map(told);
        let story = Story::of(&told);
        let shown = |text: &str| told[0].shown(Part::Text, Span::new(0, text.len()));
        let mut brief = Brief { state: vec![shown(text)], ..Brief::default() };
        brief.title = Some(Shown { text: title.to_owned(), ..shown("") });
        give_names(&mut brief, &story, &Names::of(&story));
        assert_eq!(brief.state[0].with_names(), expected);
    }

    #[test]
    fn a_surname_alone_gets_the_full_name() {
        let expected = "On Friday Ruiz [Ana Ruiz] resigned.";
        check("On Friday Ruiz resigned.", "Ruiz", "", expected);
        let expected = "Ruiz's [Ana Ruiz] office was shut.";
        check("Ruiz's office was shut.", "Ruiz", "", expected);
        for clear in [
            "The ship was held in Ruiz on Friday.",
            "On Friday President Ruiz resigned.",
            "On Friday Gov. Ruiz resigned.",
            "A former Ruiz aide resigned on Friday.",
        ] {
            check(clear, "Ruiz", "", clear);
        }
        let expected = "On Friday Mr. Ruiz [Ana Ruiz] resigned.";
        check("On Friday Mr. Ruiz resigned.", "Ruiz", "", expected);
    }

    #[test]
    fn a_name_that_the_reader_has_had_is_not_said_again() {
        let text = "On Friday Ruiz resigned.";
        check(text, "Ruiz", "Ana Ruiz under pressure", text);
        check("Ana Ruiz left.", "Ana Ruiz", "", "Ana Ruiz left.");
    }
}
