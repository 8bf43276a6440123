//! The tables `[offline]` and `[output]`: what a browser keeps for reading without a connection, and whether
//! the files are for reading without a server.

use super::Keys;

/// The upper limit of `whole_mb_max`, in megabytes.
const MEGABYTES_MAX: f64 = 200.0;
/// The default of `whole_mb_max`, in megabytes.
const MEGABYTES: f32 = 5.0;

/// Whether readers' browsers keep the archive, to show it without a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// They never did: there is no service worker.
    #[default]
    Never,
    /// They no longer do: a service worker removes what an earlier one kept.
    Ended,
    /// They do.
    Kept {
        /// The size in bytes up to which a browser fetches the whole archive, or the whole search index, at
        /// the first visit.
        whole_bytes_max: u64,
    },
}

impl Offline {
    /// Reads the table `[offline]`. An empty table, or one that turns it off, ends what an earlier one began.
    pub(super) fn read(keys: &mut Keys<'_>) -> Offline {
        let Some(table) = keys.table("offline") else { return Offline::Never };
        let mut inner = keys.inside(table);
        let enabled = inner.boolean("enabled").unwrap_or(false);
        let megabytes = inner.number("whole_mb_max", MEGABYTES_MAX).unwrap_or(MEGABYTES);
        inner.finish();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 200 million")]
        let whole_bytes_max = (f64::from(megabytes) * 1e6) as u64;
        if enabled { Offline::Kept { whole_bytes_max } } else { Offline::Ended }
    }

    /// Whether browsers keep the archive.
    pub fn is_kept(self) -> bool {
        matches!(self, Offline::Kept { .. })
    }
}

/// Reads the table `[output]`: whether links in pages are relative and lead to files.
pub(super) fn relative(keys: &mut Keys<'_>) -> bool {
    let Some(table) = keys.table("output") else { return false };
    let mut inner = keys.inside(table);
    let relative = inner.boolean("relative").unwrap_or(false);
    inner.finish();
    relative
}
