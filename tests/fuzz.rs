//! The properties of the fuzz targets (`fuzz/src/lib.rs`), checked on the inputs in `fuzz/corpus` and on
//! random ones, so that fixed faults stay fixed without a fuzzer.

use std::fs;

use proptest::prelude::*;

use crate::support::{random_cases, repository};

#[path = "../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is a crate of its own as well")]
mod targets;

/// A property of any input.
type Holds = fn(&[u8]);

/// The targets by name, which is also the name of their corpus.
const TARGETS: [(&str, Holds); 6] = [
    ("docx_import", targets::docx_import),
    ("front_matter", targets::front_matter),
    ("markdown_points", targets::markdown_points),
    ("pack_reader", targets::pack_reader),
    ("query_parser", targets::query_parser),
    ("urls_lock", targets::urls_lock),
];

#[test]
fn what_is_kept_for_the_fuzzer_holds() {
    for (name, holds) in TARGETS {
        let folder = repository().join("fuzz/corpus").join(name);
        let mut inputs: Vec<_> =
            fs::read_dir(&folder).expect("a corpus").map(|file| file.expect("readable").path()).collect();
        inputs.sort();
        assert!(inputs.len() >= 3, "{name} has {} inputs", inputs.len());
        for input in inputs {
            let bytes = fs::read(&input).expect("readable");
            assert!(bytes.len() <= 8 << 10, "{} is large", input.display());
            let held = std::panic::catch_unwind(|| holds(&bytes));
            assert!(held.is_ok(), "{}", input.display());
        }
    }
}

#[test]
fn each_target_is_built_and_has_a_corpus() {
    let known: Vec<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let manifest = fs::read_to_string(repository().join("fuzz/Cargo.toml")).expect("a manifest");
    for (folder, extension) in [("fuzz/fuzz_targets", ".rs"), ("fuzz/corpus", "")] {
        let entries = fs::read_dir(repository().join(folder)).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("readable").file_name().to_string_lossy().replace(extension, ""))
            .collect();
        names.sort();
        assert_eq!(names, known, "{folder}");
        assert!(names.iter().all(|name| manifest.contains(&format!("name = \"{name}\""))), "{folder}");
    }
}

proptest! {
    #![proptest_config(random_cases(150))]

    #[test]
    fn any_front_matter_is_read_or_told_of(
        text in "((title|date|points|withdrawn|aliases|topics|status|publish_after|corrections) ?(=|:) ?|\"|'|\\[|\\]|\\{|\\}|[0-9]{1,4}-[0-9]{2}-[0-9]{2}|true|- |&a|\\*a|\\PC|\n){0,40}",
    ) {
        targets::front_matter(text.as_bytes());
    }

    #[test]
    fn any_text_becomes_passages(
        text in "(\\+\\+\\+\ntitle = \"x\"\n\\+\\+\\+\n)?([0-9a-c]{1,2}[.)] |#{1,3} |\\[x\\]\\(y\\)|\\[\\^1\\]|\\[\\^1\\]: |<b>|<script>|<p id=\"p1\">|```|\\||\\PC|\n|   ){0,60}",
    ) {
        targets::markdown_points(text.as_bytes());
    }

    #[test]
    fn anything_is_a_query(
        text in "(-|\"|\\(|\\)|OR|\\*|pais:|desde:|title:|[A-ZÑa-zñ]{1,4}|20[0-9]{2}|\\PC| ){0,40}",
    ) {
        targets::query_parser(text.as_bytes());
    }

    #[test]
    fn any_word_text_is_imported_or_refused(
        text in "(<w:p>|</w:p>|<w:r><w:t>[a-c1-3.) ]{0,6}</w:t></w:r>|<w:tbl><w:tr><w:tc>|</w:tc></w:tr></w:tbl>|<w:tab/>|<w:br/>|&#[0-9]{1,4};|&a;|\\PC){0,30}",
    ) {
        targets::docx_import(format!("<w:document><w:body>{text}</w:body></w:document>").as_bytes());
        targets::docx_import(text.as_bytes());
    }

    #[test]
    fn any_lock_is_read_or_told_of(
        text in "(actas-urls 1\n)?(/|/reports/uno/|#p1|#|<<<<<<<|=======|\\PC| |\n){0,40}",
    ) {
        targets::urls_lock(text.as_bytes());
    }
}
