/**
 * A server for a folder that behaves as GitHub Pages does: at the root or below a path, with `404.html`, a
 * redirect to the slash at the end of a folder's address, and gzip for text and WebAssembly.
 * It knows what was asked of it, when, and how many bytes it sent.
 */

import { createServer } from 'node:http';
import { createSecureServer } from 'node:http2';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.gz': 'application/gzip',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
/** What GitHub Pages compresses; all else is sent as it is. */
const COMPRESSED = new Set(['.html', '.css', '.js', '.mjs', '.json', '.svg', '.xml', '.txt']);

/**
 * @typedef {object} Answer
 * @property {string} path
 * @property {number} status
 * @property {number} bytes Those of the body, as sent.
 * @property {number} start When it was asked for, in milliseconds of `performance.now()`.
 * @property {number} end When all of it was sent; infinite before.
 */

/**
 * How an answer is spoilt: `lost` is none, the connection closed; `broken` breaks off in the middle of the body; `cut` is
 * half of the body as if it were the whole, `empty` nothing as if it were; `gone` is 404; `portal` is another page, with status
 * 200. Of a file in gzip format, `decoded` has the browser unpack it, and `changed` one with another byte.
 *
 * @typedef {'lost' | 'broken' | 'cut' | 'empty' | 'gone' | 'portal' | 'decoded' | 'changed'} Spoilt
 */

/** The page by which a network asks for a password, whatever was asked for. */
const PORTAL = '<!doctype html><title>Welcome</title><form><input name="user"></form>';

/**
 * Starts a server on a free port of 127.0.0.1; which folder it serves may be said later.
 *
 * @param {string} base The path that the site stands at, with `/` at both ends.
 * @param {{ key: string, cert: string }} [secure] With them it speaks HTTP/2, as GitHub Pages does; else HTTP/1.1.
 */
export async function serve(base = '/', secure) {
  let folder = '';
  let delayMs = 0;
  /** @type {(pathname: string) => Spoilt | undefined} */
  let spoil = () => undefined;
  /** @type {Answer[]} */
  const log = [];
  const bodies = new Map();

  /** @param {any} request @param {any} response */
  const answerRequest = (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const spoilt = spoil(pathname);
    if (spoilt === 'lost') {
      request.socket.destroy();
      return;
    }
    const answer = spoilt === 'gone' ? { status: 404 } : find(folder, base, decodeURIComponent(pathname));
    /** @type {Record<string, string | number>} */
    const headers = { 'Cache-Control': 'max-age=600' };
    let body = Buffer.alloc(0);
    if (answer.location) {
      Object.assign(headers, { Location: answer.location + search });
    } else if (answer.file) {
      const extension = path.extname(answer.file);
      headers['Content-Type'] = TYPES[extension] ?? 'application/octet-stream';
      const isZipped = COMPRESSED.has(extension) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (isZipped) headers['Content-Encoding'] = 'gzip';
      const key = `${isZipped} ${answer.file}`;
      if (!bodies.has(key)) bodies.set(key, isZipped ? gzipSync(readFileSync(answer.file)) : readFileSync(answer.file));
      body = bodies.get(key);
    }
    if (spoilt === 'portal') {
      body = Buffer.from(PORTAL);
      headers['Content-Type'] = 'text/html; charset=utf-8';
      delete headers['Content-Encoding'];
    }
    if (spoilt === 'decoded' || spoilt === 'changed') {
      const content = gunzipSync(body);
      if (spoilt === 'changed') content.writeUInt8(content.readUInt8(content.length >> 1) ^ 0x20, content.length >> 1);
      body = gzipSync(content);
      headers['Content-Encoding'] = 'gzip';
    }
    if (spoilt === 'cut') body = body.subarray(0, body.length / 2);
    if (spoilt === 'empty') body = body.subarray(0, 0);
    headers['Content-Length'] = body.length;
    const entry = { path: pathname, status: answer.status, bytes: body.length, start: performance.now(), end: Infinity };
    log.push(entry);
    for (const event of ['finish', 'close']) response.on(event, () => (entry.end = Math.min(entry.end, performance.now())));
    const send = () => {
      response.writeHead(answer.status, headers);
      if (spoilt === 'broken') {
        response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
        return;
      }
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (delayMs > 0) setTimeout(send, delayMs);
    else send();
  };
  const server = secure ? createSecureServer({ ...secure, allowHTTP1: true }, answerRequest) : createServer(answerRequest);
  const connections = new Set();
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    /** The site's address, with `/` at its end. */
    url: `${secure ? 'https' : 'http'}://127.0.0.1:${port}${base}`,
    log,
    /** @param {number} milliseconds How long each answer waits from now on. */
    delay(milliseconds) {
      delayMs = milliseconds;
    },
    /** @param {(pathname: string) => Spoilt | undefined} how What happens to each answer from now on. */
    spoil(how) {
      spoil = how;
    },
    /** @param {string} served */
    show(served) {
      folder = served;
      bodies.clear();
    },
    async close() {
      for (const socket of connections) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * @param {string} folder
 * @param {string} base
 * @param {string} pathname
 * @returns {{ status: number, file?: string, location?: string }}
 */
function find(folder, base, pathname) {
  if (`${pathname}/` === base) return { status: 301, location: base };
  if (pathname.startsWith(base) && !pathname.split('/').includes('..')) {
    const place = path.join(folder, pathname.slice(base.length));
    if (isFile(place) && !pathname.endsWith('/')) return { status: 200, file: place };
    if (isFile(path.join(place, 'index.html'))) {
      if (pathname.endsWith('/')) return { status: 200, file: path.join(place, 'index.html') };
      return { status: 301, location: `${encodeURI(pathname)}/` };
    }
  }
  const notFound = path.join(folder, '404.html');
  return isFile(notFound) ? { status: 404, file: notFound } : { status: 404 };
}

/** @param {string} file */
function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
