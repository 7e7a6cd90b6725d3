//! Views made by hand: a story with something of everything, written by strangers.

use std::sync::Arc;

use jiff::Timestamp;
use rundown_desk::{ArticleCard, Passage, Passages, Rundown, StoryView};
use rundown_news::{
    Addition, ArticleId, ArticleKind, Brief, BriefDevelopment, BriefOutlet, BriefOutlets,
    Change, Contrast, Directness, Elsewhere, EntityKind, Evidence, FigureHistory,
    FigurePoint, Follow, Highlight, Lang, LastLook, NewItem, NewKind, Outlet, Part,
    Person, Qualifier, RelatedStory, Role, RundownEntry, Shown, Slug, Span, Statement,
    StoryId, TimelineEntry, Voice, WhenPrecision,
};

/// A headline that would like to be more than words.
pub(crate) const HOSTILE: &str =
    "\"><script>alert('x')</script> <img src=x onerror=alert(1)> & \u{202e}sdrawkcab";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn now() -> Timestamp {
    at("2031-05-14T16:00:00Z")
}

pub(crate) fn outlet(name: &str) -> Outlet {
    Outlet { name: name.to_owned(), domain: format!("{}.example", name.to_lowercase()) }
}

fn evidence(article: &str, start: usize, end: usize) -> Evidence {
    let article = ArticleId(article.to_owned());
    Evidence { article, revision: 0, part: Part::Text, span: Span::new(start, end) }
}

fn shown(text: &str, article: &str) -> Shown {
    Shown::new(text, evidence(article, 0, text.len()))
}

fn card(
    id: &str,
    outlet_name: &str,
    headline: &str,
    copy_of: Option<&str>,
) -> ArticleCard {
    ArticleCard {
        id: ArticleId(id.to_owned()),
        headline: headline.to_owned(),
        outlet: outlet(outlet_name),
        at: at("2031-05-13T08:00:00Z"),
        url: Some("https://courier.example/a".to_owned()),
        kind: ArticleKind::Article,
        lang: Lang::ENGLISH,
        development: None,
        copy_of: copy_of.map(|id| ArticleId(id.to_owned())),
        revision: 0,
    }
}

/// A story told by three outlets, one of them with a copy.
pub(crate) fn story() -> StoryView {
    let cards = [
        card("a", "Courier", HOSTILE, None),
        card("b", "Herald", "", Some("a")),
        card("c", "Meridian", "Harbor closed", None),
    ];
    StoryView {
        brief: brief(),
        follow: Follow::Followed,
        snooze: None,
        rests: false,
        last_look: Some(LastLook(at("2031-05-12T08:00:00Z"))),
        coverage: vec![0, 3, 1],
        articles: cards.into_iter().map(|card| (card.id.clone(), card)).collect(),
        passages: Arc::new(passages()),
        families: [("courier.example".to_owned(), HOSTILE.to_owned())].into(),
    }
}

/// What stands around the first sentence and a name.
fn passages() -> Passages {
    let around = |words: &str| Passage {
        before: HOSTILE.to_owned(),
        words: words.to_owned(),
        after: HOSTILE.to_owned(),
    };
    [(evidence("a", 0, 21), around("The harbor is closed."))].into()
}

/// A highlight of some day.
fn dated(shown: Shown) -> Highlight {
    Highlight { shown, date: "2031-05-02".to_owned() }
}

fn brief() -> Brief {
    let mut highlight = shown("The harbor is closed.", "a");
    highlight.evidence.push(evidence("c", 4, 9));
    Brief {
        story: Some(StoryId(7)),
        slug: Slug("harbor-closed".to_owned()),
        title: Some(shown(HOSTILE, "a")),
        first_at: Some(at("2031-05-02T08:00:00Z")),
        last_at: Some(at("2031-05-14T08:00:00Z")),
        was: None,
        state: Vec::new(),
        highlights: [highlight, shown(HOSTILE, "c")].map(dated).into(),
        new: vec![NewItem {
            shown: shown("Two boats are missing.", "c"),
            kind: NewKind::Figure,
            development: None,
            first_outlet: outlet(HOSTILE),
            at: at("2031-05-14T14:00:00Z"),
        }],
        only_repeats: vec![ArticleId("b".to_owned())],
        changes: vec![Change {
            article: ArticleId("a".to_owned()),
            outlet: outlet(HOSTILE),
            at: at("2031-05-14T14:03:00Z"),
            before: Some(shown(HOSTILE, "a")),
            after: Some(shown("15", "a")),
            within: Some(shown("The storm sank 15 boats.", "a")),
        }],
        elsewhere: vec![Elsewhere {
            lang: Lang::GERMAN,
            outlets: vec![outlet(HOSTILE)],
            adds: vec![Addition { shown: shown(HOSTILE, "c"), kind: NewKind::Figure }],
        }],
        developments: vec![BriefDevelopment {
            development: None,
            title: shown("Harbor closed", "c"),
            highlights: vec![shown("The harbor is closed.", "a")],
            first_at: at("2031-05-02T08:00:00Z"),
            last_at: at("2031-05-03T08:00:00Z"),
            articles: vec![ArticleId("a".to_owned()), ArticleId("gone".to_owned())],
            independent: 2,
        }],
        timeline: timeline(),
        voices: vec![voice()],
        figures: figures(),
        people: vec![Person {
            name: "Ana Ruiz".to_owned(),
            kind: EntityKind::Person,
            roles: vec![Role {
                text: "Harbor minister".to_owned(),
                evidence: evidence("a", 0, 15),
            }],
            articles: 2,
            evidence: vec![evidence("a", 16, 24)],
        }],
        outlets: outlets(),
        related: vec![RelatedStory {
            story: StoryId(9),
            slug: Slug("größe/..?x=1".to_owned()),
            title: HOSTILE.to_owned(),
            shared: vec!["Ana Ruiz".to_owned()],
        }],
    }
}

