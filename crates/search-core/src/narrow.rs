//! Filters and facet counts: what narrows an answer, and how many reports each choice would leave.
//!
//! The *facets* are the taxonomies of the site, then the year, the language of the report and the kind of
//! passage. Values chosen within one facet are alternatives; a report must fit every facet with a choice.

use crate::analysis::fold_fully;
use crate::pack::{FacetTable, PassageKind, ReportFacets, Segment, Wants};
use crate::query::{Field, TypedFilter};
use crate::rank::MatchedReport;
use crate::sorted::{has, keep, sort_by};
use crate::text::{decimal, number, split, trim_end, trim_start};

/// The year of the meeting. This and the next two are the ids of the facets that every archive has.
pub const YEAR: &str = "year";
/// The language of the report.
pub const LANGUAGE: &str = "language";
/// The kind of passage.
pub const KIND: &str = "kind";

/// What the reader chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Facet id and value id.
    pub values: Vec<(String, String)>,
    /// The first date: `2016`, `2016-03` or `2016-03-14`; empty for none.
    pub from: String,
    /// The last date, inclusive; empty for none.
    pub to: String,
}

impl Filters {
    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.from.is_empty() && self.to.is_empty()
    }
}

/// A facet with how many reports each value would leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facet {
    /// Its id.
    pub id: String,
    /// Its name in the language of the first segment; empty if the page names it.
    pub name: String,
    /// Its values: years newest first, others most frequent first. Values that would leave no report are
    /// listed only if chosen.
    pub values: Vec<FacetCount>,
}

/// A value of a facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetCount {
    /// Its id.
    pub id: String,
    /// Its label in the language of the first segment; empty if the page names it.
    pub label: String,
    /// How many reports would be left if it were chosen instead of the facet's other values.
    pub count: u32,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// The facets of the reports of the segments in scope.
pub struct Facets {
    facets: Vec<Facet>,
    segments: Vec<SegmentFacets>,
    from: u32,
    to: u32,
}

struct SegmentFacets {
    reports: Vec<ReportFacets>,
    /// For each taxonomy, the places of its values in the facet of all segments.
    places: Vec<(usize, Vec<u32>)>,
    language: u32,
}

impl Facets {
    /// Reads the facets of the segments in scope; `None` if parts are missing.
    pub fn read(
        scope: &[(&str, &Segment)],
        filters: &Filters,
        typed: &[TypedFilter],
        wants: &mut [Wants],
    ) -> Option<(Facets, Vec<String>)> {
        let mut facets = Facets { facets: Vec::new(), segments: Vec::new(), from: 0, to: u32::MAX };
        let mut names: Vec<(usize, u32, Vec<String>)> = Vec::new();
        for ((language, segment), wants) in scope.iter().zip(wants) {
            let (tables, reports) = (segment.facet_values(wants), segment.report_facets(wants));
            let (Some(tables), Some(reports)) = (tables, reports) else { continue };
            facets.add_segment(language, tables, reports, &mut names);
        }
        if facets.segments.len() < scope.len() {
            return None;
        }
        let unknown = facets.choose(filters, typed, &names);
        Some((facets, unknown))
    }

    fn add_segment(
        &mut self,
        language: &str,
        tables: Vec<FacetTable>,
        reports: Vec<ReportFacets>,
        names: &mut Vec<(usize, u32, Vec<String>)>,
    ) {
        let mut places = Vec::new();
        for table in tables {
            let facet = self.facet(&table.id, &table.name);
            let mut of_values = Vec::new();
            for value in table.values {
                let place = self.value(facet, &value.id, &value.label);
                let mut called = value.names;
                called.push(fold_fully(&value.id));
                names.push((facet, place, called));
                of_values.push(place);
            }
            places.push((facet, of_values));
        }
        let facet = self.facet(LANGUAGE, "");
        let language = self.value(facet, language, "");
        self.segments.push(SegmentFacets { reports, places, language });
    }

    /// Returns the place of a facet, adding it if it is new.
    fn facet(&mut self, id: &str, name: &str) -> usize {
        self.facets.iter().position(|facet| facet.id == id).unwrap_or_else(|| {
            self.facets.push(Facet { id: id.to_owned(), name: name.to_owned(), values: Vec::new() });
            self.facets.len() - 1
        })
    }

    fn value(&mut self, facet: usize, id: &str, label: &str) -> u32 {
        let values = &mut self.facets[facet].values;
        let place = values.iter().position(|value| value.id == id).unwrap_or_else(|| {
            values.push(FacetCount { id: id.to_owned(), label: label.to_owned(), ..FacetCount::default() });
            values.len() - 1
        });
        place as u32
    }

