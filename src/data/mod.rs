//! The archive as open data: every report as JSON and Markdown next to its page, and the whole archive under
//! `data/` – a list (JSON), a dump (NDJSON), tables (CSV), schemas – with the details of these files for the
//! page that lists them.
//!
//! Data are made from the [`Site`], like pages: what is on no page is in no file.

mod csv;
mod markdown;
pub(crate) mod names;
mod oai;
pub(crate) mod report;
mod schema;

use rayon::prelude::*;
use serde::Serialize;

use crate::model::Site;
use crate::output::Output;
use crate::url::UrlPath;
use crate::volumes::{PART_BYTES_MAX, Part, Volumes};
use report::Of;

/// A file about the whole archive, for the page that lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DataFile {
    /// Its kind: a key among the interface texts, `data_files.…`.
    pub(crate) kind: &'static str,
    /// Its address.
    pub(crate) url: UrlPath,
    /// Its size in bytes.
    pub(crate) bytes: usize,
    /// How many records it has.
    pub(crate) records: Option<usize>,
    /// The columns of a table.
    pub(crate) columns: Vec<String>,
}

/// The data made from one report.
struct Pieces {
    json: Vec<u8>,
    head: Vec<u8>,
    markdown: Vec<u8>,
    row: Vec<u8>,
    points: Vec<Vec<u8>>,
    commitments: Vec<Vec<u8>>,
}

/// How many reports are processed at once: enough to keep all cores busy, few enough that the intermediate
/// data are small compared with the output.
const REPORTS_AT_ONCE: usize = 500;

/// Adds the data to the output. Returns the files about the whole archive, in display order.
pub(crate) fn add(site: &Site, output: &Output<'_>) -> Vec<DataFile> {
    let reports: Vec<Of<'_>> = site
        .languages
        .iter()
        .flat_map(|language| language.reports.iter().map(move |report| Of { site, language, report }))
        .collect();
    let mut whole = Whole::new(site, output);
    for reports in reports.chunks(REPORTS_AT_ONCE) {
        let pieces: Vec<Pieces> = reports.par_iter().map(|of| pieces(*of)).collect();
        for (of, pieces) in reports.iter().zip(pieces) {
            whole.push(&pieces);
            let path = |name: &str| of.report.url.with_file(name).output_path();
            output.insert(path(names::REPORT_JSON), pieces.json);
            output.insert(path(names::REPORT_MARKDOWN), pieces.markdown);
        }
    }
    let mut files = whole.finish();
    let mut add = |kind, url: UrlPath, bytes: Vec<u8>, records| {
        files.push(DataFile { kind, url: url.clone(), bytes: bytes.len(), records, columns: Vec::new() });
        output.insert(url.output_path(), bytes);
    };
    for (name, bytes) in schema::files(&site.config.base) {
        let kind = if name == names::REPORT_SCHEMA { "report_schema" } else { "list_schema" };
        add(kind, names::schema(name), bytes, None);
    }
    if let Some((xml, records)) = oai::repository(site, &reports) {
        add("oai", UrlPath::file(names::OAI), xml.into_bytes(), Some(records));
    }
    files
}

fn pieces(of: Of<'_>) -> Pieces {
    let written = &of.report.written;
    Pieces {
        json: line(&of.data(&written.passages.read())),
        head: json(&of.head()),
        markdown: markdown::file(of).into_bytes(),
        row: csv::report(of),
        points: csv::points(of),
        commitments: csv::commitments(of),
    }
}

/// Returns a value as JSON on one line.
fn json(value: &impl Serialize) -> Vec<u8> {
    // These values can always be serialised, since their keys are texts.
    serde_json::to_vec(value).unwrap_or_default()
}

/// Returns a value as JSON on one line, including the line end.
pub(crate) fn line(value: &impl Serialize) -> Vec<u8> {
    let mut line = json(value);
    line.push(b'\n');
    line
}

/// The files about the whole archive, while reports are being added to them.
struct Whole<'a> {
    output: &'a Output<'a>,
    list: Vec<u8>,
    reports: usize,
    /// The dump and the tables, in display order.
    dump: Series,
    tables: [Series; 3],
}

