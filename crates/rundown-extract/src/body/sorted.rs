//! The lines of a chosen part of a page, sorted into copy and chrome by the rules.

use rundown_news::{BlockKind, Set};

use crate::body::choose::{Choice, copy_bytes};
use crate::body::context::Context;
use crate::body::fate::{Fate, doubtful};
use crate::body::front::standfirst;
use crate::body::highlights::highlights_in;
use crate::body::rules::Rules;
use crate::body::tail::{drop_biography, end_well, posts_in_quotes};
use crate::body::vouch::vouched;
use crate::html::Tree;
use crate::lines::{Line, Lines};

/// What the rules make of the lines in a chosen part of a page.
pub(crate) struct Sorted {
    /// Of each line in the part.
    pub(crate) fates: Vec<(usize, Fate)>,
    pub(crate) first_copy: usize,
    pub(crate) deck: Option<usize>,
    /// What stays, whatever a model makes of its words.
    pub(crate) vouched: Set<usize>,
    /// Lines of the box of highlights, and of offers: never copy.
    pub(crate) boxed: Set<usize>,
    pub(crate) highlights: Vec<String>,
}

impl Sorted {
    /// Tells the lines of a part from each other.
    pub(crate) fn new(
        tree: &Tree<'_>,
        lines: &Lines,
        choice: &Choice,
        context: &Context<'_>,
        rules: &Rules<'_, '_>,
    ) -> Self {
        let (from, to) = (choice.container, tree.end(choice.container));
        let within = |line: &Line| from <= line.first && line.first < to;
        let first_copy = lines
            .all
            .iter()
            .zip(&choice.kept)
            .position(|(line, kept)| *kept && within(line) && copy_bytes(line) > 0)
            .unwrap_or(0);
        let mut highlights = Vec::new();
        let mut boxed = highlights_in(tree, lines, choice, first_copy, &mut highlights);
        boxed.extend(context.offers);
        let (standfirst, is_deck) = standfirst(tree, lines, context, first_copy);
        let mut fates = Vec::new();
        for (place, line) in lines.all.iter().enumerate() {
            if Some(place) == standfirst {
                fates.push((place, Fate::Kept(BlockKind::Paragraph)));
                continue;
            }
            if !within(line) || boxed.contains(&place) {
                continue;
            }
            let fate = if choice.kept[place] {
                rules.fate(place, place < first_copy)
            } else {
                doubtful(line)
            };
            fates.push((place, fate));
        }
        posts_in_quotes(lines, &mut fates);
        drop_biography(lines, context.byline, &mut fates);
        end_well(tree, lines, &mut fates);
        let mut vouched = vouched(tree, lines, &mut fates);
        vouched.extend(standfirst);
        Self {
            fates,
            first_copy,
            vouched,
            boxed,
            deck: standfirst.filter(|_| is_deck),
            highlights,
        }
    }
}
