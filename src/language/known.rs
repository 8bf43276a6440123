//! The words that are known of each language: `known.toml`.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::words::{Words, folded_words};

/// The fewest letters of a month that may be misspelt.
const MISSPELT_CHARS_MIN: usize = 4;

/// The languages by their codes.
#[derive(Debug, Default)]
pub(crate) struct Languages {
    languages: BTreeMap<String, Language>,
    /// The small words of each kind, without case and accents.
    small: FxHashMap<WordList, FxHashSet<String>>,
    /// The months by their names, without case and accents.
    months: FxHashMap<String, i8>,
    /// The days of the week, likewise, from Monday, 1.
    weekdays: FxHashMap<String, i8>,
    /// The values of numbers in words, likewise.
    numbers: FxHashMap<String, u32>,
    /// The phrases of each list, by their words, without case and accents.
    phrases: FxHashMap<Phrase, Vec<Vec<String>>>,
}

static KNOWN: LazyLock<Languages> = LazyLock::new(|| {
    // Built into the program; a test checks its format.
    Languages::new(toml::from_str(include_str!("known.toml")).unwrap_or_default())
});

/// What is known of one language; see `known.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Language {
    months: Vec<String>,
    other_months: BTreeMap<String, i8>,
    weekdays: Vec<String>,
    other_weekdays: BTreeMap<String, i8>,
    numbers: BTreeMap<String, u32>,
    stop_words: Vec<String>,
    of: Vec<String>,
    month_of: Vec<String>,
    year_of: Vec<String>,
    until: Vec<String>,
    at: Vec<String>,
    small: Vec<String>,
    took_part: Vec<String>,
    between: Vec<String>,
    titles: Vec<String>,
    records: Vec<String>,
    bodies: Vec<String>,
    towns: Vec<String>,
    rooms: Vec<String>,
    label_day: Vec<String>,
    label_place: Vec<String>,
    label_rest: Vec<String>,
    early: Vec<String>,
    middle: Vec<String>,
    sessions: BTreeMap<String, Vec<String>>,
    phrases: BTreeMap<Phrase, Vec<String>>,
}

/// A list of small words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum WordList {
    Of,
    MonthOf,
    YearOf,
    Until,
    At,
    Small,
    TookPart,
    Between,
    Titles,
    Records,
    Bodies,
    Towns,
    Rooms,
    LabelDay,
    LabelPlace,
    LabelRest,
    Early,
    Middle,
}

/// A list of phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phrase {
    TitleLabels,
    SubjectLabels,
    CityLabels,
    Virtual,
    VirtualPlaces,
    Hybrid,
    VirtualWays,
    TownHalls,
    HallsOfTowns,
    OtherRecords,
    Opening,
    OtherDays,
    Sections,
    Labels,
    Countries,
    People,
    DayColumns,
    Sited,
    TownBodies,
    BodiesOfTowns,
    Halls,
    Calls,
    TopicColumns,
    SaidColumns,
    OutcomeColumns,
    TaskColumns,
    EarlierItems,
    EarlierReports,
    StatesDone,
    StatesDropped,
    StatesOpen,
}

impl WordList {
    const ALL: [WordList; 18] = [
        WordList::Of,
        WordList::MonthOf,
        WordList::YearOf,
        WordList::Until,
        WordList::At,
        WordList::Small,
        WordList::TookPart,
        WordList::Between,
        WordList::Titles,
        WordList::Records,
        WordList::Bodies,
        WordList::Towns,
        WordList::Rooms,
        WordList::LabelDay,
        WordList::LabelPlace,
        WordList::LabelRest,
        WordList::Early,
        WordList::Middle,
    ];

    /// Returns the words of this kind.
    fn words(self, language: &Language) -> &[String] {
        match self {
            WordList::Of => &language.of,
            WordList::MonthOf => &language.month_of,
            WordList::YearOf => &language.year_of,
            WordList::Until => &language.until,
            WordList::At => &language.at,
            WordList::Small => &language.small,
            WordList::TookPart => &language.took_part,
            WordList::Between => &language.between,
            WordList::Titles => &language.titles,
            WordList::Records => &language.records,
            WordList::Bodies => &language.bodies,
            WordList::Towns => &language.towns,
            WordList::Rooms => &language.rooms,
            WordList::LabelDay => &language.label_day,
            WordList::LabelPlace => &language.label_place,
            WordList::LabelRest => &language.label_rest,
            WordList::Early => &language.early,
            WordList::Middle => &language.middle,
        }
    }
}

