//! What verbs do to news: which kind of event they tell, and how what hangs on them
//! stands.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::key::word_key;

/// What is known of a verb, whatever its form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "facts of word lists, each for itself")]
pub struct Verb {
    /// The kind of event it tells ("dies", "arrested"), if it is one of those that news
    /// turns on.
    pub kind: Option<&'static str>,
    /// What hangs on it is planned or to come: "agreed to cut".
    pub ahead: bool,
    /// What hangs on it is only wished, feared, alleged or tried.
    pub hypothetical: bool,
    /// What hangs on it did not happen: "refused to sign".
    pub denied: bool,
    /// Over another verb it only says how that runs: "continued to rise".
    pub helper: bool,
    /// It tells what somebody thinks or finds.
    pub thought: bool,
    /// It tells a state: "became".
    pub state: bool,
}

/// Verbs by their base forms and irregular forms.
#[derive(Debug)]
pub struct Verbs {
    by_form: BTreeMap<u64, Verb>,
}

/// The table, built on first use.
pub fn verbs() -> &'static Verbs {
    static VERBS: LazyLock<Verbs> =
        LazyLock::new(|| Verbs::read(include_str!("../data/verbs.txt")));
    &VERBS
}

impl Verbs {
    fn read(text: &'static str) -> Self {
        let mut by_form: BTreeMap<u64, Verb> = BTreeMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((class, verbs)) = line.split_once(": ") else { continue };
            for verb in verbs.split(' ') {
                for form in verb.split(['(', ')', ',']).filter(|form| !form.is_empty()) {
                    by_form.entry(word_key(form)).or_default().join(class);
                }
            }
        }
        Self { by_form }
    }

    /// What is known of the verb that this is a form of, in small letters.
    ///
    /// ```
    /// let verbs = rundown_lexicon::verbs();
    /// assert_eq!(verbs.of("dying").kind, Some("dies"));
    /// assert_eq!(verbs.of("arrested").kind, Some("arrested"));
    /// assert!(verbs.of("planning").ahead);
    /// assert_eq!(verbs.of("paints"), Default::default());
    /// ```
    #[must_use]
    pub fn of(&self, form: &str) -> Verb {
        let known = |base: &str| self.by_form.get(&word_key(base)).copied();
        known(form)
            .or_else(|| bases(form).iter().find_map(|base| known(base)))
            .unwrap_or_default()
    }
}

impl Verb {
    fn join(&mut self, class: &'static str) {
        match class {
            "AHEAD" => self.ahead = true,
            "HYPOTHETICAL" => self.hypothetical = true,
            "DENIED" => self.denied = true,
            "HELPER" => self.helper = true,
            "THINK" => self.thought = true,
            "STATE" => self.state = true,
            kind => self.kind = self.kind.or(Some(kind)),
        }
    }
}

/// The base forms that a regular form may come from.
fn bases(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (ending, replacements) in [
        ("ies", &["y"][..]),
        ("es", &["", "e"]),
        ("s", &[""]),
        ("ied", &["y"]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
    ] {
        let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) else {
            continue;
        };
        found.extend(replacements.iter().map(|more| format!("{stem}{more}")));
        let mut letters = stem.chars().rev();
        // "planned", "quitting": the last letter of the base is written twice.
        if letters.next() == letters.next() && ending != "s" {
            found.push(
                stem[..stem.len() - stem.chars().last().map_or(0, char::len_utf8)]
                    .to_owned(),
            );
        }
    }
    found
}
