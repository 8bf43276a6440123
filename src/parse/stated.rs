//! Commitments that the text of a report states, and how a front matter states them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::pieces;
use crate::config::Config;
use crate::language::words::folded_words;
use crate::sections::Sections;
use crate::sections::commitments::Stated;
use crate::vocabulary::{Term, Vocabulary};

/// What of a site commitments are read with.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    sections: &'a Sections,
    /// The names of the terms that act: countries, bodies, organizations.
    names: BTreeSet<String>,
    /// Their ids, by their names as folded words.
    ids: FxHashMap<Vec<String>, &'a str>,
}

impl<'a> Known<'a> {
    /// Returns what is known of a site.
    pub fn new(config: &Config, vocabularies: &'a [Vocabulary], sections: &'a Sections) -> Known<'a> {
        let mut known = Known { sections, names: BTreeSet::new(), ids: FxHashMap::default() };
        let is_of_actors = |vocabulary: &&Vocabulary| {
            let mut taxonomies = config.taxonomies.iter().filter(|taxonomy| taxonomy.actors);
            taxonomies.any(|taxonomy| taxonomy.vocabulary.as_deref() == Some(&vocabulary.name))
        };
        for term in vocabularies.iter().filter(is_of_actors).flat_map(|vocabulary| &vocabulary.terms) {
            for name in names_of(term) {
                known.names.insert(name.to_owned());
                known.ids.entry(folded_words(name)).or_insert(&term.id);
            }
        }
        known
    }

    /// Returns the commitments that a Markdown text states, with the ids of terms in the place of their
    /// names. `points` is what its front matter says of points, `language` that of the text.
    pub fn commitments(&self, body: &str, points: Option<bool>, language: &str) -> Vec<Stated> {
        let pieces = pieces::of(body, points, self.sections);
        let mut found = self.sections.commitments(&pieces, &self.names, language);
        for who in found.iter_mut().flat_map(|stated| &mut stated.who) {
            if let Some(id) = self.ids.get(&folded_words(who)) {
                *who = (*id).to_owned();
            }
        }
        found
    }
}

fn names_of(term: &Term) -> impl Iterator<Item = &str> {
    term.name.all().chain(term.acronym.all())
}

/// Returns the keys of a commitment and their values, as TOML and YAML both write them, in the order of the
/// documentation.
pub fn entries(stated: &Stated) -> Vec<(&'static str, String)> {
    let who: Vec<String> = stated.who.iter().map(|who| quoted(who)).collect();
    let all = [
        ("point", stated.point.as_deref().map(quoted)),
        ("who", (!who.is_empty()).then(|| format!("[{}]", who.join(", ")))),
        ("what", Some(quoted(&stated.what))),
        ("due", stated.due.map(|due| due.to_string())),
        ("when", stated.when.as_deref().map(quoted)),
        ("state", stated.is_done.then(|| quoted("done"))),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// Returns a text between quotes on one line.
fn quoted(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}
