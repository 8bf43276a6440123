//! Random edits of a site: after each, what the preview would show equals, byte for byte, what a build from
//! scratch makes.
//!
//! `ACTAS_EDITS=10000` makes more of them, as `cargo xtask test --thorough` does; `ACTAS_EDITS_SEED` makes
//! different ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use actas::diagnostic::{Diagnostic, has_errors};
use actas::render::OnDemand;
use actas::{Built, Memory, Shown};

use crate::support::{Random, build, note, request, write_file};

/// The default number of edits.
const EDITS: u64 = 100;

const WORDS: [&str; 16] = [
    "frontera",
    "consular",
    "TRICAMEX",
    "MICIC",
    "agradece",
    "invita",
    "protección",
    "niñez",
    "Río",
    "acuerdo",
    "migración",
    "plazo",
    "México",
    "taller",
    "informe",
    "red",
];
const KEYS: [&str; 11] = [
    "",
    "",
    "draft = true\n",
    "publish_after = 2999-01-01\n",
    "status = \"approved\"\n",
    "city = \"San José\"\ncountry = \"CR\"\n",
    "initiatives = [\"tricamex\"]\n",
    "topics = [\"rio\", \"mar\"]\n",
    "summary = \"MICIC y el Río\"\n",
    "temas = [\"Rio\", \"MAR\"]\nsesión = \"ordinaria\"\nestado = \"Aprobada\"\n",
    "iniciativas = [\"MICIC\"]\nlugar = \"en línea\"\nextra = { sala = 3 }\n",
];

/// Endings of points: the anchors are those of a point and of paragraphs that come and go.
const LINKS: [&str; 6] =
    ["", "", " [x](r1.es.md#p2)", " [y](r2.en.md)", " [w](r3.es.md#h:2)", " <b>z</b> [v](#h:1)"];

/// A site being edited.
struct Edited {
    root: PathBuf,
    random: Random,
}

impl Edited {
    fn new(root: &Path, seed: u64) -> Edited {
        let mut edited = Edited { root: root.to_path_buf(), random: Random(seed) };
        edited.config();
        edited.vocabulary();
        edited.acts();
        (0..8).for_each(|_| drop(edited.report()));
        edited
    }

    fn write(&self, name: &str, text: &str) {
        write_file(&self.root.join(name), text);
    }

