//! Which part of a page is the article's body.
//!
//! Text that reads like copy is weighed and summed up the tree. Elements that may be
//! chrome do not count, unless they hold so much of the page's copy that they must be
//! the article after all (a sketch of this reached what the best known readers reach;
//! the shares below were set on news pages of a hundred outlets). The body is then the
//! smallest element with a telling name that holds nearly all that the best one holds.

use rundown_news::Map;

use crate::html::{NodeId, Tree};
use crate::lines::cue;
use crate::lines::ends_sentence;
use crate::lines::{Line, LineKind, Lines, Marked, held_by};

/// A doubtful element with this share of all copy is no chrome, in percent; nor is one
/// that is named as chrome outright with the second share. Where that leaves hardly
/// anything the names mislead, and the next pair counts.
const SHARES: [(usize, usize); 4] = [(35, 60), (12, 35), (0, 15), (0, 0)];

/// Less than this share of the copy is "hardly anything", in percent.
const LEFT_SHARE: usize = 30;

/// A smaller element is preferred if it holds this share of the best one's copy.
const NEARLY_ALL: usize = 88;

/// A child with this share of its parent's copy stands for it.
const ALMOST_ALL: usize = 88;

/// A shorter link is a button rather than the title of something else.
const TITLE_BYTES_MIN: usize = 25;

/// So many cards of one class are a series.
const SERIES_MIN: usize = 3;

/// The chosen part of a page.
pub(crate) struct Choice {
    /// The element that holds the body.
    pub(crate) container: NodeId,
    /// For each line whether nothing doubtful stands around it.
    pub(crate) kept: Vec<bool>,
}

/// Chooses the body; `headline` is the element with the article's headline.
pub(crate) fn choose(tree: &Tree<'_>, lines: &Lines, headline: Option<NodeId>) -> Choice {
    let top = 0;
    let copy = copy_of_page(lines);
    let held = held_by(lines, copy_bytes);
    let around = around_headline(tree, lines, headline);
    let kept = kept_lines(lines, &copy, &held, &around);
    let own = container(tree, lines, &weights(tree, lines, &copy, &kept), top, headline);
    // Cards are looked at once it is clear where the body is: elsewhere they are teasers.
    let in_series = held_in_series(tree, lines, &held);
    let with_cards = kept_lines(lines, &copy, &in_series, &around);
    let kept: Vec<bool> =
        kept.iter().zip(with_cards).map(|(own, card)| *own || card).collect();
    // What was chosen may be but one of the cards.
    let is_card = (0..held.len()).any(|place| {
        let card = lines.marked[place].id;
        in_series[place] > held[place] && card <= own && own < tree.end(card)
    });
    let container = if is_card {
        container(tree, lines, &weights(tree, lines, &copy, &kept), top, headline)
    } else {
        own
    };
    Choice { container, kept }
}

/// Other parts of a page that may be the body, should the first choice be none: what
/// holds most when fewer names count, and what stands around the first choice.
pub(crate) fn others(
    tree: &Tree<'_>,
    lines: &Lines,
    headline: Option<NodeId>,
    first: &Choice,
) -> Vec<Choice> {
    let copy = copy_of_page(lines);
    let around = around_headline(tree, lines, headline);
    let mut is_comment: Vec<bool> = Vec::with_capacity(lines.marked.len());
    for (marked, around) in lines.marked.iter().zip(around) {
        let outer = marked.outer.is_some_and(|outer| is_comment[outer]);
        is_comment.push(outer || marked.marks & cue::NEVER != 0 && !around);
    }
    let is_own = |line: &Line| line.marked.is_none_or(|marked| !is_comment[marked]);
    let unnamed: Vec<bool> = lines.all.iter().map(is_own).collect();
    let mut found: Vec<Choice> = Vec::new();
    for kept in [first.kept.clone(), unnamed] {
        let weight = weights(tree, lines, &copy, &kept);
        let named = container(tree, lines, &weight, 0, headline);
        let outer = tree.parent(named);
        let around_all = [named, descend(tree, &weight, 0), outer, tree.parent(outer)];
        for container in around_all.into_iter().chain(densest(tree, &weight)) {
            let is_known =
                |known: &Choice| known.container == container && known.kept == kept;
            if !is_known(first) && !found.iter().any(is_known) {
                found.push(Choice { container, kept: kept.clone() });
            }
        }
    }
    found
}

