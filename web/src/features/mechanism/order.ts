// Bodies by the highest level they meet at; of equal ones, those that report to a higher one stand next to it. Pure.
import type { Body, Charter } from '$/api/types';

export function highestFirst(charter: Charter): Body[] {
  const order = charter.levels.map((l) => l.id);
  const top = (body: Body) => Math.max(-1, ...body.levels.map((l) => order.indexOf(l)));
  const reportsUp = (body: Body) => body.feeds.some((id) => charter.bodies.some((b) => b.id === id && top(b) > top(body)));
  return charter.bodies.toSorted((a, b) => top(b) - top(a) || Number(reportsUp(b)) - Number(reportsUp(a)));
}
