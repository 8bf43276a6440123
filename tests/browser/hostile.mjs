/**
 * Reports of strangers: a site whose every text is one of the attacks of `hostile.json`, looked at in a browser. None may
 * run, none may even try to (the policy of the pages would tell), and none may run without that policy either.
 */

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';

import { newPage, settled } from './browser.mjs';
import { elements, pagesOf } from './pages.mjs';
import { serve } from './server.mjs';
import { build, filesOf, repository, temporaryFolder } from './site.mjs';

/** @typedef {{ kind: string, text: string }} Vector */

/** @type {Vector[]} Each calls `__xss(1)`, where 1 stands for its number. */
const CORPUS = JSON.parse(readFileSync(path.join(repository, 'tests', 'browser', 'hostile.json'), 'utf8'));
const VECTORS = CORPUS.map(({ text }, number) => text.replaceAll('__xss(1)', `__xss(${number})`));
/** One text that breaks out of whatever it stands in, for places that a site has once. */
const POLYGLOT = `"'></title></script><img src=x onerror=__xss(9999)><script>__xss(9999)</script>{{ 7 * 7 }}`;
/** What a name of a file can hold on every system. */
const FILE_NAMES = ["a' onload=__xss(1) b='.pdf", '&lt;img src=x onerror=__xss(1)&gt;.pdf', 'javascript&colon;__xss(1).pdf', '{{ 7 }}.pdf', '%3Cscript%3E__xss(1)%3C%2Fscript%3E.pdf'];
const WORD = 'hostilidad';
const TABS = 3;

/** Tells the test of calls, of what the policy stopped, and of links that would run something. */
const WATCH = `
  addEventListener('securitypolicyviolation', (event) => __violation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample + ' ' + location.href), true);
`;

