//! Reads plain text: a capture of a rendered page, or bare copy.
//!
//! There is no markup to go by, only the layout: short lines before the first
//! paragraph are a headline and its company, bullets under a known title are the
//! outlet's highlights, names of widgets trail at the end. Whatever reads like a
//! sentence is kept: losing copy is worse than keeping chrome.

use rundown_news::{Article, BlockKind, Byline, NewsTime, Note, NoteKind, Outlet, Set};

use crate::body::{Piece, ends_sentence};
use crate::compose::compose;
use crate::html::collapsed;
use crate::metadata::{date_in_text, last_day, people_in};
use crate::phrases::{
    invites_before_headline, is_correction, is_highlights_title, is_invitation,
    is_widget_name, leads_away, simple,
};
use crate::reading::Reading;

/// A headline stands among the first so many lines.
const FRONT_LINES_MAX: usize = 24;

/// A longer first line is a paragraph.
const HEADLINE_BYTES_MAX: usize = 200;

/// So much of the body is compared with a would-be headline.
const COMPARED_BYTES: usize = 4_000;

/// Signs that open a point of a list.
const BULLETS: &[char] = &['•', '·', '▪', '◦', '‣', '●', '■', '*', '-', '–', '—', '»'];

/// One line of the capture.
#[derive(Debug, Clone)]
struct TextLine {
    text: String,
    is_point: bool,
    after_blank: bool,
}

/// Reads a text into an article.
pub(crate) fn read_plain(text: &str, reading: &Reading<'_>) -> (Article, Vec<Note>) {
    let lines = lines_of(text);
    let mut notes = Vec::new();
    let mut article = Article {
        url: reading.url.map(str::to_owned),
        outlet: Outlet {
            name: String::new(),
            domain: reading.domain().unwrap_or_default(),
        },
        ..Article::default()
    };
    let mut front = Front::default();
    let body_from = front.read(&lines, reading);
    let (pieces, dropped) = body_of(&lines[body_from..]);
    front.fill(&mut article);
    compose(pieces, &mut article, &mut notes);
    article.lang = reading.language(&article.text, None);
    note(&article, dropped + front.dropped, &mut notes);
    (article, notes)
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

/// The lines of a text: bullets told apart, hard-wrapped lines joined again.
fn lines_of(text: &str) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut after_blank = true;
    for raw in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\x0C']) {
        let line = collapsed(raw);
        if line.is_empty() {
            after_blank = true;
            continue;
        }
        let (line, is_point) = without_bullet(line);
        match lines.last_mut() {
            Some(last) if !after_blank && !is_point && is_wrapped(last, &line) => {
                last.text.push(' ');
                last.text.push_str(&line);
            }
            _ => lines.push(TextLine { text: line, is_point, after_blank }),
        }
        after_blank = false;
    }
    lines
}

fn without_bullet(line: String) -> (String, bool) {
    let rest = line.trim_start_matches(BULLETS);
    let width = line.len() - rest.len();
    // A dash may open speech or a dateline; a bullet is one sign and a blank.
    let is_bullet =
        width > 0 && rest.starts_with(' ') && line[..width].chars().count() == 1;
    if is_bullet { (rest.trim_start().to_owned(), true) } else { (line, false) }
}

/// Whether a line only goes on because a terminal was full.
fn is_wrapped(last: &TextLine, line: &str) -> bool {
    let is_full =
        last.text.rsplit(' ').next().map_or(0, str::len) + last.text.len() >= 60;
    let goes_on = line.starts_with(|c: char| c.is_lowercase());
    is_full && goes_on && !ends_sentence(&last.text)
}

/// What stands before the body.
#[derive(Debug, Default)]
struct Front {
    headline: String,
    deck: Option<String>,
    highlights: Vec<String>,
    byline: Vec<String>,
    published: Option<NewsTime>,
    modified: Option<NewsTime>,
    dropped: usize,
}

impl Front {
    /// Reads the front matter and tells where the body begins.
    fn read(&mut self, lines: &[TextLine], reading: &Reading<'_>) -> usize {
        let body_from = first_paragraph(lines);
        let front = &lines[..body_from];
        if body_from == 0 || body_from == lines.len() {
            return 0;
        }
        let in_box = self.take_highlights(front);
        let is_titular: Vec<usize> = (0..front.len())
            .filter(|place| !in_box.contains(place) && is_title_like(&front[*place]))
            .collect();
        let headline = headline_among(front, &is_titular, &lines[body_from..]);
        for (place, line) in front.iter().enumerate() {
            if in_box.contains(&place) || Some(place) == headline {
                continue;
            }
            let is_below = headline.is_some_and(|headline| place > headline);
            self.sort(line, is_below, reading);
        }
        if let Some(place) = headline {
            self.headline.clone_from(&front[place].text);
        }
        body_from
    }

