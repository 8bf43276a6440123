/**
 * The site is no longer kept on its readers' devices: this takes the place of the worker that kept it, removes all that it kept
 * and goes.
 */

const OURS = `actas-offline ${registration.scope} `;

addEventListener('install', (event) => event.waitUntil(skipWaiting()));
addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS)) await caches.delete(name);
  }
  await registration.unregister();
}
