/**
 * The archive without a connection: what was visited and what was not, the search, a new version, and the end of it. Each check
 * has a server of its own, so that a worker of one is no worker of another.
 */

import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { newPage } from './browser.mjs';
import { serve } from './server.mjs';
import { build, repository, temporaryFolder } from './site.mjs';

const REPORT = 'informes/2017-06-21-san-salvador/';
const OTHER_REPORT = 'en/reports/2019-03-13-demo-puerto-ejemplo/';
const ON = '\n[offline]\nenabled = true\n';
const ON_FOR_LARGE = `${ON}whole_mb_max = 0.001\n`;
const OFF = '\n[offline]\nenabled = false\n';

/** @param {any} harness */
export default async function checks({ check }) {
  for (const base of ['/', '/repo/']) {
    await check(`at ${base}: after one visit all pages and the search are there`, () => withSite(base, ON, whole));
  }
  await check('of a large archive what was visited is there, and a page says what is not', () =>
    withSite('/', ON_FOR_LARGE, visitedOnly));
  await check('a new version is seen at the next visit, and none of the one before the last is kept', () =>
    withSite('/', ON, newVersion));
  await check('what is deployed while it is fetched is not kept half', () => withSite('/', ON, halfDeployed));
  await check('switched off, it leaves and takes all with it', () => withSite('/', ON, ended));
  await check('a site that does not ask for it has none', () => withSite('/', '', never));
}

/**
 * Serves a copy of the sample archive and hands it to a check, with a page of its own.
 *
 * @param {string} base
 * @param {string} settings What is added to `site.toml`.
 * @param {(given: any) => Promise<unknown>} body
 */
async function withSite(base, settings, body) {
  const server = await serve(base);
  const site = temporaryFolder();
  for (const name of ['site.toml', 'content']) cpSync(path.join(repository, name), path.join(site, name), { recursive: true });
  const plain = readFileSync(path.join(site, 'site.toml'), 'utf8');
  /** Builds the site with these settings and serves it. */
  const publish = async (/** @type {string} */ added) => {
    writeFileSync(path.join(site, 'site.toml'), plain + added);
    const { folder } = await build({ site, baseUrl: server.url });
    server.show(folder);
    return folder;
  };
  const folder = await publish(settings);
  const { page, problems, close } = await newPage();
  let isUp = true;
  const stop = async () => {
    if (isUp) await server.close();
    isUp = false;
  };
  try {
    return await body({ page, problems, server, site, folder, publish, stop });
  } finally {
    await close();
    await stop();
  }
}

/**
 * Waits until something holds in the page.
 *
 * @param {import('playwright-core').Page} page
 * @param {(given: any) => Promise<boolean>} holds
 * @param {unknown} [given]
 */
async function until(page, holds, given) {
  while (!(await page.evaluate(holds, given))) await page.waitForTimeout(50);
}

/** Waits until the worker has kept the site and answers for the page. */
async function isKept(page) {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

/** Returns the names of the caches of ours. */
function cacheNames(page) {
  return page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('actas-offline')));
}

async function firstAnswer(page, query) {
  await page.locator('#search-input').fill(query);
  const first = page.locator('.search-list [role="option"]').first();
  await first.waitFor();
  return first.getAttribute('href');
}

async function whole({ page, problems, server, stop }) {
  await page.goto(server.url);
  await isKept(page);
  assert.deepEqual(problems, [], 'under its policy the page registers the worker');
  await stop();
  await page.reload();
  assert.match(await page.title(), /Archivo de protección consular/);
  assert.equal(await page.evaluate(() => document.styleSheets[0]?.cssRules.length > 100), true, 'with its style');
  await page.goto(server.url + OTHER_REPORT);
  assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'a report that was not visited');
  assert.ok((await page.locator('main p').count()) > 3);
  await page.goto(server.url + REPORT);
  assert.ok((await firstAnswer(page, 'tricamex'))?.includes(REPORT));
  await page.goto(`${server.url}buscar/?q=tricamex`);
  await page.locator('.results-list li a').first().waitFor();
  await page.goto(`${server.url}no-existe/`);
  assert.equal(await page.locator('h1').textContent(), 'Sin conexión');
}

