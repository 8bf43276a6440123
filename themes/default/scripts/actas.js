/**
 * The entry: on every page. Joins the search form to the engine, gives the parts of a report their links and
 * marks what the reader came for.
 *
 * Nothing of the index is fetched before a search box has the focus.
 */

import { attachCombobox } from './combobox.js';
import { attachCopying } from './copy.js';
import { Engine } from './engine.js';
import { keepPlace } from './languages.js';
import { markPage } from './mark.js';
import { addPermalinks } from './permalinks.js';
import { attachRegister } from './register.js';
import { attachResults } from './results.js';
import { readTexts } from './view.js';

/** Marks are asked for in the address: `?h=` and the forms of the words found. */
const MARK_PARAMETER = 'h';

document.documentElement.classList.add('js');
const texts = readTexts();
const form = /** @type {HTMLFormElement | null} */ (document.getElementById('site-search'));
const input = /** @type {HTMLInputElement | null} */ (form?.querySelector('input[name="q"]'));
const register = /** @type {HTMLFormElement | null} */ (document.getElementById('register'));
const forms = new URLSearchParams(location.search).get(MARK_PARAMETER);

addPermalinks(texts);
keepPlace();
attachCopying(texts);
if (forms) markPage(forms, texts);
if (form && input) attachSearch(form, input);
if (register) attachRegister(register, texts);

/**
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 */
function attachSearch(form, input) {
  const { index = '', root = '/', language = '', results } = form.dataset;
  const engine = new Engine(index, language);
  const surface = { form, input, engine, root, texts };
  form.addEventListener('focusin', () => engine.start(), { once: true });
  focusOnSlash(input);
  if (results) attachResults(surface);
  else attachCombobox(surface);
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
