/**
 * What a reader asks for, and how an address says it: `?q=taller&lang=all&sort=newest&from=2016&country=MX`.
 *
 * @typedef {[facet: string, id: string]} Filter A value that was chosen.
 *
 * @typedef {object} Question
 * @property {string} query As it was typed.
 * @property {boolean} all Whether all languages are searched.
 * @property {string} sort `newest` or `oldest`; empty for the best first.
 * @property {string} from The first date: a year, a month or a day; may be empty.
 * @property {string} to The last date.
 * @property {Filter[]} filters Values of one facet are alternatives.
 */

/** The parts of a question that an address names alike. */
const SINGLE = /** @type {const} */ (['sort', 'from', 'to']);
const SORTS = ['newest', 'oldest'];
/** A year, a month or a day. */
const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** @param {string} text */
export function isDate(text) {
  return DATE.test(text);
}

/**
 * Returns a question without filters.
 *
 * @param {string} query
 * @param {boolean} all
 * @returns {Question}
 */
export function plainQuestion(query, all) {
  return { query, all, sort: '', from: '', to: '', filters: [] };
}

/**
 * Returns the question that an address asks.
 *
 * @param {string} search The address's part from `?`.
 * @param {string[]} facets The facets there are: other parameters are none of ours.
 * @returns {Question}
 */
export function readQuestion(search, facets) {
  const parameters = new URLSearchParams(search);
  const question = plainQuestion(parameters.get('q') ?? '', parameters.get('lang') === 'all');
  for (const part of SINGLE) {
    const value = parameters.get(part) ?? '';
    // Anybody may have written the address.
    if (part === 'sort' ? SORTS.includes(value) : isDate(value)) question[part] = value;
  }
  for (const facet of facets) {
    const ids = new Set(parameters.getAll(facet).filter(Boolean));
    question.filters.push(...[...ids].map((id) => /** @type {Filter} */ ([facet, id])));
  }
  return question;
}

/**
 * Returns the address's part from `?` that asks a question; empty for the empty one.
 *
 * @param {Question} question
 */
export function questionAddress(question) {
  const query = question.query.trim();
  const parameters = new URLSearchParams();
  if (query) parameters.set('q', query);
  if (question.all) parameters.set('lang', 'all');
  for (const part of SINGLE) if (question[part]) parameters.set(part, question[part]);
  for (const [facet, id] of question.filters) parameters.append(facet, id);
  const search = parameters.toString();
  return search ? `?${search}` : '';
}

/**
 * Returns how many filters are in force.
 *
 * @param {Question} question
 */
export function filterCount({ from, to, filters }) {
  return filters.length + Number(from !== '') + Number(to !== '');
}

/**
 * Returns a question without its filters.
 *
 * @param {Question} question
 * @returns {Question}
 */
export function withoutFilters(question) {
  return { ...question, from: '', to: '', filters: [] };
}
