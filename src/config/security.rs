//! The table `[security]`: what a site's pages may load, and how strangers' files are restricted.

use super::Keys;
use crate::diagnostic::Diagnostic;
use crate::formats;
use crate::messages::Message;

/// What pages may load and run by default. `default-src` and `base-uri` cannot be extended, and a directive
/// without sources is omitted, so that `default-src` applies (Content Security Policy Level 3).
const DIRECTIVES: [(&str, &str, &str); 8] = [
    ("script-src", "script_src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "style_src", "'self'"),
    ("img-src", "img_src", "'self'"),
    ("font-src", "font_src", "'self'"),
    ("connect-src", "connect_src", "'self'"),
    ("media-src", "media_src", "'self'"),
    ("form-action", "form_action", "'self'"),
    ("frame-src", "frame_src", ""),
];

/// The place of `img-src` among the directives.
const IMAGES: usize = 2;

/// The schemes that may be given as a whole source.
const SCHEMES: [&str; 4] = ["https:", "http:", "data:", "blob:"];

/// What happens to HTML in reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RawHtml {
    /// Whatever could act on readers is removed.
    #[default]
    Sanitise,
    /// All of it stays: for sites with trusted writers.
    Keep,
}

/// What happens to attached files whose format is not listed, or whose content does not match their name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActiveFiles {
    /// Texts, including HTML, and SVG with scripts are published as text, other files not at all.
    #[default]
    AsText,
    /// All files except those that servers would run are published as they are: for sites with trusted files.
    Keep,
}

/// What a site's pages may load, and how strangers' files are restricted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Security {
    /// What happens to HTML in reports.
    pub raw_html: RawHtml,
    /// What happens to attached files whose format is not listed.
    pub active_files: ActiveFiles,
    /// Extensions of attached files, in lower case and without the dot, that the site publishes as they are,
    /// whatever they contain.
    attachment_endings: Vec<String>,
    /// Whether pages may register the site's own service worker.
    has_worker: bool,
    /// The sources that the site adds to each directive.
    sources: [Vec<String>; DIRECTIVES.len()],
}

impl Security {
    /// Reads the table `[security]`; everything has a default.
    pub(super) fn read(keys: &mut Keys<'_>) -> Security {
        let Some(table) = keys.table("security") else { return Security::default() };
        let mut inner = keys.inside(table);
        let choices = [("sanitise", RawHtml::Sanitise), ("keep", RawHtml::Keep)];
        let raw_html = choice(&mut inner, "raw_html", choices, "expected_raw-html");
        let choices = [("as-text", ActiveFiles::AsText), ("keep", ActiveFiles::Keep)];
        let active_files = choice(&mut inner, "active_files", choices, "expected_active-files");
        let attachment_endings = endings(&mut inner);
        let mut sources: [Vec<String>; DIRECTIVES.len()] = Default::default();
        for ((_, key, _), sources) in DIRECTIVES.iter().zip(&mut sources) {
            for source in inner.texts(key) {
                if is_source(&source.value) {
                    sources.push(source.value);
                } else {
                    let wrong = Diagnostic::error("site::source").with("source", source.value);
                    inner.report(wrong, source.range);
                }
            }
        }
        inner.finish();
        Security { raw_html, active_files, attachment_endings, has_worker: false, sources }
    }

    /// Whether the site publishes attached files with this extension, in lower case, as they are.
    pub fn allows_ending(&self, ending: &str) -> bool {
        self.attachment_endings.iter().any(|allowed| allowed == ending)
    }

    /// Sets whether pages may register the site's own service worker.
    pub(super) fn allow_worker(&mut self, has_worker: bool) {
        self.has_worker = has_worker;
    }

    /// Returns the policy of every page, as it stands in its `<meta http-equiv="Content-Security-Policy">`.
    pub fn policy(&self) -> String {
        let mut policy = "default-src 'none'".to_owned();
        for ((directive, _, own), added) in DIRECTIVES.iter().zip(&self.sources) {
            let sources: Vec<&str> = own
                .split(' ')
                .filter(|own| !own.is_empty())
                .chain(added.iter().map(String::as_str))
                .collect();
            if !sources.is_empty() {
                policy.push_str(&format!("; {directive} {}", sources.join(" ")));
            }
        }
        if self.has_worker {
            policy.push_str("; worker-src 'self'");
        }
        policy + "; base-uri 'none'"
    }

    /// Returns the sources of pictures besides the site itself.
    pub fn image_sources(&self) -> &[String] {
        &self.sources[IMAGES]
    }
}

/// Reads the extensions that a site adds for attached files. Extensions that a server would run are refused;
/// those that browsers show as pages are accepted with a warning.
fn endings(keys: &mut Keys<'_>) -> Vec<String> {
    let mut endings = Vec::new();
    for written in keys.texts("attachment_endings") {
        let ending = written.value.trim().trim_start_matches('.').to_lowercase();
        let about = |told: Diagnostic| told.with("ending", ending.as_str());
        if ending.is_empty() || !ending.chars().all(char::is_alphanumeric) {
            keys.report(about(Diagnostic::error("site::ending")), written.range);
        } else if formats::is_for_servers(&ending) {
            keys.report(about(Diagnostic::error("site::ending").variant("server")), written.range);
        } else {
            if formats::is_page(&ending) {
                keys.report(about(Diagnostic::warning("site::ending-of-pages")), written.range);
            }
            endings.push(ending);
        }
    }
    endings
}

