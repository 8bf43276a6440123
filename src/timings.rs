//! How long each stage of a build takes, and how much memory.

use std::time::{Duration, Instant};

/// The stages of a build in order.
#[derive(Clone, Debug, Default)]
pub struct Timings {
    stages: Vec<Stage>,
}

#[derive(Clone, Copy, Debug)]
struct Stage {
    name: &'static str,
    time: Duration,
    /// The most memory that the program had had by its end, in bytes, where the system tells.
    peak: Option<u64>,
}

impl Timings {
    /// Runs a stage and notes its time.
    pub fn time<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        self.stages.push(Stage { name, time: start.elapsed(), peak: peak_memory() });
        result
    }

    /// Returns one line per stage: its time in milliseconds, and the most memory that the program had had by its end.
    pub fn to_text(&self) -> String {
        let line = |stage: &Stage| {
            let peak = stage.peak.map(|peak| format!("{:>8.1} MB", peak as f64 / 1e6)).unwrap_or_default();
            format!("{:<9}{:>10.1} ms{peak}\n", stage.name, stage.time.as_secs_f64() * 1e3)
        };
        self.stages.iter().map(line).collect()
    }

    /// Returns the time of all stages together in milliseconds, for a text.
    pub fn total_ms(&self) -> String {
        format!("{:.0}", self.total().as_secs_f64() * 1e3)
    }

    /// Returns the time of all stages together.
    pub fn total(&self) -> Duration {
        self.stages.iter().map(|stage| stage.time).sum()
    }
}

/// Returns the most memory that the program has had so far, in bytes: `VmHWM` of proc(5), which Linux alone has.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
