//! Finds the pictures that an HTML file refers to: within its own address, or in files below the HTML file's folder.
//!
//! Nothing is fetched from the network, and nothing read that lies outside that folder, also not through a link.

use std::fs;
use std::path::{Component, Path, PathBuf};

use data_url::DataUrl;
use percent_encoding::percent_decode_str;

/// The formats that browsers show, by their extensions.
pub const SHOWN_FORMATS: [&str; 6] = ["png", "jpg", "jpeg", "gif", "svg", "webp"];
/// The most bytes of one picture.
const PICTURE_BYTES_MAX: u64 = 32 << 20;
/// The most bytes of all pictures of a file.
const TOTAL_BYTES_MAX: u64 = 256 << 20;

/// The pictures that lie beside an HTML file.
#[derive(Debug)]
pub struct Pictures {
    /// The folder of the file, without links; `None` if it is not known.
    folder: Option<PathBuf>,
    bytes_left: u64,
}

impl Pictures {
    /// Returns those of the folder in which the file at `path` lies.
    pub fn beside(path: &Path) -> Pictures {
        let folder = path.canonicalize().ok().and_then(|path| path.parent().map(Path::to_path_buf));
        Pictures { folder, bytes_left: TOTAL_BYTES_MAX }
    }

    /// Returns the extension and the bytes of the picture at an address, if browsers show it and it is to be had here.
    pub fn get(&mut self, source: &str) -> Option<(String, Vec<u8>)> {
        let source = source.trim();
        let is_data = source.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        let picture = if is_data { read_data(source) } else { self.read_file(source) };
        let (extension, bytes) = picture.filter(|(_, bytes)| !bytes.is_empty())?;
        self.bytes_left = self.bytes_left.checked_sub(bytes.len() as u64)?;
        Some((extension, bytes))
    }

    fn read_file(&self, source: &str) -> Option<(String, Vec<u8>)> {
        let folder = self.folder.as_ref()?;
        let address = source.split(['?', '#']).next().unwrap_or_default();
        let name = percent_decode_str(address).decode_utf8().ok()?.replace('\\', "/");
        let relative = Path::new(&name);
        let is_below = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if name.contains(':') || !relative.components().all(is_below) {
            return None;
        }
        let extension = relative.extension()?.to_str()?.to_lowercase();
        let path = folder.join(relative).canonicalize().ok()?;
        let metadata = fs::metadata(&path).ok()?;
        let is_taken = SHOWN_FORMATS.contains(&extension.as_str())
            && path.starts_with(folder)
            && metadata.is_file()
            && metadata.len() <= PICTURE_BYTES_MAX;
        is_taken.then(|| fs::read(path).ok()).flatten().map(|bytes| (extension, bytes))
    }
}

/// Reads a picture that stands within its address (RFC 2397).
fn read_data(source: &str) -> Option<(String, Vec<u8>)> {
    let url = DataUrl::process(source).ok()?;
    let extension = match (url.mime_type().type_.as_str(), url.mime_type().subtype.as_str()) {
        ("image", "png") => "png",
        ("image", "jpeg" | "jpg") => "jpg",
        ("image", "gif") => "gif",
        ("image", "svg+xml") => "svg",
        ("image", "webp") => "webp",
        _ => return None,
    };
    let (bytes, _) = url.decode_to_vec().ok()?;
    Some((extension.to_owned(), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_had_from_addresses_and_from_below_the_folder_alone() {
        let outer = tempfile::tempdir().expect("a folder");
        let folder = outer.path().join("acta");
        fs::create_dir_all(folder.join("mis archivos")).expect("writable");
        for name in ["secreto.png", "acta/a.PNG", "acta/a.bmp", "acta/vacía.png", "acta/mis archivos/ñ.gif"]
        {
            fs::write(outer.path().join(name), if name.contains("vac") { "" } else { name })
                .expect("writable");
        }
        fs::write(folder.join("acta.html"), "").expect("writable");
        let mut pictures = Pictures::beside(&folder.join("acta.html"));
        let mut check = |source: &str, expected: Option<&str>| {
            let found = pictures.get(source);
            let shown =
                found.map(|(extension, bytes)| format!("{extension} {}", String::from_utf8_lossy(&bytes)));
            assert_eq!(shown.as_deref(), expected, "{source}");
        };
        check("a.PNG", Some("png acta/a.PNG"));
        check("./mis%20archivos/%C3%B1.gif?v=1#x", Some("gif acta/mis archivos/ñ.gif"));
        check("mis archivos\\ñ.gif", Some("gif acta/mis archivos/ñ.gif"));
        check("data:image/png;base64,aG9s\nYQ==", Some("png hola"));
        check("DATA:image/svg+xml,%3Csvg/%3E", Some("svg <svg/>"));
        for source in [
            "",
            "a.bmp",
            "falta.png",
            "vacía.png",
            "../secreto.png",
            "mis archivos/../../secreto.png",
            "%2e%2e/secreto.png",
            "..\\secreto.png",
            "/etc/hostname.png",
            "//example.org/a.PNG",
            "https://example.org/a.PNG",
            "file:a.PNG",
            "data:text/html,hola",
            "data:image/png;base64,",
            "data:image/png",
        ] {
            check(source, None);
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_not_followed() {
        let outer = tempfile::tempdir().expect("a folder");
        let folder = outer.path().join("acta");
        fs::create_dir(&folder).expect("writable");
        fs::write(outer.path().join("secreto.png"), "secreto").expect("writable");
        fs::write(folder.join("acta.html"), "").expect("writable");
        std::os::unix::fs::symlink("../secreto.png", folder.join("a.png")).expect("a link");
        assert_eq!(Pictures::beside(&folder.join("acta.html")).get("a.png"), None);
    }
}
