//! The reference page describes what is written.

use rundown_archive::SCHEMAS;

const PAGE: &str = include_str!("../../../docs/reference/parquet.md");

#[test]
fn every_column_has_its_line_with_its_type() {
    let mut sections = PAGE.split("\n## ").skip(1);
    for (name, schema) in SCHEMAS {
        let section = sections.next().unwrap_or_default();
        assert!(
            section.starts_with(&format!("{name}.parquet")),
            "{name} comes in its order"
        );
        let told = section.lines().filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.split('|');
            let column = cells.next()?.trim().trim_end_matches('`');
            Some((column.to_owned(), cells.next()?.trim().to_owned()))
        });
        let written = schema.lines().filter_map(|line| {
            let line =
                line.strip_prefix("  ")?.trim_end_matches(" }").trim_end_matches(';');
            column(line)
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            written.collect::<Vec<_>>(),
            "{name}: the page and the schema differ"
        );
    }
}

/// A line of a schema as the page words it.
fn column(line: &str) -> Option<(String, String)> {
    let (presence, rest) = line.split_once(' ')?;
    let (stored, rest) = rest.split_once(' ')?;
    let name = rest.split([' ', ';']).next()?;
    let kind = match (stored, rest) {
        ("group", _) => "list of texts",
        (_, rest) if rest.contains("TIMESTAMP") => "time",
        ("binary", _) => "text",
        ("int64", _) => "whole number",
        _ => "number",
    };
    let kind =
        if presence == "optional" { format!("{kind}, or none") } else { kind.to_owned() };
    Some((name.to_owned(), kind))
}
