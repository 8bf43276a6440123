/**
 * Links from each point, heading and paragraph of a report to itself. Without them the addresses work all the same.
 *
 * @import { Texts } from './view.js'
 */

import { element, text } from './view.js';

/** Addresses of paragraphs have a colon, and no others do. */
const PLACES = '.report-text :is([class^=point], .agreed, h2, h3, h4, h5, h6)[id], .report-text p[id*=":"]';

/** @param {Texts} texts */
export function addPermalinks(texts) {
  for (const place of document.querySelectorAll(PLACES)) {
    const label = labelOf(place, texts);
    const href = `#${encodeURI(place.id)}`;
    const link = element('a', { class: 'permalink', href, 'aria-label': label, title: label });
    if (place.matches('.point')) place.prepend(link);
    else place.append(' ', link);
  }
}

/**
 * @param {Element} place
 * @param {Texts} texts
 */
function labelOf(place, texts) {
  if (place.matches('[class^=point]')) return text(texts, 'permalink_point', { label: place.id.slice(1) });
  return text(texts, place.matches('p,li') ? 'permalink_paragraph' : 'permalink_section');
}
