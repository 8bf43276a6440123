/**
 * Many readers search the sample archive at once: each a page of Chromium with a cache of its own, typing into the
 * search page that is published, over a plain static server (Python's, in a process of its own). After ten
 * queries a reader leaves, and one whose cache is empty takes the place.
 *
 * Every answer is compared with the one that a single reader got before, and that one with `actas search`, which asks
 * tantivy. A wrong answer, or none, is an error.
 *
 *     node load.mjs [--readers 50] [--minutes 5]
 */

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'smol-toml';

import { closeBrowser, newPage } from './browser.mjs';
import { binary, build, removeTemporaryFolders, repository, run } from './site.mjs';

/** @typedef {{ query: string, language: string }} Question */
/** @typedef {{ status: string, reports: string[], passages: string[], failed: boolean, milliseconds: number }} Answer */

/** The search pages of the languages, from the root of the site. */
const PAGES = new Map([['es', 'buscar/'], ['en', 'en/search/']]);
/** How many queries a reader asks. */
const QUERIES_PER_READER = 10;
/** How many reports the first page of an answer has at most. */
const REPORTS_MAX = 10;
/** How long an answer may take, in milliseconds. */
const ANSWER_MS_MAX = 60_000;
/** The longest pause between an answer and the next query, in milliseconds. */
const PAUSE_MS_MAX = 2000;
/** How many wrong answers are told one by one. */
const TOLD_MAX = 10;

const { values } = parseArgs({
  options: { readers: { type: 'string', default: '50' }, minutes: { type: 'string', default: '5' } },
});
const [readers, minutes] = [Number(values.readers), Number(values.minutes)];
if (!(readers >= 1 && minutes > 0)) {
  console.error('usage: node load.mjs [--readers 50] [--minutes 5]');
  process.exit(2);
}

const port = await freePort();
const root = `http://127.0.0.1:${port}/`;
const { folder } = await build({ baseUrl: root });
const server = spawn('python3', ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', folder], { stdio: 'ignore' });
/** @type {string[]} */
const wrong = [];
/** @type {number[]} */
const times = [];
let left = 0;
try {
  await listening(root);
  const expected = await answersOfOne();
  console.log(`${expected.size} queries answered as by \`actas search\`; now ${readers} readers for ${minutes} minutes`);
  // The time begins when all are there.
  const first = await Promise.all(Array.from({ length: readers }, () => arrive()));
  const end = performance.now() + minutes * 60_000;
  await Promise.all(first.map((reader) => readUntil(end, expected, reader)));
} finally {
  server.kill();
  await closeBrowser();
  removeTemporaryFolders();
}
for (const line of wrong.slice(0, TOLD_MAX)) console.log(line);
console.log(summary());
process.exit(wrong.length > 0 || times.length === 0 ? 1 : 0);

/** Returns the queries that are asked: those of the table, each in its language. */
function questions() {
  const table = readFileSync(path.join(repository, 'tests', 'queries', 'sample.toml'), 'utf8');
  const { query } = /** @type {any} */ (parse(table));
  const asked = new Map();
  for (const { text, language } of query) if (PAGES.has(language) && text.trim()) asked.set(`${language} ${text}`, { query: text, language });
  return /** @type {Map<string, Question>} */ (asked);
}

/** Asks every query once, one after another. Returns the answers, held against those of `actas search`. */
async function answersOfOne() {
  /** @type {Map<string, { question: Question, answer: Answer }>} */
  const answers = new Map();
  for (const [language] of PAGES) {
    const reader = await open(language);
    for (const [key, question] of questions()) {
      if (question.language !== language) continue;
      const answer = await ask(reader.page, question.query);
      const reference = await ofTantivy(question);
      const shown = answer.reports.length;
      const isSame =
        !answer.failed &&
        same(answer.reports, reference.reports.slice(0, shown)) &&
        (shown > 0 || reference.reports.length === 0) &&
        same(answer.passages, reference.passages.slice(0, shown).flat());
      if (!isSame) throw new Error(`${key}: ${JSON.stringify(answer)}\nactas search: ${JSON.stringify(reference)}`);
      answers.set(key, { question, answer });
    }
    await reader.close();
  }
  return answers;
}

/**
 * Returns the reports and passages that `actas search` finds, by their addresses.
 *
 * @param {Question} question
 */
async function ofTantivy({ query, language }) {
  const parameters = ['search', '--json', '--limit', String(REPORTS_MAX), '--language', language, '--site', repository, '--', query];
  const { code, stdout, stderr } = await run(binary(), parameters);
  if (code !== 0) throw new Error(`actas search ${query}: ${stderr}`);
  const { reports } = JSON.parse(stdout);
  return {
    reports: reports.map((/** @type {any} */ report) => report.url),
    // Those at the head of a report have no link of their own.
    passages: reports.map((/** @type {any} */ report) =>
      report.passages.map((/** @type {any} */ passage) => passage.url).filter((/** @type {string} */ url) => url.includes('#')),
    ),
  };
}

/**
 * Opens a search page as somebody who was never there.
 *
 * @param {string} language
 */
async function open(language) {
  const reader = await newPage();
  reader.page.setDefaultTimeout(ANSWER_MS_MAX);
  await reader.page.goto(root + PAGES.get(language), { timeout: ANSWER_MS_MAX });
  return reader;
}

/** Opens the search page of a language at random. */
async function arrive() {
  const language = pick([...PAGES.keys()]);
  return { language, reader: await open(language) };
}

/**
 * One reader after another asks queries at random until the time is over.
 *
 * @param {number} end
 * @param {Map<string, { question: Question, answer: Answer }>} expected
 * @param {Awaited<ReturnType<typeof arrive>>} first
 */
async function readUntil(end, expected, first) {
  /** @type {typeof first | undefined} */
  let next = first;
  while (performance.now() < end) {
    try {
      const { language, reader } = next ?? (await arrive());
      next = undefined;
      const own = [...expected.values()].filter(({ question }) => question.language === language);
      for (let asked = 0; asked < QUERIES_PER_READER && performance.now() < end; asked += 1) {
        const { question, answer } = pick(own);
        const found = await ask(reader.page, question.query);
        times.push(found.milliseconds);
        const isSame = found.status === answer.status && same(found.reports, answer.reports) && same(found.passages, answer.passages);
        if (found.failed) wrong.push(`no answer: ${language} ${question.query}: ${found.status}`);
        else if (!isSame) wrong.push(`wrong: ${language} ${question.query}: ${JSON.stringify(found)}`);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * PAUSE_MS_MAX));
      }
      for (const problem of reader.problems) wrong.push(`in the page: ${problem}`);
      await reader.close();
      left += 1;
    } catch (error) {
      wrong.push(`a reader failed: ${error}`);
    }
  }
}

