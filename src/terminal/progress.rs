//! A progress bar on the terminal: the stages of a build or an import, and the links being checked.

use std::io::{self, IsTerminal};
use std::time::Duration;

use actas::check::external::Listener;
use actas::messages::{Message, Speech};
use actas::{BUILD_STAGES, Timings, import};
use indicatif::{ProgressBar, ProgressStyle};

/// How often the bar is redrawn, in milliseconds.
const TICK_MS: u64 = 120;

/// A bar, or nothing where nobody would see it.
pub(crate) struct Progress {
    bar: ProgressBar,
    speech: Speech,
}

impl Progress {
    /// Returns a bar on the standard error, if that is a terminal and output is not quiet.
    pub(crate) fn new(speech: Speech, quiet: bool) -> Progress {
        let is_seen = !quiet && io::stderr().is_terminal();
        let bar = if is_seen { ProgressBar::new(BUILD_STAGES.len() as u64) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{bar:20} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        if is_seen {
            bar.enable_steady_tick(Duration::from_millis(TICK_MS));
        }
        Progress { bar, speech }
    }

    /// Returns timings that advance the bar.
    pub(crate) fn timings(&self) -> Timings {
        let (bar, speech) = (self.bar.clone(), self.speech);
        Timings::told_to(move |stage| {
            let at = BUILD_STAGES.iter().position(|known| *known == stage).unwrap_or_default();
            bar.set_message(Message::new(format!("stage_{stage}")).text(speech));
            bar.set_length(BUILD_STAGES.len() as u64);
            bar.set_position(at as u64);
        })
    }

    /// Returns a listener that advances the bar with each link that is checked.
    pub(crate) fn links(&self) -> Listener {
        let bar = self.bar.clone();
        let message = Message::new("stage_external").text(self.speech);
        Listener::new(move |done, all| {
            bar.set_message(message.clone());
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        })
    }

    /// Returns a listener that advances the bar with each stage of importing `files` files.
    pub(crate) fn imports(&self, files: usize) -> import::Listener {
        let (bar, speech) = (self.bar.clone(), self.speech);
        bar.set_length((files * import::STAGES.len()) as u64);
        import::Listener::new(move |stage, file| {
            let message = Message::new(format!("stage_import-{stage}")).with("file", file);
            bar.set_message(message.text(speech));
            let at = import::STAGES.iter().position(|known| *known == stage).unwrap_or_default() as u64;
            let done = bar.position();
            // A file that fails skips stages.
            let stages = import::STAGES.len() as u64;
            bar.set_position(if at == 0 {
                done.next_multiple_of(stages)
            } else {
                done / stages * stages + at
            });
        })
    }

    /// Removes the bar.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
