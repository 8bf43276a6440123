//! How long each stage of a build takes.

use std::time::{Duration, Instant};

/// The stages of a build in order, each with its time.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    stages: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn time<T>(&mut self, stage: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.stages.push((stage, start.elapsed()));
        result
    }

    /// Returns one line per stage, times in milliseconds.
    pub fn to_text(&self) -> String {
        let line =
            |(stage, time): &(&str, Duration)| format!("{stage:<8}{:>10.1} ms\n", time.as_secs_f64() * 1e3);
        self.stages.iter().map(line).collect()
    }

    /// Returns the time of all stages together in milliseconds, for a text.
    pub fn total_ms(&self) -> String {
        format!("{:.0}", self.total().as_secs_f64() * 1e3)
    }

    /// Returns the time of all stages together.
    pub fn total(&self) -> Duration {
        self.stages.iter().map(|(_, time)| *time).sum()
    }
}
