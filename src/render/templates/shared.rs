//! What every template is given.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::table::value::Table;

/// Texts of the interface by key.
pub type StringTable<'a> = BTreeMap<&'a str, &'a str>;

/// What every template is given, the same on all pages of a language.
#[derive(Serialize)]
pub struct SharedData<'a> {
    /// The language's tag: `es`.
    pub lang: &'a str,
    /// The texts of the interface that stand in no table: `t.home`.
    pub t: StringTable<'a>,
    /// The texts of the table `[status]`.
    pub t_status: StringTable<'a>,
    /// The texts of `[commitment_states]`.
    pub t_commitment_states: StringTable<'a>,
    /// The texts of `[commitment_groups]`.
    pub t_commitment_groups: StringTable<'a>,
    /// The texts of `[cite]`.
    pub t_cite: StringTable<'a>,
    /// The table `[search]` as JSON, for the script.
    pub search_texts: String,
    /// The table `[results]` as JSON, likewise.
    pub results_texts: String,
    /// The table `[report]` as JSON, likewise.
    pub report_texts: String,
    /// The table `[register]` as JSON, likewise.
    pub register_texts: String,
    /// The site.
    pub site: SiteContext,
    /// Links to the pages that every language has, and to the theme's files.
    pub urls: UrlsContext,
}

/// The site.
#[derive(Serialize)]
pub struct SiteContext {
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// The full address of its home page in this language.
    pub url: String,
    /// How many reports it has in this language.
    pub report_count: usize,
    /// Every language with its home page, the default one first; empty for a site in one language.
    pub languages: Vec<Alternate>,
    /// The program and its version.
    pub generator: String,
    /// Whether links are relative, so that pages can be opened [without a
    /// server](offline.md#without-a-server).
    pub is_relative: bool,
}

/// The page that is being rendered.
#[derive(Serialize)]
pub struct PageContext {
    /// What it is: `home`, `reports`, `report`, `year`, `taxonomy`, `term`, `names`, `page`, `search`,
    /// `not_found`, `offline`, `redirect`, `emptied`, `withdrawn`, `untranslated`, `agreements`,
    /// `agreement_list`, `agreement`, `commitments`, `feed` or `data`. `base.html` keeps `search`,
    /// `not_found`, `offline`, `redirect`, `emptied`, `withdrawn` and `untranslated` out of search engines.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// One or two sentences about it, for search engines.
    pub description: Option<String>,
    /// Its link.
    pub href: String,
    /// Its full address.
    pub url: String,
    /// The page in every language, the default one first; empty for a site in one language, and for
    /// `404.html`, which has no place.
    pub alternates: Vec<Alternate>,
    /// The picture that other sites show with a link to it.
    pub image: Option<ImageContext>,
    /// Further `<meta>` elements.
    pub meta: Vec<Meta>,
    /// Structured data as JSON that is safe within `<script>`.
    pub json_ld: Option<String>,
    /// What there is of it in other formats, and feeds that tell of it.
    pub formats: Vec<Format>,
    /// The table [`[extra]`](front-matter.md#extra) of the document that it shows, as it is written.
    pub extra: Table,
}

/// A picture for other sites to show.
#[derive(Clone, Serialize)]
pub struct ImageContext {
    /// Its full address.
    pub url: String,
    /// What it shows, in words.
    pub alt: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// A `<meta>` element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meta {
    /// Its name: `citation_title`, `DC.title`.
    pub name: &'static str,
    /// What it says.
    pub content: String,
}

/// Something in another format than HTML.
#[derive(Clone, Serialize)]
pub struct Format {
    /// What it is called.
    pub title: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The link.
    pub href: String,
    /// What its file is to be called when it is saved; none for a feed.
    pub file_name: Option<String>,
}

/// A page in one language.
#[derive(Clone, Serialize)]
pub struct Alternate {
    /// The language's tag.
    pub lang: String,
    /// The language's name in itself.
    pub name: String,
    /// The link. Where `same_page` and `notice` are both false it leads to that language's home page.
    pub href: String,
    /// The full address.
    pub url: String,
    /// Whether it is the language of the page that is being rendered.
    pub current: bool,
    /// Whether that language has the page itself.
    pub same_page: bool,
    /// Whether the link leads to a notice in that language that stands in for the page.
    pub notice: bool,
}

/// Links to the pages that every language has, and to the theme's files.
#[derive(Serialize)]
pub struct UrlsContext {
    /// The home page.
    pub home: String,
    /// The list of reports.
    pub reports: String,
    /// The search page.
    pub search: String,
    /// The Atom feed.
    pub feed: String,
    /// The register of agreements; none if no report has points.
    pub agreements: Option<String>,
    /// The list of commitments; none if there are none.
    pub commitments: Option<String>,
    /// The page about the data.
    pub data: String,
    /// The folder of the theme's own files, with `/` at its end.
    pub assets: String,
    /// The root of the site, with `/` at its end.
    pub root: String,
    /// The entry file of the search index.
    pub index: String,
    /// The index of names; none if there are none.
    pub names: Option<String>,
    /// The [service worker](offline.md); none if the archive is not kept for reading without a connection.
    pub worker: Option<String>,
    /// Other pages.
    pub pages: Vec<Link>,
    /// The lists of terms.
    pub taxonomies: Vec<Link>,
}

/// A link.
#[derive(Clone, Serialize)]
pub struct Link {
    /// Its text.
    pub title: String,
    /// Its address; empty for a name that leads nowhere.
    pub href: String,
}