    /// Takes the points of a highlights box out of the front lines.
    fn take_highlights(&mut self, front: &[TextLine]) -> Set<usize> {
        let mut used = Set::default();
        let title = front.iter().position(|line| is_highlights_title(&line.text));
        let from = title.map_or(0, |title| title + 1);
        let has_points = front[from..].iter().any(|line| line.is_point);
        let points: Vec<usize> = match title {
            Some(_) if !has_points => (from..front.len())
                .take_while(|place| *place == from || !front[*place].after_blank)
                .collect(),
            _ => (from..front.len())
                .skip_while(|place| !front[*place].is_point)
                .take_while(|place| front[*place].is_point)
                .collect(),
        };
        if points.is_empty() || (title.is_none() && points.len() < 2) {
            used.extend(title);
            return used;
        }
        self.highlights = points.iter().map(|place| front[*place].text.clone()).collect();
        used.extend(points);
        used.extend(title);
        used
    }

    /// Puts a line of the front matter where it belongs.
    fn sort(&mut self, line: &TextLine, is_below: bool, reading: &Reading<'_>) {
        let text = line.text.as_str();
        if let Some(names) = byline_of(text) {
            self.byline.extend(names);
        } else if let Some(time) = date_in_text(text).filter(|_| text.len() < 120) {
            if time.day() <= last_day(reading.at) {
                self.date(text, time);
            }
        } else if is_below && self.deck.is_none() && text.len() >= 40 && !is_chrome(text)
        {
            self.deck = Some(text.to_owned());
        } else {
            self.dropped += 1;
        }
    }

    fn date(&mut self, text: &str, time: NewsTime) {
        let lower = text.to_lowercase();
        let words = [
            "updated",
            "modified",
            "aktualisiert",
            "actualizado",
            "mis à jour",
            "stand:",
        ];
        if words.iter().any(|word| lower.contains(word)) {
            self.modified = self.modified.or(Some(time));
        } else {
            self.published = self.published.or(Some(time));
        }
    }

    fn fill(&mut self, article: &mut Article) {
        article.headline = std::mem::take(&mut self.headline);
        article.deck = self.deck.take();
        article.highlights = std::mem::take(&mut self.highlights);
        let names = people_in(self.byline.iter().map(String::as_str), "");
        article.byline = names.into_iter().map(|name| Byline { name }).collect();
        article.published = self.published.or(self.modified);
        article.modified = self.modified;
    }
}

/// Where the first paragraph of copy stands; the number of lines if there is none.
fn first_paragraph(lines: &[TextLine]) -> usize {
    let front = lines.len().min(FRONT_LINES_MAX);
    let found = lines[..front].iter().enumerate().position(|(place, line)| {
        let in_box = line.is_point
            || lines[..place]
                .iter()
                .rev()
                .take(8)
                .any(|line| is_highlights_title(&line.text))
                && !line.after_blank;
        !in_box && is_copy(line)
    });
    found.unwrap_or(0)
}

/// Whether a line is a paragraph by itself.
fn is_copy(line: &TextLine) -> bool {
    let text = line.text.as_str();
    let words = text.split(' ').count();
    if is_invitation(text) && text.len() < 200 || is_correction(text) && text.len() < 120
    {
        return false;
    }
    if byline_of(text).is_some() || (date_in_text(text).is_some() && text.len() < 70) {
        return false;
    }
    let ends = text.ends_with(['.', '。', '।', '"', '”', '»']) || ends_sentence(text);
    text.len() > HEADLINE_BYTES_MAX
        || (ends && text.ends_with('.') && words >= 4)
        || (ends && !text.ends_with(['?', '!', ':', '…']) && words >= 12)
        || text.len() > 60 && text.ends_with('。')
}

/// Whether a line may be a headline.
fn is_title_like(line: &TextLine) -> bool {
    let text = line.text.as_str();
    !line.is_point
        && text.len() <= HEADLINE_BYTES_MAX
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !is_highlights_title(text)
        && byline_of(text).is_none()
        && !(date_in_text(text).is_some() && text.len() < 70)
}

/// The headline: the first title-like line that shares words with the copy.
fn headline_among(
    front: &[TextLine],
    titular: &[usize],
    body: &[TextLine],
) -> Option<usize> {
    let clean: Vec<usize> =
        titular.iter().copied().filter(|place| !is_chrome(&front[*place].text)).collect();
    let wide: Vec<usize> = clean
        .iter()
        .copied()
        .filter(|place| !invites_before_headline(&front[*place].text))
        .collect();
    let words = words_of(body);
    let shared = |place: &usize| {
        let own = simple(&front[*place].text);
        own.split(' ').filter(|word| word.len() >= 4 && words.contains(*word)).count()
    };
    // An invitation's words may be in a real headline too, if it speaks of the copy.
    let best = clean.iter().map(shared).max().unwrap_or(0);
    let speaking = |place: &&usize| {
        let is_inviting = invites_before_headline(&front[**place].text);
        let needed = if is_inviting { 3.max(best) } else { 1.max(best.div_ceil(2)) };
        shared(place) >= needed
    };
    let found = clean.iter().find(speaking).copied();
    found.or_else(|| {
        wide.iter().copied().max_by_key(|place| {
            (front[*place].text.split(' ').count().min(5), std::cmp::Reverse(*place))
        })
    })
}

