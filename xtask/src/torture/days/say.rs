//! What outlets print.

use std::fmt::Write as _;
use std::time::Duration;

use super::outlet::{Outlet, Outlets, SHOWN};

const FIRST: [&str; 16] = [
    "Ash", "Bram", "Cold", "Dun", "East", "Fern", "Gale", "Hol", "Iron", "Kel", "Lang",
    "Mill", "North", "Oak", "Penn", "Rook",
];
const SECOND: [&str; 12] = [
    "bridge", "bury", "field", "ford", "ham", "hollow", "mere", "port", "ridge", "stead",
    "vale", "wick",
];
const THINGS: [&str; 10] = [
    "harbor", "dam", "bridge", "market", "school", "mill", "ferry", "library", "quarry",
    "station",
];

impl Outlets {
    /// A feed as it stands, and how many items it has published.
    pub(super) fn print(&self, outlet: &Outlet, now: Duration) -> (String, u64) {
        let count = outlet.items(now);
        let mut items = String::new();
        for item in (1..=count).rev().take(SHOWN as usize) {
            let (home, number) = (outlet.home(), outlet.number);
            let at = self.at(outlet.published(item));
            let link = if outlet.pages {
                format!("<link>{home}/p{number}-{item}</link>")
            } else {
                String::new()
            };
            let _ = write!(
                items,
                "<item><title>{}</title>{link}<guid isPermaLink=\"false\">{number}-{item}\
                 </guid><pubDate>{}</pubDate><description>{}</description></item>",
                title(outlet, item),
                at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
                body(outlet, item),
            );
        }
        let title = format!("Outlet {}", outlet.host);
        let feed = format!(
            "<rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>"
        );
        (feed, count)
    }

    /// The page of an item.
    pub(super) fn page(outlet: &Outlet, item: u64) -> String {
        let (title, body) = (title(outlet, item), body(outlet, item));
        format!("<title>{title}</title><article><h1>{title}</h1><p>{body}</p></article>")
    }
}

/// Where something happened: nobody else tells of it.
fn place(outlet: &Outlet, item: u64) -> String {
    let number = outlet.number * 131 + item as usize * 7;
    let of = |list: &[&'static str], at: usize| list.get(at % list.len()).copied();
    let (first, second) = (of(&FIRST, number), of(&SECOND, number / FIRST.len()));
    format!("{}{}", first.unwrap_or_default(), second.unwrap_or_default())
}

fn thing(item: u64) -> &'static str {
    THINGS.get(item as usize % THINGS.len()).copied().unwrap_or_default()
}

fn title(outlet: &Outlet, item: u64) -> String {
    let days = 2 + (outlet.number + item as usize) % 90;
    format!("The {} of {} is shut for {days} days", thing(item), place(outlet, item))
}

fn body(outlet: &Outlet, item: u64) -> String {
    let (place, thing) = (place(outlet, item), thing(item));
    let people = 20 + outlet.number % 9_000;
    format!(
        "The {thing} of {place} was shut on Monday after a storm, warden Ian Pell of {place} \
         said. Notice {}-{item} says that {people} people have to wait.",
        outlet.number
    )
}