/** @param {any} harness */
export default async function checks({ check }) {
  assert.ok(VECTORS.length >= 100, `${VECTORS.length} vectors`);
  const server = await serve();
  try {
    await check('a theme that escapes nothing is found out', async () => {
      const theme = { 'report.html': '{% extends "base.html" %}{% block main %}<h1>{{ page.title | safe }}</h1>{{ html }}{% endblock main %}' };
      const { folder } = await build({ site: makeSite(theme), baseUrl: server.url });
      server.show(folder);
      const reports = pagesOf(folder).filter(({ file }) => /^informes\/r\d+\//.test(file));
      const { ran, stopped } = await visit(server.url, reports.map(({ file }) => file), { bypassCSP: true });
      assert.ok(new Set(ran).size > 40, `only ${new Set(ran).size} ran where nothing was escaped`);
      const held = await visit(server.url, reports.map(({ file }) => file), {});
      assert.deepEqual(held.ran, [], 'ran in spite of the policy');
      assert.ok(held.stopped.length > 40, 'the policy stops them');
      return `${new Set(ran).size} of ${VECTORS.length} run without escaping and policy, none with the policy (${stopped.length}, ${held.stopped.length} stopped)`;
    });
    const { folder } = await build({ site: makeSite({}), baseUrl: server.url });
    server.show(folder);
    const files = pagesOf(folder).map(({ file }) => file);
    for (const [name, options] of /** @type {const} */ ([['with the policy', {}], ['without it', { bypassCSP: true }]])) {
      for (const [what, addresses] of Object.entries(chosen(files))) {
        await check(`${what}: nothing runs or tries to, ${name}`, async () => {
          const outcome = await visit(server.url, addresses, options);
          nothing(outcome);
          return `${outcome.pages} pages`;
        });
      }
      for (const [what, addresses] of Object.entries(searches())) {
        await check(`${what}: nothing runs or tries to, ${name}`, async () => {
          const outcome = await visit(server.url, addresses, options);
          nothing(outcome);
          if (what === 'results') assert.ok(outcome.shown > addresses.length / 2, `${outcome.shown} results shown`);
          return `${outcome.pages} addresses, ${outcome.shown} results`;
        });
      }
    }
    await check('search: results as they are typed', () => typed(server.url));
    await check('structured data is read and stays data', () => {
      for (const { file, html } of pagesOf(folder)) {
        for (const { attributes, text } of elements(html, 'script')) {
          if (attributes.type === 'application/ld+json') JSON.parse(text);
          else assert.ok(attributes.src && text === '', `${file}: a script in the page`);
        }
      }
    });
    await check('calendars, references, tables and feeds have no line or cell of an attack', () => {
      const counts = formats(folder);
      for (const kind of ['ics', 'ris', 'bib', 'csv', 'xml', 'json']) assert.ok((counts[kind] ?? 0) > 0, `no .${kind}`);
      return JSON.stringify(counts);
    });
  } finally {
    await server.close();
  }
}

/** @param {{ ran: number[], stopped: string[], active: string[] }} outcome */
function nothing({ ran, stopped, active }) {
  const texts = [...new Set(ran)].map((number) => `${number}: ${VECTORS[number] ?? POLYGLOT}`);
  assert.deepEqual(texts, [], 'these ran');
  assert.deepEqual(stopped, [], 'the policy had to stop these');
  assert.deepEqual(active, [], 'these links would run something');
}

/**
 * Opens pages, several at a time, opens what is closed in them, and moves, clicks and focuses all over them.
 *
 * @param {string} root
 * @param {string[]} addresses
 * @param {import('playwright-core').BrowserContextOptions} options
 */
async function visit(root, addresses, options) {
  const outcome = { ran: /** @type {number[]} */ ([]), stopped: /** @type {string[]} */ ([]), active: /** @type {string[]} */ ([]), pages: 0, shown: 0 };
  const { page: first, close } = await newPage({ ...options, script: WATCH });
  const context = first.context();
  await context.exposeBinding('__xss', (_, number) => void outcome.ran.push(Number(number)));
  await context.exposeBinding('__violation', (_, what) => void outcome.stopped.push(what));
  context.on('dialog', (dialog) => {
    outcome.ran.push(-1);
    void dialog.dismiss();
  });
  await context.route((url) => url.origin !== new URL(root).origin, (route) => route.abort());
  const left = [...addresses];
  const work = async () => {
    const page = await context.newPage();
    for (let address = left.shift(); address !== undefined; address = left.shift()) {
      await page.goto(root + address.split('/').map(encodePart).join('/').replace(/index\.html$/, ''), { waitUntil: 'load' });
      if (address.includes(`?q=${WORD}`)) await page.locator('.results-list .result').first().waitFor().catch(() => undefined);
      else if (address.includes('?')) await page.waitForTimeout(200);
      const { active, shown } = await page.evaluate(touch).catch(() => ({ active: [], shown: 0 }));
      outcome.active.push(...active.map((/** @type {string} */ href) => `${address}: ${href}`));
      outcome.shown += shown;
      outcome.pages += 1;
    }
  };
  await Promise.all(Array.from({ length: TABS }, work));
  await close();
  return outcome;
}

/** @param {string} part */
function encodePart(part) {
  return part.includes('?') ? part : encodeURIComponent(part);
}

/** In the page: sends every element what people do to it, and returns links that would run something. */
function touch() {
  const EVENTS = ['pointerenter', 'mouseover', 'mouseenter', 'mousemove', 'focus', 'focusin', 'beforeinput', 'animationstart', 'toggle', 'load', 'error', 'begin'];
  for (const details of document.querySelectorAll('details')) details.open = true;
  // Links of the page lead away; what a link would run is told by its address, and by `onclick` when it is clicked.
  addEventListener('click', (event) => event.preventDefault(), true);
  addEventListener('submit', (event) => event.preventDefault(), true);
  const main = document.querySelectorAll('title, header *, main, main *, footer *');
  for (const element of main) {
    for (const name of EVENTS) element.dispatchEvent(new Event(name));
    if (element.matches('a, b, p, i, div, button:not([type=submit])')) element.dispatchEvent(new MouseEvent('click', { cancelable: true }));
  }
  const links = [...document.querySelectorAll('[href], [src], [action], [formaction]')];
  const addresses = links.flatMap((link) => ['href', 'src', 'action', 'formaction'].map((name) => link.getAttribute(name) ?? ''));
  const active = addresses.filter((address) => address && !['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(address, location.href).protocol));
  return { active, shown: document.querySelectorAll('.results-list .result').length };
}

/**
 * Returns the pages to be looked at: the report of every attack, every third page of a term, some of every list.
 *
 * @param {string[]} files
 */
function chosen(files) {
  const reports = files.filter((file) => /^informes\/r\d+\//.test(file));
  const isTerm = (/** @type {string} */ file) => /^(temas|organizaciones|ciudades)\/.+\//.test(file);
  const terms = files.filter(isTerm).filter((_, place) => place % 3 === 0);
  /** @type {Record<string, number>} */
  const seen = {};
  const lists = files.filter((file) => {
    if (isTerm(file) || reports.includes(file)) return false;
    const kind = file.split('/').slice(0, -2).join('/');
    seen[kind] = (seen[kind] ?? 0) + 1;
    return (seen[kind] ?? 0) <= 5;
  });
  return { reports, terms, lists };
}

/** Addresses that carry an attack, or find the reports that hold one. */
function searches() {
  const asked = VECTORS.map((text) => `buscar/?q=${encodeURIComponent(text)}&topic=${encodeURIComponent(text)}&from=${encodeURIComponent(text)}`);
  const results = VECTORS.map((_, number) => `buscar/?q=${WORD}${number}`).filter((_, number) => number % 2 === 0);
  const marked = VECTORS.map((text, number) => `informes/r${number}/?h=${encodeURIComponent(text)}#p1`).filter((_, number) => number % 2 === 1);
  const register = VECTORS.map((text) => `acuerdos/?q=${encodeURIComponent(text)}&kind=${encodeURIComponent(text)}`).filter((_, number) => number % 8 === 0);
  return { asked, results, marked, register };
}

/**
 * Types into the box of a page, where snippets are shown as well.
 *
 * @param {string} root
 */
async function typed(root) {
  const { page, close } = await newPage({ bypassCSP: true, script: WATCH });
  /** @type {number[]} */
  const ran = [];
  await page.context().exposeBinding('__xss', (_, number) => void ran.push(Number(number)));
  await page.context().exposeBinding('__violation', () => undefined);
  await page.goto(root);
  let options = 0;
  for (let number = 0; number < VECTORS.length; number += 8) {
    await page.locator('#search-input').fill(`${WORD}${number}`);
    await settled(page);
    for (const option of await page.locator('.search-list [role="option"]').all()) {
      await option.hover();
      options += 1;
    }
  }
  await page.locator('#search-input').fill(POLYGLOT);
  await settled(page);
  await close();
  assert.deepEqual(ran, []);
  assert.ok(options > 10, `${options} options`);
  return `${options} options`;
}

/**
 * Looks through the files that other programs read, and returns how many of each kind there are.
 *
 * @param {string} folder
 */
function formats(folder) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const file of filesOf(folder)) {
    const kind = path.extname(file).slice(1);
    const text = () => readFileSync(path.join(folder, file), 'utf8');
    const lines = () => text().split(/\r\n|\r|\n/);
    counts[kind] = (counts[kind] ?? 0) + 1;
    if (kind === 'ics') {
      assert.ok(!lines().some((line) => /^(X-EVIL|DTSTART:1970)/.test(line)), file);
      assert.equal(lines().filter((line) => line.startsWith('BEGIN:')).length, lines().filter((line) => line.startsWith('END:')).length, file);
    } else if (kind === 'ris') {
      assert.equal(lines().filter((line) => line.startsWith('TY  - ')).length, 1, file);
      assert.ok(!lines().some((line) => line.startsWith('TY  - EVIL')), file);
    } else if (kind === 'bib') {
      assert.equal(text().match(/^\s*@/gm)?.length, 1, file);
    } else if (kind === 'csv') {
      for (const cell of cells(text())) assert.ok(!/^[=+\-@\t\r]/.test(cell), `${file}: ${cell}`);
    } else if (kind === 'xml') {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('opentag', ({ local }) => assert.ok(local !== 'evil' && local !== 'script', `${file}: <${local}>`));
      parser.on('error', (error) => assert.fail(`${file}: ${error.message}`));
      parser.write(text()).close();
    } else if (kind === 'json') {
      JSON.parse(text());
    }
  }
  return counts;
}

/**
 * Returns the cells of a table (RFC 4180).
 *
 * @param {string} text
 */
function cells(text) {
  return [...text.matchAll(/(?:^|,|\r\n)(?:"((?:[^"]|"")*)"|([^,"\r\n]*))/g)].map(([, quoted, plain]) => (quoted ?? plain ?? '').replaceAll('""', '"'));
}

