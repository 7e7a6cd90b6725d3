//! The one way out to the network.

mod post;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, LOCATION,
};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use rundown_news::limits::{CRAWL_DELAY_SECONDS_MAX, LARGE_ANSWERS_MAX, REDIRECTS_MAX};
use rundown_news::{Capture, CaptureKind};
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout};
use url::Url;

use crate::guard::Gate;
use crate::hosts::{Host, Hosts};
use crate::resolver::GuardedResolver;
use crate::robots::Robots;
use crate::{
    Conditions, FetchConfig, FetchError, FetchProblem, Fetched, Fresh, Hop, Permission,
    Refusal, Reply, Unchanged, Wire, body, headers, tls,
};

/// Feeds and pages alike; a server that can give both gives what the address is for.
const ACCEPTED: &str = "text/html, application/xhtml+xml, application/atom+xml, \
    application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.8";

/// The most headers of an answer.
const HEADERS_MAX: usize = 128;

/// The most bytes of headers of an HTTP/2 answer.
const HEADER_BYTES_MAX: u32 = 64 << 10;

/// A host that says that we ask too often, but not until when, is left alone for this.
const TOO_OFTEN_SECONDS: u64 = 120;

/// The RFC lets a `robots.txt` be believed for a day.
const ROBOTS_BELIEVED: Duration = Duration::from_hours(24);

/// A host that could not say what it allows is asked again after this.
const ROBOTS_UNKNOWN: Duration = Duration::from_mins(10);

/// Asks servers, and holds what is remembered of them. Share it; it is the memory that
/// makes it polite.
#[derive(Debug)]
pub struct Fetcher {
    pub(crate) carrier: Carrier,
    pub(crate) config: FetchConfig,
    gate: Arc<Gate>,
    pub(crate) hosts: Hosts,
    /// A permit is one large answer in memory.
    large: Arc<Semaphore>,
}

/// What carries requests.
#[derive(Debug)]
pub(crate) enum Carrier {
    Network(Client),
    Wire(Arc<dyn Wire>),
}

/// What one request led to.
enum Step {
    Redirect { to: Url, permanent: bool },
    Done(Fetched),
}

impl Fetcher {
    /// Sets up the client; nothing is sent yet.
    ///
    /// # Errors
    /// When the user agent is no header value or encryption cannot be set up.
    pub fn new(config: FetchConfig) -> Result<Self, FetchError> {
        let gate =
            Arc::new(Gate { guard: config.guard, trusted: config.trusted.clone() });
        let client = client(&config, &gate).map_err(|why| FetchError::Setup { why })?;
        let large = Arc::new(Semaphore::new(LARGE_ANSWERS_MAX));
        let carrier = Carrier::Network(client);
        Ok(Self { carrier, config, gate, hosts: Hosts::default(), large })
    }

    /// The same manners over something that stands in for the network.
    ///
    /// # Errors
    /// As [`Fetcher::new`].
    pub fn over(config: FetchConfig, wire: Arc<dyn Wire>) -> Result<Self, FetchError> {
        let fetcher = Self::new(config)?;
        Ok(Self { carrier: Carrier::Wire(wire), ..fetcher })
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.gate
    }

    /// How long one answer may take.
    pub(crate) fn whole(&self) -> Duration {
        self.config.whole
    }

    /// Asks an address, and follows where it leads.
    ///
    /// # Errors
    /// When the guard refuses the address or one it leads to, or no whole answer comes.
    pub async fn get(
        &self,
        url: &str,
        conditions: &Conditions,
    ) -> Result<Fetched, FetchError> {
        self.trace(url, conditions).await.1
    }

    /// Asks an address as [`Fetcher::get`] does, and tells every request it took.
    pub async fn trace(
        &self,
        url: &str,
        conditions: &Conditions,
    ) -> (Vec<Hop>, Result<Fetched, FetchError>) {
        let mut hops = Vec::new();
        let asked = match Url::parse(url) {
            Ok(asked) => asked,
            Err(error) => {
                let why = FetchProblem::NotAnAddress(error.to_string());
                return (hops, Err(FetchError::Asked { url: url.to_owned(), why }));
            }
        };
        let answer = self.follow(&asked, conditions, &mut hops).await;
        let answer = answer.map_err(|why| {
            let url = shown(&asked);
            match hops.last() {
                Some(Hop { url: hop, .. }) if *hop != url => {
                    FetchError::Redirected { url, hop: hop.clone(), why }
                }
                _ => FetchError::Asked { url, why },
            }
        });
        (hops, answer)
    }

