//! Where figures stand, and where a number is none: a walk over the text.

use rundown_news::{Figure, FigureRole, Lang, Qualifier, Span, When};

use super::amount::Amount;
use super::reader::Reader;
use crate::dates::words::{Sense, Unit, lead};

/// Bytes of the name of a law between two stops.
const TOKEN_OF_LAW_MAX: usize = 6;

impl Reader<'_> {
    pub(super) fn read(self, dates: &[When]) -> Vec<Figure> {
        let mut found: Vec<Figure> = Vec::new();
        let mut dates = dates.iter().map(|date| date.span).peekable();
        let mut i = 0;
        let mut free = 0;
        while i < self.n.toks.len() {
            if !self.may_start(i) {
                i += 1;
                continue;
            }
            let start = self.n.toks[i].start;
            while dates.next_if(|date| date.end <= start).is_some() {}
            if let Some(&date) = dates.peek()
                && date.start <= start
            {
                i = self.first_behind(i, date);
                free = i;
                continue;
            }
            if let Some(end) = self.telephone(i) {
                i = end;
                continue;
            }
            match self.amount(i) {
                Some(mut amount) => {
                    amount.start = amount.start.max(free);
                    let end = amount.end;
                    let last = self.n.toks[amount.number_end - 1].end;
                    let cut = dates.peek().is_some_and(|date| date.start < last);
                    if !cut && !self.is_name(i, &amount) {
                        free = self.push(amount, free, &mut found);
                    }
                    i = end.max(i + 1).max(free);
                }
                None => i += 1,
            }
        }
        found
    }

    fn may_start(self, i: usize) -> bool {
        match self.n.sense(i) {
            Sense::Digits { .. } | Sense::Cardinal(_) | Sense::Scale(_) => true,
            Sense::Sign('.') => {
                !self.n.glued(i) && self.n.inner(i + 1, '.')
                    || !self.n.glued(i) && self.n.glued(i + 1)
            }
            Sense::Sign('-') => self.n.glued(i + 1) && (!self.n.glued(i) || i == 0),
            Sense::Sign(c) => super::units::currency_sign(c).is_some() || c.is_numeric(),
            Sense::Lead(mask) => mask & lead::FIGURE != 0,
            Sense::Unit(Unit::Quarter) => true,
            _ if !self.n.english() && self.tells_part(i) => true,
            Sense::Word => ["percent-before", "share", "dozens", "open"]
                .iter()
                .any(|list| self.n.in_list(i, list)),
            _ => false,
        }
    }

    /// "medio millón", "anderthalb", "jeder fünfte": words that begin a part of something.
    fn tells_part(self, i: usize) -> bool {
        ["half", "mixed", "each-nth"].iter().any(|list| self.n.in_list(i, list))
    }

    fn first_behind(self, mut i: usize, date: Span) -> usize {
        let at = i;
        while self.n.toks.get(i).is_some_and(|tok| tok.start < date.end) {
            i += 1;
        }
        i.max(at + 1)
    }

    /// Puts the figure into the list; the first token it leaves free.
    fn push(self, amount: Amount, free: usize, found: &mut Vec<Figure>) -> usize {
        // "с 45 до 52": the word before is of the change, not "up to".
        let (start, said) = if self.is_new_value(amount.start..amount.end) {
            (amount.start, None)
        } else {
            self.qualifier_before(amount.start, free)
        };
        let (end, said) = self.qualifier_behind(amount.end, said);
        let qualifier = match said {
            Some(said) => said,
            None if amount.open => Qualifier::AtLeast,
            None if amount.about => Qualifier::About,
            None => Qualifier::Exact,
        };
        let counted = if self.n.english() { None } else { self.counted(end) };
        let span = Span::new(
            self.n.toks[start].start as usize,
            self.n.toks[end - 1].end as usize,
        );
        let mut figure = Figure {
            span,
            value: amount.low,
            value_high: amount.high,
            against: None,
            unit: amount.unit.to_owned(),
            counted: counted.map_or("", |span| span.of(self.n.text)).to_owned(),
            counted_span: counted,
            qualifier,
            predicate: None,
            role: FigureRole::Plain,
            quantity: None,
        };
        if !self.n.english() && !self.n.lexicon.unspaced {
            self.tell(&mut figure, &(start..end));
        }
        found.push(figure);
        end
    }

    /// The noun behind a number, with its state, where there is no tree: German nouns
    /// have capitals, the others are the next word.
    fn counted(self, end: usize) -> Option<Span> {
        if self.n.lexicon.unspaced {
            return self.counter(end);
        }
        let j = end + usize::from(self.n.in_list(end, "counted-of"));
        let german = self.lang == Lang::GERMAN;
        let calendar = matches!(
            self.n.sense(j),
            Sense::Weekday(..) | Sense::Month(..) | Sense::Day(_)
        );
        // "van 9 naar 11": the new value follows.
        let changes = ["change-to", "change-from", "change-by"];
        let links = changes.iter().any(|list| self.n.in_list(j, list));
        if !self.n.sense(j).is_word() || calendar || links || self.n.in_list(j, "stops") {
            return None;
        }
        let k = j + usize::from(german && !self.cap(j) && self.cap(j + 1));
        if german && !self.cap(k) && !self.n.in_list(k, "states") {
            return None;
        }
        let k = k + usize::from(self.n.in_list(k + 1, "states"));
        let (first, last) = (self.n.toks.get(j)?, self.n.toks.get(k)?);
        Some(Span::new(first.start as usize, last.end as usize))
    }

    /// The word for what is counted right behind a number, in languages without blanks.
    fn counter(self, end: usize) -> Option<Span> {
        let tok = self.n.toks.get(end).filter(|_| self.n.in_list(end, "counter"))?;
        Some(Span::new(tok.start as usize, tok.end as usize))
    }

    /// Whether the number is part of a name, an address, a code or a score.
    fn is_name(self, i: usize, amount: &Amount) -> bool {
        if amount.low.is_nan() || amount.low.is_infinite() {
            return true;
        }
        if self.is_markup(i, amount.end) {
            return true;
        }
        if self.n.lexicon.unspaced {
            // One sign for a number is most often part of a word.
            let single = amount.end == i + 1 && self.n.digits(i).is_none();
            return single
                && amount.unit.is_empty()
                && self.counter(amount.end).is_none();
        }
        if self.n.glued(i) && i > 0 && self.n.sense(i - 1).is_word() && amount.start == i
        {
            return true;
        }
        if !amount.unit.is_empty() || amount.open {
            return false;
        }
        if self.is_ratio(i, amount.end) || self.is_item(i, amount.end) {
            return true;
        }
        self.is_code(i, amount.end)
            || self.is_citation(i, amount.end)
            || self.is_station(amount.end)
            || self.is_club(i)
            || self.is_labelled(i, amount.end)
            || self.is_one(i, amount)
    }

    /// `|12|`, `width:50%;`: what is left of a table or of markup.
    fn is_markup(self, i: usize, end: usize) -> bool {
        let before = i.checked_sub(1).map_or(Sense::Break, |at| self.n.sense(at));
        let glued = self.n.glued(i) && self.n.glued(i.wrapping_sub(1));
        matches!(before, Sense::Sign('|' | '>'))
            || matches!(self.n.sense(end), Sense::Sign('|' | '<'))
            || glued && matches!(before, Sense::Sign(':' | '='))
            || before == Sense::Sign('"') && self.n.sign(i.wrapping_sub(2), '=')
    }

    /// "18 USC 1505", "28 C.F.R. § 600": the volume of a law that is cited, or the section
    /// behind its name.
    fn is_citation(self, i: usize, end: usize) -> bool {
        const TOKENS_MAX: usize = 10;
        let sign = |at: usize| usize::from(self.n.sign(at, '§'));
        let name = (end..end + TOKENS_MAX).take_while(|at| self.is_of_law(*at)).count();
        let section = end + name + sign(end + name);
        let volume = self.is_law(end..end + name) && self.n.digits(section).is_some();
        let sign = sign(i.wrapping_sub(1));
        let law = i.saturating_sub(sign);
        let name = (0..law).rev().take(TOKENS_MAX).take_while(|at| self.is_of_law(*at));
        let first = law - name.count();
        let cited = first > 0 && self.n.digits(first - 1).is_some();
        volume || sign == 1 || cited && self.is_law(first..law)
    }

    /// "USC", "C.F.R.": capitals that may name a law.
    fn is_law(self, name: std::ops::Range<usize>) -> bool {
        let letters: usize = name.map(|at| self.n.word(at).len()).sum();
        (2..=TOKEN_OF_LAW_MAX * 2).contains(&letters)
    }

    /// Its last stop looks like the end of a sentence.
    fn is_of_law(self, at: usize) -> bool {
        let word = self.n.word(at);
        self.n.sense(at) == Sense::End
            || (1..=TOKEN_OF_LAW_MAX).contains(&word.len())
                && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
    }

    /// "12 News", "7 News Now": a station. Nobody counts news.
    fn is_station(self, end: usize) -> bool {
        self.n.english() && self.cap(end) && self.n.is(end, "news")
    }

    /// "The Group of 20", "the Gang of Eight": so many have a name by their number.
    fn is_club(self, i: usize) -> bool {
        let Some(club) = i.checked_sub(2) else { return false };
        self.n.is(i - 1, "of")
            && self.n.english()
            && self.cap(club)
            && self.n.sense(club).is_word()
            && !self.starts_sentence(club)
    }

    /// `F-16`, `555-0123`, `10.1.2.3`, `@user99`.
    fn is_code(self, i: usize, end: usize) -> bool {
        let glued_before = self.n.glued(i)
            && i > 0
            && matches!(
                self.n.sense(i - 1),
                Sense::Sign(
                    '-' | '.' | '/' | '@' | '#' | '_' | ':' | '=' | '&' | ',' | '\\'
                )
            )
            && self.n.glued(i - 1)
            && !matches!(self.n.sense(i.wrapping_sub(2)), Sense::End | Sense::Break);
        let word_before = self.n.glued(i) && i > 0 && self.n.sense(i - 1).is_word();
        let hash = i > 0 && self.n.sign(i - 1, '#');
        let glued_behind = self.n.glued(end)
            && (matches!(
                self.n.sense(end),
                Sense::Sign('/' | '_' | '@' | '=' | ':' | '\\' | '(')
            ) || (self.n.sign(end, '-')
                && self.n.digits(end + 1).is_some()
                && self.n.glued(end + 1))
                || (self.n.sense(end).is_word() && self.n.digits(i).is_some()));
        let glued_behind = glued_behind && self.n.digits(i).is_some();
        glued_before || word_before || hash || glued_behind
    }

    /// "3 to 1".
    fn is_ratio(self, i: usize, end: usize) -> bool {
        let one =
            |k: usize| matches!(self.n.digits(k), Some((1, 1))) || self.n.is(k, "one");
        let ahead = self.n.is(end, "to") && one(end + 1);
        let behind = one(i)
            && i > 1
            && self.n.is(i - 1, "to")
            && matches!(self.n.sense(i - 2), Sense::Digits { .. } | Sense::Cardinal(_));
        ahead || behind
    }

    /// "(2)", "2)", "photo 3 of 12": an item of a list; `S&P 500`: an index.
    fn is_item(self, i: usize, end: usize) -> bool {
        let small = matches!(self.n.digits(i), Some((_, 1..=2))) && end == i + 1;
        let starts = self.starts_sentence(i);
        let bracketed =
            (starts || self.n.sign(i.wrapping_sub(1), '(')) && self.n.sign(end, ')');
        // "2." alone in its sentence.
        let ends = matches!(self.n.sense(end + 1), Sense::End | Sense::Break);
        let listed = i > 0 && starts && self.n.sign(end, '.') && ends;
        let counter = self.n.is(i.wrapping_sub(1), "of")
            && self.n.digits(i.wrapping_sub(2)).is_some()
            && self.n.in_list(i.wrapping_sub(3), "naming");
        let index = i > 1 && self.n.sign(i - 2, '&') && self.n.is(i - 1, "p");
        small && (bracketed || listed) || counter || index
    }

    /// "Flight 370", "123 Elm Street", "Apollo 11", "one-way".
    fn is_labelled(self, i: usize, end: usize) -> bool {
        let before = |k: usize| i.checked_sub(k).map_or("", |k| self.n.word(k));
        let stop = usize::from(before(1) == ".") + 1;
        if self.n.in_list(i.wrapping_sub(stop), "naming")
            && self.cap(i.wrapping_sub(stop))
        {
            return true;
        }
        if self.n.any(i.wrapping_sub(1), &["no", "nos", "number"])
            && self.n.digits(i).is_some()
        {
            return true;
        }
        // "in room 204", but not "room 12 people share".
        let digits = self.n.digits(i).is_some() && end == i + 1;
        let alone = !self.n.sense(end).is_word() || self.n.in_list(end, "named-end");
        if digits && alone && self.n.in_list(i.wrapping_sub(stop), "naming-small") {
            return true;
        }
        let street = (end..end + 4).any(|k| self.cap(k) && self.n.in_list(k, "street"))
            && self.cap(end);
        if street {
            return true;
        }
        // "Ocean 11": a capitalised word before, and nothing counted behind.
        let few = matches!(self.n.digits(i), Some((_, 1..=4)));
        if digits
            && few
            && alone
            && i > 1
            && self.cap(i - 1)
            && !self.starts_sentence(i - 1)
        {
            return !self.n.sign(end, '%');
        }
        // "Calls to 911", "dial 112": whom one calls.
        let to = usize::from(self.n.is(i.wrapping_sub(1), "to"));
        if digits && alone && self.n.in_list(i.wrapping_sub(1 + to), "calling") {
            return true;
        }
        // "A 911 call": the number of those whom one calls.
        let called = matches!(self.n.digits(i), Some((911 | 999, _)));
        if called && self.n.in_list(end, "calling") {
            return true;
        }
        // "Per 100,000 people": the basis of a rate. In other languages "per" is "for".
        if self.n.english() && self.n.is(i.wrapping_sub(1), "per") {
            return true;
        }
        // "two-story", "3- or 4-year-old": a kind, not a count.
        let hung = self.n.any(end + 1, &["to", "or", "and"]) && self.n.glued(end);
        self.n.sign(end, '-')
            && (hung || self.n.inner(end, '-') && self.n.sense(end + 1).is_word())
    }

    /// "one" alone is rarely a count, "zero" hardly ever of one thing ("zero tolerance");
    /// an article elsewhere counts only what became of somebody ("ein Toter", "un mort").
    fn is_one(self, i: usize, amount: &Amount) -> bool {
        let next = self.n.word(i + 1);
        let alone = amount.end == i + 1;
        if alone && self.n.is(i, "zero") && self.n.sense(i + 1) == Sense::Plain {
            return !next.ends_with('s');
        }
        if !self.n.english() {
            let counts = ["states", "quantity", "people", "person"];
            return alone
                && self.n.in_list(i, "article")
                && self.n.sense(i + 1).is_word()
                && !counts.iter().any(|list| self.n.in_list(i + 1, list));
        }
        alone && self.n.any(i, &["one", "a", "an"]) && !self.n.in_list(i + 1, "person")
    }
}
