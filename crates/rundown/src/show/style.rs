//! The few styles of the terminal; `anstream` leaves them out where there is none.

use anstyle::{AnsiColor, Style};

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
/// A label before something.
pub(crate) const LABEL: Style = AnsiColor::Cyan.on_default();
/// Who speaks.
pub(crate) const SOURCE: Style = AnsiColor::Blue.on_default().bold();
/// The word that introduces what is said.
pub(crate) const CUE: Style = AnsiColor::Blue.on_default();
/// What is said.
pub(crate) const SAID: Style = AnsiColor::Green.on_default();
/// When.
pub(crate) const WHEN: Style = AnsiColor::Magenta.on_default();
/// How many.
pub(crate) const FIGURE: Style = AnsiColor::Yellow.on_default();
