import { describe, expect, it } from 'vitest';
import { diff, words } from './diff';

const marked = (language: 'ja' | 'en', a: string, b: string) =>
  diff(language, a, b).map((p) => (p.kind === 'same' ? p.text : p.kind === 'gone' ? `[-${p.text}-]` : `{+${p.text}+}`)).join('');

describe('word-level difference', () => {
  it.each([
    ['en', 'in one lift.', 'in two lifts.', 'in [-one lift-]{+two lifts+}.'],
    ['en', '12 t', '9 t', '[-12-]{+9+} t'],
    ['en', 'same', 'same', 'same'],
    ['en', '', 'new text', '{+new text+}'],
    ['en', 'old text', '', '[-old text-]'],
    ['en', '', '', ''],
    ['en', '12.5 t', '12.8 t', '[-12.5-]{+12.8+} t'],
    ['ja', '医薬品を1便で空輸する。', '医薬品を2便で空輸する。', '医薬品を[-1-]{+2+}便で空輸する。'],
    ['ja', '着陸帯は白水運動公園とする。', '着陸帯は米側が確認した白水運動公園とする。', '着陸帯は{+米側が確認した+}白水運動公園とする。'],
  ] as const)('%s: %s -> %s', (language, a, b, expected) => expect(marked(language, a, b)).toBe(expected));

  it('loses nothing: what stays and what came is the new text, what stays and what went the old', () => {
    const a = 'Fly food, water and medical supplies to Minamiaso.\nThe landing zone is the park.';
    const b = 'Fly water and 9.5 t of medical supplies to the village.\nThe zone is confirmed.';
    const pieces = diff('en', a, b);
    expect(pieces.filter((p) => p.kind !== 'gone').map((p) => p.text).join('')).toBe(b);
    expect(pieces.filter((p) => p.kind !== 'new').map((p) => p.text).join('')).toBe(a);
  });

  it('does not grow without bound: two long unlike texts are one change', () => {
    const long = (word: string) => Array.from({ length: 3000 }, (_, i) => `${word}${i}`).join(' ');
    expect(diff('en', long('a'), long('b'))).toHaveLength(2);
  });

  it('finds Japanese words', () => expect(words('ja', '救援物資の空輸').length).toBeGreaterThan(2));
});
