/**
 * The search form of a page, until the search is there. What that needs is fetched, all at once, when the form has the
 * focus, and nothing of it before; on the search page it comes with the page.
 *
 * @import { Texts } from './view.js'
 */

import { askAhead } from './ahead.js';
import { load } from './load.js';
import { element, part, text } from './view.js';

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {Texts} texts
 */
export function attachForm(form, input, texts) {
  focusOnSlash(input);
  if (form.dataset.results) {
    attachResults(form, input, texts);
    return;
  }
  // What the field is going to be: who is in it when that changes would not be told.
  for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'false'], ['aria-autocomplete', 'list']]) {
    input.setAttribute(name ?? '', value ?? '');
  }
  form.addEventListener('focusin', () => attachBox(form, input, texts), { once: true });
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {Texts} texts
 */
async function attachResults(form, input, texts) {
  // The page has asked for both with all else that it loads.
  const ahead = askAhead(form.dataset.index, 'default');
  try {
    const { attachResults } = /** @type {typeof import('./results.js')} */ (await load('results.js'));
    attachResults({ form, input, texts, ahead });
  } catch {
    part(document, '.results-status').textContent = failure(texts);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {Texts} texts
 */
async function attachBox(form, input, texts) {
  const ahead = askAhead(form.dataset.index, 'no-cache');
  try {
    const { attachCombobox } = /** @type {typeof import('./combobox.js')} */ (await load('combobox.js'));
    attachCombobox({ form, input, texts, ahead });
  } catch {
    const retry = element('button', { type: 'button', class: 'button' }, text(texts, 'retry'));
    const status = element('p', { class: 'search-status', role: 'status' }, failure(texts));
    const box = element('div', { class: 'search-box' }, status, element('div', { class: 'search-message' }, retry));
    part(form, '.search-field').append(box);
    retry.addEventListener('click', () => {
      box.remove();
      input.focus();
      attachBox(form, input, texts);
    });
  }
}

/** @param {Texts} texts */
function failure(texts) {
  return text(texts, navigator.onLine ? 'failed' : 'offline');
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
