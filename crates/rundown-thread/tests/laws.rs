//! Laws of threading that hold for any stream of articles.
#![allow(clippy::unwrap_used, reason = "a test fails where it breaks")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rundown_news::{
    Article, ArticleId, Constraint, DevelopmentId, Lang, Outlet, Placement, ReadArticle,
    StoryChange, StoryId,
};
use rundown_thread::{ThreadConfig, Threads, close, thread};

/// Matters of the invented news, and what is told of each.
const MATTERS: [[&str; 3]; 4] = [
    [
        "Ferry Ostrava sinks off Port Ilsen with forty aboard",
        "The ferry Ostrava went down in a storm near Port Ilsen, said harbour master \
         Edda Kranz, and divers searched the wreck for the missing passengers.",
        "Coast guard cutters and two trawlers took survivors of the Ostrava to the \
         hospital of Port Ilsen, where Kranz met their families.",
    ],
    [
        "Miners of Greyfell walk out over night shifts",
        "Coal miners at the Greyfell pit struck on Tuesday, union leader Tam Okell said, \
         after managers doubled the night shifts without a vote.",
        "Okell told pickets at the Greyfell gates that wages would be next, and that the \
         pit would stay shut until the managers came to the table.",
    ],
    [
        "Virus in the orchards of Valdera kills olive trees",
        "Growers in Valdera burn olive trees struck by a virus that botanist Ines Moura \
         traced to grafts brought from abroad last spring.",
        "Moura asked the regional council for a ban on grafts, and Valdera's oil presses \
         warned of the worst harvest in thirty years.",
    ],
    [
        "Chess title goes to sixteen-year-old Lio Tanner",
        "Lio Tanner won the chess title in the last game of the match in Karstadt, \
         sacrificing a rook on the nineteenth move against Boris Vey.",
        "Vey, champion for eleven years, resigned with a smile, and Tanner said that he \
         had seen the sacrifice in an old book of his grandmother's.",
    ],
];

/// The headlines in German.
const IN_GERMAN: [&str; 4] = [
    "Fähre Ostrava sinkt mit vierzig Menschen vor Port Ilsen",
    "Bergleute von Greyfell streiken gegen Nachtschichten",
    "Virus in den Hainen von Valdera tötet Olivenbäume",
    "Schachtitel geht an den sechzehnjährigen Lio Tanner",
];

#[derive(Debug, Clone)]
struct Told {
    matter: usize,
    sentences: usize,
    hours: i64,
    outlet: usize,
}

fn told() -> impl Strategy<Value = Told> {
    (0..MATTERS.len(), 1..4_usize, 0..200_i64, 0..5_usize).prop_map(
        |(matter, sentences, hours, outlet)| Told { matter, sentences, hours, outlet },
    )
}

fn article(number: usize, told: &Told) -> ReadArticle {
    let [headline, first, second] = MATTERS[told.matter];
    let text = match told.sentences {
        1 => first.to_owned(),
        2 => second.to_owned(),
        _ => format!("{first}\n\n{second}"),
    };
    let start: jiff::Timestamp = "2031-05-05T06:00:00Z".parse().unwrap();
    let at = start + jiff::SignedDuration::from_hours(told.hours);
    let article = Article {
        id: ArticleId(format!("a{number}")),
        outlet: Outlet {
            name: format!("Outlet {}", told.outlet),
            domain: format!("outlet{}.example", told.outlet),
        },
        lang: Lang::ENGLISH,
        headline: headline.to_owned(),
        published: Some(at.to_string().parse().unwrap()),
        text,
        ..Article::default()
    };
    ReadArticle { article, ..ReadArticle::default() }
}

fn stream(told: &[Told], hours: i64) -> Vec<ReadArticle> {
    let within = told.iter().map(|t| Told { hours: t.hours % hours, ..t.clone() });
    within.enumerate().map(|(number, told)| article(number, &told)).collect()
}

