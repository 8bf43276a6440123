//! The measurements as text, Markdown and JSON.

use std::cmp::Reverse;
use std::fmt::Write;

use anyhow::Result;
use serde_json::{Value, json};

use crate::bootstrap::{self, Interval};
use crate::collection::{Answer, Collection, Query};
use crate::engines::{Answers, NAMES};
use crate::metrics::Scores;

/// How many of the worst queries are listed.
const WORST: usize = 10;
/// How many results of each engine are listed with them.
const WORST_RESULTS: usize = 3;
/// How many of the pages that should be found are listed with them.
const WORST_SOUGHT: usize = 2;

/// The place of plain BM25 among the engines.
const BM25: usize = 2;

/// A collection with the answers of each engine and their scores.
pub(crate) struct Measured {
    collection: Collection,
    answers: [Answers; 3],
    /// By engine, then by query.
    scores: [Option<Vec<Scores>>; 3],
}

impl Measured {
    /// Scores the answers of the engines.
    pub(crate) fn new(collection: Collection, answers: [Answers; 3]) -> Measured {
        let score = |answers: &Vec<Answer>| {
            let queries = collection.queries.iter();
            queries.zip(answers).map(|(query, answer)| Scores::of(answer, &query.relevant)).collect()
        };
        let scores = answers.each_ref().map(|answers| answers.as_ref().map(score));
        Measured { collection, answers, scores }
    }

    /// Returns the categories in order of first appearance.
    fn categories(&self) -> Vec<&str> {
        let mut categories: Vec<&str> = Vec::new();
        for query in &self.collection.queries {
            if !categories.contains(&query.category.as_str()) {
                categories.push(&query.category);
            }
        }
        categories
    }

    /// Returns a row for each category, one for the mean over categories and one for the mean over queries.
    fn rows(&self) -> Vec<Row> {
        let is_in = |category: &str, query: &Query| query.category == category;
        let mut rows: Vec<Row> = self
            .categories()
            .into_iter()
            .map(|category| self.row(category, |query| is_in(category, query)))
            .collect();
        let of_categories = Row {
            name: "mean of categories".to_owned(),
            queries: self.collection.queries.len(),
            over_bm25: None,
            scores: [0, 1, 2].map(|engine| {
                let of_one: Option<Vec<Scores>> = rows.iter().map(|row| row.scores[engine]).collect();
                of_one.map(|scores| Scores {
                    empty: scores.iter().map(|scores| scores.empty).sum(),
                    ..Scores::mean(&scores)
                })
            }),
        };
        let all = self.row("mean of queries", |_| true);
        rows.extend([of_categories, all]);
        rows
    }

    fn row(&self, name: &str, is_in: impl Fn(&Query) -> bool) -> Row {
        let members: Vec<usize> = (0..self.collection.queries.len())
            .filter(|number| is_in(&self.collection.queries[*number]))
            .collect();
        let mean = |scores: &Vec<Scores>| Scores::mean(members.iter().map(|number| &scores[*number]));
        Row {
            name: name.to_owned(),
            queries: members.len(),
            over_bm25: self.over_bm25(&members),
            scores: self.scores.each_ref().map(|scores| scores.as_ref().map(mean)),
        }
    }

    /// Returns the interval of the ratio of nDCG to that of BM25 over these queries.
    fn over_bm25(&self, members: &[usize]) -> Option<Interval> {
        let (ours, theirs) = (&self.scores[0], &self.scores[BM25]);
        let of = |scores: &Vec<Scores>| members.iter().map(|number| scores[*number].ndcg).collect::<Vec<_>>();
        bootstrap::of_ratio(&of(ours.as_ref()?), &of(theirs.as_ref()?))
    }

    /// Returns the numbers of the queries at which `actas` is furthest behind the better of the other two
    /// engines.
    fn worst(&self) -> Vec<(f64, usize)> {
        let ndcg = |engine: usize, query: usize| {
            self.scores[engine].as_ref().map_or(0.0, |scores| scores[query].ndcg)
        };
        let behind = |query: usize| f64::max(ndcg(1, query), ndcg(2, query)) - ndcg(0, query);
        let mut worst: Vec<(f64, usize)> =
            (0..self.collection.queries.len()).map(|query| (behind(query), query)).collect();
        worst.retain(|(behind, _)| *behind > 0.0);
        worst.sort_by(|a, b| b.0.total_cmp(&a.0));
        worst.truncate(WORST);
        worst
    }
}

/// A category with the engines' scores in it.
struct Row {
    name: String,
    queries: usize,
    /// Of the ratio of nDCG to that of BM25; of single categories, and of all queries.
    over_bm25: Option<Interval>,
    scores: [Option<Scores>; 3],
}

impl Row {
    /// Returns a metric of `actas` divided by that of another engine.
    fn ratio(&self, other: usize, metric: impl Fn(&Scores) -> f64) -> Option<f64> {
        let [ours, theirs] = [self.scores[0].as_ref(), self.scores[other].as_ref()];
        let (ours, theirs) = (metric(ours?), metric(theirs?));
        (theirs > 0.0).then(|| ours / theirs)
    }

