/**
 * What narrows the results of the search page: facets with counts, dates, and the filters in force as chips.
 * The page brings a field set for each facet; its values are filled in here.
 *
 * @import { FacetValue, Found } from './engine.js'
 * @import { Filter, Question } from './question.js'
 * @import { Texts } from './view.js'
 */

import { filterCount, isDate, plainQuestion, withoutFilters } from './question.js';
import { element, languageName, part, text } from './view.js';

/** How many values of a facet are seen before all are asked for. */
const VALUES_SHOWN = 8;
/** The order of years is their own, that of others is by count. */
const YEAR = 'year';
/** Where the filters stand beside the results, and are always open. */
const BESIDE = '(min-width: 56.25rem)';

/** The filters of the search page. A change of theirs is a new question, which is told to `change`. */
export class Filters {
  /**
   * @param {Texts} texts
   * @param {(question: Question) => void} change
   */
  constructor(texts, change) {
    this.texts = texts;
    this.change = change;
    this.question = plainQuestion('', false);
    this.panel = /** @type {HTMLDetailsElement} */ (part(document, '#filters'));
    this.count = part(this.panel, '.filters-count');
    this.chips = part(document, '.results-filters');
    const fields = /** @type {NodeListOf<HTMLElement>} */ (this.panel.querySelectorAll('[data-facet]'));
    this.groups = [...fields].map((field) => new Group(field, texts, (facet, id) => this.#toggle(facet, id)));
    /** The facets that the page knows. */
    this.ids = this.groups.map((group) => group.id);
    this.dates = /** @type {HTMLInputElement[]} */ ([part(this.panel, '[name="from"]'), part(this.panel, '[name="to"]')]);
    for (const input of this.dates) {
      input.addEventListener('change', () => this.#changeDate(input));
      input.addEventListener('input', () => this.#markDate(input, false));
    }
    part(this.panel, '.filters-done').addEventListener('click', () => this.#close());
    const beside = window.matchMedia(BESIDE);
    const fit = () => {
      this.panel.open = beside.matches;
    };
    beside.addEventListener('change', fit);
    fit();
  }

  /**
   * Shows what of a question filters.
   *
   * @param {Question} question
   */
  setQuestion(question) {
    this.question = question;
    this.dates.forEach((input, at) => {
      const date = at === 0 ? question.from : question.to;
      if (document.activeElement !== input) input.value = date;
      this.#markDate(input, false);
    });
    for (const group of this.groups) group.choose(chosenOf(question, group.id));
    this.#showChips();
    const count = filterCount(question);
    this.count.textContent = count > 0 ? `(${count})` : '';
  }

  /** Shows nothing to narrow. */
  showNone() {
    if (filterCount(this.question) === 0) this.panel.hidden = true;
  }

  /**
   * Makes room for what narrows an answer, and learns the labels of the values chosen.
   *
   * @param {Found} found
   */
  showChosen({ reports, filters }) {
    this.panel.hidden = reports === 0 && filterCount(this.question) === 0;
    for (const { facet, values } of filters) {
      const group = this.#group(facet);
      for (const { id, label } of values) if (label) group?.labels.set(id, label);
    }
    this.#showChips();
  }

  /**
   * Shows how many reports each value has.
   *
   * @param {Found} found
   */
  showCounts(found) {
    for (const group of this.groups) {
      const facet = (found.facets ?? []).find(({ id }) => id === group.id);
      group.show(facet?.values ?? [], found.reports, chosenOf(this.question, group.id));
    }
    this.showChosen(found);
  }

  /** @param {string} id */
  #group(id) {
    return this.groups.find((group) => group.id === id);
  }

  /**
   * @param {string} facet
   * @param {string} id
   */
  #toggle(facet, id) {
    const { filters } = this.question;
    const others = filters.filter((filter) => filter[0] !== facet || filter[1] !== id);
    const next = others.length < filters.length ? others : [...filters, /** @type {Filter} */ ([facet, id])];
    this.change({ ...this.question, filters: next });
  }

  /** @param {HTMLInputElement} input */
  #changeDate(input) {
    const date = input.value.trim();
    const isKnown = date === '' || isDate(date);
    this.#markDate(input, !isKnown);
    if (isKnown) this.change({ ...this.question, [input.name]: date });
  }

  /**
   * @param {HTMLInputElement} input
   * @param {boolean} isWrong
   */
  #markDate(input, isWrong) {
    if (isWrong) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  }

  /** Shows a chip for each filter in force, which takes it away. */
  #showChips() {
    const { from, to, filters } = this.question;
    const chips = filters.map(([facet, id]) => {
      const group = this.#group(facet);
      return this.#chip(`${group?.name}: ${group?.label(id)}`, () => this.#toggle(facet, id));
    });
    if (from) chips.push(this.#chip(text(this.texts, 'since', { date: from }), () => this.change({ ...this.question, from: '' })));
    if (to) chips.push(this.#chip(text(this.texts, 'until', { date: to }), () => this.change({ ...this.question, to: '' })));
    if (chips.length > 1) {
      const clear = element('button', { type: 'button', class: 'chip chip-clear' }, text(this.texts, 'clear'));
      chips.push(this.#item(clear, () => this.change(withoutFilters(this.question))));
    }
    // Labels come later than the filters: the chips are only made anew if they say something else.
    if (chips.map(saidOf).join() === [...this.chips.children].map(saidOf).join()) return;
    const focused = [...this.chips.children].findIndex((chip) => chip.contains(document.activeElement));
    this.chips.replaceChildren(...chips);
    this.chips.hidden = chips.length === 0;
    if (focused >= 0) (chips[Math.min(focused, chips.length - 1)]?.querySelector('button') ?? part(document, '#results')).focus();
  }

  /**
   * @param {string} label
   * @param {() => void} act
   */
  #chip(label, act) {
    const button = element('button', { type: 'button', class: 'chip', 'aria-label': text(this.texts, 'remove', { label }) });
    button.append(label, ' ', element('span', { class: 'chip-cross', 'aria-hidden': 'true' }, '×'));
    return this.#item(button, act);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {() => void} act
   */
  #item(button, act) {
    button.addEventListener('click', act);
    return element('li', {}, button);
  }

  /** Leads from the filters, which cover the page of a phone, to the results. */
  #close() {
    this.panel.open = false;
    part(document, '#results').focus();
  }
}

/** The values of one facet, as check boxes. */
class Group {
  /**
   * @param {HTMLElement} field
   * @param {Texts} texts
   * @param {(facet: string, id: string) => void} toggle
   */
  constructor(field, texts, toggle) {
    this.field = field;
    this.texts = texts;
    this.toggle = toggle;
    this.id = field.dataset.facet ?? '';
    this.name = field.dataset.name ?? '';
    this.list = part(field, 'ul');
    this.all = part(field, 'button');
    this.isWhole = false;
    /** @type {Map<string, string>} */
    this.labels = new Map();
    /** @type {Map<string, HTMLElement>} */
    this.items = new Map();
    this.all.addEventListener('click', () => {
      this.isWhole = !this.isWhole;
      this.#fold();
    });
  }

