//! A run that is cut off and goes on decides what an undisturbed one decides.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use rundown_news::{
    Article, ArticleId, Constraint, Lang, Outlet, Placement, ReadArticle,
};

use crate::journal::Decision;
use crate::keeping::Placed;
use crate::kept::{Kind, decode, encode};
use crate::{ChangedRow, Kept, ThreadConfig, Threads, thread};

#[derive(Default)]
struct Rows(Mutex<BTreeMap<u64, Vec<u8>>>);

impl Kept for Rows {
    fn row(&self, key: u64) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(&key).cloned()
    }
}

impl Rows {
    fn keep(&self, changed: Vec<ChangedRow>) {
        let mut rows = self.0.lock().unwrap();
        for (key, row) in changed {
            match row {
                Some(row) => rows.insert(key, row),
                None => rows.remove(&key),
            };
        }
    }
}

const MATTERS: [[&str; 3]; 4] = [
    [
        "Ferry sinks off Dunmore, 14 missing",
        "A ferry with 61 people sank off Dunmore harbour. Coastguard boats from Kellan \
         searched for 14 passengers, captain Ruth Adair said.",
        "Divers found the wreck of the Dunmore ferry at 40 metres. Captain Ruth Adair \
         blamed an open bow door.",
    ],
    [
        "Miners strike at Corvo pit over pay",
        "Some 900 miners walked out of the Corvo copper pit. Union leader Pau Serra asked \
         for 8 per cent more pay.",
        "Talks on the Corvo strike failed. Union leader Pau Serra called the offer of 3 \
         per cent an insult.",
    ],
    [
        "Parliament in Valdora votes on water law",
        "The Valdora parliament passed the water law by 88 votes to 71. Minister Ines \
         Tabor spoke of a turning point.",
        "A court in Valdora suspended the water law. Minister Ines Tabor said she would \
         appeal.",
    ],
    [
        "Kestrel rover lands on the far side",
        "The Kestrel rover landed in the Aitken basin at 04:17. Engineers in Torrance \
         cheered.",
        "The Kestrel rover sent its first pictures of ice. Engineers in Torrance spoke of \
         luck.",
    ],
];

#[derive(Debug, Clone)]
struct Came {
    matter: usize,
    text: usize,
    outlet: u8,
    hours: i64,
}

fn came() -> impl Strategy<Value = Came> {
    (0..4_usize, 0..3_usize, 0..5_u8, 0..1_500_i64)
        .prop_map(|(matter, text, outlet, hours)| Came { matter, text, outlet, hours })
}

fn article(number: usize, came: &Came) -> ReadArticle {
    let [headline, first, second] = MATTERS[came.matter];
    let text = match came.text {
        0 => first.to_owned(),
        1 => second.to_owned(),
        _ => format!("{first}\n\n{second}"),
    };
    let start: jiff::Timestamp = "2031-05-05T06:00:00Z".parse().unwrap();
    let at = start + jiff::SignedDuration::from_hours(came.hours);
    let article = Article {
        id: ArticleId(format!("a{number}")),
        outlet: Outlet {
            name: format!("Outlet {}", came.outlet),
            domain: format!("outlet{}.example", came.outlet),
        },
        lang: Lang::ENGLISH,
        headline: headline.to_owned(),
        published: Some(at.to_string().parse().unwrap()),
        text,
        ..Article::default()
    };
    ReadArticle { article, ..ReadArticle::default() }
}

fn resumed(rows: &Arc<Rows>) -> Option<Threads> {
    let kept: Arc<dyn Kept> = rows.clone();
    Threads::resumed(ThreadConfig::default(), &kept)
}

