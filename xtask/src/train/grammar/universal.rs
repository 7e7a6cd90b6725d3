//! From trees of the `ClearNLP` kind, which the teacher gives, to Universal Dependencies.
//!
//! Prepositions hang on their nouns instead of holding them, "is" hangs on what is said
//! of the subject, conjuncts hang on the first of them, and names of people begin with
//! their head (Schuster and Manning, 2016, tell the same of older trees).

use super::trees::Row;

/// One tree in both shapes while it is turned.
struct Turning {
    rows: Vec<Row>,
}

/// Turns a tree. Heads are counted from 1.
pub(super) fn universal(rows: Vec<Row>) -> Vec<Row> {
    let mut tree = Turning { rows };
    tree.people();
    tree.prepositions();
    tree.copulas();
    tree.conjuncts();
    tree.rename();
    tree.rows
}

impl Turning {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn at(&self, word: usize) -> &Row {
        &self.rows[word - 1]
    }

    fn relation(&self, word: usize) -> &str {
        &self.at(word).relation
    }

    fn head(&self, word: usize) -> usize {
        self.at(word).head
    }

    fn hang(&mut self, word: usize, head: usize, relation: &str) {
        self.rows[word - 1].head = head;
        relation.clone_into(&mut self.rows[word - 1].relation);
    }

    fn children(&self, head: usize) -> Vec<usize> {
        (1..=self.count()).filter(|word| self.head(*word) == head).collect()
    }

    /// The first child of one of these relations.
    fn child(&self, head: usize, relations: &[&str]) -> Option<usize> {
        self.children(head)
            .into_iter()
            .find(|word| relations.contains(&self.relation(*word)))
    }

    fn is_nominal(&self, word: usize) -> bool {
        word != 0
            && matches!(
                &*self.at(word).universal,
                "NOUN" | "PROPN" | "PRON" | "NUM" | "SYM" | "DET"
            )
    }

    fn is_below(&self, word: usize, above: usize) -> bool {
        let mut at = word;
        for _ in 0..self.count() {
            if at == above {
                return true;
            }
            if at == 0 {
                return false;
            }
            at = self.head(at);
        }
        false
    }

    /// The first word of a person's name is its head; titles before it are no names.
    fn people(&mut self) {
        let mut start = 1;
        while start <= self.count() {
            let mut end = start;
            let is_name = |row: &Row| {
                row.name == "PERSON" && row.universal == "PROPN" && row.form != "'s"
            };
            while end <= self.count() && is_name(self.at(end)) {
                end += 1;
            }
            if end > start + 1 {
                self.name(start, end);
            }
            start = end.max(start + 1);
        }
    }

    fn name(&mut self, start: usize, end: usize) {
        let last = end - 1;
        let one_chain = (start..last).all(|word| {
            self.head(word) > word
                && self.head(word) < end
                && self.relation(word) == "compound"
        });
        if !one_chain {
            return;
        }
        let (head, relation) = (self.head(last), self.relation(last).to_owned());
        for word in self.children(last) {
            if !(start..end).contains(&word) {
                let relation = self.relation(word).to_owned();
                let is_title = word < start && relation == "compound";
                self.hang(word, start, if is_title { "nmod:desc" } else { &relation });
            }
        }
        self.hang(start, head, &relation);
        for word in start + 1..end {
            self.hang(word, start, "flat");
        }
    }

