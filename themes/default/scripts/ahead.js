/**
 * The two files that every search needs, asked for as soon as a search is likely, while the script that uses them is
 * still on its way.
 *
 * @typedef {Partial<Record<'searcher' | 'entry', Promise<Response>>>} Ahead What was asked for.
 */

/**
 * Where the searcher's code lies: beside the scripts, in a folder named by the hash of its content. It is compressed there,
 * since not every host compresses it on the way, and none as well.
 */
export const searcherAddress = new URL('actas_search.wasm.gz', import.meta.url);

/** Whether the browser has what the search needs. */
export const canSearch = typeof WebAssembly !== 'undefined' && typeof DecompressionStream !== 'undefined';

/**
 * Asks for the searcher and for an index's entry file, which may have changed.
 *
 * @param {string | undefined} index The address of the entry file.
 * @returns {Ahead}
 */
export function askAhead(index) {
  return index ? { searcher: ask(searcherAddress, 'default'), entry: ask(index, 'no-cache') } : {};
}

/**
 * @param {URL | string} address
 * @param {RequestCache} cache How far the browser's own copy will do.
 */
function ask(address, cache) {
  const response = fetch(address, { cache });
  // Who uses it asks again, and tells.
  response.catch(() => {});
  return response;
}