    /// Marks what is chosen, and returns typed values that no facet has.
    fn choose(
        &mut self,
        filters: &Filters,
        typed: &[TypedFilter],
        names: &[(usize, u32, Vec<String>)],
    ) -> Vec<String> {
        for (id, value) in &filters.values {
            let facet = self.facet(id, "");
            let place = self.value(facet, value, "");
            self.facets[facet].values[place as usize].chosen = true;
        }
        self.limit(&filters.from, &filters.to);
        let mut unknown = Vec::new();
        for filter in typed {
            match filter.field {
                Field::From => self.limit(&filter.value, ""),
                Field::To => self.limit("", &filter.value),
                Field::Year => self.limit(&filter.value, &filter.value),
                Field::Facet(facet) => {
                    let meant = values_called(names, facet, &filter.value);
                    if meant.is_empty() {
                        unknown.push(filter.value.clone());
                    }
                    for place in meant {
                        self.facets[facet].values[place as usize].chosen = true;
                    }
                }
            }
        }
        unknown
    }

    fn limit(&mut self, from: &str, to: &str) {
        if let Some((first, _)) = days(from) {
            self.from = self.from.max(first);
        }
        if let Some((_, last)) = days(to) {
            self.to = self.to.min(last);
        }
    }

    /// Returns the filters in force: facets with their chosen values.
    pub fn chosen(&self) -> Vec<Facet> {
        let mut facets = Vec::new();
        for facet in &self.facets {
            let mut chosen = Facet { id: facet.id.clone(), name: facet.name.clone(), values: Vec::new() };
            for value in facet.values.iter().filter(|value| value.chosen) {
                chosen.values.push(value.clone());
            }
            if !chosen.values.is_empty() {
                facets.push(chosen);
            }
        }
        facets
    }

    /// Returns the first day of a report's meeting; 0 if it is not known.
    pub fn date(&self, report: &MatchedReport) -> u32 {
        self.of(report).map_or(0, |facets| facets.date)
    }

    fn of(&self, report: &MatchedReport) -> Option<&ReportFacets> {
        self.segments[report.segment].reports.get(report.report as usize)
    }

    /// Keeps the reports and passages that fit all choices, and counts the values of each facet.
    pub fn narrow(mut self, reports: &mut Vec<MatchedReport>) -> Vec<Facet> {
        let year = self.facet(YEAR, "");
        let kind = self.facet(KIND, "");
        for kind_of in PassageKind::ALL.into_iter().rev() {
            self.value(kind, kind_of.id(), "");
        }
        self.add_years(year, reports);
        let (from, to) = (self.from, self.to);
        for mut report in std::mem::take(reports) {
            let values = self.values_of(&report, year, kind);
            let unfit = self.unfit(&values);
            let is_in_time = (from, to) == (0, u32::MAX) || (from..=to).contains(&self.date(&report));
            for (facet, place) in values {
                let others_fit = unfit.iter().all(|unfit| *unfit == facet);
                if others_fit && is_in_time {
                    self.facets[facet].values[place as usize].count += 1;
                }
            }
            self.keep_kinds(&mut report, kind);
            if is_in_time && unfit.is_empty() {
                reports.push(report);
            }
        }
        self.ordered()
    }

    /// Returns the facets with a choice that none of these values fits.
    fn unfit(&self, values: &[(usize, u32)]) -> Vec<usize> {
        let mut unfit = Vec::new();
        for (number, facet) in self.facets.iter().enumerate() {
            let fits = |(of, place): &(usize, u32)| *of == number && facet.values[*place as usize].chosen;
            if facet.values.iter().any(|value| value.chosen) && !values.iter().any(fits) {
                unfit.push(number);
            }
        }
        unfit
    }

    /// Returns a report's values: facet and place.
    fn values_of(&self, report: &MatchedReport, year: usize, kind: usize) -> Vec<(usize, u32)> {
        let mut values = Vec::new();
        let Some(facets) = self.of(report) else { return values };
        let segment = &self.segments[report.segment];
        for ((facet, places), local) in segment.places.iter().zip(&facets.values) {
            for local in local {
                if let Some(place) = places.get(*local as usize) {
                    values.push((*facet, *place));
                }
            }
        }
        for (number, facet) in self.facets.iter().enumerate() {
            if facet.id == LANGUAGE {
                values.push((number, segment.language));
            }
        }
        let mut add = |facet: usize, id: &str| {
            if let Some(value) = self.place_of(facet, id).filter(|value| !has(&values, *value)) {
                values.push(value);
            }
        };
        add(year, &year_of(facets.date));
        for passage in &report.passages {
            add(kind, facets.kind(passage.passage).map_or("", PassageKind::id));
        }
        values
    }

