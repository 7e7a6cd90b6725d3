//! What single parts of a page come to: small pages, one question each.

use rundown_extract::extract;
use rundown_news::{Article, ArticleKind, BlockKind, Capture, CaptureKind};

const FIRST: &str = "The harbor of Port Elm was shut on Monday after a storm tore two ferries \
    from their moorings, the Harbor Office said.";
const SECOND: &str = "Nobody was hurt, and the pilots hope to open the second pier again by \
    Friday morning, weather permitting.";

/// Reads a body of HTML under a headline.
fn read(body: &str) -> Article {
    let page = format!(
        "<html><head><title>Harbor shut after storm</title></head><body><main>\
         <h1>Harbor shut after storm</h1>{body}</main></body></html>"
    );
    read_page(page)
}

fn read_page(page: String) -> Article {
    read_at(page, "https://portcourier.test/2031/05/14/harbor")
}

fn read_at(page: String, url: &str) -> Article {
    let capture = Capture {
        bytes: page.into_bytes(),
        url: Some(url.to_owned()),
        at: "2031-05-15T12:00:00Z".parse().ok(),
        charset: None,
        kind: CaptureKind::Page,
    };
    extract(&capture).value
}

/// Checks the text of a body, paragraph by paragraph.
fn check(body: &str, expected: &[&str]) {
    assert_eq!(read(body).text.split("\n\n").collect::<Vec<_>>(), expected, "{body}");
}

#[test]
fn a_short_last_sentence_set_like_the_others_stays() {
    let body = format!(
        "<div class=par>{FIRST}</div><div class=par>{SECOND}</div>\
         <div class=par>More soon.</div><div class=tagline>Since 1921.</div>"
    );
    check(&body, &[FIRST, SECOND, "More soon."]);
}

#[test]
fn what_stands_in_for_content_without_consent_is_dropped() {
    let body = format!(
        "<p>{FIRST}</p><div><p>To view this content you must accept cookies of \
         chirp.example, which may store data on your device and share it.</p></div>\
         <p>{SECOND}</p>"
    );
    check(&body, &[FIRST, SECOND]);
}

#[test]
fn a_box_with_a_field_for_an_address_is_dropped() {
    let body = format!(
        "<p>{FIRST}</p><div><h3>The Tide Table</h3><p>All that moves in the harbor, \
         told in five minutes before you have had your first cup of tea, every day.</p>\
         <input type=email></div><p>{SECOND}</p>"
    );
    check(&body, &[FIRST, SECOND]);
}

#[test]
fn a_leading_paragraph_is_no_deck_and_a_line_of_its_own_is() {
    let description = format!("<meta name=description content=\"{FIRST}\">");
    let plain = read(&format!("{description}<div><p>{FIRST}</p><p>{SECOND}</p></div>"));
    assert_eq!(plain.deck, None);
    let deck =
        "Two ferries are on the rocks, and the pilots want to know who tied them up.";
    let set_apart = read(&format!(
        "<div><span>{deck}</span></div><div><p>{FIRST}</p><p>{SECOND}</p></div>"
    ));
    assert_eq!(set_apart.deck.as_deref(), Some(deck));
}

