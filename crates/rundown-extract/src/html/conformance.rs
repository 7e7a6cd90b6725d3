//! Holds the tokenizer to html5lib's tests, which stand in `tests/html5lib` with their
//! licence.
//!
//! Our tokens are ranges of the page, without comments and declarations, and text may
//! come in pieces. So the adapter decodes them, joins text, and leaves comments and
//! declarations out of what is expected: that they end at the right place still shows
//! in the tokens behind them. Where a test asks for more than that, [`exception`] says
//! why we do not follow; how many tests fall under each reason is counted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::entities::{decode_attribute, decode_text};
use super::tokens::{Raw, Token, Tokens};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../tests/html5lib/", $name, ".test")))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "contentModelFlags",
    "domjs",
    "entities",
    "escapeFlag",
    "namedEntities",
    "numericEntities",
    "pendingSpecChanges",
    "test1",
    "test2",
    "test3",
    "test4",
    "unicodeChars",
    "unicodeCharsProblematic",
];

/// Tests that pass, of all files.
const PASSED: usize = 6_926;

/// How many tests fall under each reason.
const EXCEPTIONS: &[(&str, usize)] =
    &[(CONTROL, 28), (NUL, 16), (NO_SECTIONS, 56), (NO_CHARACTERS, 4)];

// The first two are not asked for, the other two fail.
const NO_SECTIONS: &str = "SVG and MathML are skipped; CDATA exists nowhere else";
const NO_CHARACTERS: &str = "lone surrogates are no characters of decoded text";
const NUL: &str = "NUL is removed when bytes become characters, not replaced";
const CONTROL: &str = "a control character stays away, however it is written";

/// Why a test that fails may fail.
fn exception(test: &Test) -> Option<&'static str> {
    if test.input.contains('\0') {
        return Some(NUL);
    }
    let controls = |c: char| c.is_ascii_control() && !c.is_whitespace() || c == '\x0B';
    if test.input.starts_with("&#") && test.expected[0][1].as_str()?.contains(controls) {
        return Some(CONTROL);
    }
    None
}

/// One test in one of its initial states.
struct Test {
    name: String,
    input: String,
    expected: Value,
    open: Option<String>,
}

#[test]
fn the_tokenizer_passes_the_tests_of_html5lib() {
    let (mut passed, mut wrong) = (0, Vec::new());
    let mut excepted: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, source) in FILES {
        let document: Value = serde_json::from_str(source).unwrap();
        for test in document["tests"].as_array().unwrap() {
            for state in states(test) {
                if state == "CDATA section state" {
                    *excepted.entry(NO_SECTIONS).or_default() += 1;
                    continue;
                }
                let Some(test) = test_of(file, test) else {
                    *excepted.entry(NO_CHARACTERS).or_default() += 1;
                    continue;
                };
                let got = tokens_of(&test, &state);
                if got == test.expected {
                    passed += 1;
                } else if let Some(reason) = exception(&test) {
                    *excepted.entry(reason).or_default() += 1;
                } else {
                    wrong.push(format!(
                        "{} in {state}\n  input {:?}\n  expected {}\n  got      {got}",
                        test.name, test.input, test.expected
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
    assert_eq!(excepted, EXCEPTIONS.iter().copied().collect());
    assert_eq!(passed, PASSED);
}

fn states(test: &Value) -> Vec<String> {
    let states = test["initialStates"].as_array();
    states.map_or(vec!["Data state".to_owned()], |states| {
        states.iter().filter_map(|state| state.as_str().map(str::to_owned)).collect()
    })
}

/// The test with its escapes undone; nothing where they name no character.
fn test_of(file: &str, test: &Value) -> Option<Test> {
    let twice = test["doubleEscaped"] == true;
    let undo = |text: &str| if twice { unescaped(text) } else { Some(text.to_owned()) };
    let mut joined: Vec<Value> = Vec::new();
    for token in test["output"].as_array()? {
        let text = undo(token[1].as_str().unwrap_or(""))?;
        match token[0].as_str()? {
            "Comment" | "DOCTYPE" => {}
            "Character" => push_text(&text, &mut joined),
            "StartTag" => {
                let mut attributes = Map::new();
                for (name, value) in token[2].as_object()? {
                    attributes.insert(undo(name)?, undo(value.as_str()?)?.into());
                }
                joined.push(json!(["StartTag", text, attributes, token[3] == true]));
            }
            other => joined.push(json!([other, text])),
        }
    }
    Some(Test {
        name: format!("{file}: {}", test["description"].as_str()?),
        input: undo(test["input"].as_str()?)?.replace("\r\n", "\n").replace('\r', "\n"),
        expected: joined.into(),
        open: test["lastStartTag"].as_str().map(str::to_owned),
    })
}

/// Undoes `\uHHHH`.
fn unescaped(text: &str) -> Option<String> {
    let mut units = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        units.extend(rest[..at].encode_utf16());
        units.push(u16::from_str_radix(rest.get(at + 2..at + 6)?, 16).ok()?);
        rest = &rest[at + 6..];
    }
    units.extend(rest.encode_utf16());
    String::from_utf16(&units).ok()
}

fn push_text(text: &str, tokens: &mut Vec<Value>) {
    if let Some(last) = tokens.last_mut().filter(|last| last[0] == "Character") {
        last[1] = (last[1].as_str().unwrap_or("").to_owned() + text).into();
    } else if !text.is_empty() {
        tokens.push(json!(["Character", text]));
    }
}

/// Our tokens of a test's input in the form that its output has.
fn tokens_of(test: &Test, state: &str) -> Value {
    let mut tokens = Tokens::new(&test.input, 0);
    let mut found = Vec::new();
    if state != "Data state" {
        let open = match state {
            "PLAINTEXT state" => "plaintext",
            "Script data state" => test.open.as_deref().unwrap_or("script"),
            _ => test.open.as_deref().unwrap_or("nothing-is-open"),
        };
        let Raw { text, closed } = tokens.raw(open.as_bytes());
        let text = &test.input[text.0..text.1];
        if state == "RCDATA state" {
            push_text(&decode_text(text), &mut found);
        } else {
            push_text(text, &mut found);
        }
        if closed {
            found.push(json!(["EndTag", open]));
        }
    }
    let lower = |(from, to): (usize, usize)| test.input[from..to].to_ascii_lowercase();
    while let Some(token) = tokens.next() {
        match token {
            Token::Text((from, to)) => {
                push_text(&decode_text(&test.input[from..to]), &mut found);
            }
            Token::End { name } => found.push(json!(["EndTag", lower(name)])),
            Token::Start { name, attributes, self_closing } => {
                let mut map = Map::new();
                let mut known = BTreeSet::new();
                for one in &tokens.attributes[attributes.0..attributes.1] {
                    let name = lower((one.name.0 as usize, one.name.1 as usize));
                    let value = &test.input[one.value.0 as usize..one.value.1 as usize];
                    if known.insert(name.clone()) {
                        map.insert(name, decode_attribute(value).into_owned().into());
                    }
                }
                found.push(json!(["StartTag", lower(name), map, self_closing]));
            }
        }
    }
    found.into()
}
