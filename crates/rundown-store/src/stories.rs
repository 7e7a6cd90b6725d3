//! Placing articles in stories so that names and numbers last.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rundown_news::{
    ArticleId, DevelopmentId, Follow, LastLook, Placement, ReaderId, Slug, StoryId,
    limits::BRIEF_ARTICLES_MAX,
};

use crate::engine::{
    self, Connection, Optional, Row, ToValue as _, Transaction, Value, listed, params,
};
use crate::error::doing;
use crate::passed_on::{pass_on, snooze_of};
use crate::rows::{
    LATEST_BY, MEMBER_COLUMNS, Sorted, THERE_BY, article_columns, article_rows, at,
    published_or_seen, story_member,
};
use crate::sums::ROW_SOUND;
use crate::{Placed, StoreError, StoredStory, StoryFound, StoryMember};

/// Redirects followed from an old name; merges of merges are stored flat, so one is
/// the rule.
const REDIRECTS_FOLLOWED: usize = 8;

/// Story numbers as the threads gave them, to numbers as the store keeps them.
type Renumbering = BTreeMap<StoryId, i64>;

pub(crate) fn place(
    transaction: &Transaction<'_>,
    placements: &[Placement],
) -> Result<Vec<StoryId>, StoreError> {
    let apply = || -> engine::Result<Vec<StoryId>> {
        let before = places(transaction, placements)?;
        let mut next = 1 + transaction.query_row(
            "SELECT max(coalesce((SELECT max(id) FROM story), 0),
                        coalesce((SELECT max(old_story) FROM redirect), 0),
                        coalesce((SELECT max(story) FROM dropped_name), 0))",
            (),
            |row| row.get::<i64>(0),
        )?;
        let revivable = revivable(transaction, placements)?;
        let numbers = renumber(placements, &before, &revivable, &mut next);
        let touched = move_articles(transaction, placements, &numbers, &before)?;
        for story in &touched {
            refresh(transaction, *story)?;
        }
        Ok(touched.into_iter().map(|story| StoryId(story as u64)).collect())
    };
    apply().map_err(doing("placing articles in stories"))
}

/// Where an article was before, and what it was told to be a copy of.
#[derive(Default)]
struct Before {
    place: Placed,
    copy_of: Option<String>,
    copy_percent: Option<u8>,
}

impl Before {
    /// Whether it stands there already.
    fn is(&self, placement: &Placement, story: i64) -> bool {
        let copy = placement.copy_of.as_ref();
        let place = (Some(placement.development), Some(StoryId(story.cast_unsigned())));
        self.place == place
            && self.copy_of.as_deref() == copy.map(|copy| copy.original.as_str())
            && self.copy_percent == copy.map(|copy| copy.shared_percent)
    }
}

/// Articles looked up by one statement.
const LOOKED_UP_AT_ONCE: usize = 256;

