//! Why a file of a pack cannot be read.

/// Why a file of a pack cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackError {
    /// The file ends in the middle of a value.
    Truncated,
    /// A value is impossible: the file does not belong to a pack, or is damaged.
    Malformed,
    /// The pack has another [`super::FORMAT_VERSION`]; the site must be rebuilt.
    Version(u8),
}

impl PackError {
    /// Returns what the reader is told.
    pub fn message(self) -> &'static str {
        match self {
            PackError::Truncated => "a search file is incomplete",
            PackError::Malformed => "a search file is damaged",
            PackError::Version(_) => "the search files are of another version of actas: build the site again",
        }
    }
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for PackError {}