impl<'a> Whole<'a> {
    fn new(site: &Site, output: &'a Output<'a>) -> Whole<'a> {
        let table = |name, columns: Vec<String>| {
            let header = csv::row(&columns);
            Series { columns, ..Series::new(name, name, "csv", header) }
        };
        let owned = |columns: &[&str]| columns.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>();
        Whole {
            output,
            list: list_opening(site),
            reports: 0,
            dump: Series::new("dump", "reports", "ndjson", Vec::new()),
            tables: [
                table("reports", csv::report_columns(&site.config)),
                table("points", owned(&csv::POINT_COLUMNS)),
                table("commitments", owned(&csv::COMMITMENT_COLUMNS)),
            ],
        }
    }

    fn push(&mut self, pieces: &Pieces) {
        if self.reports > 0 {
            self.list.extend_from_slice(b",\n");
        }
        self.reports += 1;
        self.list.extend_from_slice(&pieces.head);
        self.dump.push(&pieces.json, self.output);
        let [reports, points, commitments] = &mut self.tables;
        reports.push(&pieces.row, self.output);
        pieces.points.iter().for_each(|row| points.push(row, self.output));
        pieces.commitments.iter().for_each(|row| commitments.push(row, self.output));
    }

    /// Adds the rest to the output, and returns the files in display order.
    fn finish(mut self) -> Vec<DataFile> {
        self.list.extend_from_slice(b"\n]}\n");
        let path = names::file(names::LIST).output_path();
        let list = Part { path, bytes: self.list, records: self.reports };
        let list = put(list, ("list", Vec::new()), self.output);
        let series = [self.dump].into_iter().chain(self.tables);
        [list].into_iter().chain(series.flat_map(|series| series.finish(self.output))).collect()
    }
}

/// A file about the whole archive, in as many parts as needed.
struct Series {
    kind: &'static str,
    columns: Vec<String>,
    volumes: Volumes,
    /// The parts that are complete.
    files: Vec<DataFile>,
}

impl Series {
    fn new(kind: &'static str, name: &str, extension: &'static str, header: Vec<u8>) -> Series {
        let stem = format!("{}/{name}", names::FOLDER);
        let volumes = Volumes::new(stem, extension, header, PART_BYTES_MAX);
        Series { kind, columns: Vec::new(), volumes, files: Vec::new() }
    }

    fn push(&mut self, record: &[u8], output: &Output<'_>) {
        if let Some(part) = self.volumes.push(record) {
            // The columns of a table are listed once.
            let columns = std::mem::take(&mut self.columns);
            self.files.push(put(part, (self.kind, columns), output));
        }
    }

    fn finish(self, output: &Output<'_>) -> Vec<DataFile> {
        let Series { kind, columns, volumes, mut files } = self;
        files.push(put(volumes.finish(), (kind, columns), output));
        files
    }
}

/// Adds a file to the output, and returns its description.
fn put(part: Part, (kind, columns): (&'static str, Vec<String>), output: &Output<'_>) -> DataFile {
    let Part { path, bytes, records } = part;
    let url = UrlPath::file(path.as_str());
    let file = DataFile { kind, url, bytes: bytes.len(), records: Some(records), columns };
    output.insert(path, bytes);
    file
}

/// The beginning of the list of reports.
#[derive(Serialize)]
struct ListHead<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    title: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    languages: Vec<&'a str>,
}

/// Returns the beginning of the list of reports, up to the first of them.
fn list_opening(site: &Site) -> Vec<u8> {
    let base = &site.config.base;
    let head = ListHead {
        schema: base.absolute(&names::schema(names::LIST_SCHEMA)),
        title: site.config.title.get(&site.config.default_language().code).unwrap_or_default(),
        url: base.absolute(&UrlPath::default()),
        license: site.config.license.as_ref().map(|license| license.url.as_str()),
        languages: site.languages.iter().map(|language| language.language.code.as_str()).collect(),
    };
    let mut out = json(&head);
    // The object continues with the reports, which are already JSON.
    out.pop();
    out.extend_from_slice(b",\"reports\":[\n");
    out
}
