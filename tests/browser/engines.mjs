/**
 * The searches that are compared, asked alike: both answer with ten results and their extracts.
 *
 * @import { Page } from 'playwright-core'
 * @import { serve } from './server.mjs'
 *
 * @typedef {Awaited<ReturnType<typeof serve>>} Server
 *
 * @typedef {object} Answer
 * @property {number} shown How many results with extracts there are, at most ten.
 * @property {number} milliseconds From the first request of the search, or from the query, to the last of them.
 * @property {Set<string>} [before] The paths of what was asked for until then; of all, if there is none.
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {(path: string) => boolean} isSearch Whether a file is fetched for the sake of searching alone.
 * @property {string} script What is to run in its pages.
 * @property {(page: Page, server: Server, query: string, patience: number) => Promise<Answer>} askCold On a new page.
 * @property {(page: Page, server: Server, query: string, patience: number) => Promise<Answer>} askWarm On the same.
 */

import { existsSync } from 'node:fs';
import path from 'node:path';

import * as pagefind from './pagefind.mjs';

/** How many results a reader is shown. */
export const RESULTS = 10;
/** How long nothing may happen before an answer is taken to be whole, in milliseconds: with ten results there. */
const QUIET_MS = 300;
/** Likewise with fewer; times the patience that a slow connection asks for. */
const QUIET_WITHOUT_RESULTS_MS = 1500;
const ANSWER_TIMEOUT_MS = 120_000;
/** What every page of a site has, searched or not. */
const PAGE_FILES = /(?:\/|\.html|\.css|\.svg|\.ico|\/search\/actas\.js)$/;
/** How many requests a page remembers: more than it makes. */
const REMEMBERED = 10_000;

/** Notes when the list of results changes, and when it first holds ten with extracts. */
const WATCH = `{
  performance.setResourceTimingBufferSize(${REMEMBERED});
  const watch = (window.watch = { changedAt: 0, tenAt: 0, shown: 0, inputAt: 0, listAt: 0 });
  const within = (node, selector) => (node.nodeType === 1 ? node : node.parentElement)?.closest(selector);
  new MutationObserver((records) => {
    const now = performance.now();
    const isList = records.some(({ target }) => within(target, '.results-list'));
    if (!isList && !records.some(({ target }) => within(target, '.results-status'))) return;
    watch.changedAt = now;
    if (isList) watch.listAt = now;
    watch.shown = [...document.querySelectorAll('.results-list .result-snippet')].filter((extract) => extract.textContent).length;
    if (watch.shown >= ${RESULTS} && !watch.tenAt) watch.tenAt = now;
  }).observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener('input', () => Object.assign(watch, { changedAt: 0, tenAt: 0, listAt: 0, inputAt: performance.now() }), true);
}`;

/**
 * Returns the address of the search page of a built site, from its root.
 *
 * @param {string} folder
 */
export function searchPage(folder) {
  return existsSync(path.join(folder, 'buscar', 'index.html')) ? 'buscar/' : 'search/';
}

/**
 * actas, on its search page.
 *
 * @param {string} folder The built site.
 * @returns {Engine}
 */
export function actas(folder) {
  const isSearch = (/** @type {string} */ file) => !PAGE_FILES.test(file);
  return {
    name: 'actas',
    isSearch,
    script: WATCH,
    async askCold(page, server, query, patience) {
      await page.goto(`${server.url}${searchPage(folder)}?q=${encodeURIComponent(query)}`);
      const { shown, at, before } = await settled(page, server, patience);
      // The page is as fast as any other of the site; what the search takes begins with its first file.
      const requests = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name, startTime })));
      const first = requests.find(({ name }) => isSearch(new URL(name).pathname));
      return { shown, before, milliseconds: at - (first?.startTime ?? NaN) };
    },
    async askWarm(page, server, query, patience) {
      await page.locator('#search-input').fill(query);
      const { shown, at, before, inputAt } = await settled(page, server, patience);
      return { shown, before, milliseconds: at - inputAt };
    },
  };
}

/** @type {Engine} */
export const PAGEFIND = {
  name: 'Pagefind',
  isSearch: (file) => file.includes('/pagefind/'),
  script: '',
  async askCold(page, server, query) {
    await page.goto(server.url + pagefind.PAGE);
    return pagefind.search(page, query, RESULTS);
  },
  askWarm: (page, _, query) => pagefind.search(page, query, RESULTS),
};

/**
 * Waits until the page shows what it is going to, and returns when it did.
 *
 * @param {Page} page
 * @param {Server} server
 * @param {number} patience
 */
async function settled(page, server, patience) {
  const deadline = performance.now() + ANSWER_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const { now, ...watch } = await page.evaluate(() => ({ now: performance.now(), ...(/** @type {any} */ (window).watch) }));
    const at = watch.tenAt || watch.changedAt;
    const lastAnswer = Math.max(0, ...server.log.map(({ end }) => end));
    const quiet = Math.min(now - Math.max(watch.changedAt, watch.inputAt), performance.now() - lastAnswer);
    if (quiet > (watch.tenAt ? QUIET_MS : QUIET_WITHOUT_RESULTS_MS) * patience) {
      return { shown: Math.min(watch.shown, RESULTS), at, before: await fetchedBefore(page, at), inputAt: watch.inputAt };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the results never came to rest');
}

/**
 * Returns the paths of what the page asked for until then: what it counts of the whole answer comes after the results.
 *
 * @param {Page} page
 * @param {number} at By the page's clock.
 */
async function fetchedBefore(page, at) {
  const asked = await page.evaluate(
    (at) => performance.getEntriesByType('resource').filter(({ startTime }) => startTime <= at).map(({ name }) => new URL(name).pathname),
    at,
  );
  return new Set(asked);
}
