//! The quotations beside a cue.

use std::ops::Range;

use rundown_lexicon::Kinds;

use crate::clauses::Reading;
use crate::cues::{Cue, is_according};
use crate::stretches::{Stretch, first_behind, is_mark};

/// Between a cue and its quotation stand at most so many words ("told reporters at the
/// port on Monday").
const BETWEEN_WORDS_MAX: usize = 16;
/// Between a verb and the colon behind it stand at most so many words: "told him:".
const TOLD_WORDS_MAX: usize = 4;
/// A paper's name between marks has at most so many words.
const TITLE_WORDS_MAX: usize = 5;

impl Reading<'_, '_, '_> {
    /// The quotation that ends right before a cue's clause: `“We stay,” she said`.
    pub(crate) fn quotation_before(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        let scene = self.scene;
        let floor = scene.copy.sentence_of(clause.start).start;
        let is_edge = |at: usize| {
            is_mark(scene.copy, at)
                || is_comma(scene.word(at))
                || matches!(scene.word(at), "—" | "–" | "--")
        };
        let edges = (floor..clause.start).rev().take_while(|at| is_edge(*at)).count();
        let end = clause.start - edges;
        let i = first_behind(self.stretches, end.checked_sub(1)?);
        let stretch = *self.stretches.get(i)?;
        let beside = stretch.words.end <= clause.start && stretch.words.start < end;
        if edges == 0 || !beside || self.covered[i] {
            return None;
        }
        // Words of the sentence before a quotation that completes it are reported too.
        let sentence = scene.copy.sentence_of(stretch.words.start);
        let mark = stretch.words.start.saturating_sub(1).max(sentence.start);
        let lead = sentence.start..mark;
        let is_plain =
            |at: usize| scene.quoted.is_open(at) && !scene.copy.is(at, Kinds::CUE);
        let completes = lead.len() >= 2
            && !is_colon(scene.word(mark - 1))
            && sentence.contains(&(stretch.words.end - 1))
            && lead.clone().all(is_plain);
        let start = if completes { sentence.start } else { stretch.words.start };
        Some(start..stretch.words.end)
    }

    /// 「…」と彼女は述べた: the quotation of a verb that ends its sentence.
    pub(crate) fn quotation_of_last(&self, verb: usize) -> Option<Range<usize>> {
        let scene = self.scene;
        let i = self.stretches.partition_point(|s| s.words.end <= verb).checked_sub(1)?;
        let stretch = *self.stretches.get(i)?;
        let mark = stretch.words.end;
        let near = scene.copy.sentence_of(verb).contains(&mark);
        let joined = scene.follows_quote(mark + 1);
        (near && joined && !self.covered[i]).then(|| stretch.words.clone())
    }

    /// The quotation behind a cue, and the clause it stands in.
    pub(crate) fn quotation_after(
        &self,
        index: usize,
        has_left: bool,
    ) -> Option<Range<usize>> {
        let (scene, cue) = (self.scene, &self.cues[index]);
        let start = cue.clause().end;
        let sentence = scene.copy.sentence_of(cue.words.start);
        let i = self.stretches.partition_point(|s| s.words.start < start);
        let stretch = *self.stretches.get(i)?;
        let gap = start..stretch.words.start.saturating_sub(1);
        let near = sentence.contains(&gap.end) || sentence.end == gap.end;
        let barred = self.covered[i] || gap.end < start || !near;
        let elsewhere =
            self.names_listener(cue, stretch) || is_according(scene, cue.words.start);
        if barred || elsewhere {
            return None;
        }
        if cue.speaker.is_none() && gap.is_empty() && self.is_title(stretch) {
            return None;
        }
        let last = gap.end.checked_sub(1).map_or("", |at| scene.word(at));
        if !sentence.contains(&stretch.words.start) {
            // A quotation in the next sentence: behind a colon, or going on after a full
            // stop where this cue already has one.
            let goes_on = has_left && !self.is_anothers(index, stretch);
            return (is_colon(last) || goes_on).then(|| stretch.words.clone());
        }
        let mut between = self.cues_behind(index, gap.end);
        // "When Ruiz told the hall it was safe, Bell answered: “…”": the nearer verb has it.
        let is_beside = |c: &Cue| c.clause().end + 1 >= gap.end && last == ":";
        let other_cue =
            between.any(|c| (c.strong || is_beside(c)) && c.speaker.is_some());
        if other_cue || self.leaves_clause(cue, &gap) {
            return None;
        }
        let direct = gap.len() <= BETWEEN_WORDS_MAX
            && (gap.is_empty()
                || is_comma(last)
                || is_colon(last)
                || scene.opens_said(gap.end - 1));
        let has_that = gap.clone().any(|at| scene.word(at) == "that");
        if direct && !has_that {
            return Some(stretch.words.clone());
        }
        let begin = self.clause_start(cue).min(gap.end);
        Some(begin..self.clause_end(index, stretch.words.end))
    }

    /// "Jak podał „Kurier Velli”,": what begins and ends with a capital right behind a verb
    /// without another speaker is a paper's name.
    fn is_title(&self, stretch: &Stretch) -> bool {
        let capital = |at: usize| self.scene.copy.words[at].shape.is_capital();
        let words = &stretch.words;
        !self.scene.has_trees()
            && (2..=TITLE_WORDS_MAX).contains(&words.len())
            && capital(words.start)
            && capital(words.end - 1)
    }

    /// "Ruiz said no, in a statement from her lawyer: “…”": the lawyer's words.
    pub(crate) fn leads_to_anothers(&self, cue: &Cue) -> bool {
        let (scene, start) = (self.scene, cue.clause().end);
        let i = self.stretches.partition_point(|s| s.words.start < start);
        let Some(mark) = self.stretches.get(i).map(|s| s.words.start.saturating_sub(1))
        else {
            return false;
        };
        let colon = mark.saturating_sub(1);
        let near = start < colon && scene.copy.sentence_of(start).contains(&colon);
        near && is_colon(scene.word(colon))
            && scene.statement_from(&(start..colon)).is_some()
    }

    /// `“It is mine,” Ruiz said. “We shall see,” Bell said.`: the next cue, right behind the
    /// quotation, has it.
    fn is_anothers(&self, index: usize, stretch: &Stretch) -> bool {
        let behind = |cue: &&Cue| cue.clause().start > stretch.words.end;
        let next = self.cues[index + 1..].iter().find(behind);
        let told = next.filter(|cue| cue.speaker.is_some() && cue.who.is_none());
        told.and_then(|cue| self.quotation_before(&cue.clause()))
            .is_some_and(|before| before.end == stretch.words.end)
            || self.scene.verb_beside(stretch).is_some()
    }

    /// "When Ruiz admitted it, Bell called it “a gift”": a verb with its own subject that does
    /// not hang on the cue stands between.
    fn leaves_clause(&self, cue: &Cue, gap: &Range<usize>) -> bool {
        let syntax = self.scene.syntax;
        let below = syntax.extent(cue.verb);
        let mut verbs = gap.clone().filter(|at| self.scene.is_verb(*at));
        self.scene.has_trees()
            && verbs.any(|at| {
                !below.contains(&at)
                    && syntax.is_finite(at)
                    && syntax
                        .own_subject(at)
                        .is_some_and(|subject| gap.contains(&subject))
            })
    }

    /// "told “The Harbor Post” that": the marks hold who was told.
    fn names_listener(&self, cue: &Cue, stretch: &Stretch) -> bool {
        let tells = matches!(self.scene.word(cue.words.start), "told" | "tells" | "tell");
        tells && stretch.words.start <= cue.clause().end + 1
    }

    /// Notes the quotations that an attribution holds; whether the last is still open.
    pub(crate) fn cover(&mut self, content: &[Range<usize>]) -> bool {
        let mut open = false;
        for run in content {
            for i in first_behind(self.stretches, run.start)..self.stretches.len() {
                let stretch = self.stretches[i];
                if stretch.words.end > run.end {
                    break;
                }
                self.covered[i] |= run.start <= stretch.words.start;
                open = !stretch.closed;
            }
        }
        open
    }

    /// "Ruiz recalls how her father used to say: “…”": where the words of a cue end before
    /// those that another speaker's colon leads to.
    pub(crate) fn cut_at_anothers(&self, index: usize, end: usize) -> usize {
        let own = &self.cues[index].speaker;
        let colon = |cue: &Cue| {
            let behind = cue.clause().end;
            let colon = (behind..end.min(behind + TOLD_WORDS_MAX))
                .find(|at| is_colon(self.scene.word(*at)))?;
            is_mark(self.scene.copy, colon + 1).then_some(colon)
        };
        let anothers = |cue: &&Cue| cue.speaker.is_some() && cue.speaker != *own;
        self.cues_behind(index, end).filter(anothers).find_map(colon).unwrap_or(end)
    }

    /// The cues behind one that begin before a word.
    fn cues_behind(&self, index: usize, end: usize) -> impl Iterator<Item = &Cue> {
        self.cues[index + 1..].iter().take_while(move |cue| cue.words.start < end)
    }

    /// «Elif Yıldız, “…” dedi.»: the quotation between a speaker and a verb that ends the
    /// sentence.
    pub(crate) fn quotation_between(&self, cue: &Cue) -> Option<Range<usize>> {
        let scene = self.scene;
        let speaker = cue.speaker.as_ref().filter(|_| !scene.has_trees())?;
        let last = cue.words.start.checked_sub(1)?;
        let i = first_behind(self.stretches, last.checked_sub(1)?);
        let stretch = *self.stretches.get(i)?;
        let opens = stretch.words.start.saturating_sub(1);
        let joined = opens == speaker.end
            || opens == speaker.end + 1 && is_comma(scene.word(speaker.end));
        let closes = stretch.closed && stretch.words.end == last;
        (joined && closes && !self.covered[i]).then(|| stretch.words.clone())
    }

    /// Where a clause ends before a quotation that another cue has.
    pub(crate) fn cut_at_taken(&self, begin: usize, end: usize) -> usize {
        let behind = first_behind(self.stretches, begin)..self.stretches.len();
        let mut near = behind.take_while(|i| self.stretches[*i].words.start < end);
        let taken =
            near.find(|i| self.covered[*i] && self.stretches[*i].words.start > begin);
        taken.map_or(end, |i| self.stretches[i].words.start - 1)
    }
}

