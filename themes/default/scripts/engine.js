/**
 * The engine: loads the searcher and the files of the index as they are needed, and searches.
 *
 * The searcher (WebAssembly) does no I/O: it answers with results, or with the names of files that it
 * lacks; those are fetched all at once and it is asked again. What it is asked and what it answers is
 * written here and nowhere else in these scripts.
 *
 * @import { Ahead } from './ahead.js'
 * @import { Question } from './question.js'
 *
 * @typedef {{ anchor: string, label: string, pieces: string[], forms: string[] }} Passage
 *
 * @typedef {object} Hit A report with some of its passages, the best first.
 * @property {string} key What the searcher calls the report.
 * @property {string} url From the root of the site, without a leading slash.
 * @property {string} title
 * @property {string} date
 * @property {string} mark
 * @property {string} language
 * @property {string[]} without The words that it lacks.
 * @property {boolean} apart Whether it has those elsewhere than in its best passage.
 * @property {Passage[]} passages
 * @property {number} more How many more of its passages match.
 *
 * @typedef {object} FacetValue
 * @property {string} id
 * @property {string} label Empty for values that the page names: languages and kinds of passage.
 * @property {number} count How many reports are found if it is chosen in the place of the others.
 * @property {boolean} chosen
 *
 * @typedef {{ id: string, name: string, values: FacetValue[] }} Facet
 *
 * @typedef {object} Found
 * @property {number} reports
 * @property {number} passages
 * @property {boolean} atLeast Whether there may be more of both.
 * @property {Hit[]} hits
 * @property {string[]} absent Words that no report has.
 * @property {string} unread The end of the query if it was too long to be searched.
 * @property {{ word: string, to: string[] }[]} corrected Words that others were searched in the place of.
 * @property {{ word: string, names: string[] }[]} also Names that were searched beside a word.
 * @property {{ facet: string, name: string, values: { id: string, label?: string }[] }[]} filters
 * @property {Facet[]} [facets]
 *
 * @typedef {object} Amount How much of the answer is wanted.
 * @property {number} [reports] At most so many.
 * @property {number} [extracts] No further report after so many passages; ten if not given.
 * @property {number} [skip] After so many.
 * @property {number} [passages] Of each report, at most so many.
 * @property {string} [report] All passages of the report with this key, and no other report.
 * @property {boolean} [facets] Whether the values of facets are counted.
 */

import { canSearch, searcherAddress } from './ahead.js';
import { Gone, SearchError, useContent, useFile } from './files.js';
import instantiate, * as module from './searcher.js';

/**
 * @typedef {object} Searcher The module's functions: it holds one index.
 * @property {(entry: Uint8Array) => '' | 'damaged' | 'outdated'} open Returns what is wrong with the entry file, if anything is.
 * @property {(name: string, bytes: Uint8Array) => string} addFile Returns what is wrong with the file, if anything is.
 * @property {(query: string, options: string) => string} search
 *
 * @typedef {Map<string, Promise<void>>} Files The files that were asked for, by name.
 */

/** How the names of the index's files end, but for the searcher. */
const EXTENSION = '.pack';
/** The searcher asks for files a few times at most; more rounds would mean that it asks in vain. */
const ROUNDS_MAX = 8;

const searcher = /** @type {Searcher} */ (/** @type {unknown} */ (module));

/** Searches one index. */
export class Engine {
  /** @type {Promise<void> | null} */
  #module = null;
  /** @type {Promise<Files> | null} */
  #loaded = null;
  #index;
  #language;
  #ahead;

  /**
   * @param {string} index The address of the index's entry file.
   * @param {string} language The language that is searched unless all are.
   * @param {Ahead} ahead What was asked for already.
   */
  constructor(index, language, ahead) {
    this.#index = new URL(index, location.href);
    this.#language = language;
    this.#ahead = ahead;
  }

  /**
   * Starts loading, so that the first answer comes sooner. Harmless when called again. Returns what can be waited for, and need not
   * be: the first search tells as well if it fails.
   *
   * @returns {Promise<unknown>}
   */
  start() {
    const loaded = this.#load();
    loaded.catch(() => {});
    return loaded;
  }

