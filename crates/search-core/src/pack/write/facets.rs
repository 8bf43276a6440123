//! Facets of the reports, column by column.

use super::super::varint::{put_slice, put_varint};
use super::super::{FacetTable, REPORTS_PER_FACETS_PART};
use super::{Part, Parts, ReportRecord, put_strings};

/// What a facets part holds of a report.
pub(super) struct FacetRow {
    day: u32,
    facets: Vec<Vec<u32>>,
    /// Kinds of passage, each with how many consecutive passages are of it.
    kinds: Vec<(u64, u64)>,
}

impl FacetRow {
    pub(super) fn new(report: ReportRecord<'_>) -> FacetRow {
        let runs = report.passages.chunk_by(|a, b| a.kind == b.kind);
        let kinds = runs.map(|run| (run[0].kind as u64, run.len() as u64)).collect();
        FacetRow { day: report.day, facets: report.facets, kinds }
    }
}

/// The most reports at which the root says that the dates step back.
pub(super) const STEPS_MAX: usize = 16;

/// Returns some of the reports, newest first, that have another date than the one before.
pub(super) fn steps(reports: &[FacetRow]) -> Vec<usize> {
    let apart = reports.len().div_ceil(STEPS_MAX);
    let mut steps = Vec::new();
    for number in 1..reports.len() {
        let is_far = number >= steps.last().copied().unwrap_or(0) + apart;
        if is_far && reports[number].day != reports[number - 1].day {
            steps.push(number);
        }
    }
    steps
}

/// Returns the part with the values, and those with the facets of the reports.
pub(super) fn parts(tables: &[FacetTable], reports: &[FacetRow]) -> Parts {
    let mut parts = vec![(Part::FacetValues, values(tables))];
    for (number, reports) in reports.chunks(REPORTS_PER_FACETS_PART as usize).enumerate() {
        parts.push((Part::Facets(number as u32), facets(tables.len(), reports)));
    }
    parts
}

fn values(tables: &[FacetTable]) -> Vec<u8> {
    let mut out = Vec::new();
    for table in tables {
        put_slice(&mut out, table.id.as_bytes());
        put_slice(&mut out, table.name.as_bytes());
        put_varint(&mut out, table.values.len() as u64);
        for value in &table.values {
            put_slice(&mut out, value.id.as_bytes());
            put_slice(&mut out, value.label.as_bytes());
            put_strings(&mut out, &value.names);
        }
    }
    out
}

fn facets(facet_count: usize, reports: &[FacetRow]) -> Vec<u8> {
    let mut out = Vec::new();
    put_varint(&mut out, reports.len() as u64);
    let mut last = 0u32;
    for report in reports {
        put_varint(&mut out, u64::from(last.wrapping_sub(report.day)));
        last = report.day;
    }
    for facet in 0..facet_count {
        for report in reports {
            let values = report.facets.get(facet).map_or(&[][..], Vec::as_slice);
            put_varint(&mut out, values.len() as u64);
            values.iter().for_each(|value| put_varint(&mut out, u64::from(*value)));
        }
    }
    for report in reports {
        put_varint(&mut out, report.kinds.len() as u64);
        for (kind, count) in &report.kinds {
            put_varint(&mut out, *kind);
            put_varint(&mut out, *count);
        }
    }
    out
}
