//! What stories are about, as links to the lists of those that are about the same.

use rundown_news::Lang;
use rundown_store::{Topic, TopicCount, TopicKind};

use crate::links::segment;
use crate::wording::{language_name, number, say};

/// Lists of stories by one kind of topic.
pub(crate) struct TopicLinks {
    pub(crate) kind: &'static str,
    pub(crate) links: Vec<TopicLink>,
}

impl TopicLinks {
    pub(crate) fn has_here(&self) -> bool {
        self.links.iter().any(|link| link.is_here)
    }
}

pub(crate) struct TopicLink {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) stories: String,
    pub(crate) is_here: bool,
}

/// Links to the lists by topic, those of each kind under its name; `here` is the one that
/// is shown.
pub(crate) fn topic_links(
    topics: &[Vec<TopicCount>],
    here: Option<&Topic>,
) -> Vec<TopicLinks> {
    let link = |one: &TopicCount| TopicLink {
        label: label_of(&one.topic),
        href: format!("/stories?about={}", about_value(&one.topic)),
        stories: number(one.stories),
        is_here: here == Some(&one.topic),
    };
    let of_kind = |(kind, topics): (TopicKind, &Vec<TopicCount>)| TopicLinks {
        kind: kind_words(kind),
        links: topics.iter().map(link).collect(),
    };
    let all = TopicKind::ALL.into_iter().zip(topics).map(of_kind);
    all.filter(|kind| !kind.links.is_empty()).collect()
}

/// What a topic is called on a page.
pub(crate) fn label_of(topic: &Topic) -> String {
    match topic.kind {
        TopicKind::Language => {
            Lang::parse(&topic.label).map_or_else(|| topic.label.clone(), language_name)
        }
        _ => topic.label.clone(),
    }
}

fn kind_words(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Language => say("Languages"),
        TopicKind::Outlet => say("Outlets"),
        TopicKind::Section => say("Sections"),
        TopicKind::Person => say("People"),
        TopicKind::Place => say("Places"),
    }
}

/// The name of a kind in an address.
fn kind_name(kind: TopicKind) -> &'static str {
    match kind {
        TopicKind::Language => "language",
        TopicKind::Outlet => "outlet",
        TopicKind::Section => "section",
        TopicKind::Person => "person",
        TopicKind::Place => "place",
    }
}

/// A topic as a value in an address.
pub(crate) fn about_value(topic: &Topic) -> String {
    format!("{}:{}", kind_name(topic.kind), segment(&topic.name))
}

/// Reads "person:Ana Ruiz".
pub(crate) fn topic_of(about: &str) -> Option<(TopicKind, String)> {
    let (kind, name) = about.split_once(':')?;
    let kind = TopicKind::ALL.into_iter().find(|one| kind_name(*one) == kind)?;
    Some((kind, name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_read_back_as_they_are_written() {
        for kind in TopicKind::ALL {
            let (name, label) = ("Ana: Ruiz".to_owned(), String::new());
            let topic = Topic { kind, name, label };
            let value = about_value(&topic).replace("%20", " ").replace("%3A", ":");
            assert_eq!(topic_of(&value), Some((kind, topic.name)));
        }
        assert_eq!(topic_of("person"), None);
        assert_eq!(topic_of("pet:Rex"), None);
    }
}
