//! `read`, on pages, captures and rubbish.

use serde_json::Value;

use crate::{Room, rundown, rundown_fed, text};

/// A page of a broadcaster as a reader's clipboard holds it.
const CAPTURE: &str = "\
Get the latest from Arvenna as it happens

Marsh and Haldt find words for the strait
Story highlights

Helena Marsh and Joren Haldt met for six hours in Talvik
Haldt called the talks \"slow but honest\"

(MWN) Two leaders who had not spoken for a year said Wednesday that they would share the strait, one day after President Helena Marsh wrote that patience \"has an end.\"

\"We have found words for the strait,\" Marsh told reporters. \"Now we need the boats to read them.\"

Sundran Prime Minister Joren Haldt called the talks \"slow but honest,\" and said that both sides would meet again Friday.

\"Nobody has lost tonight,\" he added.

Recommended by Newsloop
";

fn article(run: crate::Run) -> Value {
    run.json()
}

#[test]
fn a_capture_gives_headline_highlights_and_a_clean_text() {
    let at = ["--at", "2031-05-15T09:00:00Z"];
    let read =
        article(rundown_fed(["read", "--json", "-", at[0], at[1]], CAPTURE.as_bytes()));
    assert_eq!(read["headline"], "Marsh and Haldt find words for the strait");
    assert_eq!(
        read["highlights"],
        serde_json::json!([
            "Helena Marsh and Joren Haldt met for six hours in Talvik",
            "Haldt called the talks \"slow but honest\""
        ])
    );
    let text = read["text"].as_str().unwrap();
    assert!(text.starts_with("Two leaders"), "{text}");
    for chrome in ["Get the latest", "Story highlights", "Newsloop"] {
        assert!(!text.contains(chrome), "{chrome} is in the text");
    }
    assert!(read["dateline"]["text"].as_str().unwrap().contains("MWN"));
}

#[test]
fn a_capture_gives_speakers_and_calendar_days() {
    let at = ["--at", "2031-05-15T09:00:00Z"];
    let read =
        article(rundown_fed(["read", "--json", "-", at[0], at[1]], CAPTURE.as_bytes()));
    let text = read["text"].as_str().unwrap();
    let of = |span: &Value| {
        text[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize]
            .to_owned()
    };
    let said = |words: &str| {
        let all = read["attributions"].as_array().unwrap().iter();
        let found = all.filter(|attribution| {
            let runs = attribution["content"].as_array().unwrap();
            runs.iter().any(|run| of(run).contains(words))
        });
        let names: Vec<&str> =
            found.filter_map(|found| found["source"]["name"].as_str()).collect();
        names.first().map(|name| (*name).to_owned())
    };
    assert_eq!(said("We have found words").as_deref(), Some("Helena Marsh"));
    assert_eq!(said("slow but honest").as_deref(), Some("Joren Haldt"));
    assert_eq!(said("Nobody has lost").as_deref(), Some("Joren Haldt"));
    let day = |words: &str| {
        let all = read["dates"].as_array().unwrap().iter();
        let mut found = all.filter(|date| of(&date["span"]) == words);
        found.next().map(|date| date["value"].as_str().unwrap().to_owned())
    };
    assert_eq!(day("Wednesday").as_deref(), Some("2031-05-14"));
    assert_eq!(day("Friday").as_deref(), Some("2031-05-16"));
}

#[test]
fn lines_come_back_in_order_with_their_ids_and_bad_ones_with_notes() {
    let input = "{\"id\":\"a\",\"url\":\"https://a.example/1\",\"html\":\"<h1>One</h1><p>It was the first of them all, officials said.\"}\n\
                 {\"id\":\"b\",\"text\":\"Two\\n\\nIt was the second of them all, officials said.\"}\n\
                 not json\n";
    let out = rundown_fed(["read", "--jsonl", "-"], input.as_bytes()).ok();
    let lines: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&"a".into(), &"b".into()));
    assert_eq!(lines[0]["headline"], "One");
    let note = lines[2]["notes"][0].as_str().unwrap();
    assert!(note.starts_with("bad line: "), "{note}");
}

#[test]
fn no_bytes_make_it_fail() {
    let room = Room::new("bytes");
    let mut noise = Vec::new();
    let mut state = 7_u32;
    for _ in 0..20_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push((state >> 24) as u8);
    }
    let deep = "<div>".repeat(100_000);
    let inputs: [&[u8]; 6] = [
        b"",
        b"\0\0\0",
        &noise,
        deep.as_bytes(),
        b"%PDF-1.7 x",
        "<p>ｆｕｌｌ\u{202E}".as_bytes(),
    ];
    for (i, bytes) in inputs.iter().enumerate() {
        let file = room.file(&format!("{i}.html"), bytes);
        let read = rundown(["read", "--json", &text(&file)]).json();
        assert!(read["notes"].is_array(), "input {i}");
    }
}

#[test]
fn a_missing_file_is_named_and_usage_is_code_2() {
    let run = rundown(["read", "no-such-page.html"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("no-such-page.html"), "{}", run.err);
    assert_eq!(rundown(["read"]).code, 2);
    assert_eq!(rundown(["read", "--at", "soon", "x"]).code, 2);
    assert_eq!(rundown(["no-such-command"]).code, 2);
}

#[test]
fn every_command_explains_itself() {
    let help = rundown(["--help"]).ok();
    let commands =
        help.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let mut count = 0;
    for line in commands.lines().filter(|line| line.starts_with("  ") && line.len() > 4) {
        let Some(name) = line.split_whitespace().next() else { continue };
        if line.starts_with("   ") || name == "help" {
            continue;
        }
        let help = rundown([name, "--help"]).ok();
        assert!(help.contains("Usage: rundown"), "{name}");
        // What these write has a form of its own, or is for eyes alone.
        let is_file = matches!(name, "browse" | "export" | "completions" | "man" | "mcp");
        assert!(is_file || help.contains("--json"), "{name} speaks no JSON");
        count += 1;
    }
    assert!(count > 15, "{count} commands");
}
