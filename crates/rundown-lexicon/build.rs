//! Makes the tables of languages and grammars from the files in `data/languages` and
//! `data/grammars`: a further one is a further language, and nothing else names it.

use std::path::Path;
use std::{env, fs, io};

/// The letters of a language's code; the template is no language.
const CODE_LETTERS: usize = 2;

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("data/languages");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut codes: Vec<String> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()?;
    codes.retain(|name| name.len() == CODE_LETTERS);
    codes.sort();
    let rows: Vec<String> = codes.iter().map(|code| row(&folder, code)).collect();
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("grammars.rs"), grammars(&root)?)?;
    fs::write(Path::new(&out).join("languages.rs"), format!("&[{}]", rows.join(", ")))
}

/// The files of `data/grammars`, each named by the code of its language.
fn grammars(root: &str) -> io::Result<String> {
    let folder = Path::new(root).join("data/grammars");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut rows = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(code) = name.strip_suffix(".model.zst") {
            let path = format!("/data/grammars/{name}");
            let file = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"{path}\")");
            rows.push(format!("(\"{code}\", include_bytes!({file}))"));
        }
    }
    rows.sort();
    Ok(format!("&[{}]", rows.join(", ")))
}

fn row(folder: &Path, code: &str) -> String {
    let file = |name: &str| {
        let path = format!("/data/languages/{code}/{name}");
        format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"{path}\"))")
    };
    let (words, cases) = (file("words.txt"), file("cases.txt"));
    // Only languages without capitals need words around names.
    let has_names = folder.join(code).join("names.txt").exists();
    let names = if has_names { file("names.txt") } else { "\"\"".to_owned() };
    format!(
        "Language {{ code: \"{code}\", words: {words}, names: {names}, cases: {cases} }}"
    )
}
