//! Small maps and sets as sorted vectors.
//!
//! A search holds tens of keys and files. The standard library's trees would be a tenth of the WebAssembly
//! that every reader downloads, and no faster at this size.

use std::borrow::Borrow;

/// A map whose entries are kept in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<K, V> {
    entries: Vec<(K, V)>,
}

/// A set whose members are kept in order.
pub type SortedSet<K> = SortedMap<K, ()>;

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        SortedMap { entries: Vec::new() }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// Returns a map without entries.
    pub fn new() -> Self {
        SortedMap::default()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.iter().map(|(key, _)| key)
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.entries.binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// Whether there is an entry for `key`.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Returns the value of `key`.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|place| &self.entries[place].1)
    }

    /// Returns the value of `key`, which is `V::default()` if it had none.
    pub fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.entries.insert(place, (key, V::default()));
            place
        });
        &mut self.entries[place].1
    }
}

impl<K: Ord> SortedSet<K> {
    /// Adds a member.
    pub fn insert(&mut self, key: K) {
        self.entry(key);
    }
}

impl<K: Ord> FromIterator<K> for SortedSet<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = SortedSet::new();
        keys.into_iter().for_each(|key| set.insert(key));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_in_order_and_each_once() {
        let set: SortedSet<&str> = ["b", "a", "c", "a"].into_iter().collect();
        assert_eq!(set.keys().copied().collect::<String>(), "abc");
        let mut map = SortedMap::<String, u32>::new();
        *map.entry("x".to_owned()) += 1;
        *map.entry("x".to_owned()) += 1;
        assert_eq!((map.get("x"), map.get("y"), map.len()), (Some(&2), None, 1));
    }
}
