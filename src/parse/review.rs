//! Where a front matter has the comments that an import leaves for whoever reviews its report.

use std::ops::Range;

use super::fences;
use crate::config::Config;
use crate::source::Source;
use crate::table::review::mark;

/// Returns where such comments stand in the front matter of `source`, in bytes.
pub(crate) fn comments(source: &Source, config: &Config) -> Vec<Range<usize>> {
    // What is wrong with its fences is told where it is parsed.
    let Some(block) = fences::find(source, config, &mut Vec::new()) else { return Vec::new() };
    let mut start = block.content.start;
    let mut found = Vec::new();
    for line in source.text[block.content].split_inclusive('\n') {
        found.extend(mark(line).map(|at| start + at.start..start + at.end));
        start += line.len();
    }
    found
}
