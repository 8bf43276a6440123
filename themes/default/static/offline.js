// Has the browser keep the site, so that it can be read without a connection. The worker is asked for once the page is there:
// what the reader came for goes first.
const { worker } = document.currentScript.dataset;
if (worker && 'serviceWorker' in navigator) {
  addEventListener('load', () => {
    // A browser that keeps nothing shows the site all the same.
    navigator.serviceWorker.register(worker).catch(() => {});
  });
}
