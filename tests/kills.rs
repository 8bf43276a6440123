//! Programs killed at random moments: what they leave is complete, what they read is untouched, and the next
//! run does what it would have done otherwise. `ACTAS_KILLS` sets how often each is killed;
//! `cargo xtask test --thorough` sets it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::server::Server;
use crate::support::{Tree, expect_same, note, repository, tree, tree_without};

/// What the program writes into a site's folder besides its sources.
const MADE: [&str; 3] = ["public", ".public.actas", ".actas-cache"];

/// How often to kill: `usual` times by default, or as the environment says.
fn kills(usual: u32) -> u32 {
    std::env::var("ACTAS_KILLS").ok().map_or(usual, |count| count.parse().expect("ACTAS_KILLS is a number"))
}

/// Returns the moment of a kill, spread over the time of a whole run and slightly more; every other one is
/// near its end, where folders are swapped.
fn moment(round: u32, whole: Duration) -> Duration {
    // The golden ratio spreads any number of moments evenly.
    let share = (f64::from(round) * 0.618_033_988_75).fract();
    whole.mul_f64(if round.is_multiple_of(2) { share * 1.1 } else { 0.7 + share * 0.4 })
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("readable");
        let place = to.join(entry.path().strip_prefix(from).expect("within it"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).expect("writable");
        } else {
            fs::copy(entry.path(), place).expect("writable");
        }
    }
}

/// The sample site unchanged, or with changes to some of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    AsItIs,
    Changed,
}

impl State {
    fn of(round: u32) -> State {
        if round.is_multiple_of(2) { State::AsItIs } else { State::Changed }
    }

    /// The files in which the states differ, with their content; `None` where a file is missing.
    fn files(self) -> Vec<(&'static str, Option<String>)> {
        let sample = |name: &str| fs::read_to_string(repository().join(name)).expect("the sample");
        let changed = |name: &'static str| {
            let text = sample(name);
            (
                name,
                Some(if self == State::Changed {
                    text + "\nUna frase más, con el río Paz.\n"
                } else {
                    text
                }),
            )
        };
        let new = "+++\ntitle = \"Reunión añadida\"\ndate = 2022-02-02\nbody = \"red-enlace\"\ncountry = \"MX\"\n\
                   delegations = [\"MX\"]\n+++\nSe ve [el plano](plano.txt).\n";
        vec![
            changed("content/pages/about.es.md"),
            changed("content/reports/2019-03-13-demo-puerto-ejemplo.es.md"),
            changed("content/reports/2021-09-22-demo-ciudad-ejemplo.en.md"),
            ("content/reports/2022-02-02-nueva.es.md", (self == State::Changed).then(|| new.to_owned())),
            ("content/reports/plano.txt", (self == State::Changed).then(|| "plano".repeat(20_000))),
        ]
    }

    fn write(self, site: &Path) {
        self.files().iter().for_each(|file| write(site, file));
    }
}

fn write(site: &Path, (name, text): &(&str, Option<String>)) {
    match text {
        Some(text) => fs::write(site.join(name), text).expect("writable"),
        None => fs::remove_file(site.join(name)).unwrap_or_default(),
    }
}

/// The sample site in its own folder, and what a build from scratch makes of each of its states.
struct Sample {
    site: tempfile::TempDir,
    outputs: [Tree; 2],
}

impl Sample {
    fn new() -> Sample {
        let site = tempfile::tempdir().expect("a folder");
        let outputs = [State::AsItIs, State::Changed].map(|state| {
            let apart = tempfile::tempdir().expect("a folder");
            sample_site(apart.path());
            state.write(apart.path());
            assert!(build(apart.path()).wait().expect("ends").success(), "{state:?} is built");
            tree(&apart.path().join("public"))
        });
        assert_ne!(outputs[0], outputs[1]);
        sample_site(site.path());
        Sample { site, outputs }
    }

    fn path(&self) -> &Path {
        self.site.path()
    }

    fn public(&self) -> Tree {
        tree(&self.path().join("public"))
    }

    fn sources(&self) -> Tree {
        tree_without(self.path(), &MADE)
    }

    fn output(&self, state: State) -> &Tree {
        &self.outputs[usize::from(state == State::Changed)]
    }

    /// Runs a whole build, which must make what a build from scratch makes. Returns how long it took.
    fn build_as(&self, state: State) -> Duration {
        let begin = Instant::now();
        assert!(build(self.path()).wait().expect("ends").success(), "the next build succeeds");
        let took = begin.elapsed();
        expect_same(&self.public(), self.output(state), "the next build");
        assert!(!self.path().join(".public.actas").exists(), "nothing is left beside the output");
        took
    }
}

fn sample_site(folder: &Path) {
    copy(&repository().join("content"), &folder.join("content"));
    for name in ["site.toml", "urls.lock"] {
        fs::copy(repository().join(name), folder.join(name)).expect("writable");
    }
}

