//! Figures in the language of the reader: "at least 1,200", "mindestens 1.200".

use rundown_news::{Qualifier, figure_words};

use crate::wording::{Tongue, localized, say, tell, tongue};

/// A value with the upper end of its range or the other side of its vote, its unit and
/// qualifier. English has a word for a million and more, which the others are told by it.
pub(crate) fn figure_told(
    value: f64,
    second: Option<f64>,
    qualifier: Qualifier,
    unit: &str,
) -> String {
    if tongue() == Tongue::English {
        return figure_words(value, second, qualifier, unit);
    }
    let bare = localized(&figure_words(value, second, Qualifier::Exact, unit));
    let scaled = [" trillion", " billion", " million"].into_iter().zip([
        say("{n} trillion"),
        say("{n} billion"),
        say("{n} million"),
    ]);
    let named = scaled.fold(bare, |bare, (english, own)| {
        bare.replace(english, own.strip_prefix("{n}").unwrap_or(english))
    });
    match qualifier {
        Qualifier::Exact => named,
        Qualifier::AtLeast => tell("at least {n}", &[("n", &named)]),
        Qualifier::MoreThan => tell("more than {n}", &[("n", &named)]),
        Qualifier::About => tell("about {n}", &[("n", &named)]),
        Qualifier::Nearly => tell("nearly {n}", &[("n", &named)]),
        Qualifier::UpTo => tell("up to {n}", &[("n", &named)]),
        Qualifier::LessThan => tell("fewer than {n}", &[("n", &named)]),
    }
}
