//! What went wrong, on a page that says what to try.

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use rundown_desk::{DeskError, NotSignedOn};
use rundown_news::limits::{POST_BYTES_MAX, POST_LINES_MAX, QUERY_BYTES_MAX};
use rundown_store::StoreError;

use crate::failing;
use crate::site::rendered;
use crate::wording::retold::retold;
use crate::wording::{many, say, tell};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No story has this name.
    NoStory(String),
    /// No article has this name, or not at this revision.
    NoArticle(String),
    /// The story of this name is kept no longer.
    DroppedStory(String),
    /// The article of this name is kept no longer.
    DroppedArticle(String),
    /// Nothing stands at this address.
    NoPage,
    /// The address does not take this method.
    Method,
    /// The part of an address after `?`, or a form, cannot be read.
    BadQuery(String),
    /// The words searched for are too long.
    LongQuery,
    /// The request calls this machine by a name it does not have.
    ForeignHost,
    /// The password of the service was not given, or a wrong one.
    NoPassword,
    /// Another site sent the form.
    CrossSite,
    /// A story cannot be corrected that way; why not.
    NotPossible(String),
    /// This process writes nothing; what it was to do.
    OnlyReads(String),
    /// An address that was to be followed leads to no feed; why not.
    NoFeed(String),
    /// What was posted has no token that is known.
    NoToken,
    /// A post cannot be understood; why not.
    BadPost(String),
    /// More was posted than is taken at a time.
    LargePost,
    /// What was posted is of no form that is read.
    NoSuchForm,
    /// Too much is posted; in so many seconds there is room.
    TooMany(u64),
    /// A link by which an account is set up that is none, any more or ever.
    OldLink,
    /// The provider of a single sign-on did not prove who somebody is; why not.
    NotSignedOn(String),
    /// The provider of a single sign-on could not be asked; why not.
    NoProvider(String),
    /// A reader cannot be told so, or there; why not.
    NotTold(String),
    /// Others may do this, and the one who is signed in may not.
    NotYours,
    /// Wrong passwords were tried; in so many seconds another may be.
    TooOften(u64),
    /// Too many ask what takes long.
    Busy,
    /// The stored bytes of an article are not what was stored.
    Damaged(String),
    /// A list of feeds cannot be read.
    BadList(String),
    /// The desk could not answer.
    Failed(String),
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NoStory { name } => Self::NoStory(name),
            DeskError::NoArticle { article } => Self::NoArticle(article.0),
            DeskError::DroppedStory { name } => Self::DroppedStory(name),
            DeskError::DroppedArticle { article } => Self::DroppedArticle(article.0),
            DeskError::NothingStays { .. } | DeskError::NotPlaced { .. } => {
                Self::NotPossible(error.to_string())
            }
            DeskError::Store(StoreError::ReadOnly { .. }) => {
                Self::OnlyReads(error.to_string())
            }
            DeskError::NotAhead { .. } | DeskError::Browser { .. } => {
                Self::BadQuery(error.to_string())
            }
            DeskError::NoFeed { .. }
            | DeskError::Fetch(_)
            | DeskError::NotFollowed { .. } => Self::NoFeed(error.to_string()),
            DeskError::Wish { why } => Self::NotTold(why),
            DeskError::SignOn(NotSignedOn::Unasked(_)) => {
                Self::NoProvider(error.to_string())
            }
            DeskError::SignOn(_) => Self::NotSignedOn(error.to_string()),
            DeskError::Store(StoreError::Damaged(damage)) => {
                Self::Damaged(damage.article.0)
            }
            _ => Self::Failed(error.to_string()),
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    title: &'static str,
    happened: String,
    hint: &'static str,
    words: String,
}

