//! All that a brief needs of one article, found once.

use rundown_news::ReadArticle;

use crate::counted::{Counted, counted};
use crate::fitness::title_fitness;
use crate::forms::{Form, forms};
use crate::reporting::Reporting;
use crate::sentences::{Sentences, copy_sentences};
use crate::statements::{Stated, stated};
use crate::tellings::{Telling, tellings};
use crate::words::Stem;

/// An article made ready for briefs: its sentences as sets of stems and whether each
/// can be read alone, its statements, figures, dates and names in forms quick to compare.
///
/// A function of the article alone, so that it can be kept and made again; a brief of
/// a thousand articles costs a twentieth of reading them anew.
///
/// ```
/// use rundown_brief::Digest;
/// use rundown_news::ReadArticle;
///
/// let mut read = ReadArticle::default();
/// read.article.text = "The ferry sank off Port Elm on Friday.".to_owned();
/// let digest = Digest::of(read);
/// assert_eq!(digest.read().article.text.len(), 38);
/// ```
#[derive(Debug)]
pub struct Digest {
    read: ReadArticle,
    pub(crate) sentences: Sentences,
    pub(crate) stated: Vec<Stated>,
    /// What each figure counts, in the order of the figures.
    pub(crate) counted: Vec<Option<Counted>>,
    /// What its sentences tell, and on which day.
    pub(crate) tellings: Vec<Telling>,
    pub(crate) reporting: Reporting,
    /// How each entity is named, in the order of the entities.
    pub(crate) forms: Vec<Form>,
    pub(crate) title_fitness: f64,
}

impl Digest {
    /// Makes an article ready.
    #[must_use]
    pub fn of(read: ReadArticle) -> Self {
        let copy = copy_sentences(&read);
        let sentences = Sentences::of(&read, &copy);
        Self {
            stated: stated(&read, &copy),
            counted: counted(&read, &sentences),
            tellings: tellings(&read, &sentences),
            reporting: Reporting::of(&read, &copy),
            forms: forms(&read),
            title_fitness: title_fitness(&read.article),
            sentences,
            read,
        }
    }

    /// A stem of the article's vocabulary.
    pub(crate) fn stem(&self, place: u32) -> Stem {
        self.sentences.vocabulary[place as usize]
    }

    /// The article as it was read.
    #[must_use]
    pub fn read(&self) -> &ReadArticle {
        &self.read
    }
}
