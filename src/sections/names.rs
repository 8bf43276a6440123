//! Names of those who are to do something: where a text names them for certain.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use super::piece::{Piece, Shape};
use super::{Role, Sections};
use crate::language::sentences;
use crate::language::words::{Words, folded_words};
use crate::table::keys::Keys;

/// The most words of a name.
const NAME_WORDS_MAX: usize = 7;

/// What may stand between who and what: `Ana – enviar el acta`, `enviar el acta → Ana`.
const BETWEEN: [&str; 6] = [" – ", " — ", " - ", " -- ", " → ", " -> "];

/// The words by which names are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameWords {
    /// Those that mean everybody, as folded words.
    everyone: Vec<Vec<String>>,
    /// What stands between who and what: `to`, `will`, `se compromete a`.
    does: Vec<Vec<String>>,
    /// The endings of verbs that say what somebody will do, as written: `rá`.
    endings: Vec<String>,
    /// What looks like one of those and says what is done to something: `will be`.
    passive: Vec<Vec<String>>,
    /// What says within a narrative that somebody undertakes something, and what looks like that and does not.
    undertakes: Vec<Vec<String>>,
    abstains: Vec<Vec<String>>,
    /// What says so only after a name at the beginning: `to`.
    intends: Vec<Vec<String>>,
    /// What says within a sentence who was there: `members present`.
    attends: Vec<Vec<String>>,
    /// What may stand before a clause: `that`.
    clauses: HashSet<String>,
    /// What stands before whom an agreement addresses: `a`, `to`.
    addresses: HashSet<String>,
    /// Small words within names, and between them.
    small: HashSet<String>,
    /// Those of them that join two names: `y`, `and`.
    and: HashSet<String>,
}

impl NameWords {
    pub(super) fn read(keys: &mut Keys<'_>) -> NameWords {
        let mut phrases =
            |key| keys.localized_lists(key).iter().map(|text| folded_words(text)).collect::<Vec<_>>();
        let [everyone, does, passive, small, and] =
            ["everyone", "does", "passive", "small", "and"].map(&mut phrases);
        let [undertakes, abstains, intends, attends] =
            ["undertakes", "abstains", "intends", "attends"].map(&mut phrases);
        let clauses = phrases("clauses").into_iter().flatten().collect();
        let addresses = phrases("addresses").into_iter().flatten().collect();
        let and: HashSet<String> = and.into_iter().flatten().collect();
        let small = small.into_iter().flatten().chain(and.iter().cloned()).collect();
        let endings = keys.localized_lists("endings");
        NameWords {
            everyone,
            does,
            passive,
            undertakes,
            abstains,
            intends,
            attends,
            clauses,
            addresses,
            small,
            and,
            endings,
        }
    }
}

/// Who does something, in a sentence.
pub(super) struct Doer {
    pub(super) who: Vec<String>,
    /// What is to be done, in bytes of the sentence.
    pub(super) what: Range<usize>,
}

/// The names of a text.
pub(super) struct Names<'a> {
    words: &'a NameWords,
    /// The folded words of names of those who were there, and of others who are known.
    known: HashSet<String>,
    /// The folded words that the text writes with a capital letter within sentences, and never with a small
    /// one.
    proper: HashSet<String>,
}

