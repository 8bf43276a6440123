/**
 * The archive without a connection. The build puts a line `const SITE = …` before this: the version, which follows from the
 * content, the list of files to keep at the first visit, the page for what was not kept, and the entries of the index.
 *
 * Each version has a cache of its own. Pages come from the network, and from the cache where there is none: an archive is
 * read to see what it says today, so what was kept is never shown in the place of what can be had. Files in folders that are
 * named by a hash never change, so they come from the cache first. The entries of the index are kept with the files that
 * they name, never by themselves.
 */

/** All sites of a host share Cache Storage. */
const OURS = `actas-offline ${registration.scope} `;
const CACHE = OURS + SITE.version;
/** What a kept file says of itself: the digest that it was held to, or nothing for a page that was visited. */
const INTEGRITY = 'x-actas-integrity';
/** How long a page may take before the one that is kept is shown, in milliseconds. */
const PATIENCE_MS = 4000;
/** Of the pages visited in the version before, so many are fetched anew: those visited last. */
const VISITED_MAX = 50;
/** How many files are fetched at once. */
const AT_ONCE = 6;
/** Files whose content is named by their folder. */
const HASHED = /^(assets\/[0-9a-f]{12}|search\/[\w-]+-[0-9a-f]{12})\//;

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === null || request.headers.has('range')) return;
  if (request.mode === 'navigate') event.respondWith(page(event, path));
  else if (HASHED.test(path)) event.respondWith(hashed(request));
  else if (SITE.entries.includes(path)) event.respondWith(fresh(request, false));
  else if (request.destination === 'image') event.respondWith(fresh(request, true));
});

/** Returns the path of an address from the root of the site; `null` if it is elsewhere. */
function pathOf(address) {
  const plain = address.replace(/[?#].*$/s, '');
  return plain.startsWith(registration.scope) ? plain.slice(registration.scope.length) : null;
}

/** Keeps all files of the list, or fails: then the worker before this one stays, and the next visit tries again. */
async function install() {
  const cache = await caches.open(CACHE);
  const before = await olderCaches();
  const answer = await fetch(SITE.list, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${SITE.list}: ${answer.status}`);
  await inTurn(await answer.json(), ([path, integrity]) => keepListed(cache, before, path, integrity));
  // What cannot be had of these is fetched when it is visited.
  await inTurn(await visitedPages(before), (address) => keepVisited(cache, address).catch(() => {}));
  // Pages name their files by hash, so that those of two versions do not mix although this one takes over at once.
  await skipWaiting();
}

/** Removes the caches of all versions but this one and the one before, whose pages may still be open. */
async function activate() {
  const older = await olderCaches();
  for (const name of older.slice(0, -1)) await caches.delete(name);
  await clients.claim();
}

/** Returns the names of the caches of other versions, the latest last. */
async function olderCaches() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
}

/** Does something for each, a few at a time. */
async function inTurn(items, work) {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Keeps a file of the list as this version has it: from the version before if it was the same there. */
async function keepListed(cache, before, path, integrity) {
  const address = new URL(path, registration.scope).href;
  for (const name of [CACHE, ...before]) {
    const kept = await (await caches.open(name)).match(address);
    if (kept?.headers.get(INTEGRITY) !== integrity) continue;
    if (name !== CACHE) await cache.put(address, kept);
    return;
  }
  // The browser refuses what has another digest: a deploy that is under way cannot be kept half old, half new. Pages are not to
  // be put into its own cache as well, which would show them for minutes without asking whether they are of today.
  const answer = await fetch(address, { cache: HASHED.test(path) ? 'default' : 'no-store', integrity });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  await cache.put(address, await plain(answer, integrity));
}

/** Returns the addresses of pages that are open, or that the version before kept because they were visited. */
async function visitedPages(before) {
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const addresses = open.map((client) => client.url.replace(/[?#].*$/s, ''));
  const last = before.at(-1);
  if (last) {
    const cache = await caches.open(last);
    const visited = [];
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      if (!kept?.headers.get(INTEGRITY) && isPage(kept)) visited.push(request.url);
    }
    addresses.push(...visited.slice(-VISITED_MAX));
  }
  return [...new Set(addresses)].filter((address) => pathOf(address) !== null);
}

async function keepVisited(cache, address) {
  if (await cache.match(address)) return;
  const answer = await fetch(address);
  if (answer.ok && isPage(answer)) await cache.put(address, await plain(answer, ''));
}

function isPage(answer) {
  return (answer?.headers.get('content-type') ?? '').startsWith('text/html');
}

/** Returns an answer without what belongs to its way here: it was decompressed, and perhaps redirected. */
async function plain(answer, integrity) {
  const headers = { [INTEGRITY]: integrity, 'content-type': answer.headers.get('content-type') ?? '' };
  return new Response(await answer.arrayBuffer(), { headers });
}

/** Returns a page: of today, the one that is kept, or the one that says what can be read without a connection. */
async function page(event, path) {
  const cache = await caches.open(CACHE);
  const folder = path.replace(/(^|\/)index\.html$/, '$1');
  const address = registration.scope + folder;
  const kept = await cache.match(address);
  try {
    const answer = await (kept ? patiently(fetch(event.request)) : fetch(event.request));
    if (answer.status >= 500 && kept) return kept;
    if (answer.ok && isPage(answer)) event.waitUntil(keepPage(cache, address, answer.clone()));
    return answer;
  } catch {
    if (kept) return kept;
    const { search } = new URL(event.request.url);
    if (!folder.endsWith('/') && (await cache.match(`${address}/`))) return Response.redirect(`${address}/${search}`);
    return notKept(cache, folder);
  }
}

/** Keeps a page that was visited, unless it is the one that is kept already. */
async function keepPage(cache, address, answer) {
  try {
    await cache.put(address, await plain(answer, ''));
  } catch {
    // There is no room: it is fetched again.
  }
}

/** Returns what comes in time, or fails. */
function patiently(coming) {
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), PATIENCE_MS));
  return Promise.race([coming, late]);
}

/** Returns the page for what is not kept, in the language of the address. */
async function notKept(cache, path) {
  const place = SITE.offline.findLast(([folder]) => path.startsWith(folder)) ?? SITE.offline[0];
  const kept = await cache.match(registration.scope + place[1]);
  if (!kept) return Response.error();
  return new Response(kept.body, { status: 503, headers: kept.headers });
}

/** Returns a file whose content its address names: the one that is kept, unless it was found to be damaged. */
async function hashed(request) {
  const kept = request.cache === 'reload' ? undefined : await caches.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  // The search keeps the files of its index by itself.
  if (answer.ok && pathOf(request.url)?.startsWith('assets/')) {
    const cache = await caches.open(CACHE);
    await keepPage(cache, request.url, answer.clone());
  }
  return answer;
}

/** Returns a file of today, or the one that is kept. */
async function fresh(request, isKept) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok && isKept) await keepPage(cache, request.url, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request.url);
    if (kept) return kept;
    throw error;
  }
}
