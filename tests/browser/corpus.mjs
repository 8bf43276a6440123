/**
 * A corpus of real notes beside the repository: what its archive costs to build, to host and to search,
 * with Pagefind on the same HTML beside it. Figures are printed; that searching works, and the size of the
 * WebAssembly, are checked.
 */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { newPage } from './browser.mjs';
import { costOf, kilobytes, measured, showCost } from './cost.mjs';
import { brokenLinks, readSite } from './links.mjs';
import * as pagefind from './pagefind.mjs';
import { serve } from './server.mjs';
import { build, filesOf, repository, widgetFolder } from './site.mjs';

const CORPUS = path.join(repository, '..', 'shared', 'corpora', 'lang-team');
const QUERIES = ['const generics', 'specialization', 'async fn', 'unsafe', 'GAT stabilization'];
const WASM_MAX = 47_900;
const RESULTS = 10;
/** What a page needs that does not search. */
const NOT_SEARCH = /(?:\/|\.html|\.css|\.svg|\.ico)$/;

/** @param {any} harness */
export default async function checks({ check, skip, print }) {
  await check('the WebAssembly is within its budget after gzip', () => {
    const bytes = readFileSync(path.join(widgetFolder(), 'actas_search.wasm.gz'));
    assert.ok(bytes.length <= WASM_MAX, `${bytes.length} bytes`);
    return `${bytes.length} bytes (${gunzipSync(bytes).length} before)`;
  });
  if (!existsSync(CORPUS)) skip('there is no ../shared/corpora/lang-team beside the repository');

  const server = await serve('/');
  try {
    /** @type {Awaited<ReturnType<typeof build>> | null} */
    let built = null;
    await check('lang-team builds', async () => {
      built = await build({ site: CORPUS, baseUrl: server.url, wrapper: measured() });
      server.show(built.folder);
      tell(print, built, server.url);
    });
    if (!built) return;
    /** @type {{ folder: string }} */
    const { folder } = built;
    for (const query of QUERIES) {
      await check(`lang-team, cold first query: ${query}`, () => coldQuery(server, query));
    }
    await check('lang-team: every report that is found can be shown', () => everyReport(server, 'specialization'));
    await check('lang-team: Pagefind 1.6.0 indexes the same HTML', async () => {
      if (!pagefind.isInstalled()) skip('Pagefind is not installed: it is asked for on Linux only');
      const { pages, cost, bytes, files } = await pagefind.index(folder, 'reports/*/**/*.html', 'en');
      return `${pages} pages, ${showCost(cost)}, ${kilobytes(bytes)} in ${files} files`;
    });
    if (!pagefind.isInstalled()) return;
    server.show(folder);
    for (const query of QUERIES) {
      await check(`lang-team, cold first query with Pagefind: ${query}`, () => coldPagefindQuery(server, query));
    }
  } finally {
    await server.close();
  }
}

/**
 * @param {(line: string) => void} print
 * @param {Awaited<ReturnType<typeof build>>} built
 * @param {string} baseUrl
 */
function tell(print, { folder, ...outcome }, baseUrl) {
  const { reports, passages } = JSON.parse(outcome.stdout).counts;
  const files = filesOf(folder);
  const packs = files.filter((file) => file.startsWith('search/') && file.endsWith('.pack'));
  const sizes = packs.map((file) => statSync(path.join(folder, file)).size);
  const packed = sizes.reduce((all, size) => all + size, 0);
  const pages = files.filter((file) => file.endsWith('.html')).length;
  const { broken, count } = brokenLinks(readSite(folder, baseUrl));
  assert.ok(reports > 100 && passages > reports);
  print(showCost(costOf(outcome)));
  print(`${pages} pages, ${reports} reports, ${passages} passages`);
  print(`index: ${kilobytes(packed)} in ${packs.length} files, the largest ${kilobytes(Math.max(...sizes))}`);
  print(`${count} addresses within the site, ${broken.length} of them lead nowhere`);
  for (const line of broken.slice(0, 5)) print(`  ${line}`);
}

