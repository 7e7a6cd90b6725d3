//! A store whose file is damaged in one place: is it found, is nothing altered shown,
//! and how much is still served?

mod whereabouts;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use jiff::{SignedDuration, Timestamp};
use rundown_news::{
    Article, ArticleId, DevelopmentId, Outlet, Placement, ReadArticle, StoryId,
};
use rundown_store::{Incoming, SqlStore, Store};

use super::dice::Dice;
use super::program::DATABASE;
use super::room::Room;
use whereabouts::{PAGE, Whereabouts};

/// `cargo xtask torture damage`
#[derive(Debug, Args)]
pub(crate) struct Damage {
    /// How many stores to damage
    #[arg(long, default_value_t = 1_000)]
    count: u64,
    /// The first seed; each store has the next one
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Articles of the store that is damaged.
const ARTICLES: usize = 60;

/// What came of all stores.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    stores: u64,
    /// Stores that say no at once, and name what to do.
    refused: u64,
    /// Articles of these that were salvaged as they were stored, and those that were not.
    salvaged: usize,
    unsalvaged: usize,
    /// Of the latter those whose bytes are not all in the damaged file any more.
    gone: usize,
    /// Stores in which nothing that is read was damaged.
    harmless: u64,
    /// Articles of the others that were served as they were stored.
    served: usize,
    /// Articles of the others that were not.
    missing: usize,
}

pub(crate) fn run(damage: &Damage) -> Result<()> {
    let tally = tortured(damage.seed, damage.count)?;
    let Tally { stores, refused, salvaged, unsalvaged, gone, harmless, served, missing } =
        tally;
    println!(
        "{stores} stores damaged: {refused} refused ({salvaged} articles salvaged, \
         {unsalvaged} not: of {gone} the bytes are gone), {harmless} without effect; of the rest {served} articles \
         served, {missing} told as damaged; 0 altered, 0 unnoticed"
    );
    Ok(())
}

/// Damages stores and looks at each.
pub(crate) fn tortured(seed: u64, count: u64) -> Result<Tally> {
    let room = Room::new(&format!("damage-{seed}"))?;
    let sound = room.0.join("sound");
    let (articles, state) = fill(&sound)?;
    let bytes = fs::read(sound.join(DATABASE))?;
    let whereabouts = Whereabouts::of(&sound, &bytes)?;
    let mut tally = Tally::default();
    for seed in seed..seed + count {
        let mut dice = Dice(seed);
        let mut damaged = bytes.clone();
        let how = hurt(&mut damaged, &mut dice);
        let dir = room.0.join("damaged");
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir)?;
        fs::write(dir.join(DATABASE), &damaged)?;
        let left = || whereabouts.left(&damaged);
        look(&dir, &articles, state, &left, &mut tally)
            .with_context(|| format!("seed {seed}: {how}"))?;
        tally.stores += 1;
    }
    Ok(tally)
}

type Texts = BTreeMap<ArticleId, Article>;

/// A store of invented articles in stories of five.
fn fill(dir: &Path) -> Result<(Texts, u128)> {
    let store = SqlStore::open(dir)?;
    let seen: Timestamp = "2031-05-28T18:00:00Z".parse()?;
    let mut dice = Dice(0);
    let mut placements = Vec::new();
    for number in 0..ARTICLES {
        let read = invented(number, &mut dice);
        let capture = read.article.text.as_bytes();
        let at = seen + SignedDuration::from_mins(number as i64);
        let incoming = Incoming {
            read: &read,
            capture: Some(capture),
            seen_at: at,
            arrived_at: at,
            noted: true,
        };
        let put = store.put(&[incoming])?;
        placements.push(Placement {
            article: put[0].article().clone(),
            development: DevelopmentId(number as u64 / 2),
            story: StoryId(number as u64 / 5),
            copy_of: None,
        });
    }
    store.place(&placements)?;
    let all = store.articles_by_time(None, ARTICLES + 1)?.articles;
    let texts =
        all.into_iter().map(|one| (one.read.article.id.clone(), one.read.article));
    Ok((texts.collect(), store.state_hash()?))
}

