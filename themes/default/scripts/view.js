/**
 * What both search surfaces show: texts, addresses and pieces of results, made as elements (never as HTML).
 *
 * @import { Found, Hit, Passage } from './engine.js'
 *
 * @typedef {Record<string, string>} Texts Tables of the theme's `i18n/<language>.toml`.
 */

const pageLanguage = document.documentElement.lang;
const plurals = pluralRules(pageLanguage);

/**
 * Returns the texts that the page brings: each part of it those that it needs.
 *
 * @returns {Texts}
 */
export function readTexts() {
  const holders = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-texts]'));
  return Object.assign({}, ...[...holders].map(({ dataset }) => JSON.parse(dataset.texts ?? '{}')));
}

/**
 * Returns a text with its `{…}` filled in.
 *
 * @param {Texts} texts
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function text(texts, key, values = {}) {
  const pattern = texts[key] ?? key;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/**
 * Returns a text with its `{…}` filled in by elements.
 *
 * @param {Texts} texts
 * @param {string} key
 * @param {Record<string, Node | string>} values
 */
function filled(texts, key, values) {
  const fragment = document.createDocumentFragment();
  const pieces = text(texts, key).split(/\{(\w+)\}/);
  pieces.forEach((piece, at) => fragment.append(at % 2 === 1 ? values[piece] ?? '' : piece));
  return fragment;
}

/**
 * Returns things as the language of the page lists them: "a, b or c".
 *
 * @param {string[]} things
 * @param {Intl.ListFormatType} type
 * @param {(thing: string) => Node | string} show
 */
function listed(things, type, show) {
  const fragment = document.createDocumentFragment();
  const format = new Intl.ListFormat(pageLanguage || 'en', { type });
  for (const part of format.formatToParts(things)) {
    fragment.append(part.type === 'element' ? show(part.value) : part.value);
  }
  return fragment;
}

/**
 * Returns a count in words: `key_one`, `key_other` or another plural form of the language.
 *
 * @param {Texts} texts
 * @param {string} key
 * @param {number} count
 */
export function counted(texts, key, count) {
  const form = `${key}_${plurals.select(count)}`;
  const number = count.toLocaleString(pageLanguage || undefined);
  return text(texts, form in texts ? form : `${key}_other`, { count: number });
}

/** @param {string} language */
function pluralRules(language) {
  try {
    return new Intl.PluralRules(language);
  } catch {
    return new Intl.PluralRules('en');
  }
}

/**
 * Returns a new element.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

/**
 * Returns where a result leads: the report, or a passage of it, with the words that are to be marked.
 *
 * @param {string} root
 * @param {Hit} hit
 * @param {Passage} [passage]
 */
export function address(root, hit, passage) {
  const forms = (passage ? [passage] : hit.passages).flatMap((shown) => shown.forms);
  const query = forms.length > 0 ? `?${new URLSearchParams({ h: [...new Set(forms)].join(' ') })}` : '';
  const anchor = passage?.anchor ? `#${encodeURIComponent(passage.anchor)}` : '';
  return `${root}${hit.url}${query}${anchor}`;
}

/**
 * Returns an extract; its pieces with an odd index are marked.
 *
 * @param {string[]} pieces
 */
export function snippet(pieces) {
  const fragment = document.createDocumentFragment();
  pieces.forEach((piece, at) => fragment.append(at % 2 === 1 ? element('mark', {}, piece) : piece));
  return fragment;
}

/**
 * Returns what is said of a report beside its title: date, language if it is another, mark.
 *
 * @param {Hit} hit
 */
export function details(hit) {
  const fragment = document.createDocumentFragment();
  if (hit.date) fragment.append(element('span', { class: 'hit-date' }, hit.date), ' ');
  if (hit.language !== pageLanguage) {
    fragment.append(element('span', { class: 'tag' }, languageName(hit.language)), ' ');
  }
  if (hit.mark) fragment.append(element('span', { class: 'tag' }, hit.mark));
  return fragment;
}

/**
 * Returns the name of a language in that of the page.
 *
 * @param {string} language
 */
export function languageName(language) {
  try {
    return new Intl.DisplayNames([pageLanguage], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

/**
 * Returns the attribute for text in the language of a report, if it is not that of the page.
 *
 * @param {Hit} hit
 * @returns {Record<string, string>}
 */
export function inLanguage(hit) {
  return hit.language === pageLanguage ? {} : { lang: hit.language };
}

/**
 * Returns how much was found, in words.
 *
 * @param {Texts} texts
 * @param {Found} found
 * @param {string} query
 */
export function summary(texts, found, query) {
  if (found.hits.length === 0) return query.trim() ? text(texts, 'none', { query: query.trim() }) : text(texts, 'none_filtered');
  const reports = counted(texts, 'reports', found.reports);
  const passages = counted(texts, 'passages', found.passages);
  return text(texts, found.atLeast ? 'found_at_least' : 'found', { reports, passages });
}

/**
 * Returns what is said of how the query was understood, one item for each thing.
 *
 * @param {Texts} texts
 * @param {Found} found
 * @param {string} query
 */
export function notes(texts, { absent, corrected, also, unread }, query) {
  const said = corrected.map(({ word, to }) => {
    const words = listed(to, 'disjunction', (other) => element('b', {}, other));
    return filled(texts, 'corrected', { to: words, word: element('i', {}, word) });
  });
  const names = also.flatMap((synonym) => synonym.names);
  if (names.length > 0) {
    said.push(filled(texts, 'also', { names: listed(names, 'conjunction', (name) => element('b', {}, name)) }));
  }
  // Of a query of one word it is said elsewhere that nothing was found.
  if (absent.length > 1 || (absent.length === 1 && absent[0] !== query.trim().toLowerCase())) {
    const words = listed(absent, 'disjunction', (word) => text(texts, 'quoted', { word }));
    said.push(filled(texts, 'absent', { words }));
  }
  if (unread) said.push(filled(texts, 'unread', { words: unread }));
  return said;
}

/**
 * Returns the words of the query that a report lacks, or has elsewhere than in its best passage.
 *
 * @param {Texts} texts
 * @param {Hit} hit
 */
export function without(texts, { apart, without: words }) {
  return filled(texts, apart ? 'apart' : 'without', { words: listed(words, 'conjunction', (word) => element('s', {}, word)) });
}

/**
 * Returns what is said when a search failed.
 *
 * @param {Texts} texts
 * @param {unknown} error
 */
export function failure(texts, error) {
  const reason = error instanceof Error && 'reason' in error ? String(error.reason) : 'failed';
  return text(texts, reason);
}

/**
 * Returns the one element that `selector` finds.
 *
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function part(parent, selector) {
  const found = /** @type {HTMLElement | null} */ (parent.querySelector(selector));
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Returns links to the lists of reports and terms, taken from the page's navigation. */
export function listLinks() {
  const list = element('ul', { class: 'chips' });
  for (const link of document.querySelectorAll('.site-nav a[data-list]')) {
    const { href } = /** @type {HTMLAnchorElement} */ (link);
    list.append(element('li', {}, element('a', { class: 'chip', href }, link.textContent ?? '')));
  }
  return list;
}
