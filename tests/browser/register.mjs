/**
 * The register of agreements: its lists without JavaScript, and its filters with it. What is shown is compared with what
 * the lists say, so that the sample archive may grow.
 */

import assert from 'node:assert/strict';

import { newPage } from './browser.mjs';
import { serve } from './server.mjs';
import { build } from './site.mjs';

/** @typedef {import('playwright-core').Page} Page */

const REGISTER = 'acuerdos/';
const FOUND = '#register-found .agreement';

/** @param {any} harness */
export default async function checks({ check }) {
  const server = await serve('/repo/');
  const { folder } = await build({ baseUrl: server.url });
  server.show(folder);
  try {
    for (const [name, body] of Object.entries(CHECKS)) await check(name, () => visit(server, body));
    await check('without JavaScript the lists stand alone', () => visit(server, withoutScript, { javaScriptEnabled: false }));
    await check('a list that cannot be had is said, and asked for again', () => failing(server));
  } finally {
    await server.close();
  }
}

/**
 * @param {Awaited<ReturnType<typeof serve>>} server
 * @param {(page: Page, url: string, server: Awaited<ReturnType<typeof serve>>) => Promise<unknown>} body
 * @param {object} [options]
 */
async function visit(server, body, options = {}) {
  const { page, problems, close } = await newPage(options);
  try {
    const remark = await body(page, server.url + REGISTER, server);
    assert.deepEqual(problems, []);
    return remark;
  } finally {
    await close();
  }
}

/**
 * Waits for an answer; returns what the live region says of it.
 *
 * @param {Page} page
 */
async function answer(page) {
  await page.waitForFunction(() => {
    const isBusy = document.querySelector('#register-found')?.getAttribute('aria-busy');
    return !isBusy && document.querySelector('#register-status')?.textContent;
  });
  return (await page.locator('#register-status').textContent()) ?? '';
}

/** @param {Page} page */
function shownLinks(page) {
  const links = page.locator(`${FOUND} .agreement-label a`);
  return links.evaluateAll((found) => found.map((link) => link.getAttribute('href')));
}

/** @type {Record<string, (page: Page, url: string, server: Awaited<ReturnType<typeof serve>>) => Promise<unknown>>} */
const CHECKS = {
  async 'one filter shows its list, with the count that the list has'(page, url) {
    await page.goto(url);
    const option = page.locator('select[name="country"] option[value="mx"]');
    const count = Number(await option.getAttribute('data-count'));
    await page.selectOption('select[name="country"]', 'mx');
    assert.equal(await answer(page), `${count} acuerdos`);
    assert.equal((await shownLinks(page)).length, count);
    assert.ok(await page.locator('#register-index').isHidden());
    assert.equal(new URL(page.url()).search, '?country=mx');
  },
  async 'filters combine, and the shortest list alone is fetched'(page, url, server) {
    await page.goto(url);
    server.log.length = 0;
    await page.goto(`${url}?kind=takes-note&initiative=tricamex&year=2017`);
    assert.equal(await answer(page), '1 acuerdo');
    assert.deepEqual(await shownLinks(page), ['/repo/informes/2017-06-21-san-salvador/#p8']);
    const lists = server.log.map((entry) => entry.path).filter((path) => path.startsWith('/repo/acuerdos/') && path !== '/repo/acuerdos/');
    assert.deepEqual(lists, ['/repo/acuerdos/iniciativas/tricamex/']);
    assert.equal(await page.locator('select[name="kind"]').inputValue(), 'takes-note');
  },
  async 'words narrow without regard to accents and case'(page, url) {
    await page.goto(url);
    await page.locator('#register [name="q"]').fill('GUATEMALTECA cancilleria');
    assert.equal(await answer(page), '1 acuerdo');
    assert.deepEqual(await shownLinks(page), ['/repo/informes/2017-06-21-san-salvador/#p3']);
    await page.locator('#register [name="q"]').fill('xyzzy');
    await page.waitForFunction(() => document.querySelector('#register-status')?.textContent?.startsWith('Ningún'));
    assert.equal((await shownLinks(page)).length, 0);
  },
  async 'the keyboard alone does it, and the back button undoes it'(page, url) {
    await page.goto(url);
    await page.locator('select[name="kind"]').focus();
    await page.keyboard.press('ArrowDown');
    const value = await page.locator('select[name="kind"]').inputValue();
    const said = await answer(page);
    assert.match(said, /^\d+ acuerdos?$/);
    assert.equal(new URL(page.url()).search, `?kind=${value}`);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'year');
    await page.goBack();
    await page.locator('#register-index').waitFor();
    assert.equal(await page.locator('select[name="kind"]').inputValue(), '');
    await page.goForward();
    assert.equal(await answer(page), said);
    await page.locator('#register button[type="reset"]').press('Enter');
    await page.locator('#register-index').waitFor();
    assert.equal(new URL(page.url()).search, '');
  },
  async 'a sub-point that stands alone says what it belongs to'(page, url) {
    await page.goto(`${url}?kind=reaffirms`);
    await answer(page);
    assert.deepEqual(await shownLinks(page), ['/repo/informes/2017-06-21-san-salvador/#p9-a']);
    assert.ok(await page.locator(`${FOUND} .agreement-lead`).isVisible());
  },
  async 'an address that asks for what is not there shows the register'(page, url) {
    await page.goto(`${url}?kind=%3Cb%3E&country=nowhere`);
    await page.locator('#register:not([hidden])').waitFor();
    assert.ok(await page.locator('#register-index').isVisible());
  },
};

/**
 * @param {Page} page
 * @param {string} url
 */
async function withoutScript(page, url) {
  await page.goto(url);
  assert.ok(await page.locator('#register').isHidden(), 'no form that does nothing');
  const chips = page.locator('#register-index .register-lists .chip');
  assert.ok((await chips.count()) > 20);
  await page.locator('.register-lists .chip', { hasText: 'TRICAMEX' }).click();
  assert.equal(await page.locator('h1').textContent(), 'Acuerdos sobre TRICAMEX');
  assert.ok(await page.locator('.needs-script').isHidden());
  await page.locator('.agreement-label a').first().click();
  assert.ok(page.url().endsWith('/informes/2017-06-21-san-salvador/#p8'));
}

/** @param {Awaited<ReturnType<typeof serve>>} server */
async function failing(server) {
  const { page, problems, close } = await newPage();
  try {
    await page.route('**/acuerdos/paises/mx/', (route) => route.abort());
    await page.goto(`${server.url + REGISTER}?country=mx`);
    assert.match(await answer(page), /^No se pudo/);
    await page.unroute('**/acuerdos/paises/mx/');
    await page.locator('.register-more button').click();
    await page.locator(FOUND).first().waitFor();
    assert.deepEqual(problems.filter((problem) => !/Failed to load resource/.test(problem)), []);
  } finally {
    await close();
  }
}
