//! Finds the sentences of a narrative that decide something, and how the votes on them went.
//!
//! A decision is a sentence with one of the vocabulary's `decisions`, one in which a body – `board`, `pleno` – is
//! the subject of a verb that `decides`, or one that begins with one of the `openings`. A motion is a decision
//! if it was carried: the motion's sentence up to the one with the outcome. An outcome that stands alone –
//! `GRANTED`, `Fue aprobado.` – decides what stands before it.

mod reader;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::language::known::Languages;
use crate::language::sentences;
use crate::language::words::{Words, folded_words};
use crate::parse::acts::{ActKind, Acts};
use crate::sections::Sections;
use crate::sections::votes::Vote;
use crate::vocabulary::phrases::Phrases;

/// How many words may stand between a decision and the colon after it that announces what is decided: `acordó lo
/// siguiente:`.
const ANNOUNCING_WORDS: usize = 4;
/// How many words before a decision may be one after which it is none.
const UNLESS_WORDS: usize = 2;
/// How many words before a decision may begin the day on which it had been taken.
const DATED_WORDS_MAX: usize = 9;
/// How many words may stand between a body and the verb of which it is the subject.
const SUBJECT_WORDS_MAX: usize = 6;
/// The most words of a label before a colon, such as the name of a speaker.
const LABEL_WORDS_MAX: usize = 3;
/// The most letters of a word that may stand within a name: `de`, `del`.
const SMALL_WORD_LETTERS: usize = 3;
/// The most words of a sentence that says no more than that somebody seconds.
const SECOND_WORDS_MAX: usize = 4;
/// The most words of a sentence that says no more than what became of a motion.
const OUTCOME_WORDS_MAX: usize = 10;

/// What stands between an outcome and its details.
const DASHES: [&str; 3] = [" - ", " – ", " — "];

/// An act found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundAct<T> {
    /// The index of its kind in the vocabulary.
    pub(super) kind: usize,
    /// The words of its verb.
    pub(super) verb: Range<usize>,
    /// Its addressees.
    pub(super) addressees: Vec<T>,
    /// In a narrative, the sentence that decides, in bytes of the text.
    pub(super) sentence: Option<Range<usize>>,
}

/// What a phrase of the vocabulary says; the numbers are those of kinds of act.
#[derive(Debug, Default)]
struct Marks {
    decision: Option<usize>,
    opening: Option<usize>,
    decides: Option<usize>,
    outcome: Option<usize>,
    is_body: bool,
    is_motion: bool,
    is_second: bool,
    is_lost: bool,
    is_object: bool,
    is_dated: bool,
}

/// Finds the decisions of texts.
pub(super) struct DecisionFinder {
    marks: Phrases<Marks>,
    /// The words that may stand beside an outcome that stands alone.
    beside: BTreeSet<String>,
    unless: BTreeSet<String>,
    relatives: BTreeSet<String>,
    /// What stands before who did something in the passive: `by`.
    agents: BTreeSet<String>,
    /// What stands before a body that is no subject, and before a participle that is no verb: `for`.
    prepositions: BTreeSet<String>,
    articles: BTreeSet<String>,
    /// What says of a motion, in a few words, that it was made and seconded: `motion`, `second`.
    motion_words: BTreeSet<String>,
    second_words: BTreeSet<String>,
    /// The kind of act of a motion that was carried: the first with outcomes.
    carried: Option<usize>,
    sections: Sections,
}

/// Where a text stands that is searched for decisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// A point, of which an outcome may decide the whole.
    Point,
    /// A section, whose title is not part of the text.
    Section,
    /// The text before all points and sections.
    Head,
}

/// What a sentence says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nothing,
    /// A decision of its own.
    Decision(usize),
    /// Something is moved; `goes_on` if the sentence says no more than that, and so is about the one before.
    Motion {
        goes_on: bool,
        is_seconded: bool,
    },
    /// Something is moved, and what became of it.
    Carried {
        goes_on: bool,
        kind: usize,
    },
    /// What became of something; `is_bare` if the sentence says no more than that.
    Outcome {
        kind: usize,
        is_bare: bool,
        is_lost: bool,
    },
    /// A motion was not carried.
    Lost,
}

