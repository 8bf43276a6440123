//! Adds the security policy to every page. The program does this, so that a theme cannot omit it.

/// The declaration of the encoding. Parsers must find it within the first 1,024 bytes (HTML, "Specifying the
/// document's character encoding"), so it stays first.
const CHARSET: &str = "<meta charset=";

/// Inserts the policy before anything that could load resources: after the `<meta charset>`, otherwise at the
/// beginning of the head.
pub(super) fn add(page: &mut String, policy: &str) {
    // A policy cannot end the attribute: its sources are restricted to letters, digits and a few punctuation
    // marks.
    let meta = format!("\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    page.insert_str(place(page), &meta);
}

/// Returns the position of the policy, in bytes.
fn place(page: &str) -> usize {
    let after_tag = |start: usize| page[start..].find('>').map(|end| start + end + 1);
    let tag = |name: &str| page.find(name).and_then(after_tag);
    let head = tag("<head>").or_else(|| tag("<head ")).or_else(|| tag("<html")).or_else(|| tag("<!doctype"));
    let head = head.or_else(|| tag("<!DOCTYPE")).unwrap_or(0);
    let charset = page[head..].trim_start();
    if charset.starts_with(CHARSET) { after_tag(page.len() - charset.len()).unwrap_or(head) } else { head }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_stands_before_whatever_loads() {
        let check = |page: &str, expect: &str| {
            let mut page = page.to_owned();
            add(&mut page, "x 'y'");
            let meta = "\n<meta http-equiv=\"Content-Security-Policy\" content=\"x 'y'\">";
            assert_eq!(page, expect.replace('@', meta));
        };
        check(
            "<html><head>\n<meta charset=\"utf-8\">\n<link>",
            "<html><head>\n<meta charset=\"utf-8\">@\n<link>",
        );
        check("<head><link><meta charset=\"utf-8\">", "<head>@<link><meta charset=\"utf-8\">");
        check("<!doctype html><html lang=\"es\"><body>", "<!doctype html><html lang=\"es\">@<body>");
        check("<!doctype html><p>", "<!doctype html>@<p>");
        check("<p>", "@<p>");
    }
}