    fn prepositions(&mut self) {
        for word in (1..=self.count()).rev() {
            if !matches!(self.relation(word), "prep" | "agent" | "dative") {
                continue;
            }
            let Some(object) = self.child(word, &["pobj", "pcomp"]) else { continue };
            let clause = self.relation(object) == "pcomp" && !self.is_nominal(object);
            let above = self.head(word);
            let holds = self.relation(word).to_owned();
            // The noun of a preposition that itself hangs on one ("out of the house").
            let relation = match &*holds {
                "agent" if !clause => "obl:agent",
                _ if matches!(
                    self.relation_of_preposition(above),
                    Some("prep" | "agent")
                ) =>
                {
                    "pobj"
                }
                _ if clause && self.is_nominal(above) => "acl",
                _ if clause => "advcl",
                _ if self.is_nominal(above) => "nmod",
                _ => "obl",
            };
            for child in self.children(word) {
                if child != object {
                    let relation = self.relation(child).to_owned();
                    self.hang(child, object, &relation);
                }
            }
            self.hang(object, above, relation);
            self.hang(word, object, if clause { "mark" } else { "case" });
        }
        for word in 1..=self.count() {
            if matches!(self.relation(word), "prep" | "agent") {
                let head = self.head(word);
                self.hang(word, head, "advmod");
            } else if self.relation(word) == "pobj" || self.relation(word) == "pcomp" {
                let head = self.head(word);
                self.hang(word, head, "obl");
            }
        }
    }

    /// The relation of a word that is a preposition with no noun yet.
    fn relation_of_preposition(&self, word: usize) -> Option<&str> {
        (word != 0 && self.at(word).universal == "ADP").then(|| self.relation(word))
    }

    fn copulas(&mut self) {
        for verb in 1..=self.count() {
            let is_be = matches!(
                &*self.at(verb).form.to_lowercase(),
                "is" | "are"
                    | "was"
                    | "were"
                    | "be"
                    | "been"
                    | "being"
                    | "am"
                    | "'s"
                    | "’s"
                    | "'re"
                    | "’re"
                    | "'m"
                    | "’m"
            );
            let helps = matches!(self.relation(verb), "aux" | "auxpass" | "case" | "cop");
            if !is_be || helps || !matches!(&*self.at(verb).universal, "AUX" | "VERB") {
                continue;
            }
            if self.child(verb, &["expl"]).is_some() {
                if let Some(subject) = self.child(verb, &["attr"]) {
                    self.hang(subject, verb, "nsubj");
                }
                "VERB".clone_into(&mut self.rows[verb - 1].universal);
                continue;
            }
            let Some(said) = self.said_of_subject(verb) else { continue };
            let (head, relation) = (self.head(verb), self.relation(verb).to_owned());
            for child in self.children(verb) {
                if child != said {
                    let relation = self.relation(child).to_owned();
                    self.hang(child, said, &relation);
                }
            }
            self.hang(said, head, &relation);
            self.hang(verb, said, "cop");
            "AUX".clone_into(&mut self.rows[verb - 1].universal);
        }
    }

    /// What is said of the subject of "is": a noun, an adjective, or a noun with its
    /// preposition right behind ("is in Paris").
    fn said_of_subject(&self, verb: usize) -> Option<usize> {
        let children = self.children(verb);
        let behind = |relations: &[&str]| {
            children
                .iter()
                .copied()
                .find(|word| *word > verb && relations.contains(&self.relation(*word)))
        };
        let plain = self.child(verb, &["attr", "acomp"]);
        let said = behind(&["attr", "acomp"]).or(plain);
        if said.is_some() {
            return said;
        }
        if behind(&["ccomp", "xcomp"]).is_some() {
            return None;
        }
        let place = behind(&["obl"])?;
        let first = (1..=self.count()).find(|word| self.is_below(*word, place))?;
        let has_subject = self.child(verb, &["nsubj", "csubj"]).is_some();
        let adjoins = (verb + 1..first).all(|word| {
            self.head(word) == verb && matches!(self.relation(word), "advmod" | "neg")
        });
        (adjoins && has_subject).then_some(place)
    }

    fn conjuncts(&mut self) {
        for word in 1..=self.count() {
            if self.relation(word) != "conj" {
                continue;
            }
            let mut head = self.head(word);
            for _ in 0..self.count() {
                if head == 0 || self.relation(head) != "conj" {
                    break;
                }
                head = self.head(head);
            }
            self.hang(word, head, "conj");
        }
        for word in 1..=self.count() {
            if self.relation(word) != "cc" {
                continue;
            }
            let first = self.head(word);
            let first = if first != 0 && self.relation(first) == "conj" {
                self.head(first)
            } else {
                first
            };
            let next = (word + 1..=self.count()).find(|later| {
                self.relation(later.to_owned()) == "conj" && self.head(*later) == first
            });
            if let Some(next) = next {
                self.hang(word, next, "cc");
            }
        }
    }

