// How the map looks: sea, land, a grid, towns, and the alerts on top. Everything comes with the console; nothing is fetched from
// elsewhere. Labels are drawn with the reader's own fonts (no glyph server).
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { far, near } from 'virtual:coast';
import type { Language } from '$/api/types';
import type { Theme } from '$/app/prefs.svelte';
import { towns } from './towns';

export interface Palette {
  sea: string;
  land: string;
  coast: string;
  grid: string;
  town: string;
  ink: string;
  halo: string;
  grades: [string, string, string, string]; // mild to grave
}

export const palettes: Record<Theme, Palette> = {
  light: {
    sea: '#dfe7ea', land: '#f3f0e8', coast: '#b4bcb9', grid: '#d2dbde', town: '#636978', ink: '#1a1e27', halo: '#f3f0e8',
    grades: ['#5f7d8c', '#8a6d1f', '#b9770e', '#a21b34'],
  },
  dark: {
    sea: '#10161c', land: '#1d232d', coast: '#414a58', grid: '#1a222b', town: '#949bab', ink: '#e9ebf0', halo: '#1d232d',
    grades: ['#7f9aa8', '#b79a4a', '#e6bb63', '#f28a9a'],
  },
};

const fonts = ['Noto Sans JP', 'Noto Sans CJK JP', 'sans-serif'];

const polygons = (rings: [number, number][][]): GeoJSON.Feature => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) },
});

function grid(step: number): GeoJSON.Feature {
  const lines: [number, number][][] = [];
  for (let lon = 100; lon <= 180; lon += step) lines.push([[lon, 0], [lon, 60]]);
  for (let lat = 0; lat <= 60; lat += step) lines.push([[100, lat], [180, lat]]);
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } };
}

export const emptySet: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] };

// The fine coast covers the region; the coarse world stands in for the rest when one zooms out.
export function mapStyle(theme: Theme, language: Language, withTowns: boolean): StyleSpecification {
  const p = palettes[theme];
  const layers: LayerSpecification[] = [
    { id: 'sea', type: 'background', paint: { 'background-color': p.sea } },
    { id: 'far', type: 'fill', source: 'far', maxzoom: 3.6, paint: { 'fill-color': p.land } },
    { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': p.grid, 'line-width': 1 } },
    { id: 'near', type: 'fill', source: 'near', minzoom: 3.6, paint: { 'fill-color': p.land } },
    { id: 'coast', type: 'line', source: 'near', minzoom: 3.6, paint: { 'line-color': p.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.5, 9, 1.2] } },
    ...(withTowns ? [townDots(p), townNames(p, language)] : []),
    ...alertLayers(p),
    spotNames(p),
  ];
  return {
    version: 8,
    sources: {
      far: { type: 'geojson', data: polygons(far) },
      near: { type: 'geojson', data: polygons(near), tolerance: 0.3 },
      grid: { type: 'geojson', data: grid(1) },
      towns: { type: 'geojson', data: towns },
      alerts: { type: 'geojson', data: emptySet },
      spots: { type: 'geojson', data: emptySet },
    },
    layers,
    transition: { duration: 0, delay: 0 },
  };
}

const townDots = (p: Palette): LayerSpecification => ({
  id: 'town-dots', type: 'circle', source: 'towns', minzoom: 5,
  paint: { 'circle-radius': 2.2, 'circle-color': p.town },
});

const townNames = (p: Palette, language: Language): LayerSpecification => ({
  id: 'town-names', type: 'symbol', source: 'towns', minzoom: 5,
  layout: { 'text-field': ['get', language], 'text-font': fonts, 'text-size': 12, 'text-anchor': 'left', 'text-offset': [0.5, 0], 'text-optional': true },
  paint: { 'text-color': p.town, 'text-halo-color': p.halo, 'text-halo-width': 1.4 },
});

// Names of places of cases give way to each other; towns give way to them.
const spotNames = (p: Palette): LayerSpecification => ({
  id: 'spot-names', type: 'symbol', source: 'spots',
  layout: {
    'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': 13, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
    'text-radial-offset': 1, 'text-justify': 'auto', 'text-padding': 3,
  },
  paint: { 'text-color': p.ink, 'text-halo-color': p.halo, 'text-halo-width': 1.8 },
});

// An epicentre: a dot, and rings that grow with gravity. `grade` is 0..3.
function alertLayers(p: Palette): LayerSpecification[] {
  const colour: ExpressionSpecification = ['match', ['get', 'grade'], 3, p.grades[3], 2, p.grades[2], 1, p.grades[1], p.grades[0]];
  const opacity = (n: number): ExpressionSpecification => ['case', ['get', 'ended'], n / 3, n];
  // Wide rings only around the one that leads, or many shocks in one place would hide it.
  const ring = (id: string, radius: number, least: number, strength: number): LayerSpecification => ({
    id, type: 'circle', source: 'alerts',
    filter: least === 1 ? ['>=', ['get', 'grade'], 1] : ['all', ['>=', ['get', 'grade'], least], ['get', 'lead']],
    paint: {
      'circle-radius': ['interpolate', ['exponential', 1.6], ['zoom'], 4, radius * 0.45, 8, radius, 11, radius * 2.6],
      'circle-color': colour,
      'circle-opacity': ['*', opacity(strength), 0.12],
      'circle-stroke-color': colour,
      'circle-stroke-width': 1.2,
      'circle-stroke-opacity': opacity(strength),
    },
  });
  return [
    ring('ring-3', 78, 3, 0.35),
    ring('ring-2', 50, 2, 0.6),
    ring('ring-1', 24, 1, 1),
    {
      id: 'alert-dots', type: 'circle', source: 'alerts',
      layout: { 'circle-sort-key': ['get', 'grade'] },
      paint: {
        'circle-radius': ['case', ['get', 'chosen'], 9, ['+', 4, ['get', 'grade']]],
        'circle-color': colour,
        'circle-opacity': opacity(1),
        'circle-stroke-color': p.halo,
        'circle-stroke-width': ['case', ['get', 'chosen'], 3, 1.5],
      },
    },
  ];
}
