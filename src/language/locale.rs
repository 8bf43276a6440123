//! How a language sorts and counts (Unicode CLDR, through the ICU crates).
//!
//! Dates are not formatted here: half of them are ranges of days, for which ICU4X has no formatter, so all
//! dates use patterns from the interface texts.

use std::cmp::Ordering;
use std::fmt;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale as Tag;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// Letters that begin the sections of an index, besides those that a language adds to the alphabet.
const LETTERS: &str = "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

/// The conventions of a language.
pub struct Locale {
    /// Compares case and accents.
    order: CollatorBorrowed<'static>,
    /// Compares only base letters.
    letters: CollatorBorrowed<'static>,
    tag: Tag,
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Locale")
    }
}

impl Locale {
    /// Returns the conventions of the language with this BCP 47 tag, or the root conventions if it is
    /// unknown.
    ///
    /// # Panics
    /// Never: the root collation is built into the program.
    pub fn new(tag: &str) -> Locale {
        let tag: Tag = tag.parse().unwrap_or(Tag::UNKNOWN);
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            let own = Collator::try_new((&tag).into(), options);
            own.or_else(|_| Collator::try_new(Default::default(), options)).expect("the root collation")
        };
        Locale { order: collator(Strength::Tertiary), letters: collator(Strength::Primary), tag }
    }

    /// Compares two texts as a dictionary of the language orders them: `ñ` after `n` in Spanish.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.order.compare(a, b)
    }

    /// Returns the letter that a text is listed under in an index: `A` for *Ágora*, `Ñ` for *Ñandú* in
    /// Spanish and `N` in English, the text's own first letter in another alphabet, `#` if it does not begin
    /// with a letter.
    pub fn initial(&self, text: &str) -> String {
        let Some(first) = text.chars().find(|c| c.is_alphanumeric()) else { return "#".to_owned() };
        if !first.is_alphabetic() {
            return "#".to_owned();
        }
        let own = first.to_uppercase().to_string();
        let is_same = |letter: &str| self.letters.compare(letter, &own) == Ordering::Equal;
        LETTERS
            .split("")
            .filter(|letter| !letter.is_empty())
            .find(|letter| is_same(letter))
            .map_or(own, str::to_owned)
    }

    /// Returns the plural category of a count: `one`, `other`, or `zero`, `two`, `few`, `many` (Unicode TR
    /// 35, part 3).
    pub fn plural(&self, count: usize) -> &'static str {
        // Created each time, which is a table lookup: threads cannot share the rules.
        let Ok(rules) = PluralRules::try_new((&self.tag).into(), PluralRulesOptions::default()) else {
            return "other";
        };
        match rules.category_for(count) {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_order() {
        let sorted = |tag: &str| {
            let locale = Locale::new(tag);
            let mut words = ["nube", "ñandú", "número", "Ágora", "azul", "oso"];
            words.sort_by(|a, b| locale.compare(a, b));
            words
        };
        assert_eq!(sorted("es"), ["Ágora", "azul", "nube", "número", "ñandú", "oso"]);
        assert_eq!(sorted("en"), ["Ágora", "azul", "ñandú", "nube", "número", "oso"]);
        assert_eq!(sorted("xx-unknown"), sorted("en"));
    }

    #[test]
    fn an_index_has_a_letter_for_each_text() {
        let initial = |tag: &str, text: &str| Locale::new(tag).initial(text);
        assert_eq!(initial("es", "¡ángel"), "A");
        assert_eq!(initial("es", "ñandú"), "Ñ");
        assert_eq!(initial("en", "ñandú"), "N");
        assert_eq!(initial("es", "2017"), "#");
        assert_eq!(initial("es", ""), "#");
        assert_eq!(initial("es", "Ж"), "Ж");
    }

    #[test]
    fn plurals_follow_the_language() {
        let plural = |tag: &str, count| Locale::new(tag).plural(count);
        assert_eq!(
            ["es", "en"].map(|tag| [0, 1, 2].map(|count| plural(tag, count))),
            [["other", "one", "other"]; 2]
        );
        assert_eq!([1, 3, 5].map(|count| plural("pl", count)), ["one", "few", "many"]);
        assert_eq!(plural("fr", 0), "one");
    }
}
