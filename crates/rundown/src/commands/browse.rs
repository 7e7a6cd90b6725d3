//! `rundown browse`: the rundown, its stories and their articles on the whole screen, with
//! the keys of the page. It asks and tells the desk alone, as every command does: beside a
//! running service over its socket, else in the store itself.

mod draw;
mod keys;
mod sheet;
mod sheets;

use std::io::IsTerminal;
use std::process::{Command, Stdio};

use anyhow::Result;
use jiff::tz::Offset;
use ratatui::DefaultTerminal;
use ratatui::crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers,
};
use rundown_desk::Desk;
use rundown_news::{Follow, Snooze};

use self::keys::Act;
use self::sheet::{Kind, Sheet, Target};
use crate::cli::Cli;
use crate::failure::hinted;
use crate::opening::open_desk;

/// Sheets that lie on one another; the lowest go when there are more.
const SHEETS_MAX: usize = 64;
/// The longest search.
const WORDS_MAX: usize = 200;

pub(crate) fn run(cli: &Cli) -> Result<()> {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(hinted(
            "there is no terminal to browse on",
            "`rundown stories` and `rundown story NAME` write into files and pipes",
        ));
    }
    let desk = open_desk(cli)?;
    let mut browser =
        Browser { sheets: vec![sheets::rundown(&desk)?], desk, asked: None };
    ratatui::run(|terminal| browser.go_on(terminal))
}

/// What the reader has open.
struct Browser {
    desk: Desk,
    /// The sheet on top is the last one; there is always one.
    sheets: Vec<Sheet>,
    /// The words of a search that is being typed.
    asked: Option<String>,
}

impl Browser {
    fn go_on(&mut self, terminal: &mut DefaultTerminal) -> Result<()> {
        loop {
            let asked = self.asked.clone();
            let sheet = self.top();
            terminal.draw(|frame| draw::sheet(frame, sheet, asked.as_deref()))?;
            let Event::Key(key) = event::read()? else { continue };
            if key.kind == KeyEventKind::Release {
                continue;
            }
            let is_interrupt = key.modifiers.contains(KeyModifiers::CONTROL)
                && key.code == KeyCode::Char('c');
            if is_interrupt || !self.press(key)? {
                return Ok(());
            }
        }
    }

