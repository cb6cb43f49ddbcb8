import { describe, expect, it } from 'vitest';
import { t, textIn, visible } from './text';
import * as words from './words';
import { prefs } from '$/app/prefs.svelte';

describe('texts', () => {
  it('gives the other side where one is empty', () => {
    expect(textIn('en', { ja: '要請', en: '' })).toBe('要請');
    expect(textIn('ja', { ja: '', en: 'Request' })).toBe('Request');
    expect(textIn('ja', null)).toBe('');
  });
  it('follows the language in use', () => {
    prefs.language = 'en';
    expect(t(words.shell.cases)).toBe('Cases');
    prefs.language = 'ja';
    expect(t(words.shell.cases)).toBe('案件');
  });
  it('makes characters visible that would rearrange or hide what stands beside them', () => {
    expect(visible('a\u202eb\u2066c\u200bd\u0007')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd');
    expect(visible('一行目\n二行目\t終')).toBe('一行目\n二行目\t終');
  });
});

// Every word in both languages, filled, and never one that claims too much of operational coordination.
describe('the dictionary', () => {
  const all: [string, { ja: string; en: string }][] = [];
  const walk = (path: string, value: unknown) => {
    if (typeof value === 'function') return walk(path, (value as (...a: unknown[]) => unknown)('X', 'Y'));
    if (value && typeof value === 'object' && 'ja' in value && 'en' in value) return void all.push([path, value as { ja: string; en: string }]);
    if (value && typeof value === 'object') for (const [key, inner] of Object.entries(value)) walk(`${path}.${key}`, inner);
  };
  walk('w', words);

  it('has words', () => expect(all.length).toBeGreaterThan(250));
  it.each(all.filter(([path]) => path !== 'w.shell.staleAsOf'))('%s', (_path, word) => {
    expect(word.ja).not.toBe('');
    expect(word.en).not.toBe('');
    expect(word.en).not.toMatch(/\b(binds|binding|ratif)/i);
    expect(word.ja).not.toMatch(/批准|拘束する/);
  });
});