/// The elements whose own children hold most of the copy, the best first.
fn densest(tree: &Tree<'_>, weight: &[usize]) -> Vec<NodeId> {
    const DENSEST_MAX: usize = 2;
    let mut own = vec![0; tree.len()];
    for id in (1..tree.len()).filter(|id| weight[*id] > 0) {
        let is_leaf = tree.children(id).all(|child| weight[child] == 0);
        own[tree.parent(id)] += if is_leaf { weight[id] } else { 0 };
    }
    let mut places: Vec<NodeId> = (0..tree.len()).filter(|id| own[*id] > 0).collect();
    places.sort_by_key(|id| (std::cmp::Reverse(own[*id]), *id));
    places.truncate(DENSEST_MAX);
    places
}

/// The bytes of copy in each line. A gallery tells its story in captions.
fn copy_of_page(lines: &Lines) -> Vec<usize> {
    /// With more copy than this a page is no gallery.
    const GALLERY_BYTES_MAX: usize = 600;
    let copy: Vec<usize> = lines.all.iter().map(copy_bytes).collect();
    let told: usize = copy.iter().sum();
    let caption = |line: &Line| match line.marks & cue::CAPTION {
        0 => 0,
        _ => line.text.len(),
    };
    let captions: usize = lines.all.iter().map(caption).sum();
    if told > GALLERY_BYTES_MAX || captions <= told {
        return copy;
    }
    lines.all.iter().zip(copy).map(|(line, copy)| copy + caption(line)).collect()
}

/// The bytes of copy in each element.
fn weights(tree: &Tree<'_>, lines: &Lines, copy: &[usize], kept: &[bool]) -> Vec<usize> {
    let mut weight = vec![0; tree.len()];
    for ((line, copy), _) in
        lines.all.iter().zip(copy).zip(kept).filter(|(_, kept)| **kept)
    {
        weight[line.node] += copy;
    }
    for id in (1..tree.len()).rev() {
        weight[tree.parent(id)] += weight[id];
    }
    weight
}

/// The element that holds the body.
fn container(
    tree: &Tree<'_>,
    lines: &Lines,
    weight: &[usize],
    top: NodeId,
    headline: Option<NodeId>,
) -> NodeId {
    let start = named_container(tree, lines, weight, top, headline);
    descend(tree, weight, start)
}

/// How many bytes of a line read like an article's copy.
pub(crate) fn copy_bytes(line: &Line) -> usize {
    let bytes = line.text.len();
    let is_linked = line.link_bytes * 100 > bytes * 45;
    let apart = cue::CAPTION | cue::EMBED | cue::HIGHLIGHTS | cue::SIGNUP;
    let is_apart = line.marks & apart != 0;
    if is_linked || is_apart || matches!(line.kind, LineKind::Heading(_)) {
        return 0;
    }
    let is_long = bytes >= 100;
    let is_sentence = bytes >= 40 && ends_sentence(&line.text);
    match (is_long || is_sentence, line.kind) {
        (false, _) => 0,
        (true, LineKind::Row) => bytes / 2,
        (true, LineKind::Item) => bytes * 3 / 4,
        (true, _) => bytes,
    }
}

/// Which marked elements hold the headline: what does is no list of comments.
fn around_headline(
    tree: &Tree<'_>,
    lines: &Lines,
    headline: Option<NodeId>,
) -> Vec<bool> {
    let holds = |marked: &Marked| {
        headline.is_some_and(|own| marked.id <= own && own < tree.end(marked.id))
    };
    lines.marked.iter().map(holds).collect()
}

fn kept_lines(
    lines: &Lines,
    copy: &[usize],
    held: &[usize],
    around: &[bool],
) -> Vec<bool> {
    let total: usize = copy.iter().sum();
    let mut kept = Vec::new();
    for (doubt_share, chrome_share) in SHARES {
        let share = (total * doubt_share, total * chrome_share);
        let is_clear = clear_doubts(lines, held, around, share);
        let is_kept = |line: &Line| line.marked.is_none_or(|marked| is_clear[marked]);
        kept = lines.all.iter().map(is_kept).collect();
        let left: usize =
            copy.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(copy, _)| copy).sum();
        if left * 100 >= total * LEFT_SHARE {
            break;
        }
    }
    kept
}