/// An article of a few hundred words nobody wrote.
fn invented(number: usize, dice: &mut Dice) -> ReadArticle {
    const WORDS: &[&str] = &[
        "harbor", "ferry", "minister", "storm", "council", "dam", "vote", "bridge",
        "police", "inquiry", "strike", "river", "train", "school", "budget", "court",
    ];
    let words: Vec<&str> = (0..300).map(|_| WORDS[dice.below(WORDS.len())]).collect();
    let article = Article {
        url: Some(format!("https://outlet{}.example/news/{number}", number % 7)),
        outlet: Outlet {
            name: format!("Outlet {}", number % 7),
            domain: format!("outlet{}.example", number % 7),
        },
        headline: format!("{} {} {number}", words[0], words[1]),
        text: words.join(" "),
        ..Article::default()
    };
    ReadArticle { article, ..ReadArticle::default() }
}

/// Damages a file in one place; tells how.
fn hurt(bytes: &mut Vec<u8>, dice: &mut Dice) -> String {
    let pages = bytes.len() / PAGE;
    let page = dice.below(pages);
    match dice.below(8) {
        0 => {
            bytes[page * PAGE..][..PAGE].fill(0);
            format!("page {page} zeroed")
        }
        1 => {
            bytes.truncate(page * PAGE + dice.below(PAGE));
            format!("cut off in page {page}")
        }
        2 => {
            let other = dice.below(pages);
            for at in 0..PAGE {
                bytes.swap(page * PAGE + at, other * PAGE + at);
            }
            format!("pages {page} and {other} swapped")
        }
        3 => {
            let at = dice.below(bytes.len() - 64);
            bytes[at..at + 64].fill_with(|| dice.next() as u8);
            format!("64 bytes from {at} written over")
        }
        _ => {
            let (at, bit) = (dice.below(bytes.len()), dice.below(8));
            bytes[at] ^= 1 << bit;
            format!("bit {bit} of byte {at} turned")
        }
    }
}

/// Opens a damaged store and asks for everything that it held.
fn look(
    dir: &Path,
    articles: &Texts,
    state: u128,
    left: &dyn Fn() -> BTreeSet<ArticleId>,
    tally: &mut Tally,
) -> Result<()> {
    let store = match SqlStore::open(dir) {
        Ok(store) => store,
        Err(error) if error.hint().is_some() => {
            tally.refused += 1;
            let salvaged = salvage(dir, articles)?;
            tally.salvaged += salvaged.len();
            tally.unsalvaged += articles.len() - salvaged.len();
            let left = left();
            let is_gone = |id: &&ArticleId| !salvaged.contains(id) && !left.contains(id);
            tally.gone += articles.keys().filter(is_gone).count();
            return Ok(());
        }
        Err(error) => bail!("refused without a word of what to try: {error}"),
    };
    let mut served = 0;
    for (id, stored) in articles {
        match store.article(id, None) {
            Ok(Some(found)) if found.read.article == *stored => served += 1,
            Ok(Some(found)) => {
                bail!("{id} is altered: {:?}", found.read.article.headline)
            }
            Ok(None) | Err(_) => {}
        }
    }
    let titles: Vec<&str> = articles.values().map(|one| one.headline.as_str()).collect();
    let stories = store.stories(None, ARTICLES).unwrap_or_default();
    for story in &stories {
        if !story.title.is_empty() && !titles.contains(&&*story.title) {
            bail!("a title is altered: {:?}", story.title);
        }
    }
    let is_same = served == articles.len() && store.state_hash().ok() == Some(state);
    let is_sound = store.check()?.is_sound();
    match (is_same, is_sound) {
        (true, true) => tally.harmless += 1,
        (false, true) => bail!("{served} articles served and the check finds nothing"),
        (_, false) => {
            tally.served += served;
            tally.missing += articles.len() - served;
        }
    }
    Ok(())
}

/// Reads what is left of a store that says no; which articles are as they were.
fn salvage(dir: &Path, articles: &Texts) -> Result<BTreeSet<ArticleId>> {
    let fresh = SqlStore::open(&dir.join("salvaged"))?;
    fresh.salvage(&dir.join(DATABASE))?;
    let mut same = BTreeSet::new();
    for one in fresh.articles_by_time(None, articles.len() + 1)?.articles {
        let article = one.read.article;
        let is_same = articles.get(&article.id) == Some(&article);
        ensure!(is_same, "{} is altered by salvage", article.id);
        same.insert(article.id);
    }
    ensure!(fresh.check()?.is_sound(), "what was salvaged is not sound");
    Ok(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_in_one_place_is_found_and_alters_nothing() {
        let tally = tortured(1, 40).expect("nothing altered, nothing unnoticed");
        assert_eq!(tally.stores, 40);
        assert!(tally.served > 0, "{tally:?}");
    }
}
