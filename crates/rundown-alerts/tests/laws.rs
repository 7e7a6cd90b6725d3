//! What holds of alerts, whatever the articles.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rundown_alerts::{Report, Rules, due, joined};
use rundown_news::{ArticleId, DevelopmentId, Set};

fn reports() -> impl Strategy<Value = Vec<Report>> {
    let flags = (any::<bool>(), any::<bool>(), prop::bool::weighted(0.8), any::<bool>());
    let one = (0..5_u64, 0..4_u8, 0..60_i64, 0..60_i64, flags);
    prop::collection::vec(one, 0..40).prop_map(|all| {
        let made = |(number, (development, witness, at, late, flags)): (usize, _)| {
            let (is_copy, is_repeat, is_wanted, was_there) = flags;
            let at: Timestamp = hour(at);
            Report {
                article: ArticleId(format!("a{number}")),
                development: DevelopmentId(development),
                witness: format!("w{witness}"),
                at,
                seen_at: at + SignedDuration::from_hours(late),
                is_copy,
                is_repeat,
                is_wanted,
                was_there,
            }
        };
        all.into_iter().enumerate().map(made).collect()
    })
}

fn hour(hours: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
}

/// Tells of what is due as the reports come, batch by batch.
fn told_in_batches(all: &[Report], size: usize, rules: Rules) -> Vec<DevelopmentId> {
    let (mut told, mut developments) = (Set::default(), Vec::new());
    let mut end = 0;
    while end < all.len() {
        end = all.len().min(end + size);
        let here = &all[..end];
        told.extend(joined(here, &told));
        for one in due(here, &told, rules, hour(60)) {
            assert!(one.articles.iter().all(|id| told.insert(id.clone())));
            developments.push(one.development);
        }
    }
    developments
}

proptest! {
    #[test]
    fn order_leaves_no_trace(all in reports(), outlets in 1..4_u8) {
        let rules = Rules { outlets };
        let mut turned = all.clone();
        turned.reverse();
        let told = Set::default();
        prop_assert_eq!(due(&all, &told, rules, hour(60)), due(&turned, &told, rules, hour(60)));
    }

    #[test]
    fn batches_leave_no_trace_and_nothing_is_told_twice(
        all in reports(), size in 1..9_usize, outlets in 1..4_u8,
    ) {
        // What was there before the reader asked came before all else.
        let mut all = all;
        all.sort_by_key(|report| !report.was_there);
        let rules = Rules { outlets };
        let mut whole = told_in_batches(&all, usize::MAX >> 1, rules);
        let mut parts = told_in_batches(&all, size, rules);
        whole.sort_unstable();
        parts.sort_unstable();
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn other_groups_tell_no_article_again(
        all in reports(), moved in prop::collection::vec(0..5_u64, 40),
    ) {
        let mut told = Set::default();
        for one in due(&all, &told, Rules::default(), hour(60)) {
            told.extend(one.articles);
        }
        let mut rebuilt = all.clone();
        for (report, development) in rebuilt.iter_mut().zip(moved) {
            report.development = DevelopmentId(100 + development);
        }
        for one in due(&rebuilt, &told, Rules::default(), hour(60)) {
            prop_assert!(one.articles.iter().all(|id| !told.contains(id)));
        }
    }

    #[test]
    fn new_numbers_tell_nothing(all in reports()) {
        let mut told = Set::default();
        for one in due(&all, &told, Rules::default(), hour(60)) {
            told.extend(one.articles);
        }
        let mut rebuilt = all;
        for one in &mut rebuilt {
            one.development.0 = 1_000 - one.development.0;
        }
        prop_assert!(due(&rebuilt, &told, Rules::default(), hour(60)).is_empty());
    }

    #[test]
    fn copies_repeats_and_old_articles_are_no_witnesses(all in reports(), outlets in 1..4_u8) {
        for one in due(&all, &Set::default(), Rules { outlets }, hour(60)) {
            let of = |id: &ArticleId| all.iter().find(|report| report.article == *id).unwrap();
            let witnesses: Vec<&Report> = one.witnesses.iter().map(of).collect();
            prop_assert!(witnesses.len() >= usize::from(outlets));
            for report in &witnesses {
                prop_assert!(!report.is_copy && !report.is_repeat && report.is_wanted);
                prop_assert!(report.seen_at.duration_since(report.at).as_hours() <= 48);
            }
            let names: std::collections::BTreeSet<_> =
                witnesses.iter().map(|report| &report.witness).collect();
            prop_assert_eq!(names.len(), witnesses.len());
        }
    }
}
