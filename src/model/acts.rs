//! What a point does: which acts its text is made of, recognised by their leading verbs, and who each speaks to.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::language::words::{Words, folded_words};
use crate::parse::acts::Acts;
use crate::vocabulary::mentions::Mention;
use crate::vocabulary::phrases::Phrases;

/// How far behind the verb who is addressed may stand, in words.
const ADDRESSEE_WORDS_MAX: usize = 14;
/// How many words may stand between two who are addressed together: `a México y a Guatemala`.
const ADDRESSEE_GAP_WORDS_MAX: usize = 2;

/// Recognises acts by their verbs.
///
/// An act begins with a verb of the vocabulary that opens a sentence or a part of one: after a full stop, colon,
/// semicolon, comma or line break, or after one of the words that the vocabulary lists in `before`.
pub(super) struct ActFinder {
    /// The verbs, with the kind of the act of each.
    verbs: Phrases<Option<usize>>,
    before: BTreeSet<String>,
    /// For each kind whether it speaks to someone.
    addressed: Vec<bool>,
}

/// An act found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundAct<T> {
    /// The place of its kind in the vocabulary.
    pub(super) kind: usize,
    /// Which words are its verb.
    pub(super) verb: Range<usize>,
    /// Who is addressed.
    pub(super) addressees: Vec<T>,
}

impl ActFinder {
    pub(super) fn new(acts: &Acts) -> ActFinder {
        let mut verbs = Phrases::<Option<usize>>::new();
        for (at, kind) in acts.kinds.iter().enumerate() {
            for verb in kind.verbs.iter().map(|verb| folded_words(verb)).filter(|verb| !verb.is_empty()) {
                verbs.value(&verb).get_or_insert(at);
            }
        }
        ActFinder {
            verbs,
            before: acts.before.iter().flat_map(|word| folded_words(word)).collect(),
            addressed: acts.kinds.iter().map(|kind| kind.addressed).collect(),
        }
    }

    /// Returns the acts of a text in order. `mentions` are the terms that it mentions, of which `is_actor` tells
    /// who can be addressed.
    pub(super) fn find<T: Copy>(
        &self,
        words: &Words<'_>,
        mentions: &[Mention<T>],
        is_actor: impl Fn(T) -> bool,
    ) -> Vec<FoundAct<T>> {
        let mut acts: Vec<FoundAct<T>> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let verb = self.verbs.longest(words, at, |kind, _| *kind);
            match verb.filter(|_| self.may_begin(words, at)) {
                Some((length, kind)) => {
                    let verb = at..at + length;
                    at = verb.end;
                    acts.push(FoundAct { kind, verb, addressees: Vec::new() });
                }
                None => at += 1,
            }
        }
        for number in 0..acts.len() {
            if self.addressed[acts[number].kind] {
                let next = acts.get(number + 1).map_or(words.len(), |next| next.verb.start);
                acts[number].addressees = addressees(words, acts[number].verb.end..next, mentions, &is_actor);
            }
        }
        acts.shrink_to_fit();
        acts
    }

    fn may_begin(&self, words: &Words<'_>, at: usize) -> bool {
        at == 0
            || words.gap_before(at).contains(['.', ':', ';', ',', '!', '?', '\n'])
            || self.before.contains(words.folded(at - 1))
    }
}

/// Returns the actors who are named first in a sentence that begins at the first of the words `within`.
fn addressees<T: Copy>(
    words: &Words<'_>,
    within: Range<usize>,
    mentions: &[Mention<T>],
    is_actor: &impl Fn(T) -> bool,
) -> Vec<T> {
    let ends_sentence = |at: &usize| words.gap_before(*at).contains(['.', ';', '\n']);
    let sentence_end = within.clone().skip(1).find(ends_sentence).unwrap_or(within.end);
    let mut found = Vec::new();
    let (mut reach, mut gap_max) = (within.start, ADDRESSEE_WORDS_MAX);
    let first = mentions.partition_point(|mention| mention.words.start < within.start);
    for mention in &mentions[first..] {
        let is_near = mention.words.start <= reach + gap_max && mention.words.end <= sentence_end;
        if !is_near {
            break;
        }
        if !is_actor(mention.of) {
            if found.is_empty() {
                continue;
            }
            break;
        }
        found.push(mention.of);
        (reach, gap_max) = (mention.words.end, ADDRESSEE_GAP_WORDS_MAX);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::acts::ActKind;
    use crate::table::keys::Localized;
    use crate::vocabulary::Term;
    use crate::vocabulary::mentions::NameFinder;

    const ACTORS: [&str; 4] = ["México", "Guatemala", "OIM", "Países Miembros"];

    fn acts() -> Acts {
        let kind = |id: &str, addressed, verbs: &[&str]| ActKind {
            id: id.to_owned(),
            addressed,
            verbs: verbs.iter().map(|verb| (*verb).to_owned()).collect(),
            ..ActKind::default()
        };
        Acts {
            kinds: vec![
                kind("thanks", true, &["agradecer", "se agradece"]),
                kind("takes-note", false, &["tomar nota", "se toma nota"]),
                kind("invites", true, &["invitar"]),
            ],
            before: vec!["y".to_owned(), "e".to_owned(), "asimismo".to_owned()],
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let term = |name: &str| Term { name: Localized::same(name), ..Term::default() };
        let terms: Vec<Term> = ACTORS.into_iter().chain(["MICIC"]).map(term).collect();
        let words = Words::new(text);
        let mentions = NameFinder::new(terms.iter().enumerate()).find(&words);
        let acts = acts();
        let found = ActFinder::new(&acts).find(&words, &mentions, |term| term < ACTORS.len());
        let shown = |act: &FoundAct<usize>| {
            let addressees: Vec<&str> = act.addressees.iter().map(|at| ACTORS[*at]).collect();
            [acts.kinds[act.kind].id.as_str()].into_iter().chain(addressees).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn acts_begin_with_their_verb() {
        check("Agradecer a México e invitar a Guatemala.", &["thanks México", "invites Guatemala"]);
        check("Se toma nota de todo. Asimismo agradecer.", &["takes-note", "thanks"]);
        check("En cuanto al taller, tomar nota.", &["takes-note"]);
        check("Quieren agradecer y tomar notas.", &[]);
    }

    #[test]
    fn who_is_addressed_stands_first_after_the_verb() {
        check(
            "Agradecer a las delegaciones de México, y a Guatemala que lleven a la OIM",
            &["thanks México Guatemala"],
        );
        check("Agradecer MICIC a la OIM", &["thanks OIM"]);
        check("Agradecer el esfuerzo. México no vino.", &["thanks"]);
        check("Tomar nota de que México irá", &["takes-note"]);
    }
}
