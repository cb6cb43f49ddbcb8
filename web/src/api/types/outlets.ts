// What waits, the picture, the release desk, one record.
import type { CaseRef, Delivery, Label } from './cases';
import type { Text } from './text';
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
  since_ms: number;
  case: CaseRef | null;
  fields: FieldView[];
  label: Label;
  bytes: number;
}

export interface RecordView {
  digest: string;
  case: string;
  bytes_base64: string;
  receipt: { checkpoint: string; size: number } | null;
}
