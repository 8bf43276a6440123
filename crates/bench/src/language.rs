//! What is specific to Spanish and to English: stop words, endings, the set phrases of minutes.

use crate::syllables::{self, Syllables};

/// A language of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// The default language of the site.
    Spanish,
    /// The language in which half of the meetings are also reported.
    English,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Both<T> {
    /// The Spanish one.
    pub es: T,
    /// The English one.
    pub en: T,
}

impl<T> Both<T> {
    /// Returns the one in `language`.
    pub fn get(&self, language: Language) -> &T {
        match language {
            Language::Spanish => &self.es,
            Language::English => &self.en,
        }
    }
}

/// The set phrases and headings of minutes.
#[derive(Debug)]
pub struct Formulas {
    /// How the sentences of points begin; `{}` is a delegation or an organization.
    pub openings: &'static [&'static str],
    /// The kinds of sessions, and `of` for what follows.
    pub titles: &'static [&'static str],
    /// The preposition between the parts of a set phrase.
    pub of: &'static str,
    /// Stands between the last two items of a list.
    pub and: &'static str,
    /// Returns how the head of a report begins, given body, city and date.
    pub opening: fn(body: &str, city: &str, date: &str) -> String,
    /// The heading of the list of participants.
    pub present: &'static str,
}

impl Language {
    /// Both.
    pub const ALL: [Language; 2] = [Language::Spanish, Language::English];

    /// Its ISO 639-1 code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::Spanish => "es",
            Language::English => "en",
        }
    }

    /// The parts of its words.
    #[must_use]
    pub fn syllables(self) -> &'static Syllables {
        match self {
            Language::Spanish => &syllables::SPANISH,
            Language::English => &syllables::ENGLISH,
        }
    }

    /// Its stop words, most frequent first, with their frequencies per thousand words.
    #[must_use]
    pub fn stop_words(self) -> &'static [(&'static str, f64)] {
        match self {
            Language::Spanish => SPANISH_STOP_WORDS,
            Language::English => ENGLISH_STOP_WORDS,
        }
    }

    /// The endings of each kind of word, the most frequent form first; a kind listed twice is twice as
    /// frequent.
    #[must_use]
    pub fn endings(self) -> &'static [&'static [&'static str]] {
        match self {
            Language::Spanish => SPANISH_ENDINGS,
            Language::English => ENGLISH_ENDINGS,
        }
    }

    /// Its formulas.
    #[must_use]
    pub fn formulas(self) -> &'static Formulas {
        match self {
            Language::Spanish => &SPANISH_FORMULAS,
            Language::English => &ENGLISH_FORMULAS,
        }
    }
}

/// Roughly as in general prose; sums to 43 %.
const SPANISH_STOP_WORDS: &[(&str, f64)] = &[
    ("de", 65.0),
    ("la", 42.0),
    ("el", 31.0),
    ("que", 30.0),
    ("en", 28.0),
    ("y", 27.0),
    ("a", 21.0),
    ("los", 17.0),
    ("se", 14.0),
    ("del", 12.0),
    ("las", 11.0),
    ("por", 10.0),
    ("con", 9.5),
    ("para", 9.0),
    ("un", 8.5),
    ("no", 8.0),
    ("una", 8.0),
    ("es", 6.5),
    ("su", 6.0),
    ("al", 6.0),
    ("lo", 6.0),
    ("como", 5.0),
    ("más", 4.5),
    ("o", 4.0),
    ("sus", 3.5),
    ("ha", 3.4),
    ("entre", 3.0),
    ("sobre", 2.9),
    ("esta", 2.4),
    ("este", 2.4),
    ("son", 2.3),
    ("también", 2.2),
    ("fue", 2.0),
    ("ya", 2.0),
    ("sin", 1.9),
    ("han", 1.6),
    ("ser", 1.6),
    ("si", 1.6),
    ("desde", 1.5),
    ("cuando", 1.3),
    ("hasta", 1.3),
    ("todos", 1.2),
    ("donde", 1.1),
    ("e", 1.0),
    ("esa", 1.0),
    ("muy", 1.0),
    ("así", 0.9),
    ("cada", 0.9),
    ("otros", 0.9),
    ("puede", 0.9),
    ("contra", 0.8),
    ("durante", 0.8),
    ("mediante", 0.8),
    ("era", 0.7),
    ("estos", 0.7),
    ("mismo", 0.7),
    ("cual", 0.6),
    ("dicha", 0.6),
    ("quienes", 0.5),
];

