/**
 * A corpus of real notes beside the repository: what its archive costs to build, to host and to search,
 * with Pagefind on the same HTML beside it. Figures are printed; that searching works, and the size of the
 * WebAssembly, are checked.
 */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { newPage } from './browser.mjs';
import { brokenLinks, readSite } from './links.mjs';
import { serve } from './server.mjs';
import { build, filesOf, repository, run, widgetFolder } from './site.mjs';

const CORPUS = path.join(repository, '..', 'shared', 'corpora', 'lang-team');
const QUERIES = ['const generics', 'specialization', 'async fn', 'unsafe', 'GAT stabilization'];
const WASM_MAX = 60_000;
const RESULTS = 10;
const TIME = '/usr/bin/time';
/** What a page needs that does not search. */
const NOT_SEARCH = /(?:\/|\.html|\.css|\.svg|\.ico)$/;
/** Pagefind's own binary, which npm brings on Linux (package.json asks for it there alone). */
const PAGEFIND = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  'node_modules',
  '@pagefind',
  `${process.platform}-${process.arch}`,
  'bin',
  'pagefind_extended',
);
const BENCH = 'pagefind-bench.html';

/** @param {any} harness */
export default async function checks({ check, skip, print }) {
  await check('the WebAssembly is at most 60 KB after gzip', () => {
    const bytes = readFileSync(path.join(widgetFolder(), 'actas_search_bg.wasm'));
    const size = gzipSync(bytes, { level: 9 }).length;
    assert.ok(size <= WASM_MAX, `${size} bytes`);
    return `${size} bytes (${bytes.length} before)`;
  });
  if (!existsSync(CORPUS)) skip('there is no ../shared/corpora/lang-team beside the repository');

  const server = await serve('/');
  try {
    const wrapper = existsSync(TIME) ? [TIME, '-v'] : [];
    /** @type {Awaited<ReturnType<typeof build>> | null} */
    let built = null;
    await check('lang-team builds', async () => {
      built = await build({ site: CORPUS, baseUrl: server.url, wrapper });
      server.show(built.folder);
      tell(print, built, server.url);
    });
    if (!built) return;
    /** @type {{ folder: string }} */
    const { folder } = built;
    for (const query of QUERIES) {
      await check(`lang-team, cold first query: ${query}`, () => coldQuery(server, query));
    }
    await check('lang-team: Pagefind 1.6.0 indexes the same HTML', async () => {
      if (!existsSync(PAGEFIND)) skip('Pagefind is not installed: it is asked for on Linux only');
      return indexWithPagefind(folder, wrapper);
    });
    if (!existsSync(path.join(folder, 'pagefind', 'pagefind.js'))) return;
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
function tell(print, { folder, seconds, stdout, stderr }, baseUrl) {
  const [, reports = 0, passages = 0] = /reports: (\d+), passages: (\d+)/.exec(stdout + stderr)?.map(Number) ?? [];
  const files = filesOf(folder);
  const packs = files.filter((file) => file.startsWith('search/') && file.endsWith('.pack'));
  const sizes = packs.map((file) => statSync(path.join(folder, file)).size);
  const packed = sizes.reduce((all, size) => all + size, 0);
  const pages = files.filter((file) => file.endsWith('.html')).length;
  const { broken, count } = brokenLinks(readSite(folder, baseUrl));
  assert.ok(reports > 100 && passages > reports);
  print(`time ${seconds.toFixed(2)} s, peak memory ${peakMemory(stderr)}`);
  print(`${pages} pages, ${reports} reports, ${passages} passages`);
  print(`index: ${kilobytes(packed)} in ${packs.length} files, the largest ${kilobytes(Math.max(...sizes))}`);
  print(`${count} addresses within the site, ${broken.length} of them lead nowhere`);
  for (const line of broken.slice(0, 5)) print(`  ${line}`);
}

/** @param {string} stderr What `time -v` wrote. */
function peakMemory(stderr) {
  const peak = /Maximum resident set size \(kbytes\): (\d+)/.exec(stderr)?.[1];
  return peak ? `${(Number(peak) / 1024).toFixed(0)} MiB` : 'unknown (there is no /usr/bin/time)';
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`;
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

/** Returns what was sent for the search: scripts, WebAssembly, index, extracts. */
function cost(server) {
  const answers = server.log.filter((/** @type {any} */ { path: asked }) => !NOT_SEARCH.test(asked));
  const failed = answers.filter((/** @type {any} */ { status }) => status !== 200);
  assert.deepEqual(failed, []);
  const sizeOf = (/** @type {(asked: string) => boolean} */ isOf) =>
    answers.filter((/** @type {any} */ { path: asked }) => isOf(asked)).reduce((/** @type {number} */ all, /** @type {any} */ { bytes }) => all + bytes, 0);
  const isScript = (/** @type {string} */ asked) => asked.endsWith('.js');
  const isWasm = (/** @type {string} */ asked) => /\.wasm$|\/wasm\.[^/]+\.pagefind$/.test(asked);
  const [scripts, wasm] = [sizeOf(isScript), sizeOf(isWasm)];
  const all = sizeOf(() => true);
  return `${answers.length} requests, ${kilobytes(all)} (scripts ${kilobytes(scripts)}, wasm ${kilobytes(wasm)}, index and extracts ${kilobytes(all - scripts - wasm)})`;
}

/**
 * @param {string} folder
 * @param {string[]} wrapper
 */
async function indexWithPagefind(folder, wrapper) {
  const [command = '', ...parameters] = [
    ...wrapper,
    PAGEFIND,
    '--site',
    folder,
    '--glob',
    'reports/*/**/*.html',
    '--root-selector',
    'main',
  ];
  const { code, stdout, stderr, seconds } = await run(command, parameters);
  assert.equal(code, 0, stdout + stderr);
  const files = filesOf(path.join(folder, 'pagefind'));
  const size = files.reduce((all, file) => all + statSync(path.join(folder, 'pagefind', file)).size, 0);
  writeFileSync(
    path.join(folder, BENCH),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pagefind</title><link rel="icon" href="data:,">
<script type="module">import * as pagefind from './pagefind/pagefind.js'; window.pagefind = pagefind;</script></html>`,
  );
  const pages = /Indexed (\d+) pages?/.exec(stdout)?.[1] ?? '?';
  return `${pages} pages, time ${seconds.toFixed(2)} s, peak memory ${peakMemory(stderr)}, ${kilobytes(size)} in ${files.length} files`;
}

/**
 * @param {Awaited<ReturnType<typeof serve>>} server
 * @param {string} query
 */
async function coldPagefindQuery(server, query) {
  const { page, close } = await newPage();
  try {
    server.log.length = 0;
    await page.goto(server.url + BENCH);
    await page.waitForFunction(() => 'pagefind' in window);
    const { count, shown } = await page.evaluate(
      async ([words, most]) => {
        const { pagefind } = /** @type {any} */ (window);
        const { results } = await pagefind.search(words);
        const read = await Promise.all(results.slice(0, most).map((/** @type {any} */ result) => result.data()));
        return { count: results.length, shown: read.filter((data) => data.excerpt).length };
      },
      /** @type {[string, number]} */ ([query, RESULTS]),
    );
    await page.waitForLoadState('networkidle');
    return `${cost(server)}; ${shown} results shown of ${count} pages`;
  } finally {
    await close();
  }
}
