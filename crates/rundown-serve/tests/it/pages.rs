//! Pages from views made by hand.

use rundown_desk::SearchPart;
use rundown_serve::{Problem, problem_page, rundown_page, search_page, story_page};

use crate::handmade::{HOSTILE, now, rundown, story};
use crate::markup::{check, values};

#[test]
fn every_tier_of_the_rundown_is_sound() {
    for count in [0, 1, 2, 5, 40] {
        let page = rundown_page(&rundown(count), Some(&story()), &[]);
        check(&page);
    }
}

#[test]
fn the_rundown_says_what_is_new_and_who_says_so() {
    let page = rundown_page(&rundown(40), None, &[]);
    assert!(page.contains("2 new for you"));
    assert!(page.contains("Wednesday, 14 May 2031"));
    assert!(page.contains("3 outlets, 2 independent"));
    assert!(page.contains("<bdi>Courier</bdi>"));
    assert!(page.contains("30 minutes ago"));
    assert!(page.contains("1,204 articles"));
}

#[test]
fn a_story_page_is_sound_whatever_strangers_wrote() {
    let page = story_page(&story(), now());
    check(&page);
    assert!(!page.contains(HOSTILE));
}

#[test]
fn every_sentence_of_a_story_leads_to_its_bytes() {
    let page = story_page(&story(), now());
    let hrefs = values(&page, "href");
    assert!(
        hrefs.contains(&"/articles/a?revision=0&#38;show=0-21#evidence"),
        "{hrefs:?}"
    );
    assert!(hrefs.contains(&"/articles/c?revision=0&#38;show=4-9#evidence"), "{hrefs:?}");
    assert!(hrefs.contains(&"/stories/gr%C3%B6%C3%9Fe%2F..%3Fx%3D1"), "{hrefs:?}");
}

#[test]
fn quotation_marks_stand_once_around_spoken_words() {
    let page = story_page(&story(), now());
    assert!(page.contains("><q "));
    assert_eq!(page.matches("<q ").count(), 1, "only words without marks of their own");
}

#[test]
fn disagreement_and_copies_are_told_in_words() {
    let page = story_page(&story(), now());
    assert!(page.contains("Outlets disagree."));
    assert!(page.contains("at least 1,400"));
    assert!(page.contains("1 copy elsewhere"));
    assert!(page.contains("1 article only repeats what you have had"));
    assert!(page.contains("Said to lie ahead"));
    assert!(page.contains("Said otherwise once"));
}

#[test]
fn a_reader_without_news_is_told_so() {
    let mut view = story();
    view.brief.new.clear();
    assert!(story_page(&view, now()).contains("Nothing new since you looked, <time"));
    view.last_look = None;
    assert!(story_page(&view, now()).contains("You have not marked this story as read"));
}

#[test]
fn an_empty_story_still_makes_a_page() {
    let mut view = story();
    view.brief = rundown_news::Brief::default();
    view.articles.clear();
    check(&story_page(&view, now()));
}

#[test]
fn search_and_problem_pages_escape_what_was_asked() {
    let nothing = SearchPart::default();
    for (from, is_watched) in [(0, false), (50, true)] {
        check(&search_page(HOSTILE, from, &nothing, is_watched, now()));
    }
    for problem in [
        Problem::NoStory(HOSTILE.to_owned()),
        Problem::NoArticle(HOSTILE.repeat(50)),
        Problem::BadQuery(HOSTILE.to_owned()),
        Problem::Failed(HOSTILE.to_owned()),
        Problem::NoPage,
        Problem::Method,
        Problem::LongQuery,
        Problem::ForeignHost,
        Problem::CrossSite,
    ] {
        check(&problem_page(&problem));
    }
}

#[test]
fn a_story_page_tells_what_outlets_changed() {
    let page = story_page(&story(), now());
    let changes = page.split("<section class=\"changes\"").nth(1).expect("a section");
    assert!(changes.contains("<ins>") && changes.contains("<del>"), "{changes}");
    assert!(changes.contains("The storm sank 15 boats."), "{changes}");
}

#[test]
fn what_stands_around_a_sentence_stands_beside_it() {
    let page = story_page(&story(), now());
    let card = page.split("<span class=\"card\">").nth(1).expect("a card");
    assert!(card.contains("<mark>The harbor is closed.</mark>"), "{card}");
    assert!(!page.contains(HOSTILE));
}

#[test]
fn figures_stand_in_one_table_and_two_values_are_no_chart() {
    let page = story_page(&story(), now());
    let figures = page.split("<section class=\"figures\"").nth(1).expect("a section");
    let figures = figures.split("</section>").next().unwrap();
    assert_eq!(figures.matches("<tr><th scope=\"row\"").count(), 2, "{figures}");
    assert_eq!(figures.matches("<svg").count(), 0, "{figures}");
}

#[test]
fn owners_and_mere_copies_are_told() {
    let mut view = story();
    for domain in ["courier.example", "meridian.example"] {
        view.families.insert(domain.to_owned(), "Tidewater Press".to_owned());
    }
    let page = story_page(&view, now());
    assert!(page.contains("Tidewater Press owns Courier, Meridian: one witness."));
    assert!(page.contains("Copies alone: <bdi>Herald</bdi>"));
}