/// What each doubtful element holds; cards of one class, as a list of the best is made
/// of, are weighed together.
fn held_in_series(tree: &Tree<'_>, lines: &Lines, held: &[usize]) -> Vec<usize> {
    let class = |marked: &Marked| {
        let class = tree.raw_attribute(marked.id, "class").unwrap_or("");
        let is_doubtful = marked.marks & (cue::DOUBT | cue::CHROME) == cue::DOUBT;
        (is_doubtful && !class.is_empty()).then_some(class)
    };
    // A teaser is headed by a link.
    let linked = held_by(lines, |line| {
        let bytes = line.text.len();
        let is_title = bytes >= TITLE_BYTES_MIN && line.link_bytes * 100 > bytes * 80;
        usize::from(is_title)
    });
    let mut series: Map<&str, (usize, usize)> = Map::default();
    for ((marked, held), linked) in lines.marked.iter().zip(held).zip(&linked) {
        if let Some(class) = class(marked).filter(|_| *linked == 0) {
            let (count, sum) = series.entry(class).or_default();
            (*count, *sum) = (*count + 1, *sum + held);
        }
    }
    let together = |(marked, own): (&Marked, &usize)| {
        let all = class(marked).and_then(|class| series.get(class));
        all.filter(|(count, _)| *count >= SERIES_MIN).map_or(*own, |(_, sum)| *sum)
    };
    lines.marked.iter().zip(held).map(together).collect()
}

/// Which doubtful elements are no chrome after all.
fn clear_doubts(
    lines: &Lines,
    held: &[usize],
    around: &[bool],
    (doubt_share, chrome_share): (usize, usize),
) -> Vec<bool> {
    let mut is_clear = vec![false; held.len()];
    for (place, marked) in lines.marked.iter().enumerate() {
        let share = match marked.marks {
            marks if marks & cue::NEVER != 0 && !around[place] => usize::MAX,
            marks if marks & cue::CHROME != 0 => chrome_share,
            marks if marks & cue::DOUBT != 0 => doubt_share,
            _ => 0,
        };
        let outer_is_clear = marked.outer.is_none_or(|outer| is_clear[outer]);
        is_clear[place] = outer_is_clear && held[place] * 100 >= share;
    }
    is_clear
}

/// The smallest element with a telling name and nearly all of the copy.
fn named_container(
    tree: &Tree<'_>,
    lines: &Lines,
    weight: &[usize],
    top: NodeId,
    headline: Option<NodeId>,
) -> NodeId {
    let holds = |id: NodeId, inner: NodeId| id < inner && inner < tree.end(id);
    let best = lines.named.iter().map(|(id, _)| weight[*id]).max().unwrap_or(0);
    if best * 100 < weight[top] * 40 {
        return top;
    }
    let mut chosen = top;
    let mut bytes_best = usize::MAX;
    for (id, _) in &lines.named {
        let size = tree.end(*id) - id;
        if weight[*id] * 100 >= best * NEARLY_ALL && size < bytes_best {
            (chosen, bytes_best) = (*id, size);
        }
    }
    // Several stories on one page: the one under this headline.
    let own = headline.and_then(|headline| {
        let around = |mark: u32| {
            lines
                .named
                .iter()
                .filter(|(id, marks)| marks & mark != 0 && holds(*id, headline))
                .filter(|(id, _)| weight[*id] * 100 >= best * 25 && weight[*id] > 400)
                .map(|(id, _)| *id)
                .min_by_key(|id| tree.end(*id) - id)
        };
        around(cue::ARTICLE)
    });
    // Sections of one story have no titles of their own, and no links to the whole.
    let is_titled = |line: &Line| match line.kind {
        LineKind::Heading(1) => true,
        LineKind::Heading(_) => line.link_bytes * 2 > line.text.len(),
        _ => false,
    };
    let has_others = |own: NodeId| {
        let all = lines.all.iter();
        all.filter(|line| holds(chosen, line.first) && !holds(own, line.first))
            .any(is_titled)
    };
    match own {
        Some(own)
            if holds(chosen, own)
                && weight[own] * 100 < weight[chosen] * 88
                && has_others(own) =>
        {
            own
        }
        _ => chosen,
    }
}

/// A longer text in one paragraph is no breaking news.
const BREAKING_BYTES_MAX: usize = 400;

/// Goes down while one child holds almost everything. A paragraph of breaking news, which
/// holds its words itself, is not all of a page: beside it may stand a short one.
fn descend(tree: &Tree<'_>, weight: &[usize], from: NodeId) -> NodeId {
    let mut at = from;
    loop {
        let heavy = tree
            .children(at)
            .find(|child| weight[*child] * 100 > weight[at] * ALMOST_ALL);
        match heavy {
            Some(child)
                if weight[child] > BREAKING_BYTES_MAX
                    && tree.children(child).next().is_some()
                    || tree.children(child).any(|inner| weight[inner] > 0) =>
            {
                at = child;
            }
            _ => return at,
        }
    }
}
