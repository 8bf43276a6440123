//! The existing texts as known at compile time. Macros check the sources against this table.

/// The id of each text, the names of its places and of those of its help, and whether it has a help, from
/// `en.ftl`.
const TEXTS: &[(&str, &[&str], bool)] = include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// A text that exists. Made by the macros for messages and diagnostics, or by [`text!`](super::text).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub(super) id: &'static str,
    places: &'static [&'static str],
    has_help: bool,
}

impl Text {
    /// Returns the text of a code, `front-matter::dates`, and a variant of it, `backwards`; of an id alone
    /// where both are one. An empty variant is the first text of the code. For an id that is put together at
    /// run time; [`text!`](super::text) is for all others.
    pub const fn find(code: &str, variant: &str) -> Option<Text> {
        let mut at = 0;
        while at < TEXTS.len() {
            let (id, places, has_help) = TEXTS[at];
            if is_id_of(id, code, variant) {
                return Some(Text { id, places, has_help });
            }
            at += 1;
        }
        None
    }

    /// Whether it says what can be done, as every text of a diagnostic does.
    #[doc(hidden)]
    pub const fn has_help(&self) -> bool {
        self.has_help
    }

    /// Whether it has a place of this name.
    #[doc(hidden)]
    pub const fn takes(&self, name: &str) -> bool {
        let mut at = 0;
        while at < self.places.len() {
            if is_same(self.places[at].as_bytes(), name.as_bytes()) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether these names, each given once, are all of its variables.
    #[doc(hidden)]
    pub const fn is_filled(&self, names: &[&str]) -> bool {
        names.len() == self.places.len()
    }

    /// Whether these names may be only some of its variables; the others are set later.
    #[doc(hidden)]
    pub const fn is_partly_filled(&self, names: &[&str]) -> bool {
        names.len() < self.places.len()
    }
}

/// Whether `id` is that of a code and a variant, joined by `_` and with `_` for `::`.
const fn is_id_of(id: &str, code: &str, variant: &str) -> bool {
    let (id, code, variant) = (id.as_bytes(), code.as_bytes(), variant.as_bytes());
    let (mut at, mut from) = (0, 0);
    while from < code.len() {
        let is_border = code[from] == b':' && from + 1 < code.len() && code[from + 1] == b':';
        let expected = if is_border { b'_' } else { code[from] };
        if at == id.len() || id[at] != expected {
            return false;
        }
        at += 1;
        from += if is_border { 2 } else { 1 };
    }
    if variant.is_empty() {
        return at == id.len();
    }
    let (_, rest) = id.split_at(at);
    match rest.split_first() {
        Some((b'_', rest)) => is_same(rest, variant),
        _ => false,
    }
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Returns the text of a code and a variant as a constant. Fails to compile unless a text exists with these
/// variables: with all of its variables (`is_filled`), or with some of them (`is_partly_filled`).
#[doc(hidden)]
#[macro_export]
macro_rules! __checked_text {
    ($rule:ident, $code:literal, $variant:literal $(, $name:ident)*) => {{
        const TEXT: $crate::messages::Text = {
            let Some(text) = $crate::messages::Text::find($code, $variant) else {
                panic!(concat!("src/messages has no text of `", $code, "` ", $variant));
            };
            $(assert!(
                text.takes(stringify!($name)),
                concat!("there is no place `", stringify!($name), "` in the text of `", $code, "` ", $variant)
            );)*
            assert!(
                text.$rule(&[$(stringify!($name)),*]),
                concat!("other places than these are in the text of `", $code, "` ", $variant, ":" $(, " ", stringify!($name))*)
            );
            text
        };
        TEXT
    }};
}

/// Names a text that is chosen at run time: `text!("search_found")`, or with a variant
/// `text!("front-matter::dates", "backwards")`. Its variables are not checked.
#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($code:literal) => {
        $crate::__text!($code, "")
    };
    ($code:literal, $variant:literal) => {{
        const TEXT: $crate::messages::Text = match $crate::messages::Text::find($code, $variant) {
            Some(text) => text,
            None => panic!(concat!("src/messages has no text of `", $code, "` ", $variant)),
        };
        TEXT
    }};
}

/// Makes a message: `message!("io_read", path = path, detail = reason)`. The compiler checks the id and the
/// names against the texts. With `..` at the end, the other variables are set later by
/// [`with`](super::Message::with).
#[doc(hidden)]
#[macro_export]
macro_rules! __message {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::messages::Message::of($crate::__checked_text!(is_filled, $id, "" $(, $name)*))
            $(.with(stringify!($name), $value))*
    };
    ($id:literal $(, $name:ident = $value:expr)*, ..) => {
        $crate::messages::Message::of($crate::__checked_text!(is_partly_filled, $id, "" $(, $name)*))
            $(.with(stringify!($name), $value))*
    };
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn a_text_is_found_by_its_code_and_its_variant() {
        let check = |code: &str, variant: &str, id: Option<&str>| {
            assert_eq!(Text::find(code, variant).map(|text| text.id), id, "{code} {variant}");
        };
        check("error", "", Some("error"));
        check("front-matter::dates", "", Some("front-matter_dates"));
        check("front-matter::dates", "backwards", Some("front-matter_dates_backwards"));
        check("front-matter_dates", "backward", None);
        check("front-matter::date", "", None);
        check("front-matter:dates", "", None);
        check("front-matter::dates::", "", None);
    }

    #[test]
    fn places_are_those_of_the_text_its_help_and_the_texts_in_it() {
        let text = Text::find("front-matter::unknown-key", "").expect("a text");
        assert_eq!(text.places, ["key", "known", "meant", "suggestion"]);
        assert!(text.takes("key") && !text.takes("ke") && !text.takes("keys"));
        assert!(text.is_filled(&["key", "known", "meant", "suggestion"]) && !text.is_filled(&["key"]));
        assert!(text.is_partly_filled(&["key"]));
    }
}
