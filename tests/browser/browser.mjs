/**
 * Chromium, and pages of it that tell what went wrong in them.
 */

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const TIMEOUT_MS = 15_000;

/** @type {Promise<import('playwright-core').Browser> | null} */
let started = null;

/** Returns the browser, which all checks share. */
export function browser() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`there is no ${executablePath}: install Chromium, or set CHROMIUM`);
  started ??= chromium.launch({ executablePath, args: FLAGS });
  return started;
}

export async function closeBrowser() {
  await (await started?.catch(() => null))?.close();
}

/**
 * Returns a page with a cache and storage of its own, and the list of what goes wrong in it: errors in the
 * console, uncaught exceptions and requests that leave 127.0.0.1.
 *
 * @param {import('playwright-core').BrowserContextOptions & { script?: string }} options `script` runs in every page.
 */
export async function newPage({ script, ...options } = {}) {
  const context = await (await browser()).newContext(options);
  context.setDefaultTimeout(TIMEOUT_MS);
  if (script) await context.addInitScript(script);
  /** @type {string[]} */
  const problems = [];
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') problems.push(`request to elsewhere: ${request.url()}`);
  });
  const page = await context.newPage();
  return { page, problems, close: () => context.close() };
}

/**
 * Waits until a page has not changed for a while.
 *
 * @param {import('playwright-core').Page} page
 */
export async function settled(page) {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const done = () => {
          observer.disconnect();
          resolve(undefined);
        };
        let timer = setTimeout(done, 400);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, 400);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      }),
  );
}
