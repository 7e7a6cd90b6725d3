//! What whoever runs the service asks of it: does it live, is it ready, how is it doing.

use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use rundown_desk::{Desk, DeskError};

use crate::site::Site;
use crate::{Problem, ServeSettings, gate, login};

/// Health, readiness and metrics on a listener of their own, for those who may know more
/// than readers: what is followed and how it fares.
pub fn operations(desk: Arc<Desk>, settings: ServeSettings) -> Router {
    let site = Site::new(desk, settings);
    let settings = Arc::clone(&site.settings);
    let figures = Router::new()
        .route("/healthz", get(alive))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(site.clone());
    // Whoever watches the service has no account.
    figures
        .layer(from_fn_with_state(login::Login::new(site), login::ask_password))
        .layer(from_fn_with_state(settings, gate::admit))
}

/// Whether the store answers.
pub(crate) async fn alive(State(site): State<Site>) -> Response {
    match site.ask(Desk::answers).await {
        Ok(()) => "ok\n".into_response(),
        Err(problem) => unwell(&problem),
    }
}

/// Whether everything that was taken in is threaded and can be shown.
pub(crate) async fn ready(State(site): State<Site>) -> Response {
    match site.ask(waiting).await {
        Ok(0) => "ready\n".into_response(),
        Ok(waiting) => {
            let waiting = rundown_news::counted(waiting, "article");
            let why = format!("{waiting} waiting for a story\n");
            (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
        }
        Err(problem) => unwell(&problem),
    }
}

fn waiting(desk: &Desk) -> Result<u64, DeskError> {
    desk.answers()?;
    Ok(desk.counts()?.waiting)
}

fn unwell(problem: &Problem) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", problem.happened())).into_response()
}

/// Figures in the text format of Prometheus, version 0.0.4.
async fn metrics(State(site): State<Site>) -> Response {
    const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";
    match site.ask(figures).await {
        Ok(figures) => ([(header::CONTENT_TYPE, FORMAT)], figures).into_response(),
        Err(problem) => unwell(&problem),
    }
}

fn figures(desk: &Desk) -> Result<String, DeskError> {
    let counts = desk.counts()?;
    let feeds = desk.subscriptions()?;
    let failing = feeds.iter().filter(|feed| feed.failures > 0).count() as u64;
    let late = |due: Timestamp| desk.now().duration_since(due).as_secs().max(0) as u64;
    let lag = feeds.iter().map(|feed| late(feed.due_at)).max().unwrap_or_default();
    let alerts = desk.alert_counts()?;
    let all = [
        ("articles", "Articles kept", counts.articles),
        ("revisions", "Contents these articles have had", counts.revisions),
        ("stories", "Stories", counts.stories),
        ("articles_waiting", "Articles that wait for their story", counts.waiting),
        ("articles_damaged", "Revisions put apart as damaged", counts.damaged),
        ("feeds", "Feeds followed", counts.subscriptions),
        ("feeds_failing", "Feeds whose last poll failed", failing),
        ("alerts_waiting", "Alerts on their way to a target", alerts.waiting),
        ("alerts_sent", "Alerts sent, of those kept", alerts.sent),
        ("alerts_failed", "Alerts given up, of those kept", alerts.failed),
        ("feeds_late_seconds", "How late the latest feed is", lag),
    ];
    let mut text = String::new();
    for (name, help, value) in all {
        let name = format!("rundown_{name}");
        let _ =
            writeln!(text, "# HELP {name} {help}.\n# TYPE {name} gauge\n{name} {value}");
    }
    Ok(text)
}
