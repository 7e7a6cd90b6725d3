//! Stories of months, found again in a stream of other news.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Context, Result};
use serde_json::Value;

/// The labelled lines, then those of the stream with their label taken off: what the
/// stream's articles belong to is not asked here.
pub(crate) fn unlabelled(gold: &str, stream: &str) -> Result<String> {
    let mut mixed = format!("{}\n", gold.trim_end());
    for line in stream.lines() {
        let mut article: Value =
            serde_json::from_str(line).context("a line of the stream")?;
        article["story"] = Value::Null;
        writeln!(mixed, "{article}")?;
    }
    Ok(mixed)
}

/// In how many stories the articles of each topic lie, and how much of the topic its
/// largest story holds.
pub(super) fn stories_of_topics(gold: &str, threaded: &str) -> Result<String> {
    let topics: BTreeMap<String, String> = labels(gold, "story")?;
    let mut sizes: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for (id, story) in labels(threaded, "story")? {
        if let Some(topic) = topics.get(&id) {
            *sizes.entry(topic).or_default().entry(story).or_default() += 1;
        }
    }
    let mut table =
        format!("{:16}{:>9}{:>9}{:>9}\n", "topic", "articles", "stories", "largest");
    for topic in topics.values().collect::<BTreeSet<_>>() {
        let sizes =
            sizes.get(topic.as_str()).into_iter().flatten().map(|(_, size)| *size);
        let (articles, stories, largest) = sizes
            .fold((0, 0, 0), |(sum, count, most), size| {
                (sum + size, count + 1, size.max(most))
            });
        writeln!(table, "{topic:16}{articles:9}{stories:9}{largest:9}")?;
    }
    Ok(table)
}

/// The means of tables, each under the name of its table and column, so that floors can
/// name them. A table is a line of names, its rows, and the row `mean`.
pub(super) fn means_by_name(tables: &str) -> String {
    let mut named = String::new();
    for table in tables.split("\n\n") {
        let mut lines = table.lines().map(|line| line.split_whitespace());
        let Some(mut names) = lines.next() else { continue };
        let Some(subject) = names.next() else { continue };
        let means = lines.find_map(|mut row| (row.next() == Some("mean")).then_some(row));
        for (name, mean) in names.zip(means.into_iter().flatten()) {
            // Writing to a string cannot fail.
            let _ = writeln!(named, "{subject} {name} {mean}");
        }
    }
    named
}

/// `id` to the text of another field, for the lines that have both.
pub(super) fn labels(lines: &str, field: &str) -> Result<BTreeMap<String, String>> {
    let mut labels = BTreeMap::new();
    for line in lines.lines() {
        let value: Value = serde_json::from_str(line)?;
        let label = &value[field];
        if let Some(id) = value["id"].as_str().filter(|_| !label.is_null()) {
            let label = label.as_str().map_or_else(|| label.to_string(), str::to_owned);
            labels.insert(id.to_owned(), label);
        }
    }
    Ok(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_means_of_tables_are_named() {
        let tables =
            "threads  F1  P\nharvest 90 80\nmean 91 82\n\nbrief score\nmean 70\n";
        let named = means_by_name(tables);
        assert_eq!(named, "threads F1 91\nthreads P 82\nbrief score 70\n");
    }

    const GOLD: &str = r#"{"id":"a","story":"flood"}
{"id":"b","story":"flood"}
{"id":"c","story":"vote"}
"#;

    #[test]
    fn the_stream_loses_its_labels() {
        let mixed = unlabelled(GOLD, r#"{"id":"x","story":"s1"}"#).unwrap();
        assert_eq!(labels(&mixed, "story").unwrap().len(), 3);
        assert_eq!(mixed.lines().count(), 4);
    }

    #[test]
    fn stories_are_counted_by_topic() {
        let threaded = r#"{"id":"a","story":7}
{"id":"b","story":8}
{"id":"c","story":7}
{"id":"x","story":7}
"#;
        let table = stories_of_topics(GOLD, threaded).unwrap();
        assert!(table.contains("flood                   2        2        1"), "{table}");
        assert!(table.contains("vote                    1        1        1"), "{table}");
    }
}
