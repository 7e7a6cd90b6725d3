//! Laws of briefs: what holds for every story.
#![allow(
    clippy::unwrap_used,
    clippy::assigning_clones,
    reason = "a test fails where it breaks"
)]

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rundown_brief::{Digest, Told, article_highlights, brief, new_since, unproven};
use rundown_news::{
    Article, ArticleId, Attribution, Block, BlockKind, Brief, DevelopmentId, Directness,
    Entity, EntityKind, Figure, Lang, LastLook, Outlet, Qualifier, ReadArticle, Source,
    Span, When, WhenPrecision,
};

/// What an invented outlet may say of an invented fire.
const COPY: &[&str] = &[
    "A fire in the old tannery of Dunmore killed 4 people on May 3.",
    "At least 9 people were hurt in the tannery fire, the county said.",
    "Fire chief Ida Moreno said the roof fell within ten minutes.",
    "“Nobody could have gone back into that building,” Moreno said.",
    "“Nobody could have gone back into that building, not even for a child,” Ida Moreno said.",
    "The number of people killed rose to 6 after two workers died in hospital.",
    "Six people were killed, among them the owner, 61.",
    "Mayor Karl Benning said the tannery had passed its inspection in April.",
    "The mayor of Dunmore had promised sprinklers before the election of 2030.",
    "But he did not say who would pay for them.",
    "A court will hear the tannery's insurer on May 20.",
    "Prosecutors searched the offices of the tannery on May 6.",
    "Benning resigned on May 9 after the report of the inspectors was published.",
    "Was it arson?",
    "Subscribe to our newsletter for more on the fire.",
    "Hundreds walked through Dunmore in silence on May 10 to remember the dead.",
    "The inspectors had warned of the wiring in a letter of March 2031.",
    "Dunmore’s tannery, built in 1902, gave work to 140 people.",
];

const PEOPLE: &[&str] = &["Ida Moreno", "Karl Benning"];

#[derive(Debug, Clone)]
struct Plan {
    sentences: Vec<usize>,
    outlet: usize,
    hours: i64,
    late: i64,
    development: u64,
    opinion: bool,
}

fn plan() -> impl Strategy<Value = Plan> {
    let sentences = prop::collection::vec(0..COPY.len(), 0..9);
    (sentences, 0..5_usize, 0..300_i64, 0..40_i64, 1..4_u64, 0..8_u8).prop_map(
        |(sentences, outlet, hours, late, development, opinion)| Plan {
            sentences,
            outlet,
            hours,
            late,
            development,
            opinion: opinion == 0,
        },
    )
}

fn hours(hours: i64) -> Timestamp {
    let start: Timestamp = "2031-05-03T06:00:00Z".parse().unwrap();
    start + SignedDuration::from_hours(hours)
}

fn write(id: usize, plan: &Plan) -> ReadArticle {
    let mut read = ReadArticle::default();
    let article = &mut read.article;
    article.id = ArticleId(format!("a{id:02}"));
    article.lang = Lang::ENGLISH;
    let domain = format!("paper{}.example", plan.outlet);
    article.outlet = Outlet { name: format!("Paper {}", plan.outlet), domain };
    if plan.opinion {
        article.kind = rundown_news::ArticleKind::Opinion;
    }
    if let Some(first) = plan.sentences.first().filter(|first| *first % 3 != 0) {
        article.headline = COPY[*first].trim_end_matches('.').to_owned();
    }
    for sentence in &plan.sentences {
        let start = article.text.len() + if article.text.is_empty() { 0 } else { 2 };
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        article.text.push_str(COPY[*sentence]);
        let span = Span::new(start, article.text.len());
        article.blocks.push(Block { kind: BlockKind::Paragraph, span, at: None });
    }
    mark(&mut read);
    read
}

