/**
 * Pagefind 1.6 over the pages of a built site, to compare with.
 */

import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { costOf, measured } from './cost.mjs';
import { filesOf, run } from './site.mjs';

/** Pagefind's own binary, which npm brings on Linux (package.json asks for it there alone). */
export const BINARY = path.join(
  path.dirname(fileURLToPath(import.meta.url)),
  'node_modules',
  '@pagefind',
  `${process.platform}-${process.arch}`,
  'bin',
  'pagefind_extended',
);
/** What Pagefind writes beside its index: the searcher, and interfaces that nobody here loads. */
const NOT_INDEX = /\.(?:js|css)$|^wasm\./;

/** The page that `search` works on: it holds nothing, and fetches Pagefind at the first query. */
export const PAGE = 'pagefind-bench.html';

export function isInstalled() {
  return existsSync(BINARY);
}

/**
 * Indexes the pages of a site that a glob names, and adds `PAGE`.
 *
 * @param {string} folder
 * @param {string} glob
 * @param {string} language The one to search: Pagefind keeps an index for each.
 */
export async function index(folder, glob, language) {
  const parameters = ['--site', folder, '--glob', glob, '--root-selector', 'main'];
  const [command = '', ...rest] = [...measured(), BINARY, ...parameters];
  const outcome = await run(command, rest);
  if (outcome.code !== 0) throw new Error(`Pagefind failed (${outcome.code}):\n${outcome.stdout}${outcome.stderr}`);
  writeFileSync(
    path.join(folder, PAGE),
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Pagefind</title><link rel="icon" href="data:,"></html>`,
  );
  const files = filesOf(path.join(folder, 'pagefind')).filter((file) => !NOT_INDEX.test(file));
  const sizes = files.map((file) => statSync(path.join(folder, 'pagefind', file)).size);
  return {
    cost: costOf(outcome),
    pages: Number(/Indexed (\d+) pages?/.exec(outcome.stdout)?.[1] ?? 0),
    bytes: sizes.reduce((all, size) => all + size, 0),
    files: files.length,
    largest: Math.max(...sizes),
  };
}

/**
 * Searches on `PAGE`, and reads the first results as a page of results would show them.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} query
 * @param {number} most How many results to read.
 * @returns {Promise<{ count: number, shown: number, milliseconds: number }>}
 */
export function search(page, query, most) {
  return page.evaluate(
    async ([words, wanted]) => {
      const start = performance.now();
      const pagefind = await import(new URL('pagefind/pagefind.js', location.href).href);
      const { results } = await pagefind.search(words);
      const read = await Promise.all(results.slice(0, wanted).map((/** @type {any} */ result) => result.data()));
      return {
        count: results.length,
        shown: read.filter((data) => data.excerpt).length,
        milliseconds: performance.now() - start,
      };
    },
    /** @type {[string, number]} */ ([query, most]),
  );
}
