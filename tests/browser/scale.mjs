/**
 * What archives of growing size cost to build, to host and to search, with Pagefind on the same pages beside it.
 *
 *     node scale.mjs [--seed S] [--without-pagefind] [lang-team | N]…
 *     node scale.mjs --output DIR --site DIR [lang-team | N]…
 *
 * `N` is an invented archive of so many reports (crates/bench); the default is lang-team, 100, 1000 and 10000.
 * `--output` measures what `actas build` wrote from `--site` before, and leaves it as it is, without Pagefind.
 * Everything is printed; the tables go to `scale.md` in the target folder.
 *
 * Searching is measured on a server that sends what GitHub Pages would, over HTTP/2. What counts are the files that
 * are fetched for the sake of searching: not the page, its style and its script (`actas.js`, printed beside), which any
 * page of the site has. Bytes are those of bodies, as sent. Rounds (see `roundsOf`) are those after what comes with the
 * page; to tell what waited for what, each answer is held back for 40 ms. All figures are up to ten results with extracts,
 * or to as many as there are.
 *
 * ACTAS_BIN, CHROMIUM: as in run.mjs. ACTAS_BENCH: the generator of archives. CARGO_TARGET_DIR: the target folder.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { builtBefore, invented, langTeam, target } from './archives.mjs';
import { closeBrowser, newPage } from './browser.mjs';
import { kilobytes, showCost, showMemory, showSeconds } from './cost.mjs';
import { PAGEFIND, actas, searchPage } from './engines.mjs';
import { SLOW_4G, certificate, roundsOf, throttle } from './network.mjs';
import * as pagefind from './pagefind.mjs';
import { serve } from './server.mjs';
import { removeTemporaryFolders } from './site.mjs';
import { show, summaryOf, table } from './statistics.mjs';
import { debounce, type } from './typing.mjs';

/** Of the queries: how many are asked by someone who was never there, on pages of their own. */
const COLD = 12;
/** How many more are asked on one page. */
const WARM = 60;
/** How many of the cold ones are printed one by one, and asked again on a slow connection. */
const SHOWN = 5;
/** How many of the warm ones are typed letter by letter. */
const TYPED = 12;
const DELAY_MS = 40;
/** What our search page asks for together with its style: no query waits for it longer than for that. */
const WITH_PAGE = /\/search\/(?:results\.js|actas_search\.wasm\.gz)$/;
/** How much longer a slow connection may be silent. */
const SLOW_PATIENCE = 4;
const PAGE_TIMEOUT_MS = 120_000;

/**
 * @import { Archive, Query, Sizes } from './archives.mjs'
 * @import { Cost } from './cost.mjs'
 * @import { Answer, Engine, Server } from './engines.mjs'
 * @import { Summary } from './statistics.mjs'
 *
 * @typedef {{ shown: number, milliseconds: number, requests: number, bytes: number, rounds: number, pageScripts: string }} Asked
 * @typedef {Record<'build' | 'search' | 'slow' | 'typing', (string | number)[][]>} Rows
 */

/** @type {Rows} */
const rows = { build: [], search: [], slow: [], typing: [] };

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    'without-pagefind': { type: 'boolean', default: false },
    output: { type: 'string' },
    site: { type: 'string' },
  },
});

try {
  await main();
} finally {
  await closeBrowser();
  removeTemporaryFolders();
}

async function main() {
  mkdirSync(target, { recursive: true });
  const secure = await certificate();
  if (!secure) console.log('without OpenSSL the server speaks HTTP/1.1: six requests at a time');
  const wanted = positionals.length > 0 || options.output ? positionals : ['lang-team', '100', '1000', '10000'];
  for (const name of wanted) {
    await measure(name === 'lang-team' ? await langTeam() : await invented(Number(name), options.seed, COLD + WARM), secure);
  }
  if (options.output) {
    if (!options.site) throw new Error('`--output` needs `--site`, the site that it was built from, to draw queries from');
    await measure(await builtBefore(options.output, options.site, options.seed, COLD + WARM), secure);
  }
  console.log(`\n${tables()}`);
}

/**
 * Measures an archive, its search on a server of its own, and writes the tables so far.
 *
 * @param {Archive | null} archive
 * @param {{ key: string, cert: string } | undefined} secure
 */