    fn top(&mut self) -> &mut Sheet {
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    /// Does what a key stands for; false ends the reading.
    fn press(&mut self, key: KeyEvent) -> Result<bool> {
        if self.asked.is_some() {
            self.type_on(key.code)?;
            return Ok(true);
        }
        let Some(act) = keys::act(key.code) else { return Ok(true) };
        let done = match act {
            Act::Next => return Ok(self.moved(|sheet| sheet.step(1))),
            Act::Previous => return Ok(self.moved(|sheet| sheet.step(-1))),
            Act::Down => return Ok(self.moved(|sheet| sheet.page(1))),
            Act::Up => return Ok(self.moved(|sheet| sheet.page(-1))),
            Act::New => return Ok(self.moved(Sheet::go_to_new)),
            Act::Quit => return Ok(false),
            Act::Back => {
                if self.sheets.len() > 1 {
                    self.sheets.pop();
                }
                self.again()
            }
            Act::Open => self.open(),
            Act::Visit => self.visit(),
            Act::Read => self.read(),
            Act::Follow => self.decide(Follow::Followed),
            Act::Mute => self.decide(Follow::Muted),
            Act::PutOff => self.put_off(),
            Act::Search => {
                self.asked = Some(String::new());
                Ok(())
            }
            Act::Help => self.lay(keys::sheet()),
        };
        if let Err(error) = done {
            // What fails is told, and the reader reads on.
            self.top().said = format!("{error:#}");
        }
        Ok(true)
    }

    fn moved(&mut self, step: impl FnOnce(&mut Sheet)) -> bool {
        self.top().said.clear();
        step(self.top());
        true
    }

    fn say(&mut self, words: &str) {
        words.clone_into(&mut self.top().said);
    }

    fn type_on(&mut self, code: KeyCode) -> Result<()> {
        let Some(words) = &mut self.asked else { return Ok(()) };
        match code {
            KeyCode::Esc => self.asked = None,
            KeyCode::Backspace => _ = words.pop(),
            KeyCode::Char(letter) if words.len() < WORDS_MAX => words.push(letter),
            KeyCode::Enter => {
                let words = self.asked.take().unwrap_or_default();
                if !words.trim().is_empty() {
                    let found = sheets::search(&self.desk, words.trim())?;
                    self.lay(found)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "it ends what may fail")]
    fn lay(&mut self, sheet: Sheet) -> Result<()> {
        if self.sheets.len() == SHEETS_MAX {
            self.sheets.remove(1);
        }
        self.sheets.push(sheet);
        Ok(())
    }

    fn open(&mut self) -> Result<()> {
        let sheet = match self.top().target() {
            Some(Target::Story(name)) => sheets::story(&self.desk, &name)?,
            Some(Target::Passage(article, span)) => {
                sheets::article(&self.desk, &article, span)?
            }
            None => return Ok(()),
        };
        self.lay(sheet)
    }

    /// Opens the article in the reader's browser; where there is none its address is told.
    fn visit(&mut self) -> Result<()> {
        let url = match (self.top().kind.clone(), self.top().target()) {
            (Kind::Article { url, .. }, _) => url,
            (_, Some(Target::Passage(article, _))) => {
                sheets::address(&self.desk, &article)?
            }
            _ => None,
        };
        let Some(url) = url else { return Ok(()) };
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        let mut command = Command::new(opener);
        command
            .arg(&url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let opened = command.status().is_ok_and(|status| status.success());
        self.top().said = if opened { format!("opened {url}") } else { url };
        Ok(())
    }

    fn read(&mut self) -> Result<()> {
        match self.top().kind.clone() {
            Kind::Story { story, .. } => {
                self.desk.look(story)?;
                self.again()?;
                self.say("marked as read");
            }
            Kind::Rundown => {
                let target = self.top().target();
                if let Some(Target::Story(name)) = target {
                    let story = sheets::number(&self.desk, &name)?;
                    self.desk.look(story)?;
                    self.again()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn decide(&mut self, wish: Follow) -> Result<()> {
        let Kind::Story { story, follow, .. } = self.top().kind.clone() else {
            return Ok(());
        };
        let choice = if follow == wish { Follow::None } else { wish };
        self.desk.follow(story, choice)?;
        self.again()?;
        self.say(match choice {
            Follow::Followed => "followed: it stays on top",
            Follow::Muted => "muted: it stays out of the rundown",
            Follow::None => "neither followed nor muted",
        });
        Ok(())
    }

    /// Puts a story off until tomorrow, then until something material happens, then not.
    fn put_off(&mut self) -> Result<()> {
        let Kind::Story { story, snooze, .. } = self.top().kind.clone() else {
            return Ok(());
        };
        let said = match snooze {
            None => {
                let today = Offset::UTC.to_datetime(self.desk.now()).date();
                let tomorrow =
                    Offset::UTC.to_timestamp(today.tomorrow()?.at(0, 0, 0, 0))?;
                self.desk.snooze_until(story, tomorrow)?;
                "snoozed until tomorrow; again: until something material happens"
            }
            Some(Snooze::Until(_)) => {
                self.desk.snooze_until_material(story)?;
                "muted until something material happens; again: not at all"
            }
            Some(Snooze::MaterialSince(_)) => {
                self.desk.wake(story)?;
                "back in the rundown"
            }
        };
        self.again()?;
        self.say(said);
        Ok(())
    }

    /// Asks for the sheet on top anew, and stays where the reader is.
    fn again(&mut self) -> Result<()> {
        let fresh = match self.top().kind.clone() {
            Kind::Rundown => sheets::rundown(&self.desk)?,
            Kind::Story { story, .. } => sheets::story(&self.desk, &story.to_string())?,
            _ => return Ok(()),
        };
        self.top().becomes(fresh);
        Ok(())
    }
}
