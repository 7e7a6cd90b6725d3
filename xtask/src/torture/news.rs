//! Invented news of places where things are shut, as lines, pages and records.

use serde_json::json;

/// When the runs take place.
pub(crate) const NOW: &str = "2031-06-28T18:00:00Z";

const PLACES: &[&str] =
    &["Port Elm", "Hollin", "Karstadt", "Dunmore", "Vale", "Neustein", "Orlen"];
const OLD_PLACES: &[&str] = &["Ardmore", "Quill", "Tansey", "Brack", "Lowick"];
const THINGS: &[&str] = &["harbor", "dam", "bridge", "market", "school", "mill", "ferry"];

/// Minutes between two articles, and of the month that they fall into.
const EVERY: usize = 13;
const MONTH: usize = 28 * 1_440;

/// One article.
#[derive(Debug, Clone)]
pub(crate) struct Story {
    number: usize,
    pub(crate) published: String,
    pub(crate) title: String,
    body: String,
}

/// The story of a number: several outlets tell of one thing, over many days.
pub(crate) fn story(number: usize) -> Story {
    let of = |list: &[&'static str], at: usize| list.get(at % list.len()).copied();
    let place = of(PLACES, number).unwrap_or_default();
    let thing = of(THINGS, number / PLACES.len()).unwrap_or_default();
    let minutes = EVERY * number % MONTH;
    let (day, hour, minute) = (1 + minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let days = 2 + number / 49;
    Story {
        number,
        published: format!("2031-05-{day:02}T{hour:02}:{minute:02}:00Z"),
        title: format!("The {thing} of {place} is shut for {days} days"),
        body: format!(
            "The {thing} of {place} was shut on Monday after a storm, warden Ian Pell of \
             {place} said. It stays shut for {days} days, and {} people have to wait.",
            20 + number
        ),
    }
}

/// Another story of a number, three months before, of which nobody tells any more.
pub(crate) fn old_story(number: usize) -> Story {
    let place = OLD_PLACES.get(number / 5 % OLD_PLACES.len()).copied();
    let (place, round) = (place.unwrap_or_default(), 1 + number / 25);
    let later = story(number);
    Story {
        published: later.published.replacen("-05-", "-02-", 1),
        title: format!("Choir of {place} wins round {round}"),
        body: format!(
            "The choir of {place} won round {round} of a song contest on Friday, conductor \
             Mara Ode of {place} said. The {} singers travel on by train, and the next \
             round is sung in spring.",
            20 + number
        ),
        ..later
    }
}

impl Story {
    fn url(&self) -> String {
        format!("https://outlet{}.example/{}", self.number % 5, self.number)
    }

    /// A line of JSON.
    pub(crate) fn line(&self) -> String {
        let Self { number, published, title, body } = self;
        let line = json!({
            "id": number.to_string(), "url": self.url(), "published": published,
            "title": title, "body": body,
        });
        format!("{line}\n")
    }

    /// A page.
    pub(crate) fn page(&self) -> String {
        let Self { title, body, .. } = self;
        format!("<title>{title}</title><article><h1>{title}</h1><p>{body}</p></article>")
    }

    /// A record of a web archive.
    pub(crate) fn record(&self) -> String {
        let page = self.page();
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{}>\r\n\
             WARC-Target-URI: {}\r\nWARC-Date: {}\r\nContent-Length: {}\r\n\r\n\
             {answer}\r\n\r\n",
            self.number,
            self.url(),
            self.published,
            answer.len()
        )
    }
}
