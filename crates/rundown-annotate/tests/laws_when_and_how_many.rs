//! Laws of dates and figures: whatever the text, spans are in order and lie on
//! character boundaries, and one paragraph does not change another's dates.

use proptest::prelude::*;
use rundown_news::{Article, Block, BlockKind, Lang, Span, When};

/// Words that the grammars hang on, mixed with anything.
const WORDS: &[&str] = &[
    "the", "last", "next", "a", "two", "half", "dozen", "Monday", "May", "June", "week",
    "years", "ago", "later", "of", "and", "in", "to", "between", "2031", "31", "12",
    "9/11", "-", "–", "/", ":", ".", ",", "'", "’s", "$", "€", "%", "p.m.", "noon",
    "early", "third", "quarter", "million", "at least", "percent", "people", "killed",
    "every", "morning", "past", "½", "twenty", "hundred", "1,000", "05", "Q3", "from",
    "hours", "am", "Mittwoch", "vor", "hace", "días", "il y a", "há", "São", "\u{a0}",
    "\n", "🙂",
];

fn article(text: &str, lang: Lang, published: Option<&str>) -> Article {
    let blocks = vec![Block {
        kind: BlockKind::Paragraph,
        span: Span::new(0, text.len()),
        at: None,
    }];
    let published = published.map(|day| day.parse().expect("a day"));
    Article { text: text.to_owned(), blocks, lang, published, ..Article::default() }
}

fn langs() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec![
        Lang::ENGLISH,
        Lang::GERMAN,
        Lang::SPANISH,
        Lang::FRENCH,
        Lang::PORTUGUESE,
    ])
}

fn copy() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        8 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
        1 => "[0-9]{1,12}",
    ];
    let glued =
        (word, any::<bool>()).prop_map(|(word, gap)| if gap { word + " " } else { word });
    prop::collection::vec(glued, 0..40).prop_map(|words| words.concat())
}

fn in_order(spans: impl Iterator<Item = Span>, text: &str) -> bool {
    let mut end = 0;
    for span in spans {
        let fits = text.get(span.range()).is_some_and(|words| !words.is_empty());
        if !fits || span.start < end {
            return false;
        }
        end = span.end;
    }
    true
}

proptest! {
    #[test]
    fn spans_are_in_order_and_on_character_boundaries(
        text in copy(),
        lang in langs(),
        dated in any::<bool>(),
    ) {
        let article = article(&text, lang, dated.then_some("2031-05-15"));
        let found = rundown_annotate::annotate(&article).value;
        prop_assert!(in_order(found.dates.iter().map(|when| when.span), &text));
        prop_assert!(in_order(found.figures.iter().map(|figure| figure.span), &text));
        for figure in &found.figures {
            prop_assert!(figure.value.is_finite());
            prop_assert!(figure.value_high.is_none_or(|high| high > figure.value));
            let counted = figure.counted_span.map(Span::range);
            prop_assert!(counted.is_none_or(|range| text.get(range).is_some()));
        }
    }

    #[test]
    fn without_a_day_of_publication_no_relative_day_is_named(text in "[a-z ]{0,60}") {
        let text = format!("{text} yesterday, on Monday and last week {text}");
        let found = rundown_annotate::annotate(&article(&text, Lang::ENGLISH, None)).value;
        for when in found.dates {
            prop_assert!(!when.value.starts_with("20"), "{when:?}");
        }
    }

    #[test]
    fn the_order_of_paragraphs_does_not_change_their_dates(a in copy(), b in copy()) {
        let (a, b) = (paragraph(&a), paragraph(&b));
        let of = |first: &str, second: &str| {
            let text = format!("{first}\n\n{second}");
            let at = first.len() + 2;
            let blocks = [Span::new(0, first.len()), Span::new(at, text.len())]
                .map(|span| Block { kind: BlockKind::Paragraph, span, at: None })
                .to_vec();
            let whole = Article { blocks, ..article(&text, Lang::ENGLISH, Some("2031-05-15")) };
            let dates = rundown_annotate::annotate(&whole).value.dates;
            let (one, two): (Vec<When>, Vec<When>) =
                dates.into_iter().partition(|when| when.span.end as usize <= first.len());
            (values(&one), values(&two))
        };
        let (a_first, b_second) = of(&a, &b);
        let (b_first, a_second) = of(&b, &a);
        prop_assert_eq!(a_first, a_second);
        prop_assert_eq!(b_first, b_second);
    }
}

fn values(dates: &[When]) -> Vec<String> {
    dates.iter().map(|when| when.value.clone()).collect()
}

/// One paragraph that is a sentence of its own.
fn paragraph(copy: &str) -> String {
    format!("It was so: {}.", copy.replace('\n', " ").trim())
}

/// A hostile text is read in one pass: a megabyte takes no longer than its length asks.
#[test]
fn hostile_text_is_read_to_its_end() {
    let pieces = [
        "1",
        "Monday ",
        "the last ",
        "1/",
        "2031-",
        "a half ",
        "one hundred and ",
        "two days after ",
        "the week of ",
        "the end of the ",
        "the first day of ",
        "10 a.m. Monday, May 3, ",
        "at least 12 of the ",
        "a million and a half and ",
    ];
    for piece in pieces {
        let text = piece.repeat(200_000 / piece.len());
        let found = rundown_annotate::annotate(&article(
            &text,
            Lang::ENGLISH,
            Some("2031-05-15"),
        ));
        assert!(
            in_order(found.value.dates.iter().map(|when| when.span), &text),
            "{piece}"
        );
    }
}
