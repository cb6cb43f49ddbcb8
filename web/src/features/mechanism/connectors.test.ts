import { describe, expect, it } from 'vitest';
import type { Body } from '$/api/types';
import { draw, gutter, linesOf, members, type Box } from './connectors';

const body = (id: string, feeds: string[] = [], lateral: string[] = []): Body => ({
  id, name: { ja: id, en: id }, purpose: { ja: '', en: '' }, basis: { ja: '', en: '' }, levels: [], feeds, lateral, from: '', to: '',
  party: '', mechanism: '', bases: [], commitment: 'operational-coordination', stands: true,
});
// In the order of the page.
const bodies = [
  body('SCC'), body('SDC', ['SCC']), body('ACG', ['SCC'], ['BOCC', 'JC']), body('BOCC', [], ['ACG', 'JC']), body('JC', [], ['ACG', 'BOCC']),
  body('ground', ['BOCC'], ['maritime', 'air']), body('maritime', ['BOCC'], ['ground', 'air']), body('air', ['BOCC'], ['ground', 'maritime']),
];
const told = (list: Body[]) => linesOf(list).map((l) => `${l.kind} ${l.from.join('+')}${l.to ? `>${l.to}` : ''} ${l.track}`);

describe('lines between bodies', () => {
  it('are one for all that report to one body, and one for all that are each other’s equals', () =>
    expect(told(bodies)).toEqual(['feeds SDC+ACG>SCC 0', 'feeds ground+maritime+air>BOCC 0', 'lateral ACG+BOCC+JC 0', 'lateral ground+maritime+air 0']));
  it('say no more than the definition: equals of one are not each other’s', () =>
    expect(told([body('a', [], ['b']), body('b', [], ['c']), body('c')])).toEqual(['lateral a+b 0', 'lateral b+c 1']));
  it('hold if only one side names the other, and leave out what the definition does not have', () =>
    expect(told([body('a', ['gone'], ['gone', 'a']), body('b', [], ['a'])])).toEqual(['lateral a+b 0']));
  it('that pass the same row run beside each other, the shorter one nearer', () =>
    expect(told([body('a'), body('b'), body('c', ['b']), body('d', ['a'])])).toEqual(['feeds c>b 0', 'feeds d>a 1']));
});

describe('drawing', () => {
  const box = (row: number): Box => ({ left: 100, top: row * 50, width: 200, height: 40 });
  const boxes = new Map(bodies.map((b, i) => [b.id, box(i)]));
  const drawn = draw(linesOf(bodies), boxes);
  it('runs from card to card: reports at one side with an arrow, equals at the other without', () => {
    expect(drawn[0]).toMatchObject({ head: { x: 100, y: 20 }, ends: [{ x: 100, y: 70 }, { x: 100, y: 120 }], path: 'M84 20V120M84 20H100M84 70H100M84 120H100' });
    expect(drawn[2]).toMatchObject({ head: null, path: 'M316 120V220M316 120H300M316 170H300M316 220H300' });
  });
  it('gives two lines at one card two places, the one that leads up above', () => {
    const chain = [body('a'), body('b', ['a']), body('c', ['b'])];
    const [up, down] = draw(linesOf(chain), new Map(chain.map((b, i) => [b.id, box(i)])));
    expect([up!.ends[0]!.y, down!.head!.y]).toEqual([65, 76]);
    expect(up!.line.track).not.toBe(down!.line.track);
  });
  it('waits for the cards', () => expect(draw(linesOf(bodies), new Map())).toEqual([]));
  it('has room for its lines', () => expect(gutter(linesOf(bodies))).toBe(27));
  it('knows whom a line concerns', () => expect(members(drawn[0]!.line)).toEqual(['SCC', 'SDC', 'ACG']));
});
