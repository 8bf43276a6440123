/**
 * The entry: on every page. Joins the search form to the engine, and marks what the reader came for.
 *
 * Nothing of the index is fetched before a search box has the focus.
 */

import { attachCombobox } from './combobox.js';
import { Engine } from './engine.js';
import { readTexts } from './view.js';

/** Marks are asked for in the address: `?h=` and the forms of the words found. */
const MARK_PARAMETER = 'h';

document.documentElement.classList.add('js');
const texts = readTexts();
const form = /** @type {HTMLFormElement | null} */ (document.getElementById('site-search'));
const input = /** @type {HTMLInputElement | null} */ (form?.querySelector('input[name="q"]'));
const forms = new URLSearchParams(location.search).get(MARK_PARAMETER);

if (form && input) {
  attachSearch(form, input);
}
if (forms) {
  import('./mark.js').then((mark) => mark.markPage(forms, texts));
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 */
function attachSearch(form, input) {
  const { index = '', root = '/', language = '' } = form.dataset;
  const engine = new Engine(index, language);
  const surface = { form, input, engine, root, texts };
  form.addEventListener('focusin', () => engine.start(), { once: true });
  focusOnSlash(input);
  if (form.dataset.results) {
    import('./results.js').then((results) => results.attachResults(surface));
  } else {
    attachCombobox(surface);
  }
}

/**
 * Lets the key `/` lead to the search box, unless the reader is typing.
 *
 * @param {HTMLInputElement} input
 */
function focusOnSlash(input) {
  document.addEventListener('keydown', (event) => {
    const from = /** @type {HTMLElement} */ (event.target);
    const isTyping = from.isContentEditable || from.matches('input:not([type="radio"]), textarea, select');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
