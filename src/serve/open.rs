//! Opens a file of the site in the writer's editor, from a link in the preview.

use std::ffi::OsStr;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

/// The kinds of file that a writer edits. Opening any other might run it.
const EXTENSIONS: [&str; 9] = ["md", "markdown", "toml", "lock", "html", "txt", "xml", "css", "js"];

/// Editors with their own window that `$VISUAL` or `$EDITOR` may name, and how each takes the line number.
const EDITORS: [(&str, LineStyle); 17] = [
    ("code", LineStyle::Goto),
    ("codium", LineStyle::Goto),
    ("code-insiders", LineStyle::Goto),
    ("cursor", LineStyle::Goto),
    ("zed", LineStyle::Colon),
    ("subl", LineStyle::Colon),
    ("mate", LineStyle::LineOption),
    ("kate", LineStyle::LineOption),
    ("kwrite", LineStyle::LineOption),
    ("gedit", LineStyle::Plus),
    ("gnome-text-editor", LineStyle::Plus),
    ("gvim", LineStyle::Plus),
    ("mousepad", LineStyle::None),
    ("pluma", LineStyle::Plus),
    ("xed", LineStyle::Plus),
    ("geany", LineStyle::Plus),
    ("notepad", LineStyle::None),
];

/// How an editor takes the line to go to.
#[derive(Clone, Copy)]
enum LineStyle {
    /// `--goto file:3`
    Goto,
    /// `file:3`
    Colon,
    /// `--line 3 file`
    LineOption,
    /// `+3 file`
    Plus,
    /// Not at all.
    None,
}

/// Returns the path of `file`, which is relative to the site's folder, if it may be opened: an existing text
/// file that is within the folder after following links, and not in a hidden folder.
pub(super) fn openable(site: &Path, file: &str) -> Option<PathBuf> {
    let relative = Path::new(file);
    let is_plain = relative.components().all(|part| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        _ => false,
    });
    let extension = relative.extension().and_then(OsStr::to_str).unwrap_or_default().to_lowercase();
    if !is_plain || !EXTENSIONS.contains(&extension.as_str()) {
        return None;
    }
    let path = site.join(relative).canonicalize().ok()?;
    (path.starts_with(site) && path.is_file()).then_some(path)
}

/// Opens a file in the editor that the environment names, if it has a window, or else with the system's
/// opener.
///
/// # Errors
/// When there is nothing to open it with.
pub(super) fn open(path: &Path, line: usize) -> io::Result<()> {
    let named = ["VISUAL", "EDITOR"].iter().filter_map(|name| std::env::var(name).ok());
    match named.filter_map(|editor| command(&editor, path, line)).next() {
        Some(mut command) => {
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = command.spawn()?;
            // Reap the process, or it remains as a zombie when it ends.
            std::thread::spawn(move || child.wait());
            Ok(())
        }
        None => ::open::that_detached(path),
    }
}

/// Returns the command that opens a file at a line in `editor`, if that is known to have its own window.
fn command(editor: &str, path: &Path, line: usize) -> Option<Command> {
    let mut words = editor.split_whitespace();
    let program = words.next()?;
    let name = Path::new(program).file_stem()?.to_str()?;
    let (_, style) = EDITORS.iter().find(|(known, _)| *known == name)?;
    let mut command = Command::new(program);
    command.args(words);
    let mut at_line = path.as_os_str().to_owned();
    at_line.push(format!(":{line}"));
    match style {
        LineStyle::Goto => command.arg("--goto").arg(at_line),
        LineStyle::Colon => command.arg(at_line),
        LineStyle::LineOption => command.args(["--line", &line.to_string()]).arg(path),
        LineStyle::Plus => command.arg(format!("+{line}")).arg(path),
        LineStyle::None => command.arg(path),
    };
    Some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_within_the_site_are_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site").canonicalize().unwrap_or_else(|_| {
            std::fs::create_dir_all(folder.path().join("site/.git")).expect("writable");
            folder.path().join("site").canonicalize().expect("there")
        });
        for file in ["a.md", "run.sh", ".git/config.toml", "../outside.md"] {
            std::fs::write(site.join(file), "x").expect("writable");
        }
        assert_eq!(openable(&site, "a.md"), Some(site.join("a.md")));
        for file in ["run.sh", ".git/config.toml", "../outside.md", "/etc/passwd", "b.md", "", "."] {
            assert_eq!(openable(&site, file), None, "{file}");
        }
        let absolute = site.join("a.md");
        assert_eq!(openable(&site, &absolute.to_string_lossy()), None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("outside.md"), site.join("link.md"))
                .expect("a link");
            assert_eq!(openable(&site, "link.md"), None);
        }
    }

    #[test]
    fn editors_are_told_the_line() {
        let check = |editor: &str, expect: Option<&[&str]>| {
            let command = command(editor, Path::new("a.md"), 3);
            let words = command.map(|command| {
                let words = std::iter::once(command.get_program()).chain(command.get_args());
                words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>()
            });
            assert_eq!(
                words.as_deref(),
                expect.map(|words| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()).as_deref()
            );
        };
        check("code --wait", Some(&["code", "--wait", "--goto", "a.md:3"]));
        check("/usr/bin/gedit", Some(&["/usr/bin/gedit", "+3", "a.md"]));
        check("kate", Some(&["kate", "--line", "3", "a.md"]));
        check("vim", None);
        check("", None);
    }
}
