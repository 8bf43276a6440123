//! The report of a meeting in one language, as Markdown.

use std::fmt::Write as _;

use crate::archive::World;
use crate::language::{Formulas, Language};
use crate::lexicon::Lexicon;
use crate::meeting::{Meeting, Point};
use crate::random::{Purpose, Random};
use crate::syllables::capitalized;
use crate::terms::Term;

/// The share of words, without stop words, that repeat one the point has used.
const REPEATED: f64 = 0.2;
/// The share of the same words that belong to the point's theme.
const OF_THEME: f64 = 0.3;
/// How often a set phrase takes the place of a word.
const PHRASE: f64 = 0.02;
/// How often a name, an act or a year takes the place of a word.
const NAMED: f64 = 0.03;
/// How many sub-points weigh as much as a point.
const SUBPOINTS_A_POINT: usize = 2;
/// The length of the head of a report's text, in bytes.
const HEAD_BYTES: usize = 700;

/// Returns the report of a meeting in a language: front matter and text.
#[must_use]
pub fn markdown(world: &World, meeting: &Meeting, language: Language) -> String {
    let number = meeting.number as u64 * 2 + language as u64;
    let mut writer = Writer {
        world,
        meeting,
        lexicon: world.lexicon(language),
        random: Random::new(world.seed, Purpose::Report, number),
        theme: meeting.points.first().map_or(0, |point| point.theme),
        recent: Vec::new(),
        out: String::with_capacity(meeting.bytes + meeting.bytes / 8),
    };
    writer.front_matter();
    writer.head();
    writer.points();
    writer.present();
    writer.out
}

/// The beginning of the names of a meeting's files.
#[must_use]
pub fn stem(meeting: &Meeting) -> String {
    let city: String = meeting.city.to_lowercase().chars().map(plain).collect();
    format!("{}-{city}-{}", meeting.date, meeting.number + 1)
}

/// Returns a letter as it may appear in an address.
fn plain(letter: char) -> char {
    match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        'ñ' => 'n',
        'a'..='z' => letter,
        _ => '-',
    }
}

struct Writer<'a> {
    world: &'a World,
    meeting: &'a Meeting,
    lexicon: &'a Lexicon,
    random: Random,
    /// The current theme.
    theme: usize,
    /// The ranks of the words that the point has used.
    recent: Vec<usize>,
    out: String,
}