/// Shows the rows of a query for some of the placed articles at a time.
fn looked_up(
    transaction: &Transaction<'_>,
    placements: &[Placement],
    sql: impl Fn(&str) -> String,
    mut look: impl FnMut(&Row<'_>) -> engine::Result<()>,
) -> engine::Result<()> {
    for some in placements.chunks(LOOKED_UP_AT_ONCE) {
        let mut given: Vec<Value<'_>> =
            some.iter().map(|one| Value::Text(one.article.as_str())).collect();
        // Lists of few lengths are planned once each; who stands in one twice is found once.
        given.resize(some.len().next_power_of_two(), given[0]);
        let sql = sql(&listed("?", given.len()));
        transaction.prepare_cached(&sql)?.each(given, &mut look)?;
    }
    Ok(())
}

/// Where the placed articles were before.
fn places(
    transaction: &Transaction<'_>,
    placements: &[Placement],
) -> engine::Result<BTreeMap<String, Before>> {
    let sql = |ids: &str| {
        format!(
            "SELECT id, development, story, copy_of, copy_percent FROM article
             WHERE id IN ({ids})"
        )
    };
    let mut places = BTreeMap::new();
    looked_up(transaction, placements, sql, |row| {
        let development: Option<i64> = row.get(1)?;
        let development = development.map(|id| DevelopmentId(id as u64));
        let story = row.get::<Option<i64>>(2)?.map(|id| StoryId(id as u64));
        let before = Before {
            place: (development, story),
            copy_of: row.get(3)?,
            copy_percent: row.get(4)?,
        };
        places.insert(row.get(0)?, before);
        Ok(())
    })?;
    Ok(places)
}

/// Gives each story of the threads the number of the stored story most of its members
/// were in; each stored number to one story only; to the rest the number they had
/// before a merge, or a new one.
fn renumber(
    placements: &[Placement],
    before: &BTreeMap<String, Before>,
    revivable: &BTreeMap<StoryId, i64>,
    next: &mut i64,
) -> Renumbering {
    let mut shared: BTreeMap<(StoryId, StoryId), usize> = BTreeMap::new();
    let mut order: Vec<StoryId> = Vec::new();
    let mut met = BTreeSet::new();
    for placement in placements {
        if met.insert(placement.story) {
            order.push(placement.story);
        }
        let old = before.get(placement.article.as_str()).and_then(|one| one.place.1);
        if let Some(old) = old {
            *shared.entry((placement.story, old)).or_default() += 1;
        }
    }
    let mut pairs: Vec<_> = shared.into_iter().collect();
    pairs.sort_by_key(|((new, old), members)| (usize::MAX - members, *old, *new));
    let mut numbers = Renumbering::new();
    let mut taken = BTreeSet::new();
    for ((new, old), _) in pairs {
        if !numbers.contains_key(&new) && taken.insert(old) {
            numbers.insert(new, old.0 as i64);
        }
    }
    for story in order {
        numbers.entry(story).or_insert_with(|| match revivable.get(&story) {
            Some(old) if taken.insert(StoryId(*old as u64)) => *old,
            _ => {
                *next += 1;
                *next - 1
            }
        });
    }
    numbers
}

/// Old numbers of stories that were merged away, by the article that gave each its
/// title: where one parts again, it has its number and name back.
fn revivable(
    transaction: &Transaction<'_>,
    placements: &[Placement],
) -> engine::Result<BTreeMap<StoryId, i64>> {
    let sql = |ids: &str| {
        format!(
            "SELECT title_article, old_story FROM redirect WHERE title_article IN ({ids})
             ORDER BY old_story"
        )
    };
    let mut numbers: BTreeMap<String, i64> = BTreeMap::new();
    looked_up(transaction, placements, sql, |row| {
        numbers.entry(row.get(0)?).or_insert(row.get(1)?);
        Ok(())
    })?;
    let mut old = BTreeMap::new();
    for placement in placements {
        if let Some(number) = numbers.get(placement.article.as_str()) {
            old.entry(placement.story).or_insert(*number);
        }
    }
    Ok(old)
}

/// Moves articles; returns the stories that gained or lost one.
fn move_articles(
    transaction: &Transaction<'_>,
    placements: &[Placement],
    numbers: &Renumbering,
    before: &BTreeMap<String, Before>,
) -> engine::Result<BTreeSet<i64>> {
    let mut update = transaction.prepare_cached(
        "UPDATE article SET development = ?1, story = ?2, copy_percent = ?4,
         copy_of = (SELECT id FROM article WHERE id = ?3) WHERE id = ?5",
    )?;
    let mut touched = BTreeSet::new();
    for placement in placements {
        let story = numbers[&placement.story];
        let old = before.get(placement.article.as_str());
        touched.insert(story);
        touched.extend(old.and_then(|old| old.place.1).map(|story| story.0 as i64));
        if old.is_some_and(|old| old.is(placement, story)) {
            continue;
        }
        let copy = placement.copy_of.as_ref();
        update.execute(params![
            placement.development.0 as i64,
            story,
            copy.map(|copy| copy.original.as_str()),
            copy.map(|copy| copy.shared_percent),
            placement.article.as_str(),
        ])?;
    }
    Ok(touched)
}

/// Brings the rows of stories up to their articles where they do not count them right.
pub(crate) fn recount(transaction: &Transaction<'_>) -> engine::Result<()> {
    let mut wrong = transaction.prepare_cached(
        "SELECT id FROM story s
         WHERE articles <> (SELECT count(*) FROM article a WHERE a.story = s.id)",
    )?;
    let wrong: Vec<i64> =
        wrong.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
    wrong.into_iter().try_for_each(|story| refresh(transaction, story))
}

/// Brings a story's row up to its articles; one without articles becomes a redirect.
pub(crate) fn refresh(transaction: &Transaction<'_>, story: i64) -> engine::Result<()> {
    let members = members(transaction, story, Timestamp::MAX)?;
    let Some(first) = members.first() else { return redirect(transaction, story) };
    let sum = Sum::of(&members);
    let (first_ms, last_ms) =
        (sum.first_at.as_millisecond(), sum.last_at.as_millisecond());
    let given = params![
        story,
        title_article(&members),
        first_ms,
        last_ms,
        sum.articles,
        sum.outlets,
        sum.independent,
    ];
    let known = transaction.execute(
        "UPDATE story SET title_article = ?2, first_ms = ?3, last_ms = ?4, articles = ?5,
         outlets = ?6, independent = ?7 WHERE id = ?1",
        given,
    )?;
    if known > 0 {
        return Ok(());
    }
    let slug = match old_slug(transaction, story)? {
        Some(slug) => slug,
        None => free_slug(transaction, &Slug::of(&first.headline))?,
    };
    let given: Vec<Value<'_>> =
        given.iter().map(|one| one.value()).chain([slug.value()]).collect();
    let add =
        "INSERT INTO story (id, title_article, first_ms, last_ms, articles, outlets,
         independent, slug) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    transaction.execute(add, given).map(drop)
}

