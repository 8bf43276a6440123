/**
 * The table of queries, answered by the WebAssembly in Node over the index of the built sample archive.
 */

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'smol-toml';

import { build, repository, temporaryFolder, widgetFolder } from './site.mjs';

const TABLES = path.join(repository, 'tests', 'queries');
const REPORTS_MAX = 1000;
const ROUNDS_MAX = 6;

/** @param {any} harness */
export default async function checks({ check, skip }) {
  const tables = existsSync(TABLES) ? readdirSync(TABLES).filter((file) => file.endsWith('.toml')).sort() : [];
  if (tables.length === 0) skip('there is no table of queries in tests/queries');
  const { folder } = await build({ baseUrl: 'https://example.org/' });
  const index = openIndex(path.join(folder, 'search'));
  const { Searcher } = await loadWidget();
  for (const table of tables) {
    const { query: queries = [] } = /** @type {any} */ (parse(readFileSync(path.join(TABLES, table), 'utf8')));
    for (const query of queries) {
      await check(`${table}: ${query.text} (${query.language})`, () => judge(Searcher, index, query));
    }
    await check(`${table}: holds queries`, () => {
      assert.ok(queries.length > 0);
      return `${queries.length} queries`;
    });
  }
}

/** Loads the module in Node: it is made for the web, so it is handed its bytes. */
export async function loadWidget() {
  const folder = temporaryFolder();
  const script = path.join(folder, 'actas_search.mjs');
  copyFileSync(path.join(widgetFolder(), 'actas_search.js'), script);
  const module = await import(pathToFileURL(script).href);
  await module.default({ module_or_path: readFileSync(path.join(widgetFolder(), 'actas_search_bg.wasm')) });
  return module;
}

/** @param {string} folder */
function openIndex(folder) {
  const { segments } = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));
  return {
    segments,
    /** @param {string} name `segment/file` */
    read(name) {
      const [number = '', file = ''] = name.split('/');
      const bytes = readFileSync(path.join(folder, segments[Number(number)].folder, `${file}.pack`));
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    },
  };
}

/** A searcher without files, so that each query also shows that it asks for all it needs. */
function judge(Searcher, index, { text, language, hits, reports }) {
  const searcher = new Searcher();
  index.segments.forEach((/** @type {any} */ segment) => searcher.addSegment(segment.language));
  const numbers = index.segments.map((/** @type {any} */ _, /** @type {number} */ number) => number);
  const scope = numbers.filter((/** @type {number} */ number) => language === 'all' || index.segments[number].language === language);
  assert.ok(scope.length > 0, `the archive has no index for the language ${language}`);
  let outcome;
  for (let round = 0; ; round += 1) {
    assert.ok(round < ROUNDS_MAX, 'the searcher asks for files without end');
    outcome = searcher.search(text, Uint32Array.from(scope), REPORTS_MAX, undefined);
    const { missing } = outcome;
    if (missing.length === 0) break;
    for (const name of missing) searcher.addFile(Number(name.split('/')[0]), index.read(name));
  }
  const found = outcome.hits.flatMap((/** @type {any} */ hit) =>
    hit.passages.map((/** @type {any} */ passage) => hit.url + (passage.anchor ? `#${passage.anchor}` : '')),
  );
  const count = outcome.report_count;
  searcher.free();
  if (hits.length === 0) assert.deepEqual(found, []);
  assert.deepEqual(found.slice(0, hits.length), hits);
  if (reports !== undefined) assert.equal(count, reports, `${count} reports were found, not ${reports}: ${found}`);
}
