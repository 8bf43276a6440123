//! File names that every system can have: the rules for outputs and for the attachments of a site.

use std::borrow::Cow;
use std::collections::BTreeMap;

use icu_normalizer::ComposingNormalizerBorrowed;
use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;

/// Names that Windows reserves for devices, with any extension (Microsoft, "Naming Files, Paths, and
/// Namespaces").
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What precedes the digit in the other device names.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Characters that Windows does not allow in a name.
const NOT_ON_WINDOWS: &str = "\\:*?\"<>|";

/// The longest name that file systems accept, in bytes.
pub(crate) const NAME_BYTES_MAX: usize = 255;

/// What is wrong with an output path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It leads out of the folder: it is absolute, or contains `..`.
    Outside,
    /// A part of it is empty or too long.
    Length,
    /// It has a character that some system does not allow, or a control character.
    Character(char),
    /// A part of it ends with a dot, or begins or ends with a space; some systems drop these.
    End,
    /// A part of it is the name of a Windows device.
    Device,
}

/// Returns what is wrong with a path relative to a folder, with `/`; `None` if every system can have it.
pub(crate) fn flaw(path: &str) -> Option<Flaw> {
    if path.starts_with('/') || path.split('/').any(|part| part == "..") {
        return Some(Flaw::Outside);
    }
    path.split('/').find_map(flaw_of_part)
}

fn flaw_of_part(part: &str) -> Option<Flaw> {
    let wrong = part.chars().find(|c| c.is_control() || NOT_ON_WINDOWS.contains(*c));
    if let Some(wrong) = wrong {
        return Some(Flaw::Character(wrong));
    }
    if part.is_empty() || part.len() > NAME_BYTES_MAX {
        return Some(Flaw::Length);
    }
    if part.ends_with(['.', ' ']) || part.starts_with(' ') {
        return Some(Flaw::End);
    }
    is_device(part).then_some(Flaw::Device)
}

fn is_device(part: &str) -> bool {
    let name = part.split('.').next().unwrap_or(part).trim_end().to_lowercase();
    let is_numbered = || {
        let number = NUMBERED_DEVICES.iter().find_map(|device| name.strip_prefix(device));
        number.is_some_and(|number| {
            number.chars().count() == 1 && number.contains(|c: char| "123456789¹²³".contains(c))
        })
    };
    DEVICES.contains(&name.as_str()) || is_numbered()
}

/// Returns the error for a path that some system cannot have.
pub(crate) fn flawed(path: &str, flaw: Flaw) -> Diagnostic {
    let found = Diagnostic::error("output::path");
    let found = match flaw {
        Flaw::Character(wrong) => found.with("character", wrong.escape_debug().to_string()),
        Flaw::Outside => found.variant("outside"),
        Flaw::Length => found.variant("length"),
        Flaw::End => found.variant("end"),
        Flaw::Device => found.variant("device"),
    };
    found.with("path", path.escape_debug().to_string())
}

/// Returns a name with its characters composed (Unicode NFC), as keyboards write them: some systems and
/// programs produce names with `ñ` as an `n` and a tilde.
pub(crate) fn composed(name: &str) -> Cow<'_, str> {
    ComposingNormalizerBorrowed::new_nfc().normalize(name)
}

/// Returns a form that is the same for all paths that some system treats as equal: those that fold case or
/// compose characters.
pub(crate) fn folded(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    // Via upper case, so that `ß` and `SS`, `ſ` and `s` become equal, as on some systems.
    composed(&composed(path).to_uppercase().to_lowercase()).into_owned()
}

/// Returns the pairs of different paths that some system treats as the same, including a folder and a file.
pub(crate) fn collisions<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, &'a str)> {
    let mut files: FxHashMap<String, &'a str> = FxHashMap::default();
    // Folders, each with the path it was first seen in.
    let mut folders: BTreeMap<String, (&'a str, &'a str)> = BTreeMap::new();
    let mut found = Vec::new();
    // The last path whose folders were all spelled as before; the folders that the next path shares with it
    // are too.
    let mut clean = "";
    for path in paths {
        let key = folded(path);
        match files.get(&key) {
            Some(other) => found.push((*other, path)),
            None => drop(files.insert(key, path)),
        }
        let before = std::mem::replace(&mut clean, path);
        for (at, _) in path.match_indices('/').filter(|(at, _)| before.get(..=*at) != path.get(..=*at)) {
            let folder = &path[..at];
            let (spelling, first) = *folders.entry(folded(folder)).or_insert((folder, path));
            if spelling != folder {
                found.push((first, path));
                clean = "";
            }
        }
    }
    let is_file =
        |(key, (_, first)): (&String, &(&'a str, &'a str))| files.get(key).map(|path| (*path, *first));
    found.extend(folders.iter().filter_map(is_file));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_every_system_can_have() {
        let check = |path: &str, expect: Option<Flaw>| assert_eq!(flaw(path), expect, "{path}");
        for good in
            ["index.html", "informes/2017/acta ñ.pdf", "contrato.pdf", "a/com10/x", "com", "_x/.y", "año"]
        {
            check(good, None);
        }
        for path in ["/etc/passwd", "../x", "a/../../x", ".."] {
            check(path, Some(Flaw::Outside));
        }
        for path in ["con", "CON.pdf", "a/nul.tar.gz", "x/Aux/y", "com1", "LPT9.txt", "com¹", "prn .x"] {
            check(path, Some(Flaw::Device));
        }
        for path in ["a.", "a/b /c", " a", "x/.", "a..."] {
            check(path, Some(Flaw::End));
        }
        check("a//b", Some(Flaw::Length));
        check(&"a".repeat(256), Some(Flaw::Length));
        check("a\\b", Some(Flaw::Character('\\')));
        check("c:x", Some(Flaw::Character(':')));
        check("a\nb", Some(Flaw::Character('\n')));
    }

    #[test]
    fn paths_that_some_system_takes_for_the_same_are_found() {
        let check = |paths: &[&str], expect: usize| {
            assert_eq!(collisions(paths.iter().copied()).len(), expect, "{paths:?}");
        };
        check(&["a/x.png", "a/y.png", "b/x.png"], 0);
        check(&["Foto.png", "foto.png"], 1);
        check(&["n\u{303}.pdf", "\u{f1}.pdf"], 1);
        check(&["N\u{303}.pdf", "\u{f1}.pdf"], 1);
        check(&["straße", "STRASSE"], 1);
        check(&["A/x", "a/y"], 1);
        check(&["a", "a/b"], 1);
    }
}
