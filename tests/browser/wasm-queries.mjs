/**
 * The table of queries, answered by the WebAssembly in Node over the index of the built sample archive.
 */

import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'smol-toml';

import { build, repository, searcherScript, temporaryFolder, widgetFolder } from './site.mjs';

const TABLES = path.join(repository, 'tests', 'queries');
const REPORTS_MAX = 1000;
const PASSAGES_MAX = 1000;
const ROUNDS_MAX = 8;

/** @param {any} harness */
export default async function checks({ check, skip }) {
  const tables = existsSync(TABLES) ? readdirSync(TABLES).filter((file) => file.endsWith('.toml')).sort() : [];
  if (tables.length === 0) skip('there is no table of queries in tests/queries');
  const { folder } = await build({ baseUrl: 'https://example.org/' });
  const index = openIndex(path.join(folder, 'search'));
  const searcher = await loadWidget();
  for (const table of tables) {
    const { query: queries = [] } = /** @type {any} */ (parse(readFileSync(path.join(TABLES, table), 'utf8')));
    for (const query of queries) {
      await check(`${table}: ${query.text} (${query.language})`, () => judge(searcher, index, query));
    }
    await check(`${table}: holds queries`, () => {
      assert.ok(queries.length > 0);
      return `${queries.length} queries`;
    });
  }
}

/** Loads the module in Node: it is made for the web, so it is handed its bytes. */
export async function loadWidget() {
  const script = path.join(temporaryFolder(), 'searcher.mjs');
  copyFileSync(searcherScript(), script);
  const module = await import(pathToFileURL(script).href);
  await module.default({ module_or_path: gunzipSync(readFileSync(path.join(widgetFolder(), 'actas_search.wasm.gz'))) });
  return module;
}

/** @param {string} folder */
function openIndex(folder) {
  return {
    /** @param {string} name */
    read(name) {
      const bytes = readFileSync(path.join(folder, name));
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    },
  };
}

/** An index without files, so that each query also shows that it asks for all it needs. */
function judge(searcher, index, { text, language, hits, reports }) {
  assert.equal(searcher.open(index.read('index.es.pack')), '');
  const options = `scope=${language}\nreports=${REPORTS_MAX}\npassages=${PASSAGES_MAX}`;
  let found;
  for (let round = 0; ; round += 1) {
    assert.ok(round < ROUNDS_MAX, 'the searcher asks for files without end');
    found = JSON.parse(searcher.search(text, options));
    if (!found.missing) break;
    for (const name of found.missing) assert.equal(searcher.addFile(name, index.read(`${name}.pack`)), '');
  }
  const passages = found.hits.flatMap((/** @type {any} */ hit) =>
    hit.passages.map((/** @type {any} */ passage) => hit.url + (passage.anchor ? `#${passage.anchor}` : '')),
  );
  if (hits.length === 0) assert.deepEqual(passages, []);
  assert.deepEqual(passages.slice(0, hits.length), hits);
  if (reports !== undefined) assert.equal(found.reports, reports, `${found.reports} reports were found, not ${reports}: ${passages}`);
}
