//! Which programs may post articles, or read: tokens, of which only the sums are kept.
//!
//! A token is made of 256 random bits, so that its sum alone tells nothing of it and
//! guessing is hopeless; the sums stand in a file of the data directory, a line each with
//! the token's name and what it is for. Clients of the Fever API send a sum of name and
//! token (MD5) in the token's place; of that again the sum (SHA-256) is kept, of tokens for
//! reading alone. The password of the service is never summed that way: words that people
//! choose are soon guessed from an MD5 sum. The file is read anew at each question: a token that is revoked is
//! out at once.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use ring::digest::{SHA256, digest};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};
use rundown_news::ReaderId;
use rundown_news::limits::TOKENS_MAX;
use rundown_store::Store;
use serde::{Deserialize, Serialize};
use subtle::{Choice, ConstantTimeEq};

use crate::DeskError;
use crate::notes::Notes;

/// The file in the data directory.
const FILE_NAME: &str = "tokens";

/// What a token begins with, so that one that lies around is recognised.
const PREFIX: &str = "rundown_";

/// The longest name of a token.
const NAME_BYTES_MAX: usize = 64;

/// A line of the file is not longer than this.
const LINE_BYTES_MAX: usize = 256;

/// The file of the secret that passes are made with.
const KEY_FILE_NAME: &str = "reader-key";

/// What a copy of a store takes along, and how long it may be.
pub(crate) const NOTES: [(&str, u64); 2] = [
    (FILE_NAME, (TOKENS_MAX * LINE_BYTES_MAX) as u64),
    (KEY_FILE_NAME, LINE_BYTES_MAX as u64),
];

/// The name that goes with a token where a client asks for one.
pub const READER: &str = "rundown";

/// What a token lets its owner do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// Post articles.
    #[default]
    Posting,
    /// Read, and mark what was read.
    Reading,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Posting => "posting",
            Self::Reading => "reading",
        }
    }
}

/// A token without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// What it is for.
    pub purpose: Purpose,
    /// Whose it is: what it reads is read by them.
    pub owner: ReaderId,
    #[serde(skip)]
    sum: String,
    /// The sum of what clients of the Fever API send in its place.
    #[serde(skip)]
    fever: Option<String>,
}

/// The tokens of a data directory.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    notes: Notes,
    /// The sum of one that was given when the program started.
    given: Option<String>,
}

impl Tokens {
    /// Those of a data directory.
    #[must_use]
    pub fn of_directory(dir: &Path) -> Self {
        Self { notes: Notes::Directory(dir.to_owned()), given: None }
    }

    /// Those that a store at a server keeps for all who read there.
    #[must_use]
    pub(crate) fn of_store(store: Arc<dyn Store>) -> Self {
        Self { notes: Notes::Store(store), given: None }
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
    pub fn make(
        &self,
        name: &str,
        purpose: Purpose,
        owner: ReaderId,
        now: Timestamp,
    ) -> Result<String, DeskError> {
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
        let fever = (purpose == Purpose::Reading).then(|| sum(&fever_key(&token)));
        let (name, sum) = (name.to_owned(), sum(&token));
        tokens.push(Token { name, made_at: now, purpose, owner, sum, fever });
        self.write(&tokens)?;
        Ok(token)
    }

    /// Those there are, in the order in which they were made.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn list(&self) -> Result<Vec<Token>, DeskError> {
        let most = (TOKENS_MAX * LINE_BYTES_MAX) as u64;
        let text =
            self.notes.read(FILE_NAME, most).map_err(|error| self.failed(error))?;
        let text = text.unwrap_or_default();
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

    /// Forgets all tokens of somebody.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn revoke_all_of(&self, owner: ReaderId) -> Result<(), DeskError> {
        let mut tokens = self.list()?;
        let before = tokens.len();
        tokens.retain(|token| token.owner != owner);
        if tokens.len() < before { self.write(&tokens) } else { Ok(()) }
    }

