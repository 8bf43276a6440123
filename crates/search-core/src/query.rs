//! Parses what the reader typed. Anything is a valid query: a sign that makes no sense is read as text.
//!
//! Words are searched as they stand and by their stem; `"words in quotes"` must stand together; `-word`
//! excludes reports that have it; `a OR b` accepts either; parentheses group; `begin*` matches the beginning
//! of words, as the last word does while it is being typed; `field:word` narrows the answer by a facet, a
//! date or the title.

use crate::analysis::{is_letter, is_operator, is_small, is_word, lowered};
use crate::text::{begins, find, join, split, trim_end, trim_start};

/// A parsed query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What is searched, in the order it was typed.
    pub clauses: Vec<Clause>,
    /// What narrows the answer.
    pub filters: Vec<TypedFilter>,
    /// The end of the text if it is too long; it is not searched.
    pub unread: String,
}

/// One thing searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What a match means for the report.
    pub occur: Occur,
    /// What is matched.
    pub node: Node,
}

/// What a match of a clause means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occur {
    /// A report that has it comes before one that does not.
    Should,
    /// A passage without it is not a result.
    Must,
    /// A report with it is not a result.
    MustNot,
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text, without quotes or sign: one or more words, or one with punctuation in it.
    Text {
        /// The text.
        text: String,
        /// How it is matched.
        kind: MatchKind,
    },
    /// Any of these.
    Any(Vec<Node>),
    /// All of these in one passage.
    All(Vec<Node>),
    /// This in the title of a report.
    Title(Box<Node>),
}

/// How a text is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchKind {
    /// A word, by its exact form and its stem.
    Word,
    /// A word that may be unfinished: also matches any word that begins with it.
    Prefix,
    /// Words next to each other, as written.
    Phrase,
}

/// A filter as it was typed: `country:mexico`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedFilter {
    /// Which field.
    pub field: Field,
    /// What was typed after it, without quotes.
    pub value: String,
}

/// A field that narrows the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A facet, by its place among the facets of the index.
    Facet(usize),
    /// The year of the meeting.
    Year,
    /// The first date.
    From,
    /// The last date.
    To,
}

/// The most texts read. It bounds the time that a pasted document takes; the reader is told of the rest.
const TEXTS_MAX: usize = 256;
/// The deepest parentheses; deeper ones are ignored.
const DEPTH_MAX: usize = 6;

/// Stands between two alternatives.
const OR: &str = "OR";

/// Names of the fields that every archive has, folded, in Spanish and English.
const TITLE_NAMES: [&str; 2] = ["titulo", "title"];
const DATE_NAMES: [(&str, Field); 7] = [
    ("ano", Field::Year),
    ("año", Field::Year),
    ("year", Field::Year),
    ("desde", Field::From),
    ("from", Field::From),
    ("hasta", Field::To),
    ("to", Field::To),
];

impl Query {
    /// Returns the query in `text`. A blank text has no clauses. `facets` holds the names of each facet of
    /// the index, folded ([`crate::analysis::fold_fully`]).
    pub fn parse(text: &str, facets: &[Vec<String>]) -> Query {
        let words = split(text, &char::is_whitespace);
        let text = if is_shouted(text) { without_shouting(text) } else { text.to_owned() };
        let mut parser = Parser {
            rest: &text,
            facets,
            filters: Vec::new(),
            texts: 0,
            has_groups: words.contains(&OR),
            is_prose: words.iter().any(|word| word.len() > 1 && (word.ends_with("-") || word.ends_with("?"))),
        };
        let mut clauses = Vec::new();
        loop {
            clauses.append(&mut parser.clauses(0));
            // An unmatched closing parenthesis.
            let Some(rest) = parser.rest.strip_prefix(")") else { break };
            parser.rest = rest;
        }
        let unread = trim_start(parser.rest, &char::is_whitespace).to_owned();
        Query { clauses, filters: parser.filters, unread }
    }
}

