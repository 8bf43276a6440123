//! The same input makes the same bytes, whatever the order in which files are visited.

use crate::support::{build_sources, corpus, output, repository, sources};

#[test]
fn two_builds_are_identical() {
    assert!(output(repository()) == output(repository()), "two builds of one site differ");
}

#[test]
fn the_order_of_the_sources_does_not_matter() {
    let sites = [Some(repository().to_path_buf()), corpus("lang-team")];
    for site in sites.into_iter().flatten() {
        let (config, mut files, _) = sources(&site);
        let first = build_sources(config.clone(), files.clone());
        files.documents.reverse();
        files.vocabularies.reverse();
        files.attachments.reverse();
        let middle = files.documents.len() / 2;
        files.documents.rotate_left(middle);
        assert!(first == build_sources(config, files), "{}: the order of the files matters", site.display());
    }
}
