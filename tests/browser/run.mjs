/**
 * Runs every check, or those named on the command line (`node run.mjs search axe`), and prints a line for each.
 *
 * ACTAS_BIN     the binary under test (otherwise what is in target/)
 * ACTAS_WIDGET  a folder with a search widget to use in the place of the one that is built in
 * CHROMIUM      the browser (otherwise /usr/bin/chromium)
 */

import { stripVTControlCharacters } from 'node:util';

import { closeBrowser } from './browser.mjs';
import { removeTemporaryFolders } from './site.mjs';

const FILES = [
  'search',
  'facets',
  'without-search',
  'register',
  'calendar',
  'axe',
  'links',
  'standing',
  'docs',
  'html',
  'preview',
  'offline',
  'file',
  'hostile',
  'attachments',
  'citing',
  'citations',
  'json-ld',
  'wasm-queries',
  'corpus',
];
const CHECK_TIMEOUT_MS = 180_000;

/** Thrown by a check that cannot be made here. */
class Skipped extends Error {}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !FILES.includes(name));
if (unknown.length > 0) {
  console.error(`no such check: ${unknown.join(', ')}; there are ${FILES.join(', ')}`);
  process.exit(2);
}
const counts = { ok: 0, FAIL: 0, skipped: 0 };

for (const file of FILES.filter((name) => wanted.length === 0 || wanted.includes(name))) {
  const harness = {
    /**
     * Makes a check; what it returns is printed beside its name.
     *
     * @param {string} name
     * @param {() => unknown} body
     */
    async check(name, body) {
      await attempt(`${file}: ${name}`, body);
    },
    /** @param {string} reason */
    skip(reason) {
      throw new Skipped(reason);
    },
    /** @param {string} line */
    print(line) {
      console.log(`         ${line}`);
    },
  };
  const failedBefore = counts.FAIL;
  try {
    const { default: checks } = await import(`./${file}.mjs`);
    await checks(harness);
  } catch (error) {
    report(error instanceof Skipped ? 'skipped' : 'FAIL', file, error);
  }
  if (counts.FAIL > failedBefore) console.log(`         (${counts.FAIL - failedBefore} failed in ${file}.mjs)`);
}
await closeBrowser();
removeTemporaryFolders();
console.log(`browser tests: ${counts.ok} passed, ${counts.FAIL} failed, ${counts.skipped} skipped`);
process.exit(counts.FAIL > 0 ? 1 : 0);

/**
 * @param {string} name
 * @param {() => unknown} body
 */
async function attempt(name, body) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), CHECK_TIMEOUT_MS);
  });
  try {
    report('ok', name, await Promise.race([body(), late]));
  } catch (error) {
    report(error instanceof Skipped ? 'skipped' : 'FAIL', name, error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {'ok' | 'FAIL' | 'skipped'} result
 * @param {string} name
 * @param {unknown} remark
 */
function report(result, name, remark) {
  counts[result] += 1;
  const isFailure = result === 'FAIL';
  const text = remark instanceof Error ? (isFailure && !isAssertion(remark) ? remark.stack : remark.message) : remark;
  const lines = stripVTControlCharacters(text === undefined ? '' : String(text));
  console.log(`${result.padEnd(8)} ${name}${lines && !isFailure ? ` – ${lines}` : ''}`);
  if (isFailure) console.log(lines.replace(/^/gm, '         '));
}

/** @param {Error} error */
function isAssertion(error) {
  return error.name === 'AssertionError';
}
