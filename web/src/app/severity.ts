// How grave an alert is, from the order in which the shared definition lists its severities (mildest first); CAP's words are
// known where a definition lists none.
import type { Alert, Charter, Named } from '$/api/types';
import type { Tone } from '$/ui/Tag.svelte';

const cap = ['unknown', 'minor', 'moderate', 'severe', 'extreme'];

const choices = (charter: Charter | undefined, field: string): Named[] =>
  charter?.procedures.find((p) => p.id === 'alert')?.fields.find((f) => f.id === field)?.choices ?? [];

// 0 mild .. 3 gravest.
export function grade(charter: Charter | undefined, severity: string): number {
  const ids = choices(charter, 'severity').map((c) => c.id);
  const order = ids.includes(severity) ? ids : cap;
  const at = order.indexOf(severity);
  return at < 0 ? 0 : Math.max(0, Math.min(3, at + 4 - order.length));
}

export const tone = (n: number): Tone => (n >= 3 ? 'urgent' : n === 2 ? 'wait' : 'plain');

export const choiceName = (charter: Charter | undefined, field: string, id: string | number | null): Named['name'] | null =>
  id === null ? null : (choices(charter, field).find((c) => c.id === String(id))?.name ?? { ja: String(id), en: String(id) });

const atOf = (a: Alert) => a.origin_ms ?? a.reported_ms;

// The gravest alert in force; of equal ones the latest event.
export function gravest(charter: Charter | undefined, alerts: Alert[]): Alert | undefined {
  return alerts
    .filter((a) => !a.case.ended)
    .toSorted((a, b) => grade(charter, b.severity) - grade(charter, a.severity) || atOf(b) - atOf(a))[0];
}
