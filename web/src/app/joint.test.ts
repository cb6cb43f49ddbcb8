import { describe, expect, it } from 'vitest';
import type { Alert, CaseDetail, CaseRef, Delivery, DeliveryState, Item, Today } from '$/api/types';
import { jointAlerts, kept, jointCase, jointRef, jointToday } from './joint';

const text = (s: string) => ({ ja: s, en: s });
const canary = 'CANARY';
const way = (state: DeliveryState): Delivery[] => [{ partner: 'USA', state, at_ms: 1, reason: state === 'withheld' ? text(canary) : null }];
const item = (digest: string, party: string, delivery: Delivery[], name = digest): Item => ({
  digest, at_ms: 1, party, seat: null, step: null, name: text(name), fields: [], standing: 'effective', why: null, proposal: null, number: null,
  legal_basis: null, label: { classification: text('open'), releasable_to: ['JPN', 'USA'], caveats: [] }, disposed: null, recall: null, delivery,
});
const ref = (id: string, more: Partial<CaseRef> = {}): CaseRef => ({
  id, number: null, procedure: 'support', procedure_title: text('support'), title: text(id), state: { id: 's', name: text('s'), kind: 'joint' },
  commitment: 'operational-coordination', audience: ['JPN', 'USA'], opened_by: 'JPN', updated_ms: 1, waits_for: null, ended: false, held_by: ['USA'], where: null, opening: null, ...more,
});
const detail = (joint: Item[], theirs: Item[] = []): CaseDetail => ({
  ...ref('c'), roles: {}, home_state: { id: 'need', name: text(canary), kind: 'home' },
  path: [{ state: 'need', name: text(canary), kind: 'home', reached_ms: 1, current: false }, { state: 'requested', name: text('requested'), kind: 'joint', reached_ms: 2, current: true }],
  proposal: null, replies: [], numbers: {}, lanes: { ours: [item('home', 'JPN', [], canary)], joint, theirs },
  rounds: [{ id: 'r', name: text(canary) } as never], actions: [{ step: 'x', name: text(canary) } as never], due_ms: 99,
  references: { a1: ref('named'), b2: ref(canary, { held_by: [] }), c3: ref(canary, { state: { id: 'need', name: text('need'), kind: 'home' } }) },
});

describe('joint view of a case', () => {
  it('shows nothing of our lane, staffing, clocks, actions, home states or withheld records', () => {
    const shown = jointCase(detail([item('a', 'JPN', way('receipted')), item('b', 'JPN', way('withheld'), canary)], [item('c', 'USA', way('received'))]), 'JPN')!;
    expect(JSON.stringify(shown)).not.toContain(canary);
    expect(shown.lanes.joint.map((i) => i.digest)).toEqual(['a']);
    expect(shown.lanes.theirs.map((i) => i.digest)).toEqual(['c']);
    expect(shown.due_ms).toBeNull();
    expect(shown.rounds).toEqual([]);
    expect(Object.keys(shown.references)).toEqual(['a1']);
  });
  it('does not show a case of which the partner holds nothing', () => {
    expect(jointCase({ ...detail([item('a', 'JPN', way('withheld'))]), held_by: [] }, 'JPN')).toBeNull();
  });
  it.each(['queued', 'sent', 'receipted'] as const)('shows what is %s', (state) => expect(jointCase(detail([item('a', 'JPN', way(state))]), 'JPN')!.lanes.joint).toHaveLength(1));
  it('hides our proposal that has not left', () => {
    const c = detail([item('held', 'JPN', way('withheld'))], [item('theirs', 'USA', way('received'))]);
    c.proposal = { digest: 'p', party: 'JPN', version: 1, fields: [], previous: null, settled: false };
    expect(jointCase(c, 'JPN')!.proposal).toBeNull();
    c.lanes.joint.push({ ...item('sent', 'JPN', way('sent')), proposal: 'p' });
    expect(jointCase(c, 'JPN')!.proposal?.digest).toBe('p');
  });
});

it.each([['withheld', true], ['voided', true], ['ended', true], ['queued', false], ['sent', false], ['refused', false], ['receipted', false]] as const)(
  'what is %s is ours alone: %s',
  (state, alone) => expect(kept(item('a', 'JPN', way(state)), 'JPN')).toBe(alone),
);

describe('joint view of lists', () => {
  const home = ref('home', { state: { id: 'need', name: text('need'), kind: 'home' } });
  const hidden = ref('hidden', { held_by: [] });
  const open = ref('open');

  it('leaves out cases at home, and those of which no partner holds anything', () => expect([home, hidden, open].filter(jointRef)).toEqual([open]));
  it('leaves out staffing, the desk and our changes, and tells no due time', () => {
    const whys = ['our_turn', 'concurrence', 'decision', 'redraft', 'partner', 'desk'] as const;
    const today: Today = {
      items: [...whys.map((why) => ({ why, case: open, overdue: true, due_ms: 5, name: text(why) })), { why: 'our_turn', case: hidden, overdue: false, name: text('x') }],
      recent: [
        { at_ms: 1, party: 'JPN', case: open, name: text('x'), lane: 'ours' },
        { at_ms: 1, party: 'JPN', case: open, name: text('x'), lane: 'joint' },
        { at_ms: 1, party: 'JPN', case: hidden, name: text('x'), lane: 'joint' },
      ],
    };
    const shown = jointToday(today);
    expect(shown.items.map((i) => i.why)).toEqual(['our_turn', 'partner']);
    expect(shown.items.every((i) => i.due_ms === undefined && !i.overdue)).toBe(true);
    expect(shown.recent).toHaveLength(1);
  });
  it('leaves out alerts that did not leave', () => {
    const alert = (party: string, state: DeliveryState) => ({ party, delivery: way(state) }) as Alert;
    expect(jointAlerts([alert('JPN', 'withheld'), alert('JPN', 'receipted'), alert('USA', 'received')], 'JPN')).toHaveLength(2);
  });
});
