//! The folders of the workspace.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The folders of this workspace, as absolute paths.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the workspace from which cargo runs this program.
    pub fn locate() -> Result<Workspace> {
        let package = std::env::var_os("CARGO_MANIFEST_DIR")
            .context("this program is run by cargo: say `cargo xtask <command>`")?;
        let Some(root) = Path::new(&package).ancestors().nth(2).map(Path::to_path_buf) else {
            bail!("the workspace is not two folders above {}", package.display());
        };
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => std::path::absolute(folder).context("CARGO_TARGET_DIR cannot be used")?,
            None => root.join("target"),
        };
        Ok(Workspace { root, target })
    }

    /// The root of the workspace.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path below cargo's target folder, for everything that is not kept.
    pub fn target(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }
}
