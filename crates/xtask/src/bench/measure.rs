//! Runs a program and measures its cost.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use wait4::Wait4 as _;

use super::machine;

/// The cost of running a program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    /// From start to end.
    pub(super) wall_seconds: f64,
    /// User and system time, of all its threads and processes.
    pub(super) cpu_seconds: f64,
    /// The part of it that is system time: mostly creating files.
    pub(super) system_seconds: f64,
    /// Its peak memory; of several processes, that of the largest.
    pub(super) peak_bytes: u64,
    /// How many cores were busy with something else meanwhile, on average.
    pub(super) others_cores: f64,
}

/// Runs a program with its own empty cache, and returns its cost and its output.
///
/// Earlier writes are flushed to the disk first, so that nobody waits for another's files.
///
/// # Errors
/// When it cannot be started or fails; the error shows its output.
pub(super) fn run(command: &mut Command, cache: &Path) -> Result<(Cost, String)> {
    let name = command.get_program().to_string_lossy().into_owned();
    std::fs::create_dir_all(cache)?;
    command.env("XDG_CACHE_HOME", cache).env("HUGO_CACHEDIR", cache);
    let said = [cache.with_extension("stdout"), cache.with_extension("stderr")];
    let file = |path: &Path| File::create(path).with_context(|| format!("{} cannot be made", path.display()));
    command.stdin(Stdio::null()).stdout(file(&said[0])?).stderr(file(&said[1])?);
    crate::command::run(&mut Command::new("sync"))?;
    let busy_before = machine::busy_seconds()?;
    let started = Instant::now();
    let child = command.spawn().with_context(|| format!("`{name}` cannot be started"))?;
    let ended = child.wait4().with_context(|| format!("`{name}` cannot be waited for"))?;
    let wall_seconds = started.elapsed().as_secs_f64();
    let busy_seconds = machine::busy_seconds()? - busy_before;
    let [printed, complained] = said.each_ref().map(|path| std::fs::read_to_string(path).unwrap_or_default());
    if !ended.status.success() {
        bail!("`{name}` failed ({}):\n{printed}{complained}", ended.status);
    }
    let system_seconds = ended.rusage.stime.as_secs_f64();
    let cpu_seconds = (ended.rusage.utime + ended.rusage.stime).as_secs_f64();
    let others_cores = ((busy_seconds - cpu_seconds) / wall_seconds).max(0.0);
    let peak_bytes = ended.rusage.maxrss;
    Ok((Cost { wall_seconds, cpu_seconds, system_seconds, peak_bytes, others_cores }, printed))
}

/// Returns the median of some values; with an even number, the mean of the middle two. Zero if there are
/// none.
pub(super) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        count if count % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{median, run};

    #[test]
    fn the_middle_of_values_is_found() {
        assert!((median([3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median([4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn a_program_that_works_costs_processor_time_and_memory() {
        let folder = std::env::temp_dir().join(format!("xtask-measure-{}", std::process::id()));
        let mut work = Command::new("sh");
        work.args(["-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo $i"]);
        let (cost, printed) = run(&mut work, &folder.join("cache")).expect("a shell is there");
        assert_eq!(printed, "200000\n");
        assert!(cost.cpu_seconds > 0.01 && cost.wall_seconds > 0.01, "{cost:?}");
        assert!((100_000..100_000_000).contains(&cost.peak_bytes), "bytes, not kilobytes: {cost:?}");
        assert!(run(Command::new("sh").args(["-c", "exit 3"]), &folder.join("cache")).is_err());
        std::fs::remove_dir_all(folder).expect("it was made");
    }
}
