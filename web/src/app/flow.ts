// Whether data flows over a link that is up. A link is never green while something waits on it: a receipt takes seconds, so what waits
// longer than this is told, and why as far as this end knows.
import type { LinkState, LinkStatus } from '$/api/types';

export const flowLimitMs = 20_000;

export interface Stall {
  context: string;
  sinceMs: number; // since when the oldest waits, or since the link came up
  why: 'to-send' | 'no-receipt' | 'returning';
}

export function stalled(link: LinkStatus, now: number): Stall | null {
  if (link.state !== 'up') return null;
  let worst: Stall | null = null;
  for (const s of link.streams) {
    const sinceMs = Math.max(s.oldest_unreceipted_ms ?? (s.returning > 0 ? link.since_ms : now), link.since_ms);
    if (now - sinceMs <= flowLimitMs || (worst && worst.sinceMs <= sinceMs)) continue;
    worst = { context: s.context, sinceMs, why: s.returning > 0 ? 'returning' : s.sent > s.receipted ? 'no-receipt' : 'to-send' };
  }
  return worst;
}

// As it is shown: up is shown only where data flows.
export type Shown = LinkState | 'stalled';
export const shownState = (link: LinkStatus, now: number): Shown => (stalled(link, now) ? 'stalled' : link.state);
