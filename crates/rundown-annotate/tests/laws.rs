//! What holds for any text.

use std::time::Duration;

use proptest::prelude::*;
use rundown_annotate::annotate;
use rundown_news::{Annotations, Article, Block, BlockKind, Lang, Span};

/// An article of paragraphs.
fn article(paragraphs: &[String], lang: Lang) -> Article {
    let mut article = Article { lang, ..Article::default() };
    for paragraph in paragraphs {
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(paragraph);
        let span = Span::new(start, article.text.len());
        article.blocks.push(Block { kind: BlockKind::Paragraph, span, at: None });
    }
    article
}

fn spans(annotations: &Annotations) -> Vec<Span> {
    let mut all = annotations.sentences.clone();
    for entity in &annotations.entities {
        all.extend(&entity.role_spans);
        all.extend(&entity.mentions);
    }
    for attribution in &annotations.attributions {
        all.extend(&attribution.content);
        all.extend(attribution.cue);
        all.extend(attribution.source.as_ref().map(|source| source.span));
    }
    all.extend(annotations.dates.iter().map(|date| date.span));
    all.extend(annotations.figures.iter().map(|figure| figure.span));
    all
}

/// Pieces of copy that meet in news, and some that do not.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "Ana Ruiz",
        "Ruiz",
        "she",
        "he",
        "said",
        "told reporters",
        "according to",
        "officials",
        "“We stay,”",
        "\"No.\"",
        "“",
        "”",
        "\"",
        "„Ja“,",
        "«No»",
        "dijo",
        "sagte",
        ",",
        ".",
        ":",
        "—",
        "(",
        ")",
        "that the dam holds",
        "President",
        "the Elm Ridge council",
        "'s",
        "Mr.",
        "who",
        "and",
        "of",
        "on Monday",
        "12 people",
        "U.S.",
        "\u{a0}",
        "é",
        "李",
        "🙂",
        "\n",
        "GEORGE:",
        "was",
        "confirmed",
        "by",
        "'s claim that",
        "criticized",
        "vowed to",
        "''",
        "after saying",
        "which",
        "it",
        "believe",
        "told “The Post” that",
        "the ferry Lady",
        "in a statement",
        "calling it",
        "&",
        "- ",
        "Port Elm",
        "\u{300}",
    ];
    prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
        2 => "[A-Za-z]{1,9}",
    ]
}

fn paragraph() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.join(" "))
}

fn lang() -> impl Strategy<Value = Lang> {
    proptest::sample::select(vec![
        Lang::ENGLISH,
        Lang::GERMAN,
        Lang::SPANISH,
        Lang::FRENCH,
        Lang::UNKNOWN,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn spans_lie_in_the_text_on_characters(
        paragraphs in proptest::collection::vec(paragraph(), 0..6), lang in lang(),
    ) {
        let article = article(&paragraphs, lang);
        let annotations = annotate(&article).value;
        for span in spans(&annotations) {
            prop_assert!(article.text.get(span.range()).is_some(), "{span:?}");
            prop_assert!(!span.is_empty());
        }
    }

    #[test]
    fn annotating_twice_gives_the_same(
        paragraphs in proptest::collection::vec(paragraph(), 0..6), lang in lang(),
    ) {
        let article = article(&paragraphs, lang);
        prop_assert_eq!(annotate(&article), annotate(&article));
    }

    #[test]
    fn entities_are_numbered_and_sources_point_at_them(
        paragraphs in proptest::collection::vec(paragraph(), 0..6),
    ) {
        let annotations = annotate(&article(&paragraphs, Lang::ENGLISH)).value;
        for (index, entity) in annotations.entities.iter().enumerate() {
            prop_assert_eq!(entity.id as usize, index);
            prop_assert_eq!(entity.roles.len(), entity.role_spans.len());
            prop_assert!(!entity.mentions.is_empty());
            prop_assert!(entity.mentions.is_sorted());
        }
        for attribution in &annotations.attributions {
            prop_assert!(!attribution.content.is_empty());
            let entity = attribution.source.as_ref().and_then(|source| source.entity);
            if let Some(id) = entity {
                let entity = annotations.entities.get(id as usize);
                prop_assert!(entity.is_some());
                let name = attribution.source.as_ref().and_then(|s| s.name.as_deref());
                prop_assert_eq!(entity.map(|e| e.name.as_str()), name);
            }
        }
        let starts: Vec<_> =
            annotations.attributions.iter().map(|a| a.content[0]).collect();
        prop_assert!(starts.is_sorted());
    }

    #[test]
    fn no_sentence_crosses_a_block(
        paragraphs in proptest::collection::vec(paragraph(), 0..6),
    ) {
        let article = article(&paragraphs, Lang::ENGLISH);
        for sentence in annotate(&article).value.sentences {
            prop_assert!(article.blocks.iter().any(|b| b.span.contains(sentence)));
        }
    }

    #[test]
    fn blocks_that_lie_about_the_text_do_no_harm(
        text in paragraph(), start in 0_usize..400, end in 0_usize..400,
    ) {
        let mut article = article(&[text], Lang::ENGLISH);
        let span = Span::new(start.min(end), start.max(end));
        article.blocks.push(Block { kind: BlockKind::Embed, span, at: None });
        let annotations = annotate(&article).value;
        for span in spans(&annotations) {
            prop_assert!(article.text.get(span.range()).is_some());
        }
    }
}

/// So many tries at a measurement.
const TRIES: usize = 3;

/// What the processor has done for this thread: time that others take is not in it.
#[cfg(unix)]
fn worked() -> Duration {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    spent.try_into().expect("no thread has worked for less than nothing")
}

/// The time of day, where threads are not told apart.
#[cfg(not(unix))]
fn worked() -> Duration {
    std::time::UNIX_EPOCH.elapsed().expect("it is later than 1970")
}

/// Wall clocks lie on busy machines; growth does not: twenty times the text may not
/// take more than some sixty times as much work.
#[test]
fn hostile_copy_takes_linear_time() {
    let shapes = [
        "“We stay,” said Ana Ruiz. ",
        "“",
        "\"a\" ",
        "Ana Ruiz, ",
        "Port of the ",
        "said that he said that ",
        "Ruiz said ",
        "'s claim that who ",
        "said, ",
        "'' ”A ",
        "told “The Post” that ",
        "Ana Ruiz Rex ",
        ", the minister of the ",
        "李 Ana é 🙂 said ",
        "x",
    ];
    for shape in shapes {
        let took = |times: usize| {
            let article = article(&[shape.repeat(times)], Lang::ENGLISH);
            let before = worked();
            std::hint::black_box(annotate(&article));
            worked().saturating_sub(before)
        };
        took(10);
        // A machine that is busy elsewhere may delay one try, not all of them.
        let tries = (0..TRIES).map(|_| (took(500), took(10_000)));
        let fits = |(few, many): &(Duration, Duration)| {
            *many < *few * 60 + Duration::from_millis(500)
        };
        assert!(tries.into_iter().any(|times| fits(&times)), "{shape:?}");
    }
}
