//! The pieces of a text that dates and times are read from.

/// A piece of a text: digits, letters, or one other sign.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    Number { value: u32, digits: usize },
    Word(String),
    Sign(char),
}

pub(super) fn parts_of(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        if let Some(digit) = character.to_digit(10) {
            if let Some(Part::Number { value, digits }) = parts.last_mut() {
                *value = value.saturating_mul(10).saturating_add(digit);
                *digits += 1;
            } else {
                parts.push(Part::Number { value: digit, digits: 1 });
            }
        } else if character.is_alphabetic() || matches!(character, '\u{300}'..='\u{36F}')
        {
            if let Some(Part::Word(word)) = parts.last_mut() {
                word.push(character);
            } else {
                parts.push(Part::Word(String::from(character)));
            }
        } else if character.is_whitespace() {
            if parts.last() != Some(&Part::Sign(' ')) {
                parts.push(Part::Sign(' '));
            }
        } else {
            parts.push(Part::Sign(character));
        }
    }
    parts
}

pub(super) fn number(parts: &[Part], place: usize) -> Option<(u32, usize)> {
    match parts.get(place)? {
        Part::Number { value, digits } => Some((*value, *digits)),
        _ => None,
    }
}
