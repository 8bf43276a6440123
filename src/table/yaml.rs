//! YAML as a table whose values all know their places.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Error, Location};

use super::value::{Spanned, Table, Value};

/// Reads a mapping that begins at the byte `start` of its file. An empty text is a mapping without keys.
///
/// # Errors
/// When it is not YAML, or not a mapping.
pub(super) fn read(text: &str, start: usize) -> Result<Table, Error> {
    let read: Option<Mapping> = serde_saphyr::from_str(text)?;
    let mut table = read.map(|mapping| mapping.0).unwrap_or_default();
    shift_table(&mut table, start);
    Ok(table)
}

/// Moves all ranges of a table from the excerpt to the file.
fn shift_table(table: &mut Table, start: usize) {
    for (key, value) in &mut table.entries {
        shift(&mut key.range, start);
        shift_value(value, start);
    }
}

fn shift_value(value: &mut Spanned<Value>, start: usize) {
    shift(&mut value.range, start);
    match &mut value.value {
        Value::List(values) => values.iter_mut().for_each(|value| shift_value(value, start)),
        Value::Table(table) => shift_table(table, start),
        Value::Text(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Date(_) => {}
    }
}

fn shift(range: &mut Range<usize>, start: usize) {
    *range = range.start + start..range.end + start;
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

/// Returns a value with its place. The place of a list or a table reaches to the end of its last value.
fn placed_value(node: serde_saphyr::Spanned<Node>) -> Spanned<Value> {
    let own = range(&node.referenced);
    let value = node.value.0;
    let last = match &value {
        Value::List(values) => values.last().map(|value| value.range.end),
        Value::Table(table) => table.entries.last().map(|(_, value)| value.range.end),
        Value::Text(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Date(_) => None,
    };
    let end = own.end.max(last.unwrap_or_default());
    Spanned { value, range: own.start..end }
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

    /// Lists what stands where: keys and plain values, each as its place in the text shows it.
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
    fn a_front_matter_begins_anywhere_in_its_file() {
        let table = read("a: 1\n", 10).expect("YAML");
        assert_eq!((table.entries[0].0.range.clone(), table.entries[0].1.range.clone()), (10..11, 13..14));
        assert_eq!(read("", 0).expect("nothing"), Table::default());
        assert!(read("- a\n", 0).is_err());
    }
}
