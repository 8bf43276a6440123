//! A page that is still to be made.

use crate::url::UrlPath;

/// The templates of pages that are shown at other addresses than their own.
const SHOWN_ELSEWHERE: [&str; 2] = ["404.html", "offline.html"];

/// A page to be rendered. What its template is given is made when it is rendered, so that a large site's pages are not
/// all in memory at once.
pub(super) struct PageToRender<'a> {
    pub(super) template: &'static str,
    /// Its path in the output.
    pub(super) output: String,
    /// The document that it is made from, if it is made from one, for messages.
    pub(super) source: Option<&'a str>,
    /// Makes what the template is given.
    pub(super) context: Box<dyn Fn() -> tera::Context + Send + Sync + 'a>,
}

impl<'a> PageToRender<'a> {
    pub(super) fn new(
        template: &'static str,
        url: &UrlPath,
        context: impl Fn() -> tera::Context + Send + Sync + 'a,
    ) -> PageToRender<'a> {
        PageToRender { template, output: url.output_path(), source: None, context: Box::new(context) }
    }

    /// Whether it is shown in the place of other pages.
    pub(super) fn is_shown_elsewhere(&self) -> bool {
        SHOWN_ELSEWHERE.contains(&self.template)
    }

    pub(super) fn of_document(self, source: &'a str) -> PageToRender<'a> {
        PageToRender { source: Some(source), ..self }
    }
}
