//! Articles of a corpus, with the group each belongs to.

use rundown_news::{Article, ArticleId, Lang, Outlet, ReadArticle};

/// An article, and its group where it has one.
pub(crate) type Grouped = (ReadArticle, Option<String>);

/// Reads a file of JSON lines in the order of publication.
#[allow(dead_code, reason = "one of the examples reads from a pipe")]
pub(crate) fn in_order(path: &str) -> (Vec<ReadArticle>, Vec<Option<String>>) {
    let text = std::fs::read_to_string(path).expect("a corpus that can be read");
    let mut lines: Vec<Grouped> = text.lines().filter_map(line).collect();
    lines.sort_by_key(|(article, _)| {
        let published = article.article.published;
        (published, published.map(|_| article.article.id.clone()))
    });
    lines.into_iter().unzip()
}

/// Reads `{"id","published","lang","title","body","source","url","story"}`.
pub(crate) fn line(line: &str) -> Option<Grouped> {
    let record: serde_json::Value = serde_json::from_str(line).ok()?;
    let text = |field: &str| record[field].as_str().unwrap_or_default().to_owned();
    let host = text("url").split('/').nth(2).unwrap_or_default().to_owned();
    let article = Article {
        id: ArticleId(text("id")),
        outlet: Outlet { name: text("source"), domain: host },
        lang: Lang::parse(&text("lang")).unwrap_or_default(),
        headline: text("title"),
        published: record["published"].as_str().and_then(|time| time.parse().ok()),
        text: text("body"),
        ..Article::default()
    };
    let group = record["story"].as_str().map(str::to_owned);
    Some((ReadArticle { article, ..ReadArticle::default() }, group))
}

/// An article of a small batch, and the development and the story it belongs to, where
/// these are known.
#[allow(dead_code, reason = "not every example asks for them")]
pub(crate) struct Known {
    pub(crate) article: ReadArticle,
    pub(crate) groups: [Option<String>; 2],
}

/// Reads small batches: lines with `batch` besides, which names the batch, and with `matter`,
/// the story. They come in the order they stand in.
#[allow(dead_code, reason = "not every example asks for them")]
pub(crate) fn batches(path: &str) -> Vec<(String, Vec<Known>)> {
    let text = std::fs::read_to_string(path).expect("batches that can be read");
    let mut batches: Vec<(String, Vec<Known>)> = Vec::new();
    for written in text.lines() {
        let record: serde_json::Value = serde_json::from_str(written).unwrap_or_default();
        let Some((article, development)) = line(written) else { continue };
        let name = record["batch"].as_str().unwrap_or_default();
        let story = record["matter"].as_str().map(str::to_owned);
        let known = Known { article, groups: [development, story] };
        match batches.last_mut() {
            Some((last, batch)) if last == name => batch.push(known),
            _ => batches.push((name.to_owned(), vec![known])),
        }
    }
    batches
}

/// Whether two groups are one. Of two matters `NEAR|ONE` and `NEAR|OTHER` nobody knows.
#[allow(dead_code, reason = "not every example asks for it")]
pub(crate) fn same(a: &str, b: &str) -> Option<bool> {
    let near = |group: &str| group.split_once('|').map(|(near, _)| near.to_owned());
    (a == b || near(a).is_none() || near(a) != near(b)).then_some(a == b)
}
