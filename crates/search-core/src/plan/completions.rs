//! Completions of the last word, which may be unfinished.

use super::{Alternative, InScope, Matcher};
use crate::analysis::{Key, is_stop_word, spelling};
use crate::pack::Wants;
use crate::sorted::sort_by;

/// A beginning shorter than this (in characters) is not completed: too many words share it.
const PREFIX_CHARS_MIN: usize = 2;
/// How many completions are searched: those in the most passages.
const COMPLETIONS_MAX: usize = 12;

/// Returns the most frequent forms that begin with `beginning`, without those in `known`. Of families with
/// long lists only the first is taken, since each costs a file.
pub(super) fn completions(
    scope: &InScope<'_>,
    beginning: &str,
    known: &[Alternative],
    wants: &mut Wants,
) -> Vec<Key> {
    if beginning.chars().count() < PREFIX_CHARS_MIN {
        return Vec::new();
    }
    let language = scope.analyzers[0].language();
    let mut found: Vec<(u32, bool, Key)> = Vec::new();
    scope.segment.completions(beginning, wants, &mut |family, of, form| {
        let key = Key { family: family.to_owned(), form: form.form.clone() };
        let is_known =
            || known.iter().any(|known| matches!(&known.matcher, Matcher::Term(known) if *known == key));
        let count: u32 = form.doc_freqs.iter().fold(0, |sum, count| sum.saturating_add(*count));
        if count > 0 && !is_known() && !is_stop_word(language, spelling(&form.form)) {
            found.push((count, of.lists.is_some(), key));
        }
    });
    sort_by(&mut found, &|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
    let mut has_list = false;
    let mut keys = Vec::new();
    for (_, in_lists, key) in found {
        if keys.len() < COMPLETIONS_MAX && !(in_lists && has_list) {
            keys.push(key);
        }
        has_list |= in_lists;
    }
    keys
}
