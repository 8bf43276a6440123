//! Ids that every page uses; a heading with the same name gets another anchor.
//!
//! These are the ids that a theme's layout shares with the scripts and with authors of other themes
//! (`docs/theme.md`). Every other id on the default theme's text pages contains a colon and a word after it,
//! which anchors of texts never do.

/// The ids of the skip link's target, the search form and its field, and the element that the script of every
/// page looks for.
const OF_PAGE: [&str; 4] = ["main", "site-search", "search-input", "register"];

/// The prefix of the ids of the options under the search field; a number follows.
const OF_CHOICES: &str = "search-option-";

/// Whether an id is reserved for the page.
pub(crate) fn is_of_page(id: &str) -> bool {
    let number = id.strip_prefix(OF_CHOICES);
    OF_PAGE.contains(&id) || number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}
