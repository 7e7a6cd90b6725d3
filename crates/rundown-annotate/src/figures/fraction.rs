//! Fractions in words: "two thirds", "three-quarters", "half", "one in five".

use rundown_news::Lang;

use super::reader::Reader;
use crate::dates::words::Sense;

/// "nine in ten": of more, nobody says so many in so many.
const FEW: f64 = 10.0;

impl Reader<'_> {
    /// The fraction at token `i`, and the first token behind it.
    pub(super) fn fraction(self, i: usize) -> Option<(usize, f64)> {
        if !self.n.english() {
            return self
                .part_of_scale(i)
                .or_else(|| self.share_told(i))
                .or_else(|| self.each_nth(i))
                .or_else(|| self.so_many_told(i))
                .or_else(|| self.so_many_in(i));
        }
        self.halves(i).or_else(|| self.parts(i)).or_else(|| self.so_many_in(i))
    }

    /// "zwei Drittel", "un quart des voix", "die Hälfte der Stimmen", outside English. A
    /// quarter may be one of a town, and a half one of a match: what it is of has to follow.
    fn share_told(self, i: usize) -> Option<(usize, f64)> {
        let is_of = |end: usize| self.n.in_list(end, "counted-of");
        if let Some((end, share)) = self.n.phrase(i, "share") {
            let (top, bottom) = share.split_once('/')?;
            let (top, bottom): (f64, f64) = (top.parse().ok()?, bottom.parse().ok()?);
            let ranked = matches!(
                self.n.sense(i.wrapping_sub(1)),
                Sense::Ordinal(_) | Sense::Shift(_)
            );
            let bare = self.n.lexicon.list("counted-of").is_none();
            let plain = bare && self.n.sense(end) == Sense::Plain;
            return ((is_of(end) || plain) && !ranked).then_some((end, top / bottom));
        }
        let top = self.n.number(i)?;
        let (end, bottom) = self.n.phrase(top.end, "denominator")?;
        let bottom: f64 = bottom.parse().ok()?;
        let whole = top.value.fract() == 0.0 && (1.0..bottom).contains(&top.value);
        let several = top.value > 1.0 || is_of(end) || !self.n.sense(end).is_word();
        (whole && several).then_some((end, top.value / bottom))
    }

    /// "eine halbe Million", "medio millón", "un demi-milliard": half of a large number; and
    /// "anderthalb Millionen", "zweieinhalb Tonnen", outside English.
    fn part_of_scale(self, i: usize) -> Option<(usize, f64)> {
        let scale = |at: usize| match self.n.sense(at) {
            Sense::Scale(power @ 2..) => Some(crate::dates::number::power_of_ten(power)),
            _ => None,
        };
        if let Some((end, times)) = self.n.phrase(i, "mixed") {
            let times: f64 = times.parse().ok()?;
            let of = scale(end);
            let end = end + usize::from(of.is_some());
            return Some((end, times * of.unwrap_or(1.0)));
        }
        let half = i + usize::from(self.n.in_list(i, "article"));
        let joint = half + 1 + usize::from(self.n.inner(half + 1, '-'));
        let of = scale(joint).filter(|_| self.n.in_list(half, "half"))?;
        Some((joint + 1, of / 2.0))
    }

    /// "un millón y medio", "un milione e mezzo": the half behind a large number, and the
    /// first token behind it.
    pub(super) fn half_behind(self, end: usize) -> Option<usize> {
        let joined = self.n.in_list(end, "and") && self.n.in_list(end + 1, "half");
        joined.then_some(end + 2)
    }

    /// "jeder fünfte Betrieb", "var tredje": one in so many.
    fn each_nth(self, i: usize) -> Option<(usize, f64)> {
        let Sense::Ordinal(nth @ 2..) = self.n.sense(i + 1) else { return None };
        let time = matches!(self.n.sense(i + 2), Sense::Units(_) | Sense::Unit(_));
        let told = self.n.in_list(i, "each-nth") && !time;
        told.then_some((i + 2, 1.0 / f64::from(nth)))
    }

    /// "uno de cada tres", "une personne sur cinq", outside English.
    fn so_many_told(self, i: usize) -> Option<(usize, f64)> {
        let (end, top) = self.plain(i)?;
        let people = self.n.in_list(end, "people") || self.cap(end);
        let link = end + usize::from(people && self.lang != Lang::GERMAN);
        let (link, _) = self.n.phrase(link, "one-in")?;
        let (end, bottom) = self.plain(link)?;
        let time = matches!(self.n.sense(end), Sense::Units(_) | Sense::Unit(_));
        let sane = (1.0..=FEW).contains(&top) && bottom > top && bottom <= 1000.0;
        (sane && !time).then_some((end, top / bottom))
    }

    /// "half of", "half the", "a half", "half a million" being a number in words.
    fn halves(self, i: usize) -> Option<(usize, f64)> {
        let j = i + usize::from(self.n.any(i, &["a", "one"]));
        if self.n.is(j, "half") {
            let million = j + 1 + usize::from(self.n.any(j + 1, &["a", "-"]));
            if let Sense::Scale(power @ 3..) = self.n.sense(million) {
                let value = crate::dates::number::power_of_ten(power) / 2.0;
                return Some((million + 1, value));
            }
            if self.n.is(million, "dozen") {
                return None;
            }
            let led = self.n.in_list(j.wrapping_sub(1), "half-lead");
            let alone =
                matches!(self.n.sense(j + 1), Sense::End | Sense::Break | Sense::Sign(_));
            let share = j > i
                || led
                || self.n.any(j + 1, &["of", "the", "a", "its", "their", "his"]);
            return (share && !self.n.sign(j + 1, '-') || (alone && j > i))
                .then_some((j + 1, 0.5));
        }
        if self.n.is(j, "quarter")
            && let Sense::Scale(power @ 6..) = self.n.sense(j + 1)
        {
            return Some((j + 2, crate::dates::number::power_of_ten(power) / 4.0));
        }
        None
    }

    /// "two thirds", "three-quarters", "a third", "one-fifth", "one hundred thirty fifths".
    fn parts(self, i: usize) -> Option<(usize, f64)> {
        let (top, j) = match self.n.in_words(i) {
            Some(number) => (number.value, number.end),
            None if self.n.is(i, "a") => (1.0, i + 1),
            None => return None,
        };
        let dash = usize::from(self.n.sign(j, '-'));
        let (end, bottom) = self.denominator(j + dash, top)?;
        let article = self.n.any(i, &["a"]);
        if article && dash == 1 {
            return None;
        }
        // "a third man", "one second": ordinals; "a quarter ended" a stretch of time.
        if !(top > 1.0 || dash == 1 || self.ends_share(end)) {
            return None;
        }
        let mut value = self.mixed(i, j, top, bottom).unwrap_or(top / bottom);
        let mut end = end;
        if self.n.is(end, "of")
            && self.n.is(end + 1, "a")
            && let Sense::Scale(power @ 6..) = self.n.sense(end + 2)
        {
            value *= crate::dates::number::power_of_ten(power);
            end += 3;
        } else if let Sense::Scale(power @ 6..) = self.n.sense(end) {
            value *= crate::dates::number::power_of_ten(power);
            end += 1;
        }
        Some((end, value))
    }

    /// "two hundred and fifty-four hundredths", "six million and two thirds": a whole
    /// number and a part; "one hundred and thirty-two fifths" is all fifths.
    fn mixed(self, i: usize, end: usize, top: f64, bottom: f64) -> Option<f64> {
        let and = (i + 1..end).rev().find(|&k| self.n.is(k, "and"))?;
        let part = self.n.in_words(and + 1).filter(|part| part.end == end)?.value;
        let scale = match self.n.sense(and - 1) {
            Sense::Scale(power @ 6..) => crate::dates::number::power_of_ten(power),
            _ => 1.0,
        };
        (part < bottom).then_some(top - part + part / bottom * scale)
    }

    fn ends_share(self, end: usize) -> bool {
        matches!(self.n.sense(end), Sense::End | Sense::Break | Sense::Sign(_))
            || matches!(self.n.sense(end), Sense::Scale(6..))
            || self.n.in_list(end, "share-end")
    }

    /// "thirds", "quarters", "twenty-fifths", "hundredth"; singular behind "one".
    fn denominator(self, k: usize, top: f64) -> Option<(usize, f64)> {
        let word = self.n.word(k);
        let stem = word.strip_suffix('s');
        let single = (top - 1.0).abs() < 1e-9;
        if single == stem.is_some() {
            return None;
        }
        let list = self.n.lexicon.list("denominator")?;
        match list.value(stem.unwrap_or(word)) {
            Some(bottom) => Some((k + 1, bottom.parse().ok()?)),
            None => self.tens_denominator(k),
        }
    }

    /// "twenty-firsts", "twenty fifth".
    fn tens_denominator(self, k: usize) -> Option<(usize, f64)> {
        let Sense::Cardinal(tens @ 20..=90) = self.n.sense(k) else { return None };
        let dash = usize::from(self.n.sign(k + 1, '-'));
        let word = self.n.word(k + 1 + dash);
        let Sense::Ordinal(one @ 1..=9) =
            self.n.lexicon.sense(word.strip_suffix('s').unwrap_or(word).as_bytes())
        else {
            return None;
        };
        (tens % 10 == 0).then_some((k + 2 + dash, f64::from(tens + one)))
    }

    /// "one in five", "two out of three", "1 over 3".
    fn so_many_in(self, i: usize) -> Option<(usize, f64)> {
        let top = self.plain(i)?;
        let out_of = self.n.is(top.0, "out") && self.n.is(top.0 + 1, "of");
        let one_in = self.n.is(top.0, "in") && top.1 <= 10.0;
        let over = self.n.is(top.0, "over");
        let j = match () {
            () if out_of => top.0 + 2,
            () if one_in || over => top.0 + 1,
            () => return None,
        };
        let bottom = self.plain(j)?;
        let sane = bottom.1 > top.1 && bottom.1 >= 2.0 && top.1 >= 1.0;
        if one_in
            && (self.n.digits(j).is_some_and(|(_, len)| len == 4)
                || top.1 > 1.0 && bottom.1 > 20.0)
        {
            return None;
        }
        let time = matches!(self.n.sense(bottom.0), Sense::Units(_) | Sense::Unit(_));
        (sane && !time && self.n.toks.get(bottom.0).is_some())
            .then_some((bottom.0, top.1 / bottom.1))
    }

    fn plain(self, i: usize) -> Option<(usize, f64)> {
        let number = match self.n.sense(i) {
            Sense::Digits { .. } => self.n.in_digits(i),
            Sense::Cardinal(_) => self.n.in_words(i),
            _ => None,
        }?;
        Some((number.end, number.value))
    }

    /// "and two thirds" behind a whole number.
    pub(super) fn fraction_behind(self, end: usize) -> Option<(usize, f64)> {
        if !self.n.is(end, "and") {
            return None;
        }
        let (end, value) = self.parts(end + 1).or_else(|| self.article_part(end + 1))?;
        (value < 1.0).then_some((end, value))
    }

    /// "a third", "one fourth", "a quarter".
    fn article_part(self, i: usize) -> Option<(usize, f64)> {
        if !self.n.any(i, &["a", "one"]) {
            return None;
        }
        let (end, bottom) = self.denominator(i + 1, 1.0)?;
        Some((end, 1.0 / bottom))
    }
}

