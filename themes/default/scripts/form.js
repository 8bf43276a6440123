/**
 * The search form of a page, until the search is there. What that needs is fetched, all at once, when the form has the
 * focus, and nothing of it before; on the search page it comes with the page.
 *
 * @import { Ahead } from './ahead.js'
 * @import { Given } from './surface.js'
 * @import { Texts } from './view.js'
 */

import { askAhead, canSearch } from './ahead.js';
import { load } from './load.js';
import { element, text } from './view.js';

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {Texts} texts
 */
export function attachForm(form, input, texts) {
  focusOnSlash(input);
  if (form.dataset.results) loadResults(form, input, texts);
  else if (canSearch) new Waiting(form, input, texts).start();
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {Texts} texts
 */
async function loadResults(form, input, texts) {
  const ahead = canSearch ? askAhead(form.dataset.index) : {};
  const why = await attach('results.js', 'attachResults', { form, input, texts, ahead });
  const status = document.querySelector('.results-status');
  if (why && status) status.textContent = text(texts, why);
}

/**
 * Fetches a script and lets it take the search over. Returns why it could not, as the texts call it; nothing if it did.
 *
 * @param {string} name
 * @param {string} start What the script exports to begin with.
 * @param {Given} given
 */
async function attach(name, start, given) {
  if (!canSearch) return 'unsupported';
  try {
    (await load(name))[start](given);
    return '';
  } catch (error) {
    console.warn(error);
    return reason(given.ahead);
  }
}

/** A search box whose script is not there yet. */
class Waiting {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {Texts} texts
   */
  constructor(form, input, texts) {
    this.form = form;
    this.input = input;
    this.texts = texts;
    this.status = element('p', { class: 'search-status', role: 'status' });
    this.box = element('div', { class: 'search-box' }, this.status);
    this.box.hidden = true;
  }

  start() {
    const { form, input } = this;
    // What the field is going to be: who is in it when that changes would not be told.
    for (const [name, value] of Object.entries({ role: 'combobox', 'aria-expanded': 'false', 'aria-autocomplete': 'list' })) {
      input.setAttribute(name, value);
    }
    // On a slow connection a reader may be typing before this is there.
    if (form.contains(document.activeElement)) this.load();
    else form.addEventListener('focusin', () => this.load(), { once: true });
  }

  async load() {
    const { form, input, texts, box } = this;
    const ahead = askAhead(form.dataset.index);
    const why = await attach('combobox.js', 'attachCombobox', { form, input, texts, ahead });
    if (why) this.fail(why);
    else box.remove();
  }

  /**
   * Tells who waits for an answer that there is none, and asks again when the reader types on, or comes back.
   *
   * @param {string} why
   */
  fail(why) {
    const { form, input, texts, box, status } = this;
    const again = new AbortController();
    const { signal } = again;
    for (const event of ['focusin', 'input']) {
      form.addEventListener(
        event,
        () => {
          again.abort();
          this.load();
        },
        { signal },
      );
    }
    const hide = () => {
      box.hidden = true;
    };
    form.addEventListener('focusout', hide, { signal });
    form.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), { signal });
    if (!input.value.trim() || !form.contains(document.activeElement)) return;
    form.querySelector('.search-field')?.append(box);
    box.hidden = false;
    status.textContent = text(texts, why);
  }
}

/**
 * Returns why a script could not be had, as the texts call it.
 *
 * @param {Ahead} ahead What was asked for beside it.
 */
async function reason({ searcher }) {
  if (!navigator.onLine) return 'offline';
  const answer = await searcher?.catch(() => null);
  // What is beside the script has gone as well: the theme was published anew.
  return answer?.status === 404 ? 'outdated' : 'failed';
}

/**
 * Lets the key `/` lead to the search box, unless the reader is typing.
 *
 * @param {HTMLInputElement} input
 */
function focusOnSlash(input) {
  document.addEventListener('keydown', (event) => {
    const from = /** @type {HTMLElement} */ (event.target);
    const isTyping = from.isContentEditable || from.matches('input:not([type="radio"], [type="checkbox"]), textarea, select');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
