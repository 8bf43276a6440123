/**
 * The engine: loads the searcher and the files of the index as they are needed, and searches.
 *
 * The searcher (WebAssembly) does no I/O: it answers with results, or with the names of files that it
 * lacks; those are fetched all at once and it is asked again.
 *
 * @typedef {{ anchor: string, label: string, pieces: string[], forms: string[] }} Passage
 *
 * @typedef {object} Hit A report with the best of its passages.
 * @property {string} url From the root of the site, without a leading slash.
 * @property {string} title
 * @property {string} date
 * @property {string} mark
 * @property {string} language
 * @property {boolean} complete Whether it has all that was asked for.
 * @property {Passage[]} passages
 * @property {number} more How many more of its passages match.
 *
 * @typedef {{ hits: Hit[], reportCount: number, passageCount: number }} Found
 * @typedef {{ all: boolean, reports: number, passages: number | undefined, signal: AbortSignal }} Options Without `passages`: all of them.
 * @typedef {{ language: string, folder: string }} Segment
 *
 * @typedef {object} Loaded
 * @property {Searcher} searcher
 * @property {Segment[]} segments
 * @property {Map<string, Promise<void>>} files The files that were asked for, by `segment/name`.
 */

/**
 * What `actas_search.js` exports, as far as it is used here.
 *
 * @typedef {{ free(): void }} Freed
 * @typedef {Freed & Passage} RawPassage
 * @typedef {Freed & Omit<Hit, 'passages'> & { passages: RawPassage[] }} RawHit
 * @typedef {object} RawOutcome
 * @property {string[]} missing
 * @property {RawHit[]} hits
 * @property {number} report_count
 * @property {number} passage_count
 *
 * @typedef {object} Searcher
 * @property {(language: string) => number} addSegment
 * @property {(segment: number, file: Uint8Array) => void} addFile
 * @property {(query: string, segments: Uint32Array, reports: number, passages: number | undefined) => Freed & RawOutcome} search
 * @property {() => void} free
 *
 * @typedef {{ default: (options: object) => Promise<unknown>, Searcher: new () => Searcher }} SearcherModule
 */

/** The version of the index that this engine reads. */
const INDEX_VERSION = 1;
/** The searcher asks for files four times at most; more rounds would mean that it asks in vain. */
const ROUNDS_MAX = 6;
/** How long to wait before a file is asked for again, in milliseconds. */
const RETRY_PAUSES_MS = [300, 1500];

const searcherScript = new URL('../search/actas_search.js', import.meta.url);
const searcherBinary = new URL('../search/actas_search_bg.wasm', import.meta.url);

/** Why there is no answer. */
export class SearchError extends Error {
  /** @param {'offline' | 'failed' | 'unsupported' | 'outdated'} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** A file is not there (any more): the archive was published anew. */
class Gone extends Error {}

/** Searches one index. */
export class Engine {
  /** @type {Promise<SearcherModule> | null} */
  #module = null;
  /** @type {Promise<Loaded> | null} */
  #loaded = null;

  /**
   * @param {string} index The address of the index's entry file.
   * @param {string} language The language that is searched unless all are.
   */
  constructor(index, language) {
    this.index = new URL(index, location.href);
    this.language = language;
  }

