//! Who may post articles: tokens, of which only the sums are kept.
//!
//! A token is made of 256 random bits, so that its sum alone tells nothing of it and
//! guessing is hopeless; the sums stand in a file of the data directory, a line each with
//! the token's name. The file is read anew at each question: a token that is revoked is
//! out at once.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::rand::{SecureRandom, SystemRandom};
use rundown_news::limits::TOKENS_MAX;
use serde::Serialize;
use subtle::{Choice, ConstantTimeEq};

use crate::DeskError;

/// The file in the data directory.
const FILE_NAME: &str = "tokens";

/// What a token begins with, so that one that lies around is recognised.
const PREFIX: &str = "rundown_";

/// The longest name of a token.
const NAME_BYTES_MAX: usize = 64;

/// A line of the file is not longer than this.
const LINE_BYTES_MAX: usize = 256;

/// A token without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    #[serde(skip)]
    sum: String,
}

/// The tokens of a data directory.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    file: PathBuf,
    /// The sum of one that was given when the program started.
    given: Option<String>,
}

impl Tokens {
    /// Those of a data directory.
    #[must_use]
    pub fn of_directory(dir: &Path) -> Self {
        Self { file: dir.join(FILE_NAME), given: None }
    }

    /// One more, for as long as the program runs.
    #[must_use]
    pub fn with(self, token: &str) -> Self {
        Self { given: Some(sum(token)), ..self }
    }

    /// Makes a token; it is shown this once.
    ///
    /// # Errors
    /// When the name is taken or none, there are too many, or the file cannot be written.
    pub fn make(&self, name: &str, now: Timestamp) -> Result<String, DeskError> {
        let mut tokens = self.list()?;
        let is_name = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        if name.is_empty() || name.len() > NAME_BYTES_MAX || !name.chars().all(is_name) {
            return Err(self.refused("a name is of letters, digits, '-', '_' and '.'"));
        }
        if tokens.iter().any(|token| token.name == name) {
            return Err(self.refused("there is a token of this name; revoke it first"));
        }
        if tokens.len() >= TOKENS_MAX {
            return Err(self.refused("there are too many tokens; revoke one first"));
        }
        let token =
            secret().ok_or_else(|| self.refused("the system has no randomness"))?;
        let (name, sum) = (name.to_owned(), sum(&token));
        tokens.push(Token { name, made_at: now, sum });
        self.write(&tokens)?;
        Ok(token)
    }

    /// Those there are, in the order in which they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self) -> Result<Vec<Token>, DeskError> {
        match fs::metadata(&self.file) {
            Ok(found) if found.len() > (TOKENS_MAX * LINE_BYTES_MAX) as u64 => {
                return Err(self.refused("it is too long"));
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Vec::new());
            }
            _ => {}
        }
        let text = fs::read_to_string(&self.file).map_err(|error| self.failed(error))?;
        Ok(text.lines().filter_map(token_of).take(TOKENS_MAX).collect())
    }

    /// Forgets a token; false if there is none of this name.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn revoke(&self, name: &str) -> Result<bool, DeskError> {
        let mut tokens = self.list()?;
        let before = tokens.len();
        tokens.retain(|token| token.name != name);
        if tokens.len() < before {
            self.write(&tokens)?;
        }
        Ok(tokens.len() < before)
    }

    /// The name of a token, if it is one. Every sum is compared, each in the same time
    /// whatever it holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn name_of(&self, token: &str) -> Result<Option<String>, DeskError> {
        let asked = sum(token);
        let is_asked = |sum: &str| -> Choice { sum.as_bytes().ct_eq(asked.as_bytes()) };
        let mut found = None;
        let given = self.given.as_deref();
        if given.is_some_and(|sum| is_asked(sum).into()) {
            found = Some("given at start".to_owned());
        }
        for token in self.list()? {
            if is_asked(&token.sum).into() {
                found = Some(token.name);
            }
        }
        Ok(found)
    }

    /// Puts a new file in the place of the old one, for its owner's eyes only.
    fn write(&self, tokens: &[Token]) -> Result<(), DeskError> {
        let failed = |error| self.failed(error);
        if let Some(dir) = self.file.parent() {
            fs::create_dir_all(dir).map_err(failed)?;
        }
        let beside = self.file.with_extension("new");
        let _ = fs::remove_file(&beside);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&beside).map_err(failed)?;
        for Token { name, made_at, sum } in tokens {
            writeln!(file, "{name} {sum} {made_at}").map_err(failed)?;
        }
        file.sync_all().map_err(failed)?;
        fs::rename(&beside, &self.file).map_err(failed)
    }

    fn failed(&self, source: std::io::Error) -> DeskError {
        DeskError::Tokens { file: self.file.clone(), source }
    }

    fn refused(&self, why: &str) -> DeskError {
        self.failed(std::io::Error::other(why.to_owned()))
    }
}

fn token_of(line: &str) -> Option<Token> {
    let mut parts = line.split_whitespace();
    let (name, sum) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    Some(Token { name, sum, made_at: parts.next()?.parse().ok()? })
}

fn secret() -> Option<String> {
    let mut bits = [0; 32];
    SystemRandom::new().fill(&mut bits).ok()?;
    Some(format!("{PREFIX}{}", hex(&bits)))
}

fn sum(token: &str) -> String {
    hex(digest(&SHA256, token.as_bytes()).as_ref())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_until_it_is_revoked_and_never_stands_in_the_file() {
        let dir =
            std::env::temp_dir().join(format!("rundown-tokens-{}", std::process::id()));
        let tokens = Tokens::of_directory(&dir);
        assert_eq!(tokens.name_of("rundown_").unwrap(), None);
        let token = tokens.make("crawler", Timestamp::UNIX_EPOCH).unwrap();
        let other = tokens.make("browser", Timestamp::UNIX_EPOCH).unwrap();
        assert!(tokens.make("crawler", Timestamp::UNIX_EPOCH).is_err());
        for name in ["", "a b", "a\nb", &"a".repeat(65)] {
            assert!(tokens.make(name, Timestamp::UNIX_EPOCH).is_err(), "{name}");
        }
        assert_eq!(tokens.name_of(&token).unwrap().as_deref(), Some("crawler"));
        assert_eq!(tokens.name_of(&token[1..]).unwrap(), None);
        assert_eq!(tokens.name_of("").unwrap(), None);
        let text = fs::read_to_string(&tokens.file).unwrap();
        assert!(!text.contains(&token[PREFIX.len()..]), "{text}");
        // The sum itself opens nothing.
        assert_eq!(tokens.name_of(&tokens.list().unwrap()[0].sum).unwrap(), None);
        assert!(tokens.revoke("crawler").unwrap() && !tokens.revoke("crawler").unwrap());
        assert_eq!(tokens.name_of(&token).unwrap(), None);
        assert_eq!(tokens.name_of(&other).unwrap().as_deref(), Some("browser"));
        let given = tokens.with("a secret of the operator");
        assert!(given.name_of("a secret of the operator").unwrap().is_some());
        fs::remove_dir_all(dir).unwrap();
    }
}
