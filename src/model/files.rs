//! The files offered with a report: its original, the files that it lists, and those that it links to.

use std::collections::BTreeSet;

use super::attachments;
use super::links::Targets;
use crate::diagnostic::{Diagnostic, Places, Severity, diagnostic, nearest};
use crate::formats::ending;
use crate::load::Attachment;
use crate::parse::Document;
use crate::parse::SUGGESTED_MAX;
use crate::table::value::Spanned;
use crate::url::UrlPath;

/// Image formats. Images are displayed in the text that links to them, so they are offered only if a front
/// matter lists them.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

/// The files of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// The file that the report was made from.
    pub original: Option<OfferedFile>,
    /// The other files: first those listed in the front matter, then those that the text links to.
    pub others: Vec<OfferedFile>,
}

/// A file that is offered for download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedFile {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: UrlPath,
    /// Its size, in bytes.
    pub size_bytes: u64,
}

impl OfferedFile {
    fn new(attachment: &Attachment, url: UrlPath) -> OfferedFile {
        OfferedFile {
            name: attachment.path.rsplit('/').next().unwrap_or_default().to_owned(),
            url,
            size_bytes: attachment.size_bytes,
        }
    }

    /// Returns the extension of its name, in lower case and without the dot; empty if it has none.
    pub fn extension(&self) -> String {
        ending(&self.name)
    }
}

/// A document and how to report its missing files.
pub(super) struct Wanted<'a> {
    pub(super) document: &'a Document,
    /// Its source.
    pub(super) places: &'a Places<'a>,
    /// The severity of a missing file.
    pub(super) severity: Severity,
}

/// Returns the files of a document. Adds those of its front matter to `linked`, the paths of the files that
/// its text links to.
pub(super) fn offered(
    wanted: &Wanted<'_>,
    targets: &Targets<'_>,
    linked: &mut BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Files {
    let standing = &wanted.document.front.standing;
    let mut beside: Option<Vec<String>> = None;
    let mut suggested = 0;
    let mut find = |name: &Spanned<String>| {
        let found = targets.attachment(wanted.document, &name.value);
        let problem = match found {
            None => {
                suggested += 1;
                let names = beside.get_or_insert_with(|| names_beside(wanted, targets));
                Some(missing(wanted, if suggested > SUGGESTED_MAX { &[] } else { names.as_slice() }, name))
            }
            Some(found) => attachments::left_out(found, targets.security),
        };
        diagnostics.extend(problem.map(|problem| problem.at(wanted.places.at(name.range.clone()))));
        found
    };
    let original = standing.original.as_ref().and_then(&mut find);
    let mut others: Vec<&Attachment> = standing.attachments.iter().filter_map(&mut find).collect();
    let by_text = linked.iter().filter(|path| !PICTURES.contains(&ending(path).as_str()));
    others.extend(by_text.filter_map(|path| targets.attachment_at(path)));
    let mut seen: BTreeSet<&str> = original.iter().map(|file| file.path.as_str()).collect();
    others.retain(|file| seen.insert(&file.path));
    linked.extend(original.iter().chain(&others).map(|file| file.path.clone()));
    let offered = |file: &Attachment| Some(OfferedFile::new(file, attachments::url(file, targets.security)?));
    Files { original: original.and_then(offered), others: others.into_iter().filter_map(offered).collect() }
}

/// Returns the names of the attachments in and below the folder of a document, relative to it.
fn names_beside(wanted: &Wanted<'_>, targets: &Targets<'_>) -> Vec<String> {
    let folder = wanted.document.content_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = |path: &'_ str| -> Option<String> {
        let rest = path.strip_prefix(folder)?;
        Some(rest.strip_prefix('/').unwrap_or(rest).to_owned()).filter(|_| !folder.is_empty() || rest == path)
    };
    targets.attachment_paths().filter_map(beside).collect()
}

/// Reports a missing file, and suggests one of `names` if it is similar.
fn missing(wanted: &Wanted<'_>, names: &[String], name: &Spanned<String>) -> Diagnostic {
    diagnostic!(wanted.severity, "front-matter::no-file", file = name.value.as_str(), ..)
        .suggesting(nearest(&name.value, names.iter().map(String::as_str)))
}
