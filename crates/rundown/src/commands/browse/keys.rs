//! What each key does: as on the page, and the keys of pagers beside.

use ratatui::crossterm::event::KeyCode;

use super::sheet::{Kind, Sheet};
use crate::show::style::{HANG, LABEL};

/// What a reader can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Next,
    Previous,
    Down,
    Up,
    Open,
    Visit,
    New,
    Read,
    Follow,
    Mute,
    PutOff,
    Back,
    Search,
    Help,
    Quit,
}

/// The letters, and what they do in words.
const LETTERS: [(char, Act, &str); 13] = [
    ('j', Act::Next, "goes to the next story or sentence"),
    ('k', Act::Previous, "goes to the one before"),
    ('o', Act::Open, "opens it: the story, or where a sentence stands"),
    ('v', Act::Visit, "opens an article where its outlet published it"),
    ('n', Act::New, "goes to what is new to you in a story"),
    ('m', Act::Read, "marks the story as read"),
    ('f', Act::Follow, "in a story: follows it, or stops following it"),
    ('x', Act::Mute, "in a story: mutes it, or lets it speak again"),
    ('s', Act::PutOff, "in a story: puts it off until tomorrow, or brings it back"),
    ('u', Act::Back, "goes back to where you came from"),
    ('/', Act::Search, "searches"),
    ('?', Act::Help, "shows this sheet"),
    ('q', Act::Quit, "ends"),
];

/// What a key does, if anything.
pub(super) fn act(code: KeyCode) -> Option<Act> {
    Some(match code {
        KeyCode::Char(' ') | KeyCode::PageDown => Act::Down,
        KeyCode::PageUp => Act::Up,
        KeyCode::Down => Act::Next,
        KeyCode::Up => Act::Previous,
        KeyCode::Enter | KeyCode::Right => Act::Open,
        KeyCode::Esc | KeyCode::Left | KeyCode::Backspace => Act::Back,
        KeyCode::Char(letter) => {
            LETTERS.iter().find(|(known, ..)| *known == letter).map(|(_, act, _)| *act)?
        }
        _ => return None,
    })
}

/// The sheet that tells all of them.
pub(super) fn sheet() -> Sheet {
    let line = |(letter, _, words): &(char, Act, &str)| {
        format!("  {LABEL}{letter}{LABEL:#}  {HANG}{words}\n")
    };
    let mut text: String = LETTERS.iter().map(line).collect();
    text.push_str(
        "\n  Arrows, Enter, Esc, Space and the page keys do what they do elsewhere.\n",
    );
    Sheet::new(Kind::Other, "Keys", text, Vec::new())
}
