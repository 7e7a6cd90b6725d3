//! A sheet of text with things to open, and where the reader is on it.

use std::ops::Range;

use rundown_news::{ArticleId, Follow, Snooze, Span, StoryId};

use crate::show::rows::{Row, rows};

/// What a sheet shows.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Rundown,
    Story { story: StoryId, follow: Follow, snooze: Option<Snooze> },
    Article { url: Option<String> },
    Other,
}

/// What opens at a place.
#[derive(Debug, Clone)]
pub(super) enum Target {
    Story(String),
    Passage(ArticleId, Span),
}

/// Marked text, laid out for a width.
pub(super) struct Sheet {
    pub(super) kind: Kind,
    pub(super) title: String,
    /// What the last deed came to.
    pub(super) said: String,
    text: String,
    targets: Vec<Target>,
    rows: Vec<Row>,
    /// The row of each target, and the one in which what it stands behind begins.
    stops: Vec<usize>,
    begins: Vec<usize>,
    width: usize,
    height: usize,
    here: usize,
    top: usize,
    begins_at_link: bool,
}

/// The line under which what is new stands.
pub(super) const NEW_HEAD: &str = "New since";

impl Sheet {
    /// A sheet whose links lead, in order, to these.
    pub(super) fn new(
        kind: Kind,
        title: impl Into<String>,
        text: String,
        targets: Vec<Target>,
    ) -> Self {
        Self {
            kind,
            title: title.into(),
            said: String::new(),
            text,
            targets,
            rows: Vec::new(),
            stops: Vec::new(),
            begins: Vec::new(),
            width: 0,
            height: 0,
            here: 0,
            top: 0,
            begins_at_link: false,
        }
    }

    /// The rows that are seen through a window of this size, and which of them are chosen.
    pub(super) fn seen(&mut self, width: usize, height: usize) -> (&[Row], Range<usize>) {
        self.height = height;
        if self.width != width {
            self.width = width;
            self.lay_out();
            if std::mem::take(&mut self.begins_at_link)
                && let Some(row) = self.stops.first()
            {
                self.show(*row);
            }
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height.max(1)));
        let end = self.rows.len().min(self.top + height);
        let seen = self.top.min(end)..end;
        let row = self.stops.get(self.here).filter(|row| seen.contains(row));
        let chosen = row.map_or(0..0, |row| {
            let begin = self.begins[self.here].max(self.top);
            begin - self.top..row + 1 - self.top
        });
        (&self.rows[seen], chosen)
    }

    /// How far down the reader is, in per cent.
    pub(super) fn percent(&self) -> usize {
        let end = (self.top + self.height).min(self.rows.len());
        (end * 100).checked_div(self.rows.len()).unwrap_or(100)
    }

    fn lay_out(&mut self) {
        let width = self.width.max(1);
        (self.rows, self.stops, self.begins) = Default::default();
        for line in self.text.lines() {
            let begin = self.rows.len();
            self.rows.extend(rows(line, width));
            let linked = (begin..self.rows.len()).filter(|at| self.rows[*at].link);
            self.stops.extend(linked);
            self.begins.resize(self.stops.len(), begin);
        }
    }

    /// Goes so many things to open on; where there are none, so many rows.
    pub(super) fn step(&mut self, by: isize) {
        if self.stops.is_empty() {
            self.top = self.top.saturating_add_signed(by);
            return;
        }
        let seen = self.top..self.top + self.height;
        let is_seen = self.stops.get(self.here).is_some_and(|row| seen.contains(row));
        // A reader who has turned pages goes on from what they see.
        if is_seen {
            self.here = self.here.saturating_add_signed(by).min(self.stops.len() - 1);
        } else {
            let first = self.stops.iter().position(|row| *row >= self.top);
            self.here = first.unwrap_or(self.stops.len() - 1);
        }
        self.show(self.stops[self.here]);
    }

    /// Turns a page.
    pub(super) fn page(&mut self, by: isize) {
        let rows = self.height.saturating_sub(2).max(1) as isize;
        self.top = self.top.saturating_add_signed(by * rows);
    }

    /// Goes to what is new.
    pub(super) fn go_to_new(&mut self) {
        let head = self.rows.iter().position(|row| row.words().starts_with(NEW_HEAD));
        let Some(head) = head else {
            "nothing is new here".clone_into(&mut self.said);
            return;
        };
        self.top = head;
        let first = self.stops.iter().position(|row| *row > head);
        self.here = first.unwrap_or(self.here);
    }

    /// Shows its first link first, not its beginning.
    pub(super) fn begin_at_link(&mut self) {
        self.begins_at_link = true;
    }

    fn show(&mut self, row: usize) {
        // Some of what stands around it is seen too.
        let around = (self.height / 4).min(4);
        if row < self.top + around {
            self.top = row.saturating_sub(around);
        } else if row + around >= self.top + self.height {
            self.top = (row + around + 1).saturating_sub(self.height);
        }
    }

    /// What opens where the reader is.
    pub(super) fn target(&self) -> Option<Target> {
        self.targets.get(self.here).cloned()
    }

    /// Shows this instead, where the reader is.
    pub(super) fn becomes(&mut self, fresh: Self) {
        let (here, top) = (self.here, self.top);
        *self = fresh;
        (self.here, self.top) = (here.min(self.targets.len().saturating_sub(1)), top);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show::style::LINK;

    fn sheet(lines: usize) -> Sheet {
        let line = |at: usize| {
            let new = if at == 20 { "New since May 4\n" } else { "" };
            format!("{new}  line {at} {LINK}outlet\n")
        };
        let targets = (0..lines).map(|at| Target::Story(at.to_string())).collect();
        Sheet::new(Kind::Other, "", (0..lines).map(line).collect(), targets)
    }

    fn here(sheet: &Sheet) -> String {
        match sheet.target() {
            Some(Target::Story(name)) => name,
            _ => String::new(),
        }
    }

    #[test]
    fn what_is_chosen_is_seen_wherever_a_reader_goes() {
        let mut sheet = sheet(60);
        sheet.seen(40, 12);
        for turn in 0..400 {
            match turn % 7 {
                0..=3 => sheet.step(1),
                4 => sheet.page(if turn < 200 { 1 } else { -1 }),
                _ => sheet.step(-1),
            }
            let (rows, chosen) = sheet.seen(40, 12);
            let is_shown = rows[chosen].last().is_some_and(|row| row.link);
            assert!(is_shown || turn % 7 == 4, "{turn}");
        }
        sheet.go_to_new();
        assert_eq!(here(&sheet), "20");
        let (rows, _) = sheet.seen(40, 12);
        assert!(rows[0].words().starts_with(NEW_HEAD));
    }

    #[test]
    fn what_is_chosen_is_marked_from_its_first_row() {
        let text = format!("one two three four five six {LINK}outlet{LINK:#}\n");
        let mut sheet =
            Sheet::new(Kind::Other, "", text, vec![Target::Story("a".into())]);
        assert_eq!(sheet.seen(10, 12).1, 0..4);
    }

    #[test]
    fn an_empty_sheet_and_a_tiny_window_are_no_trouble() {
        for (lines, width, height) in [(0, 0, 0), (0, 40, 10), (3, 1, 1), (3, 0, 2)] {
            let mut sheet = sheet(lines);
            for by in [1, 1, -1, 1, 1, 1] {
                sheet.seen(width, height);
                sheet.step(by);
                sheet.page(by);
                sheet.go_to_new();
            }
            sheet.seen(width, height);
        }
    }
}
