//! What an ID token proves: who signed it, for whom, when, and in answer to what.

use jiff::Timestamp;
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::signature::{self, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind, Validation};
use jsonwebtoken::{decode, decode_header};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// What clocks may differ by.
const LEEWAY_SECONDS: f64 = 60.0;

/// How a token may be signed: by a key that the provider alone has.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::RS256, Algorithm::ES256];

/// The longest name that a provider has for somebody (the standard's bound).
const SUBJECT_BYTES_MAX: usize = 255;

/// What a token has to be.
pub(super) struct Wanted<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

/// Why a token proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// No key that is known signed it; another may be.
    UnknownKey,
    Other(&'static str),
}

/// What tokens say that is looked at here.
#[derive(Deserialize)]
struct Claims {
    sub: String,
    aud: Audience,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    azp: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(#[expect(dead_code, reason = "that it is ours is seen before")] String),
    Many(Vec<String>),
}

/// The claims of a token, if they are proven.
pub(super) fn proven(
    token: &str,
    keys: &[Jwk],
    wanted: &Wanted<'_>,
) -> Result<Map<String, Value>, Flaw> {
    install();
    let header = decode_header(token).map_err(|error| flaw(&error))?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(Flaw::Other("it is not signed by RS256 or ES256"));
    }
    let key = key_of(keys, header.kid.as_deref(), header.alg).ok_or(Flaw::UnknownKey)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| Flaw::UnknownKey)?;
    let mut validation = Validation::new(header.alg);
    validation.set_issuer(&[wanted.issuer]);
    validation.set_audience(&[wanted.client]);
    validation.set_required_spec_claims(&["iss", "aud", "sub"]);
    // By the clock of the desk, below.
    validation.validate_exp = false;
    let told = decode::<Map<String, Value>>(token, &key, &validation);
    let told = told.map_err(|error| flaw(&error))?.claims;
    let claims = Claims::deserialize(Value::Object(told.clone()));
    let claims = claims.map_err(|_| Flaw::Other("it lacks what such a token says"))?;
    looked_at(&claims, wanted).map_err(Flaw::Other)?;
    Ok(told)
}

fn looked_at(claims: &Claims, wanted: &Wanted<'_>) -> Result<(), &'static str> {
    let now = wanted.now.as_second() as f64;
    let is_client = |azp: &String| azp == wanted.client;
    let many = matches!(&claims.aud, Audience::Many(all) if all.len() > 1);
    if !claims.azp.as_ref().map_or(!many, is_client) {
        return Err("it was made for another service");
    }
    if claims.nonce.as_deref() != Some(wanted.nonce) {
        return Err("it answers another question");
    }
    if claims.exp + LEEWAY_SECONDS <= now {
        return Err("it is too old");
    }
    let begins = claims.nbf.unwrap_or(claims.iat).max(claims.iat);
    if begins > now + LEEWAY_SECONDS {
        return Err("it is of a time to come");
    }
    if claims.sub.is_empty() || claims.sub.len() > SUBJECT_BYTES_MAX {
        return Err("it names nobody");
    }
    Ok(())
}

/// The key that is meant, if it is one for this way of signing. Without a name it has to be
/// the only one.
fn key_of<'a>(keys: &'a [Jwk], name: Option<&str>, by: Algorithm) -> Option<&'a Jwk> {
    let fits = |key: &&Jwk| {
        let common = &key.common;
        let is_family =
            DecodingKey::from_jwk(key).is_ok_and(|one| one.family() == by.family());
        let is_said = common.key_algorithm.as_ref().is_none_or(|said| *said == by.into());
        let signs = common.public_key_use.as_ref();
        let signs = signs.is_none_or(|purpose| *purpose == PublicKeyUse::Signature);
        let is_named = name.is_none_or(|name| common.key_id.as_deref() == Some(name));
        is_family && is_said && signs && is_named
    };
    let mut fitting = keys.iter().filter(fits);
    let (first, second) = (fitting.next(), fitting.next());
    first.filter(|_| second.is_none())
}

fn flaw(error: &Error) -> Flaw {
    Flaw::Other(match error.kind() {
        ErrorKind::InvalidSignature => "its signature is not the provider's",
        ErrorKind::InvalidIssuer => "it is of another provider",
        ErrorKind::InvalidAudience => "it was made for another service",
        ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName => {
            "it is not signed by RS256 or ES256"
        }
        ErrorKind::MissingRequiredClaim(_) => "it lacks what such a token says",
        _ => "it is no token that is signed by RS256 or ES256",
    })
}

/// Signatures are checked by `ring`, as everywhere here.
static BY_RING: CryptoProvider = CryptoProvider {
    signer_factory: |_, _| signs_nothing(),
    verifier_factory: |by, key| Ok(Box::new(Checked { by: *by, key: key.clone() })),
    key_utils: KeyUtils {
        rsa_pub_components_from_private_key: |_| Err(unasked()),
        rsa_pub_components_from_public_key: |_| Err(unasked()),
        ec_pub_components_from_private_key: |_, _| Err(unasked()),
        ed_pub_components_from_private_key: |_, _| Err(unasked()),
        compute_digest: |_, _| Err(unasked()),
    },
};

fn install() {
    // The second time it stands already.
    let _ = BY_RING.install_default();
}

fn unasked() -> Error {
    ErrorKind::InvalidAlgorithm.into()
}

fn signs_nothing() -> Result<Box<dyn JwtSigner>, Error> {
    Err(unasked())
}

struct Checked {
    by: Algorithm,
    key: DecodingKey,
}

impl JwtVerifier for Checked {
    fn algorithm(&self) -> Algorithm {
        self.by
    }
}

impl Verifier<Vec<u8>> for Checked {
    fn verify(&self, message: &[u8], signed: &Vec<u8>) -> Result<(), signature::Error> {
        let checked = match (self.by, self.key.kind()) {
            (Algorithm::RS256, DecodingKeyKind::RsaModulusExponent { n, e }) => {
                let key = RsaPublicKeyComponents { n, e };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signed)
            }
            (Algorithm::ES256, DecodingKeyKind::SecretOrDer(point)) => {
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(message, signed)
            }
            _ => Err(ring::error::Unspecified),
        };
        checked.map_err(|_| signature::Error::new())
    }
}
