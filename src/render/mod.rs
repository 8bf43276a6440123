//! Turns a site into files: pages from the theme's templates, feeds, the sitemap, and the theme's own files.

mod calendar;
mod chart;
mod citation;
mod commitments;
mod context;
mod data_page;
mod feeds;
mod follow_up;
mod items;
mod maker;
mod metadata;
mod on_demand;
mod page;
mod pages;
mod policy;
mod register;
mod related;
mod relative;
mod report;
mod sitemap;
mod social;
mod stand_ins;
mod standing;
mod static_files;
pub mod templates;
mod theme;
mod view;

use rayon::prelude::*;

use crate::config::Config;
use crate::data::{self, DataFile};
use crate::diagnostic::{Diagnostic, Place, error};
use crate::messages::Value;
use crate::model::Site;
use crate::output::Output;
use crate::url::Base;
use context::Variables;
use maker::{Assets, LanguageParts, Maker, RenderInputs};
use page::PageToRender;
use register::Kept;
use theme::Theme;

pub use on_demand::{OnDemand, on_demand};

/// Renders every page of `site` with the files of the theme.
pub fn render(
    site: &Site,
    theme: &[(String, Vec<u8>)],
    output: &Output<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let assets = add_files(site, theme, output, diagnostics);
    for attachment in site.attachments.iter() {
        output.copy(&attachment.url.output_path(), &attachment.file);
    }
    let files = add_data(site, output);
    let Some(theme) = compile(site, theme, diagnostics) else { return };
    let data_files = || files.clone();
    let inputs = RenderInputs { assets: &assets, theme: &theme, data_files: &data_files };
    let parts = LanguageParts::all(site, &assets, Kept::of);
    let pages = pages::all(site);
    // The index is written at the same time, but its files are not pages, so they cannot be former addresses.
    stand_ins::check_redirects(site, &pages, &|path| output.contains(path), diagnostics);
    let finish = Finish::new(site);
    let failures: Vec<Box<Diagnostic>> = pages
        .into_par_iter()
        .filter_map(|page| {
            let maker = Maker::new(site, page.language, &parts, inputs);
            let bytes = render_page(&page, &maker, &finish);
            bytes.map(|bytes| output.insert(page.output, bytes)).err()
        })
        .collect();
    for failure in failures {
        // A mistake in a template fails on every page, but needs only one report.
        if !diagnostics.iter().any(|known| known.place == failure.place) {
            diagnostics.push(*failure);
        }
    }
}

/// The changes that the program makes to pages of any theme.
struct Finish {
    security_policy: String,
    /// The address of the site, if links are to be made relative.
    relative_to: Option<Base>,
}

impl Finish {
    fn new(site: &Site) -> Finish {
        let Config { security, base, relative, .. } = &*site.config;
        Finish { security_policy: security.policy(), relative_to: relative.then(|| base.clone()) }
    }
}

/// Returns a page in its published form.
fn render_page(page: &PageToRender, maker: &Maker<'_>, finish: &Finish) -> Result<Vec<u8>, Box<Diagnostic>> {
    let Variables { template, context } = (page.make)(maker)?;
    let what = page.source.as_ref().unwrap_or(&page.output);
    let mut text = maker.inputs.theme.render_with(template, &context, what)?;
    if page.output.ends_with(".html") {
        policy::add(&mut text, &finish.security_policy);
        if let Some(base) = finish.relative_to.as_ref().filter(|_| !page.is_shown_elsewhere()) {
            text = relative::relative(&text, &page.output, base);
        }
    } else if page.output.ends_with(".xml") {
        text.retain(is_xml);
    }
    Ok(text.into_bytes())
}

/// Adds the files that do not come from reports: the theme's own files, and images for links. Returns their
/// addresses.
fn add_files(
    site: &Site,
    theme: &[(String, Vec<u8>)],
    output: &Output<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Assets {
    let folder = static_files::add(theme, output);
    Assets { folder, pictures: social::draw(site, theme, output, diagnostics) }
}

/// Adds the files made from reports other than pages. Returns the data files of the whole archive.
fn add_data(site: &Site, output: &Output<'_>) -> Vec<DataFile> {
    citation::add_files(site, output);
    let files = data::add(site, output);
    for language in &site.languages {
        feeds::Feed::all(site, language)
            .into_par_iter()
            .for_each(|feed| output.insert(feed.json.output_path(), feed.json_file()));
        if let Some(text) = calendar::calendar(site, language) {
            output.insert(language.commitment_list.calendar.output_path(), text.into_bytes());
        }
    }
    files
}

fn compile(site: &Site, theme: &[(String, Vec<u8>)], diagnostics: &mut Vec<Diagnostic>) -> Option<Theme> {
    let languages: Vec<&str> =
        site.languages.iter().map(|language| language.language.code.as_str()).collect();
    Theme::compile(theme, &languages, diagnostics)
}

/// Whether XML allows a character (XML 1.0, production 2). The others are not allowed even as references.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Returns a diagnostic about a template.
fn template_error(template: &str, detail: &str, rendering: Option<&str>) -> Diagnostic {
    let detail = Value::Lines(detail.trim_start_matches("error: ").to_owned());
    let wrong = match rendering {
        Some(page) => error!("theme::template", "rendering", page = page, detail = detail),
        None => error!("theme::template", detail = detail),
    };
    wrong.at(Place::file(template))
}
