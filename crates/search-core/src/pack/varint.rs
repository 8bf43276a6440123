//! Reading and writing the pack's primitive values.

use super::{PackError, Wants};

/// The most bytes that the front-coded keys of a part may unfold to: each may repeat all of the one before it, so that a
/// damaged part of a megabyte could fill any memory.
const KEYS_BYTES_MAX: usize = 16 << 20;

/// Reads primitive values off the front of a byte slice.
///
/// What is damaged reads as zeros and as nothing from there on, so that only whoever has read all must ask
/// ([`Bytes::check`]): a question after each value is code that every reader would download.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
    damage: Option<PackError>,
    /// How many bytes were unfolded.
    unfolded: usize,
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Bytes { rest: bytes, damage: None, unfolded: 0 }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Returns an error if anything that was read so far is damaged.
    pub(super) fn check(&self) -> Result<(), PackError> {
        self.damage.map_or(Ok(()), Err)
    }

    /// Tells `wants` if anything that was read so far is damaged.
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

    /// Reads how many things follow.
    pub(super) fn count(&mut self) -> u32 {
        let count = self.u32();
        self.limited(count)
    }

    /// Returns how many things can follow if `count` are said to: each takes a byte at least.
    pub(super) fn limited(&mut self, count: u32) -> u32 {
        if count as usize <= self.rest.len() {
            return count;
        }
        self.damaged(PackError::Truncated);
        0
    }

    /// Returns what is `distance` further than `from`.
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

    /// Replaces `key` by the next front-coded key: how many bytes it keeps of the last one, then the new ones.
    pub(super) fn key(&mut self, key: &mut Vec<u8>) {
        let shared = self.u32() as usize;
        if shared > key.len() {
            self.damaged(PackError::Malformed);
        }
        key.truncate(shared);
        key.extend_from_slice(self.slice());
        self.unfold(key.len());
    }

    /// Notes that `len` bytes were made of fewer.
    pub(super) fn unfold(&mut self, len: usize) {
        self.unfolded += len;
        if self.unfolded > KEYS_BYTES_MAX {
            self.damaged(PackError::Malformed);
        }
    }

    /// Replaces `key` by the next front-coded key and returns it as text.
    pub(super) fn text_key(&mut self, key: &mut Vec<u8>) -> String {
        self.key(key);
        self.text(key).to_owned()
    }

    /// Reads front-coded keys, as many as are said.
    pub(super) fn text_keys(&mut self) -> Vec<String> {
        let mut keys = Vec::new();
        let mut key = Vec::new();
        for _ in 0..self.count() {
            keys.push(self.text_key(&mut key));
        }
        keys
    }

    /// Returns bytes that were read as the text that they must be.
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

    /// Reads strings, as many as are said.
    pub(super) fn strings(&mut self) -> Vec<String> {
        let mut strings = Vec::new();
        for _ in 0..self.count() {
            strings.push(self.string());
        }
        strings
    }
}

#[cfg(feature = "write")]
pub(super) use writing::{put_key, put_slice, put_varint};

#[cfg(feature = "write")]
mod writing {
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
}
