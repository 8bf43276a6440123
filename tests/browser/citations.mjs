/**
 * The files for reference managers are read by Citation.js, and say the same as the page that they stand beside.
 */

import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { plugins } from '@citation-js/core';

import { elements, pagesOf } from './pages.mjs';
import { build } from './site.mjs';

/**
 * The files as each of their readers knows them: what Citation.js calls the format, and what classic BibTeX has no
 * field for.
 */
const FORMATS = [
  { name: 'BibTeX', file: 'cite.bib', type: '@bibtex/text', lacks: ['day', 'language'] },
  { name: 'biblatex', file: 'cite.bib', type: '@biblatex/text', lacks: [] },
  { name: 'RIS', file: 'cite.ris', type: '@ris/file', lacks: [] },
  { name: 'CSL-JSON', file: 'cite.json', type: '@csl/list+object', lacks: [] },
];

/** @param {any} harness */
export default async function checks({ check }) {
  const { folder } = await build({ baseUrl: 'https://example.org/repo/' });
  const reports = pagesOf(folder).filter(({ html }) => elements(html, 'details').some(({ attributes }) => attributes.class === 'cite'));
  for (const { name, file, type, lacks } of FORMATS) {
    await check(`${file} is read as ${name} and says what the page says`, () => {
      assert.ok(reports.length >= 8, `only ${reports.length} reports can be cited`);
      for (const { file: page, html } of reports) {
        const text = readFileSync(path.join(folder, path.dirname(page), file), 'utf8');
        const [found, wanted] = [read(text, type), expected(html)];
        for (const field of lacks) found[field] = wanted[field];
        assert.deepEqual(found, wanted, `${path.dirname(page)}/${file}`);
      }
      return `${reports.length} files`;
    });
  }
  await check('each reference has a name of its own', () => {
    const names = reports.map(({ file }) => JSON.parse(readFileSync(path.join(folder, path.dirname(file), 'cite.json'), 'utf8'))[0].id);
    assert.equal(new Set(names).size, names.length, names.join(' '));
  });
}

/**
 * Returns what a file says.
 *
 * @param {string} text
 * @param {string} type
 * @returns {Record<string, unknown>}
 */
function read(text, type) {
  const data = type.startsWith('@csl/') ? JSON.parse(text) : text;
  const items = plugins.input.chain(data, { forceType: type, generateGraph: false });
  assert.equal(items.length, 1, 'there is one reference');
  const [item] = items;
  const [year, month, day] = item.issued?.['date-parts']?.[0] ?? [];
  return {
    type: item.type,
    title: item.title,
    authors: item.author.map((/** @type {any} */ author) => author.literal ?? author.family),
    year,
    month,
    day,
    publisher: item.publisher,
    address: item.URL,
    language: item.language ?? '',
  };
}

/**
 * Returns what the head of the page says in the same form.
 *
 * @param {string} html
 * @returns {Record<string, unknown>}
 */
function expected(html) {
  const metas = elements(html, 'meta').map(({ attributes }) => attributes);
  const all = (/** @type {string} */ name) => metas.filter((meta) => meta.name === name).map(({ content = '' }) => content);
  const [year, month, day] = all('citation_publication_date')[0]?.split('/').map(Number) ?? [];
  const [title = ''] = elements(html, 'h1').map(({ text }) => text);
  return {
    type: 'report',
    title,
    authors: all('citation_author'),
    year,
    month,
    day,
    publisher: all('citation_publisher')[0],
    address: elements(html, 'link').find(({ attributes }) => attributes.rel === 'canonical')?.attributes.href,
    language: elements(html, 'html')[0]?.attributes.lang,
  };
}
