//! Small stores cut out of corpora whose developments are known, so that threading learns
//! what few articles tell.
//!
//! A store holds one development, those nearest to it in words of the weeks around (what
//! follows an event, look-alikes), and some of the same days. Every other one has its bodies
//! cut to two or three sentences.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// Developments that are near in words, and that are met at any rate, at most.
const NEAR_MAX: u64 = 2;
const OTHERS_MAX: u64 = 3;

/// Nearest developments that the near ones are drawn from.
const NEAREST: usize = 4;

/// Articles of a development, at most.
const ARTICLES_MAX: u64 = 5;

/// Articles of other news that those beside a story are drawn from.
const OTHER_NEWS: usize = 300;

/// Days around a development in which others are drawn.
const DAYS: i64 = 30;

/// Bytes of a body that say what it is about, and those that a short one is cut to.
const TOLD: usize = 800;
const SHORT_MIN: u64 = 150;
const SHORT_MAX: u64 = 450;

/// Letters of a word that tells something.
const LETTERS_MIN: usize = 5;

/// A development of a corpus.
struct Development<'a> {
    articles: Vec<&'a Value>,
    /// The day of its first article, counted from 1970.
    day: Option<i64>,
    words: BTreeSet<String>,
}

/// What is known of a corpus beside its developments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stories {
    /// Nothing: a story may be of several developments.
    Unknown,
    /// Each development is a story.
    Developments,
}

/// Cuts so many small stores out of a corpus; lines of JSON with `batch`.
pub(super) fn cut(corpus: &[Value], count: u64, stories: Stories) -> String {
    let developments = developments(corpus);
    if developments.len() < 2 {
        return String::new();
    }
    let rarity = rarity(&developments);
    let mut random = Random(7);
    let mut lines = String::new();
    for number in 0..count {
        let mut batch: Vec<Value> = Vec::new();
        for development in chosen(&developments, &rarity, &mut random) {
            batch.extend(some_of(development, &mut random));
        }
        for article in &mut batch {
            if number % 2 == 1 {
                shorten(article, SHORT_MIN + random.below(SHORT_MAX - SHORT_MIN));
            }
            if stories == Stories::Developments {
                article["matter"] = article["story"].clone();
            }
        }
        write_store(&mut lines, batch, number);
    }
    lines
}

/// Cuts so many small stores out of corpora of long stories: some articles of a month of
/// one, and of another or of other news.
pub(super) fn cut_stories(corpus: &[Value], other: &[Value], count: u64) -> String {
    let stories = developments(corpus);
    let mut random = Random(7);
    let mut lines = String::new();
    for number in 0..count {
        let story = &stories[random.below(stories.len() as u64) as usize];
        let of = &story.articles[random.below(story.articles.len() as u64) as usize];
        let is_near = |one: &&Value| match (day(one), day(of)) {
            (Some(a), Some(b)) => (a - b).abs() <= DAYS / 2,
            _ => true,
        };
        let near = story.articles.iter().copied().filter(is_near).collect();
        let mut store = drawn(near, 2 + random.below(ARTICLES_MAX), &mut random);
        let published = store[0]["published"].clone();
        let beside = 2 + random.below(ARTICLES_MAX);
        if number % 2 == 1 {
            let second = &stories[random.below(stories.len() as u64) as usize];
            store.extend(drawn(second.articles.clone(), beside, &mut random));
        }
        for article in &mut store {
            article["matter"] = article["story"].take();
        }
        if number % 2 == 0 {
            let from = random.below(other.len() as u64) as usize;
            let around = other[from..].iter().take(OTHER_NEWS).collect();
            let mut others = drawn(around, beside, &mut random);
            for article in &mut others {
                article["published"] = published.clone();
                article["story"] = Value::Null;
            }
            store.extend(others);
        }
        let mut seen = BTreeSet::new();
        store.retain(|article| seen.insert(article["id"].to_string()));
        write_store(&mut lines, store, number);
    }
    lines
}

/// A store in order of publication.
fn write_store(lines: &mut String, mut store: Vec<Value>, number: u64) {
    store.sort_by_key(|article| {
        let text = |field: &str| article[field].as_str().unwrap_or("").to_owned();
        (text("published"), text("id"))
    });
    for mut article in store {
        article["batch"] = json!(number.to_string());
        *lines += &article.to_string();
        lines.push('\n');
    }
}

fn developments(corpus: &[Value]) -> Vec<Development<'_>> {
    let mut by_name: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for article in corpus {
        if let Some(name) = article["story"].as_str() {
            by_name.entry(name).or_default().push(article);
        }
    }
    by_name.into_values().map(Development::of).collect()
}

impl<'a> Development<'a> {
    fn of(articles: Vec<&'a Value>) -> Self {
        let day = articles.iter().filter_map(|article| day(article)).min();
        let words = articles.iter().flat_map(|article| words(article)).collect();
        Self { articles, day, words }
    }

