/**
 * The pages of a built site as trees, for checks that need no browser.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'parse5';

import { filesOf } from './site.mjs';

/**
 * Returns every page of a built site.
 *
 * @param {string} folder
 * @returns {{ file: string, html: string }[]}
 */
export function pagesOf(folder) {
  const files = filesOf(folder).filter((file) => file.endsWith('.html'));
  return files.map((file) => ({ file, html: readFileSync(path.join(folder, file), 'utf8') }));
}

/**
 * Returns the elements of a page with this name, each with its attributes and text.
 *
 * @param {string} html
 * @param {string} name
 * @returns {{ attributes: Record<string, string>, text: string }[]}
 */
export function elements(html, name) {
  /** @type {{ attributes: Record<string, string>, text: string }[]} */
  const found = [];
  const visit = (/** @type {any} */ node) => {
    if (node.tagName === name) {
      const attributes = Object.fromEntries(node.attrs.map((/** @type {any} */ { name: key, value }) => [key, value]));
      found.push({ attributes, text: textOf(node) });
    }
    (node.childNodes ?? []).forEach(visit);
  };
  visit(parse(html));
  return found;
}

/**
 * @param {any} node
 * @returns {string}
 */
function textOf(node) {
  return node.value ?? (node.childNodes ?? []).map(textOf).join('');
}
