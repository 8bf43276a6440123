//! The checksum at the end of each file. It covers the unpacked content, so it holds no matter who unpacks
//! the file on its way.

use super::PackError;

/// How many bytes a checksum has.
const CHECKSUM_BYTES: usize = 4;

/// What each value of four bits adds to a CRC-32: its polynomial 0x04c11db7, reflected (ISO/IEC 3309, as in
/// gzip). Four bits at a time take half the time of bit by bit; a table for eight would be a kilobyte.
const NIBBLES: [u32; 16] = nibbles();

const fn nibbles() -> [u32; 16] {
    let mut table = [0; 16];
    let mut nibble = 0;
    while nibble < table.len() {
        let mut sum = nibble as u32;
        let mut bit = 0;
        while bit < 4 {
            sum = (sum >> 1) ^ (if sum & 1 == 1 { 0xedb8_8320 } else { 0 });
            bit += 1;
        }
        table[nibble] = sum;
        nibble += 1;
    }
    table
}

/// Returns the CRC-32 of a file's name followed by its content.
///
/// A change within 32 consecutive bits is always detected, any other except once in four billion times. So is
/// a file swapped for another: folders are named by their content, so no two names are the same.
fn checksum(name: &str, content: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for bytes in [name.as_bytes(), content] {
        for byte in bytes {
            sum ^= u32::from(*byte);
            sum = (sum >> 4) ^ NIBBLES[(sum & 15) as usize];
            sum = (sum >> 4) ^ NIBBLES[(sum & 15) as usize];
        }
    }
    !sum
}

/// Returns a file with its checksum. `name` is the name by which a searcher asks for it, `folder/name`; it is
/// empty for an entry file.
pub fn sealed(name: &str, mut content: Vec<u8>) -> Vec<u8> {
    let sum = checksum(name, &content);
    // Files are many and small, so none should reserve more than it needs.
    content.reserve_exact(CHECKSUM_BYTES);
    content.extend_from_slice(&sum.to_le_bytes());
    content
}

/// Returns the content of a file that was requested by this name.
///
/// # Errors
/// When the file is not the one written under this name.
pub(super) fn unsealed<'f>(name: &str, file: &'f [u8]) -> Result<&'f [u8], PackError> {
    let Some((content, sum)) = file.split_last_chunk() else { return Err(PackError::Truncated) };
    if checksum(name, content) != u32::from_le_bytes(*sum) {
        return Err(PackError::Malformed);
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_gzip() {
        // The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
        assert_eq!(checksum("", b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum("1234", b"56789"), 0xcbf4_3926);
        assert_eq!(checksum("", b""), 0);
    }

    #[test]
    fn any_change_of_32_bits_that_follow_each_other_is_seen() {
        let content: Vec<u8> = (0..60u32).map(|at| (at * 37) as u8).collect();
        let file = sealed("f/t1", content.clone());
        assert_eq!(unsealed("f/t1", &file), Ok(content.as_slice()));
        // Changes that begin and end anywhere within 32 bits, with what is between them changed or unchanged.
        let changes = (0..32).flat_map(|end| [1, 1 | 1 << end, u32::MAX >> end, 0x9e37_79b9 >> end | 1]);
        for change in changes.collect::<Vec<u32>>() {
            for first in 0..file.len() * 8 {
                let mut changed = file.clone();
                for bit in (0..32).filter(|bit| change >> bit & 1 == 1 && first + bit < file.len() * 8) {
                    changed[(first + bit) / 8] ^= 1 << ((first + bit) % 8);
                }
                assert!(unsealed("f/t1", &changed).is_err(), "{change:x} at bit {first}");
            }
        }
    }

    #[test]
    fn a_file_that_is_cut_or_under_another_name_is_refused() {
        let file = sealed("f/t1", b"content".to_vec());
        for len in 0..file.len() {
            assert!(unsealed("f/t1", &file[..len]).is_err(), "{len} bytes of it");
        }
        for name in ["f/t2", "f/p1", "f/t10", "f/t", "g/t1", ""] {
            assert!(unsealed(name, &file).is_err(), "{name}");
        }
    }
}