pub(crate) struct Member {
    id: String,
    domain: String,
    headline: String,
    at: Timestamp,
    copy: bool,
    development: Option<i64>,
}

/// What the row of a story sums up of its members.
pub(crate) struct Sum {
    pub(crate) first_at: Timestamp,
    pub(crate) last_at: Timestamp,
    pub(crate) articles: u32,
    pub(crate) outlets: u32,
    pub(crate) independent: u32,
}

impl Sum {
    /// Of members in order of publication.
    pub(crate) fn of(members: &[Member]) -> Self {
        let outlets: BTreeSet<&str> = members.iter().map(|m| m.domain.as_str()).collect();
        let own: BTreeSet<&str> =
            members.iter().filter(|m| !m.copy).map(|m| m.domain.as_str()).collect();
        Self {
            first_at: members.first().map_or(Timestamp::UNIX_EPOCH, |one| one.at),
            last_at: members.last().map_or(Timestamp::UNIX_EPOCH, |one| one.at),
            articles: members.len() as u32,
            outlets: outlets.len() as u32,
            independent: own.len().max(1) as u32,
        }
    }
}

/// A story's members by a time, in order of publication.
pub(crate) fn members(
    connection: &Connection,
    story: i64,
    until: Timestamp,
) -> engine::Result<Vec<Member>> {
    let mut all = connection.prepare_cached(&format!(
        "SELECT id, domain, headline, published_ms, seen_ms, copy_of IS NOT NULL, development
         FROM article a WHERE story = ?2 AND {THERE_BY}",
    ))?;
    let rows = all.query_map(params![until.as_millisecond(), story], |row| {
        Ok(Member {
            id: row.get(0)?,
            domain: row.get(1)?,
            headline: row.get(2)?,
            at: published_or_seen(row.get(3)?, row.get(4)?),
            copy: row.get(5)?,
            development: row.get(6)?,
        })
    })?;
    let mut members: Vec<Member> = rows.collect::<Result<_, _>>()?;
    members.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    Ok(members)
}

