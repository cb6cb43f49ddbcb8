// How grave an alert is, from the order in which the shared definition lists its severities (mildest first); CAP's words are
// known where a definition lists none.
import type { Alert, Charter, Named, Text } from '$/api/types';
import type { Tone } from '$/ui/Tag.svelte';

const cap = ['unknown', 'minor', 'moderate', 'severe', 'extreme'];

const choices = (charter: Charter | undefined, field: string): Named[] =>
  charter?.procedures.find((p) => p.id === 'alert')?.fields.find((f) => f.id === field)?.choices ?? [];

// 0 mild .. 3 gravest.
export function grade(charter: Charter | undefined, severity: string | null): number {
  if (severity === null) return 0;
  const ids = choices(charter, 'severity').map((c) => c.id);
  const order = ids.includes(severity) ? ids : cap;
  const at = order.indexOf(severity);
  return at < 0 ? 0 : Math.max(0, Math.min(3, at + 4 - order.length));
}

export const tone = (n: number): Tone => (n >= 3 ? 'urgent' : n === 2 ? 'wait' : 'plain');

export const choiceName = (charter: Charter | undefined, field: string, id: string | number | null): Named['name'] | null =>
  id === null ? null : (choices(charter, field).find((c) => c.id === String(id))?.name ?? { ja: String(id), en: String(id) });

// When it happened; failing that, when it was reported or reached us.
export const alertTime = (a: Alert): number => a.origin_ms ?? a.reported_ms ?? a.at_ms;

// A few words for narrow places: how strong and where, else which kind and where, else the headline. Warning authorities write
// headlines of several lines.
export function shortTitle(charter: Charter | undefined, a: Alert): Text {
  const place = a.where?.name ?? a.areas[0]?.name;
  const what = choiceName(charter, 'intensity', a.intensity) ?? choiceName(charter, 'kind', a.kind);
  if (!what || !place) return a.headline;
  return { ja: `${what.ja} ${place.ja || place.en}`, en: `${what.en}, ${place.en || place.ja}` };
}

// Marked by its issuer as a drill or a test: whatever the context, that is said beside it.
export const drill = (charter: Charter | undefined, a: Alert): Text | null =>
  a.status && a.status !== 'normal' ? choiceName(charter, 'status', a.status) : null;

// Stronger shaking first: the order in which the shared definition lists intensities.
const strength = (charter: Charter | undefined, a: Alert) => choices(charter, 'intensity').findIndex((c) => c.id === String(a.intensity));

// The gravest alert in force: by severity, then intensity; of equal ones the latest event.
export function gravest(charter: Charter | undefined, alerts: Alert[]): Alert | undefined {
  return alerts
    .filter((a) => !a.case.ended)
    .toSorted((a, b) => grade(charter, b.severity) - grade(charter, a.severity) || strength(charter, b) - strength(charter, a) || alertTime(b) - alertTime(a))[0];
}
