//! Kinds of mistakes that threading once made, each on a few invented articles.
#![allow(clippy::unwrap_used, reason = "a test fails where it breaks")]

use std::collections::BTreeMap;

use rundown_news::{Article, ArticleId, Lang, Outlet, Placement, ReadArticle};
use rundown_thread::{ThreadConfig, Threads, close, thread};

/// An article: its id, its day and hour of May 2031, its outlet, headline and text.
fn article(id: &str, day: u32, outlet: &str, headline: &str, text: &str) -> ReadArticle {
    let article = Article {
        id: ArticleId(id.to_owned()),
        outlet: Outlet { name: outlet.to_owned(), domain: format!("{outlet}.example") },
        lang: Lang::ENGLISH,
        headline: headline.to_owned(),
        published: format!("2031-05-{day:02}T08:00:00Z").parse().ok(),
        text: text.to_owned(),
        ..Article::default()
    };
    ReadArticle { article, ..ReadArticle::default() }
}

fn threaded(articles: &[ReadArticle]) -> BTreeMap<String, Placement> {
    let mut threads = Threads::new(ThreadConfig::default());
    thread(&mut threads, articles);
    close(&mut threads);
    let placements = threads.placements().into_iter();
    placements.map(|placed| (placed.article.0.clone(), placed)).collect()
}

fn pollen(id: &str, day: u32, outlet: &str, filled: [&str; 5]) -> ReadArticle {
    let [town, count, tree, weekday, until] = filled;
    let text = format!(
        "The pollen station at {town} counted {count} grains of {tree} in a cubic metre \
         of air on {weekday}, the health office said. Counts of this size are called \
         high. People who suffer from hay fever should keep their windows closed in the \
         morning and wash their hair at night, the office said. The count is expected to \
         fall by {until}. This note was made by a program from what the stations sent."
    );
    article(id, day, outlet, &format!("High pollen count in {town}"), &text)
}

/// That `a` and `b` are one development, and `c` and `d` another.
fn assert_two_developments(placed: &BTreeMap<String, Placement>) {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|id| placed[id].development);
    assert_eq!((a, c), (b, d), "{placed:#?}");
    assert_ne!(a, c, "{placed:#?}");
}

#[test]
fn a_form_filled_in_with_other_names_and_numbers_is_no_copy() {
    let placed = threaded(&[
        pollen("a", 5, "gazette", ["Morrow", "310", "birch", "Monday", "noon"]),
        pollen("b", 5, "herald", ["Lower Stane", "95", "alder", "Sunday", "dusk"]),
        pollen("c", 6, "gazette", ["Eskholm", "1,240", "ash", "Tuesday", "June"]),
    ]);
    assert!(placed.values().all(|placed| placed.copy_of.is_none()), "{placed:#?}");
    let stories = ["a", "b", "c"].map(|id| placed[id].story);
    assert!(stories[0] != stories[1] && stories[1] != stories[2], "{placed:#?}");
    assert_ne!(stories[0], stories[2]);
}

#[test]
fn a_copy_with_another_top_and_a_cut_is_one_still() {
    let text = "The harbour board of Eskholm decided on Monday that the old light will be \
                lit again in autumn. Fishers had asked for it since their boats ran on the \
                Stane bank in fog last year, and the pilot Dora Winn had collected 2,300 \
                names. The lamp will be turned by hand until a new engine comes from \
                Morrow, the board said, and two keepers will be paid for it.";
    let topped =
        format!("Good news for the fleet reached our desk. {text} More tomorrow.");
    let placed = threaded(&[
        article("a", 5, "gazette", "Eskholm light to be lit again", text),
        article("b", 5, "herald", "Old lamp shines for fishers", &topped),
        article("c", 6, "courier", "Harbour light returns", &text[..290]),
    ]);
    for copy in ["b", "c"] {
        let original = &placed[copy].copy_of.as_ref().unwrap().original;
        assert_eq!(original.as_str(), "a");
    }
}