impl<'a> Names<'a> {
    /// Collects the names of a text: those of its lists of who was there, and those that are `known`.
    pub(super) fn of(pieces: &[Piece], known: &BTreeSet<String>, sections: &'a Sections) -> Names<'a> {
        let words = &sections.commitment_words.names;
        let known = known.iter().flat_map(|name| folded_words(name)).collect();
        let mut names = Names { words, known, proper: proper_words(pieces) };
        for piece in pieces.iter().filter(|piece| piece.role == Some(Role::Attendance)) {
            match &piece.shape {
                Shape::Title => {}
                Shape::Table(rows) => rows.iter().flatten().for_each(|cell| names.learn(cell)),
                _ => names.learn(&piece.text),
            }
        }
        // `- Present: Ana, Luis`
        for piece in pieces.iter().filter(|piece| matches!(piece.shape, Shape::Item(_) | Shape::Paragraph)) {
            if let Some((Role::Attendance, end)) = sections.of_label(&piece.text) {
                names.learn(piece.text[end..].lines().next().unwrap_or_default());
            }
            names.learn_from_narrative(&piece.text);
        }
        // `| Participantes | Ana, Luis |`
        for row in pieces.iter().flat_map(|piece| piece.shape.rows()) {
            let is_of_names =
                row.first().and_then(|cell| sections.of_heading(cell)) == Some(Role::Attendance);
            row.iter().skip(1).filter(|_| is_of_names).for_each(|cell| names.learn(cell));
        }
        names
    }

    /// Returns who undertakes something in a sentence of a narrative: one who was there, or an office.
    pub(super) fn undertaker(&self, sentence: &str) -> Option<Vec<String>> {
        let words = Words::new(sentence);
        let is_phrase =
            |at: usize, phrases: &[Vec<String>]| phrases.iter().any(|phrase| words.continues(at, phrase));
        let is_future = |at: usize| {
            let written = words.written(at);
            self.words
                .endings
                .iter()
                .any(|ending| written.ends_with(ending.as_str()) && written.len() > ending.len() + 1)
        };
        let undertakes = |at: &usize| {
            (is_phrase(*at, &self.words.undertakes) || is_future(*at))
                && !is_phrase(*at, &self.words.abstains)
        };
        let told = (1..words.len()).filter(undertakes).find_map(|at| {
            let (first, who) = self.name_before(&words, at)?;
            self.begins_clause(&words, first).then_some(who)
        });
        // `Ana to call the clerk`
        let intends =
            |at: &usize| is_phrase(*at, &self.words.intends) && !is_phrase(*at, &self.words.abstains);
        let intended = || {
            let at = (1..words.len().min(NAME_WORDS_MAX + 1)).find(intends)?;
            let name = words.text[..words.place(at).start].trim();
            self.all(name).filter(|_| !name.contains(['(', ')', '[', ']']))
        };
        told.or_else(intended)
    }

    /// Whether a clause can begin at a word: `that Ana`, `: Ana`; not `how the board`, `the 2019 council`.
    fn begins_clause(&self, words: &Words<'_>, first: usize) -> bool {
        let article = |at: usize| self.words.small.contains(words.folded(at));
        let first = (0..first).rev().take_while(|at| article(*at)).last().unwrap_or(first);
        let before = first.checked_sub(1).map(|before| words.folded(before));
        before.is_none_or(|before| self.words.clauses.contains(before) || self.words.and.contains(before))
            || words.gap_before(first).contains([',', ';', ':', '–', '—', '-', '(', '.', '\n'])
    }

    /// Returns who is named right before a word, if all of it is known, and where that begins.
    fn name_before(&self, words: &Words<'_>, verb: usize) -> Option<(usize, Vec<String>)> {
        let is_office = |office: &&Vec<String>| {
            verb.checked_sub(office.len()).is_some_and(|first| words.continues(first, office))
        };
        if let Some(office) = self.words.everyone.iter().filter(is_office).max_by_key(|office| office.len()) {
            let first = verb - office.len();
            let name = words.text[words.place(first).start..words.place(verb - 1).end].to_owned();
            return Some((first, vec![name]));
        }
        let is_joined =
            |at: usize| at == verb || words.gap_before(at + 1).trim_matches([' ', ',']).is_empty();
        let is_of_name = |at: &usize| {
            let is_capital = words.written(*at).starts_with(char::is_uppercase);
            (is_capital || self.words.small.contains(words.folded(*at))) && is_joined(*at)
        };
        let first = (verb.saturating_sub(NAME_WORDS_MAX)..verb).rev().take_while(is_of_name).last()?;
        // `y Ana`, `the Chair`
        let is_small = |at: &usize| self.words.small.contains(words.folded(*at)) && *at + 1 < verb;
        let first = (first..verb).find(|at| !is_small(at))?;
        // `Lucas los colocará`
        let end =
            (first..verb).rev().find(|at| *at == first || !self.words.small.contains(words.folded(*at)))?;
        Some((first, self.all(words.text[words.place(first).start..words.place(end).end].trim())?))
    }

    /// Learns the names of sentences that tell who was there: `Board members present were Ana Paz and Luis`.
    fn learn_from_narrative(&mut self, text: &str) {
        let words = Words::new(text);
        for sentence in sentences::of(&words) {
            let is_of_attendance =
                |at: usize| self.words.attends.iter().any(|phrase| words.continues(at, phrase));
            let Some(at) = sentence.clone().find(|at| is_of_attendance(*at)) else { continue };
            let is_name = |at: &usize| {
                words.written(*at).starts_with(char::is_uppercase) && words.folded(*at).len() > 1
            };
            let names: Vec<usize> = (at..sentence.end).filter(is_name).collect();
            self.known.extend(names.into_iter().map(|at| words.folded(at).to_owned()));
        }
    }

    /// Learns the words of a list of names that are written with a capital letter.
    fn learn(&mut self, text: &str) {
        for line in text.lines() {
            // `Asistentes: Ana, Luis`
            let line = line
                .split_once(':')
                .map_or(line, |(label, rest)| if rest.trim().is_empty() { label } else { rest });
            let words = Words::new(line);
            let is_name = |at: &usize| words.written(*at).starts_with(char::is_uppercase);
            let names = (0..words.len()).filter(is_name).map(|at| words.folded(at).to_owned());
            self.known.extend(names.filter(|word| word.len() > 1));
        }
    }

    /// Returns who a text names, if it is nothing but names.
    pub(super) fn all(&self, text: &str) -> Option<Vec<String>> {
        let text = text.trim();
        let is_everyone = self.words.everyone.contains(&folded_words(text));
        if is_everyone {
            return Some(vec![text.to_owned()]);
        }
        let parts: Vec<&str> = self.split(text);
        let are_known = !parts.is_empty() && parts.iter().all(|part| self.is_known(part));
        are_known.then(|| owned(&parts))
    }

    /// Returns who a text names, if it is nothing but names or words that the text uses as such.
    pub(super) fn all_proper(&self, text: &str) -> Option<Vec<String>> {
        let parts = self.split(text.trim());
        let is_name = |part: &&str| self.is_known(part) || self.is_name(part, &self.proper);
        self.all(text)
            .or_else(|| parts.iter().all(is_name).then(|| owned(&parts)).filter(|who| !who.is_empty()))
    }

    /// Whether a text is a name with a known word.
    fn is_known(&self, text: &str) -> bool {
        self.is_name(text, &self.known) || self.words.everyone.contains(&folded_words(text))
    }

    fn is_name(&self, text: &str, known: &HashSet<String>) -> bool {
        let words = Words::new(text);
        let is_of_name = |at: usize| {
            let word = words.folded(at);
            words.written(at).starts_with(char::is_uppercase) || self.words.small.contains(word)
        };
        (1..=NAME_WORDS_MAX).contains(&words.len())
            && (0..words.len()).all(is_of_name)
            && (0..words.len()).any(|at| known.contains(words.folded(at)))
            && !text.contains(['?', '!', ';'])
    }

    /// Returns whom a sentence addresses, if it is one who is known: `se solicita a Honduras`.
    pub(super) fn addressed(&self, sentence: &str) -> Option<String> {
        let words = Words::new(sentence);
        let is_name = |at: usize| {
            words.written(at).starts_with(char::is_uppercase) && self.known.contains(words.folded(at))
        };
        let begins = |at: &usize| self.words.addresses.contains(words.folded(*at - 1)) && is_name(*at);
        let mut found = (1..words.len()).filter(begins);
        let first = found.next().filter(|_| found.next().is_none())?;
        let end = (first..words.len())
            .take_while(|at| is_name(*at) && (*at == first || words.gap_before(*at) == " "))
            .last()?;
        let is_joined = words.len() > end + 1
            && (self.words.and.contains(words.folded(end + 1)) || words.gap_before(end + 1).contains(','));
        let name = &sentence[words.place(first).start..words.place(end).end];
        (!is_joined).then(|| name.to_owned())
    }

    /// Splits a list of names at every sign and word that may join them.
    fn split<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let words = Words::new(text);
        let mut cuts = Vec::from([0..0, text.len()..text.len()]);
        for (at, sign) in text.char_indices().filter(|(_, sign)| ",;/&\n+".contains(*sign)) {
            cuts.push(at..at + sign.len_utf8());
        }
        let joins = (0..words.len()).filter(|at| self.words.and.contains(words.folded(*at)));
        cuts.extend(joins.map(|at| words.place(at)));
        cuts.sort_by_key(|cut| cut.start);
        let parts = cuts.windows(2).filter_map(|pair| text.get(pair[0].end..pair[1].start)).map(str::trim);
        parts.filter(|part| part.contains(char::is_alphanumeric)).collect()
    }

