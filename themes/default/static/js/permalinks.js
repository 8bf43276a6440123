/**
 * Gives each point and each heading of a report a link to itself. Without it the addresses work all the same.
 */

import { element, readTexts, text } from './view.js';

const texts = readTexts();

for (const place of document.querySelectorAll('.report-text .point[id], .report-text :is(h2, h3, h4, h5, h6)[id]')) {
  const isPoint = place.matches('.point');
  const label = isPoint
    ? text(texts, 'permalink_point', { label: place.id.slice(1) })
    : text(texts, 'permalink_section');
  const link = element('a', { class: 'permalink', href: `#${place.id}`, 'aria-label': label, title: label });
  if (isPoint) place.prepend(link);
  else place.append(' ', link);
}
