//! Writes blocks as Markdown (CommonMark, with tables, footnotes and strikethrough).

use rustc_hash::FxHashMap;

use super::blocks::{Block, Content, Note, Paragraph, Role, Span, Style, Table};
use super::points::{Place, Placed};

/// The deepest heading of Markdown.
const HEADING_MAX: u8 = 6;
/// Up to this many columns, short rows of a table are filled up. One row of very many cells must not make as many of each.
const FILLED_COLUMNS_MAX: usize = 64;

/// What a text refers to.
pub struct References<'a> {
    /// Its notes.
    pub notes: &'a [Note],
    /// What its pictures show, and their files' names.
    pub images: &'a [(String, String)],
}

/// Writes a text. The highest heading gets level 2: level 1 is the page's title.
pub fn write(placed: &[Placed], references: &References<'_>) -> String {
    let highest = placed.iter().filter_map(|placed| heading_level(&placed.block)).min().unwrap_or(1);
    let mut writer =
        Writer { references, out: String::new(), notes: Vec::new(), numbers: FxHashMap::default(), highest };
    let mut before: Option<&Placed> = None;
    for placed in placed {
        let is_tight = before.is_some_and(|before| is_bullet(before) && is_bullet(placed));
        writer.block(placed, if is_tight { "" } else { "\n" });
        before = Some(placed);
    }
    writer.write_notes();
    writer.out.trim_start_matches('\n').to_owned()
}

fn is_bullet(placed: &Placed) -> bool {
    placed.marker == "- "
}

fn heading_level(block: &Block) -> Option<u8> {
    let Block::Paragraph(Paragraph { role, .. }) = block else { return None };
    match role {
        Role::Heading(level) => Some(*level),
        Role::Title => Some(1),
        Role::Text => None,
    }
}

struct Writer<'a> {
    references: &'a References<'a>,
    out: String,
    /// The notes that were referred to, in order.
    notes: Vec<usize>,
    /// Their numbers, from 1.
    numbers: FxHashMap<usize, usize>,
    highest: u8,
}