impl DecisionFinder {
    pub(super) fn new(acts: &Acts, sections: &Sections) -> DecisionFinder {
        let words = |words: &[String]| words.iter().flat_map(|word| folded_words(word)).collect();
        let mut beside: BTreeSet<String> = words(&acts.beside);
        beside.extend(acts.bodies.iter().flat_map(|body| folded_words(body)));
        DecisionFinder {
            marks: marks(acts),
            beside,
            unless: words(&acts.unless),
            relatives: words(&acts.relatives),
            agents: words(&acts.agents),
            prepositions: words(&acts.prepositions),
            articles: words(&acts.articles),
            motion_words: words(&acts.motion_words),
            second_words: words(&acts.second_words),
            carried: acts.kinds.iter().position(|kind| !kind.outcomes.is_empty()),
            sections: sections.clone(),
        }
    }

    /// Returns how the vote on decisions went: as their sentences tell, or the one right after; or any of the
    /// text, if no sentences are given. None if several decisions were voted on differently.
    pub(super) fn vote<T>(&self, words: &Words<'_>, decisions: &[FoundAct<T>]) -> Option<Vote> {
        let sentences = sentences::of(words);
        let places: Vec<Range<usize>> = decisions.iter().filter_map(|act| act.sentence.clone()).collect();
        if places.is_empty() {
            return self.joined(words, &sentences);
        }
        let votes: Vec<Option<Vote>> =
            places.iter().map(|place| self.vote_of(words, &sentences, place)).collect();
        let first = *votes.first()?;
        votes.iter().all(|vote| *vote == first).then_some(first)?
    }

    fn vote_of(&self, words: &Words<'_>, sentences: &[Range<usize>], place: &Range<usize>) -> Option<Vote> {
        let start = |sentence: &Range<usize>| words.place(sentence.start).start;
        let first = sentences.partition_point(|sentence| start(sentence) < place.start);
        let end = sentences.partition_point(|sentence| start(sentence) < place.end);
        let own = self.joined(words, &sentences[first.min(end)..end]);
        // `Se aprueba el acta. 9 votos a favor.`
        own.or_else(|| sentences.get(end).and_then(|next| self.sections.vote(words, next.clone())))
    }

    /// Returns what sentences tell of one vote; none if they tell of several.
    fn joined(&self, words: &Words<'_>, sentences: &[Range<usize>]) -> Option<Vote> {
        let mut votes = sentences.iter().filter_map(|sentence| self.sections.vote(words, sentence.clone()));
        let first = votes.next()?;
        votes.try_fold(first, |vote, next| vote.joined(&next))
    }

    fn said(&self, words: &Words<'_>, sentence: &Range<usize>) -> Said {
        if self.is_second_alone(words, sentence) {
            return Said::Motion { goes_on: true, is_seconded: true };
        }
        let terse = || self.terse_motion(words, sentence);
        let motion = sentence.clone().find(|at| self.is_motion(words, *at, sentence)).or_else(terse);
        let from = motion.unwrap_or(sentence.start);
        let tally = self.tally(words, sentence);
        let is_lost = tally == Some(false)
            || (from..sentence.end).any(|at| self.mark(words, at, |m| m.is_lost).is_some());
        let is_question = self.is_question(words, sentence);
        let outcome = (from..sentence.end).find_map(|at| self.outcome(words, at, sentence));
        let outcome =
            outcome.or_else(|| tally.filter(|_| !is_lost).and(self.carried)).filter(|_| !is_question);
        let decision =
            sentence.clone().find_map(|at| self.decision(words, at, sentence)).filter(|_| !is_question);
        if motion.is_some() {
            // `Gary second the motion`
            let is_terse = self.mark(words, from, |marks| marks.is_motion).is_none();
            let refers = is_terse
                && from > sentence.start
                && self.motion_words.contains(words.folded(from))
                && self.articles.contains(words.folded(from - 1));
            let goes_on = refers || self.goes_on(words, sentence, from) || self.is_only_seconded(words, from);
            let is_second = |at: usize| {
                self.is_second(words, at, sentence) || self.mark(words, at, |marks| marks.is_second).is_some()
            };
            let is_seconded = sentence.clone().any(is_second);
            return match outcome.or(decision) {
                _ if is_lost => Said::Lost,
                Some(kind) => Said::Carried { goes_on, kind },
                None => Said::Motion { goes_on, is_seconded },
            };
        }
        let is_bare = outcome.is_some() && self.is_bare(words, sentence);
        match (outcome, decision) {
            (Some(kind), _) if is_bare => Said::Outcome { kind, is_bare, is_lost },
            (_, Some(kind)) => Said::Decision(kind),
            (_, None) if is_lost => Said::Lost,
            // `El resultado fue de 9 votos a favor y 2 en contra`
            (Some(kind), None) if tally == Some(true) && sentence.len() > OUTCOME_WORDS_MAX => {
                Said::Decision(kind)
            }
            (Some(kind), None) if tally == Some(true) => Said::Outcome { kind, is_bare: true, is_lost },
            (Some(kind), None) => Said::Outcome { kind, is_bare, is_lost },
            (None, None) => Said::Nothing,
        }
    }

