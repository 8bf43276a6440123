//! The numbering of points in Markdown.
//!
//! Secretariats write `9.` or `9)`, sub-points `a.`, `a)` or `i.` at the margin, and further paragraphs of a
//! point without indentation. CommonMark would break such a list into pieces. [`number`] rewrites the text so
//! that CommonMark parses it as intended (points as ordered lists, with their contents indented) and records
//! which list items are points. Other lists and all other Markdown stay unchanged, as does everything that
//! CommonMark takes verbatim: code, HTML and comments.
//!
//! Points are numbered lines at the margin whose numbers increase through the document, across headings: from
//! 1, or, if no list does, from any other number that begins a paragraph and is followed by the next number,
//! because councils continue the numbering from session to session. Numbers that may be years are points only
//! if the front matter says so. If the numbering starts again, there are several lists, none of which is the
//! report's numbering, so none is used unless the front matter says `points = true`, which selects the first.
//! Lists in sections without points, such as an agenda or attendance, are ignored here. Numbered headings and
//! lines in bold are points in place of a list.

use super::lines::{self, Line, LineKind};
use super::numbered::{AgendaItem, Numbered};
use super::points::{self, Found};
use super::rewriting::{Rewriter, belonging};
use super::rules::POINTS_MIN;
use super::{agenda, roles};
use crate::sections::{Role, Sections};

/// Rewrites `text`. `wanted` is the front matter's setting: whether to recognise points regardless of the
/// numbering. `sections` determines which lists are not points.
pub fn number(text: &str, wanted: Option<bool>, sections: &Sections) -> Numbered {
    let read = lines::read(text, wanted != Some(false));
    let lines = &read.lines;
    let roles = roles::of(lines, sections);
    let Found { points, titles, agenda, restart, unread } = points::find(lines, &roles, wanted);
    let restarted = restart.is_some() && wanted.is_none();
    let twins = restart.filter(|_| restarted).and_then(|restart| points::find_twins(lines, &points, restart));
    let is_list = points.len() >= POINTS_MIN || (wanted == Some(true) && !points.is_empty());
    let points = if restarted || !is_list { Vec::new() } else { points };
    let mut rewriter = Rewriter::new(&read, &titles);
    let mut next_line = 0;
    for (index, point) in points.iter().enumerate() {
        rewriter.copy(&lines[next_line..*point]);
        if index > 0 {
            rewriter.number_gap(lines[points[index - 1]], lines[*point]);
        }
        let region = region(lines, *point, points.get(index + 1).copied());
        rewriter.point(region);
        next_line = point + region.len();
    }
    rewriter.copy(&lines[next_line..]);
    let restart = restart.filter(|_| restarted && is_list).map(|line: usize| lines[line].start);
    let unread = unread.filter(|_| !restarted);
    let agenda = agenda_items(lines, &roles, agenda);
    Numbered { restart, twins, unread, agenda, roles, deep: read.deep, end: text.len(), ..rewriter.finish() }
}