    /// Whether the `robots.txt` of its host lets us ask an address.
    ///
    /// A host that has none allows everything; one that cannot be asked for it allows
    /// nothing for a while. An address that the guard refuses is not allowed either.
    pub async fn permission(&self, url: &str) -> Permission {
        let Ok(url) = Url::parse(url) else { return Permission::Denied };
        if self.check(&url).await.is_err() {
            return Permission::Denied;
        }
        let path = match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        };
        let robots = self.robots(&url).await;
        match (robots.is_unknown, robots.allows(&path)) {
            (true, _) => Permission::Unknown,
            (false, true) => Permission::Granted,
            (false, false) => Permission::Denied,
        }
    }

    /// How long until the host of an address may be asked: its spacing, or its rest.
    #[must_use]
    pub fn wait(&self, url: &str) -> Duration {
        Url::parse(url).map(|url| self.hosts.of(&url).wait()).unwrap_or_default()
    }

    async fn robots(&self, url: &Url) -> Arc<Robots> {
        let host = self.hosts.of(url);
        // Whoever comes meanwhile waits here for the same answer.
        let mut known = host.robots.lock().await;
        if let Some((robots, until)) = known.as_ref()
            && Instant::now() < *until
        {
            return Arc::clone(robots);
        }
        let (robots, believed) = self.ask_robots(url).await;
        let delay = robots.crawl_delay.unwrap_or_default();
        host.space_out(delay.min(Duration::from_secs(CRAWL_DELAY_SECONDS_MAX)));
        let robots = Arc::new(robots);
        *known = Some((Arc::clone(&robots), Instant::now() + believed));
        robots
    }

    async fn ask_robots(&self, url: &Url) -> (Robots, Duration) {
        let Ok(at) = url.join("/robots.txt") else {
            return (Robots::closed(), ROBOTS_UNKNOWN);
        };
        let name = self.config.user_agent.split(['/', ' ']).next().unwrap_or_default();
        match self.follow(&at, &Conditions::default(), &mut Vec::new()).await {
            Ok(Fetched::Fresh(fresh)) => {
                (Robots::parse(&fresh.capture.bytes, name), ROBOTS_BELIEVED)
            }
            Err(FetchProblem::Status { status: 400..=428 | 430..=499, .. }) => {
                (Robots::open(), ROBOTS_BELIEVED)
            }
            // The RFC lets five redirects without an end count as no file.
            Err(FetchProblem::TooManyRedirects(_)) => (Robots::open(), ROBOTS_BELIEVED),
            Ok(Fetched::NotModified(_)) => (Robots::closed(), ROBOTS_UNKNOWN),
            Err(problem) => {
                tracing::debug!("could not fetch {}: {problem}", shown(&at));
                (Robots::closed(), ROBOTS_UNKNOWN)
            }
        }
    }

    /// Asks an address and those it redirects to; each request is noted in `hops`.
    async fn follow(
        &self,
        asked: &Url,
        conditions: &Conditions,
        hops: &mut Vec<Hop>,
    ) -> Result<Fetched, FetchProblem> {
        let mut at = asked.clone();
        let mut left = self.config.whole;
        let mut moved: Option<Url> = None;
        let mut only_permanent = true;
        for _ in 0..=REDIRECTS_MAX {
            hops.push(Hop { url: shown(&at), said: String::new(), took: Duration::ZERO });
            self.check(&at).await?;
            let began = Instant::now();
            let (waited, step) = self.take_turn(&at, conditions, left).await;
            let took = began.elapsed();
            if let Some(hop) = hops.last_mut() {
                (hop.said, hop.took) =
                    (step.as_ref().map_or_else(said_of, Step::said), took);
            }
            match step? {
                Step::Done(mut done) => {
                    done.note_moved(moved.map(String::from));
                    return Ok(done);
                }
                Step::Redirect { to, permanent } => {
                    only_permanent &= permanent;
                    if only_permanent {
                        moved = Some(to.clone());
                    }
                    if at.scheme() == "https" && to.scheme() == "http" {
                        let said = String::new();
                        hops.push(Hop { url: shown(&to), said, took: Duration::ZERO });
                        return Err(Refusal::Downgrade.into());
                    }
                    at = to;
                }
            }
            left = left.saturating_sub(took.saturating_sub(waited));
        }
        Err(FetchProblem::TooManyRedirects(REDIRECTS_MAX))
    }

    /// One request, when its host's turn has come. Waiting costs nobody anything: how
    /// long it took is told apart.
    async fn take_turn(
        &self,
        url: &Url,
        conditions: &Conditions,
        left: Duration,
    ) -> (Duration, Result<Step, FetchProblem>) {
        let host = self.hosts.of(url);
        let began = Instant::now();
        let _turn = host.turns.acquire().await;
        if host.rest().is_none() {
            sleep(host.take_place(self.config.spacing)).await;
        }
        let waited = began.elapsed();
        if let Some(rest) = host.rest() {
            let seconds = rest.as_secs().max(1);
            return (waited, Err(FetchProblem::Resting { seconds }));
        }
        let step = self.step(url, conditions, left).await;
        note(&host, &step);
        (waited, step)
    }

    async fn step(
        &self,
        url: &Url,
        conditions: &Conditions,
        left: Duration,
    ) -> Result<Step, FetchProblem> {
        let whole = self.config.whole;
        let slow = |_| FetchProblem::TooSlow { what: "whole answer", within: whole };
        timeout(left, self.ask(url, conditions)).await.map_err(slow)?
    }

    async fn ask(
        &self,
        url: &Url,
        conditions: &Conditions,
    ) -> Result<Step, FetchProblem> {
        let within = self.config.connect + self.config.first_byte;
        let response = timeout(within, self.send(url, conditions))
            .await
            .map_err(|_| FetchProblem::TooSlow { what: "answer", within })??;
        self.check_peer(&response)?;
        let status = response.status();
        match status.as_u16() {
            200 | 203 => self
                .fresh(url, response)
                .await
                .map(|fresh| Step::Done(Fetched::Fresh(fresh))),
            304 if conditions.is_empty() => Err(FetchProblem::NotAsked),
            304 => {
                let now = Timestamp::now();
                let cache_seconds = headers::cache_seconds(response.headers(), now);
                let unchanged = Unchanged { moved_permanently: None, cache_seconds };
                Ok(Step::Done(Fetched::NotModified(unchanged)))
            }
            301 | 302 | 303 | 307 | 308 => redirect(url, &response),
            status => Err(FetchProblem::Status {
                status,
                retry_after_seconds: headers::retry_after(
                    response.headers(),
                    Timestamp::now(),
                ),
            }),
        }
    }

    async fn send(
        &self,
        url: &Url,
        conditions: &Conditions,
    ) -> Result<Response, FetchProblem> {
        match &self.carrier {
            Carrier::Network(client) => {
                let request = client.get(url.clone()).headers(conditional(conditions));
                request.send().await.map_err(|error| self.problem(&error))
            }
            Carrier::Wire(wire) => wire.ask(url, conditions).await.map(Reply::into),
        }
    }

    /// Whom we are really talking to. The resolver has seen to it already; this keeps
    /// watch over the client.
    pub(crate) fn check_peer(&self, response: &Response) -> Result<(), FetchProblem> {
        match response.remote_addr() {
            Some(peer) => Ok(self.gate.check_ip(peer.ip())?),
            None if self.config.guard.allow_private => Ok(()),
            None => Err(FetchProblem::Broken("the connection has no address".to_owned())),
        }
    }

    async fn fresh(&self, url: &Url, response: Response) -> Result<Fresh, FetchProblem> {
        let told = response.headers().clone();
        let (bytes, hold) =
            body::read(response, self.config.bytes_max, &self.large).await?;
        let final_url = String::from(url.clone());
        Ok(Fresh {
            capture: Capture {
                bytes,
                url: Some(final_url.clone()),
                at: None,
                charset: headers::charset(&told),
                kind: CaptureKind::Unknown,
            },
            final_url,
            etag: headers::text(&told, &ETAG),
            last_modified: headers::text(&told, &LAST_MODIFIED),
            moved_permanently: None,
            cache_seconds: headers::cache_seconds(&told, Timestamp::now()),
            hub: headers::hub(&told, url).map(Box::new),
            hold,
        })
    }

    pub(crate) fn problem(&self, error: &reqwest::Error) -> FetchProblem {
        if error.is_timeout() && error.is_connect() {
            return FetchProblem::TooSlow {
                what: "connection",
                within: self.config.connect,
            };
        }
        FetchProblem::of(error)
    }
}

