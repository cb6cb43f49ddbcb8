import { describe, expect, it } from 'vitest';
import type { CaseDetail, FieldSpec, FieldType, Marking, Procedure, StepSpec } from '$/api/types';
import { hexDump } from './bytes';
import { reach, defaultLabel } from './reach';
import { insert, takeOver } from './renderings';
import { assigned, oursOf } from './roles';
import { sameText } from './same';
import { blank, collect, draftOf, read, type Draft } from './values';

const spec = (type: FieldType, more: Partial<FieldSpec> = {}): FieldSpec => ({
  id: type, name: { ja: '欄', en: 'Field' }, help: { ja: '', en: '' }, type, settles: false, required: false, units: ['t', 'person'].map((id) => ({ id, name: { ja: id, en: id } })), choices: [], choices_from: '', ...more,
});
const hex = 'ab'.repeat(32);

describe('values of fields', () => {
  it.each([
    ['text', { ja: ' 水 ', en: '', original: 'ja' }, { value: { ja: '水', en: '', original: 'ja' } }],
    ['text', { ja: '', en: 'water', original: 'ja' }, 'problem'],
    ['text', { ja: '水', en: '', original: 'both' }, 'problem'],
    ['text', { ja: ' ', en: '', original: 'ja' }, { empty: true }],
    ['place', { lat: '32.82', lon: '131.03', ja: '白水', en: '' }, { value: { lat: 32.82, lon: 131.03, name: { ja: '白水', en: '' } } }],
    ['place', { lat: '132.82', lon: '131.03', ja: '', en: '' }, 'problem'],
    ['place', { lat: '32.82', lon: '', ja: '', en: '' }, 'problem'],
    ['place', { lat: '', lon: '', ja: '', en: '' }, { empty: true }],
    ['quantity', { amount: '9', unit: 't' }, { value: { amount: 9, unit: 't' } }],
    ['quantity', { amount: 'nine', unit: 't' }, 'problem'],
    ['period', { from: '2016-04-18T15:00', until: '2016-04-18T18:00' }, { value: { from_ms: 1460959200000, to_ms: 1460970000000 } }],
    ['period', { from: '2016-04-18T18:00', until: '2016-04-18T15:00' }, 'problem'],
    ['period', { from: '2016-04-18T18:00', until: '' }, 'problem'],
    ['integer', ' 2 ', { value: 2 }],
    ['integer', '2.5', 'problem'],
    ['choice', '', { empty: true }],
    ['record', hex.toUpperCase(), { value: hex }],
    ['record', 'abc', 'problem'],
    ['areas', [{ code: '', ja: '', en: '', levelJa: '', levelEn: '' }], { empty: true }],
  ] as [FieldType, Draft, object | 'problem'][])('%s %j', (type, draft, expected) => {
    const got = read(spec(type), draft);
    if (expected === 'problem') expect(got).toHaveProperty('problem');
    else expect(got).toEqual(expected);
  });

  it('come back from a value as they were', () => {
    const values = {
      text: { ja: '水', en: 'water', original: 'both' }, place: { lat: 1.5, lon: -2, name: { ja: 'あ', en: 'a' } }, quantity: { amount: 1.25, unit: 't' },
      period: { from_ms: 1460959200000, to_ms: 1460970000000 }, time: 1460959200000, choice: 'x', integer: 3, record: hex,
      areas: [{ code: '1', name: { ja: 'あ', en: 'a' }, level: { ja: '７', en: '7' } }],
    } as const;
    for (const [type, value] of Object.entries(values))
      expect(read(spec(type as FieldType), draftOf(spec(type as FieldType), value as never, 'ja'))).toEqual({ value });
  });

  it('are asked for where they are required, each by its name', () => {
    const specs = [spec('text', { required: true }), spec('integer')];
    const got = collect(specs, { text: blank(specs[0]!, 'ja'), integer: '7' });
    expect(got.fields).toEqual([{ id: 'integer', value: 7 }]);
    expect(got.problems).toEqual([{ id: 'text', problem: { ja: '「欄」を入れる。', en: 'Fill in “Field”.' } }]);
  });
});

describe('who would get it', () => {
  const caveat = (id: string, never_leaves: boolean, only_parties: string[]) => ({ id, name: { ja: id, en: id }, never_leaves, only_parties });
  const marking: Marking = {
    id: 'm', classifications: [{ id: 'caution', party: 'JPN', rank: 1, name: { ja: '', en: '' } }, { id: 'U', party: 'USA', rank: 0, name: { ja: '', en: '' } }, { id: 'open', party: 'JPN', rank: 0, name: { ja: '', en: '' } }],
    caveats: [caveat('PERSONAL', true, []), caveat('JPN-ONLY', false, ['JPN']), caveat('UNCONFIRMED', false, [])],
  };
  const usual = defaultLabel(marking, 'JPN', ['USA']);
  it('begins with the mildest of our own markings, for all readers', () => expect(usual).toEqual({ classification: 'open', releasable_to: ['JPN', 'USA'], caveats: [] }));
  it.each([
    [null, ['USA']],
    [usual, ['USA']],
    [{ ...usual, caveats: ['UNCONFIRMED'] }, ['USA']],
    [{ ...usual, caveats: ['PERSONAL'] }, []],
    [{ ...usual, caveats: ['JPN-ONLY'] }, []],
    [{ ...usual, releasable_to: ['JPN'] }, []],
  ])('%j', (label, gets) => expect(reach(['JPN', 'USA'], 'JPN', label, marking).gets).toEqual(gets));
});

