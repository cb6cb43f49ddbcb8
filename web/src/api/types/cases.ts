// Cases: as a list tells them, and in full.
import type { StateKind } from './charter';
import type { Action } from './commands';
import type { Disposed, Recall } from './recalls';
import type { Named, Text } from './text';
import type { FieldView, PlaceValue } from './values';

export interface CaseRef {
  id: string;
  number: string | null;
  procedure: string;
  procedure_title: Text;
  title: Text;
  state: Named & { kind: StateKind };
  commitment: string;
  audience: string[];
  opened_by: string;
  updated_ms: number;
  waits_for: string | null;
  ended: boolean;
  held_by: string[]; // partners that hold, or will get by itself, something of it
  where: PlaceValue | null;
  opening: string | null; // the joint record that opened it: what another case names to speak of this one
}

export type DeliveryState = 'home' | 'queued' | 'withheld' | 'sent' | 'receipted' | 'received' | 'refused' | 'voided' | 'ended';

export interface Delivery {
  partner: string;
  state: DeliveryState;
  at_ms: number;
  reason: Text | null;
}

export interface Label {
  classification: Text;
  releasable_to: string[];
  caveats: Text[];
}

export type Standing =
  | 'effective'
  | 'remark'
  | 'void_out_of_state'
  | 'void_precedence'
  | 'void_late'
  | 'void_refused'
  | 'void_not_permitted'
  | 'home'
  | 'held'
  | 'withheld';

export interface Item {
  digest: string;
  at_ms: number;
  party: string;
  seat: Named | null;
  step: string | null;
  name: Text;
  fields: FieldView[];
  standing: Standing;
  why: Text | null;
  proposal: string | null;
  number: string | null;
  legal_basis: Text | null;
  label: Label;
  disposed: Disposed | null;
  recall: Recall | null;
  delivery: Delivery[];
}

export interface Proposal {
  digest: string;
  party: string;
  version: number;
  fields: FieldView[];
  previous: FieldView[] | null;
  settled: boolean;
}

export interface Reply {
  party: string;
  proposal: string;
  record: string;
  at_ms: number;
  seat: Named;
}

export type RoundMay = 'amend' | 'concur' | 'nonconcur' | 'decide' | 'withdraw' | 'seen';

export interface Round {
  id: string;
  step: string;
  name: Text;
  version: number;
  status: 'open' | 'decided' | 'withdrawn';
  drafted_by: Named;
  fields: FieldView[];
  readers: string[];
  commitment: string;
  asked: { organisation: Named; answer: 'waiting' | 'concurred' | 'nonconcurred'; reason: Text | null }[];
  deciders: Named[];
  deputies: (Named & { standing: boolean })[]; // who may decide in their place
  in_place: { of: Named; standing: boolean } | null; // whose decision it was, where a deputy took it
  may: RoundMay[];
  concur_for: string[];
  history: { at_ms: number; act: string; seat: Named; organisation: Named | string | null; reason: Text | null; version: number }[];
}

export interface PathState {
  state: string;
  name: Text;
  kind: StateKind;
  reached_ms: number | null;
  current: boolean;
}

export interface CaseDetail extends CaseRef {
  roles: Record<string, string>;
  path: PathState[];
  home_state: (Named & { kind: StateKind }) | null;
  proposal: Proposal | null;
  replies: Reply[];
  numbers: Record<string, string>;
  lanes: { ours: Item[]; joint: Item[]; theirs: Item[] };
  rounds: Round[];
  actions: Action[];
  references: Record<string, CaseRef>; // the cases of records that fields name, by digest
  due_ms: number | null;
}
