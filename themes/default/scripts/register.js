/**
 * The register of agreements, filtered as the reader chooses. The lists of the register are the index: of the lists
 * chosen, the pages of the shortest are fetched, newest first, and their entries kept that are in the others too.
 *
 * @import { Texts } from './view.js'
 */

import { fold } from './mark.js';
import { counted, part, text } from './view.js';

/** How many points are shown, and pages fetched, before the reader is asked whether to go on. */
const FOUND_MAX = 100;
const PAGES_MAX = 20;
/** How many pages are fetched at a time. */
const PAGES_AT_ONCE = 4;
const TYPING_PAUSE_MS = 250;

/**
 * @typedef {object} Search What was asked for, and how far the answer is.
 * @property {string[]} lists The lists that a point must be in.
 * @property {string[]} words The words that it must have, folded.
 * @property {string[]} pages The addresses of the pages that are to be looked at.
 * @property {number} next The place of the page to look at next.
 * @property {number} found
 * @property {number} seen
 * @property {number} total How many points the pages have.
 */

/**
 * Lets a form filter the register that it stands in.
 *
 * @param {HTMLFormElement} form
 * @param {Texts} texts
 */
export function attachRegister(form, texts) {
  const register = new Register(form, texts);
  form.hidden = false;
  addEventListener('popstate', () => register.followAddress());
  register.followAddress();
}