/**
 * Opens the search page with a query, as someone does who has never been here.
 *
 * @param {Awaited<ReturnType<typeof serve>>} server
 * @param {string} query
 */
async function coldQuery(server, query) {
  const { page, problems, close } = await newPage();
  try {
    server.log.length = 0;
    await page.goto(`${server.url}search/?q=${encodeURIComponent(query)}`);
    await page.locator('.results-list .result').first().waitFor();
    await page.waitForLoadState('networkidle');
    const shown = await page.locator('.results-list .result').count();
    const extracts = await page.locator('.results-list .result-snippet mark').count();
    const status = await page.locator('.results-status').textContent();
    assert.ok(shown > 0 && shown <= RESULTS, `${shown} results`);
    assert.ok(extracts > 0, 'extracts with the words marked');
    assert.deepEqual(problems, []);
    return `${cost(server)}; ${shown} results shown of ${status}`;
  } finally {
    await close();
  }
}

/**
 * Asks for more until there is no more, and compares what was shown with how many reports were found.
 *
 * @param {Awaited<ReturnType<typeof serve>>} server
 * @param {string} query
 */
async function everyReport(server, query) {
  const { page, problems, close } = await newPage();
  try {
    await page.goto(`${server.url}search/?q=${encodeURIComponent(query)}`);
    await page.locator('.results-list .result').first().waitFor();
    const status = (await page.locator('.results-status').textContent()) ?? '';
    const found = Number(/^(\d+) reports/.exec(status)?.[1]);
    const more = page.locator('.results-more button');
    let pages = 1;
    while (await more.isVisible()) {
      const before = await page.locator('.results-list .result').count();
      await more.click();
      await page.waitForFunction((count) => document.querySelectorAll('.results-list .result').length > count, before);
      pages += 1;
    }
    const hrefs = await page.locator('.result-title a').evaluateAll((links) => links.map((link) => /** @type {HTMLAnchorElement} */ (link).pathname));
    assert.ok(found > RESULTS, status);
    assert.equal(new Set(hrefs).size, hrefs.length, 'no report twice');
    assert.equal(hrefs.length, found);
    assert.deepEqual(problems, []);
    return `${found} reports on ${pages} pages`;
  } finally {
    await close();
  }
}

/** Returns what was sent for the search: scripts, WebAssembly, index, extracts. */
function cost(server) {
  const answers = server.log.filter((/** @type {any} */ { path: asked }) => !NOT_SEARCH.test(asked));
  const failed = answers.filter((/** @type {any} */ { status }) => status !== 200);
  assert.deepEqual(failed, []);
  const sizeOf = (/** @type {(asked: string) => boolean} */ isOf) =>
    answers.filter((/** @type {any} */ { path: asked }) => isOf(asked)).reduce((/** @type {number} */ all, /** @type {any} */ { bytes }) => all + bytes, 0);
  const isScript = (/** @type {string} */ asked) => asked.endsWith('.js');
  const isWasm = (/** @type {string} */ asked) => /\.wasm\.gz$|\/wasm\.[^/]+\.pagefind$/.test(asked);
  const [scripts, wasm] = [sizeOf(isScript), sizeOf(isWasm)];
  const all = sizeOf(() => true);
  return `${answers.length} requests, ${kilobytes(all)} (scripts ${kilobytes(scripts)}, wasm ${kilobytes(wasm)}, index and extracts ${kilobytes(all - scripts - wasm)})`;
}

/**
 * @param {Awaited<ReturnType<typeof serve>>} server
 * @param {string} query
 */
async function coldPagefindQuery(server, query) {
  const { page, close } = await newPage();
  try {
    server.log.length = 0;
    await page.goto(server.url + pagefind.PAGE);
    const { count, shown } = await pagefind.search(page, query, RESULTS);
    await page.waitForLoadState('networkidle');
    return `${cost(server)}; ${shown} results shown of ${count} pages`;
  } finally {
    await close();
  }
}
