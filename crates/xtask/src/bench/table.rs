//! The figures as Markdown.

use std::fmt::Write as _;

use super::actas::Again;
use super::measure::{Cost, median};
use super::{Contender, Measured, Step};

const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// A row's figures: medians over the runs.
#[derive(Clone, Copy)]
struct Figures {
    wall: f64,
    cpu: f64,
    system: f64,
    peak: f64,
    others: f64,
}

/// Returns the tables of an archive.
pub(super) fn size(reports: usize, rounds: usize, measured: &[Measured], again: &Again) -> String {
    let mut text = format!("## {reports} reports\n\n");
    let runs = if rounds == 1 {
        "One run each".to_owned()
    } else {
        format!("Medians of {rounds} runs each, in turns")
    };
    let _ = writeln!(
        text,
        "{runs}. *Peak*: of the largest process. *Others*: cores that were busy with something else meanwhile.\n"
    );
    text += &builds(measured);
    text += &outputs(measured);
    text += &stages(measured);
    text += &repeated(measured, again);
    text
}

/// What each contender cost, in all and by program.
fn builds(measured: &[Measured]) -> String {
    let mut text = String::from(
        "| | wall s | CPU s | of it system | peak MiB | others | wall, actas = 1 | CPU, actas = 1 | peak, actas = 1 | CPU s for 1,000 files |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let ours = measured.iter().find(|measured| measured.contender == Contender::Actas).map(whole);
    for measured in measured {
        let figures = whole(measured);
        let per_files = figures.cpu * 1000.0 / measured.output.files() as f64;
        let _ = write!(text, "| {} |{}", measured.contender.name(), cells(&figures));
        if let Some(ours) = ours {
            let ratios = [figures.wall / ours.wall, figures.cpu / ours.cpu, figures.peak / ours.peak];
            for ratio in ratios {
                let _ = write!(text, " {ratio:.2} |");
            }
        }
        let _ = writeln!(text, " {per_files:.2} |");
        let programs = measured.runs.first().map_or(0, Vec::len);
        for place in (0..programs).filter(|_| programs > 1) {
            let steps: Vec<&Step> = measured.runs.iter().filter_map(|run| run.get(place)).collect();
            let name = steps.first().map_or("", |step| step.program);
            let figures = medians(steps.iter().map(|step| step.cost));
            let _ = writeln!(text, "| – {name} |{} | | | |", cells(&figures));
        }
    }
    text
}

/// What each contender wrote.
fn outputs(measured: &[Measured]) -> String {
    let mut text = String::from(
        "\n| written | pages | MB | other files | MB | index files | MB | all files | MB |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for Measured { contender, output, .. } in measured {
        let columns = [
            (output.pages, output.page_bytes),
            (output.others, output.other_bytes),
            (output.index, output.index_bytes),
            (output.files(), output.bytes()),
        ];
        let _ = write!(text, "| {} |", contender.name());
        for (files, bytes) in columns {
            let _ = write!(text, " {files} | {:.1} |", bytes as f64 / 1e6);
        }
        text.push('\n');
    }
    text
}

/// The stages of actas, longest first.
fn stages(measured: &[Measured]) -> String {
    let steps: Vec<&Step> = measured.iter().flat_map(|measured| measured.runs.iter().flatten()).collect();
    let ours: Vec<&Step> = steps.into_iter().filter(|step| !step.stages.is_empty()).collect();
    let Some(first) = ours.first() else { return String::new() };
    let time = |name: &str| {
        let times = ours.iter().flat_map(|step| &step.stages).filter(|(other, _)| other == name);
        median(times.map(|(_, time)| *time))
    };
    let mut rows: Vec<(&str, f64)> =
        first.stages.iter().map(|(name, _)| (name.as_str(), time(name))).collect();
    rows.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut text = String::from("\n| stage of actas | ms |\n| --- | ---: |\n");
    for (name, time) in rows {
        let _ = writeln!(text, "| {name} | {time:.0} |");
    }
    text
}

/// What it costs actas to rebuild into the folder of the last build, and the unavoidable part of a build.
fn repeated(measured: &[Measured], again: &Again) -> String {
    let mut text = String::from(
        "\n| actas again | wall s | CPU s | of it system | peak MiB | others | wall, first build = 1 | CPU, first build = 1 |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    let first = measured.iter().find(|measured| measured.contender == Contender::Actas).map(whole);
    let rows = [
        ("nothing changed", &again.unchanged),
        ("one report changed", &again.edited),
        ("the floor: sources read word by word, the same files written", &again.floor),
    ];
    for (name, costs) in rows {
        let figures = medians(costs.iter().copied());
        let _ = write!(text, "| {name} |{}", cells(&figures));
        if let Some(first) = first {
            let _ = write!(text, " {:.2} | {:.2} |", figures.wall / first.wall, figures.cpu / first.cpu);
        }
        text.push('\n');
    }
    text
}

/// Returns a contender's overall cost: the sums over its programs, and the peak of the largest.
fn whole(measured: &Measured) -> Figures {
    let run = |steps: &Vec<Step>| {
        let wall_seconds: f64 = steps.iter().map(|step| step.cost.wall_seconds).sum();
        let others: f64 = steps.iter().map(|step| step.cost.others_cores * step.cost.wall_seconds).sum();
        Cost {
            wall_seconds,
            cpu_seconds: steps.iter().map(|step| step.cost.cpu_seconds).sum(),
            system_seconds: steps.iter().map(|step| step.cost.system_seconds).sum(),
            peak_bytes: steps.iter().map(|step| step.cost.peak_bytes).max().unwrap_or_default(),
            others_cores: others / wall_seconds,
        }
    };
    medians(measured.runs.iter().map(run))
}

fn medians(costs: impl IntoIterator<Item = Cost>) -> Figures {
    let costs: Vec<Cost> = costs.into_iter().collect();
    Figures {
        wall: median(costs.iter().map(|cost| cost.wall_seconds)),
        cpu: median(costs.iter().map(|cost| cost.cpu_seconds)),
        system: median(costs.iter().map(|cost| cost.system_seconds)),
        peak: median(costs.iter().map(|cost| cost.peak_bytes as f64)),
        others: median(costs.iter().map(|cost| cost.others_cores)),
    }
}

fn cells(figures: &Figures) -> String {
    let Figures { wall, cpu, system, peak, others } = figures;
    format!(" {wall:.2} | {cpu:.2} | {system:.2} | {:.0} | {others:.1} |", peak / MEBIBYTE)
}

#[cfg(test)]
mod tests {
    use super::super::output::Output;
    use super::{Again, Contender, Cost, Measured, Step, size};

    fn cost(wall_seconds: f64, peak_mib: u64) -> Cost {
        Cost {
            wall_seconds,
            cpu_seconds: wall_seconds * 1.5,
            system_seconds: wall_seconds * 0.5,
            peak_bytes: peak_mib << 20,
            others_cores: 0.25,
        }
    }

    fn step(program: &'static str, wall_seconds: f64, peak_mib: u64) -> Step {
        let stages = if program == "actas" { vec![("load".to_owned(), 7.0)] } else { Vec::new() };
        Step { program, cost: cost(wall_seconds, peak_mib), stages }
    }

    #[test]
    fn programs_are_summed_and_the_largest_counts() {
        let output = Output { pages: 500, ..Output::default() };
        let measured = [
            Measured { contender: Contender::Actas, runs: vec![vec![step("actas", 1.0, 50)]], output },
            Measured {
                contender: Contender::HugoPages,
                runs: vec![vec![step("Hugo", 2.0, 300), step("Pagefind", 4.0, 100)]],
                output,
            },
        ];
        let again = Again {
            unchanged: vec![cost(0.5, 50)],
            edited: vec![cost(0.25, 50)],
            floor: vec![cost(0.125, 50)],
        };
        let text = size(10, 1, &measured, &again);
        let rows = [
            "| actas | 1.00 | 1.50 | 0.50 | 50 | 0.2 | 1.00 | 1.00 | 1.00 | 3.00 |",
            "| Hugo + Pagefind, pages only | 6.00 | 9.00 | 3.00 | 300 | 0.2 | 6.00 | 6.00 | 6.00 | 18.00 |",
            "| – Hugo | 2.00 | 3.00 | 1.00 | 300 | 0.2 | | | | |",
            "| load | 7 |",
            "| nothing changed | 0.50 | 0.75 | 0.25 | 50 | 0.2 | 0.50 | 0.50 |",
            "| the floor: sources read word by word, the same files written | 0.12 | 0.19 | 0.06 | 50 | 0.2 | 0.12 | 0.12 |",
        ];
        for row in rows {
            assert!(text.lines().any(|line| line == row), "no {row} in\n{text}");
        }
    }
}
