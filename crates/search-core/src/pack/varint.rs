//! Reading and writing the pack's primitive values.

use super::{PackError, Wants};

/// The most bytes that the front-coded keys of a terms part may expand to. Each may repeat all of the one
/// before, so that a damaged part of a megabyte could fill any memory.
const KEYS_BYTES_MAX: usize = 16 << 20;

/// The longest key ending whose length fits the four bits of its byte in a table; a longer one has this value
/// followed by a varint.
const LEN_MAX: u8 = 15;
/// The most bytes that a key in a table shares with the one before.
#[cfg(feature = "write")]
const SHARED_MAX: usize = 15;

/// Reads primitive values off the front of a byte slice.
///
/// From the first damage on, values read as zero and sequences as empty, so that only the caller that has
/// read everything needs to ask ([`Bytes::check`]): a check after each value would be code that every reader
/// downloads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    damage: Option<PackError>,
    /// How many bytes have been expanded.
    unfolded: usize,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Bytes { rest: bytes, damage: None, unfolded: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Returns an error if anything read so far was damaged.
    pub(super) fn check(&self) -> Result<(), PackError> {
        self.damage.map_or(Ok(()), Err)
    }

    /// Reports to `wants` any damage in what was read so far.
    pub(super) fn tell(&self, wants: &mut Wants) {
        wants.note(self.damage);
    }

    /// Gives up: what was read makes no sense.
    pub(super) fn damaged(&mut self, damage: PackError) {
        self.damage = self.damage.or(Some(damage));
        self.rest = &[];
    }

    pub(super) fn take(&mut self, len: usize) -> &'a [u8] {
        let Some((taken, rest)) = self.rest.split_at_checked(len) else {
            self.damaged(PackError::Truncated);
            return &[];
        };
        self.rest = rest;
        taken
    }

    /// Takes all that is left.
    pub(super) fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    pub(super) fn u8(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    pub(super) fn varint(&mut self) -> u64 {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8();
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
        }
        self.damaged(PackError::Malformed);
        0
    }

    pub(super) fn u32(&mut self) -> u32 {
        u32::try_from(self.varint()).unwrap_or_else(|_| {
            self.damaged(PackError::Malformed);
            0
        })
    }

    /// Reads how many items follow.
    pub(super) fn count(&mut self) -> u32 {
        let count = self.u32();
        self.limited(count)
    }

    /// Returns how many items can follow if `count` are announced: each takes at least a byte.
    pub(super) fn limited(&mut self, count: u32) -> u32 {
        if count as usize <= self.rest.len() {
            return count;
        }
        self.damaged(PackError::Truncated);
        0
    }

    /// Returns `from` plus `distance`.
    pub(super) fn further(&mut self, from: u32, distance: u32) -> u32 {
        from.checked_add(distance).unwrap_or_else(|| {
            self.damaged(PackError::Malformed);
            0
        })
    }

    pub(super) fn f32(&mut self) -> f32 {
        f32::from_le_bytes(self.take(4).try_into().unwrap_or_default())
    }

    pub(super) fn slice(&mut self) -> &'a [u8] {
        let len = self.u32();
        self.take(len as usize)
    }

    /// Replaces `key` by the next front-coded key: how many bytes it shares with the last one, then the new
    /// bytes.
    pub(super) fn key(&mut self, key: &mut Vec<u8>) {
        let shared = self.u32() as usize;
        if shared > key.len() {
            self.damaged(PackError::Malformed);
        }
        key.truncate(shared);
        key.extend_from_slice(self.slice());
        self.unfold(key.len());
    }

    /// Records that `len` bytes were expanded from fewer.
    pub(super) fn unfold(&mut self, len: usize) {
        self.unfolded += len;
        if self.unfolded > KEYS_BYTES_MAX {
            self.damaged(PackError::Malformed);
        }
    }

    /// Reads a table of keys. It is stored in columns, since similar values compress well together. A key
    /// shares at most 15 bytes with the one before, so the table cannot expand to much.
    pub(super) fn table(&mut self) -> Vec<String> {
        let count = self.count() as usize;
        let (lens, firsts) = (self.take(count), self.take(count));
        let mut keys = Vec::new();
        let mut key = Vec::new();
        for (lens, first) in lens.iter().zip(firsts) {
            let shared = usize::from(lens >> 4);
            let mut len = u32::from(lens & LEN_MAX);
            if len == u32::from(LEN_MAX) {
                let more = self.u32();
                len = self.further(len, more);
            }
            let before = key.get(shared).copied().unwrap_or(0u8);
            if shared > key.len() {
                self.damaged(PackError::Malformed);
            }
            key.truncate(shared);
            if len > 0 {
                key.push(before.wrapping_add(*first));
                key.extend_from_slice(self.take(len as usize - 1));
            }
            keys.push(self.text(&key).to_owned());
        }
        keys
    }

    /// Returns bytes that were read as text, which must be UTF-8.
    pub(super) fn text<'t>(&mut self, bytes: &'t [u8]) -> &'t str {
        std::str::from_utf8(bytes).unwrap_or_else(|_| {
            self.damaged(PackError::Malformed);
            ""
        })
    }

    pub(super) fn str(&mut self) -> &'a str {
        let bytes = self.slice();
        self.text(bytes)
    }

    pub(super) fn string(&mut self) -> String {
        self.str().to_owned()
    }

    /// Reads strings, preceded by their number.
    pub(super) fn strings(&mut self) -> Vec<String> {
        let mut strings = Vec::new();
        for _ in 0..self.count() {
            strings.push(self.string());
        }
        strings
    }
}

