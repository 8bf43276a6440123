//! A site made into files: pages from the theme's templates, feeds, the sitemap, the theme's
//! own files.

mod calendar;
mod chart;
mod citation;
pub mod commitments;
pub mod context;
mod data_page;
mod feeds;
pub mod follow_up;
mod metadata;
mod on_demand;
mod page;
mod pages;
mod policy;
pub mod register;
mod relative;
mod report;
mod sitemap;
mod social;
mod stand_ins;
pub mod standing;
mod static_files;
mod theme;
mod ways;

use rayon::prelude::*;

use crate::config::Config;
use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Place};
use crate::messages::Value;
use crate::model::Site;
use crate::output::Output;
use crate::url::{Base, UrlPath};
use page::PageToRender;
use pages::{Look, Maker};
use social::Pictures;
use theme::Theme;

pub use on_demand::{OnDemand, on_demand};

/// Renders every page of `site` with the files of the theme.
pub fn render(
    site: &Site,
    theme: &[(String, Vec<u8>)],
    output: &Output<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (assets, pictures) = add_files(site, theme, output, diagnostics);
    for attachment in &site.attachments {
        output.copy(&attachment.url.output_path(), &attachment.file);
    }
    let files = add_data(site, output);
    let Some(theme) = compile(site, theme, diagnostics) else { return };
    let data_files = || files.clone();
    let look = Look {
        assets: &assets,
        pictures: &pictures,
        theme: &theme,
        data_files: &data_files,
        entries_are_kept: true,
    };
    let makers = Maker::all(site, look);
    let pages = pages::all(&makers, look);
    // The index is made at the same time, but no former address can be one of its files: they are pages.
    stand_ins::check_redirects(site, &pages, &|path| output.contains(path), diagnostics);
    let finish = Finish::new(site);
    let failures: Vec<Box<Diagnostic>> = pages
        .into_par_iter()
        .filter_map(|page| {
            let bytes = render_page(&theme, &page, &finish);
            bytes.map(|bytes| output.insert(page.output, bytes)).err()
        })
        .collect();
    for failure in failures.into_iter().chain(makers.iter().filter_map(Maker::take_failure)) {
        // One mistake in a template fails on every page; it need be told once.
        if !diagnostics.iter().any(|known| known.place == failure.place) {
            diagnostics.push(*failure);
        }
    }
}

/// What the program does to pages, whatever the templates.
struct Finish<'a> {
    security_policy: String,
    /// Where the site stands, if links are to be relative.
    relative_to: Option<&'a Base>,
}

impl<'a> Finish<'a> {
    fn new(site: &'a Site) -> Finish<'a> {
        let Config { security, base, relative, .. } = &site.config;
        Finish { security_policy: security.policy(), relative_to: relative.then_some(base) }
    }
}

/// Returns a page as it is published.
fn render_page(
    theme: &Theme,
    page: &PageToRender<'_>,
    finish: &Finish<'_>,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut text = theme.render(page)?;
    if page.output.ends_with(".html") {
        policy::add(&mut text, &finish.security_policy);
        if let Some(base) = finish.relative_to.filter(|_| !page.is_shown_elsewhere()) {
            text = relative::relative(&text, &page.output, base);
        }
    } else if page.output.ends_with(".xml") {
        text.retain(is_xml);
    }
    Ok(text.into_bytes())
}

/// Adds what is made of no report: the theme's own files, pictures for links. Returns the address of the theme's files, and which
/// pictures there are.
fn add_files(
    site: &Site,
    theme: &[(String, Vec<u8>)],
    output: &Output<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (UrlPath, Pictures) {
    let assets = static_files::add(theme, output);
    (assets, social::draw(site, theme, output, diagnostics))
}

/// Adds what is made of the reports and is no page. Returns the files of the whole archive's data.
fn add_data(site: &Site, output: &Output<'_>) -> Vec<DataFile> {
    citation::add_files(site, output);
    let files = data::add(site, output);
    for language in &site.languages {
        feeds::Feed::all(site, language)
            .into_par_iter()
            .for_each(|feed| output.insert(feed.json.output_path(), feed.json_file()));
        if let Some(text) = calendar::calendar(site, language) {
            output.insert(language.agenda.calendar.output_path(), text.into_bytes());
        }
    }
    files
}

fn compile(site: &Site, theme: &[(String, Vec<u8>)], diagnostics: &mut Vec<Diagnostic>) -> Option<Theme> {
    let languages: Vec<&str> =
        site.languages.iter().map(|language| language.language.code.as_str()).collect();
    Theme::compile(theme, &languages, diagnostics)
}

/// Whether XML can hold a character (XML 1.0, production 2); a reference to another would be a mistake as well.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns a diagnostic about a template.
fn template_error(template: &str, detail: &str, rendering: Option<&str>) -> Diagnostic {
    let wrong = Diagnostic::error("theme::template");
    let wrong = match rendering {
        Some(page) => wrong.variant("rendering").with("page", page),
        None => wrong,
    };
    let detail = Value::Lines(detail.trim_start_matches("error: ").to_owned());
    wrong.with("detail", detail).at(Place::file(template))
}
