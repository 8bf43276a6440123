//! The theme's templates, compiled.

use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera, TeraResult};

use super::template_error;
use crate::diagnostic::Diagnostic;
use crate::language::locale::Locale;

/// The folder of the templates in a theme.
const TEMPLATES_FOLDER: &str = "templates/";

/// Compiled templates.
pub(super) struct Theme {
    tera: Tera,
}

impl Theme {
    /// Compiles the templates; `None`, with diagnostics, if one has a mistake.
    pub(super) fn compile(
        files: &[(String, Vec<u8>)],
        languages: &[&str],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Theme> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".xml"]);
        tera.register_filter("plural", plural_filter(languages));
        let templates: Vec<(&str, String)> = files
            .iter()
            .filter_map(|(path, bytes)| Some((path.strip_prefix(TEMPLATES_FOLDER)?, bytes)))
            .map(|(name, bytes)| (name, String::from_utf8_lossy(bytes).into_owned()))
            .collect();
        match tera.add_raw_templates(templates) {
            Ok(()) => Some(Theme { tera }),
            Err(error) => {
                diagnostics.push(template_error("theme", &error.to_string(), None));
                None
            }
        }
    }

    /// Renders a template. `what` is the file that is made, or its source, for messages.
    pub(super) fn render_with(
        &self,
        template: &str,
        context: &tera::Context,
        what: &str,
    ) -> Result<String, Box<Diagnostic>> {
        self.tera.render(template, context).map_err(|error| {
            Box::new(template_error(&format!("templates/{template}"), &error.to_string(), Some(what)))
        })
    }
}

/// Returns the filter `plural`: the plural category of a count in the language `lang`, for the ending of a
/// text's key. `{{ count | plural(lang=lang) }}` is `one` or `other`, or another category of CLDR.
fn plural_filter(
    languages: &[&str],
) -> impl Fn(usize, Kwargs, &State) -> TeraResult<&'static str> + Send + Sync + 'static {
    let locales: BTreeMap<String, Locale> =
        languages.iter().map(|language| ((*language).to_owned(), Locale::new(language))).collect();
    move |count, arguments, _| {
        let language: &str = arguments.must_get("lang")?;
        Ok(locales.get(language).map_or("other", |locale| locale.plural(count)))
    }
}