/// Threads in batches and keeps the state; after the batches named in `cut` the run ends
/// and another one goes on. Gives the placements after each batch.
fn run(
    articles: &[ReadArticle],
    batch: usize,
    decisions: &[Constraint],
    cut: impl Fn(usize) -> bool,
) -> Vec<(Vec<Placement>, Vec<Placement>)> {
    let rows = Arc::new(Rows::default());
    let mut threads = Threads::kept_in(ThreadConfig::default(), rows.clone());
    threads.follow(decisions.to_vec());
    let mut after = Vec::new();
    for (number, batch) in articles.chunks(batch).enumerate() {
        thread(&mut threads, batch);
        after.push((threads.placements(), threads.affected()));
        rows.keep(threads.changed_rows().unwrap());
        if cut(number) {
            threads = resumed(&rows).unwrap();
        }
    }
    after
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_run_that_is_cut_off_goes_on_as_if_nothing_had_been(
        came in prop::collection::vec(came(), 2..48),
        keys in prop::collection::vec(any::<bool>(), 48),
        batch in 1..8_usize,
        in_order in any::<bool>(),
        apart in any::<bool>(),
    ) {
        let mut came = came;
        if in_order {
            came.sort_by_key(|one| one.hours);
        }
        let articles: Vec<ReadArticle> =
            came.iter().enumerate().map(|(number, one)| article(number, one)).collect();
        let [a, b] = [0, 1].map(|at| articles[at].article.id.clone());
        let decisions: &[Constraint] =
            if apart { &[Constraint::Apart(a, b)] } else { &[] };
        let undisturbed = run(&articles, batch, decisions, |_| false);
        let cut_off = run(&articles, batch, decisions, |number| keys[number]);
        prop_assert_eq!(undisturbed, cut_off);
    }
}

/// The number of each article's story.
fn stories(threads: &Threads) -> Vec<u32> {
    let articles = 0..threads.placer.filed.len() as u32;
    articles.map(|place| threads.placer.numbers(place).1).collect()
}

/// Two articles on a ferry and two on a strike, which chance makes one story.
fn a_strike_in_the_story_of_a_ferry(rows: &Arc<Rows>) -> Threads {
    let came = [(0, 0, 1, 0), (0, 1, 2, 2), (1, 0, 1, 4), (1, 1, 2, 6)];
    let mut threads = Threads::kept_in(ThreadConfig::default(), rows.clone());
    for (number, (matter, text, outlet, hours)) in came.into_iter().enumerate() {
        let came = Came { matter, text, outlet, hours };
        thread(&mut threads, &[article(number, &came)]);
    }
    assert_eq!(stories(&threads), [0, 0, 2, 2]);
    let [ferry, strike] = [0, 2].map(|place| {
        let development = threads.placer.development(place);
        threads.placer.developments[development as usize].story
    });
    threads.placer.carry_out(3, Decision::Chains(ferry, strike));
    assert_eq!(stories(&threads), [0, 0, 0, 0]);
    rows.keep(threads.changed_rows().unwrap());
    threads
}

#[test]
fn what_came_into_a_story_with_a_stranger_stays_there() {
    let mut threads = Threads::new(ThreadConfig::default());
    let came = |matter| Came { matter, text: 0, outlet: 1, hours: matter as i64 };
    let articles: Vec<ReadArticle> = (0..3).map(|n| article(n, &came(n))).collect();
    thread(&mut threads, &articles);
    let [ferry, strike, law] = [0, 1, 2].map(|place| threads.placer.development(place));
    threads.placer.carry_out(2, Decision::Chains(strike, law));
    threads.placer.carry_out(2, Decision::Chains(ferry, strike));
    assert_eq!(stories(&threads), [0, 0, 0]);
    threads.placer.carry_out(2, Decision::Leaves(strike));
    assert_eq!(stories(&threads), [0, 1, 0]);
}

/// One more article on the ferry, so many hours after the first.
fn tell_more(threads: &mut Threads, hours: i64) -> Vec<u32> {
    let came = Came { matter: 0, text: 2, outlet: 3, hours };
    thread(threads, &[article(hours as usize, &came)]);
    stories(threads)
}

#[test]
fn a_stranger_leaves_a_story_ten_days_after_it_came() {
    let mut threads = a_strike_in_the_story_of_a_ferry(&Arc::new(Rows::default()));
    assert_eq!(tell_more(&mut threads, 9 * 24), [0, 0, 0, 0, 0]);
    assert_eq!(tell_more(&mut threads, 11 * 24), [0, 0, 2, 2, 0, 0]);
    // Readers of either story are told.
    assert_eq!(threads.affected(), threads.placements());
    // What comes late takes the leaving back, and has it decided again.
    assert_eq!(tell_more(&mut threads, 10 * 24 - 3), [0, 0, 2, 2, 0, 0, 0]);
}

