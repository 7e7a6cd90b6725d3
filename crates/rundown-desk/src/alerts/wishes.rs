//! How each reader wants to be told, and where: what they chose, else what the settings say.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use ring::rand::{SecureRandom, SystemRandom};
use rundown_alerts::{Hours, Rules};
use rundown_fetch::Letter;
use rundown_news::ReaderId;
use rundown_store::AlertWish;
use url::Url;

use super::alert::AlertWishes;
use super::message::SECRET_MARK;
use super::target::{MailServer, Target, test_target};
use crate::tokens::{secret, sum};
use crate::{Desk, DeskError};

/// The longest address of a target, and the longest token for one.
const URL_BYTES_MAX: usize = 1_024;
const TOKEN_BYTES_MAX: usize = 256;
/// The longest address of a mailbox (RFC 5321).
const MAIL_BYTES_MAX: usize = 254;
/// The owner of an address is asked no more often than this, and has so long to say yes.
const ASK_AGAIN_SECONDS: i64 = 120;
const ASKED_HOURS: i64 = 24;
/// Letters and digits of what stands in the letter to them: 64 random bits.
const CODE_BYTES: usize = 16;

/// How a reader is told, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAlerts {
    /// What is asked of a development.
    pub rules: Rules,
    /// When.
    pub hours: Hours,
    /// Where JSON is posted, and the secret that signs it.
    pub webhook: Option<(String, String)>,
    /// The topic of an ntfy server, and whether a token is shown to it.
    pub ntfy: Option<(String, bool)>,
    /// Where letters go.
    pub mail: Option<String>,
    /// Where they would go once the owner says yes.
    pub mail_asked: Option<String>,
    /// Whether the reader chose anything: else it is as the settings say.
    pub is_chosen: bool,
}

/// What a reader chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenAlerts {
    /// What is asked of a development.
    pub rules: Rules,
    /// When.
    pub hours: Hours,
    /// Where JSON is posted; the secret is made here.
    pub webhook: Option<String>,
    /// The topic of an ntfy server.
    pub ntfy: Option<String>,
    /// What is shown to it; the one before where none is given and the topic is the same.
    pub ntfy_token: Option<String>,
    /// Whether letters go on to where they go.
    pub keeps_mail: bool,
}

impl From<OwnAlerts> for ChosenAlerts {
    fn from(own: OwnAlerts) -> Self {
        Self {
            rules: own.rules,
            hours: own.hours,
            webhook: own.webhook.map(|(url, _)| url),
            ntfy: own.ntfy.map(|(url, _)| url),
            ntfy_token: None,
            keeps_mail: own.mail.is_some(),
        }
    }
}

impl Desk {
    /// How a reader is told, and where.
    ///
    /// # Errors
    /// When the store fails.
    pub fn own_alerts(
        &self,
        reader: ReaderId,
        defaults: &AlertWishes,
    ) -> Result<OwnAlerts, DeskError> {
        let wish = self.store.alert_wish(reader)?;
        let (rules, hours) = read(wish.as_ref(), defaults);
        let is_chosen = wish.is_some();
        let asked = self.store.mail_asked(reader)?;
        let oldest = self.now() - SignedDuration::from_hours(ASKED_HOURS);
        let asked = asked.filter(|asked| asked.asked_at >= oldest);
        let (webhook, ntfy, mail) =
            wish.map_or((None, None, None), |wish| (wish.webhook, wish.ntfy, wish.mail));
        Ok(OwnAlerts {
            rules,
            hours,
            webhook,
            ntfy: ntfy.map(|(url, token)| (url, token.is_some())),
            mail,
            mail_asked: asked.map(|asked| asked.mail),
            is_chosen,
        })
    }

    /// Tells a reader as they chose from now on.
    ///
    /// # Errors
    /// When an address is none, or the store fails.
    pub fn choose_alerts(
        &self,
        reader: ReaderId,
        chosen: &ChosenAlerts,
    ) -> Result<(), DeskError> {
        let before = self.store.alert_wish(reader)?;
        let had = before.as_ref();
        let webhook = chosen.webhook.as_ref().map(|url| {
            let same = had.and_then(|wish| wish.webhook.clone());
            match same.filter(|(before, _)| before == url) {
                Some(same) => Ok(same),
                None => Ok::<_, DeskError>((address(url)?, new_secret()?)),
            }
        });
        let ntfy = chosen.ntfy.as_ref().map(|url| {
            let same = had.and_then(|wish| wish.ntfy.clone());
            let same = same.filter(|(before, _)| before == url);
            let token = match &chosen.ntfy_token {
                Some(token) => Some(self::token(token)?),
                None => same.and_then(|(_, token)| token),
            };
            Ok::<_, DeskError>((address(url)?, token))
        });
        let mail = had.and_then(|wish| wish.mail.clone());
        let wish = AlertWish {
            webhook: webhook.transpose()?,
            ntfy: ntfy.transpose()?,
            mail: mail.filter(|_| chosen.keeps_mail),
            ..written(chosen.rules, &chosen.hours)
        };
        Ok(self.store.put_alert_wish(reader, &wish)?)
    }