/**
 * Types a query into a search page and waits for its answer.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} query
 * @returns {Promise<Answer>}
 */
function ask(page, query) {
  return page.evaluate(
    async ([query, longest]) => {
      const [input, results, suggestions] = ['#search-input', '#results', '#suggestions'].map((name) => document.querySelector(name));
      const list = results.querySelector('.results-list');
      const type = (text) => {
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      };
      // The last answer goes; until the script is at work, nothing does.
      type('');
      const begin = performance.now();
      type(query);
      const isAnswered = () => list.querySelector('.result') || list.querySelector('button') || !suggestions.hidden;
      while (!isAnswered() && performance.now() - begin < longest) await new Promise((resolve) => setTimeout(resolve, 5));
      const milliseconds = performance.now() - begin;
      const place = ({ href }) => {
        const { pathname, hash } = new URL(href);
        return pathname.slice(1) + hash;
      };
      return {
        milliseconds,
        failed: !list.querySelector('.result') && suggestions.hidden,
        status: results.querySelector('.results-status').textContent,
        reports: [...list.querySelectorAll('.result-title a')].map(place),
        passages: [...list.querySelectorAll('a.result-label')].map(place),
      };
    },
    /** @type {any} */ ([query, ANSWER_MS_MAX]),
  );
}

function summary() {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ share) => `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN)} ms`;
  const row = ['readers', 'who left', 'queries', 'errors', 'median', '95 %', 'longest'];
  const figures = [readers, left, times.length, wrong.length, at(0.5), at(0.95), at(1)];
  return `| ${row.join(' | ')} |\n|${' ---: |'.repeat(row.length)}\n| ${figures.join(' | ')} |`;
}

/**
 * @param {string[]} a
 * @param {string[]} b
 */
function same(a, b) {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}

/**
 * @template T
 * @param {T[]} choices
 */
function pick(choices) {
  return /** @type {T} */ (choices[Math.floor(Math.random() * choices.length)]);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @param {string} address */
async function listening(address) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await fetch(address).then((response) => response.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server does not start');
}
