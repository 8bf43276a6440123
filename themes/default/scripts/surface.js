/**
 * A surface of the search: the box under a field, or the search page. What both work with.
 *
 * @import { Ahead } from './ahead.js'
 * @import { Texts } from './view.js'
 *
 * @typedef {object} Given What the script of every page hands over.
 * @property {HTMLFormElement} form
 * @property {HTMLInputElement} input
 * @property {Texts} texts
 * @property {Ahead} ahead The files that it asked for.
 *
 * @typedef {object} Surface
 * @property {HTMLFormElement} form
 * @property {HTMLInputElement} input
 * @property {Engine} engine
 * @property {Promise<unknown>} loaded Whether the engine can answer: it fails if not.
 * @property {string} root The root of the site, with `/` at its end.
 * @property {Texts} texts
 */

import { Engine } from './engine.js';

/**
 * Returns a surface whose engine is loading.
 *
 * @param {Given} given
 * @returns {Surface}
 */
export function openSurface({ form, input, texts, ahead }) {
  const { index = '', root = '/', language = '' } = form.dataset;
  const engine = new Engine(index, language, ahead);
  return { form, input, engine, loaded: engine.start(), root, texts };
}