fn timeline() -> Vec<TimelineEntry> {
    let entry = |date: &str, weight, ahead| TimelineEntry {
        refers_to: None,
        date: date.to_owned(),
        precision: WhenPrecision::Day,
        shown: shown("The harbor was closed.", "a"),
        weight,
        outlets: vec![outlet("Courier")],
        ahead,
        background: false,
    };
    vec![
        entry("2031-05-13", 2.0, false),
        entry(HOSTILE, 1.0, false),
        entry("2031-06-01", 1.0, true),
    ]
}

fn voice() -> Voice {
    let statement = |text: &str, directness| Statement {
        shown: shown(text, "a"),
        directness,
        said_on: Some("2031-05-13".to_owned()),
        at: at("2031-05-13T08:00:00Z"),
        outlets: vec![outlet("Courier")],
    };
    Voice {
        name: "Ana Ruiz".to_owned(),
        person: true,
        roles: Vec::new(),
        statements: vec![
            statement("We stay", Directness::Direct),
            statement("“We go,”", Directness::Direct),
            statement("She called it slow.", Directness::Indirect),
        ],
        contrasts: vec![Contrast { earlier: 2, later: 1 }],
    }
}

fn figures() -> Vec<FigureHistory> {
    let point = |value, name: &str, day: u8| FigurePoint {
        value,
        value_high: None,
        against: None,
        qualifier: Qualifier::AtLeast,
        at: at(&format!("2031-05-{day:02}T08:00:00Z")),
        outlet: outlet(name),
        evidence: vec![evidence("a", 3, 8)],
    };
    let figure = |history: Vec<FigurePoint>, disagree| FigureHistory {
        counted: "boats missing".to_owned(),
        unit: String::new(),
        history,
        disagree,
        before: !disagree,
    };
    vec![
        figure(vec![point(2.0, "Courier", 12), point(1_400.0, "Meridian", 13)], true),
        figure(vec![point(9.0, "Courier", 12)], false),
    ]
}

fn outlets() -> BriefOutlets {
    let part = |name: &str, own: &[&str], copies: &[(&str, &str)]| BriefOutlet {
        outlet: outlet(name),
        first_at: at("2031-05-02T08:00:00Z"),
        own: own.iter().map(|id| ArticleId((*id).to_owned())).collect(),
        copies: copies
            .iter()
            .map(|(copy, of)| {
                (ArticleId((*copy).to_owned()), ArticleId((*of).to_owned()))
            })
            .collect(),
    };
    BriefOutlets {
        total: 3,
        independent: 2,
        wire: 1,
        list: vec![
            part("Courier", &["a"], &[]),
            part("Herald", &[], &[("b", "a")]),
            part("Meridian", &["c"], &[]),
        ],
    }
}

/// A rundown of so many stories.
pub(crate) fn rundown(count: u64) -> Rundown {
    let entry = |number| RundownEntry {
        story: StoryId(number),
        slug: Slug(format!("story-{number}")),
        title: HOSTILE.to_owned(),
        title_article: ArticleId("a".to_owned()),
        latest: Some(shown("The harbor is closed.", "a")),
        latest_outlet: Some(outlet("Courier")),
        first_at: at("2031-05-02T08:00:00Z"),
        last_at: at("2031-05-14T15:30:00Z"),
        articles: 3,
        outlets: 3,
        independent: 2,
        new: number as u32 % 3,
        unread: false,
        followed: number == 1,
        coverage: vec![0, 3, 1],
    };
    Rundown {
        at: now(),
        stories: (1..=count).map(entry).collect(),
        counts: rundown_store::Counts {
            articles: 1_204,
            stories: count,
            ..Default::default()
        },
    }
}
