//! Whole editions in miniature.

use super::design::tests::plain_design;
use super::*;

const PAGE: &str = "<html>{{headline}}|{{byline}}|{{wire}}|{{&body}}|\
    {{#latest}}<a>{{headline}}</a>{{/latest}}</html>";

/// Reads copy given as (file name, extra fields, body).
fn copies(filed: &[(&str, &str, &str)]) -> Vec<Copy> {
    let read = |&(name, fields, body): &(&str, &str, &str)| {
        let outlet = name.split('-').nth(1).unwrap_or_default();
        let text = format!(
            "---\noutlet: {outlet}\nheadline: Headline of {name}\nkind: article\nlang: en\n\
             story: s\ndevelopment: d\n{fields}\n---\n# body\n{body}\n"
        );
        read_copy(Path::new(&format!("copy/s/{name}.md")), &text).unwrap()
    };
    filed.iter().map(read).collect()
}

fn designs() -> Designs {
    [("wire", "Wire", "WR"), ("gazette", "Gazette", "")]
        .map(|(key, name, tag)| {
            let design = read_design(key, &plain_design(name, tag, PAGE)).unwrap();
            (key.to_owned(), design)
        })
        .into()
}

fn printed(filed: &[(&str, &str, &str)]) -> Result<Printed> {
    let designs = designs();
    print(&edition(&copies(filed), &designs)?, &designs)
}

fn check_page(filed: &[(&str, &str, &str)], path: &str, expected: &str) {
    let printed = printed(filed).unwrap();
    let page = String::from_utf8(printed[path].clone()).unwrap();
    assert_eq!(page, expected);
}

fn check_error(filed: &[(&str, &str, &str)], expected: &str) {
    assert_eq!(format!("{:#}", printed(filed).unwrap_err()), expected);
}

const WIRE: (&str, &str, &str) = (
    "01-wire-fog",
    "published: 2031-05-06T08:00:00+01:00\ndateline: HOLM",
    "One.\n\n[photo] A pier | Bo\n\nTwo.\n\n## Cross\n\nThree.",
);

#[test]
fn a_reprint_prints_the_wire_without_what_it_drops() {
    let reprint = (
        "02-gazette-fog",
        "published: 2031-05-06T09:00:00+01:00\nreprint: 01-wire-fog\ndrop: 2",
        "",
    );
    check_page(
        &[WIRE, reprint],
        "pages/gazette.example/2031-05-06-fog.html",
        "<html>Headline of 02-gazette-fog||Wire|<p>HOLM (WR) - One.</p>\n<p>Cross</p>\n\
         <p>Three.</p>\n|</html>",
    );
}

#[test]
fn a_reprint_needs_its_wire() {
    let reprint = |of: &'static str| ("02-gazette-fog", of, "");
    check_error(
        &[reprint("published: 2031-05-06T09:00:00+01:00\nreprint: 01-wire-fog")],
        "copy/s/02-gazette-fog.md:9: nothing to reprint: 01-wire-fog",
    );
    check_error(
        &[
            WIRE,
            reprint(
                "published: 2031-05-06T09:00:00+01:00\nreprint: 01-wire-fog\ndrop: 4",
            ),
        ],
        "copy/s/02-gazette-fog.md:9: the wire has 3 paragraphs, 4 cannot be dropped",
    );
    check_error(
        &[WIRE, reprint("published: 2031-05-06T07:00:00+01:00\nreprint: 01-wire-fog")],
        "copy/s/02-gazette-fog.md:9: 01-wire-fog was published later than this reprint",
    );
}

#[test]
fn an_outlet_needs_a_design() {
    check_error(
        &[("01-echo-fog", "published: 2031-05-06T09:00:00+01:00", "One.")],
        "copy/s/01-echo-fog.md:2: no such outlet: echo",
    );
}

