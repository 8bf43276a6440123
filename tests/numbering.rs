//! The numbering of points leaves what CommonMark takes verbatim unchanged: code, HTML and comments come out
//! as from pulldown-cmark alone, for any mix of them.

use actas::numbering::number;
use actas::sections::Sections;
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::support::random_cases;

/// The Markdown extensions used in reading a text.
const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// Returns the fenced code, the HTML and the code within lines of a text, in order.
fn verbatim(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block: Option<String> = None;
    for event in Parser::new_ext(text, EXTENSIONS) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) => {
                block = Some(format!("code {name}: "))
            }
            Event::Start(Tag::HtmlBlock) => block = Some("html: ".to_owned()),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => found.extend(block.take()),
            Event::Text(text) | Event::Html(text) if block.is_some() => {
                block.get_or_insert_default().push_str(&text);
            }
            Event::Code(code) => found.push(format!("span: {code}")),
            // The parser keeps the indentation of a tag's lines.
            Event::InlineHtml(html) => {
                let lines: Vec<&str> = html.lines().map(str::trim_start).collect();
                found.push(format!("tag: {}", lines.join("\n")));
            }
            _ => {}
        }
    }
    found
}

/// Lines that the numbering might take for a label, or CommonMark for the beginning of a block.
const LINES: [&str; 16] = [
    "1. uno",
    "2. dos",
    "  1) tres",
    "a. sub",
    "i. romano",
    "   x",
    "     y",
    "\tz",
    "",
    "  ",
    "# T",
    "---",
    "> q",
    "- l",
    "`",
    "***",
];

fn lines(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::sample::select(&LINES[..]).prop_map(str::to_owned), count)
}

/// Code between fences of three to six marks, which may contain fences that do not end it.
fn fenced(indents: usize) -> impl Strategy<Value = Vec<String>> {
    let inner = prop_oneof![3 => lines(1..2), 1 => Just(vec!["FENCE".to_owned()]), 1 => Just(vec!["OTHER".to_owned()])];
    let inner = prop::collection::vec(inner, 0..5);
    (prop::bool::ANY, 3usize..7, 0..indents, 0..indents, inner).prop_map(
        |(is_tilde, length, indent, end, inner)| {
            let (mark, other) = if is_tilde { ("~", "`") } else { ("`", "~") };
            let show = |line: String| match line.as_str() {
                "FENCE" => mark.repeat(length - 1),
                "OTHER" => other.repeat(length),
                _ => line,
            };
            let mut lines = vec![" ".repeat(indent) + &mark.repeat(length)];
            lines.extend(inner.into_iter().flatten().map(show));
            lines.push(" ".repeat(end) + &mark.repeat(length));
            lines
        },
    )
}

/// HTML with its own end condition, or ended by a blank line.
fn html() -> impl Strategy<Value = Vec<String>> {
    let marks = prop::sample::select(vec![
        ("<!--", "-->"),
        ("<pre>", "</pre>"),
        ("  <pre>", "</pre>"),
        ("<!-- 3. x", "4. y -->"),
    ]);
    let ended = (marks, lines(0..5)).prop_map(|((start, end), inner)| {
        let inner = inner.into_iter();
        std::iter::once(start.to_owned()).chain(inner).chain([end.to_owned()]).collect::<Vec<String>>()
    });
    let open = (prop::sample::select(vec!["<div>", " <center>", "<table>"]), lines(0..4)).prop_map(
        |(start, inner)| {
            let inner = inner.into_iter().filter(|line| !line.trim().is_empty());
            std::iter::once(start.to_owned()).chain(inner).collect()
        },
    );
    prop_oneof![ended, open]
}

/// Text that looks like the beginning of code or HTML, or spans several lines.
fn text() -> impl Strategy<Value = Vec<String>> {
    let texts = [
        "Suelto",
        "```x``` es código",
        "``` suelto `` y",
        "~~ x",
        "# Título",
        "- punto",
        "> cita",
        "un `código\na. de dos` líneas",
        "nota <!-- 2. uno\nb. dos --> al lado",
        "1 < 2",
    ];
    prop::sample::select(texts.to_vec()).prop_map(|text| text.split('\n').map(str::to_owned).collect())
}

