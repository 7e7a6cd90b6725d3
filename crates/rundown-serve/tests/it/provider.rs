//! A provider of single sign-on on loopback: it says of itself what providers say, signs what
//! a test wants it to, and gives a token for a code once.

use std::sync::Arc;

use axum::body::Body;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};
use rundown_desk::{Desk, Provider, Roles};
use rundown_fetch::{FetchConfig, Fetcher, Guard};
use rundown_origin::{Answer as Told, Outlet};
use rundown_serve::{ServeSettings, app};
use serde_json::{Value, json};
use url::{Url, form_urlencoded};

use crate::app::{Answer, News, request};
use crate::handmade::now;

/// What the provider calls the service.
pub(crate) const CLIENT: &str = "rundown";
const SECRET: &str = "a secret of the client";

/// A key, made for these tests, that opens nothing.
const RSA: &[u8] = include_bytes!("provider/rsa.der");

/// A key that signs tokens.
pub(crate) enum Key {
    Rsa(RsaKeyPair),
    Point(EcdsaKeyPair),
}

impl Key {
    pub(crate) fn rsa() -> Self {
        Self::Rsa(RsaKeyPair::from_pkcs8(RSA).unwrap())
    }

    /// One that nobody else has.
    pub(crate) fn point() -> Self {
        let (by, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let made = EcdsaKeyPair::generate_pkcs8(by, &random).unwrap();
        Self::Point(EcdsaKeyPair::from_pkcs8(by, made.as_ref(), &random).unwrap())
    }

    fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RS256",
            Self::Point(_) => "ES256",
        }
    }

    /// Its public half, as providers publish it.
    pub(crate) fn public(&self, name: &str) -> Value {
        match self {
            Self::Rsa(key) => {
                let PublicKeyComponents::<Vec<u8>> { n, e } = key.public().into();
                let (n, e) = (encoded(&n), encoded(&e));
                json!({ "kty": "RSA", "use": "sig", "kid": name, "n": n, "e": e })
            }
            Self::Point(key) => {
                let (x, y) = key.public_key().as_ref()[1..].split_at(32);
                let (x, y) = (encoded(x), encoded(y));
                json!({ "kty": "EC", "crv": "P-256", "kid": name, "x": x, "y": y })
            }
        }
    }

    /// A token that it signed.
    pub(crate) fn signed(&self, name: &str, claims: &Value) -> String {
        let head = json!({ "typ": "JWT", "alg": self.algorithm(), "kid": name });
        let told =
            format!("{}.{}", encoded(head.to_string()), encoded(claims.to_string()));
        let random = SystemRandom::new();
        let signed = match self {
            Self::Rsa(key) => {
                let mut signed = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, told.as_bytes(), &mut signed)
                    .unwrap();
                signed
            }
            Self::Point(key) => {
                key.sign(&random, told.as_bytes()).unwrap().as_ref().to_vec()
            }
        };
        format!("{told}.{}", encoded(signed))
    }
}

pub(crate) fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The provider, and the service that lets people sign on by it.
pub(crate) struct Newsroom {
    pub(crate) news: News,
    pub(crate) provider: Outlet,
    pub(crate) key: Key,
}

/// A browser that was sent to the provider.
pub(crate) struct Sent {
    /// What it keeps.
    pub(crate) cookie: String,
    /// What it was sent with.
    pub(crate) asked: Vec<(String, String)>,
}

impl Sent {
    pub(crate) fn with(&self, name: &str) -> &str {
        let found = self.asked.iter().find(|(one, _)| one == name);
        &found.unwrap_or_else(|| panic!("it is not sent with {name}")).1
    }
}

/// Who may be what.
pub(crate) fn roles() -> Roles {
    let names = |name: &str| vec![name.to_owned()];
    Roles {
        readers: names("news"),
        editors: names("editors"),
        admins: names("chiefs"),
        ..Roles::default()
    }
}

impl Newsroom {
    pub(crate) fn open() -> Self {
        Self::with(Key::rsa(), roles(), true)
    }

