//! Answers to a reader: the line under a title, and the words around what a story shows.

use rundown_desk::{Found, StoryView};
use rundown_news::{Part, Shown, StoryId};

use crate::Room;
use crate::demo::half_read;
use crate::putting_off::strike;

fn view(room: &Room, story: StoryId) -> Box<StoryView> {
    match room.desk().story(&story.to_string()).unwrap() {
        Found::Here(view) => view,
        other => panic!("{story} is not there: {other:?}"),
    }
}

#[test]
fn the_line_under_a_title_is_of_the_event_of_the_title() {
    let (room, _) = half_read("line-under");
    let mut told_apart = 0;
    for entry in room.desk().rundown().unwrap().stories {
        let view = view(&room, entry.story);
        let event = |shown: &Shown| {
            let card = view.articles.get(&shown.evidence.first()?.article)?;
            card.development
        };
        let of_title = view.articles[&entry.title_article].development;
        let highlights = view.brief.highlights.iter().map(|one| &one.shown);
        let events: Vec<_> =
            view.brief.state.iter().chain(highlights).map(event).collect();
        if !events.contains(&of_title) {
            continue;
        }
        let line = entry.latest.unwrap();
        assert_eq!(event(&line), of_title, "{}: {}", entry.title, line.text);
        told_apart += usize::from(events.iter().any(|event| *event != of_title));
    }
    assert!(told_apart > 0, "some story has told of other events, too");
}

#[test]
fn a_story_has_the_words_around_what_it_shows() {
    let (room, story) = strike("words-around");
    // Looked at a second time it has the same.
    for _ in 0..2 {
        let view = view(&room, story);
        let highlights = view.brief.highlights.iter().map(|one| &one.shown);
        let shown: Vec<&Shown> = view.brief.state.iter().chain(highlights).collect();
        let in_text = shown.iter().filter(|one| one.evidence[0].part == Part::Text);
        let mut beside = 0;
        for one in in_text {
            let passage = &view.passages[&one.evidence[0]];
            assert_eq!(passage.words, one.text);
            beside += passage.before.len() + passage.after.len();
        }
        assert!(beside > 0, "{shown:?}");
    }
}