/// The article whose headline stands for a story until its brief chooses a title, and by
/// which decisions of readers find it: the first own report of the latest
/// development that several outlets carry, else the latest own report.
pub(crate) fn title_article(members: &[Member]) -> &str {
    let mut outlets: BTreeMap<Option<i64>, BTreeSet<&str>> = BTreeMap::new();
    for member in members.iter().filter(|member| !member.headline.is_empty()) {
        outlets.entry(member.development).or_default().insert(&member.domain);
    }
    let carried = |member: &&Member| {
        outlets.get(&member.development).is_some_and(|outlets| outlets.len() > 1)
    };
    let titled = || members.iter().filter(|m| !m.headline.is_empty() && !m.copy);
    let latest = titled().rev().find(carried).map(|member| member.development);
    let chosen = match latest {
        Some(development) => titled().find(|member| member.development == development),
        None => titled().next_back(),
    };
    chosen.or(members.first()).map_or("", |member| &member.id)
}

/// The name a story had before it was merged away, which leads on no longer.
fn old_slug(transaction: &Transaction<'_>, story: i64) -> engine::Result<Option<String>> {
    transaction
        .prepare_cached("DELETE FROM redirect WHERE old_story = ? RETURNING slug")?
        .query_row([story], |row| row.get(0))
        .optional()
}

fn free_slug(transaction: &Transaction<'_>, slug: &Slug) -> engine::Result<String> {
    let mut taken = transaction.prepare_cached(
        "SELECT 1 FROM story WHERE slug = ?1 UNION SELECT 1 FROM redirect WHERE slug = ?1
         UNION SELECT 1 FROM dropped_name WHERE slug = ?1",
    )?;
    let mut name = slug.0.clone();
    let mut number = 2;
    while taken.exists([&name])? {
        name = format!("{slug}-{number}");
        number += 1;
    }
    Ok(name)
}

