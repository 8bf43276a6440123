//! The vocabulary file `acts.toml`: what kinds of act a point can be – thanks, requests, takes note – and the
//! verbs that each is recognised by.

use rustc_hash::FxHashMap;

use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use crate::table::keys::{Codes, Keys, Localized};
use crate::table::value::{Excerpt, Value};
use crate::url::slugify;

const CODES: Codes = Codes { unknown_key: "vocabulary::unknown-key", wrong_value: "vocabulary::wrong-value" };

/// What points do, as declared.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    /// The kinds, in the order of the file.
    pub kinds: Vec<ActKind>,
    /// Words that may stand right before a verb that begins an act: `y`, `asimismo`, `and`.
    pub before: Vec<String>,
    /// Words after which a decision is none of this meeting: `no`, `según`, `as`.
    pub unless: Vec<String>,
    /// Words after which a decision is one of this meeting only if a comma stands before them: `que`, `which`.
    pub relatives: Vec<String>,
}

/// A kind of act.
#[derive(Clone, Debug, Default)]
pub struct ActKind {
    /// What front matters and addresses call it.
    pub id: String,
    /// What it is called, by language: *Agradece*, *Thanks*.
    pub name: Localized,
    /// What it means, by language; may be empty.
    pub description: Localized,
    /// Whether it speaks to someone, so that who is named after the verb is who is addressed.
    pub addressed: bool,
    /// The verbs, each of one word or several, in any language.
    pub verbs: Vec<String>,
    /// What makes a sentence a decision wherever it stands in it, in any language: `se acordó`, `motion carried`.
    pub decisions: Vec<String>,
}

/// The acts of sites that have no `acts.toml`: those that a new site begins with.
const DEFAULT: &str = include_str!("../init/template/all/content/vocabulary/acts.toml");

impl Acts {
    /// Returns the acts of sites that have no `acts.toml`.
    pub fn built_in() -> &'static Acts {
        static BUILT_IN: LazyLock<Acts> = LazyLock::new(|| {
            let source = Source { path: "acts.toml".to_owned(), text: DEFAULT.into() };
            parse(&source, &mut Vec::new())
        });
        &BUILT_IN
    }

    /// Returns the place of the kind that is called `id`.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.kinds.iter().position(|kind| kind.id == id)
    }

    /// Returns the places of the kinds by their ids and names, as [`slugify`] writes them. Ids come before
    /// names, and of two kinds the first counts.
    pub fn places(&self) -> FxHashMap<String, usize> {
        let ids = self.kinds.iter().enumerate().map(|(at, kind)| (slugify(&kind.id), at));
        let names = self.kinds.iter().enumerate();
        let names = names.flat_map(|(at, kind)| kind.name.all().map(move |name| (slugify(name), at)));
        let mut places = FxHashMap::default();
        ids.chain(names).for_each(|(name, at)| {
            places.entry(name).or_insert(at);
        });
        places
    }
}

/// Reads `acts.toml`.
pub fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Acts {
    let excerpt = Excerpt::whole(&source.path, &source.text);
    let table = excerpt.read(diagnostics);
    let mut all = Keys::new(excerpt, CODES, table, diagnostics);
    let [before, unless, relatives] = ["before", "unless", "relatives"].map(|key| all.localized_lists(key));
    let mut acts = Acts { before, unless, relatives, kinds: Vec::new() };
    for (id, value) in all.rest() {
        let Value::Table(table) = value.value else {
            let wrong = Diagnostic::error("vocabulary::wrong-value").variant("act").with("id", id.value);
            all.report(wrong, id.range);
            continue;
        };
        let mut keys = all.inside(table);
        keys.expect_names(&id.value, &["name"]);
        let kind = ActKind {
            name: keys.localized("name"),
            description: keys.localized("description"),
            addressed: keys.boolean("addressed").unwrap_or(false),
            verbs: keys.localized_lists("verbs"),
            decisions: keys.localized_lists("decisions"),
            id: id.value,
        };
        keys.finish();
        if kind.verbs.is_empty() && kind.decisions.is_empty() {
            all.report(Diagnostic::warning("vocabulary::no-verbs").with("id", kind.id.as_str()), id.range);
        }
        acts.kinds.push(kind);
    }
    all.finish();
    acts
}
