//! A site, queries over it, and the pages that answer them.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// How many pages of an answer count.
pub(crate) const DEPTH: usize = 10;

/// How well a page answers a query: 1 touches on it, 2 is about it, 3 is the one sought.
pub(crate) type Grade = u8;

/// A site and queries over it.
pub(crate) struct Collection {
    /// Its name in tables.
    pub(crate) name: String,
    /// The site's folder.
    pub(crate) site: PathBuf,
    /// The queries, in the order of their categories.
    pub(crate) queries: Vec<Query>,
}

impl Collection {
    /// Returns the name as part of a path.
    pub(crate) fn folder_name(&self) -> String {
        self.name.to_lowercase().replace(' ', "-")
    }
}

/// A query and the pages that answer it.
pub(crate) struct Query {
    /// What is typed.
    pub(crate) text: String,
    /// The kind of query.
    pub(crate) category: String,
    /// Where to search.
    pub(crate) scope: Scope,
    /// The pages worth finding, by address from the root of the site.
    pub(crate) relevant: BTreeMap<String, Grade>,
}

/// Which pages are searched.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// Those in the language with this tag.
    Language(String),
    /// All, with a query in the language with this tag.
    All {
        /// The language of the query's words.
        words: String,
    },
}

impl Scope {
    /// Returns the language that is searched; `None` for all.
    pub(crate) fn language(&self) -> Option<&str> {
        match self {
            Scope::Language(language) => Some(language),
            Scope::All { .. } => None,
        }
    }

    /// Returns the language of the query's words.
    pub(crate) fn words(&self) -> &str {
        match self {
            Scope::Language(words) | Scope::All { words } => words,
        }
    }
}

/// An engine's answer: the addresses of its best pages, at most [`DEPTH`], best first.
pub(crate) type Answer = Vec<String>;
