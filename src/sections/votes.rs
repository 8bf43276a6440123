//! Votes that sentences tell of: `por unanimidad`, `9 a favor, 2 en contra y una abstención`, `carried
//! unanimously`.

use std::collections::HashSet;
use std::ops::Range;

use super::Sections;
use crate::language::known::Languages;
use crate::language::words::{Words, folded_words};
use crate::table::keys::Keys;

/// How a vote went, as far as it is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Vote {
    /// Whether all were in favour.
    pub unanimous: bool,
    /// How many were in favour.
    pub in_favour: Option<u32>,
    /// How many were against.
    pub against: Option<u32>,
    /// How many abstained.
    pub abstentions: Option<u32>,
}

impl Vote {
    /// Returns what two sentences tell of one vote; none if they tell of two.
    pub fn joined(self, other: &Vote) -> Option<Vote> {
        let [first, second] = [&self, other].map(|vote| [vote.in_favour, vote.against, vote.abstentions]);
        let is_one = first.iter().zip(&second).all(|pair| !matches!(pair, (Some(a), Some(b)) if a != b));
        is_one.then_some(Vote {
            unanimous: self.unanimous || other.unanimous,
            in_favour: self.in_favour.or(other.in_favour),
            against: self.against.or(other.against),
            abstentions: self.abstentions.or(other.abstentions),
        })
    }
}

/// The words by which votes are read: `[votes]` of `sections.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct VoteWords {
    unanimous: Vec<Vec<String>>,
    /// What the votes of a kind are called, longest first.
    kinds: Vec<(Kind, Vec<String>)>,
    /// What says that there were none.
    none: HashSet<String>,
    /// What a name is followed by in a roll call: `aye`, `nay`.
    ayes: HashSet<String>,
    nays: HashSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    InFavour,
    Against,
    Abstentions,
    /// In favour where others of the sentence are counted: `5 for, 1 against`.
    ShortInFavour,
}

impl VoteWords {
    pub(super) fn read(keys: &mut Keys<'_>) -> VoteWords {
        let mut phrases =
            |key| keys.localized_lists(key).iter().map(|text| folded_words(text)).collect::<Vec<_>>();
        let kinds = [
            (Kind::InFavour, "in_favour"),
            (Kind::Against, "against"),
            (Kind::Abstentions, "abstentions"),
            (Kind::ShortInFavour, "for"),
        ];
        let of = |(kind, key)| phrases(key).into_iter().map(move |phrase| (kind, phrase)).collect::<Vec<_>>();
        let mut kinds: Vec<(Kind, Vec<String>)> = kinds.into_iter().flat_map(of).collect();
        kinds.retain(|(_, phrase)| !phrase.is_empty());
        kinds.sort_by_key(|(_, phrase)| std::cmp::Reverse(phrase.len()));
        let unanimous = phrases("unanimous");
        let [none, ayes, nays] =
            ["none", "ayes", "nays"].map(|key| phrases(key).into_iter().flatten().collect::<HashSet<_>>());
        VoteWords { unanimous, kinds, none, ayes, nays }
    }
}

impl Sections {
    /// Returns what a sentence tells of a vote; none if it tells of none. `sentence` is the range of its words.
    pub(crate) fn vote(&self, words: &Words<'_>, sentence: Range<usize>) -> Option<Vote> {
        self.vote_words.vote(words, sentence)
    }

    /// Returns how many a roll call names in favour and against; none if it names fewer than two in favour.
    pub(crate) fn roll_call(&self, words: &Words<'_>, sentence: Range<usize>) -> Option<(u32, u32)> {
        let is_named =
            |at: &usize| *at > sentence.start && words.written(*at - 1).starts_with(char::is_uppercase);
        let count = |said: &HashSet<String>| {
            sentence.clone().filter(|at| said.contains(words.folded(*at))).filter(is_named).count() as u32
        };
        let (ayes, nays) = (count(&self.vote_words.ayes), count(&self.vote_words.nays));
        (ayes >= 2).then_some((ayes, nays))
    }
}