    /// The name of a token for a purpose, if it is one. Every sum is compared, each in the
    /// same time whatever it holds.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn name_of(
        &self,
        token: &str,
        purpose: Purpose,
    ) -> Result<Option<String>, DeskError> {
        Ok(self.known(token, purpose)?.map(|(name, _)| name))
    }

    /// Whose a token for a purpose is, if it is one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn owner_of(
        &self,
        token: &str,
        purpose: Purpose,
    ) -> Result<Option<ReaderId>, DeskError> {
        Ok(self.known(token, purpose)?.map(|(_, owner)| owner))
    }

    fn known(
        &self,
        token: &str,
        purpose: Purpose,
    ) -> Result<Option<(String, ReaderId)>, DeskError> {
        let asked = sum(token);
        let given = self.given.as_deref().filter(|_| purpose == Purpose::Posting);
        let mut found = None;
        if given.is_some_and(|sum| is_same(sum, &asked)) {
            found = Some(("given at start".to_owned(), ReaderId::FIRST));
        }
        for token in self.list()? {
            if is_same(&token.sum, &asked) && token.purpose == purpose {
                found = Some((token.name, token.owner));
            }
        }
        Ok(found)
    }

    /// Whose the token for reading is that a client of the Fever API made this key of.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn owner_of_fever(&self, key: &str) -> Result<Option<ReaderId>, DeskError> {
        let asked = sum(&key.to_ascii_lowercase());
        let mut found = None;
        for token in self.list()? {
            if token.fever.as_deref().is_some_and(|sum| is_same(sum, &asked)) {
                found = Some(token.owner);
            }
        }
        Ok(found)
    }

    /// What a program shows from now on that knew the password: a sum with a secret of this
    /// data directory, which tells nothing of the password and is worth nothing once that
    /// is another one.
    ///
    /// # Errors
    /// When the secret can neither be read nor made.
    pub fn pass_of(&self, password: &str) -> Result<String, DeskError> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.key()?.as_bytes());
        Ok(hex(hmac::sign(&key, password.as_bytes()).as_ref()))
    }

    /// The secret of the data directory, made when it is first asked for.
    fn key(&self) -> Result<String, DeskError> {
        if let Ok(Some(key)) = self.notes.read(KEY_FILE_NAME, LINE_BYTES_MAX as u64)
            && key.len() > PREFIX.len()
        {
            return Ok(key);
        }
        let key = secret().ok_or_else(|| self.refused("the system has no randomness"))?;
        self.notes.write(KEY_FILE_NAME, &key).map_err(|error| self.failed(error))?;
        Ok(key)
    }

    fn write(&self, tokens: &[Token]) -> Result<(), DeskError> {
        let line = |Token { name, made_at, purpose, owner, sum, fever }: &Token| {
            let fever = fever.as_deref().unwrap_or("-");
            format!("{name} {sum} {made_at} {} {fever} {}\n", purpose.word(), owner.0)
        };
        let lines = tokens.iter().map(line).collect::<String>();
        self.notes.write(FILE_NAME, &lines).map_err(|error| self.failed(error))
    }

    fn failed(&self, source: std::io::Error) -> DeskError {
        DeskError::Tokens { file: self.notes.place(FILE_NAME), source }
    }

    fn refused(&self, why: &str) -> DeskError {
        self.failed(std::io::Error::other(why.to_owned()))
    }
}

fn token_of(line: &str) -> Option<Token> {
    let mut parts = line.split_whitespace();
    let (name, sum) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let made_at = parts.next()?.parse().ok()?;
    // An older line names no purpose: there was but one.
    let is_reading = parts.next() == Some(Purpose::Reading.word());
    let purpose = if is_reading { Purpose::Reading } else { Purpose::Posting };
    let fever = parts.next().filter(|sum| *sum != "-").map(str::to_owned);
    // Nor whose it is: there was but one reader.
    let owner = parts.next().and_then(|number| number.parse().ok()).map(ReaderId);
    let owner = owner.unwrap_or(ReaderId::FIRST);
    Some(Token { name, made_at, purpose, owner, sum, fever })
}

