//! Something that stands in for the network: for runs of days in which nothing is sent.

use std::pin::Pin;

use reqwest::Response;
use url::Url;

use crate::{Conditions, FetchProblem};

/// Answers requests in place of the network. The guard, the spacing of hosts, redirects
/// and every time limit hold as they do there.
pub trait Wire: std::fmt::Debug + Send + Sync {
    /// Answers one request; redirects are followed by whoever asked.
    fn ask<'a>(&'a self, url: &'a Url, conditions: &'a Conditions) -> Answering<'a>;
}

/// An answer on its way.
pub type Answering<'a> =
    Pin<Box<dyn Future<Output = Result<Reply, FetchProblem>> + Send + 'a>>;

/// An answer.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    /// The status of HTTP.
    pub status: u16,
    /// Names and values; what is no header is left out.
    pub headers: Vec<(&'static str, String)>,
    /// The body as it is sent.
    pub body: Vec<u8>,
}

impl From<Reply> for Response {
    fn from(reply: Reply) -> Self {
        let mut answer = http::Response::new(reply.body);
        *answer.status_mut() = http::StatusCode::from_u16(reply.status)
            .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in reply.headers {
            if let Ok(value) = value.parse() {
                answer.headers_mut().insert(name, value);
            }
        }
        answer.into()
    }
}
