//! An entry file. An index has one for each language; these are the only files whose names never change.

use super::checksum::unsealed;
use super::varint::Bytes;
use super::{FORMAT_VERSION, PackError};

/// What the entry file holds.
#[derive(Clone, Debug, Default)]
pub struct Entry<'a> {
    /// The segments.
    pub segments: Vec<EntrySegment<'a>>,
}

/// A segment in the entry file.
#[derive(Clone, Copy, Debug, Default)]
pub struct EntrySegment<'a> {
    /// The tag of its language.
    pub language: &'a str,
    /// Its folder, next to the entry file.
    pub folder: &'a str,
    /// The content of its root part; empty if it must be fetched from the file `all` of the folder.
    pub root: &'a [u8],
}

impl<'a> Entry<'a> {
    /// Reads the entry file, decompressed.
    ///
    /// # Errors
    /// When the file is damaged or of another version.
    pub fn decode(file: &'a [u8]) -> Result<Entry<'a>, PackError> {
        // Versions before the fifth had no checksum.
        let content = match file.first() {
            Some(version @ ..FORMAT_VERSION) => return Err(PackError::Version(*version)),
            _ => unsealed("", file)?,
        };
        let mut bytes = Bytes::new(content);
        let version = bytes.u8();
        if version != FORMAT_VERSION {
            return Err(PackError::Version(version));
        }
        let mut entry = Entry::default();
        while !bytes.is_empty() {
            entry.segments.push(EntrySegment {
                language: bytes.str(),
                folder: bytes.str(),
                root: bytes.slice(),
            });
        }
        bytes.check()?;
        Ok(entry)
    }
}
