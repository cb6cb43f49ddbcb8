import { describe, expect, it } from 'vitest';
import { clockTime, countdown, dayAndTime, fieldText, fingerprint, fromLocalInput, position, quantity, shortDigest, span, toLocalInput, utcTime, when } from './format';

const shock = Date.UTC(2016, 3, 15, 16, 25, 5); // 2016-04-16 01:25:05 JST

describe('times', () => {
  it('are Japan’s, whatever the machine', () => {
    expect(clockTime('ja', shock)).toBe('01:25');
    expect(clockTime('en', shock, true)).toBe('01:25:05');
    expect(utcTime('ja', shock)).toBe('16:25');
    expect(dayAndTime('ja', shock)).toBe('4/16 01:25');
    expect(dayAndTime('en', shock)).toBe('16 Apr 01:25');
  });
  it('say the day only where it is another', () => {
    expect(when('ja', shock, shock + 3_600_000)).toBe('01:25');
    expect(when('ja', shock, shock + 48 * 3_600_000)).toBe('4/16 01:25');
  });
  it('go through an input and back', () => {
    expect(toLocalInput(shock)).toBe('2016-04-16T01:25');
    expect(fromLocalInput('2016-04-16T01:25')).toBe(shock - 5000);
    expect(fromLocalInput('')).toBeNull();
  });
});

describe('spans', () => {
  it.each([
    [42 * 60_000, '0:42'],
    [-12 * 60_000, '0:12'],
    [26 * 3_600_000 + 300_000, '26:05'],
    [59_000, '0:00'],
  ])('%d as a countdown', (ms, text) => expect(countdown(ms)).toBe(text));
  it.each([
    ['ja', 1400, '1.4秒'],
    ['ja', 11 * 60_000, '11分'],
    ['en', 1400, '1.4 secs'],
    ['en', 3 * 3_600_000, '3 hrs'],
  ] as const)('%s %d', (language, ms, text) => expect(span(language, ms)).toBe(text));
});

describe('values', () => {
  it('reads positions, amounts and digests', () => {
    expect(position(32.8197, 131.0297)).toBe('32.820 N 131.030 E');
    expect(position(-1, -2.5)).toBe('1.000 S 2.500 W');
    expect(quantity('en', { amount: 1204.5, unit: 't' })).toBe('1,204.5 t');
    expect(shortDigest('7f3a19c2aa')).toBe('7f3a 19c2');
    expect(fingerprint('7f3a19c2aa01')).toBe('7f3a 19c2 aa01');
  });
  it('writes a period itself and takes the rest as rendered', () => {
    const period = { type: 'period', value: { from_ms: shock, to_ms: shock + 3_600_000 }, text: { ja: 'x', en: 'x' } } as const;
    expect(fieldText('ja', period)).toBe('4/16 01:25 – 02:25');
    expect(fieldText('en', { type: 'quantity', value: { amount: 9, unit: 't' }, text: { ja: '9トン', en: '9 t' } })).toBe('9 t');
  });
});
