//! Small stores of invented news, so that threading learns what few articles tell: two
//! events of one sort, many matters of one town or firm, one event in other words, notes
//! that programs write. Corpora of grouped news hold few of these side by side.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use super::batches::Random;

const EVENTS: &str = include_str!("invented/events.txt");
const NOTES: &str = include_str!("invented/notes.txt");
const NAMES: &str = include_str!("invented/names.txt");

/// The first day of all; stores are of some day behind it.
const FIRST_DAY: Date = date(2031, 3, 3);
const DAYS: u64 = 200;

/// Sorts of event that happen twice at one place.
const AGAIN: [&str; 12] = [
    "fire",
    "crash",
    "hitpedestrian",
    "stabbing",
    "robbery",
    "drowning",
    "mountain",
    "outbreak",
    "animal",
    "outage",
    "protest",
    "hack",
];

/// What the articles of a store have in common.
#[derive(Clone, Copy)]
enum Common {
    Nothing,
    Sort,
    Town,
    Firm,
    Office,
    Template,
    Event,
    Place,
}

/// How often stores have something in common: each once for every time it stands here.
const KINDS: [Common; 14] = [
    Common::Sort,
    Common::Sort,
    Common::Sort,
    Common::Town,
    Common::Town,
    Common::Nothing,
    Common::Template,
    Common::Template,
    Common::Firm,
    Common::Event,
    Common::Event,
    Common::Office,
    Common::Place,
    Common::Place,
];

/// Days behind the event on which a text of each kind is printed.
const PRINTED: [(&str, i32); 4] = [("T", 0), ("C", 1), ("F", 1), ("L", 3)];

/// How often an event is told again in the words of others.
const REPEATS: [u64; 8] = [0, 0, 0, 0, 1, 1, 2, 6];

struct Text {
    kind: &'static str,
    headline: &'static str,
    body: &'static str,
}

impl Text {
    fn has(&self, slot: &str) -> bool {
        self.headline.contains(slot) || self.body.contains(slot)
    }
}

/// What the slots of one event hold, and its day.
#[derive(Clone)]
struct Event {
    slots: BTreeMap<&'static str, String>,
    day: Date,
}

/// Makes so many small stores; lines of JSON with `batch`.
pub(super) fn stores(count: u64) -> Result<String> {
    let mut maker = Maker {
        sorts: sorts(),
        notes: NOTES.lines().filter_map(text_of_note).collect(),
        names: names(),
        random: Random(11),
        articles: Vec::new(),
        number: 0,
    };
    let mut lines = String::new();
    for number in 0..count {
        maker.number = number;
        maker.make().context("a sort of event that is not in events.txt")?;
        maker.articles.sort_by_key(|article| {
            let text = |field: &str| article[field].as_str().unwrap_or("").to_owned();
            (text("published"), text("id"))
        });
        for article in maker.articles.drain(..) {
            lines += &article.to_string();
            lines.push('\n');
        }
    }
    Ok(lines)
}

fn text_of_note(line: &'static str) -> Option<Text> {
    let (headline, body) = line.split_once(" | ")?;
    Some(Text { kind: "T", headline, body })
}

fn sorts() -> Vec<(&'static str, Vec<Text>)> {
    let paragraphs = EVENTS.split("\n\n").map(str::trim);
    let sorts = paragraphs.filter(|paragraph| !paragraph.starts_with('#'));
    sorts
        .filter_map(|paragraph| {
            let (name, lines) = paragraph.split_once('\n')?;
            let text = |line: &'static str| {
                let (kind, rest) = line.split_once(" | ")?;
                Some(Text { kind, ..text_of_note(rest)? })
            };
            Some((name, lines.lines().filter_map(text).collect()))
        })
        .collect()
}

fn names() -> BTreeMap<&'static str, Vec<String>> {
    let lines = NAMES.lines().filter_map(|line| line.split_once(": "));
    let words = |names: &str| {
        names.split(' ').map(|name| name.replace('_', " ")).collect::<Vec<String>>()
    };
    lines.map(|(name, names)| (name, words(names))).collect()
}