struct Parser<'a> {
    rest: &'a str,
    facets: &'a [Vec<String>],
    filters: Vec<TypedFilter>,
    texts: usize,
    /// Whether parentheses group, rather than being part of a sentence.
    has_groups: bool,
    /// Whether it is a sentence, in which a dash before a word excludes nothing and what is in quotation marks
    /// is not required.
    is_prose: bool,
}

impl Parser<'_> {
    /// Reads clauses up to the end or to the parenthesis that closes them.
    fn clauses(&mut self, depth: usize) -> Vec<Clause> {
        let mut clauses: Vec<Clause> = Vec::new();
        let mut either = false;
        loop {
            self.rest = trim_start(self.rest, &char::is_whitespace);
            if self.rest.is_empty() || self.rest.starts_with(")") || self.texts >= TEXTS_MAX {
                return clauses;
            }
            if let Some(rest) =
                self.rest.strip_prefix(OR).filter(|rest| !clauses.is_empty() && ends_word(rest))
            {
                self.rest = rest;
                either = true;
                continue;
            }
            let excluded = self.minus();
            let Some(node) = self.node(depth, excluded) else { continue };
            match clauses.last_mut().filter(|last| either && last.occur != Occur::MustNot && !excluded) {
                Some(last) => add_choice(last, node),
                None => {
                    let is_optional = self.is_prose && matches!(node, Node::Text { .. });
                    let occur = if is_optional { Occur::Should } else { occur(&node, excluded) };
                    clauses.push(Clause { occur, node });
                }
            }
            either = false;
        }
    }

    /// Consumes a minus that excludes what follows.
    fn minus(&mut self) -> bool {
        let excludes = |c: char| is_word(c) || is_quote(c) || c == '(';
        let after = self.rest.strip_prefix("-").filter(|rest| !self.is_prose && begins(rest, &excludes));
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Reads one part; `None` if it contains nothing to search for.
    fn node(&mut self, depth: usize, excluded: bool) -> Option<Node> {
        let first = self.rest.chars().next()?;
        if first == '(' && (self.has_groups || excluded) {
            self.rest = &self.rest[1..];
            return if depth < DEPTH_MAX { self.group(depth + 1) } else { None };
        }
        if is_quote(first) {
            return self.phrase();
        }
        if let Some((name, after)) = self.field_name() {
            return self.field(&name, after, depth, excluded);
        }
        self.word(depth, excluded)
    }

    fn group(&mut self, depth: usize) -> Option<Node> {
        let clauses = self.clauses(depth);
        self.rest = self.rest.strip_prefix(")").unwrap_or(self.rest);
        let mut nodes: Vec<Node> = Vec::new();
        for clause in clauses {
            if clause.occur != Occur::MustNot {
                nodes.push(clause.node);
            }
        }
        if nodes.len() > 1 { Some(Node::All(nodes)) } else { nodes.pop() }
    }

    /// Reads a phrase. An unclosed quote is ignored, so that results appear while it is being typed. The words
    /// that a sentence has in quotation marks are searched one by one as well.
    fn phrase(&mut self) -> Option<Node> {
        let inner = trim_start(self.rest, &is_quote);
        let opened = self.rest[..self.rest.len() - inner.len()].chars().count();
        self.rest = inner;
        let end = closing_quote(inner, opened)?;
        let phrase = &inner[..end];
        if !self.is_prose {
            self.rest = trim_start(&inner[end..], &is_quote);
        } else if find(phrase, &char::is_whitespace).is_none() {
            return None;
        }
        self.text(phrase, MatchKind::Phrase)
    }

    fn word(&mut self, depth: usize, excluded: bool) -> Option<Node> {
        let ends = |c: char| c.is_whitespace() || (c == ')' && depth > 0);
        let end = find(self.rest, &ends).unwrap_or(self.rest.len());
        let word = self.rest[..end].to_owned();
        self.rest = &self.rest[end..];
        let is_last = self.rest.is_empty() && !excluded;
        let kind = if is_last || word.ends_with("*") { MatchKind::Prefix } else { MatchKind::Word };
        self.text(&word, kind)
    }

    fn text(&mut self, text: &str, kind: MatchKind) -> Option<Node> {
        let has_word = find(text, &is_word).is_some() || is_operator(text);
        self.texts += usize::from(has_word);
        has_word.then(|| Node::Text { text: text.to_owned(), kind })
    }

    /// Returns the folded field name at the start of the rest, and where its value begins.
    fn field_name(&self) -> Option<(String, usize)> {
        let end = find(self.rest, &|c| !is_word(c) && c != '_')?;
        let after = self.rest[end..].strip_prefix(":")?;
        let has_value = begins(after, &|c| is_word(c) || is_quote(c) || c == '(');
        has_value.then(|| (lowered(&self.rest[..end]), end + 1))
    }

    fn field(&mut self, name: &str, after: usize, depth: usize, excluded: bool) -> Option<Node> {
        let folded = crate::analysis::fold_fully(name);
        let facet = self.facets.iter().position(|names| names.contains(&folded));
        let date = || DATE_NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| field.clone());
        let field = facet.map(Field::Facet).or_else(date);
        if TITLE_NAMES.contains(&folded.as_str()) {
            self.rest = &self.rest[after..];
            return self.value(depth, excluded).map(|node| Node::Title(Box::new(node)));
        }
        let Some(field) = field.filter(|_| !excluded) else { return self.word(depth, excluded) };
        self.rest = &self.rest[after..];
        let before = self.texts;
        let value = self.value(depth, excluded)?;
        // A value is not searched as text.
        self.texts = before + 1;
        self.filters.push(TypedFilter { field, value: words_of(&value) });
        None
    }

    /// Reads what the name of a field applies to; parentheses there are meant.
    fn value(&mut self, depth: usize, excluded: bool) -> Option<Node> {
        let had_groups = std::mem::replace(&mut self.has_groups, true);
        let value = self.node(depth, excluded);
        self.has_groups = had_groups;
        value
    }
}