  /**
   * Returns the answer to a question.
   *
   * @param {Question} question
   * @param {Amount} amount
   * @param {AbortSignal} signal
   * @returns {Promise<Found>}
   */
  async search(question, amount, signal) {
    const options = optionLines(question, amount, this.#language);
    try {
      return await this.#answer(question.query, options, signal);
    } catch (error) {
      signal.throwIfAborted();
      // A searcher that broke is of no more use.
      if (!(error instanceof SearchError)) this.#loaded = null;
      if (!(error instanceof Gone)) throw error;
    }
    // The entry file named files that a new version of the site has replaced: once more from the start.
    try {
      return await this.#answer(question.query, options, signal);
    } catch (error) {
      throw error instanceof Gone ? new SearchError('failed') : error;
    }
  }

  #load() {
    if (!canSearch) return Promise.reject(new SearchError('unsupported'));
    this.#loaded ??= this.#open().catch((error) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  /** @returns {Promise<Files>} */
  async #open() {
    const ahead = this.#ahead;
    // An answer can be used once.
    this.#ahead = {};
    const loaded = (this.#module ??= loadModule(ahead.searcher).catch((error) => {
      this.#module = null;
      throw error;
    }));
    const entry = { address: this.#index, cache: /** @type {const} */ ('no-cache'), asked: ahead.entry };
    await Promise.all([loaded, useContent(entry, (bytes) => loaded.then(() => open(bytes)))]);
    return new Map();
  }

  /**
   * @param {string} query
   * @param {string} options
   * @param {AbortSignal} signal
   * @returns {Promise<Found>}
   */
  async #answer(query, options, signal) {
    const files = await this.#load();
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      signal.throwIfAborted();
      const { error, missing, ...found } = JSON.parse(searcher.search(query, options));
      if (error) throw new Error(error);
      if (!missing) return found;
      await Promise.all(missing.map((/** @type {string} */ name) => this.#addFile(files, name)));
    }
    throw new SearchError('failed');
  }

  /**
   * Fetches a file for the searcher, unless that is under way.
   *
   * @param {Files} files
   * @param {string} name
   */
  #addFile(files, name) {
    let file = files.get(name);
    if (!file) {
      file = useFile(new URL(name + EXTENSION, this.#index), (bytes) => takeIn(name, bytes));
      file.catch(() => files.delete(name));
      files.set(name, file);
    }
    return file;
  }
}

/**
 * Hands an entry file to the searcher.
 *
 * @param {Uint8Array} bytes
 */
function open(bytes) {
  const wrong = searcher.open(bytes);
  if (wrong === 'outdated') throw new SearchError(wrong);
  if (wrong) throw new Error(wrong);
}

/**
 * Hands a file to the searcher.
 *
 * @param {string} name
 * @param {Uint8Array} bytes
 */
function takeIn(name, bytes) {
  const error = searcher.addFile(name, bytes);
  if (error) throw new Error(error);
}

/**
 * Loads the searcher's code.
 *
 * @param {Promise<Response>} [asked] The answer, if it was asked for before.
 */
async function loadModule(asked) {
  const module = { address: searcherAddress, cache: /** @type {const} */ ('default'), asked };
  try {
    await useContent(module, (bytes) => instantiate({ module_or_path: bytes }));
  } catch {
    throw new SearchError(navigator.onLine ? 'failed' : 'offline');
  }
}

/**
 * Returns what the searcher is told beside the query: lines of the form `key=value`.
 *
 * @param {Question} question
 * @param {Amount} amount
 * @param {string} language
 */
function optionLines({ all, sort, from, to, filters }, amount, language) {
  const options = { scope: all ? 'all' : language, sort, from, to, ...amount, facets: amount.facets && 1 };
  const lines = Object.entries(options).flatMap(([key, value]) => (value ? [[key, value]] : []));
  for (const [facet, id] of filters) lines.push(['filter', `${facet}:${id}`]);
  // Addresses are anybody's writing: a value is one line.
  return lines.map(([key, value]) => `${key}=${value}`.replace(/\s+/g, ' ')).join('\n');
}
