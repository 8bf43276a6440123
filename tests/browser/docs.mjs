/**
 * The documentation as a reader finds it: a site made by the program, at the address below a path.
 */

import assert from 'node:assert/strict';
import path from 'node:path';

import { newPage } from './browser.mjs';
import { serve } from './server.mjs';
import { build, repository } from './site.mjs';

/** @param {any} harness */
export default async function checks({ check }) {
  const server = await serve('/actas/docs/');
  const { folder } = await build({ site: path.join(repository, 'docs'), baseUrl: server.url });
  server.show(folder);
  try {
    for (const [query, place] of [
      ['weights', 'chapters/site-toml/'],
      ['publish_after', 'chapters/front-matter/'],
    ]) {
      await check(`a search for ${query} leads to ${place}`, () => searched(server.url, query, place));
    }
    await check('the home page orders the chapters, and a link leaves for the repository', () => home(server.url));
  } finally {
    await server.close();
  }
}

/**
 * @param {string} root
 * @param {string} query
 * @param {string} place
 */
async function searched(root, query, place) {
  const { page, problems, close } = await newPage();
  try {
    await page.goto(root);
    await page.locator('#search-input').fill(query);
    const first = page.locator('.search-list [role="option"] a, a[role="option"]').first();
    await first.waitFor();
    const href = new URL((await first.getAttribute('href')) ?? '', page.url()).href;
    assert.ok(href.startsWith(root + place), href);
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
}

/** @param {string} root */
async function home(root) {
  const { page, problems, close } = await newPage();
  try {
    await page.goto(root);
    await page.locator('main .prose a', { hasText: 'Front matter' }).click();
    assert.equal(page.url(), `${root}chapters/front-matter/`);
    await page.goBack();
    const outside = await page.locator('main .prose a', { hasText: 'ARCHITECTURE.md' }).getAttribute('href');
    assert.equal(outside, 'https://github.com/actas-archive/actas/blob/main/ARCHITECTURE.md');
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
}
