//! How `PostgreSQL` writes what the operations say in the SQL of both.

/// The SQL of an operation as `PostgreSQL` takes it: values have numbers with another sign,
/// and which index to use is its own to know.
pub(super) fn of(sql: &str) -> String {
    let mut told = String::with_capacity(sql.len() + 16);
    let mut next = 1;
    // Every other part stands between quotes.
    for (at, part) in sql.split('\'').enumerate() {
        if at > 0 {
            told.push('\'');
        }
        if at % 2 == 1 {
            told.push_str(part);
        } else {
            numbered(part, &mut next, &mut told);
        }
    }
    told
}

/// Puts `$1` for `?1`, and the next number for `?`.
fn numbered(part: &str, next: &mut usize, told: &mut String) {
    const HINT: &str = " INDEXED BY ";
    let mut rest = part;
    while let Some(at) = rest.find(['?', 'I']) {
        let (before, from) = rest.split_at(at);
        told.push_str(before);
        if let Some(behind) = from.strip_prefix('?') {
            let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
            let (number, behind) = behind.split_at(digits);
            told.push('$');
            if number.is_empty() {
                told.push_str(&next.to_string());
                *next += 1;
            } else {
                told.push_str(number);
            }
            rest = behind;
        } else if let Some(behind) = from.strip_prefix(HINT.trim_start())
            && before.ends_with(' ')
        {
            rest = behind.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        } else {
            told.push('I');
            rest = &from[1..];
        }
    }
    told.push_str(rest);
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::of;

    /// What one engine alone takes, and where it may stand.
    const OF_ONE: &[&str] = &["INSERT OR ", "UPDATE OR ", "iif(", "json_each(", "GLOB "];
    const PLACES: &[&str] =
        &["dialect.rs", "fts.rs", "format.rs", "backup.rs", "salvage.rs", "space.rs"];

    fn look(folder: &Path, wrong: &mut Vec<String>) {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                look(&path, wrong);
            }
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            let is_source = path.extension().is_some_and(|end| end == "rs");
            if !is_source || PLACES.contains(&name) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let found = OF_ONE.iter().filter(|words| text.contains(**words));
            wrong.extend(found.map(|words| format!("{name}: {words}")));
        }
    }

    /// Not everybody has a server to try a statement on: what is known to fail there is told
    /// here.
    #[test]
    fn operations_speak_the_sql_of_both() {
        let mut wrong = Vec::new();
        look(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut wrong);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn values_have_numbers_with_another_sign() {
        for (sql, told) in [
            ("SELECT 1", "SELECT 1"),
            ("a = ? AND b = ?", "a = $1 AND b = $2"),
            ("a = ?2 AND b = ?1 OR c = ?12", "a = $2 AND b = $1 OR c = $12"),
            ("a = '?' || ? || 'it''s ?'", "a = '?' || $1 || 'it''s ?'"),
            (
                "FROM page INDEXED BY page_time WHERE due <= ?1",
                "FROM page  WHERE due <= $1",
            ),
            ("INSERT INTO item VALUES (?)", "INSERT INTO item VALUES ($1)"),
        ] {
            assert_eq!(of(sql), told);
        }
    }
}
