//! What speaks for and against two bundles of articles belonging together.

use rundown_text::ln;

use crate::bundle::Bundle;
use crate::filed::Filed;
use crate::shelf::Shelf;
use crate::sparse::{Probe, Sparse};
use crate::term::Term;
use crate::usage::{Usage, Weighed};
use rundown_meaning::Gist;

/// Number of signs looked at.
pub(crate) const SIGNS: usize = 44;

/// The signs, each between about 0 and 1.
pub(crate) type Evidence = [f64; SIGNS];

/// Where it stands whether the part, and then the whole, are headlines alone.
const HEADLINE_ONLY: usize = 16;

/// Unrelated texts are about so much alike, in words and in names; headlines are not
/// at all. A lead over nobody is none: the first articles of a store have no rivals.
pub(crate) const LEAD_OVER_MIN: f64 = 0.05;

/// Members of a whole that a part is compared with one by one, closest in gist first.
const MEMBERS_COMPARED: usize = 3;

/// The same of gist.
const GIST_LEAD_OVER_MIN: f64 = 0.2;

/// Where the likeness of words, of names and of gist to the whole stand; gist is 0 where
/// it does not count.
const ALL: usize = 0;
const NAMES: usize = 4;
pub(crate) const GIST: usize = 34;

/// Where it stands how many articles the store has.
pub(crate) const ARTICLES: usize = 22;

/// Where it stands how many of them are of the last days.
pub(crate) const RIVALS: usize = 28;

/// Where it stands whether the two have a language in common.
pub(crate) const COMMON_LANGUAGE: usize = 27;

/// Where it stands how scant the text of the two is.
pub(crate) const SCANTNESS: usize = 37;

/// Content words of a body that tell no more than a headline, and those that are enough.
const SCANT_WORDS: f64 = 3.0;
const ENOUGH_WORDS: f64 = 10.0;

/// Top words that are expected on both sides.
const TOP: usize = 3;

/// How much company the articles keep: among many rivals a likeness tells less.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Company {
    /// Articles of the last days.
    pub rivals: u32,
}

/// An article or a development that is compared with one whole after the other.
pub(crate) struct Part<'a> {
    bundle: &'a Bundle,
    all: Probe<'a>,
    title: Probe<'a>,
    names: Probe<'a>,
    /// Whether gist is asked for where words say little.
    asks_gist: bool,
}

impl<'a> Part<'a> {
    pub(crate) fn new(bundle: &'a Bundle) -> Self {
        Self {
            bundle,
            all: Probe::new(&bundle.all),
            title: Probe::new(&bundle.title),
            names: Probe::new(&bundle.names),
            asks_gist: true,
        }
    }

    /// The same of a story, whose developments tell of many things.
    pub(crate) fn of_story(bundle: &'a Bundle) -> Self {
        Self { asks_gist: false, ..Self::new(bundle) }
    }

    /// How alike the words and, by half, the names of a whole are, and its gist, the
    /// more the less text there is.
    pub(crate) fn likeness(&self, whole: &Bundle) -> f64 {
        let words = self.words_alike(whole);
        if !self.asks_gist_of(whole) {
            return words;
        }
        let weight = if self.bundle.meets(whole) { self.scantness(whole) } else { 1.0 };
        words + 0.5 * weight * self.gist(&whole.gist).max(0.0)
    }

    /// How alike the words and, by half, the names of a whole are.
    pub(crate) fn words_alike(&self, whole: &Bundle) -> f64 {
        self.all.cosine(&whole.all) + 0.5 * self.names.cosine(&whole.names)
    }

    /// How little text there is to go by: 1 where both sides have headlines alone, 0
    /// where both have bodies.
    fn scantness(&self, whole: &Bundle) -> f64 {
        0.5 * (scant(self.bundle.body_length) + scant(whole.body_length))
    }

    /// Whether gist counts beside words.
    fn asks_gist_of(&self, whole: &Bundle) -> bool {
        self.asks_gist && (self.scantness(whole) > 0.0 || !self.bundle.meets(whole))
    }

