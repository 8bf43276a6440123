//! Finds the comments in front matters that an import leaves for reviewers of its report.

use std::ops::Range;

use super::fences;
use crate::config::Config;
use crate::source::Source;
use crate::table::review::mark;

/// Returns the byte ranges of these comments in the front matter of `source`.
pub(crate) fn comments(source: &Source, config: &Config) -> Vec<Range<usize>> {
    // Problems with the fences are reported when the document is parsed.
    let Some(block) = fences::find(source, config, &mut Vec::new()) else { return Vec::new() };
    let mut start = block.content.start;
    let mut found = Vec::new();
    for line in source.text[block.content].split_inclusive('\n') {
        found.extend(mark(line).map(|at| start + at.start..start + at.end));
        start += line.len();
    }
    found
}
