import { describe, expect, it } from 'vitest';
import type { Charter } from '$/api/types';
import { abbreviation, groupsOf, seatsOf } from './order';

// @ts-expect-error the stand-in is plain JavaScript
const { loadCharter } = await import('../../../dev/mock/charter.mjs');
const charter: Charter = loadCharter();

describe('the order of the bodies', () => {
  const groups = groupsOf(charter);
  it('has every body once', () => expect(groups.flatMap((g) => [...g.common, ...g.domestic]).map((b) => b.id).toSorted()).toEqual(charter.bodies.map((b) => b.id).toSorted()));
  it('goes mechanism by mechanism, those of none last', () => {
    expect(groups.map((g) => g.mechanism?.id ?? '')).toEqual(['ACM', 'BPM', '']);
    expect(groups[0]!.common.map((b) => b.id)).toEqual(['ACG', 'BOCC', 'CCC-ground', 'CCC-maritime', 'CCC-air']);
    expect(groups[2]!.common[0]!.id).toBe('leaders');
  });
  it("keeps a party's own councils apart from the common bodies", () => {
    expect(groups[1]!.domestic.map((b) => [b.id, b.party])).toEqual([['jpn-planning-council', 'JPN'], ['usa-planning-council', 'USA']]);
    for (const g of groups) for (const b of g.common) expect(b.party).toBe('');
  });
});

describe('the seats of a body', () => {
  it('stand by organisation, the highest first', () => {
    const seats = seatsOf(charter, 'SDC', 'JPN');
    expect(seats[0]!.organisation.party).toBe('JPN');
    const order = charter.levels.map((l) => l.id);
    for (const { seats: own } of seats) expect(own.map((s) => order.indexOf(s.level))).toEqual(own.map((s) => order.indexOf(s.level)).toSorted((a, b) => b - a));
    expect(seatsOf(charter, 'jpn-planning-council', 'USA')).toEqual([]);
  });
});

describe('an abbreviation', () => {
  it.each([['ACG', 'ACG'], ['leaders', ''], ['jpn-nsc', ''], ['CCC-ground', '']])('%s: %s', (id, short) => expect(abbreviation(charter.bodies.find((b) => b.id === id)!)).toBe(short));
});