#[test]
fn a_weekday_or_a_month_is_no_name_that_two_articles_share() {
    let mut threads = Threads::new(ThreadConfig::default());
    let articles = [
        article(
            "a",
            5,
            "gazette",
            "Swimming pool at Morrow closes",
            "The swimming pool at Morrow will close for repairs, the town said on Monday. \
             It will open again in June.",
        ),
        article(
            "b",
            5,
            "herald",
            "Cheese fair draws record crowd",
            "The cheese fair at Eskholm drew 14,000 people until Monday, and its winner \
             comes from Morrow. The next one is in June.",
        ),
    ];
    thread(&mut threads, &articles);
    for article in &articles {
        threads.recall(article);
    }
    let id = |id: &str| ArticleId(id.to_owned());
    let why = threads.why(&id("a"), &id("b")).unwrap();
    assert_eq!(why.shared_names, ["morrow"]);
}

#[test]
fn two_accidents_of_one_sort_in_one_week_are_two_stories() {
    let placed = threaded(&[
        article(
            "a1",
            5,
            "gazette",
            "Gondola falls at Morrow, two killed",
            "A gondola fell from its cable at Morrow on Monday and killed two skiers, said \
             rescue chief Dora Winn. The lift had been inspected in autumn.",
        ),
        article(
            "a2",
            5,
            "herald",
            "Two skiers die as Morrow gondola falls",
            "Two skiers died on Monday when a gondola of the Morrow lift fell into the \
             trees. Dora Winn said the cable had jumped from a wheel.",
        ),
        article(
            "b1",
            6,
            "courier",
            "Ferris wheel cabin drops at Eskholm fair, one killed",
            "A cabin of the Ferris wheel at the Eskholm fair dropped on Tuesday and killed a \
             student, police chief Aron Pell said. The wheel was stopped at once.",
        ),
        article(
            "b2",
            6,
            "meridian",
            "Student killed at Eskholm fair",
            "A student was killed on Tuesday when a cabin of the Ferris wheel at Eskholm \
             dropped to the ground, Aron Pell said. Owners of the fair closed it.",
        ),
    ]);
    assert_eq!(placed["a1"].story, placed["a2"].story);
    assert_eq!(placed["b1"].story, placed["b2"].story);
    assert_ne!(placed["a1"].story, placed["b1"].story);
}

#[test]
fn a_release_days_after_a_kidnapping_is_a_development_of_its_own() {
    let placed = threaded(&[
        article(
            "a",
            3,
            "gazette",
            "Heiress Clara Voss kidnapped",
            "Clara Voss, heiress of the Voss shipping line, was kidnapped in front \
             of her home in Lena on Saturday by three masked men.",
        ),
        article(
            "b",
            3,
            "herald",
            "Masked men seize shipping heiress",
            "Three masked men dragged Clara Voss, 26, into a van in Lena on \
             Saturday, her driver said.",
        ),
        article(
            "c",
            11,
            "courier",
            "Kidnapped heiress freed",
            "Clara Voss was freed on Sunday after eight days, her family said. \
             Police would not say whether a ransom was paid.",
        ),
        article(
            "d",
            11,
            "meridian",
            "Clara Voss is home again",
            "Clara Voss is home in Lena, eight days after she was kidnapped. A \
             farmer found her on a road near Tulle on Sunday.",
        ),
    ]);
    assert_two_developments(&placed);
    assert_eq!(placed["a"].story, placed["c"].story);
}

#[test]
fn a_resignation_days_after_a_scandal_is_a_development_of_its_own() {
    let placed = threaded(&[
        article(
            "a",
            4,
            "gazette",
            "Minister Pell took loan from builder",
            "Housing minister Aron Pell took a loan of 300,000 crowns from a \
             builder in 2029, a newspaper reported on Sunday. He said it had been \
             paid back.",
        ),
        article(
            "b",
            5,
            "herald",
            "Pell under fire over builder’s loan",
            "The opposition called on housing minister Aron Pell on Monday to \
             resign over a loan of 300,000 crowns from a builder.",
        ),
        article(
            "c",
            10,
            "courier",
            "Housing minister Pell resigns",
            "Housing minister Aron Pell resigned on Saturday over a loan from a \
             builder. Premier Siri Dahl named Anders Moe as his successor.",
        ),
        article(
            "d",
            10,
            "meridian",
            "Dahl loses minister",
            "Premier Siri Dahl lost a second minister in a year on Saturday when \
             Aron Pell stepped down over a loan. Anders Moe takes over housing.",
        ),
    ]);
    assert_two_developments(&placed);
    assert_eq!(placed["a"].story, placed["c"].story);
}