class Register {
  /** @type {Map<string, Element[]>} */
  #groups = new Map();
  /** @type {Search | undefined} */
  #search;
  #typing = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {Texts} texts
   */
  constructor(form, texts) {
    this.form = form;
    this.texts = texts;
    this.selects = [...form.querySelectorAll('select')];
    this.words = /** @type {HTMLInputElement} */ (part(form, 'input'));
    this.status = part(document, '#register-status');
    this.index = part(document, '#register-index');
    this.results = part(document, '#register-found');
    this.list = part(this.results, '.agreement-groups');
    this.more = part(this.results, '.register-more');
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask(true);
    });
    form.addEventListener('change', (event) => {
      if (event.target !== this.words) this.#ask(true);
    });
    // The fields are emptied after the event.
    form.addEventListener('reset', () => setTimeout(() => this.#ask(true)));
    this.words.addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#ask(false), TYPING_PAUSE_MS);
    });
    part(this.more, 'button').addEventListener('click', () => this.#goOn());
  }

  /** Shows what the address asks for. */
  followAddress() {
    const parameters = new URLSearchParams(location.search);
    for (const select of this.selects) {
      select.value = parameters.get(select.name) ?? '';
      // Anybody may have written the address.
      if (select.selectedIndex < 0) select.value = '';
    }
    this.words.value = parameters.get('q') ?? '';
    this.#start();
  }

  /**
   * Puts what is chosen into the address, and shows it.
   *
   * @param {boolean} isStep Whether the back button is to lead to what was before.
   */
  #ask(isStep) {
    clearTimeout(this.#typing);
    const fields = [...this.selects, this.words].map(({ name, value }) => [name, value.trim()]);
    const search = new URLSearchParams(fields.filter(([, value]) => value)).toString();
    const address = location.pathname + (search ? `?${search}` : '');
    if (address === location.pathname + location.search) return;
    if (isStep) history.pushState(null, '', address);
    else history.replaceState(history.state, '', address);
    this.#start();
  }

  #start() {
    const options = this.selects.filter(({ value }) => value).map((select) => select.selectedOptions[0]);
    const chosen = options.flatMap((option) => option ?? []);
    const words = fold(this.words.value).split(/\s+/).filter(Boolean);
    const isAsked = chosen.length + words.length > 0;
    this.index.hidden = isAsked;
    this.results.hidden = !isAsked;
    this.list.replaceChildren();
    this.status.textContent = '';
    this.#search = undefined;
    if (!isAsked) return;
    // Only the lists of years have every word.
    const isBrief = words.length > 0 && this.form.dataset.brief !== undefined;
    const usable = chosen.filter((option) => !isBrief || option.closest('select')?.name === 'year');
    const shortest = usable.sort((a, b) => count(a) - count(b))[0];
    // The years are the one way to list points in which each is once.
    const years = part(this.form, 'select[name="year"]').querySelectorAll('option[data-list]');
    const lists = shortest ? [shortest] : /** @type {HTMLOptionElement[]} */ ([...years]);
    this.#search = {
      lists: chosen.map(({ dataset }) => dataset.list ?? ''),
      words,
      pages: lists.flatMap((option) => this.#pages(option)),
      next: 0,
      found: 0,
      seen: 0,
      total: lists.reduce((sum, option) => sum + count(option), 0),
    };
    this.#goOn();
  }

  /**
   * Returns the addresses of the pages of a list.
   *
   * @param {HTMLOptionElement} option
   */
  #pages(option) {
    const { root, page } = this.form.dataset;
    const pages = Math.ceil(count(option) / Number(page));
    return Array.from({ length: pages }, (_, at) => `${root}${option.dataset.list}/${at > 0 ? `${at + 1}/` : ''}`);
  }

  /** Looks at further pages until there is enough to show. */
  async #goOn() {
    const search = this.#search;
    if (!search) return;
    const stop = { found: search.found + FOUND_MAX, page: search.next + PAGES_MAX };
    this.more.hidden = true;
    this.results.setAttribute('aria-busy', 'true');
    const loading = setTimeout(() => this.#say(text(this.texts, 'register_loading')), 1000);
    let failed = false;
    try {
      while (search.next < search.pages.length && search.next < stop.page && search.found < stop.found) {
        const pages = search.pages.slice(search.next, search.next + PAGES_AT_ONCE);
        const groups = await Promise.all(pages.map((page) => this.#fetch(page)));
        if (search !== this.#search) return;
        search.next += pages.length;
        for (const group of groups.flat()) this.#add(group, search);
      }
    } catch {
      failed = true;
    } finally {
      clearTimeout(loading);
    }
    if (search !== this.#search) return;
    this.results.removeAttribute('aria-busy');
    this.more.hidden = search.next >= search.pages.length;
    this.#say(failed ? text(this.texts, 'register_failed') : this.#outcome(search));
  }

  /**
   * Returns the points of a page by report.
   *
   * @param {string} address
   */
  async #fetch(address) {
    const known = this.#groups.get(address);
    if (known) return known;
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status}`);
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const groups = [...page.querySelectorAll('.agreement-group')];
    this.#groups.set(address, groups);
    return groups;
  }

  /**
   * Shows what passes of the points of a report.
   *
   * @param {Element} group
   * @param {Search} search
   */
  #add(group, search) {
    const entries = [...group.querySelectorAll('.agreement')];
    const passing = entries.filter((entry) => passes(/** @type {HTMLElement} */ (entry), search));
    search.seen += entries.length;
    search.found += passing.length;
    if (passing.length === 0) return;
    const shown = document.importNode(group, true);
    const copies = passing.map((entry) => {
      const copy = document.importNode(entry, true);
      // What a sub-point belongs to need not be said when it stands right above.
      if (!passing.includes(/** @type {Element} */ (entry.previousElementSibling))) copy.classList.remove('agreement-follows');
      return copy;
    });
    const last = this.list.lastElementChild;
    // A report may begin on one page of a list and end on the next.
    if (last && link(last) === link(shown)) part(last, '.agreements').append(...copies);
    else {
      part(shown, '.agreements').replaceChildren(...copies);
      this.list.append(shown);
    }
  }

  /** @param {Search} search */
  #outcome({ found, seen, total, next, pages }) {
    const counts = counted(this.texts, 'register', found);
    if (next < pages.length) {
      const [some, all] = [seen, total].map((number) => number.toLocaleString(document.documentElement.lang));
      return text(this.texts, 'register_so_far', { found: counts, seen: some ?? '', total: all ?? '' });
    }
    return found > 0 ? counts : text(this.texts, 'register_none');
  }

  /** @param {string} line */
  #say(line) {
    this.status.textContent = line;
  }
}

/**
 * @param {HTMLElement} entry
 * @param {Search} search
 */
function passes(entry, { lists, words }) {
  const own = entry.dataset.lists?.split(' ') ?? [];
  if (!lists.every((list) => own.includes(list))) return false;
  const content = words.length > 0 ? fold(entry.textContent ?? '') : '';
  return words.every((word) => content.includes(word));
}

/** @param {Element} group */
function link(group) {
  return group.querySelector('.agreement-report a')?.getAttribute('href');
}

/** @param {HTMLOptionElement} option */
function count(option) {
  return Number(option.dataset.count);
}
