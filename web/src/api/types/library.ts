// What can be looked up, what the glossary has otherwise, and the mechanism as it stands.
import type { CaseRef } from './cases';
import type { Language, Named, Text } from './text';
import type { FieldView } from './values';

export interface Instrument extends Named {
  kind: 'treaty' | 'agreement' | 'guidelines' | 'exchange-of-notes' | 'national-law' | 'directive';
  party: string; // whose own law; empty: of all
  from: string;
  to: string;
}
export interface Foundation extends Named {
  instrument: string;
  provides: Text;
}
export interface Limit extends Named {
  basis: string;
  rules: string[];
}
export interface Situation extends Named {
  basis: Text;
  bodies: string[];
  determined: Record<string, Text>; // by party: who determines it, and how
  measures: string[];
}
export interface Measure extends Named {
  situations: string[];
  bodies: string[];
  bases: string[];
  primary: string;
  roles: Record<string, Text>;
  procedures: string[];
}
export interface Programme extends Named {
  purpose: Text;
  bases: string[];
  bodies: string[];
  procedures: string[];
  from: string;
  to: string;
  facts: { date: string; text: Text }[];
}
export interface Term extends Named {
  kind: 'body' | 'level' | 'mechanism' | 'term' | 'marking';
  also: Record<Language, string[]>;
  avoid: Record<Language, string[]>;
  reserved: string | null;
  note: Text;
}
export interface Event extends Named {
  date: string; // 1960, 1960-01 or 1960-01-19
  era: string;
  kind: 'event' | 'treaty' | 'guidelines' | 'statement' | 'meeting' | 'visit';
  place: Text;
  who: Text;
  agreed: Text[];
  bodies: string[];
  source: string;
}
export interface Library {
  instruments: Instrument[];
  foundations: Foundation[];
  limits: Limit[];
  situations: Situation[];
  measures: Measure[];
  programmes: Programme[];
  third_parties: (Named & { basis: Text })[];
  glossary: Term[];
  chronology: { eras: (Named & { from: string; to: string })[]; sources: Named[]; events: Event[] };
}

export interface Rendering {
  term: Named & { note: Text };
  language: Language; // the side at fault
  found: string; // what stands there; empty: the term is missing on this side
  right: string;
}

export interface Roster {
  party: string;
  seat: Named;
  fields: FieldView[];
  case: CaseRef;
}
export interface Counterpart {
  party: string;
  seat: Named;
  organisation: Named;
  level: string;
  bodies: string[]; // that both sit in
  roster: Roster | null;
}
export interface Determination {
  party: string;
  situation: Named;
  as_of_ms: number | null;
  case: CaseRef;
}
export interface BodyNow {
  id: string;
  set_in_motion: { party: string; situation: string }[];
  open: number; // cases before it that have not ended
  latest: CaseRef[];
}
export interface MechanismNow {
  determinations: Determination[];
  bodies: BodyNow[];
  rosters: Roster[];
  counterparts: Counterpart[];
}
