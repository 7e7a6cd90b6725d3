//! What pages of certain kinds come to: breaking news, live blogs, walls, reports that only
//! their dateline dates, and what outlets set between and around paragraphs.

use rundown_extract::{extract, extract_parts};
use rundown_news::{Article, ArticleKind, BlockKind, Capture, CaptureKind};

const FIRST: &str = "The harbor of Port Elm was shut on Monday after a storm tore two ferries \
    from their moorings, the Harbor Office said.";
const SECOND: &str = "Nobody was hurt, and the pilots hope to open the second pier again by \
    Friday morning, weather permitting.";

fn read_page(title: &str, body: &str) -> Article {
    let page = format!(
        "<html><head><title>{title}</title></head><body><main><h1>{title}</h1>{body}\
         </main></body></html>"
    );
    let capture = Capture {
        bytes: page.into_bytes(),
        url: Some("https://portcourier.test/harbor".to_owned()),
        at: "2031-05-15T12:00:00Z".parse().ok(),
        charset: None,
        kind: CaptureKind::Page,
    };
    extract(&capture).value
}

fn read(body: &str) -> Article {
    read_page("Harbor shut after storm", body)
}

/// Checks the text of a body, paragraph by paragraph.
fn check(body: &str, expected: &[&str]) {
    assert_eq!(read(body).text.split("\n\n").collect::<Vec<_>>(), expected, "{body}");
}

#[test]
fn breaking_news_keeps_its_short_paragraph() {
    let short = "Two ferries are adrift.";
    check(&format!("<p>{FIRST}</p><p>{short}</p>"), &[FIRST, short]);
    check(&format!("<p>{short}</p><p>{FIRST}</p>"), &[short, FIRST]);
    let (german, more) = (
        "Der Hafen von Port Elm ist am Montag nach einem Sturm gesperrt worden, teilte das \
         Hafenamt mit.",
        "Verletzt wurde niemand.",
    );
    check(&format!("<p>{german}</p><p>{more}</p>"), &[german, more]);
    // Set apart from the copy it is no sentence of it.
    let apart = format!("<p>{FIRST}</p><p>{short}</p><div><i>Since 1921.</i></div>");
    check(&apart, &[FIRST, short]);
}

#[test]
fn a_heading_of_small_words_is_nobodys_name() {
    for heading in ["Tugs on the way", "Two on foot", "Ebb at one"] {
        let body = format!(
            "<div><p>{FIRST}</p></div><div><h2>{heading}</h2><p>{SECOND}</p></div>\
             <div><p>The mayor asked people to stay away from the quays until the wind \
             has gone down.</p></div>"
        );
        assert!(read(&body).text.contains(heading), "{heading}");
    }
}

const ENTRIES: [(&str, &str, &str); 3] = [
    (
        "11:20",
        "Pier opened",
        "The second pier is open again, and the first ferry is out.",
    ),
    ("10:05", "Tugs on the way", "Two tugs have left Talvik to look for the lost ferry."),
    ("09:40", "Harbor shut", "The harbor is shut, the Harbor Office says in a note."),
];

/// Checks that a page is a live blog of its three entries, and has nothing beside them.
fn check_live(title: &str, entry: impl Fn(&str, &str, &str) -> String) {
    let body: String =
        ENTRIES.iter().map(|(at, head, copy)| entry(at, head, copy)).collect();
    let article = read_page(title, &format!("<div>{body}</div>"));
    assert_eq!(article.kind, ArticleKind::Live, "{title}");
    let entries =
        article.blocks.iter().filter(|block| block.kind == BlockKind::LiveEntry);
    assert!(entries.clone().all(|entry| entry.at.is_some()), "{title}");
    assert_eq!(entries.count(), ENTRIES.len(), "{title}");
    let told = ENTRIES.iter().flat_map(|(_, head, copy)| [*head, *copy]);
    let told: Vec<&str> = told.collect();
    assert_eq!(article.text.split("\n\n").collect::<Vec<_>>(), told, "{title}");
}

#[test]
fn a_live_blog_is_told_by_its_entries_or_by_its_headline() {
    let marked = |at: &str, head: &str, copy: &str| {
        format!(
            "<section class=entry><header><time datetime=2031-05-14T{at}:00Z>2h ago</time> \
             <span>{at} BST</span></header><h2>{head}</h2><p>{copy}</p></section>"
        )
    };
    check_live("Storm over Port Elm – as it happened", marked);
    check_live("Storm over Port Elm: two ferries adrift", marked);
    check_live("Tempête : le port fermé, en direct", marked);
    let shown = |at: &str, head: &str, copy: &str| {
        format!(
            "<li><h3>{head}</h3><div><time><span>{at} 14 May 2031</span></time></div>\
             <p>{copy}</p></li>"
        )
    };
    check_live("Storm over Port Elm", |at, head, copy| shown(at, head, copy));
    check_live("El puerto, cerrado: minuto a minuto", |at, head, copy| {
        format!("<div><p><span>{at}</span></p><h2>{head}</h2><p>{copy}</p></div>")
    });
}

