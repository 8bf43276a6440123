//! Machine-readable metadata in the head of a page: `<meta>` elements for reference managers and catalogues,
//! and structured data in the schema.org vocabulary.

use serde_json::{Value, json};

use super::citation::Citation;
use super::templates::Meta;
use crate::model::{LanguageSite, Report, Site, roles};
use crate::vocabulary::Term;

/// The placeholder for the query in the address of a search (schema.org, potential actions).
const SEARCH_WORD: &str = "{search_term_string}";

/// The fragment that identifies the meeting within its report's page, in structured data. No anchor of a text
/// begins like this.
const MEETING: &str = "#:meeting";

/// Returns the `<meta>` elements of a report: those that Google Scholar and reference managers read
/// (`citation_…`), and Dublin Core (`DC.…`, DCMI Metadata Terms).
pub(super) fn meta(citation: &Citation) -> Vec<Meta> {
    let Citation { title, authors, publisher, url, language, place, summary, .. } = citation;
    let mut all = Vec::new();
    let mut add = |name, content: &str| all.push(Meta { name, content: content.to_owned() });
    add("citation_title", title);
    authors.iter().for_each(|author| add("citation_author", author));
    if let Some(date) = citation.date {
        add(
            "citation_publication_date",
            &format!("{:04}/{:02}/{:02}", date.year(), date.month(), date.day()),
        );
    }
    add("citation_technical_report_institution", publisher);
    add("citation_publisher", publisher);
    add("citation_language", language);
    add("citation_public_url", url);
    add("citation_fulltext_html_url", url);
    add("DC.type", "Text");
    add("DC.format", "text/html");
    add("DC.title", title);
    authors.iter().for_each(|author| add("DC.creator", author));
    add("DC.publisher", publisher);
    if let Some(date) = citation.date {
        add("DC.date", &date.to_string());
    }
    if let Some(place) = place {
        add("DC.coverage", place);
    }
    if let Some(summary) = summary {
        add("DC.description", summary);
    }
    add("DC.language", language);
    add("DC.identifier", url);
    all
}

/// Returns the structured data of a home page: the site, and how to search it.
pub(super) fn website(site: &Site, language: &LanguageSite) -> String {
    let code = &language.language.code;
    let search = site.config.base.absolute(&language.urls.search);
    let mut website = website_reference(site, language);
    insert(&mut website, "@context", Some("https://schema.org".into()));
    insert(&mut website, "description", site.config.description.get(code).map(Value::from));
    insert(&mut website, "inLanguage", Some(code.as_str().into()));
    let action = json!({
        "@type": "SearchAction",
        "target": { "@type": "EntryPoint", "urlTemplate": format!("{search}?q={SEARCH_WORD}") },
        "query-input": "required name=search_term_string",
    });
    insert(&mut website, "potentialAction", Some(action));
    in_html(&website)
}

/// Returns the structured data of a report: the report, and the meeting that it is about. An invented meeting
/// did not take place, so it is left out.
pub(super) fn report(site: &Site, language: &LanguageSite, report: &Report, citation: &Citation) -> String {
    let mut graph = Vec::new();
    let mut described = report_node(site, language, report, citation);
    if !report.front.demonstration {
        let event = event_node(site, language, report);
        insert(&mut described, "about", Some(json!({ "@id": event["@id"].clone() })));
        graph.push(event);
    }
    graph.insert(0, described);
    in_html(&json!({ "@context": "https://schema.org", "@graph": graph }))
}

fn report_node(site: &Site, language: &LanguageSite, report: &Report, citation: &Citation) -> Value {
    let status = report.front.status.map(|status| format!("status.{}", status.name()));
    let publisher = json!({
        "@type": "Organization",
        "name": citation.publisher,
        "url": site.config.base.absolute(&language.urls.home),
    });
    let bodies: Vec<Value> = language
        .terms_of(report, roles::BODY)
        .map(|term| organization(term, &language.language.code))
        .collect();
    let author = if bodies.is_empty() { publisher.clone() } else { Value::from(bodies) };
    let mut node = json!({
        "@type": "Report",
        "@id": citation.url,
        "url": citation.url,
        "name": citation.title,
        "inLanguage": citation.language,
        "genre": citation.kind,
        "author": author,
        "publisher": publisher,
        "isPartOf": website_reference(site, language),
        "isAccessibleForFree": true,
    });
    insert(&mut node, "datePublished", report.front.date.map(|date| date.to_string().into()));
    insert(&mut node, "abstract", report.front.summary.as_deref().map(Value::from));
    let status = status.map(|key| language.strings.get(&key).into());
    insert(&mut node, "creativeWorkStatus", status);
    insert(&mut node, "spatialCoverage", place(report));
    translations(site, language, report, &mut node);
    node
}

