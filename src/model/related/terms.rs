//! The context of a term: its mentions by date, and the terms that occur with it.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::points::{PassagePlace, TermPlace};
use super::super::{TaxonomyPages, TermPage};
use super::{LanguageSite, TermNumbers, TermWays};

/// The maximum number of related terms shown for a term.
const RELATED_TERMS_MAX: usize = 8;
/// The maximum number of terms in a passage or report that is considered. One with more is a list, and says
/// little about which terms are related.
const COMPANY_TERMS_MAX: usize = 32;

/// How often a term occurs in a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearCount {
    /// The year.
    pub year: i16,
    /// The number of passages that mention it.
    pub mentions: usize,
    /// The number of reports filed under it.
    pub reports: usize,
}

/// Returns the ways of every term, by taxonomy.
pub(super) fn ways(language: &LanguageSite) -> Vec<Vec<TermWays>> {
    let numbers = TermNumbers::new(language);
    let mut related = related(language, &numbers).into_iter();
    let of_taxonomy = |pages: &TaxonomyPages| {
        let related: Vec<Vec<TermPlace>> = related.by_ref().take(pages.terms.len()).collect();
        let pages = pages.terms.par_iter().zip(related);
        pages.map(|(page, related)| TermWays { related, ..dates(language, page) }).collect()
    };
    language.taxonomies.iter().map(of_taxonomy).collect()
}

/// Returns the dates at which a term occurs.
fn dates(language: &LanguageSite, page: &TermPage) -> TermWays {
    let year = |report: usize| language.reports[report].front.date.map(jiff::civil::Date::year);
    let mut years: BTreeMap<i16, YearCount> = BTreeMap::new();
    let mut mentioned_in = 0;
    let mut previous = None;
    for mention in &page.mentions {
        mentioned_in += usize::from(previous.replace(mention.report) != Some(mention.report));
        if let Some(year) = year(mention.report) {
            years.entry(year).or_default().mentions += 1;
        }
    }
    for year in page.reports.iter().filter_map(|report| year(*report)) {
        years.entry(year).or_default().reports += 1;
    }
    let dated = |place: &&PassagePlace| year(place.report).is_some();
    let last = page.mentions.iter().find(dated).copied();
    let oldest = page.mentions.iter().rev().find(dated).map(|place| place.report);
    let first = page.mentions.iter().find(|place| Some(place.report) == oldest).copied();
    let years = years.into_iter().map(|(year, count)| YearCount { year, ..count }).collect();
    TermWays { mentioned_in, first, last, years, ..TermWays::default() }
}

/// Returns, for each term, the terms that occur with it more often than by chance, nearest first.
///
/// Two terms co-occur in a passage that mentions both, or in a report filed under both. The measure is local
/// mutual information, `n(a,b) · ln(n(a,b) · N / (n(a) · n(b)))` (Evert, *The Statistics of Word
/// Cooccurrences*, 2005): a ubiquitous term is related to none, and a single co-occurrence does not outrank a
/// constant one.
fn related(language: &LanguageSite, numbers: &TermNumbers) -> Vec<Vec<TermPlace>> {
    let mut counts = vec![0u32; numbers.len()];
    let mut pairs: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut company_count = 0_usize;
    each_company(language, numbers, |company| {
        company_count += 1;
        for (at, one) in company.iter().enumerate() {
            counts[*one as usize] += 1;
            for other in &company[at + 1..] {
                *pairs.entry((*one, *other)).or_default() += 1;
            }
        }
    });
    let mut pairs: Vec<((u32, u32), u32)> = pairs.into_iter().collect();
    pairs.sort_unstable();
    let mut found: Vec<Vec<(f64, u32)>> = vec![Vec::new(); numbers.len()];
    for ((one, other), both) in pairs {
        let (both, all) = (f64::from(both), to_f64(company_count));
        let expected = f64::from(counts[one as usize]) * f64::from(counts[other as usize]) / all;
        let score = both * (both / expected).ln();
        if score > 0.0 {
            found[one as usize].push((score, other));
            found[other as usize].push((score, one));
        }
    }
    let nearest = |mut found: Vec<(f64, u32)>| {
        found.sort_by(|(a, one), (b, other)| b.total_cmp(a).then(one.cmp(other)));
        found.iter().take(RELATED_TERMS_MAX).map(|(_, term)| numbers.place(*term as usize)).collect()
    };
    found.into_iter().map(nearest).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of passages are far below 2^52")]
fn to_f64(count: usize) -> f64 {
    count as f64
}

/// Calls `each` with the sorted terms that occur together: those of each passage, and of each report.
fn each_company(language: &LanguageSite, numbers: &TermNumbers, mut each: impl FnMut(&[u32])) {
    let mut company: Vec<u32> = Vec::new();
    let mut told = |places: &mut dyn Iterator<Item = TermPlace>| {
        let number = |place| u32::try_from(numbers.number(place)).unwrap_or(u32::MAX);
        company.clear();
        company.extend(places.map(number));
        company.sort_unstable();
        company.dedup();
        if !company.is_empty() && company.len() <= COMPANY_TERMS_MAX {
            each(&company);
        }
    };
    for report in &language.reports {
        told(&mut report.filed());
        report.mentions.iter().for_each(|terms| told(&mut terms.iter().copied()));
    }
}
