/**
 * The search as a reader meets it, at the root of a domain and below a path.
 */

import assert from 'node:assert/strict';

import { newPage, settled } from './browser.mjs';
import { serve } from './server.mjs';
import { build } from './site.mjs';

const REPORT = 'informes/2017-06-21-san-salvador/';
/** A page with the search box in its header. */
const HEADER = 'acerca-de/';
const SEARCH = 'buscar/';
const ENGINE_FILES = /\/search\/.+\.(?:wasm\.gz|pack)$/;

/** @param {any} harness */
export default async function checks({ check }) {
  for (const base of ['/', '/repo/']) {
    const server = await serve(base);
    const { folder } = await build({ baseUrl: server.url });
    server.show(folder);
    const site = { server, base, url: (place = '') => server.url + place };
    try {
      for (const [name, body] of Object.entries(CHECKS)) {
        await check(`at ${base}: ${name}`, () => onPage(site, body));
      }
      for (const [name, body] of Object.entries(CHECKS_WITHOUT_SCRIPT)) {
        await check(`at ${base}: without JavaScript, ${name}`, () => onPage(site, body, { javaScriptEnabled: false }));
      }
    } finally {
      await server.close();
    }
  }
}

/**
 * Runs a check on a fresh page and fails if anything went wrong in it.
 */
async function onPage(site, body, options = {}) {
  const { page, problems, close } = await newPage(options);
  try {
    const remark = await body({ page, ...site });
    assert.deepEqual(problems, [], 'errors in the page, or requests that leave the site');
    return remark;
  } finally {
    await close();
  }
}

/** @param {import('playwright-core').Page} page */
function parts(page) {
  return {
    input: page.locator('#search-input'),
    box: page.locator('.search-box'),
    status: page.locator('.search-status'),
    options: page.locator('.search-list [role="option"]'),
  };
}

/** Types a query into the box of the page and returns the addresses of its options, from the site's root. */
async function ask({ page, server }, query) {
  const { input, options, status } = parts(page);
  await input.fill('');
  await input.pressSequentially(query);
  await options.first().waitFor();
  // As it is typed the answers follow one another; the last one is that whose words are all of the query.
  await settled(page);
  const found = await options.evaluateAll((links) => links.map((link) => ({ href: link.href, text: link.textContent ?? '' })));
  return { options: found.map(({ href, text }) => ({ place: place(server.url, href), text })), status: await status.textContent() };
}

/** Returns an address from the site's root, without the words to be marked. */
function place(root, href) {
  assert.ok(href.startsWith(root), `${href} is not below ${root}`);
  const url = new URL(href);
  url.searchParams.delete('h');
  return url.href.slice(root.length);
}

/** Returns the options that lead to a passage. */
function passagesOf(options) {
  return options.map((option) => option.place).filter((address) => address.includes('#'));
}

async function resultsOf(page, root) {
  const links = page.locator('.results-list .result a');
  await links.first().waitFor();
  await settled(page);
  const addresses = await links.evaluateAll((found) => found.map((link) => link.href));
  return addresses.map((href) => place(root, href));
}

