//! Descriptions of images and texts of links: all that is left of them for people who listen to a page.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Text;
use crate::diagnostic::{Diagnostic, Places};
use crate::language::words::folded_words;

/// Link texts that say nothing by themselves, by language.
const EMPTY_WORDS: &str = include_str!("link_texts.toml");

static EMPTY: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    // Built into the program; a test parses it.
    let texts: BTreeMap<String, Vec<String>> = toml::from_str(EMPTY_WORDS).unwrap_or_default();
    texts.into_values().flatten().map(|text| folded_words(&text)).collect()
});

/// Reports images without a description, and links that do not say where they lead.
pub(super) fn check(text: &Text<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let places = Places::new(&text.document.path, &text.source.text);
    let place = |range| places.at(range);
    for image in text.reading.images.iter().filter(|image| image.description.trim().is_empty()) {
        let found = Diagnostic::warning("check::image");
        let found = if image.is_html { found.variant("tag") } else { found };
        diagnostics.push(found.at(place(image.range.clone())));
    }
    for link in &text.reading.links {
        let said = link.text.trim();
        let found = Diagnostic::warning("check::link-text");
        if said.is_empty() {
            diagnostics.push(found.variant("none").at(place(link.range.clone())));
        } else if says_nothing(said) {
            diagnostics.push(found.with("text", said).at(place(link.range.clone())));
        }
    }
}

fn says_nothing(text: &str) -> bool {
    let words = folded_words(text);
    EMPTY.contains(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_texts_say_nothing() {
        for text in ["aquí", "Haga clic AQUÍ.", "here", "[Click here]", "link"] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["el informe de 2017", "here is the report", "1", "…"] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
