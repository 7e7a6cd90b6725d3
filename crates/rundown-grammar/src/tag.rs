//! Parts of speech: the universal set, refined where grammar asks for more.

/// A part of speech of the universal set (Petrov, Das and `McDonald`, 2012; Universal
/// Dependencies 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Part {
    /// Adjectives.
    Adjective,
    /// Prepositions and postpositions.
    Adposition,
    /// Adverbs.
    Adverb,
    /// Auxiliaries and copulas.
    Auxiliary,
    /// "and", "or".
    Coordinator,
    /// Articles and the like.
    Determiner,
    /// "oh", "yes".
    Interjection,
    /// Common nouns.
    Noun,
    /// Numbers.
    Number,
    /// "not", "to", "'s".
    Particle,
    /// Pronouns.
    Pronoun,
    /// Names.
    Name,
    /// Signs of punctuation.
    Punctuation,
    /// "that", "if", "because".
    Subordinator,
    /// "$", "%".
    Symbol,
    /// Full verbs.
    Verb,
    /// Anything else.
    Other,
}

/// What a part of speech is in this place, as far as grammar asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Form {
    /// Nothing more to say.
    Plain,
    /// A finite verb of the past: "said".
    Past,
    /// A finite verb of the present: "says".
    Present,
    /// A verb without an ending, after "to" or a modal: "say".
    Base,
    /// A past participle: "(was) said".
    Participle,
    /// "saying".
    Gerund,
    /// "will", "could".
    Modal,
    /// More than one.
    Plural,
    /// "who", "which", "when".
    Question,
    /// "his", "'s".
    Possessive,
    /// "to" before a verb.
    To,
}

/// A part of speech with its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag {
    /// The part of speech.
    pub part: Part,
    /// Its form in this place.
    pub form: Form,
}

/// Names of the universal set, in the order of [`Part`].
const PARTS: [(&str, Part); 17] = [
    ("ADJ", Part::Adjective),
    ("ADP", Part::Adposition),
    ("ADV", Part::Adverb),
    ("AUX", Part::Auxiliary),
    ("CCONJ", Part::Coordinator),
    ("DET", Part::Determiner),
    ("INTJ", Part::Interjection),
    ("NOUN", Part::Noun),
    ("NUM", Part::Number),
    ("PART", Part::Particle),
    ("PRON", Part::Pronoun),
    ("PROPN", Part::Name),
    ("PUNCT", Part::Punctuation),
    ("SCONJ", Part::Subordinator),
    ("SYM", Part::Symbol),
    ("VERB", Part::Verb),
    ("X", Part::Other),
];

const FORMS: [(&str, Form); 11] = [
    ("", Form::Plain),
    ("Past", Form::Past),
    ("Pres", Form::Present),
    ("Base", Form::Base),
    ("Part", Form::Participle),
    ("Ger", Form::Gerund),
    ("Modal", Form::Modal),
    ("Plur", Form::Plural),
    ("Int", Form::Question),
    ("Poss", Form::Possessive),
    ("To", Form::To),
];

impl Tag {
    /// What is taken for a word that no model knows.
    pub const OTHER: Self = Self { part: Part::Other, form: Form::Plain };

    /// From a universal part of speech and the tag of the Penn Treebank (Marcus,
    /// Santorini and Marcinkiewicz, 1993).
    #[must_use]
    pub fn from_penn(universal: &str, penn: &str) -> Self {
        let form = match penn {
            "VBD" => Form::Past,
            "VBZ" | "VBP" => Form::Present,
            "VB" => Form::Base,
            "VBN" => Form::Participle,
            "VBG" => Form::Gerund,
            "MD" => Form::Modal,
            "NNS" | "NNPS" => Form::Plural,
            "WDT" | "WP" | "WRB" => Form::Question,
            "PRP$" | "WP$" | "POS" => Form::Possessive,
            "TO" => Form::To,
            _ => Form::Plain,
        };
        Self::of(universal, form)
    }

    /// From a universal part of speech and the features of Universal Dependencies
    /// (`Mood=Ind|Tense=Past|VerbForm=Fin`), in any language.
    #[must_use]
    pub fn from_features(universal: &str, features: &str) -> Self {
        let has = |wanted: &str| features.split('|').any(|feature| feature == wanted);
        let asks = ["PronType=Int", "PronType=Rel", "PronType=Int,Rel"];
        let form = if has("VerbForm=Part") {
            Form::Participle
        } else if has("VerbForm=Ger") || has("VerbForm=Conv") {
            Form::Gerund
        } else if has("VerbForm=Inf") {
            Form::Base
        } else if has("Tense=Past") || has("Tense=Imp") {
            Form::Past
        } else if has("VerbForm=Fin") || has("Tense=Pres") || has("Tense=Fut") {
            Form::Present
        } else if has("Poss=Yes") {
            Form::Possessive
        } else if asks.into_iter().any(has) {
            Form::Question
        } else if has("Number=Plur") {
            Form::Plural
        } else {
            Form::Plain
        };
        Self::of(universal, form)
    }

    /// A part of speech with a form, where it can have it.
    fn of(universal: &str, form: Form) -> Self {
        let part = PARTS.iter().find(|(name, _)| *name == universal);
        let part = part.map_or(Part::Other, |(_, part)| *part);
        let fits = match part {
            Part::Verb | Part::Auxiliary => !matches!(
                form,
                Form::Plural | Form::Question | Form::Possessive | Form::To
            ),
            Part::Noun | Part::Name => form == Form::Plural,
            Part::Pronoun | Part::Determiner | Part::Adverb => {
                matches!(form, Form::Question | Form::Possessive)
            }
            Part::Particle => matches!(form, Form::Possessive | Form::To),
            _ => false,
        };
        Self { part, form: if fits { form } else { Form::Plain } }
    }

    /// Its name in a model's file: `VERB Past`, `NOUN`.
    #[must_use]
    pub fn name(self) -> String {
        let part = PARTS[self.part as usize].0;
        let form = FORMS[self.form as usize].0;
        if form.is_empty() { part.to_owned() } else { format!("{part} {form}") }
    }

    /// The tag of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let (part, form) = name.split_once(' ').unwrap_or((name, ""));
        let part = PARTS.iter().find(|(name, _)| *name == part)?.1;
        let form = FORMS.iter().find(|(name, _)| *name == form)?.1;
        Some(Self { part, form })
    }

    /// Whether a clause can hang on it alone: a finite verb or auxiliary.
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self.part, Part::Verb | Part::Auxiliary)
            && matches!(self.form, Form::Past | Form::Present | Form::Modal)
    }

    /// Nouns, names, pronouns and numbers: what a noun phrase can be built on.
    #[must_use]
    pub fn is_nominal(self) -> bool {
        use Part::{Name, Noun, Number, Pronoun, Symbol};
        matches!(self.part, Noun | Name | Pronoun | Number | Symbol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_of_any_language_tell_the_form() {
        let past = "Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin";
        assert!(Tag::from_features("VERB", past).is_finite());
        assert_eq!(Tag::from_features("NOUN", "Number=Plur").form, Form::Plural);
        assert_eq!(Tag::from_features("ADJ", "Number=Plur").form, Form::Plain);
    }

    #[test]
    fn names_lead_back_to_their_tags() {
        for (universal, penn) in [("VERB", "VBD"), ("NOUN", "NNS"), ("PUNCT", ",")] {
            let tag = Tag::from_penn(universal, penn);
            assert_eq!(Tag::named(&tag.name()), Some(tag));
        }
        assert_eq!(Tag::from_penn("ADJ", "VBN").form, Form::Plain);
    }
}