  /** Starts loading, so that the first answer comes sooner. Harmless when called again. */
  start() {
    this.#load().catch(() => {
      // The first search tells.
    });
  }

  /**
   * Returns the answer to `query`.
   *
   * @param {string} query
   * @param {Options} options
   * @returns {Promise<Found>}
   */
  async search(query, options) {
    try {
      return await this.#answer(await this.#load(), query, options);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
    // The entry file named files that a new version of the site has replaced: once more from the start.
    options.signal.throwIfAborted();
    this.#loaded = null;
    try {
      return await this.#answer(await this.#load(), query, options);
    } catch (error) {
      throw error instanceof Gone ? new SearchError('failed') : error;
    }
  }

  #load() {
    if (typeof WebAssembly === 'undefined' || typeof DecompressionStream === 'undefined') {
      return Promise.reject(new SearchError('unsupported'));
    }
    this.#module ??= loadModule().catch((error) => {
      this.#module = null;
      throw error;
    });
    this.#loaded ??= this.#open(this.#module).catch((error) => {
      this.#loaded = null;
      throw error;
    });
    return this.#loaded;
  }

  /**
   * @param {Promise<SearcherModule>} module
   * @returns {Promise<Loaded>}
   */
  async #open(module) {
    const [{ Searcher }, bytes] = await Promise.all([module, fetchBytes(this.index, 'no-cache')]);
    const entry = JSON.parse(new TextDecoder().decode(bytes));
    if (entry.version !== INDEX_VERSION) throw new SearchError('outdated');
    const searcher = new Searcher();
    /** @type {Segment[]} */
    const segments = entry.segments;
    segments.forEach((segment) => searcher.addSegment(segment.language));
    return { searcher, segments, files: new Map() };
  }

  /**
   * @param {Loaded} loaded
   * @param {string} query
   * @param {Options} options
   * @returns {Promise<Found>}
   */
  async #answer(loaded, query, { all, reports, passages, signal }) {
    const scope = scopeOf(loaded.segments, all ? null : this.language);
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      signal.throwIfAborted();
      const outcome = loaded.searcher.search(query, scope, reports, passages);
      const { missing } = outcome;
      if (missing.length === 0) return taken(outcome);
      outcome.free();
      await Promise.all(missing.map((name) => this.#addFile(loaded, name)));
    }
    throw new SearchError('failed');
  }

  /**
   * Fetches a file for the searcher, unless that is under way.
   *
   * @param {Loaded} loaded
   * @param {string} name The file's, as `segment/name`.
   */
  #addFile(loaded, name) {
    let file = loaded.files.get(name);
    if (!file) {
      file = this.#fetchFile(loaded, name);
      file.catch(() => loaded.files.delete(name));
      loaded.files.set(name, file);
    }
    return file;
  }

  /**
   * @param {Loaded} loaded
   * @param {string} name
   */
  async #fetchFile({ searcher, segments }, name) {
    const [number = '', file = ''] = name.split('/');
    const segment = segments[Number(number)];
    if (!segment) throw new SearchError('failed');
    const address = new URL(`${segment.folder}/${file}.pack`, this.index);
    // The folder is named by the hash of its content, so what the browser has is never stale.
    const bytes = await fetchBytes(address, 'force-cache').then(inflated);
    searcher.addFile(Number(number), bytes);
  }
}

/** @returns {Promise<SearcherModule>} */
async function loadModule() {
  const binary = fetch(searcherBinary);
  binary.catch(() => {
    // Told where it is awaited.
  });
  try {
    const module = /** @type {SearcherModule} */ (await import(searcherScript.href));
    const response = await binary;
    if (!response.ok) throw new Error(response.statusText);
    await module.default({ module_or_path: response });
    return module;
  } catch {
    throw new SearchError(navigator.onLine ? 'failed' : 'offline');
  }
}

/**
 * Returns the numbers of the segments in `language`; of all, if none is.
 *
 * @param {Segment[]} segments
 * @param {string | null} language
 */
function scopeOf(segments, language) {
  const numbers = segments.map((_, number) => number);
  const inLanguage = numbers.filter((number) => segments[number]?.language === language);
  return Uint32Array.from(inLanguage.length > 0 ? inLanguage : numbers);
}

/**
 * Returns the bytes at an address, which is asked for again a few times when it fails.
 *
 * @param {URL} address
 * @param {RequestCache} cache
 */
async function fetchBytes(address, cache) {
  for (let attempt = 0; ; attempt += 1) {
    let isGone = false;
    try {
      const response = await fetch(address, { cache: attempt === 0 ? cache : 'reload' });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      isGone = response.status === 404 || response.status === 410;
    } catch {
      // No connection; or one that broke off.
    }
    // A second "not found" is no leftover of the browser's cache.
    if (isGone && attempt > 0) throw new Gone(address.href);
    const pause = RETRY_PAUSES_MS[attempt];
    if (pause === undefined) throw new SearchError(navigator.onLine ? 'failed' : 'offline');
    await new Promise((resolve) => setTimeout(resolve, isGone ? 0 : pause));
  }
}

/**
 * Returns the content of a file that may be in gzip format (RFC 1952).
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function inflated(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * Returns an outcome as plain data and frees the searcher's memory.
 *
 * @param {Freed & RawOutcome} outcome
 * @returns {Found}
 */
function taken(outcome) {
  const found = {
    hits: outcome.hits.map(takenHit),
    reportCount: outcome.report_count,
    passageCount: outcome.passage_count,
  };
  outcome.free();
  return found;
}

/**
 * @param {RawHit} hit
 * @returns {Hit}
 */
function takenHit(hit) {
  const { url, title, date, mark, language, complete, more } = hit;
  const passages = hit.passages.map((passage) => {
    const { anchor, label, pieces, forms } = passage;
    passage.free();
    return { anchor, label, pieces, forms };
  });
  hit.free();
  return { url, title, date, mark, language, complete, more, passages };
}