/// Marks names, statements, days and figures by the plainest of rules.
fn mark(read: &mut ReadArticle) {
    let text = read.article.text.clone();
    let found = &mut read.annotations;
    found.sentences = rundown_text::sentences(&text, Lang::ENGLISH);
    for full in PEOPLE {
        let last = full.split(' ').next_back().unwrap();
        let mentions: Vec<Span> = text
            .match_indices(last)
            .map(|(at, _)| {
                let first = full.len() - last.len();
                let whole = at >= first && text[at - first..].starts_with(full);
                Span::new(if whole { at - first } else { at }, at + last.len())
            })
            .collect();
        let longest = mentions.iter().copied().max_by_key(|span| span.len());
        if let Some(longest) = longest {
            found.entities.push(Entity {
                id: found.entities.len() as u32,
                kind: EntityKind::Person,
                name: longest.of(&text).to_owned(),
                roles: Vec::new(),
                role_spans: Vec::new(),
                mentions,
            });
        }
    }
    for sentence in found.sentences.clone() {
        let words = sentence.of(&text);
        let at = sentence.start as usize;
        let speaker = found.entities.iter().find_map(|entity| {
            let mention =
                entity.mentions.iter().find(|span| sentence.contains(**span))?;
            Some((entity.id, *mention, entity.name.clone()))
        });
        if let (Some(said), Some((id, span, name))) = (words.find(" said"), speaker) {
            let quoted = rundown_text::quoted_runs(words);
            let content = match quoted.first() {
                Some(run) => Span::new(at + run.start as usize, at + run.end as usize),
                None => Span::new(at + said + 6, at + words.len() - 1),
            };
            let direct = !quoted.is_empty();
            found.attributions.push(Attribution {
                source: Some(Source { span, entity: Some(id), name: Some(name) }),
                cue: None,
                content: vec![content],
                directness: if direct {
                    Directness::Direct
                } else {
                    Directness::Indirect
                },
            });
        }
        if let Some(may) = words.find("May ") {
            let day =
                words[may + 4..].split(|c: char| !c.is_ascii_digit()).next().unwrap();
            found.dates.push(When {
                span: Span::new(at + may, at + may + 4 + day.len()),
                value: format!("2031-05-{:02}", day.parse::<u8>().unwrap()),
                precision: WhenPrecision::Day,
                predicate: None,
            });
        }
        for (number, counted) in
            [("4", "people"), ("9", "people"), ("6", "people killed")]
        {
            if let Some(place) = words.find(&format!(" {number} ")) {
                found.figures.push(Figure {
                    span: Span::new(at + place + 1, at + place + 1 + number.len()),
                    value: number.parse().unwrap(),
                    value_high: None,
                    against: None,
                    unit: String::new(),
                    counted: counted.to_owned(),
                    counted_span: None,
                    qualifier: if number == "9" {
                        Qualifier::AtLeast
                    } else {
                        Qualifier::Exact
                    },
                    predicate: None,
                    role: rundown_news::FigureRole::Plain,
                    quantity: None,
                });
            }
        }
    }
}

fn tell(plans: &[Plan], reads: &[ReadArticle]) -> Vec<Told> {
    let told = |(plan, read): (&Plan, &ReadArticle)| Told {
        digest: Arc::new(Digest::of(read.clone())),
        revision: 0,
        at: hours(plan.hours),
        arrived: hours(plan.hours + plan.late),
        development: DevelopmentId(plan.development),
        copy_of: None,
        earlier: Vec::new(),
    };
    plans.iter().zip(reads).map(told).collect()
}

fn story() -> impl Strategy<Value = (Vec<Plan>, i64)> {
    (prop::collection::vec(plan(), 1..9), 0..320_i64)
}

fn write_all(plans: &[Plan]) -> Vec<ReadArticle> {
    plans.iter().enumerate().map(|(id, plan)| write(id, plan)).collect()
}