fn threaded(articles: &[ReadArticle], batch: usize) -> Vec<Placement> {
    let mut threads = Threads::new(ThreadConfig::default());
    for batch in articles.chunks(batch) {
        thread(&mut threads, batch);
    }
    close(&mut threads);
    threads.placements()
}

type Groups = BTreeSet<BTreeSet<ArticleId>>;

/// Who stands with whom, whatever the numbers: by development and by story.
fn groups(placements: &[Placement]) -> (Groups, Groups) {
    let mut developments: BTreeMap<DevelopmentId, BTreeSet<ArticleId>> = BTreeMap::new();
    let mut stories: BTreeMap<StoryId, BTreeSet<ArticleId>> = BTreeMap::new();
    for placed in placements {
        let article = || placed.article.clone();
        developments.entry(placed.development).or_default().insert(article());
        stories.entry(placed.story).or_default().insert(article());
    }
    (developments.into_values().collect(), stories.into_values().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn batch_size_changes_nothing(
        told in prop::collection::vec(told(), 1..24),
        batch in 1..24_usize,
    ) {
        let articles = stream(&told, 200);
        prop_assert_eq!(threaded(&articles, 1), threaded(&articles, batch));
    }

    #[test]
    fn a_later_look_back_does_not_depend_on_the_batch(
        told in prop::collection::vec(told(), 1..24),
        batch in 1..24_usize,
    ) {
        let weeks = told.iter().map(|t| Told { hours: t.hours * 5, ..t.clone() });
        let articles = stream(&weeks.collect::<Vec<_>>(), 1_000);
        prop_assert_eq!(threaded(&articles, 1), threaded(&articles, batch));
    }

    #[test]
    fn order_inside_the_window_changes_nothing(
        told in prop::collection::vec(told(), 1..20),
        keys in prop::collection::vec(any::<u32>(), 20),
        batch in 1..20_usize,
    ) {
        let articles = stream(&told, 40);
        let mut shuffled: Vec<_> = articles.iter().zip(keys).collect();
        shuffled.sort_by_key(|(_, key)| *key);
        let shuffled: Vec<_> = shuffled.into_iter().map(|(a, _)| a.clone()).collect();
        let (one, other) = (threaded(&articles, 1), threaded(&shuffled, batch));
        prop_assert_eq!(groups(&one), groups(&other));
    }

    #[test]
    fn order_changes_nothing_in_a_stream_of_two_languages(
        told in prop::collection::vec((told(), any::<bool>()), 1..20),
        keys in prop::collection::vec(any::<u32>(), 20),
        batch in 1..20_usize,
    ) {
        let (told, german): (Vec<Told>, Vec<bool>) = told.into_iter().unzip();
        let mut articles = stream(&told, 40);
        for ((article, told), german) in articles.iter_mut().zip(&told).zip(german) {
            if german {
                article.article.lang = Lang::GERMAN;
                article.article.headline = IN_GERMAN[told.matter].to_owned();
                article.article.text = String::new();
            }
        }
        let mut shuffled: Vec<_> = articles.iter().zip(keys).collect();
        shuffled.sort_by_key(|(_, key)| *key);
        let shuffled: Vec<_> = shuffled.into_iter().map(|(a, _)| a.clone()).collect();
        let (one, other) = (threaded(&articles, 1), threaded(&shuffled, batch));
        prop_assert_eq!(groups(&one), groups(&other));
    }

    #[test]
    fn an_unrelated_article_changes_no_other(
        told in prop::collection::vec(told(), 1..20),
        at in 0..40_i64,
    ) {
        let known: Vec<Told> =
            told.into_iter().map(|t| Told { matter: t.matter % 3, ..t }).collect();
        let articles = stream(&known, 40);
        let stranger = Told { matter: 3, sentences: 3, hours: at, outlet: 0 };
        let mut with = articles.clone();
        with.push(article(99, &stranger));
        let mut placements = threaded(&with, 7);
        placements.retain(|placed| placed.article.as_str() != "a99");
        prop_assert_eq!(groups(&threaded(&articles, 7)), groups(&placements));
    }

    #[test]
    fn changes_told_add_up_to_the_placements(
        told in prop::collection::vec(told(), 1..24),
        batch in 1..10_usize,
    ) {
        let articles = stream(&told, 120);
        let mut threads = Threads::new(ThreadConfig::default());
        let mut known: BTreeMap<ArticleId, (DevelopmentId, StoryId)> = BTreeMap::new();
        let mut hear = |changes: Vec<StoryChange>| {
            for change in changes {
                if let StoryChange::Placed(placed) = change {
                    known.insert(placed.article, (placed.development, placed.story));
                }
            }
        };
        for batch in articles.chunks(batch) {
            hear(thread(&mut threads, batch));
        }
        hear(close(&mut threads));
        for placed in threads.placements() {
            prop_assert_eq!(known[&placed.article], (placed.development, placed.story));
        }
    }

    #[test]
    fn any_text_is_threaded(
        headlines in prop::collection::vec(".{0,80}", 1..6),
        text in ".{0,400}",
    ) {
        let strange = headlines.iter().enumerate().map(|(number, headline)| {
            let article = Article {
                id: ArticleId(number.to_string()),
                headline: headline.clone(),
                text: text.clone(),
                ..Article::default()
            };
            ReadArticle { article, ..ReadArticle::default() }
        });
        let articles: Vec<_> = strange.collect();
        prop_assert_eq!(threaded(&articles, 2).len(), articles.len());
    }

    #[test]
    fn wishes_hold_whatever_comes_later(
        told in prop::collection::vec(told(), 4..20),
        early in any::<bool>(),
    ) {
        let articles = stream(&told, 200);
        let id = |number: usize| articles[number].article.id.clone();
        let wishes = [
            Constraint::Apart(id(0), id(1)),
            Constraint::Together(id(2), id(3)),
        ];
        let mut threads = Threads::new(ThreadConfig::default());
        if early {
            threads.follow(wishes.to_vec());
        }
        thread(&mut threads, &articles);
        close(&mut threads);
        threads.follow(wishes.to_vec());
        let story: BTreeMap<_, _> =
            threads.placements().into_iter().map(|p| (p.article, p.story)).collect();
        prop_assert_ne!(story[&id(0)], story[&id(1)]);
        // Where the two wishes contradict each other, being apart wins.
        let ends = [story[&id(0)], story[&id(1)]];
        let clash = [[id(2), id(3)], [id(3), id(2)]].iter().any(|pair| {
            pair.iter().map(|id| story[id]).eq(ends)
        });
        prop_assert!(clash || story[&id(2)] == story[&id(3)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_leaves_a_story_takes_its_development_along_and_nothing_else(
        told in prop::collection::vec(told(), 3..20),
        (leaves, stays) in (0..20_usize, 0..20_usize),
        joined in any::<bool>(),
    ) {
        let articles = stream(&told, 200);
        let id = |number: usize| articles[number % articles.len()].article.id.clone();
        let (leaves, stays) = (id(leaves), id(stays));
        prop_assume!(leaves != stays);
        let mut threads = Threads::new(ThreadConfig::default());
        thread(&mut threads, &articles);
        if joined {
            threads.follow(vec![Constraint::Together(leaves.clone(), stays.clone())]);
            threads.follow(Vec::new());
        }
        let before = threads.placements();
        threads.follow(vec![Constraint::Apart(leaves.clone(), stays.clone())]);
        let after = threads.placements();
        let of = |placements: &[Placement], id: &ArticleId| {
            let placed = placements.iter().find(|placed| placed.article == *id).unwrap();
            (placed.development, placed.story)
        };
        let (gone, kept) = (of(&before, &leaves), of(&before, &stays));
        prop_assert_ne!(of(&after, &leaves).1, of(&after, &stays).1);
        for placed in &before {
            let goes_along = placed.article == leaves
                || gone.1 == kept.1 && gone.0 != kept.0 && placed.development == gone.0;
            if placed.story == kept.1 && !goes_along {
                let now = of(&after, &placed.article);
                prop_assert_eq!(now.1, of(&after, &stays).1);
            } else if goes_along {
                let now = of(&after, &placed.article);
                prop_assert_eq!(now, of(&after, &leaves));
            }
        }
        threads.follow(Vec::new());
        prop_assert_eq!(threads.placements(), before);
    }
}

#[test]
fn a_copy_points_at_the_earliest_article() {
    let paragraph = |from: u32| {
        (from..from + 60)
            .map(|n| format!("clause{n} speaks of matter{n}. "))
            .collect::<Vec<_>>()
            .concat()
    };
    let texts = [
        paragraph(0) + &paragraph(60),
        paragraph(0),
        paragraph(200) + &paragraph(0) + &paragraph(60),
        paragraph(400) + &paragraph(500),
    ];
    let articles: Vec<ReadArticle> = texts
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let hours = number as i64;
            let told = Told { matter: 0, sentences: 1, hours, outlet: number };
            let mut article = article(number, &told);
            article.article.text.clone_from(text);
            article
        })
        .collect();
    // They arrive the other way round.
    let arrived: Vec<ReadArticle> = articles.into_iter().rev().collect();
    let placements = threaded(&arrived, 1);
    let original = |id: &str| {
        let placed = placements.iter().find(|p| p.article.as_str() == id).unwrap();
        placed.copy_of.as_ref().map(|copy| copy.original.as_str().to_owned())
    };
    assert_eq!(original("a0"), None);
    assert_eq!(original("a1").as_deref(), Some("a0"));
    assert_eq!(original("a2").as_deref(), Some("a0"));
    assert_eq!(original("a3"), None);
}

#[test]
fn why_tells_what_two_articles_share_and_what_not() {
    let told = |matter, sentences| Told { matter, sentences, hours: 1, outlet: matter };
    let articles =
        [article(0, &told(0, 1)), article(1, &told(0, 2)), article(2, &told(3, 3))];
    let mut threads = Threads::new(ThreadConfig::default());
    thread(&mut threads, &articles);
    for article in &articles {
        threads.recall(article);
    }
    let id = |number: &str| ArticleId(number.to_owned());
    let why = threads.why(&id("a0"), &id("a1")).unwrap();
    assert!(why.shared_names.contains(&"ostrava".to_owned()), "{why:?}");
    assert!(why.development_percent() > 50, "{why:?}");
    let why = threads.why(&id("a0"), &id("a2")).unwrap();
    assert!(!why.same_story && why.story_percent() < 50, "{why:?}");
    assert!(why.names_only_in_second.contains(&"tanner".to_owned()), "{why:?}");
    assert!(threads.why(&id("a0"), &id("nobody")).is_none());
    assert!(why.likeness.gist.abs() < f64::EPSILON, "{why:?}");
}

#[test]
fn headlines_in_two_languages_say_the_same() {
    let told = |matter| Told { matter, sentences: 1, hours: 1, outlet: matter };
    let mut articles = [article(0, &told(0)), article(1, &told(1)), article(2, &told(0))];
    for article in &mut articles {
        article.article.text.clear();
    }
    articles[2].article.lang = Lang::GERMAN;
    articles[2].article.headline = IN_GERMAN[0].to_owned();
    let mut threads = Threads::new(ThreadConfig::default());
    thread(&mut threads, &articles);
    let id = |number: &str| ArticleId(number.to_owned());
    let gist = |a, b| threads.why(&id(a), &id(b)).unwrap().likeness.gist;
    assert!(gist("a2", "a0") > gist("a2", "a1") + 0.2);
}
