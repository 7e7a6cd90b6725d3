//! The few styles of the terminal. Shown text carries them as marks of Unicode's private
//! use, which only a [`super::screen::Screen`] turns into control bytes: whatever control
//! bytes a stranger's words hold, none of them is ever taken for ours.

use std::fmt;

use anstyle::AnsiColor;

/// A style: `{STYLE}` begins it, `{STYLE:#}` ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style(char);

/// What ends a style.
const END: char = '\u{F0000}';
/// Lines that go on below begin at this column.
pub(crate) const HANG: char = '\u{F0100}';
/// What stands behind it can be opened.
pub(crate) const LINK: char = '\u{F0101}';

pub(crate) const BOLD: Style = Style('\u{F0001}');
pub(crate) const DIM: Style = Style('\u{F0002}');
/// A label before something.
pub(crate) const LABEL: Style = Style('\u{F0003}');
/// Who speaks.
pub(crate) const SOURCE: Style = Style('\u{F0004}');
/// The word that introduces what is said.
pub(crate) const CUE: Style = Style('\u{F0005}');
/// What is said.
pub(crate) const SAID: Style = Style('\u{F0006}');
/// When.
pub(crate) const WHEN: Style = Style('\u{F0007}');
/// How many.
pub(crate) const FIGURE: Style = Style('\u{F0008}');

/// What went wrong.
pub(crate) const WRONG: Style = Style('\u{F0009}');

impl fmt::Display for Style {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if f.alternate() { END } else { self.0 };
        fmt::Write::write_char(f, mark)
    }
}

impl Style {
    /// The style of what stands behind a character: of a mark what it says, else as before.
    pub(crate) fn behind(character: char, before: Option<Self>) -> Option<Self> {
        match character {
            END => None,
            '\u{F0001}'..='\u{F0009}' => Some(Self(character)),
            _ => before,
        }
    }

    /// Whether a character is a mark.
    pub(crate) fn is_mark(character: char) -> bool {
        matches!(character, END..='\u{F0009}')
    }

    /// How it looks.
    pub(crate) fn look(self) -> anstyle::Style {
        match self {
            BOLD => anstyle::Style::new().bold(),
            DIM => anstyle::Style::new().dimmed(),
            LABEL => AnsiColor::Cyan.on_default(),
            SOURCE => AnsiColor::Blue.on_default().bold(),
            CUE => AnsiColor::Blue.on_default(),
            SAID => AnsiColor::Green.on_default(),
            WHEN => AnsiColor::Magenta.on_default(),
            WRONG => AnsiColor::Red.on_default().bold(),
            _ => AnsiColor::Yellow.on_default(),
        }
    }
}
