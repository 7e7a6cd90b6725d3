//! A message to a browser, sealed so that nobody on its way reads it: Web Push (RFC 8030), its
//! encryption (RFC 8291 over RFC 8188), and the name of its sender (VAPID, RFC 8292).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{Timestamp, ToSpan};
use ring::rand::{SecureRandom, SystemRandom};
use ring::{aead, agreement, error::Unspecified, hkdf, signature};
use rundown_store::Browser;
use serde_json::json;
use url::Url;

/// The longest message: what push services take, less what sealing adds.
pub(super) const MESSAGE_BYTES_MAX: usize = 3_000;
/// The one record of a message: longer than any.
const RECORD_BYTES: u32 = 4_096;
/// Says that a record is the last one.
const LAST: u8 = 2;
/// How long a name of a sender holds.
const NAMED_HOURS: i64 = 12;
/// How long a push service keeps a message for a browser that is not there.
const KEPT_SECONDS: u32 = 24 * 60 * 60;

/// The length that is to be derived.
struct Long(usize);

impl hkdf::KeyType for Long {
    fn len(&self) -> usize {
        self.0
    }
}

/// The key by which push services know this service from others.
pub(crate) struct Signer {
    pair: signature::EcdsaKeyPair,
}

impl Signer {
    /// A new key, as it is kept.
    pub(crate) fn made() -> Result<Vec<u8>, Unspecified> {
        let form = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
        let made = signature::EcdsaKeyPair::generate_pkcs8(form, &SystemRandom::new())?;
        Ok(made.as_ref().to_vec())
    }

    /// The key that was kept; none if these bytes are none.
    pub(crate) fn of(kept: &[u8]) -> Option<Self> {
        let form = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
        let pair = signature::EcdsaKeyPair::from_pkcs8(form, kept, &SystemRandom::new());
        pair.ok().map(|pair| Self { pair })
    }

    /// What a browser is told of it when it subscribes.
    pub(crate) fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(signature::KeyPair::public_key(&self.pair).as_ref())
    }

    /// The header that tells a push service who sends; none if it has no address.
    fn named(&self, endpoint: &str, contact: &str, now: Timestamp) -> Option<String> {
        let audience = Url::parse(endpoint).ok()?.origin().ascii_serialization();
        let until = now.checked_add(NAMED_HOURS.hours()).ok()?.as_second();
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(json!({ "typ": "JWT", "alg": "ES256" }));
        let claims = part(json!({ "aud": audience, "exp": until, "sub": contact }));
        let told = format!("{head}.{claims}");
        let signed = self.pair.sign(&SystemRandom::new(), told.as_bytes()).ok()?;
        let signed = URL_SAFE_NO_PAD.encode(signed);
        Some(format!("vapid t={told}.{signed}, k={}", self.public()))
    }

    /// Headers and body of a message to a browser; none where its keys are none.
    pub(super) fn message(
        &self,
        to: &Browser,
        text: &str,
        contact: &str,
        now: Timestamp,
    ) -> Option<super::message::Message> {
        let headers = vec![
            ("authorization", self.named(&to.endpoint, contact, now)?),
            ("content-encoding", "aes128gcm".to_owned()),
            ("content-type", "application/octet-stream".to_owned()),
            ("ttl", KEPT_SECONDS.to_string()),
        ];
        Some((headers, sealed(&to.key, &to.secret, text.as_bytes()).ok()?))
    }
}

/// A text sealed for whoever has the other half of a key, and a secret.
fn sealed(key: &[u8], secret: &[u8], text: &[u8]) -> Result<Vec<u8>, Unspecified> {
    if text.len() > MESSAGE_BYTES_MAX {
        return Err(Unspecified);
    }
    let random = SystemRandom::new();
    let own = agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &random)?;
    let public = own.compute_public_key()?;
    let mut salt = [0; 16];
    random.fill(&mut salt)?;
    let theirs = agreement::UnparsedPublicKey::new(&agreement::ECDH_P256, key);
    let derived = agreement::agree_ephemeral(own, &theirs, |shared| {
        Derived::of(shared, secret, key, public.as_ref(), &salt)
    })??;
    let mut record = text.to_vec();
    record.push(LAST);
    derived.key.seal_in_place_append_tag(
        derived.nonce,
        aead::Aad::empty(),
        &mut record,
    )?;
    let mut body = salt.to_vec();
    body.extend(RECORD_BYTES.to_be_bytes());
    body.push(public.as_ref().len() as u8);
    body.extend(public.as_ref());
    body.extend(record);
    Ok(body)
}

/// What a message is sealed with.
struct Derived {
    key: aead::LessSafeKey,
    nonce: aead::Nonce,
}

impl Derived {
    /// As RFC 8291, 3.4 has it: of what both share, the secret, both public halves, a salt.
    fn of(
        shared: &[u8],
        secret: &[u8],
        theirs: &[u8],
        ours: &[u8],
        salt: &[u8],
    ) -> Result<Self, Unspecified> {
        let mut info = b"WebPush: info\0".to_vec();
        info.extend(theirs);
        info.extend(ours);
        let input = expanded(secret, shared, &info, 32)?;
        let key = expanded(salt, &input, b"Content-Encoding: aes128gcm\0", 16)?;
        let nonce =
            expanded(salt, &input, b"Content-Encoding: nonce\0", aead::NONCE_LEN)?;
        Ok(Self {
            key: aead::LessSafeKey::new(aead::UnboundKey::new(&aead::AES_128_GCM, &key)?),
            nonce: aead::Nonce::try_assume_unique_for_key(&nonce)?,
        })
    }
}

