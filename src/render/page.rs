//! A page that is still to be made.

use super::context::Variables;
use super::maker::Maker;
use super::templates::Template;
use crate::diagnostic::Diagnostic;
use crate::url::UrlPath;

/// The templates of pages that are shown at other addresses than their own.
const SHOWN_ELSEWHERE: [&str; 2] = ["404.html", "offline.html"];

/// What makes the variables of a page's template from a site as it is then.
type Make = dyn Fn(&Maker<'_>) -> Result<Variables, Box<Diagnostic>> + Send + Sync;

/// A page to be rendered. It knows places in the model, not the model: it is the same page after words have
/// changed. What its template is given is made when it is rendered, so that a large site's pages are not all
/// in memory at once.
pub(super) struct PageToRender {
    pub(super) template: &'static str,
    /// The place of its language among those of the site.
    pub(super) language: usize,
    /// Its path in the output.
    pub(super) output: String,
    /// The document that it is made from, if it is made from one, for messages.
    pub(super) source: Option<String>,
    pub(super) make: Box<Make>,
}

impl PageToRender {
    /// Returns the page of a language, by its place, at an address, whose template is that of `T`.
    pub(super) fn new<T: Template>(
        language: usize,
        url: &UrlPath,
        make: impl Fn(&Maker<'_>) -> Result<Variables, Box<Diagnostic>> + Send + Sync + 'static,
    ) -> PageToRender {
        let (output, make) = (url.output_path(), Box::new(make));
        PageToRender { template: T::FILE, language, output, source: None, make }
    }

    /// Whether it is shown in the place of other pages.
    pub(super) fn is_shown_elsewhere(&self) -> bool {
        SHOWN_ELSEWHERE.contains(&self.template)
    }

    pub(super) fn of_document(self, source: &str) -> PageToRender {
        PageToRender { source: Some(source.to_owned()), ..self }
    }
}