const CHECKS = {
  async 'nothing of the engine is fetched before the box has the focus'({ page, url, server }) {
    for (const address of ['', HEADER, REPORT]) {
      server.log.length = 0;
      await page.goto(url(address), { waitUntil: 'networkidle' });
      const scripts = await page.evaluate(() =>
        performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('.js')).length,
      );
      assert.equal(scripts, 1, `one script on /${address}`);
      const before = server.log.filter((answer) => ENGINE_FILES.test(answer.path));
      assert.deepEqual(before, [], `on /${address}`);
    }
    await page.locator('#search-input').focus();
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(300);
    const after = server.log.map((answer) => answer.path).filter((path) => ENGINE_FILES.test(path));
    assert.equal(after.length, 2, `the focus loads the module and the entry of the index: ${after}`);
    assert.ok(after.some((path) => path.endsWith('.wasm.gz')) && after.some((path) => path.endsWith('/search/index.es.pack')));
    const scripts = server.log.map((answer) => answer.path).filter((path) => path.endsWith('.js'));
    assert.deepEqual(scripts.map((path) => path.split('/').at(-1)), ['combobox.js']);
  },

  async 'the search page asks at once for all that a search needs, and for each file once'({ page, url, server }) {
    server.log.length = 0;
    await page.goto(url(SEARCH), { waitUntil: 'networkidle' });
    const asked = server.log.map((answer) => answer.path.split('/').at(-1) ?? '').filter((name) => /\.(?:js|gz|pack)$/.test(name));
    assert.deepEqual(asked.sort(), ['actas.js', 'actas_search.wasm.gz', 'index.es.pack', 'results.js']);
  },

  async 'what is typed before the search is there is answered'({ page, url }) {
    for (const script of ['actas.js', 'combobox.js']) {
      /** @type {() => void} */
      let release = () => {};
      const held = new Promise((resolve) => (release = () => resolve(undefined)));
      await page.route(`**/${script}`, async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(url(HEADER), { waitUntil: 'commit' });
      const { input, options } = parts(page);
      await input.pressSequentially('tricamex');
      assert.equal(await options.count(), 0, script);
      release();
      await options.first().waitFor();
      assert.equal(await input.inputValue(), 'tricamex');
      await page.unroute(`**/${script}`);
    }
  },

  async '`tricamex` gives point 8 of the 2017 report first'(site) {
    for (const address of ['', HEADER]) {
      await site.page.goto(site.url(address));
      const { options } = await ask(site, 'tricamex');
      assert.ok(options[0]?.place.startsWith(REPORT), `first option: ${options[0]?.place}`);
      assert.equal(passagesOf(options)[0], `${REPORT}#p8`, `on /${address}`);
      assert.equal(options[0]?.place, `${REPORT}#p8`, `the very first option, on /${address}`);
    }
  },

  async '`micic` gives point 9-b first'(site) {
    await site.page.goto(site.url(HEADER));
    const { options } = await ask(site, 'micic');
    assert.equal(passagesOf(options)[0], `${REPORT}#p9-b`);
  },

  async '`migración` and `migracion` give the same hits'(site) {
    await site.page.goto(site.url(HEADER));
    const accented = await ask(site, 'migración');
    const plain = await ask(site, 'migracion');
    assert.ok(accented.options.length > 0);
    assert.deepEqual(plain, accented);
    const all = [];
    for (const query of ['migración', 'migracion', 'MIGRACIÓN']) {
      await site.page.goto(site.url(`${SEARCH}?q=${encodeURIComponent(query)}`));
      all.push(await resultsOf(site.page, site.server.url));
    }
    assert.deepEqual(all[1], all[0]);
    assert.deepEqual(all[2], all[0]);
    return `${all[0]?.length} links on the search page`;
  },

  async '`"consulados conjuntos"` gives point 8 alone'(site) {
    await site.page.goto(site.url(HEADER));
    const { options, status } = await ask(site, '"consulados conjuntos"');
    assert.deepEqual(passagesOf(options), [`${REPORT}#p8`]);
    assert.match(status ?? '', /\b1 pasaje\b/);
  },

  async 'Enter on the first option lands on the point with its words marked'(site) {
    const { page } = site;
    await page.goto(site.url(HEADER));
    await ask(site, 'tricamex');
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForURL(/san-salvador/), page.keyboard.press('Enter')]);
    await page.waitForLoadState('load');
    await landed(page);
  },

  async 'a click on point 8 lands there with the words marked'(site) {
    const { page } = site;
    await page.goto(site.url(HEADER));
    await ask(site, 'tricamex');
    await page.locator('.search-list [role="option"][href*="#p8"]').first().click();
    await page.waitForURL(/#p8$/);
    await page.waitForLoadState('load');
    await landed(page);
  },

  async 'the marks can be taken away'(site) {
    const { page } = site;
    await page.goto(site.url(`${REPORT}?h=tricamex#p8`));
    await page.locator('.marks button').last().click();
    assert.equal(await page.locator('mark.found').count(), 0);
    assert.equal(new URL(page.url()).search, '');
  },

  async 'keys: / focuses, arrows move, Escape closes and then clears'(site) {
    const { page } = site;
    await page.goto(site.url(HEADER));
    await page.keyboard.press('/');
    const { input, box } = parts(page);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'search-input');
    assert.equal(await input.inputValue(), '');
    await page.keyboard.type('tricamex');
    await parts(page).options.first().waitFor();
    await settled(page);
    assert.equal(await activeOption(page), -1);
    const moves = [
      ['ArrowDown', 0],
      ['ArrowDown', 1],
      ['ArrowUp', 0],
      ['ArrowUp', -1],
      ['ArrowDown', 0],
    ];
    for (const [key, at] of moves) {
      await page.keyboard.press(String(key));
      assert.equal(await activeOption(page), at, `after ${key}`);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'search-input');
    }
    await page.keyboard.press('Escape');
    assert.equal(await box.isVisible(), false);
    assert.equal(await input.getAttribute('aria-expanded'), 'false');
    assert.equal(await input.getAttribute('aria-activedescendant'), null);
    assert.equal(await input.inputValue(), 'tricamex');
    await page.keyboard.press('Escape');
    assert.equal(await input.inputValue(), '');
  },

  async 'the box is an ARIA combobox with a spoken count'(site) {
    const { page } = site;
    await page.goto(site.url(HEADER));
    const { input } = parts(page);
    assert.equal(await input.getAttribute('role'), 'combobox');
    assert.equal(await input.getAttribute('aria-autocomplete'), 'list');
    assert.equal(await input.getAttribute('aria-expanded'), 'false');
    const { options, status } = await ask(site, 'tricamex');
    assert.equal(await input.getAttribute('aria-expanded'), 'true');
    const list = page.locator(`[id="${await input.getAttribute('aria-controls')}"]`);
    assert.equal(await list.getAttribute('role'), 'listbox');
    const live = page.locator('.search-status');
    assert.equal(await live.getAttribute('role'), 'status');
    const [, reports = '', passages = ''] = /(\d+) .*?(\d+)/.exec(status ?? '') ?? [];
    const shown = new Set(options.map((option) => option.place.replace(/#.*/, '')));
    assert.ok(Number(reports) >= shown.size && shown.size > 0, `"${status}" counts the reports`);
    assert.ok(Number(passages) >= passagesOf(options).length, `"${status}" counts the passages`);
    await page.keyboard.press('ArrowDown');
    const active = await input.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`[role="listbox"] [id="${active}"][aria-selected="true"]`).count(), 1);
    return status;
  },

  async 'words that are nowhere are said to be nowhere'(site) {
    const { page } = site;
    await page.goto(site.url(HEADER));
    await page.locator('#search-input').fill('xyzzyqwert');
    await page.waitForFunction(() => document.querySelector('.search-status')?.textContent?.includes('xyzzyqwert'));
    assert.equal(await parts(page).options.count(), 0);
    assert.equal(await parts(page).input.getAttribute('aria-expanded'), 'false');
  },

  async 'all languages: the other language joins in'(site) {
    const { page } = site;
    await page.goto(site.url(HEADER));
    const own = await ask(site, 'tricamex');
    assert.ok(own.options.every((option) => !option.place.startsWith('en/')));
    await page.locator('.search-scope-button').click();
    await page.locator('.search-list a[href*="/en/"]').first().waitFor();
  },

  async '`?q=` fills the box of the search page and searches'(site) {
    const { page } = site;
    await page.goto(site.url(`${SEARCH}?q=micic`));
    assert.equal(await page.locator('#search-input').inputValue(), 'micic');
    const results = await resultsOf(page, site.server.url);
    assert.equal(results.find((address) => address.includes('#')), `${REPORT}#p9-b`);
    assert.match((await page.locator('.results-status').textContent()) ?? '', /\d/);
  },

  async 'the search page keeps its address up to date'(site) {
    const { page } = site;
    await page.goto(site.url(SEARCH));
    await page.locator('#search-input').fill('tricamex');
    await page.waitForFunction(() => new URLSearchParams(location.search).get('q') === 'tricamex');
    await resultsOf(page, site.server.url);
    assert.match(await page.title(), /tricamex/);
    await page.locator('input[name="lang"][value="all"]').check();
    await page.waitForFunction(() => new URLSearchParams(location.search).get('lang') === 'all');
    await page.locator('.results-list a[href*="/en/"]').first().waitFor();
    await page.reload();
    assert.ok(await page.locator('input[name="lang"][value="all"]').isChecked());
    await page.locator('.results-list a[href*="/en/"]').first().waitFor();
    await page.locator('#search-input').fill('');
    await page.waitForFunction(() => !location.search.includes('q='));
  },

  async 'Enter in the box leads to the search page'(site) {
    const { page } = site;
    await page.goto(site.url(HEADER));
    await ask(site, 'micic');
    await Promise.all([page.waitForURL(/buscar\/\?q=micic/), page.keyboard.press('Enter')]);
    assert.ok((await resultsOf(page, site.server.url)).includes(`${REPORT}#p9-b`));
  },

  async 'English pages search the English reports'(site) {
    const { page } = site;
    await page.goto(site.url('en/about/'));
    const { options } = await ask(site, 'tricamex');
    assert.equal(passagesOf(options)[0], 'en/reports/2017-06-21-san-salvador/#p8');
    assert.ok(options.every((option) => option.place.startsWith('en/')));
  },

  async 'nothing is wider than a phone of 390 px'(site) {
    const { page } = site;
    await page.setViewportSize({ width: 390, height: 844 });
    for (const address of ['', HEADER, REPORT, 'informes/', `${SEARCH}?q=tricamex`]) {
      await page.goto(site.url(address), { waitUntil: 'networkidle' });
      if (address === HEADER) await ask(site, 'tricamex');
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 390, `/${address} is ${width} px wide`);
    }
  },
};

