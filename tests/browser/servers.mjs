/**
 * Servers of other people, each for one folder on 127.0.0.1: what hosts do with the files of a site.
 *
 * @typedef {object} Host
 * @property {string} name
 * @property {string} url With a slash at its end.
 * @property {() => void} stop
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { temporaryFolder } from './site.mjs';

/** Debian's table of types, and what Apache's own settings there add to it (`mods-available/mime.conf`). */
const TYPES = '/etc/mime.types';
const NGINX_TYPES = '/etc/nginx/mime.types';
const APACHE_MODULES = '/usr/lib/apache2/modules';

/** Returns a port that is free now. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket();
    socket.on('error', reject);
    socket.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (socket.address());
      socket.close(() => resolve(port));
    });
  });
}

/**
 * Waits until a server answers, whatever it says.
 *
 * @param {string} url
 */
export async function untilAnswered(url) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(url).then(() => true, () => false)) return;
    await pause(50);
  }
  throw new Error(`no answer from ${url}`);
}

/**
 * A server that knows the types of pages, pictures and text, and says nothing of others.
 *
 * @param {string} folder
 * @returns {Promise<Host>}
 */
export async function plain(folder) {
  /** @type {Record<string, string>} */
  const types = { '.html': 'text/html', '.txt': 'text/plain', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.pdf': 'application/pdf', '.xml': 'text/xml' };
  const server = createServer((request, response) => {
    const file = path.join(folder, decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    if (!existsSync(file)) return void response.writeHead(404).end();
    const type = types[path.extname(file).toLowerCase()];
    response.writeHead(200, type ? { 'Content-Type': type } : {}).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { name: 'plain', url: `http://127.0.0.1:${port}/`, stop: () => server.close() };
}

/**
 * Python's server.
 *
 * @param {string} folder
 * @returns {Promise<Host>}
 */
export async function python(folder) {
  const port = await freePort();
  return start('Python', port, 'python3', ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', folder]);
}

/**
 * nginx with Debian's types; none where it is not installed.
 *
 * @param {string} folder
 * @returns {Promise<Host | null>}
 */
export async function nginx(folder) {
  if (!existsSync('/usr/sbin/nginx') || !existsSync(NGINX_TYPES)) return null;
  const port = await freePort();
  const own = temporaryFolder();
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${own}/${name};`).join(' ');
  const settings = `daemon off; pid ${own}/pid; error_log ${own}/log; ${asRoot('user root;')} events {}
    http { include ${NGINX_TYPES}; default_type application/octet-stream; access_log off; ${paths}
      server { listen 127.0.0.1:${port}; root "${folder}"; } }`;
  writeFileSync(path.join(own, 'conf'), settings);
  return start('nginx', port, '/usr/sbin/nginx', ['-c', path.join(own, 'conf'), '-p', own]);
}

/**
 * Apache with Debian's types and settings; none where it is not installed. With `handlers` it runs what servers run by the
 * ending of a name, wherever in the name that stands, and includes what pages ask it to.
 *
 * @param {string} folder
 * @param {{ handlers?: boolean }} [options]
 * @returns {Promise<Host | null>}
 */
export async function apache(folder, { handlers = false } = {}) {
  if (!existsSync('/usr/sbin/apache2')) return null;
  const port = await freePort();
  const own = temporaryFolder();
  mkdirSync(path.join(own, 'run'));
  const modules = ['mpm_event', 'authz_core', 'mime', 'negotiation', 'dir', 'include', 'cgid', 'asis'];
  const load = modules.map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`);
  const run = [
    'AddHandler cgi-script .php .php3 .php5 .phtml .phar .pl .py .rb .sh .cgi .asp .aspx .jsp .cfm .lua .bat .exe',
    'AddHandler send-as-is .asis',
    'AddOutputFilter INCLUDES .html .shtml .shtm .stm',
    `Options +ExecCGI +Includes`,
  ];
  const debian = existsSync('/etc/apache2/mods-available/mime.conf')
    ? ['Include /etc/apache2/mods-available/mime.conf']
    : [`TypesConfig ${TYPES}`, 'AddHandler type-map var', 'AddType text/html .shtml', 'AddOutputFilter INCLUDES .shtml'];
  const settings = [
    ...load,
    `ServerRoot ${own}`,
    `DefaultRuntimeDir ${own}/run`,
    `PidFile ${own}/pid`,
    `ErrorLog ${own}/log`,
    'ServerName 127.0.0.1',
    `Listen 127.0.0.1:${port}`,
    asRoot('User www-data\nGroup www-data'),
    `DocumentRoot "${folder}"`,
    ...debian,
    `<Directory "${folder}">`,
    'Require all granted',
    'Options FollowSymLinks',
    ...(handlers ? run : []),
    '</Directory>',
  ];
  writeFileSync(path.join(own, 'conf'), `${settings.join('\n')}\n`);
  const name = handlers ? 'Apache with handlers' : 'Apache';
  return start(name, port, '/usr/sbin/apache2', ['-f', path.join(own, 'conf'), '-D', 'FOREGROUND']);
}

/** @param {string} settings */
function asRoot(settings) {
  return process.getuid?.() === 0 ? settings : '';
}

/**
 * @param {string} name
 * @param {number} port
 * @param {string} command
 * @param {string[]} parameters
 * @returns {Promise<Host>}
 */
async function start(name, port, command, parameters) {
  const server = spawn(command, parameters, { stdio: 'ignore' });
  // A check that takes too long is left as it is.
  process.once('exit', () => server.kill());
  const url = `http://127.0.0.1:${port}/`;
  await untilAnswered(url);
  return { name, url, stop: () => void server.kill() };
}
