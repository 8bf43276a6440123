//! Bare web and e-mail addresses in running text, which become links as on GitHub (GitHub Flavored Markdown,
//! section 6.9, «Autolinks (extension)»).

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{CowStr, Event};

use super::Walk;

/// What every address contains at least one of: texts without them are not searched.
const SIGNS: [&str; 3] = ["://", "www.", "@"];

/// The beginnings of web addresses that become links. Others, such as `node.js`, may be names.
const WEB: [&str; 3] = ["http://", "https://", "www."];

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
struct Address {
    /// Its place in the text, in bytes.
    range: Range<usize>,
    /// Where the link leads.
    destination: String,
}

impl<'a> Walk<'a> {
    /// Adds a text of the document, with links at its bare addresses unless it is in a link already.
    pub(super) fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let found = if self.closing.is_empty() && !self.is_verbatim { find(&text) } else { Vec::new() };
        let is_as_written = self.numbered.text.get(range.clone()) == Some(&*text);
        let place = |part: &Range<usize>| match is_as_written {
            true => range.start + part.start..range.start + part.end,
            false => range.clone(),
        };
        let mut reached = 0;
        for Address { range: part, destination } in found {
            self.plain(text[reached..part.start].to_owned().into());
            self.open_link(&destination, "", place(&part));
            self.plain(text[part.clone()].to_owned().into());
            self.close_link();
            reached = part.end;
        }
        match reached {
            0 => self.plain(text),
            _ => self.plain(text[reached..].to_owned().into()),
        }
    }

    fn plain(&mut self, text: CowStr<'a>) {
        if !text.is_empty() {
            let event = Event::Text(text);
            self.collect_text(&event);
            self.out.push(event);
        }
    }
}

/// Returns the addresses in a text, in order.
fn find(text: &str) -> Vec<Address> {
    if !SIGNS.iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]).url_must_have_scheme(false);
    let address = |link: linkify::Link<'_>| {
        let range = link.start()..link.end();
        let written = link.as_str();
        let begins = |with: &str| written.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
        let destination = match link.kind() {
            LinkKind::Email => format!("mailto:{written}"),
            _ if begins("www.") => format!("http://{written}"),
            _ if WEB.into_iter().any(begins) => written.to_owned(),
            _ => return None,
        };
        Some(Address { range, destination })
    };
    finder.links(text).filter_map(address).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let found = find(text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|it| (&text[it.range.clone()], it.destination.as_str())).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        let same = |address| (address, address);
        check("Ver https://example.org/a_b_c. Fin", &[same("https://example.org/a_b_c")]);
        check("(https://example.org/q?x=1&y=2)", &[same("https://example.org/q?x=1&y=2")]);
        check(
            "HTTP://Example.org, y http://example.org/ñandú;",
            &[same("HTTP://Example.org"), same("http://example.org/ñandú")],
        );
        check(
            "www.example.org/wiki_(x)!",
            &[("www.example.org/wiki_(x)", "http://www.example.org/wiki_(x)")],
        );
        check("a junta@example.org.", &[("junta@example.org", "mailto:junta@example.org")]);
    }

    #[test]
    fn names_with_dots_are_no_addresses() {
        check("node.js, example.org, @ana, a@b, www., http://, 3.14 y ftp://example.org", &[]);
    }
}
