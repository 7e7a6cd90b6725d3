//! Who may sign in: passwords by argon2id, links by which they are chosen, and sessions. Of
//! links and sessions only the sums are kept; they are of 256 random bits, so that their sum
//! tells nothing of them.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use jiff::{SignedDuration, Timestamp};
use rundown_news::limits::PASSWORD_BYTES_MAX;
use rundown_news::{ReaderId, Rights};
use rundown_store::{Account, NOBODY_YET};

use crate::tokens::{secret, sum};
use crate::{Desk, DeskError};

/// How long a browser stays signed in.
pub const SESSION_DAYS: i64 = 30;
/// How long a link by which a password is chosen holds.
const LINK_DAYS: i64 = 7;
/// The shortest password.
const PASSWORD_CHARACTERS_MIN: usize = 10;
/// The longest name.
const NAME_BYTES_MAX: usize = 64;

/// The hash of no password that anybody knows: looking at an unknown name takes as long as
/// at a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$cnVuZG93bi1ub2JvZHktaGVyZQ$PWcvsJXn7XHLOQ9n3tm8CkbDHfSVyTsnGXv2vpBxaYw";

impl Desk {
    /// All accounts.
    ///
    /// # Errors
    /// When the store fails.
    pub fn accounts(&self) -> Result<Vec<Account>, DeskError> {
        Ok(self.store.accounts()?)
    }

    /// Whether anybody can sign in, or on by a provider: then everybody has to.
    ///
    /// # Errors
    /// When the store fails.
    pub fn has_accounts(&self) -> Result<bool, DeskError> {
        Ok(self.signs_on_by().is_some() || self.store.has_accounts()?)
    }

    /// The account of a name.
    ///
    /// # Errors
    /// When there is none, or the store fails.
    pub fn account(&self, name: &str) -> Result<Account, DeskError> {
        let found = self.account_named(name)?;
        found.ok_or_else(|| refused(format!("there is no account named {name:?}")))
    }

    /// The account of a name, if there is one.
    ///
    /// # Errors
    /// When the store fails.
    pub fn account_named(&self, name: &str) -> Result<Option<Account>, DeskError> {
        Ok(self.store.account_named(name)?)
    }

    /// The account of a reader, if they still have one.
    ///
    /// # Errors
    /// When the store fails.
    pub fn account_of(&self, reader: ReaderId) -> Result<Option<Account>, DeskError> {
        Ok(self.store.account_of(reader)?)
    }

    /// Makes an account, and what ends the link by which its password is chosen. The first
    /// one has what was read here before.
    ///
    /// # Errors
    /// When the name is taken or none, there are too many, or the store fails.
    pub fn add_account(&self, name: &str, rights: Rights) -> Result<String, DeskError> {
        is_name(name)?;
        // The one that waits for somebody to name it is theirs.
        if let [first] = &*self.store.accounts()?
            && !first.is_named()
        {
            self.store.rename_account(first.reader, name, rights)?;
            return self.invite(&self.account(name)?);
        }
        let account = self.store.add_account(name, rights, self.now())?;
        let account = account.ok_or_else(|| {
            refused(format!(
                "an account named {name:?} is there already, or too many are"
            ))
        })?;
        self.invite(&account)
    }

    /// What ends a new link by which the password of an account is chosen.
    ///
    /// # Errors
    /// When the store fails, or the system has no randomness.
    pub fn invite(&self, account: &Account) -> Result<String, DeskError> {
        let link = random()?;
        let until = self.now() + SignedDuration::from_hours(24 * LINK_DAYS);
        self.store.invite(account.reader, &sum(&link), until)?;
        Ok(link)
    }

    /// What ends the link by which the first account is set up; told once, where there are
    /// no accounts at all.
    ///
    /// # Errors
    /// When the store fails.
    pub fn first_link(&self) -> Result<Option<String>, DeskError> {
        if !self.store.accounts()?.is_empty() {
            return Ok(None);
        }
        let account = self.store.add_account(NOBODY_YET, Rights::Admin, self.now())?;
        account.map(|account| self.invite(&account)).transpose()
    }

    /// The account whose password a link lets choose.
    ///
    /// # Errors
    /// When the store fails.
    pub fn invited(&self, link: &str) -> Result<Option<Account>, DeskError> {
        Ok(self.store.invited(&sum(link), self.now())?)
    }

    /// Chooses the name and password of an account by its link, which is worth nothing from
    /// then on; and signs in.
    ///
    /// # Errors
    /// When the link is no longer one, the name or password will not do, or the store fails.
    pub fn accept(
        &self,
        link: &str,
        name: &str,
        password: &str,
    ) -> Result<String, DeskError> {
        is_name(name)?;
        let hash = hashed(password)?;
        if !self.store.accept(&sum(link), name, &hash, self.now())? {
            return Err(refused("the link was used or is too old, or the name is taken"));
        }
        let account = self.account(name)?;
        self.session(account.reader)
    }

