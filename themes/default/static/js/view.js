/**
 * What both search surfaces show: texts, addresses and pieces of results, made as elements (never as HTML).
 *
 * @import { Engine, Hit, Passage } from './engine.js'
 *
 * @typedef {Record<string, string>} Texts The table `[search]` of the theme's `i18n/<language>.toml`.
 *
 * @typedef {object} Surface
 * @property {HTMLFormElement} form
 * @property {HTMLInputElement} input
 * @property {Engine} engine
 * @property {string} root The root of the site, with `/` at its end.
 * @property {Texts} texts
 */

/** How long to wait for the next key, in milliseconds. */
export const DEBOUNCE_MS = 80;
/** How long an answer may take before the reader is told that it is on its way, in milliseconds. */
export const LOADING_AFTER_MS = 250;

const pageLanguage = document.documentElement.lang;
const plurals = pluralRules(pageLanguage);

/** @returns {Texts} */
export function readTexts() {
  const holder = /** @type {HTMLElement | null} */ (document.querySelector('[data-texts]'));
  return JSON.parse(holder?.dataset.texts ?? '{}');
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

/** @param {string} language */
function languageName(language) {
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
 * Returns what is said when a search failed.
 *
 * @param {Texts} texts
 * @param {unknown} error
 */
export function failure(texts, error) {
  const reason = error instanceof Error && 'reason' in error ? String(error.reason) : 'failed';
  return text(texts, reason);
}

/** @param {unknown} error */
export function isAbort(error) {
  return error instanceof DOMException && error.name === 'AbortError';
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
