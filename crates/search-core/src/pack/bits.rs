//! Streams of bits, and canonical Huffman codes over them (Huffman 1952; canonical as in RFC 1951, 3.2.2).

use super::{PackError, Wants};

/// The longest code, in bits.
pub const CODE_BITS_MAX: usize = 20;

/// How many bits the length of a count takes.
const COUNT_LENGTH_BITS: u32 = 5;

/// Reads bits, the highest of each byte first. From the first damage on, all bits are 0.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
    damage: Option<PackError>,
}

impl<'a> Bits<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Bits { bytes, at: 0, damage: None }
    }

    /// Reports to `wants` any damage in what was read so far.
    pub(super) fn tell(&self, wants: &mut Wants) {
        wants.note(self.damage);
    }

    /// Gives up: what was read makes no sense.
    pub(super) fn damaged(&mut self, damage: PackError) {
        self.damage = self.damage.or(Some(damage));
        self.bytes = &[];
    }

    /// Whether anything read so far was damaged.
    pub(super) fn is_damaged(&self) -> bool {
        self.damage.is_some()
    }

    pub(super) fn bit(&mut self) -> u32 {
        let Some(byte) = self.bytes.get(self.at / 8) else {
            self.damaged(PackError::Truncated);
            return 0;
        };
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;
        u32::from(bit)
    }

    /// Reads a number of `count` bits, the highest first.
    pub(super) fn number(&mut self, count: u32) -> u32 {
        let mut number = 0;
        for _ in 0..count {
            number = number << 1 | self.bit();
        }
        number
    }

    /// Reads the rest of a number that has `length` bits from its highest 1 on; returns 0 if `length` is 0.
    pub(super) fn significant(&mut self, length: u32) -> u32 {
        match length {
            0 => 0,
            length => self.number(length - 1) | 1u32.wrapping_shl(length - 1),
        }
    }

    /// Reads how many items follow, 0 if there are none: the length of the number in five bits, and the
    /// number.
    pub(super) fn count(&mut self) -> u32 {
        let length = self.number(COUNT_LENGTH_BITS);
        self.significant(length)
    }

    /// Reads a unary number: that many 1s, and a 0.
    pub(super) fn unary(&mut self) -> u32 {
        let mut number = 0;
        while self.bit() != 0 {
            number += 1;
        }
        number
    }
}

/// A canonical code: how many symbols have codes of each length, and the symbols in the order of their codes.
#[derive(Clone, Debug, Default)]
pub(super) struct Code {
    counts: [u32; CODE_BITS_MAX + 1],
    symbols: Vec<u32>,
}

impl Code {
    /// Returns the code in which symbol *n* has `lengths[n]` bits; 0 for a symbol that does not occur.
    pub(super) fn new(lengths: &[u8]) -> Code {
        let mut code = Code::default();
        for length in 1..=CODE_BITS_MAX {
            for (symbol, bits) in lengths.iter().enumerate() {
                if usize::from(*bits) == length {
                    code.symbols.push(symbol as u32);
                    code.counts[length] += 1;
                }
            }
        }
        code
    }

    /// Reads one symbol, which takes at least one bit; 0 if it is damaged.
    pub(super) fn read(&self, bits: &mut Bits<'_>) -> u32 {
        // The first code of the length, and the place of its symbol.
        let (mut code, mut first, mut place) = (0u32, 0u32, 0u32);
        for count in &self.counts[1..] {
            code = code << 1 | bits.bit();
            let offset = code.wrapping_sub(first);
            if offset < *count {
                let symbol = self.symbols[(place + offset) as usize];
                return if bits.damage.is_none() { symbol } else { 0 };
            }
            place += count;
            // More codes of a length than can exist are damage, and are read like any others.
            first = first.wrapping_add(*count) << 1;
        }
        bits.damaged(PackError::Malformed);
        0
    }
}

#[cfg(feature = "write")]
pub(super) use writing::{BitWriter, Codewords, code_lengths, length};

#[cfg(feature = "write")]
mod writing {
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;

    use super::{CODE_BITS_MAX, COUNT_LENGTH_BITS};

    /// Writes bits, the highest of each byte first.
    #[derive(Default)]
    pub(crate) struct BitWriter {
        bytes: Vec<u8>,
        used: usize,
    }

    impl BitWriter {
        pub(crate) fn number(&mut self, number: u32, count: u32) {
            for place in (0..count).rev() {
                if self.used.is_multiple_of(8) {
                    self.bytes.push(0);
                }
                if let Some(last) = self.bytes.last_mut() {
                    *last |= ((number >> place & 1) as u8) << (7 - self.used % 8);
                }
                self.used += 1;
            }
        }

        /// Writes all of a number but its highest 1; `length` is its number of bits from that 1 on.
        pub(crate) fn significant(&mut self, number: u32, length: u32) {
            self.number(number, length.saturating_sub(1));
        }

