//! The state of threading and its verbs.

use rundown_news::{
    ArticleId, Constraint, DevelopmentId, Lang, Map, Placement, ReadArticle, Set,
    StoryChange, StoryId, WireCopy,
};

use crate::config::ThreadConfig;
use crate::days::Seconds;
use crate::filed::{Filed, Turn};
use crate::placer::{Compared, Placer};
use crate::prints::Prints;
use crate::score::{Calibration, Level};
use crate::term::{Term, fnv};
use crate::tongue::Tongue;
use crate::wishes::Overlay;
use crate::words::words;

/// Words remembered for explanations; what is met later is told by nothing.
const DICTIONARY_WORDS_MAX: usize = 1 << 20;

/// If more than one in so many articles came late, they are to be threaded anew.
const ONE_IN_LATE: usize = 10;

/// All articles threaded so far, their developments and stories.
pub struct Threads {
    config: ThreadConfig,
    pub(crate) placer: Placer,
    /// Places of articles whose threading may still change, in the order of turns.
    pub(crate) open: Vec<u32>,
    pub(crate) latest: Option<Seconds>,
    /// Dated articles that came when their time was settled.
    pub(crate) late: u32,
    announced: Vec<(u32, u32)>,
    /// Articles of the stories that the latest changes concern.
    affected: Vec<u32>,
    /// Places by the hash of an id.
    pub(crate) by_id: Map<u64, u32>,
    /// Words of the articles that were recalled.
    pub(crate) dictionary: Map<Term, Box<str>>,
    tongues: Map<Lang, Tongue>,
    /// The same for recalling: a word that is known already is not heard again.
    recalling: Map<Lang, Tongue>,
    wishes: Vec<Constraint>,
    overlay: Overlay,
}

impl std::fmt::Debug for Threads {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Threads({} articles)", self.placer.filed.len())
    }
}

impl Threads {
    /// No articles yet.
    #[must_use]
    pub fn new(config: ThreadConfig) -> Self {
        Self::with_calibration(config, &Calibration::learned())
    }

    /// No articles yet, and other weights than those Rundown ships: for training.
    #[must_use]
    pub fn with_calibration(config: ThreadConfig, calibration: &Calibration) -> Self {
        Self {
            config,
            placer: Placer::new(config, calibration),
            open: Vec::new(),
            latest: None,
            late: 0,
            announced: Vec::new(),
            affected: Vec::new(),
            by_id: Map::default(),
            dictionary: Map::default(),
            tongues: Map::default(),
            recalling: Map::default(),
            wishes: Vec::new(),
            overlay: Overlay::default(),
        }
    }

    /// Where every article belongs, in order of arrival.
    #[must_use]
    pub fn placements(&self) -> Vec<Placement> {
        (0..self.placer.filed.len() as u32).map(|place| self.placement(place)).collect()
    }

    /// From now on remembers every comparison: for training.
    pub fn record(&mut self) {
        self.placer.compared.get_or_insert_default();
    }

    /// What was compared since the last call, if [`Threads::record`] was called.
    pub fn take_considered(&mut self) -> Vec<Considered> {
        let Some(compared) = self.placer.compared.replace(Vec::new()) else {
            return Vec::new();
        };
        let of = |compared: Compared| Considered {
            level: compared.level,
            part: compared.part,
            whole: compared.whole,
            signs: compared.evidence.to_vec(),
        };
        compared.into_iter().map(of).collect()
    }

    /// Whether so many articles came late that all should be threaded anew, in order of
    /// time: what is threaded depends on what was there before. Since it takes a tenth of
    /// them, threading anew costs a bounded number of times what threading costs.
    #[must_use]
    pub fn came_late(&self) -> bool {
        self.late as usize > self.placer.filed.len() / ONE_IN_LATE
    }

    /// Where an article belongs; `None` where it is unknown.
    #[must_use]
    pub fn placement_of(&self, article: &ArticleId) -> Option<Placement> {
        self.place_of(article).map(|place| self.placement(place))
    }

    /// All articles of the stories that the latest changes concern, in order of arrival:
    /// those that were moved, and the rest of the stories they left and came to.
    #[must_use]
    pub fn affected(&self) -> Vec<Placement> {
        self.affected.iter().map(|place| self.placement(*place)).collect()
    }