    pub(crate) fn with(key: Key, roles: Roles, allow_private: bool) -> Self {
        let mut news = News::open();
        let provider = Outlet::new();
        let issuer = provider.url("");
        let config =
            FetchConfig { guard: Guard { allow_private }, ..FetchConfig::default() };
        let desk =
            Desk::clone(&news.desk).asking_with(Arc::new(Fetcher::new(config).unwrap()));
        let desk = desk.signing_on_by(Provider {
            issuer: issuer.clone(),
            client: CLIENT.to_owned(),
            secret: Some(SECRET.to_owned()),
            name: "the newsroom".to_owned(),
            scopes: vec!["openid".to_owned(), "groups".to_owned()],
            roles,
        });
        news.desk = Arc::new(desk.unwrap());
        let settings = ServeSettings::for_listener("127.0.0.1:7878".parse().unwrap());
        news.router = app(Arc::clone(&news.desk), settings);
        let own = json!({
            "issuer": issuer, "authorization_endpoint": provider.url("/authorize"),
            "token_endpoint": provider.url("/token"), "jwks_uri": provider.url("/keys"),
        });
        provider.give("/.well-known/openid-configuration", Told::ok(own.to_string()));
        let newsroom = Self { news, provider, key };
        newsroom.publish(&[newsroom.key.public("one")]);
        newsroom
    }

    /// Publishes these keys, and one of a kind that nobody knows.
    pub(crate) fn publish(&self, keys: &[Value]) {
        let mut keys = keys.to_vec();
        keys.push(json!({ "kty": "lattice", "kid": "two" }));
        self.provider.give("/keys", Told::ok(json!({ "keys": keys }).to_string()));
    }

    /// Begins to sign on.
    pub(crate) async fn begin(&self) -> Sent {
        let answer = self.news.get("/login/provider?next=%2Fkeys").await;
        let url = Url::parse(answer.header("location")).unwrap();
        assert!(url.as_str().starts_with(&self.provider.url("/authorize?")), "{url}");
        let cookie = answer.header("set-cookie");
        assert!(cookie.contains("HttpOnly; SameSite=Lax; Max-Age=600"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Sent { cookie, asked: url.query_pairs().into_owned().collect() }
    }

    /// What the provider would say of somebody in answer to a browser that it was sent.
    pub(crate) fn claims(&self, sent: &Sent, name: &str, groups: &[&str]) -> Value {
        let at = now().as_second();
        json!({
            "iss": self.provider.url(""), "sub": format!("id-{name}"), "aud": CLIENT,
            "exp": at + 300, "iat": at, "nonce": sent.with("nonce"),
            "preferred_username": name, "groups": groups,
        })
    }

    /// Lets the provider give a token for the code of this browser.
    pub(crate) fn give(&self, token: &str) {
        let told =
            json!({ "token_type": "Bearer", "access_token": "a", "id_token": token });
        self.provider.give("/token", Told::ok(told.to_string()));
    }

    /// The browser comes back.
    pub(crate) async fn back(&self, sent: &Sent, cookie: &str) -> Answer {
        let path = format!("/login/return?code=c0de&state={}", sent.with("state"));
        let asked = request("GET", &path).header("cookie", cookie);
        self.news.ask(asked.body(Body::empty()).unwrap()).await
    }

    /// Signs somebody on from begin to end.
    pub(crate) async fn sign_on(&self, name: &str, groups: &[&str]) -> Answer {
        let sent = self.begin().await;
        self.give(&self.key.signed("one", &self.claims(&sent, name, groups)));
        self.back(&sent, &sent.cookie).await
    }

    /// What the provider was asked for a token with, the last time; checked as it would.
    pub(crate) fn question(&self, sent: &Sent) -> Vec<(String, String)> {
        let body = self.provider.bodies("/token").pop().unwrap();
        let asked: Vec<(String, String)> =
            form_urlencoded::parse(body.as_bytes()).into_owned().collect();
        let verifier = asked.iter().find(|(name, _)| name == "code_verifier");
        let sum = encoded(digest(&SHA256, verifier.unwrap().1.as_bytes()));
        assert_eq!(sum, sent.with("code_challenge"), "PKCE");
        asked
    }
}
