/**
 * A server for a folder that behaves as GitHub Pages does: at the root or below a path, with `404.html`, a
 * redirect to the slash at the end of a folder's address, and gzip for text and WebAssembly.
 * It knows what was asked of it and how many bytes it sent.
 */

import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
/** What GitHub Pages compresses; all else is sent as it is. */
const COMPRESSED = new Set(['.html', '.css', '.js', '.mjs', '.json', '.wasm', '.svg', '.xml', '.txt']);

/**
 * @typedef {{ path: string, status: number, bytes: number }} Answer `bytes` are those of the body, as sent.
 */

/**
 * Starts a server on a free port of 127.0.0.1; which folder it serves may be said later.
 *
 * @param {string} base The path that the site stands at, with `/` at both ends.
 */
export async function serve(base = '/') {
  let folder = '';
  /** @type {Answer[]} */
  const log = [];
  const bodies = new Map();

  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const answer = find(folder, base, decodeURIComponent(pathname));
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
    headers['Content-Length'] = body.length;
    log.push({ path: pathname, status: answer.status, bytes: body.length });
    response.writeHead(answer.status, headers);
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    /** The site's address, with `/` at its end. */
    url: `http://127.0.0.1:${port}${base}`,
    log,
    /** @param {string} served */
    show(served) {
      folder = served;
      bodies.clear();
    },
    async close() {
      server.closeAllConnections();
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
