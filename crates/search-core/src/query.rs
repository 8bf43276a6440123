//! What the reader typed, parsed. Anything is a valid query: a sign that makes no sense is read as text.
//!
//! Words are searched as they stand and by their stem; `"words in quotes"` must stand together; `-word`
//! takes the reports that have it away; the last word, while it is being typed, is also a beginning.

/// A parsed query: its clauses in the order they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is searched.
    pub clauses: Vec<Clause>,
}

/// One thing searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What a match means for the report.
    pub occur: Occur,
    /// The text, without quotes or sign. May be several words, or one with punctuation in it.
    pub text: String,
    /// How the text is matched.
    pub kind: Kind,
}

/// What a match of a clause means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occur {
    /// A report that has it comes before one that has not.
    Should,
    /// A passage without it is no result.
    Must,
    /// A report with it is no result.
    MustNot,
}

/// How the text of a clause is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word, by its exact form and its stem.
    Word,
    /// A word that may be unfinished: also any word that begins so.
    Prefix,
    /// Words next to each other, as written.
    Phrase,
}

/// The longest query read, in characters; the rest is ignored.
const QUERY_CHARS_MAX: usize = 400;
/// The most clauses read; the rest is ignored.
const CLAUSES_MAX: usize = 24;

impl Query {
    /// Returns the query in `text`. A blank text has no clauses.
    pub fn parse(text: &str) -> Query {
        let text: String = text.chars().take(QUERY_CHARS_MAX).collect();
        // A query typed with Caps Lock on has no acronyms in it.
        let shouted = text.split_whitespace().count() > 2 && !text.chars().any(char::is_lowercase);
        let text = if shouted { text.to_lowercase() } else { text };
        let mut clauses = Vec::new();
        let mut rest = text.as_str();
        while let Some((clause, after)) = next_clause(rest) {
            clauses.extend(clause);
            rest = after;
            if clauses.len() == CLAUSES_MAX {
                break;
            }
        }
        Query { clauses }
    }
}

/// Splits the first clause off `text`; `None` at its end. A clause without letters or digits is dropped.
///
/// A quote that is not closed (yet) is ignored, so that results follow while a phrase is being typed.
fn next_clause(text: &str) -> Option<(Option<Clause>, &str)> {
    let text = text.trim_start();
    let first = text.chars().next()?;
    let (excluded, body) = match text.strip_prefix('-') {
        Some(body) if body.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)) => (true, body),
        _ => (false, text),
    };
    if let Some(quote) = body.chars().next().filter(|c| is_quote(*c)) {
        let inner = &body[quote.len_utf8()..];
        let Some(end) = inner.find(is_quote) else { return Some((None, inner)) };
        let rest = inner[end..].trim_start_matches(is_quote);
        return Some((clause(&inner[..end], Kind::Phrase, excluded), rest));
    }
    let end = body.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(body.len());
    let end = end.max(first.len_utf8());
    let kind = if end == body.len() && !excluded { Kind::Prefix } else { Kind::Word };
    Some((clause(&body[..end], kind, excluded), &body[end..]))
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn clause(text: &str, kind: Kind, excluded: bool) -> Option<Clause> {
    let occur = match kind {
        _ if excluded => Occur::MustNot,
        Kind::Phrase => Occur::Must,
        Kind::Word | Kind::Prefix => Occur::Should,
    };
    let has_word = text.chars().any(char::is_alphanumeric);
    has_word.then(|| Clause { occur, text: text.to_owned(), kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        let show = |clause: &Clause| {
            let sign = match clause.occur {
                Occur::Should => "",
                Occur::Must => "+",
                Occur::MustNot => "-",
            };
            let kind = match clause.kind {
                Kind::Word => "",
                Kind::Prefix => "*",
                Kind::Phrase => "'",
            };
            format!("{sign}{}{kind}", clause.text)
        };
        Query::parse(text).clauses.iter().map(show).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn the_last_word_is_a_beginning_until_a_space_follows() {
        assert_eq!(parsed("protección consul"), "protección | consul*");
        assert_eq!(parsed("protección consular "), "protección | consular");
    }

    #[test]
    fn quotes_make_phrases_once_closed() {
        assert_eq!(parsed("\"consulados conjuntos\" 2017 "), "+consulados conjuntos' | 2017");
        assert_eq!(parsed("«consulados conjuntos»"), "+consulados conjuntos'");
        assert_eq!(parsed("\"consulados conj"), "consulados | conj*");
        assert_eq!(parsed("uno\"dos tres\"cuatro"), "uno | +dos tres' | cuatro*");
    }

    #[test]
    fn a_minus_excludes() {
        assert_eq!(parsed("taller -virtual -\"en línea\""), "taller | -virtual | -en línea'");
        assert_eq!(parsed("EIP-1559"), "EIP-1559*");
    }

    #[test]
    fn a_shouted_query_is_lowered() {
        assert_eq!(parsed("REUNION DE SAN SALVADOR "), "reunion | de | san | salvador");
        assert_eq!(parsed("SICA"), "SICA*");
    }

    #[test]
    fn nonsense_is_harmless() {
        for text in ["", " ", "\"", "\"\"", "-", "--", "- \" -\"", "…", "\u{1}"] {
            assert_eq!(parsed(text), "", "{text:?}");
        }
    }
}
