//! Everything shown of a story, each word with its evidence.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ArticleId, DevelopmentId, Directness, Lang, NewsTime, Outlet, Qualifier, Slug, Span,
    StoryId, WhenPrecision,
};

/// Bytes of a stored article that say what is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The article.
    pub article: ArticleId,
    /// Which revision of it; 0 is the first.
    #[serde(default)]
    pub revision: u32,
    /// Which part of the article.
    #[serde(default, skip_serializing_if = "Part::is_text")]
    pub part: Part,
    /// Which bytes of that part.
    pub span: Span,
}

/// The part of an article that evidence points into.
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
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The body.
    #[default]
    Text,
    /// The headline.
    Headline,
    /// The deck.
    Deck,
    /// One of the outlet's own highlights, by its index.
    Highlight(u16),
}

impl Part {
    /// Whether it is the body.
    #[must_use]
    pub fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

/// Words that are shown, and where they stand.
///
/// The first `pieces` evidences, joined with " … ", are `text` to the byte; further
/// evidences say the same in words of their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Shown {
    /// The words.
    pub text: String,
    /// Where they stand; never empty.
    pub evidence: Vec<Evidence>,
    /// How many evidences make up `text`.
    #[serde(default = "one_piece", skip_serializing_if = "is_one_piece")]
    pub pieces: u16,
    /// Whom `text` means where it says "he" or a surname alone, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Naming>,
}

/// The full name of somebody whom a text means without giving it: what an editor sets
/// in brackets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Naming {
    /// Behind how many bytes of the text the name belongs.
    pub at: u32,
    /// The full name.
    pub name: String,
    /// Where it stands.
    pub evidence: Evidence,
}

impl Shown {
    /// What stands between the pieces of a text.
    pub const SEAM: &str = " … ";

    /// Words in one piece.
    pub fn new(text: impl Into<String>, evidence: Evidence) -> Self {
        let (text, evidence) = (text.into(), vec![evidence]);
        Self { text, evidence, pieces: 1, named: Vec::new() }
    }

    /// The text cut where names belong: each cut with the name behind it, the last one
    /// without.
    ///
    /// ```
    /// # use rundown_news::{ArticleId, Evidence, Naming, Part, Shown, Span};
    /// # let (article, part) = (ArticleId("a".to_owned()), Part::Text);
    /// # let evidence = Evidence { article, part, revision: 0, span: Span::new(0, 12) };
    /// let mut shown = Shown::new("Ruiz resigned.", evidence.clone());
    /// shown.named.push(Naming { at: 4, name: "Ana Ruiz".to_owned(), evidence });
    /// let cuts: Vec<_> = shown.cuts().map(|(words, _)| words).collect();
    /// assert_eq!(cuts, ["Ruiz", " resigned."]);
    /// assert_eq!(shown.with_names(), "Ruiz [Ana Ruiz] resigned.");
    /// ```
    pub fn cuts(&self) -> impl Iterator<Item = (&str, Option<&Naming>)> {
        let mut from = 0;
        let mut names = self.named.iter();
        let mut is_over = false;
        std::iter::from_fn(move || {
            if is_over {
                return None;
            }
            let name = names.next();
            is_over = name.is_none();
            let end = name.map_or(self.text.len(), |name| name.at as usize);
            let words = self.text.get(from..end).unwrap_or_default();
            from = end;
            Some((words, name))
        })
    }

    /// The text with the names in brackets.
    #[must_use]
    pub fn with_names(&self) -> String {
        self.cuts().fold(String::new(), |mut text, (words, name)| {
            text.push_str(words);
            if let Some(name) = name {
                text.extend([" [", &name.name, "]"]);
            }
            text
        })
    }
}

fn one_piece() -> u16 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_one_piece(pieces: &u16) -> bool {
    *pieces == 1
}

