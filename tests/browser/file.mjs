/**
 * The output opened from a folder, without a server: every page has its style and its links lead on, and the search says that it
 * needs a server. Over HTTP the same files work as any others, with the search.
 */

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { newPage } from './browser.mjs';
import { serve } from './server.mjs';
import { build, filesOf, repository, temporaryFolder } from './site.mjs';

const REPORT = 'informes/2017-06-21-san-salvador/';
/** Pages that a server shows at other addresses than their own. */
const SHOWN_ELSEWHERE = ['404.html'];

/** @param {any} harness */
export default async function checks({ check }) {
  // A folder as it is on somebody's stick.
  const site = path.join(temporaryFolder(), 'Actas de la reunión ✈');
  for (const name of ['site.toml', 'content']) cpSync(path.join(repository, name), path.join(site, name), { recursive: true });
  appendFileSync(path.join(site, 'site.toml'), '\n[output]\nrelative = true\n');
  const { folder } = await build({ site, baseUrl: 'https://example.org/repo/', parent: site });
  const root = pathToFileURL(`${folder}/`).href;
  await check('every link of every page leads to a file', () => links(folder, root));
  await check('a reader walks through the archive', () => walk(root));
  await check('the search says that it needs a server, and leads on', () => search(root));
  await check('over HTTP the same files work, with the search', () => overHttp(folder));
}

/**
 * @param {string} folder
 * @param {string} root
 */
async function links(folder, root) {
  let count = 0;
  const pages = filesOf(folder).filter((name) => name.endsWith('.html') && !SHOWN_ELSEWHERE.includes(name));
  for (const page of pages) {
    const html = readFileSync(path.join(folder, page), 'utf8').replaceAll('&amp;', '&');
    for (const [, , address] of html.matchAll(/\s(href|src|action|data-index|data-root|data-to)="([^"]*)"/g)) {
      const target = new URL(address ?? '', new URL(page, root));
      if (target.protocol !== 'file:') continue;
      target.search = target.hash = '';
      assert.ok(target.href.startsWith(root) && existsSync(fileURLToPath(target)), `${page}: ${address}`);
      count += 1;
    }
  }
  assert.ok(count > 1000);
  return `${pages.length} pages, ${count} links`;
}

/** @param {string} root */
async function walk(root) {
  const { page, close } = await newPage();
  try {
    await page.goto(`${root}index.html`);
    const isStyled = () => page.evaluate(() => getComputedStyle(document.querySelector('.skip') ?? document.body).position);
    assert.equal(await isStyled(), 'absolute', 'the home page has its style');
    await page.locator('.site-nav a').first().click();
    await page.locator('main a[href*="2017-06-21"]').first().click();
    assert.equal(page.url(), `${root}${REPORT}index.html`);
    // A click waits for the address alone.
    await page.waitForLoadState('load');
    assert.equal(await isStyled(), 'absolute', 'and so has a report');
    assert.equal(await page.locator('.site-title img').evaluate((/** @type {HTMLImageElement} */ image) => image.naturalWidth > 0), true, 'with its pictures');
    await page.locator('.languages a[hreflang="en"]').click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.locator('.site-title').click();
    assert.equal(page.url(), `${root}en/index.html`);
  } finally {
    await close();
  }
}

/** @param {string} root */
async function search(root) {
  const { page, close } = await newPage();
  try {
    await page.goto(`${root}${REPORT}index.html`);
    await page.locator('#search-input').fill('tricamex');
    await page.keyboard.press('Enter');
    await page.waitForURL(/buscar\/index\.html\?q=tricamex/);
    const notice = page.locator('.needs-server');
    assert.match((await notice.textContent()) ?? '', /necesita un servidor web/);
    assert.equal(await notice.isVisible(), true);
    await notice.locator('a').first().click();
    assert.ok(page.url().startsWith(root) && page.url().endsWith('index.html'));
  } finally {
    await close();
  }
}

/** @param {string} folder */
async function overHttp(folder) {
  const server = await serve('/anywhere/');
  const { page, problems, close } = await newPage();
  try {
    server.show(folder);
    await page.goto(server.url + REPORT);
    await page.locator('#search-input').fill('tricamex');
    const first = page.locator('.search-list [role="option"]').first();
    await first.waitFor();
    await first.click();
    await page.waitForURL((url) => url.href.startsWith(server.url + REPORT));
    await page.goto(`${server.url}buscar/?q=tricamex`);
    await page.locator('.results-list li a').first().waitFor();
    assert.equal(await page.locator('.needs-server').isVisible(), false);
    assert.deepEqual(problems, []);
  } finally {
    await close();
    await server.close();
  }
}
