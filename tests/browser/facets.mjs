/**
 * The search page: facets, dates, order, chips, help, what is said of a query, and what happens when files
 * cannot be had. What is counted is compared with what is found, so that the sample archive may grow.
 */

import assert from 'node:assert/strict';

import { newPage, settled } from './browser.mjs';
import { SLOW_3G, throttle } from './network.mjs';
import { serve } from './server.mjs';
import { build } from './site.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ page: Page, server: Awaited<ReturnType<typeof serve>>, problems: string[], open: (search?: string) => Promise<void> }} Visit */

const SEARCH = 'buscar/';
/** A word that several reports have. */
const QUERY = 'consular';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** The least height of what a finger presses, in CSS pixels; with a mouse less will do. */
const TOUCH_MIN = 44;
const TARGET_MIN = 24;
const ENTRY = /\/search\/index\.\w+\.pack$/;
/** Files in folders that are named by the hash of their content. */
const HASHED = /\/search\/[^/]+-[0-9a-f]+\/[^/]+\.pack$/;
/** All files of the index. */
const INDEX = /\/search\/.*\.pack$/;
/** @type {import('./server.mjs').Spoilt[]} */
const SPOILT = ['lost', 'broken', 'cut', 'empty', 'gone', 'portal', 'changed'];
/** What Chromium's console says of requests that were made to fail. */
const LOAD_FAILED = /Failed to load resource/;

/** @param {any} harness */
export default async function checks({ check }) {
  const server = await serve('/repo/');
  const { folder } = await build({ baseUrl: server.url });
  server.show(folder);
  try {
    for (const [name, body] of Object.entries(CHECKS)) await check(name, () => visit(server, body));
    for (const [name, body] of Object.entries(CHECKS_ON_PHONE)) {
      await check(`on a phone: ${name}`, () => visit(server, body, PHONE));
    }
    for (const [name, body] of Object.entries(CHECKS_WITH_FAILURES)) {
      await check(name, () => visit(server, body, {}, LOAD_FAILED));
    }
  } finally {
    await server.close();
  }
}

/**
 * Runs a check on a fresh page and fails if anything went wrong in it that was not meant to.
 *
 * @param {Visit['server']} server
 * @param {(visit: Visit) => Promise<unknown>} body
 * @param {object} [options]
 * @param {RegExp} [meant]
 */
async function visit(server, body, options = {}, meant) {
  const { page, problems, close } = await newPage(options);
  const open = async (search = '') => {
    await page.goto(server.url + SEARCH + search);
  };
  try {
    const remark = await body({ page, server, problems, open });
    assert.deepEqual(problems.filter((problem) => !meant?.test(problem)), []);
    return remark;
  } finally {
    server.spoil(() => undefined);
    await close();
  }
}

/**
 * Waits until results and the counts of facets are there and returns how many reports were found.
 *
 * @param {Page} page
 */
async function answered(page) {
  await page.locator('.results-list .result').first().waitFor();
  await page.locator('[data-facet="country"]:not([hidden]), [data-facet="year"]:not([hidden])').first().waitFor();
  await settled(page);
  return reportCount(page);
}

/**
 * Leaves a page Cache Storage alone: pages whose requests are routed have no other cache.
 *
 * @param {Page} page
 */
function withoutHttpCache(page) {
  return page.route('**/*', (route) => route.continue());
}

/**
 * Returns the results as they are shown, without the buttons.
 *
 * @param {Page} page
 */
function shown(page) {
  return page.locator('.results-list .result').evaluateAll((results) => results.map((result) => result.textContent));
}

/**
 * Asks the query of these checks while all is well, without the browser's own cache, and returns the results.
 *
 * @param {Page} page
 * @param {(address: string) => Promise<unknown>} open
 */
async function undisturbed(page, open) {
  await withoutHttpCache(page);
  await open(`?q=${QUERY}`);
  await answered(page);
  return shown(page);
}

/**
 * Asks it again, with nothing kept from before.
 *
 * @param {Page} page
 * @param {(address: string) => Promise<unknown>} open
 */
