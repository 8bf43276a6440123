/**
 * The search box of every page: results in a box under the field while the reader types.
 *
 * A combobox with a list of grouped options (ARIA 1.2). The focus stays in the field; the options are links.
 *
 * @import { Found, Hit } from './engine.js'
 * @import { Question } from './question.js'
 * @import { Given, Surface } from './surface.js'
 */

import { Asker, DEBOUNCE_MS } from './asker.js';
import { plainQuestion, questionAddress } from './question.js';
import { openSurface } from './surface.js';
import {
  address,
  counted,
  details,
  element,
  failure,
  inLanguage,
  listLinks,
  notes,
  snippet,
  summary,
  text,
  without,
} from './view.js';

const REPORTS_SHOWN = 5;
const PASSAGES_SHOWN = 3;
/** The width of the page, in CSS pixels, below which it is taken for a phone's. */
const PHONE_WIDTH_MAX = 600;
/** The least height of the box that is worth its fitting into the window, and what stays free below it. */
const BOX_HEIGHT_MIN = 240;
const BOX_MARGIN = 12;

/** @param {Given} given */
export function attachCombobox(given) {
  new Combobox(openSurface(given)).start();
}

class Combobox {
  /** @param {Surface} surface */
  constructor(surface) {
    const { form, input, texts } = surface;
    this.surface = surface;
    this.all = false;
    /** @type {HTMLElement[]} */
    this.options = [];
    this.active = -1;
    /** The query that the box shows the answer to. */
    this.answered = '';
    this.asker = new Asker(surface.engine, {
      slow: () => this.#say(text(texts, 'loading')),
      show: (found, question) => this.#show(found, question),
      fail: (error) => this.#fail(error),
    });

    this.status = element('p', { class: 'search-status', role: 'status' });
    this.notes = element('p', { class: 'search-notes', role: 'status' });
    this.list = element('div', { class: 'search-list', role: 'listbox', id: 'search-list' });
    this.list.setAttribute('aria-label', text(texts, 'results'));
    this.message = element('div', { class: 'search-message' });
    this.link = element('a', { class: 'search-all', href: form.action }, text(texts, 'all_results'));
    this.scope = element('button', { type: 'button', class: 'search-scope-button', 'aria-pressed': 'false' });
    this.scope.append(text(texts, 'all_languages'));
    this.foot = element('p', { class: 'search-foot' }, this.link);
    this.box = element('div', { class: 'search-box' }, this.status, this.notes, this.list, this.message, this.foot);
    this.box.hidden = true;
    this.list.hidden = true;
    if (document.querySelector('.languages')) this.foot.append(this.scope);
    form.querySelector('.search-field')?.append(this.box);

    input.setAttribute('aria-controls', this.list.id);
  }

  start() {
    this.#listen();
    // Who typed while this was loading is answered.
    if (this.surface.input.value.trim() && this.surface.form.contains(document.activeElement)) this.#ask(0);
  }

  #listen() {
    const { form, input, engine } = this.surface;
    input.addEventListener('input', () => this.#ask(DEBOUNCE_MS));
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('focus', () => {
      if (input.value.trim() && input.value === this.answered) this.#open();
      else if (input.value.trim()) this.#ask(0);
    });
    form.addEventListener('focusout', (event) => {
      if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) this.#close();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.target === input || this.box.hidden) return;
      input.focus();
      this.#close();
    });
    form.addEventListener('submit', () => this.#prepareSubmit());
    // A press in the box leaves the focus in the field; the click still follows the link.
    this.box.addEventListener('mousedown', (event) => event.preventDefault());
    this.box.addEventListener('click', (event) => {
      const clicked = /** @type {Element} */ (event.target).closest('a');
      if (clicked && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.#close();
    });
    this.scope.addEventListener('click', () => {
      this.all = !this.all;
      this.scope.setAttribute('aria-pressed', String(this.all));
      engine.start();
      this.#ask(0);
    });
  }

  /** @param {number} delay */
  #ask(delay) {
    const { input } = this.surface;
    if (!input.value.trim()) {
      this.#empty();
      this.#close();
      return;
    }
    const amount = { reports: REPORTS_SHOWN, passages: PASSAGES_SHOWN };
    this.asker.ask(plainQuestion(input.value, this.all), amount, delay);
  }

