//! Telephone numbers: `0800 555 111`, `+49 30 555 0199`, "call 800 555 111".

use super::reader::Reader;

/// The most groups of digits of a telephone number.
const GROUPS_MAX: usize = 8;
/// So many digits it has at least, and with the code of a country.
const DIGITS_MIN: usize = 6;
const DIGITS_ABROAD_MIN: usize = 7;
/// So many tokens before it the word of calling stands at most.
const LEAD_MAX: usize = 4;

impl Reader<'_> {
    /// The token behind a telephone number whose digits begin at a token.
    pub(super) fn telephone(self, i: usize) -> Option<usize> {
        self.n.digits(i)?;
        let bracket = usize::from(self.n.sign(i.wrapping_sub(1), '('));
        let before = i.wrapping_sub(1 + bracket);
        let plus = self.n.sign(before, '+') && self.n.glued(before + 1);
        let (mut end, mut groups, mut digits) = (i, 0, 0);
        let mut next = Some(i);
        while let Some(at) = next.filter(|_| groups < GROUPS_MAX) {
            digits += self.n.word(at).len();
            groups += 1;
            end = at + 1;
            next = self.next_group(end);
        }
        let zero = self.n.word(i).len() > 1 && self.n.word(i).starts_with('0');
        // "+10 000 000" is a number, and "0.05" as well.
        let grouped = || self.n.number(i).is_some_and(|number| number.end == end);
        let abroad = plus && digits >= DIGITS_ABROAD_MIN && !grouped();
        let trunk = zero && digits >= DIGITS_MIN;
        let called = digits >= DIGITS_MIN && groups > 1 && self.is_called(before);
        (abroad || trunk || called).then_some(end)
    }

    /// The digits that go on behind a blank, a dash, a stroke or a bracket.
    fn next_group(self, end: usize) -> Option<usize> {
        let mut at = end;
        let joins = |at: usize| ['-', '/', ')', '.'].iter().any(|c| self.n.sign(at, *c));
        while at < end + 2 && joins(at) {
            at += 1;
        }
        // A full stop that ends a sentence is no joint.
        let stop = self.n.sign(end, '.') && !self.n.inner(end, '.');
        self.n.digits(at).filter(|_| !stop).map(|_| at)
    }

    /// "call", "call us on", "tel.:" before a number.
    fn is_called(self, before: usize) -> bool {
        let sign = |at: usize| [':', '.', '+', '('].iter().any(|c| self.n.sign(at, *c));
        let small = |at: usize| self.n.any(at, &["on", "at", "us", "them"]);
        let back = (0..LEAD_MAX).map(|by| before.wrapping_sub(by));
        let mut back = back.skip_while(|at| sign(*at) || small(*at));
        back.next().is_some_and(|at| self.n.in_list(at, "calling"))
    }
}
