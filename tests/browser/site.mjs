/**
 * Builds sites with the binary under test into folders of their own.
 */

import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The files of the search widget that a build copies from the theme. */
export const WIDGET_FILES = ['actas.js', 'combobox.js', 'register.js', 'results.js', 'actas_search.wasm.gz'];

const widget = process.env.ACTAS_WIDGET ? path.resolve(process.env.ACTAS_WIDGET) : null;

/** Returns the binary under test. */
export function binary() {
  if (process.env.ACTAS_BIN) return path.resolve(process.env.ACTAS_BIN);
  const built = ['release', 'debug'].map((profile) => path.join(repository, 'target', profile, 'actas'));
  const found = built.find((file) => existsSync(file));
  if (!found) throw new Error('no binary: set ACTAS_BIN, or run `cargo build --release`');
  return found;
}

/** The folder of the search widget under test. */
export function widgetFolder() {
  return widget ?? path.join(repository, 'themes', 'default', 'static', 'search');
}

/** What wasm-bindgen wrote to load the module with, which the bundle holds as well. */
export function searcherScript() {
  return path.join(widget ?? path.join(repository, 'themes', 'default', 'scripts'), 'searcher.js');
}

/** @type {string[]} */
const folders = [];

/**
 * Returns a new folder, which is removed when the tests are over.
 *
 * @param {string} parent The folder that it is made in.
 */
export function temporaryFolder(parent = tmpdir()) {
  const folder = mkdtempSync(path.join(parent, 'actas-browser-'));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders() {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} parameters
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string, seconds: number }>}
 */
export function run(command, parameters) {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => (stdout += data));
    child.stderr.on('data', (data) => (stderr += data));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr, seconds: (performance.now() - start) / 1000 }));
  });
}

/**
 * Builds a site, by default the sample archive of the repository, and puts the widget under test into
 * it. What was built is told on stdout as JSON.
 *
 * @param {{ site?: string, baseUrl?: string, wrapper?: string[], parent?: string }} options `wrapper` is a
 *   command to run the build in, `parent` the folder to build below.
 */
export async function build({ site = repository, baseUrl, wrapper = [], parent } = {}) {
  const folder = path.join(temporaryFolder(parent), 'public');
  const address = baseUrl ? ['--base-url', baseUrl] : [];
  const parameters = ['build', '--json', '--site', site, '--output', folder, ...address];
  const [command = '', ...rest] = [...wrapper, binary(), ...parameters];
  const outcome = await run(command, rest);
  if (outcome.code !== 0) throw new Error(`the build failed (${outcome.code}):\n${outcome.stdout}${outcome.stderr}`);
  if (widget) replaceWidget(folder, widget);
  return { folder, ...outcome };
}

/**
 * @param {string} folder
 * @param {string} from
 */
function replaceWidget(folder, from) {
  for (const file of WIDGET_FILES) {
    const places = filesOf(folder).filter((name) => name.endsWith(`search/${file}`));
    if (places.length === 0) throw new Error(`the built site holds no ${file}`);
    for (const place of places) copyFileSync(path.join(from, file), path.join(folder, place));
  }
}

/**
 * Returns the paths of all files of a folder, with `/` between their parts, in order.
 *
 * @param {string} folder
 */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/'))
    .sort();
}
