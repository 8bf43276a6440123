//! The words of texts, counted: what goes into an import must come out of it.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How often each word occurs, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    counts: BTreeMap<String, isize>,
}

impl Words {
    /// Adds the words of a text: runs of letters and digits. What shows nothing, like a soft hyphen, is skipped.
    pub fn add(&mut self, text: &str) {
        self.change(text, 1);
    }

    /// Takes the words of a text away.
    pub fn take(&mut self, text: &str) {
        self.change(text, -1);
    }

    fn change(&mut self, text: &str, by: isize) {
        let mut word = String::new();
        for character in text.chars().filter(|character| !is_invisible(*character)) {
            if character.is_alphanumeric() {
                word.extend(character.to_lowercase());
            } else if !word.is_empty() {
                self.count(std::mem::take(&mut word), by);
            }
        }
        if !word.is_empty() {
            self.count(word, by);
        }
    }

    fn count(&mut self, word: String, by: isize) {
        *self.counts.entry(word).or_default() += by;
    }

    /// Adds all words of another count.
    pub fn add_all(&mut self, other: &Words) {
        for (word, count) in &other.counts {
            self.count(word.clone(), *count);
        }
    }

    /// Returns how many words there are.
    pub fn total(&self) -> usize {
        self.counts.values().filter(|count| **count > 0).map(|count| count.unsigned_abs()).sum()
    }

    /// Returns the words that this has more often than `other`, each as often as it has it more.
    pub fn beyond(&self, other: &Words) -> Vec<String> {
        let mut beyond = Vec::new();
        for (word, count) in &self.counts {
            let more = count.max(&0) - other.counts.get(word).copied().unwrap_or(0).max(0);
            for _ in 0..more.max(0) {
                beyond.push(word.clone());
            }
        }
        beyond
    }
}

/// Whether a character shows nothing and stands within words: soft hyphen, zero-width marks.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Returns the words that a Markdown text shows, with the numbers of its lists.
pub fn of_markdown(text: &str) -> Words {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut words = Words::default();
    let mut shown = String::new();
    for (event, place) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Text(text) | Event::Code(text) => shown.push_str(&text),
            Event::SoftBreak | Event::HardBreak => shown.push('\n'),
            Event::InlineHtml(html) if html.starts_with("<br") => shown.push('\n'),
            // The number as it is written, which is shown for points also where others are left out.
            Event::Start(Tag::Item) => {
                let number = text[place].trim_start().chars().take_while(char::is_ascii_digit);
                shown.push('\n');
                shown.extend(number.chain(['\n']));
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => {}
            _ => shown.push('\n'),
        }
    }
    words.add(&shown);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, plain: &str) {
        let mut expected = Words::default();
        expected.add(plain);
        assert_eq!(of_markdown(markdown), expected);
    }

    #[test]
    fn a_markdown_text_shows_its_words() {
        check("**Agra**decer a la [OIM](https://x.org)[^1].\n\n[^1]: Nota", "Agradecer a la OIM nota");
        check("3. Uno\n\n   a. A\n\n4. Dos", "3 uno a a 4 dos");
        check("3. Uno\n\n   a. A\n      1) B\n\n      2) C\n", "3 uno a a 1 b 2 c");
        check("1. Uno\n\n2. Dos\n\n5. Tres", "1 uno 2 dos 5 tres");
        check("| a | b |\n|---|---|\n| c<br>d | |\n", "a b c d");
        check("\\* x \\[y\\] 1\\. z", "x y 1 z");
    }

    #[test]
    fn what_is_missing_is_told() {
        let (mut a, mut b) = (Words::default(), Words::default());
        a.add("uno dos dos co\u{ad}sa");
        b.add("dos Uno cosa");
        assert_eq!(a.beyond(&b), ["dos"]);
        assert_eq!(a.total(), 4);
    }
}
