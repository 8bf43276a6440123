//! The variables of a page's template: those shared by all pages of a language, and its own.

use super::feeds::Feed;
use super::social::{self, Pictures};
use super::template_error;
use super::templates::{
    Alternate, Format, ImageContext, Link, PageContext, PageData, SharedData, SiteContext, Template,
    UrlsContext,
};
use super::view::{View, has_commitments, has_points};
use crate::diagnostic::Diagnostic;
use crate::table::value::Table;
use crate::url::UrlPath;
use crate::url::fixed::{WORKER_FILE, entry_file};

/// The variables shared by all pages of a language. They contain no wording of documents.
pub(super) struct Frame {
    shared: Result<tera::Context, Box<Diagnostic>>,
    /// The image of pages without one of their own.
    image: Option<ImageContext>,
    /// The feeds of the language, which every page links to.
    feeds: Vec<Format>,
}

impl Frame {
    /// Returns the shared variables of a language. `assets` is the folder of the theme's own files.
    pub(super) fn new(view: View<'_>, assets: &UrlPath) -> Frame {
        let shared = variables("base.html", &shared(view, assets));
        let feeds = match view.language.is_undated() {
            true => Vec::new(),
            false => view.feed_formats(&Feed::of_language(view.site, view.language)),
        };
        Frame { shared, image: None, feeds }
    }

    /// Sets the language's image as that of every page, if it has one. `place` is the index of the language.
    pub(super) fn with_picture(self, view: View<'_>, pictures: &Pictures, place: usize) -> Frame {
        let url = pictures.of_language(place, view.language);
        Frame { image: url.map(|url| image(view, &url, view.site_title())), ..self }
    }
}

/// A template and its variables.
pub(super) struct Variables {
    pub(super) template: &'static str,
    pub(super) context: tera::Context,
}

/// Makes the contexts of one language's pages.
#[derive(Clone, Copy)]
pub(super) struct Contexts<'a> {
    pub(super) view: View<'a>,
    pub(super) frame: &'a Frame,
}

impl Contexts<'_> {
    /// Returns the variables of a template for a page.
    ///
    /// # Errors
    /// If they cannot be serialised, which would be a bug.
    pub(super) fn variables<T: Template>(&self, data: &PageData<T>) -> Result<Variables, Box<Diagnostic>> {
        let mut context = self.frame.shared.clone()?;
        context.extend(variables(T::FILE, data)?);
        Ok(Variables { template: T::FILE, context })
    }

    pub(super) fn page(
        &self,
        kind: &'static str,
        title: &str,
        url: &UrlPath,
        alternates: Vec<Alternate>,
    ) -> PageContext {
        PageContext {
            kind,
            title: title.to_owned(),
            description: None,
            href: self.view.href(url),
            url: self.view.absolute(url),
            alternates,
            image: self.frame.image.clone(),
            meta: Vec::new(),
            json_ld: None,
            formats: self.frame.feeds.clone(),
            extra: Table::default(),
        }
    }

    /// Returns a page whose title is an interface text.
    pub(super) fn titled(
        &self,
        kind: &'static str,
        title: &'static str,
        url: &UrlPath,
        alternates: Vec<Alternate>,
    ) -> PageContext {
        self.page(kind, self.view.language.strings.get(title), url, alternates)
    }
}

/// Returns the image at an address, described by a title.
pub(super) fn image(view: View<'_>, url: &UrlPath, title: &str) -> ImageContext {
    let (width, height) = social::SIZE;
    let alt = view.text("social_alt").replace("{title}", title);
    ImageContext { url: view.absolute(url), alt, width, height }
}

fn variables(template: &str, of: &impl serde::Serialize) -> Result<tera::Context, Box<Diagnostic>> {
    let failed = |error: tera::Error| {
        Box::new(template_error(&format!("templates/{template}"), &error.to_string(), None))
    };
    tera::Context::from_serialize(of).map_err(failed)
}

fn shared<'a>(view: View<'a>, assets: &UrlPath) -> SharedData<'a> {
    let strings = &view.language.strings;
    let script = |table: &str| serde_json::to_string(&strings.table(table)).unwrap_or_default();
    SharedData {
        lang: view.code(),
        t: strings.table(""),
        t_status: strings.table("status"),
        t_commitment_states: strings.table("commitment_states"),
        t_commitment_groups: strings.table("commitment_groups"),
        t_cite: strings.table("cite"),
        search_texts: script("search"),
        results_texts: script("results"),
        report_texts: script("report"),
        register_texts: script("register"),
        site: site(view),
        urls: urls(view, assets),
    }
}

fn site(view: View<'_>) -> SiteContext {
    SiteContext {
        title: view.site_title().to_owned(),
        description: view.site_description(),
        url: view.absolute(&view.language.urls.home),
        report_count: view.language.reports.len(),
        is_undated: view.language.is_undated(),
        languages: view.alternates(|other| Some(other.urls.home.clone())),
        generator: format!("actas {}", env!("CARGO_PKG_VERSION")),
        is_relative: view.site.config.relative,
    }
}

fn urls(view: View<'_>, assets: &UrlPath) -> UrlsContext {
    let View { site, language } = view;
    let urls = &language.urls;
    let names = Some(&language.index).filter(|index| !index.letters.is_empty());
    let page = |page: &crate::model::Page| Link { title: page.title.clone(), href: view.href(&page.url) };
    let taxonomy = |pages: &crate::model::TaxonomyPages| Link {
        title: pages.taxonomy.plural.get(view.code()).unwrap_or_default().to_owned(),
        href: view.href(&pages.url),
    };
    UrlsContext {
        home: view.href(&urls.home),
        reports: view.href(&urls.reports),
        search: view.href(&urls.search),
        feed: (!language.is_undated()).then(|| view.href(&urls.feed)),
        agreements: has_points(language).then(|| view.href(&language.register.url)),
        commitments: has_commitments(language).then(|| view.href(&language.commitment_list.url)),
        data: view.href(&urls.data),
        assets: view.href(assets),
        root: view.href(&UrlPath::default()),
        index: view.href(&UrlPath::file(entry_file(view.code()))),
        names: names.map(|index| view.href(&index.url)),
        worker: site.config.offline.is_kept().then(|| view.href(&UrlPath::file(WORKER_FILE))),
        pages: language.pages.iter().map(page).collect(),
        taxonomies: language.taxonomies.iter().map(taxonomy).collect(),
    }
}