/// The brief of a story.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Brief {
    /// The story's number, if it comes from a store.
    pub story: Option<StoryId>,
    /// Its name in addresses.
    pub slug: Slug,
    /// A headline of one of its articles; none for a story without headlines.
    pub title: Option<Shown>,
    /// The title it had before the development that `title` tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Shown>,
    /// One or two sentences that say how things stand now.
    pub state: Vec<Shown>,
    /// First publication.
    pub first_at: Option<Timestamp>,
    /// Latest publication.
    pub last_at: Option<Timestamp>,
    /// The story so far in up to five sentences, oldest first.
    pub highlights: Vec<Highlight>,
    /// What this reader has not had, all of it; development by development, what weighs
    /// most first. Empty where no last look was given.
    pub new: Vec<NewItem>,
    /// Articles since the last look that only repeat what the reader has had.
    pub only_repeats: Vec<ArticleId>,
    /// The developments, latest first.
    pub developments: Vec<BriefDevelopment>,
    /// What happened when, in order of time; the whole of it.
    pub timeline: Vec<TimelineEntry>,
    /// Who said what, most quoted first.
    pub voices: Vec<Voice>,
    /// Figures with their history, most reported first.
    pub figures: Vec<FigureHistory>,
    /// Who's who, most named first.
    pub people: Vec<Person>,
    /// Who reported it.
    pub outlets: BriefOutlets,
    /// What outlets in other languages say that none in the brief's language does; the
    /// reader's languages first. Empty for a story in one language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
    /// What outlets changed in articles after publishing them, latest first.
    pub changes: Vec<Change>,
    /// Other stories on the same people and places.
    pub related: Vec<RelatedStory>,
}

/// Something the reader has not had.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewItem {
    /// The words and where they stand.
    #[serde(flatten)]
    pub shown: Shown,
    /// What sort of news it is.
    pub kind: NewKind,
    /// The development it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub development: Option<DevelopmentId>,
    /// Who had it first.
    pub first_outlet: Outlet,
    /// When.
    pub at: Timestamp,
}

/// What sort of news something is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum NewKind {
    /// A new event.
    Development,
    /// Something said.
    Statement,
    /// A figure that changed.
    Figure,
    /// Something else not told before.
    Detail,
}

/// The outlets that report a story in another language than it is told in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// The language.
    pub lang: Lang,
    /// Who writes in it with a text of their own, the first one first.
    pub outlets: Vec<Outlet>,
    /// A few sentences with a speaker or a figure that no report in the brief's language
    /// has, as they were written.
    pub adds: Vec<Addition>,
}

/// A sentence in another language that adds something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// The words and where they stand.
    #[serde(flatten)]
    pub shown: Shown,
    /// What it adds: a statement or a figure.
    pub kind: NewKind,
}

/// What an outlet changed in an article after publishing it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The article.
    pub article: ArticleId,
    /// Who changed it.
    pub outlet: Outlet,
    /// When the changed article arrived here.
    pub at: Timestamp,
    /// The words that stood there, in the revision before; empty where words were only
    /// put in.
    pub before: Option<Shown>,
    /// The words that stand there now; none where words were only taken out.
    pub after: Option<Shown>,
    /// The sentence or headline that was changed, as it stands now; none where a whole
    /// sentence was taken out.
    pub within: Option<Shown>,
}

/// One development of the story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BriefDevelopment {
    /// Its number, if it comes from a store.
    pub development: Option<DevelopmentId>,
    /// A headline of one of its articles.
    pub title: Shown,
    /// One or two sentences that tell it.
    pub highlights: Vec<Shown>,
    /// First publication.
    pub first_at: Timestamp,
    /// Latest publication.
    pub last_at: Timestamp,
    /// Its articles, earliest first.
    pub articles: Vec<ArticleId>,
    /// How many of its outlets have a text of their own.
    pub independent: u32,
}

/// A sentence without which the story is not understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// The words and where they stand.
    #[serde(flatten)]
    pub shown: Shown,
    /// The day it tells of, as a TIMEX3 value; of a sentence that tells no day's event,
    /// the day it was published.
    pub date: String,
}

/// What happened on a day or in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// A TIMEX3 value: a day, month or year.
    pub date: String,
    /// How exact `date` is.
    pub precision: WhenPrecision,
    /// The words and where they stand.
    #[serde(flatten)]
    pub shown: Shown,
    /// How much the entry matters; larger matters more. A page cuts by it.
    pub weight: f64,
    /// Who says it happened then.
    pub outlets: Vec<Outlet>,
    /// Whether it lies after the latest article.
    #[serde(default)]
    pub ahead: bool,
    /// Whether it was before the story began.
    #[serde(default)]
    pub background: bool,
    /// The development of that day that a later report looks back on, if the story has
    /// it: the one most reported on the day and the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refers_to: Option<DevelopmentId>,
}

