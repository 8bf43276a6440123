//! A page that is still to be made.

use super::context::Contexts;
use super::templates::{PageData, Template};
use crate::diagnostic::Diagnostic;
use crate::url::UrlPath;

/// The templates of pages that are shown at other addresses than their own.
const SHOWN_ELSEWHERE: [&str; 2] = ["404.html", "offline.html"];

/// What a template is given, or why that could not be made.
pub(super) type Variables = Result<tera::Context, Box<Diagnostic>>;

/// A page to be rendered. What its template is given is made when it is rendered, so that a large site's pages are not
/// all in memory at once.
pub(super) struct PageToRender<'a> {
    pub(super) template: &'static str,
    /// Its path in the output.
    pub(super) output: String,
    /// The document that it is made from, if it is made from one, for messages.
    pub(super) source: Option<&'a str>,
    /// Makes what the template is given.
    pub(super) variables: Box<dyn Fn() -> Variables + Send + Sync + 'a>,
}

impl<'a> PageToRender<'a> {
    /// Returns the page at an address, in one of the languages that `contexts` are of.
    pub(super) fn new<T: Template>(
        contexts: &'a Contexts<'a>,
        url: &UrlPath,
        data: impl Fn() -> Result<PageData<T>, Box<Diagnostic>> + Send + Sync + 'a,
    ) -> PageToRender<'a> {
        PageToRender::of_variables::<T>(url, move || contexts.context(&data()?))
    }

    /// Returns the page at an address, whose template is that of `T` and is given these variables.
    pub(super) fn of_variables<T: Template>(
        url: &UrlPath,
        variables: impl Fn() -> Variables + Send + Sync + 'a,
    ) -> PageToRender<'a> {
        let variables = Box::new(variables);
        PageToRender { template: T::FILE, output: url.output_path(), source: None, variables }
    }

    /// Whether it is shown in the place of other pages.
    pub(super) fn is_shown_elsewhere(&self) -> bool {
        SHOWN_ELSEWHERE.contains(&self.template)
    }

    pub(super) fn of_document(self, source: &'a str) -> PageToRender<'a> {
        PageToRender { source: Some(source), ..self }
    }
}