/// What clients of the Fever API send in the place of a token.
fn fever_key(token: &str) -> String {
    format!("{:x}", md5::compute(format!("{READER}:{token}")))
}

fn is_same(sum: &str, asked: &str) -> bool {
    let same: Choice = sum.as_bytes().ct_eq(asked.as_bytes());
    same.into()
}

pub(crate) fn secret() -> Option<String> {
    let mut bits = [0; 32];
    SystemRandom::new().fill(&mut bits).ok()?;
    Some(format!("{PREFIX}{}", hex(&bits)))
}

pub(crate) fn sum(token: &str) -> String {
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
        assert_eq!(tokens.name_of("rundown_", Purpose::Posting).unwrap(), None);
        let token = tokens
            .make("crawler", Purpose::Posting, ReaderId::FIRST, Timestamp::UNIX_EPOCH)
            .unwrap();
        let other = tokens
            .make("browser", Purpose::Posting, ReaderId::FIRST, Timestamp::UNIX_EPOCH)
            .unwrap();
        assert!(
            tokens
                .make("crawler", Purpose::Posting, ReaderId::FIRST, Timestamp::UNIX_EPOCH)
                .is_err()
        );
        for name in ["", "a b", "a\nb", &"a".repeat(65)] {
            assert!(
                tokens
                    .make(name, Purpose::Posting, ReaderId::FIRST, Timestamp::UNIX_EPOCH)
                    .is_err(),
                "{name}"
            );
        }
        assert_eq!(
            tokens.name_of(&token, Purpose::Posting).unwrap().as_deref(),
            Some("crawler")
        );
        assert_eq!(tokens.name_of(&token[1..], Purpose::Posting).unwrap(), None);
        assert_eq!(tokens.name_of("", Purpose::Posting).unwrap(), None);
        let text = std::fs::read_to_string(dir.join(FILE_NAME)).unwrap();
        assert!(!text.contains(&token[PREFIX.len()..]), "{text}");
        // The sum itself opens nothing.
        assert_eq!(
            tokens.name_of(&tokens.list().unwrap()[0].sum, Purpose::Posting).unwrap(),
            None
        );
        assert!(tokens.revoke("crawler").unwrap() && !tokens.revoke("crawler").unwrap());
        assert_eq!(tokens.name_of(&token, Purpose::Posting).unwrap(), None);
        assert_eq!(
            tokens.name_of(&other, Purpose::Posting).unwrap().as_deref(),
            Some("browser")
        );
        let reading = tokens
            .make("phone", Purpose::Reading, ReaderId(7), Timestamp::UNIX_EPOCH)
            .unwrap();
        let name = |purpose| tokens.name_of(&reading, purpose).unwrap();
        assert_eq!(name(Purpose::Reading).as_deref(), Some("phone"));
        assert_eq!(name(Purpose::Posting), None);
        let fever = |key: &str| tokens.owner_of_fever(key).unwrap();
        assert_eq!(fever(&fever_key(&reading).to_uppercase()), Some(ReaderId(7)));
        let owner = tokens.owner_of(&reading, Purpose::Reading).unwrap();
        assert_eq!(owner, Some(ReaderId(7)));
        assert_eq!(tokens.owner_of(&other, Purpose::Reading).unwrap(), None);
        assert_eq!(fever(&fever_key(&other)), None);
        assert_eq!(fever(tokens.list().unwrap()[1].fever.as_deref().unwrap()), None);
        let pass = tokens.pass_of("open sesame").unwrap();
        assert_eq!(tokens.pass_of("open sesame").unwrap(), pass);
        assert_ne!(tokens.pass_of("open sesam").unwrap(), pass);
        let given = tokens.with("a secret of the operator");
        assert!(
            given
                .name_of("a secret of the operator", Purpose::Posting)
                .unwrap()
                .is_some()
        );
        std::fs::remove_dir_all(dir).unwrap();
    }
}
