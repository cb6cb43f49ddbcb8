// The lines between bodies: who reports to whom on one side of the cards, who coordinates beside whom as an equal on the other.
// Bodies that report to one body share a line, and so do equals among whom each is every other's equal. Pure.
import type { Body } from '$/api/types';

export interface Line {
  kind: 'feeds' | 'lateral';
  to: string | null; // of feeds: the body that is reported to
  from: string[]; // the others on the line
  track: number; // how far out it runs; lines beside each other never share one
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Drawn {
  line: Line;
  path: string;
  head: Point | null; // where the arrow points
  ends: Point[];
}

export const members = (line: Line): string[] => (line.to === null ? line.from : [line.to, ...line.from]);

const near = 16; // from the card to the nearest line
const step = 11; // from one line to the next
export const gutter = (lines: Line[]): number => near + step * Math.max(1, ...lines.map((l) => l.track + 1));

// `bodies` in the order in which they stand on the page.
export function linesOf(bodies: Body[]): Line[] {
  const known = new Set(bodies.map((b) => b.id));
  const feeds = bodies.flatMap((to) => {
    const from = bodies.filter((b) => b.id !== to.id && b.feeds.includes(to.id)).map((b) => b.id);
    return from.length ? [{ kind: 'feeds' as const, to: to.id, from }] : [];
  });
  const equals = (a: Body, b: Body) => a.lateral.includes(b.id) || b.lateral.includes(a.id);
  const lateral = groups(bodies, equals)
    .map((group) => group.map((b) => b.id).filter((id) => known.has(id)))
    .map((from) => ({ kind: 'lateral' as const, to: null, from }));
  const rows = new Map(bodies.map((b, i) => [b.id, i]));
  return [...onTracks(feeds, rows), ...onTracks(lateral, rows)];
}

// Where all that hang together are equals of each other, one group; else pair by pair, since a shared line would say too much.
function groups(bodies: Body[], equals: (a: Body, b: Body) => boolean): Body[][] {
  const left = new Set(bodies);
  const out: Body[][] = [];
  for (const first of bodies) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const one of group) for (const other of left) if (equals(one, other) && left.delete(other)) group.push(other);
    const pairs = group.flatMap((a, i) => group.slice(i + 1).map((b) => [a, b]));
    const linked = pairs.filter(([a, b]) => equals(a!, b!));
    if (linked.length === pairs.length) out.push(group);
    else out.push(...linked);
  }
  return out.filter((group) => group.length > 1);
}

// Shorter lines run nearer to the cards; of those that pass the same row each has a track of its own.
function onTracks(lines: Omit<Line, 'track'>[], rows: Map<string, number>): Line[] {
  const span = (l: Omit<Line, 'track'>) => {
    const at = members(l as Line).map((id) => rows.get(id) ?? 0);
    return { first: Math.min(...at), last: Math.max(...at) };
  };
  const placed: (Line & { first: number; last: number })[] = [];
  for (const line of lines.toSorted((a, b) => span(a).last - span(a).first - (span(b).last - span(b).first))) {
    const { first, last } = span(line);
    const taken = new Set(placed.filter((p) => p.first <= last && first <= p.last).map((p) => p.track));
    let track = 0;
    while (taken.has(track)) track++;
    placed.push({ ...line, track, first, last });
  }
  return placed.map(({ first: _first, last: _last, ...line }) => line);
}

export function draw(lines: Line[], boxes: ReadonlyMap<string, Box>): Drawn[] {
  const whole = lines.filter((l) => members(l).every((id) => boxes.has(id)));
  const middle = (l: Line) => members(l).reduce((sum, id) => sum + boxes.get(id)!.top, 0) / members(l).length;
  return whole.map((line) => {
    const left = line.kind === 'feeds';
    const side = (id: string): Point => {
      const box = boxes.get(id)!;
      // What leads upwards meets the card above what leads downwards: lines do not cross at it.
      const same = whole.filter((l) => l.kind === line.kind && members(l).includes(id)).toSorted((a, b) => middle(a) - middle(b));
      const shift = (same.indexOf(line) - (same.length - 1) / 2) * step;
      return { x: left ? box.left : box.left + box.width, y: Math.round(box.top + box.height / 2 + shift) };
    };
    const ends = line.from.map(side);
    const head = line.to === null ? null : side(line.to);
    const all = head ? [head, ...ends] : ends;
    const out = near + line.track * step;
    const x = left ? Math.min(...all.map((p) => p.x)) - out : Math.max(...all.map((p) => p.x)) + out;
    const ys = all.map((p) => p.y);
    const path = [`M${x} ${Math.min(...ys)}V${Math.max(...ys)}`, ...all.map((p) => `M${x} ${p.y}H${p.x}`)].join('');
    return { line, path, head, ends };
  });
}