#[test]
fn other_stories_under_their_times_are_no_live_blog() {
    let teaser = |(at, head, copy): &(&str, &str, &str)| {
        format!(
            "<section><time datetime=2031-05-14T{at}:00Z>{at}</time><h2><a href=/{at}>{head}\
             </a></h2><p>{copy}</p></section>"
        )
    };
    let teasers: String = ENTRIES.iter().map(teaser).collect();
    assert_ne!(read_page("News from Port Elm", &teasers).kind, ArticleKind::Live);
    let post = |(at, _, copy): &(&str, &str, &str)| {
        format!(
            "<section><h5>Member</h5><time datetime=2031-05-14T{at}:00Z>{at}</time>\
             <p>{copy}</p></section>"
        )
    };
    let posts: String = ENTRIES.iter().map(post).collect();
    assert_ne!(read_page("Has the ferry been found", &posts).kind, ArticleKind::Live);
    let story = |(at, head, copy): &(&str, &str, &str)| {
        let month = &at[..2];
        format!(
            "<section><h2>{head}</h2><time datetime=2030-{month}-14T08:00:00Z>8:00</time>\
             <p>{copy}</p></section>"
        )
    };
    let stories: String = ENTRIES.iter().map(story).collect();
    assert_ne!(read_page("Ferries of Port Elm", &stories).kind, ArticleKind::Live);
    let day = "<ul><li>9.40am: harbor shut</li><li>10.05am: tugs leave</li>\
               <li>11.20am: pier open</li></ul>";
    let body = format!("<p>{FIRST}</p><h2>The day</h2>{day}<p>{SECOND}</p>");
    assert_eq!(read(&body).kind, ArticleKind::Article);
}

#[test]
fn what_asks_to_be_paid_or_signed_in_to_is_a_wall() {
    for offer in [
        "<div><h3>Join for free to keep reading</h3><p>An account opens five stories a \
         month.</p></div>",
        "<div class=box><p>This report is for members.</p><p>This story is exclusive to our \
         members.</p><ul><li>All devices</li><li>3 crowns a month</li></ul></div>",
        "<div><p>Материал открыт только подписчикам.</p><p>99 рублей в месяц.</p></div>",
        "<div><p>Inscrivez-vous pour lire la suite</p><p>3 couronnes par mois</p></div>",
        "<section subscriptions-section=content-not-granted><p>From 3 crowns a week, all \
         of the valley is yours.</p></section><section subscriptions-section=content>\
         </section>",
    ] {
        let article = read(&format!("<p>{FIRST}</p>{offer}"));
        assert_eq!((article.text.as_str(), article.kind), (FIRST, ArticleKind::Stub));
    }
    let copy =
        "Voters must register to read the rolls in the harbor office, the mayor says.";
    check(&format!("<p>{FIRST}</p><p>{copy}</p><p>{SECOND}</p>"), &[FIRST, copy, SECOND]);
}

#[test]
fn what_outlets_set_between_paragraphs_is_no_copy() {
    for furniture in [
        "<p>after newsletter promotion</p>",
        "<div><p>Allow Chirp content?</p><p>This article contains content provided by Chirp. \
         We ask for your permission before anything is loaded.</p></div>",
        "<p>This audio is auto-generated. Tell the desk if a name is not said as it should \
         be.</p>",
        "<div><p>Before you go, we ask you to support our journalism if you can.</p><p>From \
         as little as 3 crowns a month.</p></div>",
        "<p>Our Standards: The Port Courier Principles.</p>",
        "<p>© 2031 Port Courier. All rights reserved. This text may not be published or \
         rewritten.</p>",
        "<p>© tcp-local, tcp:310514-99-123456/2</p>",
    ] {
        let body = format!("<p>{FIRST}</p><p>{SECOND}</p>{furniture}");
        check(&body, &[FIRST, SECOND]);
    }
    let figure = "<figure><img src=a.png><figcaption><span>Image caption,</span><p>The quay \
                  on Monday</p></figcaption></figure>";
    check(
        &format!("<p>{FIRST}</p>{figure}<p>{SECOND}</p>"),
        &[FIRST, "The quay on Monday", SECOND],
    );
}

/// The day on which a page was published, with a paragraph of this opening.
fn day_of(opening: &str, aside: &str) -> Option<String> {
    let article = read(&format!("<p>{opening}{FIRST}</p><p>{SECOND}</p>{aside}"));
    article.published.map(|time| time.day().to_string())
}

#[test]
fn a_page_without_another_date_has_that_of_its_dateline() {
    for opening in [
        "PORT ELM, May 13 (TCP) - ",
        "PORT ELM, Ostland, May 13, 2031 (TCP) — ",
        "Port Elm, 13. Mai 2031 (tcp) – ",
        "PORT ELM, May 13 (Elm Valley News Service) - ",
    ] {
        assert_eq!(day_of(opening, "").as_deref(), Some("2031-05-13"), "{opening}");
    }
    // Of any year, if it was long ago.
    assert_eq!(day_of("PORT ELM, Jan. 13 (TCP) - ", ""), None);
}