/// Reads a key whose value is one of several texts.
fn choice<T: Copy + Default, const N: usize>(
    keys: &mut Keys<'_>,
    key: &str,
    choices: [(&str, T); N],
    expected: &'static str,
) -> T {
    let Some(written) = keys.text(key) else { return T::default() };
    let chosen = choices.iter().find(|(name, _)| *name == written.value).map(|(_, value)| *value);
    chosen.unwrap_or_else(|| {
        keys.wrong(key, written.range, Message::new(expected), format!("`{}`", written.value));
        T::default()
    })
}

/// Whether a text can be added as a source: an origin, with or without a path, a scheme, or the hash of one
/// script or style. What allows everything (`'unsafe-inline'`, `*`) cannot.
fn is_source(text: &str) -> bool {
    let is_hash = || {
        let hash = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or_default();
        let digest = ["sha256-", "sha384-", "sha512-"].iter().find_map(|kind| hash.strip_prefix(kind));
        let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=-_".contains(c);
        digest.is_some_and(|digest| digest.len() >= 43 && digest.chars().all(is_base64))
    };
    let is_origin = || {
        let rest = ["https://", "http://", "wss://"].iter().find_map(|scheme| text.strip_prefix(scheme));
        let valid = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c);
        rest.map(|rest| rest.strip_prefix("*.").unwrap_or(rest)).is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[') && rest.chars().all(valid)
        })
    };
    SCHEMES.contains(&text) || is_origin() || is_hash()
}

/// Whether pictures may be loaded from `address`, besides those of the site itself (Content Security Policy
/// Level 3, section 6.7.2: scheme, host and path of a source).
pub fn allows_image(sources: &[String], address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once(':') else { return false };
    let scheme = scheme.to_ascii_lowercase();
    let rest = rest.trim_start_matches('/');
    let (host, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    let host = host.to_ascii_lowercase();
    sources.iter().any(|source| {
        let Some((source_scheme, source_rest)) = source.split_once(':') else { return false };
        if source_scheme != scheme {
            return false;
        }
        let source_rest = source_rest.trim_start_matches('/');
        let (source_host, source_path) =
            source_rest.split_at(source_rest.find('/').unwrap_or(source_rest.len()));
        let source_host = source_host.to_ascii_lowercase();
        let is_host = source_host.is_empty()
            || host == source_host
            || source_host.strip_prefix('*').is_some_and(|end| host.ends_with(end));
        let is_path =
            if source_path.ends_with('/') { path.starts_with(source_path) } else { path == source_path };
        is_host && (source_path.is_empty() || is_path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_elsewhere_unless_the_site_says_so() {
        let mut security = Security::default();
        assert_eq!(
            security.policy(),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
             font-src 'self'; connect-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'"
        );
        security.sources[IMAGES].push("https://img.example".to_owned());
        security.sources[DIRECTIVES.len() - 1].push("https://video.example".to_owned());
        assert!(security.policy().contains("img-src 'self' https://img.example; "));
        assert!(security.policy().contains("; frame-src https://video.example; "));
        assert!(!security.policy().contains("worker"));
        security.allow_worker(true);
        assert!(security.policy().ends_with("; worker-src 'self'; base-uri 'none'"));
    }

    #[test]
    fn sources_are_origins_schemes_and_hashes() {
        let hash = format!("'sha256-{}='", "a".repeat(43));
        for good in ["https://a.example", "https://*.a.example:8443/x/", "data:", "http://[::1]:80", &hash] {
            assert!(is_source(good), "{good}");
        }
        for wrong in [
            "",
            "*",
            "'unsafe-inline'",
            "'unsafe-eval'",
            "'self'; script-src *",
            "https://a b",
            "https://",
            "javascript:",
            "a.example",
            "https://a\"><script>",
            "'sha256-x'",
            "https://a.example;",
            "https://a.example, b",
            "https://*",
        ] {
            assert!(!is_source(wrong), "{wrong}");
        }
    }

    #[test]
    fn pictures_come_from_sources_alone() {
        let check = |source: &str, address: &str| allows_image(&[source.to_owned()], address);
        assert!(check("https://a.example", "https://A.example/x.png"));
        assert!(check("https://*.example", "https://a.example/x.png"));
        assert!(check("https:", "https://b/x.png") && check("https://a/p/", "https://a/p/x.png"));
        assert!(!check("https://a.example", "https://a.example.evil/x.png"));
        assert!(!check("https://a.example", "http://a.example/x.png"));
        assert!(
            !check("https://a/p/", "https://a/q/x.png") && !check("https://*.example", "https://example/x")
        );
        assert!(!check("https://a.example", "https://evil\\@a.example/x.png"));
        assert!(!allows_image(&[], "https://a.example/x.png"));
    }
}
