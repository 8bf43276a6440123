/**
 * Many figures in few, and tables of them.
 */

/**
 * @typedef {{ count: number, median: number, p95: number, max: number }} Summary
 */

/**
 * Returns the median, the value that 95 of 100 do not exceed (by nearest rank), and the greatest; of none, NaN.
 *
 * @param {number[]} values
 * @returns {Summary}
 */
export function summaryOf(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const atRank = (/** @type {number} */ share) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
  return { count: sorted.length, median: atRank(0.5), p95: atRank(0.95), max: atRank(1) };
}

/**
 * Returns `median / p95 / max`.
 *
 * @param {Summary} summary
 * @param {number} digits How many after the point.
 */
export function show({ count, median, p95, max }, digits = 0) {
  return count === 0 ? '–' : [median, p95, max].map((value) => value.toFixed(digits)).join(' / ');
}

/**
 * Returns a table in Markdown.
 *
 * @param {string} title
 * @param {string[]} head
 * @param {(string | number)[][]} rows
 */
export function table(title, head, rows) {
  const line = (/** @type {(string | number)[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
