//! By whom readers sign on.

use rundown_desk::{Provider, Roles};
use url::Url;

use super::setting::{LISTENING, Setting, Shape};
use super::value::{Secret, all, shown};

/// The provider of a single sign-on, and whom it lets in.
#[derive(Debug, Clone, Default)]
pub(crate) struct SignOnSettings {
    pub issuer: Option<String>,
    pub client: Option<String>,
    pub secret: Option<Secret>,
    pub name: Option<String>,
    pub scopes: Vec<String>,
    pub roles: Roles,
}

/// What a provider is asked for where nobody says otherwise.
pub(super) const ASKED: [&str; 3] = ["openid", "profile", "email"];

impl SignOnSettings {
    /// The provider, if one is named; what lacks of it otherwise.
    pub(crate) fn provider(&self) -> Result<Option<Provider>, &'static str> {
        let (issuer, client) = match (&self.issuer, &self.client) {
            (None, None) => return Ok(None),
            (Some(issuer), Some(client)) => (issuer, client),
            (Some(_), None) => return Err("oidc-issuer is set, and oidc-client is not"),
            (None, Some(_)) => return Err("oidc-client is set, and oidc-issuer is not"),
        };
        let host =
            Url::parse(issuer).ok().and_then(|url| Some(url.host_str()?.to_owned()));
        let name = self.name.clone().or(host).unwrap_or_default();
        let mut scopes = self.scopes.clone();
        if !scopes.iter().any(|scope| scope == ASKED[0]) {
            scopes.insert(0, ASKED[0].to_owned());
        }
        Ok(Some(Provider {
            issuer: issuer.clone(),
            client: client.clone(),
            secret: self.secret.as_ref().map(|secret| secret.reveal().to_owned()),
            name,
            scopes,
            roles: self.roles.clone(),
        }))
    }
}

/// The address of a provider, as it writes it.
fn issuer(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|why| format!("{text:?} is no address: {why}"))?;
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let is_private = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    if !is_private || url.query().is_some() || url.fragment().is_some() {
        return Err(format!("{text:?} is no address with https, without ? and #"));
    }
    Ok(text.to_owned())
}

fn word(text: &str) -> Result<String, String> {
    let is_word = !text.is_empty() && text.len() <= 256;
    let is_word = is_word && !text.chars().any(char::is_control);
    if is_word { Ok(text.to_owned()) } else { Err(format!("{text:?} is no name")) }
}

pub(super) const ISSUER: Setting = Setting {
    name: "oidc-issuer",
    value: "URL",
    meaning: "Let readers sign on by this provider (OpenID Connect)",
    default: "none",
    example: "https://id.example/realms/news",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| issuer(&values[0]).map(|value| to.sign_on.issuer = Some(value)),
    show: |of| shown(&of.sign_on.issuer),
};

pub(super) const CLIENT: Setting = Setting {
    name: "oidc-client",
    value: "NAME",
    meaning: "What the provider calls this service",
    default: "none",
    example: "rundown",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| word(&values[0]).map(|value| to.sign_on.client = Some(value)),
    show: |of| shown(&of.sign_on.client),
};

pub(super) const SECRET: Setting = Setting {
    name: "oidc-secret",
    value: "FILE",
    meaning: "Show the provider the secret in this file",
    default: "none",
    example: "the one that the provider gave the client",
    shape: Shape::Secret,
    flag_on: LISTENING,
    read: |to, values| {
        Secret::new(&values[0]).map(|secret| to.sign_on.secret = Some(secret))
    },
    show: |of| shown(of.sign_on.secret.iter().map(|_| "(set)")),
};

pub(super) const NAME: Setting = Setting {
    name: "oidc-name",
    value: "NAME",
    meaning: "What the provider is called on the page to sign in",
    default: "the host of oidc-issuer",
    example: "the newsroom",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| word(&values[0]).map(|value| to.sign_on.name = Some(value)),
    show: |of| shown(&of.sign_on.name),
};

pub(super) const SCOPES: Setting = Setting {
    name: "oidc-scopes",
    value: "SCOPE",
    meaning: "Ask the provider to tell this",
    default: "openid,profile,email",
    example: "openid,profile,groups",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|scopes| to.sign_on.scopes = scopes),
    show: |of| of.sign_on.scopes.clone(),
};

pub(super) const CLAIM: Setting = Setting {
    name: "oidc-claim",
    value: "NAME",
    meaning: "The claim that says what somebody may do",
    default: "groups",
    example: "realm_access.roles",
    shape: Shape::One,
    flag_on: LISTENING,
    read: |to, values| word(&values[0]).map(|value| to.sign_on.roles.claim = value),
    show: |of| vec![of.sign_on.roles.claim.clone()],
};

pub(super) const READERS: Setting = Setting {
    name: "oidc-readers",
    value: "VALUE",
    meaning: "Let those alone in whose claim holds one of these, or makes them more",
    default: "none; everybody whom the provider signs on",
    example: "news",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|names| to.sign_on.roles.readers = names),
    show: |of| of.sign_on.roles.readers.clone(),
};

pub(super) const EDITORS: Setting = Setting {
    name: "oidc-editors",
    value: "VALUE",
    meaning: "Make those editors whose claim holds one of these",
    default: "none; `rundown user role` does",
    example: "news-editors",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|names| to.sign_on.roles.editors = names),
    show: |of| of.sign_on.roles.editors.clone(),
};

pub(super) const ADMINS: Setting = Setting {
    name: "oidc-admins",
    value: "VALUE",
    meaning: "Make those admins whose claim holds one of these",
    default: "none; `rundown user role` does",
    example: "news-admins",
    shape: Shape::Many,
    flag_on: LISTENING,
    read: |to, values| all(values, word).map(|names| to.sign_on.roles.admins = names),
    show: |of| of.sign_on.roles.admins.clone(),
};
