//! The comments that an import leaves for reviewers of its report: `# review: …`, `# revisar: …`.

use std::ops::Range;

use super::value::{Excerpt, Table, Value};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::messages::{Speech, message};

/// Finds the mark, `# review:`, in a line. Returns where it begins and where its colon ends.
pub(crate) fn mark(line: &str) -> Option<Range<usize>> {
    let words = [Speech::Es, Speech::En].map(|speech| message!("import-review").text(speech));
    let length = |rest: &str| {
        let word = rest[1..].trim_start();
        let after = words.iter().find_map(|name| {
            let written = word.get(..name.len())?;
            written.eq_ignore_ascii_case(name).then(|| word[name.len()..].trim_start())
        })?;
        after.strip_prefix(':').map(|after| rest.len() - after.len())
    };
    line.match_indices('#').find_map(|(at, _)| length(&line[at..]).map(|length| at..at + length))
}

/// Reports every string in `table` that has swallowed such a comment because its closing quote comes too
/// late.
pub(crate) fn report_in_values(
    excerpt: &Excerpt<'_>,
    table: &Table,
    code: Code,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (_, value) in &table.entries {
        in_value(&value.value, &value.range, &mut |mark, range| {
            let written = excerpt.places.text.get(range.clone()).and_then(self::mark);
            let range = written.map_or(range.clone(), |at| range.start + at.start..range.start + at.end);
            diagnostics
                .push(Diagnostic::of(Severity::Error, code).with("mark", mark).at(excerpt.place(range)));
        });
    }
}

fn in_value(value: &Value, range: &Range<usize>, found: &mut impl FnMut(&str, &Range<usize>)) {
    match value {
        Value::Text(text) => {
            if let Some(at) = mark(text) {
                found(&text[at], range);
            }
        }
        Value::List(values) => values.iter().for_each(|value| in_value(&value.value, &value.range, found)),
        Value::Table(table) => {
            table.entries.iter().for_each(|(_, value)| in_value(&value.value, &value.range, found));
        }
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Date(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_known_in_each_language() {
        let found = |line: &str| mark(line).map(|at| line[at].to_owned());
        assert_eq!(found("a = 1  # revisar: hallado").as_deref(), Some("# revisar:"));
        assert_eq!(found("# b =  #Review : x").as_deref(), Some("#Review :"));
        assert_eq!(found("a = \"# 1\" # otra cosa: revisar"), None);
        assert_eq!(found("# revisión: ñ"), None);
    }
}
