// The preview's script: loads the page again when the site has changed, says how long that took, and marks links to
// pages that would not be published.
(() => {
  const { follow, state, build, title, updated, close, marks } = document.currentScript.dataset;
  const ASK_MS = 1000;
  const now = () => performance.timeOrigin + performance.now();
  const stored = (key) => JSON.parse(sessionStorage.getItem(key) ?? 'null');
  const store = (key, value) => sessionStorage.setItem(key, JSON.stringify(value));

  followChanges();

  // A page that is loaded again is announced by its title.
  if (title) document.title = `${title} – ${document.title}`;

  // Which lists are open is kept from page to page; errors open themselves with each build.
  for (const list of document.querySelectorAll('#actas\\:preview details')) {
    const key = list.className === 'actas-errors' ? `${list.className} ${build}` : list.className;
    list.open = stored(key) ?? list.open;
    list.addEventListener('toggle', () => store(key, list.open));
  }

  const reload = stored('actas-reload');
  sessionStorage.removeItem('actas-reload');
  if (reload && !stored('actas-timing-closed')) {
    addEventListener('load', () => showTiming(Math.round(reload.ms + now() - reload.at)));
  }

  const held = JSON.parse(marks);
  if (Object.keys(held).length > 0) {
    addEventListener('DOMContentLoaded', () => {
      markLinks();
      // Search results come later.
      new MutationObserver(markLinks).observe(document.body, { subtree: true, childList: true });
    });
  }

  // All pages of a browser share what one worker hears. Where there is none, each asks now and then.
  function followChanges() {
    try {
      const worker = new SharedWorker(follow, { name: 'actas-preview' });
      new BroadcastChannel('actas-preview').addEventListener('message', ({ data }) => hear(JSON.parse(data)));
      worker.port.addEventListener('message', ({ data }) => hear(JSON.parse(data)));
      worker.addEventListener('error', ask, { once: true });
      worker.port.start();
    } catch {
      ask();
    }
  }

  async function ask() {
    try {
      hear(await (await fetch(state)).json());
    } catch {
      // The server is away; it may come back.
    }
    setTimeout(ask, ASK_MS);
  }

  function hear(told) {
    if (told.build === build) return;
    store('actas-reload', { at: now(), ms: told.ms });
    location.reload();
  }

  function showTiming(ms) {
    const line = document.createElement('p');
    line.className = 'actas-timing';
    line.setAttribute('role', 'status');
    const button = document.createElement('button');
    button.textContent = '×';
    button.setAttribute('aria-label', close);
    button.addEventListener('click', () => {
      store('actas-timing-closed', true);
      line.remove();
    });
    line.append(updated.replace('{ms}', String(ms)), ' ', button);
    document.querySelector('#actas\\:preview .actas-panel').append(line);
  }

  // Not those of the language switch, which lead from a page to itself.
  function markLinks() {
    for (const link of document.querySelectorAll('a[href]:not([data-actas-marked], [hreflang])')) {
      const label = link.origin === location.origin && held[link.pathname];
      if (!label || link.textContent.trim() === '') continue;
      link.dataset.actasMarked = '';
      const mark = document.createElement('span');
      mark.className = 'actas-mark';
      mark.textContent = label;
      link.append(' ', mark);
    }
  }
})();
