use std::sync::Arc;

use rundown_news::FigureRole;

use super::*;
use crate::Digest;
use crate::sample::{article, counts, dates, minutes, told_at};
use crate::told::Earlier;
use crate::weights::WEIGHTS;

#[track_caller]
fn check(
    minutes: i64,
    first: (&str, f64, Qualifier),
    second: (&str, f64, Qualifier),
) -> (usize, bool) {
    let read = |id: &str, (words, value, qualifier): (&str, f64, Qualifier)| {
        let text = format!("Officials said {words} people killed in the fire.");
        counts(article(id, &text), words, value, qualifier, "people killed")
    };
    let (a, b) = (read("a", first), read("b", second));
    let told = [told_at(&a, 0, 1), told_at(&b, minutes, 1)];
    let found = figures(&Story::of(&told), &WEIGHTS.row);
    found.first().map_or((1, false), |one| (one.history.len(), one.disagree))
}

#[test]
fn at_least_twelve_agrees_with_fifteen() {
    use Qualifier::{AtLeast, Exact};
    assert_eq!(
        check(30, ("at least 12", 12.0, AtLeast), ("15", 15.0, Exact)),
        (2, false)
    );
}

#[test]
fn two_current_figures_that_cannot_both_be_right_disagree() {
    use Qualifier::Exact;
    assert_eq!(check(30, ("12", 12.0, Exact), ("15", 15.0, Exact)), (2, true));
}

#[test]
fn a_higher_toll_next_day_is_an_update() {
    use Qualifier::Exact;
    assert_eq!(check(20 * 60, ("12", 12.0, Exact), ("15", 15.0, Exact)), (2, false));
}

#[test]
fn a_value_that_was_put_in_later_stands_at_its_time() {
    let read = |id: &str, words: &str, value: f64| {
        let text = format!("The ferry sank on Friday with {words} people killed.");
        counts(article(id, &text), words, value, Qualifier::Exact, "people killed")
    };
    let mut changed = told_at(&read("a", "13", 13.0), 0, 1);
    changed.revision = 1;
    changed.arrived = minutes(120);
    let digest = Arc::new(Digest::of(read("a", "12", 12.0)));
    changed.earlier = vec![Earlier { digest, revision: 0, arrived: minutes(0) }];
    let told = [changed, told_at(&read("b", "12", 12.0), 60, 1)];
    let found = figures(&Story::of(&told), &WEIGHTS.row);
    let points: Vec<_> =
        found[0].history.iter().map(|point| (point.value, point.at)).collect();
    assert_eq!(points, [(12.0, minutes(60)), (13.0, minutes(120))]);
}

#[test]
fn the_toll_of_a_lead_is_told_however_small() {
    let read = |text: &str, counted: &str| {
        let read = article("a", text);
        let told = [told_at(&counts(read, "2", 2.0, Qualifier::Exact, counted), 0, 1)];
        figures(&Story::of(&told), &WEIGHTS.row).len()
    };
    assert_eq!(read("In the fire 2 miners died, Ruiz said.", "miners died"), 1);
    assert_eq!(read("In the fire 2 miners sang, Ruiz said.", "miners"), 0);
}

#[test]
fn a_bare_noun_of_quite_another_size_is_another_thing() {
    let read = |id: &str, words: &str, value: f64| {
        let text = format!("The clerk read {words} votes out in the hall on Friday.");
        counts(article(id, &text), words, value, Qualifier::Exact, "votes")
    };
    let reads = [read("a", "310", 310.0), read("b", "13", 13.0), read("c", "312", 312.0)];
    let told: Vec<_> =
        reads.iter().zip(0..).map(|(read, i)| told_at(read, i * 30, 1)).collect();
    let found = figures(&Story::of(&told), &WEIGHTS.row);
    let values: Vec<Vec<f64>> = found
        .iter()
        .map(|one| one.history.iter().map(|point| point.value).collect())
        .collect();
    assert_eq!(values, [[310.0, 312.0]]);
}

#[test]
fn what_one_boat_took_off_is_no_new_total() {
    use Qualifier::Exact;
    assert_eq!(check(30, ("171", 171.0, Exact), ("31", 31.0, Exact)), (1, false));
    assert_eq!(check(30, ("40", 40.0, Exact), ("31", 31.0, Exact)), (2, true));
}

