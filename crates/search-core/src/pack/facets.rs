//! Facets: what the answer to a query can be narrowed by.

use super::Wants;
use super::varint::Bytes;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassageKind {
    /// The text before the first point or heading.
    Head = 0,
    /// A section under a heading.
    Section = 1,
    /// A numbered point.
    Point = 2,
}

impl PassageKind {
    /// Every kind, by number.
    pub const ALL: [PassageKind; 3] = [PassageKind::Head, PassageKind::Section, PassageKind::Point];

    /// Returns the kind's id in addresses and answers.
    pub fn id(self) -> &'static str {
        match self {
            PassageKind::Head => "head",
            PassageKind::Section => "section",
            PassageKind::Point => "point",
        }
    }
}

/// A facet and its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetTable {
    /// Its id.
    pub id: String,
    /// Its name in the segment's language.
    pub name: String,
    /// Its values; reports name them by their place.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetValue {
    /// Its id, the same in every segment.
    pub id: String,
    /// What it is called in the segment's language.
    pub label: String,
    /// All its names, folded ([`crate::analysis::fold_fully`]), for values that are typed.
    pub names: Vec<String>,
}

/// The facets of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportFacets {
    /// The first day of the meeting, as year · 10,000 + month · 100 + day; 0 if it is not known.
    pub date: u32,
    /// The places of its values, by facet.
    pub values: Vec<Vec<u32>>,
    /// The kinds of its passages: each kind with how many consecutive passages are of it.
    pub kinds: Vec<(u32, u32)>,
}

impl ReportFacets {
    /// Returns the kind of passage `passage`.
    pub fn kind(&self, passage: u32) -> Option<PassageKind> {
        let mut left = passage;
        for (kind, count) in &self.kinds {
            match left.checked_sub(*count) {
                Some(rest) => left = rest,
                None => return PassageKind::ALL.get(*kind as usize).copied(),
            }
        }
        None
    }
}

/// Reads the facet values part.
pub(super) fn read_values(part: &[u8], wants: &mut Wants) -> Vec<FacetTable> {
    let mut bytes = Bytes::new(part);
    let mut tables = Vec::new();
    while !bytes.is_empty() {
        let mut table = FacetTable { id: bytes.string(), name: bytes.string(), values: Vec::new() };
        for _ in 0..bytes.count() {
            let (id, label) = (bytes.string(), bytes.string());
            table.values.push(FacetValue { id, label, names: bytes.strings() });
        }
        tables.push(table);
    }
    bytes.tell(wants);
    tables
}

/// Reads a facets part: column by column, the reports in order.
pub(super) fn read_facets(part: &[u8], facet_count: usize, wants: &mut Wants) -> Vec<ReportFacets> {
    let mut bytes = Bytes::new(part);
    let count = bytes.count();
    let mut reports = Vec::new();
    let mut date = 0u32;
    for _ in 0..count {
        // Reports are newest first, so dates fall.
        date = date.wrapping_sub(bytes.u32());
        reports.push(ReportFacets { date, ..ReportFacets::default() });
    }
    for _ in 0..facet_count {
        for report in &mut reports {
            // A damaged part must not allocate a list for each report and facet that it does not have.
            if bytes.is_empty() {
                break;
            }
            let count = bytes.count();
            let mut values = Vec::new();
            for _ in 0..count {
                values.push(bytes.u32());
            }
            report.values.push(values);
        }
    }
    for report in &mut reports {
        let count = bytes.count();
        for _ in 0..count {
            report.kinds.push((bytes.u32(), bytes.u32()));
        }
    }
    bytes.tell(wants);
    reports
}
