//! Reads the sentences of a text in order, and joins those of one decision: what was moved, that it was seconded, and
//! what became of it.

use std::ops::Range;

use super::{DecisionFinder, FoundAct, OUTCOME_WORDS_MAX, Said, Within};
use crate::language::sentences;
use crate::language::words::Words;

/// How many sentences after a motion may tell what became of it.
const MOTION_SENTENCES_MAX: usize = 8;
/// The most words of a point that an outcome at its end decides as a whole.
const POINT_WORDS_MAX: usize = 80;

/// A motion of which nothing has been told since.
#[derive(Clone, Copy, Debug)]
struct Pending {
    first: usize,
    last: usize,
    is_seconded: bool,
}

impl DecisionFinder {
    /// Returns the decisions of a text in order, each with its sentences.
    pub(in crate::model) fn find<T>(&self, words: &Words<'_>, within: Within) -> Vec<FoundAct<T>> {
        let sentences = sentences::of(words);
        let decisions = Reader::new(self, words, &sentences, within).decisions();
        decisions.into_iter().map(|decision| decision.act(words, &sentences)).collect()
    }
}

impl DecisionFinder {
    /// Whether a text tells that its motion was not carried, and of nothing that was: `Motion: to pay. Motion failed.`
    pub(in crate::model) fn is_lost(&self, words: &Words<'_>) -> bool {
        let said: Vec<Said> =
            sentences::of(words).iter().map(|sentence| self.said(words, sentence)).collect();
        let is_carried = |said: &Said| {
            matches!(said, Said::Carried { .. } | Said::Decision(_) | Said::Outcome { is_lost: false, .. })
        };
        said.contains(&Said::Lost) && !said.iter().any(is_carried)
    }
}

/// Reads the sentences of a text in order.
struct Reader<'a> {
    finder: &'a DecisionFinder,
    words: &'a Words<'a>,
    sentences: &'a [Range<usize>],
    within: Within,
    pending: Option<Pending>,
    found: Vec<Decision>,
    /// Whether the last decision goes on with a numbered list.
    is_within_list: bool,
}

/// A decision: its kind, and its first and last sentence.
struct Decision {
    kind: usize,
    first: usize,
    last: usize,
}

impl Decision {
    fn act<T>(&self, words: &Words<'_>, sentences: &[Range<usize>]) -> FoundAct<T> {
        let (first, last) = (&sentences[self.first], &sentences[self.last]);
        let start = sentences::place(words, first).start;
        let sentence = Some(start..sentences::place(words, last).end);
        FoundAct { kind: self.kind, verb: first.start..first.start, addressees: Vec::new(), sentence }
    }
}

