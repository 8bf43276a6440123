/**
 * The archives that are measured: real notes, invented reports in any number, and what was built before.
 *
 * @import { Cost } from './cost.mjs'
 *
 * @typedef {{ text: string, kind: string }} Query
 *
 * @typedef {object} Archive
 * @property {string} name
 * @property {string} folder The built site.
 * @property {Query[]} queries
 * @property {string | null} pagefindGlob The pages for Pagefind; null where it would take too long.
 * @property {string} language That of the search page.
 * @property {string} base The path that the site stands at.
 * @property {Cost | null} cost What building took; null if it was built before.
 * @property {Sizes} sizes
 *
 * @typedef {object} Sizes What a site has under `search/`, without the searcher and the search page.
 * @property {number} pages Those of the whole site.
 * @property {number} bytes
 * @property {number} files
 * @property {number} largest In bytes.
 */

import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

import { costOf, measured } from './cost.mjs';
import { searchPage } from './engines.mjs';
import { QUERIES } from './queries.lang-team.mjs';
import { build, filesOf, repository, run, temporaryFolder } from './site.mjs';

const LANG_TEAM = path.join(repository, '..', 'shared', 'corpora', 'lang-team');
/** More reports than this take Pagefind too long. */
const PAGEFIND_REPORTS_MAX = 10_000;

/** Where everything goes that is not kept. */
export const target = path.resolve(process.env.CARGO_TARGET_DIR ?? path.join(repository, 'target'));

/**
 * Builds the minutes of the Rust language team, if they lie beside the repository.
 *
 * @returns {Promise<Archive | null>}
 */
export async function langTeam() {
  if (!existsSync(LANG_TEAM)) return null;
  const built = await buildSite(LANG_TEAM);
  return { name: 'lang-team', ...built, queries: QUERIES, pagefindGlob: 'reports/*/**/*.html', language: 'en', base: '/' };
}

/**
 * Invents an archive and builds it.
 *
 * @param {number} reports
 * @param {string} seed
 * @param {number} count How many queries to draw.
 * @returns {Promise<Archive>}
 */
export async function invented(reports, seed, count) {
  if (!Number.isInteger(reports) || reports < 1) throw new Error('sizes of archives are numbers of reports, like 1000');
  const site = path.join(temporaryFolder(target), 'site');
  await bench(['generate', '--reports', String(reports), '--seed', seed, site]);
  const built = await buildSite(site);
  const queries = await drawn(site, seed, count);
  rmSync(site, { recursive: true });
  const pagefindGlob = reports <= PAGEFIND_REPORTS_MAX ? '{informes,en/reports}/*/**/*.html' : null;
  return { name: reports.toLocaleString('en'), ...built, queries, pagefindGlob, language: 'es', base: '/' };
}

/**
 * Takes an invented archive that was built before.
 *
 * @param {string} folder What was built.
 * @param {string} site What it was built from.
 * @param {string} seed
 * @param {number} count How many queries to draw.
 * @returns {Promise<Archive>}
 */
export async function builtBefore(folder, site, seed, count) {
  const page = readFileSync(path.join(folder, searchPage(folder), 'index.html'), 'utf8');
  const base = /data-root="([^"]+)"/.exec(page)?.[1] ?? '/';
  const queries = await drawn(site, seed, count);
  const name = path.basename(path.resolve(site));
  return { name, folder, queries, pagefindGlob: null, language: 'es', base, cost: null, sizes: sizesOf(folder) };
}

/** @param {string} site */
async function buildSite(site) {
  const { folder, ...outcome } = await build({ site, baseUrl: 'https://127.0.0.1/', wrapper: measured(), parent: target });
  return { folder, cost: costOf(outcome), sizes: sizesOf(folder) };
}

/**
 * @param {string} folder
 * @returns {Sizes}
 */
function sizesOf(folder) {
  const all = filesOf(folder);
  const packs = all.filter((file) => file.startsWith('search/') && !/\.(?:html|js|wasm\.gz)$/.test(file));
  const sizes = packs.map((file) => statSync(path.join(folder, file)).size);
  return {
    pages: all.filter((file) => file.endsWith('.html')).length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    files: sizes.length,
    largest: sizes.reduce((most, size) => Math.max(most, size), 0),
  };
}

/**
 * Draws queries from the reports of a site.
 *
 * @param {string} site
 * @param {string} seed
 * @param {number} count
 */
async function drawn(site, seed, count) {
  const lines = await bench(['queries', '--seed', seed, '--count', String(count), site]);
  return lines.trim().split('\n').map((line) => /** @type {Query} */ (JSON.parse(line)));
}

/**
 * Runs the maker of archives and returns what it printed.
 *
 * @param {string[]} parameters
 */
async function bench(parameters) {
  const binary = process.env.ACTAS_BENCH ?? path.join(target, 'release', 'actas-bench');
  const { code, stdout, stderr } = await run(binary, parameters);
  if (code !== 0) throw new Error(`actas-bench failed (${code}):\n${stderr}`);
  return stdout;
}