#[cfg(feature = "write")]
pub(super) use writing::{put_key, put_slice, put_table, put_varint};

#[cfg(feature = "write")]
mod writing {
    use super::{LEN_MAX, SHARED_MAX};

    pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
        while value >= 0x80 {
            out.push(value as u8 | 0x80);
            value >>= 7;
        }
        out.push(value as u8);
    }

    pub(crate) fn put_slice(out: &mut Vec<u8>, bytes: &[u8]) {
        put_varint(out, bytes.len() as u64);
        out.extend_from_slice(bytes);
    }

    /// Front-codes `key` after `last`.
    pub(crate) fn put_key(out: &mut Vec<u8>, last: &str, key: &str) {
        let shared = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
        put_varint(out, shared as u64);
        put_slice(out, &key.as_bytes()[shared..]);
    }

    /// Writes a table of keys, in ascending order.
    pub(crate) fn put_table<'k>(out: &mut Vec<u8>, keys: impl ExactSizeIterator<Item = &'k str>) {
        put_varint(out, keys.len() as u64);
        let (mut lens, mut firsts, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut last: &[u8] = &[];
        for key in keys.map(str::as_bytes) {
            let shared = last.iter().zip(key).take_while(|(a, b)| a == b).count().min(SHARED_MAX);
            let len = key.len() - shared;
            lens.push((shared as u8) << 4 | len.min(usize::from(LEN_MAX)) as u8);
            let [at, before] = [key, last].map(|text| text.get(shared).copied().unwrap_or(0));
            firsts.push(at.wrapping_sub(before));
            if let Some(more) = len.checked_sub(usize::from(LEN_MAX)) {
                put_varint(&mut others, more as u64);
            }
            others.extend_from_slice(key.get(shared + 1..).unwrap_or_default());
            last = key;
        }
        out.extend(lens);
        out.extend(firsts);
        out.extend(others);
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    #[test]
    fn a_table_holds_any_keys() {
        let long = "a".repeat(40);
        let longer = format!("{long}{}", "b".repeat(300));
        let keys = ["", "0", "a", "a", &long, &longer, "año", "añoñ", "b", "ñ", "ñandú"];
        let mut out = Vec::new();
        put_table(&mut out, keys.into_iter());
        let mut bytes = Bytes::new(&out);
        assert_eq!(bytes.table(), keys);
        assert!(bytes.is_empty() && bytes.check().is_ok());
    }

    #[test]
    fn a_table_of_what_cannot_be_is_refused() {
        let error = |content: &[u8]| {
            let mut bytes = Bytes::new(content);
            bytes.table();
            bytes.check().err()
        };
        assert_eq!(error(&[1, 0x01, b'a']), None);
        assert_eq!(error(&[1, 0x11, b'a']), Some(PackError::Malformed), "keeps a byte of nothing");
        assert_eq!(error(&[1, 0x01, 0xff]), Some(PackError::Malformed), "no text");
        assert_eq!(error(&[1, 0x02, b'a']), Some(PackError::Truncated), "a byte less than said");
        assert_eq!(error(&[2, 0x01, b'a']), Some(PackError::Truncated), "a key less than said");
        assert_eq!(
            error(&[1, 0x0f, b'a', 0xff, 0xff, 0xff, 0xff, 0x0f]),
            Some(PackError::Malformed),
            "billions of bytes"
        );
    }
}
