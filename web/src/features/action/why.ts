// What waits, in words and in the colour of its lane.
import type { TodayItem, Why } from '$/api/types';
import { adjectives } from '$/app/names';
import { t, w } from '$/i18n';
import type { Tone } from '$/ui/Tag.svelte';

export type Group = 'ours' | 'joint' | 'theirs';

const groups: Record<Why, Group> = {
  our_turn: 'joint',
  concurrence: 'ours',
  decision: 'ours',
  redraft: 'ours',
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
    case 'desk':
      return { tone: 'ours', text: t(w.today.release) };
    case 'partner':
      return { tone: 'theirs', text: t(w.today.awaiting(adjectives(partners))) };
  }
}

export function sentenceOf(item: TodayItem, organisation: string): string {
  switch (item.why) {
    case 'our_turn':
      return t(w.today.doOurTurn);
    case 'concurrence':
      return t(w.today.doConcurrence(organisation));
    case 'decision':
      return t(w.today.doDecision);
    case 'redraft':
      return t(w.today.doRedraft);
    case 'desk':
      return t(w.today.doDesk);
    case 'partner':
      return t(w.today.doPartner);
  }
}

// One list item is one thing that waits: a case can wait for several.
export const idOf = (i: TodayItem): string => [i.case.id, i.why, i.staffing ?? '', i.organisation ?? ''].join('/');
