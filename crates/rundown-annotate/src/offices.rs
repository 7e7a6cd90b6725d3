//! Words made of several that name an office.

use rundown_lexicon::Kinds;

/// `vice-president`, `co-founder`, `ex-wife`: the last part tells; `mayor-elect`: the
/// first.
pub(crate) fn is_compound_role(word: &str) -> bool {
    let Some((first, last)) = word.rsplit_once('-') else { return false };
    let tells = if matches!(last, "elect" | "designate") { first } else { last };
    let key = rundown_lexicon::word_key(&rundown_text::fold(tells));
    rundown_lexicon::word_kinds().of(key).has(Kinds::ROLE.or(Kinds::KIN))
}