/// A comma of any script.
fn is_comma(sign: &str) -> bool {
    matches!(sign, "," | "，" | "、" | "،")
}

/// A colon of any script.
fn is_colon(sign: &str) -> bool {
    matches!(sign, ":" | "：")
}

#[cfg(test)]
mod tests {
    use rundown_news::Lang;

    use super::*;
    use crate::copy::Copy;
    use crate::entities::Cast;
    use crate::stretches::Quoted;
    use crate::subjects::Scene;
    use crate::syntax::Syntax;

    /// Each cue of a paragraph asks for those behind it: it may not look through all.
    #[test]
    fn a_clause_is_cut_by_what_stands_in_it_alone() {
        const MANY: usize = 300_000;
        let article =
            crate::sample::article("He said it would rain. “We know.” He left.");
        let sentences = rundown_text::sentences(&article.text, Lang::ENGLISH);
        let copy = Copy::read(&article.text, Lang::ENGLISH, &sentences);
        let syntax = Syntax::read(&copy);
        let cast = Cast::gather(&copy, Vec::new());
        let quoted = Quoted::read(&copy, &article);
        let (copy, syntax, cast, quoted) = (&copy, &syntax, &cast, &quoted);
        let scene = Scene { copy, syntax, cast, quoted };
        let own = crate::cues::cues(&scene, &(0..6)).remove(0);
        let cue = |number: usize| {
            let at = own.verb + 9 * number;
            let speaker = Some(at + 1..at + 2);
            Cue { words: at..at + 1, verb: at, speaker, ..own.clone() }
        };
        let cues: Vec<Cue> =
            std::iter::once(own.clone()).chain((1..MANY).map(cue)).collect();
        let stretch = |number: usize| Stretch {
            words: 8 * number + 8..8 * number + 10,
            ..quoted.runs[0].clone()
        };
        let stretches: Vec<Stretch> = (0..MANY).map(stretch).collect();
        let stretches: Vec<&Stretch> = stretches.iter().collect();
        let covered = vec![false; MANY];
        let mut reading =
            Reading { scene: &scene, cues: &cues, stretches: &stretches, covered };
        for _ in 0..MANY {
            assert_eq!(std::hint::black_box(&reading).cut_at_anothers(0, 6), 6);
            assert_eq!(std::hint::black_box(&reading).cut_at_taken(2, 6), 6);
        }
        reading.covered[MANY - 1] = true;
        let last = reading.stretches[MANY - 1].words.start;
        assert_eq!(reading.cut_at_taken(2, last), last);
        assert_eq!(reading.cut_at_taken(2, last + 1), last - 1);
    }
}
