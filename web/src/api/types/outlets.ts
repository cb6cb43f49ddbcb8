// What waits, the picture, the release desk, one record.
import type { CaseRef, Delivery, Label } from './cases';
import type { Language, Named, PartyRef, Text } from './text';
import type { AreaValue, FieldView, PlaceValue } from './values';

export type Why = 'our_turn' | 'concurrence' | 'decision' | 'redraft' | 'review' | 'partner' | 'desk';
export type Lane = 'ours' | 'joint' | 'theirs';

export interface TodayItem {
  why: Why;
  case: CaseRef;
  due_ms?: number;
  overdue: boolean;
  staffing?: string;
  organisation?: string;
  record?: string; // at the release desk
  partner?: string;
  name: Text;
}

export interface Change {
  at_ms: number;
  party: string;
  case: CaseRef;
  name: Text;
  lane: Lane;
}

export interface Today {
  items: TodayItem[];
  recent: Change[];
}

export interface Alert {
  case: CaseRef;
  headline: Text;
  kind: string | null;
  severity: string | null;
  status: string | null;
  where: PlaceValue | null;
  origin_ms: number | null;
  reported_ms: number | null;
  magnitude: number | null;
  depth_km: number | null;
  intensity: string | number | null;
  areas: AreaValue[];
  at_ms: number;
  party: string;
  delivery: Delivery[];
}

export interface DeskItem {
  record: string;
  partner: string;
  kind: string;
  code: string;
  reason: Text;
  never: boolean;
  two_persons: boolean;
  first: { account: string; name: Text; at_ms: number; reason: Text } | null; // one of two has released it
  since_ms: number;
  case: CaseRef | null;
  fields: FieldView[];
  label: Label;
  marking: { classification: string; releasable_to: string[]; caveats: string[] };
  bytes: number;
}

// A rule made at the desk: what is like one record leaves by itself.
export interface DeskRule {
  id: string;
  partner: string;
  kind: string;
  name: Text;
  label: Label;
  by: Text;
  at_ms: number;
  reason: Text;
}

export interface Spread {
  count: number;
  median_ms: number;
  p90_ms: number;
  worst_ms: number;
}

// From knowing to sharing, of one kind of record and one partner.
export interface Sharing {
  partner: string;
  kind: string;
  name: Text;
  numbered: Spread;
  receipted: Spread;
}

export interface Desk {
  items: DeskItem[];
  rules: DeskRule[];
  sharing: Sharing[];
}

export interface FieldChange {
  field: string;
  what: 'remove' | 'text' | 'digits' | 'stretch' | 'step';
  amount?: number;
  text?: Text;
}

export interface Decision {
  verdict: 'release' | 'desk' | 'never';
  code: string;
  rule: string | null;
  two_persons: boolean;
  reason: Text;
}

export interface PreviewRecord {
  digest: string;
  bytes: number;
  bytes_base64: string;
  body: 'step' | 'proposal';
  envelope: { name: Text; text: Text | null; raw: string | null }[];
  fields: FieldView[];
}

export interface ContentFinding {
  class: 'hidden-text' | 'bidi' | 'mixed-script' | 'embedded' | 'person' | 'second-look';
  rule: string;
  field: Named;
  language: Language;
  at: number;
  length: number;
  shown: string;
  message: Text;
}

export interface Preview {
  partner: PartyRef;
  records: PreviewRecord[];
  bytes: number;
  awaits: string[];
  unreachable: boolean;
  findings: ContentFinding[];
  redactable: boolean;
  now: Decision;
  released: Decision;
}

export interface RecordView {
  digest: string;
  case: string;
  bytes_base64: string;
  receipt: { checkpoint: string; size: number } | null;
}
