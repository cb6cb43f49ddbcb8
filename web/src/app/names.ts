// How parties are named in a sentence of the reader's language. Reactive: reads session and language.
import type { PartyRef } from '$/api/types';
import { t } from '$/i18n';
import { prefs } from './prefs.svelte';
import { session } from './session.svelte';

const ref = (id: string): PartyRef | undefined =>
  [session.me?.party, ...(session.me?.partners ?? [])].find((party) => party?.id === id);

// 米国, United States
export const short = (id: string): string => t(ref(id)?.short_name) || id;

// 米側, the U.S. side
export function side(id: string): string {
  const adjective = t(ref(id)?.adjective) || id;
  return prefs.language === 'en' && / side$/.test(adjective) ? `the ${adjective}` : adjective;
}

// 米側, U.S.: before a noun
export function adjective(id: string): string {
  const text = t(ref(id)?.adjective) || id;
  return prefs.language === 'en' ? text.replace(/ side$/, '') : text;
}

const joined = (names: string[]): string => names.join(prefs.language === 'ja' ? '・' : ', ');

export const sides = (ids: string[]): string => joined(ids.map(side));
export const adjectives = (ids: string[]): string => joined(ids.map(adjective));
export const partners = (ids: string[]): string[] => ids.filter((id) => id !== session.own);
export const partnerIds = (): string[] => (session.me?.partners ?? []).map((p) => p.id);

export type Owner = 'ours' | 'theirs';
export const owner = (party: string): Owner => (party === session.own ? 'ours' : 'theirs');
export const capital = (s: string): string => s.charAt(0).toUpperCase() + s.slice(1);
