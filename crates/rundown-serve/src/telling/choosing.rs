//! What the page and programs choose alike of how a reader is told.

use rundown_alerts::{Digest, Hours, Rules};
use rundown_desk::{ChosenAlerts, Desk, DeskError, OwnAlerts};
use rundown_news::ReaderId;
use rundown_store::StoredAlert;

use crate::Problem;
use crate::site::Site;
use crate::visitor::visitor;

/// What the page asks the desk.
pub(super) struct Answers {
    pub(super) own: OwnAlerts,
    pub(super) searches: Vec<String>,
    pub(super) told: Vec<StoredAlert>,
}

pub(super) async fn answers(site: &Site, listed: usize) -> Result<Answers, Problem> {
    let (reader, defaults) = (visitor().reader, site.settings.alerts.clone());
    site.ask(move |desk| {
        Ok(Answers {
            own: desk.own_alerts(reader, &defaults)?,
            searches: desk.watched_words(reader)?,
            told: desk.alerts(Some(reader), listed)?,
        })
    })
    .await
}

/// Keeps what a reader chose, if their targets may be told.
pub(super) async fn put(site: &Site, chosen: ChosenAlerts) -> Result<(), Problem> {
    for url in [&chosen.webhook, &chosen.ntfy].into_iter().flatten() {
        site.may_tell(url).await?;
    }
    let reader = visitor().reader;
    site.ask(move |desk| desk.choose_alerts(reader, &chosen)).await
}

pub(super) fn rules(outlets: u8) -> Result<Rules, Problem> {
    let wrong = || Problem::NotTold("the number of outlets is 1, 2 or 3".to_owned());
    (1..=3).contains(&outlets).then_some(Rules { outlets }).ok_or_else(wrong)
}

pub(super) fn hours(
    zone: &str,
    quiet: Option<&str>,
    digest: &str,
) -> Result<Hours, Problem> {
    let wrong = |why: &str| Problem::NotTold(why.to_owned());
    let none = "there is no such time zone; they are named as in Europe/Lisbon";
    let digest: Result<Digest, _> = digest.parse();
    Ok(Hours {
        zone: jiff::tz::TimeZone::get(zone.trim()).map_err(|_| wrong(none))?,
        quiet: quiet
            .map(|quiet| quiet.parse().map_err(|_| wrong("these are no two times")))
            .transpose()?,
        digest: digest.map_err(|_| wrong("a digest is none, day or week"))?,
    })
}

pub(super) async fn asked_mail(site: &Site, mail: String) -> Result<(), Problem> {
    let (reader, to) = (visitor().reader, mail.clone());
    let code = site.ask(move |desk| desk.ask_mail(reader, &to)).await?;
    site.send_code(&mail, &code).await
}

pub(super) async fn confirmed_mail(site: &Site, code: String) -> Result<(), Problem> {
    let (reader, defaults) = (visitor().reader, site.settings.alerts.clone());
    let is_it = site.ask(move |desk| desk.confirm_mail(reader, &code, &defaults)).await?;
    let wrong = || Problem::NotTold("that is not what the letter says".to_owned());
    if is_it { Ok(()) } else { Err(wrong()) }
}

/// Watches words; those that are watched already stay.
pub(super) fn watched(
    desk: &Desk,
    reader: ReaderId,
    words: &str,
) -> Result<(), DeskError> {
    let is_new = desk.watch_words(words, true)?;
    let named = crate::search::watched_form(words);
    if is_new || desk.watched_words(reader)?.contains(&named) {
        return Ok(());
    }
    let why = "you watch as many searches as one may: remove one first".to_owned();
    Err(DeskError::Wish { why })
}
