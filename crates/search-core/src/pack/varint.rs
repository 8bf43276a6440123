//! Reading and writing the pack's primitive values.

use super::PackError;

/// Reads primitive values off the front of a byte slice. Every read checks bounds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Bytes { rest: bytes }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], PackError> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(PackError::Truncated)?;
        self.rest = rest;
        Ok(taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, PackError> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn varint(&mut self) -> Result<u64, PackError> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(PackError::Malformed)
    }

    pub(super) fn u32(&mut self) -> Result<u32, PackError> {
        u32::try_from(self.varint()?).map_err(|_| PackError::Malformed)
    }

    pub(super) fn len(&mut self) -> Result<usize, PackError> {
        Ok(self.u32()? as usize)
    }

    pub(super) fn f32(&mut self) -> Result<f32, PackError> {
        let bytes = self.take(4)?;
        Ok(f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    pub(super) fn slice(&mut self) -> Result<&'a [u8], PackError> {
        let len = self.len()?;
        self.take(len)
    }

    /// Replaces `key` by the next front-coded key: how many bytes it keeps of the last one, then the new ones.
    pub(super) fn key(&mut self, key: &mut Vec<u8>) -> Result<(), PackError> {
        let shared = self.len()?;
        if shared > key.len() {
            return Err(PackError::Malformed);
        }
        key.truncate(shared);
        key.extend_from_slice(self.slice()?);
        Ok(())
    }

    pub(super) fn str(&mut self) -> Result<&'a str, PackError> {
        std::str::from_utf8(self.slice()?).map_err(|_| PackError::Malformed)
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