    /// Remembers the words of an article, so that [`Threads::why`] can name them:
    /// threading itself only knows their hashes.
    pub fn recall(&mut self, article: &ReadArticle) {
        let dictionary = &mut self.dictionary;
        let mut heard = |term: Term, word: &str| {
            if dictionary.len() < DICTIONARY_WORDS_MAX {
                dictionary.entry(term).or_insert_with(|| word.into());
            }
        };
        let lang = article.article.lang;
        let tongue = self.recalling.entry(lang).or_insert_with(|| Tongue::new(lang));
        words(article, tongue, &mut heard);
    }

    /// The place of a known article.
    pub(crate) fn place_of(&self, id: &ArticleId) -> Option<u32> {
        let place = *self.by_id.get(&fnv(id.as_str()))?;
        (self.placer.filed[place as usize].id == *id).then_some(place)
    }

    /// Makes these the reader's decisions and says what that changed.
    pub fn follow(&mut self, decisions: Vec<Constraint>) -> Vec<StoryChange> {
        self.touch_wished();
        self.wishes = decisions;
        self.changes()
    }

    /// The reader's decisions as they are followed.
    #[must_use]
    pub fn decisions(&self) -> &[Constraint] {
        &self.wishes
    }

    /// The numbers of an article's development and story.
    pub(crate) fn numbers(&self, place: u32) -> (u32, u32) {
        self.overlay.numbers(&self.placer, place)
    }

    /// Whatever a wish concerns may change with any article.
    fn touch_wished(&mut self) {
        for wish in &self.wishes {
            let (Constraint::Together(a, b) | Constraint::Apart(a, b)) = wish;
            for id in [a, b] {
                if let Some(place) = self.place_of(id) {
                    self.placer.touch(place);
                }
            }
        }
    }

    fn placement(&self, place: u32) -> Placement {
        let article = &self.placer.filed[place as usize];
        let (development, story) = self.numbers(place);
        Placement {
            article: article.id.clone(),
            development: DevelopmentId(development.into()),
            story: StoryId(story.into()),
            copy_of: article.copy_of.map(|(original, shared_percent)| WireCopy {
                original: self.placer.filed[original as usize].id.clone(),
                shared_percent,
            }),
        }
    }

    /// Files the articles that are new, in order of arrival; returns their places. Of one
    /// that is known it is told again where it belongs.
    fn file(&mut self, articles: &[ReadArticle]) -> Vec<u32> {
        let mut places = Vec::with_capacity(articles.len());
        for article in articles {
            let id = &article.article.id;
            if let Some(known) = self.place_of(id) {
                if let Some(told) = self.announced.get_mut(known as usize) {
                    *told = (u32::MAX, u32::MAX);
                    self.placer.touch(known);
                }
                continue;
            }
            let place = self.placer.filed.len() as u32;
            let turn = self.turn(article, place);
            self.late +=
                u32::from(turn.arrival > 0 && article.article.published.is_some());
            let filed = self.filed(article, turn);
            self.by_id.insert(fnv(id.as_str()), place);
            self.placer.filed.push(filed);
            self.placer.copies.prints.push(Prints::of(&article.article.text));
            self.placer.development_of.push(u32::MAX);
            places.push(place);
        }
        places
    }

    /// The article as threading remembers it.
    fn filed(&mut self, article: &ReadArticle, turn: Turn) -> Filed {
        let lang = article.article.lang;
        let tongue = self.tongues.entry(lang).or_insert_with(|| Tongue::new(lang));
        Filed::new(article, turn, tongue, &mut |_, _| {})
    }

    /// When an article is threaded: at its time of publication while that is open,
    /// else where it arrived.
    fn turn(&mut self, article: &ReadArticle, place: u32) -> Turn {
        let id = article.article.id.clone();
        let published = article.article.published.map(|time| time.instant().as_second());
        let latest = self.latest;
        let horizon =
            latest.map_or(Seconds::MIN, |latest| latest - self.config.open_hours * 3_600);
        self.latest = latest.max(published);
        match published {
            Some(time) if time >= horizon => Turn { time, arrival: 0, id },
            _ => Turn {
                time: latest.unwrap_or(Seconds::MIN),
                arrival: u64::from(place) + 1,
                id,
            },
        }
    }