const MOST_READ: &str = "<div class=most-read><h4>Most read</h4><ol><li><a href=/m>Baker \
    wins a prize</a> <a rel=author href=/a/bell>Tom Bell</a> <time \
    datetime=2031-05-11T07:30:00Z>4 days ago</time></li><li><a href=/n>School gets a new \
    roof</a> <a rel=author href=/a/kern>Ute Kern</a> <time \
    datetime=2031-05-10T07:30:00Z>5 days ago</time></li></ol></div>";

#[test]
fn a_list_of_other_articles_gives_neither_author_nor_day() {
    let article = read(&format!("<p>{FIRST}</p><p>{SECOND}</p>{MOST_READ}"));
    assert_eq!((article.byline, article.published), (Vec::new(), None));
    assert_eq!(day_of("", MOST_READ), None);
    let own = format!(
        "<p class=byline>By Ana Ruiz</p><time datetime=2031-05-14T08:00:00Z>14 May</time>\
         <p>{FIRST}</p><p>{SECOND}</p>{MOST_READ}"
    );
    let article = read(&own);
    let names: Vec<&str> = article.byline.iter().map(|own| own.name.as_str()).collect();
    let day = article.published.map(|time| time.day().to_string());
    assert_eq!(
        (names.as_slice(), day.as_deref()),
        (&["Ana Ruiz"][..], Some("2031-05-14"))
    );
}

#[test]
fn roles_and_places_are_no_authors() {
    for byline in [
        "<p class=byline>Par <span>Ana Ruiz</span>, envoyée spéciale à Talvik</p>",
        "<p class=byline>Von Ana Ruiz, Talvik</p>",
        "<div class=byline>Por <a href=/autor/ruiz>Ana Ruiz</a> / Corresponsal</div>",
        "<div class=byline><span>By Ana Ruiz</span><span>Harbor correspondent</span>\
         <span>Reporting from Talvik</span></div>",
    ] {
        let article = read(&format!("{byline}<p>{FIRST}</p><p>{SECOND}</p>"));
        let names: Vec<&str> =
            article.byline.iter().map(|own| own.name.as_str()).collect();
        assert_eq!(names, ["Ana Ruiz"], "{byline}");
    }
}

#[test]
fn an_item_of_a_feed_ends_where_its_article_ends() {
    for below in [
        "<p>submitted by <a href=/u/ana>/u/ana</a> <a href=/1>[link]</a> <a \
         href=/2>[comments]</a></p>",
        "<p><a href=/a#comments>12 comments</a> | <a href=/share>Share on Chirp</a></p>",
        "<p>Read the full story at <a href=/a>The Port Courier</a>.</p>",
    ] {
        let content = format!("<p>{FIRST}</p>{below}");
        let article = extract_parts("Harbor shut", &content, None, None).value;
        assert_eq!(article.text, FIRST);
    }
}

/// What three readers wrote, in elements that say nothing of it.
fn wrote(buttons: &str) -> String {
    let one = |name: &str, words: &str| {
        format!(
            "<div><b>{name}</b> <span>2 hours ago</span><p>{words}</p>{buttons}</div>"
        )
    };
    one("Bargee7", "They were warned of that pier years ago and did nothing, as always.")
        + &one("Milly", "My baker says that he has flour for four days at the very most.")
}

#[test]
fn what_readers_wrote_is_known_by_the_heading_over_it() {
    let article = format!("<p>{FIRST}</p><p>{SECOND}</p>");
    let boxed = |heading: &str, buttons: &str| {
        let wrote = wrote(buttons);
        check(
            &format!("{article}<section><div><h3>{heading}</h3></div>{wrote}</section>"),
            &[FIRST, SECOND],
        );
    };
    boxed("3 comments", "");
    boxed("Kommentare (3)", "");
    boxed("Join the conversation", "");
    boxed("Comments", "<a href=#r>Reply</a>");
    boxed("One thought on “Harbor shut after storm”", "<button>Reply</button>");
    // Beside the article itself, and however many there are.
    let wrote = wrote("<button>Reply (2)</button>").repeat(9);
    check(&format!("{article}<h3>18 comments</h3>{wrote}"), &[FIRST, SECOND]);
}

#[test]
fn a_number_of_comments_within_an_article_ends_nothing() {
    let third =
        "The board meets on Monday to decide about the tolls of those who waited.";
    check(
        &format!("<h4>3 comments</h4><p>{FIRST}</p><p>{SECOND}</p><p>{third}</p>"),
        &[FIRST, SECOND, third],
    );
    check(
        &format!("<p>{FIRST}</p><p>{SECOND}</p><h4>3 comments</h4><p>{third}</p>"),
        &[FIRST, SECOND, third],
    );
    let wrote = wrote("<button>Reply</button>");
    check(
        &format!(
            "<p>{FIRST}</p><p>{SECOND}</p><h4>2 comments</h4><p>{third}</p>\
             <h4>2 comments</h4>{wrote}"
        ),
        &[FIRST, SECOND, third],
    );
}
