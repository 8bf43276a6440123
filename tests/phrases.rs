//! Any phrase that a reader can copy from a report finds that report.
//!
//! What is copied is two to eight words, each with a letter or a digit, of a line as it is displayed: of a title, a paragraph, an item of a
//! list, the row of a table, a line of code, with all signs between them. Line breaks in the source, bold text,
//! links and cells do not interrupt a line; marks of footnotes are left out.
//!
//! `ACTAS_PHRASES=10000` tries more of them, as `cargo xtask test --thorough` does; `ACTAS_PHRASES_SEED` makes
//! others.

use std::collections::BTreeSet;
use std::path::Path;

use actas::index::{Reader, Records};
use actas_search_core::pack::Reports;

use crate::support::{Random, corpus, everything, note, output, repository, request, write_file};

/// How many phrases of each collection are tried.
const PHRASES: u64 = 400;
/// The shortest and the longest phrase, in words.
const WORDS: (usize, usize) = (2, 8);

/// A line of a report as it is displayed.
struct Line {
    language: String,
    /// The report's place in its segment.
    report: u32,
    text: String,
}

/// Returns every line of a site's reports that has two words.
fn lines(site: &Path) -> Vec<Line> {
    let output = output(site);
    let (assembled, ..) = actas::build_indexes(&request(site)).expect("readable");
    let mut lines = Vec::new();
    for language in &assembled.languages {
        let records = Records::new(&assembled, language);
        for number in 0..records.count() {
            let record = records.report(number);
            let page = output.get(&format!("{}index.html", record.url)).expect("a page");
            let page = String::from_utf8_lossy(page);
            let text = page.split("<div class=\"prose report-text\">").nth(1).expect("a text");
            let mut displayed = displayed_lines(text);
            displayed.push(record.title.clone());
            let report = u32::try_from(number).expect("a place");
            let line = |text| Line { language: language.language.code.clone(), report, text };
            lines.extend(displayed.into_iter().map(line));
        }
    }
    lines.retain(|line| words(&line.text).count() >= WORDS.0);
    lines
}

/// Returns the lines of an HTML text up to the end of the element that it is in.
fn displayed_lines(html: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let (mut depth, mut in_code, mut in_mark) = (1, false, false);
    for piece in html
        .split('<')
        .enumerate()
        .map(|(number, piece)| if number == 0 { (piece, "") } else { split_tag(piece) })
    {
        let (text, tag) = piece;
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let closes = tag.starts_with('/');
        match name.as_str() {
            "div" => depth += if closes { -1 } else { 1 },
            "pre" => in_code = !closes,
            "sup" => in_mark = !closes && tag.contains("footnote"),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        match name.as_str() {
            "" | "a" | "em" | "strong" | "code" | "del" | "sup" | "sub" | "b" | "i" | "span" | "img"
            | "time" | "abbr" | "mark" | "ins" | "u" | "kbd" | "input" => {}
            "td" | "th" | "br" => lines.last_mut().expect("a line").push(' '),
            _ => lines.push(String::new()),
        }
        if in_mark {
            continue;
        }
        let text =
            text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        let text = if in_code { text } else { text.replace('\n', " ") };
        let mut parts = text.split('\n');
        lines.last_mut().expect("a line").push_str(parts.next().unwrap_or_default());
        lines.extend(parts.map(str::to_owned));
    }
    lines
}

/// Returns what follows a tag, and the tag's content.
fn split_tag(piece: &str) -> (&str, &str) {
    let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
    (text, tag)
}

/// Copies phrases from a site's reports, and returns how many of them do not find their report.
fn missed(site: &Path, count: u64, random: &mut Random) -> u64 {
    let output = output(site);
    let mut reader = Reader::open(&output).expect("an index");
    let lines = lines(site);
    assert!(!lines.is_empty(), "{} has no text", site.display());
    let (mut missed, mut distinct) = (0, BTreeSet::new());
    for number in 0..count {
        let line = random.pick(&lines);
        let phrase = phrase(&line.text, random);
        let mut options = everything(Some(&line.language).filter(|_| number % 4 > 0).map(String::as_str));
        options.amounts.reports = 0;
        let found = reader.search(&format!("\"{phrase}\""), &options).expect("a readable pack");
        let segments = reader.languages();
        let segment = segments.iter().position(|language| *language == line.language).expect("a segment");
        let is_meant = |report: &actas_search_core::rank::MatchedReport| {
            report.report == line.report && (number % 4 > 0 || report.segment == segment)
        };
        if !found.reports.iter().any(is_meant) {
            missed += 1;
            note(&format!("not found: \"{phrase}\" of report {} ({})", line.report, line.language));
        }
        distinct.insert(phrase);
    }
    note(&format!("{} phrases of {}: {missed} not found", distinct.len(), site.display()));
    missed
}

/// Returns some words of a line, with everything between them.
fn phrase(line: &str, random: &mut Random) -> String {
    let words: Vec<&str> = words(line).collect();
    let length = (WORDS.0 + random.below(WORDS.1 - WORDS.0 + 1)).min(words.len());
    let first = random.below(words.len() - length + 1);
    let last = words[first + length - 1];
    let place = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize;
    line[place(words[first])..place(last) + last.len()].to_owned()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric))
}

