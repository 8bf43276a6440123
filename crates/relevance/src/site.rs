//! Makes sites from texts, and builds sites.

use std::fs;
use std::path::Path;

use actas::config::Overrides;
use actas::{OutputTree, Request};
use anyhow::{Context, Result};

/// A report to be written.
pub(crate) struct Text {
    /// The file's name without extension: `a-z`, `0-9`, `-`.
    pub(crate) name: String,
    /// The title, as text.
    pub(crate) title: String,
    /// The paragraphs, as text.
    pub(crate) paragraphs: Vec<String>,
}

impl Text {
    /// Returns the report's address in a site in English.
    pub(crate) fn address(&self) -> String {
        address("en", &self.name)
    }

    /// Returns title and paragraphs as one text.
    pub(crate) fn whole(&self) -> String {
        format!("{}\n{}", self.title, self.paragraphs.join("\n"))
    }
}

/// Returns the address of a report in a site in a language.
pub(crate) fn address(language: &str, name: &str) -> String {
    let folder = if language == "es" { "informes" } else { "reports" };
    format!("{folder}/{name}/")
}

/// What a site is like.
#[derive(Clone, Copy)]
pub(crate) struct Settings<'a> {
    /// Its title.
    pub(crate) title: &'a str,
    /// The language of its reports: `en` or `es`.
    pub(crate) language: &'a str,
    /// A language that it has beside that of its reports.
    pub(crate) other_language: Option<&'a str>,
}

impl<'a> Settings<'a> {
    /// Returns the settings of a site in one language.
    pub(crate) fn of(title: &'a str, language: &'a str) -> Settings<'a> {
        Settings { title, language, other_language: None }
    }
}

/// Writes a site, replacing any existing one.
pub(crate) fn write(folder: &Path, settings: &Settings<'_>, texts: &[Text]) -> Result<()> {
    let reports = folder.join("content/reports");
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(&reports).with_context(|| format!("{} cannot be made", reports.display()))?;
    let Settings { title, language, other_language } = settings;
    let mut file = format!("title = {title:?}\nbase_url = \"{BASE_URL}\"\ndefault_language = {language:?}\n");
    if let Some(other) = other_language {
        file.push_str(&format!("[languages]\n{language} = {language:?}\n{other} = {other:?}\n"));
    }
    fs::write(folder.join("site.toml"), file)?;
    for text in texts {
        fs::write(reports.join(format!("{}.md", text.name)), markdown(text))?;
    }
    Ok(())
}

/// Sites are published at the root, so that addresses are paths.
const BASE_URL: &str = "https://example.org/";

/// Returns a report's source. All have the same date, so that none is ranked first for being new.
fn markdown(text: &Text) -> String {
    let title = toml::Value::String(text.title.clone());
    let mut out = format!("+++\ntitle = {title}\ndate = 2000-01-01\npoints = false\n+++\n");
    for paragraph in &text.paragraphs {
        out.push('\n');
        escape_into(paragraph, &mut out);
        out.push('\n');
    }
    out
}

/// Writes text as one line of Markdown with exactly that meaning: CommonMark allows a backslash before any
/// ASCII punctuation.
fn escape_into(text: &str, out: &mut String) {
    for (place, word) in text.split_whitespace().enumerate() {
        if place > 0 {
            out.push(' ');
        }
        for character in word.chars() {
            if character.is_ascii_punctuation() {
                out.push('\\');
            }
            out.push(character);
        }
    }
}

/// Builds a site.
///
/// # Errors
/// When it cannot be read, or has errors, which the message contains.
pub(crate) fn build(folder: &Path) -> Result<OutputTree> {
    let request = Request {
        site: folder.to_path_buf(),
        overrides: Overrides { base_url: Some(BASE_URL.to_owned()), ..Overrides::default() },
        ..Request::default()
    };
    let built = actas::build(&request).with_context(|| format!("{} cannot be read", folder.display()))?;
    let errors = || actas::diagnostic::to_text(&built.diagnostics, actas::messages::Speech::En, false);
    built.output.with_context(|| format!("{} has errors:\n{}", folder.display(), errors()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_means_itself_in_markdown() {
        let text = Text {
            name: "a".to_owned(),
            title: "\"A\" title".to_owned(),
            paragraphs: vec!["1. a*b\n <c>".to_owned()],
        };
        let expected =
            "+++\ntitle = '\"A\" title'\ndate = 2000-01-01\npoints = false\n+++\n\n1\\. a\\*b \\<c\\>\n";
        assert_eq!(markdown(&text), expected);
    }
}
