/**
 * A site whose reports moved, were corrected, withdrawn and not translated: where former addresses lead, what the
 * language switch keeps, and that its pages are sound.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { violations } from './axe.mjs';
import { newPage } from './browser.mjs';
import { brokenLinks, readSite } from './links.mjs';
import { serve } from './server.mjs';
import { build, repository } from './site.mjs';

const SITE = path.join(repository, 'tests', 'sites', 'standing');
const MOVED_FROM = 'informes/2017/viejo/';
const REPORT = 'informes/2017/corregido/';
const TRANSLATION = 'en/reports/2017/corregido/';
const PAGES = {
  redirect: MOVED_FROM,
  corrected: REPORT,
  provisional: TRANSLATION,
  withdrawn: 'informes/2018/retirado/',
  untranslated: 'en/reports/2018/solo/',
};

/** @param {any} harness */
export default async function checks({ check }) {
  const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const server = await serve('/repo/');
  const { folder } = await build({ site: SITE, baseUrl: server.url });
  server.show(folder);
  /** @type {(name: string, options: object, body: (page: import('playwright-core').Page) => Promise<unknown>) => Promise<void>} */
  const visit = (name, options, body) =>
    check(name, async () => {
      const { page, problems, close } = await newPage(options);
      try {
        const said = await body(page);
        assert.deepEqual(problems, []);
        return said;
      } finally {
        await close();
      }
    });
  try {
    await visit('a former address leads on, with the point and the marks', {}, async (page) => {
      await page.goto(`${server.url}${MOVED_FROM}?h=acuerdo#p2`);
      await page.waitForURL(`${server.url}${REPORT}?h=acuerdo#p2`);
      assert.ok(await page.locator('#p2').evaluate((element) => element.matches(':target')));
      await page.goBack();
      assert.equal(page.url(), 'about:blank', 'the way back does not lead here again');
    });
    await visit('a former anchor leads to what took its place', {}, async (page) => {
      await page.goto(`${server.url}${MOVED_FROM}#p3`);
      await page.waitForURL(`${server.url}${REPORT}#p3`);
      assert.ok(await page.locator('#p2').evaluate((element) => element.querySelector(':target')?.id === 'p3'));
    });
    await visit('without scripts it leads on to the page', { javaScriptEnabled: false }, async (page) => {
      await page.goto(`${server.url}${MOVED_FROM}#p2`);
      await page.waitForURL((url) => url.pathname === `/repo/${REPORT}`);
      return `the address then ends in ${JSON.stringify(new URL(page.url()).hash)}`;
    });
    await visit('the language switch keeps the point', {}, async (page) => {
      await page.goto(`${server.url}${REPORT}#p1`);
      await page.locator('#p2 .permalink').evaluate((link) => /** @type {HTMLElement} */ (link).click());
      await page.locator('.languages a[hreflang="en"]').click();
      await page.waitForURL(`${server.url}${TRANSLATION}#p2`);
      assert.ok(await page.locator('#p2').evaluate((element) => element.matches(':target')));
    });
    await visit('without a translation it leads to a notice, and from there to the original', {}, async (page) => {
      await page.goto(`${server.url}informes/2018/solo/#p1`);
      await page.locator('.languages a[hreflang="en"]').click();
      await page.waitForURL(`${server.url}en/reports/2018/solo/`);
      await page.locator('main a[hreflang="es"]').click();
      await page.waitForURL(`${server.url}informes/2018/solo/`);
    });
    for (const [name, address] of Object.entries(PAGES)) {
      // The page of a former address is only seen without scripts; axe-core needs them, so its own is held back.
      await visit(`axe: ${name}`, { script, reducedMotion: 'reduce' }, async (page) => {
        await page.route('**/redirect.js', (route) => route.fulfill({ body: '', contentType: 'text/javascript' }));
        for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.goto(server.url + address, { waitUntil: 'load' });
          assert.equal(page.url(), server.url + address);
          const found = await violations(page);
          assert.ok(found.length === 0, `${colorScheme}: ${found.join('\n')}`);
        }
      });
    }
    await check('every address leads to something, and ids are unique', () => {
      const site = readSite(folder, server.url);
      const { broken, count } = brokenLinks(site);
      assert.deepEqual([...broken, ...site.twice], []);
      return `${count} addresses`;
    });
  } finally {
    await server.close();
  }
}
