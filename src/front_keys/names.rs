//! Looks up keys and values by any of their names, in English or in the site's languages. Case and accents
//! are ignored.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::table::{
    COMMITMENT, CORRECTION, Choice, FOLLOW_UP, KEYS, Key, KeyKind, OF_TAXONOMIES, WITHDRAWAL,
};
use crate::url::slugify;

/// The keys of a table by all their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The canonical names, by folded name.
    canonical: BTreeMap<String, String>,
    /// All names as people would write them, for suggestions.
    written: Arc<[String]>,
}

/// Returns a name in lower case, without accents and with `_` between its words.
fn folded(name: &str) -> String {
    slugify(name).replace('-', "_")
}

impl Names {
    /// Returns the names of a front matter's keys in a site with these taxonomies, which are given by key and
    /// other names.
    pub fn of_front_matter<'a>(taxonomies: impl Iterator<Item = (&'a str, Vec<&'a str>)> + Clone) -> Names {
        let mut names = Names::default();
        let mut written = Vec::new();
        // The site's keys for its taxonomies take precedence over the names in the table.
        for (key, _) in taxonomies.clone() {
            names.canonical.insert(folded(key), key.to_owned());
        }
        let is_there = |key: &&Key| taxonomies.clone().any(|(name, _)| name == key.name);
        for key in KEYS.iter().chain(OF_TAXONOMIES.iter().filter(is_there)) {
            names.add(key.name, key.spanish, &mut written);
        }
        for (key, others) in taxonomies.clone() {
            names.add(key, &others, &mut written);
        }
        names.written = written.into();
        names
    }

    fn add(&mut self, canonical: &str, names: &[&str], written: &mut Vec<String>) {
        for name in std::iter::once(&canonical).chain(names) {
            self.canonical.entry(folded(name)).or_insert_with(|| {
                written.push((*name).to_owned());
                canonical.to_owned()
            });
        }
    }

    fn of(keys: &[Key]) -> Names {
        let (mut names, mut written) = (Names::default(), Vec::new());
        keys.iter().for_each(|key| names.add(key.name, key.spanish, &mut written));
        Names { written: written.into(), ..names }
    }

    /// Returns the canonical name of the key with this name, if there is one.
    pub fn canonical(&self, written: &str) -> Option<&str> {
        let exact = self.canonical.get(written).filter(|canonical| *canonical == written);
        exact.or_else(|| self.canonical.get(&folded(written))).map(String::as_str)
    }

    /// Returns all names as people would write them.
    pub fn written(&self) -> Arc<[String]> {
        Arc::clone(&self.written)
    }
}

/// Returns the names of a correction's keys.
pub fn of_correction() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(CORRECTION));
    &NAMES
}

/// Returns the names of a withdrawal's keys.
pub fn of_withdrawal() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(WITHDRAWAL));
    &NAMES
}

/// Returns the names of a commitment's keys.
pub fn of_commitment() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(COMMITMENT));
    &NAMES
}

/// Returns the names of the keys of what is said of an earlier report.
pub fn of_follow_up() -> &'static Names {
    static NAMES: LazyLock<Names> = LazyLock::new(|| Names::of(FOLLOW_UP));
    &NAMES
}

/// Returns the English names of the keys of a front matter, beside those of taxonomies.
pub fn outermost() -> &'static [&'static str] {
    static OUTERMOST: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| KEYS.iter().map(|key| key.name).collect());
    &OUTERMOST
}

/// Returns the key with this name in a front matter or in one of its tables. Of two, the outer one is
/// returned.
pub fn find(written: &str) -> Option<&'static Key> {
    let wanted = folded(written);
    let mut all = KEYS.iter().chain(KEYS.iter().flat_map(Key::inner));
    all.find(|key| std::iter::once(&key.name).chain(key.spanish).any(|name| folded(name) == wanted))
}

/// Returns the values of a key in a front matter or in one of its tables, by the key's English name; empty if
/// it takes any value.
pub fn choices(key: &str) -> &'static [Choice] {
    let mut all = KEYS.iter().chain(KEYS.iter().flat_map(Key::inner));
    match all.find(|known| known.name == key).map(|known| known.kind) {
        Some(KeyKind::Choice(choices)) => choices,
        _ => &[],
    }
}

/// Returns the value of a key with this name.
pub fn chosen(key: &str, written: &str) -> Option<&'static str> {
    let choices = choices(key);
    let exact = choices.iter().find(|choice| choice.name == written);
    let called = || {
        let wanted = folded(written);
        choices.iter().find(|choice| all_names(choice).any(|name| folded(name) == wanted))
    };
    exact.or_else(called).map(|choice| choice.name)
}

/// Returns all names of a value.
pub fn all_names(choice: &Choice) -> impl Iterator<Item = &'static str> {
    std::iter::once(choice.name).chain(choice.names.iter().copied())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every name belongs to only one of the keys in the same table.
    fn expect_one_meaning(keys: &'static [Key]) {
        let mut known = BTreeSet::new();
        for key in keys {
            let names: BTreeSet<String> =
                std::iter::once(&key.name).chain(key.spanish).map(|name| folded(name)).collect();
            for name in names {
                assert!(known.insert(name.clone()), "`{name}` is two keys");
            }
            expect_one_meaning(key.inner());
        }
    }

    #[test]
    fn every_name_of_a_key_has_one_meaning() {
        expect_one_meaning(KEYS);
    }

    #[test]
    fn keys_and_values_are_found_by_any_name() {
        assert_eq!(find("Título").map(|key| key.name), Some("title"));
        assert_eq!(find("FECHA FINAL").map(|key| key.name), Some("end_date"));
        assert_eq!(find("plazo").map(|key| key.name), Some("due"));
        assert!(find("titulos").is_none());
        assert_eq!(chosen("status", "Aprobada"), Some("approved"));
        assert_eq!(chosen("state", "vencido"), None);
    }

    /// The statuses and states that pages show are also accepted as input.
    #[test]
    fn shown_names_are_understood() {
        for text in [
            include_str!("../../themes/default/i18n/es.toml"),
            include_str!("../../themes/default/i18n/en.toml"),
        ] {
            let texts: toml::Table = toml::from_str(text).expect("TOML");
            for (table, key) in [("status", "status"), ("commitment_states", "state")] {
                for (name, shown) in texts[table].as_table().expect("a table") {
                    let shown = shown.as_str().expect("a text");
                    // Commitments are not declared overdue: that follows from the day of the build.
                    if name != "overdue" {
                        assert_eq!(chosen(key, shown), Some(name.as_str()), "{shown}");
                    }
                }
            }
        }
    }
}
