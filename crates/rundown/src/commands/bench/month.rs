//! More news than the demo has: its month again, with other names and later days.

use jiff::{SignedDuration, ToSpan};
use rundown_news::{ArticleId, Map, NewsTime, ReadArticle};

/// Days from one month of news to the next.
const DAYS_A_MONTH: i64 = 30;

/// Shortest word whose letters are changed: shorter ones are grammar.
const NAME_LETTERS_MIN: usize = 4;

/// Moves each repetition of the demo's news on by a month and renames it. `news` is
/// the demo's articles over and over, `once` how many make up one month.
pub(super) fn months(news: Vec<ReadArticle>, once: usize) -> Vec<ReadArticle> {
    let mut renamed = Renamed::default();
    let mut months: Vec<ReadArticle> = news
        .into_iter()
        .enumerate()
        .map(|(i, mut read)| {
            let month = i / once.max(1);
            let article = &mut read.article;
            article.id = ArticleId(format!("bench-{i}"));
            article.published = article.published.map(|time| later(time, month));
            article.url = article.url.take().map(|url| format!("{url}/{month}"));
            article.headline = renamed.text(&article.headline, month);
            article.text = renamed.text(&article.text, month);
            for entity in &mut read.annotations.entities {
                entity.name = renamed.text(&entity.name, month);
            }
            read
        })
        .collect();
    months.sort_by_key(|read| (read.article.published, read.article.id.clone()));
    months
}

fn later(time: NewsTime, month: usize) -> NewsTime {
    let days = DAYS_A_MONTH * month as i64;
    if time.is_day_only() {
        let day = time.day().checked_add(days.days()).unwrap_or(time.day());
        return NewsTime::from_day(day);
    }
    let moved = time.instant().checked_add(SignedDuration::from_hours(24 * days));
    NewsTime::from_instant(moved.unwrap_or(time.instant()))
}

/// Capitalised words with their letters turned on by the month: as long as before, so
/// that every span still fits, and the same word the same way all month.
#[derive(Default)]
struct Renamed(Map<(String, usize), String>);

impl Renamed {
    fn text(&mut self, text: &str, month: usize) -> String {
        if month == 0 {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_uppercase()) {
            out.push_str(&rest[..start]);
            rest = &rest[start..];
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let word = &rest[..end];
            if word.len() < NAME_LETTERS_MIN {
                out.push_str(word);
            } else {
                let name = self.0.entry((word.to_owned(), month));
                out.push_str(name.or_insert_with(|| turned(word, month)));
            }
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }
}

fn turned(word: &str, month: usize) -> String {
    const VOWELS: &[u8] = b"aeiou";
    const OTHERS: &[u8] = b"bcdfghklmnprstvwz";
    let turn = |byte: u8, by: usize| -> u8 {
        let lower = byte.to_ascii_lowercase();
        let letters = if VOWELS.contains(&lower) { VOWELS } else { OTHERS };
        let at = letters.iter().position(|letter| *letter == lower).unwrap_or(0);
        letters[(at + by) % letters.len()]
    };
    let mut name: Vec<u8> =
        word.bytes().enumerate().map(|(i, byte)| turn(byte, month * (i + 1))).collect();
    name[0].make_ascii_uppercase();
    String::from_utf8(name).expect("letters are ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_month_has_other_names_of_the_same_length() {
        let mut renamed = Renamed::default();
        let text = "The Harbor at Port Elm, Nora Teague said.";
        assert_eq!(renamed.text(text, 0), text);
        let other = renamed.text(text, 1);
        assert_eq!(other.len(), text.len());
        assert!(!other.contains("Teague") && other.ends_with(" said."));
        assert_eq!(renamed.text(text, 1), other);
        assert_ne!(renamed.text(text, 2), other);
    }
}
