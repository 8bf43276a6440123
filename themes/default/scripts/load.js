/**
 * Scripts that only some pages need, or only some readers: each is a file beside the one of every page.
 */

/** How long to wait before what could not be fetched is asked for again, in milliseconds. */
export const RETRY_PAUSES_MS = [300, 1500];

let failures = 0;

/**
 * Returns what a script exports. It is asked for again a few times when that fails.
 *
 * @param {string} name The name of its file.
 * @returns {Promise<any>}
 */
export async function load(name) {
  for (const pause of [...RETRY_PAUSES_MS, null]) {
    try {
      // Browsers remember which addresses failed.
      return await import(new URL(failures > 0 ? `${name}?${failures}` : name, import.meta.url).href);
    } catch (error) {
      failures += 1;
      if (pause === null) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
