/**
 * axe-core, with all its rules, on every kind of page in both languages, light and dark.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { newPage } from './browser.mjs';
import { serve } from './server.mjs';
import { build } from './site.mjs';

const REPORT = '2017-06-21-san-salvador';
const QUERY = 'consular';
/** @type {Record<string, Record<string, string>>} */
const PAGES = {
  es: {
    home: '',
    report: `informes/${REPORT}/`,
    'report, cited': `informes/${REPORT}/`,
    'report with marks': `informes/${REPORT}/?h=consular+tricamex#p8`,
    list: 'informes/',
    year: 'fechas/2017/',
    taxonomy: 'iniciativas/',
    term: 'iniciativas/tricamex/',
    'term, only mentioned': 'paises/us/',
    'term, a body': 'organos/red-enlace/',
    names: 'indice/',
    'search, empty': 'buscar/',
    'search, with results': `buscar/?q=${QUERY}`,
    'search, with filters': `buscar/?q=${QUERY}&country=MX&from=2016`,
    'search, with none': 'buscar/?q=xyzzyqwert',
    'search, without its script': 'buscar/',
    'open dropdown': 'acerca-de/',
    about: 'acerca-de/',
    data: 'datos/',
    404: 'no-such-page/',
    register: 'acuerdos/',
    'register, filtered': 'acuerdos/?kind=thanks&country=mx',
    'list of the register': 'acuerdos/iniciativas/tricamex/',
    commitments: 'compromisos/',
  },
  en: {
    home: 'en/',
    report: `en/reports/${REPORT}/`,
    'report, cited': `en/reports/${REPORT}/`,
    'report with marks': `en/reports/${REPORT}/?h=consular+tricamex#p8`,
    list: 'en/reports/',
    year: 'en/years/2017/',
    taxonomy: 'en/initiatives/',
    term: 'en/initiatives/tricamex/',
    'term, only mentioned': 'en/countries/us/',
    'term, a body': 'en/bodies/liaison-network/',
    names: 'en/index-of-terms/',
    'search, empty': 'en/search/',
    'search, with results': `en/search/?q=${QUERY}`,
    'search, with filters': `en/search/?q=${QUERY}&country=MX&from=2016`,
    'search, with none': 'en/search/?q=xyzzyqwert',
    'search, without its script': 'en/search/',
    'open dropdown': 'en/about/',
    about: 'en/about/',
    data: 'en/data/',
    404: 'en/no-such-page/',
    register: 'en/agreements/',
    'register, filtered': 'en/agreements/?kind=thanks&country=mx',
    'list of the register': 'en/agreements/initiatives/tricamex/',
    commitments: 'en/commitments/',
  },
};

/**
 * What must be there before the page is examined.
 *
 * @type {Record<string, (page: import('playwright-core').Page) => Promise<unknown>>}
 */
const STATES = {
  async 'report, cited'(page) {
    await page.locator('.cite summary').click();
    await page.locator('.cite button').click();
    await page.locator('.copied:not(:empty)').waitFor();
    await page.locator('[id="p8:2"] > .permalink').focus();
  },
  'report with marks': (page) => page.locator('.marks').waitFor(),
  'search, with results': (page) => page.locator('.results-list .result').first().waitFor(),
  async 'search, with filters'(page) {
    await page.locator('.facet-year:not([hidden])').waitFor();
    await page.locator('.search-help summary').click();
    await page.locator('input[name="to"]').fill('ayer');
    await page.keyboard.press('Tab');
  },
  'register, filtered': (page) => page.locator('#register-found .agreement').first().waitFor(),
  'search, with none': (page) => page.locator('#suggestions').waitFor(),
  async 'search, without its script'(page) {
    await page.route('**/actas.js', (route) => route.abort());
    await page.reload();
    await page.locator('#without-search').waitFor();
  },
  async 'open dropdown'(page) {
    await page.locator('#search-input').pressSequentially(QUERY);
    await page.locator('.search-list [role="option"]').first().waitFor();
    await page.waitForTimeout(400);
    await page.keyboard.press('ArrowDown');
    assert.ok(await page.locator('.search-box').isVisible());
  },
};

/** @param {any} harness */
export default async function checks({ check }) {
  const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const server = await serve('/repo/');
  const { folder } = await build({ baseUrl: server.url });
  server.show(folder);
  try {
    for (const [language, pages] of Object.entries(PAGES)) {
      for (const [name, address] of Object.entries(pages)) {
        await check(`${language}, ${name}`, async () => {
          const found = [];
          const { page, close } = await newPage({ script, reducedMotion: 'reduce' });
          try {
            for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
              await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
              // By way of an empty page, so that an address with an anchor is loaded anew.
              await page.goto('about:blank');
              await page.goto(server.url + address, { waitUntil: 'load' });
              await STATES[name]?.(page);
              found.push(...(await violations(page)).map((line) => `${colorScheme}: ${line}`));
            }
          } finally {
            await close();
          }
          assert.ok(found.length === 0, found.join('\n'));
        });
      }
    }
  } finally {
    await server.close();
  }
}

/**
 * Returns what axe-core finds wrong with a page that it was loaded into.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
  const { violations: found, passes } = await page.evaluate(async () => {
    const { axe } = /** @type {any} */ (window);
    const rules = axe.getRules().map((/** @type {any} */ rule) => [rule.ruleId, { enabled: true }]);
    const outcome = await axe.run(document, { rules: Object.fromEntries(rules), resultTypes: ['violations'] });
    return { violations: outcome.violations, passes: outcome.passes.length };
  });
  assert.ok(passes > 10, 'axe-core has looked at the page');
  return found.flatMap((/** @type {any} */ violation) =>
    violation.nodes.map(
      (/** @type {any} */ node) =>
        `${violation.id} (${violation.impact}): ${violation.help}\n  ${node.target.join(' ')}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary?.replaceAll('\n', '\n  ')}`,
    ),
  );
}