impl<'a> Reader<'a> {
    fn new(
        finder: &'a DecisionFinder,
        words: &'a Words<'a>,
        sentences: &'a [Range<usize>],
        within: Within,
    ) -> Reader<'a> {
        Reader { finder, words, sentences, within, pending: None, found: Vec::new(), is_within_list: false }
    }

    /// Returns the decisions of all sentences.
    fn decisions(mut self) -> Vec<Decision> {
        (0..self.sentences.len()).for_each(|at| self.sentence(at));
        self.end_motion();
        self.found
    }

    fn sentence(&mut self, at: usize) {
        if self.pending.is_some_and(|pending| at > pending.last + MOTION_SENTENCES_MAX) {
            self.end_motion();
        }
        match self.finder.said(self.words, &self.sentences[at]) {
            Said::Nothing => {}
            Said::Lost => self.pending = None,
            Said::Motion { goes_on, is_seconded } => self.moved(at, goes_on, is_seconded),
            Said::Carried { goes_on, kind } => {
                let pending = self.pending.take().filter(|_| goes_on || self.refers_back(at));
                let first = pending
                    .map_or_else(|| if goes_on { self.before(at) } else { at }, |pending| pending.first);
                // What was moved may stand in another passage.
                if first < at || !goes_on {
                    self.add(kind, first, at);
                }
            }
            Said::Outcome { kind, is_bare, is_lost } => {
                let is_answer = is_bare || self.sentences[at].len() <= OUTCOME_WORDS_MAX;
                match self.pending.filter(|_| is_answer) {
                    Some(_) if is_lost => self.pending = None,
                    Some(pending) => self.carry(pending, kind, at),
                    None if is_bare => self.alone(kind, at),
                    None => {}
                }
            }
            Said::Decision(kind) => self.decided(kind, at),
        }
        self.extend_announced(at);
    }

    /// Extends a decision that announces what is decided by the sentences after it that have a number in words or
    /// figures: `se acuerda: PRIMERO.- … SEGUNDO.- …`.
    fn extend_announced(&mut self, at: usize) {
        let before =
            at.checked_sub(1).filter(|before| self.found.last().is_some_and(|last| last.last == *before));
        let Some(before) = before else { return };
        let is_numbered = |at: usize| self.finder.is_numbered(self.words, self.sentences[at].start);
        let follows =
            is_numbered(at) && (self.announces(before) || is_numbered(before) || self.is_within_list);
        let is_label = is_numbered(before) && self.sentences[before].len() == 1;
        if follows || (is_label && self.is_within_list) {
            self.is_within_list = true;
            self.found.last_mut().into_iter().for_each(|last| last.last = at);
        } else {
            self.is_within_list = false;
        }
    }

    /// Whether a sentence is about the motion before it: it begins with a word such as `the motion`, `this`.
    fn refers_back(&self, at: usize) -> bool {
        self.finder.beside.contains(self.words.folded(self.sentences[at].start))
    }

    fn moved(&mut self, at: usize, goes_on: bool, is_seconded: bool) {
        if let Some(pending) = self.pending.as_mut().filter(|_| goes_on) {
            (pending.last, pending.is_seconded) = (at, pending.is_seconded || is_seconded);
            return;
        }
        // `It was moved that:` stands before what was moved.
        let announced =
            self.pending.filter(|pending| self.announces(pending.last)).map(|pending| pending.first);
        if announced.is_none() {
            self.end_motion();
        }
        if let Some(first) = announced {
            self.pending = Some(Pending { first, last: at, is_seconded: true });
            return;
        }
        let first = if goes_on { self.before(at) } else { at };
        self.pending = Some(Pending { first, last: at, is_seconded });
    }

    fn announces(&self, at: usize) -> bool {
        let end = self.words.place(self.sentences[at].end - 1).end;
        self.words.text[end..].trim_start().starts_with(':')
    }

    /// Takes a motion of which nothing more is told as a decision if it was seconded.
    fn end_motion(&mut self) {
        if let Some(pending) = self.pending.take().filter(|pending| pending.is_seconded) {
            let carried = self.finder.carried;
            carried.into_iter().for_each(|kind| self.add(kind, pending.first, pending.last));
        }
    }

    fn carry(&mut self, pending: Pending, kind: usize, at: usize) {
        self.pending = None;
        self.add(kind, pending.first, at);
    }

    /// Takes an outcome that stands alone.
    fn alone(&mut self, kind: usize, at: usize) {
        let first = self.whole(at).unwrap_or_else(|| self.before(at));
        if first < at || (self.within == Within::Section && at == 0) {
            self.add(kind, first, at);
        }
    }

    fn decided(&mut self, kind: usize, at: usize) {
        let is_short = self.sentences[at].len() <= OUTCOME_WORDS_MAX;
        match self.pending.filter(|_| is_short) {
            Some(pending) => self.carry(pending, kind, at),
            None => self.add(kind, at, at),
        }
    }

    /// Returns the first sentence of a short point, which an outcome at its end decides.
    fn whole(&self, at: usize) -> Option<usize> {
        let is_last = at + 1 == self.sentences.len() && at > 0 && self.found.is_empty();
        let is_short = self.sentences[at].end <= POINT_WORDS_MAX;
        (self.within == Within::Point && is_last && is_short).then_some(0)
    }

    /// Returns the sentence before one, if it is part of no other decision.
    fn before(&self, at: usize) -> usize {
        let is_free = |before: &usize| self.found.last().is_none_or(|last| last.last < *before);
        at.checked_sub(1).filter(is_free).unwrap_or(at)
    }

    /// Adds a decision in the place of those within it: of what was moved.
    fn add(&mut self, kind: usize, first: usize, last: usize) {
        self.found.retain(|decision| decision.first < first);
        self.found.push(Decision { kind, first, last });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::acts::Acts;
    use crate::sections::Sections;

    /// Checks the decisions of a section.
    fn check(text: &str, expected: &[&str]) {
        let finder = DecisionFinder::new(Acts::built_in(), Sections::built_in());
        let words = Words::new(text);
        let found: Vec<FoundAct<()>> = finder.find(&words, Within::Section);
        let shown: Vec<&str> = found.into_iter().filter_map(|act| text.get(act.sentence?)).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn motions_decide_if_they_are_carried() {
        let text = "Motion by Ana to pay. Motion carried.";
        check(text, &[text]);
        let text = "Ana moved to pay the bill.\nDiscussion followed.\nThe motion was approved.";
        check(text, &[text]);
        let text = "Luis offered a resolution, supported by Ana to apply.";
        check(text, &[text]);
        let text = "Luis moved:\nI move that we talk.\nAna seconded and the motion was carried.";
        check(text, &["I move that we talk.\nAna seconded and the motion was carried."]);
        check("Ana moved to pay the bill. The motion failed.", &[]);
        check("Ana moved to pay the bill. Luis went home.", &[]);
        check("Ana moved to second floor offices.", &[]);
    }

    #[test]
    fn a_motion_under_a_label_may_be_lost() {
        let is_lost = |text: &str| {
            let finder = DecisionFinder::new(Acts::built_in(), Sections::built_in());
            finder.is_lost(&Words::new(text))
        };
        assert!(is_lost("Motion: to pay the bill.\nMotion failed."));
        assert!(!is_lost("Motion: to pay the bill.\nMotion carried."));
        assert!(!is_lost("Motion: to pay the bill."));
    }

    #[test]
    fn motions_may_be_told_in_a_few_words() {
        let text = "Dick motion, Gary second, Gary aye, Dick aye, Jan aye to approve the reports.";
        check(text, &[text]);
        let text = "Jan makes a motion to meet in May. Masks are worn. Gary second the motion.";
        check(text, &[text]);
        let text = "Ana makes the motion to adjourn. Councillor Ruiz seconds.";
        check(text, &[text]);
        check("It took thirty seconds.", &[]);
        let text = "Ana made a motion to close. Ana aye, Luis nay, Jan nay.";
        check(text, &[]);
    }

    #[test]
    fn bodies_decide_as_subjects() {
        check(
            "El Consejo, por unanimidad, aprobó el plan.",
            &["El Consejo, por unanimidad, aprobó el plan."],
        );
        check(
            "Ana wants a bank account. The board agreed to this.",
            &["Ana wants a bank account. The board agreed to this."],
        );
        for text in [
            "Recruitment for council elected positions.",
            "We are asking for elected seats.",
            "Community/council elected positions are open.",
            "It was written by the board and approved by nobody.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn what_a_decision_announces_with_numbers_belongs_to_it() {
        let text = "Se acuerda lo siguiente:\nPRIMERO. Pagar la luz.\nSEGUNDO. Cerrar.";
        check(&format!("{text}\nAna llega."), &[text]);
        check("Se acuerda lo siguiente:\nAna llega.", &[]);
    }

    #[test]
    fn decisions_of_earlier_days_are_none() {
        check("Visto el expediente, que con fecha 20 de mayo de 2023 se aprueba, sigue.", &[]);
        check("Con fecha 20 de mayo se aprobó el pliego.", &[]);
    }

    #[test]
    fn speakers_decide_nothing() {
        check("Ana Paz: we agreed to pay.\nLuis: acordamos pagar.", &[]);
        check("Ana: se aprueba pagar.\nLuis: bien.\nAna: se acuerda.", &[]);
        check("Presupuesto: se aprueba por unanimidad.", &["Presupuesto: se aprueba por unanimidad."]);
        check("Acuerdo: se aprueba pagar.", &["Acuerdo: se aprueba pagar."]);
    }

    #[test]
    fn outcomes_decide_what_stands_before_them() {
        check("Application of Ana for a fence. GRANTED.", &["Application of Ana for a fence. GRANTED."]);
        check("Se lee el acta. Aprobada por unanimidad.", &["Se lee el acta. Aprobada por unanimidad."]);
    }
}
