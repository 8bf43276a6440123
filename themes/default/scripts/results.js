/**
 * The search page: a list of results under the form, and what narrows them beside it. The address always says
 * what is shown, so that it can be sent to someone, and the back button works.
 *
 * @import { Found, Hit, Passage } from './engine.js'
 * @import { Question } from './question.js'
 * @import { Given, Surface } from './surface.js'
 */

import { Asker, DEBOUNCE_MS } from './asker.js';
import { Filters } from './filters.js';
import { filterCount, plainQuestion, questionAddress, readQuestion, withoutFilters } from './question.js';
import { openSurface } from './surface.js';
import {
  address,
  counted,
  details,
  element,
  failure,
  inLanguage,
  notes,
  part,
  snippet,
  summary,
  text,
  without,
} from './view.js';

const REPORTS_STEP = 10;
const PASSAGES_SHOWN = 3;
/** Quotes of a phrase, as the searcher reads them. */
const QUOTES = /["«»“”]/g;

/** @param {Given} given */
export function attachResults(given) {
  new Results(openSurface(given)).start();
}

class Results {
  /** @param {Surface} surface */
  constructor(surface) {
    const { engine, texts } = surface;
    this.surface = surface;
    this.section = part(document, '#results');
    this.status = part(this.section, '.results-status');
    this.notes = part(this.section, '.results-notes');
    this.list = part(this.section, '.results-list');
    this.more = part(this.section, '.results-more');
    this.moreButton = part(this.more, 'button');
    this.sort = /** @type {HTMLSelectElement} */ (part(this.section, 'select[name="sort"]'));
    this.suggestions = part(document, '#suggestions');
    /** What the page has for who is without the search; pages of other themes may have nothing. */
    this.without = document.getElementById('without-search');
    this.suggested = part(this.suggestions, '.suggested');
    this.filters = new Filters(texts, (question) => this.#turnTo(question));
    this.title = document.title;
    this.question = plainQuestion('', false);
    /** How many reports are shown: a page ends after ten of them, or after ten extracts. */
    this.shown = 0;
    this.asker = new Asker(engine, {
      slow: () => this.#say(text(texts, 'loading')),
      show: (found) => this.#show(found),
      fail: (error) => this.#fail(error),
    });
  }

  start() {
    const { form, input, loaded } = this.surface;
    this.#wait(loaded);
    this.moreButton.addEventListener('click', () => this.#showMore());
    input.addEventListener('input', () => this.#ask({ ...this.question, query: input.value }, DEBOUNCE_MS));
    form.addEventListener('change', ({ target }) => {
      const { name, value } = /** @type {HTMLInputElement} */ (target);
      if (name === 'lang') this.#turnTo({ ...this.question, all: value === 'all' });
    });
    this.sort.addEventListener('change', () => this.#turnTo({ ...this.question, sort: this.sort.value }));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#turnTo(this.question);
    });
    window.addEventListener('popstate', () => {
      // To another place of the same page, as the link to the content leads, is no other question.
      if (location.search !== questionAddress(this.question)) this.#readAddress();
    });
    document.addEventListener('click', (event) => this.#follow(event));
    // Who typed or chose while this was loading goes on from there.
    const typed = input.value;
    const all = form.querySelector('input[name="lang"][value="all"]:checked') !== null;
    this.#readAddress();
    if (typed && typed !== this.question.query) {
      input.value = typed;
      this.#ask({ ...this.question, query: typed, all: all || this.question.all });
    }
    if (!input.value && document.activeElement === document.body) input.focus({ preventScroll: true });
  }

  /**
   * Tells also who asks nothing yet whether the search is there.
   *
   * @param {Promise<unknown>} loaded
   */
  #wait(loaded) {
    loaded.then(
      () => this.without?.toggleAttribute('hidden', true),
      (error) => this.#fail(error),
    );
  }

  /** Asks what the address asks. */
  #readAddress() {
    const { input } = this.surface;
    const question = readQuestion(location.search, this.filters.ids);
    input.value = question.query;
    this.#ask(question, 0, Number(history.state?.shown) || 0);
  }

  /**
   * Follows a link to another question without leaving the page.
   *
   * @param {MouseEvent} event
   */
  #follow(event) {
    const link = /** @type {Element} */ (event.target).closest('a');
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link?.search || link.hash || !isPlain || link.origin + link.pathname !== location.origin + location.pathname) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    this.#readAddress();
    this.section.focus();
  }

  /**
   * Asks a question that the back button leads back from.
   *
   * @param {Question} question
   */
  #turnTo(question) {
    const href = hrefOf(question);
    if (href !== location.href) history.pushState(null, '', href);
    this.#ask(question);
  }

  /**
   * @param {Question} question
   * @param {number} [delay]
   * @param {number} [shown] How many reports were shown when the page was left; 0 for a first page.
   */
  #ask(question, delay = 0, shown = 0) {
    const { form, texts } = this.surface;
    const query = question.query.trim();
    this.question = question;
    keepState(shown, hrefOf(question));
    document.title = query ? text(texts, 'title', { query, title: this.title }) : this.title;
    this.sort.value = question.sort;
    for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="lang"]'))) {
      radio.checked = (radio.value === 'all') === question.all;
    }
    this.filters.setQuestion(question);
    if (query || filterCount(question) > 0) {
      const page = shown > 0 ? { reports: shown, extracts: shown * PASSAGES_SHOWN } : { reports: REPORTS_STEP };
      this.asker.ask(question, { ...page, passages: PASSAGES_SHOWN }, delay);
    } else {
      this.asker.stop();
      this.#clear();
    }
  }

  /** @param {Found} found */
  #show(found) {
    const { texts } = this.surface;
    const { query } = this.question;
    const isEmpty = found.hits.length === 0;
    this.without?.toggleAttribute('hidden', true);
    this.list.replaceChildren(...this.#items(found.hits, 0));
    this.#offerMore(found, 0);
    this.#say(summary(texts, found, query));
    this.notes.replaceChildren(...notes(texts, found, query).map((note) => element('span', {}, note)));
    this.sort.parentElement?.toggleAttribute('hidden', isEmpty);
    this.suggestions.hidden = !isEmpty;
    if (isEmpty) this.suggested.replaceChildren(...this.#suggestions());
    this.filters.showChosen(found);
    this.#countFacets();
  }

  /** Counts facets only now that the results are seen: it costs more files. */
  async #countFacets() {
    const amount = { reports: 1, passages: 1, facets: true };
    const found = await this.asker.more(this.question, amount, () => this.filters.showNone());
    if (found) this.filters.showCounts(found);
  }

  /** Returns links to questions that may find more. */
  #suggestions() {
    const { texts, form } = this.surface;
    const { query, all } = this.question;
    /** @type {[string, Question][]} */
    const wider = [];
    if (query.search(QUOTES) >= 0) wider.push(['without_quotes', { ...this.question, query: query.replace(QUOTES, ' ').trim() }]);
    if (filterCount(this.question) > 0) wider.push(['without_filters', withoutFilters(this.question)]);
    if (!all && form.querySelector('input[name="lang"]')) wider.push(['all_languages', { ...this.question, all: true }]);
    return wider.map(([key, question]) =>
      element('li', {}, element('a', { class: 'chip', href: hrefOf(question) }, text(texts, key))),
    );
  }

  async #showMore() {
    const { texts } = this.surface;
    const first = this.shown;
    const amount = { reports: REPORTS_STEP, skip: first, passages: PASSAGES_SHOWN };
    const found = await this.asker.more(this.question, amount, (error) => this.#say(failure(texts, error)));
    if (!found) return;
    const items = this.#items(found.hits, first);
    this.list.append(...items);
    this.#offerMore(found, first);
    keepState(this.shown, location.href);
    items[0]?.querySelector('a')?.focus();
  }

  /**
   * @param {Found} found
   * @param {number} before How many reports were shown before these.
   */
  #offerMore(found, before) {
    this.shown = before + found.hits.length;
    this.more.hidden = this.shown >= found.reports;
  }

  /**
   * Returns the items of `hits`, the first of which is the one of number `first`.
   *
   * @param {Hit[]} hits
   * @param {number} first
   */
  #items(hits, first) {
    return hits.map((hit, at) => element('li', {}, this.#article(hit, first + at)));
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
    );
    if (hit.without.length > 0) article.append(element('p', { class: 'result-without' }, without(texts, hit)));
    article.append(this.#passages(hit));
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
    const { texts } = this.surface;
    const found = await this.asker.more(this.question, { report: hit.key }, (error) => this.#say(failure(texts, error)));
    const whole = found?.hits[0];
    if (!whole) return;
    const wide = this.#article({ ...whole, more: 0 }, at);
    article.replaceWith(wide);
    const passages = wide.querySelectorAll('.result-passage');
    const next = passages[Math.min(hit.passages.length, passages.length - 1)];
    (next?.querySelector('a') ?? wide.querySelector('a'))?.focus();
  }

  #clear() {
    this.list.replaceChildren();
    this.notes.replaceChildren();
    this.more.hidden = true;
    this.suggestions.hidden = true;
    this.sort.parentElement?.toggleAttribute('hidden', true);
    this.filters.showNone();
    this.#say('');
  }

  /** @param {unknown} error */
  #fail(error) {
    const { engine, texts } = this.surface;
    this.#clear();
    this.#say(failure(texts, error));
    this.without?.toggleAttribute('hidden', false);
    this.without?.classList.add('is-shown');
    const retry = element('button', { type: 'button', class: 'button' }, text(texts, 'retry'));
    retry.addEventListener('click', () => {
      retry.remove();
      this.section.focus();
      this.#wait(engine.start());
      this.#ask(this.question);
    });
    this.list.replaceChildren(element('li', {}, retry));
  }

  /** @param {string} message */
  #say(message) {
    if (this.status.textContent !== message) this.status.textContent = message;
  }
}

/**
 * Returns the address, in full, of the page that shows the answer to a question.
 *
 * @param {Question} question
 */
function hrefOf(question) {
  return new URL(questionAddress(question) || location.pathname, location.href).href;
}

/**
 * Puts the question into the address, and how much of its answer is shown into the history.
 *
 * @param {number} shown
 * @param {string} href
 */
function keepState(shown, href) {
  try {
    history.replaceState({ shown }, '', href);
  } catch {
    // Safari refuses more than a hundred times in half a minute; the address follows with the next key.
  }
}
