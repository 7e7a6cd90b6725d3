//! Single sign-on by a provider of `OpenID` Connect: a browser is sent there with a question
//! and comes back with a code, for which the provider gives a token that says who it is.
//! Code flow with PKCE (RFC 7636); state and nonce bind the answer to the browser and to the
//! question.

mod asking;
mod begun;
mod held;
mod provider;
mod token;

use std::sync::Arc;

use rundown_fetch::Fetcher;
use rundown_news::Rights;
use rundown_store::{Account, SignsOn};
use serde_json::{Map, Value};

use self::begun::BegunOn;
use self::token::{Flaw, Wanted, proven};
use crate::accounts::named;
use crate::{Desk, DeskError};

pub(crate) use held::SignOn;
pub use provider::{NotSignedOn, Provider, Roles};

/// Accounts that are called alike after the first: `ana-2`, `ana-3`.
const NAMESAKES_MAX: usize = 100;

/// Where to send a browser that signs on, and what it keeps until it comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The address at the provider.
    pub url: String,
    /// What nobody but the browser is to know.
    pub kept: String,
}

/// What a browser comes back with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// What it kept.
    pub kept: String,
    /// What it was sent with.
    pub state: String,
    /// What the provider gives a token for.
    pub code: String,
    /// Who the provider says it is, if it does (RFC 9207).
    pub issuer: Option<String>,
}

/// Somebody who proved who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    who: SignsOn,
    /// What they would be called.
    name: String,
    rights: Rights,
    /// Where they go on to.
    pub next: String,
}

impl Desk {
    /// The same desk, where people sign on by a provider.
    ///
    /// # Errors
    /// When the system has no randomness.
    pub fn signing_on_by(self, provider: Provider) -> Result<Self, DeskError> {
        let none = || NotSignedOn::Unasked("the system has no randomness".to_owned());
        let sign_on = Some(Arc::new(SignOn::with(provider).ok_or_else(none)?));
        Ok(Self { sign_on, ..self })
    }

    /// What the provider is called by which people sign on, if there is one.
    #[must_use]
    pub fn signs_on_by(&self) -> Option<&str> {
        self.sign_on.as_deref().map(SignOn::name)
    }

    fn provider(&self) -> Result<(&SignOn, &Fetcher), NotSignedOn> {
        let nobody = || NotSignedOn::Unasked("this service asks nobody".to_owned());
        let both = self.sign_on.as_deref().zip(self.fetcher.as_deref());
        both.ok_or_else(nobody)
    }

    /// Begins to sign a browser on: where it is sent, to come back to an address of ours.
    ///
    /// # Errors
    /// When the provider cannot be asked.
    pub async fn begin_sign_on(
        &self,
        back_to: &str,
        next: &str,
    ) -> Result<Begun, DeskError> {
        let (sign_on, fetcher) = self.provider()?;
        let known = sign_on.known(fetcher).await?;
        let none = || NotSignedOn::Unasked("the system has no randomness".to_owned());
        let begun = BegunOn::new(next, self.now()).ok_or_else(none)?;
        let url =
            asking::way_there(&known.addresses, &sign_on.provider, back_to, &begun)?;
        Ok(Begun { url, kept: begun.sealed(&sign_on.key) })
    }

    /// Who a browser is that came back.
    ///
    /// # Errors
    /// When that is not proven, the provider cannot be asked, or does not let them in.
    pub async fn end_sign_on(
        &self,
        back_to: &str,
        returned: &Returned,
    ) -> Result<Proven, DeskError> {
        let (sign_on, fetcher) = self.provider()?;
        let provider = &sign_on.provider;
        let begun = BegunOn::opened(&returned.kept, &sign_on.key, self.now())
            .filter(|begun| begun.state == returned.state && !sign_on.is_over(begun))
            .ok_or(NotSignedOn::NotBegun)?;
        let is_other = |issuer: &String| *issuer != provider.issuer;
        if returned.issuer.as_ref().is_some_and(is_other) {
            return Err(NotSignedOn::Unproven("it is of another provider").into());
        }
        let known = sign_on.known(fetcher).await?;
        let code = &returned.code;
        let token =
            asking::token(fetcher, &known.addresses, provider, back_to, &begun, code)
                .await?;
        let wanted = Wanted {
            issuer: &provider.issuer,
            client: &provider.client,
            nonce: &begun.nonce,
            now: self.now(),
        };
        let mut told = proven(&token, &known.keys, &wanted);
        if told == Err(Flaw::UnknownKey) {
            let known = sign_on.known_anew(fetcher).await?;
            told = proven(&token, &known.keys, &wanted);
        }
        let claims = told.map_err(|flaw| match flaw {
            Flaw::UnknownKey => NotSignedOn::Unproven("no key of the provider signed it"),
            Flaw::Other(why) => NotSignedOn::Unproven(why),
        })?;
        // Of two that come back with the same, one is signed on.
        if !sign_on.ends(&begun, self.now()) {
            return Err(NotSignedOn::NotBegun.into());
        }
        let rights = provider.roles.of(&claims).ok_or(NotSignedOn::NotLetIn)?;
        let subject = text(&claims, "sub").unwrap_or_default().to_owned();
        let who = SignsOn { issuer: provider.issuer.clone(), subject };
        Ok(Proven { who, name: name_of(&claims), rights, next: begun.next })
    }

    /// Signs somebody on who proved who they are; the first time it makes them an account.
    ///
    /// # Errors
    /// When there is no room for one, or the store fails.
    pub fn signed_on(&self, proven: &Proven) -> Result<String, DeskError> {
        let account = match self.store.account_signed_on(&proven.who)? {
            Some(account) => account,
            None => self.account_for(proven)?,
        };
        let say_rights =
            self.sign_on.as_ref().is_some_and(|one| one.provider.roles.say_rights());
        if say_rights && account.rights != proven.rights {
            self.store.set_rights(account.reader, proven.rights)?;
        }
        self.session(account.reader)
    }

    /// A new account. An admin who is the first of all goes on with what was read before.
    fn account_for(&self, proven: &Proven) -> Result<Account, DeskError> {
        let who = &proven.who;
        if proven.rights == Rights::Admin
            && let [first] = &*self.store.accounts()?
            && !first.is_named()
            && self.store.signs_on(first.reader, who)?
        {
            self.store.rename_account(first.reader, &proven.name, proven.rights)?;
            return Ok(first.clone());
        }
        for number in 1..=NAMESAKES_MAX {
            let name = match number {
                1 => proven.name.clone(),
                _ => format!("{}-{number}", proven.name),
            };
            let made = self.store.add_account(&name, proven.rights, self.now())?;
            let Some(account) = made else { continue };
            if self.store.signs_on(account.reader, who)? {
                return Ok(account);
            }
            // In another window they were faster.
            self.store.remove_account(account.reader)?;
            break;
        }
        let there = self.store.account_signed_on(who)?;
        Ok(there.ok_or(NotSignedOn::NoRoom)?)
    }
}

fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name)?.as_str()
}

/// What somebody is called here, as the provider calls them. It tells nothing of who they are:
/// whoever has that name already stays another.
fn name_of(claims: &Map<String, Value>) -> String {
    let email = text(claims, "email").and_then(|email| email.split('@').next());
    let names = [text(claims, "preferred_username"), email, text(claims, "sub")];
    let named = names.into_iter().flatten().find_map(named);
    named.unwrap_or_else(|| "reader".to_owned())
}