  /**
   * Returns what a value is called.
   *
   * @param {string} id
   */
  label(id) {
    if (this.id === 'language') return languageName(id);
    if (this.id === 'kind') return this.texts[`kind_${id}`] ?? id;
    return this.labels.get(id) ?? id;
  }

  /**
   * Checks the boxes of the values chosen.
   *
   * @param {Set<string>} chosen
   */
  choose(chosen) {
    for (const [id, item] of this.items) boxOf(item).checked = chosen.has(id);
  }

  /**
   * Shows values with their counts. The box that has the focus stays where it is.
   *
   * @param {FacetValue[]} values
   * @param {number} reports How many reports were found.
   * @param {Set<string>} chosen
   */
  show(values, reports, chosen) {
    for (const { id, label } of values) if (label) this.labels.set(id, label);
    const listed = new Map(values.map((value) => [value.id, value]));
    const missing = [...chosen].filter((id) => !listed.has(id));
    const ordered = [...this.#ordered(values), ...missing.map((id) => ({ id, label: '', count: 0, chosen: true }))];
    const most = Math.max(1, ...values.map(({ count }) => count));
    const items = ordered.map((value) => this.#item(value, most, chosen.has(value.id)));
    const focused = this.list.contains(document.activeElement) ? document.activeElement?.closest('li') : null;
    for (const [id, item] of this.items) {
      if (items.includes(item)) continue;
      if (item === focused) {
        setCount(item, 0, most);
        continue;
      }
      item.remove();
      this.items.delete(id);
    }
    place(this.list, items, focused);
    // A value that all reports have tells nothing.
    const isPlain = values.length < 2 && chosen.size === 0 && values.every(({ count }) => count === reports);
    this.field.hidden = isPlain && !focused;
    this.#fold();
  }

  /** @param {FacetValue[]} values */
  #ordered(values) {
    return this.id === YEAR ? values : [...values].sort((one, other) => other.count - one.count);
  }

  /**
   * Returns the item of a value, which is made if there is none.
   *
   * @param {FacetValue} value
   * @param {number} most The largest count.
   * @param {boolean} isChosen
   */
  #item({ id, count, chosen }, most, isChosen) {
    let item = this.items.get(id);
    if (!item) {
      const box = element('input', { type: 'checkbox', name: this.id, value: id, form: 'site-search' });
      box.addEventListener('change', () => this.toggle(this.id, id));
      const label = element('label', {}, box, element('span', { class: 'facet-label' }), ' ', element('span', { class: 'count' }));
      item = element('li', {}, label);
      this.items.set(id, item);
    }
    const label = part(item, '.facet-label');
    if (label.textContent !== this.label(id)) label.textContent = this.label(id);
    const box = boxOf(item);
    box.checked = isChosen || chosen;
    // What the query itself says (`country:mexico`) is taken away there.
    box.disabled = chosen && !isChosen;
    setCount(item, count, most);
    return item;
  }

