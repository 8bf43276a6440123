//! What became of a document: what was kept, changed and left out, and of each word.

use std::collections::BTreeMap;

use serde::Serialize;

use super::blocks::{Block, Change, Changed, Content, Dropped, Role, SourceDocument, Style, What};
use super::guess::{Told, shortened};
use super::points::{Place, Placed};
use super::words::{self, Words};
use crate::messages::{Message, Speech, Text, message};
use crate::visible::shown;

/// The most examples of one kind.
const EXAMPLES_MAX: usize = 3;

/// What became of a document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Account {
    /// The file that was imported, as given.
    pub file: String,
    /// The report's file, relative to the site's folder.
    pub report: String,
    /// The other files that were written, relative to the site's folder.
    pub files: Vec<String>,
    /// What was kept: how many of each kind.
    pub kept: BTreeMap<&'static str, usize>,
    /// What was changed.
    pub changed: Vec<Sum>,
    /// What was left out.
    pub dropped: Vec<Sum>,
    /// The words.
    pub words: Balance,
    /// The keys of the front matter that were guessed.
    pub guessed: Vec<String>,
    /// The guesses, each with its reason and its place.
    pub guesses: Vec<Guessed>,
    /// What the text says of a key can be understood in two ways.
    pub unclear: Vec<Unclear>,
}

/// A guess about the front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Guessed {
    /// The key of the front matter.
    pub key: String,
    /// Its values: one, or those of a list.
    pub values: Vec<String>,
    /// Where it comes from, in words.
    pub reason: String,
    /// Which block of the document says it – paragraphs and tables, counted from 1, after cleaning; none for what is no part of
    /// its text.
    pub block: Option<usize>,
    /// The words that say it.
    pub text: String,
}

/// A key of the front matter that is left to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unclear {
    /// The key.
    pub key: String,
    /// Why, in words.
    pub reason: String,
}

impl Guessed {
    /// Returns what is told of a guess.
    pub fn new(told: &Told<'_>, speech: Speech) -> Guessed {
        Guessed {
            key: told.key.to_owned(),
            values: told.values.clone(),
            reason: told.from.text(speech),
            block: told.source.block.map(|block| block + 1),
            text: told.source.text.clone(),
        }
    }
}

/// Things of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// Which kind.
    pub kind: &'static str,
    /// How many.
    pub count: usize,
    /// How many words they have.
    pub words: usize,
    /// Some of them.
    pub examples: Vec<String>,
}

/// The words in and out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Those of the original.
    pub original: usize,
    /// Those of the report's text.
    pub text: usize,
    /// Those left out, for whatever reason.
    pub dropped: usize,
    /// Those that the word processor shows and the original has not as text: automatic numbers.
    pub added: usize,
    /// By how many words the original is shorter for divided words that are one again.
    pub joined: usize,
    /// Words that no reason covers.
    pub missing: Vec<String>,
}

/// Kinds of things that are kept, in the order in which they are told.
const KEPT: [&str; 14] = [
    "points",
    "sub-points",
    "in-points",
    "paragraphs",
    "headings",
    "items",
    "tables",
    "notes",
    "links",
    "images",
    "bold",
    "italic",
    "strike",
    "files",
];

/// Makes the account of an import. `body` is the report's text in Markdown.
pub fn account(document: &SourceDocument, placed: &[Placed], body: &str) -> Account {
    let mut account = Account { words: balance(document, body), ..Account::default() };
    let mut count = |kind: &'static str, by: usize| *account.kept.entry(kind).or_default() += by;
    for placed in placed {
        count(kind(placed), 1);
        each_look(&placed.block, &mut count);
    }
    count("notes", body.lines().filter(|line| line.starts_with("[^")).count());
    account.kept.retain(|_, count| *count > 0);
    account.changed = Change::ALL.iter().filter_map(|how| changes(*how, &document.changed)).collect();
    account.dropped = What::ALL.iter().filter_map(|what| left_out(*what, &document.dropped)).collect();
    account
}

fn kind(placed: &Placed) -> &'static str {
    match (&placed.block, placed.place) {
        (Block::Table(_), _) => "tables",
        (Block::Paragraph(paragraph), _) if paragraph.role != Role::Text => "headings",
        (_, Place::Point) => "points",
        (_, Place::SubPoint) => "sub-points",
        (_, Place::Item) => "items",
        (_, Place::InPoint) => "in-points",
        (_, Place::Alone) => "paragraphs",
    }
}