impl VoteWords {
    fn vote(&self, words: &Words<'_>, within: Range<usize>) -> Option<Vote> {
        let mut vote = Vote::default();
        let mut short = None;
        let mut at = within.start;
        while at < within.end {
            let is_here = |phrase: &[String]| at + phrase.len() <= within.end && words.continues(at, phrase);
            let is_denied = at > within.start && self.none.contains(words.folded(at - 1));
            vote.unanimous |= !is_denied && self.unanimous.iter().any(|phrase| is_here(phrase));
            let Some((kind, phrase)) = self.kinds.iter().find(|(_, phrase)| is_here(phrase)) else {
                at += 1;
                continue;
            };
            let count = self.count(words, &within, at..at + phrase.len());
            match kind {
                Kind::InFavour => vote.in_favour = vote.in_favour.or(count),
                Kind::Against => vote.against = vote.against.or(count),
                Kind::Abstentions => vote.abstentions = vote.abstentions.or(count),
                Kind::ShortInFavour => short = short.or(count),
            }
            at += phrase.len();
        }
        if vote.against.or(vote.abstentions).is_some() {
            vote.in_favour = vote.in_favour.or(short);
        }
        (vote != Vote::default()).then_some(vote)
    }

    /// Returns the number before a phrase, or after it and a colon.
    fn count(&self, words: &Words<'_>, within: &Range<usize>, phrase: Range<usize>) -> Option<u32> {
        let is_after_colon =
            |at: usize| at < within.end && words.gap_before(at).trim_matches(['(', ' ']) == ":";
        let after = || is_after_colon(phrase.end).then(|| self.number(words, phrase.end)).flatten();
        let is_apart = |at: usize| words.gap_before(at).contains([':', ';', ',', '.']);
        let before = (phrase.start > within.start && !is_apart(phrase.start)).then(|| phrase.start - 1);
        after().or_else(|| before.and_then(|at| self.number(words, at)))
    }

    fn number(&self, words: &Words<'_>, at: usize) -> Option<u32> {
        let word = words.folded(at);
        let is_part = words.text[words.place(at).end..].starts_with(['/', '%'])
            || (at > 0 && words.gap_before(at) == "/");
        let figures = || word.parse().ok().filter(|_| word.len() <= 4 && !is_part);
        figures().or_else(|| Languages::load().number(word)).or_else(|| self.none.contains(word).then_some(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::sentences;

    fn check(text: &str, expected: &str) {
        let show = |vote: &Vote| {
            let Vote { unanimous, in_favour, against, abstentions } = *vote;
            let count = |sign: &str, count: Option<u32>| count.map(|count| format!("{sign}{count}"));
            let parts = [unanimous.then(|| "all".to_owned()), count("+", in_favour), count("-", against)];
            parts.into_iter().chain([count("=", abstentions)]).flatten().collect::<Vec<_>>().join(" ")
        };
        let words = Words::new(text);
        let told = |sentence: Range<usize>| Sections::built_in().vote(&words, sentence);
        let votes: Vec<Vote> = sentences::of(&words).into_iter().filter_map(told).collect();
        assert_eq!(votes.iter().map(show).collect::<Vec<_>>().join("; "), expected, "{text}");
    }

    #[test]
    fn votes_are_told() {
        check("Se aprueba por unanimidad.", "all");
        check("Se aprueba con 9 votos a favor, 2 en contra y 1 abstención.", "+9 -2 =1");
        check("Con cinco votos a favor y una abstención se acuerda comprar.", "+5 =1");
        check("Aprobado: doce a favor, ninguno en contra.", "+12 -0");
        check("Votos a favor: 7. Votos en contra: 0. Abstenciones: 2", "+7; -0; =2");
        check("Carried unanimously. The motion passed with 9 votes for.", "all; +9");
        check("5 in favour, 1 against, two abstentions", "+5 -1 =2");
        check("Motion carried, 5 for, 1 against, no abstentions.", "+5 -1 =0");
    }

    #[test]
    fn roll_calls_are_counted() {
        let check = |text: &str, expected: Option<(u32, u32)>| {
            let words = Words::new(text);
            assert_eq!(Sections::built_in().roll_call(&words, 0..words.len()), expected, "{text}");
        };
        check("Dick aye, Gary aye, Jan nay", Some((2, 1)));
        check("Janet Keough yea, and Gary Mantay yea", Some((2, 0)));
        check("Dick aye", None);
        check("all said aye and then aye", None);
    }

    #[test]
    fn what_is_no_vote_is_none() {
        for text in [
            "No hubo votos.",
            "Tables for 9 people, 5 for each.",
            "Está en contra.",
            "no por unanimidad",
            "3/4 a favor",
        ] {
            check(text, "");
        }
    }
}
