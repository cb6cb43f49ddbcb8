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
  choices_from: string; // a list of the shared definition; 'own-seats': those of the party that says it
}

export type StateKind = 'home' | 'joint' | 'end';

export interface StateSpec extends Named {
  kind: StateKind;
  waits_for: string;
  at: string; // the body that the matter lies before
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
  levels: string[]; // empty: any
  requires_home: string;
  refers: string;
  commitment: string | null; // what it claims to be, where that is not the procedure's class
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
  basis: string[]; // foundations
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
  party: string; // of a domestic council: whose it is; else empty
  mechanism: string;
  bases: string[];
  commitment: string;
  stands: boolean; // on the day the shared definition takes effect
}

export interface Mechanism extends Named {
  purpose: Text;
  bases: string[];
  situations: string[];
  bodies: string[];
  from: string;
  to: string;
}

export interface Organisation extends Named {
  party: string;
  short_name: Text;
}

export interface CharterSeat extends Named {
  party: string;
  organisation: string;
  level: string;
  bodies: string[];
  hosted_by: string; // of a liaison seat: the other party's organisation
  stands: boolean;
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
  organisations: Organisation[];
  seats: CharterSeat[];
  mechanisms: Mechanism[];
  bodies: Body[];
  situations: (Named & { basis: Text })[];
  measures: (Named & { situations: string[]; bodies: string[]; primary: string })[];
  commitments: Named[];
  marking: Marking;
  procedures: Procedure[];
}
