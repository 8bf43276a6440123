//! Block quotes that call attention: `> [!NOTE]`, as on GitHub.

use pulldown_cmark::{BlockQuoteKind, Event};

use super::Walk;

impl Walk<'_> {
    /// Begins an alert, with the name of its kind in the language of the text.
    pub(super) fn open_alert(&mut self, kind: BlockQuoteKind) {
        let (class, [english, spanish]) = names(kind);
        let name = if self.options.language.starts_with("es") { spanish } else { english };
        let html =
            format!("<blockquote class=\"alert alert-{class}\">\n<p class=\"alert-title\">{name}</p>\n");
        self.out.push(Event::Html(html.into()));
    }
}

/// Returns the class of a kind of alert, and its name in English and in Spanish.
const fn names(kind: BlockQuoteKind) -> (&'static str, [&'static str; 2]) {
    match kind {
        BlockQuoteKind::Note => ("note", ["Note", "Nota"]),
        BlockQuoteKind::Tip => ("tip", ["Tip", "Consejo"]),
        BlockQuoteKind::Important => ("important", ["Important", "Importante"]),
        BlockQuoteKind::Warning => ("warning", ["Warning", "Advertencia"]),
        BlockQuoteKind::Caution => ("caution", ["Caution", "Precaución"]),
    }
}
