//! How a reader is told of what they follow: the page that asks for it, and what it sends.

mod api;
mod choosing;

use askama::Template;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::response::{Html, Redirect};
use jiff::Timestamp;
use rundown_desk::{Alert, ChosenAlerts, OwnAlerts};
use rundown_store::StoredAlert;
use serde::Deserialize;

pub(crate) use api::{change, told};

use choosing::{
    Answers, answers, asked_mail, confirmed_mail, hours, put, rules, watched,
};

use crate::Problem;
use crate::links::segment;
use crate::search::watched_form;
use crate::site::{Page, Site, rendered};
use crate::times::Moment;
use crate::visitor::visitor;
use crate::wording::retold::retold;
use crate::{say, tell};

/// Alerts that the page lists.
const LISTED: usize = 20;

#[derive(Template)]
#[template(path = "telling.html")]
struct TellingPage {
    key: String,
    browsers: Vec<(i64, String)>,
    own: OwnAlerts,
    zone: String,
    /// Whether nobody chose it: the browser may know better.
    is_zone_open: bool,
    quiet: Option<(String, String)>,
    sends_mail: bool,
    /// The words of each search, and its page.
    searches: Vec<(String, String)>,
    told: Vec<ToldLine>,
    /// What became of test messages, where some were sent.
    tried: Vec<(&'static str, Option<String>)>,
}

/// An alert of late.
struct ToldLine {
    time: Moment,
    title: String,
    slug: String,
    ways: String,
}

/// The answer to `/alerts`.
pub(crate) async fn show(State(site): State<Site>) -> Page {
    page(&site, Vec::new()).await
}

async fn page(site: &Site, tried: Vec<(&'static str, Option<String>)>) -> Page {
    let Answers { own, searches, told } = answers(site, LISTED).await?;
    let reader = visitor().reader;
    let (key, browsers) =
        site.ask(move |desk| Ok((desk.push_key()?, desk.browsers(reader)?))).await?;
    let quiet = own.hours.quiet.map(|quiet| quiet.to_string());
    let quiet = quiet.as_deref().and_then(|quiet| quiet.split_once('-'));
    let mut zone = own.hours.zone.iana_name().unwrap_or("UTC").to_owned();
    if zone == "UTC" && !own.is_chosen {
        zone = crate::wording::zone_name();
    }
    let href = |words: String| {
        let href = format!("/search?q={}", segment(&words));
        (words, href)
    };
    let page = TellingPage {
        key,
        browsers,
        is_zone_open: zone == "UTC" && !own.is_chosen,
        zone,
        quiet: quiet.map(|(from, to)| (from.to_owned(), to.to_owned())),
        sends_mail: site.settings.mail.is_some(),
        searches: searches.into_iter().map(href).collect(),
        told: told.iter().filter_map(|one| line(one, site.now())).collect(),
        tried,
        own,
    };
    Ok(Html(rendered(&page)))
}

fn line(stored: &StoredAlert, now: Timestamp) -> Option<ToldLine> {
    let alert: Alert = serde_json::from_str(&stored.body).ok()?;
    let ways = stored.deliveries.iter().map(|way| {
        let kind = way.target.split('-').next().unwrap_or_default();
        let said = match (way.state.as_str(), &way.problem) {
            ("sent", _) => say("sent").to_owned(),
            ("failed", why) => {
                tell("given up: {why}", &[("why", &retold(why.as_deref().unwrap_or("")))])
            }
            (_, Some(why)) => tell("tried again: {why}", &[("why", &retold(why))]),
            (_, None) => say("on its way").to_owned(),
        };
        format!("{kind} {said}")
    });
    let ways: Vec<String> = ways.collect();
    Some(ToldLine {
        time: Moment::ago(stored.made_at, now),
        title: alert.title,
        slug: alert.slug.0,
        ways: if ways.is_empty() { say("nowhere").to_owned() } else { ways.join("; ") },
    })
}

type Sent<T> = Result<Form<T>, FormRejection>;

fn read<T>(form: Sent<T>) -> Result<T, Problem> {
    form.map(|Form(form)| form).map_err(|error| Problem::BadQuery(error.body_text()))
}

/// Back to the page, which says what was done.
fn back(done: &str) -> Redirect {
    Redirect::to(&format!("/alerts?done={done}"))
}

/// The page that a form about a search stands on.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Place {
    #[default]
    Alerts,
    Search,
}

#[derive(Deserialize)]
pub(crate) struct PlaceQuery {
    #[serde(default)]
    from: Place,
}

impl PlaceQuery {
    /// Back to it.
    fn back(&self, done: &str, words: &str) -> Redirect {
        let words = segment(words);
        Redirect::to(&match self.from {
            Place::Alerts => format!("/alerts?done={done}&was={words}"),
            Place::Search => format!("/search?q={words}&done={done}&was={words}"),
        })
    }
}

/// How a reader wants to be told, as the form sends it.
#[derive(Deserialize)]
pub(crate) struct WishForm {
    outlets: u8,
    zone: String,
    #[serde(default)]
    quiet_from: String,
    #[serde(default)]
    quiet_to: String,
    digest: String,
    #[serde(default)]
    webhook: String,
    #[serde(default)]
    ntfy: String,
    #[serde(default)]
    ntfy_token: String,
}

/// Tells the reader as they chose from now on.
pub(crate) async fn choose(
    State(site): State<Site>,
    form: Sent<WishForm>,
) -> Result<Redirect, Problem> {
    let form = read(form)?;
    let quiet = match (form.quiet_from.as_str(), form.quiet_to.as_str()) {
        ("", "") => None,
        (from, to) => Some(format!("{from}-{to}")),
    };
    let given =
        |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let chosen = ChosenAlerts {
        rules: rules(form.outlets)?,
        hours: hours(&form.zone, quiet.as_deref(), &form.digest)?,
        webhook: given(form.webhook),
        ntfy: given(form.ntfy),
        ntfy_token: given(form.ntfy_token),
        keeps_mail: true,
    };
    put(&site, chosen).await?;
    Ok(back("kept"))
}

#[derive(Deserialize)]
pub(crate) struct MailForm {
    mail: String,
}

/// Asks the owner of an address whether letters may go there.
pub(crate) async fn ask_mail(
    State(site): State<Site>,
    form: Sent<MailForm>,
) -> Result<Redirect, Problem> {
    asked_mail(&site, read(form)?.mail).await?;
    Ok(back("asked"))
}

#[derive(Deserialize)]
pub(crate) struct CodeForm {
    code: String,
}

/// Sends letters from now on.
pub(crate) async fn confirm_mail(
    State(site): State<Site>,
    form: Sent<CodeForm>,
) -> Result<Redirect, Problem> {
    confirmed_mail(&site, read(form)?.code).await?;
    Ok(back("kept"))
}

/// Sends letters no longer.
pub(crate) async fn remove_mail(State(site): State<Site>) -> Result<Redirect, Problem> {
    let own = answers(&site, 0).await?.own;
    put(&site, ChosenAlerts { keeps_mail: false, ..own.into() }).await?;
    Ok(back("kept"))
}

#[derive(Deserialize)]
pub(crate) struct WordsForm {
    words: String,
}

/// Tells the reader of new developments whose reports hold these words.
pub(crate) async fn watch(
    State(site): State<Site>,
    place: Result<Query<PlaceQuery>, QueryRejection>,
    form: Sent<WordsForm>,
) -> Result<Redirect, Problem> {
    let place = place_of(place)?;
    let (reader, words) = (visitor().reader, read(form)?.words);
    let asked = words.clone();
    site.ask(move |desk| watched(desk, reader, &asked)).await?;
    Ok(place.back("watched", &watched_form(&words)))
}

fn place_of(
    place: Result<Query<PlaceQuery>, QueryRejection>,
) -> Result<PlaceQuery, Problem> {
    place.map(|Query(place)| place).map_err(|error| Problem::BadQuery(error.body_text()))
}

/// Tells the reader of these words no longer.
pub(crate) async fn unwatch(
    State(site): State<Site>,
    place: Result<Query<PlaceQuery>, QueryRejection>,
    form: Sent<WordsForm>,
) -> Result<Redirect, Problem> {
    let place = place_of(place)?;
    let words = read(form)?.words;
    let asked = words.clone();
    site.ask(move |desk| desk.watch_words(&asked, false)).await?;
    Ok(place.back("unwatched", &watched_form(&words)))
}

/// Sends a message that tells of nothing to each target of the reader.
pub(crate) async fn test(State(site): State<Site>) -> Page {
    let tried = site.try_targets(visitor().reader).await?;
    page(&site, tried).await
}

/// What a browser has from its push service.
#[derive(Deserialize)]
pub(crate) struct BrowserForm {
    endpoint: String,
    key: String,
    secret: String,
}

/// Tells the reader in this browser from now on.
pub(crate) async fn add(
    State(site): State<Site>,
    form: Sent<BrowserForm>,
) -> Result<Redirect, Problem> {
    let BrowserForm { endpoint, key, secret } = read(form)?;
    site.ask(move |desk| desk.add_browser(&endpoint, &key, &secret)).await?;
    Ok(back("kept"))
}

/// Which browser is told no longer.
#[derive(Deserialize)]
pub(crate) struct RemoveForm {
    number: i64,
}

/// Tells the reader in a browser no longer.
pub(crate) async fn remove(
    State(site): State<Site>,
    form: Sent<RemoveForm>,
) -> Result<Redirect, Problem> {
    let number = read(form)?.number;
    site.ask(move |desk| desk.remove_browser(number)).await?;
    Ok(back("kept"))
}
