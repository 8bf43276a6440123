//! Texts set aside until they are needed. The sources, the HTML and the Markdown of all reports would fill
//! the memory long before anything else in a large archive does.
//!
//! They are kept in one unnamed temporary file, which the system removes when the program ends.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

use crate::mutex::locked;

/// Up to this size (in bytes, over all texts) everything stays in memory: most archives never need a file.
const MEMORY_BYTES_MAX: usize = 32 << 20;

/// The store that texts are set aside in.
#[derive(Clone, Default)]
pub struct Texts {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    file: OnceLock<File>,
    filled: Mutex<Filled>,
}

#[derive(Default)]
struct Filled {
    /// The total length of all texts.
    bytes: usize,
    /// Where the file ends.
    end: u64,
    /// The first failure.
    failure: Option<io::Error>,
}

/// A text that was set aside. There are many for each report, so it is kept small.
#[derive(Clone)]
pub struct Text(Place);

#[derive(Clone)]
enum Place {
    Memory(Arc<str>),
    File { texts: Texts, start: u64, length: usize },
}

impl Texts {
    /// Sets a text aside that others may also hold: as long as they do, it is in memory anyway, and stays
    /// there.
    pub fn share(&self, text: Arc<str>) -> Text {
        if Arc::strong_count(&text) > 1 { Text(Place::Memory(text)) } else { self.keep(text) }
    }

    /// Sets a text aside.
    pub fn keep(&self, text: impl AsRef<str> + Into<Arc<str>>) -> Text {
        let length = text.as_ref().len();
        let mut filled = locked(&self.shared.filled);
        filled.bytes += length;
        let start =
            if filled.bytes <= MEMORY_BYTES_MAX { None } else { self.append(text.as_ref(), &mut filled.end) };
        drop(filled);
        // If there is no file, the text stays in memory.
        Text(match start {
            Some(start) => Place::File { texts: self.clone(), start, length },
            None => Place::Memory(text.into()),
        })
    }

    /// Writes the text to the file and returns where it begins.
    fn append(&self, text: &str, end: &mut u64) -> Option<u64> {
        let file = &self.shared.file;
        if file.get().is_none() {
            // Only the thread that fills the file gets here, so nobody else can have made one.
            let _ = file.set(tempfile::tempfile().ok()?);
        }
        let start = *end;
        write_at(file.get()?, text.as_bytes(), start).ok()?;
        *end += text.len() as u64;
        Some(start)
    }

    fn read(&self, start: u64, length: usize) -> io::Result<String> {
        String::from_utf8(self.read_bytes(start, length)?).map_err(io::Error::other)
    }

    fn read_bytes(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        let file = self.shared.file.get().ok_or(io::ErrorKind::NotFound)?;
        read_at(file, start, length)
    }

    /// Returns the first failure: texts read since may be incomplete.
    ///
    /// # Errors
    /// When the temporary file could not be read.
    pub fn check(&self) -> io::Result<()> {
        locked(&self.shared.filled).failure.take().map_or(Ok(()), Err)
    }
}

impl Text {
    /// Returns the text. If it cannot be read, [`Texts::check`] reports it afterwards.
    pub fn read(&self) -> Cow<'_, str> {
        let length = match &self.0 {
            Place::Memory(text) => text.len(),
            Place::File { length, .. } => *length,
        };
        self.part(0..length)
    }

    /// Returns the text, shared with its other holders as long as it is in memory.
    pub fn shared(&self) -> Arc<str> {
        match &self.0 {
            Place::Memory(text) => Arc::clone(text),
            Place::File { .. } => self.read().into(),
        }
    }

    /// Whether it is this very text, not an equal one or a copy that was set aside.
    pub fn is(&self, text: &Arc<str>) -> bool {
        matches!(&self.0, Place::Memory(own) if Arc::ptr_eq(own, text))
    }

    /// Returns the given byte range of the text; empty if the range is out of bounds.
    pub fn part(&self, range: Range<usize>) -> Cow<'_, str> {
        match &self.0 {
            Place::Memory(text) => text.get(range).unwrap_or_default().into(),
            Place::File { texts, start, length } if range.start <= range.end && range.end <= *length => {
                let part = texts.read(start + range.start as u64, range.len());
                part.map_or_else(|error| fail(texts, error), Cow::Owned)
            }
            Place::File { .. } => Cow::default(),
        }
    }

    /// Returns the part of the text in this range of bytes, and where it begins, without characters that
    /// begin before it or end after it.
    pub fn within(&self, range: Range<usize>) -> (usize, Cow<'_, str>) {
        match &self.0 {
            Place::Memory(text) => {
                let end = text.floor_char_boundary(range.end);
                let start = text.ceil_char_boundary(range.start).min(end);
                (start, text[start..end].into())
            }
            Place::File { texts, start, length } => {
                let end = range.end.min(*length);
                let from = range.start.min(end);
                match texts.read_bytes(start + from as u64, end - from) {
                    Ok(bytes) => {
                        let cut = bytes.iter().take_while(|byte| matches!(byte, 0x80..=0xbf)).count();
                        (
                            from + cut,
                            String::from_utf8(whole_characters(bytes, cut)).unwrap_or_default().into(),
                        )
                    }
                    Err(error) => (from, fail(texts, error)),
                }
            }
        }
    }
}