    fn cells(&self) -> Vec<String> {
        let metrics: [fn(&Scores) -> f64; 3] =
            [|scores| scores.ndcg, |scores| scores.reciprocal_rank, |scores| scores.success];
        let mut cells = vec![self.name.clone(), self.queries.to_string()];
        for metric in metrics {
            cells.extend(self.scores.iter().map(|scores| number(scores.as_ref().map(metric), 3)));
        }
        cells.extend(self.scores.iter().map(|scores| number(scores.map(|scores| scores.empty), 0)));
        cells.extend([1, 2].map(|other| number(self.ratio(other, |scores| scores.ndcg), 2)));
        let interval = self.over_bm25.map(|interval| format!("{:.2}–{:.2}", interval.low, interval.high));
        cells.push(interval.unwrap_or_else(|| "–".to_owned()));
        cells
    }

    fn json(&self) -> Value {
        let engine = |(name, scores): (&&str, &Option<Scores>)| {
            let value = scores.map(|scores| {
                json!({
                    "ndcg@10": scores.ndcg,
                    "mrr@10": scores.reciprocal_rank,
                    "success@1": scores.success,
                    "empty": scores.empty,
                })
            });
            ((*name).to_owned(), json!(value))
        };
        let engines: serde_json::Map<String, Value> = NAMES.iter().zip(&self.scores).map(engine).collect();
        let interval = self.over_bm25.map(|interval| json!([interval.low, interval.high]));
        json!({
            "category": self.name, "queries": self.queries, "engines": engines, "over_bm25": interval,
        })
    }
}

fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
}

/// The column headings: the metric, then the engine.
fn heads() -> Vec<String> {
    let mut heads = vec!["category".to_owned(), "queries".to_owned()];
    for metric in ["nDCG", "MRR", "hit@1", "empty"] {
        heads.extend(NAMES.map(|engine| format!("{metric} {engine}")));
    }
    heads.extend([1, 2].map(|other| format!("nDCG ÷ {}", NAMES[other])));
    heads.push("95 %".to_owned());
    heads
}

/// All measurements.
pub(crate) struct Report {
    measured: Vec<Measured>,
}

impl Report {
    /// Takes the measurements in display order.
    pub(crate) fn new(measured: Vec<Measured>) -> Report {
        Report { measured }
    }

    /// Returns the tables for a terminal; with `verbose`, each is followed by the worst queries.
    pub(crate) fn to_text(&self, verbose: bool) -> String {
        let mut out = String::new();
        for measured in &self.measured {
            let rows: Vec<Vec<String>> = measured.rows().iter().map(Row::cells).collect();
            let _ = writeln!(out, "\n{}", measured.collection.name);
            out.push_str(&aligned(&rows));
            if verbose {
                write_worst(measured, &mut out);
            }
        }
        let _ = writeln!(out, "\n{}", self.summary());
        out
    }

    /// Returns the tables in Markdown.
    pub(crate) fn to_markdown(&self) -> String {
        let mut out = "# Relevance\n\nnDCG, MRR and hit@1 are of the first ten pages; how they are \
                       measured: `tests/relevance/README.md`.\n"
            .to_owned();
        for measured in &self.measured {
            let _ = writeln!(out, "\n## {}\n", measured.collection.name);
            let heads = heads();
            let rule = "---: | ".repeat(heads.len() - 1);
            let _ = writeln!(out, "| {} |\n| --- | {rule}", heads.join(" | "));
            for row in measured.rows() {
                let _ = writeln!(out, "| {} |", row.cells().join(" | "));
            }
        }
        let _ = writeln!(out, "\n{}", self.summary());
        out
    }

    /// Returns in how many categories of all collections the answers are better and worse than those of BM25.
    fn summary(&self) -> String {
        let of_collection = |measured: &Measured| {
            let mut rows = measured.rows();
            rows.truncate(rows.len() - 2);
            rows
        };
        let rows: Vec<Row> = self.measured.iter().flat_map(of_collection).collect();
        let ratios: Vec<f64> = rows.iter().filter_map(|row| row.ratio(BM25, |scores| scores.ndcg)).collect();
        let count = |is_so: &dyn Fn(f64) -> bool| ratios.iter().filter(|ratio| is_so(**ratio)).count();
        let sure = |is_so: &dyn Fn(Interval) -> bool| {
            rows.iter().filter(|row| row.over_bm25.is_some_and(is_so)).count()
        };
        format!(
            "nDCG over that of BM25-OR in {} categories: 1.05 or more in {}, below 0.99 in {}; surely above 1 in {}, \
             surely below in {}",
            ratios.len(),
            count(&|ratio| ratio >= 1.05),
            count(&|ratio| ratio < 0.99),
            sure(&|interval| interval.low > 1.0),
            sure(&|interval| interval.high < 1.0),
        )
    }

    /// Returns the tables and each query's scores as JSON.
    pub(crate) fn to_json(&self) -> Result<String> {
        let collections: Vec<Value> = self.measured.iter().map(collection_json).collect();
        Ok(serde_json::to_string_pretty(&collections)?)
    }
}

