//! Pages of the reference that are written from the code: every limit, and the schemas of
//! the JSON that commands answer with.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rundown_news::limits;
use serde_json::{Map, Value, json};

/// Write the pages of the reference that come from the code: limits, schemas of JSON
#[derive(Debug, clap::Args)]
pub(crate) struct Reference {
    /// Only compare them with those on disk
    #[arg(long)]
    check: bool,
}

/// The description of the API, whose answers a test holds to it.
const API: &str = "crates/rundown-serve/src/api/openapi.json";

/// A schema of what a command answers with, cut out of the description of the API.
struct Cut {
    file: &'static str,
    /// What the schema is called there.
    of: &'static str,
    title: &'static str,
    /// Fields that only the API adds.
    without: &'static [&'static str],
}

const CUTS: [Cut; 2] = [
    Cut {
        file: "docs/reference/schema/article.json",
        of: "ReadArticle",
        title: "An article with all that was found in it: rundown read --json",
        without: &[
            "revision",
            "latest_revision",
            "seen_at",
            "revised_at",
            "story",
            "copy_of",
            "matters",
        ],
    },
    Cut {
        file: "docs/reference/schema/brief.json",
        of: "Story",
        title: "A brief: rundown brief --json, rundown story --json",
        without: &["follow", "rests", "last_look", "coverage", "articles"],
    },
];

/// Runs the job.
pub(crate) fn run(args: &Reference) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("");
    let api =
        fs::read(root.join(API)).with_context(|| format!("could not read {API}"))?;
    let api: Value =
        serde_json::from_slice(&api).context("the description of the API")?;
    put(args, &root.join("docs/reference/limits.md"), &limits_page(), |a, b| a == b)?;
    for cut in &CUTS {
        let schema = format!("{:#}\n", schema(&api, cut)?);
        // As values: the order of fields is a choice of how `serde_json` was built.
        let same = |a: &str, b: &str| parsed(a).is_some() && parsed(a) == parsed(b);
        put(args, &root.join(cut.file), &schema, same)?;
    }
    Ok(())
}

fn parsed(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// Writes a file, or compares it.
fn put(
    args: &Reference,
    path: &PathBuf,
    text: &str,
    same: impl Fn(&str, &str) -> bool,
) -> Result<()> {
    if !args.check {
        fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        return fs::write(path, text)
            .with_context(|| format!("could not write {}", path.display()));
    }
    let there = fs::read_to_string(path)
        .with_context(|| format!("could not read {}", path.display()))?;
    if !same(&there, text) {
        bail!(
            "{} is not what the code says; run `cargo xtask reference`",
            path.display()
        );
    }
    Ok(())
}

/// All limits as a page.
fn limits_page() -> String {
    let mut page = "# Limits\n\n\
        Written by `cargo xtask reference` from `rundown-news/src/limits.rs`; a test holds it to \
        that. Every\nqueue, loop and input of the program has a bound with a name; `rundown limits` \
        lists them.\n\n\
        | name | value | unit | why |\n|---|---|---|---|\n"
        .to_owned();
    for limit in limits::all() {
        let value = rundown_news::grouped(&limit.value.to_string());
        let why = limit.why.replace('|', "\\|");
        let _ = writeln!(page, "| `{}` | {value} | {} | {why} |", limit.name, limit.unit);
    }
    page
}

/// A schema that stands alone: with all that it refers to.
fn schema(api: &Value, cut: &Cut) -> Result<Value> {
    let all =
        api["components"]["schemas"].as_object().context("the schemas of the API")?;
    let mut own = all.get(cut.of).with_context(|| format!("no {}", cut.of))?.clone();
    for field in cut.without {
        let properties = own["properties"].as_object_mut().context("its properties")?;
        properties.remove(*field).with_context(|| format!("no field {field}"))?;
        let required = own["required"].as_array_mut().context("what is required")?;
        required.retain(|one| one != field);
    }
    let mut wanted = BTreeSet::new();
    names(&own, &mut wanted);
    let mut open: Vec<String> = wanted.iter().cloned().collect();
    let mut definitions = Map::new();
    while let Some(name) = open.pop() {
        let one = all.get(&name).with_context(|| format!("no schema {name}"))?;
        let mut further = BTreeSet::new();
        names(one, &mut further);
        open.extend(further.into_iter().filter(|name| wanted.insert(name.clone())));
        definitions.insert(name, here(one));
    }
    let mut schema = here(&own);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(cut.title);
    schema["$defs"] = Value::Object(definitions);
    Ok(schema)
}

/// Where the description of the API keeps its schemas.
const KEPT: &str = "#/components/schemas/";

/// The names of the schemas that one refers to.
fn names(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => fields.values().for_each(|one| names(one, found)),
        Value::Array(list) => list.iter().for_each(|one| names(one, found)),
        Value::String(text) => found.extend(text.strip_prefix(KEPT).map(str::to_owned)),
        _ => {}
    }
}

/// A schema that refers to those beside it.
fn here(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let moved = fields.iter().map(|(name, one)| (name.clone(), here(one)));
            Value::Object(moved.collect())
        }
        Value::Array(list) => Value::Array(list.iter().map(here).collect()),
        Value::String(text) => match text.strip_prefix(KEPT) {
            Some(name) => json!(format!("#/$defs/{name}")),
            None => schema.clone(),
        },
        _ => schema.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_pages_are_what_the_code_says() {
        run(&Reference { check: true }).unwrap();
    }

    #[test]
    fn a_schema_stands_alone() {
        let api = json!({ "components": { "schemas": {
            "A": { "properties": { "b": { "$ref": "#/components/schemas/B" }, "own": {} },
                   "required": ["b", "own"] },
            "B": { "items": { "$ref": "#/components/schemas/B" } },
            "C": {},
        }}});
        let cut = Cut { file: "", of: "A", title: "a", without: &["own"] };
        let schema = schema(&api, &cut).unwrap();
        assert_eq!(schema["required"], json!(["b"]));
        assert_eq!(schema["properties"], json!({ "b": { "$ref": "#/$defs/B" } }));
        assert_eq!(schema["$defs"], json!({ "B": { "items": { "$ref": "#/$defs/B" } } }));
    }
}
