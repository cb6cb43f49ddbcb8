// What waits, in words and in the colour of its lane.
import type { Procedure, StepSpec, TodayItem, Why } from '$/api/types';
import { adjectives } from '$/app/names';
import { to } from '$/app/router.svelte';
import { t, w } from '$/i18n';
import type { Tone } from '$/ui/Tag.svelte';

export type Group = 'ours' | 'joint' | 'theirs';

const groups: Record<Why, Group> = {
  our_turn: 'joint',
  concurrence: 'ours',
  decision: 'ours',
  redraft: 'ours',
  review: 'ours',
  desk: 'ours',
  partner: 'theirs',
};

export const groupOf = (item: TodayItem): Group => groups[item.why];

export function tagOf(item: TodayItem, partners: string[]): { tone: Tone; text: string } {
  switch (item.why) {
    case 'our_turn':
      return { tone: 'joint', text: t(w.today.ourTurn) };
    case 'concurrence':
      return { tone: 'ours', text: t(w.today.concurrence) };
    case 'decision':
      return { tone: 'ours', text: t(w.today.decision) };
    case 'redraft':
      return { tone: 'urgent', text: t(w.today.redraft) };
    case 'review':
      return { tone: 'ours', text: t(w.today.review) };
    case 'desk':
      return { tone: 'ours', text: t(w.today.release) };
    case 'partner':
      return { tone: 'theirs', text: t(w.today.awaiting(adjectives(partners))) };
  }
}

// What the side whose turn it is may do from here, by the shared definition.
function nextSteps(item: TodayItem, procedure: Procedure | undefined): string {
  const state = procedure?.states.find((s) => s.id === item.case.state.id);
  const role = state?.waits_for;
  const fits = (s: StepSpec) => s.from.includes(item.case.state.id) && s.exclusive && (s.by === 'any' || role === 'each' || s.by === role);
  const names = [...new Set((procedure?.steps ?? []).filter(fits).map((s) => t(s.name)))].slice(0, 4);
  return names.length ? t(w.today.mayDo(names.join(' · '))) : t(w.today.doOurTurn);
}

export function sentenceOf(item: TodayItem, organisation: string, procedure: Procedure | undefined): string {
  switch (item.why) {
    case 'our_turn':
      return nextSteps(item, procedure);
    case 'concurrence':
      return t(w.today.doConcurrence(organisation));
    case 'decision':
      return t(w.today.doDecision);
    case 'redraft':
      return t(w.today.doRedraft);
    case 'review':
      return t(w.today.doReview);
    case 'desk':
      return t(w.today.doDesk);
    case 'partner':
      return t(w.today.doPartner);
  }
}

// One list item is one thing that waits: a case can wait for several.
export const idOf = (i: TodayItem): string => [i.case.id, i.why, i.staffing ?? '', i.organisation ?? '', i.record ?? '', i.partner ?? ''].join('/');

export function hrefOf(i: TodayItem): string {
  if (i.why !== 'desk') return to('cases', i.case.id);
  return i.record && i.partner ? to('desk', `${i.record}.${i.partner}`) : to('desk');
}
