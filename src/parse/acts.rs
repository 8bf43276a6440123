//! The vocabulary file `acts.toml`: the kinds of act that a point can perform – thanks, requests, takes note
//! – and the verbs by which each is recognised.

use rustc_hash::FxHashMap;

use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, error, warning};
use crate::source::Source;
use crate::table::keys::{Codes, Keys, Localized};
use crate::table::value::{Excerpt, Value};
use crate::url::slugify;

/// The declared kinds of act, and the words that decide whether a verb begins one.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    /// The kinds, in file order.
    pub kinds: Vec<ActKind>,
    /// Words that may directly precede a verb that begins an act: `y`, `asimismo`, `and`.
    pub before: Vec<String>,
    /// Words after which a decision is not counted as one of this meeting: `no`, `según`, `as`.
    pub unless: Vec<String>,
    /// Words after which a decision counts as one of this meeting only if a comma precedes them: `que`,
    /// `which`.
    pub relatives: Vec<String>,
    /// Those who decide: `pleno`, `board`. With one of a kind's verbs they make a decision.
    pub bodies: Vec<String>,
    /// What says that something is put to the vote: `made a motion`, `se somete a votación`.
    pub motions: Vec<String>,
    /// What says that a motion was seconded, by which it counts as carried unless the text says otherwise.
    pub seconds: Vec<String>,
    /// What says that a motion was not carried: `motion failed`, `withdrawn`.
    pub lost: Vec<String>,
    /// What begins that which is moved: `to`, `that`.
    pub objects: Vec<String>,
    /// What stands before who did something in the passive: `by`.
    pub agents: Vec<String>,
    /// What stands before a body that is no subject: `for`.
    pub prepositions: Vec<String>,
    /// Articles, which may stand between them.
    pub articles: Vec<String>,
    /// What says that something was done on the day that follows: `con fecha`.
    pub dated: Vec<String>,
    /// With one of `second_words` in a sentence, these say that something is moved and seconded: `motion`.
    pub motion_words: Vec<String>,
    /// What says so of the second, in a sentence with a motion: `second`.
    pub second_words: Vec<String>,
    /// What titles say that deal with decisions of earlier meetings: `seguimiento de acuerdos`. The points under
    /// them decide nothing.
    pub earlier: Vec<String>,
    /// Words that may stand beside an outcome that stands alone: `unanimously`, `la moción`.
    pub beside: Vec<String>,
}

/// A kind of act.
#[derive(Clone, Debug, Default)]
pub struct ActKind {
    /// Its identifier in front matters and addresses.
    pub id: String,
    /// Its display name, by language: *Agradece*, *Thanks*.
    pub name: Localized,
    /// Its description, by language; may be empty.
    pub description: Localized,
    /// Whether it is directed at someone; the party named after the verb is then its addressee.
    pub addressed: bool,
    /// The verbs, each of one or more words, in any language.
    pub verbs: Vec<String>,
    /// Phrases that make a sentence a decision wherever they occur in it, in any language: `se acordó`,
    /// `motion carried`.
    pub decisions: Vec<String>,
    /// Phrases that do so at the beginning of a sentence: `agreed to`.
    pub openings: Vec<String>,
    /// Verbs that do so if a body is their subject: `aprobó`, `adopts`.
    pub decides: Vec<String>,
    /// What says how something ended: `granted`, `aprobado`. A sentence that says no more decides what stands
    /// before it.
    pub outcomes: Vec<String>,
}

/// The acts used by sites without an `acts.toml`. New sites start with this file.
const DEFAULT: &str = include_str!("../init/template/all/content/vocabulary/acts.toml");

impl Acts {
    /// Returns the acts used by sites without an `acts.toml`.
    pub fn built_in() -> &'static Acts {
        static BUILT_IN: LazyLock<Acts> = LazyLock::new(|| {
            let source = Source { path: "acts.toml".to_owned(), text: DEFAULT.into() };
            parse(&source, &mut Vec::new())
        });
        &BUILT_IN
    }

    /// Returns the index of the kind whose id is `id`.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.kinds.iter().position(|kind| kind.id == id)
    }

    /// Returns the index of each kind by its id and names, as [`slugify`] writes them. Ids take precedence
    /// over names, and the first of two kinds wins.
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
    let mut all = Keys::new(excerpt, Codes::VOCABULARY, table, diagnostics);
    let mut lists = |key| all.localized_lists(key);
    let mut acts = Acts {
        before: lists("before"),
        unless: lists("unless"),
        relatives: lists("relatives"),
        bodies: lists("bodies"),
        motions: lists("motions"),
        seconds: lists("seconds"),
        lost: lists("lost"),
        objects: lists("objects"),
        agents: lists("agents"),
        prepositions: lists("prepositions"),
        articles: lists("articles"),
        dated: lists("dated"),
        motion_words: lists("motion_words"),
        second_words: lists("second_words"),
        earlier: lists("earlier"),
        beside: lists("beside"),
        kinds: Vec::new(),
    };
    for (id, value) in all.rest() {
        let Value::Table(table) = value.value else {
            let wrong = error!("vocabulary::wrong-value", "act", id = id.value);
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
            openings: keys.localized_lists("openings"),
            decides: keys.localized_lists("decides"),
            outcomes: keys.localized_lists("outcomes"),
            id: id.value,
        };
        keys.finish();
        let phrases = [&kind.verbs, &kind.decisions, &kind.openings, &kind.decides, &kind.outcomes];
        if phrases.iter().all(|phrases| phrases.is_empty()) {
            all.report(warning!("vocabulary::no-verbs", id = kind.id.as_str()), id.range);
        }
        acts.kinds.push(kind);
    }
    all.finish();
    acts
}
