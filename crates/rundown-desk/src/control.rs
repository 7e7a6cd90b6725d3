//! One process owns a data directory: it threads, and others that act on the same store
//! ask it to. They reach it by a socket in the directory, a line of JSON each way.
//!
//! Reading needs nobody: the database lets several processes read while one writes. What
//! another process writes (articles, looks, decisions) is written before the owner is
//! asked, so that an owner that stops halfway loses nothing: it goes on from the store.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rundown_news::Constraint;
use rundown_news::limits::CONTROL_BYTES_MAX;
use serde::{Deserialize, Serialize};

use crate::{Desk, DeskError};

/// The socket's name in the data directory.
const SOCKET: &str = "control";

/// How long one side waits for a line of the other. Threading a large intake takes
/// minutes; the one who asks waits longer for the answer than the owner for the question.
const QUESTION_WAIT: Duration = Duration::from_secs(5);
const ANSWER_WAIT: Duration = Duration::from_hours(1);

/// What the owner is asked to do.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Question {
    /// Put articles that have no story into one.
    Place,
    /// Thread everything anew.
    Rebuild,
    /// Let the stories follow a decision that is stored already.
    Decide { decision: Option<Constraint>, taken_back: Vec<Constraint> },
}

/// What it answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    /// Done, for so many articles.
    Done(u64),
    /// It failed, and why.
    Failed(String),
}

/// The process that owns the directory, as another one sees it.
#[derive(Debug)]
pub(crate) struct Owner {
    socket: PathBuf,
}

impl Owner {
    /// The owner of a directory, if one answers there.
    pub(crate) fn of(dir: &Path) -> Option<Self> {
        let socket = dir.join(SOCKET);
        UnixStream::connect(&socket).ok().map(|_| Self { socket })
    }

    /// Lets the owner thread what is stored.
    pub(crate) fn place(&self) -> Result<u64, DeskError> {
        self.ask(&Question::Place)
    }

    /// Lets it thread everything anew.
    pub(crate) fn rebuild(&self) -> Result<u64, DeskError> {
        self.ask(&Question::Rebuild)
    }

    /// Lets it follow a decision.
    pub(crate) fn decide(
        &self,
        decision: Option<&Constraint>,
        taken_back: &[Constraint],
    ) -> Result<u64, DeskError> {
        let (decision, taken_back) = (decision.cloned(), taken_back.to_vec());
        self.ask(&Question::Decide { decision, taken_back })
    }

    fn ask(&self, question: &Question) -> Result<u64, DeskError> {
        let failed = |why: String| DeskError::Owner { why };
        let asked = || -> std::io::Result<Answer> {
            let stream = UnixStream::connect(&self.socket)?;
            stream.set_read_timeout(Some(ANSWER_WAIT))?;
            say(&stream, question)?;
            heard(&stream)
        };
        let gone = |error: std::io::Error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused => {
                failed("it ended meanwhile".to_owned())
            }
            _ => failed(error.to_string()),
        };
        match asked().map_err(gone)? {
            Answer::Done(articles) => Ok(articles),
            Answer::Failed(why) => Err(failed(why)),
        }
    }
}

/// The socket of an owner; it is gone when this is.
#[derive(Debug)]
pub struct Control {
    socket: PathBuf,
}

impl Drop for Control {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.socket);
    }
}

/// Lets other processes act on the store of a directory whose desk this is. Questions
/// are answered one after the other, on a thread that ends with the process.
///
/// # Errors
/// When the socket cannot be made, as where the directory's path is too long for one.
pub fn control(desk: &Arc<Desk>, dir: &Path) -> std::io::Result<Control> {
    let socket = dir.join(SOCKET);
    // Whoever left it there is gone: the directory is ours.
    let _ = std::fs::remove_file(&socket);
    let listener = UnixListener::bind(&socket)?;
    std::fs::set_permissions(&socket, std::fs::Permissions::from_mode(0o600))?;
    let desk = Arc::downgrade(desk);
    std::thread::Builder::new().name("control".to_owned()).spawn(move || {
        for stream in listener.incoming().flatten() {
            let Some(desk) = desk.upgrade() else { return };
            if let Err(error) = answer(&desk, &stream) {
                tracing::debug!("a command went away: {error}");
            }
        }
    })?;
    Ok(Control { socket })
}

fn answer(desk: &Desk, stream: &UnixStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(QUESTION_WAIT))?;
    stream.set_write_timeout(Some(QUESTION_WAIT))?;
    let done = match heard(stream)? {
        Question::Place => desk.place_of_others(),
        Question::Rebuild => desk.rebuild(),
        Question::Decide { decision, taken_back } => {
            desk.place_decided(decision.as_ref(), &taken_back).map(|()| 0)
        }
    };
    let answer = match done {
        Ok(articles) => Answer::Done(articles),
        Err(error) => Answer::Failed(error.to_string()),
    };
    say(stream, &answer)
}

fn say(mut stream: &UnixStream, what: &impl Serialize) -> std::io::Result<()> {
    let mut line = serde_json::to_vec(what)?;
    line.push(b'\n');
    stream.write_all(&line)
}

fn heard<T: for<'a> Deserialize<'a>>(stream: &UnixStream) -> std::io::Result<T> {
    let mut line = String::new();
    BufReader::new(stream).take(CONTROL_BYTES_MAX as u64).read_line(&mut line)?;
    if line.is_empty() {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(serde_json::from_str(&line)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owner_that_ended_meanwhile_is_told_in_words() {
        let owner = Owner { socket: PathBuf::from("no-such-directory/control") };
        let failed = owner.place().expect_err("nobody answers");
        assert!(failed.to_string().ends_with("it ended meanwhile"), "{failed}");
    }
}
