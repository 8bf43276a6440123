//! A page to be rendered.

use super::context::Variables;
use super::maker::Maker;
use super::templates::Template;
use crate::diagnostic::Diagnostic;
use crate::url::UrlPath;

/// The templates of pages that are shown at other addresses than their own.
const SHOWN_ELSEWHERE: [&str; 2] = ["404.html", "offline.html"];

/// Makes the variables of a page's template from the current state of the site.
type Make = dyn Fn(&Maker<'_>) -> Result<Variables, Box<Diagnostic>> + Send + Sync;

/// A page to be rendered. It refers to the model by indices only, so it stays the same after a change of
/// wording. The data of its template is made when it is rendered, so that the pages of a large site are not
/// all in memory at once.
pub(super) struct PageToRender {
    pub(super) template: &'static str,
    /// The index of its language in the site.
    pub(super) language: usize,
    /// Its path in the output.
    pub(super) output: String,
    /// The document that it is made from, if there is one; for messages.
    pub(super) source: Option<String>,
    pub(super) make: Box<Make>,
}

impl PageToRender {
    /// Returns a page at an address, with the template of `T`. `language` is the index of its language.
    pub(super) fn new<T: Template>(
        language: usize,
        url: &UrlPath,
        make: impl Fn(&Maker<'_>) -> Result<Variables, Box<Diagnostic>> + Send + Sync + 'static,
    ) -> PageToRender {
        let (output, make) = (url.output_path(), Box::new(make));
        PageToRender { template: T::FILE, language, output, source: None, make }
    }

    /// Whether it is shown in place of other pages.
    pub(super) fn is_shown_elsewhere(&self) -> bool {
        SHOWN_ELSEWHERE.contains(&self.template)
    }

    pub(super) fn of_document(self, source: &str) -> PageToRender {
        PageToRender { source: Some(source.to_owned()), ..self }
    }
}
