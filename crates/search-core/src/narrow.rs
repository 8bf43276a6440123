//! Filters and facet counts: what narrows an answer, and how many reports each choice would leave.
//!
//! The *facets* are the taxonomies of the site, then the year, the language of the report and the kind of
//! passage. Values chosen of one facet are alternatives; the facets chosen from must all fit.

use crate::analysis::fold_fully;
use crate::pack::{FacetTable, PackError, PassageKind, ReportFacets, Segment, Wants};
use crate::query::{Field, TypedFilter};
use crate::rank::MatchedReport;

/// Ids of the facets that every archive has.
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
    /// The last date, itself included.
    pub to: String,
}

impl Filters {
    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self == &Filters::default()
    }
}

/// A facet with how many reports each value would leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facet {
    /// Its id.
    pub id: String,
    /// Its name in the language of the first segment; empty if the page has to name it.
    pub name: String,
    /// Its values: years newest first, others the most frequent first. Those that would leave nothing are only
    /// there if they are chosen.
    pub values: Vec<FacetCount>,
}

/// A value of a facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetCount {
    /// Its id.
    pub id: String,
    /// What it is called in the language of the first segment; empty if the page has to name it.
    pub label: String,
    /// How many reports would be left if it were chosen in the place of other values of the facet.
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
    /// For each taxonomy, where its values are among those of the facet of all segments.
    places: Vec<(usize, Vec<u32>)>,
    language: u32,
}

impl Facets {
    /// Reads the facets of the segments in scope; `None` if parts are wanted.
    ///
    /// # Errors
    /// When a part is damaged.
    pub fn read(
        scope: &[(&str, &Segment)],
        filters: &Filters,
        typed: &[TypedFilter],
        wants: &mut [Wants],
    ) -> Result<Option<(Facets, Vec<String>)>, PackError> {
        let mut facets = Facets { facets: Vec::new(), segments: Vec::new(), from: 0, to: u32::MAX };
        let mut names: Vec<(usize, u32, Vec<String>)> = Vec::new();
        for ((language, segment), wants) in scope.iter().zip(wants) {
            let (tables, reports) = (segment.facet_values(wants)?, segment.report_facets(wants)?);
            let (Some(tables), Some(reports)) = (tables, reports) else { continue };
            facets.add_segment(language, tables, reports, &mut names);
        }
        if facets.segments.len() < scope.len() {
            return Ok(None);
        }
        let unknown = facets.choose(filters, typed, &names);
        Ok(Some((facets, unknown)))
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

    /// Returns the place of a facet, a new one if need be.
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
        let chosen = self.facets.iter().map(|facet| Facet {
            values: facet.values.iter().filter(|value| value.chosen).cloned().collect(),
            ..facet.clone()
        });
        chosen.filter(|facet| !facet.values.is_empty()).collect()
    }

    /// Returns the first day of a report's meeting; 0 if it is not known.
    pub fn date(&self, report: &MatchedReport) -> u32 {
        self.of(report).map_or(0, |facets| facets.date)
    }

    fn of(&self, report: &MatchedReport) -> Option<&ReportFacets> {
        self.segments[report.segment].reports.get(report.report as usize)
    }

    /// Keeps the reports and passages that fit all that is chosen, and counts the values of each facet.
    pub fn narrow(mut self, reports: &mut Vec<MatchedReport>) -> Vec<Facet> {
        let year = self.facet(YEAR, "");
        let kind = self.facet(KIND, "");
        for kind_of in PassageKind::ALL.into_iter().rev() {
            self.value(kind, kind_of.id(), "");
        }
        self.add_years(year, reports);
        let chosen: Vec<Vec<bool>> =
            self.facets.iter().map(|facet| facet.values.iter().map(|value| value.chosen).collect()).collect();
        reports.retain_mut(|report| {
            let values = self.values_of(report, year, kind);
            let fits: Vec<bool> = values.iter().zip(&chosen).map(|(values, chosen)| fit(values, chosen)).collect();
            let is_in_time = (self.from..=self.to).contains(&self.date(report)) || (self.from, self.to) == (0, u32::MAX);
            for (facet, values) in values.iter().enumerate() {
                let others_fit = fits.iter().enumerate().all(|(other, fits)| *fits || other == facet);
                if others_fit && is_in_time {
                    values.iter().for_each(|value| self.facets[facet].values[*value as usize].count += 1);
                }
            }
            if chosen[kind].contains(&true) {
                self.keep_kinds(report, kind);
            }
            is_in_time && fits.iter().all(|fits| *fits)
        });
        self.ordered()
    }

