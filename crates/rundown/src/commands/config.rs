//! `rundown config`: what holds, and who says so.

use std::io::Write;

use anyhow::Result;
use serde_json::{Value, json};

use crate::cli::{Cli, Config};
use crate::opening::roots;
use crate::settings::{Origin, SETTINGS, Setting, settings_file, unknown_variables};

pub(crate) fn run(cli: &Cli, args: &Config) -> Result<()> {
    // Other commands read the file when they ask the web.
    roots(&cli.settings)?;
    let held: Vec<(&Setting, Vec<String>, &Origin)> = SETTINGS
        .iter()
        .zip(&cli.settings.origins)
        .map(|(setting, origin)| (setting, (setting.show)(&cli.settings), origin))
        .collect();
    let file = settings_file(cli.config.as_deref());
    let mut out = crate::output::plain();
    if args.json {
        let settings: Vec<Value> = held.into_iter().map(as_json).collect();
        let told = json!({
            "file": file.as_ref().map(|file| file.display().to_string()),
            "settings": settings, "unknown": unknown_variables(),
        });
        serde_json::to_writer_pretty(&mut out, &told)?;
        return Ok(writeln!(out)?);
    }
    if let Some(file) = file {
        let there = if file.exists() { "" } else { " (not there)" };
        writeln!(out, "settings file: {}{there}", file.display())?;
    }
    let shown = |values: &[String]| match values {
        [] => "none".to_owned(),
        _ => values.join(", "),
    };
    let width = held.iter().map(|(_, values, _)| shown(values).chars().count()).max();
    let width = width.unwrap_or(0).min(40);
    for (setting, values, origin) in held {
        writeln!(out, "{:14} {:width$}  {origin}", setting.name, shown(&values))?;
    }
    for unknown in unknown_variables() {
        writeln!(out, "note: {unknown}")?;
    }
    Ok(())
}

fn as_json((setting, values, origin): (&Setting, Vec<String>, &Origin)) -> Value {
    let value = if setting.is_list() { json!(values) } else { json!(values.first()) };
    json!({
        "name": setting.name,
        "value": value,
        "from": origin.to_string(),
        "default": setting.default,
        "meaning": setting.meaning,
        "key": setting.key(),
        "flag": format!("--{}", setting.key()),
        "variable": setting.file_variable().unwrap_or_else(|| setting.variable()),
    })
}
