/**
 * The structured data of the pages, and the references as CSL-JSON, keep to published vocabularies: the types of
 * schema.org (schema-dts: every property belongs to its type and its value is in its range) and those of CSL. The
 * compiler of TypeScript is the judge.
 */

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { elements, pagesOf } from './pages.mjs';
import { build, filesOf, repository, run, temporaryFolder } from './site.mjs';

const MODULES = path.join(repository, 'tests', 'browser', 'node_modules');
const OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: 'ES2022',
  module: 'ES2022',
  moduleResolution: 'bundler',
  types: [],
};
/** Mistakes that the compiler must find, or it would find nothing at all. */
const MISTAKES = `
// @ts-expect-error no such property
export const mistake1: Exclude<Schema.Report, string> = { '@type': 'Report', startDate: '2017-06-21' };
// @ts-expect-error a country attends nothing
export const mistake2: Exclude<Schema.Event, string> = { '@type': 'Event', attendee: { '@type': 'Country', name: 'MX' } };
// @ts-expect-error no such type of document
export const mistake3: Csl.Data = { id: 'a', type: 'minutes' };
`;

/** @typedef {{ where: string, node: Record<string, unknown> }} Described */

/** @param {any} harness */
export default async function checks({ check }) {
  const { folder } = await build({ baseUrl: 'https://example.org/repo/' });
  const described = pagesOf(folder).flatMap(({ file, html }) => nodesOf(file, html));
  await check('reports, meetings and the site are described', () => {
    const count = (/** @type {string} */ type) => described.filter(({ node }) => node['@type'] === type).length;
    const counts = { Report: count('Report'), Event: count('Event'), WebSite: count('WebSite') };
    assert.ok(counts.Report >= 8 && counts.Event >= 2 && counts.WebSite === 2, JSON.stringify(counts));
    return JSON.stringify(counts);
  });
  await check('types, properties and values are those of schema.org and CSL', async () => {
    const references = filesOf(folder).filter((file) => file.endsWith('/cite.json'));
    const problems = await compile([
      ...described.map(({ where, node }) => ({ where, type: `Exclude<Schema.${node['@type']}, string>`, value: withoutActionWords(node) })),
      ...references.map((file) => ({ where: file, type: 'Csl.Data[]', value: JSON.parse(readFileSync(path.join(folder, file), 'utf8')) })),
    ]);
    assert.equal(problems, '');
    return `${described.length} nodes, ${references.length} references`;
  });
  await check('what a node refers to is described on its page', () => {
    for (const { where, node } of described) {
      const about = /** @type {any} */ (node.about)?.['@id'];
      const known = described.some((other) => other.where === where && other.node['@id'] === about);
      assert.ok(about === undefined || known, `${where}: ${about}`);
    }
  });
}

/**
 * Returns what the structured data of a page describe.
 *
 * @param {string} file
 * @param {string} html
 * @returns {Described[]}
 */
function nodesOf(file, html) {
  const blocks = elements(html, 'script').filter(({ attributes }) => attributes.type === 'application/ld+json');
  return blocks.flatMap(({ text }) => {
    const { '@context': context, '@graph': graph, ...rest } = JSON.parse(text);
    assert.equal(context, 'https://schema.org', file);
    return (graph ?? [rest]).map((/** @type {any} */ node) => ({ where: file, node }));
  });
}

/**
 * Returns a node without `query-input`: annotations of actions are no properties of the vocabulary (schema.org,
 * "Potential Actions").
 *
 * @param {Record<string, any>} node
 */
function withoutActionWords(node) {
  if (!node.potentialAction) return node;
  const { 'query-input': input, ...potentialAction } = node.potentialAction;
  const word = /^required name=(\w+)$/.exec(input)?.[1];
  assert.ok(word && potentialAction.target.urlTemplate.includes(`{${word}}`), 'the action names its word');
  return { ...node, potentialAction };
}

/**
 * Returns what the compiler says of values that are to have these types; nothing if they do.
 *
 * @param {{ where: string, type: string, value: unknown }[]} values
 */
async function compile(values) {
  const folder = temporaryFolder();
  const lines = values.map(({ type, value }, at) => `export const value${at}: ${type} = ${JSON.stringify(value)};`);
  const imports = ['schema-dts', 'csl-json'].map((name, at) => `import type * as ${['Schema', 'Csl'][at]} from ${JSON.stringify(path.join(MODULES, name))};`);
  writeFileSync(path.join(folder, 'values.ts'), [...imports, ...lines, MISTAKES].join('\n'));
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS, include: ['values.ts'] }));
  const { code, stdout, stderr } = await run(path.join(MODULES, '.bin', 'tsc'), ['-p', folder]);
  // The line of a value tells where it is from.
  const said = `${stdout}${stderr}`.replace(/^.*values\.ts\((\d+),\d+\)/gm, (_, line) => values[Number(line) - 1 - imports.length]?.where ?? 'planted');
  return code === 0 ? '' : said;
}