/// Roughly as in general prose; sums to 39 %.
const ENGLISH_STOP_WORDS: &[(&str, f64)] = &[
    ("the", 62.0),
    ("of", 31.0),
    ("and", 27.0),
    ("to", 27.0),
    ("a", 21.0),
    ("in", 20.0),
    ("that", 11.0),
    ("is", 10.0),
    ("for", 9.5),
    ("it", 8.0),
    ("on", 7.0),
    ("was", 7.0),
    ("as", 6.5),
    ("be", 6.5),
    ("with", 6.5),
    ("by", 6.0),
    ("are", 5.0),
    ("this", 5.0),
    ("not", 4.6),
    ("at", 4.5),
    ("from", 4.4),
    ("but", 4.0),
    ("have", 4.0),
    ("or", 4.0),
    ("an", 3.5),
    ("which", 3.5),
    ("they", 3.0),
    ("we", 3.0),
    ("were", 3.0),
    ("has", 2.7),
    ("will", 2.7),
    ("all", 2.6),
    ("been", 2.6),
    ("their", 2.6),
    ("its", 2.5),
    ("would", 2.5),
    ("can", 2.4),
    ("more", 2.2),
    ("there", 2.2),
    ("if", 2.0),
    ("who", 2.0),
    ("about", 1.9),
    ("when", 1.9),
    ("no", 1.7),
    ("other", 1.7),
    ("also", 1.6),
    ("into", 1.6),
    ("than", 1.6),
    ("these", 1.6),
    ("should", 1.5),
    ("may", 1.3),
    ("any", 1.2),
    ("such", 1.2),
    ("our", 1.1),
    ("between", 0.9),
    ("those", 0.9),
    ("through", 0.8),
    ("each", 0.7),
    ("under", 0.7),
];

const SPANISH_ENDINGS: &[&[&str]] = &[
    &["o", "os"],
    &["a", "as"],
    &["a", "as"],
    &["o", "a", "os", "as"],
    &["or", "ores", "ora", "oras"],
    &["ación", "aciones"],
    &["idad", "idades"],
    &["al", "ales"],
    &["ar", "ado", "ando", "ó", "aron", "an", "ará"],
    &["er", "ido", "iendo", "ió", "en", "erá"],
    &["ivo", "iva", "ivos", "ivas", "ivamente"],
];

const ENGLISH_ENDINGS: &[&[&str]] = &[
    &["y", "ies", "ied"],
    &["er", "ers"],
    &["et", "ets"],
    &["on", "ons"],
    &["ation", "ations"],
    &["ity", "ities"],
    &["ement", "ements"],
    &["al", "ally"],
    &["ate", "ated", "ates", "ating"],
    &["end", "ended", "ends", "ending"],
    &["ive", "ively"],
];

const SPANISH_FORMULAS: Formulas = Formulas {
    openings: &[
        "Agradecer a {} que",
        "Agradecer a {} la",
        "Tomar nota de que {}",
        "Tomar nota de la",
        "Solicitar a {} que",
        "Invitar a {} a",
        "Acordar que",
        "Recordar que {}",
        "Reconocer la",
        "Encomendar a la Secretaría la",
        "Se informó de que",
        "{} explicó que",
    ],
    titles: &["Reunión ordinaria de", "Reunión extraordinaria de", "Taller de", "Consulta de"],
    of: "de",
    and: "y",
    opening: |body, city, date| format!("El {date} se reunió en {city} el órgano «{body}»."),
    present: "Participantes",
};

const ENGLISH_FORMULAS: Formulas = Formulas {
    openings: &[
        "Thank {} for the",
        "Thank {} for its",
        "Take note that {}",
        "Take note of the",
        "Request that {}",
        "Invite {} to",
        "Agree that",
        "Recall that {}",
        "Recognize the",
        "Entrust the Secretariat with the",
        "It was reported that",
        "{} explained that",
    ],
    titles: &["Ordinary meeting of", "Extraordinary meeting of", "Workshop of", "Consultation of"],
    of: "of",
    and: "and",
    opening: |body, city, date| format!("On {date} the body “{body}” met in {city}."),
    present: "Participants",
};
