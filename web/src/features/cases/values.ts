// From what is typed to the values of the API and back. A draft holds strings as they stand in the inputs, so that half-typed
// things are kept. Pure.
import type { AreaValue, FieldSpec, FieldValue, Original, PeriodValue, PlaceValue, QuantityValue, Text } from '$/api/types';
import { w, type Word } from '$/i18n';
import { fromLocalInput, toLocalInput } from '$/i18n/format';

export interface TextDraft { ja: string; en: string; original: Original }
export interface PlaceDraft { lat: string; lon: string; ja: string; en: string }
export interface QuantityDraft { amount: string; unit: string }
export interface PeriodDraft { from: string; until: string }
export interface AreaDraft { code: string; ja: string; en: string; levelJa: string; levelEn: string }
export type Draft = TextDraft | PlaceDraft | QuantityDraft | PeriodDraft | AreaDraft[] | string;

export function blank(spec: FieldSpec, language: Original): Draft {
  switch (spec.type) {
    case 'text':
      return { ja: '', en: '', original: language };
    case 'place':
      return { lat: '', lon: '', ja: '', en: '' };
    case 'quantity':
      return { amount: '', unit: spec.units[0]?.id ?? '' };
    case 'period':
      return { from: '', until: '' };
    case 'areas':
      return [];
    default:
      return '';
  }
}

export function draftOf(spec: FieldSpec, value: FieldValue, language: Original): Draft {
  switch (spec.type) {
    case 'text': {
      const v = value as Text;
      return { ja: v.ja, en: v.en, original: v.original || (v.ja ? 'ja' : 'en') };
    }
    case 'place': {
      const v = value as PlaceValue;
      return { lat: String(v.lat), lon: String(v.lon), ja: v.name?.ja ?? '', en: v.name?.en ?? '' };
    }
    case 'quantity': {
      const v = value as QuantityValue;
      return { amount: String(v.amount), unit: v.unit };
    }
    case 'period': {
      const v = value as PeriodValue;
      return { from: toLocalInput(v.from_ms), until: toLocalInput(v.to_ms) };
    }
    case 'time':
      return toLocalInput(value as number);
    case 'areas':
      return (value as AreaValue[]).map((a) => ({ code: a.code, ja: a.name.ja, en: a.name.en, levelJa: a.level.ja, levelEn: a.level.en }));
    case 'choice':
    case 'integer':
    case 'record':
      return String(value);
    default:
      return blank(spec, language);
  }
}

// A value, nothing (left empty), or what is wrong with it.
export type Read = { value: FieldValue } | { empty: true } | { problem: Word };

const empty: Read = { empty: true };
export const missingWord = (name: Word): Word => ({ ja: w.form.missing(name.ja || name.en).ja, en: w.form.missing(name.en || name.ja).en });
const missing = (spec: FieldSpec): Word => missingWord(spec.name);
const named = (spec: FieldSpec): Read => ({ problem: missing(spec) });

export function read(spec: FieldSpec, draft: Draft): Read {
  switch (spec.type) {
    case 'text':
      return readText(draft as TextDraft);
    case 'place':
      return readPlace(draft as PlaceDraft);
    case 'quantity':
      return readQuantity(spec, draft as QuantityDraft);
    case 'period':
      return readPeriod(spec, draft as PeriodDraft);
    case 'time': {
      if (!draft) return empty;
      const ms = fromLocalInput(draft as string);
      return ms === null ? named(spec) : { value: ms };
    }
    case 'areas': {
      const rows = (draft as AreaDraft[]).filter((a) => a.code || a.ja || a.en);
      if (rows.length === 0) return empty;
      return { value: rows.map((a) => ({ code: a.code, name: { ja: a.ja, en: a.en }, level: { ja: a.levelJa, en: a.levelEn } })) };
    }
    case 'choice':
      return draft ? { value: draft as string } : empty;
    case 'integer': {
      const text = (draft as string).trim();
      if (!text) return empty;
      return /^[-+]?\d{1,15}$/.test(text) ? { value: Number(text) } : named(spec);
    }
    case 'record': {
      const hex = (draft as string).replace(/\s/g, '').toLowerCase();
      if (!hex) return empty;
      return /^[0-9a-f]{64}$/.test(hex) ? { value: hex } : { problem: w.form.recordHelp };
    }
  }
}

function readText(d: TextDraft): Read {
  const ja = d.ja.trim();
  const en = d.en.trim();
  if (!ja && !en) return empty;
  const has = { ja: ja !== '', en: en !== '', both: ja !== '' && en !== '' };
  return has[d.original] ? { value: { ja, en, original: d.original } } : { problem: w.form.oneSide };
}

function readPlace(d: PlaceDraft): Read {
  if (!d.lat.trim() && !d.lon.trim()) return d.ja || d.en ? { problem: w.form.badPlace } : empty;
  const lat = Number(d.lat);
  const lon = Number(d.lon);
  const good = d.lat.trim() && d.lon.trim() && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return good ? { value: { lat, lon, name: { ja: d.ja.trim(), en: d.en.trim() } } } : { problem: w.form.badPlace };
}

function readQuantity(spec: FieldSpec, d: QuantityDraft): Read {
  const text = d.amount.trim();
  if (!text) return empty;
  const amount = Number(text);
  return Number.isFinite(amount) && d.unit ? { value: { amount, unit: d.unit } } : named(spec);
}

function readPeriod(spec: FieldSpec, d: PeriodDraft): Read {
  if (!d.from && !d.until) return empty;
  const from = fromLocalInput(d.from);
  const to = fromLocalInput(d.until);
  if (from === null || to === null) return named(spec);
  return to < from ? { problem: w.form.badPeriod } : { value: { from_ms: from, to_ms: to } };
}

export interface Collected {
  fields: { id: string; value: FieldValue }[];
  problems: { id: string; problem: Word }[];
}

export function collect(specs: FieldSpec[], drafts: Record<string, Draft>): Collected {
  const out: Collected = { fields: [], problems: [] };
  for (const spec of specs) {
    const draft = drafts[spec.id];
    const got = draft === undefined ? empty : read(spec, draft);
    if ('value' in got) out.fields.push({ id: spec.id, value: got.value });
    else if ('problem' in got) out.problems.push({ id: spec.id, problem: got.problem });
    else if (spec.required) out.problems.push({ id: spec.id, problem: missing(spec) });
  }
  return out;
}
