//! Live updates: how much is new for a reader, told while a page stands open, as events that
//! the server sends. A page shows the number and changes nothing else by it.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, Request, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use rundown_desk::{Desk, DeskError, Found};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval};

use crate::Problem;
use crate::listen::stopping;
use crate::site::Site;
use crate::visitor::{Visitor, answering, visitor};

/// How often it is looked whether anything was threaded. Looking costs nothing.
const LOOK_SECONDS: u64 = 3;
/// How often a silent stream shows that it is there, so that a dead one is noticed.
const BEAT_SECONDS: u64 = 20;
/// How long a stream goes on; the browser asks again, and shows anew who it is.
const STREAM_MINUTES_MAX: u64 = 10;

/// What a page is told of: the rundown, or one story.
#[derive(Deserialize)]
pub(crate) struct Asked {
    story: Option<String>,
}

/// An open page.
struct OpenPage {
    site: Site,
    who: Visitor,
    story: Option<String>,
    /// How much was threaded when it was counted last; none before the first time.
    counted_at: Option<u64>,
    told: Option<u64>,
    looks: Interval,
    ends: Instant,
    stopping: Option<watch::Receiver<bool>>,
    _permit: OwnedSemaphorePermit,
}

/// The answer to `/events`.
pub(crate) async fn stream(
    State(site): State<Site>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let Query(asked) = asked.map_err(|error| Problem::BadQuery(error.body_text()))?;
    let permit = site.open_pages.clone().try_acquire_owned();
    let permit = permit.map_err(|_| Problem::Busy)?;
    let mut looks = interval(Duration::from_secs(LOOK_SECONDS));
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let page = OpenPage {
        site,
        who: visitor(),
        story: asked.story,
        counted_at: None,
        told: None,
        looks,
        ends: Instant::now() + Duration::from_secs(60 * STREAM_MINUTES_MAX),
        stopping: stopping(&request),
        _permit: permit,
    };
    let beat = KeepAlive::new().interval(Duration::from_secs(BEAT_SECONDS));
    Ok(Sse::new(events(page)).keep_alive(beat).into_response())
}

fn events(page: OpenPage) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(page, |mut page| async move {
        let new = page.next().await?;
        Some((Ok(Event::default().event("new").data(new.to_string())), page))
    })
}

impl OpenPage {
    /// How much is new once that changed; none at the end.
    async fn next(&mut self) -> Option<u64> {
        loop {
            tokio::select! {
                () = told_to_stop(self.stopping.as_mut()) => return None,
                () = tokio::time::sleep_until(self.ends) => return None,
                _ = self.looks.tick() => {}
            }
            let threaded = self.site.threaded_count();
            if self.counted_at == Some(threaded) {
                continue;
            }
            self.counted_at = Some(threaded);
            let story = self.story.clone();
            let count = self.site.ask(move |desk| count(desk, story.as_deref()));
            // What fails is logged by whoever else asks; a page is told nothing then.
            let new = answering(self.who.clone(), count).await.ok()?;
            if self.told != Some(new) {
                self.told = Some(new);
                return Some(new);
            }
        }
    }
}

/// Ends once the service stops.
async fn told_to_stop(stopping: Option<&mut watch::Receiver<bool>>) {
    match stopping {
        Some(stopping) => _ = stopping.wait_for(|stops| *stops).await,
        None => std::future::pending().await,
    }
}

/// How much is new for the reader: in a story, or in all of the rundown.
fn count(desk: &Desk, story: Option<&str>) -> Result<u64, DeskError> {
    let Some(name) = story else {
        let stories = desk.rundown()?.stories;
        let new = |one: &rundown_news::RundownEntry| {
            u64::from(one.new.max(u32::from(one.unread)))
        };
        return Ok(stories.iter().map(new).sum());
    };
    let Found::Here(view) = desk.story(name)? else { return Ok(0) };
    Ok(match view.last_look {
        Some(_) => view.brief.new.len() as u64,
        // Of a story that was never looked at, whatever comes is new.
        None => view.articles.len() as u64,
    })
}
