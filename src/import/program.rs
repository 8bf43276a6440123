//! Other programs that read formats: where they are, and how long they may take.

use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

/// How long a program may take.
const TIME_MAX: Duration = Duration::from_secs(120);
/// How often it is looked whether it is done.
const INTERVAL: Duration = Duration::from_millis(50);

/// Why a program came to no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It took too long, and was ended.
    Time,
    /// The system does not tell of it.
    Lost,
}

/// Returns where the first of these programs is, in the search path or at one of the places.
pub(super) fn find(names: &[&str], places: &[&str]) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let in_path = folders.iter().flat_map(|folder| names.iter().map(|name| folder.join(name)));
    in_path.chain(places.iter().map(PathBuf::from)).find(|path| path.is_file())
}

/// Waits until a program ends; returns whether it succeeded.
///
/// # Errors
/// When it takes too long.
pub(super) fn wait(child: &mut Child) -> Result<bool, Trouble> {
    let started = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) if started.elapsed() < TIME_MAX => std::thread::sleep(INTERVAL),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(Trouble::Time);
            }
            Err(_) => return Err(Trouble::Lost),
        }
    }
}
