//! The same for programs: `/api/v1/alerts`.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rundown_desk::{Alert, ChosenAlerts};
use rundown_news::limits::QUERY_BYTES_MAX;
use rundown_store::Delivery;
use serde::{Deserialize, Deserializer, Serialize};

use super::choosing::{
    Answers, answers, asked_mail, confirmed_mail, hours, put, rules, watched,
};
use crate::Problem;
use crate::api::json;
use crate::site::Site;
use crate::visitor::visitor;

/// Alerts that are told of.
const LISTED: usize = 50;

/// How a reader is told, where, and what they were told of late.
#[derive(Serialize)]
struct Told {
    outlets: u8,
    zone: String,
    quiet: Option<String>,
    digest: &'static str,
    webhook: Option<String>,
    webhook_secret: Option<String>,
    ntfy: Option<String>,
    ntfy_token: bool,
    mail: Option<String>,
    mail_asked: Option<String>,
    searches: Vec<String>,
    alerts: Vec<ToldAlert>,
}

#[derive(Serialize)]
struct ToldAlert {
    alert: Alert,
    made_at: Timestamp,
    deliveries: Vec<Delivery>,
}

/// What is to change; what is not named stays.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Change {
    outlets: Option<u8>,
    zone: Option<String>,
    quiet: Said,
    digest: Option<String>,
    webhook: Said,
    ntfy: Said,
    ntfy_token: Option<String>,
    mail: Said,
    mail_code: Option<String>,
    searches: Option<Vec<String>>,
}

/// What is said of something that may be there: null takes it away.
#[derive(Default, PartialEq, Eq)]
enum Said {
    #[default]
    Nothing,
    None,
    This(String),
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(value)?.map_or(Self::None, Self::This))
    }
}

impl Said {
    fn or(self, before: Option<String>) -> Option<String> {
        match self {
            Self::Nothing => before,
            Self::None => None,
            Self::This(text) => Some(text),
        }
    }
}

/// How the reader is told.
pub(crate) async fn told(State(site): State<Site>) -> Result<Response, Problem> {
    let Answers { own, searches, told: list } = answers(&site, LISTED).await?;
    let alerts = list.into_iter().filter_map(|one| {
        let alert = serde_json::from_str(&one.body).ok()?;
        Some(ToldAlert { alert, made_at: one.made_at, deliveries: one.deliveries })
    });
    let (webhook, webhook_secret) = own.webhook.unzip();
    let (ntfy, ntfy_token) = own.ntfy.unzip();
    let told = Told {
        outlets: own.rules.outlets,
        zone: own.hours.zone.iana_name().unwrap_or("UTC").to_owned(),
        quiet: own.hours.quiet.map(|quiet| quiet.to_string()),
        digest: own.hours.digest.word(),
        webhook,
        webhook_secret,
        ntfy,
        ntfy_token: ntfy_token.unwrap_or_default(),
        mail: own.mail,
        mail_asked: own.mail_asked,
        searches,
        alerts: alerts.collect(),
    };
    Ok(json(StatusCode::OK, &told))
}

/// Changes how the reader is told.
pub(crate) async fn change(
    State(site): State<Site>,
    body: Bytes,
) -> Result<Response, Problem> {
    let change = read(&body).map_err(|error| Problem::BadPost(error.to_string()))?;
    let own = answers(&site, 0).await?.own;
    let old_quiet = own.hours.quiet.map(|quiet| quiet.to_string());
    let quiet = change.quiet.or(old_quiet);
    let old_zone = own.hours.zone.iana_name().unwrap_or("UTC").to_owned();
    let digest = change.digest.unwrap_or_else(|| own.hours.digest.word().to_owned());
    let before = ChosenAlerts::from(own);
    let chosen = ChosenAlerts {
        rules: change.outlets.map_or(Ok(before.rules), rules)?,
        hours: hours(&change.zone.unwrap_or(old_zone), quiet.as_deref(), &digest)?,
        webhook: change.webhook.or(before.webhook),
        ntfy: change.ntfy.or(before.ntfy),
        ntfy_token: change.ntfy_token,
        keeps_mail: before.keeps_mail && change.mail != Said::None,
    };
    put(&site, chosen).await?;
    if let Some(searches) = change.searches {
        search(&site, searches).await?;
    }
    if let Some(code) = change.mail_code {
        confirmed_mail(&site, code).await?;
    }
    if let Said::This(mail) = change.mail {
        asked_mail(&site, mail).await?;
    }
    told(State(site)).await
}

/// An object: a list is none, though its parts could be taken for the fields.
fn read(body: &[u8]) -> Result<Change, serde_json::Error> {
    let named: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(body)?;
    Change::deserialize(serde_json::Value::Object(named))
}

/// Watches these words, and no others.
async fn search(site: &Site, wanted: Vec<String>) -> Result<(), Problem> {
    let reader = visitor().reader;
    let is_none =
        |words: &String| words.trim().is_empty() || words.len() > QUERY_BYTES_MAX;
    if wanted.iter().any(is_none) {
        let why = format!("words to watch have 1 to {QUERY_BYTES_MAX} bytes");
        return Err(Problem::NotTold(why));
    }
    site.ask(move |desk| {
        for words in desk.watched_words(reader)? {
            if !wanted.contains(&words) {
                desk.watch_words(&words, false)?;
            }
        }
        wanted.iter().try_for_each(|words| watched(desk, reader, words))
    })
    .await
}