impl Languages {
    /// Returns all languages.
    pub(crate) fn load() -> &'static Languages {
        &KNOWN
    }

    fn new(languages: BTreeMap<String, Language>) -> Languages {
        let words = |kind: WordList| {
            let words = languages.values().flat_map(|language| kind.words(language));
            (kind, words.map(|word| folded(word)).collect())
        };
        let small = WordList::ALL.map(words).into_iter().collect();
        let mut known = Languages { small, ..Languages::default() };
        for language in languages.values() {
            let counted =
                |names: &[String]| names.iter().map(|name| folded(name)).zip(1..).collect::<Vec<_>>();
            known.months.extend(counted(&language.months));
            known.weekdays.extend(counted(&language.weekdays));
            known.numbers.extend(language.numbers.clone());
            for (month, number) in &language.other_months {
                known.months.entry(month.clone()).or_insert(*number);
            }
            for (day, number) in &language.other_weekdays {
                known.weekdays.entry(day.clone()).or_insert(*number);
            }
            for (phrase, said) in &language.phrases {
                known.phrases.entry(*phrase).or_default().extend(said.iter().map(|said| folded_words(said)));
            }
        }
        Languages { languages, ..known }
    }

    /// Whether a word, without case and accents, is of that kind in any language.
    pub(crate) fn is(&self, kind: WordList, word: &str) -> bool {
        self.small.get(&kind).is_some_and(|words| words.contains(word))
    }

    /// Whether one of these words of a text is of that kind in any language.
    pub(crate) fn has(&self, kind: WordList, words: &Words<'_>, within: Range<usize>) -> bool {
        within.into_iter().any(|at| self.is(kind, words.folded(at)))
    }

    /// Returns the number of the month with this name, without case and accents.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        self.months.get(word).copied()
    }

    /// Returns the name of a month, 1 to 12, in a language.
    pub(crate) fn month_name(&self, language: &str, month: i8) -> Option<&str> {
        let place = usize::try_from(month).ok()?.checked_sub(1)?;
        self.languages.get(language)?.months.get(place).map(String::as_str)
    }

    /// Returns the number of the month whose name differs from a word, without case and accents, by one letter; none if two
    /// months are as near, and for a word of fewer than [`MISSPELT_CHARS_MIN`] letters.
    pub(crate) fn month_like(&self, word: &str) -> Option<i8> {
        if word.chars().count() < MISSPELT_CHARS_MIN || self.months.contains_key(word) {
            return None;
        }
        let names = self.months.iter().filter(|(name, _)| name.chars().count() >= MISSPELT_CHARS_MIN);
        let near = names.filter(|(name, _)| is_near(name, word)).map(|(_, month)| *month);
        let near: std::collections::BTreeSet<i8> = near.collect();
        if near.len() == 1 { near.first().copied() } else { None }
    }

    /// Returns the number of a day of the week that is called so, without case and accents, from Monday, 1.
    pub(crate) fn weekday(&self, word: &str) -> Option<i8> {
        self.weekdays.get(word).copied()
    }

    /// Returns the value of a word for a number, without case and accents: up to 20, tens, hundred, thousand.
    pub(crate) fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// Whether these are the words of a phrase of that list, from the first to the last.
    pub(crate) fn whole(&self, phrase: Phrase, words: &[String]) -> bool {
        self.said(phrase).any(|said| said == words)
    }

    /// Whether the words are a label of the head of minutes: of the day, the place, or something else that is told there.
    pub(crate) fn is_label(&self, words: &[String]) -> bool {
        [Phrase::TitleLabels, Phrase::CityLabels, Phrase::Labels]
            .into_iter()
            .any(|phrase| self.whole(phrase, words))
            || self.is_label_of(WordList::LabelDay, words)
            || self.is_label_of(WordList::LabelPlace, words)
    }

    /// Whether the words are a label of that kind, [`WordList::LabelDay`] or [`WordList::LabelPlace`], perhaps also of others.
    pub(crate) fn is_label_of(&self, kind: WordList, words: &[String]) -> bool {
        let kinds = [WordList::LabelDay, WordList::LabelPlace, WordList::LabelRest];
        words.iter().any(|word| self.is(kind, word))
            && words.iter().all(|word| kinds.iter().any(|kind| self.is(*kind, word)))
    }

    /// Whether the language has one of the words of that kind.
    pub(crate) fn is_in(&self, kind: WordList, words: &[String], language: &str) -> bool {
        let known = self.languages.get(language).map_or(&[][..], |language| kind.words(language));
        known.iter().any(|known| words.contains(&folded(known)))
    }

    /// Returns the place of the first word of the first phrase of that list in a text.
    pub(crate) fn find(&self, phrase: Phrase, words: &Words<'_>) -> Option<usize> {
        (0..words.len()).find(|at| self.said(phrase).any(|said| words.continues(*at, said)))
    }

    /// Returns how many words the longest phrase of that list has that begins at a word of a text; none if none does.
    pub(crate) fn length_at(&self, phrase: Phrase, words: &Words<'_>, at: usize) -> Option<usize> {
        self.said(phrase).filter(|said| words.continues(at, said)).map(<[String]>::len).max()
    }

    fn said(&self, phrase: Phrase) -> impl Iterator<Item = &[String]> {
        self.phrases.get(&phrase).into_iter().flatten().map(Vec::as_slice)
    }

    /// Returns the kinds of session, each with one of its names as folded words.
    pub(crate) fn sessions(&self) -> impl Iterator<Item = (&str, Vec<String>)> {
        let all = self.languages.values().flat_map(|language| &language.sessions);
        all.flat_map(|(kind, ways)| ways.iter().map(move |way| (kind.as_str(), folded_words(way))))
    }
}

