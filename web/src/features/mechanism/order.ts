// Bodies by the highest level they meet at; of equal ones, those that others report to come first. Pure.
import type { Body, Charter } from '$/api/types';

export function highestFirst(charter: Charter): Body[] {
  const order = charter.levels.map((l) => l.id);
  const top = (body: Body) => Math.max(-1, ...body.levels.map((l) => order.indexOf(l)));
  const depth = (body: Body, seen: string[] = []): number =>
    seen.includes(body.id)
      ? 0
      : Math.max(0, ...body.feeds.map((id) => charter.bodies.find((b) => b.id === id)).flatMap((b) => (b ? [1 + depth(b, [...seen, body.id])] : [])));
  return charter.bodies.toSorted((a, b) => top(b) - top(a) || depth(a) - depth(b));
}
