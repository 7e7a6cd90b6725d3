//! The invented news, threaded as the demo does it, against its answer key.

use std::collections::{BTreeMap, BTreeSet};

use rundown_desk::{Clock, Desk, Found};
use serde_json::Value;

use crate::{Room, demo, rundown, text};

/// Two labels for each article: what the answer key says, and what came out.
type Pairs = Vec<(String, String)>;

/// B-cubed F1 (Bagga and Baldwin, 1998).
fn b_cubed(pairs: &Pairs) -> f64 {
    let mut expected: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut found: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (i, (key, out)) in pairs.iter().enumerate() {
        expected.entry(key).or_default().insert(i);
        found.entry(out).or_default().insert(i);
    }
    let mean = |of: &dyn Fn(&BTreeSet<usize>, &BTreeSet<usize>) -> usize| {
        let shares = pairs.iter().map(|(key, out)| {
            let (key, out) = (&expected[key.as_str()], &found[out.as_str()]);
            key.intersection(out).count() as f64 / of(key, out) as f64
        });
        shares.sum::<f64>() / pairs.len() as f64
    };
    let (precision, recall) = (mean(&|_, out| out.len()), mean(&|key, _| key.len()));
    2.0 * precision * recall / (precision + recall)
}

/// Labels of stories and of developments for every article of the demo, and where it was
/// printed.
fn placed(room: &Room) -> (Pairs, Pairs, Vec<String>) {
    let key = std::fs::read_to_string(demo().join("expected.jsonl")).unwrap();
    let mut expected: BTreeMap<String, (String, String)> = BTreeMap::new();
    for line in key.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| line[name].as_str().unwrap().to_owned();
        let development = format!("{}/{}", field("story"), field("development"));
        expected.insert(field("url"), (field("story"), development));
    }
    let now = "2031-05-28T18:00:00Z".parse().unwrap();
    let desk = Desk::open(&room.dir.join("data"), Clock::Fixed(now)).unwrap();
    let (mut stories, mut developments) = (Pairs::new(), Pairs::new());
    let mut urls = Vec::new();
    for entry in desk.rundown().unwrap().stories {
        let Found::Here(view) = desk.story(&entry.slug.0).unwrap() else {
            panic!("gone")
        };
        for card in view.articles.values() {
            let Some((story, development)) =
                card.url.as_ref().and_then(|url| expected.get(url))
            else {
                continue;
            };
            stories.push((story.clone(), entry.slug.0.clone()));
            urls.extend(card.url.clone());
            let number = card.development.expect("every article is placed").to_string();
            developments.push((development.clone(), number));
        }
    }
    (stories, developments, urls)
}

#[test]
fn the_demo_threads_into_its_stories() {
    let room = Room::new("demo-threads");
    let data = text(&room.dir.join("data"));
    let pages = text(&demo().join("pages"));
    rundown(["--data", &data, "--now", "2031-05-28T18:00:00Z", "ingest", &pages]).ok();
    let (stories, developments, urls) = placed(&room);
    assert!(stories.len() >= 130, "{} articles", stories.len());
    let (story, development) = (b_cubed(&stories), b_cubed(&developments));
    assert!(story >= STORY_FLOOR, "stories {story:.3}");
    assert!(development >= DEVELOPMENT_FLOOR, "developments {development:.3}");
    let strays = strays(&stories, &urls);
    assert!(strays.len() <= STRAYS_MAX, "apart from their stories: {strays:?}");
}

/// One report is headed by a figure of speech and shares no more than two countries with
/// the English ones.
const STRAYS_MAX: usize = 1;

/// The outlets that write German and Spanish.
const FOREIGN: [&str; 2] = ["neusteinerkurier.example", "elfaro.example"];

/// Reports in German and Spanish that stand elsewhere than most English ones of their
/// story.
fn strays<'a>(stories: &Pairs, urls: &'a [String]) -> Vec<&'a str> {
    let is_foreign = |url: &str| FOREIGN.iter().any(|outlet| url.contains(outlet));
    let home = |key: &str| {
        let mut found: BTreeMap<&str, usize> = BTreeMap::new();
        for ((of, out), url) in stories.iter().zip(urls) {
            if of == key && !is_foreign(url) {
                *found.entry(out).or_default() += 1;
            }
        }
        found.into_iter().max_by_key(|(_, count)| *count).map(|(out, _)| out)
    };
    let strays = stories.iter().zip(urls).filter(|((key, out), url)| {
        is_foreign(url) && home(key).is_some_and(|home| home != out)
    });
    strays.map(|(_, url)| url.as_str()).collect()
}

/// Reached figures; they only rise.
const STORY_FLOOR: f64 = 0.84;
const DEVELOPMENT_FLOOR: f64 = 0.87;

#[test]
fn the_demo_lists_its_stories_with_what_is_new_after_two_days() {
    let rundown = rundown(["demo", "--json"]).json();
    let stories = rundown["stories"].as_array().unwrap();
    assert!(stories.len() >= 12, "{} stories", stories.len());
    let new = stories.iter().filter(|story| story["new"].as_u64().unwrap() > 0).count();
    assert!(new >= 6, "{new} stories with something new");
    for story in stories {
        assert!(!story["title"].as_str().unwrap().is_empty());
    }
}

#[test]
fn as_of_a_day_nothing_that_came_later_is_shown() {
    let room = Room::new("demo-as-of");
    let data = text(&room.dir.join("data"));
    let pages = text(&demo().join("pages"));
    let now = "2031-05-12T00:00:00Z";
    let ask = |now: &str, args: &[&str]| {
        let head = ["--data", &data, "--now", now];
        rundown(head.iter().chain(args).copied().collect::<Vec<_>>()).json()
    };
    ask("2031-05-28T18:00:00Z", &["ingest", "--json", &pages]);
    let stories = ask(now, &["stories", "--json"]);
    let listed = stories["stories"].as_array().unwrap();
    assert!(!listed.is_empty());
    let mut articles = 0;
    for story in listed {
        assert!(story["last_at"].as_str().unwrap() <= now, "{story}");
        articles += story["articles"].as_u64().unwrap();
        let brief = ask(now, &["story", story["slug"].as_str().unwrap(), "--json"]);
        assert!(brief["last_at"].as_str().unwrap() <= now);
    }
    assert_eq!(stories["counts"]["articles"], articles);
    for hit in ask(now, &["search", "said", "--json"]).as_array().unwrap() {
        assert!(hit["card"]["at"].as_str().unwrap() <= now, "{hit}");
    }
}