struct Maker {
    sorts: Vec<(&'static str, Vec<Text>)>,
    notes: Vec<Text>,
    names: BTreeMap<&'static str, Vec<String>>,
    random: Random,
    articles: Vec<Value>,
    number: u64,
}

impl Maker {
    fn make(&mut self) -> Option<()> {
        let first = FIRST_DAY.saturating_add((self.random.below(DAYS) as i64).days());
        let kind = KINDS[self.random.below(KINDS.len() as u64) as usize];
        let shared = self.event(first);
        match kind {
            Common::Nothing => self.matters(first, &shared, &[], "", 2..5)?,
            Common::Town => {
                self.matters(first, &shared, &["town", "land"], "{town}", 2..6)?;
            }
            Common::Firm => self.matters(first, &shared, &["firm"], "{firm}", 2..5)?,
            Common::Office => {
                self.matters(first, &shared, &["chief", "land"], "{chief}", 2..5)?;
            }
            Common::Sort => {
                let sort = self.sort_with("")?;
                for _ in 0..2 + self.random.below(4) / 3 {
                    let event = self.event(first);
                    let texts = 1 + self.random.below(3);
                    self.tell(sort, &event, texts, true);
                }
            }
            Common::Event => {
                let told = |one: &(&str, Vec<Text>)| one.1.len() > 3;
                let often = self.sorts.iter().enumerate().filter(|(_, one)| told(one));
                let often: Vec<usize> = often.map(|(at, _)| at).collect();
                let sort = often[self.random.below(often.len() as u64) as usize];
                let texts = 3 + self.random.below(3);
                self.tell(sort, &shared, texts, true);
            }
            Common::Template => self.template(first),
            Common::Place => self.again(&shared)?,
        }
        if !matches!(kind, Common::Nothing) && self.random.below(5) < 3 {
            self.matters(first, &shared, &[], "", 1..5)?;
        }
        Some(())
    }