#[test]
fn a_copied_phrase_finds_its_report() {
    let number = |name: &str, default| {
        std::env::var(name).ok().map_or(default, |value| value.parse().expect("a number"))
    };
    let count = number("ACTAS_PHRASES", PHRASES);
    let mut random = Random(number("ACTAS_PHRASES_SEED", 1));
    let odd = tempfile::tempdir().expect("a folder");
    write_odd_reports(odd.path());
    let mut sites = vec![repository().to_path_buf(), odd.path().to_path_buf()];
    sites.extend(corpus("lang-team"));
    let missed: u64 = sites.iter().map(|site| missed(site, count, &mut random)).sum();
    assert_eq!(missed, 0, "phrases that do not find the report they were copied from");
}

/// Writes reports with what once kept phrases from being found.
fn write_odd_reports(site: &Path) {
    write_file(
        &site.join("site.toml"),
        "title = \"x\"\ndefault_language = \"es\"\n[schema]\nrequired = []\n",
    );
    let long = "palabra que se ha de leer en la sede de la red «sin fin» ".repeat(120);
    let reports = [
        "Se aprueba el código de conducta de la asociación, y no más.\n",
        "Ley Nº 12 - MODIFICACION DE LA LEY 13. La SE convocará, y de la o de las que SE ha de ser.\n",
        "THE chair spoke OF it. The code of conduct is what it is, to be or not to be.\n",
        "Dijo \"sí\" y «no», y “tal vez”. *Rock*'n'roll de O'Brien; don't, l’alcalde, AT&T, 24/7, R&D.\n",
        "De 3.14 a 10 000 €, 1.234,56 €, 2024/0031-B, A/RES/73/195, COVID-19, el covid 19-B y EE. UU. (ONU).\n",
        "| a | b de c |\n|---|---|\n| uno **dos** | [tres](https://example.org/x-y) |\n\n- uno\n  dos\n  - tres\\\n    cuatro\n",
        "Vea https://example.org/ruta/larga-de-acta?x=1#y o junta@example.org. 12:30 h, 1º de mayo de 2017, m².\n",
        "Протокол заседания комиссии. Die Straße in Büchelberg. tele\u{ad}conferencia. cafe\u{301} n\u{303}andu\u{301}.\n",
        "```\nlet mut de = la.de(la);\nx ?? y\n```\n\nEl valor `array.prototype.at` de `x ?? y` y v8.x y #1559.\n",
        long.as_str(),
    ];
    for (number, text) in reports.iter().enumerate() {
        let report = format!(
            "+++\ntitle = \"Acta {number} de la JUNTA DE LA RED\"\ndate = 2020-01-{:02}\n+++\n{text}",
            number + 1
        );
        write_file(&site.join(format!("content/r{number}.md")), report);
    }
}