/// Adds the translations of a report; the one in the site's default language is the original.
fn translations(site: &Site, language: &LanguageSite, report: &Report, node: &mut Value) {
    let base = &site.config.base;
    let reference = |(code, url): &(String, crate::url::UrlPath)| {
        let url = base.absolute(url);
        json!({ "@type": "Report", "@id": url, "url": url, "inLanguage": code })
    };
    let default = &site.config.default_language().code;
    if *default == language.language.code {
        let all: Vec<Value> = report.translations.iter().map(reference).collect();
        insert(node, "workTranslation", Some(all).filter(|all| !all.is_empty()).map(Value::from));
    } else {
        let original = report.translations.iter().find(|(code, _)| code == default);
        insert(node, "translationOfWork", original.map(reference));
    }
}

fn event_node(site: &Site, language: &LanguageSite, report: &Report) -> Value {
    let code = &language.language.code;
    // The meeting is the same in all languages of the report.
    let default = &site.config.default_language().code;
    let original = report.translations.iter().find(|(language, _)| language == default);
    let url = original.map_or(&report.url, |(_, url)| url);
    let mut event = json!({
        "@type": "Event",
        "@id": format!("{}{MEETING}", site.config.base.absolute(url)),
        "name": report.title,
        "eventStatus": "https://schema.org/EventScheduled",
        "subjectOf": { "@id": site.config.base.absolute(&report.url) },
    });
    let end = report.front.end_date.or(report.front.date);
    insert(&mut event, "startDate", report.front.date.map(|date| date.to_string().into()));
    insert(&mut event, "endDate", report.front.date.and(end).map(|date| date.to_string().into()));
    insert(&mut event, "location", place(report));
    let mode = report.front.is_virtual.then(|| "https://schema.org/OnlineEventAttendanceMode".into());
    insert(&mut event, "eventAttendanceMode", mode);
    let list = |terms: Vec<Value>| Some(terms).filter(|terms| !terms.is_empty()).map(Value::from);
    let bodies = language.terms_of(report, roles::BODY).map(|term| organization(term, code)).collect();
    insert(&mut event, "organizer", list(bodies));
    let countries = language.terms_of(report, roles::COUNTRY).map(|term| delegation(term, code));
    let others = language.terms_of(report, roles::ORGANIZATION).map(|term| organization(term, code));
    insert(&mut event, "attendee", list(countries.chain(others).collect()));
    event
}

fn website_reference(site: &Site, language: &LanguageSite) -> Value {
    let url = site.config.base.absolute(&language.urls.home);
    let name = site.config.title.get(&language.language.code).unwrap_or_default();
    json!({ "@type": "WebSite", "@id": url, "url": url, "name": name })
}

fn organization(term: &Term, language: &str) -> Value {
    let mut node = json!({ "@type": "Organization", "name": term.label(language) });
    insert(&mut node, "alternateName", term.acronym.get(language).map(Value::from));
    node
}

/// Returns the government of a country that takes part, since a country itself is a place and cannot attend.
fn delegation(term: &Term, language: &str) -> Value {
    let mut node = json!({ "@type": "GovernmentOrganization", "name": term.label(language) });
    let address =
        is_country_code(&term.id).then(|| json!({ "@type": "PostalAddress", "addressCountry": term.id }));
    insert(&mut node, "address", address);
    node
}

fn place(report: &Report) -> Option<Value> {
    let name = report.place.as_deref()?;
    if report.front.is_virtual {
        return Some(json!({ "@type": "VirtualLocation", "name": name }));
    }
    let mut address = json!({ "@type": "PostalAddress" });
    insert(&mut address, "addressLocality", report.front.city.as_deref().map(Value::from));
    insert(&mut address, "addressCountry", report.front.country.as_deref().map(Value::from));
    Some(json!({ "@type": "Place", "name": name, "address": address }))
}

/// Whether the id has the form of an ISO 3166-1 alpha-2 code.
fn is_country_code(id: &str) -> bool {
    id.len() == 2 && id.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn insert(node: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(value), Some(map)) = (value, node.as_object_mut()) {
        map.insert(name.to_owned(), value);
    }
}

/// Returns JSON that is safe within `<script>`: nothing in it ends the element or begins a comment (HTML,
/// "Restrictions for contents of script elements").
fn in_html(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_cannot_end_its_element() {
        let value = json!({ "name": "</script><!-- & -->" });
        let written = in_html(&value);
        assert!(!written.contains(['<', '>', '&']), "{written}");
        assert_eq!(serde_json::from_str::<Value>(&written).expect("JSON"), value);
    }

    #[test]
    fn country_codes_are_told_from_other_ids() {
        assert!(is_country_code("SV"));
        assert!(!is_country_code("sv") && !is_country_code("SLV") && !is_country_code("Ñ"));
    }
}