async function askAnew(page, open) {
  await page.evaluate(() => caches.delete('actas-search'));
  await page.goto('about:blank');
  await open(`?q=${QUERY}`);
}

/** @param {Page} page */
async function reportCount(page) {
  const status = (await page.locator('.results-status').textContent()) ?? '';
  const count = /(\d+) informe/.exec(status)?.[1];
  assert.ok(count, `"${status}" counts reports`);
  return Number(count);
}

/**
 * Returns the values of a facet, all of them, as they stand in the page.
 *
 * @param {Page} page
 * @param {string} facet
 * @returns {Promise<{ id: string, label: string, count: number, checked: boolean }[]>}
 */
async function valuesOf(page, facet) {
  return page.locator(`[data-facet="${facet}"] li`).evaluateAll((items) =>
    items.map((item) => {
      const box = /** @type {HTMLInputElement} */ (item.querySelector('input'));
      const said = (/** @type {string} */ selector) => item.querySelector(selector)?.textContent ?? '';
      return { id: box.value, label: said('.facet-label'), count: Number(said('.count')), checked: box.checked };
    }),
  );
}

/**
 * @param {Page} page
 * @param {string} facet
 * @param {string} id
 */
function boxOf(page, facet, id) {
  return page.locator(`[data-facet="${facet}"] input[value="${id}"]`);
}

/**
 * Returns the values of a parameter of the page's address.
 *
 * @param {Page} page
 * @param {string} name
 */
function asked(page, name) {
  return new URL(page.url()).searchParams.getAll(name);
}

/**
 * Returns the dates of the results, which their addresses begin with.
 *
 * @param {Page} page
 */
async function dates(page) {
  const addresses = await page.locator('.result-title a').evaluateAll((links) => links.map((link) => /** @type {HTMLAnchorElement} */ (link).href));
  return addresses.map((address) => /\d{4}-\d{2}-\d{2}/.exec(address)?.[0] ?? address);
}

/** @param {Page} page */
function chips(page) {
  return page.locator('.results-filters button');
}

