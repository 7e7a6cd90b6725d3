//! `batch`: an archive as a store and as tables of Parquet.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::killed::until_done;
use crate::{Room, demo, program, run, rundown, text};

const NOW: &str = "2031-06-28T18:00:00Z";

fn batch(out: &Path, input: &Path) -> Value {
    rundown(["--now", NOW, "batch", "--json", "--out", &text(out), &text(input)]).json()
}

fn state(store: &Path) -> String {
    rundown(["--data", &text(store), "fsck", "--state-hash"]).ok()
}

fn files(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| text(entry.unwrap().file_name().as_ref())).collect();
    names.sort();
    names
}

#[test]
fn a_batch_holds_what_an_ingest_of_the_same_does() {
    let room = Room::new("batch");
    let (out, store) = (room.dir.join("out"), room.dir.join("store"));
    let told = batch(&out, &demo());
    rundown(["--data", &text(&store), "--now", NOW, "ingest", &text(&demo())]).ok();
    assert_eq!(state(&out.join("store")), state(&store));
    assert_eq!(told["written"]["articles"], told["new"]);
    let whole = [
        "annotations.parquet",
        "articles.parquet",
        "developments.parquet",
        "store",
        "stories.parquet",
    ];
    assert_eq!(files(&out), whole);
    // The same again takes nothing in, and writes the same.
    let tables = || {
        let names = whole.iter().filter(|name| **name != "store");
        names.map(|name| std::fs::read(out.join(name)).unwrap()).collect::<Vec<_>>()
    };
    let before = tables();
    let again = batch(&out, &demo());
    assert_eq!((&again["new"], &again["written"]), (&0.into(), &told["written"]));
    assert!(before == tables(), "the tables differ");
}

#[test]
fn a_batch_that_is_killed_goes_on_where_it_was() {
    let room = Room::new("batch-killed");
    let file = room.file("crawl.warc", crate::intake::archive(2_000));
    let (out, whole) = (room.dir.join("out"), room.dir.join("whole"));
    let told = batch(&whole, &file);
    let args = ["--now", NOW, "batch", "--json", "--out", &text(&out), &text(&file)];
    let killed = until_done(&args, Duration::from_millis(100));
    let last: Value = serde_json::from_slice(&killed.last.stdout).unwrap();
    assert_eq!(last["written"], told["written"]);
    assert!(killed.kills > 0);
    assert_eq!(state(&out.join("store")), state(&whole.join("store")));
    assert_eq!(files(&out), files(&whole));
}

/// What others read of the tables: each column of each, how many rows there are, and that
/// every annotation stands in its text.
const READ: &str = r#"
import sys
try:
    import duckdb, pandas, pyarrow
except ImportError as missing:
    print("skipped:", missing)
    sys.exit()
out = sys.argv[1]
table = lambda name: f"'{out}/{name}.parquet'"
for name in ("articles", "annotations", "developments", "stories"):
    columns = duckdb.sql(f"describe select * from {table(name)}").fetchall()
    frame = pandas.read_parquet(f"{out}/{name}.parquet")
    assert [column[0] for column in columns] == list(frame.columns), name
    rows = duckdb.sql(f"select count(*) from {table(name)}").fetchall()[0][0]
    assert rows == len(frame), name
    print(name, rows)
wrong = duckdb.sql(f"""
    select count(*) from {table("annotations")} join {table("articles")} using (article)
    where words is distinct from decode(encode(text)[begin + 1 : "end"])
""").fetchall()[0][0]
assert wrong == 0, wrong
apart = duckdb.sql(f"""
    select count(*) from (select story, count(*) as told from {table("articles")} group by story)
    full join {table("stories")} using (story) where told is distinct from articles
""").fetchall()[0][0]
assert apart == 0, apart
"#;

#[test]
fn the_tables_are_read_by_duckdb_and_pandas() {
    let room = Room::new("batch-read");
    let out = room.dir.join("out");
    let told = batch(&out, &demo());
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_python = Command::new(&python).arg("--version").output().is_ok();
    if !has_python {
        println!("skipped: the_tables_are_read_by_duckdb_and_pandas: no {python}");
        return;
    }
    let read = run(Command::new(&python).args(["-c", READ, &text(&out)]), b"").ok();
    if read.starts_with("skipped") {
        println!("skipped: the_tables_are_read_by_duckdb_and_pandas: {read}");
        return;
    }
    for (name, rows) in told["written"].as_object().unwrap() {
        assert!(read.contains(&format!("{name} {rows}\n")), "{read} {told}");
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let room = Room::new("batch-folder");
    let file = room.file("in-the-way", "");
    let mut command = program();
    command.args(["batch", "--out", &text(&file), &text(&demo())]);
    let told = run(&mut command, b"");
    assert_ne!(told.code, 0);
    assert!(told.err.contains("in-the-way"), "{}", told.err);
}
