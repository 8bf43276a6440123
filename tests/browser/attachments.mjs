/**
 * Files of strangers, attached to a report: each format with active content is published, served as hosts serve it, and opened
 * in each browser. None may run, none may ask another site.
 *
 * ACTAS_ALL_BROWSERS  has Firefox and WebKit open them as well as Chromium
 * ACTAS_ALL_VISITS    opens every file from every host; otherwise one that two hosts answer alike, to the letter, is opened once
 */

import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { rows } from './attachments-table.mjs';
import { chromium, firefox, webkit } from './browsers.mjs';
import { apache, nginx, plain, python } from './servers.mjs';
import { build, filesOf, temporaryFolder } from './site.mjs';

/** @import { Engine } from './browsers.mjs' */
/** @import { Host } from './servers.mjs' */
/** @import { Row } from './attachments-table.mjs' */

/** How long requests may still be under way when all is closed. */
const STRAGGLERS_MS = 500;
/** How long a browser may take for all files of a host: WebKit opens one after the other. */
const TIMEOUT_MS = 1_200_000;
/** How many files must act on readers that are published as they are, so that the check is known to see it. */
const SEEN_MIN = 60;

/** @param {any} harness */
export default async function checks({ check, skip, print }) {
  const beacon = await startBeacon();
  const table = rows(beacon.url);
  assert.ok(table.length >= 120, `${table.length} attachments`);
  const { folder, published } = await publish(table);
  const raw = publishAsTheyAre(table);
  print(`${table.length} attachments, ${published.length} published, ${published.filter((file) => file.endsWith('.txt')).length} of them as text`);
  try {
    await check('servers that run files by their names send them as they are', () => sentAsTheyAre(folder, published));
    const engines = process.env.ACTAS_ALL_BROWSERS ? { Chromium: chromium, Firefox: firefox, WebKit: webkit } : { Chromium: chromium };
    for (const [name, start] of Object.entries(engines)) {
      const engine = await start();
      if (!engine) {
        await check(`no attachment acts on readers of ${name}`, () => skip('it is not installed'));
        continue;
      }
      await check(`published as they are, attachments are seen to act on readers of ${name}`, async () => {
        const host = await plain(raw);
        const acted = await acting(engine, host, await toVisit(host, table.map((row) => row.name), new Set()), beacon).finally(host.stop);
        assert.ok(acted.length >= SEEN_MIN, `only ${acted.length} of ${table.length}: ${acted.join(', ')}`);
        return `${acted.length} of ${table.length}`;
      }, TIMEOUT_MS);
      const known = new Set();
      for (const serve of [plain, python, apache, nginx]) {
        await check(`no attachment acts on readers of ${name}, served by ${serve.name}`, async () => {
          const host = await serve(folder);
          if (!host) return skip('it is not installed');
          const addresses = await toVisit(host, published, known);
          const acted = await acting(engine, host, addresses, beacon).finally(host.stop);
          assert.deepEqual(acted, []);
          return `${addresses.length} of ${published.length} visited, the others answered as before`;
        }, TIMEOUT_MS);
      }
      await engine.close();
    }
  } finally {
    beacon.stop();
  }
}

/** Starts another site, which knows what was asked of it. */
async function startBeacon() {
  /** @type {Set<string>} */
  let asked = new Set();
  const server = createServer((request, response) => {
    const found = /^\/(?:ran|asked)\/(\d+)/.exec(request.url ?? '');
    if (found?.[1]) asked.add(found[1]);
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/plain' }).end('x');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    /** Returns the numbers of the rows that asked since this was last called. */
    async take() {
      await pause(STRAGGLERS_MS);
      const taken = asked;
      asked = new Set();
      return taken;
    },
    stop: () => server.close(),
  };
}

/**
 * Builds a site with one report that offers them all, and returns which files came of it.
 *
 * @param {Row[]} table
 */
async function publish(table) {
  const site = temporaryFolder();
  const content = path.join(site, 'content');
  mkdirSync(content);
  writeFileSync(path.join(site, 'site.toml'), 'title = "Archivo"\nbase_url = "http://127.0.0.1/"\n');
  const names = table.map(({ name }) => JSON.stringify(name)).join(', ');
  const links = table.map(({ name }) => `- [${name}](<${name}>)`).join('\n');
  writeFileSync(path.join(content, '2024-01-02-acta.md'), `+++\ntitle = "Acta"\ndate = 2024-01-02\nattachments = [${names}]\n+++\n${links}\n`);
  for (const { name, bytes } of table) writeFileSync(path.join(content, name), bytes);
  const { folder } = await build({ site });
  chmodSync(path.dirname(folder), 0o755);
  const files = path.join(folder, 'files');
  return { folder: files, published: filesOf(files) };
}

/**
 * Puts the files into a folder, as a host would have them that takes any.
 *
 * @param {Row[]} table
 */
function publishAsTheyAre(table) {
  const folder = publicFolder();
  for (const { name, bytes } of table) writeFileSync(path.join(folder, name), bytes);
  return folder;
}

/** Returns a temporary folder that a server of another user can read. */
function publicFolder() {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * @param {string} folder
 * @param {string[]} files
 */
async function sentAsTheyAre(folder, files) {
  const hosts = [await apache(folder, { handlers: true }), await apache(folder), await nginx(folder)];
  const there = hosts.filter((host) => host !== null);
  for (const host of there) {
    for (const file of files) {
      const answer = await fetch(host.url + encodeURIComponent(file));
      assert.equal(answer.status, 200, `${host.name}: ${file}`);
      const body = Buffer.from(await answer.arrayBuffer());
      assert.ok(body.equals(readFileSync(path.join(folder, file))), `${host.name} made something else of ${file}`);
    }
    host.stop();
  }
  return `${there.map(({ name }) => name).join(', ') || 'none is installed'}, ${files.length} files each`;
}

/**
 * Opens addresses of a host, and returns the files of those that acted.
 *
 * @param {Engine} engine
 * @param {Host} host
 * @param {string[]} addresses
 * @param {Awaited<ReturnType<typeof startBeacon>>} beacon
 */
async function acting(engine, host, addresses, beacon) {
  await beacon.take();
  const queue = [...addresses];
  const work = async () => {
    const window = await engine.window();
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) await window.visit(url);
    await window.close();
  };
  await Promise.all(Array.from({ length: engine.atOnce }, work));
  const file = (/** @type {string} */ number) => addresses.find((address) => address.includes(`a${number}`))?.slice(host.url.length);
  return [...(await beacon.take())].map((number) => file(number) ?? number).sort();
}

/**
 * Returns the addresses of files that no host has answered alike.
 *
 * @param {Host} host
 * @param {string[]} files
 * @param {Set<string>} known What was answered.
 */
async function toVisit(host, files, known) {
  const addresses = [];
  for (const file of files) {
    const url = host.url + encodeURIComponent(file);
    const answer = await fetch(url);
    const told = ['content-type', 'content-encoding', 'content-language', 'x-content-type-options'].map((name) => answer.headers.get(name));
    const key = JSON.stringify([file, answer.status, told]);
    await answer.arrayBuffer().catch(() => {});
    if (process.env.ACTAS_ALL_VISITS || !known.has(key)) addresses.push(url);
    known.add(key);
  }
  return addresses;
}
