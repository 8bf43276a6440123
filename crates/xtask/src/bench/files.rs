//! Writes the sites of other generators.

use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::workspace::Workspace;

/// Our default theme, whose emblem and style are copied, so that pages look alike.
const THEME: &str = "themes/default";

/// Copies a theme of `crates/bench`, and our own style.
///
/// # Errors
/// When something cannot be read or written.
pub(super) fn copy_theme(workspace: &Workspace, name: &str, folder: &Path) -> Result<()> {
    let theme = workspace.path("crates/bench").join(name);
    for entry in WalkDir::new(&theme) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&theme).unwrap_or(entry.path());
            write(&folder.join(path), std::fs::read(entry.path())?)?;
        }
    }
    let ours = workspace.path(THEME);
    write(&folder.join("static/favicon.svg"), std::fs::read(ours.join("static/favicon.svg"))?)?;
    write(&folder.join("static/css/actas.css"), style_sheet(&ours.join("css"))?)
}

/// Returns the style sheet that a build joins from the parts in `folder`.
fn style_sheet(folder: &Path) -> Result<String> {
    let mut parts = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).sort_by_file_name() {
        parts.push(std::fs::read_to_string(entry?.path())?);
    }
    Ok(parts.join("\n"))
}

/// Writes a file and its parent folders.
///
/// # Errors
/// When they cannot be written.
pub(super) fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    std::fs::write(path, content).with_context(|| format!("{} cannot be written", path.display()))
}

/// Returns a name as it may appear in an address.
pub(super) fn address(name: &str) -> String {
    let letters = name.to_lowercase();
    let plain = letters.chars().map(|letter| match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => '-',
    });
    plain.collect()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_plain() {
        assert_eq!(address("Villa Rulñieruer"), "villa-rulnieruer");
    }
}
