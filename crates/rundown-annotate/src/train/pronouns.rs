//! What the trainer of pronouns needs: of a passage, who may be meant by one of its pronouns.

use rundown_news::{Article, Span};

pub use crate::antecedents::{SIGNS, Signs};

/// Somebody who may be meant by a pronoun.
#[derive(Debug, Clone)]
pub struct MayBeMeant {
    /// Where the passage names them.
    pub names: Vec<Span>,
    /// What speaks for them.
    pub signs: Signs,
}

/// Everybody whom a pronoun of an article may mean; nobody where no pronoun stands there.
#[must_use]
pub fn may_be_meant(article: &Article, pronoun: Span) -> Vec<MayBeMeant> {
    let mut found = Vec::new();
    crate::annotate_watching(article, &mut |ground, one| {
        if ground.copy.words[one.at].span != pronoun {
            return;
        }
        let names = |member: usize| -> Vec<Span> {
            let all = ground.cast.mentions.iter().filter(|name| name.member == member);
            all.map(|name| ground.copy.span(&name.words)).collect()
        };
        let candidates = ground.candidates(one).into_iter();
        found.extend(
            candidates
                .map(|one| MayBeMeant { names: names(one.member), signs: one.signs }),
        );
    });
    found
}
