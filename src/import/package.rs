//! Opens the packages that word processors write: zip files, within bounds.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Failure;
use super::xml::{self, Element};
use crate::diagnostic::code;

/// The most files in a package.
const ENTRIES_MAX: usize = 4096;
/// The most bytes of one file, unpacked.
const ENTRY_BYTES_MAX: u64 = 64 << 20;
/// The most bytes of all files, unpacked.
const TOTAL_BYTES_MAX: u64 = 256 << 20;

/// The files of a package, unpacked.
#[derive(Debug, Default)]
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
}

impl Package {
    /// Unpacks a zip file.
    ///
    /// # Errors
    /// When it is none, is damaged, or unpacks to more than the bounds.
    pub fn open(bytes: &[u8]) -> Result<Package, Failure> {
        let damaged = |_| Failure::new(code!("import::not-a-package"));
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > ENTRIES_MAX {
            return Err(Failure::new(code!("import::too-many-parts")).with("max", ENTRIES_MAX));
        }
        let mut parts = BTreeMap::new();
        let mut left = TOTAL_BYTES_MAX;
        for at in 0..archive.len() {
            let Some(Ok(name)) = archive.name_for_index(at) else { continue };
            let name = name.trim_start_matches('/').replace('\\', "/");
            let entry = archive.by_index(at).map_err(|_| Failure::damaged(&name))?;
            let limit = left.min(ENTRY_BYTES_MAX);
            let mut part = Vec::new();
            // What the file says of its size is not believed.
            entry.take(limit + 1).read_to_end(&mut part).map_err(|_| Failure::damaged(&name))?;
            if part.len() as u64 > limit {
                return Err(Failure::new(code!("import::too-large")));
            }
            left -= part.len() as u64;
            parts.insert(name, part);
        }
        Ok(Package { parts })
    }

    /// Returns the bytes of a part.
    pub fn bytes(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    /// Returns the parts whose names begin like this, in order.
    pub fn names<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a str> {
        self.parts.keys().map(String::as_str).filter(move |name| name.starts_with(start))
    }

    /// Reads a part as XML; `None` if there is no such part.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn xml(&self, name: &str) -> Result<Option<Element>, Failure> {
        self.bytes(name).map(|bytes| xml::parse(bytes, name)).transpose()
    }
}
