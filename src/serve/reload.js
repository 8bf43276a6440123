// Loads the page again when the site has changed, and shows what is wrong with the sources.
(() => {
  const { events, errors } = document.currentScript.dataset;
  new EventSource(events).addEventListener('message', () => location.reload());
  if (!errors) return;
  const box = document.createElement('pre');
  box.id = 'actas-errors';
  box.setAttribute('role', 'alert');
  box.textContent = errors;
  const style = {
    position: 'fixed', inset: 'auto 0 0 0', maxHeight: '60vh', overflow: 'auto', margin: '0', padding: '1rem',
    background: '#2b0d0d', color: '#fff', font: '14px/1.45 ui-monospace, monospace', zIndex: '1000',
    borderTop: '4px solid #e5484d', whiteSpace: 'pre-wrap',
  };
  Object.assign(box.style, style);
  document.body.append(box);
})();
