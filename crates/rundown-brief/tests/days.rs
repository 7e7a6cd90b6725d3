//! On which day a timeline sets what an article tells.
#![allow(clippy::unwrap_used, reason = "a test fails where it breaks")]

use std::sync::Arc;

use rundown_brief::{Digest, Told, brief};
use rundown_news::{Article, Block, BlockKind, Brief, Lang, NewsTime, ReadArticle, Span};

/// The brief of one article of Thursday, 15 May 2031.
fn briefed(text: &str) -> Brief {
    let blocks = vec![Block {
        kind: BlockKind::Paragraph,
        span: Span::new(0, text.len()),
        at: None,
    }];
    let article = Article {
        text: text.to_owned(),
        blocks,
        lang: Lang::ENGLISH,
        published: "2031-05-15".parse::<NewsTime>().ok(),
        ..Article::default()
    };
    let annotations = rundown_annotate::annotate(&article).value;
    let at = "2031-05-15T12:00:00Z".parse().unwrap();
    let told = Told {
        digest: Arc::new(Digest::of(ReadArticle {
            article,
            annotations,
            notes: Vec::new(),
        })),
        revision: 0,
        at,
        arrived: at,
        development: rundown_news::DevelopmentId(1),
        copy_of: None,
        earlier: Vec::new(),
    };
    brief(&[told], None)
}

/// Checks on which day a lead stands, alone and behind datelines.
#[track_caller]
fn check(day: &str, lead: &str) {
    for dateline in ["", "PORT ELM (TCP) - ", "PORT ELM — ", "(TCP) "] {
        let found = briefed(&format!("{dateline}{lead} The crews welcomed it."));
        let of_lead = |text: &str| lead.starts_with(text.trim_end_matches('.'));
        let entry = found.timeline.iter().find(|entry| of_lead(&entry.shown.text));
        let found_day = entry.map(|entry| entry.date.as_str());
        assert_eq!(found_day, Some(day), "{dateline}{lead} {:#?}", found.timeline);
    }
}

#[test]
fn a_lead_stands_on_the_day_of_its_main_clause() {
    check("2031-05-14", "A judge on Wednesday ordered the port to reopen its old pier.");
    check("2031-05-14", "The council voted to end free parking on Wednesday.");
    check("2031-05-14", "The council late Wednesday passed tough new rules for ferries.");
    check("2031-05-14", "Prosecutors on Wednesday rested their case against the owner.");
    check("2031-05-13", "In an interview on Tuesday, Ana Ruiz defended the old pier.");
}

#[test]
fn what_a_closing_clause_tells_stands_on_its_own_day() {
    check(
        "2031-05-13",
        "Divers raised the ferry Corrigan on Tuesday, port officials said.",
    );
    check(
        "2031-05-14",
        "The ferry Corrigan sank in a storm, port officials said Wednesday.",
    );
}

#[test]
fn a_day_inside_a_lead_leaves_it_on_that_of_publication() {
    check(
        "2031-05-15",
        "The crews who left the ferry on Tuesday met the mayor of Port Elm.",
    );
    check(
        "2031-05-15",
        "Mayor Ana Ruiz praised Tuesday’s vote on the old pier of Port Elm.",
    );
}

#[test]
fn a_statement_is_not_of_the_day_of_another_clause() {
    let said_on = |text: &str| {
        let found = briefed(text);
        let said = found.voices.first().and_then(|voice| voice.statements.first());
        said.and_then(|said| said.said_on.clone())
    };
    let day = |day: &str| Some(day.to_owned());
    let quotation = "“We will rebuild the pier and the hall,”";
    let of = |rest: &str| said_on(&format!("{quotation} {rest}"));
    assert_eq!(of("said Ana Ruiz, who took office on Monday."), day("2031-05-15"));
    assert_eq!(of("Ana Ruiz said of the vote on Monday."), day("2031-05-15"));
    assert_eq!(of("Ana Ruiz said on Tuesday."), day("2031-05-13"));
    assert_eq!(of("Ana Ruiz said in a statement issued on Tuesday."), day("2031-05-13"));
}
