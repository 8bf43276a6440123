//! What the preview adds to a page of the site: what is wrong with the sources, and whether the page would be
//! published. It is HTML that works without JavaScript; the script reloads the page and marks links.

use std::fmt::Write as _;

use super::Served;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::escape::push_escaped;
use crate::messages::{Message, Speech, message};
use crate::model::HeldBack;
use crate::parse::front_matter::Withheld;

/// The most entries of each kind listed in a page; the terminal lists them all.
const LISTED_MAX: usize = 200;

/// The data of the overlay, besides what is served.
pub(super) struct Overlay<'a> {
    pub(super) served: &'a Served,
    pub(super) speech: Speech,
    pub(super) token: &'a str,
    /// The number of the build, with a part that identifies this run of the server.
    pub(super) build: &'a str,
    /// The page's path in the output.
    pub(super) path: &'a str,
}

/// The addresses of the preview's own parts.
pub(super) struct Addresses {
    pub(super) events: &'static str,
    pub(super) state: &'static str,
    pub(super) follow: &'static str,
    pub(super) script: &'static str,
    pub(super) style: &'static str,
    pub(super) open: &'static str,
}

impl Overlay<'_> {
    /// Returns `page` with the overlay, placed first except for a link that skips to the content, which must
    /// stay first.
    pub(super) fn add_to(&self, page: &str, addresses: &Addresses) -> String {
        let mut html = page.to_owned();
        let style = format!("<link rel=\"stylesheet\" href=\"{}\">\n", addresses.style);
        html.insert_str(beginning(&html).unwrap_or(html.len()), &self.html(addresses));
        html.insert_str(html.find("</head>").unwrap_or(0), &style);
        html
    }

    fn html(&self, addresses: &Addresses) -> String {
        let served = self.served;
        let of = |severity: Severity| {
            served.diagnostics.iter().filter(move |found| found.severity == severity).collect::<Vec<_>>()
        };
        let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
        let mut html = format!(
            "\n<aside id=\"actas:preview\" lang=\"{}\" aria-label=\"{}\">\n",
            if self.speech == Speech::Es { "es" } else { "en" },
            self.escaped(&message!("preview_label")),
        );
        if let Some(held) = served.held_back.iter().find(|held| held.url.output_path() == self.path) {
            self.push_ribbon(&mut html, held, addresses);
        }
        html.push_str("<div class=\"actas-panel\">\n");
        if !errors.is_empty() {
            html.push_str("<div role=\"alert\">\n<details class=\"actas-errors\" open>\n");
            self.push_list(&mut html, &message!("preview_errors", count = errors.len()), &errors, addresses);
            html.push_str("</details>\n</div>\n");
        }
        if !warnings.is_empty() {
            html.push_str("<details class=\"actas-warnings\">\n");
            self.push_list(
                &mut html,
                &message!("preview_warnings", count = warnings.len()),
                &warnings,
                addresses,
            );
            html.push_str("</details>\n");
        }
        self.push_held_back(&mut html);
        html.push_str("</div>\n</aside>\n");
        self.push_script(&mut html, errors.len(), addresses);
        html
    }

    /// Adds the notice that the page itself would not be published.
    fn push_ribbon(&self, html: &mut String, held: &HeldBack, addresses: &Addresses) {
        let note = match held.why {
            Withheld::Draft => message!("preview_draft-note"),
            Withheld::LeftOut => message!("preview_left-out-note"),
            Withheld::Until(date) => message!("preview_until-note", date = date.to_string()),
        };
        let (label, note) = (self.escaped(&label(held)), self.escaped(&note));
        let _ = write!(
            html,
            "<div class=\"actas-ribbon\">\n<p id=\"actas:ribbon\"><strong>{label}</strong> {note}</p>\n"
        );
        self.push_open(html, &Place::file(&held.source), "actas:ribbon", addresses);
        html.push_str("</div>\n");
    }

    fn push_list(
        &self,
        html: &mut String,
        title: &Message,
        diagnostics: &[&Diagnostic],
        addresses: &Addresses,
    ) {
        let title = self.escaped(title);
        let _ = write!(html, "<summary>{title}</summary>\n<ol tabindex=\"0\" aria-label=\"{title}\">\n");
        for diagnostic in diagnostics.iter().take(LISTED_MAX) {
            self.push_diagnostic(html, diagnostic, addresses);
        }
        html.push_str("</ol>\n");
        if diagnostics.len() > LISTED_MAX {
            let more = message!("preview_more", count = diagnostics.len() - LISTED_MAX);
            let _ = writeln!(html, "<p>{}</p>", self.escaped(&more));
        }
    }

    fn push_diagnostic(&self, html: &mut String, diagnostic: &Diagnostic, addresses: &Addresses) {
        html.push_str("<li>\n<p class=\"actas-what\">");
        push_escaped(html, &diagnostic.message.text(self.speech));
        let _ = writeln!(html, " <span class=\"actas-code\">{}</span></p>", diagnostic.code);
        let help = diagnostic.help_text(self.speech);
        if let Some(place) = &diagnostic.place {
            // Unique in the page: no two diagnostics with the same code are at the same place.
            let id = format!("actas:{}:{}:{}:{}", diagnostic.code, place.file, place.line, place.column);
            let where_ = message!("preview_place", file = place.file.as_str(), line = place.line.to_string());
            let id = escaped(&id.replace(char::is_whitespace, "_"));
            let _ = writeln!(html, "<p class=\"actas-where\" id=\"{id}\">{}</p>", self.escaped(&where_));
            push_excerpt(html, place);
            push_help(html, help.as_deref());
            self.push_open(html, place, &id, addresses);
        } else {
            push_help(html, help.as_deref());
        }
        html.push_str("</li>\n");
    }

    /// Adds the button that opens the file; `described_by` is the escaped id of the element that names the
    /// file.
    fn push_open(&self, html: &mut String, place: &Place, described_by: &str, addresses: &Addresses) {
        let _ = writeln!(
            html,
            "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"token\" value=\"{}\"><input \
             type=\"hidden\" name=\"file\" value=\"{}\"><input type=\"hidden\" name=\"line\" value=\"{}\"><button \
             aria-describedby=\"{described_by}\">{}</button></form>",
            addresses.open,
            self.token,
            escaped(&place.file),
            place.line,
            self.escaped(&message!("preview_open")),
        );
    }

    /// Adds the list of the pages that would not be published.
    fn push_held_back(&self, html: &mut String) {
        let held_back = &self.served.held_back;
        if held_back.is_empty() {
            return;
        }
        let title = self.escaped(&message!("preview_held-back", count = held_back.len()));
        let _ = writeln!(
            html,
            "<details class=\"actas-held-back\">\n<summary>{title}</summary>\n<ul tabindex=\"0\" \
             aria-label=\"{title}\">"
        );
        for held in held_back.iter().take(LISTED_MAX) {
            let (href, source) = (escaped(&format!("/{}", held.url.encoded())), escaped(&held.source));
            let _ = writeln!(html, "<li><a href=\"{href}\">{source}</a></li>");
        }
        html.push_str("</ul>\n</details>\n");
    }

    /// Adds the script and its data, including the links to mark.
    fn push_script(&self, html: &mut String, errors: usize, addresses: &Addresses) {
        let marks: serde_json::Map<String, serde_json::Value> = self
            .served
            .held_back
            .iter()
            .map(|held| (format!("/{}", held.url.encoded()), label(held).text(self.speech).into()))
            .collect();
        let title = (errors > 0).then(|| message!("preview_title", count = errors).text(self.speech));
        let attributes = [
            ("follow", addresses.follow.to_owned()),
            ("state", addresses.state.to_owned()),
            ("build", self.build.to_owned()),
            ("title", title.unwrap_or_default()),
            ("updated", message!("preview_updated", ms = "{ms}").text(self.speech)),
            ("close", message!("preview_close").text(self.speech)),
            ("marks", serde_json::Value::Object(marks).to_string()),
        ];
        let _ = write!(html, "<script src=\"{}\"", addresses.script);
        for (name, value) in attributes {
            let _ = write!(html, " data-{name}=\"{}\"", escaped(&value));
        }
        html.push_str("></script>\n");
    }

    fn escaped(&self, message: &Message) -> String {
        escaped(&message.text(self.speech))
    }
}