const CHECKS_WITHOUT_SCRIPT = {
  async 'a report is whole'({ page, url }) {
    await page.goto(url(REPORT));
    for (const point of ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', 'p9-a', 'p9-b']) {
      assert.ok(await page.locator(`[id="${point}"]`).isVisible(), `#${point} is not to be seen`);
    }
    assert.match(await page.locator('#p8').innerText(), /consulados conjuntos/);
  },

  async 'the search form is there and leads to the search page, which says what it needs'({ page, url }) {
    await page.goto(url(HEADER));
    await page.locator('#search-input').fill('micic');
    await Promise.all([page.waitForURL(/buscar\/\?q=micic/), page.keyboard.press('Enter')]);
    const without = page.locator('#without-search');
    assert.match(await without.innerText(), /JavaScript/);
    assert.ok(await without.locator('a').first().isVisible());
  },
};

/** Returns the place of the active option in the list; -1 for none, and fails if the list is inconsistent. */
async function activeOption(page) {
  const state = await page.evaluate(() => {
    const options = [...document.querySelectorAll('.search-list [role="option"]')];
    const active = document.getElementById('search-input')?.getAttribute('aria-activedescendant') ?? '';
    const selected = options.flatMap((option, at) => (option.getAttribute('aria-selected') === 'true' ? [at] : []));
    return { active: options.findIndex((option) => option.id === active), selected, named: active };
  });
  assert.deepEqual(state.selected, state.active < 0 ? [] : [state.active], 'aria-selected follows aria-activedescendant');
  if (state.active < 0) assert.equal(state.named, '', 'aria-activedescendant names an option that exists');
  return state.active;
}

/** Fails unless the reader sees point 8 with its words marked. */
async function landed(page) {
  assert.equal(new URL(page.url()).hash, '#p8', page.url());
  await page.locator('#p8 mark.found').first().waitFor();
  await page.locator('.marks').waitFor();
  await page.waitForTimeout(200);
  const seen = await page.evaluate(() => {
    const point = document.getElementById('p8');
    const mark = point?.querySelector('mark.found');
    const inView = (/** @type {Element | null | undefined} */ element) => {
      const box = element?.getBoundingClientRect();
      return Boolean(box && box.top >= 0 && box.top < window.innerHeight);
    };
    const marks = [...(point?.querySelectorAll('mark.found') ?? [])].map((found) => found.textContent?.toLowerCase());
    return { point: inView(point), mark: inView(mark), marks, top: point?.getBoundingClientRect().top };
  });
  assert.ok(seen.point, `#p8 is in the viewport (its top is at ${seen.top})`);
  assert.ok(seen.mark, 'the first mark is in the viewport');
  assert.ok(seen.marks.every((mark) => mark === 'tricamex'), `marked: ${seen.marks}`);
}
