// Times, spans, numbers and places as an officer reads them. Clock times are Japan's (JST), as both sides use them for an event
// in Japan; UTC stands beside where it matters. Pure but for the language.
import type { FieldValue, FieldView, Language, QuantityValue } from '$/api/types';

export const zone = 'Asia/Tokyo';
const locale = (language: Language) => (language === 'ja' ? 'ja-JP' : 'en-GB');

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) cache.set(key, (found = new Intl.DateTimeFormat(locale(language), { hourCycle: 'h23', timeZone: zone, ...options })));
  return found;
}

const hm = { hour: '2-digit', minute: '2-digit' } as const;

export const clockTime = (language: Language, ms: number, withSeconds = false): string =>
  formatter(language, withSeconds ? { ...hm, second: '2-digit' } : hm).format(ms);

export const utcTime = (language: Language, ms: number): string => formatter(language, { ...hm, timeZone: 'UTC' }).format(ms);

export const day = (language: Language, ms: number): string =>
  formatter(language, language === 'ja' ? { month: 'numeric', day: 'numeric' } : { day: 'numeric', month: 'short' }).format(ms);

export const dayAndTime = (language: Language, ms: number): string => `${day(language, ms)} ${clockTime(language, ms)}`;

export const fullDate = (language: Language, ms: number): string =>
  formatter(language, { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' }).format(ms);

// The time alone on the day it is, else with its date.
export function when(language: Language, ms: number, now: number): string {
  return day(language, ms) === day(language, now) ? clockTime(language, ms) : dayAndTime(language, ms);
}

// "0:42", "26:05": hours and minutes, the sign left to whoever shows it.
export function countdown(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

// A span in its largest sensible unit: 1.4 s, 12 min, 3 h, 2 days.
export function span(language: Language, ms: number): string {
  const abs = Math.abs(ms);
  const [amount, unit, digits]: [number, string, number] =
    abs < 10_000 ? [abs / 1000, 'second', 1] : abs < 60_000 ? [abs / 1000, 'second', 0]
    : abs < 3_600_000 ? [abs / 60_000, 'minute', 0] : abs < 172_800_000 ? [abs / 3_600_000, 'hour', 0] : [abs / 86_400_000, 'day', 0];
  return new Intl.NumberFormat(locale(language), {
    style: 'unit', unit, unitDisplay: language === 'ja' ? 'short' : 'short', maximumFractionDigits: digits,
  }).format(amount).replace(/\s(?=[^\x00-\x7f])/, '');
}

export const number = (language: Language, n: number): string => new Intl.NumberFormat(locale(language), { maximumFractionDigits: 3 }).format(n);

export function position(lat: number, lon: number): string {
  const side = (value: number, plus: string, minus: string) => `${Math.abs(value).toFixed(3)} ${value < 0 ? minus : plus}`;
  return `${side(lat, 'N', 'S')} ${side(lon, 'E', 'W')}`;
}

export const quantity = (language: Language, q: QuantityValue): string => `${number(language, q.amount)} ${q.unit}`;

// A digest for comparing by eye: the first eight digits in two groups, as one reads them out on the telephone.
export const shortDigest = (hex: string): string => `${hex.slice(0, 4)} ${hex.slice(4, 8)}`.trim();

// A whole fingerprint, to be read out group by group: only all of it says that two keys are one.
export const fingerprint = (hex: string): string => hex.match(/.{1,4}/g)?.join(' ') ?? '';

// A field in one language: times and periods are ours to write, everything else comes rendered.
export function fieldText(language: Language, field: Pick<FieldView, 'type' | 'value' | 'text'>): string {
  const v: FieldValue = field.value;
  if (field.type === 'time' && typeof v === 'number') return dayAndTime(language, v);
  if (field.type === 'period' && typeof v === 'object' && 'from_ms' in v)
    return `${dayAndTime(language, v.from_ms)} – ${when(language, v.to_ms, v.from_ms)}`;
  return field.text[language];
}

// ---- <input type="datetime-local"> in Japan's time, wherever this browser sits ----

const japan = 9 * 3_600_000; // no summer time since 1951

export const toLocalInput = (ms: number): string => new Date(ms + japan).toISOString().slice(0, 16);

export function fromLocalInput(text: string): number | null {
  if (!/^\d{4,6}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null;
  const ms = Date.parse(`${text}:00Z`);
  return Number.isNaN(ms) ? null : ms - japan;
}