/// Whether two words differ by one letter: another one, one more, or two that changed places.
fn is_near(first: &str, second: &str) -> bool {
    let (first, second): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
    let same = first.iter().zip(&second).take_while(|(a, b)| a == b).count();
    let (a, b) = (&first[same..], &second[same..]);
    let is_swapped = || a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    match a.len().cmp(&b.len()) {
        std::cmp::Ordering::Equal => a.is_empty() || a[1..] == b[1..] || is_swapped(),
        std::cmp::Ordering::Less => b.len() == a.len() + 1 && a == &b[1..],
        std::cmp::Ordering::Greater => a.len() == b.len() + 1 && &a[1..] == b,
    }
}

fn folded(word: &str) -> String {
    folded_words(word).concat()
}

/// Returns the language with the most stop words in a text; `None` if the text has none.
pub(crate) fn language_of(text: &str) -> Option<String> {
    let data = Languages::load();
    let words = Words::new(text);
    let count = |language: &Language| {
        let stop_words: FxHashSet<&str> = language.stop_words.iter().map(String::as_str).collect();
        (0..words.len()).filter(|at| stop_words.contains(words.folded(*at))).count()
    };
    let counts: Vec<(usize, &String)> =
        data.languages.iter().map(|(code, language)| (count(language), code)).collect();
    let (count, code) = counts.into_iter().max()?;
    (count > 0).then(|| code.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_be_read_and_tell_languages() {
        assert_eq!(Languages::load().month("septiembre"), Some(9));
        assert_eq!(Languages::load().month("june"), Some(6));
        assert_eq!(Languages::load().weekday("miercoles"), Some(3));
        assert_eq!(Languages::load().number("veintitres"), Some(23));
        let is_day = |label: &str| Languages::load().is_label_of(WordList::LabelDay, &folded_words(label));
        assert!(is_day("Lugar y fecha de la reunión") && is_day("Meeting Location, Date & Time"));
        assert!(!is_day("Fecha límite") && !is_day("Orden del día") && !is_day("Hora de inicio"));
        assert_eq!(language_of("La Red agradeció a las delegaciones sus informes.").as_deref(), Some("es"));
        assert_eq!(
            language_of("The network thanked the delegations for their reports.").as_deref(),
            Some("en")
        );
        assert_eq!(language_of("123"), None);
    }
}