impl Writer<'_> {
    fn block(&mut self, placed: &Placed, gap: &str) {
        self.out.push_str(gap);
        let indent = " ".repeat(placed.indent);
        match &placed.block {
            Block::Table(table) => self.table(table, &indent),
            Block::Paragraph(paragraph) => {
                let text = self.inline(&paragraph.spans, false);
                let text = match heading_level(&placed.block) {
                    Some(level) => {
                        let level = (level - self.highest + 2).min(HEADING_MAX);
                        format!("{} {}", "#".repeat(level.into()), trailing_marks(&text))
                    }
                    None => guarded(&text, placed.place != Place::Alone),
                };
                self.out.push_str(&format!("{indent}{}{text}\n", placed.marker));
            }
        }
    }

    fn table(&mut self, table: &Table, indent: &str) {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        for (at, row) in table.rows.iter().enumerate() {
            let cell = |column: usize| row.get(column).map_or(&[][..], Vec::as_slice);
            // The first row says how many columns there are; others may be shorter.
            let width = if at == 0 { columns } else { columns.min(row.len().max(FILLED_COLUMNS_MAX)) };
            let cells: Vec<String> = (0..width).map(|column| self.cell(cell(column))).collect();
            self.out.push_str(&format!("{indent}| {} |\n", cells.join(" | ")));
            if at == 0 {
                self.out.push_str(&format!("{indent}|{}\n", " --- |".repeat(columns)));
            }
        }
    }

    /// A cell of a Markdown table is one line.
    fn cell(&mut self, blocks: &[Block]) -> String {
        let mut lines = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    let label =
                        paragraph.label.as_ref().map_or(String::new(), |label| escape(&label.text) + " ");
                    lines.push(label + &self.inline(&paragraph.spans, true));
                }
                Block::Table(inner) => {
                    for row in &inner.rows {
                        let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
                        lines.push(
                            cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" – "),
                        );
                    }
                }
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines.join("<br>")
    }

    fn write_notes(&mut self) {
        let mut at = 0;
        while at < self.notes.len() {
            let note = self.notes[at];
            at += 1;
            let blocks = self.references.notes.get(note).map_or(&[][..], |note| note.blocks.as_slice());
            let mut lines = Vec::new();
            for block in blocks {
                match block {
                    Block::Paragraph(paragraph) => {
                        let label =
                            paragraph.label.as_ref().map_or(String::new(), |label| escape(&label.text) + " ");
                        lines.push(guarded(&(label + &self.inline(&paragraph.spans, false)), true));
                    }
                    Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                        let cells: Vec<String> = row.iter().map(|cell| self.cell(cell)).collect();
                        cells.join(" – ")
                    })),
                }
            }
            self.out.push_str(&format!("\n[^{at}]: {}\n", lines.join("\n\n    ")));
        }
    }

    fn inline(&mut self, spans: &[Span], is_in_table: bool) -> String {
        let mut out = String::new();
        let mut rest = spans;
        while let Some(first) = rest.first() {
            let len = rest.iter().take_while(|span| span.link == first.link).count();
            let (group, after) = rest.split_at(len);
            rest = after;
            match &first.link {
                None => self.styled(group, after, 0, &mut out),
                Some(target) => self.link(group, after, target, &mut out),
            }
        }
        let out = out.trim().to_owned();
        if is_in_table { out.replace('|', "\\|") } else { out }
    }

    fn link(&mut self, group: &[Span], after: &[Span], target: &str, out: &mut String) {
        let text: String = group.iter().map(Span::as_text).collect();
        let is_plain = target.contains(':') && !target.contains([' ', '<', '>']);
        if text.trim() == target && is_plain {
            out.push_str(&format!("<{target}>"));
            return;
        }
        let mut inner = String::new();
        self.styled(group, after, 0, &mut inner);
        let (start, middle, end) = around(&inner);
        if middle.is_empty() {
            out.push_str(&inner);
            return;
        }
        out.push_str(&format!("{start}[{middle}]({}){end}", destination(target)));
    }

    /// Writes spans that may be struck through (level 0), bold (1), italic (2).
    fn styled(&mut self, spans: &[Span], after: &[Span], level: usize, out: &mut String) {
        if level > 2 {
            spans.iter().for_each(|span| self.span(span, out));
            return;
        }
        let is_marked = |span: &Span| has_look(span.style, level);
        let mut rest = spans;
        while let Some(first) = rest.first() {
            let marked = is_marked(first);
            let len = rest.iter().take_while(|span| is_marked(span) == marked).count();
            let (group, left) = rest.split_at(len);
            rest = left;
            if !marked {
                self.styled(group, if left.is_empty() { after } else { left }, level + 1, out);
                continue;
            }
            let mut inner = String::new();
            self.styled(group, &[], level + 1, &mut inner);
            let next = left.iter().chain(after).find_map(|span| span.as_text().chars().next());
            wrap(&inner, level, next, out);
        }
    }

    fn span(&mut self, span: &Span, out: &mut String) {
        match &span.content {
            Content::Text(text) => out.push_str(&escape(text)),
            Content::Break => out.push(' '),
            Content::Image(at) => {
                if let Some((description, file)) = self.references.images.get(*at) {
                    out.push_str(&format!("![{}]({})", escape(description), destination(file)));
                }
            }
            Content::Note(at) => {
                let number = *self.numbers.entry(*at).or_insert_with(|| {
                    self.notes.push(*at);
                    self.notes.len()
                });
                out.push_str(&format!("[^{number}]"));
            }
        }
    }
}

fn has_look(style: Style, level: usize) -> bool {
    [style.strike, style.bold, style.italic][level]
}

/// Puts marks around a text, or tags where CommonMark would not take marks for such (section 6.2).
fn wrap(inner: &str, level: usize, next: Option<char>, out: &mut String) {
    const MARKS: [&str; 3] = ["~~", "**", "*"];
    const TAGS: [&str; 3] = ["del", "strong", "em"];
    let (start, middle, end) = around(inner);
    out.push_str(start);
    if middle.is_empty() {
        out.push_str(end);
        return;
    }
    let is_loose = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_mark(c));
    let shown = |c: &char| !matches!(c, '*' | '~' | '\\');
    let first = middle.chars().find(shown).unwrap_or('.');
    let last = middle.chars().rev().find(shown).unwrap_or('.');
    let before = out.chars().next_back();
    let next = end.chars().next().or(next);
    let opens = !is_mark(first) || is_loose(before);
    let closes = !is_mark(last) || is_loose(next);
    let collides = before.is_some_and(|before| before == '*' || before == '~');
    if opens && closes && !collides {
        out.push_str(&format!("{0}{middle}{0}", MARKS[level]));
    } else {
        out.push_str(&format!("<{0}>{middle}</{0}>", TAGS[level]));
    }
    out.push_str(end);
}

