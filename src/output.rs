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
    /// Takes a file. Each path is given once; paths are relative to the output folder, with `/`. Failures are
    /// reported when the output is complete.
    fn put(&self, path: &str, bytes: Cow<'_, [u8]>);

    /// Takes a file that is read from the disk and may be larger than memory. Paths are as for
    /// [`put`](Sink::put).
    ///
    /// # Errors
    /// When it cannot be read.
    fn copy(&self, path: &str, from: &Path) -> io::Result<()>;
}

/// The output while it is being made: hands files on, and knows their paths.
pub struct Output<'a> {
    sink: &'a dyn Sink,
    paths: Mutex<BTreeSet<String>>,
    /// Refused paths, which some systems cannot have.
    refused: Mutex<BTreeSet<String>>,
    /// Why a file could not be copied: the first failure.
    failure: Mutex<Option<io::Error>>,
}

impl<'a> Output<'a> {
    /// Returns an empty output that hands its files to `sink`.
    pub fn new(sink: &'a dyn Sink) -> Output<'a> {
        Output { sink, paths: Mutex::default(), refused: Mutex::default(), failure: Mutex::default() }
    }

    /// Adds a file. It is left out if its path is taken, leads out of the folder or is impossible on some
    /// system; [`check`](Output::check) reports the last two.
    pub fn insert<'b>(&self, path: impl Into<String>, bytes: impl Into<Cow<'b, [u8]>>) {
        let path = path.into();
        if self.admits(&path) {
            self.sink.put(&path, bytes.into());
        }
    }

    /// Adds a copy of a file on the disk, under the same rules as [`insert`](Output::insert).
    pub fn copy(&self, path: &str, from: &Path) {
        if self.admits(path)
            && let Err(error) = self.sink.copy(path, from)
        {
            locked(&self.failure).get_or_insert(error);
        }
    }

    /// Whether a path can be added; records it.
    fn admits(&self, path: &str) -> bool {
        if flaw(path).is_some() {
            locked(&self.refused).insert(path.to_owned());
            return false;
        }
        locked(&self.paths).insert(path.to_owned())
    }

    /// Checks that all files could be copied.
    ///
    /// # Errors
    /// The first copy that failed.
    pub fn check_copies(&self) -> io::Result<()> {
        locked(&self.failure).take().map_or(Ok(()), Err)
    }

    /// Whether there is a file with this path.
    pub fn contains(&self, path: &str) -> bool {
        locked(&self.paths).contains(path)
    }

    /// Reports refused paths, and paths that some system treats as the same.
    pub fn check(&self, diagnostics: &mut Vec<Diagnostic>) {
        let (refused, paths) = (locked(&self.refused), locked(&self.paths));
        check_paths(refused.iter().chain(&*paths).map(String::as_str), diagnostics);
    }

    /// Returns the paths of all files.
    pub fn into_paths(self) -> BTreeSet<String> {
        self.paths.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Reports output paths that some system cannot have, and paths that some system treats as the same.
pub(crate) fn check_paths<'a>(
    paths: impl Iterator<Item = &'a str> + Clone,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // A folder's name makes all its pages wrong; reporting the first is enough.
    let mut told = HashSet::new();
    for (path, flaw) in paths.clone().filter_map(|path| Some((path, flaw(path)?))) {
        if told.insert(std::mem::discriminant(&flaw)) {
            diagnostics.push(flawed(path, flaw).at(Place::file(CONFIG_FILE)));
        }
    }
    // Problems with addresses were already reported with their documents, where possible.
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
    /// Adds a file, replacing one with the same path.
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

/// A tree while it is being filled.
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

/// Discards every file: for builds that only look for problems.
pub struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _path: &str, _bytes: Cow<'_, [u8]>) {}

    fn copy(&self, _path: &str, _from: &Path) -> io::Result<()> {
        Ok(())
    }
}
