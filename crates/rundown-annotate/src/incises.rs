//! A quotation that tells inside its marks who speaks: « C'est fini, soupire Jean Morel. Nous
//! partons. » Newspapers of French, Italian and Spanish set it so.

use std::ops::Range;

use crate::cues::Cue;
use crate::stretches::Stretch;
use crate::subjects::Scene;

/// Who speaks, and what is said before and behind that.
pub(crate) struct Incise {
    pub(crate) cue: Cue,
    pub(crate) content: Vec<Range<usize>>,
}

impl Scene<'_, '_> {
    /// The first clause of a verb of saying that commas set off inside a quotation.
    pub(crate) fn incise(&self, stretch: &Stretch) -> Option<Incise> {
        if self.has_trees() || !self.has_grammar() {
            return None;
        }
        let said = stretch.words.clone();
        said.clone().skip(1).find_map(|comma| self.incise_at(&said, comma))
    }

    fn incise_at(&self, said: &Range<usize>, comma: usize) -> Option<Incise> {
        if self.word(comma) != "," {
            return None;
        }
        let cue = self.saying_at(comma + 1, said.end)?;
        let end = cue.speaker.as_ref()?.end;
        let closed = matches!(self.word(end), "," | "." | "…");
        let rest = end + 1..said.end;
        let runs = [said.start..comma, rest];
        let content = runs.into_iter().filter(|run| !run.is_empty()).collect();
        (closed && end <= said.end).then_some(Incise { cue, content })
    }

    /// A listed verb of saying that begins here, and the person named right behind it.
    fn saying_at(&self, start: usize, limit: usize) -> Option<Cue> {
        let verb = (start..limit).find(|at| !self.helps(*at))?;
        let name = &self.cast.person_at(self.behind_title(verb + 1))?.words;
        let near = name.start == self.behind_title(verb + 1);
        let says = self.copy.lists(verb, "says") && near && name.end <= limit;
        let (words, speaker) = (start..verb + 1, Some(name.clone()));
        says.then_some(Cue { words, verb, strong: true, speaker, who: None })
    }
}