/**
 * Writes a site whose texts are attacks, and returns its folder.
 *
 * @param {Record<string, string>} templates Those that its theme has otherwise.
 */
function makeSite(templates) {
  const site = path.join(temporaryFolder(), 'site');
  const write = (/** @type {string} */ file, /** @type {string} */ text) => {
    const target = path.join(site, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
  };
  const taxonomy = (/** @type {string} */ id, /** @type {string} */ rest) => `[taxonomies.${id}]\n${rest}\nname = ${toml(POLYGLOT)}\nplural = ${toml(POLYGLOT)}\n`;
  write(
    'site.toml',
    `title = ${toml(POLYGLOT)}\ndescription = ${toml(POLYGLOT)}\ndefault_language = "es"\ntheme = "mine"\n[languages]\nes = "Español"\nen = "English"\n[social]\nimages = "none"\n` +
      taxonomy('topic', 'key = "topics"\nslug = "temas"\nfeeds = true') +
      taxonomy('organization', 'key = "organizations"\nvocabulary = "organizations"\nslug = "organizaciones"\nactors = true') +
      taxonomy('city', 'key = "city"\nslug = "ciudades"'),
  );
  for (const [name, text] of Object.entries(templates)) write(`themes/mine/templates/${name}`, text);
  write('themes/mine/theme.toml', readFileSync(path.join(repository, 'themes/default/theme.toml'), 'utf8'));
  write('content/foto.png', 'x');
  FILE_NAMES.forEach((name) => write(`content/reports/${name}`, 'x'));
  write('content/reports/original.html', '<script>__xss(9998)</script>');
  write('content/reports/dibujo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="__xss(9998)"/>');
  const terms = VECTORS.map((text, number) => `[o${number}]\nname = ${toml(text)}\nvariants = [${toml(`${text} variante`)}]\ndescription = ${toml(text)}\n`);
  write('content/vocabulary/organizations.toml', terms.join('\n'));
  const acts = VECTORS.map((text, number) => `[a${number}]\nname = ${toml(text)}\ndescription = ${toml(text)}\naddressed = true\nverbs = { es = ["verbo${number}"] }\n`);
  write('content/vocabulary/acts.toml', acts.filter((_, number) => number % 6 === 0).join('\n'));
  VECTORS.forEach((text, number) => write(`content/reports/r${number}.es.md`, report(text, number)));
  write('content/pages/about.es.md', `+++\ntitle = ${toml(POLYGLOT)}\n+++\n${POLYGLOT}\n`);
  return site;
}

/**
 * Returns a report of an attack.
 *
 * @param {string} text
 * @param {number} number
 */
function report(text, number) {
  const line = text.replaceAll('\0', '&#0;').replace(/[\r\n]+/g, ' ');
  const year = 2000 + (number % 20);
  const withdrawn = number % 40 === 39;
  const front = [
    `title = ${toml(text)}`,
    `date = ${year}-01-0${1 + (number % 9)}`,
    `summary = ${toml(text)}`,
    `session = ${toml(text)}`,
    `city = ${toml(text)}`,
    `topics = [${toml(text)}]`,
    `organizations = ["o${number}"]`,
    `status = "${withdrawn ? 'withdrawn' : 'corrected'}"`,
    `aliases = ["/viejo/r${number}/"]`,
    `attachments = [${FILE_NAMES.map(toml).join(', ')}]`,
    'source = "original.html"',
    withdrawn ? `[withdrawal]\ndate = ${year}-05-06\nreason = ${toml(text)}` : `[[corrections]]\ndate = ${year}-03-03\nwhat = ${toml(text)}`,
    `[[commitments]]\npoint = "1"\nwho = ["o${number}", ${toml(text)}]\nwhat = ${toml(text)}\ndue = ${year}-06-07`,
  ];
  const escaped = line.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  const body = [
    `Una ${WORD}${number} ${line}`,
    `1. verbo${number} a ${line} la ${WORD}${number} ${line}`,
    `2. Otro punto: [${line}](https://example.org/) [x](<${line}>) [x](https://example.org/ "${escaped}") ![${line}](/foto.png) ![x](dibujo.svg) ![x](<${line}>)`,
    `## ${line}`,
    `\`${line}\``,
    `| ${line} | b |\n| :-: | --- |\n| x | ${line} |`,
    `> ${line}`,
    `x[^${number}]\n\n[^${number}]: ${line}`,
    '```' + line.replaceAll('`', '') + '\n' + line + '\n```',
    `<details><summary>${line}</summary>x</details>`,
    text.replaceAll('\0', '&#0;'),
  ];
  return `+++\n${front.join('\n')}\n+++\n${body.join('\n\n')}\n`;
}

/**
 * Returns a text as TOML has it.
 *
 * @param {string} text
 */
function toml(text) {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
