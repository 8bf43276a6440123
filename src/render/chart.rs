//! The geometry of charts by year. Charts are drawn at build time, so pages need no script for them.

use super::templates::{Bar, Column};

/// The maximum span of years in which empty years are shown; for a longer span, only years that are not empty
/// are.
const SPAN_YEARS_MAX: i16 = 100;
/// The minimum height of a column that is not empty, so that one of a thousand is still visible.
const SHARE_MIN: usize = 2;
/// The width of a column including the gap after it, in units of the drawing.
const COLUMN_WIDTH: usize = 10;
/// The width of the gap.
const COLUMN_GAP: usize = 2;

/// Returns the columns for counts by year, earliest first, including the years between them.
pub(super) fn columns(counts: &[(i16, usize)]) -> Vec<Column> {
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let column = |year: i16, count: usize| {
        let share = if count == 0 { 0 } else { (count * 100 / most).max(SHARE_MIN) };
        Column { year, count, share, href: None }
    };
    let (Some((first, _)), Some((last, _))) = (counts.first(), counts.last()) else { return Vec::new() };
    if last - first >= SPAN_YEARS_MAX {
        return counts.iter().map(|(year, count)| column(*year, *count)).collect();
    }
    let count = |year: i16| {
        let at = counts.binary_search_by_key(&year, |(year, _)| *year);
        at.map_or(0, |at| counts[at].1)
    };
    (*first..=*last).map(|year| column(year, count(year))).collect()
}

/// Returns the rectangles of adjacent columns, and the width of the drawing.
pub(super) fn bars(columns: &[Column]) -> (Vec<Bar>, usize) {
    let bar = |(at, column): (usize, &Column)| Bar {
        x: at * COLUMN_WIDTH + COLUMN_GAP / 2,
        y: 100 - column.share,
        width: COLUMN_WIDTH - COLUMN_GAP,
        height: column.share,
    };
    let drawn = columns.iter().enumerate().filter(|(_, column)| column.share > 0);
    (drawn.map(bar).collect(), columns.len() * COLUMN_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: &[(i16, usize)], expected: &[(i16, usize)]) {
        let columns = columns(counts);
        let shown: Vec<(i16, usize)> = columns.iter().map(|column| (column.year, column.share)).collect();
        assert_eq!(shown, expected, "{counts:?}");
    }

    #[test]
    fn columns_are_shares_of_the_most() {
        check(&[], &[]);
        check(&[(2017, 3)], &[(2017, 100)]);
        check(&[(2017, 1), (2019, 4)], &[(2017, 25), (2018, 0), (2019, 100)]);
        check(&[(2017, 1), (2018, 1_000)], &[(2017, SHARE_MIN), (2018, 100)]);
        check(&[(2017, 0)], &[(2017, 0)]);
    }

    #[test]
    fn a_long_span_is_not_filled_in() {
        check(&[(1800, 1), (2000, 1)], &[(1800, 100), (2000, 100)]);
        assert_eq!(columns(&[(-9999, 1), (9999, 1)]).len(), 2);
    }

    #[test]
    fn bars_stand_on_the_ground() {
        let (bars, width) = bars(&columns(&[(2017, 1), (2019, 4)]));
        assert_eq!(width, 30);
        let bar = |x, y, height| Bar { x, y, width: 8, height };
        assert_eq!(bars, [bar(1, 75, 25), bar(21, 0, 100)]);
    }
}
