// The coastline the map is drawn on, cut at build time from world-atlas: fine (1:10m) around Japan, coarse (1:110m) for the
// rest of the world, so that the console needs no tile server. Gives the module `virtual:coast`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { Plugin } from 'vite';

type Ring = [number, number][];
type Box = { west: number; east: number; south: number; north: number };

const near: Box = { west: 118, east: 156, south: 20, north: 50 };
const digits = 1000; // about 100 m

export function coast(): Plugin {
  const id = 'virtual:coast';
  return {
    name: 'coast',
    resolveId: (source) => (source === id ? '\0' + id : undefined),
    load(resolved) {
      if (resolved !== '\0' + id) return undefined;
      const fine = rings('land-10m.json').map((r) => clip(r, near)).filter((r) => r.length > 3);
      const coarse = rings('land-110m.json');
      return `export const near = ${JSON.stringify(fine.map(rounded))};\nexport const far = ${JSON.stringify(coarse.map(rounded))};`;
    },
  };
}

// Outer rings only: the lakes of the region are of no use at this scale.
function rings(file: string): Ring[] {
  const path = createRequire(import.meta.url).resolve(`world-atlas/${file}`);
  const atlas = JSON.parse(readFileSync(path, 'utf8'));
  const land = feature(atlas, atlas.objects.land) as unknown as GeoJSON.FeatureCollection<GeoJSON.MultiPolygon>;
  return land.features.flatMap((f) => f.geometry.coordinates.map((polygon) => polygon[0] as Ring));
}

// Sutherland-Hodgman against the four sides of a box.
function clip(ring: Ring, box: Box): Ring {
  const sides: [(p: [number, number]) => boolean, 0 | 1, number][] = [
    [(p) => p[0] >= box.west, 0, box.west],
    [(p) => p[0] <= box.east, 0, box.east],
    [(p) => p[1] >= box.south, 1, box.south],
    [(p) => p[1] <= box.north, 1, box.north],
  ];
  return sides.reduce<Ring>((points, [inside, axis, at]) => {
    const out: Ring = [];
    points.forEach((p, i) => {
      const before = points[(i + points.length - 1) % points.length]!;
      if (inside(p) !== inside(before)) {
        const share = (at - before[axis]) / (p[axis] - before[axis]);
        const cut: [number, number] = [before[0] + share * (p[0] - before[0]), before[1] + share * (p[1] - before[1])];
        cut[axis] = at;
        out.push(cut);
      }
      if (inside(p)) out.push(p);
    });
    return out;
  }, ring);
}

function rounded(ring: Ring): Ring {
  const out: Ring = [];
  for (const p of ring) {
    const q: [number, number] = [Math.round(p[0] * digits) / digits, Math.round(p[1] * digits) / digits];
    const last = out.at(-1);
    if (!last || last[0] !== q[0] || last[1] !== q[1]) out.push(q);
  }
  if (out[0] && (out[0][0] !== out.at(-1)![0] || out[0][1] !== out.at(-1)![1])) out.push(out[0]);
  return out;
}
