//! Extensions that a browser or a web server acts on, anywhere in a name.
//!
//! Apache's `mod_mime` looks at every extension of a name: `a.php.pdf` goes to PHP under `AddHandler`,
//! `a.var.txt` is a type map with its own page in Debian's settings, and `a.html.xyz` is HTML where `.xyz`
//! has no type ("Files with Multiple Extensions").

/// Extensions of files that a browser shows as a page of the site, scripts included.
const PAGES: &str = "css hta htc htm html js mathml mht mhtml mjs mml rdf rng svg svgz wasm xbl xht xhtml xml xsd xsl xslt xul atom \
     rss";

/// Extensions of files that a server may run, or read as its settings.
const FOR_SERVERS: &str = "action asa asax ascx ashx asis asmx asp aspx axd bat cdx cer cfc cfm cfml cgi class cmd com conf config cshtml \
     dll do ear exe fcgi fpl htaccess htpasswd htx idc inc ini jar jhtml jsp jspa jspf jspx jsw jsv lua map phar \
     php phtm phtml pht pl ps1 py rb rhtml sh shtm shtml stm var vbs war";

/// Whether browsers show or load a file with this extension as part of a site, with all the rights of its
/// pages. Case is ignored.
pub fn is_page(ending: &str) -> bool {
    is_in(PAGES, &ending.to_lowercase())
}

/// Whether some web server runs a file with this extension or reads settings from it, including versions of
/// PHP and ASP (`php5`, `aspx`). Case is ignored.
pub fn is_for_servers(ending: &str) -> bool {
    let ending = ending.to_lowercase();
    // IIS 6 and similar servers read no further than a semicolon.
    let ending = ending.split([';', ' ']).next().unwrap_or_default();
    let base = ending.trim_end_matches(|c: char| c.is_ascii_digit());
    is_in(FOR_SERVERS, ending) || ["php", "phps", "asp", "cgi", "py"].contains(&base)
}

fn is_in(list: &str, ending: &str) -> bool {
    list.split(' ').any(|known| known == ending)
}

/// Returns a path with a hyphen instead of each dot before an extension that means something to browsers or
/// servers, except for the last extension of the file's name: `a.php/b.html.pdf` becomes `a-php/b-html.pdf`.
pub fn without_inner_endings(path: &str) -> String {
    let last = path.rfind('/').map_or(0, |slash| slash + 1);
    let (folders, name) = path.split_at(last);
    let (name, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let folders: Vec<String> = folders.split('/').map(joined).collect();
    let dot = if ending.is_empty() { "" } else { "." };
    format!("{}{}{dot}{ending}", folders.join("/"), joined(name))
}

/// Joins the parts of a name by dots, or by hyphens before extensions that are acted on.
fn joined(name: &str) -> String {
    let mut parts = name.split('.');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let dot = if is_page(part) || is_for_servers(part) { '-' } else { '.' };
        format!("{name}{dot}{part}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ending_alone_is_acted_on() {
        for (path, expected) in [
            ("acta.pdf", "acta.pdf"),
            ("2017/acta v1.2.pdf", "2017/acta v1.2.pdf"),
            ("acta.php.pdf", "acta-php.pdf"),
            ("acta.PHP5.pdf", "acta-PHP5.pdf"),
            ("a.var.txt", "a-var.txt"),
            ("a.html.avif", "a-html.avif"),
            ("a.asp;.jpg", "a-asp;.jpg"),
            ("x.asp/a.jpg", "x-asp/a.jpg"),
            ("web.config.txt", "web-config.txt"),
            ("a/b", "a/b"),
            ("a.b/c", "a.b/c"),
        ] {
            assert_eq!(without_inner_endings(path), expected);
        }
    }
}
