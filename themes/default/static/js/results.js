/**
 * The search page: a list of results under the form. The address always says what is shown, so that it can
 * be sent to someone, and the back button works.
 *
 * @import { Found, Hit, Passage } from './engine.js'
 * @import { Surface } from './view.js'
 */

import {
  DEBOUNCE_MS,
  LOADING_AFTER_MS,
  address,
  counted,
  details,
  element,
  failure,
  inLanguage,
  isAbort,
  snippet,
  text,
} from './view.js';

const REPORTS_STEP = 10;
const PASSAGES_SHOWN = 3;

/** @param {Surface} surface */
export function attachResults(surface) {
  new Results(surface).start();
}

/**
 * Returns the one element that `selector` finds.
 *
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(parent, selector) {
  const found = /** @type {HTMLElement | null} */ (parent.querySelector(selector));
  if (!found) throw new Error(`the search page has no ${selector}`);
  return found;
}

class Results {
  /** @param {Surface} surface */
  constructor(surface) {
    this.surface = surface;
    const section = part(document, '#results');
    this.status = part(section, '.results-status');
    this.list = part(section, '.results-list');
    this.more = part(section, '.results-more');
    this.moreButton = part(this.more, 'button');
    this.suggestions = part(document, '#suggestions');
    this.title = document.title;
    this.shown = REPORTS_STEP;
    this.timer = 0;
    this.pending = new AbortController();
  }

  start() {
    const { form, input, texts } = this.surface;
    this.moreButton.textContent = text(texts, 'show_more');
    this.moreButton.addEventListener('click', () => this.#showMore());
    input.addEventListener('input', () => this.#changed(DEBOUNCE_MS));
    form.addEventListener('change', (event) => {
      if (event.target !== input) this.#changed(0);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#address() !== location.href) history.pushState(null, '', this.#address());
      this.#changed(0);
    });
    window.addEventListener('popstate', () => this.#readAddress());
    // Who typed while this was loading goes on typing.
    if (input.value && document.activeElement === input) this.#changed(0);
    else this.#readAddress();
    if (!input.value) input.focus({ preventScroll: true });
  }

  get all() {
    const data = new FormData(this.surface.form);
    return data.get('lang') === 'all';
  }

  /** Takes the query and its scope from the address, and searches. */
  #readAddress() {
    const { form, input } = this.surface;
    const parameters = new URLSearchParams(location.search);
    input.value = parameters.get('q') ?? '';
    const wanted = parameters.get('lang') === 'all' ? 'all' : '';
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="lang"]'))) {
      radio.checked = radio.value === wanted;
    }
    this.shown = Number(history.state?.shown) || REPORTS_STEP;
    this.#ask(0);
  }

