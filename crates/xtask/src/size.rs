//! How many bytes the widget costs a reader.

use std::io::Write as _;
use std::num::NonZeroU64;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::widget::{BUNDLES, WASM};

/// The size limit of each bundle as sent, in bytes. Every page loads the first.
const GZIP_BYTES_MAX: [usize; BUNDLES.len()] = [3_500, 6_700, 8_600, 2_600];
/// The same for the module; Pagefind's weighs 59.8 KB.
const WASM_BYTES_MAX: usize = 47_900;

/// How many iterations search for a smaller encoding: more gain nothing.
const ITERATIONS: u64 = 60;

/// Prints the sizes of the built files, raw and as sent by a web server.
///
/// # Errors
/// When one is over its budget.
pub fn report(folder: &Path) -> Result<()> {
    println!("{:<22} {:>9} {:>9}", "bytes", "raw", "gzip");
    let mut over = Vec::new();
    for (name, gzip_max) in BUNDLES.into_iter().zip(GZIP_BYTES_MAX).chain([(WASM, WASM_BYTES_MAX)]) {
        let Size { raw, gzip } = Size::of(&folder.join(name))?;
        println!("{name:<22} {raw:>9} {gzip:>9}  of {gzip_max}");
        if let Some(excess) = gzip.checked_sub(gzip_max).filter(|excess| *excess > 0) {
            over.push(format!(
                "{name} is {excess} bytes over its budget of {gzip_max} (gzip): find what grew it"
            ));
        }
    }
    if over.is_empty() { Ok(()) } else { bail!(over.join("\n")) }
}

/// Returns a file in gzip format, as small as possible: more effort than a server would spend.
///
/// # Errors
/// When memory runs out.
pub fn compressed(content: &[u8]) -> Result<Vec<u8>> {
    let mut small = Vec::new();
    let iteration_count = NonZeroU64::new(ITERATIONS).unwrap_or(NonZeroU64::MIN);
    let options = zopfli::Options { iteration_count, ..zopfli::Options::default() };
    zopfli::compress(options, zopfli::Format::Gzip, content, &mut small)?;
    Ok(small)
}

struct Size {
    raw: usize,
    gzip: usize,
}

impl Size {
    fn of(path: &Path) -> Result<Size> {
        let content = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let is_compressed = path.extension().is_some_and(|extension| extension == "gz");
        let gzip = if is_compressed { content.len() } else { gzip_len(&content)? };
        Ok(Size { raw: content.len(), gzip })
    }
}

fn gzip_len(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::gzip_len;

    #[test]
    fn repeated_bytes_weigh_little() {
        assert!(gzip_len(&[7; 10_000]).expect("memory can be written to") < 100);
    }
}
