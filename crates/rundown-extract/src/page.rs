//! Reads an HTML page.

use jiff::tz::Offset;
use rundown_news::{
    Article, ArticleKind, BlockKind, Byline, NewsTime, Note, NoteKind, Outlet, Set,
};
use url::Url;

use crate::agreement::same_words;
use crate::body::{
    Context, Copy, Features, copy_of, mark_comments, measured_lines, offers,
    speaks_of_cookies,
};
use crate::byline::byline_of;
use crate::calendar::{date_in_text, time_of};
use crate::compose::compose;
use crate::dates::{Dates, MEASURES, Sources, dates_of, measured_days};
use crate::filed::day_filed;
use crate::forest::Forest;
use crate::fragment::pieces_of;
use crate::html::{Page, Tree, parse};
use crate::kind::{kind_stated, labels_opinion, settle_kind};
use crate::lines::{Lines, ends_sentence, lines_of};
use crate::live::{clock_of_entry, cut_entries};
use crate::media::media_in;
use crate::metadata::{
    AUTHOR_MEASURES, AuthorSources, Found, HEADLINE_MEASURES, HeadlineSources, Site,
    Stated, Survey, authors_of, headline_of, hidden_body, measured_authors,
    measured_headlines, name_in_title, stated_in, survey, updates_shown, without_site,
};
use crate::not_an_article::not_an_article;
use crate::phrases::simple;
use crate::piece::Piece;
use crate::reading::{Reading, language_of};

/// Reads a page into an article; the forest judges its lines.
pub(crate) fn read_page(
    source: &str,
    reading: &Reading<'_>,
    forest: &Forest,
) -> (Article, Vec<Note>) {
    let page = parse(source);
    let mut notes = limits_met(&page);
    let mut lines = lines_of(&page.tree, 0);
    let begun = begin(&page.tree, &mut lines, reading);
    let copy = knowing(&page.tree, &lines, &begun, |known| {
        copy_of(&page.tree, &lines, known, forest)
    });
    let sources = sources(&page.tree, &lines, &begun, &copy);
    let Dates { published, modified } = dates_of(&sources, reading, &mut notes);
    let Begun { seen, stated, mut article, .. } = begun;
    let base = base_of(&seen, reading);
    article.media = media_in(&page.tree, &lines, copy.within.clone(), base.as_ref());
    (article.published, article.modified) = (published, modified);
    finish(&page.tree, (&seen, &stated), copy, reading, &mut article, &mut notes);
    if article.published.is_none()
        && let Some(day) = day_filed(&article, reading)
    {
        article.published = Some(day);
        notes.retain(|note| note.kind != NoteKind::NoDate);
    }
    let says_article = stated.is_article || seen.meta(&["og:type"]) == Some("article");
    if let Some(kind) = not_an_article(&lines, &article, says_article) {
        notes.push(Note::new(NoteKind::WrongKind, kind));
    }
    (article, notes)
}

/// Where a page may say when it was published.
fn sources<'s, 'a>(
    tree: &'s Tree<'a>,
    lines: &'s Lines,
    begun: &'s Begun<'a>,
    copy: &'s Copy,
) -> Sources<'s, 'a> {
    let Begun { seen, stated, headline: Found { node: headline, .. }, .. } = begun;
    let (headline, front, dated) = (*headline, &copy.front, &copy.dated);
    Sources { tree, seen, stated, headline, front, dated, lines, source: tree.source() }
}

/// The days that a page tells, with what is measured of them.
pub(crate) fn days_told(
    source: &str,
    reading: &Reading<'_>,
    forest: &Forest,
) -> Vec<(NewsTime, [i32; MEASURES])> {
    let Page { tree, .. } = parse(source);
    let mut lines = lines_of(&tree, 0);
    let begun = begin(&tree, &mut lines, reading);
    let copy =
        knowing(&tree, &lines, &begun, |known| copy_of(&tree, &lines, known, forest));
    let sources = sources(&tree, &lines, &begun, &copy);
    measured_days(&sources, reading)
}

/// The lines of a page that a model is asked about, with what is measured of them.
pub(crate) fn measured(source: &str, reading: &Reading<'_>) -> Vec<(String, Features)> {
    let Page { tree, .. } = parse(source);
    let mut lines = lines_of(&tree, 0);
    let begun = begin(&tree, &mut lines, reading);
    knowing(&tree, &lines, &begun, |known| measured_lines(&tree, &lines, known))
}

