//! What a provider is asked: where it does what, by which keys it signs, and for a token.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::Jwk;
use rundown_fetch::Fetcher;
use rundown_news::limits::SIGN_ON_ANSWER_BYTES_MAX;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::time::{Duration, Instant};
use url::form_urlencoded::{Serializer, byte_serialize};
use url::{Host, Url};

use super::begun::BegunOn;
use super::provider::{NotSignedOn, Provider};

/// Where every provider says how it is asked.
const WELL_KNOWN: &str = "/.well-known/openid-configuration";
/// How long it is believed.
const BELIEVED: Duration = Duration::from_hours(1);
/// A key that is not known is asked for, but no sooner than this.
const KEYS_AGAIN: Duration = Duration::from_mins(1);
/// Keys of one provider that are looked at.
const KEYS_MAX: usize = 64;

/// What a provider says of itself.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Addresses {
    issuer: String,
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// The keys it signs by, of whatever kinds.
#[derive(Deserialize)]
struct Keys {
    keys: Vec<serde_json::Value>,
}

/// What is known of a provider, and since when.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) addresses: Addresses,
    pub(super) keys: Vec<Jwk>,
    since: Instant,
}

impl Known {
    /// Whether it is to be asked anew.
    pub(super) fn is_old(&self) -> bool {
        self.since.elapsed() > BELIEVED
    }

    /// Whether a key that is not among these may be there by now.
    pub(super) fn may_have_changed(&self) -> bool {
        self.since.elapsed() > KEYS_AGAIN
    }

    pub(super) async fn ask(
        fetcher: &Fetcher,
        provider: &Provider,
    ) -> Result<Arc<Self>, NotSignedOn> {
        let issuer = provider.issuer.trim_end_matches('/');
        let addresses: Addresses =
            asked(fetcher, &format!("{issuer}{WELL_KNOWN}"), &[], None).await?;
        if addresses.issuer != provider.issuer {
            let other = &addresses.issuer;
            let why = format!("it calls itself {other:?}, not {:?}", provider.issuer);
            return Err(NotSignedOn::Unasked(why));
        }
        let all = [
            &addresses.authorization_endpoint,
            &addresses.token_endpoint,
            &addresses.jwks_uri,
        ];
        if let Some(plain) = all.into_iter().find(|url| !is_private_way(url)) {
            let why = format!("{plain:?} is no address with https");
            return Err(NotSignedOn::Unasked(why));
        }
        let Keys { keys } = asked(fetcher, &addresses.jwks_uri, &[], None).await?;
        // A key of a kind that is not known is none; the others stand.
        let keys = keys.iter().filter_map(|key| Jwk::deserialize(key).ok());
        let keys = keys.take(KEYS_MAX).collect();
        Ok(Arc::new(Self { addresses, keys, since: Instant::now() }))
    }
}

/// Whether nobody reads along on the way to an address.
fn is_private_way(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || (url.scheme() == "http" && is_here)
}

/// The address at the provider where a browser is sent.
pub(super) fn way_there(
    addresses: &Addresses,
    provider: &Provider,
    back_to: &str,
    begun: &BegunOn,
) -> Result<String, NotSignedOn> {
    let wrong = |error: url::ParseError| NotSignedOn::Unasked(error.to_string());
    let mut url = Url::parse(&addresses.authorization_endpoint).map_err(wrong)?;
    url.query_pairs_mut().extend_pairs([
        ("response_type", "code"),
        ("client_id", &provider.client),
        ("redirect_uri", back_to),
        ("scope", &provider.scopes.join(" ")),
        ("state", &begun.state),
        ("nonce", &begun.nonce),
        ("code_challenge", &begun.challenge()),
        ("code_challenge_method", "S256"),
    ]);
    Ok(url.into())
}

/// The ID token for a code that came back with a browser.
pub(super) async fn token(
    fetcher: &Fetcher,
    addresses: &Addresses,
    provider: &Provider,
    back_to: &str,
    begun: &BegunOn,
    code: &str,
) -> Result<String, NotSignedOn> {
    #[derive(Deserialize)]
    struct Tokens {
        id_token: String,
    }
    let (told, form) = question(addresses, provider, back_to, begun, code);
    let url = &addresses.token_endpoint;
    let tokens: Tokens = asked(fetcher, url, &told, Some(form)).await?;
    Ok(tokens.id_token)
}

type Headers = Vec<(&'static str, String)>;

/// The headers and the form that ask for a token.
fn question(
    addresses: &Addresses,
    provider: &Provider,
    back_to: &str,
    begun: &BegunOn,
    code: &str,
) -> (Headers, Vec<u8>) {
    let mut form = Serializer::new(String::new());
    form.extend_pairs([
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", back_to),
        ("code_verifier", &begun.verifier),
    ]);
    let mut told = vec![("content-type", "application/x-www-form-urlencoded".to_owned())];
    match &provider.secret {
        Some(secret) if takes_header(addresses) => {
            let name: String = byte_serialize(provider.client.as_bytes()).collect();
            let secret: String = byte_serialize(secret.as_bytes()).collect();
            let pair = STANDARD.encode(format!("{name}:{secret}"));
            told.push(("authorization", format!("Basic {pair}")));
        }
        secret => {
            form.append_pair("client_id", &provider.client);
            if let Some(secret) = secret {
                form.append_pair("client_secret", secret);
            }
        }
    }
    (told, form.finish().into_bytes())
}

/// Whether the service shows what it is in a header, which all take that do not say otherwise.
fn takes_header(addresses: &Addresses) -> bool {
    let ways = &addresses.token_endpoint_auth_methods_supported;
    ways.is_empty() || ways.iter().any(|way| way == "client_secret_basic")
}

async fn asked<T: DeserializeOwned>(
    fetcher: &Fetcher,
    url: &str,
    told: &[(&'static str, String)],
    form: Option<Vec<u8>>,
) -> Result<T, NotSignedOn> {
    let mut told = told.to_vec();
    told.push(("accept", "application/json".to_owned()));
    let answer = fetcher.answer_of(url, &told, form, SIGN_ON_ANSWER_BYTES_MAX).await;
    let answer = answer.map_err(|error| NotSignedOn::Unasked(error.to_string()))?;
    // What it says may be secret: only what is wrong with it is told.
    serde_json::from_slice(&answer).map_err(|error| {
        NotSignedOn::Unasked(format!("{url} does not answer as a provider does: {error}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_taken_by_all_that_do_not_say_otherwise() {
        let of = |ways: &[&str]| Addresses {
            issuer: String::new(),
            authorization_endpoint: String::new(),
            token_endpoint: String::new(),
            jwks_uri: String::new(),
            token_endpoint_auth_methods_supported: ways
                .iter()
                .map(|way| (*way).to_owned())
                .collect(),
        };
        assert!(takes_header(&of(&[])));
        assert!(takes_header(&of(&["client_secret_post", "client_secret_basic"])));
        assert!(!takes_header(&of(&["client_secret_post"])));
    }

    #[test]
    fn nobody_reads_along() {
        for fine in ["https://id.example/a", "http://127.0.0.1:9/", "http://[::1]/"] {
            assert!(is_private_way(fine), "{fine}");
        }
        for bad in ["http://id.example/", "http://10.0.0.7/", "javascript:alert(1)", ""] {
            assert!(!is_private_way(bad), "{bad}");
        }
    }
}
