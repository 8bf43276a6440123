// Leads on from a former address. What stands behind `?` and `#` goes along: it may name a point.
const { to } = document.currentScript.dataset;
if (to) location.replace(to + location.search + location.hash);
