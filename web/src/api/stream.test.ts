import { describe, expect, it } from 'vitest';
import { backoffMs, topicsOf } from './stream';

describe('stream', () => {
  it('waits longer each time, up to a bound, never all at the same moment', () => {
    const waits = [0, 1, 2, 3, 10, 99].map((n) => backoffMs(n, 0.5));
    expect(waits).toEqual([500, 1000, 2000, 4000, 15_000, 15_000]);
    expect(backoffMs(3, 0)).toBe(3000);
    expect(backoffMs(3, 0.999)).toBeLessThanOrEqual(5000);
  });
  it.each([
    ['{"type":"changed","topics":["cases","desk"],"at_ms":1}', ['cases', 'desk']],
    ['{"type":"changed","topics":["cases","weather"]}', ['cases']],
    ['{"type":"hello","topics":["cases"]}', []],
    ['{"type":"changed"}', []],
    ['not json', []],
    ['null', []],
  ])('reads %s', (data, topics) => expect(topicsOf(data)).toEqual(topics));
  it('ignores binary', () => expect(topicsOf(new ArrayBuffer(2))).toEqual([]));
});