fn words_of(body: &[TextLine]) -> Set<String> {
    let mut words = Set::default();
    let mut bytes = 0;
    for line in body {
        words.extend(simple(&line.text).split(' ').map(str::to_owned));
        bytes += line.text.len();
        if bytes > COMPARED_BYTES {
            break;
        }
    }
    words
}

/// The names in a byline such as "By Ana Ruiz and Tom Bell, TCP".
fn byline_of(text: &str) -> Option<Vec<String>> {
    const OPENINGS: &[&str] = &["by ", "von ", "par ", "por ", "written by ", "di "];
    let lower = text.to_lowercase();
    let opening = OPENINGS.iter().find(|opening| lower.starts_with(*opening))?;
    let rest = text.get(opening.len()..)?;
    let is_name =
        rest.starts_with(char::is_uppercase) && text.len() < 110 && !text.ends_with('.');
    let small = rest
        .split(' ')
        .filter(|word| word.starts_with(char::is_lowercase))
        .filter(|word| {
            !matches!(
                *word,
                "and" | "und" | "et" | "y" | "e" | "van" | "de" | "von" | "for"
            )
        })
        .count();
    if !is_name || small > 1 {
        return None;
    }
    // "By Ana Ruiz, TCP": what follows in capitals is the outlet.
    let names = people_in([rest], "");
    let shouted =
        |name: &String| name.chars().all(|c| !c.is_lowercase()) && name.len() <= 6;
    let people: Vec<String> =
        names.iter().filter(|name| !shouted(name)).cloned().collect();
    Some(if people.is_empty() { names } else { people })
}

/// Whether a line is chrome by its wording alone.
fn is_chrome(text: &str) -> bool {
    is_widget_name(text)
        || (text.len() < 120
            && !ends_sentence(text)
            && (leads_away(text) || is_invitation(text)))
}

/// The pieces of the body, and how many lines were left out.
fn body_of(lines: &[TextLine]) -> (Vec<Piece>, usize) {
    let end = tail_from(lines);
    let mut dropped = lines.len() - end;
    let mut pieces: Vec<Piece> = Vec::new();
    let mut copy_count = 0;
    for line in &lines[..end] {
        if is_out_of_place(line) && copy_count > 0 {
            dropped += 1;
            continue;
        }
        copy_count += 1;
        pieces.push(Piece {
            kind: kind_of(line, lines),
            text: line.text.clone(),
            at: None,
        });
    }
    (pieces, dropped)
}

/// Chrome between paragraphs: widget names, "read more" lines with what they point at.
fn is_out_of_place(line: &TextLine) -> bool {
    let text = line.text.as_str();
    if is_widget_name(text) {
        return true;
    }
    let is_title = !ends_sentence(text) || text.ends_with(':');
    let points_at = text.contains(':') && leads_away(text);
    (points_at && text.len() < 200 && !text.contains(['"', '“']))
        || (is_title && text.len() < 110 && leads_away(text))
        || (is_title && text.len() < 110 && is_invitation(text))
}

/// Where the tail of widgets and other headlines begins.
fn tail_from(lines: &[TextLine]) -> usize {
    let is_tail = |line: &TextLine| {
        let text = line.text.as_str();
        is_widget_name(text)
            || is_out_of_place(line)
            || (is_invitation(text) && text.len() < 200 && !text.contains(['"', '“']))
    };
    let Some(last) = lines.iter().rposition(|line| is_sentence(line) && !is_tail(line))
    else {
        return lines.len();
    };
    let first_tail = lines[last + 1..].iter().position(is_tail);
    first_tail.map_or(lines.len(), |place| last + 1 + place)
}

fn is_sentence(line: &TextLine) -> bool {
    line.text.len() > HEADLINE_BYTES_MAX
        || (ends_sentence(&line.text) && line.text.split(' ').count() >= 3)
}

fn kind_of(line: &TextLine, lines: &[TextLine]) -> BlockKind {
    let is_spaced =
        lines.iter().filter(|line| line.after_blank).count() * 2 > lines.len();
    if line.is_point {
        BlockKind::ListItem
    } else if is_correction(&line.text) && ends_sentence(&line.text) {
        BlockKind::Correction
    } else if is_spaced
        && line.after_blank
        && line.text.len() < 90
        && !ends_sentence(&line.text)
    {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    }
}
