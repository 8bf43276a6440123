//! Reads YAML into a table whose values all know their places.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::DuplicateKeyPolicy;
use serde_saphyr::{Error, Location};

use super::value::{Spanned, Table, Value};

/// Reads a mapping that begins at byte `start` of its file. An empty text is a mapping without keys. A key that is
/// there twice has two entries.
///
/// # Errors
/// If the text is not YAML, or not a mapping.
pub(super) fn read(text: &str, start: usize) -> Result<Table, Error> {
    let options = serde_saphyr::options! { duplicate_keys: DuplicateKeyPolicy::PassThrough };
    let read: Option<Mapping> = serde_saphyr::from_str_with_options(text, options)?;
    let mut table = read.map(|mapping| mapping.0).unwrap_or_default();
    Excerpt { text, start }.place_table(&mut table);
    Ok(table)
}

/// The place of a mapping in its file.
#[derive(Clone, Copy)]
struct Excerpt<'a> {
    text: &'a str,
    start: usize,
}

impl Excerpt<'_> {
    /// Converts all ranges of a table from the excerpt to the file. First extends those of lists and tables
    /// to the end of their last value, or to their closing bracket.
    fn place_table(self, table: &mut Table) {
        for (key, value) in &mut table.entries {
            self.shift(&mut key.range);
            self.place_value(value);
        }
    }

    fn place_value(self, value: &mut Spanned<Value>) {
        let last = match &mut value.value {
            Value::List(values) => {
                values.iter_mut().for_each(|value| self.place_value(value));
                values.last().map(|value| value.range.end)
            }
            Value::Table(table) => {
                self.place_table(table);
                table.entries.last().map(|(_, value)| value.range.end)
            }
            Value::Text(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Date(_) => {
                return self.shift(&mut value.range);
            }
        };
        let end = last.map_or(value.range.end, |last| value.range.end.max(last - self.start));
        let end = self.closed(value.range.start, end);
        value.range = value.range.start..end;
        self.shift(&mut value.range);
    }

    /// Returns the end of a list or table that begins at `start` and whose last value ends at `end`,
    /// including a closing bracket.
    fn closed(self, start: usize, end: usize) -> usize {
        let rest = self.text.get(end..).unwrap_or_default();
        let closing = rest.trim_start_matches([' ', '\t', '\r', '\n', ',']);
        let is_closed = match self.text.as_bytes().get(start) {
            Some(b'[') => closing.starts_with(']'),
            Some(b'{') => closing.starts_with('}'),
            _ => false,
        };
        if is_closed { end + rest.len() - closing.len() + 1 } else { end }
    }

    fn shift(self, range: &mut Range<usize>) {
        *range = range.start + self.start..range.end + self.start;
    }
}

/// A mapping.
struct Mapping(Table);

/// Any value.
struct Node(Value);

impl<'de> Deserialize<'de> for Mapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Mapping, D::Error> {
        deserializer.deserialize_map(MappingVisitor)
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct MappingVisitor;

impl<'de> Visitor<'de> for MappingVisitor {
    type Value = Mapping;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Mapping, A::Error> {
        entries(map).map(Mapping)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node(Value::Boolean(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node(Value::Integer(value)))
    }

    #[expect(clippy::cast_precision_loss, reason = "what no whole number of ours can hold")]
    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node(i64::try_from(value).map_or(Value::Float(value as f64), Value::Integer)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node(Value::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node(Value::Text(value.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node(Value::Text(String::new())))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node(Value::Text(String::new())))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(placed_value(value));
        }
        Ok(Node(Value::List(values)))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Node, A::Error> {
        entries(map).map(|table| Node(Value::Table(table)))
    }
}

fn entries<'de, A: MapAccess<'de>>(mut map: A) -> Result<Table, A::Error> {
    let mut table = Table::default();
    while let Some((key, value)) = map.next_entry::<serde_saphyr::Spanned<String>, _>()? {
        let range = range(&key.referenced);
        table.entries.push((Spanned { value: key.value, range }, placed_value(value)));
    }
    Ok(table)
}

fn placed_value(node: serde_saphyr::Spanned<Node>) -> Spanned<Value> {
    Spanned { value: node.value.0, range: range(&node.referenced) }
}

fn range(location: &Location) -> Range<usize> {
    let span = location.span();
    let number = |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok()).unwrap_or_default();
    let start = number(span.byte_offset());
    start..start + number(span.byte_len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists keys and plain values, each as the text at its place.
    fn shown(text: &str) -> Vec<String> {
        fn value(text: &str, of: &Spanned<Value>, found: &mut Vec<String>) {
            match &of.value {
                Value::List(values) => values.iter().for_each(|inner| value(text, inner, found)),
                Value::Table(inner) => table(text, inner, found),
                other => found.push(format!("{}={other:?}", &text[of.range.clone()])),
            }
        }
        fn table(text: &str, of: &Table, found: &mut Vec<String>) {
            for (key, inner) in &of.entries {
                found.push(text[key.range.clone()].to_owned());
                value(text, inner, found);
            }
        }
        let mut found = Vec::new();
        table(text, &read(text, 0).expect("YAML"), &mut found);
        found
    }

    #[test]
    fn everything_is_where_it_is_written() {
        let text =
            "título: «é» x\nb:\n  - 1\n  - {c: yes, d: \"z\"}\nacts:\n  9-b: [uno, 'dos']\n  4: tres  # y\n";
        let expected = [
            "título",
            "«é» x=Text(\"«é» x\")",
            "b",
            "1=Integer(1)",
            "c",
            "yes=Boolean(true)",
            "d",
            "\"z\"=Text(\"z\")",
            "acts",
            "9-b",
            "uno=Text(\"uno\")",
            "'dos'=Text(\"dos\")",
            "4",
            "tres=Text(\"tres\")",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn line_ends_of_windows_and_aliases_move_nothing() {
        let expected = ["é", "ñ=Text(\"ñ\")", "b", "uno=Text(\"uno\")", "c", "*x=Text(\"uno\")"];
        assert_eq!(shown("é: ñ\r\nb: &x uno\r\nc: *x\r\n"), expected);
    }

    #[test]
    fn lists_and_tables_reach_to_their_ends() {
        let text = "a: [1, [2, 3 ] , ]\nb: {c: {d: 1}}\ne:\n- 1\n- x: 2\n\nf: []\n";
        let table = read(text, 7).expect("YAML");
        let shown =
            |(_, value): &(_, Spanned<Value>)| text[value.range.start - 7..value.range.end - 7].to_owned();
        let expected = ["[1, [2, 3 ] , ]", "{c: {d: 1}}", "1\n- x: 2", "[]"];
        assert_eq!(table.entries.iter().map(shown).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_front_matter_begins_anywhere_in_its_file() {
        let table = read("a: 1\n", 10).expect("YAML");
        assert_eq!((table.entries[0].0.range.clone(), table.entries[0].1.range.clone()), (10..11, 13..14));
        assert_eq!(read("", 0).expect("nothing"), Table::default());
        assert!(read("- a\n", 0).is_err());
    }
}
