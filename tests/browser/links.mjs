/**
 * Every address in the output leads to something in the output, wherever the site stands.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'parse5';
import { SaxesParser } from 'saxes';

import { build, filesOf } from './site.mjs';

const BASES = ['https://example.org/', 'https://example.org/repo/', 'https://example.org/archives/liaison-network/'];
const SHOWN_MAX = 30;

/** Attributes that hold one address. */
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'poster', 'cite', 'data-index', 'data-root']);
/** Attributes that hold ids of the same page. */
const ID_LISTS = new Set(['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers', 'list', 'form']);
/** `<meta>` elements whose content is an address. */
const META_ADDRESSES = new Set(['og:url', 'og:image', 'twitter:image']);
/** Pages that stand in no list of alternates. */
const ALONE = /^(?:404\.html)$/;

/** @param {any} harness */
export default async function checks({ check }) {
  for (const baseUrl of BASES) {
    const { folder } = await build({ baseUrl });
    const site = readSite(folder, baseUrl);
    const at = `at ${new URL(baseUrl).pathname}`;
    await check(`${at}: every href, src and anchor leads to something`, () => {
      const { broken, count } = brokenLinks(site);
      assert.ok(count > 1000, `only ${count} addresses were found`);
      assert.ok(broken.length === 0, list(broken));
      return `${count} addresses in ${site.pages.size} pages and ${site.feeds.length} XML files`;
    });
    await check(`${at}: ids are unique`, () => assert.ok(site.twice.length === 0, list(site.twice)));
    await check(`${at}: hreflang is mutual`, () => {
      const { problems, count } = alternatesProblems(site);
      assert.ok(count > 20, `only ${count} alternates were found`);
      assert.ok(problems.length === 0, list(problems));
      return `${count} alternates`;
    });
  }
}

/** @param {string[]} problems */
function list(problems) {
  const more = problems.length > SHOWN_MAX ? [`and ${problems.length - SHOWN_MAX} more`] : [];
  return [`${problems.length} problems`, ...problems.slice(0, SHOWN_MAX), ...more].join('\n');
}

/**
 * @typedef {{ address: string, kind: string }} Link
 * @typedef {{ ids: Set<string>, links: Link[], idRefs: [string, string][], alternates: Map<string, string>, canonical?: string, noindex?: boolean }} Page
 */

/**
 * Reads all files of a built site.
 *
 * @param {string} folder
 * @param {string} baseUrl
 */