/// A story that lost all its articles leads to the one that has most of them now. It is
/// told by the articles' own history: the story with the same first headline, else the
/// one touched last.
fn redirect(transaction: &Transaction<'_>, story: i64) -> engine::Result<()> {
    let row: Option<(String, String)> = transaction
        .prepare_cached("SELECT slug, title_article FROM story WHERE id = ?")?
        .query_row([story], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((slug, title_article)) = row else { return Ok(()) };
    let into: Option<i64> = transaction
        .prepare_cached("SELECT story FROM article WHERE id = ?")?
        .query_row([&title_article], |row| row.get(0))
        .optional()?
        .flatten();
    let Some(into) = into else { return Ok(()) };
    transaction
        .execute("UPDATE redirect SET story = ? WHERE story = ?", [into, story])?;
    transaction.execute(
        "INSERT INTO redirect (slug, old_story, story, title_article) VALUES (?, ?, ?, ?)
         ON CONFLICT (slug) DO UPDATE SET old_story = excluded.old_story,
         story = excluded.story, title_article = excluded.title_article",
        params![slug, story, into, title_article],
    )?;
    pass_on(transaction, story, into)?;
    transaction.execute("DELETE FROM story WHERE id = ?", [story])?;
    Ok(())
}

/// Columns a story is made of. A title that is not what was stored is none.
pub(crate) fn story_columns(ReaderId(reader): ReaderId) -> String {
    format!(
        "s.id, s.slug, s.title_article, CASE WHEN {ROW_SOUND} THEN a.headline ELSE '' END, s.first_ms,
         s.last_ms, s.articles, s.outlets, s.independent, p.last_look_ms, p.follow,
         p.snoozed_until_ms, p.material_since_ms
         FROM story s JOIN article a ON a.id = s.title_article
         LEFT JOIN reader_story p ON p.reader = {reader} AND p.story = s.id"
    )
}

pub(crate) fn story_row(row: &Row<'_>) -> engine::Result<StoredStory> {
    let follow: Option<String> = row.get(10)?;
    let look: Option<i64> = row.get(9)?;
    Ok(StoredStory {
        id: StoryId(row.get::<i64>(0)? as u64),
        slug: Slug(row.get(1)?),
        title_article: ArticleId(row.get(2)?),
        title: row.get(3)?,
        first_at: at(row.get(4)?),
        last_at: at(row.get(5)?),
        articles: row.get(6)?,
        outlets: row.get(7)?,
        independent: row.get(8)?,
        last_look: look.map(|ms| LastLook(at(ms))),
        follow: match follow.as_deref() {
            Some("followed") => Follow::Followed,
            Some("muted") => Follow::Muted,
            _ => Follow::None,
        },
        snooze: snooze_of(row.get(11)?, row.get(12)?),
    })
}

pub(crate) fn story(
    connection: &Connection,
    name: &str,
    reader: ReaderId,
) -> engine::Result<StoryFound> {
    let columns = story_columns(reader);
    let by_name = format!("SELECT {columns} WHERE s.slug = ?1");
    let by_number = format!("SELECT {columns} WHERE s.id = ?1");
    if let Some(story) =
        connection.prepare_cached(&by_name)?.query_row([name], story_row).optional()?
    {
        return Ok(StoryFound::Here(Box::new(story)));
    }
    let number = name.parse::<i64>().ok();
    if let Some(number) = number {
        let found = connection.prepare_cached(&by_number)?.query_row([number], story_row);
        if let Some(story) = found.optional()? {
            return Ok(StoryFound::Here(Box::new(story)));
        }
    }
    let mut into: Option<i64> = connection
        .prepare_cached("SELECT story FROM redirect WHERE slug = ?1 OR old_story = ?2")?
        .query_row(params![name, number], |row| row.get(0))
        .optional()?;
    for _ in 0..REDIRECTS_FOLLOWED {
        let Some(number) = into else { break };
        let found = connection.prepare_cached(&by_number)?.query_row([number], story_row);
        if let Some(story) = found.optional()? {
            return Ok(StoryFound::Moved(story.slug));
        }
        into = connection
            .prepare_cached("SELECT story FROM redirect WHERE old_story = ?")?
            .query_row([number], |row| row.get(0))
            .optional()?;
    }
    Ok(StoryFound::Unknown)
}

pub(crate) fn story_articles(
    connection: &Connection,
    story: StoryId,
    until: Timestamp,
) -> Result<Sorted, StoreError> {
    let sql = of_story(&article_columns());
    let mut rows = article_rows(connection, &sql, members_asked(story, until))?;
    rows.reverse();
    Ok(Sorted::of(rows))
}

pub(crate) fn story_members(
    connection: &Connection,
    story: StoryId,
    until: Timestamp,
) -> Result<Vec<StoryMember>, StoreError> {
    let read = || -> engine::Result<Vec<StoryMember>> {
        let mut found = connection.prepare_cached(&of_story(MEMBER_COLUMNS))?;
        let rows = found.query_map(members_asked(story, until), story_member)?;
        rows.filter_map(Result::transpose).collect()
    };
    let mut members = read().map_err(doing("listing the articles of a story"))?;
    members.reverse();
    Ok(members)
}

/// The latest articles of a story by a time, latest first.
fn of_story(columns: &str) -> String {
    format!(
        "SELECT {columns} FROM article a JOIN revision r ON r.article = a.seq
         AND r.number = {LATEST_BY} WHERE a.story = ?2 AND {THERE_BY}
         ORDER BY min(coalesce(a.published_ms, a.seen_ms), a.seen_ms) DESC, a.id DESC LIMIT ?3"
    )
}

/// What is given to [`of_story`].
fn members_asked(story: StoryId, until: Timestamp) -> [i64; 3] {
    [until.as_millisecond(), story.0 as i64, BRIEF_ARTICLES_MAX as i64]
}

pub(crate) fn coverage(
    connection: &Connection,
    story: StoryId,
    until: Timestamp,
) -> engine::Result<Vec<Timestamp>> {
    let members = members(connection, story.0 as i64, until)?;
    Ok(members.into_iter().map(|member| member.at).collect())
}
