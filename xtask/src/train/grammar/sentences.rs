//! Sentences of open text, cut as the annotator cuts them, for the teacher to label.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use rundown_news::Lang;

/// Shorter sentences teach little; longer ones are mostly lists.
const WORDS: std::ops::RangeInclusive<usize> = 4..=89;
/// Every so many articles one is held out, to measure agreement with the teacher.
const HELD_OUT_EVERY: usize = 25;

/// Sentences to learn from and sentences held out, a line each, words parted by tabs.
pub(super) struct Sentences {
    pub(super) learn: String,
    pub(super) held_out: String,
}

/// Reads the open text (Wikinews, CC BY 2.5).
pub(super) fn sentences(file: &Path) -> Result<Sentences> {
    let bodies =
        crate::files::read(file, |line| line["body"].as_str().map(str::to_owned))?;
    let mut found = Sentences { learn: String::new(), held_out: String::new() };
    for (number, body) in bodies.iter().enumerate() {
        let held_out = number % HELD_OUT_EVERY == 0;
        let into = if held_out { &mut found.held_out } else { &mut found.learn };
        for paragraph in body.lines() {
            write_sentences(paragraph, into)?;
        }
    }
    Ok(found)
}

fn write_sentences(paragraph: &str, into: &mut String) -> Result<()> {
    for span in rundown_text::sentences(paragraph, Lang::ENGLISH) {
        let sentence = span.of(paragraph);
        let words: Vec<&str> = rundown_text::tokens(sentence)
            .iter()
            .map(|token| token.span.of(sentence))
            .collect();
        if WORDS.contains(&words.len()) {
            writeln!(into, "{}", words.join("\t"))?;
        }
    }
    Ok(())
}
