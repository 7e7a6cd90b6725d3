//! What the pages share: the desk, the settings, and how they ask and answer.

use std::sync::Arc;

use askama::Template;
use axum::response::Html;
use jiff::Timestamp;
use rundown_desk::{Begun, Desk, DeskError, Found, Proven, Returned};
use rundown_news::ReaderId;
use tokio::sync::Semaphore;

use crate::minutes::Minutes;
use crate::posts::Posts;
use crate::tries::Tries;
use crate::visitor::visitor;
use crate::wording::retold::retold;
use crate::{Problem, ServeSettings};

/// Pages that may stand open at a time; the others are told nothing.
const OPEN_PAGES_MAX: usize = 64;

/// Questions to the desk at a time; the others wait. A brief can keep a core busy, so
/// more at once would only make all of them late.
const QUESTIONS_MAX: usize = 8;
/// Questions that may need every article threaded first: one at a time, and so many that
/// wait. Pages do not wait for them.
const SLOW_QUESTIONS_MAX: usize = 1;
const SLOW_QUESTIONS_WAITING_MAX: usize = 16;
/// Passwords that are looked at at a time, each for some hundredths of a second; others
/// come again.
const LOOKED_AT_MAX: usize = 4;
/// Sign-ons that a provider is asked about at a time; others come again.
const SIGN_ONS_MAX: usize = 16;
/// The longest name of a story or article that is looked up.
const NAME_BYTES_MAX: usize = 512;

/// The desk and the settings, shared by all requests.
#[derive(Clone)]
pub(crate) struct Site {
    desk: Arc<Desk>,
    pub(crate) settings: Arc<ServeSettings>,
    questions: Arc<Semaphore>,
    slow: Arc<Semaphore>,
    slow_waiting: Arc<Semaphore>,
    pub(crate) posts: Posts,
    /// Who asks is looked up beside all other questions.
    pub(crate) lookups: Arc<Semaphore>,
    /// Passwords that are looked at.
    pub(crate) looked_at: Arc<Semaphore>,
    sign_ons: Arc<Semaphore>,
    pub(crate) tries: Tries,
    /// What each one with an account asked, and what of it changes something.
    pub(crate) asked: Minutes<(ReaderId, bool)>,
    /// Pages that stand open and are told what is new.
    pub(crate) open_pages: Arc<Semaphore>,
}

impl Site {
    pub(crate) fn new(desk: Arc<Desk>, settings: ServeSettings) -> Self {
        let [questions, slow, slow_waiting, lookups, looked_at, sign_ons, open_pages] = [
            QUESTIONS_MAX,
            SLOW_QUESTIONS_MAX,
            SLOW_QUESTIONS_WAITING_MAX,
            QUESTIONS_MAX,
            LOOKED_AT_MAX,
            SIGN_ONS_MAX,
            OPEN_PAGES_MAX,
        ]
        .map(|most| Arc::new(Semaphore::new(most)));
        let settings = Arc::new(settings);
        let posts = Posts::default();
        let tries = Tries::default();
        Self {
            desk,
            settings,
            questions,
            slow,
            slow_waiting,
            posts,
            lookups,
            looked_at,
            sign_ons,
            tries,
            asked: Minutes::default(),
            open_pages,
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.desk.now()
    }

    /// How much was threaded so far: it tells whether anything may have changed.
    pub(crate) fn threaded_count(&self) -> u64 {
        self.desk.threaded_count()
    }

    /// Asks the desk on a thread that may wait for the disk. A panic there becomes a
    /// page that says so.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, Problem> {
        self.ask_in(&self.questions, question).await
    }

    /// Asks something that may take long, beside all other questions.
    pub(crate) async fn ask_slowly<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, Problem> {
        let waiting = Arc::clone(&self.slow_waiting).try_acquire_owned();
        let _waits = waiting.map_err(|_| Problem::Busy)?;
        self.ask_in(&self.slow, question).await
    }

