/**
 * Marks on a page the words that the reader searched for, and lets the reader go from one to the next or
 * take the marks away.
 *
 * @import { Texts } from './view.js'
 */

import { element, text } from './view.js';

/** Words, and words joined as in `EIP-1559`. */
const WORDS = /[\p{Alphabetic}\p{N}\u0300-\u036f]+(?:[-\u2010\u2011/._][\p{Alphabetic}\p{N}\u0300-\u036f]+)*/gu;
const JOINTS = /([-\u2010\u2011/._])/;
/** Letters that have no decomposition (as in the index's own folding). */
const LETTERS = /** @type {Record<string, string>} */ ({
  æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŧ: 't', ª: 'a', º: 'o',
});
const SKIPPED = 'script, style, nav, aside, button, .permalink';
/**
 * Marks the words of `main` whose folded form is one of `forms`.
 *
 * @param {string} forms Separated by spaces.
 * @param {Texts} texts
 */
export function markPage(forms, texts) {
  const main = document.querySelector('main');
  if (!main) return;
  const wanted = new Set(forms.split(' ').filter(Boolean).map(fold));
  const marks = textNodes(main).flatMap((node) => markWords(node, wanted));
  if (marks.length === 0) return;
  const show = () => document.body.append(toolbar(marks, texts));
  // The browser scrolls to the anchor until the page is loaded; what is shown after that stays.
  if (document.readyState === 'complete') show();
  else window.addEventListener('load', show, { once: true });
}

/**
 * Returns a text without case and accents, as the index has words.
 *
 * @param {string} word
 */
export function fold(word) {
  const decomposed = word.toLowerCase().normalize('NFD').replace(/n\u0303/g, 'ñ');
  return decomposed.replace(/[\u0300-\u036f]/g, '').replace(/[æœßøđðħıłŧªº]/g, (letter) => LETTERS[letter] ?? letter);
}

/**
 * @param {Element} main
 * @returns {Text[]}
 */
function textNodes(main) {
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(SKIPPED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const nodes = [];
  while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
  return nodes;
}

/**
 * Marks words of a text and returns the marks.
 *
 * @param {Text} node
 * @param {Set<string>} wanted
 */
function markWords(node, wanted) {
  const ranges = [...node.data.matchAll(WORDS)].flatMap((match) => found(match[0], match.index, wanted));
  /** @type {HTMLElement[]} */
  const marks = [];
  // From the last to the first, so that the places of those before stay.
  for (const [start, end] of ranges.reverse()) {
    const word = node.splitText(start);
    word.splitText(end - start);
    const mark = element('mark', { class: 'found' });
    word.replaceWith(mark);
    mark.append(word);
    marks.unshift(mark);
  }
  return marks;
}

/**
 * Returns where in the text the word, or some part of it, is one of those wanted.
 *
 * @param {string} word
 * @param {number} start
 * @param {Set<string>} wanted
 * @returns {[number, number][]}
 */
function found(word, start, wanted) {
  const parts = word.split(JOINTS);
  const joined = fold(parts.filter((_, at) => at % 2 === 0).join(''));
  if (wanted.has(joined)) return [[start, start + word.length]];
  /** @type {[number, number][]} */
  const ranges = [];
  let at = start;
  parts.forEach((piece, number) => {
    if (number % 2 === 0 && wanted.has(fold(piece))) ranges.push([at, at + piece.length]);
    at += piece.length;
  });
  return ranges;
}

/**
 * Returns the small bar that tells how many marks there are and takes them away.
 *
 * @param {HTMLElement[]} marks
 * @param {Texts} texts
 */
function toolbar(marks, texts) {
  const target = document.querySelector(':target');
  const first = target ? marks.findIndex((mark) => isAfter(mark, target)) : 0;
  let at = first < 0 ? marks.length - 1 : first;
  const position = element('span', { role: 'status', class: 'marks-position' });
  const bar = element('section', { class: 'marks', 'aria-label': text(texts, 'marks') }, position);

  /** @param {boolean} scroll */
  const show = (scroll) => {
    marks.forEach((mark, number) => mark.classList.toggle('current', number === at));
    position.textContent = text(texts, 'marks_position', { position: at + 1, count: marks.length });
    if (scroll) marks[at]?.scrollIntoView({ block: 'center' });
  };
  /** @param {number} step */
  const go = (step) => {
    at = (at + step + marks.length) % marks.length;
    show(true);
  };
  const remove = () => {
    document.removeEventListener('keydown', onKey);
    removeMarks(marks);
    bar.remove();
  };
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) remove();
  };

  if (marks.length > 1) {
    bar.append(button(texts, 'marks_previous', '↑', () => go(-1)), button(texts, 'marks_next', '↓', () => go(1)));
  }
  bar.append(button(texts, 'marks_remove', '×', remove));
  document.addEventListener('keydown', onKey);
  show(first >= 0 && !isNear(marks[first], target));
  return bar;
}

/**
 * @param {Texts} texts
 * @param {string} key
 * @param {string} sign
 * @param {() => void} act
 */
function button(texts, key, sign, act) {
  const label = text(texts, key);
  const made = element('button', { type: 'button', 'aria-label': label, title: label }, sign);
  made.addEventListener('click', act);
  return made;
}

/**
 * Whether a node stands within or after another.
 *
 * @param {Node} node
 * @param {Node} other
 */
function isAfter(node, other) {
  return Boolean(other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/**
 * Whether a mark is seen together with the place that the address names: then nothing needs to move.
 *
 * @param {HTMLElement | undefined} mark
 * @param {Element | null} target
 */
function isNear(mark, target) {
  if (!mark || !target) return false;
  const distance = mark.getBoundingClientRect().top - target.getBoundingClientRect().top;
  return distance >= 0 && distance < window.innerHeight / 2;
}

/**
 * Takes the marks away, and what asked for them out of the address.
 *
 * @param {HTMLElement[]} marks
 */
function removeMarks(marks) {
  for (const mark of marks) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
  const address = new URL(location.href);
  address.searchParams.delete('h');
  history.replaceState(history.state, '', address);
}
