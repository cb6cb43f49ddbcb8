// What this seat may do on a case, steps and staffing alike, in the order a person would reach for them.
import type { CaseDetail, CommandKind, FieldSpec, FieldView, LegalBasis, Procedure, Round, RoundMay } from '$/api/types';
import { partners, sides } from '$/app/names';
import { session } from '$/app/session.svelte';
import { prefs } from '$/app/prefs.svelte';
import { t, w } from '$/i18n';

export interface Doable {
  id: string;
  kind: CommandKind;
  name: string;
  help: string;
  goes: string; // who receives it, in words
  short: string; // the same, for the button
  expected: boolean; // what the case waits for from this seat: the button that stands out
  letter: string; // what its key is made of
  step?: string;
  round?: Round;
  readers: string[];
  commitment: string;
  fields: string[];
  initial: FieldView[];
  legalBases: LegalBasis[];
  number: boolean;
  replies: boolean;
  home: boolean;
}

const orderOf: Record<RoundMay, number> = { decide: 0, seen: 0, concur: 1, nonconcur: 3, amend: 8, withdraw: 9 };

export function doable(kase: CaseDetail): Doable[] {
  if (prefs.joint) return [];
  const staffing = kase.rounds.flatMap((round) => round.may.map((may) => ({ may, round, rank: rankOf(may, round) })));
  // A step that is being staffed is amended there, not drafted again.
  const staffed = new Set(kase.rounds.filter((r) => r.status === 'open').map((r) => r.step));
  const steps = kase.actions.filter((a) => !staffed.has(a.step)).map((a, i) => ({ ...stepDoable(kase, a), expected: i === 0 && staffed.size === 0 && kase.waits_for === session.own }));
  return [
    ...staffing.filter((s) => s.rank < 8).toSorted((a, b) => a.rank - b.rank).map((s) => roundDoable(s.may, s.round)),
    ...steps.filter((s) => !s.home),
    ...steps.filter((s) => s.home),
    ...staffing.filter((s) => s.rank >= 8).toSorted((a, b) => a.rank - b.rank).map((s) => roundDoable(s.may, s.round)),
  ];
}

// Where someone has not concurred, new text comes before everything else.
function rankOf(may: RoundMay, round: Round): number {
  return may === 'amend' && round.asked.some((a) => a.answer === 'nonconcurred') ? -1 : orderOf[may];
}

function stepDoable(kase: CaseDetail, a: CaseDetail['actions'][number]): Doable {
  const others = partners(a.readers);
  const goes = others.length === 0 ? t(w.act.goesNowhere) : t((a.needs_staffing ? w.act.afterDecision : w.act.goesTo)(sides(others)));
  const short = others.length === 0 ? t(w.act.shortHome) : t((a.needs_staffing ? w.act.shortAfter : w.act.shortTo)(sides(others)));
  return {
    id: `step:${a.step}`,
    kind: a.needs_staffing ? 'draft' : 'step',
    name: a.needs_staffing ? t(w.act.draftOf(t(a.name))) : t(a.name),
    help: `${t(a.help)}${prefs.language === 'ja' ? '。' : '.'}`,
    goes,
    short,
    expected: false,
    letter: a.step,
    step: a.step,
    readers: a.readers,
    commitment: a.commitment,
    fields: a.fields,
    initial: a.proposes || (a.home && !kase.proposal) ? startingText(kase) : [],
    legalBases: a.legal_bases,
    number: a.number,
    replies: a.replies,
    home: a.home,
  };
}

// A counter-proposal begins from the standing proposal, a first request from what was registered at home.
function startingText(kase: CaseDetail): FieldView[] {
  if (kase.proposal) return kase.proposal.fields;
  return kase.lanes.ours.toSorted((a, b) => b.at_ms - a.at_ms).flatMap((i) => i.fields).filter((f) => f.settles);
}

function roundDoable(may: RoundMay, round: Round): Doable {
  const to = sides(partners(round.readers));
  const help: Record<RoundMay, string> = {
    decide: to ? t(w.staffing.decideHelp(to, t(round.name))) : t(w.staffing.stays),
    concur: t(w.staffing.stays),
    nonconcur: t(w.staffing.reasonHome),
    amend: t(w.staffing.amendHelp),
    withdraw: t(w.staffing.stays),
    seen: t(w.staffing.stays),
  };
  return {
    id: `${may}:${round.id}`,
    kind: may,
    name: t(w.staffing[may]),
    help: help[may],
    goes: may === 'decide' && to ? t(w.act.goesTo(to)) : t(w.act.goesNowhere),
    short: may === 'decide' && to ? t(w.act.shortTo(to)) : t(w.act.shortHome),
    expected: rankOf(may, round) < 2,
    letter: may,
    round,
    readers: round.readers,
    commitment: round.commitment,
    fields: round.fields.map((f) => f.id),
    initial: round.fields,
    legalBases: [],
    number: false,
    replies: false,
    home: may !== 'decide',
  };
}

// The specs of the fields an action may carry, in the order of the shared definition. An amendment may fill what the draft left
// empty.
export function fieldsOf(d: Doable, procedure: Procedure | undefined): FieldSpec[] {
  const step = d.round ? procedure?.steps.find((s) => s.id === d.round!.step) : undefined;
  const ids = step ? step.fields : d.fields;
  return procedure?.fields.filter((f) => ids.includes(f.id)) ?? [];
}