/// Whether a query was typed with Caps Lock on, so that its capitals do not mean acronyms.
fn is_shouted(text: &str) -> bool {
    let mut words = 0;
    for word in split(text, &char::is_whitespace) {
        words += usize::from(word != OR && !word.is_empty() && find(word, &|c| !is_letter(c)).is_none());
    }
    words > 2 && find(text, &is_small).is_none()
}

fn without_shouting(text: &str) -> String {
    let mut words = Vec::new();
    for word in split(text, &char::is_whitespace) {
        words.push(if word == OR { word.to_owned() } else { lowered(word) });
    }
    join(&words, " ")
}

/// What a clause means by itself: phrases and titles are explicit requests.
fn occur(node: &Node, excluded: bool) -> Occur {
    match node {
        _ if excluded => Occur::MustNot,
        Node::Text { kind: MatchKind::Phrase, .. } | Node::Title(_) => Occur::Must,
        Node::Any(nodes) if nodes.iter().all(|node| occur(node, false) == Occur::Must) => Occur::Must,
        _ => Occur::Should,
    }
}

/// Makes a clause match `node` too.
fn add_choice(clause: &mut Clause, node: Node) {
    if let Node::Any(nodes) = &mut clause.node {
        nodes.push(node);
    } else {
        let first = std::mem::replace(&mut clause.node, Node::Any(Vec::new()));
        clause.node = Node::Any(vec![first, node]);
    }
    clause.occur = occur(&clause.node, false);
}

/// Returns the words of a part as text.
fn words_of(node: &Node) -> String {
    match node {
        Node::Text { text, .. } => text.clone(),
        Node::Title(node) => words_of(node),
        Node::Any(nodes) | Node::All(nodes) => {
            let mut words: Vec<String> = Vec::new();
            for node in nodes {
                words.push(words_of(node));
            }
            join(&words, " ")
        }
    }
}

impl Node {
    /// Returns the words of the part as they were typed, to show to the reader.
    pub fn words(&self) -> String {
        let words = words_of(self);
        trim_end(trim_start(&words, &is_around), &is_around).to_owned()
    }
}

/// Whether a sign around a word is none of it.
fn is_around(c: char) -> bool {
    ends_clause(c) || matches!(c, '*' | '(' | '¿' | '¡')
}

