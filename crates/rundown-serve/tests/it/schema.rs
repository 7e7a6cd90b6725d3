//! Holds answers to the description of the API: JSON Schema as far as that uses it. What
//! the description does not name is a fault, too, so that it stays whole.

use serde_json::{Map, Value};

/// What of an answer is not as its schema says, each with its place.
pub(crate) fn faults(description: &Value, schema: &Value, answer: &Value) -> Vec<String> {
    let mut check = Check { description, faults: Vec::new() };
    check.value(schema, answer, "$");
    check.faults
}

struct Check<'a> {
    description: &'a Value,
    faults: Vec<String>,
}

/// Keywords that say nothing of an answer, or nothing that is checked here.
const SILENT: [&str; 9] = [
    "description",
    "format",
    "minimum",
    "maximum",
    "pattern",
    "title",
    "$ref",
    "$defs",
    "$schema",
];

impl Check<'_> {
    fn value(&mut self, schema: &Value, answer: &Value, at: &str) {
        let schema = schema.as_object().unwrap_or_else(|| panic!("{at}: no schema"));
        if let Some(name) = schema.get("$ref") {
            let path = name.as_str().unwrap().trim_start_matches('#');
            let description = self.description;
            let meant = description.pointer(path);
            self.value(
                meant.unwrap_or_else(|| panic!("{name} leads nowhere")),
                answer,
                at,
            );
        }
        for (keyword, wanted) in schema {
            let list = || wanted.as_array().unwrap();
            match keyword.as_str() {
                "type" => self.kind(wanted, answer, at),
                "enum" => self.hold(list().contains(answer), answer, at),
                "anyOf" => self.any(list(), answer, at),
                "required" => self.required(list(), answer, at),
                "properties" => self.properties(schema, answer, at),
                "additionalProperties" => self.others(schema, wanted, answer, at),
                "items" => self.items(wanted, answer, at),
                "prefixItems" => self.prefix(list(), answer, at),
                "minItems" => self.hold(count(answer) >= wanted.as_u64(), answer, at),
                "maxItems" => self.hold(count(answer) <= wanted.as_u64(), answer, at),
                other => assert!(SILENT.contains(&other), "{at}: {other:?} is not known"),
            }
        }
    }

    fn hold(&mut self, holds: bool, answer: &Value, at: &str) {
        if !holds {
            let shown: String = answer.to_string().chars().take(80).collect();
            self.faults.push(format!("{at}: {shown}"));
        }
    }

    fn kind(&mut self, wanted: &Value, answer: &Value, at: &str) {
        let one = std::slice::from_ref(wanted);
        let kinds = wanted.as_array().map_or(one, Vec::as_slice);
        let is = |kind: &Value| match kind.as_str().unwrap() {
            "null" => answer.is_null(),
            "string" => answer.is_string(),
            "boolean" => answer.is_boolean(),
            "integer" => answer.is_u64(),
            "number" => answer.is_number(),
            "array" => answer.is_array(),
            "object" => answer.is_object(),
            other => panic!("{at}: no such type: {other}"),
        };
        self.hold(kinds.iter().any(is), answer, at);
    }

    fn any(&mut self, wanted: &[Value], answer: &Value, at: &str) {
        let fits = |one: &Value| faults(self.description, one, answer);
        let all: Vec<Vec<String>> = wanted.iter().map(fits).collect();
        if all.iter().any(Vec::is_empty) {
            return;
        }
        self.faults.push(format!("{at}: none of {all:?}"));
    }

    fn required(&mut self, wanted: &[Value], answer: &Value, at: &str) {
        let Some(object) = answer.as_object() else { return };
        for name in wanted.iter().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                self.faults.push(format!("{at}: {name} is missing"));
            }
        }
    }

    fn properties(&mut self, schema: &Map<String, Value>, answer: &Value, at: &str) {
        let Some(object) = answer.as_object() else { return };
        for (name, value) in object {
            let at = format!("{at}.{name}");
            match schema["properties"].get(name) {
                Some(schema) => self.value(schema, value, &at),
                None => self.faults.push(format!("{at}: is not described")),
            }
        }
    }

    /// A map: any name may stand in it.
    fn others(
        &mut self,
        schema: &Map<String, Value>,
        wanted: &Value,
        answer: &Value,
        at: &str,
    ) {
        if schema.contains_key("properties") {
            return;
        }
        for (name, value) in answer.as_object().into_iter().flatten() {
            self.value(wanted, value, &format!("{at}.{name}"));
        }
    }

    fn items(&mut self, wanted: &Value, answer: &Value, at: &str) {
        for (index, item) in answer.as_array().into_iter().flatten().enumerate() {
            self.value(wanted, item, &format!("{at}[{index}]"));
        }
    }

    fn prefix(&mut self, wanted: &[Value], answer: &Value, at: &str) {
        let items = answer.as_array().into_iter().flatten();
        for (index, (schema, item)) in wanted.iter().zip(items).enumerate() {
            self.value(schema, item, &format!("{at}[{index}]"));
        }
    }
}

fn count(answer: &Value) -> Option<u64> {
    answer.as_array().map(|items| items.len() as u64)
}

#[test]
fn what_is_not_as_described_is_told_with_its_place() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a", "b"],
        "properties": {"a": {"type": ["string", "null"]}, "c": {"items": {"type": "integer"}}},
    });
    let answer = serde_json::json!({"a": 1, "c": [1, "2"], "d": null});
    let mut told = faults(&schema, &schema, &answer);
    told.sort();
    assert_eq!(
        told,
        ["$.a: 1", "$.c[1]: \"2\"", "$.d: is not described", "$: b is missing"]
    );
}
