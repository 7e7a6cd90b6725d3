//! Makes the table of `rundown-meaning` from a package of `PyPI`, and the fixture that its
//! splitting is tested with.
//!
//! A virtual environment with pinned packages is made where other jobs put what is made
//! on the way; `xtask/train/meaning.py` distils the teacher there, on one core, in about
//! half an hour. To start from nothing, delete the folder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use rundown_meaning::Table;
use rundown_meaning::train::{Distilled, pack, strings};
use xxhash_rust::xxh3::xxh3_64;

/// Strings that the teacher is asked about beside its pieces, and rounds of learning.
const STRINGS: &str = "900000";
const EPOCHS: &str = "8";

/// Strings on which the splitting is compared with the teacher's.
const SPLIT_STRINGS: usize = 10_000;

/// Sums depend on the order in which a kernel adds: the one for AVX2 runs on every
/// machine of the last ten years, so that all make the same bytes.
const SAME_EVERYWHERE: &[(&str, &str)] = &[
    ("OMP_NUM_THREADS", "1"),
    ("OPENBLAS_NUM_THREADS", "1"),
    ("OPENBLAS_CORETYPE", "Haswell"),
    ("NPY_DISABLE_CPU_FEATURES", "X86_V4 AVX512_ICL AVX512_SPR"),
];

/// Runs the job.
pub(super) fn run(work: &Path, out: Option<&Path>) -> Result<()> {
    let work = work.join("meaning");
    fs::create_dir_all(&work)?;
    let python = environment(&work)?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("train/meaning.py");
    let distil = |arguments: &[&str]| {
        let environment = SAME_EVERYWHERE.iter().copied();
        started(
            Command::new(&python)
                .arg(&script)
                .args(arguments)
                .current_dir(&work)
                .envs(environment),
        )
    };
    distil(&["table", ".", STRINGS, EPOCHS])?;
    let file = pack(&distilled(&work)?).context("the parts do not fit together")?;
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("crates/rundown-meaning");
    let table = folder.join("data/meaning.table");
    fs::write(out.unwrap_or(&table), &file)?;
    println!("{} bytes, xxh3 {:016x}", file.len(), xxh3_64(&file));

    let lines = strings(&Table::read(&file)?, SPLIT_STRINGS);
    let lines: Vec<String> =
        lines.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    fs::write(work.join("strings.jsonl"), lines.join("\n"))?;
    distil(&["splits", "strings.jsonl", "splits.txt"])?;
    let splits = fs::read_to_string(work.join("splits.txt"))?;
    let hashes =
        splits.lines().flat_map(|ids| (xxh3_64(ids.as_bytes()) as u32).to_le_bytes());
    fs::write(folder.join("tests/splits.bin"), hashes.collect::<Vec<u8>>())?;
    Ok(())
}

/// A virtual environment with the pinned packages: its interpreter.
fn environment(work: &Path) -> Result<PathBuf> {
    let python = work.join("environment/bin/python");
    if !python.exists() {
        started(
            Command::new("python3").args(["-m", "venv"]).arg(work.join("environment")),
        )?;
    }
    let packages =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("train/meaning-packages.txt");
    let install = ["-m", "pip", "install", "--quiet", "--requirement"];
    started(Command::new(&python).args(install).arg(packages))?;
    Ok(python)
}

fn started(command: &mut Command) -> Result<()> {
    let status =
        command.status().with_context(|| format!("could not run {command:?}"))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

fn distilled(work: &Path) -> Result<Distilled> {
    let read = |name: &str| fs::read(work.join(name)).with_context(|| name.to_owned());
    Ok(Distilled {
        pieces: serde_json::from_slice(&read("pieces.json")?)?,
        scores: floats(&read("scores.f32")?),
        charsmap: read("charsmap")?,
        vectors: floats(&read("vectors.f32")?),
    })
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}
