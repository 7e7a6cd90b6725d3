//! By whom readers sign on.

use rundown_desk::{Provider, Roles};
use url::Url;

use super::value::Secret;

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
pub(super) fn issuer(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|why| format!("{text:?} is no address: {why}"))?;
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let is_private = url.scheme() == "https" || (url.scheme() == "http" && is_here);
    if !is_private || url.query().is_some() || url.fragment().is_some() {
        return Err(format!("{text:?} is no address with https, without ? and #"));
    }
    Ok(text.to_owned())
}

pub(super) fn word(text: &str) -> Result<String, String> {
    let is_word = !text.is_empty() && text.len() <= 256;
    let is_word = is_word && !text.chars().any(char::is_control);
    if is_word { Ok(text.to_owned()) } else { Err(format!("{text:?} is no name")) }
}