#[cfg(test)]
mod tests {
    use rundown_news::Lang;

    use crate::figures::tests::read;

    #[test]
    fn parts_are_read_in_other_languages() {
        let values = |lang: &str, text: &str, wanted: &[f64]| {
            let figures = read(Lang::parse(lang).unwrap(), text);
            let found: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
            assert_eq!(found, wanted, "in {text:?}");
        };
        values("de", "Eine halbe Million Menschen floh.", &[500_000.0]);
        values("de", "Anderthalb Millionen Menschen flohen.", &[1.5e6]);
        values("de", "Jeder fünfte Betrieb ist betroffen.", &[0.2]);
        values("es", "Medio millón de personas huyó.", &[500_000.0]);
        values("es", "Huyó un millón y medio de personas.", &[1.5e6]);
        values("es", "Uno de cada tres vecinos votó.", &[1.0 / 3.0]);
        values("fr", "Un demi-million de personnes ont fui.", &[500_000.0]);
        values("fr", "Une personne sur cinq est malade.", &[0.2]);
        values("it", "Mezzo milione di persone è al buio.", &[500_000.0]);
        values("it", "Un milione e mezzo di persone è al buio.", &[1.5e6]);
        values("pt", "Meio milhão de pessoas fugiu.", &[500_000.0]);
        values("pt", "Um em cada cinco alunos faltou.", &[0.2]);
        values("nl", "Een half miljoen mensen vluchtte.", &[500_000.0]);
        values("nl", "Een op de vijf scholen is dicht.", &[0.2]);
        // A mean, and words that only look like parts.
        values("es", "Una media de 12 personas vino.", &[12.0]);
        values("de", "Jeder Betrieb zahlt 12 Kronen.", &[12.0]);
    }
}