  /** @param {number} delay */
  #changed(delay) {
    this.shown = REPORTS_STEP;
    this.#ask(delay);
  }

  /** @param {number} delay */
  #ask(delay) {
    window.clearTimeout(this.timer);
    this.pending.abort();
    this.timer = window.setTimeout(() => this.#search(), delay);
  }

  async #search() {
    const { input, engine, texts } = this.surface;
    const query = input.value.trim();
    this.#writeAddress(query);
    if (!query) {
      this.#clear();
      return;
    }
    const pending = new AbortController();
    this.pending = pending;
    const slow = window.setTimeout(() => {
      if (!pending.signal.aborted) this.#say(text(texts, 'loading'));
    }, LOADING_AFTER_MS);
    const shown = this.shown;
    try {
      // What is being typed ends in a beginning of a word, or in a space: `input.value` tells which.
      const found = await engine.search(input.value, this.#options(shown, PASSAGES_SHOWN, pending.signal));
      if (!pending.signal.aborted) this.#show(found, query);
    } catch (error) {
      if (!isAbort(error) && !pending.signal.aborted) this.#fail(error);
    } finally {
      window.clearTimeout(slow);
    }
  }

  /**
   * @param {number} reports
   * @param {number | undefined} passages All of them, if not given.
   * @param {AbortSignal} signal
   */
  #options(reports, passages, signal) {
    return { all: this.all, reports, passages, signal };
  }

  #address() {
    const parameters = new URLSearchParams();
    const query = this.surface.input.value.trim();
    if (query) parameters.set('q', query);
    if (this.all) parameters.set('lang', 'all');
    const search = parameters.toString();
    return new URL(search ? `?${search}` : location.pathname, location.href).href;
  }

  /** @param {string} query */
  #writeAddress(query) {
    const { texts } = this.surface;
    history.replaceState({ shown: this.shown }, '', this.#address());
    document.title = query ? text(texts, 'title', { query, title: this.title }) : this.title;
  }

  /**
   * @param {Found} found
   * @param {string} query
   */
  #show(found, query) {
    const { texts } = this.surface;
    const isEmpty = found.hits.length === 0;
    this.list.replaceChildren(...this.#items(found.hits, 0));
    this.more.hidden = found.hits.length >= found.reportCount;
    this.suggestions.hidden = !isEmpty;
    const reports = counted(texts, 'reports', found.reportCount);
    const passages = counted(texts, 'passages', found.passageCount);
    this.#say(isEmpty ? text(texts, 'none', { query }) : text(texts, 'found', { reports, passages }));
  }

  async #showMore() {
    const first = this.list.querySelectorAll('article').length;
    const { input, engine } = this.surface;
    const { signal } = this.pending;
    this.shown += REPORTS_STEP;
    try {
      const found = await engine.search(input.value, this.#options(this.shown, PASSAGES_SHOWN, signal));
      if (signal.aborted) return;
      const before = found.hits[first - 1];
      this.list.append(...this.#items(found.hits.slice(first), first, before));
      this.more.hidden = found.hits.length >= found.reportCount;
      history.replaceState({ shown: this.shown }, '', this.#address());
      const next = this.list.querySelectorAll('article')[first]?.querySelector('a');
      next?.focus();
    } catch (error) {
      if (!isAbort(error)) this.#fail(error);
    }
  }

  /**
   * Returns the items of `hits`, the first of which is the one of number `first`.
   *
   * @param {Hit[]} hits
   * @param {number} first
   * @param {Hit} [before] The one before them.
   */
  #items(hits, first, before) {
    const { texts } = this.surface;
    return hits.map((hit, at) => {
      const previous = at > 0 ? hits[at - 1] : before;
      const item = element('li', {});
      if (!hit.complete && (previous?.complete ?? true)) {
        item.append(element('p', { class: 'results-partial' }, text(texts, 'partial')));
      }
      item.append(this.#article(hit, first + at));
      return item;
    });
  }

  /**
   * @param {Hit} hit
   * @param {number} at
   */
  #article(hit, at) {
    const { root, texts } = this.surface;
    const headingId = `result-${at + 1}`;
    const article = element('article', { class: 'result', 'aria-labelledby': headingId });
    const link = element('a', { href: address(root, hit), ...inLanguage(hit) }, hit.title);
    article.append(
      element('p', { class: 'result-about' }, details(hit)),
      element('h2', { class: 'result-title', id: headingId }, link),
      this.#passages(hit),
    );
    if (hit.more > 0) {
      const button = element('button', { type: 'button', class: 'result-more' }, counted(texts, 'more', hit.more));
      button.addEventListener('click', () => this.#showAllPassages(hit, at, article));
      article.append(button);
    }
    return article;
  }

  /** @param {Hit} hit */
  #passages(hit) {
    const list = element('ul', { class: 'result-passages', ...inLanguage(hit) });
    list.append(...hit.passages.map((passage) => this.#passage(hit, passage)));
    return list;
  }

  /**
   * @param {Hit} hit
   * @param {Passage} passage
   */
  #passage(hit, passage) {
    const item = element('li', { class: 'result-passage' });
    if (passage.anchor) {
      item.append(element('a', { class: 'result-label', href: address(this.surface.root, hit, passage) }, passage.label), ' ');
    }
    item.append(element('span', { class: 'result-snippet' }, snippet(passage.pieces)));
    return item;
  }

  /**
   * Puts all passages of a report in the place of the first few.
   *
   * @param {Hit} hit
   * @param {number} at The report's place among the results.
   * @param {HTMLElement} article
   */
  async #showAllPassages(hit, at, article) {
    const { input, engine } = this.surface;
    const { signal } = this.pending;
    try {
      const found = await engine.search(input.value, this.#options(at + 1, undefined, signal));
      const whole = found.hits[at];
      if (signal.aborted || whole?.url !== hit.url) return;
      const links = this.#article(whole, at);
      article.replaceWith(links);
      links.querySelectorAll('a')[hit.passages.length]?.focus();
    } catch (error) {
      if (!isAbort(error)) this.#fail(error);
    }
  }

  #clear() {
    this.list.replaceChildren();
    this.more.hidden = true;
    this.suggestions.hidden = true;
    this.#say('');
  }

  /** @param {unknown} error */
  #fail(error) {
    const { texts } = this.surface;
    this.#clear();
    this.#say(failure(texts, error));
    const retry = element('button', { type: 'button', class: 'button' }, text(texts, 'retry'));
    retry.addEventListener('click', () => {
      retry.remove();
      this.#ask(0);
    });
    this.list.replaceChildren(element('li', {}, retry));
  }

  /** @param {string} message */
  #say(message) {
    if (this.status.textContent !== message) this.status.textContent = message;
  }
}
