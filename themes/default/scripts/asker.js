/**
 * Asks the engine one question at a time, for a surface that shows the answers.
 *
 * @import { Amount, Engine, Found } from './engine.js'
 * @import { Question } from './question.js'
 *
 * @typedef {object} View A surface.
 * @property {() => void} slow Told when an answer takes long.
 * @property {(found: Found, question: Question) => void} show
 * @property {(error: unknown) => void} fail
 */

/** How long to wait for the next key, in milliseconds. */
export const DEBOUNCE_MS = 80;
/** How long an answer may take before the reader is told that it is on its way, in milliseconds. */
const LOADING_AFTER_MS = 250;

/** A newer question takes the place of the one before it, whose answer is then never shown. */
export class Asker {
  #engine;
  #view;
  #timer = 0;
  #pending = new AbortController();

  /**
   * @param {Engine} engine
   * @param {View} view
   */
  constructor(engine, view) {
    this.#engine = engine;
    this.#view = view;
  }

  /**
   * @param {Question} question
   * @param {Amount} amount
   * @param {number} [delay] In milliseconds.
   */
  ask(question, amount, delay = 0) {
    this.stop();
    this.#pending = new AbortController();
    const { signal } = this.#pending;
    this.#timer = window.setTimeout(() => this.#answer(question, amount, signal), delay);
  }

  /** Forgets the question that is under way. */
  stop() {
    window.clearTimeout(this.#timer);
    this.#pending.abort();
  }

  /**
   * Asks for more of what was shown. Returns nothing if another question was asked meanwhile, or if it failed.
   *
   * @param {Question} question
   * @param {Amount} amount
   * @param {(error: unknown) => void} fail
   * @returns {Promise<Found | null>}
   */
  async more(question, amount, fail) {
    const { signal } = this.#pending;
    try {
      const found = await this.#engine.search(question, amount, signal);
      return signal.aborted ? null : found;
    } catch (error) {
      if (!signal.aborted) fail(error);
      return null;
    }
  }

  /**
   * @param {Question} question
   * @param {Amount} amount
   * @param {AbortSignal} signal
   */
  async #answer(question, amount, signal) {
    const slow = window.setTimeout(() => signal.aborted || this.#view.slow(), LOADING_AFTER_MS);
    const found = await this.more(question, amount, (error) => this.#view.fail(error));
    window.clearTimeout(slow);
    if (found) this.#view.show(found, question);
  }
}
