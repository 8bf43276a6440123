//! Release notes: the newest block of `CHANGELOG.md`.

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// What a block's heading begins with; lower-level headings do not.
const HEADING: &str = "\n## ";
/// The block of changes not yet released.
const UNRELEASED: &str = "Unreleased";

/// Prints the newest block. With a tag, like `v0.1.0`, it must be of that version, and so must `Cargo.toml`.
///
/// # Errors
/// When they differ, or there is no block.
pub fn print_notes(workspace: &Workspace, tag: Option<&str>) -> Result<()> {
    let changelog = read(workspace, "CHANGELOG.md")?;
    if let Some(tag) = tag {
        let manifest: toml::Table = read(workspace, "Cargo.toml")?.parse().context("Cargo.toml")?;
        let version = manifest["package"]["version"].as_str().context("Cargo.toml names no version")?;
        if tag != format!("v{version}") {
            bail!("the tag is {tag}, but Cargo.toml says {version}");
        }
        println!("{}", notes(&changelog, Some(version))?);
    } else {
        println!("{}", notes(&changelog, None)?);
    }
    Ok(())
}

fn read(workspace: &Workspace, name: &str) -> Result<String> {
    std::fs::read_to_string(workspace.path(name)).with_context(|| format!("{name} cannot be read"))
}

/// Returns the text of the newest block, without its heading; it must be of `version` if that is given. An
/// empty unreleased block is skipped.
fn notes<'a>(changelog: &'a str, version: Option<&str>) -> Result<&'a str> {
    let mut blocks = changelog.split(HEADING).skip(1).map(|block| {
        let (heading, text) = block.split_once('\n').unwrap_or((block, ""));
        (heading.split_whitespace().next().unwrap_or_default(), text.trim())
    });
    let newest = blocks.find(|(name, text)| *name != UNRELEASED || !text.is_empty());
    let (name, text) = newest.context("CHANGELOG.md has no block")?;
    match version {
        Some(version) if name != version => {
            bail!("the newest block of CHANGELOG.md is `{name}`: give it the heading `## {version} – <date>`")
        }
        _ if text.is_empty() => bail!("the block `{name}` of CHANGELOG.md says nothing"),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::notes;

    const RELEASED: &str = "# Changelog\n\n## Unreleased\n\n## 0.2.0 – 2027-01-09\n\n- New.\n\n## 0.1.0 – 2026-12-01\n\n- First.\n";

    #[test]
    fn notes_are_those_of_the_newest_version() {
        assert_eq!(notes(RELEASED, Some("0.2.0")).expect("there"), "- New.");
        assert_eq!(notes(RELEASED, None).expect("there"), "- New.");
    }

    #[test]
    fn what_was_not_released_is_no_version() {
        let changelog = "# Changelog\n\n## Unreleased\n\n- Soon.\n\n## 0.1.0 – 2026-12-01\n\n- First.\n";
        assert_eq!(notes(changelog, None).expect("there"), "- Soon.");
        assert!(notes(changelog, Some("0.1.0")).is_err());
        assert!(notes(RELEASED, Some("0.1.0")).is_err());
        assert!(notes("# Changelog\n", None).is_err());
        assert!(notes("# Changelog\n\n## 0.1.0\n", Some("0.1.0")).is_err());
    }
}