impl Step {
    /// In words, for who wants to know what was answered.
    fn said(&self) -> String {
        match self {
            Self::Redirect { to, permanent: true } => {
                format!("moved for good to {}", shown(to))
            }
            Self::Redirect { to, permanent: false } => format!("see {}", shown(to)),
            Self::Done(Fetched::NotModified(_)) => "nothing has changed".to_owned(),
            Self::Done(Fetched::Fresh(fresh)) => {
                format!("{} bytes", fresh.capture.bytes.len())
            }
        }
    }
}

fn said_of(problem: &FetchProblem) -> String {
    problem.to_string()
}

impl Fetched {
    fn note_moved(&mut self, to: Option<String>) {
        match self {
            Self::Fresh(fresh) => fresh.moved_permanently = to,
            Self::NotModified(unchanged) => unchanged.moved_permanently = to,
        }
    }
}

fn client(config: &FetchConfig, gate: &Arc<Gate>) -> Result<Client, String> {
    let mut always = HeaderMap::new();
    always.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
    always.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    Client::builder()
        .tls_backend_preconfigured(
            tls::client_config(&config.roots).map_err(|error| error.to_string())?,
        )
        .user_agent(&config.user_agent)
        .default_headers(always)
        .dns_resolver(Arc::new(GuardedResolver(Arc::clone(gate))))
        .redirect(Policy::none())
        .referer(false)
        // A proxy named by the environment would go round the guard.
        .no_proxy()
        .connect_timeout(config.connect)
        .http1_max_headers(HEADERS_MAX)
        .http2_max_header_list_size(HEADER_BYTES_MAX)
        .build()
        .map_err(|error| error.to_string())
}

