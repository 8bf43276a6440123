//! Describes the machine, and how busy it is.

use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;
use crate::workspace::Workspace;

/// The load above which figures are not reliable, in processes that want a core.
const LOAD_MAX: f64 = 0.5;
/// The unit of time in `/proc/stat` (`USER_HZ`, 100 on every Linux; man 5 proc).
const TICKS_A_SECOND: f64 = 100.0;

/// Returns the machine, the versions and a warning if it is busy with other work, as Markdown.
pub(super) fn describe(workspace: &Workspace, versions: &[String]) -> Result<String> {
    let cores = std::thread::available_parallelism().context("the cores cannot be counted")?;
    let kernel = read("/proc/sys/kernel/osrelease")?;
    let processor = field(&read("/proc/cpuinfo")?, "model name").unwrap_or_else(|| "unknown".to_owned());
    let memory = field(&read("/proc/meminfo")?, "MemTotal").unwrap_or_default();
    let kilobytes: f64 = memory.trim_end_matches(" kB").parse().unwrap_or_default();
    let mut git = Command::new("git");
    git.current_dir(workspace.root()).args(["describe", "--always", "--dirty"]);
    let commit = command::output(&mut git).unwrap_or_else(|_| "unknown".to_owned());
    let mut text = String::from("# Builds beside each other\n\n");
    let _ = writeln!(
        text,
        "{cores} cores ({processor}), {:.0} GiB, Linux {}; commit {commit}.",
        kilobytes / 1024.0 / 1024.0,
        kernel.trim()
    );
    for version in versions {
        let _ = writeln!(text, "- {}", version.lines().next().unwrap_or_default());
    }
    let load = load()?;
    if load > LOAD_MAX {
        let _ = writeln!(
            text,
            "\n**This machine was busy before anything was measured (load {load:.1}).** Trust ratios of processor \
             time more than seconds."
        );
    }
    Ok(text)
}

/// Returns how long the cores have been busy since the machine started, summed over all, in seconds.
pub(super) fn busy_seconds() -> Result<f64> {
    busy(&read("/proc/stat")?).context("/proc/stat does not tell how busy the processor is")
}

/// Sums user, nice, system, irq, softirq and steal of the first line of `/proc/stat`; guest time is included
/// in user.
fn busy(stat: &str) -> Option<f64> {
    let figures: Vec<f64> =
        stat.lines().next()?.strip_prefix("cpu ")?.split_whitespace().flat_map(str::parse).collect();
    let ticks: f64 = [0, 1, 2, 5, 6, 7].iter().map(|&place| figures.get(place).copied().unwrap_or(0.0)).sum();
    (figures.len() >= 4).then_some(ticks / TICKS_A_SECOND)
}

/// The load of the last minute.
fn load() -> Result<f64> {
    let text = read("/proc/loadavg")?;
    let first = text.split(' ').next().unwrap_or_default();
    first.parse().context("/proc/loadavg does not tell the load")
}

fn read(path: &str) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{path} cannot be read: this needs Linux"))
}

/// Returns the value of the first line `name: value`.
fn field(text: &str, name: &str) -> Option<String> {
    let values = text.lines().filter_map(|line| line.split_once(':'));
    values.filter(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().to_owned()).next()
}

#[cfg(test)]
mod tests {
    use super::{busy, field};

    #[test]
    fn what_is_idle_or_waits_is_not_busy() {
        let seconds = busy("cpu  100 20 30 5000 400 1 2 3 0 0\ncpu0 1 2 3\n").expect("figures");
        assert!((seconds - 1.56).abs() < 1e-9, "{seconds}");
        assert!(busy("intr 1 2 3").is_none());
    }

    #[test]
    fn fields_are_read() {
        assert_eq!(field("MemTotal:       24612345 kB\n", "MemTotal").as_deref(), Some("24612345 kB"));
    }
}