    /// Whether a reader may have a target at an address: the one of ours that asks what
    /// readers name may go there.
    ///
    /// # Errors
    /// When it may not.
    pub async fn may_tell(&self, url: &str) -> Result<(), DeskError> {
        let outside = self.outside.as_deref();
        let outside = outside.ok_or_else(|| wrong("this service asks nobody"))?;
        let asked = outside.may_ask(&address(url)?).await;
        asked.map_err(|error| {
            wrong(format!("{:?} may not be told: {}", shortened(url), error.why()))
        })
    }

    /// What the owner of an address has to know to say yes to letters; it goes to them alone.
    ///
    /// # Errors
    /// When it is no address, or somebody was asked just now, or the store fails.
    pub fn ask_mail(&self, reader: ReaderId, mail: &str) -> Result<String, DeskError> {
        let mail = mailbox(mail)?;
        let before = self.store.mail_asked(reader)?;
        let again = SignedDuration::from_secs(ASK_AGAIN_SECONDS);
        if before.is_some_and(|one| self.now().duration_since(one.asked_at) < again) {
            return Err(wrong("a letter went out just now: wait two minutes"));
        }
        let code = secret().ok_or_else(|| wrong("the system has no randomness"))?;
        let code: String = code.chars().rev().take(CODE_BYTES).collect();
        self.store.ask_mail(reader, &mail, &sum(&code), self.now())?;
        Ok(code)
    }

    /// Sends the owner of an address what they have to know to say yes to letters.
    ///
    /// # Errors
    /// When nobody sends letters here, or it does not leave.
    pub async fn send_code(
        &self,
        server: Option<&MailServer>,
        mail: &str,
        code: &str,
        base_url: &str,
    ) -> Result<(), DeskError> {
        let both = server.zip(self.fetcher.as_deref());
        let (server, fetcher) = both.ok_or_else(|| wrong("no letters are sent here"))?;
        let letter = Letter {
            server: server.server.clone(),
            password: server.password.clone(),
            from: server.from.clone(),
            to: mail.to_owned(),
            key: format!("code-{}", &sum(code)[..CODE_BYTES]),
            subject: "Alerts by mail?".to_owned(),
            text: format!(
                "Somebody who reads at {base_url} wants alerts sent here. If that is you, \
                 write this at {base_url}/alerts within a day:\n\n{code}\n\nIf not, you need \
                 do nothing: nothing more is sent.\n"
            ),
        };
        let sent = fetcher.mail(&letter).await;
        sent.map_err(|error| wrong(error.why()))
    }

    /// Sends a reader letters from now on if they know what stood in the letter; false if not.
    ///
    /// # Errors
    /// When the store fails.
    pub fn confirm_mail(
        &self,
        reader: ReaderId,
        code: &str,
        defaults: &AlertWishes,
    ) -> Result<bool, DeskError> {
        let wish = match self.store.alert_wish(reader)? {
            Some(wish) => wish,
            None => written(defaults.rules, &defaults.hours),
        };
        let since = self.now() - SignedDuration::from_hours(ASKED_HOURS);
        Ok(self.store.confirm_mail(reader, &sum(code.trim()), since, &wish)?)
    }

    /// The targets of a reader's own.
    ///
    /// # Errors
    /// When the store fails.
    pub fn own_targets(
        &self,
        reader: ReaderId,
        mail: Option<&MailServer>,
    ) -> Result<Vec<Target>, DeskError> {
        let wish = self.store.alert_wish(reader)?;
        Ok(wish.map(|wish| targets(&wish, mail)).unwrap_or_default())
    }

    /// Sends a message that tells of nothing to a target that a reader named.
    ///
    /// # Errors
    /// When it does not arrive.
    pub async fn try_target(&self, target: &Target) -> Result<(), DeskError> {
        let by = match target {
            Target::Mail { .. } => self.fetcher.as_deref(),
            Target::Webhook { .. } | Target::Ntfy { .. } | Target::Chat { .. } => {
                self.outside.as_deref()
            }
        };
        let by = by.ok_or_else(|| wrong("this service asks nobody"))?;
        test_target(by, target, self.now()).await
    }
}