export function readSite(folder, baseUrl) {
  const files = new Set(filesOf(folder));
  /** @type {Map<string, Page>} */
  const pages = new Map();
  /** @type {{ file: string, links: Link[] }[]} */
  const feeds = [];
  /** @type {Map<string, Map<string, string>>} */
  const sitemap = new Map();
  const twice = [];
  for (const file of files) {
    const read = () => readFileSync(path.join(folder, file), 'utf8');
    if (file.endsWith('.html')) {
      const { page, repeated } = readPage(read());
      pages.set(file, page);
      twice.push(...repeated.map((id) => `${file}: the id ${id} twice`));
    } else if (file.endsWith('.xml')) {
      feeds.push({ file, links: readXml(read(), sitemap) });
    } else if (file.endsWith('.css')) {
      const links = [...read().matchAll(/url\(\s*["']?([^"')]+)/g)].map((match) => ({ address: match[1] ?? '', kind: 'url()' }));
      feeds.push({ file, links });
    } else if (file === 'robots.txt') {
      const links = [...read().matchAll(/^Sitemap:\s*(\S+)/gm)].map((match) => ({ address: match[1] ?? '', kind: 'Sitemap' }));
      feeds.push({ file, links });
    }
  }
  return { baseUrl, files, pages, feeds, sitemap, twice };
}

/** @param {string} html */
function readPage(html) {
  /** @type {Page} */
  const page = { ids: new Set(), links: [], idRefs: [], alternates: new Map() };
  /** @type {string[]} */
  const repeated = [];
  walk(parse(html), (element) => {
    const attributes = Object.fromEntries(element.attrs.map((/** @type {any} */ { name, value }) => [name, value]));
    for (const [name, value] of Object.entries(attributes)) {
      if (name === 'id' && page.ids.has(value)) repeated.push(value);
      if (name === 'id' || (name === 'name' && element.tagName === 'a')) page.ids.add(value);
      const kind = `<${element.tagName} ${name}>`;
      if (ADDRESSES.has(name) || (name === 'data' && element.tagName === 'object')) page.links.push({ address: value, kind });
      if (name === 'srcset' || name === 'imagesrcset') {
        for (const part of value.split(/,\s+/)) page.links.push({ address: part.trim().split(/\s/)[0] ?? '', kind });
      }
      if (ID_LISTS.has(name)) page.idRefs.push(...value.split(/\s+/).filter(Boolean).map((id) => /** @type {[string, string]} */ ([kind, id])));
    }
    if (element.tagName === 'meta') {
      const { property, name, content = '' } = attributes;
      if (name === 'robots' && content.includes('noindex')) page.noindex = true;
      if (META_ADDRESSES.has(property ?? name)) page.links.push({ address: content, kind: property ?? name });
      const refresh = /url=(.*)$/i.exec(attributes['http-equiv']?.toLowerCase() === 'refresh' ? content : '');
      if (refresh) page.links.push({ address: refresh[1] ?? '', kind: 'refresh' });
    }
    const relations = element.tagName === 'link' ? (attributes.rel ?? '').split(/\s+/) : [];
    if (relations.includes('alternate') && attributes.hreflang) page.alternates.set(attributes.hreflang, attributes.href);
    if (relations.includes('canonical')) page.canonical = attributes.href;
  });
  return { page, repeated };
}

/**
 * @param {any} node
 * @param {(element: any) => void} visit
 */
function walk(node, visit) {
  if (node.tagName) visit(node);
  for (const child of node.childNodes ?? []) walk(child, visit);
  if (node.content) walk(node.content, visit);
}

/**
 * Returns the addresses of a feed or site map, which must be well-formed.
 *
 * @param {string} xml
 * @param {Map<string, Map<string, string>>} sitemap Where the pages of a site map are put.
 */
function readXml(xml, sitemap) {
  /** @type {Link[]} */
  const links = [];
  const parser = new SaxesParser({ xmlns: false });
  let text = '';
  let page = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    text = '';
    if (attributes.href) links.push({ address: attributes.href, kind: `<${name} href>` });
    if (name === 'xhtml:link' && attributes.hreflang) sitemap.get(page)?.set(attributes.hreflang, attributes.href ?? '');
    if (attributes.src) links.push({ address: attributes.src, kind: `<${name} src>` });
  });
  parser.on('text', (part) => (text += part));
  parser.on('closetag', ({ name }) => {
    if (name === 'loc') {
      page = text.trim();
      sitemap.set(page, new Map());
    }
    // An id of Atom is the address of the feed or the entry here.
    if (name === 'loc' || (name === 'id' && /^https?:/.test(text))) links.push({ address: text.trim(), kind: `<${name}>` });
    text = '';
  });
  parser.write(xml).close();
  return links;
}

/**
 * Returns what leads nowhere, and how many addresses of the site were looked at.
 *
 * @param {ReturnType<typeof readSite>} site
 */
export function brokenLinks(site) {
  /** @type {string[]} */
  const broken = [];
  let count = 0;
  /** @param {string} file @param {Link} link */
  const look = (file, { address, kind }) => {
    const problem = problemOf(site, file, address);
    if (problem !== null) count += 1;
    if (problem) broken.push(`${file}: ${kind} ${address}: ${problem}`);
  };
  for (const [file, page] of site.pages) {
    page.links.forEach((link) => look(file, link));
    for (const [kind, id] of page.idRefs) {
      if (!page.ids.has(id)) broken.push(`${file}: ${kind} names the id ${id}, which is not there`);
    }
    // A former address names the one of today.
    if (page.canonical && !page.noindex && fileOf(site, new URL(page.canonical).pathname) !== file) {
      broken.push(`${file}: canonical is ${page.canonical}`);
    }
  }
  for (const { file, links } of site.feeds) links.forEach((link) => look(file, link));
  return { broken, count };
}

/**
 * Returns what is wrong with an address; '' for nothing, `null` for an address outside of the site.
 *
 * @param {ReturnType<typeof readSite>} site
 * @param {string} file
 * @param {string} address
 */
function problemOf(site, file, address) {
  const base = new URL(site.baseUrl);
  let url;
  try {
    url = new URL(address, new URL(file.split('/').map(encodeURIComponent).join('/').replace(/(^|\/)index\.html$/, '$1'), base));
  } catch {
    return 'no valid address';
  }
  if (url.protocol === 'javascript:') return 'a script';
  if (url.origin !== base.origin) return null;
  if (!url.pathname.startsWith(base.pathname)) return `leaves the site, which stands at ${base.pathname}`;
  if (address.trim() === '') return 'empty';
  const target = fileOf(site, url.pathname);
  if (target === null) return 'no such file';
  const anchor = decodeURIComponent(url.hash.slice(1));
  if (anchor && anchor !== 'top' && !site.pages.get(target)?.ids.has(anchor)) return `no anchor of that name in ${target}`;
  return '';
}

/**
 * Returns the file that a server would answer with, without redirects.
 *
 * @param {ReturnType<typeof readSite>} site
 * @param {string} pathname
 */
function fileOf(site, pathname) {
  const place = decodeURIComponent(pathname.slice(new URL(site.baseUrl).pathname.length));
  const file = place === '' || place.endsWith('/') ? `${place}index.html` : place;
  return site.files.has(file) ? file : null;
}

/**
 * Each alternate of a page must name that page in turn, in `<head>` and in the site map.
 *
 * @param {ReturnType<typeof readSite>} site
 */
function alternatesProblems(site) {
  /** @type {string[]} */
  const problems = [];
  let count = 0;
  /** @type {Map<string, Map<string, string>>} */
  const heads = new Map();
  for (const [file, page] of site.pages) {
    if (page.alternates.size === 0 || ALONE.test(file)) continue;
    heads.set(new URL(file.replace(/(^|\/)index\.html$/, '$1'), site.baseUrl).href, page.alternates);
  }
  for (const [where, pages] of Object.entries({ head: heads, sitemap: site.sitemap })) {
    for (const [url, alternates] of pages) {
      for (const [language, address] of alternates) {
        if (language === 'x-default') continue;
        count += 1;
        const others = pages.get(new URL(address, url).href);
        if (!others) problems.push(`${where}: ${url} names ${address} (${language}), which names no alternates`);
        else if (![...others.values()].some((back) => new URL(back, address).href === url)) {
          problems.push(`${where}: ${url} names ${address} (${language}), which does not name it in turn`);
        }
      }
      const isListed = [...alternates].some(([language, address]) => language !== 'x-default' && new URL(address, url).href === url);
      if (alternates.size > 0 && !isListed) problems.push(`${where}: ${url} does not name itself among its alternates`);
    }
  }
  return { problems, count };
}
