//! Random edits of a site: after each, what the preview would show is, byte for byte, what a build from nothing makes.
//!
//! `ACTAS_EDITS=10000` makes more of them; `ACTAS_EDITS_SEED` others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use actas::diagnostic::{Diagnostic, has_errors};
use actas::{Built, Memory};

use crate::support::{build, note, request};

/// How many edits are made unless the environment says otherwise.
const EDITS: usize = 1000;

/// Numbers that follow from a seed: SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("below a usize")
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

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
const KEYS: [&str; 9] = [
    "",
    "",
    "draft = true\n",
    "publish_after = 2999-01-01\n",
    "status = \"approved\"\n",
    "city = \"San José\"\ncountry = \"CR\"\n",
    "initiatives = [\"tricamex\"]\n",
    "topics = [\"rio\", \"mar\"]\n",
    "summary = \"MICIC y el Río\"\n",
];

/// A site that is edited.
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
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        fs::write(path, text).expect("writable");
    }

    fn words(&mut self, most: usize) -> String {
        let count = 1 + self.random.below(most);
        (0..count).map(|_| *self.random.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn config(&mut self) {
        let title = self.words(3);
        let weights = *self.random.pick(&["", "\n[search.weights]\ntitle = 4.0\n"]);
        let languages = "default_language = \"es\"\n[languages]\nes = \"Español\"\nen = \"English\"\n";
        self.write(
            "site.toml",
            &format!("title = \"{title}\"\n{languages}\n[social]\nimages = \"none\"\n{weights}"),
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
        // A report without a date, or with a key that nobody knows, is an error: until it is written again there is none.
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
            let link = ["", " [x](r1.es.md#p2)", " [y](r2.en.md)", " <b>z</b>"][self.random.below(4)];
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

    /// Makes a random edit and says which.
    fn edit(&mut self) -> String {
        let reports = self.reports();
        match self.random.below(20) {
            0..8 => format!("wrote {}", self.report()),
            8..11 if !reports.is_empty() => {
                let path = self.random.pick(&reports).clone();
                let words = self.words(5);
                let text = fs::read_to_string(&path).expect("readable") + &words;
                fs::write(&path, text).expect("writable");
                format!("added to {}", path.display())
            }
            11..13 if reports.len() > 4 => {
                let path = self.random.pick(&reports).clone();
                fs::remove_file(&path).expect("there");
                format!("removed {}", path.display())
            }
            13..15 if !reports.is_empty() => {
                let from = self.random.pick(&reports).clone();
                let to = from.with_file_name(format!("n{}.es.md", self.random.below(4)));
                fs::rename(&from, &to).expect("renamed");
                format!("renamed {} to {}", from.display(), to.display())
            }
            15 => {
                self.vocabulary();
                "the vocabulary".to_owned()
            }
            16 => {
                self.acts();
                "the acts".to_owned()
            }
            17 => {
                self.config();
                "the configuration".to_owned()
            }
            18 => {
                let words = self.words(3);
                self.write(
                    "content/pages/about.es.md",
                    &format!("+++\ntitle = \"{words}\"\n+++\n# a\n\n{words}\n"),
                );
                "a page".to_owned()
            }
            _ => {
                let broken = if self.random.below(12) == 0 { "{{ nothing.at.all }}" } else { "" };
                let words = self.words(2);
                let text = format!(
                    "{{% extends \"base.html\" %}}{{% block main %}}<h1>{words}</h1>{broken}{{% endblock %}}\n"
                );
                self.write("themes/default/templates/404.html", &text);
                "a template".to_owned()
            }
        }
    }
}

/// What the preview would show: its files, unless there are errors, and what is wrong.
fn shown(site: &Path, memory: &mut Memory) -> (Option<BTreeMap<String, Vec<u8>>>, Vec<Diagnostic>) {
    let assembled = actas::assemble(&request(site), memory).expect("readable");
    actas::show(assembled, |files, site, diagnostics| {
        if has_errors(&diagnostics) {
            memory.look_again();
        }
        let files = files.filter(|_| !has_errors(&diagnostics));
        let made = files.map(|files| {
            let made = files.all_paths().into_iter().map(|path| {
                let bytes = files.file(&path).expect("no mistakes").expect("there").into_owned();
                (path, bytes)
            });
            let index = actas::index::files(site).expect("tantivy works");
            let index = index.iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
            made.chain(index.collect::<Vec<_>>()).collect()
        });
        (made, diagnostics)
    })
}

fn compare(
    clean: &Built,
    (files, diagnostics): (Option<BTreeMap<String, Vec<u8>>>, Vec<Diagnostic>),
    edit: &str,
) {
    assert_eq!(diagnostics, clean.diagnostics, "after {edit}");
    assert_eq!(files.is_some(), clean.output.is_some(), "after {edit}");
    let (Some(files), Some(output)) = (files, &clean.output) else { return };
    let clean: BTreeMap<&str, &[u8]> = output.iter().collect();
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(paths, clean.keys().copied().collect::<Vec<_>>(), "after {edit}");
    for (path, bytes) in &files {
        assert!(bytes == clean[path.as_str()], "{path} differs after {edit}");
    }
}

#[test]
fn the_preview_shows_what_a_build_makes() {
    let number = |name: &str, default| {
        std::env::var(name).ok().map_or(default, |value| value.parse().expect("a number"))
    };
    let (edits, seed) = (number("ACTAS_EDITS", EDITS as u64), number("ACTAS_EDITS_SEED", 1));
    let folder = tempfile::tempdir().expect("a folder");
    let mut edited = Edited::new(folder.path(), seed);
    let mut memory = Memory::default();
    let (mut good, mut bad) = (0, 0);
    for number in 0..edits {
        let edit = format!("edit {number} of seed {seed}: {}", edited.edit());
        let clean = build(folder.path());
        compare(&clean, shown(folder.path(), &mut memory), &edit);
        *if clean.output.is_some() { &mut good } else { &mut bad } += 1;
    }
    note(&format!("edits: {good} sites were the same byte for byte, {bad} had the same errors"));
    assert!(good > bad, "most edits leave a site without errors");
}
