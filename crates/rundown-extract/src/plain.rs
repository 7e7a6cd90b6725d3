//! Reads plain text: a capture of a rendered page, or bare copy.
//!
//! There is no markup to go by, only the layout: short lines before the first
//! paragraph are a headline and its company, bullets under a known title are the
//! outlet's highlights, names of widgets trail at the end. Whatever reads like a
//! sentence of the article is kept: losing copy is worse than keeping chrome.
//!
//! Lines are cut ([`lines`]), each is told by its words ([`role`]), the highlights are
//! found, then the front matter is read, then the body.

mod copy;
mod front;
mod headline;
mod highlights;
mod lines;
mod opening;
mod post;
mod role;

use jiff::tz::Offset;
use rundown_news::{
    Article, ArticleKind, BlockKind, Byline, Note, NoteKind, Outlet, Set,
};

use crate::compose::{compose, set_out};
use crate::filed::day_filed;
use crate::live::{clock_at, cut_entries};
use crate::piece::Piece;
use crate::reading::{LINES_MAX, Reading, language_of};
use copy::Body;
use front::Front;
use highlights::highlights_in;
use lines::{TextLine, lines_of};
use opening::{Known, parted_opening};
use role::{Role, role_of};

/// Reads a text into an article.
pub(crate) fn read_plain(text: &str, reading: &Reading<'_>) -> (Article, Vec<Note>) {
    let mut lines = parted_opening(lines_of(text), &Known { headline: "", outlet: "" });
    let line_count = lines.len();
    let mut roles: Vec<Role> = lines.iter().map(role_of).collect();
    let found = highlights_in(&lines, &roles);
    let in_box: Set<usize> = found.lines.into_iter().collect();
    let mut front = Front::default();
    let body_from = front.read(&lines, &roles, &in_box, reading);
    let mut pieces = front_pieces(&front, &lines, &roles);
    keep_outside(&mut lines, &mut roles, body_from, &in_box);
    let headline = &front.headline;
    let body = Body { lines: &lines, roles: &roles, headline, is_cut_out: false };
    let copy = body.read();
    for place in copy.credits {
        match &roles[place] {
            Role::Date(time) => front.date(&lines[place].text, *time, reading),
            Role::Byline(names) if front.byline.is_empty() => {
                front.byline.extend(names.iter().cloned());
            }
            _ => {}
        }
    }
    pieces.extend(copy.pieces);
    let mut article = Article {
        url: reading.url.map(str::to_owned),
        outlet: Outlet {
            name: String::new(),
            domain: reading.domain().unwrap_or_default(),
        },
        highlights: found.points,
        ..Article::default()
    };
    front.fill(&mut article);
    drop_biography(&mut pieces, &article.byline);
    settle_kind(&mut pieces, &mut article, reading);
    let mut notes = Vec::new();
    if line_count == LINES_MAX {
        notes.push(Note::new(NoteKind::TooCostly, "the text was read in part"));
    }
    compose(pieces, &mut article, &mut notes);
    article.published = article.published.or_else(|| day_filed(&article, reading));
    article.lang = language_of(&article.text, None);
    note(&article, copy.dropped + front.dropped, &mut notes);
    (article, notes)
}

/// Reads the body of an article whose headline and date are known, as somebody cut it out
/// of its page: chrome that came along is left out, and a byline is taken off.
pub(crate) fn read_body(text: &str, article: &mut Article) {
    let known = Known { headline: &article.headline, outlet: &article.outlet.name };
    let mut lines = parted_opening(lines_of(text), &known);
    let mut roles: Vec<Role> = lines.iter().map(role_of).collect();
    // The points under it are told by their words: who cut the body out set no box apart.
    let titles =
        (0..lines.len()).filter(|place| roles[*place] == Role::BoxTitle).collect();
    keep_outside(&mut lines, &mut roles, 0, &titles);
    let headline = &article.headline;
    let body = Body { lines: &lines, roles: &roles, headline, is_cut_out: true };
    let mut copy = body.read();
    for place in copy.credits {
        if let Role::Byline(names) = &roles[place]
            && article.byline.is_empty()
        {
            article.byline = front::bylines(names);
        }
    }
    drop_biography(&mut copy.pieces, &article.byline);
    take_as_copy(&mut copy.pieces);
    set_out(copy.pieces, article, &mut Vec::new());
}

/// The pictures of a gallery, or posts that somebody gathered, are the article where there
/// is hardly anything beside them.
fn take_as_copy(pieces: &mut [Piece]) {
    const COPY_SHARE: usize = 4;
    let bytes = |of: &dyn Fn(&Piece) -> bool| -> usize {
        pieces.iter().filter(|piece| of(piece)).map(|piece| piece.text.len()).sum()
    };
    let is_copy = |piece: &Piece| piece.kind.is_copy();
    if bytes(&is_copy) * COPY_SHARE >= bytes(&|_| true) {
        return;
    }
    for piece in pieces {
        if matches!(piece.kind, BlockKind::Caption | BlockKind::Embed) {
            piece.kind = BlockKind::Paragraph;
        }
    }
}

/// Drops the last paragraph if it tells who wrote the text: "Ana Ruiz is a reporter ...".
fn drop_biography(pieces: &mut Vec<Piece>, byline: &[Byline]) {
    const VERBS: [&str; 6] = [" is ", " was ", " covers ", " writes ", " ist ", " est "];
    let tells = |piece: &Piece| {
        byline.iter().filter(|own| own.name.contains(' ')).any(|own| {
            let rest = piece.text.strip_prefix(own.name.as_str()).unwrap_or("");
            VERBS.iter().any(|verb| rest.starts_with(verb))
        })
    };
    if pieces.len() > 2 && pieces.last().is_some_and(tells) {
        pieces.pop();
    }
}

/// What of the front matter belongs into the text.
fn front_pieces(front: &Front, lines: &[TextLine], roles: &[Role]) -> Vec<Piece> {
    let piece = |place: &usize| Piece {
        kind: match roles[*place] {
            Role::Caption => BlockKind::Caption,
            _ => BlockKind::Paragraph,
        },
        text: lines[*place].text.clone(),
        at: None,
    };
    front.kept.iter().map(piece).collect()
}

/// Leaves the lines of the body that are not in the highlights box.
fn keep_outside(
    lines: &mut Vec<TextLine>,
    roles: &mut Vec<Role>,
    body_from: usize,
    in_box: &Set<usize>,
) {
    let is_kept = |place: usize| place >= body_from && !in_box.contains(&place);
    let mut place = 0;
    lines.retain(|_| {
        place += 1;
        is_kept(place - 1)
    });
    place = 0;
    roles.retain(|_| {
        place += 1;
        is_kept(place - 1)
    });
}

/// Tells a live blog by its entries.
fn settle_kind(pieces: &mut Vec<Piece>, article: &mut Article, reading: &Reading<'_>) {
    let fetched = reading.at.map(|at| Offset::UTC.to_datetime(at).date());
    let day = article.published.map(rundown_news::NewsTime::day).or(fetched);
    if cut_entries(pieces, day, clock_at) {
        article.kind = ArticleKind::Live;
    }
}

fn note(article: &Article, dropped: usize, notes: &mut Vec<Note>) {
    if dropped > 0 {
        notes.push(Note::new(NoteKind::Dropped, format!("{dropped} lines of chrome")));
    }
    if article.text.is_empty() {
        notes.push(Note::new(NoteKind::NoText, "no body was found"));
    }
    if article.published.is_none() {
        notes.push(Note::new(NoteKind::NoDate, ""));
    }
}