fn conditional(conditions: &Conditions) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let all = [
        (IF_NONE_MATCH, &conditions.etag),
        (IF_MODIFIED_SINCE, &conditions.last_modified),
    ];
    for (name, value) in all {
        // A stored value that is no header value any more: ask without it.
        if let Some(value) =
            value.as_deref().and_then(|value| HeaderValue::from_str(value).ok())
        {
            headers.insert(name, value);
        }
    }
    headers
}

fn redirect(url: &Url, response: &Response) -> Result<Step, FetchProblem> {
    let said = headers::text(response.headers(), &LOCATION);
    let mut to =
        said.and_then(|said| url.join(&said).ok()).ok_or(FetchProblem::LostRedirect)?;
    to.set_fragment(None);
    let permanent = matches!(
        response.status(),
        StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT
    );
    Ok(Step::Redirect { to, permanent })
}

/// Remembers how a host behaved.
fn note(host: &Host, step: &Result<Step, FetchProblem>) {
    match step {
        Err(FetchProblem::Status {
            status: 429 | 503,
            retry_after_seconds: Some(seconds),
        }) => {
            host.let_rest(*seconds);
        }
        Err(FetchProblem::Status { status: 429, retry_after_seconds: None }) => {
            host.let_rest(TOO_OFTEN_SECONDS);
        }
        Err(FetchProblem::Connect(_) | FetchProblem::TooSlow { .. }) => host.failed(),
        _ => host.answered(),
    }
}

/// An address without the secrets of its user.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    if url.username().is_empty() && url.password().is_none() {
        return url.into();
    }
    // These fail for addresses that cannot have a user.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_nobody_knows_whom_is_refused_unless_all_may_be_asked() {
        let nobody = Response::from(http::Response::new(Vec::new()));
        let checked = |allow_private| {
            let guard = crate::Guard { allow_private };
            let config = FetchConfig { guard, ..FetchConfig::default() };
            Fetcher::new(config).unwrap().check_peer(&nobody)
        };
        assert!(matches!(checked(false), Err(FetchProblem::Broken(_))));
        assert_eq!(checked(true), Ok(()));
    }
}