/// What a reader chose, else what the settings say.
pub(super) fn read(wish: Option<&AlertWish>, defaults: &AlertWishes) -> (Rules, Hours) {
    let Some(wish) = wish else { return (defaults.rules, defaults.hours.clone()) };
    let hours = Hours {
        zone: TimeZone::get(&wish.zone).unwrap_or_else(|_| defaults.hours.zone.clone()),
        quiet: wish.quiet.as_ref().and_then(|quiet| quiet.parse().ok()),
        digest: wish.digest.parse().unwrap_or(defaults.hours.digest),
    };
    (Rules { outlets: wish.outlets.clamp(1, 3) }, hours)
}

fn written(rules: Rules, hours: &Hours) -> AlertWish {
    AlertWish {
        outlets: rules.outlets.clamp(1, 3),
        zone: hours.zone.iana_name().unwrap_or("UTC").to_owned(),
        quiet: hours.quiet.map(|quiet| quiet.to_string()),
        digest: hours.digest.word().to_owned(),
        webhook: None,
        ntfy: None,
        mail: None,
    }
}

/// The targets that a reader named; letters go by the server of the settings.
pub(super) fn targets(wish: &AlertWish, mail: Option<&MailServer>) -> Vec<Target> {
    let webhook = wish.webhook.clone().map(|(url, secret)| {
        let secret = Some(secret);
        Target::Webhook { url, secret }
    });
    let ntfy = wish.ntfy.clone().map(|(url, token)| Target::Ntfy { url, token });
    let mail = wish.mail.clone().zip(mail).map(|(to, server)| Target::Mail {
        server: server.server.clone(),
        password: server.password.clone(),
        from: server.from.clone(),
        to,
    });
    webhook.into_iter().chain(ntfy).chain(mail).collect()
}

/// What the targets of a reader are called in the outbox. An address for letters counts also
/// while no server is named by which they go.
pub(super) fn names(wish: &AlertWish, reader: ReaderId) -> Vec<String> {
    let all = [
        ("webhook", wish.webhook.is_some()),
        ("ntfy", wish.ntfy.is_some()),
        ("mail", wish.mail.is_some()),
    ];
    let named = all.into_iter().filter(|(_, is_named)| *is_named);
    named.map(|(kind, _)| format!("{kind}-{}", reader.0)).collect()
}

/// What a target of a reader is called in the outbox.
pub(super) fn name_of(target: &Target, reader: ReaderId) -> String {
    format!("{}-{}", target.name(), reader.0)
}

fn wrong(why: impl Into<String>) -> DeskError {
    DeskError::Wish { why: why.into() }
}

fn address(url: &str) -> Result<String, DeskError> {
    let is_web =
        Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if is_web && url.len() <= URL_BYTES_MAX {
        Ok(url.to_owned())
    } else {
        Err(wrong(format!("{:?} is no address of the web", shortened(url))))
    }
}

fn token(token: &str) -> Result<String, DeskError> {
    let is_token = !token.is_empty()
        && token.len() <= TOKEN_BYTES_MAX
        && token.chars().all(|c| c.is_ascii_graphic());
    if is_token { Ok(token.to_owned()) } else { Err(wrong("that is no token")) }
}

/// An address that letters may go to: one, bare.
fn mailbox(mail: &str) -> Result<String, DeskError> {
    let mail = mail.trim();
    let is_bare = |c: char| c.is_ascii_graphic() && !"<>()[],;:\\\"".contains(c);
    let parts = mail.split_once('@').filter(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@')
    });
    let is_one =
        parts.is_some() && mail.len() <= MAIL_BYTES_MAX && mail.chars().all(is_bare);
    let none = || wrong(format!("{:?} is no mail address", shortened(mail)));
    if is_one { Ok(mail.to_owned()) } else { Err(none()) }
}

fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

fn new_secret() -> Result<String, DeskError> {
    let mut bits = [0; 32];
    let made = SystemRandom::new().fill(&mut bits);
    made.map_err(|_| wrong("the system has no randomness"))?;
    Ok(format!("{SECRET_MARK}{}", STANDARD.encode(bits)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_to_one_bare_address() {
        assert_eq!(mailbox(" ana@mail.example ").unwrap(), "ana@mail.example");
        for bad in [
            "",
            "ana",
            "@mail.example",
            "ana@mail",
            "ana@mail.example,ben@mail.example",
            "Ana <ana@mail.example>",
            "ana@mail.example\r\nBcc: ben@mail.example",
            "a@b@mail.example",
        ] {
            assert!(mailbox(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn targets_are_of_the_web() {
        assert!(address("https://automation.example/hook").is_ok());
        for bad in ["ftp://a.example/", "file:///etc/passwd", "automation", ""] {
            assert!(address(bad).is_err(), "{bad}");
        }
        assert!(token("tk_abc").is_ok() && token("a\r\nb").is_err());
    }
}
