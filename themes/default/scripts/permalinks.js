/**
 * Links from each point and each heading of a report to itself. Without them the addresses work all the same.
 *
 * @import { Texts } from './view.js'
 */

import { element, text } from './view.js';

const PLACES = '.report-text .point[id], .report-text :is(h2, h3, h4, h5, h6)[id]';

/** @param {Texts} texts */
export function addPermalinks(texts) {
  for (const place of document.querySelectorAll(PLACES)) {
    const isPoint = place.matches('.point');
    const label = isPoint
      ? text(texts, 'permalink_point', { label: place.id.slice(1) })
      : text(texts, 'permalink_section');
    const link = element('a', { class: 'permalink', href: `#${place.id}`, 'aria-label': label, title: label });
    if (isPoint) place.prepend(link);
    else place.append(' ', link);
  }
}
