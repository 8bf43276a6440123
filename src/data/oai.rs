//! The archive as an OAI-PMH static repository: one XML file from which a gateway serves harvesters
//! (<http://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm>), with Dublin Core records.

use std::fmt::Write;

use jiff::civil::Date;

use super::names;
use super::report::Of;
use crate::escape::push_escaped;
use crate::model::Site;
use crate::url::UrlPath;

/// The most records: the format is meant for small collections, and a gateway reads the whole file.
const RECORDS_MAX: usize = 5_000;

const OPENING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<Repository xmlns=\"http://www.openarchives.org/OAI/2.0/static-repository\"
  xmlns:oai=\"http://www.openarchives.org/OAI/2.0/\"
  xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"
  xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/static-repository http://www.openarchives.org/OAI/2.0/static-repository.xsd\">
";

const FORMATS: &str = "<ListMetadataFormats>
<oai:metadataFormat>
<oai:metadataPrefix>oai_dc</oai:metadataPrefix>
<oai:schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</oai:schema>
<oai:metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</oai:metadataNamespace>
</oai:metadataFormat>
</ListMetadataFormats>
";

const DC: &str = "<oai_dc:dc xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xsi:schemaLocation=\"http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd\">
";

/// Returns the repository and its number of records: the latest reports with a date. `None` if `site.toml`
/// has no `[oai]`, or the archive has no dated report.
pub(super) fn repository(site: &Site, reports: &[Of<'_>]) -> Option<(String, usize)> {
    let oai = site.config.oai.as_ref()?;
    let mut dated: Vec<(Date, Of<'_>)> =
        reports.iter().filter_map(|of| Some((of.report.front.date?, *of))).collect();
    dated.sort_by(|(a, of_a), (b, of_b)| (b, &of_a.report.url).cmp(&(a, &of_b.report.url)));
    let left_out = dated.len().saturating_sub(RECORDS_MAX);
    dated.truncate(RECORDS_MAX);
    let (earliest, _) = dated.last()?;
    let mut out = OPENING.to_owned();
    if left_out > 0 {
        let _ =
            writeln!(out, "<!-- the latest {RECORDS_MAX} reports; {left_out} older ones are left out -->");
    }
    out.push_str("<Identify>\n");
    let title = site.config.title.get(&site.config.default_language().code).unwrap_or_default();
    let address = site.config.base.absolute(&UrlPath::file(names::OAI));
    // The gateway's address, followed by the file's without its scheme (section 3.2 of the guidelines).
    let without_scheme = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest);
    element(&mut out, "oai:repositoryName", title);
    element(&mut out, "oai:baseURL", &format!("{}/{without_scheme}", oai.gateway.trim_end_matches('/')));
    element(&mut out, "oai:protocolVersion", "2.0");
    element(&mut out, "oai:adminEmail", &oai.email);
    element(&mut out, "oai:earliestDatestamp", &earliest.to_string());
    element(&mut out, "oai:deletedRecord", "no");
    element(&mut out, "oai:granularity", "YYYY-MM-DD");
    out.push_str("</Identify>\n");
    out.push_str(FORMATS);
    out.push_str("<ListRecords metadataPrefix=\"oai_dc\">\n");
    for (date, of) in &dated {
        push_record(&mut out, *of, &of.report.updated().unwrap_or(*date).to_string());
    }
    out.push_str("</ListRecords>\n</Repository>\n");
    Some((out, dated.len()))
}

fn push_record(out: &mut String, of: Of<'_>, date: &str) {
    let Of { site, language, report } = of;
    let url = of.url("");
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    out.push_str("<oai:record>\n<oai:header>\n");
    // Identifiers have the form of the guidelines: `oai:`, a domain, and a part that is unique there.
    let host = site.config.base.host();
    element(out, "oai:identifier", &format!("oai:{host}:{}", path.trim_end_matches('/')));
    element(out, "oai:datestamp", date);
    out.push_str("</oai:header>\n<oai:metadata>\n");
    out.push_str(DC);
    element(out, "dc:title", &report.title);
    for (taxonomy, terms) in &report.terms {
        let taxonomy = &language.taxonomies[*taxonomy];
        let name =
            if taxonomy.taxonomy.id == crate::model::roles::BODY { "dc:creator" } else { "dc:subject" };
        for term in terms {
            element(out, name, taxonomy.terms[*term].term.label(of.code()));
        }
    }
    for (name, text) in [("dc:description", &report.front.summary), ("dc:coverage", &report.place)] {
        if let Some(text) = text {
            element(out, name, text);
        }
    }
    element(out, "dc:date", date);
    element(out, "dc:type", "Text");
    element(out, "dc:format", "text/html");
    element(out, "dc:identifier", &url);
    element(out, "dc:language", of.code());
    for (_, translation) in &report.translations {
        element(out, "dc:relation", &site.config.base.absolute(translation));
    }
    if let Some(license) = &site.config.license {
        element(out, "dc:rights", &license.url);
    }
    out.push_str("</oai_dc:dc>\n</oai:metadata>\n</oai:record>\n");
}

fn element(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "<{name}>");
    // XML 1.0 does not allow control characters, even as references.
    let plain: String = text.chars().filter(|c| !c.is_control() || "\t\n\r".contains(*c)).collect();
    push_escaped(out, &plain);
    let _ = writeln!(out, "</{name}>");
}