    /// Threads the places, and whatever comes after the first of them anew.
    fn settle(&mut self, mut places: Vec<u32>) {
        let turn =
            |placer: &Placer, place: u32| placer.filed[place as usize].turn.clone();
        places.sort_by(|a, b| {
            self.placer.filed[*a as usize].turn.cmp(&self.placer.filed[*b as usize].turn)
        });
        let Some(first) = places.first().map(|place| turn(&self.placer, *place)) else {
            return;
        };
        while let Some(place) = self.open.last().copied() {
            if self.placer.filed[place as usize].turn <= first {
                break;
            }
            self.placer.take_back();
            self.open.pop();
            places.push(place);
        }
        places.sort_by(|a, b| {
            self.placer.filed[*a as usize].turn.cmp(&self.placer.filed[*b as usize].turn)
        });
        for place in places {
            self.placer.place_article(place);
            self.placer.forget_rows();
            self.open.push(place);
        }
    }

    /// Forgets how to take back what can no longer change.
    fn close_window(&mut self) {
        let Some(latest) = self.latest else { return };
        let horizon = latest - self.config.open_hours * 3_600;
        let still_open = self
            .open
            .iter()
            .position(|place| self.placer.filed[*place as usize].turn.time >= horizon)
            .unwrap_or(self.open.len());
        let closed: Vec<u32> = self.open.drain(..still_open).collect();
        self.placer.settle(&closed);
        self.placer.forget_copies();
    }

    /// What differs from what was told before.
    fn changes(&mut self) -> Vec<StoryChange> {
        self.touch_wished();
        self.overlay = Overlay::new(&self.wishes, &self.placer, |id| self.place_of(id));
        let touched = self.placer.touched();
        let mut stories: Set<u32> = Set::default();
        let mut merged: Vec<StoryChange> = Vec::new();
        let mut placed: Vec<StoryChange> = Vec::new();
        self.announced.resize(self.placer.filed.len(), (u32::MAX, u32::MAX));
        for place in &touched {
            let place = *place;
            let before = self.announced[place as usize];
            let now = self.numbers(place);
            if before == now {
                continue;
            }
            self.announced[place as usize] = now;
            stories.extend([before.1, now.1]);
            if before.0 == place {
                merged.push(StoryChange::DevelopmentsMerged {
                    from: DevelopmentId(before.0.into()),
                    into: DevelopmentId(now.0.into()),
                });
            }
            if before.1 == place && now.1 != place {
                merged.push(StoryChange::StoriesMerged {
                    from: StoryId(before.1.into()),
                    into: StoryId(now.1.into()),
                });
            }
            placed.push(StoryChange::Placed(self.placement(place)));
        }
        merged.retain(|change| match change {
            StoryChange::DevelopmentsMerged { from, into } => from != into,
            _ => true,
        });
        merged.extend(placed);
        self.affected = touched;
        let (overlay, placer) = (&self.overlay, &self.placer);
        self.affected
            .retain(|place| stories.contains(&overlay.numbers(placer, *place).1));
        merged
    }

    /// Takes all decisions and placements as told already.
    pub(crate) fn take_as_told(&mut self, wishes: Vec<Constraint>) {
        self.wishes = wishes;
        self.changes();
        let all = 0..self.placer.filed.len() as u32;
        self.announced = all.map(|place| self.numbers(place)).collect();
        self.affected.clear();
    }
}

/// Two sets of articles that were compared, by their order of arrival.
#[derive(Debug, Clone, PartialEq)]
pub struct Considered {
    /// What was to be put together.
    pub level: Level,
    /// The smaller side.
    pub part: Vec<u32>,
    /// The larger side.
    pub whole: Vec<u32>,
    /// What spoke for and against, in the order that [`crate::Network`] weighs it.
    pub signs: Vec<f64>,
}

/// Threads articles: says which development and story each belongs to, and what
/// that changed for earlier ones.
pub fn thread(threads: &mut Threads, articles: &[ReadArticle]) -> Vec<StoryChange> {
    let places = threads.file(articles);
    threads.settle(places);
    let changes = threads.changes();
    threads.close_window();
    changes
}

/// Settles everything that is still open.
pub fn close(threads: &mut Threads) -> Vec<StoryChange> {
    let open: Vec<u32> = threads.open.drain(..).collect();
    threads.placer.settle(&open);
    threads.changes()
}
