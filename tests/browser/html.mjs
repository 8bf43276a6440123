/**
 * Every page keeps to the HTML standard, as html-validate knows it.
 */

import assert from 'node:assert/strict';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';

import { pagesOf } from './pages.mjs';
import { build } from './site.mjs';

const SHOWN_MAX = 20;

/** @param {any} harness */
export default async function checks({ check }) {
  const { folder } = await build();
  const validator = new HtmlValidate(new StaticConfigLoader({ root: true, extends: ['html-validate:standard'] }));
  await check('a mistake is found', async () => {
    const { valid } = await validator.validateString('<!doctype html><html lang="es"><title>x</title><p><div></div></p></html>');
    assert.ok(!valid, 'a division within a paragraph passes');
  });
  await check('every page is valid', async () => {
    const pages = pagesOf(folder);
    const problems = [];
    for (const { file, html } of pages) {
      const { results } = await validator.validateString(html, file);
      for (const { line, column, ruleId, message } of results.flatMap(({ messages }) => messages)) {
        problems.push(`${file}:${line}:${column} ${ruleId}: ${message}`);
      }
    }
    assert.ok(problems.length === 0, [`${problems.length} problems`, ...problems.slice(0, SHOWN_MAX)].join('\n'));
    return `${pages.length} pages`;
  });
}
