//! The project's own commands: `cargo xtask test`, `import`, `widget`, `relevance`, `scale`, `bench`, `fuzz`,
//! `load` and `release-notes`.
//!
//! [`mod@test`] runs every check and installs what they need; continuous integration calls the same and
//! nothing else. [`mod@compiler`] and [`mod@docs`] lint and document what is compiled for tests. [`widget`]
//! builds the search widget that is embedded in the generator, so that building the generator takes only
//! Rust; [`digest`] checks whether the one in the repository matches its sources. [`mod@fuzz`] looks for
//! inputs that break the program, [`load`] for numbers of readers that do. [`scale`] measures the search of
//! archives of growing size, [`mod@bench`] how long they take to build, compared with other generators.

mod bench;
mod command;
mod compiler;
mod digest;
mod docs;
mod fuzz;
mod import;
mod load;
mod programs;
mod release;
mod relevance;
mod scale;
mod size;
mod test;
mod toolchain;
mod tools;
mod widget;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use workspace::Workspace;

const USAGE: &str = "\
usage: cargo xtask <command>

  test               run every test, installing what it needs (Debian: as root or with sudo)
  test --fast        the same without the browser
  test --thorough    the same with many more random cases and kills, and with the widget rebuilt
  test <name>        one step, or one case: a folder or a file of tests, or a file of browser checks
  release-notes [TAG]  print the newest block of CHANGELOG.md; with a tag, check that it is of that version
  import             make documents with word processors and import them: that step of the tests alone
  widget             build the search widget into the default theme
  widget --scripts   the same with the module as it is: after a change of scripts alone
  widget --debian    the same with Debian's compiler, even where rustup's would do
  widget --check     tell whether the built widget is the one that its sources make
  relevance          measure how well the search answers, beside Pagefind and plain BM25
  relevance --verbose  the same, with the queries that it answers worst
  scale [N…]         measure archives of N reports, and `lang-team`, beside Pagefind (see tests/browser/scale.mjs)
  fuzz [SECONDS]     feed each reader what a fuzzer makes up, for 600 seconds or so many (cargo-fuzz, a nightly compiler)
  load [--readers N] [--minutes N]  let 50 readers, or N, search the sample archive at once, for 5 minutes
  bench [N…]         measure how long archives of N reports take to build, beside Hugo with Pagefind (see docs/benchmarks.md)";

fn main() -> ExitCode {
    if let Some(code) = compiler::stand_in() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            command::exit_code(&error)
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::locate()?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["test"] => test::run(&workspace, test::Extent::Usual),
        ["test", "--fast"] => test::run(&workspace, test::Extent::Fast),
        ["test", "--thorough"] => test::run(&workspace, test::Extent::Thorough),
        ["test", name] => test::run_named(&workspace, test::Extent::Usual, name),
        ["test", "--thorough", name] => test::run_named(&workspace, test::Extent::Thorough, name),
        ["release-notes"] => release::print_notes(&workspace, None),
        ["release-notes", tag] => release::print_notes(&workspace, Some(tag)),
        ["import"] => import::run(&workspace),
        ["widget"] => widget::build_into_theme(&workspace, toolchain::Choice::PinnedFirst),
        ["widget", "--scripts"] => widget::bundle_into_theme(&workspace),
        ["widget", "--debian"] => widget::build_into_theme(&workspace, toolchain::Choice::Debian),
        ["widget", "--check"] => widget::check(&workspace),
        ["relevance"] => relevance::run(&workspace, relevance::Detail::Tables),
        ["relevance", "--verbose"] => relevance::run(&workspace, relevance::Detail::Worst),
        ["scale", ref archives @ ..] => scale::run(&workspace, archives),
        ["fuzz"] => fuzz::run(&workspace, None),
        ["fuzz", seconds] => fuzz::run(&workspace, Some(seconds)),
        ["load", ref options @ ..] => load::run(&workspace, options),
        ["bench", ref sizes @ ..] => bench::run(&workspace, sizes),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("no such command\n{USAGE}"),
    }
}