    /// Returns the places of a report's values, by facet.
    fn values_of(&self, report: &MatchedReport, year: usize, kind: usize) -> Vec<Vec<u32>> {
        let mut values: Vec<Vec<u32>> = vec![Vec::new(); self.facets.len()];
        let Some(facets) = self.of(report) else { return values };
        let segment = &self.segments[report.segment];
        for ((facet, places), local) in segment.places.iter().zip(&facets.values) {
            values[*facet].extend(local.iter().filter_map(|local| places.get(*local as usize)));
        }
        for (facet, _) in self.facets.iter().enumerate().filter(|(_, facet)| facet.id == LANGUAGE) {
            values[facet].push(segment.language);
        }
        let of_year = self.facets[year].values.iter().position(|value| value.id == year_of(facets.date));
        values[year].extend(of_year.map(|place| place as u32));
        for passage in &report.passages {
            let id = facets.kind(passage.passage).map(PassageKind::id);
            let place = self.facets[kind].values.iter().position(|value| Some(value.id.as_str()) == id);
            if let Some(place) = place.map(|place| place as u32)
                && !values[kind].contains(&place)
            {
                values[kind].push(place);
            }
        }
        values
    }

    fn add_years(&mut self, year: usize, reports: &[MatchedReport]) {
        let mut dates: Vec<u32> = reports.iter().map(|report| self.date(report) / 10_000).collect();
        dates.sort_unstable();
        dates.dedup();
        for date in dates.into_iter().rev().filter(|date| *date > 0) {
            self.value(year, &year_of(date * 10_000), "");
        }
    }

    fn keep_kinds(&self, report: &mut MatchedReport, kind: usize) {
        let segment = &self.segments[report.segment];
        let Some(facets) = segment.reports.get(report.report as usize) else { return };
        let wanted = |id: &str| self.facets[kind].values.iter().any(|value| value.chosen && value.id == id);
        report.passages.retain(|passage| facets.kind(passage.passage).is_some_and(|kind| wanted(kind.id())));
    }

    fn ordered(mut self) -> Vec<Facet> {
        for facet in &mut self.facets {
            facet.values.retain(|value| value.count > 0 || value.chosen);
            if facet.id == YEAR {
                facet.values.sort_by(|a, b| b.id.cmp(&a.id));
            } else {
                facet.values.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label)));
            }
        }
        // The taxonomies come first, however the others were met.
        let place = |id: &str| [YEAR, LANGUAGE, KIND].iter().position(|known| *known == id).map_or(0, |at| at + 1);
        self.facets.sort_by_key(|facet| place(&facet.id));
        self.facets.retain(|facet| !facet.values.is_empty());
        self.facets
    }
}

/// Whether a report with these values fits; anything does where nothing is chosen.
fn fit(values: &[u32], chosen: &[bool]) -> bool {
    !chosen.contains(&true) || values.iter().any(|value| chosen[*value as usize])
}

fn year_of(date: u32) -> String {
    if date == 0 { String::new() } else { (date / 10_000).to_string() }
}

/// Returns the places of the values of a facet that are called so: exactly, else by the beginnings of words.
fn values_called(names: &[(usize, u32, Vec<String>)], facet: usize, typed: &str) -> Vec<u32> {
    let typed = fold_fully(typed);
    let typed = typed.trim_end_matches('*');
    let begins = |name: &str| {
        let mut words = typed.split_whitespace();
        words.all(|word| name.split_whitespace().any(|part| part.starts_with(word)))
    };
    let called = |fits: &dyn Fn(&str) -> bool| -> Vec<u32> {
        let of_facet = names.iter().filter(|(of, _, names)| *of == facet && names.iter().any(|name| fits(name)));
        of_facet.map(|(_, place, _)| *place).collect()
    };
    let exact = called(&|name| name == typed);
    if exact.is_empty() { called(&begins) } else { exact }
}

/// Returns the first and the last day of a year, month or day, as year · 10,000 + month · 100 + day.
fn days(date: &str) -> Option<(u32, u32)> {
    let mut parts = date.splitn(3, ['-', '/', '.']).map(|part| part.trim().parse::<u32>().ok());
    let year = parts.next().flatten().filter(|year| (1..=9999).contains(year))? * 10_000;
    let Some(month) = parts.next().flatten().filter(|month| *month < 100) else { return Some((year, year + 9999)) };
    let month = year + month * 100;
    let Some(day) = parts.next().flatten().filter(|day| *day < 100) else { return Some((month, month + 99)) };
    Some((month + day, month + day))
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
