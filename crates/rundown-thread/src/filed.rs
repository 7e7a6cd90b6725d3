//! An article as threading remembers it.

use std::ops::{Index, IndexMut};
use std::sync::Arc;

use rundown_news::{ArticleId, Lang, ReadArticle};
use serde::{Deserialize, Serialize};

use crate::days::{Days, Seconds};
use crate::kept::{Kept, Kind, decode};
use crate::shelf::Shelf;
use crate::term::{Heard, fnv};
use crate::tongue::Tongue;
use crate::usage::Weighed;
use crate::words::{Words, words};

/// Where an article stands in the order of threading: by time of publication, then
/// by id. Undated and very late ones stand where they arrived.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
pub(crate) struct Turn {
    pub time: Seconds,
    /// 0, or the place of arrival of an article that keeps it.
    pub arrival: u64,
    pub id: ArticleId,
}

/// An article that has been filed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Filed {
    pub id: ArticleId,
    pub turn: Turn,
    pub published: Option<Seconds>,
    pub lang: Lang,
    /// The outlet by its hash; `None` where the article names none.
    pub outlet: Option<u64>,
    /// Kept while the article may be threaded anew.
    #[serde(skip)]
    pub words: Arc<Words>,
    pub weighed: Arc<Weighed>,
    pub body_length: u32,
    /// Days it names on top.
    pub days: Days,
    pub copy_of: Option<(u32, u8)>,
    /// Earlier articles made from the same form, of other things.
    pub forms: Vec<u32>,
}

impl Index<usize> for Shelf<Filed> {
    type Output = Filed;

    fn index(&self, place: usize) -> &Filed {
        self.look(place as u32, |kept| fetch(place as u32, kept))
    }
}

impl IndexMut<usize> for Shelf<Filed> {
    fn index_mut(&mut self, place: usize) -> &mut Filed {
        self.look_mut(place as u32, |kept| fetch(place as u32, kept))
    }
}

fn fetch(place: u32, kept: &dyn Kept) -> Option<Filed> {
    decode(&kept.row(Kind::Article.key(place))?)
}

impl Filed {
    pub(crate) fn new(
        article: &ReadArticle,
        turn: Turn,
        tongue: &mut Tongue,
        heard: Heard<'_>,
    ) -> Self {
        let words = words(article, tongue, heard);
        let copy = &article.article;
        Self {
            id: copy.id.clone(),
            turn,
            published: copy.published.map(|time| time.instant().as_second()),
            lang: copy.lang,
            outlet: outlet_hash(copy.outlet.key()),
            body_length: words.body_length,
            days: Days::named(&words.days),
            words: Arc::new(words),
            weighed: Arc::default(),
            copy_of: None,
            forms: Vec::new(),
        }
    }

    /// Whether it came when its time was settled already.
    pub(crate) fn is_late(&self) -> bool {
        self.turn.arrival > 0 && self.published.is_some()
    }

    /// Whether there is no body to speak of.
    pub(crate) fn is_headline_only(&self) -> bool {
        self.body_length < 20
    }
}

fn outlet_hash(key: &str) -> Option<u64> {
    (!key.is_empty()).then(|| fnv(key))
}
