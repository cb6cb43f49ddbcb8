// Joint view 同席表示: what may be on the screen while a partner sits beside it. What is taken out is ours alone: staffing, home
// steps, our clocks, the release desk, and every trace or count of what the partner was not sent. Pure, so that it can be tested.
import type { Alert, CaseDetail, CaseRef, Change, Delivery, Item, Today } from '$/api/types';

// Does, or will by itself, another party hold it? An item without any delivery is not known to be held by anyone else.
const crosses = (delivery: Delivery[]) =>
  delivery.some((d) => d.state === 'queued' || d.state === 'sent' || d.state === 'receipted' || d.state === 'received');

// Ours, and so far nobody else's: withheld, or void before it was sent. It is no part of what both hold.
export const kept = (item: Item, own: string): boolean =>
  item.party === own && item.delivery.length > 0 && item.delivery.every((d) => d.state === 'withheld' || d.state === 'home' || d.state === 'voided' || d.state === 'ended');

const shared = (item: Item, own: string) => item.party !== own || crosses(item.delivery);

const withoutWithheld = (delivery: Delivery[]) => delivery.filter((d) => d.state !== 'withheld' && d.state !== 'home' && d.state !== 'voided' && d.state !== 'ended');

// Cases that are still at home, or of which no partner holds anything, do not exist.
export const jointRef = (c: CaseRef): boolean => c.state.kind !== 'home' && c.held_by.length > 0;

const staffing = new Set(['concurrence', 'decision', 'redraft', 'desk']);

export function jointToday(today: Today): Today {
  return {
    // Clocks warn our own chain: none of the partner's business, and one of his that ran out would embarrass him.
    items: today.items.filter((i) => !staffing.has(i.why) && jointRef(i.case)).map(({ due_ms: _due, ...i }) => ({ ...i, overdue: false })),
    recent: today.recent.filter((r: Change) => r.lane !== 'ours' && jointRef(r.case)),
  };
}

export function jointAlerts(alerts: Alert[], own: string): Alert[] {
  return alerts
    .filter((a) => a.party !== own || crosses(a.delivery))
    .map((a) => ({ ...a, delivery: withoutWithheld(a.delivery) }));
}

// The case as the partner may see it on our screen; null where he holds nothing of it.
export function jointCase(c: CaseDetail, own: string): CaseDetail | null {
  if (c.held_by.length === 0) return null;
  const items = (lane: Item[]) => lane.filter((i) => shared(i, own)).map((i) => ({ ...i, delivery: withoutWithheld(i.delivery) }));
  const joint = items(c.lanes.joint);
  const held = new Set(joint.flatMap((i) => [i.digest, i.proposal ?? '']));
  const proposal = c.proposal && (c.proposal.party !== own || held.has(c.proposal.digest)) ? c.proposal : null;
  return {
    ...c,
    home_state: null,
    path: c.path.filter((state) => state.kind !== 'home'),
    due_ms: null,
    proposal,
    lanes: { ours: [], joint, theirs: items(c.lanes.theirs) },
    rounds: [],
    actions: [],
    references: Object.fromEntries(Object.entries(c.references).filter(([, named]) => jointRef(named))),
    replies: c.replies.filter((r) => r.party !== own || held.has(r.record) || held.has(r.proposal)),
  };
}
