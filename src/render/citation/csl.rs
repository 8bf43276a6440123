//! CSL-JSON, the input of citation styles (Citation Style Language 1.0.2, `csl-data.json`).

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Citation;

/// Writes a reference as a list of one item.
pub(super) fn write(citation: &Citation) -> String {
    let mut item = json!({
        "id": citation.key,
        "type": "report",
        "title": citation.title,
        "author": citation.authors.iter().map(|name| json!({ "literal": name })).collect::<Vec<_>>(),
        "genre": citation.kind,
        "publisher": citation.publisher,
        "language": citation.language,
        "URL": citation.url,
    });
    if let Some(date) = citation.date {
        let days = [Some(date), citation.end_date].into_iter().flatten();
        let dates = json!({ "date-parts": days.map(date_parts).collect::<Vec<_>>() });
        item["issued"] = dates.clone();
        item["event-date"] = dates;
    }
    if let Some(place) = &citation.place {
        item["event-place"] = json!(place);
    }
    if let Some(summary) = &citation.summary {
        item["abstract"] = json!(summary);
    }
    // Strings and numbers can always be serialised.
    let text = serde_json::to_string_pretty(&json!([item])).unwrap_or_default();
    format!("{text}\n")
}

fn date_parts(date: Date) -> Value {
    json!([date.year(), date.month(), date.day()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_has_both_days() {
        let items: Value = serde_json::from_str(&write(&super::super::sample())).expect("JSON");
        assert_eq!(items[0]["issued"], json!({ "date-parts": [[2017, 6, 30], [2017, 7, 2]] }));
        assert_eq!(items[0]["author"][0], json!({ "literal": "Red de Enlace, A.C." }));
        assert_eq!(items[0]["title"], super::super::sample().title);
    }
}