async function measure(archive, secure) {
  if (!archive) {
    console.log('there is no ../shared/corpora/lang-team beside the repository');
    return;
  }
  console.log(`\n# ${archive.name}`);
  tell(archive.name, 'actas', archive.cost, archive.sizes);
  const engines = [actas(archive.folder)];
  if (archive.pagefindGlob && !options['without-pagefind']) {
    if (!pagefind.isInstalled()) throw new Error('Pagefind is not installed: `npm ci` in tests/browser, or --without-pagefind');
    const { cost, ...sizes } = await pagefind.index(archive.folder, archive.pagefindGlob, archive.language);
    tell(archive.name, 'Pagefind', cost, sizes);
    engines.push(PAGEFIND);
  }
  const server = await serve(archive.base, secure);
  server.show(archive.folder);
  try {
    await measureSearch(archive, engines, server);
    await measureSlow(archive, engines, server);
    await measureTyping(archive, server);
  } finally {
    await server.close();
  }
  writeFileSync(path.join(target, 'scale.md'), tables());
}

/**
 * Tells what an index took and what it weighs.
 *
 * @param {string} name The archive's.
 * @param {string} by
 * @param {Cost | null} cost
 * @param {Sizes} sizes
 */
function tell(name, by, cost, { pages, bytes, files, largest }) {
  const took = cost ? showCost(cost) : 'built before';
  console.log(`${by}: ${took}, ${pages} pages, index ${kilobytes(bytes)} in ${files} files, the largest ${kilobytes(largest)}`);
  const cells = cost ? [showSeconds(cost.seconds), showSeconds(cost.cpuSeconds), showMemory(cost.peakBytes)] : ['–', '–', '–'];
  rows.build.push([name, by, ...cells, pages, kilobytes(bytes), files, kilobytes(largest)]);
}

/**
 * Requests, bytes and rounds of the first query of a reader, and of further ones.
 *
 * @param {Archive} archive
 * @param {Engine[]} engines
 * @param {Server} server
 */
async function measureSearch({ name, queries }, engines, server) {
  server.delay(DELAY_MS);
  /** @type {Asked[][]} */
  const cold = [];
  /** @type {Asked[][]} */
  const warm = [];
  for (const engine of engines) {
    console.log(`${engine.name}, cold:`);
    cold.push(await askedCold(engine, server, queries.slice(0, COLD)));
    console.log(`${engine.name}, warm:`);
    warm.push(await askedWarm(engine, server, queries));
  }
  server.delay(0);
  rows.search.push(...comparison(name, 'cold', cold), ...comparison(name, 'warm', warm));
}

/**
 * Asks each query on a new page, with a cache of its own.
 *
 * @param {Engine} engine
 * @param {Server} server
 * @param {Query[]} queries
 */
async function askedCold(engine, server, queries) {
  const all = [];
  for (const [at, query] of queries.entries()) {
    const { page, close } = await openPage(engine);
    const asked = await counted(engine, server, () => engine.askCold(page, server, query.text, 1));
    await close();
    if (at === 0 && asked.pageScripts) console.log(`  scripts of every page: ${asked.pageScripts}`);
    if (at < SHOWN) console.log(`  ${described(query, asked)}`);
    all.push(asked);
  }
  return all;
}

/**
 * Asks all but the cold queries, on a page where the first of those was asked.
 *
 * @param {Engine} engine
 * @param {Server} server
 * @param {Query[]} queries
 */
async function askedWarm(engine, server, queries) {
  const { page, close } = await openPage(engine);
  await engine.askCold(page, server, queries[0]?.text ?? '', 1);
  const all = [];
  for (const query of queries.slice(COLD)) {
    all.push(await counted(engine, server, () => engine.askWarm(page, server, query.text, 1)));
  }
  await close();
  console.log(`  ${all.length} queries; with ${show(summaryOf(all.map(({ shown }) => shown)))} results`);
  return all;
}

/** @param {Engine} engine */
async function openPage({ script }) {
  const opened = await newPage({ script, ignoreHTTPSErrors: true });
  opened.page.setDefaultTimeout(PAGE_TIMEOUT_MS);
  return opened;
}

/**
 * Asks something, and counts what was sent for it.
 *
 * @param {Engine} engine
 * @param {Server} server
 * @param {() => Promise<Answer>} ask
 * @returns {Promise<Asked>}
 */
async function counted(engine, server, ask) {
  server.log.length = 0;
  const { shown, milliseconds, before } = await ask();
  const answers = server.log.filter(({ path }) => engine.isSearch(path) && (before?.has(path) ?? true));
  const failed = answers.filter(({ status }) => status !== 200);
  if (failed.length > 0) throw new Error(`not found: ${failed.map((answer) => answer.path).join(', ')}`);
  const scripts = server.log.filter((answer) => !engine.isSearch(answer.path) && answer.path.endsWith('.js'));
  const bytesOf = (/** @type {{ bytes: number }[]} */ sent) => sent.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    shown,
    milliseconds,
    requests: answers.length,
    bytes: bytesOf(answers),
    rounds: roundsOf(answers.filter(({ path }) => !WITH_PAGE.test(path))),
    pageScripts: scripts.length > 0 ? `${scripts.length} requests, ${kilobytes(bytesOf(scripts))}` : '',
  };
}

