//! Dates as feeds write them, and as copy does in five languages: never a panic, every
//! span on character boundaries.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rundown_news::{Article, Block, BlockKind, Lang, NewsTime, Span};

const LANGS: [Lang; 5] =
    [Lang::ENGLISH, Lang::GERMAN, Lang::SPANISH, Lang::FRENCH, Lang::PORTUGUESE];

fuzz_target!(|input: (u8, &str)| {
    let (choice, text) = input;
    let _ = rundown_feed::parse_date(text);
    if text.is_empty() {
        return;
    }
    let published =
        jiff::Timestamp::from_second(1_936_000_000 + i64::from(choice) * 86_400);
    let article = Article {
        lang: LANGS[choice as usize % LANGS.len()],
        published: published.ok().map(NewsTime::from_instant),
        blocks: vec![Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, text.len()),
            at: None,
        }],
        text: text.to_owned(),
        ..Article::default()
    };
    let said = rundown_annotate::annotate(&article).value;
    for span in said.dates.iter().map(|date| date.span) {
        let _ = &article.text[span.start as usize..span.end as usize];
    }
    for span in said.figures.iter().map(|figure| figure.span) {
        let _ = &article.text[span.start as usize..span.end as usize];
    }
});
