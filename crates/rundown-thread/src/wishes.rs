//! What a reader decided: these two belong together, those two do not.
//!
//! Wishes lie over what threading finds and change nothing in it, so they hold
//! whatever is threaded later, and taking one back leaves no trace.

use rundown_news::{ArticleId, Constraint, Map, Set};

use crate::placer::Placer;

/// What is moved as one: a story without the developments taken out of it, a
/// development taken out, or an article taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Piece {
    Story(u32),
    Development(u32),
    Article(u32),
    /// A development without the articles taken out of it; only named, never moved.
    Remainder(u32),
}

/// The wishes, worked out on the stories as found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overlay {
    alone: Set<Piece>,
    joined: Map<Piece, Piece>,
    numbers: Map<Piece, u32>,
}

impl Overlay {
    /// Works the wishes out. Where two contradict each other, being apart wins.
    pub(crate) fn new(
        wishes: &[Constraint],
        placer: &Placer,
        place_of: impl Fn(&ArticleId) -> Option<u32>,
    ) -> Self {
        let mut overlay = Self::default();
        let known = |a, b| Some((place_of(a)?, place_of(b)?));
        let mut apart: Vec<(u32, u32)> = Vec::new();
        let mut together: Vec<(u32, u32)> = Vec::new();
        for wish in wishes {
            match wish {
                Constraint::Apart(a, b) => apart.extend(known(a, b)),
                Constraint::Together(a, b) => together.extend(known(a, b)),
            }
        }
        // What leaves a story may have come into it by another wish: join all, see
        // what has to leave, and join again what may stay.
        for (a, b) in &together {
            overlay.join(placer, *a, *b, &[]);
        }
        for (leaves, stays) in &apart {
            overlay.part(placer, *leaves, *stays);
        }
        overlay.joined.clear();
        for (a, b) in &together {
            overlay.join(placer, *a, *b, &apart);
        }
        if !overlay.is_empty() {
            let pairs = apart.iter().chain(&together);
            let wished: Vec<u32> = pairs.flat_map(|(a, b)| [*a, *b]).collect();
            overlay.number(placer, &wished);
        }
        overlay
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.alone.is_empty() && self.joined.is_empty()
    }

    fn part(&mut self, placer: &Placer, leaves: u32, stays: u32) {
        let of = |place: u32| self.root(self.piece(placer, place));
        if leaves == stays || of(leaves) != of(stays) {
            return;
        }
        let development = |place: u32| placer.development(place);
        let piece = if development(leaves) == development(stays) {
            Piece::Article(leaves)
        } else {
            Piece::Development(development(leaves))
        };
        self.alone.insert(piece);
    }

    fn join(&mut self, placer: &Placer, a: u32, b: u32, apart: &[(u32, u32)]) {
        let (from, into) =
            (self.root(self.piece(placer, a)), self.root(self.piece(placer, b)));
        let of = |place: u32| self.root(self.piece(placer, place));
        let clash = apart.iter().any(|(x, y)| {
            let pair = (of(*x), of(*y));
            pair == (from, into) || pair == (into, from)
        });
        if from != into && !clash {
            self.joined.insert(from.max(into), from.min(into));
        }
    }

    /// Names every set of pieces by the earliest arrival among its articles. Only the
    /// stories that a wish speaks of can differ from what was found.
    fn number(&mut self, placer: &Placer, wished: &[u32]) {
        let story = |place: &u32| {
            let development = placer.development(*place);
            placer.whole_story(placer.developments[development as usize].story)
        };
        let mut stories: Vec<u32> = wished.iter().map(story).collect();
        stories.sort_unstable();
        stories.dedup();
        let developments =
            stories.iter().flat_map(|story| &placer.story_row(*story).members);
        for place in developments.flat_map(|d| &placer.development_row(*d).members) {
            let piece = self.piece(placer, *place);
            for named in [self.root(piece), remainder(placer, piece, *place)] {
                let number = self.numbers.entry(named).or_insert(*place);
                *number = (*place).min(*number);
            }
        }
    }

    fn piece(&self, placer: &Placer, place: u32) -> Piece {
        let article = Piece::Article(place);
        if self.alone.contains(&article) {
            return article;
        }
        let development = placer.development(place);
        if self.alone.contains(&Piece::Development(development)) {
            return Piece::Development(development);
        }
        let story = placer.developments[development as usize].story;
        Piece::Story(placer.whole_story(story))
    }

    fn root(&self, piece: Piece) -> Piece {
        let mut at = piece;
        while let Some(into) = self.joined.get(&at) {
            at = *into;
        }
        at
    }

    /// The numbers of an article's development and story, as the reader wants them.
    pub(crate) fn numbers(&self, placer: &Placer, place: u32) -> (u32, u32) {
        let (development, story) = placer.numbers(place);
        if self.is_empty() {
            return (development, story);
        }
        let piece = self.piece(placer, place);
        let number =
            |piece: Piece, found| self.numbers.get(&piece).copied().unwrap_or(found);
        let remainder = remainder(placer, piece, place);
        (number(remainder, development), number(self.root(piece), story))
    }
}

/// The development of an article without what was taken out of it.
fn remainder(placer: &Placer, piece: Piece, place: u32) -> Piece {
    if matches!(piece, Piece::Article(_)) {
        return piece;
    }
    Piece::Remainder(placer.development(place))
}
