/**
 * Chromium, Firefox and WebKit, each as one thing: an address is opened as a reader would, who then clicks and presses keys.
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {number} atOnce How many windows there can be at once.
 * @property {() => Promise<Window>} window Opens a window.
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Window
 * @property {(url: string) => Promise<void>} visit Opens an address, acts on it, and leaves it.
 * @property {() => Promise<unknown>} close
 */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';

import { browser } from './browser.mjs';
import { freePort, untilAnswered } from './servers.mjs';

/** How long an address may take to be opened: one that is downloaded never is. */
const OPEN_MS = 2500;
/** How long a page may take to do what it does by itself, and after a click. */
const ACT_MS = 120;
const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver';

/** Returns Chromium. @returns {Promise<Engine>} */
export async function chromium() {
  const context = await (await browser()).newContext({ acceptDownloads: false });
  return { name: 'Chromium', atOnce: 8, window: async () => pageWindow(await context.newPage()), close: () => context.close() };
}

/** Returns Firefox; none where it is not installed. @returns {Promise<Engine | null>} */
export async function firefox() {
  if (!existsSync(FIREFOX)) return null;
  const started = await puppeteer.launch({ browser: 'firefox', executablePath: FIREFOX, headless: true });
  return { name: 'Firefox', atOnce: 4, window: async () => pageWindow(await started.newPage()), close: () => started.close() };
}

/**
 * Returns a window of Chromium or Firefox, whose drivers agree in what is asked of them here.
 *
 * @param {any} page
 * @returns {Window}
 */
function pageWindow(page) {
  page.on('dialog', (/** @type {any} */ dialog) => void dialog.dismiss().catch(() => {}));
  return {
    async visit(url) {
      await page.goto(url, { timeout: OPEN_MS, waitUntil: 'load' }).catch(() => {});
      await act(() => page.mouse.click(120, 120), () => page.keyboard.press('Enter'));
      await page.goto('about:blank', { timeout: OPEN_MS }).catch(() => {});
    },
    close: () => page.close().catch(() => {}),
  };
}

/** Returns WebKit, through WebDriver (W3C); none where it is not installed. @returns {Promise<Engine | null>} */
export async function webkit() {
  const binary = miniBrowser();
  if (!existsSync(WEBKIT_DRIVER) || !binary) return null;
  const display = process.env.DISPLAY ? null : await startDisplay();
  const port = await freePort();
  const env = { ...process.env, ...(display ? { DISPLAY: display.name } : {}), WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
  const driver = spawn(WEBKIT_DRIVER, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore', env });
  process.once('exit', () => driver.kill());
  const root = `http://127.0.0.1:${port}`;
  await untilAnswered(`${root}/status`);
  const session = await newSession(root, binary);
  return {
    name: 'WebKit',
    atOnce: 1,
    window: async () => ({ visit: session.visit, close: async () => {} }),
    async close() {
      await session.close();
      driver.kill();
      display?.stop();
    },
  };
}

/**
 * @param {string} root The address of the driver.
 * @param {string} binary
 */
async function newSession(root, binary) {
  const options = { binary, args: ['--automation'] };
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options, timeouts: { pageLoad: OPEN_MS, script: 1000 } } };
  const { sessionId } = await ask(`${root}/session`, 'POST', { capabilities });
  const session = `${root}/session/${sessionId}`;
  const click = (/** @type {number} */ x, /** @type {number} */ y) => ({
    actions: [
      {
        type: 'pointer',
        id: 'mouse',
        actions: [{ type: 'pointerMove', x, y }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }],
      },
    ],
  });
  const enter = { actions: [{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value: '\uE007' }, { type: 'keyUp', value: '\uE007' }] }] };
  return {
    /** @param {string} url */
    async visit(url) {
      await ask(`${session}/url`, 'POST', { url }).catch(() => {});
      await act(
        () => ask(`${session}/actions`, 'POST', click(120, 120)),
        () => ask(`${session}/actions`, 'POST', enter),
      );
      await ask(`${session}/url`, 'POST', { url: 'about:blank' }).catch(() => {});
    },
    close: () => ask(session, 'DELETE').catch(() => {}),
  };
}

/**
 * Lets a page act, by itself, then on a click, then on a key; what cannot be clicked is passed over.
 *
 * @param {() => Promise<unknown>} click
 * @param {() => Promise<unknown>} press
 */
async function act(click, press) {
  await pause(ACT_MS);
  await Promise.race([click().catch(() => {}), pause(OPEN_MS)]);
  await Promise.race([press().catch(() => {}), pause(OPEN_MS)]);
  await pause(ACT_MS);
}

/**
 * @param {string} url
 * @param {string} method
 * @param {unknown} [body]
 */
async function ask(url, method, body) {
  const answer = await fetch(url, { method, ...(body ? { body: JSON.stringify(body) } : {}), signal: AbortSignal.timeout(OPEN_MS * 4) });
  const { value } = /** @type {any} */ (await answer.json());
  if (!answer.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

/** Returns the browser that WebKitGTK's driver starts. */
function miniBrowser() {
  const libraries = '/usr/lib';
  const folders = readdirSync(libraries).filter((name) => name.endsWith('-linux-gnu'));
  const places = folders.flatMap((folder) => {
    const names = readdirSync(path.join(libraries, folder)).filter((name) => name.startsWith('webkit'));
    return names.map((name) => path.join(libraries, folder, name, 'MiniBrowser'));
  });
  return places.find((place) => existsSync(place));
}

/** Starts a display for browsers that draw on one. */
async function startDisplay() {
  for (let number = 90; number < 120; number += 1) {
    if (existsSync(`/tmp/.X11-unix/X${number}`)) continue;
    const server = spawn('Xvfb', [`:${number}`, '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
    process.once('exit', () => server.kill());
    for (let tries = 0; tries < 50; tries += 1) {
      await pause(100);
      if (existsSync(`/tmp/.X11-unix/X${number}`)) return { name: `:${number}`, stop: () => server.kill() };
    }
  }
  throw new Error('no display could be started: is Xvfb installed?');
}