/// Returns where the body begins, after a skip link if there is one.
fn beginning(html: &str) -> Option<usize> {
    let tag = html.find("<body")?;
    let body = tag + html[tag..].find('>')? + 1;
    let first = html[body..].trim_start();
    let is_skip_link =
        first.starts_with("<a ") && first.split('>').next().is_some_and(|tag| tag.contains("href=\"#"));
    let after = is_skip_link.then(|| html[body..].find("</a>").map(|end| body + end + "</a>".len()));
    Some(after.flatten().unwrap_or(body))
}

/// Returns the label of a page that would not be published.
fn label(held: &HeldBack) -> Message {
    match held.why {
        Withheld::Draft => message!("preview_draft"),
        Withheld::LeftOut => message!("preview_left-out"),
        Withheld::Until(date) => message!("preview_until", date = date.to_string()),
    }
}

/// Adds the line of the file, with the part in question marked.
fn push_excerpt(html: &mut String, place: &Place) {
    if place.excerpt.is_empty() {
        return;
    }
    let span = place.span.clone();
    let parts = [&place.excerpt[..span.start], &place.excerpt[span.clone()], &place.excerpt[span.end..]];
    let [before, meant, after] = parts.map(escaped);
    let _ = writeln!(
        html,
        "<pre tabindex=\"0\"><span class=\"actas-number\">{}</span> {before}<mark>{meant}</mark>{after}</pre>",
        place.line
    );
}

fn push_help(html: &mut String, help: Option<&str>) {
    if let Some(help) = help {
        let _ = writeln!(html, "<p class=\"actas-help\">{}</p>", escaped(help));
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    push_escaped(&mut html, text);
    html
}
