/**
 * What a reader has when the search cannot be had: a script, the module or the index is gone, is another page (as networks answer
 * who has not logged in), is cut, or is changed on the way by who unpacks it. There is always a message, and something to go on with.
 */

import assert from 'node:assert/strict';

import { newPage } from './browser.mjs';
import { serve } from './server.mjs';
import { build } from './site.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {Awaited<ReturnType<typeof serve>>} Server */
/** @typedef {import('./server.mjs').Spoilt} Spoilt */

const QUERY = 'consular';
const LANGUAGES = {
  es: { search: 'buscar/', other: 'acerca-de/', lists: ['informes/', 'acuerdos/', 'compromisos/', 'paises/', 'indice/', 'fechas/2017/'], message: /no se (?:pudo|ha) carga|se actualizó/ },
  en: { search: 'en/search/', other: 'en/about/', lists: ['en/reports/', 'en/agreements/', 'en/commitments/', 'en/countries/', 'en/index-of-terms/', 'en/years/2017/'], message: /could not be loaded|has not been loaded|was updated/ },
};
/** What a search needs. */
const NEEDED = {
  'script of every page': /\/actas\.js$/,
  'script of the search page': /\/results\.js$/,
  module: /\/actas_search\.wasm\.gz$/,
  'entry of the index': /\/search\/index\.\w+\.pack$/,
};
const BOX_NEEDED = { ...NEEDED, 'script of the search page': /\/combobox\.js$/ };
const INDEX = /\/search\/.+\.pack$/;
const HASHED = /\/search\/[^/]+-[0-9a-f]+\/[^/]+\.pack$/;
/** @type {Spoilt[]} */
const WAYS = ['gone', 'portal', 'cut'];
/** How long a page that works takes at most, in milliseconds, until it is known to work; so long the lists wait. */
const PATIENCE_MS = 3000;
/** What Chromium says of what was made to fail. */
const MEANT = /Failed to load|SyntaxError|uncaught|MIME type|module script/i;

/** @param {any} harness */
export default async function checks({ check }) {
  const server = await serve('/repo/');
  const { folder } = await build({ baseUrl: server.url });
  server.show(folder);
  /** @param {(page: Page) => Promise<unknown>} body @param {object} [options] */
  const onPage = async (body, options = {}) => {
    const { page, problems, close } = await newPage(options);
    try {
      const remark = await body(page);
      assert.deepEqual(problems.filter((problem) => !MEANT.test(problem)), []);
      return remark;
    } finally {
      server.spoil(() => undefined);
      await close();
    }
  };
  try {
    for (const [what, path] of Object.entries(NEEDED)) {
      for (const how of WAYS) {
        await check(`search page: the ${what} is ${how}`, () => onPage((page) => searchPage(page, server, path, how)));
      }
    }
    for (const [what, path] of Object.entries(BOX_NEEDED)) {
      for (const how of WAYS) {
        await check(`search box: the ${what} is ${how}`, () => onPage((page) => searchBox(page, server, path, how)));
      }
    }
    for (const [name, body] of Object.entries(CHECKS)) await check(name, () => onPage((page) => body(page, server)));
    const whole = await onPage((page) => answer(page, server));
    for (const [name, body] of Object.entries(CHECKS_OF_HOSTS)) await check(name, () => onPage((page) => body(page, server, whole)));
    await check('without JavaScript the lists are there at once', () =>
      onPage((page) => withoutScript(page, server), { javaScriptEnabled: false }),
    );
  } finally {
    await server.close();
  }
}

/** @param {Page} page @param {Server} server @param {RegExp} path @param {Spoilt} how */
async function searchPage(page, server, path, how) {
  for (const language of Object.values(LANGUAGES)) {
    for (const question of ['', `?q=${QUERY}`]) {
      server.spoil((asked) => (path.test(asked) ? how : undefined));
      await page.goto(server.url + language.search + question);
      await saysSo(page, language);
    }
    await page.locator(`#without-search a[href$="${language.lists[0]}"]`).click();
    await page.waitForURL(server.url + language.lists[0]);
  }
}

/**
 * Fails unless a search page says that there is no search, and has the lists.
 *
 * @param {Page} page
 * @param {typeof LANGUAGES['es']} language
 */
async function saysSo(page, { message, lists }) {
  const block = page.locator('#without-search');
  await block.locator('a').first().waitFor();
  const links = await block.locator('a').evaluateAll((all) => all.filter((link) => link.checkVisibility()).map((link) => /** @type {any} */ (link).href));
  for (const list of lists) assert.ok(links.some((href) => href.endsWith(`/repo/${list}`)), `${list} is not among ${links}`);
  const said = [await block.innerText(), await page.locator('.results-status').innerText()].join('\n');
  assert.match(said, message);
  assert.equal(await page.locator('.result').count(), 0);
  assert.ok(await page.locator('#search-input').isVisible());
}

