// The shared definition.
import type { Named, PartyRef, Text } from './text';

export type FieldType = 'text' | 'place' | 'quantity' | 'period' | 'time' | 'choice' | 'integer' | 'areas' | 'record';

export interface FieldSpec extends Named {
  help: Text;
  type: FieldType;
  settles: boolean;
  required: boolean;
  units: Named[];
  choices: Named[];
}

export type StateKind = 'home' | 'joint' | 'end';

export interface StateSpec extends Named {
  kind: StateKind;
  waits_for: string;
}

export interface LegalBasis {
  id: string;
  text: Text;
}

export interface StepSpec extends Named {
  help: Text;
  home: boolean;
  from: string[];
  to: string;
  by: string;
  at: string[];
  staffing: boolean;
  opens: boolean;
  proposes: boolean;
  replies: boolean;
  number: boolean;
  each: boolean;
  exclusive: boolean;
  fields: string[];
  legal_bases: Record<string, LegalBasis[]>;
}

export interface ClockSpec {
  state: string;
  within_ms: number;
  until?: string; // a field that says when
  name: Text;
  warns: string;
}

export interface Procedure {
  id: string;
  title: Text;
  help: Text;
  number_prefix: string;
  commitment: string;
  carries: string[];
  roles: Named[];
  fields: FieldSpec[];
  states: StateSpec[];
  steps: StepSpec[];
  clocks: ClockSpec[];
}

export interface Body extends Named {
  purpose: Text;
  basis: Text;
  levels: string[];
  feeds: string[];
  lateral: string[];
  from: string;
  to: string;
}

export interface CharterSeat extends Named {
  party: string;
  organisation: string;
  level: string;
  bodies: string[];
}

export interface Marking {
  id: string;
  classifications: (Named & { rank: number; party: string | null })[]; // null: anyone's
  caveats: (Named & { never_leaves: boolean; only_parties: string[] })[];
}

export interface Charter {
  id: string;
  version: number;
  digest: string;
  title: Text;
  levels: Named[];
  parties: PartyRef[];
  organisations: (Named & { party: string })[];
  seats: CharterSeat[];
  bodies: Body[];
  situations: (Named & { basis: Text })[];
  measures: (Named & { situations: string[]; bodies: string[]; primary: string })[];
  commitments: Named[];
  marking: Marking;
  procedures: Procedure[];
}