#[test]
fn results_of_two_companies_are_two_stories() {
    let placed = threaded(&[
        article(
            "a",
            6,
            "gazette",
            "Hexa profit up 12 percent",
            "The chip maker Hexa said on Tuesday that profit rose 12 percent to 340 \
             million euros in the first quarter. Demand from car makers was strong.",
        ),
        article(
            "b",
            6,
            "herald",
            "Hexa earnings beat forecasts",
            "Hexa earned 340 million euros in the first quarter, the chip maker \
             said on Tuesday, more than analysts had expected.",
        ),
        article(
            "c",
            6,
            "courier",
            "Brewer Stolz sells less beer",
            "The brewer Stolz said on Tuesday that profit fell 8 percent to 95 \
             million euros in the first quarter as people drank less beer.",
        ),
        article(
            "d",
            7,
            "meridian",
            "Stolz shares fall as profit slips",
            "Shares of the brewer Stolz fell 6 percent after it said on Tuesday \
             that profit had slipped to 95 million euros.",
        ),
    ]);
    assert_two_developments(&placed);
    assert_ne!(placed["a"].story, placed["c"].story);
}

/// That each of these articles is a story of its own.
fn assert_all_apart(placed: &BTreeMap<String, Placement>) {
    let mut stories: Vec<_> = placed.values().map(|placed| placed.story).collect();
    stories.sort_unstable();
    stories.dedup();
    assert_eq!(stories.len(), placed.len(), "{placed:#?}");
}

#[test]
fn in_a_small_store_two_trials_of_one_day_are_two_stories() {
    let placed = threaded(&[
        article(
            "a",
            12,
            "gazette",
            "Former mill owner jailed for fraud in Eskholm",
            "A court in Eskholm sentenced the former mill owner Dorian Pike to five years in \
             prison for fraud on Monday. The judge said he had stolen 9 million crowns from \
             his workers.",
        ),
        article(
            "b",
            12,
            "herald",
            "Pike gets five years for stealing from workers",
            "Dorian Pike, who ran the mill at Eskholm, was sentenced to five years in prison \
             on Monday for stealing 9 million crowns.",
        ),
        article(
            "c",
            12,
            "courier",
            "Dentist jailed for fraud in Morrow",
            "A court in Morrow sentenced a dentist, Selma Quill, to three years in prison for \
             fraud on Monday. She had billed insurers for teeth that she did not pull, the \
             judge said.",
        ),
        article(
            "d",
            12,
            "tribune",
            "Morrow dentist sentenced over false bills",
            "The dentist Selma Quill must go to prison for three years for billing insurers \
             for teeth that she did not pull, a court in Morrow ruled on Monday.",
        ),
    ]);
    assert_two_developments(&placed);
    assert_ne!(placed["a"].story, placed["c"].story);
}

#[test]
fn in_a_small_store_the_matters_of_one_firm_are_stories_of_their_own() {
    let placed = threaded(&[
        article(
            "a",
            12,
            "gazette",
            "Lumenta to open warehouse in Morrow",
            "Lumenta said on Monday that it would open a warehouse in Morrow that will employ \
             900 people by next spring.",
        ),
        article(
            "b",
            12,
            "herald",
            "Regulator fines Lumenta over data",
            "The regulator fined Lumenta 40 million crowns on Monday for how it uses the data \
             of sellers. The company will appeal.",
        ),
        article(
            "c",
            13,
            "courier",
            "Lumenta buys film studio",
            "Lumenta has agreed to buy the film studio Lantern for 2.1 billion crowns, the two \
             companies said on Tuesday.",
        ),
    ]);
    assert_all_apart(&placed);
}

#[test]
fn in_a_small_store_notes_of_quakes_in_other_lands_are_apart() {
    let note = |id: &str, magnitude: &str, land: &str, town: &str| {
        let text = format!(
            "A magnitude {magnitude} earthquake struck near {town} in {land} on Monday, the \
             seismic service said. There were no immediate reports of damage or casualties. \
             The quake struck at a depth of 10 kilometers."
        );
        let headline = format!("Magnitude {magnitude} earthquake strikes {land}");
        article(id, 12, "gazette", &headline, &text)
    };
    let placed = threaded(&[
        note("a", "6.0", "Chile", "Antofagasta"),
        note("b", "6.1", "Turkey", "Malatya"),
        note("c", "5.8", "Greece", "Patras"),
    ]);
    assert_all_apart(&placed);
}
