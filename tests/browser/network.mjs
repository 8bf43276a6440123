/**
 * The network between reader and archive: encrypted, slow, and how often it is crossed.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { run, temporaryFolder } from './site.mjs';

/** Chromium's own profile of that name: milliseconds, and bytes a second. */
export const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 1_440_000 / 8, uploadThroughput: 675_000 / 8 };

/** Chromium's profile of a slow third generation: half a megabit, and two seconds to each answer. */
export const SLOW_3G = { offline: false, latency: 2000, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };

/**
 * Returns a key and a certificate that nobody vouches for, made by OpenSSL; undefined where there is none.
 * Chromium speaks HTTP/2 over encrypted connections alone, and without it at most six requests run at a time,
 * which on GitHub Pages is not so.
 */
export async function certificate() {
  const folder = temporaryFolder();
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const parameters = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert];
  const made = await run('openssl', parameters).catch(() => null);
  if (made?.code !== 0) return undefined;
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

/**
 * Returns how many dependent round trips some requests took: the length of the longest chain in which each
 * was made after the one before it had been answered. With a server that delays its answers, requests
 * that were made together overlap, and only those that waited for an answer come after it.
 *
 * @param {{ start: number, end: number }[]} answers
 */
export function roundsOf(answers) {
  /** @type {{ end: number, depth: number }[]} */
  const before = [];
  for (const { start, end } of answers.toSorted((a, b) => a.start - b.start)) {
    const depths = before.filter((earlier) => earlier.end <= start).map((earlier) => earlier.depth);
    before.push({ end, depth: 1 + Math.max(0, ...depths) });
  }
  return Math.max(0, ...before.map(({ depth }) => depth));
}

/**
 * Slows a page down, and the workers that it starts.
 *
 * @param {import('playwright-core').Page} page
 * @param {{ network?: typeof SLOW_4G, cpuRate?: number }} how With a `cpuRate` of 4, a quarter of the processor is left.
 */
export async function throttle(page, { network, cpuRate }) {
  /** @type {[string, object][]} */
  const commands = [];
  if (network) commands.push(['Network.enable', {}], ['Network.emulateNetworkConditions', network]);
  if (cpuRate) commands.push(['Emulation.setCPUThrottlingRate', { rate: cpuRate }]);
  const session = /** @type {any} */ (await page.context().newCDPSession(page));
  for (const [method, parameters] of commands) await session.send(method, parameters);
  let id = 0;
  session.on('Target.attachedToTarget', (/** @type {{ sessionId: string }} */ { sessionId }) => {
    for (const [method, params] of [...commands, ['Runtime.runIfWaitingForDebugger', {}]]) {
      id += 1;
      // A target that is gone by now needs no more.
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) }).catch(() => {});
    }
  });
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
}
