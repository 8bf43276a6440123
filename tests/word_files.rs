//! Makes Word files, and sites to import files into.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use actas::import::{self, ImportOptions, Site};
use actas::messages::Speech;
use zip::write::SimpleFileOptions;

use crate::support::repository;

/// Makes a site of one folder with the sample's vocabulary.
pub(crate) fn empty_site(folder: &Path) -> Site {
    let vocabulary = folder.join("content/vocabulary");
    fs::create_dir_all(&vocabulary).expect("writable");
    for entry in fs::read_dir(repository().join("content/vocabulary")).expect("readable") {
        let path = entry.expect("readable").path();
        fs::copy(&path, vocabulary.join(path.file_name().expect("a name"))).expect("writable");
    }
    fs::copy(repository().join("site.toml"), folder.join("site.toml")).expect("writable");
    Site::load(folder).expect("a site")
}

pub(crate) fn options() -> ImportOptions {
    ImportOptions {
        speech: Speech::Es,
        office: import::office::find(),
        poppler: import::pdf::find(),
        ..ImportOptions::default()
    }
}

/// Makes a Word file with this body and these other parts.
pub(crate) fn word_file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        archive.start_file(name, SimpleFileOptions::default()).expect("a package");
        archive.write_all(text.as_bytes()).expect("a package");
    };
    let mut relations = String::new();
    for (name, inner) in parts {
        let xml = if *name == "comments" || *name == "footnotes" || *name == "numbering" || *name == "styles"
        {
            format!("<w:{name} {SPACE}>{inner}</w:{name}>")
        } else {
            format!("<w:hdr {SPACE}>{inner}</w:hdr>")
        };
        relations.push_str(&format!(
            "<Relationship Id=\"{name}\" Type=\"{KINDS}/{name}\" Target=\"{name}.xml\"/>"
        ));
        add(&format!("word/{name}.xml"), &xml);
    }
    relations.push_str(&format!(
        "<Relationship Id=\"web\" Type=\"{KINDS}/hyperlink\" Target=\"https://example.org/\" TargetMode=\"External\"/>"
    ));
    let main =
        format!("<Relationship Id=\"a\" Type=\"{KINDS}/officeDocument\" Target=\"word/document.xml\"/>");
    add("_rels/.rels", &format!("<Relationships>{main}</Relationships>"));
    add("word/_rels/document.xml.rels", &format!("<Relationships>{relations}</Relationships>"));
    add("word/document.xml", &format!("<w:document {SPACE}><w:body>{body}</w:body></w:document>"));
    archive.finish().expect("a package").into_inner()
}

pub(crate) fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("a package");
        archive.write_all(part).expect("a package");
    }
    archive.finish().expect("a package").into_inner()
}