        pub(crate) fn count(&mut self, count: u32) {
            let length = length(count);
            self.number(length, COUNT_LENGTH_BITS);
            self.significant(count, length);
        }

        pub(crate) fn unary(&mut self, number: u32) {
            (0..number).for_each(|_| self.number(1, 1));
            self.number(0, 1);
        }

        pub(crate) fn finish(self) -> Vec<u8> {
            self.bytes
        }
    }

    /// Returns how many bits a number has from its highest 1 on.
    pub(crate) fn length(number: u32) -> u32 {
        u32::BITS - number.leading_zeros()
    }

    /// The codewords of a canonical code, by symbol.
    #[derive(Debug, Default)]
    pub(crate) struct Codewords {
        words: Vec<(u32, u32)>,
    }

    impl Codewords {
        pub(crate) fn new(lengths: &[u8]) -> Codewords {
            let mut words = vec![(0, 0); lengths.len()];
            let mut code = 0;
            for length in 1..=CODE_BITS_MAX as u32 {
                for (symbol, _) in lengths.iter().enumerate().filter(|(_, l)| u32::from(**l) == length) {
                    words[symbol] = (code, length);
                    code += 1;
                }
                code <<= 1;
            }
            Codewords { words }
        }

        /// Whether a symbol has a codeword.
        pub(crate) fn has(&self, symbol: u32) -> bool {
            self.words[symbol as usize].1 > 0
        }

        pub(crate) fn write(&self, symbol: u32, bits: &mut BitWriter) {
            let (code, length) = self.words[symbol as usize];
            bits.number(code, length);
        }
    }

    /// Returns the code length of each symbol for these frequencies, at most [`CODE_BITS_MAX`]; 0 where the
    /// frequency is 0.
    pub(crate) fn code_lengths(frequencies: &[u64]) -> Vec<u8> {
        let mut frequencies = frequencies.to_vec();
        loop {
            let lengths = huffman(&frequencies);
            if lengths.iter().all(|length| *length as usize <= CODE_BITS_MAX) {
                return lengths;
            }
            // Flatter frequencies have shorter codes.
            for frequency in frequencies.iter_mut().filter(|frequency| **frequency > 0) {
                *frequency = *frequency / 2 + 1;
            }
        }
    }

    fn huffman(frequencies: &[u64]) -> Vec<u8> {
        let mut parents: Vec<usize> = vec![usize::MAX; frequencies.len()];
        let used = frequencies.iter().enumerate().filter(|(_, frequency)| **frequency > 0);
        let mut heap: BinaryHeap<Reverse<(u64, usize)>> =
            used.map(|(symbol, f)| Reverse((*f, symbol))).collect();
        if let (1, Some(Reverse((_, symbol)))) = (heap.len(), heap.peek()) {
            let mut lengths = vec![0; frequencies.len()];
            lengths[*symbol] = 1;
            return lengths;
        }
        while let (Some(Reverse((a, left))), Some(Reverse((b, right)))) = (heap.pop(), heap.pop()) {
            let parent = parents.len();
            parents.push(usize::MAX);
            parents[left] = parent;
            parents[right] = parent;
            heap.push(Reverse((a + b, parent)));
            if heap.len() == 1 {
                break;
            }
        }
        let mut depths = vec![0u8; parents.len()];
        for node in (0..parents.len()).rev() {
            if let Some(above) = depths.get(parents[node]).copied() {
                depths[node] = above.saturating_add(1);
            }
        }
        depths.truncate(frequencies.len());
        depths
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;

    fn round_trip(frequencies: &[u64]) {
        let lengths = code_lengths(frequencies);
        let symbols: Vec<u32> =
            (0..frequencies.len() as u32).filter(|symbol| frequencies[*symbol as usize] > 0).collect();
        let codewords = Codewords::new(&lengths);
        let mut writer = BitWriter::default();
        symbols.iter().for_each(|symbol| codewords.write(*symbol, &mut writer));
        let bytes = writer.finish();
        let (code, mut bits) = (Code::new(&lengths), Bits::new(&bytes));
        for symbol in symbols {
            assert_eq!(code.read(&mut bits), symbol);
        }
    }

    #[test]
    fn numbers_are_read_as_they_were_written() {
        let numbers = [0, 1, 2, 3, 7, 8, 255, 256, u32::MAX / 2];
        let mut writer = BitWriter::default();
        for number in numbers {
            writer.count(number);
            writer.unary(number.min(40));
        }
        let bytes = writer.finish();
        let mut bits = Bits::new(&bytes);
        for number in numbers {
            assert_eq!((bits.count(), bits.unary()), (number, number.min(40)));
        }
        assert!(!bits.is_damaged());
    }

    #[test]
    fn what_is_written_is_read() {
        round_trip(&[5]);
        round_trip(&[0, 7, 0]);
        round_trip(&[1, 1]);
        round_trip(&[100, 50, 20, 20, 1, 0, 3]);
        let steep: Vec<u64> = (0..40).map(|n| 1 << n).collect();
        round_trip(&steep);
    }
}
