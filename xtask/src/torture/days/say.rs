//! What outlets print.

use std::fmt::Write as _;
use std::time::Duration;

use super::super::{dice::Dice, words};
use super::outlet::{Outlet, Outlets, SHOWN};

/// Words of a headline and of a text, and how many in a hundred are an item's own: so many
/// that no two items are of one event.
const HEADLINE: (usize, usize) = (8, 50);
const BODY: (usize, usize) = (60, 25);

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

fn title(outlet: &Outlet, item: u64) -> String {
    say(outlet, item, HEADLINE)
}

fn body(outlet: &Outlet, item: u64) -> String {
    say(outlet, item, BODY)
}

fn say(outlet: &Outlet, item: u64, shape: (usize, usize)) -> String {
    let mut dice = Dice(outlet.chance ^ (item << 8) ^ shape.0 as u64);
    words::text(&mut dice, &format!("Own{}x{item}", outlet.number), shape)
}
