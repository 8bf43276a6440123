//! A compiler for wasm32 that can rebuild the standard library.
//!
//! The standard library is compiled with the widget, because the one that rustup ships contains panic
//! messages and their formatting: the module would weigh a third more. This requires the library's sources
//! and, since cargo considers it unstable, `RUSTC_BOOTSTRAP`. The compiler is the pinned one with rustup's
//! `rust-src`, so that it makes the same bytes everywhere; where rustup's server cannot be reached, Debian's
//! `rustc-web` and `rust-web-src` are used.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::programs;
use crate::workspace::Workspace;

/// The target that browsers run.
const TARGET: &str = "wasm32-unknown-unknown";

/// Flags that remove what a reader never sees: a panic stops the module at once, without a message, and
/// `{:?}` prints nothing.
const RUSTFLAGS: &[&str] = &[
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    // Only texts go in and out, so no table of JavaScript values is needed.
    "-Ctarget-feature=-reference-types",
];

/// Where a compiler keeps the sources of its standard library, below its sysroot.
const STD_SOURCE: &str = "lib/rustlib/src/rust/library/Cargo.lock";

/// Which compiler to look for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The pinned one, or Debian's where the sources of the pinned one are not available.
    PinnedFirst,
    /// Debian's.
    Debian,
}

/// A compiler and what it needs to build for wasm32.
pub struct Toolchain {
    rustc: PathBuf,
    sysroot: PathBuf,
    /// `None` if the compiler has its own.
    linker: Option<PathBuf>,
}

impl Toolchain {
    /// Finds a compiler, installing what it lacks.
    pub fn find(workspace: &Workspace, choice: Choice) -> Result<Toolchain> {
        if choice == Choice::PinnedFirst
            && let Some(toolchain) = Toolchain::pinned(workspace)?
        {
            return Ok(toolchain);
        }
        Toolchain::debian(workspace)
    }

    /// Returns the compiler that cargo uses here, unless its sources are missing and cannot be fetched.
    fn pinned(workspace: &Workspace) -> Result<Option<Toolchain>> {
        let toolchain = Toolchain::of(workspace, PathBuf::from("rustc"))?;
        let has_source = toolchain.has_source() || add_source(workspace);
        Ok((has_source && toolchain.rust_lld(workspace)?.is_some()).then_some(toolchain))
    }

    /// Returns Debian's compiler.
    fn debian(workspace: &Workspace) -> Result<Toolchain> {
        let rustc = Path::new("/usr/bin/rustc");
        if !rustc.is_file() || !Path::new("/usr").join(STD_SOURCE).is_file() {
            programs::install_packages(&["rustc-web", "rust-web-src"]).context(NO_COMPILER)?;
        }
        let mut toolchain = Toolchain::of(workspace, rustc.to_path_buf())?;
        if !toolchain.has_source() {
            bail!("{} has no sources of its standard library: {NO_COMPILER}", rustc.display());
        }
        toolchain.linker = Some(toolchain.debian_linker(workspace)?);
        Ok(toolchain)
    }

    fn of(workspace: &Workspace, rustc: PathBuf) -> Result<Toolchain> {
        let mut print = Command::new(&rustc);
        print.current_dir(workspace.root()).args(["--print", "sysroot"]);
        Ok(Toolchain { rustc, sysroot: command::output(&mut print)?.into(), linker: None })
    }

    fn has_source(&self) -> bool {
        self.sysroot.join(STD_SOURCE).is_file()
    }

    /// Returns a linker for Debian's compiler, which has none: rustup's, or Debian's lld.
    fn debian_linker(&self, workspace: &Workspace) -> Result<PathBuf> {
        if let Ok(other) = Toolchain::of(workspace, PathBuf::from("rustc"))
            && let Some(linker) = other.rust_lld(workspace)?
        {
            return Ok(linker);
        }
        if command::find("wasm-ld").is_none() {
            programs::install_packages(&["lld"])?;
        }
        Ok(PathBuf::from("wasm-ld"))
    }

    /// Returns the linker that comes with the compiler, if any.
    fn rust_lld(&self, workspace: &Workspace) -> Result<Option<PathBuf>> {
        let mut print = Command::new(&self.rustc);
        print.current_dir(workspace.root()).args(["--print", "host-tuple"]);
        let host = command::output(&mut print)?;
        let linker = self.sysroot.join("lib/rustlib").join(host).join("bin/rust-lld");
        Ok(linker.is_file().then_some(linker))
    }

    /// Returns the compiler's name and version.
    pub fn version(&self, workspace: &Workspace) -> Result<String> {
        command::output(Command::new(&self.rustc).current_dir(workspace.root()).arg("--version"))
    }

    /// Compiles a package's library with the `widget` profile and returns the module.
    pub fn build(&self, workspace: &Workspace, package: &str) -> Result<PathBuf> {
        let folder = workspace.target("widget");
        let mut build = command::cargo(workspace);
        build
            .args(["rustc", "--lib", "--package", package, "--profile", "widget", "--target", TARGET])
            // If it were also built as a Rust library, it would not be optimised as a whole.
            .args(["--crate-type", "cdylib"])
            .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
            .arg("--target-dir")
            .arg(&folder)
            .env("RUSTC", &self.rustc)
            .env("RUSTC_BOOTSTRAP", "1")
            // The list of target features tells wasm-bindgen what it may use; wasm-opt strips it.
            .env("CARGO_PROFILE_WIDGET_STRIP", "none")
            .env("CARGO_ENCODED_RUSTFLAGS", self.rustflags(workspace)?);
        if let Some(linker) = &self.linker {
            build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        command::run(&mut build)?;
        let module = format!("{}.wasm", package.replace('-', "_"));
        Ok(folder.join(TARGET).join("widget").join(module))
    }

    /// Returns the flags, in the format of `CARGO_ENCODED_RUSTFLAGS`.
    ///
    /// Paths of this machine are remapped, so that no folder name gets into the module.
    fn rustflags(&self, workspace: &Workspace) -> Result<OsString> {
        let renamed = [
            (workspace.root().to_path_buf(), "/actas"),
            (cargo_home()?, "/cargo"),
            (self.sysroot.join("lib/rustlib/src/rust"), "/rust"),
        ];
        let mut flags = OsString::from(RUSTFLAGS.join(SEPARATOR));
        for (path, name) in renamed {
            flags.push(SEPARATOR);
            flags.push("--remap-path-prefix=");
            flags.push(path);
            flags.push("=");
            flags.push(name);
        }
        Ok(flags)
    }
}

const SEPARATOR: &str = "\u{1f}";

const NO_COMPILER: &str = "the widget needs a compiler that can rebuild the standard library; \
    run `rustup component add rust-src`, or on Debian `apt-get install rustc-web rust-web-src`";

/// Returns whether rustup could add the sources of the standard library.
fn add_source(workspace: &Workspace) -> bool {
    let mut add = Command::new("rustup");
    add.current_dir(workspace.root()).args(["component", "add", "rust-src"]);
    command::find("rustup").is_some() && command::run(&mut add).is_ok()
}

/// Returns the folder where cargo keeps the sources of dependencies.
fn cargo_home() -> Result<PathBuf> {
    match std::env::var_os("CARGO_HOME") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => {
            let home = std::env::home_dir().context("the home folder is unknown: set CARGO_HOME")?;
            Ok(home.join(".cargo"))
        }
    }
}
