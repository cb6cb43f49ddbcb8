import { describe, expect, it } from 'vitest';
import type { FieldView } from '$/api/types';
import { changesOf, choices, draftOf } from './redact';

const field = (type: string, value: unknown = null) => ({ id: 'f', name: { ja: '', en: '' }, type, settles: false, value, text: { ja: '', en: '' } }) as FieldView;

describe('redact', () => {
  it('offers by type, and never takes out what the step needs', () => {
    expect(choices(field('text'), true).map((c) => c.what)).toEqual(['keep', 'text']);
    expect(choices(field('place'), false).map((c) => c.id)).toEqual(['keep', 'remove', 'digits:2', 'digits:1', 'digits:0']);
    expect(choices(field('time'), false).map((c) => c.what)).toEqual(['keep', 'remove', 'stretch', 'stretch']);
    expect(choices(field('choice'), false).map((c) => c.what)).toEqual(['keep', 'remove']);
  });
  it('says only what is changed', () => {
    const text = draftOf(field('text', { ja: '氏名', en: '' }));
    expect(text.text).toEqual({ ja: '氏名', en: '' });
    expect(changesOf({ body: text }, 'ja')).toEqual([]);
    expect(changesOf({ body: { choice: { id: 'text', what: 'text' }, text: { ja: '１名', en: '' } }, where: { choice: { id: 'digits:1', what: 'digits', amount: 1 }, text: { ja: '', en: '' } } }, 'en')).toEqual([
      { field: 'body', what: 'text', text: { ja: '１名', en: '', original: 'ja' } },
      { field: 'where', what: 'digits', amount: 1 },
    ]);
  });
});
