//! What is remembered from one run to the next: what was made of something is taken over as long as that is
//! the same, and forgotten once nobody asks for it any more.
//!
//! Whether something is the same is told by identity – the very document, the very text – or by a digest,
//! never by a clock. What changes with its neighbours is no memo: how much a word weighs depends on all
//! reports (`model::ways::weights`). Files are known by what the system says of them (`load::kept`, and
//! between two programs `cache`).

use std::collections::BTreeMap;

use rayon::prelude::*;

/// What is remembered of one thing.
pub(crate) trait Remembered: Clone + Send + Sync {
    /// What it is made of.
    type Of<'a>: Send;

    /// Whether it was made of this very thing.
    fn is_of(&self, of: &Self::Of<'_>) -> bool;
}

/// Values by key, with the setting that they were all made in.
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
    /// Makes the values that are wanted, as far as there are none of the same things from the last run, in
    /// the same setting. All others are forgotten. Returns the keys of those that were made.
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

    /// Puts a value in the place of the one with its key; nothing if there is none.
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

/// What something was last time.
pub(crate) struct Latest<T>(Option<T>);

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Latest(None)
    }
}

impl<T: PartialEq> Latest<T> {
    /// Notes what it is now. Returns whether it was something else, or not known.
    pub(crate) fn is_new(&mut self, now: T) -> bool {
        let is_same = self.0.as_ref() == Some(&now);
        self.0 = Some(now);
        !is_same
    }

    /// Has the next be a new one, whatever it is.
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
