//! Forms sent to an address, behind the same guard as everything that is asked.

use reqwest::header::CONTENT_TYPE;
use tokio::time::{sleep, timeout};
use url::{Url, form_urlencoded};

use crate::fetcher::Carrier;
use crate::{FetchError, FetchProblem, Fetcher};

impl Fetcher {
    /// Sends a form to an address, behind the same guard and in its host's turn; returns
    /// the status that it is answered with. Redirects are not followed, and what stands in
    /// the answer is not read.
    ///
    /// # Errors
    /// When the guard refuses the address, or no answer comes.
    pub async fn post_form(
        &self,
        url: &str,
        fields: &[(&str, &str)],
    ) -> Result<u16, FetchError> {
        let wrong = |why| FetchError::Asked { url: url.to_owned(), why };
        let at = Url::parse(url)
            .map_err(|error| wrong(FetchProblem::NotAnAddress(error.to_string())))?;
        self.check(&at).await.map_err(|why| wrong(why.into()))?;
        let host = self.hosts.of(&at);
        let _turn = host.turns.acquire().await;
        sleep(host.take_place(self.config.spacing)).await;
        if let Some(rest) = host.rest() {
            return Err(wrong(FetchProblem::Resting { seconds: rest.as_secs().max(1) }));
        }
        let within = self.config.whole;
        let answer = timeout(within, self.send_form(&at, fields)).await;
        answer
            .map_err(|_| wrong(FetchProblem::TooSlow { what: "answer", within }))?
            .map_err(wrong)
    }

    async fn send_form(
        &self,
        url: &Url,
        fields: &[(&str, &str)],
    ) -> Result<u16, FetchProblem> {
        let Carrier::Network(client) = &self.carrier else {
            return Err(FetchProblem::Connect("forms go over the network".to_owned()));
        };
        let body =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = client
            .post(url.clone())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        let answer = request.send().await.map_err(|error| self.problem(&error))?;
        self.check_peer(&answer)?;
        Ok(answer.status().as_u16())
    }
}
