//! Sorting and filtering in little code: the standard library's is compiled anew for each type.

use std::cmp::Ordering;

/// Sorts stably, as [`slice::sort_by`] does.
///
/// The standard sort is compiled anew for each type; this one sorts numbers, and only the last step knows the
/// type.
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

/// Whether an item is among others, as [`slice::contains`] finds with more code.
pub fn has<T: PartialEq + Copy>(items: &[T], wanted: T) -> bool {
    for item in items {
        if *item == wanted {
            return true;
        }
    }
    false
}

/// Returns the places of `count` items in sorted order; `compare` compares two places.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places = Vec::new();
    for place in 0..count {
        places.push(place);
    }
    // Postings mostly arrive sorted.
    let is_sorted = (1..count).all(|place| compare(place - 1, place).is_le());
    let mut width = if is_sorted { count } else { 1 };
    while width < count {
        let mut merged = Vec::new();
        for runs in places.chunks(2 * width) {
            let (first, second) = runs.split_at(width.min(runs.len()));
            merge(first, second, compare, &mut merged);
        }
        places = merged;
        width *= 2;
    }
    places
}

/// Appends two sorted runs as one; among equals, those of the first come first.
fn merge(
    mut first: &[usize],
    mut second: &[usize],
    compare: &dyn Fn(usize, usize) -> Ordering,
    merged: &mut Vec<usize>,
) {
    while let ([a, after_a @ ..], [b, after_b @ ..]) = (first, second) {
        if compare(*a, *b).is_le() {
            merged.push(*a);
            first = after_a;
        } else {
            merged.push(*b);
            second = after_b;
        }
    }
    merged.extend_from_slice(first);
    merged.extend_from_slice(second);
}

/// Moves into each place the item at the place that `order` names for it.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_keep_their_order() {
        let mut items: Vec<(u32, usize)> = [3, 1, 2, 3, 1, 0, 3, 2, 2, 9, 1].into_iter().zip(0..).collect();
        let mut expected = items.clone();
        expected.sort_by_key(|(key, _)| *key);
        sort_by(&mut items, &|a, b| a.0.cmp(&b.0));
        assert_eq!(items, expected);
    }
}
