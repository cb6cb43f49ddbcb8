import { describe, expect, it } from 'vitest';
import type { Alert, Charter } from '$/api/types';
import { hints, nameOf } from './keys';
import { parse, to } from './router.svelte';
import { drill, grade, gravest, shortTitle } from './severity';

describe('addresses', () => {
  it.each([
    ['/', { page: 'action' }],
    ['/nowhere/else', { page: 'action', id: 'else' }],
    ['/cases', { page: 'cases' }],
    ['/cases/ab12', { page: 'cases', id: 'ab12' }],
    ['/cases/new/support/request', { page: 'cases', opening: { procedure: 'support', step: 'request' } }],
    ['/desk/%E0%A4%A', { page: 'desk', id: '%E0%A4%A' }],
  ])('%s', (path, route) => expect(parse(path)).toEqual(route));
  it('are written so that they are read back', () => expect(parse(to('cases', 'a/b?c'))).toEqual({ page: 'cases', id: 'a/b?c' }));
});

describe('keys', () => {
  it('tell Shift+J from J', () => {
    expect(nameOf({ key: 'J', shiftKey: true })).toBe('shift+j');
    expect(nameOf({ key: 'j', shiftKey: false })).toBe('j');
    expect(nameOf({ key: '?', shiftKey: true })).toBe('?');
  });
  it('are made of names, each once, never J or K', () => {
    expect(hints(['accept', 'counter', 'close', 'jk', 'accept'])).toEqual(['a', 'c', 'l', 'b', 'e']);
    const many = hints(Array.from({ length: 40 }, () => 'x'));
    expect(new Set(many.filter(Boolean)).size).toBe(many.filter(Boolean).length);
  });
});

describe('gravity', () => {
  const choice = (id: string) => ({ id, name: { ja: id, en: id } });
  const field = (id: string, choices: string[]) => ({ id, choices: choices.map(choice) });
  const charter = { procedures: [{ id: 'alert', fields: [field('severity', ['information', 'advisory', 'warning', 'emergency']), field('intensity', ['4', '6+', '7'])] }] } as unknown as Charter;
  const alert = (severity: string | null, origin_ms: number, more: object = {}) =>
    ({ severity, origin_ms, reported_ms: null, at_ms: 0, intensity: null, case: { ended: false }, ...more }) as unknown as Alert;

  it('follows the order of the shared definition, else that of CAP', () => {
    expect(['information', 'advisory', 'warning', 'emergency'].map((s) => grade(charter, s))).toEqual([0, 1, 2, 3]);
    expect(grade(undefined, 'extreme')).toBe(3);
    expect(grade(charter, 'never heard of')).toBe(0);
    expect(grade(charter, null)).toBe(0);
  });
  it('is told in a few words, and a drill as a drill', () => {
    const place = { ja: '熊本', en: 'Kumamoto' };
    const quake = alert('emergency', 1, { intensity: '7', where: { name: place }, areas: [], headline: { ja: '長い', en: 'long' }, kind: null, status: 'training' });
    expect(shortTitle(charter, quake)).toEqual({ ja: '7 熊本', en: '7, Kumamoto' });
    expect(shortTitle(charter, { ...quake, intensity: null })).toEqual(quake.headline);
    expect(drill(charter, quake)?.en).toBe('training');
    expect(drill(charter, { ...quake, status: 'normal' })).toBeNull();
  });
  it('puts the gravest first, then the strongest, then the latest, and none that is over', () => {
    const main = alert('emergency', 5, { intensity: '7' });
    const all = [alert('emergency', 9, { intensity: '6+' }), alert('emergency', 3, { intensity: '7' }), main, alert('warning', 99), alert('emergency', 100, { intensity: '7', case: { ended: true } })];
    expect(gravest(charter, all)).toBe(main);
    expect(gravest(charter, [])).toBeUndefined();
  });
});
