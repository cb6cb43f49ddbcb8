// What of the shared definition has all words of a question. Width and case do not count, as in the search for cases. Pure.
import type { Charter, Text } from '$/api/types';
import { to } from '$/app/router.svelte';
import { w, type Word } from '$/i18n';
import { address, type Entry } from './sections';

export const folded = (s: string): string => s.normalize('NFKC').toLowerCase();
export const wordsOf = (asked: string): string[] => folded(asked).split(/\s+/).filter(Boolean);

const both = (text: Text | Word | undefined): string => (text ? `${text.ja} ${text.en}` : '');
const has = (words: string[], text: string): boolean => words.every((word) => text.includes(word));

export const matches = (entry: Entry, words: string[]): boolean =>
  has(words, folded([both(entry.title), both(entry.under), both(entry.says), ...entry.parts.flatMap((p) => p.lines.map((l) => `${both(l.lead)} ${both(l.text)} ${both(l.note)}`))].join(' ')));

export interface Hit {
  key: string;
  title: Text | Word;
  under: Text | Word;
  kind: Word;
  href: string;
}

// Bodies, procedures and the library, those with the words in their names first.
export function look(charter: Charter, entries: Entry[], asked: string, most: number): Hit[] {
  const words = wordsOf(asked);
  if (!words.length) return [];
  const all: { hit: Hit; inName: boolean; found: boolean }[] = [
    ...charter.bodies.map((b) => ({
      hit: { key: `body ${b.id}`, title: b.name, under: b.purpose, kind: w.mechanism.body, href: to('mechanism', b.id) },
      inName: has(words, folded(`${both(b.name)} ${b.id}`)), found: has(words, folded(`${both(b.name)} ${b.id} ${both(b.purpose)}`)),
    })),
    ...charter.procedures.map((p) => ({
      hit: { key: `procedure ${p.id}`, title: p.title, under: p.help, kind: w.library.procedures, href: to('charter', p.id) },
      inName: has(words, folded(both(p.title))), found: has(words, folded(`${both(p.title)} ${both(p.help)}`)),
    })),
    ...entries.map((e) => ({
      hit: { key: `${e.section} ${e.id}`, title: e.title, under: e.says ?? e.under, kind: w.library.sections[e.section], href: address(e.section, e.id) },
      inName: has(words, folded(both(e.title))), found: matches(e, words),
    })),
  ];
  return [...all.filter((x) => x.inName), ...all.filter((x) => x.found && !x.inName)].slice(0, most).map((x) => x.hit);
}
