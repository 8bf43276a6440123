//! Recognises the acts of a point by their leading verbs, and the addressees of each.

use std::collections::BTreeSet;
use std::ops::Range;

use super::decisions::{DecisionFinder, FoundAct, Within};
use crate::language::sentences;
use crate::language::words::{Words, folded_words};
use crate::parse::acts::Acts;
use crate::sections::Sections;
use crate::sections::votes::Vote;
use crate::vocabulary::mentions::Mention;
use crate::vocabulary::phrases::Phrases;

/// The maximum distance of an addressee from the verb, in words.
const ADDRESSEE_WORDS_MAX: usize = 14;
/// The most words of a title.
const TITLE_WORDS_MAX: usize = 10;
/// The maximum number of words between two addressees: `a México y a Guatemala`.
const ADDRESSEE_GAP_WORDS_MAX: usize = 2;

/// Recognises acts by their verbs, and decisions by their phrases.
///
/// A text consists of acts if its first sentence, or a part of it, begins with a verb of the vocabulary. Each
/// act then begins with a verb at the beginning of a sentence or of a part of one: after a full stop, colon,
/// semicolon, comma or line break, or after one of the words in the vocabulary's list `before`. Any other
/// text is a narrative, in which the acts are its [decisions](DecisionFinder).
pub(super) struct ActFinder {
    /// The verbs, each with its kind of act.
    verbs: Phrases<Option<usize>>,
    decisions: DecisionFinder,
    before: BTreeSet<String>,
    /// What titles say that deal with decisions of earlier meetings.
    earlier: Phrases<()>,
    /// Whether each kind of act has addressees.
    addressed: Vec<bool>,
}

impl ActFinder {
    pub(super) fn new(acts: &Acts, sections: &Sections) -> ActFinder {
        let words = |words: &[String]| words.iter().flat_map(|word| folded_words(word)).collect();
        ActFinder {
            verbs: phrases(acts),
            decisions: DecisionFinder::new(acts, sections),
            before: words(&acts.before),
            earlier: earlier(acts),
            addressed: acts.kinds.iter().map(|kind| kind.addressed).collect(),
        }
    }

    /// Returns the acts of a text in order: those that its verbs begin if it consists of acts, otherwise its
    /// decisions. `mentions` are the terms that it mentions; `is_actor` says which of them can be addressees.
    pub(super) fn find<T: Copy>(
        &self,
        words: &Words<'_>,
        mentions: &[Mention<T>],
        is_actor: impl Fn(T) -> bool,
    ) -> Vec<FoundAct<T>> {
        let acts = self.by_verbs(words, mentions, is_actor);
        let first_sentence =
            (1..words.len()).find(|at| sentences::ends_before(words, *at)).unwrap_or(words.len());
        let leads = acts.first().is_some_and(|act| act.verb.start < first_sentence) && !has_title(words.text);
        if leads { acts } else { self.decisions(words, Within::Point) }
    }

    /// Returns the decisions of a text that is a narrative.
    pub(super) fn decisions<T>(&self, words: &Words<'_>, within: Within) -> Vec<FoundAct<T>> {
        self.decisions.find(words, within)
    }

    /// Whether a text tells only of a motion that was not carried.
    pub(super) fn is_lost(&self, words: &Words<'_>) -> bool {
        self.decisions.is_lost(words)
    }

    /// Whether a title deals with decisions of earlier meetings.
    pub(super) fn is_of_earlier(&self, title: &str) -> bool {
        let words = Words::new(title);
        (0..words.len()).any(|at| self.earlier.longest(&words, at, |(), _| Some(())).is_some())
    }

    /// Returns how the vote on acts of a text went, if it tells.
    pub(super) fn vote<T>(&self, words: &Words<'_>, acts: &[FoundAct<T>]) -> Option<Vote> {
        self.decisions.vote(words, acts)
    }

    fn by_verbs<T: Copy>(
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
                    acts.push(FoundAct { kind, verb, addressees: Vec::new(), sentence: None });
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

/// Returns what titles say that deal with decisions of earlier meetings.
fn earlier(acts: &Acts) -> Phrases<()> {
    let mut phrases = Phrases::<()>::new();
    let folded = acts.earlier.iter().map(|phrase| folded_words(phrase));
    folded.filter(|phrase| !phrase.is_empty()).for_each(|phrase| *phrases.value(&phrase) = ());
    phrases
}

/// Whether the first line of a text is a title, under which it tells: `Encourage voting` is then no act.
fn has_title(text: &str) -> bool {
    let Some((first, rest)) = text.split_once('\n') else { return false };
    let ends = first.trim_end().ends_with(['.', ':', ';', ',', ')', '!', '»', '”']);
    !ends && first.split_whitespace().count() <= TITLE_WORDS_MAX && rest.contains(char::is_alphanumeric)
}

/// Returns the verbs of all kinds of act, each with the index of its kind.
fn phrases(acts: &Acts) -> Phrases<Option<usize>> {
    let mut phrases = Phrases::<Option<usize>>::new();
    for (at, kind) in acts.kinds.iter().enumerate() {
        let verbs = kind.verbs.iter().map(|phrase| folded_words(phrase));
        for phrase in verbs.filter(|phrase| !phrase.is_empty()) {
            phrases.value(&phrase).get_or_insert(at);
        }
    }
    phrases
}

/// Returns the first actors named in the sentence that begins at the first of the words `within`.
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
                ActKind {
                    id: "agrees".to_owned(),
                    decisions: vec!["se acordó".to_owned()],
                    ..ActKind::default()
                },
            ],
            before: vec!["y".to_owned(), "e".to_owned(), "asimismo".to_owned()],
            unless: vec!["no".to_owned(), "como".to_owned()],
            relatives: vec!["que".to_owned()],
            ..Acts::default()
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let term = |name: &str| Term { name: Localized::same(name), ..Term::default() };
        let terms: Vec<Term> = ACTORS.into_iter().chain(["MICIC"]).map(term).collect();
        let words = Words::new(text);
        let mentions = NameFinder::new(terms.iter().enumerate()).find(&words);
        let acts = acts();
        let found =
            ActFinder::new(&acts, Sections::built_in()).find(&words, &mentions, |term| term < ACTORS.len());
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
    fn sentences_decide_in_texts_that_tell() {
        let decisions = |text: &str| {
            let words = Words::new(text);
            let found = ActFinder::new(&acts(), Sections::built_in()).find::<usize>(&words, &[], |_| true);
            found.into_iter().filter_map(|act| Some(text[act.sentence?].to_owned())).collect::<Vec<_>>()
        };
        let telling = "Ana informa. Por unanimidad, se acordó pagar. Luis invita a café, agradecer.";
        assert_eq!(decisions(telling), ["Por unanimidad, se acordó pagar."]);
        assert_eq!(decisions("Se leyó el acta, que se acordó."), ["Se leyó el acta, que se acordó."]);
        for text in [
            "¿Se acordó algo?",
            "¿Y se acordó? Nada.",
            "Y se acordó lo siguiente:",
            "Informa que se.\nAcordó.",
            "Informa que se acordó.",
            "Se leyó, como se acordó.",
            "No se acordó nada.",
            "Como se acordó ayer, vino.",
            "Ana dice que se acordó:",
            "Un acuerdo.",
        ] {
            assert_eq!(decisions(text), [""; 0], "{text}");
        }
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
