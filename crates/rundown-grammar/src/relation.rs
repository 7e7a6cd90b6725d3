//! How a word hangs on its head: the relations of Universal Dependencies 2.

macro_rules! relations {
    ($($(#[$doc:meta])* $name:ident = $text:literal in $family:ident,)*) => {
        /// How a word hangs on its head (Universal Dependencies 2, de Marneffe and
        /// others, 2021).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Relation {
            $($(#[$doc])* $name,)*
        }

        impl Relation {
            /// All relations, in the order of a model's labels.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in treebanks.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }

            /// The relation of a treebank's name; a subtype not kept here counts as
            /// what it is a subtype of.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)*
                    _ => name.split_once(':').and_then(|(name, _)| Self::named(name)),
                }
            }

            pub(crate) fn family(self) -> Family {
                match self {
                    $(Self::$name => Family::$family,)*
                }
            }
        }
    };
}

/// Relations that a parser's step is chosen among; which one it is is told afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Subject,
    Function,
    Core,
    Modifier,
    Series,
    Sign,
}

relations! {
    /// A relative clause: "who left".
    RelativeClause = "acl:relcl" in Modifier,
    /// Another clause that modifies a noun: "a plan to leave".
    NounClause = "acl" in Modifier,
    /// A clause that modifies a verb: "when it rained".
    AdverbialClause = "advcl" in Modifier,
    /// An adverb.
    Adverb = "advmod" in Modifier,
    /// An adjective before or behind its noun.
    Adjective = "amod" in Function,
    /// The same thing in other words: "Ruiz, the minister".
    Apposition = "appos" in Modifier,
    /// The auxiliary of a passive.
    PassiveAuxiliary = "aux:pass" in Function,
    /// Another auxiliary.
    Auxiliary = "aux" in Function,
    /// A preposition, or "'s".
    Case = "case" in Function,
    /// "and", before what it joins.
    Coordinator = "cc" in Function,
    /// What is said, thought or seen, as a clause with a subject of its own.
    ClausalComplement = "ccomp" in Core,
    /// The particle of a verb: "carry out".
    VerbParticle = "compound:prt" in Core,
    /// A noun before its noun: "harbour master".
    Compound = "compound" in Function,
    /// What is joined to its head by "and" or a comma.
    Conjunct = "conj" in Series,
    /// "is" in "Ruiz is minister".
    Copula = "cop" in Function,
    /// A clause as the subject of a passive.
    PassiveClausalSubject = "csubj:pass" in Subject,
    /// A clause as subject.
    ClausalSubject = "csubj" in Subject,
    /// Nothing of the other relations.
    Unclear = "dep" in Series,
    /// A determiner.
    Determiner = "det" in Function,
    /// "well", "yes".
    Discourse = "discourse" in Modifier,
    /// Said ahead of its clause or behind it.
    Dislocated = "dislocated" in Modifier,
    /// "there" in "there is".
    Expletive = "expl" in Subject,
    /// The later words of what has become one word: "because of".
    Fixed = "fixed" in Core,
    /// The later words of a name: "Ana Ruiz".
    Flat = "flat" in Core,
    /// The later pieces of a word written in pieces.
    GoesWith = "goeswith" in Core,
    /// To whom.
    IndirectObject = "iobj" in Core,
    /// One entry of a list.
    List = "list" in Series,
    /// "that", "to", "if": opens a clause.
    Mark = "mark" in Function,
    /// A title or kind before a name: "minister Ana Ruiz".
    Title = "nmod:desc" in Function,
    /// Whose.
    Owner = "nmod:poss" in Function,
    /// A noun without a preposition that modifies one: "the Monday after".
    BareNominal = "nmod:unmarked" in Modifier,
    /// A noun with its preposition that modifies a noun.
    Nominal = "nmod" in Modifier,
    /// The subject of a passive.
    PassiveSubject = "nsubj:pass" in Subject,
    /// The subject of a clause.
    Subject = "nsubj" in Subject,
    /// A number that counts its noun.
    Number = "nummod" in Function,
    /// The object.
    Object = "obj" in Core,
    /// Who does what a passive verb tells.
    Agent = "obl:agent" in Modifier,
    /// A noun without a preposition that modifies a verb: "left Monday".
    BareOblique = "obl:unmarked" in Modifier,
    /// A noun with its preposition that modifies a verb.
    Oblique = "obl" in Modifier,
    /// What is left where a verb was left out.
    Orphan = "orphan" in Series,
    /// Set beside, without a word that joins.
    Parataxis = "parataxis" in Series,
    /// A sign.
    Punctuation = "punct" in Sign,
    /// Said and taken back.
    Reparandum = "reparandum" in Modifier,
    /// The head of the sentence.
    Root = "root" in Core,
    /// Who is spoken to.
    Vocative = "vocative" in Modifier,
    /// A clause whose subject stands outside it: "plans to leave".
    OpenComplement = "xcomp" in Core,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subtypes_fall_back_to_their_relation() {
        assert_eq!(Relation::named("nsubj:outer"), Some(Relation::Subject));
        assert_eq!(Relation::named("nsubj:pass"), Some(Relation::PassiveSubject));
        assert_eq!(Relation::named("nonsense"), None);
        for relation in Relation::ALL {
            assert_eq!(Relation::named(relation.name()), Some(*relation));
        }
    }
}