    /// Returns the longest phrase at a word whose marks fulfil a condition, with its length in words.
    fn mark(&self, words: &Words<'_>, at: usize, is_it: impl Fn(&Marks) -> bool) -> Option<(usize, &Marks)> {
        self.marks.longest(words, at, |marks, _| is_it(marks).then_some(marks))
    }

    /// Returns the word of a motion that a sentence tells of in a few words: `Dick motion, Gary second`.
    fn terse_motion(&self, words: &Words<'_>, sentence: &Range<usize>) -> Option<usize> {
        let has_second = sentence.clone().any(|at| self.is_second(words, at, sentence));
        sentence.clone().find(|at| has_second && self.motion_words.contains(words.folded(*at)))
    }

    /// Whether a word says that somebody seconds: it stands beside a name, or at the end: `Gary second`, `second
    /// by Ana`. `The second floor` does not.
    fn is_second(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> bool {
        let is_name = |at: usize| {
            words.written(at).starts_with(char::is_uppercase) && !self.articles.contains(words.folded(at))
        };
        let before = at > sentence.start && is_name(at - 1);
        let after = at + 1 == sentence.end || is_name(at + 1) || self.agents.contains(words.folded(at + 1));
        self.second_words.contains(words.folded(at)) && (before || after)
    }

    /// Whether a short sentence says no more than that somebody seconds: `Councillor Ruiz seconds.`
    fn is_second_alone(&self, words: &Words<'_>, sentence: &Range<usize>) -> bool {
        let last = sentence.end - 1;
        let is_name = |at: usize| words.written(at).starts_with(char::is_uppercase);
        let is_short = (2..=SECOND_WORDS_MAX).contains(&sentence.len());
        is_short && self.second_words.contains(words.folded(last)) && (sentence.start..last).all(is_name)
    }

    fn is_motion(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> bool {
        let mark = self.mark(words, at, |marks| marks.is_motion);
        mark.is_some_and(|(length, _)| at + length <= sentence.end) && !self.is_denied(words, at, sentence)
    }

    /// Whether a motion only goes on from the sentence before: `Seconded by Ana.`, `Se somete a votación.` It does
    /// not say what is moved, as `a motion to pay` does.
    fn goes_on(&self, words: &Words<'_>, sentence: &Range<usize>, motion: usize) -> bool {
        let is_beside = |at: usize| self.beside.contains(words.folded(at));
        let length = self.mark(words, motion, |marks| marks.is_motion).map_or(1, |(length, _)| length);
        let end = (motion + length).min(sentence.end);
        let is_capital = |at: usize| words.written(at).starts_with(char::is_uppercase);
        let is_object = |at: usize| self.mark(words, at, |marks| marks.is_object).is_some();
        // `motion to`, `se vota el acta`, `moved by Ana to`
        let says_what =
            (end - 1..sentence.end.min(end + 1)).chain((end..sentence.end).filter(|at| is_capital(at - 1)));
        (sentence.start..motion).all(is_beside) && !says_what.into_iter().any(is_object)
    }

    /// Whether a sentence says of a motion only that it was seconded: `Ana seconded the motion.`
    fn is_only_seconded(&self, words: &Words<'_>, motion: usize) -> bool {
        self.mark(words, motion, |marks| marks.is_motion).is_some_and(|(_, marks)| marks.is_second)
    }

    fn outcome(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let (length, marks) = self.mark(words, at, |marks| marks.outcome.is_some())?;
        let is_one = at + length <= sentence.end && !self.is_denied(words, at, sentence);
        marks.outcome.filter(|_| is_one)
    }

    /// Whether the votes that a sentence counts carry a motion, if it counts some.
    fn tally(&self, words: &Words<'_>, sentence: &Range<usize>) -> Option<bool> {
        if let Some((ayes, nays)) = self.sections.roll_call(words, sentence.clone()) {
            return Some(ayes > nays);
        }
        let vote = self.sections.vote(words, sentence.clone())?;
        let in_favour = vote.in_favour?;
        vote.against.or(vote.abstentions)?;
        Some(in_favour > vote.against.unwrap_or(0))
    }

    /// Whether a sentence says nothing but an outcome.
    fn is_bare(&self, words: &Words<'_>, sentence: &Range<usize>) -> bool {
        let is_number = |word: &str| word.parse::<u32>().is_ok() || Languages::load().number(word).is_some();
        let mut at = sentence.start;
        while at < sentence.end {
            let mark = self.mark(words, at, |marks| marks.outcome.is_some() || marks.is_lost);
            let word = words.folded(at);
            match mark {
                Some((length, _)) => at += length,
                None if self.beside.contains(word) || is_number(word) => at += 1,
                None => return false,
            }
            // `GRANTED – with conditions`
            let is_detailed = mark.is_some()
                && at < sentence.end
                && DASHES.iter().any(|dash| words.gap_before(at).contains(dash));
            if is_detailed {
                return true;
            }
        }
        true
    }

    fn is_question(&self, words: &Words<'_>, sentence: &Range<usize>) -> bool {
        let after = &words.text[words.place(sentence.end - 1).end..];
        after.trim_start_matches(['»', '”', '"', ')', ' ']).starts_with('?')
    }

    /// Returns the kind of the decision that a phrase at a word makes of its sentence.
    ///
    /// It makes none of a sentence that only introduces what follows, or that says that something was not decided
    /// or when it had been decided.
    fn decision(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let own = self.mark(words, at, |marks| marks.decision.is_some());
        let own = own.and_then(|(length, marks)| Some((at + length, marks.decision?)));
        let opening = || {
            let opening =
                self.mark(words, at, |marks| marks.opening.is_some()).filter(|_| at == sentence.start);
            opening.and_then(|(length, marks)| Some((at + length, marks.opening?)))
        };
        let (end, kind) = own.or_else(opening).or_else(|| self.by_body(words, at, sentence))?;
        let announces = end + ANNOUNCING_WORDS >= sentence.end
            && words.text[words.place(sentence.end - 1).end..].trim_start().starts_with(':')
            && !self.is_numbered(words, sentence.end);
        let is_said = self.is_said(words, at, sentence);
        // `the Board agreed that`
        let is_open = end + 1 >= sentence.end && self.relatives.contains(words.folded(sentence.end - 1));
        let says = !announces && !is_said && !is_open;
        let is_one = end <= sentence.end && says && !self.is_denied(words, at, sentence);
        is_one.then_some(kind)
    }

    /// Whether a number in words or figures stands at a word: `PRIMERO.-`.
    fn is_numbered(&self, words: &Words<'_>, at: usize) -> bool {
        at < words.len()
            && (self.sections.ordinal(words.folded(at)).is_some() || words.folded(at).parse::<u32>().is_ok())
    }

    /// Whether a decision at a word is a statement by somebody: `Ana: we agreed`. `Presupuesto: se aprueba` is none,
    /// unless other lines begin with the same label.
    fn is_said(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> bool {
        let until = sentence.end.min(sentence.start + LABEL_WORDS_MAX + 1);
        let Some(first) = (sentence.start + 1..until).find(|at| words.gap_before(*at).contains(':')) else {
            return false;
        };
        let is_name = (sentence.start..first).all(|at| words.written(at).starts_with(char::is_uppercase));
        if at < first || !is_name {
            return false;
        }
        let label = &words.text[words.place(sentence.start).start..words.place(first - 1).end];
        if self.sections.of_heading(label).is_some()
            || self.sections.agreement_label(&format!("{label}:")).is_some()
        {
            return false;
        }
        let is_speaker = words.text.lines().filter(|line| is_labelled(line, label)).nth(1).is_some();
        let begins = at == first && self.mark(words, at, |marks| marks.decision.is_some()).is_some();
        is_speaker || !begins
    }

    /// Returns where a verb that decides ends, and its kind of act, if a body at a word is its subject: `the Board
    /// of Directors unanimously approved`.
    fn by_body(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> Option<(usize, usize)> {
        let (length, _) = self.mark(words, at, |marks| marks.is_body)?;
        if self.is_object(words, at, sentence) {
            return None;
        }
        let mut is_in_name = true;
        for verb in at + length..sentence.end.min(at + length + SUBJECT_WORDS_MAX + 1) {
            if words.gap_before(verb).contains([':', '.', '(', ')', '–', '—']) {
                return None;
            }
            if let Some((length, marks)) = self.mark(words, verb, |marks| marks.decides.is_some()) {
                let end = verb + length;
                // `the plan of the group and approved by`
                let is_passive = end < sentence.end && self.agents.contains(words.folded(end));
                // `we ask for elected seats`
                let before = words.folded(verb - 1);
                let is_noun = self.prepositions.contains(before) || self.articles.contains(before);
                return marks.decides.filter(|_| !is_passive && !is_noun).map(|kind| (end, kind));
            }
            let (word, written) = (words.folded(verb), words.written(verb));
            let is_capital = written.starts_with(char::is_uppercase);
            // `all are expected to have adopted`
            let is_object = self.mark(words, verb, |marks| marks.is_object).is_some();
            let ends = is_object || self.relatives.contains(word) || self.unless.contains(word);
            if ends || (is_capital && !is_in_name) {
                return None;
            }
            is_in_name &= is_capital || written.chars().count() <= SMALL_WORD_LETTERS;
        }
        None
    }

    /// Whether a body is no subject by the words before it: `for the council`, `community / council`.
    fn is_object(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> bool {
        let before = (sentence.start..at).rev().find(|before| !self.articles.contains(words.folded(*before)));
        let is_joined = at > sentence.start && words.gap_before(at).contains('/');
        is_joined || before.is_some_and(|before| self.prepositions.contains(words.folded(before)))
    }

    /// Whether what a word begins is not of this meeting or was not done, by the words before it: `no se aprobó`,
    /// `informa que se aprobó`. `El acta, que se aprueba` is a decision.
    fn is_denied(&self, words: &Words<'_>, at: usize, sentence: &Range<usize>) -> bool {
        // `con fecha 20 de diciembre de 2023, se aprueba`
        let near = at.saturating_sub(DATED_WORDS_MAX).max(sentence.start)..at;
        if near.clone().any(|word| self.mark(words, word, |marks| marks.is_dated).is_some()) {
            return true;
        }
        let before = at.saturating_sub(UNLESS_WORDS).max(sentence.start)..at;
        let first = sentence.start..at.min(sentence.start + 1);
        let has_comma = |word: usize| word > sentence.start && words.gap_before(word).contains(',');
        // `El acta, la cual se aprueba`
        let is_article = |word: usize| words.written(word).chars().count() <= SMALL_WORD_LETTERS;
        let adds = |word: usize| {
            has_comma(word) || (word > sentence.start && is_article(word - 1) && has_comma(word - 1))
        };
        before.chain(first).any(|word| {
            let folded = words.folded(word);
            self.unless.contains(folded) || (self.relatives.contains(folded) && !adds(word))
        })
    }
}

/// Whether a line begins with a label and a colon.
fn is_labelled(line: &str, label: &str) -> bool {
    line.trim_start().strip_prefix(label).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// Returns the phrases of the vocabulary with what they say. Of two kinds of act, the first has a phrase.
fn marks(acts: &Acts) -> Phrases<Marks> {
    let mut marks = Phrases::<Marks>::new();
    let mut add = |phrases: &[String], write: &dyn Fn(&mut Marks)| {
        for phrase in phrases.iter().map(|phrase| folded_words(phrase)).filter(|phrase| !phrase.is_empty()) {
            write(marks.value(&phrase));
        }
    };
    add(&acts.bodies, &|marks| marks.is_body = true);
    add(&acts.motions, &|marks| marks.is_motion = true);
    add(&acts.seconds, &|marks| (marks.is_motion, marks.is_second) = (true, true));
    add(&acts.lost, &|marks| marks.is_lost = true);
    add(&acts.objects, &|marks| marks.is_object = true);
    add(&acts.dated, &|marks| marks.is_dated = true);
    for (at, kind) in acts.kinds.iter().enumerate() {
        let ActKind { decisions, openings, decides, outcomes, .. } = kind;
        add(decisions, &|marks| _ = marks.decision.get_or_insert(at));
        add(openings, &|marks| _ = marks.opening.get_or_insert(at));
        add(decides, &|marks| _ = marks.decides.get_or_insert(at));
        add(outcomes, &|marks| _ = marks.outcome.get_or_insert(at));
    }
    marks
}