    fn words(&mut self, most: usize) -> String {
        let count = 1 + self.random.below(most);
        (0..count).map(|_| *self.random.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn config(&mut self) {
        let title = self.words(3);
        let weights = *self.random.pick(&["", "\n[search.weights]\ntitle = 4.0\n"]);
        let strict = *self.random.pick(&["", "\n[schema]\nstrict = true\n"]);
        let languages = "default_language = \"es\"\n[languages]\nes = \"Español\"\nen = \"English\"\n";
        self.write(
            "site.toml",
            &format!("title = \"{title}\"\n{languages}\n[social]\nimages = \"none\"\n{weights}{strict}"),
        );
    }

    fn vocabulary(&mut self) {
        for (file, ids) in [("initiatives", ["tricamex", "micic"]), ("topics", ["rio", "mar"])] {
            let mut text = String::new();
            for id in ids {
                if self.random.below(40) > 0 {
                    let (name, acronym) = (self.words(2), id.to_uppercase());
                    text.push_str(&format!("[{id}]\nname = \"{name} {id}\"\nacronym = \"{acronym}\"\n"));
                }
            }
            self.write(&format!("content/vocabulary/{file}.toml"), &text);
        }
    }

    fn acts(&mut self) {
        let verb = *self.random.pick(&WORDS);
        self.write("content/vocabulary/acts.toml", &format!("[thanks]\nname = \"Agradece\"\naddressed = true\nverbs = {{ es = [\"agradece\", \"{verb}\"] }}\n"));
    }

    fn report(&mut self) -> String {
        let language = *self.random.pick(&["es", "en"]);
        let name = format!("content/reports/r{}.{language}.md", self.random.below(12));
        let mut text = format!("+++\ntitle = \"{}\"\n", self.words(4));
        // A report without a date, or with an unknown key, is an error: until it is rewritten, nothing is
        // shown.
        if self.random.below(300) > 0 {
            text.push_str(&format!(
                "date = 20{:02}-0{}-11\n",
                10 + self.random.below(5),
                1 + self.random.below(9)
            ));
        }
        let keys = *self.random.pick(&KEYS);
        text.push_str(keys);
        if self.random.below(300) == 0 {
            text.push_str("titel = \"x\"\n");
        }
        text.push_str("+++\n");
        for number in 1..=self.random.below(5) {
            let words = self.words(12);
            let link = *self.random.pick(&LINKS);
            text.push_str(&format!("{number}. {words}.{link}\n"));
        }
        if self.random.below(3) == 0 {
            let words = self.words(6);
            text.push_str(&format!("\n## {words}\n\n{words}\n"));
        }
        self.write(&name, &text);
        name
    }

    fn reports(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.root.join("content/reports")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
        paths.sort();
        paths
    }

    /// Makes a random edit. Returns its description and the files that it changes.
    fn edit(&mut self) -> (String, Vec<PathBuf>) {
        let reports = self.reports();
        match self.random.below(24) {
            0..8 => {
                let name = self.report();
                (format!("wrote {name}"), vec![name.into()])
            }
            8..11 if !reports.is_empty() => {
                let path = self.random.pick(&reports).clone();
                let words = self.words(5);
                let space = *self.random.pick(&["", " ", "\n\n"]);
                let text = fs::read_to_string(&path).expect("readable") + space + &words;
                fs::write(&path, text).expect("writable");
                (format!("added to {}", path.display()), vec![path])
            }
            11..13 if reports.len() > 4 => {
                let path = self.random.pick(&reports).clone();
                fs::remove_file(&path).expect("there");
                (format!("removed {}", path.display()), vec![path])
            }
            13..15 if !reports.is_empty() => {
                let from = self.random.pick(&reports).clone();
                let to = from.with_file_name(format!("n{}.es.md", self.random.below(4)));
                fs::rename(&from, &to).expect("renamed");
                (format!("renamed {} to {}", from.display(), to.display()), vec![from, to])
            }
            15 => {
                self.vocabulary();
                (
                    "the vocabulary".to_owned(),
                    vec![
                        "content/vocabulary/initiatives.toml".into(),
                        "content/vocabulary/topics.toml".into(),
                    ],
                )
            }
            16 => {
                self.acts();
                ("the acts".to_owned(), vec!["content/vocabulary/acts.toml".into()])
            }
            17 => {
                self.config();
                ("the configuration".to_owned(), vec!["site.toml".into()])
            }
            18 => {
                let words = self.words(3);
                let page = "content/pages/about.es.md";
                self.write(page, &format!("+++\ntitle = \"{words}\"\n+++\n# a\n\n{words}\n"));
                ("a page".to_owned(), vec![page.into()])
            }
            19..23 if !reports.is_empty() => {
                let path = self.random.pick(&reports).clone();
                let text = fs::read_to_string(&path).expect("readable");
                let (from, to) = (*self.random.pick(&WORDS), *self.random.pick(&WORDS));
                fs::write(&path, text.replacen(from, to, 1)).expect("writable");
                (format!("{to} for {from} in {}", path.display()), vec![path])
            }
            _ => {
                let broken = if self.random.below(12) == 0 { "{{ nothing.at.all }}" } else { "" };
                let words = self.words(2);
                let text = format!(
                    "{{% extends \"base.html\" %}}{{% block main %}}<h1>{words}</h1>{broken}{{% endblock %}}\n"
                );
                let template = "themes/default/templates/404.html";
                self.write(template, &text);
                ("a template".to_owned(), vec![template.into()])
            }
        }
    }
}

/// What the preview would show; none if something is an error.
fn shown(files: Option<&OnDemand>, diagnostics: &[Diagnostic]) -> Option<BTreeMap<String, Vec<u8>>> {
    let files = files.filter(|_| !has_errors(diagnostics))?;
    let made = files.all_paths().into_iter().map(|path| {
        let bytes = files.file(&path).expect("no mistakes").expect("there").into_owned();
        (path, bytes)
    });
    let index = actas::index::files(files.site()).expect("tantivy works");
    let index = index.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    Some(made.chain(index.collect::<Vec<_>>()).collect())
}

fn compare(clean: &Built, files: Option<&OnDemand>, diagnostics: &[Diagnostic], edit: &str) {
    assert_eq!(diagnostics, clean.diagnostics, "after {edit}");
    let files = shown(files, diagnostics);
    assert_eq!(files.is_some(), clean.output.is_some(), "after {edit}");
    let (Some(files), Some(output)) = (files, &clean.output) else { return };
    let clean: BTreeMap<&str, &[u8]> = output.iter().collect();
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(paths, clean.keys().copied().collect::<Vec<_>>(), "after {edit}");
    for (path, bytes) in &files {
        assert!(bytes == clean[path.as_str()], "{path} differs after {edit}");
    }
}

/// An edit that was made.
struct Made {
    name: String,
    /// The files that it changed, relative to the site's folder.
    paths: BTreeSet<PathBuf>,
    /// What a build from scratch makes of the site.
    clean: Built,
}

/// How the preview came to show a change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By assembling the site again.
    Assembled,
    /// By revising the existing site.
    Revised,
}

/// Compares what the preview shows with what a build from scratch makes: for the unchanged site at `root`,
/// and after each edit made by `next` until there are none left. Calls `seen` with each edit and how the
/// preview came to show it.
fn compare_all(root: &Path, next: &mut dyn FnMut() -> Option<Made>, seen: &mut dyn FnMut(&Made, Way)) {
    let (request, mut memory) = (request(root), Memory::default());
    let mut first =
        Some(Made { name: "the beginning".to_owned(), paths: BTreeSet::new(), clean: build(root) });
    while let Some(made) = first {
        let assembled = actas::assemble(&request, &mut memory).expect("readable");
        let Shown { mut files, diagnostics, .. } = actas::show(assembled);
        memory.note(&diagnostics);
        compare(&made.clean, files.as_ref(), &diagnostics, &made.name);
        seen(&made, Way::Assembled);
        first = loop {
            let Some(made) = next() else { break None };
            let Some(before) = &files else { break Some(made) };
            let Some(revised) = actas::revise(&request, &mut memory, &made.paths) else { break Some(made) };
            let now = before.revised(revised.site);
            assert_eq!(now.check(&revised.changed), [], "after {}", made.name);
            compare(&made.clean, Some(&now), &revised.diagnostics, &made.name);
            seen(&made, Way::Revised);
            files = Some(now);
        };
    }
}

#[test]
fn the_preview_shows_what_a_build_makes() {
    let number = |name: &str, default| {
        std::env::var(name).ok().map_or(default, |value| value.parse().expect("a number"))
    };
    let (count, seed) = (number("ACTAS_EDITS", EDITS), number("ACTAS_EDITS_SEED", 1));
    let folder = tempfile::tempdir().expect("a folder");
    let mut edited = Edited::new(folder.path(), seed);
    let mut numbers = 1..=count;
    let mut next = || {
        let number = numbers.next()?;
        let (edit, paths) = edited.edit();
        let relative = |path: PathBuf| path.strip_prefix(&edited.root).map(Path::to_path_buf).unwrap_or(path);
        let paths = paths.into_iter().map(relative).collect();
        let name = format!("edit {number} of seed {seed}: {edit}");
        Some(Made { name, paths, clean: build(&edited.root) })
    };
    let (mut good, mut bad, mut revised) = (0, 0, 0);
    compare_all(folder.path(), &mut next, &mut |made, way| {
        *if made.clean.output.is_some() { &mut good } else { &mut bad } += 1;
        revised += usize::from(way == Way::Revised);
    });
    note(&format!(
        "edits: {good} sites were the same byte for byte, {revised} of them revised; {bad} had the same errors"
    ));
    assert!(good > bad, "most edits leave a site without errors");
    assert!(revised * 10 > good, "some edits change words alone");
}

/// Writes a site of two reports.
fn write_two_reports(root: &Path) {
    let file = |name: &str, text: &str| write_file(&root.join(name), text);
    let languages = "default_language = \"es\"\n[languages]\nes = \"Español\"\n[social]\nimages = \"none\"\n";
    file("site.toml", &format!("title = \"Actas\"\n{languages}"));
    file("content/vocabulary/initiatives.toml", "[micic]\nname = \"MICIC\"\n");
    file("content/vocabulary/acts.toml", "[thanks]\nname = \"Agradece\"\nverbs = { es = [\"agradece\"] }\n");
    file("content/anexo.pdf", "%PDF-1.7\n");
    write_file(&root.join("content/foto.png"), b"\x89PNG\r\n\x1a\n");
    let front = |day: u8| format!("+++\ntitle = \"Acta {day}\"\ndate = 2020-01-0{day}\n+++\n\n");
    file(A, &format!("{}Véase b.\n\n1. La red acuerda un taller.\n2. Toman nota.\n", front(1)));
    file(B, &format!("{}Los países se reúnen.\n\n1. La red [invita](a.md) a todos.\n", front(2)));
}

const A: &str = "content/a.md";
const B: &str = "content/b.md";

/// The age from which a file is recognised by its time.
const OLD_ENOUGH: Duration = Duration::from_millis(50);

/// Successive edits: the file, what is replaced, the replacement, and whether only wording changes.
const CHANGES: [(&str, &str, &str, bool); 17] = [
    (A, "un taller", "otro taller", true),
    (B, "se reúnen", "se reúnen. Véase [más abajo](#h:2)", true),
    (B, "\n\n1.", "\n\nAbajo.\n\n1.", true),
    (A, "Véase b.", "Véase [b](b.md#h:2).", true),
    // The other report links to this paragraph.
    (B, "\n\nAbajo.", "", false),
    (B, "\n\n1.", "\n\nAbajo.\n\n1.", false),
    (A, "h:2", "h:3", true),
    (B, "\n\n1.", "\n\nMás.\n\n1.", false),
    (A, "otro taller", "otro taller sobre MICIC", false),
    (A, "otro taller", "el otro taller", true),
    (A, "La red acuerda", "Agradece que la red acuerda", false),
    (A, "Toman nota.", "Toman nota.\n3. Acuerdan.", false),
    (A, "Acta 1", "Acta primera", false),
    (A, "Véase", "Véase el [anexo](anexo.pdf) y", false),
    (A, "Véase el", "![Foto](foto.png) Véase el", false),
    (A, "Agradece", "[Agradece](b.md#nada)", true),
    (A, "(b.md#nada)", "(b.md)", true),
];

#[test]
fn words_alone_are_put_into_the_site_and_anything_else_assembles_it_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write_two_reports(root);
    let mut changes = CHANGES.iter();
    let mut next = || {
        let (file, from, to, _) = changes.next()?;
        let text = fs::read_to_string(root.join(file)).expect("readable");
        assert!(text.contains(from), "{text}");
        fs::write(root.join(file), text.replacen(from, to, 1)).expect("writable");
        // A file that was written just now is read by every assembly, and nothing is reused from it.
        std::thread::sleep(OLD_ENOUGH);
        Some(Made {
            name: format!("{to} for {from}"),
            paths: BTreeSet::from([PathBuf::from(file)]),
            clean: build(root),
        })
    };
    let mut ways = Vec::new();
    compare_all(root, &mut next, &mut |made, way| {
        assert!(made.clean.output.is_some(), "{}: no errors", made.name);
        ways.push((made.name.clone(), way == Way::Revised));
    });
    let expected =
        CHANGES.iter().map(|(_, from, to, is_of_words)| (format!("{to} for {from}"), *is_of_words));
    assert_eq!(ways[1..], expected.collect::<Vec<_>>());
}