    fn gist(&self, of: &Gist) -> f64 {
        self.bundle.gist.cosine(of)
    }

    fn closest(&self, near: &[&Bundle], recent: &[&Weighed]) -> Alike {
        let mut best = Alike::default();
        for member in recent {
            self.meet(&mut best, &member.all, &member.title, &member.names);
        }
        for member in near {
            self.meet(&mut best, &member.all, &member.title, &member.names);
        }
        best
    }

    /// The same of members, with gist. Of many headlines those closest in gist are the
    /// likeliest to be closest in words.
    fn closest_in_gist(&self, recent: &[&Weighed]) -> Alike {
        let by_gist = recent.iter().map(|member| (self.gist(&member.gist), *member));
        let mut members: Vec<(f64, &Weighed)> = by_gist.collect();
        members.sort_by(|a, b| b.0.total_cmp(&a.0));
        if is_scant(self.bundle) {
            members.truncate(MEMBERS_COMPARED);
        }
        let gist = members.first().map_or(0.0, |member| member.0.max(0.0));
        let members: Vec<&Weighed> = members.into_iter().map(|member| member.1).collect();
        Alike { gist, ..self.closest(&[], &members) }
    }

    fn meet(&self, best: &mut Alike, all: &Sparse, title: &Sparse, names: &Sparse) {
        best.all = best.all.max(self.all.cosine(all));
        best.title = best.title.max(self.title.cosine(title));
        best.names = best.names.max(self.names.cosine(names));
    }
}

/// Terms that both sides have, with the weight of each here and there: gathered once for
/// all signs.
type SharedTerms = Vec<(Term, f32, f32)>;

/// What a part and a whole have in common and what not; `near` are developments of the
/// whole that are closest.
pub(crate) fn evidence(
    part: &Part<'_>,
    whole: &Bundle,
    near: &[&Bundle],
    filed: &Shelf<Filed>,
    usage: &Usage,
    company: Company,
) -> Evidence {
    let (scantness, by_gist) = (part.scantness(whole), part.asks_gist_of(whole));
    let all_shared: SharedTerms = part.all.shared(&whole.all).collect();
    let title_shared: SharedTerms = part.title.shared(&whole.title).collect();
    let names_shared: SharedTerms = part.names.shared(&whole.names).collect();
    let alike = Alike {
        all: part.all.cosine_by(&all_shared, &whole.all),
        title: part.title.cosine_by(&title_shared, &whole.title),
        names: part.names.cosine_by(&names_shared, &whole.names),
        gist: if by_gist { part.gist(&whole.gist) } else { 0.0 },
    };
    let said = part.gist(&whole.gist);
    let said_nearest = if whole.count == 1 {
        said
    } else {
        let recent = whole.recent.iter();
        let of = recent.map(|member| part.gist(&filed[*member as usize].weighed.gist));
        of.fold(said, f64::max)
    };
    let members = if whole.count == 1 {
        // The one member says what the whole says.
        alike
    } else {
        let recent = whole.recent.iter();
        let recent: Vec<&Weighed> =
            recent.map(|member| &*filed[*member as usize].weighed).collect();
        if by_gist { part.closest_in_gist(&recent) } else { part.closest(near, &recent) }
    };
    let words = rarities(all_shared, usage);
    let names = rarities(names_shared, usage);
    let in_title = rarities(title_shared, usage);
    let of_title = rarities(part.title.shared(&whole.all), usage);
    let same_lang = part.bundle.meets(whole);
    let part = part.bundle;
    let days = part.days_between(whole);
    let agreement = part.days.agreement(&whole.days);
    let (rare, rare_names) = (rarest(&words), rarest(&names));
    let title_words = f64::from(part.title.entries().len() as u32);
    [
        alike.all,
        members.all,
        alike.title,
        members.title,
        alike.names,
        members.names,
        part.numbers.cosine(&whole.numbers),
        rare.0,
        rare.1,
        covered(&part.names, &whole.names),
        covered(&whole.names, &part.names),
        covered(&part.title, &whole.all),
        covered(&whole.title, &part.all),
        days.map_or(0.0, |days| ln(1.0 + days) / 3.5),
        days.map_or(0.0, |days| (days / 3.0).min(1.0)),
        f64::from(days.is_none()),
        f64::from(part.headline_only),
        f64::from(whole.headline_only),
        size(whole.count),
        size(part.count),
        ln(1.0 + title_words) / 3.0,
        conflict(&part.numbers, &whole.numbers),
        (ln(1.0 + f64::from(usage.articles())) / 10.0).min(1.0),
        information(&in_title),
        information(&of_title),
        information(&names),
        information(&words) / 3.0,
        f64::from(same_lang),
        (ln(1.0 + f64::from(company.rivals)) / 8.0).min(1.2),
        span(whole),
        rare_names.0,
        rare_names.1,
        // Leads, added later: in words and in names.
        0.0,
        0.0,
        alike.gist,
        members.gist,
        // And in gist.
        0.0,
        scantness,
        agreement.same,
        agreement.meet,
        agreement.clash,
        (ln(1.0 + agreement.apart) / 3.5).min(1.5),
        said,
        said_nearest,
    ]
}

