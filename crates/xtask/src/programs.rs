//! Programs not built by cargo, and the Debian packages that contain them.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

/// A program that a step needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Program {
    name: &'static str,
    /// The Debian package that contains it.
    package: &'static str,
}

/// The JavaScript runtime.
pub const NODE: Program = Program { name: "node", package: "nodejs" };
/// The installer of JavaScript packages.
pub const NPM: Program = Program { name: "npm", package: "npm" };
/// The browser that the tests drive.
pub const CHROMIUM: Program = Program { name: "chromium", package: "chromium" };
/// A second browser engine.
pub const FIREFOX: Program = Program { name: "firefox-esr", package: "firefox-esr" };
/// A third one, through its driver; it needs a display.
pub const WEBKIT: Program = Program { name: "WebKitWebDriver", package: "webkit2gtk-driver" };
/// A virtual display.
pub const XVFB: Program = Program { name: "Xvfb", package: "xvfb" };
/// A web server, without Debian's service.
pub const APACHE: Program = Program { name: "apache2", package: "apache2-bin" };
/// Another web server.
pub const NGINX: Program = Program { name: "nginx", package: "nginx" };

/// Makes Word files to import.
pub const PYTHON: Program = Program { name: "python3", package: "python3-venv" };
/// Makes the certificate of a server that uses HTTP/2.
pub const OPENSSL: Program = Program { name: "openssl", package: "openssl" };

/// Installs the programs that are missing.
pub fn ensure(programs: &[Program]) -> Result<()> {
    let missing: Vec<&str> = programs
        .iter()
        .filter(|program| command::find(program.name).is_none())
        .map(|program| program.package)
        .collect();
    install_packages(&missing)
}

/// Installs Debian packages, after updating the package lists.
///
/// # Errors
/// When there is no `apt-get`, or this user may not use it; the message names the packages.
pub fn install_packages(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    if command::find("apt-get").is_none() {
        bail!("these programs are missing and there is no `apt-get` to install them with: {names}");
    }
    let sudo = needs_sudo().with_context(|| {
        format!("packages are missing; as root, run `apt-get update && apt-get install {names}`")
    })?;
    command::say(&format!("installing {names}"));
    command::run(apt_get(sudo).args(["--quiet", "update"]))?;
    command::run(
        apt_get(sudo).args(["--quiet", "install", "--yes", "--no-install-recommends"]).args(packages),
    )
}

/// Returns whether `sudo` is needed to act as root; an error if it is not available.
fn needs_sudo() -> Result<bool> {
    if command::output(Command::new("id").arg("-u"))? == "0" {
        return Ok(false);
    }
    if command::succeeds(Command::new("sudo").args(["--non-interactive", "true"])) {
        return Ok(true);
    }
    bail!("this user is not root and `sudo` asks for a password");
}

fn apt_get(sudo: bool) -> Command {
    // `env` rather than `Command::env`, since sudo does not pass variables on.
    let mut command = Command::new(if sudo { "sudo" } else { "env" });
    if sudo {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

/// Installs a package from PyPI into its own Python environment, newly made in `folder`.
///
/// # Errors
/// When Python or the package is not available.
pub fn install_python_package(folder: &std::path::Path, package: &str) -> Result<()> {
    let venv = || {
        let mut venv = std::process::Command::new("python3");
        venv.args(["-m", "venv", "--clear"]).arg(folder);
        venv
    };
    if command::run(&mut venv()).is_err() {
        install_packages(&["python3-venv"])?;
        command::run(&mut venv())?;
    }
    let mut pip = std::process::Command::new(folder.join("bin/python"));
    command::run(pip.args(["-m", "pip", "install", "--quiet", package]))
}