#[test]
fn a_number_of_a_time_before_is_of_that_time_wherever_it_stands() {
    use Qualifier::Exact;
    let read = |id: &str, text: &str, words: &str, value: f64| {
        counts(article(id, text), words, value, Exact, "people killed")
    };
    let reads = [
        read("a", "The ferry sank on Friday with 36 people killed.", "36", 36.0),
        read("c", "He was mate of a ferry with 61 people killed.", "61", 61.0),
        dates(
            read("b", "In 2003 a ferry sank with 61 people killed.", "61", 61.0),
            "2003",
            "2003-01-01",
        ),
        read("d", "The ferry sank on Friday with 38 people killed.", "38", 38.0),
    ];
    let told: Vec<_> =
        reads.iter().zip(0..).map(|(read, i)| told_at(read, i * 30, 1)).collect();
    let found = figures(&Story::of(&told), &WEIGHTS.row);
    let mut values: Vec<(Vec<f64>, bool)> = found
        .iter()
        .map(|one| (one.history.iter().map(|point| point.value).collect(), one.before))
        .collect();
    values.sort_by(|(a, _), (b, _)| a[0].total_cmp(&b[0]));
    assert_eq!(values, [(vec![36.0, 38.0], false), (vec![61.0], true)]);
}

#[test]
fn rows_that_read_the_same_are_one() {
    let row = |article: &str, value: f64, before: bool| FigureHistory {
        counted: "women".to_owned(),
        unit: String::new(),
        disagree: false,
        before,
        history: vec![FigurePoint {
            value,
            value_high: None,
            against: None,
            qualifier: Qualifier::Exact,
            at: Timestamp::UNIX_EPOCH,
            outlet: rundown_news::Outlet::default(),
            evidence: vec![Evidence {
                article: rundown_news::ArticleId(article.to_owned()),
                revision: 0,
                part: Part::Text,
                span: rundown_news::Span::new(0, 9),
            }],
        }],
    };
    let mut above = row("a", 2.0, false);
    assert!(!reads_as(&above, &row("b", 3.0, false)));
    assert!(!reads_as(&above, &row("b", 2.0, true)));
    assert!(reads_as(&above, &row("b", 2.0, false)));
    add_witnesses(&mut above, &row("b", 2.0, false));
    add_witnesses(&mut above, &row("b", 2.0, false));
    assert_eq!(above.history[0].evidence.len(), 2);
}

#[test]
fn what_two_outlets_go_back_to_stands_last() {
    let read = |id: &str, value: f64| {
        let text = format!("Officials said {value} people killed in the fire.");
        let words = value.to_string();
        counts(article(id, &text), &words, value, Qualifier::Exact, "people killed")
    };
    let values = |given: &[f64]| -> Vec<f64> {
        let reads: Vec<_> =
            given.iter().enumerate().map(|(i, v)| read(&format!("a{i}"), *v)).collect();
        let told: Vec<_> =
            reads.iter().zip(0..).map(|(read, i)| told_at(read, i * 30, 1)).collect();
        let found = figures(&Story::of(&told), &WEIGHTS.row);
        found[0].history.iter().map(|point| point.value).collect()
    };
    assert_eq!(values(&[49.0, 49.0, 50.0, 49.0, 49.0]), [49.0, 50.0, 49.0]);
    assert_eq!(values(&[49.0, 49.0, 50.0, 49.0]), [49.0, 50.0]);
}

/// The values and names of the histories of articles half an hour apart: the words,
/// what they count and the part that the number plays in a change.
fn histories(given: &[&[(f64, &str, FigureRole)]]) -> Vec<(String, Vec<f64>)> {
    let reads: Vec<_> = given
        .iter()
        .enumerate()
        .map(|(at, rows)| {
            let told =
                rows.iter().map(|(value, counted, _)| format!("{value} {counted}"));
            let told = told.collect::<Vec<_>>().join(" and ");
            let text = format!("Officials in Osk said {told} in the fire.");
            let read = article(&format!("a{at}"), &text);
            rows.iter().fold(read, |read, (value, counted, role)| {
                let words = value.to_string();
                let mut read = counts(read, &words, *value, Qualifier::Exact, counted);
                let figure = read.annotations.figures.last_mut().unwrap();
                figure.role = *role;
                figure.quantity = Some(Quantity::Killed);
                read
            })
        })
        .collect();
    let told: Vec<_> =
        reads.iter().zip(0..).map(|(read, i)| told_at(read, i * 30, 1)).collect();
    let found = figures(&Story::of(&told), &WEIGHTS.row);
    let values = |one: &FigureHistory| one.history.iter().map(|p| p.value).collect();
    found.iter().map(|one| (one.counted.clone(), values(one))).collect()
}

#[test]
fn the_dead_of_a_story_of_miners_are_the_miners() {
    use FigureRole::{Latest, Plain};
    let found = histories(&[&[(8.0, "miners killed", Plain)], &[(13.0, "dead", Latest)]]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, [8.0, 13.0]);
}

#[test]
fn what_a_number_has_become_stands_for_its_article() {
    use FigureRole::{Latest, Plain};
    let found = histories(&[
        &[(12.0, "people killed", Plain)],
        &[(8.0, "people killed", Plain), (20.0, "dead", Latest)],
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, [12.0, 20.0]);
}

#[test]
fn the_same_figure_of_two_outlets_is_one_point() {
    use Qualifier::Exact;
    assert_eq!(check(30, ("12", 12.0, Exact), ("12", 12.0, Exact)), (1, false));
}