    /// Whether another is of the weeks around; what bears no date may be.
    fn is_around(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (self.day, other.day) else { return true };
        (a - b).abs() <= DAYS
    }
}

fn day(article: &Value) -> Option<i64> {
    let date: jiff::civil::Date =
        article["published"].as_str()?.get(..10)?.parse().ok()?;
    let since = date.since(jiff::civil::date(1970, 1, 1)).ok()?;
    Some(i64::from(since.get_days()))
}

fn words(article: &Value) -> Vec<String> {
    let body = article["body"].as_str().unwrap_or("");
    let title = article["title"].as_str().unwrap_or("");
    let told = format!("{title} {}", &body[..body.floor_char_boundary(TOLD)]);
    let words = told.split(|c: char| !c.is_alphabetic());
    let telling = words.filter(|word| word.chars().count() >= LETTERS_MIN);
    telling.map(str::to_lowercase).collect()
}

/// One in how many developments holds a word.
fn rarity(developments: &[Development<'_>]) -> BTreeMap<String, f64> {
    let mut holders: BTreeMap<String, f64> = BTreeMap::new();
    for word in developments.iter().flat_map(|development| &development.words) {
        *holders.entry(word.clone()).or_default() += 1.0;
    }
    let all = developments.len() as f64;
    holders.into_iter().map(|(word, held)| (word, rundown_text::ln(all / held))).collect()
}

/// The developments of one small store.
fn chosen<'a, 'b>(
    developments: &'b [Development<'a>],
    rarity: &BTreeMap<String, f64>,
    random: &mut Random,
) -> Vec<&'b Development<'a>> {
    let seed = &developments[random.below(developments.len() as u64) as usize];
    let others = developments.iter().filter(|other| !std::ptr::eq(*other, seed));
    let mut around: Vec<(f64, &Development<'_>)> = others
        .filter(|other| seed.is_around(other))
        .map(|other| {
            let shared = seed.words.intersection(&other.words);
            let weight: f64 = shared.map(|word| rarity[word]).sum();
            (weight / (10.0 + other.words.len() as f64), other)
        })
        .collect();
    around.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut chosen = vec![seed];
    for _ in 0..=random.below(NEAR_MAX) {
        let near = around.len().min(NEAREST);
        if near > 0 {
            chosen.push(around.remove(random.below(near as u64) as usize).1);
        }
    }
    for _ in 0..random.below(OTHERS_MAX + 1) {
        if !around.is_empty() {
            let at = random.below(around.len() as u64) as usize;
            chosen.push(around.swap_remove(at).1);
        }
    }
    chosen
}

fn some_of(development: &Development<'_>, random: &mut Random) -> Vec<Value> {
    drawn(development.articles.clone(), 1 + random.below(ARTICLES_MAX), random)
}

fn drawn(mut articles: Vec<&Value>, count: u64, random: &mut Random) -> Vec<Value> {
    let mut drawn = Vec::new();
    while !articles.is_empty() && (drawn.len() as u64) < count {
        let at = random.below(articles.len() as u64) as usize;
        drawn.push(articles.swap_remove(at).clone());
    }
    drawn
}

/// Cuts a body behind the first sentence that ends beyond so many bytes.
fn shorten(article: &mut Value, bytes: u64) {
    let body = article["body"].as_str().unwrap_or("");
    let from = body.floor_char_boundary(bytes as usize);
    if let Some(end) = body[from..].find(". ") {
        article["body"] = json!(body[..=from + end]);
    }
}

/// Draws the same numbers each time.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_store_holds_what_is_near_and_the_same_each_time() {
        let article = |at: usize, development: &str, about: &str| {
            json!({
                "id": at.to_string(), "published": "2031-05-05", "title": about,
                "body": format!("{about} was told. {}", "More followed here. ".repeat(40)),
                "story": development,
            })
        };
        let corpus: Vec<Value> = ["harbour storm", "harbour flood", "museum prize"]
            .iter()
            .enumerate()
            .flat_map(|(at, about)| {
                let of = move |n| article(at * 10 + n, &at.to_string(), about);
                (0..3).map(of)
            })
            .collect();
        let lines = cut(&corpus, 10, Stories::Unknown);
        assert_eq!(lines, cut(&corpus, 10, Stories::Unknown));
        let stores: Vec<Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for number in 0..10 {
            let name = number.to_string();
            let store = stores.iter().filter(|article| article["batch"] == name.as_str());
            let (mut developments, mut longest) = (BTreeSet::new(), 0);
            for article in store {
                developments.insert(article["story"].as_str().unwrap());
                longest = longest.max(article["body"].as_str().unwrap().len());
            }
            assert!(developments.len() >= 2, "{lines}");
            assert_eq!(longest > 500, number % 2 == 0);
        }
    }
}
