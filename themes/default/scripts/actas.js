/**
 * The script of every page. Gives the parts of a report their links, marks what the reader came for, and fetches the
 * scripts of what else the page has.
 */

import { attachCopying } from './copy.js';
import { attachForm } from './form.js';
import { keepPlace } from './languages.js';
import { load } from './load.js';
import { markPage } from './mark.js';
import { addPermalinks } from './permalinks.js';
import { readTexts, text } from './view.js';

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
if (form && input) attachForm(form, input, texts);
if (register) loadRegister(register);

/**
 * Lets the register be filtered. Without that its lists can still be read, but an address that asks for some of it is told.
 *
 * @param {HTMLFormElement} form
 */
async function loadRegister(form) {
  const script = await load('register.js').catch(() => null);
  const status = document.getElementById('register-status');
  if (script) /** @type {typeof import('./register.js')} */ (script).attachRegister(form, texts);
  else if (status && location.search) status.textContent = text(texts, 'register_failed');
}