/// How alike a part and a whole are, or a part and that member of the whole that is
/// closest by each sign.
#[derive(Clone, Copy, Default)]
struct Alike {
    all: f64,
    title: f64,
    names: f64,
    gist: f64,
}

/// Whether gist counts for what this is compared with in its own language.
pub(crate) fn is_scant(bundle: &Bundle) -> bool {
    scant(bundle.body_length) > 0.0
}

fn scant(words: u32) -> f64 {
    let lacking = ENOUGH_WORDS - f64::from(words);
    (lacking / (ENOUGH_WORDS - SCANT_WORDS)).clamp(0.0, 1.0)
}

fn size(count: u32) -> f64 {
    (ln(f64::from(count.max(1))) / 4.0).min(1.5)
}

/// For how long it has run.
fn span(bundle: &Bundle) -> f64 {
    let (Some(first), Some(last)) = (bundle.first, bundle.last) else { return 0.0 };
    (ln(1.0 + (last - first) as f64 / 86_400.0) / 3.5).min(1.5)
}

/// How rare each shared term is.
fn rarities(
    shared: impl IntoIterator<Item = (Term, f32, f32)>,
    usage: &Usage,
) -> Vec<f64> {
    shared.into_iter().map(|(term, _, _)| usage.rarity(term)).collect()
}

/// The rarity of the two rarest terms.
fn rarest(rarities: &[f64]) -> (f64, f64) {
    let (mut first, mut second) = (0.0_f64, 0.0_f64);
    for rarity in rarities.iter().map(|rarity| rarity / 10.0) {
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
    let top = part.top(TOP);
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
    let clash =
        !a.is_empty() && !b.is_empty() && Probe::new(a).shared(b).next().is_none();
    f64::from(clash)
}

/// How much the shared words tell: the sum of their rarities.
fn information(rarities: &[f64]) -> f64 {
    (rarities.iter().sum::<f64>() / 30.0).min(2.0)
}

/// Adds how far each candidate leads the best of its peers, in all words, in names and in
/// gist. Where few candidates are at hand the others are taken to be as alike as `least`.
pub(crate) fn add_lead(
    candidates: &mut [Evidence],
    least: f64,
    are_peers: impl Fn(usize, usize) -> bool,
) {
    for (from, to, least) in
        [(ALL, 32, least), (NAMES, 33, least), (GIST, 36, GIST_LEAD_OVER_MIN)]
    {
        let values: Vec<f64> = candidates.iter().map(|e| e[from]).collect();
        for (i, candidate) in candidates.iter_mut().enumerate() {
            let others = values.iter().enumerate();
            let others = others.filter(|(j, _)| *j != i && are_peers(i, *j));
            let in_full = candidate[HEADLINE_ONLY] + candidate[HEADLINE_ONLY + 1] == 0.0;
            let least = if in_full { least } else { 0.0 };
            let best = others.map(|(_, value)| *value).fold(least, f64::max);
            candidate[to] = (values[i] - best).clamp(-0.5, 0.5);
        }
    }
}
