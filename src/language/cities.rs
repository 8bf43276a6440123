//! Cities that are named without their country: `cities.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{Words, folded_words};

/// A city of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct City {
    /// How it is written.
    pub(crate) name: String,
    /// The ISO 3166-1 code of its country.
    pub(crate) country: String,
}

/// The cities by how they are written.
#[derive(Debug, Default)]
pub(crate) struct Cities {
    /// By the words of a spelling, without case and accents.
    by_words: FxHashMap<Vec<String>, Vec<City>>,
    /// The most words of a spelling.
    longest: usize,
}

static CITIES: LazyLock<Cities> = LazyLock::new(|| {
    // It is part of the program, and held to its form by a test.
    Cities::new(toml::from_str(include_str!("cities.toml")).unwrap_or_default())
});

impl Cities {
    /// Returns what is known.
    pub(crate) fn load() -> &'static Cities {
        &CITIES
    }

    fn new(countries: BTreeMap<String, Vec<String>>) -> Cities {
        let mut cities = Cities::default();
        for (country, written) in countries {
            for spellings in &written {
                let first = spellings.split('|').next().unwrap_or_default();
                for spelling in spellings.split('|') {
                    let name = if spelling.starts_with('=') { first } else { spelling };
                    let city = City { name: name.to_owned(), country: country.clone() };
                    let words = folded_words(spelling);
                    cities.longest = cities.longest.max(words.len());
                    cities.by_words.entry(words).or_default().push(city);
                }
            }
        }
        cities
    }

    /// Returns the cities whose name has its first word at `at`, all those of the longest name, and where that ends. Names of
    /// cities begin with a capital, but for `ciudad`; a comma within is before a district alone: `México, D.F.`.
    pub(crate) fn at(&self, words: &Words<'_>, at: usize) -> Option<(&[City], usize)> {
        if !words.written(at).starts_with(char::is_uppercase) && words.folded(at) != "ciudad" {
            return None;
        }
        let divides = |next: &usize| {
            words.gap_before(*next).contains(|c: char| !c.is_whitespace() && !"-.'’".contains(c))
                && !matches!(words.folded(*next), "d" | "dc" | "distrito")
        };
        let last = (at + 1..words.len()).find(divides).unwrap_or(words.len()).min(at + self.longest);
        (at + 1..=last).rev().find_map(|end| {
            let spelling: Vec<String> = (at..end).map(|at| words.folded(at).to_owned()).collect();
            self.by_words.get(&spelling).map(|cities| (cities.as_slice(), end))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities_are_found_by_their_spellings() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let words = Words::new(text);
            let found = Cities::load().at(&words, 0).map(|(cities, _)| cities).unwrap_or_default();
            let found: Vec<(&str, &str)> =
                found.iter().map(|city| (city.name.as_str(), city.country.as_str())).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("México, D.F., a 7 de mayo", &[("Ciudad de México", "MX")]);
        check("SAN SALVADOR, El Salvador", &[("San Salvador", "SV")]);
        check("San Salvador de Jujuy", &[("San Salvador de Jujuy", "AR")]);
        check("Granada", &[("Granada", "ES"), ("Granada", "NI")]);
        check("Antigua, Guatemala", &[("Antigua", "GT")]);
        check("ciudad de Guatemala", &[("Ciudad de Guatemala", "GT")]);
        check("granada", &[]);
        check("Utopía", &[]);
    }
}