#[test]
fn a_stranger_leaves_whether_or_not_the_run_is_cut_off() {
    let rows = Arc::new(Rows::default());
    drop(a_strike_in_the_story_of_a_ferry(&rows));
    for (hours, expected) in [(9 * 24, vec![0; 5]), (11 * 24, vec![0, 0, 2, 2, 0, 0])] {
        let mut threads = resumed(&rows).unwrap();
        assert_eq!(tell_more(&mut threads, hours), expected);
        rows.keep(threads.changed_rows().unwrap());
        assert_eq!(stories(&resumed(&rows).unwrap()), expected);
    }
    // Settled, too.
    let mut threads = resumed(&rows).unwrap();
    assert_eq!(tell_more(&mut threads, 30 * 24), [0, 0, 2, 2, 0, 0, 0]);
    rows.keep(threads.changed_rows().unwrap());
    assert_eq!(stories(&resumed(&rows).unwrap()), [0, 0, 2, 2, 0, 0, 0]);
}

#[test]
fn damaged_rows_are_no_state() {
    let articles: Vec<ReadArticle> = (0..12)
        .map(|n| {
            article(
                n,
                &Came { matter: n % 4, text: n % 3, outlet: 1, hours: 40 * n as i64 },
            )
        })
        .collect();
    let rows = Arc::new(Rows::default());
    let mut threads = Threads::kept_in(ThreadConfig::default(), rows.clone());
    thread(&mut threads, &articles);
    rows.keep(threads.changed_rows().unwrap());
    assert!(resumed(&rows).is_some());
    let keys: Vec<u64> = rows.0.lock().unwrap().keys().copied().collect();
    for key in keys {
        let row = rows.0.lock().unwrap().insert(key, vec![0xff; 9]).unwrap();
        // What is read at the start is no state; what is fetched later is told then.
        if let Some(mut threads) = resumed(&rows) {
            let _ = threads.placements();
            thread(
                &mut threads,
                &[article(99, &Came { matter: 0, text: 0, outlet: 2, hours: 500 })],
            );
            threads.changed_rows();
        }
        rows.0.lock().unwrap().insert(key, row);
    }
}

#[test]
fn decisions_on_what_is_not_there_are_no_state() {
    let came = |n: usize| Came { matter: n % 4, text: n % 3, outlet: 1, hours: n as i64 };
    let articles: Vec<ReadArticle> = (0..4).map(|n| article(n, &came(n))).collect();
    let rows = Arc::new(Rows::default());
    let mut threads = Threads::kept_in(ThreadConfig::default(), rows.clone());
    thread(&mut threads, &articles);
    rows.keep(threads.changed_rows().unwrap());
    let key = Kind::Placed.key(3);
    let row = rows.row(key).unwrap();
    for decisions in [
        vec![],
        vec![Decision::Merges(0, 1)],
        vec![Decision::Joins(9)],
        vec![Decision::Copies(u32::MAX)],
        vec![Decision::Founds, Decision::Merges(1, 1)],
        vec![Decision::Founds, Decision::Merges(0, 1), Decision::Merges(1, 2)],
        vec![Decision::Founds, Decision::Chains(0, 4)],
        vec![Decision::Founds, Decision::Leaves(0)],
        vec![Decision::Founds, Decision::Leaves(9)],
        vec![Decision::Founds, Decision::RechecksTenDaysOld(99)],
        vec![Decision::Founds, Decision::Founds, Decision::RechecksDayOld(99)],
    ] {
        let (filed, words, _): Placed = decode(&row).unwrap();
        rows.keep(vec![(key, Some(encode(&(filed, words, decisions))))]);
        assert!(resumed(&rows).is_none());
    }
    rows.keep(vec![(key, Some(row))]);
    assert!(resumed(&rows).is_some());
}