fn build(site: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_actas"));
    command.args(["build", "--quiet", "--site"]).arg(site);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs")
}

/// Kills a program, and returns whether it had already succeeded.
fn kill(mut child: Child) -> bool {
    let _ = child.kill();
    child.wait().expect("ends").success()
}

#[test]
fn a_killed_build_leaves_one_whole_site() {
    let sample = Sample::new();
    let mut whole = sample.build_as(State::AsItIs);
    let (rounds, mut ended, mut published) = (kills(6), 0, 0);
    for round in 1..=rounds {
        // Two consecutive kills for each state, the second without a whole build in between.
        let state = State::of(round.div_ceil(2));
        state.write(sample.path());
        let (sources, before) = (sample.sources(), sample.public());
        let child = build(sample.path());
        std::thread::sleep(moment(round, whole));
        let is_done = kill(child);
        let found = sample.public();
        if found != before || is_done {
            expect_same(&found, sample.output(state), "the output after a kill");
            published += 1;
        }
        ended += u32::from(is_done);
        expect_same(&sample.sources(), &sources, "the sources after a kill");
        if round.is_multiple_of(2) {
            let took = sample.build_as(state);
            // The time of a build that finds nothing changed says little about others.
            whole = if found == before { took } else { whole };
            expect_same(&sample.sources(), &sources, "the sources after the next build");
        }
    }
    note(&format!(
        "{rounds} builds killed: {ended} had ended, {published} left the new site, the others the last one"
    ));
}

/// A folder with a mount cannot be swapped: a kill may leave files of both sites, but never half a file, and
/// the next build repairs it.
#[test]
#[cfg(target_os = "linux")]
fn a_killed_build_into_a_mounted_folder_is_put_right() {
    let sample = Sample::new();
    let public = sample.path().join("public");
    fs::create_dir(&public).expect("writable");
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=64m", "tmpfs"]).arg(&public).stderr(Stdio::null());
    if !mount.status().is_ok_and(|status| status.success()) {
        return note("skipped: no disk can be mounted here");
    }
    let unmounted = Unmounted(public.clone());
    let whole = sample.build_as(State::AsItIs);
    let (rounds, mut mixed) = (kills(10), 0);
    for round in 1..=rounds {
        let state = State::of(round);
        state.write(sample.path());
        let mut child = build(sample.path());
        if round.is_multiple_of(2) {
            // When the list is written, files begin to move.
            let list = || fs::read(public.join(".actas-files")).ok();
            let before = list();
            while list() == before && child.try_wait().expect("a child").is_none() {}
        } else {
            std::thread::sleep(moment(round, whole));
        }
        kill(child);
        let mut found = tree(&public);
        found.retain(|name, _| !name.starts_with(".actas-new"));
        let is_of = |outputs: &Tree| found.iter().all(|(name, hash)| outputs.get(name) == Some(hash));
        mixed += u32::from(!sample.outputs.iter().any(is_of));
        // The list names the files of both.
        found.retain(|name, _| name != Path::new(".actas-files"));
        for (name, hash) in &found {
            let is_whole = sample.outputs.iter().any(|output| output.get(name) == Some(hash));
            assert!(is_whole, "{} is of no site", name.display());
        }
        sample.build_as(state);
        assert!(!public.join(".actas-new").exists());
    }
    drop(unmounted);
    assert!(mixed > 0, "no kill came while files were moved");
    note(&format!("{rounds} builds into a mounted folder killed: {mixed} left some of both sites"));
}

