/**
 * Runs every check, or those named on the command line (`node run.mjs search axe`), and prints a line for each.
 *
 * Files are given out to workers, each a process with a browser of its own. What a file prints is printed when it is done.
 *
 * ACTAS_WORKERS how many there are (otherwise as many as the machine has cores, and two at most)
 * ACTAS_BIN     the binary under test (otherwise what is in target/)
 * ACTAS_WIDGET  a folder with a search widget to use in the place of the one that is built in
 * CHROMIUM      the browser (otherwise /usr/bin/chromium)
 */

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
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
/** Those that take longest, which are begun first: no worker is to be left alone with one at the end. */
const LONG = ['hostile', 'attachments', 'axe', 'facets', 'search', 'corpus', 'html'];
const CHECK_TIMEOUT_MS = 180_000;

/** Thrown by a check that cannot be made here. */
class Skipped extends Error {}

/** What tells a process that it is a worker. */
const WORKER = '--worker';

/** @typedef {{ ok: number, FAIL: number, skipped: number }} Counts */
/** @typedef {{ lines: string[], counts: Counts }} Told What came of a file. */

if (process.argv[2] === WORKER) {
  work();
} else {
  process.exitCode = await main(process.argv.slice(2));
}

/**
 * Runs files and prints what came of them. Returns the exit code.
 *
 * @param {string[]} wanted The names of files; none for all.
 */
async function main(wanted) {
  const unknown = wanted.filter((name) => !FILES.includes(name));
  if (unknown.length > 0) {
    console.error(`no such check: ${unknown.join(', ')}; there are ${FILES.join(', ')}`);
    return 2;
  }
  const all = [...LONG, ...FILES.filter((name) => !LONG.includes(name))];
  const files = all.filter((name) => wanted.length === 0 || wanted.includes(name));
  const counts = { ok: 0, FAIL: 0, skipped: 0 };
  /** @param {string} file @param {Told} told @param {number} seconds */
  const print = (file, told, seconds) => {
    for (const line of told.lines) console.log(line);
    const failed = told.counts.FAIL > 0 ? `, ${told.counts.FAIL} failed` : '';
    console.log(`         (${file}.mjs: ${seconds.toFixed(1)} s${failed})`);
    counts.ok += told.counts.ok;
    counts.FAIL += told.counts.FAIL;
    counts.skipped += told.counts.skipped;
  };
  const workers = Number(process.env.ACTAS_WORKERS ?? Math.min(2, availableParallelism()));
  await Promise.all(Array.from({ length: Math.min(workers, files.length) }, () => runWorker(files, print)));
  console.log(`browser tests: ${counts.ok} passed, ${counts.FAIL} failed, ${counts.skipped} skipped`);
  return counts.FAIL > 0 ? 1 : 0;
}

/**
 * Has a worker take files from the queue until none is left. One that ends before its time has failed.
 *
 * @param {string[]} queue
 * @param {(file: string, told: Told, seconds: number) => void} print
 */
async function runWorker(queue, print) {
  let worker = null;
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    worker ??= fork(fileURLToPath(import.meta.url), [WORKER]);
    const begin = performance.now();
    const told = await ask(worker, file);
    if (worker.exitCode !== null || worker.signalCode !== null) worker = null;
    print(file, told, (performance.now() - begin) / 1000);
  }
  worker?.send(null);
}

/**
 * Has a worker run a file.
 *
 * @param {import('node:child_process').ChildProcess} worker
 * @param {string} file
 * @returns {Promise<Told>}
 */
function ask(worker, file) {
  return new Promise((resolve) => {
    const ended = () => resolve({ lines: [`FAIL     ${file}: its process ended`], counts: { ok: 0, FAIL: 1, skipped: 0 } });
    worker.once('exit', ended);
    worker.once('message', (told) => {
      worker.off('exit', ended);
      resolve(/** @type {Told} */ (told));
    });
    worker.send(file);
  });
}

/** Runs the files that are sent, until there is none. */
function work() {
  process.on('message', async (/** @type {string | null} */ file) => {
    if (file !== null) return process.send?.(await runFile(file));
    await closeBrowser();
    removeTemporaryFolders();
    process.disconnect();
  });
}

/**
 * @param {string} file
 * @returns {Promise<Told>}
 */
async function runFile(file) {
  /** @type {Told} */
  const told = { lines: [], counts: { ok: 0, FAIL: 0, skipped: 0 } };
  const harness = {
    /**
     * Makes a check; what it returns is printed beside its name.
     *
     * @param {string} name
     * @param {() => unknown} body
     * @param {number} [timeoutMs]
     */
    async check(name, body, timeoutMs = CHECK_TIMEOUT_MS) {
      await attempt(told, `${file}: ${name}`, body, timeoutMs);
    },
    /** @param {string} reason */
    skip(reason) {
      throw new Skipped(reason);
    },
    /** @param {string} line */
    print(line) {
      told.lines.push(`         ${line}`);
    },
  };
  try {
    const { default: checks } = await import(`./${file}.mjs`);
    await checks(harness);
  } catch (error) {
    report(told, error instanceof Skipped ? 'skipped' : 'FAIL', file, error);
  }
  return told;
}

/**
 * @param {Told} told
 * @param {string} name
 * @param {() => unknown} body
 * @param {number} timeoutMs
 */
async function attempt(told, name, body, timeoutMs) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), timeoutMs);
  });
  try {
    report(told, 'ok', name, await Promise.race([body(), late]));
  } catch (error) {
    report(told, error instanceof Skipped ? 'skipped' : 'FAIL', name, error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Told} told
 * @param {'ok' | 'FAIL' | 'skipped'} result
 * @param {string} name
 * @param {unknown} remark
 */
function report(told, result, name, remark) {
  told.counts[result] += 1;
  const isFailure = result === 'FAIL';
  const text = remark instanceof Error ? (isFailure && !isAssertion(remark) ? remark.stack : remark.message) : remark;
  const lines = stripVTControlCharacters(text === undefined ? '' : String(text));
  told.lines.push(`${result.padEnd(8)} ${name}${lines && !isFailure ? ` – ${lines}` : ''}`);
  if (isFailure) told.lines.push(lines.replace(/^/gm, '         '));
}

/** @param {Error} error */
function isAssertion(error) {
  return error.name === 'AssertionError';
}
