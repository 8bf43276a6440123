//! The licence of an archive's texts, as `site.toml` names it.

use crate::messages::Message;

/// A licence: its name, and where its text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct License {
    /// Its name: an SPDX identifier, or its address.
    pub name: String,
    /// Where it can be read.
    pub url: String,
}

impl License {
    /// Reads an SPDX licence identifier (`CC-BY-4.0`) or an address.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<License, Message> {
        let wrong = || Message::new("site_license").with("license", text);
        if text.starts_with("https://") || text.starts_with("http://") {
            let is_plain = |c: char| c.is_ascii_graphic() && !"<>\"`{}|\\^".contains(c);
            return if text.chars().all(is_plain) {
                Ok(License { name: text.to_owned(), url: text.to_owned() })
            } else {
                Err(wrong())
            };
        }
        // SPDX specification 2.3, annex D: an `idstring` has letters, digits, `-` and `.`.
        let is_id = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c));
        if !is_id {
            return Err(wrong());
        }
        let url = creative_commons(text).unwrap_or_else(|| format!("https://spdx.org/licenses/{text}.html"));
        Ok(License { name: text.to_owned(), url })
    }
}

/// Returns the address of the readable text of a Creative Commons licence: `CC-BY-4.0`, `CC0-1.0`.
fn creative_commons(id: &str) -> Option<String> {
    if id == "CC0-1.0" {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    let (kind, version) = id.strip_prefix("CC-")?.rsplit_once('-')?;
    let is_version = version.contains('.') && version.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_version
        .then(|| format!("https://creativecommons.org/licenses/{}/{version}/", kind.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_have_a_place() {
        let url = |text| License::parse(text).map(|license| license.url);
        assert_eq!(url("CC-BY-4.0").as_deref(), Ok("https://creativecommons.org/licenses/by/4.0/"));
        assert_eq!(
            url("CC-BY-NC-SA-3.0").as_deref(),
            Ok("https://creativecommons.org/licenses/by-nc-sa/3.0/")
        );
        assert_eq!(url("CC0-1.0").as_deref(), Ok("https://creativecommons.org/publicdomain/zero/1.0/"));
        assert_eq!(url("ODbL-1.0").as_deref(), Ok("https://spdx.org/licenses/ODbL-1.0.html"));
        assert_eq!(url("https://example.org/terms").as_deref(), Ok("https://example.org/terms"));
        assert!(url("free for all").is_err() && url("https://a b").is_err() && url("").is_err());
    }
}
