//! The keys that other generators of sites read in front matters, Hugo, Zola, Jekyll, Eleventy, Docusaurus and
//! Obsidian, so that files which were written for them are read as they are.

use super::table::KEYS;
use crate::url::slugify;

/// What a key of another generator means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// The same as one of our keys, by its English name.
    Same(&'static str),
    /// The terms of the taxonomy of topics.
    Topics,
    /// A table of such terms by their key.
    Taxonomies,
    /// Whether the page is published.
    Published,
    /// Whether it is not.
    Private,
    /// The day from which it is, which may be that of the meeting.
    Released,
    /// Addresses of the page on another site: its former ones.
    Address,
    /// Nothing that is used here; the value is kept for themes and other programs.
    Kept,
}

/// The keys that mean something here, each as [`plain`] writes it. Of two with the same meaning, the first counts.
const MEANT: &[(&str, Foreign)] = &[
    ("meetingdate", Foreign::Same("date")),
    ("eventdate", Foreign::Same("date")),
    ("startdate", Foreign::Same("date")),
    ("translationkey", Foreign::Same("id")),
    ("lang", Foreign::Same("language")),
    ("locale", Foreign::Same("language")),
    ("description", Foreign::Same("summary")),
    ("excerpt", Foreign::Same("summary")),
    ("abstract", Foreign::Same("summary")),
    ("taxonomies", Foreign::Taxonomies),
    ("taxonomy", Foreign::Taxonomies),
    ("tags", Foreign::Topics),
    ("tag", Foreign::Topics),
    ("keywords", Foreign::Topics),
    ("categories", Foreign::Topics),
    ("category", Foreign::Topics),
    ("published", Foreign::Published),
    ("publish", Foreign::Published),
    ("private", Foreign::Private),
    ("publishdate", Foreign::Released),
    ("pubdate", Foreign::Released),
    ("hiddenuntil", Foreign::Released),
    ("embargo", Foreign::Released),
    ("embargountil", Foreign::Released),
    ("permalink", Foreign::Address),
    ("url", Foreign::Address),
    ("path", Foreign::Address),
    ("redirectfrom", Foreign::Address),
];

/// The keys whose values are kept, each as [`plain`] writes it.
const KEPT: &[&str] = &[
    "absent",
    "addtoc",
    "archived",
    "attendees",
    "author",
    "authors",
    "banner",
    "bibliography",
    "bodyclasses",
    "bookcollapsesection",
    "bookhidden",
    "booktoc",
    "breaks",
    "build",
    "cascade",
    "chair",
    "changefreq",
    "class",
    "comments",
    "contributors",
    "cover",
    "created",
    "createdat",
    "createdby",
    "css",
    "cssclass",
    "cssclasses",
    "customediturl",
    "datecreated",
    "datemodified",
    "dir",
    "disablecomments",
    "displayedsidebar",
    "disqus",
    "documentclass",
    "duration",
    "editor",
    "editors",
    "eleventyexcludefromcollections",
    "eleventyimport",
    "eleventynavigation",
    "email",
    "event",
    "expirydate",
    "facilitator",
    "featured",
    "featuredimage",
    "feed",
    "fontsize",
    "footer",
    "ga",
    "geometry",
    "group",
    "guests",
    "haschildren",
    "header",
    "headerimage",
    "headless",
    "hero",
    "hidden",
    "hide",
    "hideauthor",
    "hidetableofcontents",
    "hidetitle",
    "host",
    "hosts",
    "icon",
    "image",
    "images",
    "insearchindex",
    "insertanchorlinks",
    "iscjklanguage",
    "js",
    "jupytext",
    "kernelspec",
    "last",
    "lastmod",
    "lastmodified",
    "lastmodifiedat",
    "lastupdate",
    "lastupdated",
    "layout",
    "link",
    "linktitle",
    "location",
    "logo",
    "markup",
    "math",
    "mathjax",
    "meeting",
    "meetingtype",
    "menu",
    "menus",
    "mermaid",
    "metadata",
    "minutes",
    "moderator",
    "modified",
    "name",
    "nav",
    "navexclude",
    "navigation",
    "navorder",
    "navtitle",
    "next",
    "noindex",
    "noteid",
    "notetaker",
    "numbersections",
    "order",
    "orphan",
    "output",
    "outputs",
    "page",
    "pageid",
    "pagetemplate",
    "paginateby",
    "paginatepath",
    "pagination",
    "paginationlabel",
    "paginationnext",
    "paginationprev",
    "papersize",
    "params",
    "parent",
    "participants",
    "pin",
    "pinned",
    "position",
    "posttype",
    "present",
    "presenter",
    "presenters",
    "president",
    "prev",
    "previous",
    "priority",
    "process",
    "project",
    "publishedat",
    "recording",
    "regrets",
    "related",
    "render",
    "resources",
    "robots",
    "routable",
    "routes",
    "scribe",
    "scribes",
    "scripts",
    "search",
    "searchexclude",
    "secretary",
    "sections",
    "seo",
    "series",
    "share",
    "shorttitle",
    "showdate",
    "sidebar",
    "sidebarlabel",
    "sidebarposition",
    "sitemap",
    "slideoptions",
    "slides",
    "sort",
    "sortby",
    "speaker",
    "speakers",
    "style",
    "styles",
    "subject",
    "subtitle",
    "tableofcontents",
    "team",
    "template",
    "theme",
    "thumbnail",
    "time",
    "timezone",
    "toc",
    "tocmaxheadinglevel",
    "tocminheadinglevel",
    "transparent",
    "twitter",
    "type",
    "types",
    "uid",
    "unlisted",
    "updated",
    "updatedat",
    "uuid",
    "venue",
    "version",
    "video",
    "videos",
    "visible",
    "weight",
    "workinggroup",
    "year",
];

/// Returns a key in lower case without accents and anything between its words, so that `publishDate`, `publish_date`
/// and `Publish date` are the same.
fn plain(key: &str) -> String {
    slugify(key).replace(['-', '_'], "")
}

/// Returns what a key of another generator means here, and how early it counts among those that mean the same: the
/// smaller number first. `None` if no generator is known to have it.
pub fn foreign(key: &str) -> Option<(usize, Foreign)> {
    let plain = plain(key);
    if let Some(at) = MEANT.iter().position(|(name, _)| *name == plain) {
        return Some((at, MEANT[at].1));
    }
    let own = KEYS.iter().find(|own| self::plain(own.name) == plain);
    if let Some(own) = own {
        return Some((0, Foreign::Same(own.name)));
    }
    KEPT.contains(&plain.as_str()).then_some((MEANT.len(), Foreign::Kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_other_generators_are_known() {
        let meaning = |key: &str| foreign(key).map(|(_, meaning)| meaning);
        assert_eq!(meaning("publishDate"), Some(Foreign::Released));
        assert_eq!(meaning("Publish date"), Some(Foreign::Released));
        assert_eq!(meaning("endDate"), Some(Foreign::Same("end_date")));
        assert_eq!(meaning("sidebar_position"), Some(Foreign::Kept));
        assert_eq!(meaning("titel"), None);
    }

    #[test]
    fn every_key_is_there_once_as_it_is_looked_up() {
        let mut all: Vec<&str> = MEANT.iter().map(|(name, _)| *name).chain(KEPT.iter().copied()).collect();
        assert!(all.iter().all(|name| plain(name) == *name), "{all:?}");
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn what_keys_are_taken_for_is_a_key_of_ours() {
        for (name, meaning) in MEANT {
            if let Foreign::Same(own) = meaning {
                assert!(KEYS.iter().any(|key| key.name == *own), "{name}");
            }
        }
    }
}
