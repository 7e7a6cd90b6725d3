//! The order in which a stream is threaded.

use rundown_news::{NewsTime, ReadArticle};

/// Articles in order of publication; undated ones come where they stood.
///
/// ```
/// use rundown_news::ReadArticle;
/// use rundown_stages::in_order;
/// let at = |day: &str| {
///     let mut read = ReadArticle::default();
///     (read.article.published, read.article.headline) = (day.parse().ok(), day.to_owned());
///     read
/// };
/// let order = in_order(vec![at("2031-05-14"), at("undated"), at("2031-05-12")]);
/// let order: Vec<_> = order.iter().map(|one| one.article.headline.as_str()).collect();
/// assert_eq!(order, ["2031-05-12", "2031-05-14", "undated"]);
/// ```
#[must_use]
pub fn in_order(articles: Vec<ReadArticle>) -> Vec<ReadArticle> {
    let mut latest = None;
    let dated = articles.into_iter().map(|one| {
        latest = one.article.published.map(NewsTime::instant).or(latest);
        (latest, one)
    });
    let mut dated: Vec<_> = dated.collect();
    dated.sort_by_key(|(time, _)| *time);
    dated.into_iter().map(|(_, one)| one).collect()
}