    /// Returns who a cell or a label names. What is not certainly a list of names stays one.
    pub(super) fn parties(&self, text: &str, is_none: bool) -> Vec<String> {
        if is_none {
            return Vec::new();
        }
        let lines = text.split(['\n', ';', '/']).map(|line| line.trim().trim_end_matches('.'));
        let lines = lines.filter(|line| line.contains(char::is_alphanumeric));
        lines.flat_map(|line| self.parties_of_line(line)).collect()
    }

    fn parties_of_line(&self, line: &str) -> Vec<String> {
        let parts = self.split(line);
        let is_person = |part: &&str| {
            let words = Words::new(part);
            words.len() <= 2 && (0..words.len()).all(|at| words.written(at).starts_with(char::is_uppercase))
        };
        let is_list = parts.iter().all(|part| self.is_known(part))
            || (line.contains([',', '&', '+']) && parts.iter().all(is_person));
        if is_list { owned(&parts) } else { vec![line.to_owned()] }
    }

    /// Returns who does something by a sentence, and what: `Ana: …`, `[Ana] …`, `Ana to …`, `Ana enviará …`,
    /// `… (Ana)`, `… – Ana`.
    pub(super) fn doer(&self, text: &str) -> Option<Doer> {
        self.by_handle(text)
            .or_else(|| self.before_colon(text))
            .or_else(|| self.bracketed(text))
            .or_else(|| self.by_verb(text))
            .or_else(|| self.at_end(text))
    }

