/**
 * Lets the links to other languages lead to the place that the reader is at: points have the same addresses in
 * every language. Without it they lead to the top.
 */

const LINKS = '.languages a[data-same-page]';

export function keepPlace() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(LINKS));
  if (links.length === 0) return;
  const follow = () => {
    for (const link of links) link.hash = location.hash;
  };
  follow();
  addEventListener('hashchange', follow);
}
