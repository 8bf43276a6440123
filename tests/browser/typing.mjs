/**
 * How long it takes from a key to the results that it changes, everything being fetched already.
 *
 * @import { Page } from 'playwright-core'
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { repository } from './site.mjs';

/** How long the results may go on changing after a key, in milliseconds. */
const QUIET_MS = 120;
/** How long to wait for results when the status changed alone: to say that there are none, or that it takes a while. */
const STATUS_MS = 1000;
/** How long to wait for anything to change. */
const UNCHANGED_MS = 2000;
/** The most letters of a query to type. */
const LETTERS_MAX = 12;

/** The script that says how long the search waits for the next key. */
const ASKER = path.join(repository, 'themes', 'default', 'scripts', 'asker.js');

/** Returns how long the search waits for the next key, in milliseconds: a constant of its scripts. */
export function debounce() {
  const [, wait] = /\bDEBOUNCE_MS = (\d+)/.exec(readFileSync(ASKER, 'utf8')) ?? [];
  if (!wait) throw new Error(`there is no DEBOUNCE_MS in ${ASKER}`);
  return Number(wait);
}

/**
 * Types queries letter by letter into a search page that `engines.mjs` watches, and returns for each key that
 * changed the results how many milliseconds passed from its `input` event to the results in the page.
 *
 * @param {Page} page
 * @param {string[]} queries
 */
export async function type(page, queries) {
  const input = page.locator('#search-input');
  /** @type {number[]} */
  const latencies = [];
  for (const query of queries) {
    await input.fill('');
    await answered(page);
    await input.focus();
    for (const letter of [...query].slice(0, LETTERS_MAX)) {
      await page.keyboard.insertText(letter);
      const latency = await answered(page);
      if (latency !== null) latencies.push(latency);
    }
  }
  return latencies;
}

/**
 * Waits for the results of the last key; returns how long they took, or null if there was nothing to change.
 *
 * @param {Page} page
 */
function answered(page) {
  return page.evaluate(
    ([quiet, status, unchanged]) =>
      new Promise((resolve) => {
        const timer = setInterval(() => {
          const { inputAt, changedAt, listAt } = /** @type {any} */ (window).watch;
          const until = listAt ? listAt + quiet : changedAt ? changedAt + status : inputAt + unchanged;
          if (performance.now() < until) return;
          clearInterval(timer);
          resolve(listAt ? listAt - inputAt : null);
        }, 20);
      }),
    /** @type {[number, number, number]} */ ([QUIET_MS, STATUS_MS, UNCHANGED_MS]),
  );
}