/// Puts lines into a quotation or an item, or indents them by two.
fn within(lines: Vec<String>, how: &str) -> Vec<String> {
    let put = |(at, line): (usize, String)| match how {
        "> " => format!("> {line}"),
        // The spaces after the mark of an item are its own.
        _ if at == 0 => format!("{how}{}", line.trim_start()),
        _ if line.trim().is_empty() => line,
        _ => format!("{}{line}", " ".repeat(how.len())),
    };
    // There, the width of a tab depends on the column.
    let lines = lines.into_iter().map(|line| if how.is_empty() { line } else { line.replace('\t', "  ") });
    if how.is_empty() { lines.collect() } else { lines.enumerate().map(put).collect() }
}

fn piece(indents: usize) -> impl Strategy<Value = String> {
    let block = prop_oneof![4 => fenced(indents), 3 => html()];
    let how = || prop::sample::select(vec!["", "", "> ", "- "]);
    let held = (block, how(), how()).prop_map(|(lines, inner, outer)| {
        let lines = within(within(lines, inner), outer);
        // Indented lines belong to the item before them.
        let end = if lines[0].contains("- ") { "\n\nFin\n\n" } else { "\n\n" };
        lines.join("\n") + end
    });
    let text = text().prop_map(|lines| lines.join("\n") + "\n\nFin\n\n");
    prop_oneof![4 => held, 1 => text]
}

/// Indented code, which may contain fences.
fn indented() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec!["```", "~~~~", "<pre>", "x"]);
    (mark, lines(0..3)).prop_map(|(mark, inner)| {
        let lines = std::iter::once(mark.to_owned()).chain(inner);
        let numbers = |line: String| if line.starts_with('\t') { String::new() } else { line };
        lines.map(|line| format!("    {}\n", numbers(line))).collect::<String>() + "\n"
    })
}

/// Code and a comment within a paragraph, with numbers that begin no list there.
fn continued() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "un `código\n2. de dos\n3. de tres` líneas\n\n",
        "nota <!-- 2. uno\n3. dos --> al lado\n\n",
    ])
    .prop_map(str::to_owned)
}

/// A point: its text, its sub-points, and what is between them. Lines indented by three belong to the point
/// itself.
fn point() -> impl Strategy<Value = Vec<String>> {
    let before = prop::sample::select(vec!["", "\n"]);
    let sub_point = prop::sample::select(vec!["", "a. Primero\n", "a) Primero\n\nSuelto\n", "i. Romano\n"]);
    let pieces = || prop::collection::vec(piece(3), 0..3).prop_map(|pieces| pieces.concat());
    let inside = pieces().prop_map(|pieces| {
        pieces
            .lines()
            .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("   {line}\n") })
            .collect::<String>()
    });
    (before, prop_oneof![pieces(), inside], sub_point, pieces()).prop_map(
        |(before, inside, sub_point, after)| vec![before.to_owned(), inside, sub_point.to_owned(), after],
    )
}

proptest! {
    #![proptest_config(random_cases(400))]

    #[test]
    fn numbers_in_code_and_html_are_no_points(pieces in prop::collection::vec(prop_oneof![8 => piece(4), 2 => indented(), 1 => continued()], 1..6)) {
        let text = pieces.concat();
        for wanted in [None, Some(true), Some(false)] {
            let numbered = number(&text, wanted, Sections::built_in());
            prop_assert_eq!(&numbered.text, &text);
            prop_assert!(numbered.labels.is_empty() && numbered.restart.is_none());
        }
    }

    #[test]
    fn code_and_html_of_points_stay_as_they_are(points in prop::collection::vec(point(), 2..4)) {
        let points: Vec<String> =
            points.into_iter().enumerate().map(|(at, point)| format!("{}. Punto\n{}\n", at + 1, point.concat())).collect();
        let text = points.concat();
        let numbered = number(&text, None, Sections::built_in());
        let labels = numbered.labels.values().filter(|label| !label.contains('-'));
        prop_assert_eq!(labels.count(), points.len(), "{}", numbered.text);
        prop_assert_eq!(verbatim(&numbered.text), verbatim(&text), "{}\nbecame\n{}", text, numbered.text);
    }
}