impl Problem {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NoStory(_) | Self::NoArticle(_) | Self::NoPage => StatusCode::NOT_FOUND,
            Self::DroppedStory(_) | Self::DroppedArticle(_) => StatusCode::GONE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadQuery(_) | Self::LongQuery => StatusCode::BAD_REQUEST,
            Self::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
            Self::NoPassword => StatusCode::UNAUTHORIZED,
            Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotPossible(_) | Self::OnlyReads(_) => StatusCode::CONFLICT,
            Self::NoFeed(_) | Self::NotTold(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoToken => StatusCode::UNAUTHORIZED,
            Self::BadPost(_) | Self::BadList(_) => StatusCode::BAD_REQUEST,
            Self::LargePost => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoSuchForm => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany(_) | Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::OldLink => StatusCode::NOT_FOUND,
            Self::NotYours | Self::NotSignedOn(_) => StatusCode::FORBIDDEN,
            Self::NoProvider(_) => StatusCode::BAD_GATEWAY,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Damaged(_) | Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) fn title(&self) -> &'static str {
        match self {
            Self::NoStory(_) => say("No such story"),
            Self::NoArticle(_) => say("No such article"),
            Self::DroppedStory(_) | Self::DroppedArticle(_) => say("No longer kept"),
            Self::NoPage => say("Nothing stands here"),
            Self::Method => say("Not done this way"),
            Self::BadQuery(_) => say("This address cannot be read"),
            Self::LongQuery => say("Too many words"),
            Self::ForeignHost => say("Not under this name"),
            Self::NoPassword => say("A password is needed"),
            Self::CrossSite => say("Sent from another site"),
            Self::NotPossible(_) | Self::OnlyReads(_) => say("This cannot be done"),
            Self::NoFeed(_) => say("No feed there"),
            Self::NoToken => say("Not without a token"),
            Self::BadPost(_) | Self::BadList(_) => say("This cannot be taken in"),
            Self::LargePost => say("Too much at once"),
            Self::NoSuchForm => say("Nothing that is read here"),
            Self::TooMany(_) => say("Too often"),
            Self::OldLink => say("This link is no longer one"),
            Self::NotTold(_) => say("Not told that way"),
            Self::NotSignedOn(_) => say("Not signed on"),
            Self::NoProvider(_) => say("The sign-on does not answer"),
            Self::NotYours => say("Not yours to do"),
            Self::TooOften(_) => say("Wrong too often"),
            Self::Busy => say("Too many questions at once"),
            Self::Damaged(_) => say("This article is damaged"),
            Self::Failed(_) => say("The desk could not answer"),
        }
    }

    /// What happened, in a sentence.
    #[must_use]
    pub fn happened(&self) -> String {
        match self {
            Self::NoStory(name) => {
                tell("No story is called “{name}”.", &[("name", &shortened(name))])
            }
            Self::NoArticle(id) => tell(
                "No article “{name}” is kept here at this revision.",
                &[("name", &shortened(id))],
            ),
            Self::DroppedStory(name) => tell(
                "The story “{name}” was old, and is kept no longer.",
                &[("name", &shortened(name))],
            ),
            Self::DroppedArticle(id) => tell(
                "Article “{name}” was old, and is kept no longer.",
                &[("name", &shortened(id))],
            ),
            Self::NoPage => say("There is no page at this address.").to_owned(),
            Self::Method => {
                say("This address does not take that kind of request.").to_owned()
            }
            Self::BadQuery(reason) => tell(
                "The request was not understood: {why}.",
                &[("why", &retold(reason))],
            ),
            Self::LongQuery => tell(
                "At most {n} bytes of words are searched for.",
                &[("n", &QUERY_BYTES_MAX)],
            ),
            Self::ForeignHost => {
                say("The request calls this machine by a name it does not go by.")
                    .to_owned()
            }
            Self::NoPassword => {
                say("These pages are for those who are known here.").to_owned()
            }
            Self::CrossSite => say(
                "Only forms on Rundown's own pages change what you have read or follow.",
            )
            .to_owned(),
            Self::NotPossible(why) | Self::OnlyReads(why) | Self::NoFeed(why) => {
                tell("The desk says: {why}.", &[("why", &retold(why))])
            }
            Self::NoToken => {
                say("Articles are taken only with a token that is known here.").to_owned()
            }
            Self::BadPost(why) | Self::BadList(why) => {
                tell("It was not understood: {why}.", &[("why", &retold(why))])
            }
            Self::LargePost => tell(
                "At most {size} MiB and {lines} lines are taken at a time.",
                &[("size", &(POST_BYTES_MAX >> 20)), ("lines", &POST_LINES_MAX)],
            ),
            Self::NoSuchForm => {
                say("Taken are text/html, text/plain, application/x-ndjson and \
                 message/rfc822, not packed.")
                .to_owned()
            }
            Self::TooMany(seconds) => many(
                "There is room again in 1 second.",
                "There is room again in {n} seconds.",
                seconds,
            ),
            Self::OldLink => {
                say("Links that set up an account hold for a week, and once.").to_owned()
            }
            Self::NotTold(why) => {
                tell("Nothing is changed: {why}.", &[("why", &retold(why))])
            }
            Self::NotSignedOn(why) => {
                tell("You are not signed on: {why}.", &[("why", &retold(why))])
            }
            // What stands between this machine and another is in the log, not on the page.
            Self::NoProvider(_) => {
                say("The provider that says who reads here could not be asked.")
                    .to_owned()
            }
            Self::NotYours => {
                say("Stories are corrected, and feeds chosen, by editors for all.")
                    .to_owned()
            }
            Self::TooOften(seconds) => many(
                "After wrong passwords there is a wait: 1 second.",
                "After wrong passwords there is a wait: {n} seconds.",
                seconds,
            ),
            Self::Busy => {
                say("Others wait for answers that take long; this one was not begun.")
                    .to_owned()
            }
            Self::Damaged(id) => tell(
                "What is stored of article “{name}” is not what was stored, so nothing of it \
                 is shown.",
                &[("name", &shortened(id))],
            ),
            Self::Failed(reason) => tell("It says: {why}.", &[("why", &retold(reason))]),
        }
    }

    /// What to try, in a sentence.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoStory(_) => say(
                "Stories that were merged lead on by themselves; this name never existed \
                 here. Look for it by its words, or start from the rundown.",
            ),
            Self::NoArticle(_) => {
                say("Look for it by its words, or start from the rundown.")
            }
            Self::DroppedStory(_) | Self::DroppedArticle(_) => say(
                "The settings keep-days and keep-bytes say how long news is kept; what you \
                 follow stays. Newer reports may be found by its words.",
            ),
            Self::NoPage => {
                say("Start from the rundown, or look for a story by its words.")
            }
            Self::Method => say("Use the buttons on the pages."),
            Self::BadQuery(_) => say("Follow a link on a page, or shorten the address."),
            Self::LongQuery => {
                say("A few names or rare words find more than a whole sentence.")
            }
            Self::ForeignHost => say(
                "Use http://localhost or http://127.0.0.1 with the port of the service, or \
                 name further hosts with the setting allow-host.",
            ),
            Self::NoPassword => say(
                "Sign in; or where there are no accounts, give the password, with any name. A \
                 program shows a token of `rundown token new NAME --for reading`.",
            ),
            Self::CrossSite => say(
                "Go to the story and press the button there. A program says where it comes \
                 from with the header Origin.",
            ),
            Self::NotPossible(_) => say(
                "Where others report the same event, the article can leave them alone.",
            ),
            Self::OnlyReads(_) => say(
                "This machine only shows the news. Send it to the one that writes: the \
                 address that readers type, or the process without --read-only.",
            ),
            Self::NoFeed(_) => say(
                "Give the address as a browser shows it, or that of the feed itself. An \
                 address within your own network has to be allowed by a setting.",
            ),
            Self::NoToken => say(
                "`rundown token new NAME` makes one; send it as `Authorization: Bearer …`.",
            ),
            Self::BadPost(_) => say("docs/reference/api.md shows what is sent and how."),
            Self::BadList(_) => say(
                "Give the OPML file that another reader exports; one beyond 2 MiB comes in \
                 with `rundown import`.",
            ),
            Self::LargePost => say(
                "Send it in parts; `rundown ingest` takes files of any size where no other \
                 machine writes to the store.",
            ),
            Self::NoSuchForm => say("State what is sent in the header Content-Type."),
            Self::TooMany(_) => {
                say("Whoever sends many articles sends them together, as lines of JSON.")
            }
            Self::OldLink => say("`rundown user link NAME` makes a new one."),
            Self::NotTold(_) => say(
                "Go back and change it. An address within a private network has to be allowed \
                 by whoever runs the service.",
            ),
            Self::NotSignedOn(_) => say(
                "Begin again from the page to sign in. If it stays, ask whoever runs the \
                 service.",
            ),
            Self::NoProvider(_) => say(
                "Try again in a minute. Whoever runs the service finds why in its log.",
            ),
            Self::NotYours => {
                say("Ask whoever runs the service for the role of an editor.")
            }
            Self::TooOften(_) => {
                say("Wait, then try again. Whoever comes from elsewhere is not held up.")
            }
            Self::Busy => say("Try again in a minute."),
            Self::Damaged(_) => say(
                "`rundown fsck --mend` reads it again from the page it came from; else the \
                 next poll that meets it does.",
            ),
            Self::Failed(_) => say(
                "Try again. If it stays, `rundown verify` tells whether the store is whole.",
            ),
        }
    }
}