  /** Hides the values beyond the first few, unless all are asked for; never those chosen. */
  #fold() {
    const items = [...this.list.children];
    let shown = 0;
    for (const item of items) {
      const isKept = boxOf(item).checked || item.contains(document.activeElement);
      const isShown = this.isWhole || isKept || shown < VALUES_SHOWN;
      item.toggleAttribute('hidden', !isShown);
      shown += Number(isShown);
    }
    this.list.classList.toggle('whole', this.isWhole);
    this.all.hidden = items.length <= VALUES_SHOWN;
    this.all.setAttribute('aria-expanded', String(this.isWhole));
    this.all.textContent = text(this.texts, this.isWhole ? 'fewer' : 'show_all', { count: items.length });
  }
}

/**
 * Puts items into a list in their order, without moving the one that has the focus, which would lose it.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement[]} items
 * @param {Element | null | undefined} focused
 */
function place(list, items, focused) {
  const at = focused ? items.indexOf(/** @type {HTMLElement} */ (focused)) : -1;
  if (at >= 0) focused?.before(...items.slice(0, at));
  list.append(...items.slice(at + 1));
}

/**
 * @param {Element} item
 * @param {number} count
 * @param {number} most
 */
function setCount(item, count, most) {
  part(item, '.count').textContent = count.toLocaleString(document.documentElement.lang || undefined);
  // By way of the object model: the page's policy allows no `style` attribute.
  /** @type {HTMLElement} */ (item).style.setProperty('--share', String(count / most));
}

/**
 * @param {Element} item
 * @returns {HTMLInputElement}
 */
function boxOf(item) {
  return /** @type {HTMLInputElement} */ (part(item, 'input'));
}

/** @param {Element} chip */
function saidOf(chip) {
  return chip.textContent;
}

/**
 * @param {Question} question
 * @param {string} facet
 */
function chosenOf(question, facet) {
  return new Set(question.filters.flatMap(([name, id]) => (name === facet ? [id] : [])));
}
