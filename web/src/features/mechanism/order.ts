// The bodies in the order of the page: mechanism by mechanism, then those of none; in each the common ones, highest first, and beside
// them the parties' own councils. Pure.
import type { Body, Charter, CharterSeat, Mechanism, Organisation } from '$/api/types';

export interface Group {
  mechanism: Mechanism | null;
  common: Body[];
  domestic: Body[]; // one party's own: no seat of another belongs there
}

// Bodies by the highest level they meet at; of equal ones, those that report to a higher one stand next to it.
function highestFirst(charter: Charter, bodies: Body[]): Body[] {
  const order = charter.levels.map((l) => l.id);
  const top = (body: Body) => Math.max(-1, ...body.levels.map((l) => order.indexOf(l)));
  const reportsUp = (body: Body) => body.feeds.some((id) => charter.bodies.some((b) => b.id === id && top(b) > top(body)));
  return bodies.toSorted((a, b) => top(b) - top(a) || Number(reportsUp(b)) - Number(reportsUp(a)));
}

export function groupsOf(charter: Charter): Group[] {
  const known = new Set(charter.mechanisms.map((m) => m.id));
  const group = (mechanism: Mechanism | null): Group => {
    const bodies = highestFirst(charter, charter.bodies.filter((b) => (mechanism ? b.mechanism === mechanism.id : !known.has(b.mechanism))));
    return { mechanism, common: bodies.filter((b) => !b.party), domestic: bodies.filter((b) => b.party) };
  };
  return [...charter.mechanisms.map(group), group(null)].filter((g) => g.common.length + g.domestic.length > 0);
}

// The seats of a party in a body by their organisation, in each the highest first; of the organisations that of the highest seat first.
export function seatsOf(charter: Charter, body: string, party: string): { organisation: Organisation; seats: CharterSeat[] }[] {
  const order = charter.levels.map((l) => l.id);
  const level = (seat: CharterSeat) => order.indexOf(seat.level);
  const seats = charter.seats.filter((s) => s.party === party && s.bodies.includes(body)).toSorted((a, b) => level(b) - level(a));
  const ids = [...new Set(seats.map((s) => s.organisation))];
  return ids.flatMap((id) => {
    const organisation = charter.organisations.find((o) => o.id === id);
    return organisation ? [{ organisation, seats: seats.filter((s) => s.organisation === id) }] : [];
  });
}

// An abbreviation that the trade uses for the body's name: ACG, BOCC. Other ids are for machines.
export const abbreviation = (body: Body): string => (/^[A-Z][A-Z0-9]+$/.test(body.id) ? body.id : '');