/// The page for a problem, its search field filled with the words of the lost name.
#[must_use]
pub fn problem_page(problem: &Problem) -> String {
    let words = match problem {
        Problem::NoStory(name) | Problem::DroppedStory(name) => {
            shortened(name).replace('-', " ")
        }
        _ => String::new(),
    };
    rendered(&ProblemPage {
        title: problem.title(),
        happened: problem.happened(),
        hint: problem.hint(),
        words,
    })
}

/// The beginning of a name that a stranger may have made long.
fn shortened(name: &str) -> String {
    const CHARACTERS_MAX: usize = 80;
    let mut short: String =
        name.chars().filter(|c| !c.is_control()).take(CHARACTERS_MAX).collect();
    if name.chars().nth(CHARACTERS_MAX).is_some() {
        short.push('…');
    }
    short
}

impl Problem {
    /// Logs a failure of ours, or of a provider, once.
    pub(crate) fn log(&self) {
        match self {
            Self::Failed(reason) => failing::tell(reason),
            Self::NoProvider(reason) => tracing::error!(why = %reason, "no sign-on"),
            Self::NotSignedOn(reason) => tracing::warn!(why = %reason, "no sign-on"),
            _ => {}
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.log();
        let mut response = (self.status(), Html(problem_page(&self))).into_response();
        if let Self::TooMany(seconds) | Self::TooOften(seconds) = &self {
            response.headers_mut().insert(header::RETRY_AFTER, (*seconds).into());
        }
        // Programs are told the same in their own way.
        response.extensions_mut().insert(self);
        response
    }
}
