//! Ids that a page has whatever its text says: a heading of that name gets another anchor.
//!
//! They are those that a theme's frame shares with the scripts and with whoever writes another theme (`docs/theme.md`). All other
//! ids of the default theme's pages with a text have a colon and a word after it, which no anchor of a text has.

/// What the skip link leads to, the search form and its field, and what the script of every page looks for.
const OF_PAGE: [&str; 4] = ["main", "site-search", "search-input", "register"];

/// What the ids of the choices under the search field begin with; a number follows.
const OF_CHOICES: &str = "search-option-";

/// Whether an id is one of the page's own.
pub(crate) fn is_of_page(id: &str) -> bool {
    let number = id.strip_prefix(OF_CHOICES);
    OF_PAGE.contains(&id) || number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}