fn ends_word(rest: &str) -> bool {
    begins(rest, &|c| c.is_whitespace() || c == '(' || is_quote(c))
}

/// Returns where a phrase ends that begins with this many quotation marks: at the mark that closes the first,
/// or at a later one that closes none, before any that opens another; or else at the last.
fn closing_quote(phrase: &str, mut opened: usize) -> Option<usize> {
    let mut last = None;
    let mut before = '"';
    for (at, c) in phrase.char_indices() {
        if is_quote(c) {
            let rest = &phrase[at + c.len_utf8()..];
            let ends = rest.is_empty() || begins(rest, &|c| c.is_whitespace() || ends_clause(c));
            if opened == 0 && (before.is_whitespace() || !ends) {
                break;
            }
            last = Some(at);
            if ends {
                opened -= usize::from(opened > 0);
            } else if !is_word(before) {
                opened += 1;
            }
        }
        before = c;
    }
    last
}

/// Whether a sign may follow the end of a phrase.
fn ends_clause(c: char) -> bool {
    is_quote(c) || matches!(c, ')' | ',' | ';' | '.' | ':' | '?' | '!')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(node: &Node) -> String {
        let all = |nodes: &[Node], between: &str| nodes.iter().map(show).collect::<Vec<_>>().join(between);
        match node {
            Node::Text { text, kind: MatchKind::Word } => text.clone(),
            Node::Text { text, kind: MatchKind::Prefix } => format!("{}*", text.trim_end_matches('*')),
            Node::Text { text, kind: MatchKind::Phrase } => format!("'{text}'"),
            Node::Any(nodes) => format!("({})", all(nodes, " or ")),
            Node::All(nodes) => format!("({})", all(nodes, " and ")),
            Node::Title(node) => format!("title:{}", show(node)),
        }
    }

    fn parsed(text: &str) -> String {
        let facets = [vec!["pais".to_owned(), "country".to_owned()]];
        let query = Query::parse(text, &facets);
        let clauses = query.clauses.iter().map(|clause| {
            let sign = match clause.occur {
                Occur::Should => "",
                Occur::Must => "+",
                Occur::MustNot => "-",
            };
            format!("{sign}{}", show(&clause.node))
        });
        let filters = query.filters.iter().map(|filter| format!("{:?}={}", filter.field, filter.value));
        clauses.chain(filters).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn the_last_word_is_a_beginning_until_a_space_follows() {
        assert_eq!(parsed("protección consul"), "protección | consul*");
        assert_eq!(parsed("protección consular "), "protección | consular");
        assert_eq!(parsed("migra* sur "), "migra* | sur");
    }

    #[test]
    fn quotes_make_phrases_once_closed() {
        assert_eq!(parsed("\"consulados conjuntos\" 2017 "), "+'consulados conjuntos' | 2017");
        assert_eq!(parsed("«consulados conjuntos»"), "+'consulados conjuntos'");
        assert_eq!(parsed("\"consulados conj"), "consulados | conj*");
        assert_eq!(parsed("uno\"dos tres\"cuatro"), "uno\"dos | tres\"cuatro*");
        assert_eq!(parsed("\"uno dos\" \"tres cuatro"), "+'uno dos' | tres | cuatro*");
    }

    #[test]
    fn phrases_may_have_quotes_in_them() {
        assert_eq!(parsed("\"dijo \"sí\" y calló\" ya "), "+'dijo \"sí\" y calló' | ya");
        assert_eq!(parsed("\"«Sí», dijo» ayer\""), "+'Sí», dijo» ayer'");
        assert_eq!(parsed("\"\"uno\" dos\""), "+'uno\" dos'");
        assert_eq!(parsed("\"dijo \"uno dos\""), "+'dijo \"uno dos'");
        assert_eq!(parsed("\"(\"uno dos\" -ed.)\""), "+'(\"uno dos\" -ed.)'");
        assert_eq!(parsed("\"uno\", dos\""), "+'uno\", dos'");
        assert_eq!(parsed("\"uno dos\", \"tres\" \""), "+'uno dos' | +'tres'");
        assert_eq!(parsed("\"uno \"dos tres"), "+'uno ' | dos | tres*");
    }

    #[test]
    fn a_minus_excludes() {
        assert_eq!(parsed("taller -virtual -\"en línea\""), "taller | -virtual | -'en línea'");
        assert_eq!(parsed("taller -(uno OR dos)"), "taller | -(uno or dos)");
        assert_eq!(parsed("EIP-1559"), "EIP-1559*");
    }

    #[test]
    fn or_takes_either_and_parentheses_group() {
        assert_eq!(parsed("uno OR dos tres "), "(uno or dos) | tres");
        assert_eq!(parsed("uno OR dos OR tres "), "(uno or dos or tres)");
        assert_eq!(parsed("(uno dos) OR \"a b\" "), "((uno and dos) or 'a b')");
        assert_eq!(parsed("\"a b\" OR \"c d\""), "+('a b' or 'c d')");
        assert_eq!(parsed("((uno)) (dos OR tres"), "uno | (dos or tres*)");
        assert_eq!(parsed("OR uno OR"), "OR | uno | OR*");
        assert_eq!(parsed("f(x) uno) dos "), "f(x) | uno) | dos");
    }

    #[test]
    fn the_signs_of_a_sentence_are_text() {
        assert_eq!(parsed("¿what's (LA) -si es- non-linear? "), "¿what's | (LA) | -si | es- | non-linear?");
        assert_eq!(parsed("a ?? b => c "), "a | ?? | b | => | c");
        assert_eq!(parsed("tubos de 6\" y 8\" "), "tubos | de | 6\" | y | 8\"");
        assert_eq!(parsed("(uno dos) tres "), "(uno | dos) | tres");
        assert_eq!(parsed("¿Qué es \"uno\"? "), "¿Qué | es | uno\"?");
        assert_eq!(parsed("¿Qué es «uno dos»? "), "¿Qué | es | 'uno dos' | uno | dos»?");
        assert_eq!(parsed("a b \"c d e f g h i\" -j "), "a | b | +'c d e f g h i' | -j");
        assert_eq!(parsed("título:(uno dos) "), "+title:(uno and dos)");
        assert_eq!(Query::parse("(uno,", &[]).clauses[0].node.words(), "uno");
    }

    #[test]
    fn nothing_is_cut_in_silence() {
        let long = "palabra ".repeat(300);
        let query = Query::parse(&long, &[]);
        assert_eq!((query.clauses.len(), query.unread.split_whitespace().count()), (256, 44));
        assert_eq!(Query::parse(&"palabra ".repeat(256), &[]).unread, "");
    }

    #[test]
    fn fields_narrow_the_answer() {
        assert_eq!(parsed("país:México taller "), "taller | Facet(0)=México");
        assert_eq!(parsed("country:\"El Salvador\""), "Facet(0)=El Salvador");
        assert_eq!(parsed("año:2017 desde:2016-03 to:2018"), "Year=2017 | From=2016-03 | To=2018");
        assert_eq!(
            parsed("título:\"plan regional\" título:taller "),
            "+title:'plan regional' | +title:taller"
        );
        assert_eq!(parsed("foo:bar https://example.org "), "foo:bar | https://example.org");
        assert_eq!(parsed("país: México "), "país: | México");
    }

    #[test]
    fn a_shouted_query_is_lowered() {
        assert_eq!(parsed("REUNION DE SAN SALVADOR "), "reunion | de | san | salvador");
        assert_eq!(parsed("UNO DOS OR TRES "), "uno | (dos or tres)");
        assert_eq!(parsed("EIP-1559 OR EIP-1884 "), "(EIP-1559 or EIP-1884)");
        assert_eq!(parsed("SICA"), "SICA*");
    }

    #[test]
    fn nonsense_is_harmless() {
        for text in [
            "",
            " ",
            "\"",
            "\"\"",
            "-",
            "--",
            "- \" -\"",
            "…",
            "\u{1}",
            "(",
            ")",
            "()",
            "((((((((((",
            ":",
            "*",
        ] {
            assert_eq!(parsed(text), "", "{text:?}");
        }
    }
}
