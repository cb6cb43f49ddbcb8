// Alerts and places of cases as things to draw. Pure.
import type { Alert, CaseRef, Charter, Language, Text } from '$/api/types';
import { grade, gravest } from '$/app/severity';
import { textIn } from '$/i18n';

export interface Spot {
  id: string; // the case
  lat: number;
  lon: number;
  name: Text;
  title: Text;
  owner: 'ours' | 'joint';
}

export const onEarth = (p: { lat: number; lon: number }): boolean => Math.abs(p.lat) <= 90 && Math.abs(p.lon) <= 180;

export function alertFeatures(alerts: Alert[], charter: Charter | undefined, chosen: string | null): GeoJSON.FeatureCollection {
  const lead = gravest(charter, alerts.filter((a) => a.where));
  return {
    type: 'FeatureCollection',
    features: alerts.flatMap((a) =>
      a.where && onEarth(a.where)
        ? [{
            type: 'Feature' as const,
            properties: { id: a.case.id, grade: grade(charter, a.severity), chosen: a.case.id === chosen, lead: a === lead || a.case.id === chosen, ended: a.case.ended },
            geometry: { type: 'Point' as const, coordinates: [a.where.lon, a.where.lat] },
          }]
        : [],
    ),
  };
}

// Where cases are, for their labels; the marks themselves are buttons.
export const spotFeatures = (spots: Spot[], language: Language): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  // Several cases about one place are labelled once.
  features: spots.filter((s, i) => spots.findIndex((o) => textIn(language, o.name) === textIn(language, s.name)) === i || !textIn(language, s.name)).map((s) => ({
    type: 'Feature' as const,
    properties: { name: textIn(language, s.name) || textIn(language, s.title) },
    geometry: { type: 'Point' as const, coordinates: [s.lon, s.lat] },
  })),
});

// Where an open case is about. Alerts have marks of their own.
export function spotOf(c: CaseRef): Spot | null {
  if (c.ended || c.procedure === 'alert' || !c.where || !onEarth(c.where)) return null;
  return { id: c.id, lat: c.where.lat, lon: c.where.lon, name: c.where.name, title: c.title, owner: c.state.kind === 'home' ? 'ours' : 'joint' };
}