fn each_look(block: &Block, count: &mut impl FnMut(&'static str, usize)) {
    let paragraph = match block {
        Block::Paragraph(paragraph) => paragraph,
        Block::Table(table) => {
            return table.rows.iter().flatten().flatten().for_each(|block| each_look(block, count));
        }
    };
    let mut link = None;
    let mut before = Style::default();
    for span in &paragraph.spans {
        count("links", usize::from(span.link.is_some() && span.link != link));
        count("images", usize::from(matches!(span.content, Content::Image(_))));
        count("bold", usize::from(span.style.bold && !before.bold));
        count("italic", usize::from(span.style.italic && !before.italic));
        count("strike", usize::from(span.style.strike && !before.strike));
        link.clone_from(&span.link);
        before = span.style;
    }
}

fn balance(document: &SourceDocument, body: &str) -> Balance {
    let mut original = Words::default();
    document.raw.iter().for_each(|text| original.add(text));
    let text = words::of_markdown(body);
    let mut dropped = Words::default();
    for left_out in document.dropped.iter().filter(|dropped| dropped.what.has_words()) {
        dropped.add(&left_out.text);
    }
    let total = original.total();
    // What is one word now was two.
    let mut expected = original;
    for changed in document.changed.iter().filter(|changed| changed.how == Change::Hyphenation) {
        expected.take(&changed.before);
        expected.add(&changed.after);
    }
    let mut out = text.clone();
    out.add_all(&dropped);
    let missing = expected.beyond(&out);
    let added = out.beyond(&expected);
    Balance {
        original: total,
        text: text.total(),
        dropped: dropped.total(),
        added: added.len(),
        joined: total.saturating_sub(expected.total()),
        missing,
    }
}

fn changes(how: Change, changed: &[Changed]) -> Option<Sum> {
    let mut sum = Sum { kind: how.name(), ..Sum::default() };
    for changed in changed.iter().filter(|changed| changed.how == how) {
        sum.count += 1;
        let example = format!("{} → {}", changed.before, changed.after);
        if !changed.before.is_empty() && sum.examples.len() < EXAMPLES_MAX && !sum.examples.contains(&example)
        {
            sum.examples.push(example);
        }
    }
    (sum.count > 0).then_some(sum)
}

fn left_out(what: What, dropped: &[Dropped]) -> Option<Sum> {
    let mut sum = Sum { kind: what.name(), ..Sum::default() };
    for dropped in dropped.iter().filter(|dropped| dropped.what == what) {
        sum.count += 1;
        if what.has_words() {
            let mut words = Words::default();
            words.add(&dropped.text);
            sum.words += words.total();
        }
        let example = shortened(&dropped.text);
        if !example.is_empty() && sum.examples.len() < EXAMPLES_MAX && !sum.examples.contains(&example) {
            sum.examples.push(example);
        }
    }
    (sum.count > 0).then_some(sum)
}

impl Account {
    /// Returns the account as text for a terminal.
    pub fn to_text(&self, speech: Speech) -> String {
        let mut out = format!("{} → {}\n", shown(&self.file), shown(&self.report));
        for file in &self.files {
            out.push_str(&format!("  + {}\n", shown(file)));
        }
        if !self.kept.is_empty() {
            out.push_str(&format!("{}\n", message!("import-kept").text(speech)));
        }
        for kind in KEPT {
            if let Some(count) = self.kept.get(kind) {
                out.push_str(&format!("  {}\n", counted("import-kept", kind, *count, speech)));
            }
        }
        for (title, prefix, sums) in [
            (message!("import-changed"), "import-changed", &self.changed),
            (message!("import-dropped"), "import-dropped", &self.dropped),
        ] {
            if sums.is_empty() {
                continue;
            }
            out.push_str(&format!("{}\n", title.text(speech)));
            sums.iter().for_each(|sum| out.push_str(&sum.to_text(prefix, speech)));
        }
        out.push_str(&format!("{}\n", self.words.to_message().text(speech)));
        if !self.guessed.is_empty() {
            let keys = self.guessed.join(", ");
            out.push_str(&format!("{}\n", message!("import-to-review", keys = keys).text(speech)));
        }
        out.push_str(&format!("{}\n", message!("import-is-draft").text(speech)));
        out
    }
}

/// Returns the line about a number of things of one kind; the kind's name is the end of its text's id.
fn counted(prefix: &str, kind: &str, count: usize, speech: Speech) -> String {
    let text = Text::find(&format!("{prefix}-{kind}"), "");
    text.map(|text| Message::of(text).with("count", count).text(speech)).unwrap_or_default()
}

impl Sum {
    fn to_text(&self, prefix: &str, speech: Speech) -> String {
        let line = counted(prefix, self.kind, self.count, speech);
        let examples: Vec<String> =
            self.examples.iter().map(|example| format!("«{}»", shown(example))).collect();
        let separator = if examples.is_empty() { "" } else { ": " };
        format!("  {line}{separator}{}\n", examples.join(", "))
    }
}

impl Balance {
    fn to_message(&self) -> Message {
        message!(
            "import-words",
            original = self.original,
            text = self.text,
            dropped = self.dropped,
            added = self.added,
            joined = self.joined,
            missing = self.missing.len()
        )
    }
}