/// One speaker and all they said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// The full name, or the words of an unnamed source.
    pub name: String,
    /// Whether the name is that of a person.
    pub person: bool,
    /// Roles in the outlets' words, the latest first.
    pub roles: Vec<Role>,
    /// What they said, latest first.
    pub statements: Vec<Statement>,
    /// Statements of which one denies what the other says; shown, not judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contrasts: Vec<Contrast>,
}

/// Two statements of one speaker by their places among the statements of the voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contrast {
    /// The one that came first.
    pub earlier: usize,
    /// The one that came later.
    pub later: usize,
}

/// A role, in the words of an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Role {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub evidence: Evidence,
}

/// One statement, merged over outlets: the longest quotation is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The words and where they stand; further evidences are other outlets'
    /// quotations of the same statement, often shorter.
    #[serde(flatten)]
    pub shown: Shown,
    /// In whose words.
    pub directness: Directness,
    /// The day it was said: a TIMEX3 day, if the sentence or its publication tells.
    pub said_on: Option<String>,
    /// First publication.
    pub at: Timestamp,
    /// Who carried it.
    pub outlets: Vec<Outlet>,
}

impl Statement {
    /// Whether they are a speaker's own words without the quotation marks, which stand
    /// outside of them or around words that were left out: whoever shows them sets marks.
    #[must_use]
    pub fn lacks_marks(&self) -> bool {
        let opens = self.shown.text.starts_with(['‘', '‚', '’']);
        let has_marks = self.shown.text.contains(['"', '“', '”', '„', '«', '»']);
        self.directness == Directness::Direct && !opens && !has_marks
    }

    /// The words with the names they lack, and in quotation marks where they lack those.
    #[must_use]
    pub fn words(&self) -> String {
        let words = self.shown.with_names();
        if self.lacks_marks() { format!("“{words}”") } else { words }
    }
}

/// One counted thing and its figures over time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureHistory {
    /// What is counted, in the words that most of the articles have.
    pub counted: String,
    /// The unit; empty for plain counts.
    pub unit: String,
    /// The figures, earliest first.
    pub history: Vec<FigurePoint>,
    /// Whether the latest figures of two outlets cannot both be right.
    pub disagree: bool,
    /// Whether it counts what happened before the story: the toll of an earlier wreck.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub before: bool,
}

/// One figure of one outlet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigurePoint {
    /// The number; the lower one of a range.
    pub value: f64,
    /// The upper number of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_high: Option<f64>,
    /// The number of the other side of a vote: 48 in "50-48".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<f64>,
    /// How exact it claims to be.
    pub qualifier: Qualifier,
    /// When it was published.
    pub at: Timestamp,
    /// Who published it first.
    pub outlet: Outlet,
    /// Where the figure stands: its sentence.
    pub evidence: Vec<Evidence>,
}

/// Someone or something of the story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// Person, organisation or place.
    pub kind: crate::EntityKind,
    /// Roles in the outlets' words, the latest first.
    pub roles: Vec<Role>,
    /// In how many articles.
    pub articles: u32,
    /// Where the full name stands.
    pub evidence: Vec<Evidence>,
}

/// Who reported the story.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BriefOutlets {
    /// Number of outlets.
    pub total: u32,
    /// Number of outlets with a text of their own.
    pub independent: u32,
    /// Number of articles that are copies.
    pub wire: u32,
    /// The outlets, first report first.
    pub list: Vec<BriefOutlet>,
}

/// One outlet's part in a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BriefOutlet {
    /// Who.
    pub outlet: Outlet,
    /// First report.
    pub first_at: Timestamp,
    /// Articles of its own, earliest first.
    pub own: Vec<ArticleId>,
    /// Articles that are copies, each with the article it copies.
    pub copies: Vec<(ArticleId, ArticleId)>,
}

/// A story that shares people and places.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RelatedStory {
    /// The story.
    pub story: StoryId,
    /// Its name in addresses.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// The names both share.
    pub shared: Vec<String>,
}

/// When a day-only or timed publication counts for ordering.
impl From<NewsTime> for Timestamp {
    fn from(time: NewsTime) -> Self {
        time.instant()
    }
}

#[cfg(test)]
mod tests;
