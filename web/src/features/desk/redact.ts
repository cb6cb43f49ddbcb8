// What may be taken out of a record or made coarser, by the type of the field. Pure.
import type { FieldChange, FieldView, Language } from '$/api/types';

export interface Choice {
  id: string; // of the choice, e.g. "digits:1"
  what: FieldChange['what'] | 'keep';
  amount?: number;
}

const hour = 3_600_000;
const byType: Record<string, Choice[]> = {
  text: [{ id: 'text', what: 'text' }],
  place: [2, 1, 0].map((amount) => ({ id: `digits:${amount}`, what: 'digits' as const, amount })),
  time: [hour, 24 * hour].map((amount) => ({ id: `stretch:${amount}`, what: 'stretch' as const, amount })),
  period: [hour, 24 * hour].map((amount) => ({ id: `stretch:${amount}`, what: 'stretch' as const, amount })),
  quantity: [10, 100, 1000].map((n) => ({ id: `step:${n}`, what: 'step' as const, amount: n * 1000 })),
  integer: [10, 100, 1000].map((n) => ({ id: `step:${n}`, what: 'step' as const, amount: n * 1000 })),
};

// A field that its step needs is not taken out.
export function choices(field: FieldView, needed: boolean): Choice[] {
  return [{ id: 'keep', what: 'keep' }, ...(needed ? [] : [{ id: 'remove', what: 'remove' as const }]), ...(byType[field.type] ?? [])];
}

export interface Draft {
  choice: Choice;
  text: { ja: string; en: string };
}

export const draftOf = (field: FieldView): Draft => {
  const value = field.type === 'text' && typeof field.value === 'object' && field.value !== null && 'ja' in field.value ? field.value : { ja: '', en: '' };
  return { choice: { id: 'keep', what: 'keep' }, text: { ja: value.ja ?? '', en: value.en ?? '' } };
};

// Only what is changed is said. The original of a text written anew is the reader's language, or the one that is there.
export function changesOf(drafts: Record<string, Draft>, language: Language): FieldChange[] {
  return Object.entries(drafts).flatMap(([field, { choice, text }]): FieldChange[] => {
    if (choice.what === 'keep') return [];
    if (choice.what !== 'text') return [{ field, what: choice.what, ...(choice.amount === undefined ? {} : { amount: choice.amount }) }];
    const original = text[language].trim() ? language : language === 'ja' ? 'en' : 'ja';
    return [{ field, what: 'text', text: { ja: text.ja.trim(), en: text.en.trim(), original } }];
  });
}