fn find<'a>(reads: &'a [ReadArticle], id: &ArticleId) -> Option<&'a Article> {
    reads.iter().map(|read| &read.article).find(|article| article.id == *id)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn order_of_articles_does_not_change_the_brief((plans, look) in story(), turn in 0..9_usize) {
        let reads = write_all(&plans);
        let mut told = tell(&plans, &reads);
        let look = Some(LastLook(hours(look)));
        let before = brief(&told, look);
        told.reverse();
        let turn = turn % told.len();
        told.rotate_left(turn);
        prop_assert_eq!(brief(&told, look), before);
    }

    #[test]
    fn everything_shown_stands_in_its_article((plans, look) in story()) {
        let reads = write_all(&plans);
        let made = brief(&tell(&plans, &reads), Some(LastLook(hours(look))));
        let failures = unproven(&made, &|id, _| find(&reads, id));
        prop_assert!(failures.is_empty(), "{failures:?}");
        let wrong = unproven(&made, &|_, _| None::<Article>);
        let empty = made.title.is_none() && made.timeline.is_empty() && made.new.is_empty();
        prop_assert!(empty || !wrong.is_empty());
    }

    #[test]
    fn removing_an_article_removes_its_evidence((plans, look) in story(), out in 0..9_usize) {
        let reads = write_all(&plans);
        let mut told = tell(&plans, &reads);
        let gone = told.remove(out % plans.len()).digest.read().article.id.clone();
        let made = brief(&told, Some(LastLook(hours(look))));
        let json = serde_json::to_string(&made).unwrap();
        prop_assert!(!json.contains(gone.as_str()), "{json}");
    }

    #[test]
    fn a_copy_changes_nothing_but_outlets((plans, look) in story(), of in 0..9_usize, late in 0..90_i64) {
        let mut reads = write_all(&plans);
        let of = of % plans.len();
        let mut copy = reads[of].clone();
        copy.article.id = ArticleId("copy".to_owned());
        copy.article.outlet = Outlet { name: "Copyist".to_owned(), domain: String::new() };
        reads.push(copy);
        let mut plans = plans;
        let mut plan = plans[of].clone();
        plan.hours += late;
        plans.push(plan);
        let mut told = tell(&plans, &reads);
        told.last_mut().unwrap().copy_of = Some(reads[of].article.id.clone());
        // It may not arrive before the text it repeats: the reader would know it sooner.
        let look = Some(LastLook(hours(look)));
        let with = brief(&told, look);
        told.pop();
        let without = brief(&told, look);
        prop_assert_eq!(with.outlets.wire, 1);
        prop_assert_eq!(with.outlets.independent, without.outlets.independent);
        prop_assert_eq!(apart_from_outlets(with), apart_from_outlets(without));
    }

    #[test]
    fn who_has_had_everything_has_nothing_new((plans, _) in story()) {
        let reads = write_all(&plans);
        let told = tell(&plans, &reads);
        let last = told.iter().map(|one| one.arrived).max().unwrap();
        let (new, repeats) = new_since(&told, LastLook(last));
        prop_assert!(new.is_empty() && repeats.is_empty());
    }

    #[test]
    fn the_list_and_the_page_agree_on_what_is_new((plans, look) in story()) {
        let reads = write_all(&plans);
        let told = tell(&plans, &reads);
        let look = LastLook(hours(look));
        let made = brief(&told, Some(look));
        prop_assert_eq!(new_since(&told, look), (made.new, made.only_repeats));
    }

    #[test]
    fn any_text_gives_a_brief(text in "\\PC{0,400}", at in 0..400_usize, len in 0..60_usize) {
        let mut read = ReadArticle::default();
        read.article.id = ArticleId("any".to_owned());
        read.article.text = text.clone();
        // A figure with a span that may cut a letter: its words are then empty.
        read.annotations.figures.push(Figure {
            span: Span::new(at, at + len),
            value: 3.0,
            value_high: None,
 against: None,
            unit: String::new(),
            counted: "people".to_owned(),
            counted_span: None,
            qualifier: Qualifier::About,
predicate: None, role: rundown_news::FigureRole::Plain, quantity: None,
        });
        let plan = Plan {
            sentences: Vec::new(), outlet: 0, hours: 0, late: 0, development: 1, opinion: false,
        };
        let reads = [read];
        let made = brief(&tell(&[plan], &reads), None);
        let failures = unproven(&made, &|id, _| find(&reads, id));
        prop_assert!(failures.is_empty(), "{failures:?}");
        for shown in article_highlights(&Arc::new(Digest::of(reads[0].clone()))) {
            prop_assert!(text.contains(&shown.text));
        }
    }
}

/// The brief without who reported it and when it was last reported.
fn apart_from_outlets(mut brief: Brief) -> Brief {
    brief.outlets = rundown_news::BriefOutlets::default();
    brief.first_at = None;
    brief.last_at = None;
    brief.only_repeats.retain(|id| id.as_str() != "copy");
    for development in &mut brief.developments {
        development.articles.retain(|id| id.as_str() != "copy");
        development.first_at = Timestamp::UNIX_EPOCH;
        development.last_at = Timestamp::UNIX_EPOCH;
    }
    brief
}