fn is_mark(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

/// Returns the space before a text, the text, the space after it.
fn around(text: &str) -> (&str, &str, &str) {
    let start = text.len() - text.trim_start().len();
    let middle = text.trim();
    (&text[..start], middle, &text[start + middle.len()..])
}

/// Writes where a link leads.
fn destination(target: &str) -> String {
    if target.contains(['(', ')', ' ', '<', '>']) {
        let plain = target.replace(' ', "%20").replace('<', "%3C").replace('>', "%3E");
        return format!("<{plain}>");
    }
    target.to_owned()
}

/// Escapes what Markdown would take for marks anywhere in a text (CommonMark, section 2.4).
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let is_escaped = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
            '_' => {
                let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                let after = text[at + 1..].chars().next().is_some_and(char::is_alphanumeric);
                !(before && after)
            }
            '&' => is_entity(&text[at + 1..]),
            _ => false,
        };
        if is_escaped {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

fn is_entity(rest: &str) -> bool {
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
    end.is_some_and(|end| end > 0 && rest[end..].starts_with(';'))
}

/// Escapes what Markdown, or the numbering of points, would take for marks at the beginning of a line.
fn guarded(text: &str, is_in_point: bool) -> String {
    let first = text.chars().next().unwrap_or(' ');
    let escaped = || format!("\\{text}");
    let word_end = text.find(' ').unwrap_or(text.len());
    let word = &text[..word_end];
    match first {
        '#' if word.len() <= 6 && word.bytes().all(|byte| byte == b'#') => escaped(),
        '>' => escaped(),
        '+' | '-' if word.len() == 1 => escaped(),
        '-' | '=' if text.chars().all(|c| c == first || c == ' ') => escaped(),
        _ => {
            let label_end = text.find(['.', ')']).unwrap_or(0);
            let label = &text[..label_end];
            let is_followed = text
                .get(label_end + 1..)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
            let is_number = (1..=9).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit());
            let is_letters = is_in_point
                && (1..=5).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_lowercase());
            if is_followed && (is_number || is_letters) {
                format!("{label}\\{}", &text[label_end..])
            } else {
                text.to_owned()
            }
        }
    }
}

/// Escapes the last of `#` that end a heading, which would go.
fn trailing_marks(text: &str) -> String {
    match text.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(spans: Vec<Span>, expected: &str) {
        let block = Block::Paragraph(Paragraph { spans, ..Paragraph::default() });
        let placed = Placed { indent: 0, marker: String::new(), place: Place::Alone, block };
        let references = References { notes: &[], images: &[] };
        assert_eq!(write(&[placed], &references).trim_end(), expected);
    }

    fn look(text: &str, bold: bool, italic: bool) -> Span {
        Span { style: Style { bold, italic, strike: false }, ..Span::text(text) }
    }

    #[test]
    fn what_looks_like_marks_is_escaped() {
        for (text, expected) in [
            ("# uno", "\\# uno"),
            ("1. uno", "1\\. uno"),
            ("- uno", "\\- uno"),
            ("a*b_c [d] <e> &amp; f_ g", "a\\*b_c \\[d\\] \\<e> \\&amp; f\\_ g"),
            ("2017. Fue", "2017\\. Fue"),
            ("---", "\\---"),
            ("-5 grados", "-5 grados"),
            ("R&D; 3 < 4", "R\\&D; 3 \\< 4"),
        ] {
            check(vec![Span::text(text)], expected);
        }
    }

    #[test]
    fn looks_are_marks_or_tags() {
        check(vec![look("Nota: ", true, false), Span::text("x")], "**Nota:** x");
        check(vec![look("Nota:", true, false), Span::text("x")], "<strong>Nota:</strong>x");
        check(vec![look("a ", true, false), look("b", true, true), Span::text(" c")], "**a *b*** c");
        check(vec![look("a", true, false), look("b", false, true)], "**a**<em>b</em>");
    }

    #[test]
    fn links_are_short_where_they_can() {
        let link = |text: &str| Span { link: Some("https://x.org/a(b)".to_owned()), ..Span::text(text) };
        check(vec![Span::text("ver "), link("aquí "), Span::text("y")], "ver [aquí](<https://x.org/a(b)>) y");
        check(vec![link("https://x.org/a(b)")], "<https://x.org/a(b)>");
    }
}
