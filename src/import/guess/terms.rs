//! Finds the terms of the site's vocabularies in a text, and the kind of session.

use rustc_hash::FxHashSet;

use super::lines::Line;
use super::{Guess, Guesses, Material, Source, found_in};
use crate::language::known::Languages;
use crate::language::words::Words;
use crate::messages::{Message, text};
use crate::vocabulary::mentions::NameFinder;

/// The keys that are guessed otherwise.
const OTHER_KEYS: [&str; 4] = ["delegations", "city", "country", "session"];

/// Guesses the terms of every taxonomy with a vocabulary: those mentioned, or of bodies the one that met.
pub(super) fn guess(material: &Material<'_>, lines: &[Line], data: &Languages, guesses: &mut Guesses) {
    for taxonomy in &material.config.taxonomies {
        let terms = taxonomy.vocabulary.as_ref().and_then(|name| {
            material
                .vocabularies
                .iter()
                .find(|vocabulary| vocabulary.name == *name)
                .map(|vocabulary| &vocabulary.terms)
        });
        let Some(terms) = terms.filter(|_| !OTHER_KEYS.contains(&taxonomy.key.as_str())) else { continue };
        let finder = NameFinder::new(terms.iter().enumerate());
        let mut found: Vec<(usize, String)> = Vec::new();
        let mut block = None;
        let mut known = FxHashSet::default();
        // The body that met is named first: in the title, or at the beginning.
        let searched = lines.iter().filter(|line| line.is_head || !taxonomy.series);
        for line in searched {
            let words = Words::new(&line.text);
            for mention in finder.find(&words) {
                if known.insert(mention.of) {
                    block.get_or_insert(line.block);
                    let place =
                        words.place(mention.words.start).start..words.place(mention.words.end - 1).end;
                    found.push((mention.of, line.text[place].to_owned()));
                }
            }
        }
        if taxonomy.series {
            found.truncate(1);
        }
        if found.is_empty() {
            continue;
        }
        let shown: Vec<&str> = found.iter().map(|(_, words)| words.as_str()).collect();
        let text =
            if taxonomy.series { text!("import-review-found") } else { text!("import-review-mentioned") };
        let from = Message::of(text).with("text", super::shortened(&shown.join(", ")));
        let value = found.iter().map(|(of, _)| terms[*of].id.clone()).collect();
        let source = Source { block, text: shown.join(", ") };
        guesses.terms.push((taxonomy.key.clone(), Guess { value, from, source }));
    }
    session(lines, data, guesses);
}

fn session(lines: &[Line], data: &Languages, guesses: &mut Guesses) {
    for line in lines.iter().filter(|line| line.is_head) {
        let words = Words::new(&line.text);
        for (kind, way) in data.sessions() {
            if let Some(at) = (0..words.len()).find(|at| words.continues(*at, &way)) {
                let shown = &line.text[words.place(at).start..words.place(at + way.len() - 1).end];
                let source = Source { block: Some(line.block), text: shown.to_owned() };
                guesses.session = Some(Guess { value: kind.to_owned(), from: found_in(shown), source });
                return;
            }
        }
    }
}
