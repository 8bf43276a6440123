//! Runs every test in one command, or one of them.
//!
//! The steps are a table ([`steps`]). Those that wait for the network rather than compute run in parallel
//! with the others, from the beginning; the others run from top to bottom. The first failure ends the run,
//! and the steps after it are listed as not run. A step whose files do not exist yet is visibly skipped.

mod named;
mod steps;
mod table;

use std::time::Instant;

use anyhow::Result;

pub use named::run_named;
pub use steps::browser_tests;

use crate::command;
use crate::workspace::Workspace;
use steps::{Lane, STEPS, Step};
use table::Verdict;

/// How much to run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// Without a browser.
    Fast,
    /// What decides whether a change is good.
    Usual,
    /// Everything: with many more random cases and kills, and the widget rebuilt.
    Thorough,
}

/// A step and its result.
type Row = (&'static str, Verdict);

/// Runs the steps of an extent and prints a table of the results.
///
/// # Errors
/// The error of the first step that failed.
pub fn run(workspace: &Workspace, extent: Extent) -> Result<()> {
    let started = Instant::now();
    let (mut rows, mut failure) = (Vec::new(), None);
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| {
            let mut failure = None;
            (run_lane((workspace, extent), Lane::Beside, &mut failure), failure)
        });
        rows.extend(run_lane((workspace, extent), Lane::First, &mut failure));
        let (rows_beside, failure_beside) = beside.join().expect("a step does not panic");
        rows.extend(rows_beside);
        failure = failure.take().or(failure_beside);
    });
    rows.extend(run_lane((workspace, extent), Lane::Last, &mut failure));
    println!("\n==> summary");
    rows.iter().for_each(|(name, verdict)| println!("{}", table::row(name, verdict)));
    println!("{:<16} {:>8}", "in all", table::seconds(started.elapsed()));
    failure.map_or(Ok(()), Err)
}

/// Runs the steps of a lane, stopping after a failure.
fn run_lane(
    (workspace, extent): (&Workspace, Extent),
    lane: Lane,
    failure: &mut Option<anyhow::Error>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for step in STEPS.iter().filter(|step| step.lane == lane) {
        let verdict = if step.extent > extent {
            Verdict::LeftOut(step.extent)
        } else if failure.is_some() {
            Verdict::NotRun
        } else {
            let (verdict, error) = run_step(workspace, extent, step);
            *failure = error;
            verdict
        };
        rows.push((step.name, verdict));
    }
    rows
}

/// Runs a step and prints its output; the output of a parallel step is printed when it is done.
fn run_step(workspace: &Workspace, extent: Extent, step: &Step) -> (Verdict, Option<anyhow::Error>) {
    let started = Instant::now();
    let run = || (step.run)(workspace, extent);
    let (result, said) = if step.lane == Lane::Beside {
        command::captured(run)
    } else {
        println!("\n==> {}", step.name);
        (run(), String::new())
    };
    let (verdict, error) = match result {
        Ok(outcome) => (Verdict::Ran(outcome, started.elapsed()), None),
        Err(error) => {
            (Verdict::Failed(started.elapsed()), Some(error.context(format!("step `{}` failed", step.name))))
        }
    };
    let row = table::row(step.name, &verdict);
    if step.lane == Lane::Beside {
        println!("\n==> {} (beside the others)\n{said}{row}\n", step.name);
    } else {
        println!("{row}");
    }
    if let Some(error) = &error {
        println!("{error:#}");
    }
    (verdict, error)
}
