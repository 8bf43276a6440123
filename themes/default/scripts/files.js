/**
 * The files of the index: fetched, asked for again when that fails, decompressed, and kept in the browser.
 *
 * Every file but the entry lies in a folder that is named by the hash of its content, as `es-0123abcd/t3.pack`,
 * so that a file once kept is never stale. The browser's own cache forgets them after minutes, since hosts of
 * static sites say so; Cache Storage keeps them until another folder takes the place of theirs.
 *
 * gzip's checksum is gone where a host has the browser unpack a file, so that whoever takes a file in must know a sound one.
 */

import { RETRY_PAUSES_MS } from './load.js';

/** What Cache Storage calls our files. All sites of a host share it: entries are told apart by their address. */
const STORE = 'actas-search';

/** Why there is no answer. */
export class SearchError extends Error {
  /** @param {'offline' | 'failed' | 'damaged' | 'unsupported' | 'outdated'} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** A file is not there (any more): the archive was published anew. */
export class Gone extends Error {}

/**
 * @typedef {(bytes: Uint8Array) => unknown} Use Takes a file in, and may be waited for. It throws a `SearchError` when another copy
 *   of the file would be of no more use, anything else when the file is damaged.
 */

/**
 * Hands over the content of a file that the browser alone keeps. It is asked for anew when it comes damaged.
 *
 * @param {{ address: URL, cache: RequestCache, asked: Promise<Response> | undefined }} file How far the browser's own copy will
 *   do: `no-cache` for a file that may have changed; and the answer, if it was asked for before.
 * @param {Use} use
 */
export async function useContent({ address, cache, asked }, use) {
  for (const [mode, response] of /** @type {const} */ ([[cache, asked], ['reload', undefined]])) {
    if (await isUsed(await fetchBytes(address, mode, response), use)) return;
  }
  throw new SearchError('damaged');
}

/**
 * Hands over the content of a file: the one that is kept, else the one that is fetched, which is then kept.
 *
 * @param {URL} address
 * @param {Use} use
 */
export async function useFile(address, use) {
  const store = await openStore();
  const kept = await store?.match(address).catch(() => undefined);
  if (kept && (await isUsed(new Uint8Array(await kept.arrayBuffer()), use))) return;
  for (const cache of /** @type {const} */ (['force-cache', 'reload'])) {
    const bytes = await fetchBytes(address, cache);
    if (!(await isUsed(bytes, use))) continue;
    if (store) keep(store, address, bytes);
    return;
  }
  throw new SearchError('damaged');
}

/**
 * Returns what is at an address, which is asked for again a few times when that fails.
 *
 * @param {URL} address
 * @param {RequestCache} cache
 * @param {Promise<Response>} [asked] The first answer, if it was asked for before.
 */
async function fetchBytes(address, cache, asked) {
  for (let attempt = 0; ; attempt += 1) {
    let isGone = false;
    try {
      const response = await ((attempt === 0 && asked) || fetch(address, { cache: attempt === 0 ? cache : 'reload' }));
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
 * Hands over a file and returns whether it was sound.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Use} use
 */
async function isUsed(bytes, use) {
  try {
    await use(await inflated(bytes));
    return true;
  } catch (error) {
    if (error instanceof SearchError) throw error;
    return false;
  }
}

/**
 * Returns the content of a file that may be in gzip format (RFC 1952).
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function inflated(bytes) {
  // What broke off before its first byte would pass for a file of which nothing is asked, and be kept.
  if (bytes.length === 0) throw new Error('an empty file');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @type {Promise<Cache | null> | undefined} */
let opened;

/** Returns the store; none where the browser has none, or allows none. */
function openStore() {
  opened ??= (async () => caches.open(STORE))().catch(() => null);
  return opened;
}

/** Folders that those before them were removed for. */
const current = new Set();

/**
 * Keeps a file and removes those of the folder that its own took the place of. Nothing depends on it: where
 * there is no room, the file is fetched again.
 *
 * @param {Cache} store
 * @param {URL} address
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
async function keep(store, address, bytes) {
  try {
    const folder = new URL('.', address).href;
    if (!current.has(folder)) {
      current.add(folder);
      await removeOthers(store, folder);
    }
    await store.put(address, new Response(bytes));
  } catch {
    // It is fetched again.
  }
}

/**
 * Removes the files of folders whose name differs from that of `folder` in the hash alone.
 *
 * @param {Cache} store
 * @param {string} folder
 */
async function removeOthers(store, folder) {
  const beginning = folder.slice(0, folder.lastIndexOf('-') + 1);
  for (const request of await store.keys()) {
    const other = new URL('.', request.url).href;
    const isOlder = other !== folder && other.slice(0, other.lastIndexOf('-') + 1) === beginning;
    if (isOlder) await store.delete(request);
  }
}