/**
 * @param {Query} query
 * @param {Asked} asked
 */
function described({ text, kind }, { shown, requests, bytes, rounds }) {
  return `${text} (${kind}): ${requests} requests, ${kilobytes(bytes)}, ${rounds} rounds; ${shown} results`;
}

/**
 * Returns a row for each kind of figure, with the engines side by side.
 *
 * @param {string} name
 * @param {string} when
 * @param {Asked[][]} asked By engine.
 */
function comparison(name, when, asked) {
  /** @type {[string, number, (one: Asked) => number][]} */
  const measures = [
    ['results', 0, (one) => one.shown],
    ['requests', 0, (one) => one.requests],
    ['KB', 1, (one) => one.bytes / 1000],
    ['rounds', 0, (one) => one.rounds],
  ];
  return measures.map(([measure, digits, valueOf]) => {
    const summaries = asked.map((all) => summaryOf(all.map(valueOf)));
    const cells = sideBySide(summaries, digits);
    // More results are not what takes less.
    return [name, when, measure, ...(measure === 'results' ? cells.with(2, '–') : cells)];
  });
}

/**
 * Returns the cells of actas, of Pagefind, and the ratio of their medians: below 1, actas takes less.
 *
 * @param {Summary[]} summaries
 * @param {number} digits
 */
function sideBySide([ours, theirs], digits) {
  const cells = [ours, theirs].map((summary) => (summary ? show(summary, digits) : '–'));
  return [...cells, ours && theirs?.median ? (ours.median / theirs.median).toFixed(2) : '–'];
}

/**
 * How long the first query of a reader takes on a slow connection, from the first file of the search on.
 *
 * @param {Archive} archive
 * @param {Engine[]} engines
 * @param {Server} server
 */
async function measureSlow({ name, queries }, engines, server) {
  const summaries = [];
  for (const engine of engines) {
    const seconds = [];
    for (const { text } of queries.slice(0, SHOWN)) {
      const { page, close } = await openPage(engine);
      await throttle(page, { network: SLOW_4G });
      const { milliseconds } = await engine.askCold(page, server, text, SLOW_PATIENCE);
      seconds.push(milliseconds / 1000);
      await close();
    }
    console.log(`${engine.name}, cold on Slow 4G: ${seconds.map((value) => value.toFixed(2)).join(', ')} s`);
    summaries.push(summaryOf(seconds));
  }
  rows.slow.push([name, ...sideBySide(summaries, 2)]);
}

/**
 * How long it takes from a key to results, with files that are there: each query is typed twice.
 *
 * @param {Archive} archive
 * @param {Server} server
 */
async function measureTyping({ name, folder, queries }, server) {
  const engine = actas(folder);
  const wait = debounce();
  const typed = queries.slice(COLD, COLD + TYPED).map(({ text }) => text);
  const { page, close } = await openPage(engine);
  await page.goto(server.url + searchPage(folder), { waitUntil: 'networkidle' });
  await type(page, typed);
  for (const cpuRate of [1, 4]) {
    await throttle(page, { cpuRate });
    server.log.length = 0;
    const latencies = await type(page, typed);
    const [whole, work] = [summaryOf(latencies), summaryOf(latencies.map((latency) => latency - wait))];
    const fetched = server.log.filter((answer) => engine.isSearch(answer.path)).length;
    console.log(`typing, CPU ${cpuRate}× slower: ${whole.count} keys, ${show(whole)} ms; without the wait of ${wait} ms: ${show(work)} ms; ${fetched} files fetched`);
    rows.typing.push([name, `${cpuRate}×`, whole.count, show(whole), show(work)]);
  }
  await close();
}

/** Returns all figures as Markdown. */
function tables() {
  return [
    '# Scale\n',
    'Three figures are median / 95 of 100 / most. The ratio is that of the medians, actas to Pagefind.\n',
    table('Build', ['archive', 'by', 'time', 'CPU time', 'memory', 'pages', 'index', 'files', 'largest'], rows.build),
    table('Search: what is sent', ['archive', 'query', 'what', 'actas', 'Pagefind', 'ratio'], rows.search),
    table('First query on Slow 4G: seconds to ten results', ['archive', 'actas', 'Pagefind', 'ratio'], rows.slow),
    table('Key to results: milliseconds', ['archive', 'CPU slower', 'keys', 'with the debounce', 'without it'], rows.typing),
  ].join('\n');
}
