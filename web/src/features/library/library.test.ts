import { describe, expect, it } from 'vitest';
import type { Charter, Library } from '$/api/types';
import { parse, to } from '$/app/router.svelte';
import { look, wordsOf, matches } from './find';
import { address, entriesOf, sections, type Entry } from './sections';

// What is really shipped, as the stand-in node reads it.
// @ts-expect-error the stand-in is plain JavaScript
const { loadCharter, loadLibrary } = await import('../../../dev/mock/charter.mjs');
const charter: Charter = loadCharter();
const library: Library = loadLibrary(charter);
const entries: Entry[] = entriesOf(charter, library);
const entry = (section: string, id: string) => entries.find((e) => e.section === section && e.id === id)!;
const hrefs = (e: Entry) => e.parts.flatMap((p) => p.lines.flatMap((l) => l.href ?? []));

describe('the handbook', () => {
  it('has every section, each entry once and with a name in both languages', () => {
    for (const section of sections) expect(entries.some((e) => e.section === section), section).toBe(true);
    expect(new Set(entries.map((e) => `${e.section} ${e.id}`)).size).toBe(entries.length);
    for (const e of entries) expect(e.title.ja && e.title.en, e.id).toBeTruthy();
  });
  it('leads nowhere to what is not there', () => {
    const there = new Set([...entries.map((e) => address(e.section, e.id)), ...charter.bodies.map((b) => to('mechanism', b.id)), to('mechanism'), ...charter.procedures.map((p) => to('charter', p.id))]);
    for (const e of entries) for (const href of hrefs(e)) expect(there.has(href), `${e.id} -> ${href}`).toBe(true);
  });
  it('gives every entry an address of its own, also where the id has a stroke', () => {
    for (const e of entries) expect(parse(address(e.section, e.id))).toEqual({ page: 'library', section: e.section, id: e.id });
  });
  it('says what a foundation carries, and of a measure its situations, bodies and procedures', () => {
    expect(hrefs(entry('foundations', 'treaty-4'))).toEqual(expect.arrayContaining([to('mechanism', 'SCC')]));
    expect(hrefs(entry('measures', 'G-E/relief'))).toEqual(expect.arrayContaining([to('library', 'situations', 'large-scale-disaster'), to('mechanism', 'BOCC'), to('charter', 'support')]));
    expect(hrefs(entry('situations', 'large-scale-disaster'))).toEqual(expect.arrayContaining([to('library', 'measures', 'G-E', 'relief')]));
  });
  it('gives the source of every event', () => {
    for (const e of library.chronology.events) expect(entry('chronology', e.id).parts.at(-1)!.lines.length, e.id).toBe(1);
  });
  it('shows what is wrong beside what is right', () => {
    const said = JSON.stringify(entry('glossary', 'counter').parts);
    expect(said).toContain('対案');
    expect(said).toContain('逆提案');
  });
});

describe('looking things up', () => {
  it.each([
    ['scc 2+2', 'mechanism'], ['防衛協力小委員会 改組', 'library'], ['ＢＯＣＣ', 'mechanism'], ['counterproposal', 'library'], ['duty roster', 'charter'],
  ])('%s', (words, page) => expect(look(charter, entries, words, 12).map((h) => parse(h.href).page)).toContain(page));
  it('puts names before what else is said', () => {
    const inName = look(charter, entries, '施設', 40).map((h) => h.title.ja.includes('施設'));
    expect(inName).toEqual(inName.toSorted((a, b) => Number(b) - Number(a)));
    expect(new Set(inName).size).toBe(2);
  });
  it('wants every word, and gives no more than asked for', () => {
    expect(look(charter, entries, 'acsa nonesuch', 12)).toEqual([]);
    expect(look(charter, entries, '', 12)).toEqual([]);
    expect(look(charter, entries, 'a', 5)).toHaveLength(5);
  });
  it('finds an event by what came of it', () => {
    const event = library.chronology.events.find((e) => e.agreed.length)!;
    expect(matches(entry('chronology', event.id), wordsOf(event.agreed[0]!.ja.slice(0, 6)))).toBe(true);
  });
});