/// Returns the UTF-8 text after the first `from` bytes, without an incomplete character at its end.
fn whole_characters(mut bytes: Vec<u8>, from: usize) -> Vec<u8> {
    bytes.drain(..from);
    if let Err(error) = std::str::from_utf8(&bytes) {
        bytes.truncate(error.valid_up_to());
    }
    bytes
}

fn fail<'a>(texts: &Texts, error: io::Error) -> Cow<'a, str> {
    locked(&texts.shared.filled).failure.get_or_insert(error);
    Cow::default()
}

/// A text that stays in memory.
impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(Place::Memory(text.into()))
    }
}

/// The empty text.
impl Default for Text {
    fn default() -> Text {
        Text(Place::Memory("".into()))
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

/// Reads a part of a file, independently of other readers' positions.
pub(crate) fn read_at(file: &File, start: u64, length: usize) -> io::Result<Vec<u8>> {
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
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_in_memory(text: &Text) -> bool {
        matches!(text.0, Place::Memory(_))
    }

    #[test]
    fn texts_come_back_from_memory_and_from_the_file() {
        let texts = Texts::default();
        let long = "ñandú ".repeat(MEMORY_BYTES_MAX / 7 / 3);
        let kept: Vec<Text> = (0..8).map(|number| texts.keep(format!("{number} {long}"))).collect();
        assert!(is_in_memory(&kept[0]) && !is_in_memory(&kept[7]));
        for (number, text) in kept.iter().enumerate() {
            assert_eq!(text.read(), format!("{number} {long}"));
            assert_eq!(text.part(0..1), number.to_string());
            assert_eq!(text.part(2..usize::MAX), "");
        }
        assert!(texts.check().is_ok());
    }

    #[test]
    fn parts_have_whole_characters() {
        let texts = Texts::default();
        let kept = texts.keep("añb€c");
        texts.keep("x".repeat(MEMORY_BYTES_MAX));
        let aside = texts.keep("añb€c");
        assert!(is_in_memory(&kept) && !is_in_memory(&aside));
        for text in [kept, aside] {
            let within = |range| {
                let (start, part) = text.within(range);
                (start, part.into_owned())
            };
            assert_eq!(within(0..2), (0, "a".to_owned()));
            assert_eq!(within(2..6), (3, "b".to_owned()));
            assert_eq!(within(5..99), (7, "c".to_owned()));
            assert_eq!(within(1..7), (1, "ñb€".to_owned()));
            assert_eq!(within(5..6).1, "");
        }
        assert!(texts.check().is_ok());
    }

    #[test]
    fn a_text_that_others_hold_stays_in_memory() {
        let texts = Texts::default();
        texts.keep("x".repeat(MEMORY_BYTES_MAX));
        let text: Arc<str> = "ñandú".into();
        let held = texts.share(Arc::clone(&text));
        assert!(is_in_memory(&held) && held.is(&text) && !held.is(&"ñandú".into()));
        drop(held);
        let alone = texts.share(text);
        assert!(!is_in_memory(&alone));
        assert_eq!((&*alone.read(), &*alone.shared()), ("ñandú", "ñandú"));
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let texts = Texts::default();
        texts.shared.file.set(tempfile::tempfile().expect("a file")).expect("none so far");
        let text = Text(Place::File { texts: texts.clone(), start: 3, length: 5 });
        assert_eq!(text.read(), "");
        assert!(texts.check().is_err());
    }
}
