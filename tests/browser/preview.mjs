/**
 * The writer's preview: what `actas serve` puts over a page, used by keyboard, looked at by axe-core on narrow and wide
 * screens, light and dark.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { violations } from './axe.mjs';
import { newPage } from './browser.mjs';
import { binary, run, temporaryFolder } from './site.mjs';

const script = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const REPORT = 'content/reports/2025-03-12-demo-villa-abierta.es.md';
const REPORT_URL = 'informes/2025-03-12-demo-villa-abierta/';
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

/** @param {any} harness */
export default async function checks({ check }) {
  const site = path.join(temporaryFolder(), 'site');
  for (const parameters of [
    ['init', site, '--yes', '--title', 'Archivo', '--address', 'red/actas'],
    ['new', 'report', '--yes', '--site', site, '--language', 'es', '--title', 'Reunión de abril', '--date', '2025-04-01', '--city', 'Villa Nueva', '--set', 'body=junta'],
  ]) {
    const outcome = await run(binary(), parameters);
    assert.equal(outcome.code, 0, outcome.stderr);
  }
  const file = path.join(site, REPORT);
  const good = readFileSync(file, 'utf8');
  const warned = good.replace('1. Agradecer', '[nada](nada.es.md)\n\n1. Agradecer');
  const wrong = good.replace('city =', 'citi =');
  const server = await start(site);
  const { page, problems, close } = await newPage({ script, reducedMotion: 'reduce' });

  /** @param {string} name @param {string} [prepare] What to open before looking. */
  const looksRight = async (name, prepare) => {
    const found = [];
    for (const viewport of SIZES) {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        if (prepare) await page.locator(prepare).evaluate((list) => ((/** @type {any} */ (list)).open = true));
        const where = `${viewport.width} ${colorScheme}`;
        found.push(...(await violations(page)).map((line) => `${where}: ${line}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) found.push(`${where}: ${overflow} px wider than the screen`);
        if (process.env.ACTAS_SHOTS) {
          mkdirSync(process.env.ACTAS_SHOTS, { recursive: true });
          await page.screenshot({ path: path.join(process.env.ACTAS_SHOTS, `${name}-${viewport.width}-${colorScheme}.png`) });
        }
      }
    }
    assert.ok(found.length === 0, found.join('\n'));
  };
  try {
    await check('a draft has a ribbon, and a mark in lists', async () => {
      await page.goto(server.url + 'informes/2025-04-01-villa-nueva/');
      assert.match(await page.locator('.actas-ribbon').innerText(), /Borrador/);
      await looksRight('draft');
      await page.goto(server.url + 'informes/');
      await page.locator('main .actas-mark').first().waitFor();
      assert.deepEqual(await page.locator('main .actas-mark').allInnerTexts(), ['Borrador']);
      await page.locator('.actas-held-back summary').focus();
      await page.keyboard.press('Enter');
      assert.match(await page.locator('.actas-held-back').innerText(), /2025-04-01-villa-nueva\.es\.md/);
      await looksRight('held-back', '.actas-held-back');
    });
    await check('a page follows a change and says how long it took, until that is closed', async () => {
      await page.goto(server.url + REPORT_URL);
      writeFileSync(file, good.replace('que pide publicar', 'que solicita publicar'));
      await page.getByText('que solicita publicar').waitFor();
      const timing = page.locator('.actas-timing');
      await timing.waitFor();
      const said = await timing.innerText();
      await looksRight('timing');
      await timing.getByRole('button', { name: 'Cerrar' }).focus();
      await page.keyboard.press('Enter');
      assert.equal(await timing.count(), 0);
      return said.replace(/\s*×/, '').trim();
    });
    await check('twelve pages are open at once, and each follows a change', async () => {
      const other = await newPage({ reducedMotion: 'reduce' });
      try {
        const pages = [other.page];
        while (pages.length < 12) pages.push(await other.page.context().newPage());
        const addresses = [REPORT_URL, 'informes/', ''];
        for (const [at, one] of pages.entries()) {
          await one.goto(server.url + addresses[at % addresses.length], { timeout: 10_000 });
        }
        for (const words of ['Archivo Lejano', 'Archivo Cercano']) {
          const loaded = pages.map((one) => one.waitForEvent('load', { timeout: 10_000 }));
          writeFileSync(file, good.replaceAll('Archivo Abierto', words));
          await Promise.all(loaded);
          await pages[0].getByText(words).first().waitFor({ timeout: 10_000 });
        }
        // Where there is no worker that they could share, each asks.
        const alone = await other.page.context().newPage();
        await alone.addInitScript(() => delete (/** @type {any} */ (globalThis)).SharedWorker);
        await alone.goto(server.url + REPORT_URL);
        writeFileSync(file, good);
        await alone.getByText('Archivo Abierto').first().waitFor({ timeout: 10_000 });
        assert.deepEqual(other.problems, []);
      } finally {
        await other.close();
      }
    });
    await check('warnings are listed on request', async () => {
      writeFileSync(file, warned);
      // A file that is read while it is written has warnings of its own, until the next look.
      const badge = page.locator('.actas-warnings summary').filter({ hasText: /^1 aviso$/ });
      await badge.waitFor({ timeout: 10_000 });
      assert.ok(!(await page.locator('.actas-warnings ol').isVisible()));
      await badge.focus();
      await page.keyboard.press('Space');
      assert.match(await page.locator('.actas-warnings ol').innerText(), /nada\.es\.md/);
      await looksRight('warnings', '.actas-warnings');
      // It stays open from page to page.
      await page.goto(server.url + 'informes/');
      assert.ok(await page.locator('.actas-warnings ol').isVisible());
    });
    await check('an error is shown over the last good site, with its line, and its file can be opened', async () => {
      await page.goto(server.url + REPORT_URL);
      writeFileSync(file, wrong);
      const errors = page.locator('.actas-errors');
      await errors.waitFor();
      assert.match(await page.title(), /^\d+ error(es)? – /);
      const said = await errors.innerText();
      assert.match(said, /citi/);
      assert.match(said, /demo-villa-abierta\.es\.md, línea 6/);
      assert.match(await page.locator('main').innerText(), /Archivo Abierto/);
      await looksRight('error');
      const button = errors.locator('li', { hasText: 'citi' }).getByRole('button', { name: 'Abrir este archivo' });
      const asked = page.waitForRequest((request) => request.url().endsWith('/__actas/open'));
      // The overlay stands before the page, so that the first keys lead to it.
      await page.reload();
      for (let presses = 0; presses < 12 && !(await isFocused(button)); presses += 1) await page.keyboard.press('Tab');
      assert.ok(await isFocused(button), 'the button is reached with the Tab key');
      await page.keyboard.press('Enter');
      const response = await (await asked).response();
      assert.equal(response?.status(), 204);
      assert.equal(page.url(), server.url + REPORT_URL);
      assert.match(readFileSync(server.called, 'utf8'), /--goto .*demo-villa-abierta\.es\.md:6/);
    });
    await check('it can be closed by keyboard, and goes when the error is put right', async () => {
      const errors = page.locator('.actas-errors');
      await errors.locator('summary').focus();
      await page.keyboard.press('Enter');
      assert.ok(!(await errors.locator('ol').isVisible()));
      writeFileSync(file, good);
      await page.waitForFunction(() => !document.querySelector('.actas-errors'));
      assert.deepEqual(problems, []);
    });
  } finally {
    await close();
    server.stop();
  }
}

/** @param {import('playwright-core').Locator} locator */
function isFocused(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}

/**
 * Starts the preview of a site with an editor that notes what it is called with.
 *
 * @param {string} site
 */
async function start(site) {
  const folder = temporaryFolder();
  const called = path.join(folder, 'called.txt');
  const editor = path.join(folder, 'code');
  writeFileSync(editor, `#!/bin/sh\necho "$@" > '${called}'\n`, { mode: 0o755 });
  const child = spawn(binary(), ['serve', '--port', '0', '--lang', 'es', '--site', site], {
    env: { ...process.env, VISUAL: editor },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(text);
      if (found) resolve(found[0]);
    });
    child.on('exit', () => reject(new Error('the preview ended')));
  });
  return { url, called, stop: () => child.kill() };
}
