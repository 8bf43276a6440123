//! The output of a build: files by path, each handed on as soon as it is made.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, Place, has_errors};
use crate::messages::unread;
use crate::mutex::locked;
use crate::names::{collisions, flaw, flawed};
use crate::source::CONFIG_FILE;

/// Takes the files of an output, from several threads at once.
pub trait Sink: Sync {
    /// Takes a file. A path is given once; paths are relative to the output folder, with `/`. What goes wrong is told
    /// when the output is complete.
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>);

    /// Takes a file that is read from the disk, which may be larger than memory. Likewise.
    ///
    /// # Errors
    /// When it cannot be read.
    fn copy(&self, path: &str, from: &Path) -> io::Result<()>;
}

/// The output while it is made: hands files on, and knows the paths of those that there are.
pub struct Output<'a> {
    sink: &'a dyn Sink,
    paths: Mutex<BTreeSet<String>>,
    /// Paths that not every system can have, and so no output has.
    refused: Mutex<BTreeSet<String>>,
    /// Why a file could not be copied, the first that could not.
    failure: Mutex<Option<io::Error>>,
}

impl<'a> Output<'a> {
    /// Returns an empty output that hands its files to `sink`.
    pub fn new(sink: &'a dyn Sink) -> Output<'a> {
        Output { sink, paths: Mutex::default(), refused: Mutex::default(), failure: Mutex::default() }
    }

    /// Adds a file. One whose path another has is left out; one whose path would lead out of the folder, or cannot be on
    /// every system, too, and [`check`](Output::check) tells of it.
    pub fn insert<'b>(&self, path: impl Into<String>, bytes: impl Into<Cow<'b, [u8]>>) {
        let path = path.into();
        if self.admits(&path) {
            self.sink.put(&path, bytes.into());
        }
    }

    /// Adds a copy of a file of the disk. Likewise.
    pub fn copy(&self, path: &str, from: &Path) {
        if self.admits(path)
            && let Err(error) = self.sink.copy(path, from)
        {
            locked(&self.failure).get_or_insert(error);
        }
    }

    /// Whether a path can be added, and notes it.
    fn admits(&self, path: &str) -> bool {
        if flaw(path).is_some() {
            locked(&self.refused).insert(path.to_owned());
            return false;
        }
        locked(&self.paths).insert(path.to_owned())
    }

    /// Says whether all files could be copied.
    ///
    /// # Errors
    /// The first that could not be read.
    pub fn check_copies(&self) -> io::Result<()> {
        locked(&self.failure).take().map_or(Ok(()), Err)
    }

    /// Whether there is a file with this path.
    pub fn contains(&self, path: &str) -> bool {
        locked(&self.paths).contains(path)
    }

    /// Tells of paths that were refused, and of those that some system takes for one.
    pub fn check(&self, diagnostics: &mut Vec<Diagnostic>) {
        let (refused, paths) = (locked(&self.refused), locked(&self.paths));
        check_paths(refused.iter().chain(&*paths).map(String::as_str), diagnostics);
    }

    /// Returns the paths of all files.
    pub fn into_paths(self) -> BTreeSet<String> {
        self.paths.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells of paths of an output that not every system can have, and of those that some system takes for one.
pub(crate) fn check_paths<'a>(
    paths: impl Iterator<Item = &'a str> + Clone,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // A folder's name makes all its pages wrong; the first tells enough.
    let mut told = HashSet::new();
    for (path, flaw) in paths.clone().filter_map(|path| Some((path, flaw(path)?))) {
        if told.insert(std::mem::discriminant(&flaw)) {
            diagnostics.push(flawed(path, flaw).at(Place::file(CONFIG_FILE)));
        }
    }
    // What is wrong with addresses was told by their documents, if it could be.
    if has_errors(diagnostics) {
        return;
    }
    if let Some((first, second)) = collisions(paths).first() {
        let same = Diagnostic::error("output::same-path").with("first", *first).with("second", *second);
        diagnostics.push(same.at(Place::file(CONFIG_FILE)));
    }
}

/// Files by path, relative to the output folder, with `/`: an output in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputTree {
    files: BTreeMap<String, Vec<u8>>,
}

impl OutputTree {
    /// Adds a file, in the place of one with the same path.
    pub fn insert(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.files.insert(path.into(), bytes);
    }

    /// Returns a file's bytes.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Returns the files in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// A tree that is being filled.
impl Sink for Mutex<OutputTree> {
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>) {
        locked(self).insert(path, bytes.into_owned());
    }

    fn copy(&self, path: &str, from: &Path) -> io::Result<()> {
        let bytes = std::fs::read(from).map_err(|error| unread(from, &error))?;
        locked(self).insert(path, bytes);
        Ok(())
    }
}

/// Leaves every file out: for a build that is made to see what is wrong.
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _path: &str, _bytes: Cow<'_, [u8]>) {}

    fn copy(&self, _path: &str, _from: &Path) -> io::Result<()> {
        Ok(())
    }
}
