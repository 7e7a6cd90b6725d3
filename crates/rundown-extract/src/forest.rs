//! A forest of small trees that adds up to how likely something is.
//!
//! Each tree asks a few questions of a list of measures ("is the fifth one above 40?")
//! and ends in a number; the sum over all trees is the logarithm of the odds, in
//! thousandths. Only whole numbers are used. `cargo xtask train body` grows one.

/// Questions on the way from a tree's root to its end.
pub const DEPTH: usize = 5;

/// Questions of a whole tree.
pub const QUESTIONS: usize = (1 << DEPTH) - 1;

/// Ends of a tree.
pub const ENDS: usize = 1 << DEPTH;

/// A tree: question `n` leads to question `2n + 1` (not above) or `2n + 2` (above).
#[derive(Debug, Clone)]
pub struct Branches {
    /// Which measure is asked for, and what it must be above.
    pub questions: [(u8, i32); QUESTIONS],
    /// What each end says, in thousandths.
    pub ends: [i32; ENDS],
}

/// A forest as it is shipped.
#[derive(Debug, Clone, Default)]
pub struct Forest {
    /// Its trees.
    pub trees: Vec<Branches>,
}

impl Forest {
    /// Reads a forest from its text: a line a tree, questions as `measure>value`, then
    /// ends. Lines that are none are passed over.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self { trees: text.lines().filter_map(tree_in).collect() }
    }

    /// The forest as text, for [`Forest::parse`].
    #[must_use]
    pub fn write(&self) -> String {
        let line = |tree: &Branches| {
            let questions =
                tree.questions.iter().map(|(what, above)| format!("{what}>{above}"));
            let ends = tree.ends.iter().map(i32::to_string);
            questions.chain(ends).collect::<Vec<_>>().join(" ") + "\n"
        };
        self.trees.iter().map(line).collect()
    }

    /// The logarithm of the odds, in thousandths.
    #[must_use]
    pub fn odds(&self, measures: &[i32]) -> i32 {
        // A place for whatever a question may name.
        let mut asked = [0; 1 << u8::BITS];
        for (place, measure) in asked.iter_mut().zip(measures) {
            *place = *measure;
        }
        self.trees.iter().map(|tree| tree.end(&asked)).sum()
    }
}

impl Branches {
    fn end(&self, measures: &[i32; 1 << u8::BITS]) -> i32 {
        // Its place among the questions of one depth, as that needs the least figuring.
        let mut at = 0;
        for depth in 0..DEPTH {
            let (what, above) = self.questions[(1 << depth) - 1 + at];
            at = 2 * at + usize::from(measures[usize::from(what)] > above);
        }
        self.ends[at]
    }
}

fn tree_in(line: &str) -> Option<Branches> {
    let mut words = line.split_ascii_whitespace();
    let mut tree = Branches { questions: [(0, 0); QUESTIONS], ends: [0; ENDS] };
    for question in &mut tree.questions {
        let (what, above) = words.next()?.split_once('>')?;
        *question = (what.parse().ok()?, above.parse().ok()?);
    }
    for end in &mut tree.ends {
        *end = words.next()?.parse().ok()?;
    }
    Some(tree)
}

/// How likely odds are, in thousandths, from the logarithm of the odds in thousandths.
pub(crate) fn likelihood(odds: i32) -> usize {
    /// The logistic function at whole numbers from 0 to 7.
    const AT: [i32; 8] = [500, 731, 881, 953, 982, 993, 998, 1000];
    let far = odds.unsigned_abs().min(6_999) as usize;
    let (step, rest) = (far / 1_000, (far % 1_000) as i32);
    let above = AT[step] + (AT[step + 1] - AT[step]) * rest / 1_000;
    let likely = if odds < 0 { 1_000 - above } else { above };
    usize::try_from(likely).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forest_is_read_as_it_is_written() {
        let mut tree = Branches { questions: [(1, 40); QUESTIONS], ends: [-100; ENDS] };
        tree.ends[ENDS - 1] = 700;
        let forest = Forest { trees: vec![tree.clone(), tree] };
        let read = Forest::parse(&format!("# A comment\n{}", forest.write()));
        assert_eq!(read.odds(&[0, 41]), 1_400);
        assert_eq!(read.odds(&[0, 40]), -200);
    }

    #[test]
    fn likelihood_is_half_at_even_odds_and_symmetric() {
        assert_eq!(likelihood(0), 500);
        assert_eq!(likelihood(1_000), 731);
        assert_eq!(likelihood(-1_000), 269);
        assert!(likelihood(i32::MIN) <= 1);
    }
}