describe('same text', () => {
  const with_ = (party: string, states: string[], replies: object[] = []) =>
    ({ proposal: { digest: 'p', party }, replies, lanes: { joint: [{ party: 'JPN', proposal: 'p', digest: 'x', delivery: states.map((state) => ({ state })) }] } }) as unknown as CaseDetail;
  it.each([
    ['USA', [], 'same'],
    ['JPN', ['receipted'], 'same'],
    ['JPN', ['sent'], 'sent'],
    ['JPN', ['queued'], 'queued'],
    ['JPN', ['receipted', 'sent'], 'sent'],
    ['JPN', ['withheld'], 'held'],
    ['JPN', ['receipted', 'refused'], 'held'],
    ['JPN', [], 'held'],
  ] as const)('proposal of %s, %j: %s', (party, states, expected) => expect(sameText(with_(party, [...states]), 'JPN')).toBe(expected));
  it('is proved by the partner’s reply on this very digest only', () => {
    expect(sameText(with_('JPN', ['sent'], [{ party: 'USA', proposal: 'p' }]), 'JPN')).toBe('same');
    expect(sameText(with_('JPN', ['sent'], [{ party: 'USA', proposal: 'older' }]), 'JPN')).toBe('sent');
  });
});

it('dumps bytes as one compares them', () => {
  expect(hexDump(btoa('Tsugite \u0000\u0001record!'))).toBe('00000  54 73 75 67 69 74 65 20 00 01 72 65 63 6f 72 64  Tsugite ..record\n00010  21                                               !');
  expect(hexDump('***')).toBe('');
});

describe('roles of a case to be opened', () => {
  const procedure = (...ids: string[]) => ({ roles: ids.map((id) => ({ id, name: { ja: id, en: id } })) }) as Procedure;
  const by = (id: string) => ({ by: id }) as StepSpec;
  const two = procedure('giver', 'taker');
  it('is ours where the step says so, else any', () => {
    expect(oursOf(two, by('taker')).map((r) => r.id)).toEqual(['taker']);
    expect(oursOf(two, by('any')).map((r) => r.id)).toEqual(['giver', 'taker']);
  });
  it.each([
    [two, 'taker', {}, ['USA'], { giver: 'USA', taker: 'JPN' }],
    [two, 'giver', {}, ['USA'], { giver: 'JPN', taker: 'USA' }],
    [procedure('log'), 'log', {}, ['USA'], { log: 'JPN' }],
    [procedure('a', 'b', 'c'), 'b', {}, ['X', 'Y'], { a: 'X', b: 'JPN', c: 'Y' }],
    [procedure('a', 'b', 'c'), 'b', { a: 'Y', c: 'X' }, ['X', 'Y'], { a: 'Y', b: 'JPN', c: 'X' }],
  ])('%#: everyone has one', (p, ours, chosen, partners, expected) => expect(assigned(p, ours, chosen, 'JPN', partners)).toEqual(expected));
});

describe('taking over the word of the glossary', () => {
  it.each([
    ['ja', '逆提案を示す。逆提案は', '逆提案', '対案', '対案を示す。対案は'],
    ['en', 'Send a counterproposal.', 'counterproposal', 'Counter-proposal', 'Send a counter-proposal.'],
    ['en', 'Counterproposals follow', 'counterproposal', 'Counter-proposal', 'Counter-proposals follow'],
    ['en', 'the alliance coordinating group', 'Alliance Coordinating Group', 'Alliance Coordination Group', 'the Alliance Coordination Group'],
    ['en', 'EDC, not edc or EDCX', 'EDC', 'EDD', 'EDD, not edc or EDCX'],
    ['en', 'a (live mode) b', 'live mode', 'REAL WORLD', 'a (REAL WORLD) b'],
  ] as const)('%s %s', (language, text, found, right, expected) => expect(takeOver(text, language, found, right)).toBe(expected));
  it('puts a missing one where the writing stands', () => {
    expect(insert('at the today', 6, 'BOCC', 'en')).toBe('at the BOCC today');
    expect(insert('', 0, 'BOCC', 'en')).toBe('BOCC');
    expect(insert('本日調整', 2, '共同運用調整所で', 'ja')).toBe('本日共同運用調整所で調整');
  });
});
