//! How many bytes the widget costs a reader.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::widget::{SCRIPT, WASM};

/// The most that the module may weigh as sent, in bytes: Pagefind's weighs 59.8 KB.
const WASM_GZIP_BYTES_MAX: usize = 60_000;

/// Prints the sizes of the built files, as they are and as a web server sends them.
///
/// # Errors
/// When the module is over its budget.
pub fn report(folder: &Path) -> Result<()> {
    let script = Size::of(&folder.join(SCRIPT))?;
    let wasm = Size::of(&folder.join(WASM))?;
    println!("{:<22} {:>9} {:>9}", "bytes", "raw", "gzip");
    println!("{SCRIPT:<22} {:>9} {:>9}", script.raw, script.gzip);
    println!("{WASM:<22} {:>9} {:>9}  of {WASM_GZIP_BYTES_MAX}", wasm.raw, wasm.gzip);
    if wasm.gzip > WASM_GZIP_BYTES_MAX {
        bail!(
            "{WASM} is {} bytes over its budget of {WASM_GZIP_BYTES_MAX} (gzip): find what grew it",
            wasm.gzip - WASM_GZIP_BYTES_MAX
        );
    }
    Ok(())
}

struct Size {
    raw: usize,
    gzip: usize,
}

impl Size {
    fn of(path: &Path) -> Result<Size> {
        let content = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Size { raw: content.len(), gzip: gzip_len(&content)? })
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