    /// Asks when it is the turn of the question in its queue, as whoever sent the request
    /// has the desk.
    pub(crate) async fn ask_in<T: Send + 'static>(
        &self,
        queue: &Arc<Semaphore>,
        question: impl FnOnce(&Desk) -> Result<T, DeskError> + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = Arc::clone(queue)
            .acquire_owned()
            .await
            .map_err(|_| Problem::Failed("the service is stopping".to_owned()))?;
        let desk = self.desk.read_by(visitor().reader);
        let answer = tokio::task::spawn_blocking(move || {
            let _held = permit;
            question(&desk)
        });
        match answer.await {
            Ok(answer) => answer.map_err(Problem::from),
            Err(error) => Err(Problem::Failed(error.to_string())),
        }
    }

    /// Follows the feed at an address, or the one its page names.
    pub(crate) async fn follow_address(
        &self,
        url: &str,
    ) -> Result<rundown_desk::Added, Problem> {
        let _turn = self.slow_waiting.try_acquire().map_err(|_| Problem::Busy)?;
        Ok(self.desk.follow_address(url).await?)
    }

    /// Whether a reader may have a target of alerts at an address.
    pub(crate) async fn may_tell(&self, url: &str) -> Result<(), Problem> {
        Ok(self.desk.may_tell(url).await?)
    }

    /// Sends the owner of an address what they have to know to say yes to letters.
    pub(crate) async fn send_code(&self, mail: &str, code: &str) -> Result<(), Problem> {
        let _turn = self.slow_waiting.try_acquire().map_err(|_| Problem::Busy)?;
        let (server, base_url) = (self.settings.mail.as_ref(), &self.settings.base_url);
        Ok(self.desk.send_code(server, mail, code, base_url).await?)
    }

    /// Sends a message that tells of nothing to each target of a reader: what each is, and
    /// why it did not arrive.
    pub(crate) async fn try_targets(
        &self,
        reader: ReaderId,
    ) -> Result<Vec<(&'static str, Option<String>)>, Problem> {
        let _turn = self.slow_waiting.try_acquire().map_err(|_| Problem::Busy)?;
        let mail = self.settings.mail.clone();
        let own = move |desk: &Desk| desk.own_targets(reader, mail.as_ref());
        let mut tried = Vec::new();
        for target in self.ask(own).await? {
            let sent = self.desk.try_target(&target).await;
            tried.push((
                target.name(),
                sent.err().map(|error| retold(&error.to_string())),
            ));
        }
        Ok(tried)
    }

    /// What the provider is called by which people sign on, if there is one.
    pub(crate) fn signs_on_by(&self) -> Option<&str> {
        self.desk.signs_on_by()
    }

    /// Begins to sign a browser on by a provider.
    pub(crate) async fn begin_sign_on(
        &self,
        back_to: &str,
        next: &str,
    ) -> Result<Begun, Problem> {
        let _turn = self.sign_ons.try_acquire().map_err(|_| Problem::Busy)?;
        Ok(self.desk.begin_sign_on(back_to, next).await?)
    }

    /// Who a browser is that comes back from the provider.
    pub(crate) async fn end_sign_on(
        &self,
        back_to: &str,
        returned: &Returned,
    ) -> Result<Proven, Problem> {
        let _turn = self.sign_ons.try_acquire().map_err(|_| Problem::Busy)?;
        Ok(self.desk.end_sign_on(back_to, returned).await?)
    }

    /// Asks for a story by its name.
    pub(crate) async fn story(
        &self,
        name: &str,
    ) -> Result<Found<rundown_desk::StoryView>, Problem> {
        if name.len() > NAME_BYTES_MAX {
            return Ok(Found::Unknown);
        }
        let name = name.to_owned();
        self.ask(move |desk| desk.story(&name)).await
    }

    /// Asks why an article stands in its story.
    pub(crate) async fn why(&self, id: &str) -> Result<rundown_desk::WhyHere, Problem> {
        let id = rundown_news::ArticleId(Self::named(id)?);
        self.ask_slowly(move |desk| desk.why_here(&id)).await
    }

    /// A name of an article that is short enough to be looked up.
    pub(crate) fn named(id: &str) -> Result<String, Problem> {
        if id.len() > NAME_BYTES_MAX {
            return Err(Problem::NoArticle(id.to_owned()));
        }
        Ok(id.to_owned())
    }

    /// Asks for an article.
    pub(crate) async fn article(
        &self,
        id: &str,
        revision: Option<u32>,
    ) -> Result<rundown_desk::ArticleView, Problem> {
        let unknown = || Problem::NoArticle(id.to_owned());
        let id = rundown_news::ArticleId(Self::named(id)?);
        self.ask(move |desk| desk.article(&id, revision)).await?.ok_or_else(unknown)
    }
}

/// A template as text.
pub(crate) fn rendered(page: &impl Template) -> String {
    page.render().expect("templates write into memory and call nothing that fails")
}

/// A page as an answer.
pub(crate) type Page = Result<Html<String>, Problem>;
