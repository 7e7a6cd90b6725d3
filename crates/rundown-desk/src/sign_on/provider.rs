//! The provider of a single sign-on: who it is, whom it lets in, and why somebody is not.

use rundown_news::Rights;
use serde_json::{Map, Value};

/// The provider that says who somebody is (`OpenID` Connect), and whom it lets in here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its address, as it calls itself.
    pub issuer: String,
    /// What it calls this service.
    pub client: String,
    /// What this service shows it; none where it asks for nothing.
    pub secret: Option<String>,
    /// What it is called on the page to sign in.
    pub name: String,
    /// What it is asked to tell.
    pub scopes: Vec<String>,
    /// What of it makes somebody what they are here.
    pub roles: Roles,
}

/// Which of its claims says what somebody may do, and by which values. Without any of these
/// everybody whom the provider knows may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles {
    /// The claim: its name, or names with dots between for one inside of others.
    pub claim: String,
    /// Who may read, if not everybody.
    pub readers: Vec<String>,
    /// Who may also correct stories and choose feeds.
    pub editors: Vec<String>,
    /// Who may also manage accounts.
    pub admins: Vec<String>,
}

impl Default for Roles {
    fn default() -> Self {
        let none = Vec::new;
        Self {
            claim: "groups".to_owned(),
            readers: none(),
            editors: none(),
            admins: none(),
        }
    }
}

impl Roles {
    /// What claims let somebody do; none if they are not let in.
    ///
    /// ```
    /// use rundown_desk::Roles;
    /// use rundown_news::Rights;
    /// let roles = Roles { admins: vec!["chiefs".to_owned()], ..Roles::default() };
    /// let claims = serde_json::json!({ "groups": ["desk", "chiefs"] });
    /// assert_eq!(roles.of(claims.as_object().unwrap()), Some(Rights::Admin));
    /// ```
    #[must_use]
    pub fn of(&self, claims: &Map<String, Value>) -> Option<Rights> {
        let told = self.told(claims);
        let is_among =
            |names: &[String]| names.iter().any(|name| told.contains(&&**name));
        if is_among(&self.admins) {
            Some(Rights::Admin)
        } else if is_among(&self.editors) {
            Some(Rights::Editor)
        } else {
            let is_let_in = self.readers.is_empty() || is_among(&self.readers);
            is_let_in.then_some(Rights::Reader)
        }
    }

    /// Whether the provider says who is more than a reader: else that is said here.
    pub(super) fn say_rights(&self) -> bool {
        !self.editors.is_empty() || !self.admins.is_empty()
    }

    /// The values of the claim. A mail address counts only if the provider checked it.
    fn told<'a>(&self, claims: &'a Map<String, Value>) -> Vec<&'a str> {
        if self.claim == "email" && claims.get("email_verified") != Some(&true.into()) {
            return Vec::new();
        }
        let inside = || {
            let mut names = self.claim.split('.');
            let first = claims.get(names.next()?)?;
            names.try_fold(first, |value, name| value.get(name))
        };
        match claims.get(&self.claim).or_else(inside) {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// Why somebody is not signed on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSignedOn {
    /// It was begun elsewhere, too long ago, or is over.
    #[error("it was not begun in this browser, or too long ago, or is over already")]
    NotBegun,
    /// The provider did not do it.
    #[error("the provider did not do it: {0}")]
    Declined(String),
    /// The provider could not be asked.
    #[error("the provider could not be asked: {0}")]
    Unasked(String),
    /// What the provider sent proves nothing.
    #[error("what the provider sent does not prove who you are: {0}")]
    Unproven(&'static str),
    /// The provider knows them, and they have nothing to do here.
    #[error("the provider knows you, and you are not among those who may read here")]
    NotLetIn,
    /// There is no room for another account.
    #[error("there are too many accounts, or too many of that name")]
    NoRoom,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rights(roles: &Roles, claims: &Value) -> Option<Rights> {
        roles.of(claims.as_object().unwrap())
    }

    #[test]
    fn a_claim_says_what_somebody_may_do() {
        let names = |name: &str| vec![name.to_owned()];
        let mut roles = Roles {
            claim: "realm_access.roles".to_owned(),
            readers: names("news"),
            editors: names("desk"),
            admins: names("chiefs"),
        };
        let of = |roles: &Roles, told: Value| {
            rights(roles, &json!({ "realm_access": { "roles": told } }))
        };
        assert_eq!(of(&roles, json!(["news", "desk"])), Some(Rights::Editor));
        assert_eq!(of(&roles, json!("news")), Some(Rights::Reader));
        for none in [json!(["newsroom"]), json!([]), json!(7), json!({ "news": 1 })] {
            assert_eq!(of(&roles, none), None);
        }
        assert!(roles.say_rights());
        let readers = Roles { readers: names("news"), ..Roles::default() };
        assert!(!readers.say_rights(), "who is more than a reader is said here");
        roles.readers.clear();
        assert_eq!(of(&roles, json!([])), Some(Rights::Reader));
        "https://example/roles".clone_into(&mut roles.claim);
        let named = json!({ "https://example/roles": ["chiefs"] });
        assert_eq!(rights(&roles, &named), Some(Rights::Admin));
    }

    #[test]
    fn a_mail_address_counts_once_it_is_checked() {
        let readers = vec!["ana@mail.example".to_owned()];
        let roles = Roles { claim: "email".to_owned(), readers, ..Roles::default() };
        let told = |checked: Value| json!({ "email": "ana@mail.example", "email_verified": checked });
        assert_eq!(rights(&roles, &told(json!(true))), Some(Rights::Reader));
        for not in [json!(false), json!("true"), json!(null)] {
            assert_eq!(rights(&roles, &told(not)), None);
        }
    }
}