/// Returns the items of the agenda: the numbered lines that were found, otherwise those with other marks.
fn agenda_items(lines: &[Line<'_>], roles: &[Option<Role>], numbered: Vec<usize>) -> Vec<AgendaItem> {
    let places = if numbered.is_empty() { agenda::marked(lines, roles) } else { numbered };
    places.into_iter().map(|place| item(&lines[place])).collect()
}

fn item(line: &Line<'_>) -> AgendaItem {
    let title = agenda::item_text(line);
    let number = match line.kind {
        LineKind::Number(number) => Some(number),
        _ => None,
    };
    let start = line.start + line.text.rfind(title).unwrap_or(0);
    AgendaItem { number, range: start..start + title.len() }
}

/// Returns the lines of the point that begins at a line: up to the next point, or to the first line that does
/// not belong to it.
fn region<'l, 'a>(lines: &'l [Line<'a>], point: usize, next: Option<usize>) -> &'l [Line<'a>] {
    let region = &lines[point..next.unwrap_or(lines.len())];
    let border = region[1..].iter().position(|line| line.kind == LineKind::Border);
    match border {
        Some(border) => &region[..belonging(&region[..=border])],
        None if next.is_none() => &region[..belonging(region)],
        None => region,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbering::Gap;

    #[test]
    fn numbers_and_letters_that_are_left_out_are_noted() {
        let check = |text: &str, expect: &[&str]| {
            let show = |gap: &Gap| {
                let mark = &text[gap.range.clone()];
                format!("{mark} {} < {} < {}", gap.before, gap.missing.join(" "), gap.found)
            };
            assert_eq!(
                number(text, None, Sections::built_in()).gaps.iter().map(show).collect::<Vec<_>>(),
                expect,
                "{text}"
            );
        };
        check("1. Uno\n2. Dos\na. A\nb. B\n3. Tres\n", &[]);
        check("1. Uno\n2. Dos\n\n5) Cinco\n", &["5) 2 < 3 4 < 5"]);
        check("1. Uno\na. A\n  c. C\n2. Dos\n", &["c. 1-a < 1-b < 1-c"]);
        check(
            "1. Uno\na. A\ni. I\niii. III\nc. C\n2. Dos\n",
            &["iii. 1-a-i < 1-a-ii < 1-a-iii", "c. 1-a-i < 1-b < 1-c"],
        );
        // These are not sub-points: abbreviations, years, a nested list.
        check("1. Uno\na. A\nx. y\n2. Dos\nc. C\n   9. nueve\n3. Tres\n", &[]);
        check("1. Uno\n3. Tres\n1. Uno\n", &[]);
    }

    fn check(text: &str, labels: &str, rewritten: &str) {
        let numbered = number(text, None, Sections::built_in());
        assert_eq!(numbered.labels.into_values().collect::<Vec<_>>().join(" "), labels);
        assert_eq!(numbered.text, rewritten);
    }

    #[test]
    fn loose_paragraphs_and_letters_belong_to_their_point() {
        check(
            "Dice:\n1. Uno\n\nSuelto\n\n2) Dos:\na. A\n\n\nb) B\n",
            "1 2 2-a 2-b",
            "Dice:\n\n1. Uno\n\n   Suelto\n\n2. Dos:\n\n   1. A\n\n\n   2. B\n",
        );
    }

    #[test]
    fn text_after_the_last_point_is_not_its_own() {
        check("1. Uno\n2. Dos\nsigue\n\nFin\n", "1 2", "1. Uno\n\n2. Dos\n   sigue\n\nFin\n");
        check(
            "1. Uno\n2. Dos\n\nSuelto\n\n## Otra\n\n3. Tres\n",
            "1 2 3",
            "1. Uno\n\n2. Dos\n\nSuelto\n\n## Otra\n\n3. Tres\n",
        );
    }

    #[test]
    fn romans_stand_under_letters() {
        check(
            "1. Uno\na. A\ni. I\nii. II\nb. B\n2. Dos\n",
            "1 1-a 1-a-i 1-a-ii 1-b 2",
            "1. Uno\n\n   1. A\n\n      1. I\n\n      2. II\n\n   2. B\n\n2. Dos\n",
        );
    }

    #[test]
    fn the_letter_i_after_h_is_a_letter() {
        let text = format!(
            "1. Uno\n{}\n2. Dos\n",
            ('a'..='j').map(|c| format!("{c}. x")).collect::<Vec<_>>().join("\n")
        );
        let labels: Vec<String> = number(&text, None, Sections::built_in()).labels.into_values().collect();
        assert!(labels.contains(&"1-i".to_owned()) && labels.contains(&"1-j".to_owned()), "{labels:?}");
    }

    #[test]
    fn other_markdown_is_left_alone() {
        for text in [
            "1. Uno\n",
            "1. a\n1. b\n",
            "- a\n- b\n\n1. x\n2. y\n\n## H\n\n1. z\n2. w\n",
            "```\n1. a\n2. b\n```\n",
            "a. uno\nb. dos\n",
            "- a\n  1. x\n  2. y\n- b\n\n  3. z\n",
            "2017. fue\n2018. es\n",
        ] {
            check(text, "", text);
        }
    }

    #[test]
    fn a_list_may_begin_with_any_number_that_the_next_follows() {
        let labels = |text: &str, wanted| {
            number(text, wanted, Sections::built_in()).labels.into_values().collect::<Vec<_>>().join(" ")
        };
        let taken = |text: &str, expect: &str| assert_eq!(labels(text, None), expect, "{text}");
        taken("Se acuerda:\n\n101. Uno\n\n102. Dos\na. A\n", "101 102 102-a");
        taken("998. a\n999. b\n1000. c\n1001. d\n", "998 999 1000 1001");
        taken("1201) a\n\nSuelto\n\n1202) b\n\n1204) c\n", "1201 1202 1204");
        taken("## H\n847. a\n## I\n848. b\n", "847 848");
        taken("999999998. a\n\n999999999. b\n", "999999998 999999999");
        taken("847. a\n\n2017. Fue un año.\n\n848. b\n", "847 848");
        // These are not points: a single number, two that are not consecutive, a broken sentence, years, a
        // list next to one that begins with 1.
        taken("2017. Fue un año difícil.\n", "");
        taken("847. Un número.\n", "");
        taken("12. Uno\n\n14. Dos\n", "");
        taken("Se leyó el acuerdo\n847. Luego el\n848. Y nada más.\n", "");
        taken("2017. Fue\n\n2018. Es\n\n2019. Será\n", "");
        taken("847. a\n\n848. b\n\nPasos\n\n1. x\n2. y\n", "1 2");
        taken("1000000000. a\n1000000001. b\n", "");
        let said = |text: &str, expect: &str| assert_eq!(labels(text, Some(true)), expect, "{text}");
        said("2017. Fue\n\n2018. Es\n", "2017 2018");
        said("847. Solo uno\n", "847");
        said("2017. Fue un año.\n\n1. a\n2. b\n", "1 2");
        said("847. a\n\n848. b\n\nPasos\n\n1. x\n2. y\n", "847 848");
        said("Se leyó el acuerdo\n847. Luego\n\n1. a\n", "1");
        assert_eq!(labels("847. a\n\n848. b\n", Some(false)), "");
    }

    #[test]
    fn a_list_that_is_not_taken_is_told() {
        let check = |text: &str, wanted: Option<bool>, expect: Option<(u32, u32, &str)>| {
            let unread = number(text, wanted, Sections::built_in()).unread;
            let found = unread.map(|unread| (unread.first, unread.last, &text[unread.range]));
            assert_eq!(found, expect, "{text}");
        };
        check("2017. Fue\n\n2018. Es\n\n2019. Será\n", None, Some((2017, 2019, "2017.")));
        check("2017. Fue\n\n2018. Es\n", Some(false), None);
        check("2017. Fue\n\n2018. Es\n", Some(true), None);
        check("847. a\n\n848. b\n\nPasos\n\n1. x\n2. y\n", None, Some((847, 848, "847.")));
        check("1. x\n2. y\n\n## Acuerdos\n\n847) a\n848) b\n", None, Some((847, 848, "847)")));
        check("1. x\n2. y\n\n2017. Fue.\n\n20. z\n", None, None);
        check("847. a\n848. b\n", None, None);
    }

    #[test]
    fn a_second_list_is_reported() {
        let text = "1. a\n2. b\n\nOtra:\n\n1. c\n2. d\n";
        assert_eq!(number(text, None, Sections::built_in()).restart, text.find("1. c"));
        assert_eq!(number(text, Some(true), Sections::built_in()).labels.len(), 2);
        assert_eq!(number(text, Some(false), Sections::built_in()).restart, None);
    }

    #[test]
    fn nested_markdown_stays_nested() {
        check(
            "1. Uno\n   - a\n   - b\n2. Dos\n\n   Otro\n",
            "1 2",
            "1. Uno\n   - a\n   - b\n\n2. Dos\n\n   Otro\n",
        );
    }

    #[test]
    fn offsets_lead_back_to_the_original() {
        let text = "x\n9) nueve\n";
        let text = text.replace("9)", "1)") + "suelto\n\n2) dos\n";
        let numbered = number(&text, None, Sections::built_in());
        for word in ["x", "nueve", "suelto", "dos"] {
            let at = numbered.text.find(word).expect(word);
            let original = numbered.original(at..at + word.len());
            assert_eq!(&text[original], word);
        }
    }

    #[test]
    fn code_and_html_are_left_as_they_are() {
        // Fences of other lengths and characters, HTML with and without its own end condition, comments, code
        // over several lines.
        check(
            "1. Uno\n\n2. Dos\n\n````\n```\n1. uno\na. sub\n```\n````\n\n<pre>\n1. uno\n</pre>\n",
            "1 2",
            "1. Uno\n\n2. Dos\n\n````\n```\n1. uno\na. sub\n```\n````\n\n<pre>\n1. uno\n</pre>\n",
        );
        check(
            "1. Uno\n2. Dos\n\n```x``` es\n\n3. Tres\n",
            "1 2 3",
            "1. Uno\n\n2. Dos\n\n   ```x``` es\n\n3. Tres\n",
        );
        check(
            "<!--\n1. viejo\n2. viejo\n-->\n\n1. Uno\n\n2. Dos\n",
            "1 2",
            "<!--\n1. viejo\n2. viejo\n-->\n\n1. Uno\n\n2. Dos\n",
        );
        check("1. Un `x\na. y` z\n2. Dos\n", "1 2", "1. Un `x\n   a. y` z\n\n2. Dos\n");
    }

    #[test]
    fn blocks_move_as_a_whole() {
        // The spaces in code, and its blank lines.
        check(
            "1. Uno\n~~~\na. x\n  y\n\n z\n~~~\na. A\n```\n b\n```\n2. Dos\n",
            "1 1-a 2",
            "1. Uno\n   ~~~\n   a. x\n     y\n\n    z\n   ~~~\n\n   1. A\n      ```\n       b\n      ```\n\n2. Dos\n",
        );
        // Blocks that ended with their item in the original.
        check(
            "1. Uno\n   ```\n   x\nSuelto\n\n2. Dos\n",
            "1 2",
            "1. Uno\n   ```\n   x\n   ```\n   Suelto\n\n2. Dos\n",
        );
        check("1. Uno\n   <div>\nSuelto\n\n2. Dos\n", "1 2", "1. Uno\n   <div>\n\n   Suelto\n\n2. Dos\n");
        // Code that is indented like sub-points, in an item, and after a marker.
        check(
            "1. Uno\n\na. A\n\n    ```\n    b. x\n      y\n    ```\n\n2. Dos\n",
            "1 1-a 2",
            "1. Uno\n\n   1. A\n\n      ```\n      b. x\n        y\n      ```\n\n2. Dos\n",
        );
        check(
            "1. Uno\n- ```\n  2. x\n  ```\n2. Dos\n",
            "1 2",
            "1. Uno\n   - ```\n     2. x\n     ```\n\n2. Dos\n",
        );
        check("1) ```\n   2. x\n   ```\n2) Dos\n", "1 2", "1. ```\n   2. x\n   ```\n\n2. Dos\n");
    }
}
