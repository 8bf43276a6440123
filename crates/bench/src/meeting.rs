//! A meeting: when, where, who, and what about. Its reports in both languages share this.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use crate::language::Language;
use crate::random::{Purpose, Random};
use crate::syllables;
use crate::themes::Themes;

/// The day of the first meeting.
const FIRST_DAY: Date = date(2005, 1, 1);
/// The number of days over which the meetings are spread: twenty years.
const DAYS: usize = 7305;
/// How many new people and how many new acts each meeting brings.
const NEW_PEOPLE: u64 = 4;
const NEW_ACTS: u64 = 3;
/// How many meetings back a meeting takes people and acts from.
const MEMORY: usize = 30;

/// The language-independent part of a meeting. Terms are referred to by their places in `Terms`.
#[derive(Debug)]
pub struct Meeting {
    /// Its place in the archive, from 0.
    pub number: usize,
    /// Its day.
    pub date: Date,
    /// The number of its kind of session.
    pub title: usize,
    /// The body that met.
    pub body: usize,
    /// The country it met in.
    pub country: usize,
    /// The city it met in.
    pub city: String,
    /// The countries that took part, including the host.
    pub delegations: Vec<usize>,
    /// The organizations that took part.
    pub organizations: Vec<usize>,
    /// The initiatives discussed.
    pub initiatives: Vec<usize>,
    /// The names of the participants.
    pub people: Vec<String>,
    /// The numbered acts mentioned, like `A/RES/73/195`.
    pub acts: Vec<String>,
    /// Its points.
    pub points: Vec<Point>,
    /// The target length of its reports' text, in bytes.
    pub bytes: usize,
}

/// A point of a meeting.
#[derive(Debug)]
pub struct Point {
    /// What it is about.
    pub theme: usize,
    /// Whether a heading stands before it.
    pub has_heading: bool,
    /// How many sub-points it has.
    pub subpoints: usize,
}

/// Returns the languages that the meeting of this number is reported in.
#[must_use]
pub fn languages(number: usize) -> &'static [Language] {
    if number.is_multiple_of(2) { &Language::ALL } else { &[Language::Spanish] }
}

/// Returns how many meetings are needed for this many reports; the last may lack its translation.
#[must_use]
pub fn meetings_for(reports: usize) -> usize {
    // Every two meetings have three reports.
    reports / 3 * 2 + (reports % 3).div_ceil(2)
}

impl Meeting {
    /// Returns the meeting with this number out of `meetings`.
    #[must_use]
    pub fn new(seed: u64, number: usize, meetings: usize, themes: &Themes) -> Meeting {
        let mut random = Random::new(seed, Purpose::Meeting, number as u64);
        let days = number * DAYS / meetings.max(1);
        let country = random.below(20);
        let guests = random.between(5, 11);
        let mut delegations = random.some_below(20, guests);
        if let Err(place) = delegations.binary_search(&country) {
            delegations.insert(place, country);
        }
        let (organizations, initiatives) = (random.between(2, 6), random.between(1, 3));
        Meeting {
            number,
            date: FIRST_DAY.saturating_add(i64::try_from(days).unwrap_or(0).days()),
            title: random.below(4),
            body: random.below(8),
            country,
            city: city(seed, country, random.below(3)),
            delegations,
            organizations: random.some_below(30, organizations),
            initiatives: random.some_below(12, initiatives),
            people: numbers(number, NEW_PEOPLE, 10, &mut random).map(|person| name(seed, person)).collect(),
            acts: numbers(number, NEW_ACTS, 4, &mut random).map(act).collect(),
            points: points(themes, &mut random),
            bytes: random.between(9_000, 21_000),
        }
    }
}

