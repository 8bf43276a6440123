//! What is known of languages: their words, months, numerals, countries, how they sort and count. Nothing
//! here is specific to a site.

pub(crate) mod cities;
pub(crate) mod countries;
pub(crate) mod dates;
pub(crate) mod headings;
pub(crate) mod known;
pub mod locale;
pub(crate) mod numerals;
pub(crate) mod sentences;
pub(crate) mod words;