/** @param {Page} page @param {Server} server @param {RegExp} path @param {Spoilt} how */
async function searchBox(page, server, path, how) {
  const language = LANGUAGES.es;
  server.spoil((asked) => (path.test(asked) ? how : undefined));
  await page.goto(server.url + language.other);
  await page.locator('#search-input').pressSequentially(QUERY);
  if (!path.test('/actas.js')) {
    await page.waitForFunction((pattern) => new RegExp(pattern).test(document.querySelector('.search-status')?.textContent ?? ''), language.message.source);
  }
  await Promise.all([page.waitForURL(/buscar\/\?q=consular/), page.keyboard.press('Enter')]);
  if (!path.test('/combobox.js')) await saysSo(page, language);
}

/** @param {Page} page @param {Server} server */
async function withoutScript(page, server) {
  for (const language of Object.values(LANGUAGES)) {
    await page.goto(server.url + language.search);
    const block = page.locator('#without-search');
    assert.ok(await block.locator('a').first().isVisible());
    assert.match(await block.innerText(), /JavaScript/);
    assert.doesNotMatch(await block.innerText(), language.message, 'one reason is enough');
  }
}

/** @type {Record<string, (page: Page, server: Server) => Promise<unknown>>} */
const CHECKS = {
  async 'a page of a former version, all of whose assets are gone, can be used'(page, server) {
    server.spoil((path) => (path.includes('/assets/') ? 'gone' : undefined));
    await page.goto(`${server.url}buscar/?q=${QUERY}`);
    await saysSo(page, LANGUAGES.es);
  },

  async 'a script that breaks as it begins is told of'(page, server) {
    const broken = 'export function attachResults() { throw new Error("broken"); }';
    await page.route('**/results.js*', (route) => route.fulfill({ contentType: 'text/javascript', body: broken }));
    await page.goto(`${server.url}buscar/?q=${QUERY}`);
    await page.locator('.results-status:not(:empty)').waitFor();
    await saysSo(page, LANGUAGES.es);
  },

  async 'the lists do not flash on a page that works'(page, server) {
    await page.addInitScript(() => {
      const shown = /** @type {any} */ (window);
      shown.flashes = 0;
      const look = () => {
        if (document.getElementById('without-search')?.checkVisibility({ visibilityProperty: true })) shown.flashes += 1;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    for (const question of ['', `?q=${QUERY}`]) {
      await page.goto(`${server.url}buscar/${question}`);
      await page.locator('#without-search').waitFor({ state: 'attached' });
      await page.waitForFunction(() => document.getElementById('without-search')?.hidden);
      await page.waitForTimeout(PATIENCE_MS + 300);
      assert.equal(await page.evaluate(() => /** @type {any} */ (window).flashes), 0, question);
    }
  },

};

/**
 * What a host does that unpacks the index on its way. Each is checked in a browser that has nothing yet; `whole` is the right answer.
 *
 * @type {Record<string, (page: Page, server: Server, whole: string) => Promise<unknown>>}
 */
const CHECKS_OF_HOSTS = {
  async 'an index that is unpacked on the way answers as well'(page, server, whole) {
    server.spoil((path) => (INDEX.test(path) ? 'decoded' : undefined));
    assert.equal(await answer(page, server), whole);
  },

  'an index that is changed where it is unpacked is said to be damaged': (page, server, whole) => damaged(page, server, INDEX, whole),

  'a file of the index that is changed where it is unpacked is said to be damaged': (page, server, whole) => damaged(page, server, HASHED, whole),

  async 'an index that was changed once is asked for again'(page, server, whole) {
    const changed = new Set();
    server.spoil((path) => (INDEX.test(path) && !changed.has(path) && changed.add(path) ? 'changed' : undefined));
    assert.equal(await answer(page, server), whole);
    assert.ok(changed.size >= 2, [...changed].join(' '));
  },
};

/** @param {Page} page @param {Server} server @param {RegExp} path @param {string} whole */
async function damaged(page, server, path, whole) {
  server.spoil((asked) => (path.test(asked) ? 'changed' : undefined));
  await page.goto(`${server.url}buscar/?q=${QUERY}`);
  await page.waitForFunction(() => /dañados/.test(document.querySelector('.results-status')?.textContent ?? ''));
  await saysSo(page, LANGUAGES.es);
  await page.goto(server.url);
  await page.locator('#search-input').pressSequentially(QUERY);
  await page.waitForFunction(() => /dañados/.test(document.querySelector('.search-status')?.textContent ?? ''));
  assert.equal(await page.locator('.search-list [role="option"]').count(), 0);
  await page.goto(`${server.url}buscar/?q=${QUERY}`);
  await page.locator('.results-list button').waitFor();
  server.spoil(() => undefined);
  await page.locator('.results-list button').click();
  await page.locator('.results-list .result').first().waitFor();
  assert.equal(await page.locator('.results-list').innerText(), whole);
  assert.ok(await page.locator('#without-search').isHidden());
}

/**
 * Returns what the search page answers.
 *
 * @param {Page} page
 * @param {Server} server
 */
async function answer(page, server) {
  await page.goto('about:blank');
  await page.goto(`${server.url}buscar/?q=${QUERY}`);
  await page.locator('.results-list .result').first().waitFor();
  return page.locator('.results-list').innerText();
}
