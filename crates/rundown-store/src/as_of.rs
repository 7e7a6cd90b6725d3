//! Stories as of a day: their rows tell how they stand now, their members tell the rest.

use jiff::Timestamp;
use rundown_news::{ArticleId, ReaderId};

use crate::damage::SOUND;
use crate::engine::{self, Connection, Params, params};
use crate::rows::THERE_BY;
use crate::stories::{Sum, members, story_columns, story_row, title_article};
use crate::{Counts, StoredStory, StoryFound};

pub(crate) fn stories(
    connection: &Connection,
    since: Option<Timestamp>,
    until: Timestamp,
    reader: ReaderId,
    limit: usize,
) -> engine::Result<Vec<StoredStory>> {
    let since = since.map_or(i64::MIN, Timestamp::as_millisecond);
    let columns = story_columns(reader);
    let sql = format!(
        "SELECT {columns} WHERE s.last_ms > ? ORDER BY s.last_ms DESC, s.id LIMIT ?"
    );
    // As of a day the order is another one, so that all of them are asked for.
    let rows = if until == Timestamp::MAX { limit as i64 } else { i64::MAX };
    let mut found = selected(connection, &sql, params![since, rows], until)?;
    found.retain(|story| story.last_at.as_millisecond() > since);
    found.truncate(limit);
    Ok(found)
}

/// The stories of a query as they stood at a time, those with the latest news first.
pub(crate) fn selected(
    connection: &Connection,
    sql: &str,
    given: impl Params,
    until: Timestamp,
) -> engine::Result<Vec<StoredStory>> {
    let mut all = connection.prepare_cached(sql)?;
    let all = all.query_map(given, story_row)?;
    if until == Timestamp::MAX {
        return all.collect();
    }
    let mut found = Vec::new();
    for story in all {
        found.extend(as_of(connection, story?, until)?);
    }
    found.sort_by_key(|story| (std::cmp::Reverse(story.last_at), story.id));
    Ok(found)
}

pub(crate) fn story(
    connection: &Connection,
    name: &str,
    until: Timestamp,
    reader: ReaderId,
) -> engine::Result<StoryFound> {
    let found = crate::stories::story(connection, name, reader)?;
    let StoryFound::Here(story) = found else { return Ok(found) };
    let story = as_of(connection, *story, until)?;
    Ok(story.map_or(StoryFound::Unknown, |story| StoryFound::Here(Box::new(story))))
}

/// A story with what its row sums up reckoned by a time; none if nothing of it was
/// there yet.
fn as_of(
    connection: &Connection,
    story: StoredStory,
    until: Timestamp,
) -> engine::Result<Option<StoredStory>> {
    if until == Timestamp::MAX {
        return Ok(Some(story));
    }
    let members = members(connection, story.id.0 as i64, until)?;
    if members.is_empty() {
        return Ok(None);
    }
    let sum = Sum::of(&members);
    let title_article = ArticleId(title_article(&members).to_owned());
    let title = headline(connection, &title_article, until);
    Ok(Some(StoredStory {
        title: title.unwrap_or_else(|| story.title.clone()),
        title_article,
        first_at: sum.first_at,
        last_at: sum.last_at,
        articles: sum.articles,
        outlets: sum.outlets,
        independent: sum.independent,
        ..story
    }))
}

/// The headline of an article by a time.
fn headline(connection: &Connection, id: &ArticleId, until: Timestamp) -> Option<String> {
    let stored = crate::articles::article(connection, id, None, until);
    // A damaged article is told where it is asked for.
    stored.ok().flatten().map(|stored| stored.read.article.headline)
}

pub(crate) fn counts(
    connection: &Connection,
    until: Timestamp,
) -> engine::Result<Counts> {
    let count = |what: &str| {
        let one = |row: &engine::Row<'_>| row.get::<i64>(0);
        let sql = format!("SELECT count(*) FROM {what}");
        connection.query_row(&sql, (), one).map(|all| all as u64)
    };
    let (articles, revisions, stories) = if until == Timestamp::MAX {
        // Whole tables are counted by their smallest index.
        (count("article")?, count("revision")?, count("story")?)
    } else {
        count_as_of(connection, until)?
    };
    Ok(Counts {
        articles,
        revisions,
        stories,
        subscriptions: count("subscription")?,
        waiting: count(&format!(
            "article a JOIN revision r ON r.article = a.seq AND r.number = a.revision
             WHERE a.story IS NULL AND {SOUND}"
        ))?,
        damaged: count("quarantine")?,
    })
}

/// Articles, revisions and stories that were there by a time.
fn count_as_of(
    connection: &Connection,
    until: Timestamp,
) -> engine::Result<(u64, u64, u64)> {
    let count = |what: String| {
        let sql = format!("SELECT count(*) FROM {what}");
        let one = |row: &engine::Row<'_>| row.get::<i64>(0);
        connection.query_row(&sql, [until.as_millisecond()], one).map(|all| all as u64)
    };
    Ok((
        count(format!("article a WHERE {THERE_BY}"))?,
        count(format!(
            "article a JOIN revision r ON r.article = a.seq
             WHERE (r.seen_ms <= ?1 OR r.number = 0) AND {THERE_BY}"
        ))?,
        count(format!(
            "story s WHERE EXISTS (SELECT 1 FROM article a WHERE a.story = s.id AND {THERE_BY})"
        ))?,
    ))
}
