//! Texts set aside until they are written into pages: the HTML and the Markdown of all reports would fill the memory
//! long before anything else of a large archive does.
//!
//! They lie in one temporary file without a name, which the system removes with the program.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use crate::output::locked;

/// Up to this size (in bytes of all texts together) everything stays in memory: most archives never need a file.
const MEMORY_BYTES_MAX: usize = 32 << 20;

/// Where texts are set aside.
#[derive(Clone, Default)]
pub struct Texts {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    bytes: usize,
    file: Option<Arc<File>>,
    /// Where the file ends.
    end: u64,
    /// What went wrong first.
    failure: Option<io::Error>,
}

/// A text that was set aside.
#[derive(Clone)]
pub struct Text {
    place: Place,
    texts: Texts,
}

#[derive(Clone)]
enum Place {
    Memory(Arc<str>),
    File(Arc<File>, u64, usize),
}

impl Texts {
    /// Sets a text aside.
    pub fn keep(&self, text: String) -> Text {
        let mut shared = locked(&self.shared);
        shared.bytes += text.len();
        let place = if shared.bytes <= MEMORY_BYTES_MAX { None } else { shared.append(&text) };
        // Where the file cannot be had, memory must do.
        let place = place.unwrap_or_else(|| Place::Memory(text.into()));
        Text { place, texts: self.clone() }
    }

    /// Returns what went wrong with the texts: those read since may be incomplete.
    ///
    /// # Errors
    /// When the temporary file could not be read.
    pub fn check(&self) -> io::Result<()> {
        locked(&self.shared).failure.take().map_or(Ok(()), Err)
    }
}

impl Shared {
    fn append(&mut self, text: &str) -> Option<Place> {
        let file = match &self.file {
            Some(file) => Arc::clone(file),
            None => Arc::clone(self.file.insert(Arc::new(tempfile::tempfile().ok()?))),
        };
        write_at(&file, text.as_bytes(), self.end).ok()?;
        let place = Place::File(file, self.end, text.len());
        self.end += text.len() as u64;
        Some(place)
    }
}

impl Text {
    /// Returns the text. If it cannot be read, [`Texts::check`] says so afterwards.
    pub fn read(&self) -> Cow<'_, str> {
        let length = match &self.place {
            Place::Memory(text) => text.len(),
            Place::File(.., length) => *length,
        };
        self.part(0..length)
    }

    /// Returns a part of the text, in bytes; nothing if that is no part of it.
    pub fn part(&self, range: Range<usize>) -> Cow<'_, str> {
        match &self.place {
            Place::Memory(text) => text.get(range).unwrap_or_default().into(),
            Place::File(file, start, length) if range.start <= range.end && range.end <= *length => {
                let part = read_at(file, start + range.start as u64, range.len());
                part.map_or_else(|error| self.fail(error), Cow::Owned)
            }
            Place::File(..) => Cow::default(),
        }
    }

    fn fail(&self, error: io::Error) -> Cow<'_, str> {
        locked(&self.texts.shared).failure.get_or_insert(error);
        Cow::default()
    }
}

/// The empty text.
impl Default for Text {
    fn default() -> Text {
        Text { place: Place::Memory("".into()), texts: Texts::default() }
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").finish_non_exhaustive()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.read(), f)
    }
}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, start)
}

#[cfg(windows)]
fn write_at(file: &File, mut bytes: &[u8], mut start: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let written = std::os::windows::fs::FileExt::seek_write(file, bytes, start)?;
        bytes = &bytes[written..];
        start += written as u64;
    }
    Ok(())
}

fn read_at(file: &File, start: u64, length: usize) -> io::Result<String> {
    let mut bytes = vec![0; length];
    #[cfg(unix)]
    std::os::unix::fs::FileExt::read_exact_at(file, &mut bytes, start)?;
    #[cfg(windows)]
    {
        let mut reached = 0;
        while reached < length {
            let place = start + reached as u64;
            let read = std::os::windows::fs::FileExt::seek_read(file, &mut bytes[reached..], place)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            reached += read;
        }
    }
    String::from_utf8(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_from_memory_and_from_the_file() {
        let texts = Texts::default();
        let long = "ñandú ".repeat(MEMORY_BYTES_MAX / 7 / 3);
        let kept: Vec<Text> = (0..8).map(|number| texts.keep(format!("{number} {long}"))).collect();
        assert!(matches!(kept[0].place, Place::Memory(_)) && matches!(kept[7].place, Place::File(..)));
        for (number, text) in kept.iter().enumerate() {
            assert_eq!(text.read(), format!("{number} {long}"));
            assert_eq!(text.part(0..1), number.to_string());
            assert_eq!(text.part(2..usize::MAX), "");
        }
        assert!(texts.check().is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let texts = Texts::default();
        let file = Arc::new(tempfile::tempfile().expect("a file"));
        let text = Text { place: Place::File(file, 3, 5), texts: texts.clone() };
        assert_eq!(text.read(), "");
        assert!(texts.check().is_err());
    }
}
