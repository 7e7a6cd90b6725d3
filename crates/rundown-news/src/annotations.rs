//! What an article says: who, when, how many.

use serde::{Deserialize, Serialize};

use crate::{Article, Event, Note, Span};

/// Everything found in an article's text. All spans are byte offsets into it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Annotations {
    /// Sentences, in order; none crosses a block.
    pub sentences: Vec<Span>,
    /// People, organisations and places, in order of first mention.
    pub entities: Vec<Entity>,
    /// Who said what, in order of the first byte of the content.
    pub attributions: Vec<Attribution>,
    /// Expressions of time, in order.
    pub dates: Vec<When>,
    /// Figures, in order.
    pub figures: Vec<Figure>,
    /// Who did what to whom, in the order of the predicates.
    pub events: Vec<Event>,
}

/// A person, organisation or place of one article; all its mentions are one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its number inside this article: its index in `entities`.
    pub id: u32,
    /// What it is.
    pub kind: EntityKind,
    /// The longest form of its name in the article.
    pub name: String,
    /// Roles as the article words them ("Secretary of State"), first one first.
    pub roles: Vec<String>,
    /// Where each of `roles` stands; as long as `roles`.
    #[serde(default)]
    pub role_spans: Vec<Span>,
    /// Where it is named or meant (pronouns included), in order.
    pub mentions: Vec<Span>,
}

/// The kind of an entity.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A person.
    Person,
    /// A company, body, party, team.
    Organization,
    /// A country, town, river, mountain.
    Place,
}

/// Something said, and by whom.
///
/// A quotation whose source cannot be told keeps `source: None`: a missing name is
/// better than a wrong one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who says it.
    pub source: Option<Source>,
    /// The words that introduce it ("said", "according to").
    pub cue: Option<Span>,
    /// What is said, in one or several runs (a quotation split by its cue).
    pub content: Vec<Span>,
    /// In whose words.
    pub directness: Directness,
}

/// Who is quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The words that name the source here, perhaps a pronoun.
    pub span: Span,
    /// The entity it is, if it is one.
    pub entity: Option<u32>,
    /// The full name of the entity, or the words of an unnamed source ("officials").
    pub name: Option<String>,
}

/// In whose words something is reported.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Directness {
    /// The speaker's own words, in quotation marks.
    Direct,
    /// The reporter's words.
    Indirect,
    /// Both.
    Mixed,
}

/// An expression of time, resolved against the day of publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The words.
    pub span: Span,
    /// A TIMEX3 value: `2031-05-14`, `2031-W20`, `2031-05`, `P3D`, `PRESENT_REF`.
    pub value: String,
    /// How exact it is.
    pub precision: WhenPrecision,
    /// The verb (or other head word) of the predicate that the date places in time:
    /// "resigned" in "The minister resigned on Monday". None where the date belongs to a
    /// noun alone ("the 2004 election", "Monday's vote"), and outside English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Span>,
}

/// How exact a date is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum WhenPrecision {
    /// A time of day, or a part of a day.
    Time,
    /// A calendar day.
    Day,
    /// A week or weekend.
    Week,
    /// A month.
    Month,
    /// A quarter or season.
    Quarter,
    /// A year.
    Year,
    /// A decade or century.
    Era,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
    /// "now", "recently", "the future".
    Vague,
}

/// A number and what it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The number with its qualifier and unit, not the counted thing.
    pub span: Span,
    /// The number; the lower one of a range; a lower bound for "dozens" (24).
    pub value: f64,
    /// The upper number of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_high: Option<f64>,
    /// The number of the other side of a vote: 48 in "50-48".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<f64>,
    /// `percent`, a currency ("crown"), "km", "°C"; empty for plain counts.
    pub unit: String,
    /// What is counted, in the article's words ("people killed"); may be empty.
    pub counted: String,
    /// Where those words stand, if they stand together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_span: Option<Span>,
    /// How exact it claims to be.
    pub qualifier: Qualifier,
    /// The verb of the clause that the counted thing is subject or object of ("killed"
    /// in "at least 12 people were killed").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicate: Option<Span>,
    /// What part the number plays beside others.
    #[serde(default, skip_serializing_if = "FigureRole::is_plain")]
    pub role: FigureRole,
    /// The class of what is counted, where it is one that news turns on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// What part a number plays beside others: the whole, a part, the old or the new value.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FigureRole {
    /// A number that stands for itself.
    #[default]
    Plain,
    /// A part of a whole named beside it: 11 in "11 of them children".
    Part,
    /// The old value of a change: 12 in "risen from 12 to 17".
    Before,
    /// By how much something changed: five in "climbed by five to 23".
    Step,
    /// The new value of a change: 17 in "risen from 12 to 17".
    Latest,
    /// How old somebody is.
    Age,
    /// What has to be reached for something to happen: 50 in "if more than 50 sign".
    Threshold,
    /// One side's points, or both, in a match.
    Score,
}

impl FigureRole {
    /// Whether the number stands for itself.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

/// Classes of counted things that outlets word in many ways.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// The dead, however they died.
    Killed,
    /// The hurt.
    Injured,
    /// Those nobody can find.
    Missing,
    /// Those held by police or others.
    Arrested,
    /// Those who had to leave their homes.
    Displaced,
    /// Those brought to safety.
    Rescued,
    /// Those who cannot get out.
    Trapped,
    /// Those who are ill.
    Sick,
    /// Votes cast.
    Votes,
    /// Seats won or held.
    Seats,
    /// Jobs made or lost.
    Jobs,
}

/// How a figure is qualified.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// Plain.
    Exact,
    /// "at least", "no fewer than", "dozens".
    AtLeast,
    /// "more than", "over".
    MoreThan,
    /// "about", "some", "around", "an estimated".
    About,
    /// "nearly", "almost".
    Nearly,
    /// "up to", "as many as", "at most".
    UpTo,
    /// "fewer than", "under".
    LessThan,
}

/// An article with everything that was found in it: what `rundown read --json`
/// writes, and what the later stages take.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadArticle {
    /// The article.
    #[serde(flatten)]
    pub article: Article,
    /// What was found in its text.
    #[serde(flatten)]
    pub annotations: Annotations,
    /// What was odd about reading it.
    pub notes: Vec<Note>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_figure_stands_for_itself() {
        assert!(FigureRole::Plain.is_plain());
        assert!(!FigureRole::Threshold.is_plain() && !FigureRole::Score.is_plain());
    }
}
