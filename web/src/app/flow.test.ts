import { describe, expect, it } from 'vitest';
import type { LinkState, LinkStatus, LinkStream } from '$/api/types';
import { flowLimitMs, shownState, stalled } from './flow';

const stream = (more: Partial<LinkStream> = {}): LinkStream => ({
  context: 'real', sent: 0, receipted: 0, queued: 0, received: 0, returned: 0, returning: 0, oldest_unreceipted_ms: null, common_ms: null, ...more,
});
const link = (streams: LinkStream[], state: LinkState = 'up', since_ms = 1000): LinkStatus => ({
  partner: { id: 'USA', name: { ja: 'U', en: 'U' } } as LinkStatus['partner'], state, since_ms, reason: null, clock_difference_ms: 0, partner_software: null, charter: null, figures: true, streams, refusals: [],
});
const late = 1000 + flowLimitMs + 1;

describe('a link is green only while data flows', () => {
  it.each([
    ['nothing waits', link([stream()]), late, 'up'],
    ['what waits has not waited long', link([stream({ sent: 1, oldest_unreceipted_ms: 900 })]), late - 1, 'up'],
    ['it waited while the link was down, and the link just came up', link([stream({ queued: 3, oldest_unreceipted_ms: 1 })], 'up', late - 5), late, 'up'],
    ['sent and not receipted', link([stream({ sent: 2, receipted: 1, oldest_unreceipted_ms: 900 })]), late, 'stalled'],
    ['not even sent', link([stream({ queued: 1, oldest_unreceipted_ms: 900 })]), late, 'stalled'],
    ['one context of two', link([stream(), stream({ context: 'drill', queued: 1, oldest_unreceipted_ms: 900 })]), late, 'stalled'],
    ['given back by the partner, and not whole yet', link([stream({ returning: 9 })]), late, 'stalled'],
    ['down says so itself', link([stream({ queued: 1, oldest_unreceipted_ms: 900 })], 'down'), late, 'down'],
  ])('%s', (_, one, now, shown) => expect(shownState(one as LinkStatus, now as number)).toBe(shown));

  it('says what it waits for, the oldest first', () => {
    const both = link([stream({ context: 'drill', queued: 1, oldest_unreceipted_ms: 3000 }), stream({ sent: 1, oldest_unreceipted_ms: 2000 })]);
    expect(stalled(both, late + 9000)).toEqual({ context: 'real', sinceMs: 2000, why: 'no-receipt' });
  });
});
