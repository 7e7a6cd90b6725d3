//! Every language reads the cases of its folder, and stands in the reference.

use std::fs;
use std::path::Path;

use rundown_lexicon::LANGUAGES;
use rundown_news::{Annotations, Article, Block, BlockKind, Lang, Span};

/// What is read in one paragraph.
fn annotations(text: &str, lang: &str, published: &str) -> Annotations {
    let span = Span::new(0, text.len());
    let article = Article {
        blocks: vec![Block { kind: BlockKind::Paragraph, span, at: None }],
        text: text.to_owned(),
        lang: Lang::parse(lang).expect("a language"),
        published: published.parse().ok(),
        ..Article::default()
    };
    rundown_annotate::annotate(&article).value
}

/// Why a line of cases does not come out; none if it does.
fn fault(line: &str, lang: &str) -> Option<String> {
    let [published, wanted, marked] = line.split(" | ").collect::<Vec<_>>()[..] else {
        return Some(format!("{lang}: not three parts: {line}"));
    };
    let (Some(start), Some(end)) = (marked.find('['), marked.find(']')) else {
        return Some(format!("{lang}: no brackets: {line}"));
    };
    let end = end - 1;
    let text = marked.replace(['[', ']'], "");
    let found = annotations(&text, lang, published);
    let dates = found.dates.iter().map(|date| (date.span, date.value.clone()));
    let figures = found.figures.iter().map(|figure| {
        (figure.span, format!("{} {}", figure.value, figure.unit).trim().to_owned())
    });
    let is_right = |(span, value): &(Span, String)| {
        *span == Span::new(start, end) && value == wanted
    };
    let all: Vec<_> = dates.chain(figures).collect();
    let shown: Vec<_> = all.iter().map(|(span, value)| (span.of(&text), value)).collect();
    (!all.iter().any(is_right)).then(|| {
        format!(
            "crates/rundown-lexicon/data/languages/{lang}/cases.txt: annotate reads it \
             otherwise\n  {line}\n  got {shown:?}"
        )
    })
}

#[test]
fn every_case_of_a_language_is_read_as_stated() {
    let mut faults = Vec::new();
    for language in LANGUAGES {
        let lines = language.cases.lines().filter(|line| !line.starts_with('#'));
        let before = faults.len();
        let mut count = 0;
        for line in lines.filter(|line| !line.trim().is_empty()) {
            count += 1;
            faults.extend(fault(line, language.code));
        }
        assert!(count > 3, "{} has no cases", language.code);
        assert!(faults.len() - before <= count);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// All words of a folder in a row, with blanks and without, cut at every letter of a case:
/// nothing of this is a sentence, and all of it must be read to its end.
#[test]
fn heaps_of_words_do_no_harm() {
    for language in LANGUAGES {
        let words: Vec<&str> = language.lists().map(|(_, words)| words).collect();
        let spaced = words.join(" ");
        let dense: String = spaced.split_whitespace().collect();
        let case = language.cases.lines().last().unwrap_or("");
        let cut = case.char_indices().map(|(end, _)| case[..end].to_owned());
        for text in cut.chain([spaced, dense]) {
            let found = annotations(&text, language.code, "2031-05-15");
            let dates = found.dates.iter().map(|date| date.span);
            for span in dates.chain(found.figures.iter().map(|figure| figure.span)) {
                let (start, end) = (span.start as usize, span.end as usize);
                assert!(text.get(start..end).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}

#[test]
fn the_reference_tells_of_every_language() {
    let page =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/languages.md");
    let page = fs::read_to_string(page).expect("docs/reference/languages.md");
    let rows =
        page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let told: Vec<&str> = rows.collect();
    let mut known: Vec<&str> = LANGUAGES.iter().map(|language| language.code).collect();
    known.retain(|code| !told.contains(code));
    assert!(known.is_empty(), "docs/reference/languages.md lacks {known:?}");
    let stranger =
        told.iter().find(|code| LANGUAGES.iter().all(|own| own.code != **code));
    assert_eq!(stranger, None, "a language of the page has no folder");
}
