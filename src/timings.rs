//! How long each stage of a build takes, and how much memory it needs.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The stages of a build, in order, by their names in [`Timings`].
pub const BUILD_STAGES: [&str; 6] = ["load", "parse", "model", "render", "addresses", "publish"];

/// Called with the name of each stage as it begins.
type Listener = Arc<dyn Fn(&'static str) + Send + Sync>;

/// The stages of a build in order.
#[derive(Clone, Default)]
pub struct Timings {
    stages: Vec<Stage>,
    listener: Option<Listener>,
}

/// What a stage took.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// Its name, one of [`BUILD_STAGES`] or a part of one; `compare` where nothing had changed.
    pub name: &'static str,
    /// Whether it ran during the stage before, so that its time is a part of that stage's.
    pub is_beside: bool,
    /// How long it took.
    pub time: Duration,
    /// The program's peak memory up to its end, in bytes, where the system provides it.
    pub peak: Option<u64>,
}

impl Timings {
    /// Returns timings that call `listener` with the name of each stage as it begins, for a progress bar.
    pub fn told_to(listener: impl Fn(&'static str) + Send + Sync + 'static) -> Timings {
        Timings { listener: Some(Arc::new(listener)), ..Timings::default() }
    }

    /// Returns the timings of a single step.
    pub fn of_one(name: &'static str, time: Duration) -> Timings {
        Timings { stages: vec![Stage { name, is_beside: false, time, peak: peak_memory() }], listener: None }
    }

    /// Runs a stage and records its time.
    pub fn time<T>(&mut self, name: &'static str, run: impl FnOnce() -> T) -> T {
        if let Some(listener) = &self.listener {
            listener(name);
        }
        let start = Instant::now();
        let result = run();
        self.stages.push(Stage { name, is_beside: false, time: start.elapsed(), peak: peak_memory() });
        result
    }

    /// Records a step that ran during the stage that has just ended, with its time since the start of that
    /// stage.
    pub fn note_beside(&mut self, name: &'static str, time: Duration) {
        self.stages.push(Stage { name, is_beside: true, time, peak: peak_memory() });
    }

    /// Returns the stages so far.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Returns one line per stage: its time in milliseconds, and the program's peak memory up to its end. A
    /// stage that ran during another one is indented.
    pub fn to_text(&self) -> String {
        let line = |stage: &Stage| {
            let peak = stage.peak.map(|peak| format!("{:>8.1} MB", peak as f64 / 1e6)).unwrap_or_default();
            let name = if stage.is_beside { format!("  {}", stage.name) } else { stage.name.to_owned() };
            format!("{name:<9}{:>10.1} ms{peak}\n", stage.time.as_secs_f64() * 1e3)
        };
        self.stages.iter().map(line).collect()
    }

    /// Returns the total time of all stages in milliseconds, as text.
    pub fn total_ms(&self) -> String {
        format!("{:.0}", self.total().as_secs_f64() * 1e3)
    }

    /// Returns the total time of all stages.
    pub fn total(&self) -> Duration {
        self.stages.iter().filter(|stage| !stage.is_beside).map(|stage| stage.time).sum()
    }
}

/// Returns the program's peak memory so far, in bytes: `VmHWM` of proc(5), which only Linux has.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

impl fmt::Debug for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.stages.fmt(f)
    }
}