    /// Returns a value of a facet by its id.
    fn place_of(&self, facet: usize, id: &str) -> Option<(usize, u32)> {
        let place = self.facets[facet].values.iter().position(|value| value.id == id)?;
        Some((facet, place as u32))
    }

    fn add_years(&mut self, year: usize, reports: &[MatchedReport]) {
        let mut years: Vec<u32> = Vec::new();
        for report in reports {
            let known = self.date(report) / 10_000;
            if known > 0 && !has(&years, known) {
                years.push(known);
            }
        }
        sort_by(&mut years, &|a, b| b.cmp(a));
        for known in years {
            self.value(year, &year_of(known * 10_000), "");
        }
    }

    /// Removes passages of kinds that are not chosen, if any kind is chosen.
    fn keep_kinds(&self, report: &mut MatchedReport, kind: usize) {
        let is_chosen =
            |id: &str| self.facets[kind].values.iter().any(|value| value.chosen && value.id == id);
        let Some(facets) = self.of(report) else { return };
        if self.facets[kind].values.iter().any(|value| value.chosen) {
            keep(&mut report.passages, &|passage| {
                facets.kind(passage.passage).is_some_and(|kind| is_chosen(kind.id()))
            });
        }
    }

    fn ordered(mut self) -> Vec<Facet> {
        for facet in &mut self.facets {
            keep(&mut facet.values, &|value| value.count > 0 || value.chosen);
            if facet.id == YEAR {
                sort_by(&mut facet.values, &|a, b| b.id.cmp(&a.id));
            } else {
                sort_by(&mut facet.values, &|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
            }
        }
        // The taxonomies come first, in whatever order the others were met.
        let place =
            |id: &str| [YEAR, LANGUAGE, KIND].iter().position(|known| *known == id).map_or(0, |at| at + 1);
        sort_by(&mut self.facets, &|a, b| place(&a.id).cmp(&place(&b.id)));
        keep(&mut self.facets, &|facet| !facet.values.is_empty());
        self.facets
    }
}

fn year_of(date: u32) -> String {
    if date == 0 { String::new() } else { decimal(date / 10_000) }
}

/// Returns the places of a facet's values whose name is `typed`, or else whose words begin with it.
fn values_called(names: &[(usize, u32, Vec<String>)], facet: usize, typed: &str) -> Vec<u32> {
    let typed = fold_fully(typed);
    let typed = trim_end(&typed, &|c| c == '*');
    let words = split(typed, &char::is_whitespace);
    let begins = |name: &str| {
        let parts = split(name, &char::is_whitespace);
        words.iter().all(|word| parts.iter().any(|part| part.starts_with(word)))
    };
    let exact = values_with(names, facet, &|name| name == typed);
    if exact.is_empty() { values_with(names, facet, &begins) } else { exact }
}

/// Returns the places of a facet's values that have a name which fits.
fn values_with(names: &[(usize, u32, Vec<String>)], facet: usize, fits: &dyn Fn(&str) -> bool) -> Vec<u32> {
    let mut places = Vec::new();
    for (of, place, names) in names {
        if *of == facet && names.iter().any(|name| fits(name)) {
            places.push(*place);
        }
    }
    places
}

/// Returns the first and the last day of a year, month or day, as year · 10,000 + month · 100 + day.
fn days(date: &str) -> Option<(u32, u32)> {
    let parts = split(date, &|c| matches!(c, '-' | '/' | '.'));
    let number = |place: usize, max: u32| {
        let part = trim_end(trim_start(parts.get(place)?, &char::is_whitespace), &char::is_whitespace);
        number(part).filter(|number| *number <= max)
    };
    let year = number(0, 9999).filter(|year| *year > 0)? * 10_000;
    let Some(month) = number(1, 99) else { return Some((year, year + 9999)) };
    let month = year + month * 100;
    match number(2, 99) {
        Some(day) if parts.len() == 3 => Some((month + day, month + day)),
        _ => Some((month, month + 99)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_be_years_months_or_days() {
        assert_eq!(days("2016"), Some((20_160_000, 20_169_999)));
        assert_eq!(days("2016-03"), Some((20_160_300, 20_160_399)));
        assert_eq!(days("2016-3-4"), Some((20_160_304, 20_160_304)));
        assert_eq!(days("marzo"), None);
        assert_eq!(days(""), None);
    }
}
