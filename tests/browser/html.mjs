/**
 * Every page keeps to the HTML standard, as html-validate knows it.
 */

import assert from 'node:assert/strict';
import { appendFileSync, cpSync } from 'node:fs';
import path from 'node:path';

import { HtmlValidate, StaticConfigLoader } from 'html-validate';

import { pagesOf } from './pages.mjs';
import { build, repository, temporaryFolder } from './site.mjs';

const SHOWN_MAX = 20;

/** @param {any} harness */
export default async function checks({ check }) {
  const { folder } = await build();
  const validator = new HtmlValidate(new StaticConfigLoader({ root: true, extends: ['html-validate:standard'] }));
  await check('a mistake is found', async () => {
    const { valid } = await validator.validateString('<!doctype html><html lang="es"><title>x</title><p><div></div></p></html>');
    assert.ok(!valid, 'a division within a paragraph passes');
  });
  const valid = async (/** @type {{ file: string, html: string }[]} */ pages) => {
    const problems = [];
    for (const { file, html } of pages) {
      const { results } = await validator.validateString(html, file);
      for (const { line, column, ruleId, message } of results.flatMap(({ messages }) => messages)) {
        problems.push(`${file}:${line}:${column} ${ruleId}: ${message}`);
      }
    }
    assert.ok(problems.length === 0, [`${problems.length} problems`, ...problems.slice(0, SHOWN_MAX)].join('\n'));
    return `${pages.length} pages`;
  };
  await check('every page is valid', () => valid(pagesOf(folder)));
  await check('so are those that a setting changes', async () => {
    const site = temporaryFolder();
    for (const name of ['site.toml', 'content']) cpSync(path.join(repository, name), path.join(site, name), { recursive: true });
    appendFileSync(path.join(site, 'site.toml'), '\n[offline]\nenabled = true\n[output]\nrelative = true\n');
    const pages = pagesOf((await build({ site })).folder);
    const changed = pages.filter(({ file }) => /^(offline\.|buscar\/|index\.html|informes\/2017)/.test(file));
    assert.ok(changed.some(({ file }) => file === 'offline.en.html'));
    return valid(changed);
  });
}
