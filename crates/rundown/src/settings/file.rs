//! `rundown.toml`.

use std::io::ErrorKind;
use std::path::Path;

use anyhow::Result;
use toml::de::{DeTable, DeValue};

use super::folders::settings_file;
use super::origin::Origin;
use super::setting::{Setting, Shape};
use super::table::SETTINGS;
use super::value;
use crate::failure::misused;

/// Longer files are no settings.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Names less alike than this are not meant by one another. Picked by gut feeling.
const LIKENESS_MIN: f64 = 0.7;

type Line = (&'static Setting, Vec<String>, Origin);

/// What the file that was named says, or the user's own one if there is one.
pub(super) fn read(named: Option<&Path>) -> Result<Vec<Line>> {
    let Some(path) = settings_file(named) else { return Ok(Vec::new()) };
    let failed = |why: String| {
        misused(
            format!("could not read the settings in {}: {why}", path.display()),
            "name a file that can be read with --config FILE or RUNDOWN_CONFIG",
        )
    };
    match std::fs::metadata(&path) {
        Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(failed(error.to_string())),
        Ok(found) if found.len() > FILE_BYTES_MAX => {
            return Err(failed(format!("longer than {FILE_BYTES_MAX} bytes")));
        }
        Ok(_) => {}
    }
    let text = std::fs::read_to_string(&path).map_err(|why| failed(why.to_string()))?;
    parse(&text, &path)
}

fn parse(text: &str, path: &Path) -> Result<Vec<Line>> {
    let line_at = |at: usize| 1 + text.bytes().take(at).filter(|b| *b == b'\n').count();
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(span.start));
        let told = error.message().trim();
        misused(
            format!("could not read {}, line {line}: {told}", path.display()),
            "a setting is a line as in listen = \"127.0.0.1:7878\"",
        )
    })?;
    let mut lines = Vec::new();
    for (key, told) in table.get_ref() {
        let origin =
            Origin::File { path: path.to_owned(), line: line_at(key.span().start) };
        let name = key.get_ref();
        let Some(setting) = SETTINGS.iter().find(|setting| setting.key() == *name) else {
            return Err(unknown(name, &origin));
        };
        let values = values(told.get_ref()).ok_or_else(|| {
            let wanted = "text, a number or a list of them is wanted";
            let message = format!("could not read {name} from {origin}: {wanted}");
            misused(message, setting.example_at(&origin))
        })?;
        let values = match (setting.shape, values.first()) {
            // A file beside this one.
            (Shape::Secret, Some(file)) => {
                let file = path.parent().unwrap_or(Path::new("")).join(file);
                value::secret_file(&file.display().to_string(), &origin.to_string())?
            }
            _ => values,
        };
        lines.push((setting, values, origin));
    }
    Ok(lines)
}

fn unknown(name: &str, origin: &Origin) -> anyhow::Error {
    if SETTINGS.iter().any(|one| one.shape == Shape::Secret && one.name == name) {
        return misused(
            format!("{origin}: a secret does not stand among the settings"),
            format!("write it into a file of its own, and name that with {name}-file"),
        );
    }
    let keys: Vec<String> = SETTINGS.iter().map(Setting::key).collect();
    let hint = match nearest(name, keys.iter().map(String::as_str)) {
        Some(near) => format!("{near} is one; `rundown config` lists them all"),
        None => "`rundown config` lists them all".to_owned(),
    };
    misused(format!("{origin}: no setting is named {name}"), hint)
}

/// The known name that is most like another.
pub(super) fn nearest<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let name = name.replace('_', "-").to_lowercase();
    let like = |one: &str| {
        strsim::normalized_damerau_levenshtein(
            &name,
            &one.replace('_', "-").to_lowercase(),
        )
    };
    let scored = known.map(|one| (like(one), one));
    let best = scored.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best.0 >= LIKENESS_MIN).then_some(best.1)
}

fn values(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::String(text) => Some(vec![text.to_string()]),
        DeValue::Integer(number) => Some(vec![number.to_string()]),
        DeValue::Boolean(is) => Some(vec![is.to_string()]),
        DeValue::Array(all) => {
            let each = all.iter().map(|one| match one.get_ref() {
                DeValue::String(text) => Some(text.to_string()),
                _ => None,
            });
            each.collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Vec<Line>> {
        parse(text, Path::new("rundown.toml"))
    }

    #[test]
    fn each_setting_knows_its_line() {
        let lines =
            parsed("# ours\nlisten = \"[::1]:80\"\n\nlanguages = [\"de\", \"en\"]\n");
        let told: Vec<_> = lines
            .unwrap()
            .into_iter()
            .map(|(one, values, from)| (one.name, values.join(" "), from.to_string()))
            .collect();
        let at = |line| format!("rundown.toml, line {line}");
        assert!(told.contains(&("listen", "[::1]:80".to_owned(), at(2))));
        assert!(told.contains(&("languages", "de en".to_owned(), at(4))));
    }

    #[test]
    fn what_is_no_setting_is_named_with_its_line() {
        let told = |text: &str| parsed(text).unwrap_err().to_string();
        assert!(told("\nlisen = \"x\"").contains("line 2: no setting is named lisen"));
        assert!(told("data = 1\ndata = 2").contains("line 2"));
        assert!(told("password = \"x\"").contains("does not stand among"));
        assert!(told("listen = { port = 1 }").contains("is wanted"));
        assert_eq!(nearest("lisen", ["data", "listen"].into_iter()), Some("listen"));
        assert_eq!(nearest("colour", ["data", "listen"].into_iter()), None);
    }
}
