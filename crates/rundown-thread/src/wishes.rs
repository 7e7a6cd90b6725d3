//! What a reader decided: these two belong together, those two do not.
//!
//! Wishes lie over what threading finds and change nothing in it, so they hold
//! whatever is threaded later, and taking one back leaves no trace.

use rundown_news::{ArticleId, Constraint, Map, Set};

use crate::desk::Desk;

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
        desk: &Desk,
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
            overlay.join(desk, *a, *b, &[]);
        }
        for (leaves, stays) in &apart {
            overlay.part(desk, *leaves, *stays);
        }
        overlay.joined.clear();
        for (a, b) in &together {
            overlay.join(desk, *a, *b, &apart);
        }
        if !overlay.is_empty() {
            let pairs = apart.iter().chain(&together);
            let wished: Vec<u32> = pairs.flat_map(|(a, b)| [*a, *b]).collect();
            overlay.number(desk, &wished);
        }
        overlay
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.alone.is_empty() && self.joined.is_empty()
    }

    fn part(&mut self, desk: &Desk, leaves: u32, stays: u32) {
        let of = |place: u32| self.root(self.piece(desk, place));
        if leaves == stays || of(leaves) != of(stays) {
            return;
        }
        let development = |place: u32| desk.development(place);
        let piece = if development(leaves) == development(stays) {
            Piece::Article(leaves)
        } else {
            Piece::Development(development(leaves))
        };
        self.alone.insert(piece);
    }

    fn join(&mut self, desk: &Desk, a: u32, b: u32, apart: &[(u32, u32)]) {
        let (from, into) =
            (self.root(self.piece(desk, a)), self.root(self.piece(desk, b)));
        let of = |place: u32| self.root(self.piece(desk, place));
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
    fn number(&mut self, desk: &Desk, wished: &[u32]) {
        let story = |place: &u32| {
            let development = desk.development(*place);
            desk.whole_story(desk.developments[development as usize].story)
        };
        let mut stories: Vec<u32> = wished.iter().map(story).collect();
        stories.sort_unstable();
        stories.dedup();
        let developments =
            stories.iter().flat_map(|story| &desk.story_row(*story).members);
        for place in developments.flat_map(|d| &desk.development_row(*d).members) {
            let piece = self.piece(desk, *place);
            for named in [self.root(piece), remainder(desk, piece, *place)] {
                let number = self.numbers.entry(named).or_insert(*place);
                *number = (*place).min(*number);
            }
        }
    }

    fn piece(&self, desk: &Desk, place: u32) -> Piece {
        let article = Piece::Article(place);
        if self.alone.contains(&article) {
            return article;
        }
        let development = desk.development(place);
        if self.alone.contains(&Piece::Development(development)) {
            return Piece::Development(development);
        }
        let story = desk.developments[development as usize].story;
        Piece::Story(desk.whole_story(story))
    }

    fn root(&self, piece: Piece) -> Piece {
        let mut at = piece;
        while let Some(into) = self.joined.get(&at) {
            at = *into;
        }
        at
    }

    /// The numbers of an article's development and story, as the reader wants them.
    pub(crate) fn numbers(&self, desk: &Desk, place: u32) -> (u32, u32) {
        let (development, story) = desk.numbers(place);
        if self.is_empty() {
            return (development, story);
        }
        let piece = self.piece(desk, place);
        let number =
            |piece: Piece, found| self.numbers.get(&piece).copied().unwrap_or(found);
        let remainder = remainder(desk, piece, place);
        (number(remainder, development), number(self.root(piece), story))
    }
}

/// The development of an article without what was taken out of it.
fn remainder(desk: &Desk, piece: Piece, place: u32) -> Piece {
    if matches!(piece, Piece::Article(_)) {
        return piece;
    }
    Piece::Remainder(desk.development(place))
}