fn limits_met(page: &Page<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    if page.too_deep {
        notes.push(Note::new(
            NoteKind::TooDeep,
            "the page went over a limit of its structure",
        ));
    }
    if page.too_costly {
        notes.push(Note::new(NoteKind::TooCostly, "the page was read in part"));
    }
    notes
}

/// All of an article but what needs its body.
struct Begun<'a> {
    seen: Survey<'a>,
    stated: Stated,
    headline: Found,
    article: Article,
}

fn begin<'a>(tree: &Tree<'a>, lines: &mut Lines, reading: &Reading<'_>) -> Begun<'a> {
    let seen = survey(tree);
    let base = base_of(&seen, reading);
    let site = site_of(&seen, reading);
    let mut stated = stated_in(&seen.scripts, hint(&seen, &site).as_deref());
    if stated.updates.is_empty() {
        stated.updates = updates_shown(tree, &seen);
        stated.is_live |= !stated.updates.is_empty();
    }
    let headline =
        headline_of(&headline_sources(tree, lines, (&seen, &stated), &site, reading));
    mark_comments(tree, lines, headline.node);
    let mut article = Article {
        url: reading.url.map(str::to_owned),
        canonical_url: canonical(&seen, base.as_ref()),
        outlet: outlet(&seen, &stated, reading),
        headline: headline.text.clone(),
        section: section(&seen, &stated),
        tags: tags(&seen, &stated),
        ..Article::default()
    };
    let sources =
        author_sources(tree, lines, (&seen, &stated, &headline), &site, reading);
    let authors = authors_of(&sources);
    article.byline = authors.into_iter().map(|name| Byline { name }).collect();
    article.kind = kind_stated(&seen, &stated, reading);
    Begun { seen, stated, headline, article }
}

/// By which the page's own article is told from others in its data.
fn hint(seen: &Survey<'_>, site: &Site) -> Option<String> {
    let title = seen.meta(&["og:title", "twitter:title"]).or(seen.title.as_deref());
    title.map(|title| without_site(title, site))
}

