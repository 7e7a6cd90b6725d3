//! A story to its brief.

use jiff::Timestamp;
use pyo3::prelude::*;
use rundown_brief::brief_for;
use rundown_news::{Lang, LastLook};
use rundown_stages::{Line, dated, told_of};

use crate::guarded::{Wrong, apart, articles, json, time};

/// The brief of lines that are one story.
#[pyfunction]
pub(crate) fn brief_lines(
    py: Python<'_>,
    lines: Vec<String>,
    since: Option<&str>,
    until: Option<&str>,
    languages: Vec<String>,
) -> PyResult<String> {
    apart(py, "brief articles", || {
        let languages: Vec<Lang> =
            languages.iter().map(lang).collect::<Result<_, Wrong>>()?;
        let since = since.map(time).transpose()?.map(LastLook);
        let until = until.map(time).transpose()?.unwrap_or(Timestamp::MAX);
        let mut articles = dated(articles(&lines, Line::read)?);
        articles.retain(|(at, _)| *at <= until);
        if articles.is_empty() {
            return Err("there is none published by then".to_owned());
        }
        json(&brief_for(&told_of(articles), since, &languages))
    })
}

fn lang(tag: &String) -> Result<Lang, Wrong> {
    Lang::parse(tag).ok_or_else(|| format!("{tag:?} is no language such as en"))
}
