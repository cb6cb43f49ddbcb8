// Is the proposal on our screen the one the partners hold? Only a receipt, or their having sent it, says so. Pure.
import type { CaseDetail } from '$/api/types';

export type Same = 'same' | 'sent' | 'queued' | 'held';

export function sameText(c: CaseDetail, own: string): Same | null {
  const p = c.proposal;
  if (!p) return null;
  if (p.party !== own) return 'same';
  const carriers = c.lanes.joint.filter((i) => i.party === own && (i.proposal === p.digest || i.digest === p.digest));
  const states = carriers.flatMap((i) => i.delivery.map((d) => d.state));
  // A reply of the partner on this very digest is proof as well.
  if (c.replies.some((r) => r.party !== own && r.proposal === p.digest)) return 'same';
  if (states.length === 0 || states.some((s) => s === 'withheld' || s === 'home' || s === 'voided' || s === 'ended' || s === 'refused')) return 'held';
  if (states.some((s) => s === 'queued')) return 'queued';
  return states.every((s) => s === 'receipted' || s === 'received') ? 'same' : 'sent';
}