/// Returns the numbers of the new items of a meeting, and of `old` items that came up at a recent meeting.
fn numbers(meeting: usize, new: u64, old: usize, random: &mut Random) -> impl Iterator<Item = u64> {
    let mut numbers: Vec<u64> = (0..new).map(|place| meeting as u64 * new + place).collect();
    for _ in 0..old {
        let since = meeting.saturating_sub(random.between(1, MEMORY)) as u64;
        numbers.push(since * new + random.below(new as usize) as u64);
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter()
}

/// Returns the name of a person: a frequent first name, and a surname that few share.
fn name(seed: u64, person: u64) -> String {
    let mut random = Random::new(seed, Purpose::Person, person);
    let first = *random.of(FIRST_NAMES);
    let syllables = random.between(2, 3);
    format!("{first} {}", syllables::SPANISH.name(&mut random, syllables))
}

/// Returns the name of one of the cities of a country.
fn city(seed: u64, country: usize, place: usize) -> String {
    // Beyond the people's numbers.
    let number = (1 << 40) + (country * 3 + place) as u64;
    let mut random = Random::new(seed, Purpose::Person, number);
    let syllables = random.between(1, 2);
    let name = syllables::SPANISH.name(&mut random, syllables);
    let kind = *random.of(&["", "San ", "Puerto ", "Villa "]);
    format!("{kind}{name}")
}

/// Returns the name of a numbered act, in the style of one of several series.
fn act(number: u64) -> String {
    let (series, place) = (number % 4, number / 4 + 1);
    match series {
        0 => format!("EIP-{}", 100 + place),
        1 => format!("A/RES/{}/{}", 50 + place / 300, place % 300 + 1),
        2 => format!("CPM-{}/{:04}", 2005 + place / 2600, place % 2600),
        _ => format!("RD-{}-{}", place % 97 + 1, 1000 + place),
    }
}

/// Returns the points of a meeting, which cover six themes.
fn points(themes: &Themes, random: &mut Random) -> Vec<Point> {
    let spoken_of: Vec<usize> = (0..6).map(|_| themes.draw(random)).collect();
    let has_headings = random.chance(0.5);
    let count = random.between(9, 18);
    let points = (0..count).map(|place| Point {
        theme: *random.of(&spoken_of),
        has_heading: has_headings && place % 4 == 0,
        subpoints: if random.chance(0.3) { random.between(2, 5) } else { 0 },
    });
    points.collect()
}

const FIRST_NAMES: &[&str] = &[
    "Adriana",
    "Alberto",
    "Alejandra",
    "Andrés",
    "Beatriz",
    "Carlos",
    "Carmen",
    "Claudia",
    "Daniel",
    "David",
    "Diego",
    "Elena",
    "Ernesto",
    "Fernanda",
    "Francisco",
    "Gabriela",
    "Gloria",
    "Héctor",
    "Irene",
    "Javier",
    "Jorge",
    "José",
    "Julia",
    "Laura",
    "Luis",
    "Manuel",
    "Marcela",
    "María",
    "Mónica",
    "Natalia",
    "Óscar",
    "Patricia",
    "Pedro",
    "Ramón",
    "Rosa",
    "Silvia",
    "Sofía",
    "Teresa",
    "Tomás",
    "Verónica",
];

#[cfg(test)]
mod tests {
    use super::{Meeting, act, languages, meetings_for};
    use crate::themes::Themes;

    #[test]
    fn meetings_have_as_many_reports_as_wanted() {
        for reports in 1..50 {
            let meetings = meetings_for(reports);
            let count = |meetings| (0..meetings).map(|number| languages(number).len()).sum::<usize>();
            assert!(count(meetings) >= reports && count(meetings - 1) < reports, "{reports} reports");
        }
    }

    #[test]
    fn meetings_go_from_2005_to_2024() {
        let themes = Themes::new(1);
        assert_eq!(Meeting::new(1, 0, 500, &themes).date.to_string(), "2005-01-01");
        assert_eq!(Meeting::new(1, 499, 500, &themes).date.year(), 2024);
    }

    #[test]
    fn acts_are_numbered_in_series() {
        let acts = [0, 1, 2, 3, 600].map(act);
        assert_eq!(acts, ["EIP-101", "A/RES/50/2", "CPM-2005/0001", "RD-2-1001", "EIP-251"]);
    }
}