    fn rename(&mut self) {
        for word in 1..=self.count() {
            let noun_above = self.head(word) != 0 && self.is_nominal(self.head(word));
            let row = self.at(word);
            let relation = match &*row.relation {
                "ROOT" => "root",
                "dobj" => "obj",
                "nsubjpass" => "nsubj:pass",
                "csubjpass" => "csubj:pass",
                "auxpass" => "aux:pass",
                "relcl" => "acl:relcl",
                "poss" => "nmod:poss",
                "prt" => "compound:prt",
                "dative" => "iobj",
                "oprd" | "acomp" | "attr" => "xcomp",
                "neg" | "quantmod" => "advmod",
                "intj" => "discourse",
                "npadvmod" if noun_above => "nmod:unmarked",
                "npadvmod" => "obl:unmarked",
                "predet" => "det:predet",
                "preconj" => "cc:preconj",
                "nmod" if row.universal == "NUM" => "nummod",
                "nmod" if row.universal == "ADP" => "case",
                "meta" => "dep",
                "aux" if row.penn == "TO" => "mark",
                relation => relation,
            };
            let relation = relation.to_owned();
            let head = if relation == "root" { 0 } else { row.head };
            self.hang(word, head, &relation);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `form/POS/TAG/head/relation/name`, and the heads and relations expected.
    fn check(rows: &str, expected: &str) {
        let rows = rows.split_whitespace().map(|word| {
            let mut columns = word.split('/').map(str::to_owned);
            let mut next = || columns.next().unwrap_or_default();
            let (form, universal, penn) = (next(), next(), next());
            let head = next().parse().unwrap();
            Row { form, universal, penn, head, relation: next(), name: next() }
        });
        let turned: Vec<String> = universal(rows.collect())
            .iter()
            .map(|row| format!("{}/{}/{}", row.form, row.head, row.relation))
            .collect();
        assert_eq!(turned.join(" "), expected);
    }

    #[test]
    fn prepositions_hang_on_their_nouns() {
        check(
            "He/PRON/PRP/2/nsubj fell/VERB/VBD/0/ROOT out/ADP/IN/2/prep of/ADP/IN/3/prep bed/NOUN/NN/4/pobj",
            "He/2/nsubj fell/0/root out/5/case of/5/case bed/2/obl",
        );
        check(
            "shot/VERB/VBN/0/ROOT by/ADP/IN/1/agent police/NOUN/NNS/2/pobj",
            "shot/0/root by/3/case police/1/obl:agent",
        );
    }

    #[test]
    fn the_copula_hangs_on_what_is_said() {
        check(
            "Ruiz/PROPN/NNP/2/nsubj is/AUX/VBZ/0/ROOT a/DET/DT/4/det judge/NOUN/NN/2/attr",
            "Ruiz/4/nsubj is/4/cop a/4/det judge/0/root",
        );
    }

    #[test]
    fn conjuncts_hang_on_the_first() {
        check(
            "ice/NOUN/NN/0/ROOT ,/PUNCT/,/1/punct snow/NOUN/NN/1/conj and/CCONJ/CC/3/cc rain/NOUN/NN/3/conj",
            "ice/0/root ,/1/punct snow/1/conj and/5/cc rain/1/conj",
        );
    }

    #[test]
    fn names_of_people_begin_with_their_head() {
        check(
            "minister/NOUN/NN/3/compound Ana/PROPN/NNP/3/compound/PERSON Ruiz/PROPN/NNP/4/nsubj/PERSON left/VERB/VBD/0/ROOT",
            "minister/2/nmod:desc Ana/4/nsubj Ruiz/2/flat left/0/root",
        );
    }
}
