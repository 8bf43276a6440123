//! Tells which lines of a front matter for another program say nothing of the meeting.

use super::lines::Line;
use super::{Guesses, What};
use crate::front_keys::{Foreign, foreign};
use crate::language::words::folded_words;

/// Keys that generators know and that tell of the meeting, folded; they stay in the text.
const SAID: [&str; 20] = [
    "abstract",
    "absent",
    "attendees",
    "chair",
    "description",
    "duration",
    "excerpt",
    "facilitator",
    "guests",
    "host",
    "hosts",
    "location",
    "members",
    "participants",
    "present",
    "scribe",
    "secretary",
    "subtitle",
    "summary",
    "venue",
];

/// Notes the lines of keys that only a program reads, and those without a value, with the lines below that belong to them.
pub(super) fn take(lines: &[Line], guesses: &mut Guesses) {
    let mut is_taken = false;
    let mut used = Vec::new();
    for line in lines.iter().filter(|line| line.is_front_matter) {
        if let Some((key, value)) = line.text.split_once(':').filter(|(key, _)| is_key(key)) {
            is_taken = is_for_programs(key) || is_empty(value);
        }
        if is_taken {
            used.push((line.block, What::Key));
        }
    }
    let is_new = |(block, _): &(usize, What)| !guesses.used.iter().any(|(other, _)| other == block);
    used.retain(is_new);
    guesses.used.extend(used);
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
}

fn is_for_programs(key: &str) -> bool {
    let said = folded_words(key).concat();
    match foreign(key) {
        Some((_, Foreign::Same("title" | "date" | "end_date" | "summary" | "city" | "place"))) | None => {
            false
        }
        Some(_) => !SAID.contains(&said.as_str()),
    }
}

fn is_empty(value: &str) -> bool {
    !value.contains(char::is_alphanumeric) && !value.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_for_programs_are_no_text() {
        let front = |(block, text): (usize, &&str)| Line {
            block,
            text: (*text).to_owned(),
            is_front_matter: true,
            ..Line::default()
        };
        let texts = [
            "layout: page",
            "tags:",
            "- roads",
            "attendees: Ana, Luis",
            "topic: roads",
            "slug: \"\"",
            "date: 2019-05-03",
        ];
        let lines: Vec<Line> = texts.iter().enumerate().map(front).collect();
        let mut guesses = Guesses::default();
        guesses.used.push((6, What::Moved));
        take(&lines, &mut guesses);
        let taken: Vec<usize> =
            guesses.used.iter().filter(|(_, what)| *what == What::Key).map(|(at, _)| *at).collect();
        assert_eq!(taken, [0, 1, 2, 5]);
    }
}
