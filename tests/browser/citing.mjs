/**
 * Links to places and the reference of a report, as a reader copies them.
 */

import assert from 'node:assert/strict';

import { newPage } from './browser.mjs';
import { serve } from './server.mjs';
import { build } from './site.mjs';

const REPORT = 'informes/2017-06-21-san-salvador/';
const CLIPBOARD = ['clipboard-read', 'clipboard-write'];

/** @typedef {{ page: import('playwright-core').Page, address: string }} Reader */

/** @type {Record<string, { permissions: string[], body: (reader: Reader) => Promise<void> }>} */
const CHECKS = {
  'a permalink is copied in full, without the words of a search, and said to be': {
    permissions: CLIPBOARD,
    async body({ page, address }) {
      await page.goto(`${address}?h=consular`);
      await page.locator('#p9-b > .permalink').click();
      await page.locator('.copied:not(:empty)').waitFor();
      assert.equal(await clipboard(page), `${address}#p9-b`);
      assert.equal(new URL(page.url()).hash, '#p9-b', 'the link leads there as well');
      assert.match((await page.locator('.copied').textContent()) ?? '', /Enlace copiado/);
    },
  },
  'points, headings and paragraphs are reached with the keyboard': {
    permissions: CLIPBOARD,
    async body({ page, address }) {
      await page.goto(address);
      const ids = await page.locator('.report-text').evaluate((text) => {
        const places = [...text.querySelectorAll('.point, h2, p')].filter((place) => !place.matches('.point > p:first-of-type'));
        return places.map((place) => place.id);
      });
      assert.ok(ids.includes('h:1') && ids.includes('p8:2') && ids.includes('p9-a'), ids.join(' '));
      for (const id of ids) {
        const link = page.locator(`[id="${id}"] > .permalink`);
        await link.focus();
        assert.equal(await link.evaluate((shown) => getComputedStyle(shown).opacity), '1', id);
      }
      await page.locator('[id="p8:2"] > .permalink').focus();
      await page.keyboard.press('Enter');
      await page.locator('.copied:not(:empty)').waitFor();
      assert.equal(await clipboard(page), `${address}#p8:2`);
      assert.equal(await page.evaluate(() => document.querySelector(':target')?.id), 'p8:2');
    },
  },
  'where nothing may be copied, the link leads to its place': {
    permissions: [],
    async body({ page, address }) {
      await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
      await page.goto(address);
      await page.locator('#p8 > .permalink').click();
      assert.equal(await page.evaluate(() => document.querySelector(':target')?.id), 'p8');
      assert.equal(await page.locator('.copied').textContent(), '');
      await page.locator('.cite summary').click();
      await page.locator('.cite button').click();
      await page.locator('.copied:not(:empty)').waitFor();
      const selected = await page.evaluate(() => String(getSelection()).trim());
      assert.equal(selected, await reference(page), 'the reference is selected');
    },
  },
  'the reference is copied as it is shown': {
    permissions: CLIPBOARD,
    async body({ page, address }) {
      await page.goto(address);
      await page.locator('.cite summary').click();
      await page.locator('.cite button').click();
      await page.locator('.copied:not(:empty)').waitFor();
      assert.equal(await clipboard(page), await reference(page));
      assert.match(await clipboard(page), /\(2017, 21 de junio\)\. Reunión ordinaria .* \[Informe de reunión, San Salvador, El Salvador\]\./);
    },
  },
};

/** @param {any} harness */
export default async function checks({ check }) {
  const server = await serve('/repo/');
  const { folder } = await build({ baseUrl: server.url });
  server.show(folder);
  try {
    for (const [name, { permissions, body }] of Object.entries(CHECKS)) {
      await check(name, () => onPage(body, server.url + REPORT, { permissions }));
    }
    await check('without JavaScript the reference is there, and nothing that does not work', () =>
      onPage(withoutScript, server.url + REPORT, { javaScriptEnabled: false }),
    );
  } finally {
    await server.close();
  }
}

/**
 * @param {(reader: Reader) => Promise<void>} body
 * @param {string} address
 * @param {import('playwright-core').BrowserContextOptions} options
 */
async function onPage(body, address, options) {
  const { page, problems, close } = await newPage(options);
  try {
    await body({ page, address });
    assert.deepEqual(problems, [], 'errors in the page, or requests that leave the site');
  } finally {
    await close();
  }
}

/** @param {Reader} reader */
async function withoutScript({ page, address }) {
  await page.goto(address);
  await page.locator('.cite summary').click();
  assert.ok(await page.locator('.cite-reference').isVisible());
  assert.ok(!(await page.locator('.cite button').isVisible()));
  const links = page.locator('.cite-files a');
  for (const href of await links.evaluateAll((all) => all.map((link) => /** @type {HTMLAnchorElement} */ (link).href))) {
    assert.equal((await page.request.get(href)).status(), 200, href);
  }
  assert.equal(await links.count(), 3);
}

/** @param {import('playwright-core').Page} page */
function clipboard(page) {
  return page.evaluate(() => navigator.clipboard.readText());
}

/** @param {import('playwright-core').Page} page */
async function reference(page) {
  return ((await page.locator('.cite-reference').textContent()) ?? '').trim();
}
