/**
 * What running a program costs, and how figures are shown.
 */

import { existsSync } from 'node:fs';

/** GNU time, which tells what a program took. */
const TIME = '/usr/bin/time';

/**
 * @typedef {object} Cost
 * @property {number} seconds
 * @property {number | null} cpuSeconds Of all its threads; null where there is no /usr/bin/time.
 * @property {number | null} peakBytes The most memory that it held; null likewise.
 */

/** Returns the beginning of a command whose cost is to be known, for `run`. */
export function measured() {
  return existsSync(TIME) ? [TIME, '-v'] : [];
}

/**
 * Returns what a command took that was run with `measured`.
 *
 * @param {{ seconds: number, stderr: string }} outcome
 * @returns {Cost}
 */
export function costOf({ seconds, stderr }) {
  const [user, system] = [figure(stderr, 'User time (seconds)'), figure(stderr, 'System time (seconds)')];
  const peak = figure(stderr, 'Maximum resident set size (kbytes)');
  return {
    seconds,
    cpuSeconds: user === null || system === null ? null : user + system,
    peakBytes: peak === null ? null : peak * 1024,
  };
}

/**
 * @param {string} text What `time -v` wrote.
 * @param {string} name
 */
function figure(text, name) {
  const line = text.split('\n').find((candidate) => candidate.trim().startsWith(`${name}:`));
  return line === undefined ? null : Number(line.slice(line.lastIndexOf(':') + 1));
}

/** @param {Cost} cost */
export function showCost({ seconds, cpuSeconds, peakBytes }) {
  return `time ${seconds.toFixed(2)} s, CPU time ${showSeconds(cpuSeconds)}, peak memory ${showMemory(peakBytes)}`;
}

/** @param {number | null} seconds */
export function showSeconds(seconds) {
  return seconds === null ? 'unknown' : `${seconds.toFixed(2)} s`;
}

/** @param {number | null} bytes */
export function showMemory(bytes) {
  return bytes === null ? 'unknown' : `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
}

/** @param {number} bytes */
export function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
