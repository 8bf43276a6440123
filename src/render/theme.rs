//! The theme's templates, compiled.

use tera::Tera;

use super::pages::PageToRender;
use super::template_error;
use crate::diagnostic::Diagnostic;

/// The folder of the templates within a theme.
const TEMPLATES_FOLDER: &str = "templates/";

/// Compiled templates.
pub(super) struct Theme {
    tera: Tera,
}

impl Theme {
    /// Compiles the templates; `None`, with diagnostics, if one has a mistake.
    pub(super) fn compile(files: &[(String, Vec<u8>)], diagnostics: &mut Vec<Diagnostic>) -> Option<Theme> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".xml"]);
        let templates: Vec<(&str, String)> = files
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix(TEMPLATES_FOLDER)?, bytes)))
            .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes).into_owned()))
            .collect();
        match tera.add_raw_templates(templates) {
            Ok(()) => Some(Theme { tera }),
            Err(error) => {
                diagnostics.push(template_error("theme", error.to_string(), None));
                None
            }
        }
    }

    /// Renders a page.
    pub(super) fn render(&self, page: &PageToRender) -> Result<String, Box<Diagnostic>> {
        self.tera.render(page.template, &page.context).map_err(|error| {
            Box::new(template_error(
                &format!("templates/{}", page.template),
                error.to_string(),
                Some(&page.source),
            ))
        })
    }
}