/** @type {Record<string, (visit: Visit) => Promise<unknown>>} */
const CHECKS = {
  async 'a facet chosen by keyboard narrows, is in the address and keeps the focus'({ page, open }) {
    await open(`?q=${QUERY}`);
    const before = await answered(page);
    const value = (await valuesOf(page, 'year')).find(({ count }) => count < before);
    assert.ok(value, 'a year that not all reports are of');
    await boxOf(page, 'year', value.id).focus();
    await page.keyboard.press('Space');
    await page.waitForFunction((id) => new URLSearchParams(location.search).get('year') === id, value.id);
    assert.equal(await answered(page), value.count);
    const focused = await page.evaluate(() => /** @type {HTMLInputElement} */ (document.activeElement).value);
    assert.equal(focused, value.id, 'the focus stays where it was');
    return `${before} reports, ${value.count} of ${value.label}`;
  },

  async 'the back button takes a filter away, and forward brings it back'({ page, open }) {
    await open(`?q=${QUERY}`);
    const before = await answered(page);
    const value = (await valuesOf(page, 'year')).find(({ count }) => count < before);
    assert.ok(value);
    await boxOf(page, 'year', value.id).check();
    assert.equal(await answered(page), value.count);
    await page.goBack();
    await answered(page);
    assert.deepEqual([await reportCount(page), asked(page, 'year')], [before, []]);
    assert.equal(await boxOf(page, 'year', value.id).isChecked(), false);
    await page.goForward();
    await answered(page);
    assert.deepEqual([await reportCount(page), asked(page, 'year')], [value.count, [value.id]]);
    assert.ok(await boxOf(page, 'year', value.id).isChecked());
  },

  async 'each count is the number of reports that are found with the value'({ page, open }) {
    const compared = [];
    for (const facet of ['country', 'organization', 'year', 'kind']) {
      await open(`?q=${QUERY}`);
      await answered(page);
      for (const { id, count } of (await valuesOf(page, facet)).slice(0, 4)) {
        await open(`?q=${QUERY}&${facet}=${id}`);
        assert.equal(await answered(page), count, `${facet}=${id}`);
        assert.ok(await boxOf(page, facet, id).isChecked());
        compared.push(`${facet}=${id}`);
      }
    }
    assert.ok(compared.length > 8);
    return `${compared.length} values`;
  },

  async 'a second value of a facet widens, a value of another narrows'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    const [one, other] = await valuesOf(page, 'year');
    assert.ok(one && other, 'reports of two years');
    await boxOf(page, 'year', one.id).check();
    assert.equal(await answered(page), one.count);
    await boxOf(page, 'year', other.id).check();
    const both = await answered(page);
    assert.equal(both, one.count + other.count);
    assert.deepEqual(asked(page, 'year').sort(), [one.id, other.id].sort());
    const narrower = (await valuesOf(page, 'country')).filter(({ count }) => count < both);
    await page.locator('[data-facet="country"] button').click();
    const isShown = await Promise.all(narrower.map(({ id }) => boxOf(page, 'country', id).isVisible()));
    const country = narrower.find((_, at) => isShown[at]);
    assert.ok(country, 'a country that is not in all reports');
    await boxOf(page, 'country', country.id).check();
    assert.equal(await answered(page), country.count);
    return `${one.count} + ${other.count}, of which ${country.count} of ${country.label}`;
  },

  async 'dates narrow, as years and as months; what is no date is said to be none'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    await page.locator('input[name="from"]').fill('2018-06');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.search.includes('from=2018-06'));
    await answered(page);
    assert.ok((await dates(page)).every((date) => date >= '2018-06'), String(await dates(page)));
    await page.locator('input[name="to"]').fill('2019');
    await page.keyboard.press('Tab');
    await page.waitForFunction(() => location.search.includes('to=2019'));
    await answered(page);
    const found = await dates(page);
    assert.ok(found.length > 0 && found.every((date) => date >= '2018-06' && date < '2020'), String(found));
    await page.locator('input[name="to"]').fill('ayer');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator('input[name="to"]').getAttribute('aria-invalid'), 'true');
    assert.deepEqual(asked(page, 'to'), ['2019']);
  },

  async 'newest and oldest first'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    for (const order of ['newest', 'oldest']) {
      await page.locator('select[name="sort"]').selectOption(order);
      await page.waitForFunction((wanted) => location.search.includes(`sort=${wanted}`), order);
      await answered(page);
      const found = await dates(page);
      const sorted = [...found].sort();
      assert.ok(found.length > 1);
      assert.deepEqual(found, order === 'newest' ? sorted.reverse() : sorted);
    }
    await page.locator('select[name="sort"]').selectOption('');
    await page.waitForFunction(() => !location.search.includes('sort='));
  },

  async 'chips name the filters in force and take them away'({ page, open }) {
    await open(`?q=${QUERY}&country=MX&from=2016&to=2020`);
    await answered(page);
    assert.deepEqual(
      (await chips(page).allTextContents()).map((said) => said.replace(/\s*×$/, '')),
      ['País: México', 'Desde 2016', 'Hasta 2020', 'Quitar todos los filtros'],
    );
    await page.locator('.results-filters button', { hasText: 'México' }).click();
    await page.waitForFunction(() => !location.search.includes('country='));
    await answered(page);
    assert.equal(await chips(page).count(), 3);
    assert.ok(await page.evaluate(() => document.activeElement?.matches('.results-filters button')), 'the focus goes to the next chip');
    await page.locator('.chip-clear').click();
    await page.waitForFunction(() => location.search.startsWith('?q=') && !location.search.includes('&'));
    await answered(page);
    assert.equal(await chips(page).count(), 0);
  },

  async 'filters without a query find all reports that pass them'({ page, open }) {
    await open('?year=2017');
    assert.ok((await answered(page)) > 0);
    assert.ok((await dates(page)).every((date) => date.startsWith('2017')));
  },

  async 'parameters that are none of ours, and values that are none, do no harm'({ page, open }) {
    await open(`?q=${QUERY}&utm_source=x&from=ayer&sort=best`);
    await answered(page);
    assert.equal(await chips(page).count(), 0);
    await open(`?q=${QUERY}&country=nowhere`);
    await page.locator('#suggestions').waitFor();
    await page.locator('.results-filters button').first().click();
    await answered(page);
  },

  async 'every example of the help can be followed'({ page, open }) {
    await open();
    const examples = await page.locator('.search-help dt').allTextContents();
    assert.ok(examples.length >= 10);
    for (const [at, example] of examples.entries()) {
      await open();
      await page.locator('.search-help summary').click();
      await page.locator('.search-help dt a').nth(at).click();
      await page.waitForFunction((query) => new URLSearchParams(location.search).get('q') === query, example);
      assert.equal(await page.locator('#search-input').inputValue(), example);
      await page.waitForFunction(() => document.querySelector('.results-status')?.textContent);
      assert.ok(await page.locator('.results-list .result').first().isVisible(), `\`${example}\` finds something`);
    }
    return `${examples.length} examples`;
  },

  async 'a word that is spelled otherwise is said to be'({ page, open }) {
    await open('?q=migracoin');
    await answered(page);
    assert.match((await page.locator('.results-notes').textContent()) ?? '', /resultados de migraci[oó]n \(en lugar de migracoin\)/);
  },

  async 'names that are searched as well are said'({ page, open }) {
    await open('?q=tricamex');
    await answered(page);
    assert.match((await page.locator('.results-notes').textContent()) ?? '', /También se busca: .*Triángulo Norte/);
  },

  async 'words that no report has are said, and the others are searched'({ page, open }) {
    await open('?q=tricamex+xyzzyqwert');
    await answered(page);
    assert.match((await page.locator('.results-notes').textContent()) ?? '', /Ningún informe tiene «xyzzyqwert»/);
  },

  async 'the box of other pages says the same in one line'({ page, server }) {
    await page.goto(`${server.url}acerca-de/`);
    await page.locator('#search-input').fill('tricamex xyzzyqwert');
    await page.locator('.search-list [role="option"]').first().waitFor();
    assert.match((await page.locator('.search-notes').textContent()) ?? '', /También se busca: .* · Ningún informe tiene «xyzzyqwert»/);
    assert.ok((await page.locator('.search-group').count()) <= 5);
    assert.match((await page.locator('.search-all').getAttribute('href')) ?? '', /buscar\/\?q=tricamex\+xyzzyqwert$/);
  },

  async 'who finds nothing is offered the same without quotes and without filters'({ page, open }) {
    await open('?q="conjuntos+consulados"&country=MX');
    await page.locator('#suggestions').waitFor();
    assert.deepEqual(await page.locator('.suggested a').allTextContents(), ['Sin comillas', 'Sin filtros', 'En todos los idiomas']);
    await page.locator('.suggested a').first().click();
    await answered(page);
    assert.deepEqual([asked(page, 'q'), asked(page, 'country')], [['conjuntos consulados'], ['MX']]);
    assert.equal(await page.locator('#suggestions').isVisible(), false);
  },

  async 'all passages of a report take the place of the first few'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    const report = page.locator('.result', { has: page.locator('.result-more') }).first();
    const id = await report.getAttribute('aria-labelledby');
    const whole = page.locator(`.result[aria-labelledby="${id}"]`);
    const said = Number(/\d+/.exec((await whole.locator('.result-more').textContent()) ?? '')?.[0]);
    const before = await whole.locator('.result-passage').count();
    await whole.locator('.result-more').click();
    await whole.locator('.result-passage').nth(before).waitFor();
    assert.equal(await whole.locator('.result-passage').count(), before + said);
    assert.equal(await whole.locator('.result-more').count(), 0);
    assert.ok(await page.evaluate(() => document.activeElement?.closest('.result') !== null), 'the focus stays in the report');
    return `${before} and ${said} more`;
  },

  async 'typing goes on from the filters in force'({ page, open }) {
    await open(`?q=${QUERY}&year=2017`);
    await answered(page);
    await page.locator('#search-input').fill('tricamex');
    await page.waitForFunction(() => location.search.includes('q=tricamex'));
    await answered(page);
    assert.deepEqual(asked(page, 'year'), ['2017']);
  },

  async 'the link to the content leads there, and asks nothing anew'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    assert.equal(new URL(page.url()).hash, '#main');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
    assert.deepEqual(asked(page, 'q'), [QUERY]);
  },

  async 'what can be pressed is large enough'({ page, open }) {
    await open(`?q=${QUERY}&country=MX`);
    await answered(page);
    await tallEnough(page, TARGET_MIN);
  },

  async 'files are kept: the second visit fetches the entry alone'({ page, open, server }) {
    await withoutHttpCache(page);
    await open(`?q=${QUERY}`);
    await answered(page);
    assert.ok(server.log.some(({ path }) => HASHED.test(path)));
    server.log.length = 0;
    await open(`?q=${QUERY}`);
    await answered(page);
    const packs = server.log.map(({ path }) => path).filter((path) => path.endsWith('.pack'));
    assert.deepEqual(packs.filter((path) => HASHED.test(path)), []);
    assert.equal(packs.filter((path) => ENTRY.test(path)).length, 1);
  },

  async 'files of folders that others took the place of are forgotten'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    const older = await page.evaluate(async () => {
      const store = await caches.open('actas-search');
      const kept = (await store.keys()).map((request) => request.url);
      await Promise.all(kept.map((address) => store.delete(address)));
      const addresses = kept.map((address) => address.replace(/-[0-9a-f]+\//, '-0000/'));
      await Promise.all([...addresses, `${location.origin}/other/search/es-0000/t0.pack`].map((address) => store.put(address, new Response('x'))));
      return addresses;
    });
    assert.ok(older.length > 0);
    await open(`?q=${QUERY}`);
    await answered(page);
    const kept = await page.evaluate(async () => (await (await caches.open('actas-search')).keys()).map((request) => request.url));
    assert.deepEqual(kept.filter((address) => older.includes(address)), []);
    assert.ok(kept.some((address) => address.includes('/other/')), 'another site of the host keeps its own');
  },

  async 'a browser without Cache Storage searches as well'({ page, open }) {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } });
    });
    await open(`?q=${QUERY}`);
    await answered(page);
  },
};

