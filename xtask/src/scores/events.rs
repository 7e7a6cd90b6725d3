//! Events against sentences that were labelled by hand: `cases/wikinews/events.jsonl`.

use std::path::Path;

use anyhow::Result;
use rundown_annotate::annotate;
use rundown_news::{Article, Block, BlockKind, Event, Lang, Participant, Span};
use serde_json::Value;

use crate::files::span;

/// Scores both halves of the gold: `dev` may be looked at, `test` is for measuring.
pub(super) fn score(gold: &Path) -> Result<String> {
    let lines = std::fs::read_to_string(gold)?;
    let mut text = String::new();
    for half in ["dev", "test"] {
        let mut tally = Tally::default();
        for line in lines.lines() {
            let line: Value = serde_json::from_str(line)?;
            if line["half"] == half {
                tally.count(&line);
            }
        }
        text.push_str(&tally.line(half));
    }
    Ok(text)
}

/// What was found of the gold events.
#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    predicates: usize,
    subjects: usize,
    objects: usize,
    standings: usize,
}

impl Tally {
    fn count(&mut self, line: &Value) {
        let text = line["text"].as_str().unwrap_or("").to_owned();
        let published = line["published"].as_str().and_then(|day| day.parse().ok());
        let blocks = Vec::from([Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, text.len()),
            at: None,
        }]);
        let article = Article {
            text,
            blocks,
            published,
            lang: Lang::ENGLISH,
            ..Article::default()
        };
        let found = annotate(&article).value.events;
        self.found += found.len();
        for gold in line["events"].as_array().into_iter().flatten() {
            self.gold += 1;
            let same = |event: &&Event| Some(event.predicate) == span(&gold["predicate"]);
            let Some(event) = found.iter().find(same) else { continue };
            self.predicates += 1;
            self.subjects +=
                usize::from(is_same(&gold["subject"], event.subject.as_ref()));
            self.objects += usize::from(is_same(&gold["object"], event.object.as_ref()));
            let standing = serde_json::to_value(event.standing).unwrap_or_default();
            self.standings += usize::from(standing == gold["standing"]);
        }
    }

    fn line(&self, half: &str) -> String {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        format!(
            "{half} events {}  found {}  predicate P {:.1} R {:.1}  predicate and subject {:.1}  \
             of matched: object {:.1} standing {:.1}\n",
            self.gold,
            self.found,
            share(self.predicates, self.found),
            share(self.predicates, self.gold),
            share(self.subjects, self.gold),
            share(self.objects, self.predicates),
            share(self.standings, self.predicates),
        )
    }
}

/// Whether a participant is the one of the gold: nobody, or a span in the other.
fn is_same(gold: &Value, found: Option<&Participant>) -> bool {
    match (span(gold), found) {
        (None, None) => true,
        (Some(gold), Some(found)) => {
            gold.contains(found.span) || found.span.contains(gold)
        }
        _ => false,
    }
}
