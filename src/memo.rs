//! Results that are remembered from one run to the next. A result is reused as long as its input is the same,
//! and forgotten once it is no longer requested.
//!
//! Inputs are compared by identity – the same document, the same text – or by a digest, never by time.
//! Results that depend on other inputs do not belong here: the weight of a word depends on all reports
//! (`model::related::weights`). Files are compared by their metadata (`load::kept`, and between two processes
//! `cache`).

use std::collections::BTreeMap;

use rayon::prelude::*;

/// A remembered result.
pub(crate) trait Remembered: Clone + Send + Sync {
    /// Its input.
    type Of<'a>: Send;

    /// Whether it was made from this very input.
    fn is_of(&self, of: &Self::Of<'_>) -> bool;
}

/// Values by key, and the setting in which all of them were made.
pub(crate) struct Memo<S, V> {
    setting: Latest<S>,
    values: BTreeMap<String, V>,
}

impl<S, V> Default for Memo<S, V> {
    fn default() -> Self {
        Memo { setting: Latest::default(), values: BTreeMap::new() }
    }
}

impl<S: PartialEq, V: Remembered> Memo<S, V> {
    /// Makes the requested values, reusing those that the last run made from the same inputs in the same
    /// setting. Forgets all others. Returns the keys of the values that were made.
    pub(crate) fn run<'a>(
        &mut self,
        setting: S,
        wanted: Vec<(String, V::Of<'a>)>,
        make: impl Fn(V::Of<'a>) -> V + Sync,
    ) -> Vec<String> {
        if self.setting.is_new(setting) {
            self.values.clear();
        }
        let value = |(key, of): (String, V::Of<'a>)| match self.values.get(&key) {
            Some(known) if known.is_of(&of) => (key, known.clone(), false),
            _ => (key, make(of), true),
        };
        let values: Vec<(String, V, bool)> = wanted.into_par_iter().map(value).collect();
        let made = values.iter().filter(|(_, _, is_made)| *is_made).map(|(key, _, _)| key.clone()).collect();
        self.values = values.into_iter().map(|(key, value, _)| (key, value)).collect();
        made
    }

    pub(crate) fn get(&self, key: &str) -> Option<&V> {
        self.values.get(key)
    }

    /// Replaces the value with this key; does nothing if there is none.
    pub(crate) fn replace(&mut self, key: &str, value: V) {
        if let Some(known) = self.values.get_mut(key) {
            *known = value;
        }
    }

    /// Returns the setting of the last run.
    pub(crate) fn setting(&self) -> Option<&S> {
        self.setting.get()
    }

    /// Returns all values, in the order of their keys.
    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.values.values()
    }
}

/// The value that something had last time.
pub(crate) struct Latest<T>(Option<T>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Latest(None)
    }
}

impl<T: PartialEq> Latest<T> {
    /// Notes the current value. Returns whether it differs from the previous one, or whether that is unknown.
    pub(crate) fn is_new(&mut self, now: T) -> bool {
        let is_same = self.0.as_ref() == Some(&now);
        self.0 = Some(now);
        !is_same
    }

    /// Forgets the value, so that the next one counts as new.
    pub(crate) fn forget(&mut self) {
        self.0 = None;
    }

    fn get(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[derive(Clone)]
    struct Length {
        of: Arc<str>,
        bytes: usize,
    }

    impl Remembered for Length {
        type Of<'a> = Arc<str>;

        fn is_of(&self, of: &Arc<str>) -> bool {
            Arc::ptr_eq(&self.of, of)
        }
    }

    #[test]
    fn what_is_the_same_is_taken_over_and_what_nobody_asks_for_is_forgotten() {
        let mut memo = Memo::<u8, Length>::default();
        let (one, two): (Arc<str>, Arc<str>) = ("one".into(), "three".into());
        let mut check = |setting, wanted: &[(&str, &Arc<str>)], made: &[&str], lengths: &[usize]| {
            let wanted = wanted.iter().map(|(key, of)| ((*key).to_owned(), Arc::clone(of))).collect();
            assert_eq!(memo.run(setting, wanted, |of| Length { bytes: of.len(), of }), made);
            assert_eq!(memo.values().map(|length| length.bytes).collect::<Vec<_>>(), lengths);
        };
        check(1, &[("b", &two), ("a", &one)], &["b", "a"], &[3, 5]);
        check(1, &[("a", &one), ("b", &two)], &[], &[3, 5]);
        check(1, &[("a", &"one".into()), ("b", &two)], &["a"], &[3, 5]);
        check(2, &[("b", &two)], &["b"], &[5]);
        check(2, &[("b", &two), ("a", &one)], &["a"], &[3, 5]);
        memo.replace("a", Length { of: Arc::clone(&two), bytes: 1 });
        memo.replace("c", Length { of: Arc::clone(&two), bytes: 1 });
        assert_eq!(memo.get("a").map(|length| length.bytes), Some(1));
        assert!(memo.get("c").is_none());
        assert_eq!(memo.run(2, vec![("a".to_owned(), one)], |of| Length { bytes: of.len(), of }), ["a"]);
    }
}