/** @type {Record<string, (visit: Visit) => Promise<unknown>>} */
const CHECKS_ON_PHONE = {
  async 'filters open, narrow and close'({ page, open }) {
    await open(`?q=${QUERY}`);
    await page.locator('.results-list .result').first().waitFor();
    await settled(page);
    assert.equal(await page.locator('.filters-body').isVisible(), false);
    await page.locator('.filters summary').tap();
    const [value] = await valuesOf(page, 'year');
    assert.ok(value);
    await page.locator('[data-facet="year"] label').first().tap();
    await answered(page);
    assert.equal((await page.locator('.filters-count').textContent()) ?? '', '(1)');
    assert.ok(await page.locator('.filters-body').isVisible(), 'they stay open for the next');
    await tallEnough(page, TOUCH_MIN);
    await page.locator('.filters-done').tap();
    assert.equal(await page.locator('.filters-body').isVisible(), false);
    assert.equal(await reportCount(page), value.count);
  },

  async 'nothing is wider than the page'({ page, open }) {
    await open(`?q=${QUERY}&country=MX&from=2016`);
    await page.locator('.results-list .result').first().waitFor();
    await page.locator('.filters summary').tap();
    await page.locator('.search-help summary').tap();
    await answered(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${width} px`);
  },
};

/** @type {Record<string, (visit: Visit) => Promise<unknown>>} */
const CHECKS_WITH_FAILURES = {
  async 'files that cannot be had are said to be, and can be asked for again'({ page, open }) {
    await page.route(HASHED, (route) => route.abort());
    await open(`?q=${QUERY}`);
    await page.locator('.results-list button').waitFor();
    assert.match((await page.locator('.results-status').textContent()) ?? '', /no se pudo cargar/);
    await page.unroute(HASHED);
    await page.locator('.results-list button').click();
    await answered(page);
  },

  async 'a search whose script cannot be had says so'({ page, open }) {
    await page.route('**/results.js*', (route) => route.abort());
    await open(`?q=${QUERY}`);
    await page.waitForFunction(() => document.querySelector('.results-status')?.textContent?.includes('no se pudo cargar'));
  },

  async 'a box whose script cannot be had says so to who types, goes away, and is asked for again'({ page, server }) {
    await page.route('**/combobox.js*', (route) => route.abort());
    await page.goto(server.url);
    const [input, box] = [page.locator('#search-input'), page.locator('.search-box')];
    await input.focus();
    // Who only passes by is told nothing.
    await page.waitForRequest('**/combobox.js?2');
    await page.waitForTimeout(200);
    assert.equal(await box.count(), 0);
    await input.pressSequentially(QUERY);
    await box.waitFor();
    assert.match((await page.locator('.search-status').textContent()) ?? '', /no se pudo cargar/);
    await page.keyboard.press('Escape');
    assert.ok(await box.isHidden());
    await page.unroute('**/combobox.js*');
    await input.pressSequentially(' ');
    await page.locator('.search-list [role="option"]').first().waitFor();
    assert.equal(await box.count(), 1);
  },

  async 'a theme that was published anew since the page was opened is said to be'({ page, server }) {
    await page.route(/\/assets\/[^/]+\/search\/(?!actas\.js)/, (route) => route.fulfill({ status: 404 }));
    await page.goto(server.url);
    await page.locator('#search-input').pressSequentially(QUERY);
    const status = page.locator('.search-status');
    await status.waitFor();
    assert.match((await status.textContent()) ?? '', /Vuelva a cargarla/);
  },

  async 'an entry file that changed is not taken from the browser\'s cache'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    await page.goto('about:blank');
    const [request] = await Promise.all([page.waitForRequest(ENTRY), open(`?q=${QUERY}`)]);
    await answered(page);
    const headers = await request.allHeaders();
    assert.ok(headers['if-none-match'] ?? headers['cache-control'], 'the host is asked whether it changed');
  },

  async 'a script that cannot be had once is asked for again'({ page, open }) {
    let asked = 0;
    await page.route('**/results.js*', (route) => ((asked += 1) > 2 ? route.continue() : route.abort()));
    await open(`?q=${QUERY}`);
    await answered(page);
  },

  async 'who is offline is told so'({ page, open }) {
    await open();
    await page.context().setOffline(true);
    await page.locator('#search-input').fill(QUERY);
    await page.waitForFunction(() => document.querySelector('.results-status')?.textContent?.includes('Sin conexión'));
    await page.context().setOffline(false);
    await page.locator('.results-list button').click();
    await answered(page);
  },

  async 'results are shown where the counts of facets cannot be had'({ page, open, server }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    const files = server.log.map(({ path }) => path).filter((path) => HASHED.test(path));
    const last = files.at(-1) ?? '';
    if (last === files[0]) return 'cannot be seen here: the index is one file';
    await page.evaluate(() => caches.delete('actas-search'));
    await page.route(`**${last}`, (route) => route.abort());
    await open(`?q=${QUERY}`);
    await page.locator('.results-list .result').first().waitFor();
    return `without ${last}`;
  },

  async 'an archive that is published anew while the page is open is opened anew'({ page, open }) {
    let entries = 0;
    page.on('request', (request) => {
      entries += Number(ENTRY.test(request.url()));
    });
    await page.route(HASHED, (route) => (entries < 2 ? route.fulfill({ status: 404 }) : route.continue()));
    await open(`?q=${QUERY}`);
    await answered(page);
    assert.equal(entries, 2);
  },

  async 'an archive whose files are gone for good is said to fail'({ page, open }) {
    await page.route(HASHED, (route) => route.fulfill({ status: 404 }));
    await open(`?q=${QUERY}`);
    await page.locator('.results-list button').waitFor();
    assert.match((await page.locator('.results-status').textContent()) ?? '', /no se pudo cargar/);
  },

  async 'what is spoilt once on the way is asked for again, and the answer is the same'({ page, open, server }) {
    const whole = await undisturbed(page, open);
    for (const how of SPOILT) {
      const spoilt = new Set();
      server.spoil((path) => {
        if (!INDEX.test(path) || spoilt.has(path) || (how === 'gone' && ENTRY.test(path))) return undefined;
        spoilt.add(path);
        return how;
      });
      await askAnew(page, open);
      await answered(page);
      assert.ok(spoilt.size > 0, how);
      assert.deepEqual(await shown(page), whole, how);
    }
  },

  async 'what is always spoilt is said to fail, and is mended by asking again'({ page, open, server }) {
    const whole = await undisturbed(page, open);
    for (const how of SPOILT) {
      server.spoil((path) => (HASHED.test(path) ? how : undefined));
      await askAnew(page, open);
      await page.locator('.results-list button').waitFor();
      assert.equal(await page.locator('.result').count(), 0, how);
      assert.match((await page.locator('.results-status').textContent()) ?? '', /no se pudo cargar/, how);
      server.spoil(() => undefined);
      await page.locator('.results-list button').click();
      await answered(page);
      assert.deepEqual(await shown(page), whole, how);
    }
  },

  async 'whatever happens to files, the answer is right or there is none'({ page, open, server }) {
    const whole = await undisturbed(page, open);
    const counts = { right: 0, none: 0 };
    let seed = 7;
    // A linear congruential generator (Numerical Recipes): the same each time.
    const random = () => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
    for (let round = 0; round < 12; round += 1) {
      server.spoil((path) => (INDEX.test(path) && random() < 0.5 ? SPOILT[Math.floor(random() * SPOILT.length)] : undefined));
      await askAnew(page, open);
      await page.locator('.results-list :is(button, .result)').first().waitFor();
      const found = await shown(page);
      if (found.length > 0) assert.deepEqual(found, whole);
      counts[found.length > 0 ? 'right' : 'none'] += 1;
    }
    assert.ok(counts.right > 0 && counts.none > 0, JSON.stringify(counts));
    return `${counts.right} right answers, ${counts.none} times none`;
  },

  async 'a slow connection gives the same answer'({ page, open }) {
    const whole = await undisturbed(page, open);
    await page.evaluate(() => caches.delete('actas-search'));
    await throttle(page, { network: SLOW_3G });
    page.setDefaultTimeout(90_000);
    await open(`?q=${QUERY}`);
    await page.locator('.results-list .result').first().waitFor();
    assert.deepEqual(await shown(page), whole);
  },

  async 'a file that was kept damaged is fetched again'({ page, open }) {
    await open(`?q=${QUERY}`);
    await answered(page);
    const kept = await page.evaluate(async () => {
      const store = await caches.open('actas-search');
      const requests = await store.keys();
      await Promise.all(requests.map((request) => store.put(request, new Response('damaged'))));
      return requests.length;
    });
    assert.ok(kept > 0);
    await open(`?q=${QUERY}`);
    await answered(page);
  },
};

/**
 * Fails unless everything that can be pressed on the search page is so high, links in running text left out.
 *
 * @param {Page} page
 * @param {number} least
 */
async function tallEnough(page, least) {
  const small = await page.evaluate((most) => {
    const pressed = '.facet-values label, .facet-all, .filters button, .results-filters button, .results-sort select, .dates input, .search-scope label, .result-more, .search-field button';
    return [...document.querySelectorAll(pressed)].flatMap((part) => {
      const { height } = part.getBoundingClientRect();
      return height > 0 && height < most ? [`${part.className} ${part.textContent?.trim()}: ${height}`] : [];
    });
  }, least);
  assert.deepEqual(small, []);
}