impl<'a> Writer<'a> {
    fn formulas(&self) -> &'static Formulas {
        self.lexicon.language().formulas()
    }

    fn front_matter(&mut self) {
        let (language, terms, meeting) = (self.lexicon.language(), &self.world.terms, self.meeting);
        let mut title = format!("{} ", self.formulas().titles[meeting.title]);
        title += terms.bodies[meeting.body].short(language);
        title += ": ";
        self.add_phrase(&mut title);
        let ids = |terms: &[Term], places: &[usize]| {
            places.iter().map(|&place| format!("\"{}\"", terms[place].id)).collect::<Vec<_>>().join(", ")
        };
        let (body, country) = (&terms.bodies[meeting.body].id, &terms.countries[meeting.country].id);
        let _ = write!(
            self.out,
            "+++\ntitle = \"{title}\"\ndate = {}\nbody = \"{body}\"\ncity = \"{}\"\ncountry = \"{country}\"\n\
             delegations = [{}]\norganizations = [{}]\ninitiatives = [{}]\nstatus = \"approved\"\n+++\n\n",
            meeting.date,
            meeting.city,
            ids(&terms.countries, &meeting.delegations),
            ids(&terms.organizations, &meeting.organizations),
            ids(&terms.initiatives, &meeting.initiatives),
        );
    }

    fn head(&mut self) {
        let body = self.world.terms.bodies[self.meeting.body].name.get(self.lexicon.language());
        let opening = (self.formulas().opening)(body, &self.meeting.city, &self.meeting.date.to_string());
        self.out += &opening;
        self.out.push(' ');
        self.paragraph(HEAD_BYTES);
    }

    fn points(&mut self) {
        let points = &self.meeting.points;
        let weight: usize = points.iter().map(|point| SUBPOINTS_A_POINT + point.subpoints).sum();
        let bytes = self.meeting.bytes.saturating_sub(self.out.len()) * SUBPOINTS_A_POINT / weight;
        for (place, point) in points.iter().enumerate() {
            self.theme = point.theme;
            self.recent.clear();
            if point.has_heading {
                self.heading();
            }
            let _ = write!(self.out, "{}. ", place + 1);
            self.point(point, bytes);
        }
    }

    fn heading(&mut self) {
        let mut heading = String::new();
        self.add_phrase(&mut heading);
        let _ = write!(self.out, "## {}\n\n", capitalized(&heading));
    }

    /// Adds a point, in two paragraphs if it is long, and its sub-points.
    fn point(&mut self, point: &Point, bytes: usize) {
        if point.subpoints == 0 && bytes > 900 {
            self.paragraph(bytes / 2);
            self.paragraph(bytes / 2);
        } else {
            self.paragraph(bytes);
        }
        for letter in ('a'..='z').take(point.subpoints) {
            let _ = write!(self.out, "{letter}. ");
            self.paragraph(bytes / SUBPOINTS_A_POINT);
        }
    }

    fn present(&mut self) {
        let _ = write!(self.out, "## {}\n\n", self.formulas().present);
        for person in &self.meeting.people {
            let delegation = *self.random.of(&self.meeting.delegations);
            let country = self.world.terms.countries[delegation].name.get(self.lexicon.language());
            let _ = writeln!(self.out, "- {person} ({country})");
        }
    }

    /// Adds sentences, at least one, until they have about `bytes` bytes.
    fn paragraph(&mut self, bytes: usize) {
        // A sentence has some 180 bytes: the last one ends too late half of the time, too early the other
        // half.
        let end = self.out.len() + bytes.saturating_sub(90);
        loop {
            self.sentence();
            if self.out.len() >= end {
                break;
            }
            self.out.push(' ');
        }
        self.out += "\n\n";
    }

    fn sentence(&mut self) {
        let mut sentence = String::new();
        if self.random.chance(0.4) {
            let opening = *self.random.of(self.formulas().openings);
            let who = self.participant();
            sentence += &opening.replace("{}", who);
            sentence.push(' ');
        }
        let words = self.random.between(6, 28);
        let mut stop_word = "";
        for _ in 0..words {
            if self.random.chance(self.lexicon.stop_share()) {
                stop_word = self.add_stop_word(stop_word, &mut sentence);
            } else {
                stop_word = "";
                self.add_content(&mut sentence);
                if self.random.chance(0.09) {
                    sentence.push(',');
                }
            }
            sentence.push(' ');
        }
        // No sentence ends with a stop word.
        self.add_word(&mut sentence);
        self.out += &capitalized(&sentence);
        self.out.push('.');
    }

    /// Adds a stop word other than the one before it, and returns it.
    fn add_stop_word(&mut self, before: &str, out: &mut String) -> &'static str {
        loop {
            let word = self.lexicon.stop_word(&mut self.random);
            if word != before {
                out.push_str(word);
                return word;
            }
        }
    }

    fn add_content(&mut self, out: &mut String) {
        let kind = self.random.fraction();
        if kind < PHRASE {
            self.add_phrase(out);
        } else if kind < PHRASE + NAMED {
            self.add_named(out);
        } else {
            self.add_word(out);
        }
    }

    fn add_word(&mut self, out: &mut String) {
        let kind = self.random.fraction();
        let rank = if kind < REPEATED && !self.recent.is_empty() {
            *self.random.of(&self.recent)
        } else if kind < REPEATED + OF_THEME {
            self.world.themes.rank(self.theme, &mut self.random)
        } else {
            self.lexicon.rank(&mut self.random)
        };
        self.recent.push(rank);
        self.lexicon.add_form(rank, &mut self.random, out);
    }

    /// Adds a set phrase of the theme.
    fn add_phrase(&mut self, out: &mut String) {
        let phrase = self.world.themes.phrase(self.theme, &mut self.random);
        for (place, &rank) in phrase.ranks.iter().enumerate() {
            if place > 0 {
                out.push(' ');
            }
            if phrase.has_preposition && place + 1 == phrase.ranks.len() {
                out.push_str(self.formulas().of);
                out.push(' ');
            }
            self.lexicon.add_first_form(rank, out);
        }
    }

    /// Adds something written with capitals or figures.
    fn add_named(&mut self, out: &mut String) {
        match self.random.below(8) {
            0 | 1 => out.push_str(self.participant()),
            2 | 3 => self.add_initiative(out),
            4 | 5 => out.push_str(self.random.of(&self.meeting.acts).as_str()),
            6 => out.push_str(self.random.of(&self.meeting.people).as_str()),
            _ => {
                let year = i32::from(self.meeting.date.year()) + 2 - self.random.below(7) as i32;
                let _ = write!(out, "{year}");
            }
        }
    }

    /// Adds an initiative of the meeting, sometimes with its full name.
    fn add_initiative(&mut self, out: &mut String) {
        let initiative = &self.world.terms.initiatives[*self.random.of(&self.meeting.initiatives)];
        let language = self.lexicon.language();
        if self.random.chance(0.2) {
            let _ = write!(out, "{} ({})", initiative.name.get(language), initiative.short(language));
        } else {
            out.push_str(initiative.short(language));
        }
    }

    /// Returns the name of a participating delegation or organization.
    fn participant(&mut self) -> &'a str {
        let (language, terms, meeting) = (self.lexicon.language(), &self.world.terms, self.meeting);
        if self.random.chance(0.5) {
            terms.countries[*self.random.of(&meeting.delegations)].short(language)
        } else {
            terms.organizations[*self.random.of(&meeting.organizations)].short(language)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::{markdown, stem};
    use crate::archive::World;
    use crate::language::Language;
    use crate::meeting::Meeting;

    fn reports(world: &World, numbers: std::ops::Range<usize>, language: Language) -> Vec<String> {
        let meetings = numbers.map(|number| Meeting::new(world.seed, number, 1000, &world.themes));
        meetings.map(|meeting| markdown(world, &meeting, language)).collect()
    }

    fn words(text: &str) -> impl Iterator<Item = String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
    }

    /// Returns the slope of the least-squares line through the logarithms.
    fn slope(points: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
        let logarithms = points.map(|(x, y)| (x.ln(), y.ln()));
        let count = logarithms.clone().count() as f64;
        let (sum_x, sum_y) = logarithms.clone().fold((0.0, 0.0), |(x, y), point| (x + point.0, y + point.1));
        let (mean_x, mean_y) = (sum_x / count, sum_y / count);
        let (above, below) = logarithms.fold((0.0, 0.0), |(above, below), (x, y)| {
            (above + (x - mean_x) * (y - mean_y), below + (x - mean_x).powi(2))
        });
        above / below
    }

    #[test]
    fn the_same_seed_makes_the_same_report() {
        let first = reports(&World::new(7), 3..4, Language::Spanish);
        assert_eq!(first, reports(&World::new(7), 3..4, Language::Spanish));
        assert_ne!(first, reports(&World::new(8), 3..4, Language::Spanish));
    }

    #[test]
    fn reports_have_fifteen_kilobytes() {
        let world = World::new(1);
        for language in Language::ALL {
            let sizes: Vec<usize> = reports(&world, 0..100, language).iter().map(String::len).collect();
            let mean = sizes.iter().sum::<usize>() / sizes.len();
            assert!((14_000..16_500).contains(&mean), "{language:?}: {mean}");
            assert!(sizes.iter().all(|size| (8_000..24_000).contains(size)), "{language:?}: {sizes:?}");
        }
    }

    #[test]
    fn frequencies_follow_zipfs_law() {
        let world = World::new(1);
        for language in Language::ALL {
            let mut counts: HashMap<String, usize> = HashMap::new();
            for word in reports(&world, 0..200, language).iter().flat_map(|text| words(text)) {
                *counts.entry(word).or_default() += 1;
            }
            let mut frequencies: Vec<usize> = counts.into_values().collect();
            frequencies.sort_unstable_by(|a, b| b.cmp(a));
            let ranked =
                frequencies.iter().enumerate().map(|(place, &count)| (place as f64 + 1.0, count as f64));
            let found = -slope(ranked.skip(20).take(5000));
            assert!((0.8..1.25).contains(&found), "{language:?}: {found}");
        }
    }

    #[test]
    fn new_words_keep_arriving() {
        let world = World::new(1);
        let mut seen = HashSet::new();
        let mut growth = Vec::new();
        let mut tokens = 0;
        for report in reports(&world, 0..400, Language::Spanish) {
            for word in words(&report) {
                tokens += 1;
                seen.insert(word);
            }
            growth.push((tokens as f64, seen.len() as f64));
        }
        let exponent = slope(growth.into_iter().skip(50));
        assert!((0.4..0.85).contains(&exponent), "{exponent}");
    }

    #[test]
    fn files_are_named_by_day_city_and_number() {
        let world = World::new(1);
        let stem = stem(&Meeting::new(1, 10, 1000, &world.themes));
        assert!(stem.starts_with("2005-03-15-") && stem.ends_with("-11"), "{stem}");
        assert!(stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{stem}");
    }
}