    /// Reads `@ana: …`, `@ana @luis to …`: names of accounts.
    fn by_handle(&self, text: &str) -> Option<Doer> {
        let (mut who, mut end) = (Vec::new(), 0);
        for part in text.split_inclusive([' ', ',']) {
            let name = part.trim_end_matches([' ', ',', ':']);
            let is_joint =
                !who.is_empty() && (name.is_empty() || self.words.and.contains(name) || name == "&");
            match name.strip_prefix('@').filter(|name| !name.is_empty()) {
                Some(_) => who.push(name.to_owned()),
                None if is_joint => {}
                None => break,
            }
            end += part.len();
        }
        let what = text[end..].trim_start_matches([' ', ':', '-', '–', '—']);
        let start = text.len() - what.len();
        let is_one = !who.is_empty() && what.contains(' ');
        is_one.then_some(Doer { who, what: start..text.len() })
    }

    fn before_colon(&self, text: &str) -> Option<Doer> {
        let named = |sign: &str| {
            let (name, rest) = text.split_once(sign)?;
            let who = self.all(name)?;
            rest.contains(char::is_alphanumeric)
                .then(|| Doer { who, what: starting(text, name.len() + sign.len()) })
        };
        named(":").or_else(|| BETWEEN.iter().find_map(|sign| named(sign)))
    }

