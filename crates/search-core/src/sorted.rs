//! Small maps and sets as sorted vectors, and sorting, in little code.
//!
//! A search holds tens of keys and files. The standard library's trees would be a tenth of the WebAssembly
//! that every reader downloads, and no faster at this size.

use std::borrow::Borrow;
use std::cmp::Ordering;

/// Sorts, keeping the order of equals, as [`slice::sort_by`] does.
///
/// That is compiled anew for each type; this sorts numbers, and only the last step knows the type.
pub fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| compare(&items[a], &items[b]));
    arrange(order, &mut |a, b| items.swap(a, b));
}

/// Keeps the items for which `is_kept` is true, as [`Vec::retain`] does with more code.
pub fn keep<T>(items: &mut Vec<T>, is_kept: &dyn Fn(&T) -> bool) {
    let mut count = 0;
    for place in 0..items.len() {
        if is_kept(&items[place]) {
            items.swap(count, place);
            count += 1;
        }
    }
    items.truncate(count);
}

/// Returns the places of `count` items in the order that `compare` tells of two places.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    // Postings mostly come sorted.
    if !places.is_sorted_by(|a, b| compare(*a, *b).is_le()) {
        places.sort_by(|a, b| compare(*a, *b));
    }
    places
}

/// Moves to each place the item that was at the place which `order` has there.
fn arrange(mut order: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

/// Returns the place of what `compare` finds equal among `count` sorted items, else where it would be.
fn search(count: usize, compare: &dyn Fn(usize) -> Ordering) -> Result<usize, usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match compare(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Equal => return Ok(middle),
            Ordering::Greater => high = middle,
        }
    }
    Err(low)
}

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
        search(self.entries.len(), &|place| self.entries[place].0.borrow().cmp(key))
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
    fn equals_keep_their_order() {
        let mut items: Vec<(u32, usize)> = [3, 1, 2, 3, 1, 0, 3].into_iter().zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|(key, _)| *key);
        sort_by(&mut items, &|a, b| a.0.cmp(&b.0));
        assert_eq!(items, expected);
    }

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