#[test]
fn a_list_of_sentences_above_the_text_is_the_highlights() {
    let body = format!(
        "<ul class=x9><li>Two ferries were torn from their moorings</li>\
         <li>The second pier may open again on Friday</li></ul><p>{FIRST}</p><p>{SECOND}</p>"
    );
    let article = read(&body);
    assert_eq!(article.highlights.len(), 2);
    assert_eq!(article.text, format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn author_and_hour_are_read_from_the_line_under_the_headline() {
    let body = format!(
        "<p class=z>Posted on Wednesday, May 14, 2031 at 7:15 am by Ana Ruiz</p>\
         <p>{FIRST}</p><p>{SECOND}</p>"
    );
    let article = read(&body);
    assert_eq!(article.byline[0].name, "Ana Ruiz");
    assert_eq!(article.published.unwrap().to_string(), "2031-05-14T07:15:00Z");
}

#[test]
fn a_label_over_the_headline_tells_opinion() {
    let page = format!(
        "<html><body><p>Opinion · Issue of 14 May</p><h1>Half a wall is a slide</h1>\
         <p>{FIRST}</p><p>{SECOND}</p></body></html>"
    );
    let article = extract(&Capture {
        bytes: page.into_bytes(),
        url: None,
        at: None,
        charset: None,
        kind: CaptureKind::Page,
    });
    assert_eq!(article.value.kind, ArticleKind::Opinion);
}

#[test]
fn a_signed_quotation_is_a_post() {
    let body = format!(
        "<p>{FIRST}</p><blockquote><p>We told them in April.</p>— Tom Bell (@tombell) \
         <a href=x>May 14, 2031</a></blockquote><p>{SECOND}</p>"
    );
    let article = read(&body);
    let embed =
        article.blocks.iter().find(|block| block.kind == BlockKind::Embed).unwrap();
    assert!(
        embed.span.of(&article.text).starts_with("We told them in April.\n— Tom Bell")
    );
}

#[test]
fn a_text_in_one_piece_is_cut_rather_than_lost() {
    let long = "The harbor stays shut. ".repeat(300_000);
    let article = read(&format!("<p>{long}</p>"));
    assert!(article.text.len() > 4_000_000);
}

/// The headline of a page that gives one in three places.
fn headline(heading: &str, social: &str, stated: &str) -> String {
    let page = format!(
        "<html><head><meta property=og:title content=\"{social}\">\
         <script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\
         \"headline\":\"{stated}\"}}</script></head><body><main><h1>{heading}</h1>\
         <p>{FIRST}</p><p>{SECOND}</p></main></body></html>"
    );
    let capture = Capture {
        bytes: page.into_bytes(),
        url: Some("https://portcourier.test/harbor".to_owned()),
        at: None,
        charset: None,
        kind: CaptureKind::Page,
    };
    extract(&capture).value.headline
}

#[test]
fn two_places_that_agree_on_a_headline_outvote_a_third() {
    let (shown, other) =
        ("Storm shuts harbor of Port Elm", "Storm at Port Elm: harbor shut");
    assert_eq!(headline(shown, shown, other), shown);
    assert_eq!(headline(shown, "Ferries adrift", other), other);
}

#[test]
fn a_paragraph_set_as_a_heading_is_no_headline() {
    let long = format!("{FIRST} {SECOND}");
    assert_eq!(headline(&long, "Ferries adrift", "Ferries adrift"), "Ferries adrift");
}

/// A list of the best, each in a box of its own under a title.
fn boxes(title: impl Fn(&str) -> String) -> String {
    let told = "It sails twice a day in all weathers, takes bicycles free of charge, and \
        its galley is the only one on the coast that still bakes its own bread.";
    let one = |name: &str| {
        format!("<div class=ship-card>{}<p>{name}: {told}</p></div>", title(name))
    };
    ["Ferry Anna", "Ferry Berta", "Ferry Clara"].map(one).concat()
}

#[test]
fn boxes_that_make_up_the_article_are_read_and_teasers_are_not() {
    let own = boxes(|name| format!("<h3>{name}</h3>"));
    let article = read(&format!("<p>{FIRST}</p><p>{SECOND}</p>{own}"));
    assert!(article.text.contains("Ferry Clara: It sails"), "{}", article.text);
    let teasers = boxes(|name| {
        format!("<h3><a href=/{name}>{name} and all that is told of her</a></h3>")
    });
    let third = FIRST.replace("Monday", "Tuesday as well");
    let body = format!("<p>{FIRST}</p><p>{SECOND}</p><p>{third}</p>{teasers}");
    check(&body, &[FIRST, SECOND, &third]);
}

#[test]
fn who_wrote_it_and_whose_it_is_are_no_part_of_the_text() {
    let body = format!(
        "<p class=byline>By <a rel=author>Ana Ruiz</a></p><p>{FIRST}</p><p>{SECOND}</p>\
         <p>Pilot House Images / Tom Bell</p><p>Ana Ruiz is harbor reporter of the Port \
         Courier and has sailed since she was six.</p><p>She lives on a boat with two \
         cats and a parrot.</p><p>Correction: An earlier version gave the wrong pier.</p>\
         <p>Copyright © 2031 The Port Courier. All rights reserved.</p>"
    );
    let article = read(&body);
    assert_eq!(article.byline[0].name, "Ana Ruiz");
    let kinds: Vec<BlockKind> = article.blocks.iter().map(|block| block.kind).collect();
    let (paragraph, correction) = (BlockKind::Paragraph, BlockKind::Correction);
    let expected = [paragraph, paragraph, BlockKind::Caption, correction];
    assert_eq!(kinds, expected, "{}", article.text);
}

#[test]
fn an_article_about_its_writer_stays() {
    let body = format!(
        "<p class=byline>By <a rel=author>Ana Ruiz</a></p><p>Ana Ruiz is the pilot who \
         saw the storm come, and this is what she wrote that night.</p><p>{SECOND}</p>"
    );
    assert!(read(&body).text.starts_with("Ana Ruiz is the pilot"));
}

#[test]
fn the_headline_again_with_a_label_is_dropped_and_a_box_in_brief_is_highlights() {
    let body = format!(
        "<h2>Port Elm - Harbor shut after storm</h2><h3>Kort fortalt</h3>\
         <ul><li>Two ferries were torn loose.</li><li>Nobody was hurt in it.</li></ul>\
         <p>{FIRST}</p><p>{SECOND}</p>"
    );
    check(&body, &[FIRST, SECOND]);
    assert_eq!(read(&body).highlights.len(), 2);
}

#[test]
fn a_head_ends_where_a_page_begins_to_show_something() {
    for page in [
        format!("<html><head><title>Harbor shut</title><p>{FIRST}<p>{SECOND}"),
        format!("<title>Harbor shut</title><meta name=a><div>{FIRST}</div><p>{SECOND}"),
        format!(
            "<html><head><title>Harbor shut</title><noscript><body id=story></noscript>\
             <p>{FIRST}<p>{SECOND}</html>"
        ),
    ] {
        let article = read_page(page);
        assert_eq!(article.text, format!("{FIRST}\n\n{SECOND}"));
        assert_eq!(article.headline, "Harbor shut");
    }
}

#[test]
fn a_title_that_is_not_closed_ends_before_what_no_title_holds() {
    let page = format!(
        "<html><head><title>Harbor shut<meta name=robots content=all></head><body>\
         <p>{FIRST}</p><p>{SECOND}</p><svg><title>Logo</title></svg></body></html>"
    );
    let article = read_page(page);
    assert_eq!(article.headline, "Harbor shut");
    assert_eq!(article.text, format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn comments_are_not_the_article_however_many() {
    let comment = "<li class=comment><p>I was on the pier that morning and I can tell you \
        that nobody from the office came to look, not before noon anyway.</p></li>";
    let body = format!(
        "<p>{FIRST}</p><p>{SECOND}</p><ol class=commentlist>{}</ol>",
        comment.repeat(60)
    );
    check(&body, &[FIRST, SECOND]);
}

#[test]
fn an_offer_around_a_wall_is_dropped_and_the_page_is_a_stub() {
    let body = format!(
        "<p>{FIRST}</p><div class=offer><h3>Read on with Courier Plus</h3><p>All of the \
         harbor for three crowns a week. End it when you like.</p><p>Already a \
         subscriber? <a href=/in>Log in</a></p></div>"
    );
    let article = read(&body);
    assert_eq!((article.text.as_str(), article.kind), (FIRST, ArticleKind::Stub));
}

#[test]
fn entries_under_their_times_make_a_live_blog() {
    let entry = |time: &str, text: &str| {
        format!("<div><time datetime=2031-05-14T{time}Z>{time}</time><p>{text}</p></div>")
    };
    let third = "The last of the lines has been made fast, and the crews are going home.";
    let page = format!(
        "<html><head><title>Storm live: harbor shut</title></head><body><main><h1>Storm \
         live: harbor shut</h1>{}{}{}</main></body></html>",
        entry("11:00", FIRST),
        entry("10:00", SECOND),
        entry("09:00", third)
    );
    let article = read_page(page);
    assert_eq!(article.kind, ArticleKind::Live);
    let is_entry = |block: &&rundown_news::Block| block.kind == BlockKind::LiveEntry;
    assert_eq!(article.blocks.iter().filter(is_entry).count(), 3);
}

#[test]
fn a_part_that_is_not_free_makes_a_stub() {
    let body = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\
         \"Harbor shut after storm\",\"isAccessibleForFree\":true,\"hasPart\":\
         {{\"isAccessibleForFree\":false}}}}</script><p>{FIRST}</p>"
    );
    assert_eq!(read(&body).kind, ArticleKind::Stub);
}

#[test]
fn names_beside_the_article_are_not_its_authors() {
    let body = format!(
        "<p class=byline>Analysis by Ana Ruiz</p><p>{FIRST}</p><p>{SECOND}</p>\
         <aside><a href=/b>Ferry fares go up</a> <span class=author>Tom Bell</span></aside>"
    );
    let names: Vec<String> = read(&body).byline.into_iter().map(|by| by.name).collect();
    assert_eq!(names, ["Ana Ruiz"]);
}

/// Checks the days of publishing and of the last change that a line over the copy gives.
fn check_days(lang: &str, line: &str, published: &str, modified: &str) {
    let page = format!(
        "<html lang={lang}><head><title>Harbor shut after storm</title></head><body><main>\
         <h1>Harbor shut after storm</h1>{line}<p>{FIRST}</p><p>{SECOND}</p></main>"
    );
    let article = read_at(page, "https://portcourier.test/harbor");
    let day = |time: Option<rundown_news::NewsTime>| {
        time.map(|time| time.day().to_string()).unwrap_or_default()
    };
    assert_eq!(day(article.published), published, "{line}");
    assert_eq!(day(article.modified), modified, "{line}");
}

#[test]
fn a_visible_date_is_read_in_the_order_of_its_page() {
    let changed = "<p class=date>Published 04.05.2031 | Updated 13.05.2031</p>";
    check_days("en", changed, "2031-05-04", "2031-05-13");
    check_days("en-US", "<p>05/04/2031 2:05 PM EDT</p>", "2031-05-04", "");
    check_days("en", "<p>04/05/2031</p>", "2031-05-04", "");
    check_days("en", "<p>Yesterday at 18:30</p>", "2031-05-14", "");
    let old =
        "<abbr class=published title='2031-05-03T10:00:00+02:00'>a while ago</abbr>";
    check_days("en", old, "2031-05-03", "");
}

#[test]
fn bytes_that_are_no_text_are_refused_and_misnamed_ones_read() {
    let noise: Vec<u8> =
        (0..4_000_u32).map(|n| (n.wrapping_mul(97) >> 3) as u8).collect();
    let capture = |bytes: Vec<u8>| Capture {
        bytes,
        url: None,
        at: None,
        charset: None,
        kind: CaptureKind::Unknown,
    };
    assert!(extract(&capture(noise)).value.text.is_empty());
    let page = "<meta charset=utf-8><title>Stra\u{df}e \u{fc}ber M\u{fc}hltal gesperrt</title>\
        <p>Die Stra\u{df}e ist seit Montag gesperrt, sagte B\u{fc}rgermeister B\u{f6}hm.";
    let latin: Vec<u8> = page.chars().map(|letter| letter as u8).collect();
    let article = extract(&capture(latin)).value;
    assert_eq!(article.headline, "Straße über Mühltal gesperrt");
}

#[test]
fn a_title_without_a_heading_ends_where_its_line_does() {
    let page = format!(
        "<title>Harbor shut after a long storm_Pictures_Elm Network</title><div>Harbor shut \
         after a long storm</div><p>{FIRST}</p><p>{SECOND}</p>"
    );
    assert_eq!(read_page(page).headline, "Harbor shut after a long storm");
}

#[test]
fn a_body_in_a_template_or_in_the_state_of_a_page_is_read() {
    let state = format!(
        "<div id=app></div><script type=application/json>{{\"id\":7,\"body\":[{{\"text\":\
         \"{FIRST}\"}},{{\"text\":\"{SECOND}\"}},{{\"text\":\"{FIRST} It will cost.\"}},\
         {{\"text\":\"{SECOND} So they say.\"}}]}}</script>"
    );
    let long = format!("<p>{FIRST} It will cost.</p><p>{SECOND} So they say.</p>");
    let bodies = [
        state,
        format!(
            "<script type=text/template><p>{FIRST}</p><p>{SECOND}</p>{long}</script>"
        ),
        format!("<noscript><p>{FIRST}</p><p>{SECOND}</p>{long}</noscript>"),
    ];
    for body in bodies {
        let text = read(&body).text;
        assert!(text.starts_with(&format!("{FIRST}\n\n{SECOND}\n\n")), "{text}");
    }
}

#[test]
fn sections_of_one_class_are_one_article_and_other_stories_are_not() {
    let third = "The pilots had warned of the moorings in spring, and had asked for new \
        chains; the council put the matter off until the budget of the next year.";
    let section = |inner: &str| format!("<div class=news-article>{inner}</div>");
    let body = [
        section(&format!("<p>{FIRST}</p>")),
        section(&format!("<h2>What broke</h2><p>{SECOND}</p>")),
        section(&format!("<h2>Who knew</h2><p>{third}</p>")),
    ];
    let text = read(&body.concat()).text;
    assert!(
        text.contains(FIRST) && text.contains(SECOND) && text.contains(third),
        "{text}"
    );
}

#[test]
fn a_row_is_about_what_its_class_names() {
    let rows = "<tr class=player-7><td>1</td><td>Saint Brandan</td><td>214</td></tr>\
        <tr class=player-9><td>2</td><td>Elm Maiden</td><td>80</td></tr>";
    let body = format!("<p>{FIRST}</p><table>{rows}</table><p>{SECOND}</p>");
    assert!(read(&body).text.contains("Saint Brandan | 214"));
}

#[test]
fn what_is_no_article_is_said_to_be_none() {
    let noted = |page: &str, url: &str| {
        let capture = Capture {
            bytes: page.as_bytes().to_vec(),
            url: Some(url.to_owned()),
            at: None,
            charset: None,
            kind: CaptureKind::Page,
        };
        let notes = extract(&capture).notes;
        notes.iter().any(|note| note.kind == rundown_news::NoteKind::WrongKind)
    };
    let story = "<li><a href=/a>Harbor shut after a storm in the night</a></li>";
    let front = format!("<title>Port Courier</title><ul>{}</ul>", story.repeat(40));
    let lost = "<title>Page not found</title><h1>Page not found</h1><p>It has moved, or was \
        never here. Try the search above.</p>";
    let asked = "<title>Courier</title><p>We and our partners store cookies on your device \
        to show you what you like.</p><p>You may take back your consent at any time.</p>";
    assert!(noted(&front, "https://portcourier.test/"));
    assert!(noted(lost, "https://portcourier.test/2031/harbor"));
    assert!(noted(asked, "https://portcourier.test/2031/harbor"));
    let article =
        format!("<title>Harbor shut</title><p>{FIRST}</p><p>{SECOND}</p>{front}");
    assert!(!noted(&article, "https://portcourier.test/2031/05/14/harbor-shut"));
}

#[test]
fn debris_of_players_and_biographies_is_dropped_from_plain_text() {
    let text = format!(
        "Harbor shut after storm\n\nBy Ana Ruiz\n\nCLOSE\n\nMedia playback is unsupported \
         on your device\n\nPORT ELM (Port Courier) {FIRST}\n\nMedia caption The ferry at \
         its old pier\n\nAdd Port Elm as an interest to stay up to date on the news\n\n\
         {SECOND}\n\nScroll down for video\n\n{FIRST} It will cost.\n\nAna Ruiz is a \
         reporter for the Port Courier who covers the harbor and all that sails."
    );
    let capture = Capture {
        bytes: text.into_bytes(),
        url: None,
        at: None,
        charset: None,
        kind: CaptureKind::Text,
    };
    let article = extract(&capture).value;
    let is_copy = |block: &&rundown_news::Block| block.kind != BlockKind::Caption;
    let copy: Vec<&str> =
        article.blocks.iter().filter(is_copy).map(|b| b.span.of(&article.text)).collect();
    assert_eq!(copy, [FIRST, SECOND, &format!("{FIRST} It will cost.")]);
    assert_eq!(article.dateline.map(|line| line.place).unwrap_or_default(), "PORT ELM");
}
