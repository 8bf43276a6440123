/**
 * Pagefind's answers to many queries over a folder of pages: `node pagefind-answers.mjs <order.json>` prints, for each
 * query, the addresses of its first results. It runs with its defaults, in Chromium, as on a site; of each
 * page it is given what is in `<main>`, as any other engine.
 *
 * The order is `{ site, depth, queries: [{ text, language }] }`. A query is typed on a page in its language,
 * since Pagefind searches the pages that are in the language of the one it runs on.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { closeBrowser, newPage } from './browser.mjs';
import { BINARY } from './pagefind.mjs';
import { serve } from './server.mjs';
import { run } from './site.mjs';

/** @typedef {{ text: string, language: string }} Query */

const [orderPath] = process.argv.slice(2);
if (!orderPath) throw new Error('usage: node pagefind-answers.mjs <order.json>');
/** @type {{ site: string, depth: number, queries: Query[] }} */
const { site, depth, queries } = JSON.parse(readFileSync(orderPath, 'utf8'));

const { code, stdout, stderr } = await run(BINARY, ['--site', site, '--root-selector', 'main']);
if (code !== 0) throw new Error(`Pagefind failed (${code}):\n${stdout}${stderr}`);
const server = await serve('/');
server.show(site);
try {
  const languages = [...new Set(queries.map(({ language }) => language))];
  /** @type {Map<Query, string[]>} */
  const answers = new Map();
  for (const language of languages) {
    const asked = queries.filter((query) => query.language === language);
    const found = await answer(language, asked.map(({ text }) => text));
    asked.forEach((query, number) => answers.set(query, found[number] ?? []));
  }
  process.stdout.write(JSON.stringify(queries.map((query) => answers.get(query))));
} finally {
  await closeBrowser();
  await server.close();
}

/**
 * Returns the addresses of the first pages found for each query, without the slash that they begin with.
 *
 * @param {string} language
 * @param {string[]} texts
 * @returns {Promise<string[][]>}
 */
async function answer(language, texts) {
  const name = `bench-${language}.html`;
  writeFileSync(
    path.join(site, name),
    `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Pagefind</title><link rel="icon" href="data:,">
<script type="module">import * as pagefind from './pagefind/pagefind.js'; window.pagefind = pagefind;</script></html>`,
  );
  const { page, problems, close } = await newPage();
  try {
    await page.goto(server.url + name);
    await page.waitForFunction(() => 'pagefind' in window);
    const found = await page.evaluate(
      async ([asked, most]) => {
        const { pagefind } = /** @type {any} */ (window);
        const all = [];
        for (const text of asked) {
          const { results } = await pagefind.search(text);
          const read = await Promise.all(results.slice(0, most).map((/** @type {any} */ result) => result.data()));
          all.push(read.map((/** @type {any} */ { url }) => new URL(url, location.href).pathname.slice(1)));
        }
        return all;
      },
      /** @type {[string[], number]} */ ([texts, depth]),
    );
    if (problems.length > 0) throw new Error(problems.join('\n'));
    return found;
  } finally {
    await close();
  }
}
