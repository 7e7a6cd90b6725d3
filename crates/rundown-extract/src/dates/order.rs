//! `5/2/2031`: the second of May or the fifth of February.

/// Which of the two figures a page puts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// The order of a page: by a date of it that can be read in one way only, else by its
/// language.
pub(super) fn order_shown<'t>(
    texts: impl Iterator<Item = &'t str>,
    is_american: bool,
) -> Order {
    let told = texts.filter_map(figures).find_map(|(_, first, second, _)| {
        match (number(first), number(second)) {
            (13.., 1..=12) => Some(Order::DayFirst),
            (1..=12, 13..) => Some(Order::MonthFirst),
            _ => None,
        }
    });
    told.unwrap_or(if is_american { Order::MonthFirst } else { Order::DayFirst })
}

/// `5/2/2031` as `2/5/2031`.
pub(super) fn turned(text: &str) -> Option<String> {
    let (head, first, second, rest) = figures(text)?;
    let sign = &rest[..1];
    Some(format!("{head}{second}{sign}{first}{rest}"))
}

fn number(figures: &str) -> u32 {
    figures.parse().unwrap_or(0)
}

/// What stands before a date in figures, its first two figures, and the rest from the
/// second sign on.
fn figures(text: &str) -> Option<(&str, &str, &str, &str)> {
    ['/', '-'].into_iter().find_map(|sign| {
        let (before, behind) = text.split_once(sign)?;
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (head, first) = before.split_at(before.len() - digits);
        let second = behind.split(sign).next()?;
        let rest = &behind[second.len()..];
        let is_short = |part: &str| {
            (1..=2).contains(&part.len())
                && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let has_year = rest.strip_prefix(sign)?.starts_with(|c: char| c.is_ascii_digit());
        (is_short(first) && is_short(second) && has_year)
            .then_some((head, first, second, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_turned_and_their_order_told() {
        assert_eq!(turned("on 5/2/2031, 9:40").as_deref(), Some("on 2/5/2031, 9:40"));
        assert_eq!(turned("05-02-2031").as_deref(), Some("02-05-2031"));
        assert_eq!(turned("2031-05-02"), None);
        let shown = ["5/2/2031", "23/4/2031"];
        assert_eq!(order_shown(shown.into_iter(), true), Order::DayFirst);
        assert_eq!(order_shown(["5/2/2031"].into_iter(), true), Order::MonthFirst);
    }
}
