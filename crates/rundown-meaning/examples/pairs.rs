//! Measures whether headlines of one event lie closer than others of the same days.
//!
//! Lines of gold events come in, as `{"published", "lang", "title", "story"}` in the order
//! of time. All pairs at most four days apart are ranked by cosine; told is the area under
//! the curve (the share of times that a pair of one event ranks before another), within
//! English and across languages:
//!
//! ```sh
//! gzip -dc events.jsonl.gz | cargo run --release -p rundown-meaning --example pairs
//! ```

#![allow(clippy::print_stdout, reason = "an example speaks to its reader")]

use std::collections::BTreeMap;
use std::io::BufRead as _;

use rundown_meaning::{Stream, Table, Vector};
use rundown_news::Lang;
use serde_json::Value;

const DAYS_APART_MAX: i64 = 4;

/// Larger events are left out: one of five hundred headlines, all told with the same few
/// words as its neighbours, would be most of the pairs.
const EVENT_HEADLINES_MAX: usize = 300;

struct Headline {
    day: i64,
    lang: Lang,
    story: String,
    vector: Vector,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Table::shipped();
    let mut stream = Stream::default();
    let mut headlines = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = |key: &str| line[key].as_str().unwrap_or_default();
        let lang = Lang::parse(text("lang")).unwrap_or_default();
        let pieces = table.split(text("title"));
        stream.take(table, &pieces, lang);
        headlines.push(Headline {
            day: day(text("published")).ok_or("a line without a day")?,
            lang,
            story: text("story").to_owned(),
            vector: stream.embed(table, &pieces, lang),
        });
    }
    let mut sizes = BTreeMap::<String, usize>::new();
    for headline in &headlines {
        *sizes.entry(headline.story.clone()).or_default() += 1;
    }
    headlines.retain(|headline| sizes[&headline.story] <= EVENT_HEADLINES_MAX);
    let mut english = Ranks::default();
    let mut across = Ranks::default();
    for (k, one) in headlines.iter().enumerate() {
        for other in &headlines[k + 1..] {
            if (other.day - one.day).abs() > DAYS_APART_MAX {
                continue;
            }
            let ranks = match (one.lang, other.lang) {
                (Lang::ENGLISH, Lang::ENGLISH) => &mut english,
                (a, b) if a != b => &mut across,
                _ => continue,
            };
            ranks.add(one.vector.dot(&other.vector), one.story == other.story);
        }
    }
    println!("English {:.1}, across languages {:.1}", english.area(), across.area());
    Ok(())
}

/// Days since some day long ago, of a time such as `2021-07-01T08:01:00Z`.
fn day(time: &str) -> Option<i64> {
    let mut numbers = time.get(..10)?.splitn(3, '-').map(str::parse::<i64>);
    let (year, month, day) =
        (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    // Days from civil (Hinnant, 2013).
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day)
}

/// Pairs of one event and others by cosine, in a thousand steps.
struct Ranks(Vec<[u64; 2]>);

impl Default for Ranks {
    fn default() -> Self {
        Self(vec![[0; 2]; 2001])
    }
}

impl Ranks {
    fn add(&mut self, cosine: f32, same: bool) {
        let step = ((cosine + 1.0) * 1000.0).clamp(0.0, 2000.0) as usize;
        self.0[step][usize::from(same)] += 1;
    }

    /// In percent; pairs in one step count half.
    fn area(&self) -> f64 {
        let (mut others, mut won) = (0, 0.0);
        for &[other, same] in &self.0 {
            won += same as f64 * (others as f64 + other as f64 / 2.0);
            others += other;
        }
        let same: u64 = self.0.iter().map(|[_, same]| same).sum();
        100.0 * won / (same as f64 * others as f64).max(1.0)
    }
}
