//! The day on which a report was filed, by its dateline.

use rundown_news::{Article, NewsTime};

use crate::calendar::{date_in_text, is_day_of_month, last_day};
use crate::reading::Reading;

/// The day that the dateline names: "PORT ELM, May 13, 2031 (TCP) -".
pub(crate) fn day_filed(article: &Article, reading: &Reading<'_>) -> Option<NewsTime> {
    let dateline = article.dateline.as_ref()?.text.as_str();
    let day = date_in_text(dateline).or_else(|| of_late(dateline, reading))?;
    (day.day() <= last_day(reading.at)).then_some(day)
}

/// "PORT ELM, May 13 (TCP) -": the day without its year, if it was one of the last two
/// weeks before the text was taken in; any other could be of any year.
fn of_late(dateline: &str, reading: &Reading<'_>) -> Option<NewsTime> {
    const DAYS_MAX: i32 = 14;
    let last = last_day(Some(reading.at?));
    let day = dateline
        .split([',', '('])
        .map(|part| part.trim().trim_end_matches('.'))
        .find(|part| is_day_of_month(part))?;
    let years = [last.year(), last.year() - 1];
    let mut days = years.iter().filter_map(|year| date_in_text(&format!("{day} {year}")));
    days.find(|time| {
        let ago = last.since(time.day()).map_or(-1, |span| span.get_days());
        (0..=DAYS_MAX).contains(&ago)
    })
}