  /**
   * @param {Found} found
   * @param {Question} question
   */
  #show(found, question) {
    const { texts, form } = this.surface;
    const { query } = question;
    this.#empty();
    if (found.hits.length === 0) {
      this.message.replaceChildren(element('p', {}, text(texts, 'suggestions')), listLinks());
    } else {
      this.#fillList(found.hits);
    }
    this.#say(summary(texts, found, query));
    this.notes.replaceChildren(...notes(texts, found, query).flatMap((note, at) => (at > 0 ? [' · ', note] : [note])));
    this.link.href = form.action + questionAddress(question);
    this.link.hidden = found.hits.length === 0;
    this.foot.hidden = false;
    this.box.scrollTop = 0;
    this.#open();
    this.answered = query;
  }

  /** @param {Hit[]} hits */
  #fillList(hits) {
    this.list.append(...hits.map((hit, at) => this.#group(hit, at)));
    this.options = [...this.list.querySelectorAll('a')];
    this.options.forEach((option, at) => {
      option.id = `search-option-${at}`;
    });
    this.list.hidden = false;
  }

  /**
   * Returns a report's options: its passages, under its title.
   *
   * @param {Hit} hit
   * @param {number} at
   */
  #group(hit, at) {
    const { root, texts } = this.surface;
    const titleId = `search-title-${at}`;
    const group = element('div', { class: 'search-group', role: 'group', 'aria-labelledby': titleId });
    const title = element('span', { class: 'search-title', id: titleId, ...inLanguage(hit) }, hit.title);
    const about = element('span', { class: 'search-about' }, details(hit));
    // The report's head is one of its passages, and stands where its words put it; else the title is a caption.
    const isHeadFirst = !hit.passages[0]?.anchor;
    const caption = isHeadFirst
      ? option(address(root, hit, hit.passages[0]), 'search-report', title, ' ', about)
      : element('div', { class: 'search-report', role: 'presentation' }, title, ' ', about);
    group.append(caption);
    for (const passage of hit.passages) {
      const extract = element('span', { class: 'search-snippet', ...inLanguage(hit) }, snippet(passage.pieces));
      if (isHeadFirst && passage === hit.passages[0]) {
        caption.append(' ', extract);
        continue;
      }
      const label = element('span', { class: 'search-label', ...inLanguage(hit) }, passage.label || hit.title);
      group.append(option(address(root, hit, passage), 'search-passage', label, ' ', extract));
    }
    if (hit.more > 0) {
      group.append(element('p', { class: 'search-more', role: 'presentation' }, counted(texts, 'more', hit.more)));
    }
    if (hit.without.length > 0) {
      group.append(element('p', { class: 'search-more', role: 'presentation' }, without(texts, hit)));
    }
    return group;
  }

  /** @param {unknown} error */
  #fail(error) {
    const { texts } = this.surface;
    this.#empty();
    this.#say(failure(texts, error));
    const retry = element('button', { type: 'button', class: 'button' }, text(texts, 'retry'));
    retry.addEventListener('click', () => this.#ask(0));
    this.message.replaceChildren(retry);
    this.foot.hidden = true;
    this.#open();
  }

  /** @param {string} message */
  #say(message) {
    if (this.status.textContent !== message) this.status.textContent = message;
    if (this.box.hidden) this.#open();
  }

  #empty() {
    this.#activate(-1);
    this.options = [];
    this.answered = '';
    this.notes.replaceChildren();
    this.list.replaceChildren();
    this.list.hidden = true;
    this.message.replaceChildren();
  }

  #open() {
    const { form, input } = this.surface;
    if (!form.contains(document.activeElement)) return;
    // On a phone the keyboard covers half of the page: the field goes up to make room for the box.
    if (this.box.hidden && window.innerWidth < PHONE_WIDTH_MAX) form.scrollIntoView({ block: 'start' });
    this.box.hidden = false;
    this.#fit();
    input.setAttribute('aria-expanded', String(!this.list.hidden));
  }

  /** Lets the box end where the window does, if that leaves enough of it. */
  #fit() {
    const { height } = window.visualViewport ?? { height: window.innerHeight };
    const room = height - this.box.getBoundingClientRect().top - BOX_MARGIN;
    this.box.style.maxHeight = room > BOX_HEIGHT_MIN ? `min(38rem, ${room}px)` : '';
  }

  #close() {
    this.asker.stop();
    this.#activate(-1);
    this.box.hidden = true;
    this.surface.input.setAttribute('aria-expanded', 'false');
  }

  /** @param {number} at The option that becomes the active one; -1 for none. */
  #activate(at) {
    const { input } = this.surface;
    this.options[this.active]?.setAttribute('aria-selected', 'false');
    this.active = at;
    const option = this.options[at];
    if (!option) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.#move(key === 'ArrowDown' ? 1 : -1, event);
    else if (key === 'Enter') this.#follow(event);
    else if (key === 'Escape') this.#escape(event);
  }

  /**
   * @param {1 | -1} step
   * @param {KeyboardEvent} event
   */
  #move(step, event) {
    event.preventDefault();
    if (this.box.hidden) {
      if (this.options.length > 0) this.#open();
      else this.#ask(0);
      return;
    }
    // The field itself is a stop between the last option and the first.
    const stops = this.options.length + 1;
    this.#activate(((this.active + 1 + step + stops) % stops) - 1);
  }

  /** @param {KeyboardEvent} event */
  #follow(event) {
    const option = this.options[this.active];
    if (this.box.hidden || !option) return;
    event.preventDefault();
    const { ctrlKey, metaKey, shiftKey } = event;
    option.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    const { input } = this.surface;
    if (!this.box.hidden) {
      this.#close();
    } else if (input.value) {
      input.value = '';
      this.#empty();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** Lets the search page know that all languages are searched. */
  #prepareSubmit() {
    const { form } = this.surface;
    form.querySelector('input[name="lang"]')?.remove();
    if (this.all) form.append(element('input', { type: 'hidden', name: 'lang', value: 'all' }));
  }
}

/**
 * @param {string} href
 * @param {string} name
 * @param {...(Node | string)} children
 */
function option(href, name, ...children) {
  const attributes = { role: 'option', 'aria-selected': 'false', tabindex: '-1', class: name, href };
  return element('a', attributes, ...children);
}
