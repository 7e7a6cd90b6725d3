//! Names that are one in two languages: people by their sound where the scripts differ, lands
//! by what each language calls them.

use rundown_lexicon::{Listed, land, uncased};
use rundown_news::{EntityKind, Lang};
use rundown_text::sounds_alike;

/// A name as an article of a language has it.
#[derive(Clone, Copy)]
pub(crate) struct Foreign<'a> {
    pub(crate) name: &'a str,
    pub(crate) kind: EntityKind,
    pub(crate) lang: Lang,
}

/// Names in another script than Latin that are compared with those in Latin letters.
const COMPARED_MAX: usize = 200;

/// For each name the place of the one that it is in another script, if it is clear: of two
/// people who sound alike it is neither.
pub(crate) fn across(names: &[Foreign<'_>]) -> Vec<Option<usize>> {
    let people = |latin: bool| {
        let of = names.iter().enumerate().filter(move |(_, name)| {
            name.kind == EntityKind::Person && is_latin(name.name) == latin
        });
        of.take(COMPARED_MAX)
    };
    let mut found = vec![None; names.len()];
    for (at, name) in people(false) {
        let spoken = spoken(name);
        let spoken = spoken.as_deref().unwrap_or(name.name);
        let mut alike = people(true)
            .filter(|(_, other)| sounds_alike(spoken, other.name))
            .map(|(place, _)| place);
        found[at] = alike.next().filter(|first| {
            let is_same =
                |other: usize| names[other].name.eq_ignore_ascii_case(names[*first].name);
            alike.all(is_same)
        });
    }
    found
}

/// What a land is called in English, of a place that is one in another language.
pub(crate) fn land_of(name: &Foreign<'_>) -> Option<&'static str> {
    let place = name.kind == EntityKind::Place && name.lang != Lang::ENGLISH;
    place.then(|| land(name.lang.as_str(), name.name)).flatten()
}

fn is_latin(name: &str) -> bool {
    name.chars().any(|c| matches!(c, 'A'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

/// How a Japanese name is read aloud: "山田太郎" is ヤマダ タロウ.
fn spoken(name: &Foreign<'_>) -> Option<String> {
    let names = uncased(name.lang.as_str())?;
    let mut cuts = name.name.char_indices().map(|(at, _)| at).skip(1);
    cuts.find_map(|cut| {
        let (surname, given) = name.name.split_at(cut);
        let fits = names.lists(surname).has(Listed::SURNAME)
            && names.lists(given).has(Listed::GIVEN);
        fits.then(|| {
            Some(format!("{} {}", names.reading(surname)?, names.reading(given)?))
        })
        .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person<'a>(name: &'a str, lang: &str) -> Foreign<'a> {
        Foreign { name, kind: EntityKind::Person, lang: Lang::parse(lang).unwrap() }
    }

    #[test]
    fn one_person_in_two_scripts_is_one() {
        let names = [
            person("Olaf Hansen", "en"),
            person("أولاف هانسن", "ar"),
            person("Taro Yamada", "en"),
            person("山田太郎", "ja"),
            person("Dana Keren", "de"),
            person("王伟", "zh"),
        ];
        assert_eq!(across(&names), [None, Some(0), None, Some(2), None, None]);
    }

    #[test]
    fn of_two_that_sound_alike_it_is_neither() {
        let names = [
            person("Olaf Hansen", "en"),
            person("Olof Hanson", "en"),
            person("أولاف هانسن", "ar"),
        ];
        assert_eq!(across(&names), [None, None, None]);
    }

    #[test]
    fn lands_meet_by_their_english_names() {
        for (name, lang) in [("Norwegen", "de"), ("النرويج", "ar"), ("ノルウェー", "ja")]
        {
            let place = Foreign { kind: EntityKind::Place, ..person(name, lang) };
            assert_eq!(land_of(&place), Some("Norway"));
        }
        assert_eq!(land_of(&person("Norwegen", "de")), None);
    }
}
