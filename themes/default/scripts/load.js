/**
 * Scripts that only some pages need, or only some readers: each is a file beside the one of every page.
 */

/** How long to wait before what could not be fetched is asked for again, in milliseconds. */
export const RETRY_PAUSES_MS = [300, 1500];

/**
 * How often each could not be fetched: browsers remember which addresses failed.
 *
 * @type {Record<string, number>}
 */
const failures = {};

/**
 * Returns what a script exports. It is asked for again a few times when that fails.
 *
 * @param {string} name The name of its file.
 * @returns {Promise<any>}
 */
export async function load(name) {
  for (const pause of [...RETRY_PAUSES_MS, null]) {
    const failed = failures[name] ?? 0;
    try {
      return await import(new URL(failed > 0 ? `${name}?${failed}` : name, import.meta.url).href);
    } catch (error) {
      failures[name] = failed + 1;
      if (pause === null) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
