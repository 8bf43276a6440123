//! The data of every template.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::table::value::Table;

/// Interface texts by key.
pub type StringTable<'a> = BTreeMap<&'a str, &'a str>;

/// The variables of every template, the same on all pages of a language.
#[derive(Serialize)]
pub struct SharedData<'a> {
    /// The language's tag: `es`.
    pub lang: &'a str,
    /// The interface texts outside of tables: `t.home`.
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
    /// The table `[results]` as JSON, for the script.
    pub results_texts: String,
    /// The table `[report]` as JSON, for the script.
    pub report_texts: String,
    /// The table `[register]` as JSON, for the script.
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
    /// A description of one sentence.
    pub description: Option<String>,
    /// The full address of its home page in this language.
    pub url: String,
    /// The number of reports in this language.
    pub report_count: usize,
    /// Whether there are reports in this language, and none has a date.
    pub is_undated: bool,
    /// The home page in every language, the default one first; empty for a site in one language.
    pub languages: Vec<Alternate>,
    /// The name and version of the program.
    pub generator: String,
    /// Whether links are relative, so that pages can be opened [without a
    /// server](offline.md#without-a-server).
    pub is_relative: bool,
}

/// The page that is being rendered.
#[derive(Serialize)]
pub struct PageContext {
    /// Its kind: `home`, `reports`, `report`, `year`, `taxonomy`, `term`, `names`, `page`, `search`,
    /// `not_found`, `offline`, `redirect`, `emptied`, `withdrawn`, `untranslated`, `agreements`,
    /// `agreement_list`, `agreement`, `commitments`, `feed` or `data`. `base.html` keeps `search`,
    /// `not_found`, `offline`, `redirect`, `emptied`, `withdrawn` and `untranslated` out of search engines.
    pub kind: &'static str,
    /// Its title.
    pub title: String,
    /// A description of one or two sentences, for search engines.
    pub description: Option<String>,
    /// Its link.
    pub href: String,
    /// Its full address.
    pub url: String,
    /// The page in every language, the default one first; empty for a site in one language, and for
    /// `404.html`, which has no address of its own.
    pub alternates: Vec<Alternate>,
    /// The image that other sites show with a link to it.
    pub image: Option<ImageContext>,
    /// Further `<meta>` elements.
    pub meta: Vec<Meta>,
    /// Structured data, as JSON that is safe within `<script>`.
    pub json_ld: Option<String>,
    /// The page in other formats, and feeds that announce it.
    pub formats: Vec<Format>,
    /// The table [`[extra]`](front-matter.md#extra) of the document on the page, unchanged.
    pub extra: Table,
}

/// An image for other sites to show.
#[derive(Clone, Serialize)]
pub struct ImageContext {
    /// Its full address.
    pub url: String,
    /// Its description.
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
    /// Its content.
    pub content: String,
}

/// A version in a format other than HTML.
#[derive(Clone, Serialize)]
pub struct Format {
    /// Its title.
    pub title: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The link.
    pub href: String,
    /// The name under which the file is saved; absent for a feed.
    pub file_name: Option<String>,
}

/// A page in one language.
#[derive(Clone, Serialize)]
pub struct Alternate {
    /// The language's tag.
    pub lang: String,
    /// The name of the language, in that language.
    pub name: String,
    /// The link. If `same_page` and `notice` are both false, it leads to the home page in that language.
    pub href: String,
    /// The full address.
    pub url: String,
    /// Whether it is the language of the current page.
    pub current: bool,
    /// Whether the page itself exists in that language.
    pub same_page: bool,
    /// Whether the link leads to a notice that replaces the page in that language.
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
    /// The Atom feed, unless no report has a date.
    pub feed: Option<String>,
    /// The register of agreements; absent if no report has points.
    pub agreements: Option<String>,
    /// The list of commitments; absent if there are no commitments.
    pub commitments: Option<String>,
    /// The page about the data.
    pub data: String,
    /// The folder of the theme's own files, ending in `/`.
    pub assets: String,
    /// The root of the site, ending in `/`.
    pub root: String,
    /// The entry file of the search index.
    pub index: String,
    /// The index of names; absent if there are no names.
    pub names: Option<String>,
    /// The [service worker](offline.md); absent unless the archive is stored for reading without a
    /// connection.
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
    /// Its address; empty for a name without a link.
    pub href: String,
}
