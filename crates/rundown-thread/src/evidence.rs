//! What speaks for and against an article belonging to a development.

use rundown_text::ln;

use crate::development::Development;
use crate::filed::Filed;
use crate::sparse::Sparse;
use crate::usage::Usage;

/// Number of signs looked at.
pub(crate) const SIGNS: usize = 29;

/// The signs, each between about 0 and 1.
pub(crate) type Evidence = [f64; SIGNS];

/// Top names that are expected on both sides.
const TOP_NAMES: usize = 3;

/// What an article and a development have in common and what not.
pub(crate) fn evidence(
    article: &Filed,
    development: &Development,
    filed: &[Filed],
    usage: &Usage,
    rivals: u32,
) -> Evidence {
    let weighed = &*article.weighed;
    let mut members = Closest::default();
    for member in &development.recent {
        let member = &filed[*member as usize];
        members.all = members.all.max(weighed.all.cosine(&member.weighed.all));
        members.title = members.title.max(weighed.title.cosine(&member.weighed.title));
        members.names = members.names.max(weighed.names.cosine(&member.weighed.names));
    }
    let days = development.days_to(article.published);
    let rare = rarest_shared(weighed.all.shared(&development.all), usage);
    [
        weighed.all.cosine(&development.all),
        members.all,
        weighed.title.cosine(&development.title),
        members.title,
        weighed.names.cosine(&development.names),
        members.names,
        weighed.numbers.cosine(&development.numbers),
        rare.0,
        rare.1,
        covered(&weighed.names, &development.names),
        covered(&development.names, &weighed.names),
        covered(&weighed.title, &development.all),
        covered(&development.title, &weighed.all),
        days.map_or(0.0, |days| ln(1.0 + days) / 3.5),
        days.map_or(0.0, |days| (days / 3.0).min(1.0)),
        f64::from(days.is_none()),
        f64::from(article.is_headline_only()),
        f64::from(development.headline_only),
        (ln(f64::from(development.count)) / 4.0).min(1.5),
        (ln(1.0 + f64::from(article.weighed.title.entries().len() as u32))) / 3.0,
        conflict(&weighed.numbers, &development.numbers),
        (ln(1.0 + f64::from(usage.articles())) / 10.0).min(1.0),
        information(weighed.title.shared(&development.title), usage),
        information(weighed.title.shared(&development.all), usage),
        information(weighed.names.shared(&development.names), usage),
        f64::from(article.lang == development.lang),
        (ln(1.0 + f64::from(rivals)) / 8.0).min(1.2),
        0.0,
        0.0,
    ]
}

/// The best match among the members, sign by sign.
#[derive(Default)]
struct Closest {
    all: f64,
    title: f64,
    names: f64,
}

/// The rarity of the two rarest shared terms.
fn rarest_shared(
    shared: impl Iterator<Item = (u32, f32, f32)>,
    usage: &Usage,
) -> (f64, f64) {
    let (mut first, mut second) = (0.0_f64, 0.0_f64);
    for (term, _, _) in shared {
        let rarity = usage.rarity(term) / 10.0;
        if rarity > first {
            (first, second) = (rarity, first);
        } else if rarity > second {
            second = rarity;
        }
    }
    (first, second)
}

/// The share of the heaviest words of one side that the other side has at all.
fn covered(part: &Sparse, whole: &Sparse) -> f64 {
    let top = part.top(TOP_NAMES);
    let all: f32 = top.iter().map(|(_, weight)| weight).sum();
    if all <= 0.0 || whole.is_empty() {
        return 0.5;
    }
    let found: f32 =
        top.iter().filter(|(term, _)| whole.weight(*term) > 0.0).map(|(_, w)| w).sum();
    f64::from(found / all)
}

/// Both give numbers, and not one is the same.
fn conflict(a: &Sparse, b: &Sparse) -> f64 {
    let clash = !a.is_empty() && !b.is_empty() && a.shared(b).next().is_none();
    f64::from(clash)
}

/// How much the shared words tell: the sum of their rarities.
fn information(shared: impl Iterator<Item = (u32, f32, f32)>, usage: &Usage) -> f64 {
    let sum: f64 = shared.map(|(term, _, _)| usage.rarity(term)).sum();
    (sum / 30.0).min(2.0)
}

/// Adds how far each candidate leads the best of the others, in all words and in
/// names.
pub(crate) fn add_lead(candidates: &mut [Evidence]) {
    for (from, to) in [(0, SIGNS - 2), (4, SIGNS - 1)] {
        let values: Vec<f64> = candidates.iter().map(|e| e[from]).collect();
        for (i, candidate) in candidates.iter_mut().enumerate() {
            let others = values.iter().enumerate().filter(|(j, _)| *j != i);
            let best = others.map(|(_, value)| *value).fold(0.0, f64::max);
            candidate[to] = (values[i] - best).clamp(-0.5, 0.5);
        }
    }
}