fn collection_json(measured: &Measured) -> Value {
    let query = |(number, query): (usize, &Query)| {
        let engine = |engine: usize| {
            let ndcg = measured.scores[engine].as_ref().map(|scores| scores[number].ndcg);
            let pages = measured.answers[engine].as_ref().map(|answers| &answers[number]);
            (NAMES[engine].to_owned(), json!({ "ndcg@10": ndcg, "pages": pages }))
        };
        let engines: serde_json::Map<String, Value> = [0, 1, 2].map(engine).into_iter().collect();
        json!({ "text": query.text, "category": query.category, "engines": engines })
    };
    let queries: Vec<Value> = measured.collection.queries.iter().enumerate().map(query).collect();
    let rows: Vec<Value> = measured.rows().iter().map(Row::json).collect();
    json!({ "collection": measured.collection.name, "rows": rows, "queries": queries })
}

/// Returns rows under two heading lines, each metric once with its engines below.
fn aligned(rows: &[Vec<String>]) -> String {
    const WIDTH: usize = 9;
    let first = rows.iter().map(|row| row[0].chars().count()).max().unwrap_or(0);
    let mut lines = vec![String::new(), String::new()];
    let metrics = ["nDCG@10", "MRR@10", "success@1", "empty"];
    let _ = write!(lines[0], "{:first$} {:>7}", "", "");
    let _ = write!(lines[1], "{:first$} {:>7}", "", "queries");
    for metric in metrics {
        let _ = write!(lines[0], " │{metric:^width$}", width = 3 * WIDTH);
        let names: String = NAMES.iter().map(|name| format!("{name:>WIDTH$}")).collect();
        let _ = write!(lines[1], " │{names}");
    }
    let _ = write!(lines[0], " │{:^width$}", "nDCG of actas over", width = 3 * WIDTH);
    let _ = write!(lines[1], " │{:>WIDTH$}{:>WIDTH$}{:>WIDTH$}", NAMES[1], NAMES[2], "95 %");
    for row in rows {
        let mut line = format!("{:first$} {:>7}", row[0], row[1]);
        for (place, cell) in row[2..].iter().enumerate() {
            line.push_str(if place % NAMES.len() == 0 { " │" } else { "" });
            let _ = write!(line, "{cell:>WIDTH$}");
        }
        lines.push(line);
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn write_worst(measured: &Measured, out: &mut String) {
    let worst = measured.worst();
    if worst.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nwhere actas is furthest behind the better of the others:");
    for (behind, number) in worst {
        let query = &measured.collection.queries[number];
        let _ = writeln!(out, "\n  −{behind:.3}  {}  ({})", query.text, query.category);
        let mut sought: Vec<&String> = query.relevant.keys().collect();
        sought.sort_by_key(|page| Reverse(query.relevant[*page]));
        sought.truncate(WORST_SOUGHT);
        let _ = writeln!(out, "    sought          {}", shown(sought, query));
        for (engine, name) in NAMES.iter().enumerate() {
            let (Some(scores), Some(answers)) = (&measured.scores[engine], &measured.answers[engine]) else {
                continue;
            };
            let shown = shown(answers[number].iter().take(WORST_RESULTS), query);
            let _ = writeln!(out, "    {name:<9} {:.3}  {shown}", scores[number].ndcg);
        }
    }
}

/// Returns pages with their grades for a query.
fn shown<'a>(pages: impl IntoIterator<Item = &'a String>, query: &Query) -> String {
    let grade = |page: &str| query.relevant.get(page).copied().unwrap_or(0);
    let shown: Vec<String> = pages.into_iter().map(|page| format!("{page} [{}]", grade(page))).collect();
    if shown.is_empty() { "nothing".to_owned() } else { shown.join("  ") }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::collection::Scope;

    fn query(text: &str, category: &str) -> Query {
        let scope = Scope::Language("en".to_owned());
        let relevant = [("a/".to_owned(), 3)].into();
        Query { text: text.to_owned(), category: category.to_owned(), scope, relevant }
    }

    #[test]
    fn categories_count_alike_and_what_is_not_installed_has_no_numbers() {
        let queries = vec![query("1", "x"), query("2", "x"), query("3", "y")];
        let collection = Collection { name: "c".to_owned(), site: PathBuf::new(), queries };
        let found = || vec!["a/".to_owned()];
        let ours = vec![found(), Vec::new(), Vec::new()];
        let measured =
            Measured::new(collection, [Some(ours), None, Some(vec![found(), found(), Vec::new()])]);
        let rows = measured.rows();
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["x", "y", "mean of categories", "mean of queries"]);
        let ndcg: Vec<f64> = rows.iter().filter_map(|row| Some(row.scores[0]?.ndcg)).collect();
        assert_eq!(ndcg, [0.5, 0.0, 0.25, 1.0 / 3.0]);
        assert_eq!(rows[2].scores[0].map(|scores| scores.empty), Some(2.0));
        assert_eq!(
            (rows[0].ratio(1, |scores| scores.ndcg), rows[0].ratio(2, |scores| scores.ndcg)),
            (None, Some(0.5))
        );
        assert_eq!(measured.worst(), [(1.0, 1)]);
    }
}