    /// Some matters of different sorts that have slots in common.
    fn matters(
        &mut self,
        first: Date,
        shared: &Event,
        slots: &[&'static str],
        about: &str,
        count: std::ops::Range<u64>,
    ) -> Option<()> {
        let count = count.start + self.random.below(count.end - count.start);
        let mut taken = Vec::new();
        for _ in 0..count {
            let sort = self.sort_with(about)?;
            if taken.contains(&sort) {
                continue;
            }
            taken.push(sort);
            let mut event = self.event(first);
            for slot in slots {
                event.slots.insert(slot, shared.slots[slot].clone());
            }
            let texts = [1, 1, 1, 2, 3][self.random.below(5) as usize];
            self.tell(sort, &event, texts, true);
        }
        Some(())
    }

    /// One text of a program, with other names each time.
    fn template(&mut self, first: Date) {
        let note = self.random.below(self.notes.len() as u64) as usize;
        let land = (self.random.below(5) < 2).then(|| self.name("lands"));
        for _ in 0..2 + self.random.below(5) {
            let mut event = self.event(first);
            if let Some(land) = &land {
                event.slots.insert("land", land.clone());
            }
            let key = self.key();
            let article = self.article(&self.notes[note], &event);
            if self.random.below(4) == 0 {
                self.keep(article.clone(), &key, true, true);
            }
            self.keep(article, &key, true, true);
        }
    }

    /// Two events of one sort at one place, days apart; whether they are one story is open.
    fn again(&mut self, shared: &Event) -> Option<()> {
        let name = AGAIN[self.random.below(AGAIN.len() as u64) as usize];
        let sort = self.sorts.iter().position(|(of, _)| *of == name)?;
        let in_street = self.random.below(2) == 0;
        for later in [0, 1 + self.random.below(4) as i64] {
            let mut event = self.event(shared.day);
            event.day = shared.day.saturating_add(later.days());
            for slot in ["town", "land", "firm", "street"] {
                if slot != "street" || in_street {
                    event.slots.insert(slot, shared.slots[slot].clone());
                }
            }
            let texts = 1 + self.random.below(2);
            self.tell(sort, &event, texts, false);
        }
        Some(())
    }

    /// A sort whose first text has a slot.
    fn sort_with(&mut self, slot: &str) -> Option<usize> {
        let fits =
            |(_, texts): &(&str, Vec<Text>)| texts.first().is_some_and(|t| t.has(slot));
        let all = self.sorts.iter().enumerate().filter(|(_, sort)| fits(sort));
        let all: Vec<usize> = all.map(|(at, _)| at).collect();
        all.get(self.random.below(all.len() as u64) as usize).copied()
    }

    fn name(&mut self, of: &str) -> String {
        let names = &self.names[of];
        names[self.random.below(names.len() as u64) as usize].clone()
    }

    fn person(&mut self) -> String {
        format!("{} {}", self.name("given"), self.name("family"))
    }

    fn event(&mut self, first: Date) -> Event {
        let n = 2 + self.random.below(38);
        let m = n + 2 + self.random.below(28);
        let percent = self.random.below(59) + 1;
        let sums = [3, 4, 7, 12, 15, 20, 35, 40, 60, 90, 120, 250, 300];
        let sum = sums[self.random.below(sums.len() as u64) as usize];
        let chief = format!("{} {}", self.name("offices"), self.person());
        let slots = [
            ("town", self.name("towns")),
            ("land", self.name("lands")),
            ("street", self.name("streets")),
            ("person", self.person()),
            ("other", self.person()),
            ("chief", chief),
            ("firm", self.name("firms")),
            ("thing", self.name("things")),
            ("n", n.to_string()),
            ("m", m.to_string()),
            ("age", (6 + self.random.below(84)).to_string()),
            ("percent", (percent as f64 / 10.0).to_string()),
            ("sum", sum.to_string()),
        ];
        let day = first.saturating_add((self.random.below(3) as i64).days());
        Event { slots: slots.into(), day }
    }

    /// Tells an event in some of the texts of its sort.
    fn tell(&mut self, sort: usize, event: &Event, texts: u64, is_matter: bool) {
        let key = self.key();
        let of = |kinds: &[&str]| -> Vec<usize> {
            let texts = self.sorts[sort].1.iter().enumerate();
            texts
                .filter(|(_, text)| kinds.contains(&text.kind))
                .map(|(at, _)| at)
                .collect()
        };
        let (mut first, next, later) = (of(&["T", "C"]), of(&["F"]), of(&["L"]));
        let mut chosen = Vec::new();
        while !first.is_empty() && (chosen.len() as u64) < texts {
            chosen
                .push(first.swap_remove(self.random.below(first.len() as u64) as usize));
        }
        if texts > 1 && self.random.below(2) == 0 {
            chosen.extend(next.first());
        }
        if texts > 1 && self.random.below(10) < 3 {
            chosen.extend(later.first());
        }
        let mut told = Vec::new();
        for at in chosen {
            let is_development = self.sorts[sort].1[at].kind != "L";
            let article = self.article(&self.sorts[sort].1[at], event);
            if is_development {
                told.push(article.clone());
            }
            self.keep(article, &key, is_development, is_matter);
        }
        for _ in 0..REPEATS[self.random.below(REPEATS.len() as u64) as usize] {
            let again = self.told_again(&told);
            self.keep(again, &key, true, is_matter);
        }
    }

    /// What another outlet makes of texts: the headline of one over the body of one, or of
    /// two.
    fn told_again(&mut self, told: &[(String, String, Date)]) -> (String, String, Date) {
        let one =
            |random: &mut Random| told[random.below(told.len() as u64) as usize].clone();
        let (title, _, day) = one(&mut self.random);
        let (_, body, other_day) = one(&mut self.random);
        let (_, more, _) = one(&mut self.random);
        let is_both = self.random.below(3) == 0 && more != body;
        let body = if is_both { format!("{body}\n\n{more}") } else { body };
        (title, body, day.max(other_day))
    }

    fn key(&self) -> String {
        format!("{}/{}", self.number, self.articles.len())
    }

    fn article(&self, text: &Text, event: &Event) -> (String, String, Date) {
        let printed = PRINTED.iter().find(|(kind, _)| *kind == text.kind);
        let printed = printed.map_or(0, |(_, days)| *days);
        let weekday = |days: i32| {
            let day = event.day.saturating_add(days.days());
            self.names["days"][day.weekday().to_monday_zero_offset() as usize].clone()
        };
        let days = [("day", 0), ("next", 1), ("later", 3)];
        let fill = |words: &str| {
            let mut filled = words.to_owned();
            for (slot, value) in &event.slots {
                filled = filled.replace(&format!("{{{slot}}}"), value);
            }
            for (slot, behind) in days {
                filled = filled.replace(&format!("{{{slot}}}"), &weekday(behind));
            }
            with_capitals(&filled)
        };
        let day = event.day.saturating_add(printed.days());
        (fill(text.headline), fill(text.body), day)
    }

    fn keep(
        &mut self,
        (title, body, day): (String, String, Date),
        key: &str,
        is_development: bool,
        is_matter: bool,
    ) {
        let (hour, outlet) = (5 + self.random.below(17), self.name("outlets"));
        let id = format!("s{}n{}", self.number, self.articles.len());
        let mut article = json!({
            "id": id, "published": format!("{day}T{hour:02}:00:00Z"), "lang": "en",
            "title": title, "body": body, "source": format!("{outlet}.example"),
            "url": format!("https://{outlet}.example/{id}"),
            "batch": format!("invented/{}", self.number),
        });
        if is_development {
            article["story"] = json!(key);
        }
        if is_matter {
            article["matter"] = json!(key);
        }
        self.articles.push(article);
    }
}

/// A sentence begins with a capital, whatever its first slot holds.
fn with_capitals(words: &str) -> String {
    let capital = |sentence: &str| {
        let mut letters = sentence.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect::<String>()
        })
    };
    words.split(". ").map(capital).collect::<Vec<String>>().join(". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_is_filled_and_the_same_stores_are_made_each_time() {
        let lines = stores(200).unwrap();
        assert_eq!(lines, stores(200).unwrap());
        for line in lines.lines() {
            let article: Value = serde_json::from_str(line).unwrap();
            for field in ["title", "body"] {
                let words = article[field].as_str().unwrap();
                assert!(!words.is_empty() && !words.contains(['{', '}']), "{line}");
            }
        }
        let stores = lines.lines().map(|line| {
            let article: Value = serde_json::from_str(line).unwrap();
            article["batch"].as_str().unwrap().to_owned()
        });
        let stores: std::collections::BTreeSet<String> = stores.collect();
        assert_eq!(stores.len(), 200);
    }
}