    fn bracketed(&self, text: &str) -> Option<Doer> {
        let close = if text.starts_with('[') {
            ']'
        } else if text.starts_with('(') {
            ')'
        } else {
            return None;
        };
        let (name, rest) = text[1..].split_once(close)?;
        let is_name =
            self.all_proper(name).or_else(|| self.looks_like_name(name).then(|| vec![name.to_owned()]));
        rest.contains(' ').then_some(())?;
        Some(Doer { who: is_name?, what: starting(text, name.len() + 2) })
    }

    /// Whether a text has the form of a list of names of persons.
    pub(super) fn look_like_names(&self, text: &str) -> bool {
        let parts = self.split(text);
        !parts.is_empty() && parts.iter().all(|part| self.is_known(part) || self.looks_like_name(part))
    }

    /// Whether a text has the form of the name of a person: two or three words with a capital letter each.
    fn looks_like_name(&self, text: &str) -> bool {
        let words: Vec<&str> = text.split(' ').collect();
        let is_capital = |word: &&str| {
            word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
        };
        (2..=3).contains(&words.len()) && words.iter().all(is_capital)
    }

    fn by_verb(&self, text: &str) -> Option<Doer> {
        let words = Words::new(text);
        let first_gap = |at: usize| words.gap_before(at).contains(['.', ':', ';', '(', '?']);
        let at = (1..words.len().min(NAME_WORDS_MAX + 1)).take_while(|at| !first_gap(*at)).find(|at| {
            let is_future =
                self.words.endings.iter().any(|ending| words.written(*at).ends_with(ending.as_str()));
            is_future || self.words.does.iter().any(|phrase| words.continues(*at, phrase))
        })?;
        let name = text[..words.place(at).start].trim();
        let name = name.trim_start_matches("The ").trim_start_matches("the ");
        let name =
            ["El ", "La "].into_iter().fold(name, |name, article| name.strip_prefix(article).unwrap_or(name));
        let is_passive = self.words.passive.iter().any(|phrase| words.continues(at, phrase));
        Some(Doer { who: self.all_proper(name)?, what: 0..text.len() }).filter(|_| !is_passive)
    }

    fn at_end(&self, text: &str) -> Option<Doer> {
        let text = text.trim_end_matches(['.', ' ']);
        let (end, name) = match text.strip_suffix([')', ']']) {
            Some(inner) => inner.rfind(['(', '[']).map(|at| (at, &inner[at + 1..]))?,
            None => {
                let dash = BETWEEN.iter().filter_map(|dash| Some((text.rfind(dash)?, dash.len()))).max()?;
                (dash.0, &text[dash.0 + dash.1..])
            }
        };
        let end = text[..end].trim_end().len();
        Some(Doer { who: self.all(name)?, what: 0..end }).filter(|doer| doer.what.end > 0)
    }
}

/// Returns the folded words that a text writes with a capital letter within sentences, and never with a small
/// one.
fn proper_words(pieces: &[Piece]) -> HashSet<String> {
    let (mut capital, mut small) = (HashSet::new(), HashSet::new());
    for piece in pieces.iter().filter(|piece| piece.shape != Shape::Title) {
        let words = Words::new(&piece.text);
        for at in 0..words.len() {
            let within = at > 0
                && !words.gap_before(at).contains(['.', ':', '!', '?', '\n', ';', '–', '-', '“', '"', '«']);
            let written = words.written(at);
            if written.starts_with(char::is_lowercase) {
                small.insert(words.folded(at).to_owned());
            } else if within && written.chars().skip(1).any(char::is_lowercase) {
                capital.insert(words.folded(at).to_owned());
            }
        }
    }
    capital.retain(|word| !small.contains(word));
    capital
}

/// Returns the range of a text from a place on, without the space before it.
fn starting(text: &str, from: usize) -> Range<usize> {
    let rest = text[from..].trim_start();
    text.len() - rest.len()..text.len()
}

fn owned(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}
