/**
 * The calendars of commitments, read by ical.js: an implementation of RFC 5545 that is not ours.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ICAL from 'ical.js';

import { build } from './site.mjs';

const BASE = 'https://example.org/repo/';
const CALENDARS = { es: 'compromisos/compromisos.ics', en: 'en/commitments/commitments.ics' };
const LINE_BYTES_MAX = 75;

/** @param {any} harness */
export default async function checks({ check }) {
  const { folder } = await build({ baseUrl: BASE });
  /** @type {Set<string>} */
  const ids = new Set();
  for (const [language, file] of Object.entries(CALENDARS)) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    await check(`${language}: lines end and are folded as RFC 5545 says`, () => {
      assert.ok(text.endsWith('\r\n'));
      for (const line of text.slice(0, -2).split('\r\n')) {
        assert.ok(!/[\r\n]/.test(line), `a bare line end in ${JSON.stringify(line)}`);
        assert.ok(Buffer.byteLength(line) <= LINE_BYTES_MAX, `too long: ${line}`);
      }
    });
    await check(`${language}: every commitment with a day is an all-day event`, () => {
      const calendar = new ICAL.Component(ICAL.parse(text));
      const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
      const page = readFileSync(path.join(folder, path.dirname(file), 'index.html'), 'utf8');
      const days = [...page.matchAll(/<time datetime="([^"]+)"/g)].map((found) => found[1]);
      assert.deepEqual(events.map((event) => event.startDate.toString()).sort(), days.sort());
      for (const event of events) {
        assert.ok(event.startDate.isDate, 'a day without an hour');
        assert.equal(event.duration.toSeconds(), 24 * 60 * 60);
        assert.ok(event.summary && event.description.includes('\n'), 'texts are unescaped');
        const address = String(event.component.getFirstPropertyValue('url'));
        const { pathname, hash } = new URL(address);
        assert.ok(address.startsWith(BASE), address);
        const report = readFileSync(path.join(folder, pathname.slice('/repo/'.length), 'index.html'), 'utf8');
        assert.ok(report.includes(`id="${hash.slice(1)}"`), `${address} is no point`);
        assert.ok(!ids.has(event.uid), `two events are ${event.uid}`);
        ids.add(event.uid);
      }
      return `${events.length} events`;
    });
  }
}
