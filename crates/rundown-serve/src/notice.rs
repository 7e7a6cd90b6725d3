//! What was just done, told on the page that it led back to, with a button that takes it
//! back. It stands in the address, behind `?`, so that nothing is kept for it.

use askama::Template;
use axum::extract::{Query, Request};
use axum::http::Uri;
use axum::middleware::Next;
use axum::response::Response;
use serde::Deserialize;

use crate::wording::{many, say};

/// What can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Deed {
    Followed,
    Muted,
    /// Neither followed nor muted any more.
    Let,
    /// Put off until a day.
    Snoozed,
    /// Put off until something material happens.
    Waiting,
    Woken,
    Read,
    Unread,
    /// How the reader is told of developments.
    Kept,
    /// A letter that asks whether letters may go there.
    Asked,
    /// They are told of a search, and no longer.
    Watched,
    Unwatched,
}

#[derive(Deserialize)]
struct Told {
    done: Deed,
    /// What takes it back: what held before, or which look it was.
    #[serde(default)]
    was: String,
    #[serde(default)]
    stories: u64,
}

/// A sentence, and the form that takes back what it says.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "notice.html")]
pub(crate) struct Notice {
    words: String,
    action: String,
    field: &'static str,
    value: String,
}

impl Notice {
    fn of(uri: &Uri) -> Option<Self> {
        let Query(told) = Query::<Told>::try_from_uri(uri).ok()?;
        let here = uri.path();
        if told.done.is_of_alerts() {
            return Self::of_alerts(here, told);
        }
        let is_story = here
            .strip_prefix("/stories/")
            .is_some_and(|name| !name.is_empty() && !name.contains('/'));
        if !is_story && here != "/" {
            return None;
        }
        let base = here.trim_end_matches('/');
        let (field, act) = told.done.taken_back_by();
        let value = if told.done == Deed::Unread { String::new() } else { told.was };
        Some(Self {
            words: told.done.words(told.stories),
            action: format!("{base}/{act}"),
            field,
            value,
        })
    }
}

impl Notice {
    fn of_alerts(here: &str, told: Told) -> Option<Self> {
        let from = match here {
            "/alerts" => "",
            "/search" => "?from=search",
            _ => return None,
        };
        let (field, act) = told.done.taken_back_by();
        let value = if field == "words" { told.was } else { String::new() };
        let words = told.done.words(0);
        Some(Self { words, action: format!("/alerts{act}{from}"), field, value })
    }
}

impl Deed {
    fn is_of_alerts(self) -> bool {
        matches!(self, Self::Kept | Self::Asked | Self::Watched | Self::Unwatched)
    }

    /// The field and the last part of the address of the form that takes it back.
    fn taken_back_by(self) -> (&'static str, &'static str) {
        match self {
            Self::Followed | Self::Muted | Self::Let => ("follow", "follow"),
            Self::Snoozed | Self::Waiting | Self::Woken => ("until", "snooze"),
            Self::Read | Self::Unread => ("back", "look"),
            Self::Kept | Self::Asked => ("", ""),
            Self::Watched => ("words", "/searches/remove"),
            Self::Unwatched => ("words", "/searches"),
        }
    }

    fn words(self, stories: u64) -> String {
        match self {
            Self::Followed => say("You follow this story: it stays on top."),
            Self::Muted => say("Muted: this story stays out of the rundown."),
            Self::Let => say("You neither follow nor mute this story."),
            Self::Snoozed => say("Snoozed: it stays out of the rundown until that day."),
            Self::Waiting => say(
                "Muted until something material happens: two independent outlets with a \
                 new development, or a figure that changed.",
            ),
            Self::Woken => say("It is back in the rundown."),
            Self::Read if stories > 0 => {
                return many(
                    "1 story marked as read.",
                    "{n} stories marked as read.",
                    stories,
                );
            }
            Self::Read => say("Marked as read."),
            Self::Unread => say("What was new is new again."),
            Self::Kept => say("Kept: you are told so from now on."),
            Self::Asked => say("A letter is on its way: write below what it says."),
            Self::Watched => say(
                "You are told of new developments with these words; “Alerts” says where and when.",
            ),
            Self::Unwatched => say("You are told of these words no longer."),
        }
        .to_owned()
    }
}

tokio::task_local! {
    static NOTICE: Option<Notice>;
}

/// Answers with what an address says was done at hand.
pub(crate) async fn tell(request: Request, next: Next) -> Response {
    let notice = Notice::of(request.uri());
    NOTICE.scope(notice, next.run(request)).await
}

/// What the page that is being made has to tell.
pub(crate) fn told() -> Option<Notice> {
    NOTICE.try_with(Clone::clone).ok().flatten()
}

/// Where a page tells of this.
pub(crate) fn href(page: &str, done: &str, was: &str) -> String {
    format!("{page}?done={done}&was={}", crate::links::segment(was))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> Option<Notice> {
        Notice::of(&address.parse().unwrap())
    }

    #[test]
    fn what_was_done_is_told_where_it_was_done() {
        let muted = of("/stories/dock?done=muted&was=followed").unwrap();
        assert_eq!((&*muted.action, muted.field), ("/stories/dock/follow", "follow"));
        assert_eq!(muted.value, "followed");
        let read = of("/?done=read&was=1000&stories=3").unwrap();
        assert_eq!((&*read.action, read.field), ("/look", "back"));
        assert_eq!(read.words, "3 stories marked as read.");
        let watched = of("/search?q=dock&done=watched&was=dock").unwrap();
        assert_eq!(&*watched.action, "/alerts/searches/remove?from=search");
        assert_eq!((watched.field, &*watched.value), ("words", "dock"));
        assert_eq!(
            of("/alerts?done=unwatched&was=a").unwrap().action,
            "/alerts/searches"
        );
        assert_eq!(
            of("/alerts?done=kept&was=a").unwrap().value,
            "",
            "it has no way back"
        );
        for elsewhere in [
            "/",
            "/?done=burn",
            "/?done=watched",
            "/articles/a?done=muted",
            "/stories/a/b?done=muted",
            "/alerts?done=muted",
        ] {
            assert_eq!(of(elsewhere), None, "{elsewhere}");
        }
    }
}
