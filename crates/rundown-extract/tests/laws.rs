//! Laws of reading: they hold for any bytes.

use proptest::prelude::*;
use rundown_extract::{decode, extract, extract_parts, links, plain_text_of};
use rundown_news::{Article, Capture, CaptureKind, Noted};

fn capture(bytes: Vec<u8>, kind: CaptureKind) -> Capture {
    Capture {
        bytes,
        url: Some("https://portcourier.test/a".to_owned()),
        at: "2031-05-14T12:00:00Z".parse().ok(),
        charset: None,
        kind,
    }
}

/// Checks what must hold for every article, and gives it back.
fn lawful(read: Noted<Article>) -> Article {
    let article = read.value;
    let mut end = 0;
    for block in &article.blocks {
        let (from, to) = (block.span.start as usize, block.span.end as usize);
        assert!(
            end <= from && from < to && to <= article.text.len(),
            "spans are in order"
        );
        assert!(!block.span.of(&article.text).trim().is_empty(), "blocks hold words");
        end = to;
    }
    let bare: String =
        article.blocks.iter().map(|block| block.span.of(&article.text)).collect();
    let rest = article.text.len() - bare.len();
    assert_eq!(rest, 2 * article.blocks.len().saturating_sub(1), "blank lines between");
    let hides = |c: char| c.is_control() && c != '\n';
    assert!(!article.text.contains(hides) && !article.headline.contains(hides));
    article
}

/// Pieces of pages from which tangles are made.
fn tag_soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<b id=i>",
        "</b>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<a href=x>",
        "</a>",
        "<ul><li>",
        "</ul>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<svg/>",
        "<title>",
        "</title>",
        "<h1>",
        "</h1>",
        "<time>",
        "<p class=standfirst>",
        "<aside>",
        "&amp;",
        "&#x0;",
        "&#xD800;",
        "<",
        ">",
        "\"",
        "<blockquote class=twitter-tweet>",
        "</blockquote>",
        "<figcaption>",
        "\u{202E}",
        "<div class=key-points>",
        "Harbor shut on Monday after a storm, the city said. ",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"",
        "\"}",
        "<meta property=og:title content='",
        "'>",
        "é",
        "港は閉鎖された。",
        "\0",
        "\n\n",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// Lines of texts from which captures are made.
fn line_soup() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "",
        "",
        "• ",
        "• Two ships met",
        "Key points",
        "By Ana Ruiz",
        "(TCP)",
        "PORT ELM —",
        "PORT ELM (TCP) - Two ships met on Monday, the harbor office said.",
        "14:32",
        "@ana",
        "Ana Ruiz @ana",
        "— Ana (@ana) May 14, 2031",
        "May 14, 2031",
        "Read more: x",
        "Related",
        "Outbrain",
        "“We met,” Ruiz wrote.",
        "She spoke in a tweet on Monday.",
        "Sign up for our newsletter",
        "#",
        "## Ships",
        "1. Dam fails",
        "© 2031",
        "é",
        "…",
        "3 hours ago",
        "Updated 1432 GMT",
        "Photo: x",
        "(",
        ")",
        "/",
        "港は閉鎖された。",
    ]);
    prop::collection::vec(line, 0..60).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn any_bytes_give_a_lawful_article(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        for kind in [CaptureKind::Unknown, CaptureKind::Page, CaptureKind::Text] {
            lawful(extract(&capture(bytes.clone(), kind)));
        }
        assert!(!decode(&bytes, Some("utf-16")).0.contains('\0'));
        let found = links(&capture(bytes, CaptureKind::Page));
        assert!(found.iter().all(|link| link.href.starts_with("http")));
    }

    #[test]
    fn any_tangle_of_tags_gives_a_lawful_article(page in tag_soup()) {
        lawful(extract(&capture(page.clone().into_bytes(), CaptureKind::Page)));
        lawful(extract_parts(&page, &page, None, None));
        assert!(!plain_text_of(&page).contains('\0'));
    }

    #[test]
    fn any_heap_of_lines_gives_a_lawful_article(text in line_soup()) {
        lawful(extract(&capture(text.into_bytes(), CaptureKind::Text)));
    }

    #[test]
    fn reading_twice_gives_the_same(page in tag_soup(), text in line_soup()) {
        let page = capture(page.into_bytes(), CaptureKind::Page);
        let text = capture(text.into_bytes(), CaptureKind::Text);
        prop_assert_eq!(extract(&page), extract(&page));
        prop_assert_eq!(extract(&text), extract(&text));
    }
}