    /// Signs in; none for a wrong name or password, which takes as long.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
    ) -> Result<Option<String>, DeskError> {
        let account = self.account_named(name)?;
        let known = account.as_ref().and_then(|account| account.password.as_deref());
        let is_right = is_password(password, known.unwrap_or(NOBODY)) && known.is_some();
        match account.filter(|_| is_right) {
            Some(account) => self.session(account.reader).map(Some),
            None => Ok(None),
        }
    }

    /// Who shows this, if they are signed in.
    ///
    /// # Errors
    /// When the store fails.
    pub fn signed_in(&self, session: &str) -> Result<Option<Account>, DeskError> {
        Ok(self.store.signed_in(&sum(session), self.now())?)
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store fails.
    pub fn sign_out(&self, session: &str) -> Result<(), DeskError> {
        Ok(self.store.sign_out(&sum(session))?)
    }

    /// Sets a password; whoever is signed in with the one before is out.
    ///
    /// # Errors
    /// When it will not do, or the store fails.
    pub fn set_password(
        &self,
        reader: ReaderId,
        password: &str,
    ) -> Result<(), DeskError> {
        Ok(self.store.set_password(reader, &hashed(password)?)?)
    }

    /// Changes the password of somebody who knows it, and signs them in anew; none if they
    /// do not.
    ///
    /// # Errors
    /// When the new one will not do, or the store fails.
    pub fn change_password(
        &self,
        account: &Account,
        before: &str,
        password: &str,
    ) -> Result<Option<String>, DeskError> {
        if !account.password.as_deref().is_some_and(|hash| is_password(before, hash)) {
            return Ok(None);
        }
        self.set_password(account.reader, password)?;
        self.session(account.reader).map(Some)
    }

    /// Gives an account another role.
    ///
    /// # Errors
    /// When nobody would be left to manage accounts, or the store fails.
    pub fn set_rights(&self, account: &Account, rights: Rights) -> Result<(), DeskError> {
        if rights != Rights::Admin {
            self.keep_an_admin(account)?;
        }
        Ok(self.store.set_rights(account.reader, rights)?)
    }

    /// Removes an account, what its reader read and follows, and its tokens.
    ///
    /// # Errors
    /// When nobody would be left to manage accounts, or the store fails.
    pub fn remove_account(&self, account: &Account) -> Result<(), DeskError> {
        self.keep_an_admin(account)?;
        self.tokens.revoke_all_of(account.reader)?;
        Ok(self.store.remove_account(account.reader)?)
    }

    fn keep_an_admin(&self, account: &Account) -> Result<(), DeskError> {
        let others = self.store.accounts()?;
        let is_other = |one: &Account| {
            one.reader != account.reader && one.rights == Rights::Admin && one.is_set_up()
        };
        if account.rights == Rights::Admin && !others.iter().any(is_other) {
            let why =
                "it is the last one that may manage accounts: make another admin first";
            return Err(refused(format!("{:?} has to stay: {why}", account.name)));
        }
        Ok(())
    }

    pub(crate) fn session(&self, reader: ReaderId) -> Result<String, DeskError> {
        let session = random()?;
        let now: Timestamp = self.now();
        let until = now + SignedDuration::from_hours(24 * SESSION_DAYS);
        self.store.sign_in(&sum(&session), reader, now, until)?;
        Ok(session)
    }
}

fn refused(why: impl Into<String>) -> DeskError {
    DeskError::Account { why: why.into() }
}

fn random() -> Result<String, DeskError> {
    secret().ok_or_else(|| refused("the system has no randomness"))
}

fn is_name_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.@".contains(c)
}

/// A name of an account out of another text, if there is one in it.
pub(crate) fn named(text: &str) -> Option<String> {
    // There is room for a number behind it.
    let letters = text.chars().filter(|c| is_name_letter(*c)).take(NAME_BYTES_MAX - 4);
    let name: String = letters.collect();
    (!name.is_empty()).then_some(name)
}

fn is_name(name: &str) -> Result<(), DeskError> {
    let is_name =
        (1..=NAME_BYTES_MAX).contains(&name.len()) && name.chars().all(is_name_letter);
    let why = "a name is of unaccented letters, digits, '-', '_', '.' and '@'";
    if is_name { Ok(()) } else { Err(refused(why)) }
}

fn hashed(password: &str) -> Result<String, DeskError> {
    if password.chars().count() < PASSWORD_CHARACTERS_MIN {
        return Err(refused(format!(
            "a password has at least {PASSWORD_CHARACTERS_MIN} characters"
        )));
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(refused(format!(
            "a password has at most {PASSWORD_BYTES_MAX} bytes"
        )));
    }
    let hash = Argon2::default().hash_password(password.as_bytes());
    let hash = hash.map_err(|error| refused(format!("it cannot be hashed: {error}")))?;
    Ok(hash.to_string())
}

fn is_password(password: &str, hash: &str) -> bool {
    let Ok(hash) = PasswordHash::new(hash) else { return false };
    // What is too long is none, and is looked at as one.
    let most = password.len().min(PASSWORD_BYTES_MAX);
    let bytes = &password.as_bytes()[..most];
    let is_right = Argon2::default().verify_password(bytes, &hash).is_ok();
    is_right && most == password.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_its_hash_tells_what_made_it() {
        let hash = hashed("correct horse").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_password("correct horse", &hash));
        assert!(!is_password("correct hors", &hash) && !is_password("", &hash));
        assert_ne!(hashed("correct horse").unwrap(), hash);
        assert!(hashed("short").is_err() && hashed(&"a".repeat(257)).is_err());
    }

    #[test]
    fn a_name_has_letters_that_every_keyboard_has_and_some_of_them() {
        for fine in ["a", "Ana-Ruiz_7.b@mail.example", &"a".repeat(NAME_BYTES_MAX)] {
            assert!(is_name(fine).is_ok(), "{fine}");
        }
        for bad in ["", "Ana Ruiz", "José", &"a".repeat(NAME_BYTES_MAX + 1)] {
            assert!(is_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_unknown_name_costs_what_a_known_one_does() {
        let hash = PasswordHash::new(NOBODY).expect("it is looked at, not refused");
        let known = hashed("correct horse").unwrap();
        let known = PasswordHash::new(&known).unwrap();
        assert_eq!(hash.params.to_string(), known.params.to_string());
        assert!(!is_password("", NOBODY));
    }
}