/// A mount that is unmounted when this is dropped.
#[cfg(target_os = "linux")]
struct Unmounted(PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Unmounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
fn a_killed_preview_leaves_everything_as_it_was() {
    let sample = Sample::new();
    let whole = sample.build_as(State::AsItIs);
    let (rounds, mut edits, mut pages) = (kills(3), 0, 0);
    for round in 1..=rounds {
        State::of(round).write(sample.path());
        let before = sample.public();
        let is_over = AtomicBool::new(false);
        let written = std::thread::scope(|scope| {
            let editor = scope.spawn(|| edit_until(&is_over, sample.path(), round));
            let server = Server::start(sample.path());
            let begin = Instant::now();
            let life = moment(round, whole);
            while begin.elapsed() < life {
                for page in ["/", "/en/", "/informes/2019-03-13-demo-puerto-ejemplo/"] {
                    pages += u32::from(server.get(page, None).starts_with("HTTP/1.1 200"));
                }
            }
            // Dropping it kills it.
            drop(server);
            is_over.store(true, Ordering::Relaxed);
            editor.join().expect("the editor ends")
        });
        for (name, hash) in &written {
            let found = fs::read(sample.path().join(name)).ok().map(|bytes| blake3::hash(&bytes));
            assert_eq!(found, *hash, "{name} is what was last written");
        }
        edits += written.len();
        expect_same(&sample.public(), &before, "the output after a killed preview");
        let state = State::of(round + 1);
        state.write(sample.path());
        let apart = tempfile::tempdir().expect("a folder");
        sample_site(apart.path());
        state.write(apart.path());
        expect_same(&sample.sources(), &tree(apart.path()), "the sources after a killed preview");
        sample.build_as(state);
    }
    assert!(edits > 0 && pages > 0, "{edits} edits, {pages} pages");
    note(&format!("{rounds} previews killed, with {edits} files being edited and {pages} pages shown"));
}

/// Writes files of either state until told to stop. Returns the hash of what was last written to each.
fn edit_until(is_over: &AtomicBool, site: &Path, round: u32) -> BTreeMap<&'static str, Option<blake3::Hash>> {
    let mut written = BTreeMap::new();
    for turn in round.. {
        for file in State::of(turn).files() {
            if is_over.load(Ordering::Relaxed) {
                return written;
            }
            write(site, &file);
            written.insert(file.0, file.1.map(|text| blake3::hash(text.as_bytes())));
            std::thread::sleep(Duration::from_millis(15));
        }
    }
    written
}

/// A document with pictures, to import.
struct Minutes {
    folder: tempfile::TempDir,
    document: PathBuf,
}

impl Minutes {
    fn new() -> Minutes {
        let folder = tempfile::tempdir().expect("a folder");
        let mut text = "<h1>Acta</h1><p>Puerto Ejemplo, 3 de mayo de 2022</p>".to_owned();
        for number in 1..=6u8 {
            let picture: Vec<u8> = (0..150_000u32).map(|at| (at % 251) as u8 ^ number).collect();
            fs::write(folder.path().join(format!("{number}.png")), picture).expect("writable");
            text +=
                &format!("<p>{number}. Se aprueba el plano. <img src=\"{number}.png\" alt=\"plano\"></p>");
        }
        let document = folder.path().join("acta.html");
        fs::write(&document, text).expect("writable");
        Minutes { folder, document }
    }

    fn import(&self, site: &Path) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_actas"));
        command.args(["import", "--quiet", "--site"]).arg(site).arg(&self.document);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("runs")
    }
}

#[test]
fn a_killed_import_leaves_a_whole_report_or_none() {
    let minutes = Minutes::new();
    let site = tempfile::tempdir().expect("a folder");
    sample_site(site.path());
    let reports = site.path().join("content/reports");
    // The names of the report's files are not known before the first import.
    let (original, before) = (tree(minutes.folder.path()), tree(site.path()));
    let mut whole = Duration::MAX;
    for _ in 0..3 {
        fs::remove_dir_all(site.path()).expect("writable");
        fs::create_dir(site.path()).expect("writable");
        sample_site(site.path());
        let begin = Instant::now();
        assert!(minutes.import(site.path()).wait().expect("ends").success());
        whole = whole.min(begin.elapsed());
    }
    let after = tree(site.path());
    let new = after.keys().filter(|name| !before.contains_key(*name)).cloned();
    let new: Vec<PathBuf> = new.collect();
    let report = new.iter().find(|name| name.extension().is_some_and(|end| end == "md")).expect("a report");
    assert_eq!(new.len(), 8, "a report, its original and six pictures: {new:?}");
    let (rounds, mut placed, mut pieces) = (kills(8), 0, 0);
    for round in 1..=rounds {
        new.iter().for_each(|name| fs::remove_file(site.path().join(name)).unwrap_or_default());
        let child = minutes.import(site.path());
        std::thread::sleep(moment(round, whole));
        let is_done = kill(child);
        let mut found = tree(site.path());
        let is_there = found.contains_key(report);
        // Hidden from builds; the next import removes it.
        found.retain(|name, _| !name.iter().any(|part| part == ".actas-import"));
        assert!(is_there || !is_done, "an import that ended has its report");
        if is_there {
            expect_same(&found, &after, "the report with what belongs to it");
            placed += 1;
        } else {
            pieces += u32::from(found != before);
            found.retain(|name, hash| !new.contains(name) || after.get(name) != Some(hash));
            expect_same(&found, &before, "the site without the report");
        }
        let is_done = minutes.import(site.path()).wait().expect("ends").success();
        assert_eq!(is_done, !is_there, "what is not there is imported, and nothing is written over");
        expect_same(&tree(site.path()), &after, "the next import");
        assert!(!reports.join(".actas-import").exists());
        expect_same(&tree(minutes.folder.path()), &original, "the original");
    }
    note(&format!(
        "{rounds} imports killed: {placed} left a whole report, {pieces} pieces without one, the others nothing"
    ));
}