/// Where a page may say its headline.
fn headline_sources<'s, 'a>(
    tree: &'s Tree<'a>,
    lines: &'s Lines,
    (seen, stated): (&'s Survey<'a>, &'s Stated),
    site: &'s Site,
    reading: &'s Reading<'_>,
) -> HeadlineSources<'s, 'a> {
    let url = reading.url.unwrap_or("");
    HeadlineSources { tree, seen, stated, lines, site, url }
}

/// The texts that may be a page's headline, with what is measured of them.
pub(crate) fn headlines_told(
    source: &str,
    reading: &Reading<'_>,
) -> Vec<(String, [i32; HEADLINE_MEASURES])> {
    let Page { tree, .. } = parse(source);
    let lines = lines_of(&tree, 0);
    let seen = survey(&tree);
    let site = site_of(&seen, reading);
    let stated = stated_in(&seen.scripts, hint(&seen, &site).as_deref());
    let told = (&seen, &stated);
    measured_headlines(&headline_sources(&tree, &lines, told, &site, reading))
}

/// Where a page may name its authors.
fn author_sources<'s, 'a>(
    tree: &'s Tree<'a>,
    lines: &'s Lines,
    (seen, stated, headline): (&'s Survey<'a>, &'s Stated, &'s Found),
    site: &'s Site,
    reading: &'s Reading<'_>,
) -> AuthorSources<'s, 'a> {
    let url = reading.url.unwrap_or("");
    AuthorSources { tree, seen, stated, lines, headline, site, url }
}

/// The names of a page that may be those of its authors, with what is measured of them.
pub(crate) fn authors_told(
    source: &str,
    reading: &Reading<'_>,
) -> Vec<(String, [i32; AUTHOR_MEASURES])> {
    let Page { tree, .. } = parse(source);
    let mut lines = lines_of(&tree, 0);
    let Begun { seen, stated, headline, .. } = begin(&tree, &mut lines, reading);
    let site = site_of(&seen, reading);
    let told = (&seen, &stated, &headline);
    measured_authors(&author_sources(&tree, &lines, told, &site, reading))
}

/// Gives what is known of an article before its body is read.
fn knowing<T>(
    tree: &Tree<'_>,
    lines: &Lines,
    begun: &Begun<'_>,
    read: impl FnOnce(&Context<'_>) -> T,
) -> T {
    let Begun { seen, stated, headline, article } = begun;
    let byline: Vec<String> = article.byline.iter().map(|one| one.name.clone()).collect();
    read(&Context {
        headline: &article.headline,
        headline_node: headline.node,
        descriptions: &descriptions(seen, stated),
        byline: &byline,
        body: &simple(stated.body.as_deref().unwrap_or("")),
        is_live: article.kind == ArticleKind::Live,
        offers: &offers(tree, lines),
    })
}

/// Fills what needs the body: text, deck, language, kind.
fn finish(
    tree: &Tree<'_>,
    (seen, stated): (&Survey<'_>, &Stated),
    copy: Copy,
    reading: &Reading<'_>,
    article: &mut Article,
    notes: &mut Vec<Note>,
) {
    if copy.too_many {
        notes.push(Note::new(NoteKind::TooCostly, "the page was read in part"));
    }
    if article.kind == ArticleKind::Article
        && copy.front.iter().any(|l| labels_opinion(l))
    {
        article.kind = ArticleKind::Opinion;
    }
    if article.headline.is_empty() {
        article.headline = headline_in_front(&copy.front).unwrap_or_default();
    }
    if copy.is_live {
        article.kind = ArticleKind::Live;
    }
    let tells_clocks = copy.tells_clocks;
    let is_locked = seen.meta(&["article:content_tier"]) == Some("locked");
    let is_walled = stated.is_walled || copy.is_walled || is_locked;
    let mut pieces = copy.pieces;
    prefer_stated_body(stated, article.kind, &mut pieces);
    prefer_hidden_body(tree, seen, &mut pieces);
    let fetched = || reading.at.map(|at| Offset::UTC.to_datetime(at).date());
    let day = article.published.map(NewsTime::day).or_else(fetched);
    if tells_clocks && cut_entries(&mut pieces, day, clock_of_entry) {
        article.kind = ArticleKind::Live;
    }
    compose(pieces, article, notes);
    article.deck = copy.deck;
    article.highlights = copy.highlights;
    if copy.dropped > 0 {
        notes.push(Note::new(
            NoteKind::Dropped,
            format!("{} lines of chrome", copy.dropped),
        ));
    }
    if copy.tried > 0 {
        notes.push(Note::new(
            NoteKind::Dropped,
            format!("{} other readings of the page", copy.tried),
        ));
    }
    let language = stated.language.as_deref().or(seen.language.as_deref());
    article.lang = language_of(&article.text, language);
    settle_kind(stated, is_walled, article, notes);
}

/// The headline of a page that marks none: the first line over the text that reads like
/// one.
fn headline_in_front(front: &[String]) -> Option<String> {
    let is_headline = |line: &&String| {
        line.split(' ').count() >= 4
            && !ends_sentence(line)
            && date_in_text(line).is_none()
            && byline_of(line).is_none()
    };
    front.iter().find(is_headline).cloned()
}

/// Where the page itself shows little, what it states as its body is the body.
fn prefer_stated_body(stated: &Stated, kind: ArticleKind, pieces: &mut Vec<Piece>) {
    let shown: usize = pieces.iter().map(|piece| piece.text.len()).sum();
    if kind == ArticleKind::Live && stated.updates.len() >= 2 {
        let told: usize = stated.updates.iter().map(|update| update.body.len()).sum();
        if told * 2 > shown || !pieces.iter().any(|piece| piece.at.is_some()) {
            let entries = entries(stated);
            keep_intro(pieces, &entries);
            pieces.extend(entries);
            return;
        }
    }
    if let Some(body) = &stated.body
        && body.len() > 400
        && body.len() > shown * 3
    {
        *pieces = pieces_of(body);
    }
}

/// Where a page shows hardly anything, the body that it holds unseen is the body.
fn prefer_hidden_body(tree: &Tree<'_>, seen: &Survey<'_>, pieces: &mut Vec<Piece>) {
    /// With more text than this a page shows its body.
    const SHOWN_BYTES_MAX: usize = 600;
    let shown: usize = pieces.iter().map(|piece| piece.text.len()).sum();
    if shown > SHOWN_BYTES_MAX {
        return;
    }
    let hidden = hidden_body(tree, seen);
    let held: usize = hidden.iter().map(|piece| piece.text.len()).sum();
    let asking = hidden.iter().filter(|piece| speaks_of_cookies(&piece.text)).count();
    if held > shown * 3 && asking * 4 < hidden.len() {
        *pieces = hidden;
    }
}

/// Keeps of a live blog's page what stands before its first entry.
fn keep_intro(pieces: &mut Vec<Piece>, entries: &[Piece]) {
    /// A longer beginning is made of entries that the page words in its own way.
    const INTRO_PIECES_MAX: usize = 20;
    let told: Set<String> = entries.iter().map(|entry| simple(&entry.text)).collect();
    let first = pieces
        .iter()
        .position(|piece| piece.at.is_some() || told.contains(&simple(&piece.text)))
        .unwrap_or(pieces.len());
    pieces.truncate(if first > INTRO_PIECES_MAX { 0 } else { first });
}

/// The entries of a live blog as the page states them, in its order.
fn entries(stated: &Stated) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for update in &stated.updates {
        let mut own = pieces_of(&update.body);
        if !update.headline.is_empty()
            && !own.first().is_some_and(|first| same_words(&first.text, &update.headline))
        {
            let text = update.headline.clone();
            own.insert(0, Piece { kind: BlockKind::LiveEntry, text, at: None });
        }
        if let Some(first) = own.first_mut() {
            first.kind = BlockKind::LiveEntry;
            first.at = update.at.as_deref().and_then(time_of);
        }
        pieces.append(&mut own);
    }
    pieces
}

fn base_of(seen: &Survey<'_>, reading: &Reading<'_>) -> Option<Url> {
    let own = reading.url.and_then(|url| Url::parse(url).ok());
    match (&own, &seen.base) {
        (Some(own), Some(base)) => own.join(base).ok().or_else(|| Some(own.clone())),
        (None, Some(base)) => Url::parse(base).ok(),
        _ => own,
    }
}

fn canonical(seen: &Survey<'_>, base: Option<&Url>) -> Option<String> {
    let stated = seen.canonical.as_deref().or_else(|| seen.meta(&["og:url"]))?;
    let url = match base {
        Some(base) => base.join(stated).ok()?,
        None => Url::parse(stated).ok()?,
    };
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn outlet(seen: &Survey<'_>, stated: &Stated, reading: &Reading<'_>) -> Outlet {
    let name = seen
        .meta(&["og:site_name", "application-name", "dc.publisher", "publisher"])
        .or(stated.publisher.as_deref())
        .filter(|name| name.len() <= 80 && !name.contains("://"));
    let domain = reading.domain().or_else(|| {
        let canonical = seen.canonical.as_deref()?;
        crate::reading::domain_of(canonical)
    });
    let domain = domain.unwrap_or_default();
    let signed = || name_in_title(seen.title.as_deref().unwrap_or(""), &domain);
    let name = name.map(str::to_owned).or_else(signed);
    Outlet { name: name.unwrap_or_default(), domain }
}

/// The names by which a site may call itself in its titles.
fn site_of(seen: &Survey<'_>, reading: &Reading<'_>) -> Site {
    const NAME_BYTES_MAX: usize = 60;
    let mut names: Vec<&str> = Vec::new();
    names.extend(seen.meta(&["og:site_name"]));
    names.extend(seen.meta(&["application-name"]));
    names.extend(seen.meta(&["twitter:site"]));
    // Some put the headline there.
    names.retain(|name| name.len() <= NAME_BYTES_MAX);
    let domain = reading.domain().unwrap_or_default();
    let short = domain.rsplit_once('.').map_or("", |(rest, _)| rest);
    names.push(&domain);
    names.push(short);
    Site::of(&names.join("\n"))
}

fn section(seen: &Survey<'_>, stated: &Stated) -> Option<String> {
    let section = seen.meta(&["article:section", "og:article:section", "section"]);
    stated.section.clone().or_else(|| section.map(str::to_owned))
}

fn tags(seen: &Survey<'_>, stated: &Stated) -> Vec<String> {
    const TAGS_MAX: usize = 60;
    let mut tags: Vec<String> = stated.keywords.clone();
    if tags.is_empty() {
        tags =
            seen.metas(&["article:tag", "og:article:tag"]).map(str::to_owned).collect();
    }
    if tags.is_empty() {
        let words = seen.meta(&["news_keywords", "keywords"]).unwrap_or("");
        tags = words.split([',', ';']).map(|word| word.trim().to_owned()).collect();
    }
    tags.retain(|tag| !tag.is_empty() && tag.len() < 100);
    let mut known = rundown_news::Set::default();
    tags.retain(|tag| known.insert(tag.to_lowercase()));
    tags.truncate(TAGS_MAX);
    tags
}

fn descriptions<'s>(seen: &'s Survey<'_>, stated: &'s Stated) -> Vec<&'s str> {
    let social = ["og:description", "description", "twitter:description"];
    let social = social.iter().filter_map(|name| seen.meta(&[*name]));
    let mut all: Vec<&str> = social.chain(stated.description.as_deref()).collect();
    all.dedup();
    all
}
