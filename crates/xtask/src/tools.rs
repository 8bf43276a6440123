//! The programs that finish the widget, installed below the target folder at fixed versions.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::programs;
use crate::workspace::Workspace;

/// The npm package that contains `wasm-opt`, and its version.
const BINARYEN: (&str, &str) = ("binaryen", "132.0.0");
/// The npm package that bundles scripts, and its version.
const ESBUILD: (&str, &str) = ("esbuild", "0.28.2");

/// How scripts are bundled: for browsers that have `DecompressionStream`, all of which support ES2022.
const BUNDLING: &[&str] = &[
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--legal-comments=none",
    "--log-level=warning",
];

/// What is supported by every browser with `DecompressionStream`, which the widget needs as well.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Passes of wasm-opt, in order.
///
/// Chosen one after another for the size as sent, as long as each still saved bytes after gzip. `-Oz` makes
/// the file itself 7 % smaller and the sent one 8 % larger, since it breaks up repetitions made by the
/// compiler.
const PASSES: &[&str] = &[
    "--remove-unused-module-elements",
    "--dae-optimizing",
    "--duplicate-function-elimination",
    "--remove-unused-brs",
    "--optimize-instructions",
    "--vacuum",
    "--rse",
    "--vacuum",
    "--reorder-locals",
    "--remove-unused-module-elements",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The programs that finish the module.
pub struct Tools {
    wasm_bindgen: PathBuf,
    wasm_opt: PathBuf,
    version: String,
}

/// The program that bundles the scripts.
pub struct Bundler {
    esbuild: PathBuf,
}

impl Tools {
    /// Finds the tools, installing those that are missing or have another version.
    pub fn find(workspace: &Workspace) -> Result<Tools> {
        let folder = workspace.target("tools");
        let bindgen_version = wasm_bindgen_version(workspace)?;
        let (package, version) = BINARYEN;
        Ok(Tools {
            wasm_bindgen: wasm_bindgen(workspace, &folder, &bindgen_version)?,
            wasm_opt: npm_program(&folder, "wasm-opt")?,
            version: format!("wasm-bindgen {bindgen_version}, {package} {version}"),
        })
    }

    /// The tools' names and versions.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Writes `<name>.js` and `<name>_bg.wasm` into a folder, with the module as small as possible. Returns
    /// the path of the module.
    pub fn finish(&self, module: &Path, folder: &Path, name: &str) -> Result<PathBuf> {
        let mut bind = Command::new(&self.wasm_bindgen);
        bind.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]);
        command::run(bind.arg(folder).arg(module))?;
        let bound = folder.join(format!("{name}_bg.wasm"));
        let mut optimise = Command::new(&self.wasm_opt);
        optimise.args(FEATURES).args(["--optimize-level", "2", "--shrink-level", "2"]).args(PASSES);
        command::run(optimise.arg(&bound).arg("--output").arg(&bound))?;
        Ok(bound)
    }
}

impl Bundler {
    /// Finds the bundler, installing it if it is missing or has another version.
    pub fn find(workspace: &Workspace) -> Result<Bundler> {
        Ok(Bundler { esbuild: npm_program(&workspace.target("tools"), "esbuild")? })
    }

    /// The bundler's name and version.
    pub fn version() -> String {
        let (package, version) = ESBUILD;
        format!("{package} {version}")
    }

    /// Writes a script and everything that it imports into one file, as small as possible.
    pub fn bundle(&self, entry: &Path, output: &Path) -> Result<()> {
        let mut bundle = Command::new(&self.esbuild);
        bundle.arg(entry).args(BUNDLING).arg(format!("--outfile={}", output.display()));
        command::run(&mut bundle)
    }
}

/// Returns the version of wasm-bindgen that the widget is compiled with; its tool must have the same version.
fn wasm_bindgen_version(workspace: &Workspace) -> Result<String> {
    let manifest = "crates/search-wasm/Cargo.toml";
    let text = std::fs::read_to_string(workspace.path(manifest))
        .with_context(|| format!("{manifest} cannot be read"))?;
    pinned_version(&text, "wasm-bindgen")
        .with_context(|| format!("{manifest} pins no version: write `wasm-bindgen = \"=<version>\"`"))
}

fn pinned_version(manifest: &str, package: &str) -> Option<String> {
    let pin = manifest.lines().find_map(|line| line.strip_prefix(package)?.trim().strip_prefix("= \"="))?;
    Some(pin.split_once('"')?.0.to_owned())
}

fn wasm_bindgen(workspace: &Workspace, folder: &Path, version: &str) -> Result<PathBuf> {
    let program = folder.join("bin/wasm-bindgen");
    if is_version(&program, &format!("wasm-bindgen {version}")) {
        return Ok(program);
    }
    // With the dependencies it was released with or, if one of those is unavailable, those that cargo
    // chooses.
    let mut install = install_wasm_bindgen(workspace, folder, version);
    if command::run(install.arg("--locked")).is_err() {
        println!("its locked dependencies cannot all be had; trying with others");
        command::run(&mut install_wasm_bindgen(workspace, folder, version))?;
    }
    Ok(program)
}

fn install_wasm_bindgen(workspace: &Workspace, folder: &Path, version: &str) -> Command {
    let mut install = command::cargo(workspace);
    // Without optimisation, which would take longer than all its work here.
    install.args([
        "install",
        "wasm-bindgen-cli",
        "--bin",
        "wasm-bindgen",
        "--no-default-features",
        "--debug",
    ]);
    install.arg("--version").arg(format!("={version}")).arg("--root").arg(folder);
    install
}

/// Returns a program of our npm packages. They are installed together, since npm removes packages that are
/// not requested again.
fn npm_program(folder: &Path, name: &str) -> Result<PathBuf> {
    programs::ensure(&[programs::NODE, programs::NPM])?;
    let [wasm_opt, esbuild] = ["wasm-opt", "esbuild"].map(|name| folder.join("node_modules/.bin").join(name));
    let (_, binaryen_version) = BINARYEN;
    let binaryen_major = binaryen_version.split('.').next().unwrap_or(binaryen_version);
    let is_current = is_version(&wasm_opt, &format!("wasm-opt version {binaryen_major}"))
        && is_version(&esbuild, ESBUILD.1);
    if !is_current {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let mut install = Command::new("npm");
        install.args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]).arg(folder);
        install.args([BINARYEN, ESBUILD].map(|(package, version)| format!("{package}@{version}")));
        command::run(&mut install)?;
    }
    let program = folder.join("node_modules/.bin").join(name);
    if !program.is_file() {
        bail!("npm installed its packages, but there is no {}", program.display());
    }
    Ok(program)
}

/// Returns whether a program exists and reports this version.
fn is_version(program: &Path, version: &str) -> bool {
    let told = Command::new(program).arg("--version").output();
    told.is_ok_and(|told| String::from_utf8_lossy(&told.stdout).starts_with(version))
}

#[cfg(test)]
mod tests {
    use super::pinned_version;

    #[test]
    fn the_pinned_version_is_read() {
        let manifest = "[dependencies]\nwasm-bindgen-futures = \"=0.4\"\nwasm-bindgen = \"=0.2.130\"\n";
        assert_eq!(pinned_version(manifest, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(pinned_version("wasm-bindgen = \"0.2\"", "wasm-bindgen"), None);
    }
}
