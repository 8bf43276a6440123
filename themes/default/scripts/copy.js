/**
 * Puts addresses and references on the clipboard, and says so. A permalink leads to its place besides; where the
 * clipboard may not be written to, that is all it does.
 *
 * @import { Texts } from './view.js'
 */

import { element, text } from './view.js';

/** How long it is shown that something was copied. */
const SHOWN_MS = 4000;

/** @param {Texts} texts */
export function attachCopying(texts) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('button[data-copy]'));
  if (buttons.length === 0 && !document.querySelector('.permalink')) return;
  const say = speaker();
  document.addEventListener('click', (event) => copyAddress(event, say, texts));
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', () => copyReference(button, say, texts));
  }
}

/** Returns what shows a message for a while, and has it read aloud. */
function speaker() {
  const status = element('p', { class: 'copied', role: 'status' });
  document.body.append(status);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return (/** @type {string} */ message) => {
    clearTimeout(timer);
    status.textContent = message;
    timer = setTimeout(() => status.replaceChildren(), SHOWN_MS);
  };
}

/**
 * @param {MouseEvent} event
 * @param {(message: string) => void} say
 * @param {Texts} texts
 */
async function copyAddress(event, say, texts) {
  const link = event.target instanceof Element ? event.target.closest('a.permalink') : null;
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  // Without the words of a search, which are no part of the place.
  const address = `${location.origin}${location.pathname}${link.getAttribute('href')}`;
  if (await copied(address)) say(text(texts, 'copied_link', { address }));
}

/**
 * @param {HTMLButtonElement} button
 * @param {(message: string) => void} say
 * @param {Texts} texts
 */
async function copyReference(button, say, texts) {
  const reference = document.getElementById(button.dataset.copy ?? '');
  if (!reference) return;
  if (await copied(reference.textContent?.trim() ?? '')) {
    say(text(texts, 'copied_reference'));
  } else {
    getSelection()?.selectAllChildren(reference);
    say(text(texts, 'copy_failed'));
  }
}

/**
 * Returns whether a text is now on the clipboard.
 *
 * @param {string} content
 */
async function copied(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return false;
  }
}
