// Of the preview: listens to what changes for all pages of this browser at once. Browsers open six connections to a host, so
// that pages which each listened for themselves would keep the seventh waiting.
const pages = new BroadcastChannel('actas-preview');
let last = null;

addEventListener('connect', ({ ports: [page] }) => {
  if (last !== null) page.postMessage(last);
});
listen();

function listen() {
  const events = new EventSource(new URL('events', location.href));
  events.addEventListener('message', ({ data }) => {
    last = data;
    pages.postMessage(data);
  });
  events.addEventListener('error', () => {
    // While the server is away nothing is known.
    last = null;
    // Some browsers try again by themselves, others give up.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
  });
}