async function visitedOnly({ page, server, stop }) {
  await page.goto(server.url + OTHER_REPORT);
  await isKept(page);
  await page.goto(server.url + REPORT);
  await firstAnswer(page, 'tricamex');
  await stop();
  for (const [visited, language] of [[OTHER_REPORT, 'en'], [REPORT, 'es'], ['', 'es']]) {
    await page.goto(server.url + visited);
    assert.equal(await page.locator('html').getAttribute('lang'), language, visited);
    assert.notEqual(await page.locator('h1').textContent(), 'Sin conexión', visited);
  }
  await page.goto(`${server.url}paises/`);
  assert.equal(await page.locator('h1').textContent(), 'Sin conexión');
  await page.goto(`${server.url}en/countries/`);
  assert.equal(await page.locator('h1').textContent(), 'No connection');
  assert.equal(await page.evaluate(() => document.styleSheets[0]?.cssRules.length > 100), true, 'with its style');
  await page.goto(server.url + REPORT);
  assert.ok((await firstAnswer(page, 'tricamex'))?.includes(REPORT), 'what was searched before is found again');
}

async function newVersion({ page, server, site, publish, stop }) {
  await page.goto(server.url);
  await isKept(page);
  const file = path.join(site, 'content', 'reports', '2017-06-21-san-salvador.es.md');
  const text = readFileSync(file, 'utf8');
  for (const word of ['Zanahoria', 'Berenjena', 'Calabaza']) {
    writeFileSync(file, `${text}\n\n## ${word}\n\nUna ${word} nueva.\n`);
    await publish(ON);
    const [before] = (await cacheNames(page)).slice(-1);
    await page.goto(server.url + REPORT);
    await page.reload();
    await page.getByRole('heading', { name: word }).waitFor();
    await until(
      page,
      async (before) => {
        const names = (await caches.keys()).filter((name) => name.startsWith('actas-offline'));
        const worker = await navigator.serviceWorker.getRegistration();
        return names.at(-1) !== before && worker?.active?.state === 'activated' && !worker.installing && !worker.waiting;
      },
      before,
    );
  }
  assert.equal((await cacheNames(page)).length, 2, 'this version, and the one before it');
  await stop();
  await page.goto(server.url);
  assert.ok((await firstAnswer(page, 'calabaza'))?.includes(REPORT), 'the index is that of the new version');
  await page.goto(server.url + REPORT);
  await page.getByRole('heading', { name: 'Calabaza' }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Zanahoria' }).count(), 0);
}

async function halfDeployed({ page, server, folder }) {
  // A file of another version than the list says: the browser has to refuse it.
  writeFileSync(path.join(folder, 'paises', 'index.html'), '<!doctype html><title>otra</title>');
  await page.goto(server.url);
  const isAskedFor = () => server.log.some((/** @type {any} */ entry) => entry.path === '/paises/' && entry.end < Infinity);
  while (!isAskedFor()) await page.waitForTimeout(50);
  await until(page, async () => (await navigator.serviceWorker.getRegistration()) === undefined);
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
}

async function ended({ page, server, folder, publish }) {
  await page.goto(server.url);
  await isKept(page);
  assert.equal((await cacheNames(page)).length, 1);
  rmSync(folder, { recursive: true });
  await publish(OFF);
  await page.goto(server.url + REPORT);
  await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  assert.deepEqual(await cacheNames(page), []);
  await page.reload();
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller), null);
}

async function never({ page, server, problems }) {
  await page.goto(server.url);
  await page.waitForLoadState('networkidle');
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  assert.ok(!server.log.some((/** @type {any} */ entry) => entry.path.endsWith('sw.js')));
  assert.deepEqual(problems, []);
}