fn expanded(
    salt: &[u8],
    input: &[u8],
    info: &[u8],
    long: usize,
) -> Result<Vec<u8>, Unspecified> {
    let mut out = vec![0; long];
    let made = hkdf::Salt::new(hkdf::HKDF_SHA256, salt).extract(input);
    made.expand(&[info], Long(long))?.fill(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// The example of RFC 8291, appendix A, from the shared secret on.
    #[test]
    fn the_example_of_the_standard_opens() {
        let shared = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let secret = bytes("BTBZMqHH6r4Tts7J_aSIgg");
        let theirs = bytes(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        );
        let sent = bytes(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
        );
        let (salt, ours, record) = (&sent[..16], &sent[21..86], &sent[86..]);
        let derived = Derived::of(&shared, &secret, &theirs, ours, salt).unwrap();
        let mut record = record.to_vec();
        let open =
            derived.key.open_in_place(derived.nonce, aead::Aad::empty(), &mut record);
        let text = open.unwrap();
        assert_eq!(
            text.split_last().unwrap().1,
            b"When I grow up, I want to be a watermelon"
        );
    }

    /// The two halves of a browser's key.
    fn halves() -> (agreement::EphemeralPrivateKey, Vec<u8>) {
        let random = SystemRandom::new();
        let own =
            agreement::EphemeralPrivateKey::generate(&agreement::ECDH_P256, &random);
        let own = own.unwrap();
        let public = own.compute_public_key().unwrap().as_ref().to_vec();
        (own, public)
    }

    /// What a browser makes of a body.
    fn opened(
        own: agreement::EphemeralPrivateKey,
        public: &[u8],
        secret: &[u8],
        body: &[u8],
    ) -> Vec<u8> {
        let (salt, ours, record) = (&body[..16], &body[21..86], &body[86..]);
        let theirs = agreement::UnparsedPublicKey::new(&agreement::ECDH_P256, ours);
        let derived = agreement::agree_ephemeral(own, &theirs, |shared| {
            Derived::of(shared, secret, public, ours, salt).unwrap()
        });
        let derived = derived.unwrap();
        let mut record = record.to_vec();
        let open =
            derived.key.open_in_place(derived.nonce, aead::Aad::empty(), &mut record);
        open.unwrap().to_vec()
    }

    #[test]
    fn a_browser_opens_what_was_sealed_for_it() {
        let (own, key) = halves();
        let body = sealed(&key, &[7; 16], "Ferry sinks".as_bytes()).unwrap();
        assert_eq!(opened(own, &key, &[7; 16], &body), b"Ferry sinks\x02");
        assert!(sealed(&[4; 65], &[7; 16], b"x").is_err(), "no point of the curve");
        assert!(sealed(&key, &[7; 16], &[b'x'; 3_001]).is_err());
    }

    #[test]
    fn a_message_holds_what_is_told_and_says_how_it_is_sealed_and_by_whom() {
        let signer = Signer::of(&Signer::made().unwrap()).unwrap();
        let (own, key) = halves();
        let (number, reader) = (1, rundown_news::ReaderId::FIRST);
        let endpoint = "https://push.example/x/y".to_owned();
        let to = Browser { number, reader, endpoint, key, secret: vec![7; 16] };
        let message = |to: &Browser| {
            let now = "2031-06-01T00:00:00Z".parse().unwrap();
            signer.message(to, "Ferry sinks", "https://news.example", now)
        };
        let (headers, body) = message(&to).unwrap();
        assert_eq!(opened(own, &to.key, &to.secret, &body), b"Ferry sinks\x02");
        let said =
            |name| headers.iter().find(|(key, _)| *key == name).unwrap().1.as_str();
        assert!(said("authorization").starts_with("vapid t="));
        assert_eq!((said("content-encoding"), said("ttl")), ("aes128gcm", "86400"));
        assert!(message(&Browser { key: vec![4; 65], ..to }).is_none());
    }

    #[test]
    fn the_sender_is_named_to_the_push_service() {
        let signer = Signer::of(&Signer::made().unwrap()).unwrap();
        let now = "2031-06-01T00:00:00Z".parse().unwrap();
        let told = signer.named("https://push.example/x/y", "https://news.example", now);
        let told = told.unwrap();
        let (token, key) =
            told.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
        let (signed, by) = token.rsplit_once('.').unwrap();
        let form = &signature::ECDSA_P256_SHA256_FIXED;
        let public = signature::UnparsedPublicKey::new(form, bytes(key));
        public.verify(signed.as_bytes(), &bytes(by)).unwrap();
        let claims = bytes(signed.split_once('.').unwrap().1);
        let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 1_938_081_600_i64);
        assert!(Signer::of(b"none").is_none());
    }
}
