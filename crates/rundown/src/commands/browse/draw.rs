//! A sheet on the screen.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout};
use ratatui::style::{Color, Modifier, Style as Look};
use ratatui::text::{Line, Span, Text};

use super::sheet::{Kind, Sheet};
use crate::show::rows::{Row, rows};
use crate::show::style::{self, Style};

/// Lines longer than this are hard to read.
const COLUMNS_MAX: u16 = 100;

pub(super) fn sheet(frame: &mut Frame<'_>, sheet: &mut Sheet, asked: Option<&str>) {
    let [head, body, foot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    let bar = Look::default().add_modifier(Modifier::REVERSED);
    frame.render_widget(Line::styled(plain(&sheet.title), bar).style(bar), head);
    let width = body.width.min(COLUMNS_MAX).saturating_sub(2);
    let (seen, chosen) = sheet.seen(width.into(), body.height.into());
    let lines = seen.iter().enumerate().map(|(at, row)| line(row, chosen.contains(&at)));
    frame.render_widget(lines.collect::<Text<'_>>(), body);
    let words = match asked {
        Some(words) => format!("/{words}▏"),
        None if sheet.said.is_empty() => hints(sheet),
        None => sheet.said.clone(),
    };
    frame.render_widget(Line::styled(plain(&words), bar).style(bar), foot);
}

fn hints(sheet: &Sheet) -> String {
    let keys = match sheet.kind {
        Kind::Rundown => "j k move  o open  m read  / search  ? keys  q end",
        Kind::Story { .. } => {
            "j k move  o open  n new  m read  f follow  x mute  u back  ?"
        }
        Kind::Article { .. } => "Space on  v at the outlet  u back  ? keys",
        Kind::Other => "j k move  o open  u back  ? keys  q end",
    };
    format!(" {keys}  {} %", sheet.percent())
}

/// Words without anything that a terminal would obey.
fn plain(words: &str) -> String {
    rows(words, usize::MAX).iter().map(Row::words).collect()
}

fn line(row: &Row, is_chosen: bool) -> Line<'static> {
    let mark = if is_chosen { "▌ " } else { "  " };
    let spans = row.runs.iter().map(|run| {
        let look = run.style.map_or_else(Look::default, look);
        Span::styled(run.text.clone(), look)
    });
    let line: Line<'_> = std::iter::once(Span::raw(mark)).chain(spans).collect();
    if is_chosen {
        line.style(Look::default().add_modifier(Modifier::BOLD))
    } else {
        line
    }
}

fn look(style: Style) -> Look {
    let look = Look::default();
    match style {
        style::BOLD => look.add_modifier(Modifier::BOLD),
        style::DIM => look.add_modifier(Modifier::DIM),
        style::LABEL => look.fg(Color::Cyan),
        style::SOURCE => look.fg(Color::Blue).add_modifier(Modifier::BOLD),
        style::CUE => look.fg(Color::Blue),
        style::SAID => look.fg(Color::Green),
        style::WHEN => look.fg(Color::Magenta),
        style::WRONG => look.fg(Color::Red),
        _ => look.fg(Color::Yellow),
    }
}