#[test]
fn live_entries_past_midnight_are_of_the_next_day() {
    check_page(
        &[(
            "01-gazette-fog",
            "published: 2031-05-06T21:00:00+01:00\ndateline: HOLM",
            "[live 00:10] Late\nc.\n\n[live 23:50] Early\nb.\n\n[live 21:00] First\na.",
        )],
        "pages/gazette.example/2031-05-06-fog.html",
        "<html>Headline of 01-gazette-fog|||<h3>2031-05-07 00:10 Late</h3><p>c.</p>\n\
         <h3>2031-05-06 23:50 Early</h3><p>b.</p>\n\
         <h3>2031-05-06 21:00 First</h3><p>a.</p>\n|</html>",
    );
}

#[test]
fn index_and_answer_key_stand_in_order_of_publication() {
    let printed = printed(&[
        ("01-gazette-late", "published: 2031-05-06T23:50:00+01:00", "One."),
        ("02-gazette-early", "published: 2031-05-06T08:00:00-04:00", "Two."),
    ])
    .unwrap();
    let text = |path: &str| String::from_utf8(printed[path].clone()).unwrap();
    assert_eq!(
        text("pages/index.jsonl"),
        "{\"domain\":\"gazette.example\",\"fetched_at\":\"2031-05-06T08:20:00-04:00\",\
         \"file\":\"gazette.example/2031-05-06-early.html\",\
         \"url\":\"https://gazette.example/2031/05/06/early\"}\n\
         {\"domain\":\"gazette.example\",\"fetched_at\":\"2031-05-07T00:10:00+01:00\",\
         \"file\":\"gazette.example/2031-05-06-late.html\",\
         \"url\":\"https://gazette.example/2031/05/06/late\"}\n"
    );
    let key = text("expected.jsonl");
    assert!(key.starts_with(
        "{\"development\":\"d\",\"story\":\"s\",\"url\":\"https://gazette.example/2031/05/06/early\"}"
    ));
    let feed = text("pages/gazette.example/feed.xml");
    assert!(feed.find("/late").unwrap() < feed.find("/early").unwrap());
    let late = text("pages/gazette.example/2031-05-06-late.html");
    assert!(late.contains("<a>Headline of 02-gazette-early</a>"));
}

#[test]
fn stale_pages_go_and_changed_ones_are_told() {
    let demo = std::env::temp_dir().join(format!("rundown-press-{}", std::process::id()));
    let printed = Printed::from([("pages/a/x.html".to_owned(), b"x".to_vec())]);
    output::write(&demo, &printed).unwrap();
    assert!(output::check(&demo, &printed).is_ok());
    fs::write(demo.join("pages/a/old.html"), "old").unwrap();
    let complaint = output::check(&demo, &printed).unwrap_err().to_string();
    assert!(complaint.contains("pages/a/old.html"), "{complaint}");
    output::write(&demo, &printed).unwrap();
    assert!(output::check(&demo, &printed).is_ok());
    fs::remove_dir_all(&demo).unwrap();
}

#[test]
fn a_revision_is_a_later_page_at_the_same_address() {
    let later = (
        "02-wire-fog-later",
        "published: 2031-05-06T08:00:00+01:00\nmodified: 2031-05-06T11:00:00+01:00\n\
         revises: 01-wire-fog",
        "Other.",
    );
    let printed = printed(&[WIRE, later]).unwrap();
    let text = |path: &str| String::from_utf8(printed[path].clone()).unwrap();
    let index = text("pages/index.jsonl");
    let line = index.lines().find(|line| line.contains("fog-later.html")).unwrap();
    assert!(line.contains("/2031/05/06/fog\""), "{line}");
    assert!(line.contains("T11:20:00"), "{line}");
    assert_eq!(text("expected.jsonl").lines().count(), 1);
    let nothing = (later.0, &*later.1.replace("01-wire", "03-wire"), later.2);
    check_error(
        &[WIRE, nothing],
        "copy/s/02-wire-fog-later.md: nothing to revise: 03-wire-fog",
    );
}
